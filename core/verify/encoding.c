#include "verify/encoding.h"

#include <string.h>

/* ISO 32000-1, D.2. */
static const char *const standard_names[256] = {
    NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
    NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
    "space", "exclam", "quotedbl", "numbersign", "dollar", "percent", "ampersand", "quoteright",
    "parenleft", "parenright", "asterisk", "plus", "comma", "hyphen", "period", "slash", "zero",
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "colon", "semicolon",
    "less", "equal", "greater", "question", "at", "A", "B", "C", "D", "E", "F", "G", "H", "I", "J",
    "K", "L", "M", "N", "O", "P", "Q", "R", "S", "T", "U", "V", "W", "X", "Y", "Z", "bracketleft",
    "backslash", "bracketright", "asciicircum", "underscore", "quoteleft", "a", "b", "c", "d", "e",
    "f", "g", "h", "i", "j", "k", "l", "m", "n", "o", "p", "q", "r", "s", "t", "u", "v", "w", "x",
    "y", "z", "braceleft", "bar", "braceright", "asciitilde", NULL, NULL, NULL, NULL, NULL, NULL,
    NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
    NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, "exclamdown", "cent",
    "sterling", "fraction", "yen", "florin", "section", "currency", "quotesingle", "quotedblleft",
    "guillemotleft", "guilsinglleft", "guilsinglright", "fi", "fl", NULL, "endash", "dagger",
    "daggerdbl", "periodcentered", NULL, "paragraph", "bullet", "quotesinglbase", "quotedblbase",
    "quotedblright", "guillemotright", "ellipsis", "perthousand", NULL, "questiondown", NULL,
    "grave", "acute", "circumflex", "tilde", "macron", "breve", "dotaccent", "dieresis", NULL,
    "ring", "cedilla", NULL, "hungarumlaut", "ogonek", "caron", "emdash", NULL, NULL, NULL, NULL,
    NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, "AE", NULL,
    "ordfeminine", NULL, NULL, NULL, NULL, "Lslash", "Oslash", "OE", "ordmasculine", NULL, NULL,
    NULL, NULL, NULL, "ae", NULL, NULL, NULL, "dotlessi", NULL, NULL, "lslash", "oslash", "oe",
    "germandbls", NULL, NULL, NULL, NULL};

static const char *const win_names[256] = {
    NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
    NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
    "space", "exclam", "quotedbl", "numbersign", "dollar", "percent", "ampersand", "quotesingle",
    "parenleft", "parenright", "asterisk", "plus", "comma", "hyphen", "period", "slash", "zero",
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "colon", "semicolon",
    "less", "equal", "greater", "question", "at", "A", "B", "C", "D", "E", "F", "G", "H", "I", "J",
    "K", "L", "M", "N", "O", "P", "Q", "R", "S", "T", "U", "V", "W", "X", "Y", "Z", "bracketleft",
    "backslash", "bracketright", "asciicircum", "underscore", "grave", "a", "b", "c", "d", "e", "f",
    "g", "h", "i", "j", "k", "l", "m", "n", "o", "p", "q", "r", "s", "t", "u", "v", "w", "x", "y",
    "z", "braceleft", "bar", "braceright", "asciitilde", "bullet", "Euro", "bullet",
    "quotesinglbase", "florin", "quotedblbase", "ellipsis", "dagger", "daggerdbl", "circumflex",
    "perthousand", "Scaron", "guilsinglleft", "OE", "bullet", "Zcaron", "bullet", "bullet",
    "quoteleft", "quoteright", "quotedblleft", "quotedblright", "bullet", "endash", "emdash",
    "tilde", "trademark", "scaron", "guilsinglright", "oe", "bullet", "zcaron", "Ydieresis",
    "space", "exclamdown", "cent", "sterling", "currency", "yen", "brokenbar", "section",
    "dieresis", "copyright", "ordfeminine", "guillemotleft", "logicalnot", "hyphen", "registered",
    "macron", "degree", "plusminus", "twosuperior", "threesuperior", "acute", "mu", "paragraph",
    "periodcentered", "cedilla", "onesuperior", "ordmasculine", "guillemotright", "onequarter",
    "onehalf", "threequarters", "questiondown", "Agrave", "Aacute", "Acircumflex", "Atilde",
    "Adieresis", "Aring", "AE", "Ccedilla", "Egrave", "Eacute", "Ecircumflex", "Edieresis",
    "Igrave", "Iacute", "Icircumflex", "Idieresis", "Eth", "Ntilde", "Ograve", "Oacute",
    "Ocircumflex", "Otilde", "Odieresis", "multiply", "Oslash", "Ugrave", "Uacute", "Ucircumflex",
    "Udieresis", "Yacute", "Thorn", "germandbls", "agrave", "aacute", "acircumflex", "atilde",
    "adieresis", "aring", "ae", "ccedilla", "egrave", "eacute", "ecircumflex", "edieresis",
    "igrave", "iacute", "icircumflex", "idieresis", "eth", "ntilde", "ograve", "oacute",
    "ocircumflex", "otilde", "odieresis", "divide", "oslash", "ugrave", "uacute", "ucircumflex",
    "udieresis", "yacute", "thorn", "ydieresis"};

static const char *const mac_names[256] = {
    NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
    NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
    "space", "exclam", "quotedbl", "numbersign", "dollar", "percent", "ampersand", "quotesingle",
    "parenleft", "parenright", "asterisk", "plus", "comma", "hyphen", "period", "slash", "zero",
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "colon", "semicolon",
    "less", "equal", "greater", "question", "at", "A", "B", "C", "D", "E", "F", "G", "H", "I", "J",
    "K", "L", "M", "N", "O", "P", "Q", "R", "S", "T", "U", "V", "W", "X", "Y", "Z", "bracketleft",
    "backslash", "bracketright", "asciicircum", "underscore", "grave", "a", "b", "c", "d", "e", "f",
    "g", "h", "i", "j", "k", "l", "m", "n", "o", "p", "q", "r", "s", "t", "u", "v", "w", "x", "y",
    "z", "braceleft", "bar", "braceright", "asciitilde", NULL, "Adieresis", "Aring", "Ccedilla",
    "Eacute", "Ntilde", "Odieresis", "Udieresis", "aacute", "agrave", "acircumflex", "adieresis",
    "atilde", "aring", "ccedilla", "eacute", "egrave", "ecircumflex", "edieresis", "iacute",
    "igrave", "icircumflex", "idieresis", "ntilde", "oacute", "ograve", "ocircumflex", "odieresis",
    "otilde", "uacute", "ugrave", "ucircumflex", "udieresis", "dagger", "degree", "cent",
    "sterling", "section", "bullet", "paragraph", "germandbls", "registered", "copyright",
    "trademark", "acute", "dieresis", NULL, "AE", "Oslash", NULL, "plusminus", NULL, NULL, "yen",
    "mu", NULL, NULL, NULL, NULL, NULL, "ordfeminine", "ordmasculine", NULL, "ae", "oslash",
    "questiondown", "exclamdown", "logicalnot", NULL, "florin", NULL, NULL, "guillemotleft",
    "guillemotright", "ellipsis", "space", "Agrave", "Atilde", "Otilde", "OE", "oe", "endash",
    "emdash", "quotedblleft", "quotedblright", "quoteleft", "quoteright", "divide", NULL,
    "ydieresis", "Ydieresis", "fraction", "currency", "guilsinglleft", "guilsinglright", "fi", "fl",
    "daggerdbl", "periodcentered", "quotesinglbase", "quotedblbase", "perthousand", "Acircumflex",
    "Ecircumflex", "Aacute", "Edieresis", "Egrave", "Iacute", "Icircumflex", "Idieresis", "Igrave",
    "Oacute", "Ocircumflex", NULL, "Ograve", "Uacute", "Ucircumflex", "Ugrave", "dotlessi",
    "circumflex", "tilde", "macron", "breve", "dotaccent", "ring", "cedilla", "hungarumlaut",
    "ogonek", "caron"};

/* Names that are no letter with an accent, nor of the Greek or Cyrillic alphabets; sorted. */
static const struct {
  const char *name;
  gunichar unicode;
} signs[] = {
    {"AE", 0x00c6}, {"Dcroat", 0x0110}, {"Delta", 0x2206}, {"Eng", 0x014a}, {"Eth", 0x00d0},
    {"Euro", 0x20ac}, {"H18533", 0x25cf}, {"H22073", 0x25a1}, {"Hbar", 0x0126}, {"IJ", 0x0132},
    {"Idot", 0x0130}, {"Ifraktur", 0x2111}, {"Ldot", 0x013f}, {"Lslash", 0x0141}, {"OE", 0x0152},
    {"Omega", 0x2126}, {"Oslash", 0x00d8}, {"Rfraktur", 0x211c}, {"Tbar", 0x0166},
    {"Thorn", 0x00de}, {"Upsilon1", 0x03d2}, {"acute", 0x00b4}, {"ae", 0x00e6},
    {"afii00208", 0x2015}, {"afii61289", 0x2113}, {"afii61352", 0x2116}, {"aleph", 0x2135},
    {"ampersand", 0x0026}, {"angle", 0x2220}, {"angleleft", 0x2329}, {"angleright", 0x232a},
    {"apple", 0xf8ff}, {"approxequal", 0x2248}, {"arrowboth", 0x2194}, {"arrowdblboth", 0x21d4},
    {"arrowdbldown", 0x21d3}, {"arrowdblleft", 0x21d0}, {"arrowdblright", 0x21d2},
    {"arrowdblup", 0x21d1}, {"arrowdown", 0x2193}, {"arrowleft", 0x2190}, {"arrowright", 0x2192},
    {"arrowup", 0x2191}, {"arrowupdn", 0x2195}, {"asciicircum", 0x005e}, {"asciitilde", 0x007e},
    {"asterisk", 0x002a}, {"asteriskmath", 0x2217}, {"at", 0x0040}, {"backslash", 0x005c},
    {"bar", 0x007c}, {"braceleft", 0x007b}, {"braceright", 0x007d}, {"bracketleft", 0x005b},
    {"bracketright", 0x005d}, {"breve", 0x02d8}, {"brokenbar", 0x00a6}, {"bullet", 0x2022},
    {"caron", 0x02c7}, {"carriagereturn", 0x21b5}, {"cedilla", 0x00b8}, {"cent", 0x00a2},
    {"circle", 0x25cb}, {"circlemultiply", 0x2297}, {"circleplus", 0x2295}, {"circumflex", 0x02c6},
    {"club", 0x2663}, {"colon", 0x003a}, {"comma", 0x002c}, {"congruent", 0x2245},
    {"copyright", 0x00a9}, {"currency", 0x00a4}, {"dagger", 0x2020}, {"daggerdbl", 0x2021},
    {"dcroat", 0x0111}, {"degree", 0x00b0}, {"diamond", 0x2666}, {"dieresis", 0x00a8},
    {"divide", 0x00f7}, {"dollar", 0x0024}, {"dotaccent", 0x02d9}, {"dotlessi", 0x0131},
    {"dotmath", 0x22c5}, {"eight", 0x0038}, {"element", 0x2208}, {"ellipsis", 0x2026},
    {"emdash", 0x2014}, {"emptyset", 0x2205}, {"endash", 0x2013}, {"eng", 0x014b},
    {"equal", 0x003d}, {"equivalence", 0x2261}, {"estimated", 0x212e}, {"eth", 0x00f0},
    {"exclam", 0x0021}, {"exclamdbl", 0x203c}, {"exclamdown", 0x00a1}, {"existential", 0x2203},
    {"female", 0x2640}, {"ff", 0xfb00}, {"ffi", 0xfb03}, {"ffl", 0xfb04}, {"fi", 0xfb01},
    {"figuredash", 0x2012}, {"filledbox", 0x25a0}, {"five", 0x0035}, {"fiveeighths", 0x215d},
    {"fl", 0xfb02}, {"florin", 0x0192}, {"four", 0x0034}, {"fraction", 0x2044}, {"franc", 0x20a3},
    {"germandbls", 0x00df}, {"gradient", 0x2207}, {"grave", 0x0060}, {"greater", 0x003e},
    {"greaterequal", 0x2265}, {"guillemotleft", 0x00ab}, {"guillemotright", 0x00bb},
    {"guilsinglleft", 0x2039}, {"guilsinglright", 0x203a}, {"hbar", 0x0127}, {"heart", 0x2665},
    {"hungarumlaut", 0x02dd}, {"hyphen", 0x002d}, {"ij", 0x0133}, {"infinity", 0x221e},
    {"integral", 0x222b}, {"intersection", 0x2229}, {"kgreenlandic", 0x0138}, {"ldot", 0x0140},
    {"less", 0x003c}, {"lessequal", 0x2264}, {"lira", 0x20a4}, {"logicaland", 0x2227},
    {"logicalnot", 0x00ac}, {"logicalor", 0x2228}, {"longs", 0x017f}, {"lozenge", 0x25ca},
    {"lslash", 0x0142}, {"macron", 0x00af}, {"male", 0x2642}, {"middot", 0x00b7}, {"minus", 0x2212},
    {"minute", 0x2032}, {"mu", 0x00b5}, {"multiply", 0x00d7}, {"napostrophe", 0x0149},
    {"nbspace", 0x00a0}, {"nine", 0x0039}, {"notelement", 0x2209}, {"notequal", 0x2260},
    {"notsubset", 0x2284}, {"numbersign", 0x0023}, {"oe", 0x0153}, {"ogonek", 0x02db},
    {"omega1", 0x03d6}, {"one", 0x0031}, {"oneeighth", 0x215b}, {"onehalf", 0x00bd},
    {"onequarter", 0x00bc}, {"onesuperior", 0x00b9}, {"openbullet", 0x25e6},
    {"ordfeminine", 0x00aa}, {"ordmasculine", 0x00ba}, {"oslash", 0x00f8}, {"paragraph", 0x00b6},
    {"parenleft", 0x0028}, {"parenright", 0x0029}, {"partialdiff", 0x2202}, {"percent", 0x0025},
    {"period", 0x002e}, {"periodcentered", 0x00b7}, {"perpendicular", 0x22a5},
    {"perthousand", 0x2030}, {"peseta", 0x20a7}, {"phi1", 0x03d5}, {"pi", 0x03c0}, {"plus", 0x002b},
    {"plusminus", 0x00b1}, {"product", 0x220f}, {"propersubset", 0x2282},
    {"propersuperset", 0x2283}, {"proportional", 0x221d}, {"question", 0x003f},
    {"questiondown", 0x00bf}, {"quotedbl", 0x0022}, {"quotedblbase", 0x201e},
    {"quotedblleft", 0x201c}, {"quotedblright", 0x201d}, {"quoteleft", 0x2018},
    {"quotereversed", 0x201b}, {"quoteright", 0x2019}, {"quotesinglbase", 0x201a},
    {"quotesingle", 0x0027}, {"radical", 0x221a}, {"reflexsubset", 0x2286},
    {"reflexsuperset", 0x2287}, {"registered", 0x00ae}, {"ring", 0x02da}, {"second", 0x2033},
    {"section", 0x00a7}, {"semicolon", 0x003b}, {"seven", 0x0037}, {"seveneighths", 0x215e},
    {"sfthyphen", 0x00ad}, {"sigma1", 0x03c2}, {"similar", 0x223c}, {"six", 0x0036},
    {"slash", 0x002f}, {"smileface", 0x263a}, {"softhyphen", 0x00ad}, {"space", 0x0020},
    {"spade", 0x2660}, {"sterling", 0x00a3}, {"suchthat", 0x220b}, {"summation", 0x2211},
    {"tbar", 0x0167}, {"therefore", 0x2234}, {"theta1", 0x03d1}, {"thorn", 0x00fe},
    {"three", 0x0033}, {"threeeighths", 0x215c}, {"threequarters", 0x00be},
    {"threesuperior", 0x00b3}, {"tilde", 0x02dc}, {"trademark", 0x2122}, {"triagdn", 0x25bc},
    {"triagup", 0x25b2}, {"two", 0x0032}, {"twosuperior", 0x00b2}, {"underscore", 0x005f},
    {"underscoredbl", 0x2017}, {"union", 0x222a}, {"universal", 0x2200}, {"weierstrass", 0x2118},
    {"yen", 0x00a5}, {"zero", 0x0030}};

const char *brv_encoding_name(brv_encoding encoding, guint8 code)
{
  switch (encoding) {
  case BRV_ENCODING_STANDARD:
    return standard_names[code];
  case BRV_ENCODING_WIN:
    return win_names[code];
  case BRV_ENCODING_MAC:
    return mac_names[code];
  case BRV_ENCODING_NONE:
    break;
  }
  return NULL;
}

int brv_encoding_code(brv_encoding encoding, const char *name)
{
  for (int code = 0; code < 256; code++)
    if (g_strcmp0(brv_encoding_name(encoding, (guint8)code), name) == 0)
      return code;
  return -1;
}

static gunichar find_sign(const char *name)
{
  guint low = 0, high = G_N_ELEMENTS(signs);
  while (low < high) {
    guint middle = low + (high - low) / 2;
    int order = strcmp(name, signs[middle].name);
    if (!order)
      return signs[middle].unicode;
    if (order < 0)
      high = middle;
    else
      low = middle + 1;
  }
  return 0;
}

/* "Aogonek": a letter and the name of what is over or under it. */
static gunichar find_accented(const char *name)
{
  static const struct {
    const char *name;
    gunichar mark;
  } accents[] = {
      {"grave", 0x300},     {"acute", 0x301},     {"circumflex", 0x302}, {"tilde", 0x303},
      {"macron", 0x304},    {"breve", 0x306},     {"dotaccent", 0x307},  {"dieresis", 0x308},
      {"ring", 0x30a},      {"hungarumlaut", 0x30b}, {"caron", 0x30c},   {"cedilla", 0x327},
      {"commaaccent", 0x327}, {"ogonek", 0x328},
  };
  for (guint i = 0; i < G_N_ELEMENTS(accents); i++) {
    gunichar composed = 0;
    if (strcmp(name + 1, accents[i].name) == 0 &&
        g_unichar_compose((guchar)*name, accents[i].mark, &composed))
      return composed;
  }
  return 0;
}

static gunichar find_greek(const char *name)
{
  static const char *const letters[] = {
      "alpha", "beta",    "gamma", "delta", "epsilon", "zeta", "eta",   "theta", "iota", "kappa",
      "lambda", "mu",     "nu",    "xi",    "omicron", "pi",   "rho",   "",      "sigma", "tau",
      "upsilon", "phi",   "chi",   "psi",   "omega"};
  for (guint i = 0; i < G_N_ELEMENTS(letters); i++)
    if (g_ascii_strcasecmp(letters[i], name) == 0)
      return (g_ascii_isupper(*name) ? 0x391 : 0x3b1) + i;
  return 0;
}

/* "afii10017" and on: the Cyrillic alphabet, Yo in its place behind Ye. */
static gunichar find_cyrillic(const char *name)
{
  guint64 number = 0;
  if (!g_str_has_prefix(name, "afii") ||
      !g_ascii_string_to_unsigned(name + 4, 10, 10000, 99999, &number, NULL))
    return 0;
  bool is_small = number >= 10065;
  guint64 place = number - (is_small ? 10065 : 10017);
  if (number < 10017 || number > 10097 || place > 32)
    return 0;
  gunichar first = is_small ? 0x430 : 0x410;
  if (place == 6)
    return is_small ? 0x451 : 0x401;
  return first + (gunichar)place - (place > 6);
}

/* "uni20AC", "u1F600". */
static gunichar find_number(const char *name)
{
  guint64 number = 0;
  bool is_uni = g_str_has_prefix(name, "uni") && strlen(name) >= 7 && (strlen(name) - 3) % 4 == 0;
  g_autofree char *digits = is_uni ? g_strndup(name + 3, 4) : g_strdup(name + 1);
  bool is_u = !is_uni && *name == 'u' && strlen(name) >= 5 && strlen(name) <= 7;
  if ((is_uni || is_u) && g_ascii_string_to_unsigned(digits, 16, 0, 0x10ffff, &number, NULL))
    return (gunichar)number;
  return 0;
}

gunichar brv_glyph_unicode(const char *name)
{
  g_autofree char *base = g_strndup(name, strcspn(name, "."));
  if (!*base)
    return 0;
  if (!base[1])
    return g_ascii_isalpha(*base) ? (gunichar)*base : 0;
  gunichar (*const ways[])(const char *) = {find_sign, find_accented, find_greek, find_cyrillic,
                                            find_number};
  for (guint i = 0; i < G_N_ELEMENTS(ways); i++) {
    gunichar found = ways[i](base);
    if (found)
      return found;
  }
  return 0;
}
