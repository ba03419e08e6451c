#include "verify/encoding.h"

#include <string.h>

/* ISO 32000-1, D.2: glyph names in the order of their codes, a number where codes are left out. */
static const char *const tables[] = {
    [BRV_ENCODING_STANDARD] =
        "32 space exclam quotedbl numbersign dollar percent ampersand quoteright parenleft "
        "parenright asterisk plus comma hyphen period slash zero one two three four five six seven "
        "eight nine colon semicolon less equal greater question at A B C D E F G H I J K L M N O P "
        "Q R S T U V W X Y Z bracketleft backslash bracketright asciicircum underscore quoteleft a "
        "b c d e f g h i j k l m n o p q r s t u v w x y z braceleft bar braceright asciitilde 161 "
        "exclamdown cent sterling fraction yen florin section currency quotesingle quotedblleft "
        "guillemotleft guilsinglleft guilsinglright fi fl 177 endash dagger daggerdbl "
        "periodcentered 182 paragraph bullet quotesinglbase quotedblbase quotedblright "
        "guillemotright ellipsis perthousand 191 questiondown 193 grave acute circumflex tilde "
        "macron breve dotaccent dieresis 202 ring cedilla 205 hungarumlaut ogonek caron emdash 225 "
        "AE 227 ordfeminine 232 Lslash Oslash OE ordmasculine 241 ae 245 dotlessi 248 lslash "
        "oslash "
        "oe germandbls ",
    [BRV_ENCODING_WIN] =
        "32 space exclam quotedbl numbersign dollar percent ampersand quotesingle parenleft "
        "parenright asterisk plus comma hyphen period slash zero one two three four five six seven "
        "eight nine colon semicolon less equal greater question at A B C D E F G H I J K L M N O P "
        "Q R S T U V W X Y Z bracketleft backslash bracketright asciicircum underscore grave a b c "
        "d e f g h i j k l m n o p q r s t u v w x y z braceleft bar braceright asciitilde bullet "
        "Euro bullet quotesinglbase florin quotedblbase ellipsis dagger daggerdbl circumflex "
        "perthousand Scaron guilsinglleft OE bullet Zcaron bullet bullet quoteleft quoteright "
        "quotedblleft quotedblright bullet endash emdash tilde trademark scaron guilsinglright oe "
        "bullet zcaron Ydieresis space exclamdown cent sterling currency yen brokenbar section "
        "dieresis copyright ordfeminine guillemotleft logicalnot hyphen registered macron degree "
        "plusminus twosuperior threesuperior acute mu paragraph periodcentered cedilla onesuperior "
        "ordmasculine guillemotright onequarter onehalf threequarters questiondown Agrave Aacute "
        "Acircumflex Atilde Adieresis Aring AE Ccedilla Egrave Eacute Ecircumflex Edieresis Igrave "
        "Iacute Icircumflex Idieresis Eth Ntilde Ograve Oacute Ocircumflex Otilde Odieresis "
        "multiply Oslash Ugrave Uacute Ucircumflex Udieresis Yacute Thorn germandbls agrave aacute "
        "acircumflex atilde adieresis aring ae ccedilla egrave eacute ecircumflex edieresis igrave "
        "iacute icircumflex idieresis eth ntilde ograve oacute ocircumflex otilde odieresis divide "
        "oslash ugrave uacute ucircumflex udieresis yacute thorn ydieresis ",
    [BRV_ENCODING_MAC] =
        "32 space exclam quotedbl numbersign dollar percent ampersand quotesingle parenleft "
        "parenright asterisk plus comma hyphen period slash zero one two three four five six seven "
        "eight nine colon semicolon less equal greater question at A B C D E F G H I J K L M N O P "
        "Q R S T U V W X Y Z bracketleft backslash bracketright asciicircum underscore grave a b c "
        "d e f g h i j k l m n o p q r s t u v w x y z braceleft bar braceright asciitilde 128 "
        "Adieresis Aring Ccedilla Eacute Ntilde Odieresis Udieresis aacute agrave acircumflex "
        "adieresis atilde aring ccedilla eacute egrave ecircumflex edieresis iacute igrave "
        "icircumflex idieresis ntilde oacute ograve ocircumflex odieresis otilde uacute ugrave "
        "ucircumflex udieresis dagger degree cent sterling section bullet paragraph germandbls "
        "registered copyright trademark acute dieresis 174 AE Oslash 177 plusminus 180 yen mu 187 "
        "ordfeminine ordmasculine 190 ae oslash questiondown exclamdown logicalnot 196 florin 199 "
        "guillemotleft guillemotright ellipsis space Agrave Atilde Otilde OE oe endash emdash "
        "quotedblleft quotedblright quoteleft quoteright divide 216 ydieresis Ydieresis fraction "
        "currency guilsinglleft guilsinglright fi fl daggerdbl periodcentered quotesinglbase "
        "quotedblbase perthousand Acircumflex Ecircumflex Aacute Edieresis Egrave Iacute "
        "Icircumflex Idieresis Igrave Oacute Ocircumflex 241 Ograve Uacute Ucircumflex Ugrave "
        "dotlessi circumflex tilde macron breve dotaccent ring cedilla hungarumlaut ogonek caron ",
};

/* Names that are no letter with an accent, nor of the Greek or Cyrillic alphabets, and what they
 * mean. */
static const char *const signs =
    "AE:00c6 Dcroat:0110 Delta:2206 Eng:014a Eth:00d0 Euro:20ac H18533:25cf H22073:25a1 "
    "Hbar:0126 IJ:0132 Idot:0130 Ifraktur:2111 Ldot:013f Lslash:0141 OE:0152 Omega:2126 "
    "Oslash:00d8 Rfraktur:211c Tbar:0166 Thorn:00de Upsilon1:03d2 acute:00b4 ae:00e6 "
    "afii00208:2015 afii61289:2113 afii61352:2116 aleph:2135 ampersand:0026 angle:2220 "
    "angleleft:2329 angleright:232a apple:f8ff approxequal:2248 arrowboth:2194 "
    "arrowdblboth:21d4 arrowdbldown:21d3 arrowdblleft:21d0 arrowdblright:21d2 arrowdblup:21d1 "
    "arrowdown:2193 arrowleft:2190 arrowright:2192 arrowup:2191 arrowupdn:2195 asciicircum:005e "
    "asciitilde:007e asterisk:002a asteriskmath:2217 at:0040 backslash:005c bar:007c "
    "braceleft:007b braceright:007d bracketleft:005b bracketright:005d breve:02d8 "
    "brokenbar:00a6 bullet:2022 caron:02c7 carriagereturn:21b5 cedilla:00b8 cent:00a2 "
    "circle:25cb circlemultiply:2297 circleplus:2295 circumflex:02c6 club:2663 colon:003a "
    "comma:002c congruent:2245 copyright:00a9 currency:00a4 dagger:2020 daggerdbl:2021 "
    "dcroat:0111 degree:00b0 diamond:2666 dieresis:00a8 divide:00f7 dollar:0024 dotaccent:02d9 "
    "dotlessi:0131 dotmath:22c5 eight:0038 element:2208 ellipsis:2026 emdash:2014 emptyset:2205 "
    "endash:2013 eng:014b equal:003d equivalence:2261 estimated:212e eth:00f0 exclam:0021 "
    "exclamdbl:203c exclamdown:00a1 existential:2203 female:2640 ff:fb00 ffi:fb03 ffl:fb04 "
    "fi:fb01 figuredash:2012 filledbox:25a0 five:0035 fiveeighths:215d fl:fb02 florin:0192 "
    "four:0034 fraction:2044 franc:20a3 germandbls:00df gradient:2207 grave:0060 greater:003e "
    "greaterequal:2265 guillemotleft:00ab guillemotright:00bb guilsinglleft:2039 "
    "guilsinglright:203a hbar:0127 heart:2665 hungarumlaut:02dd hyphen:002d ij:0133 "
    "infinity:221e integral:222b intersection:2229 kgreenlandic:0138 ldot:0140 less:003c "
    "lessequal:2264 lira:20a4 logicaland:2227 logicalnot:00ac logicalor:2228 longs:017f "
    "lozenge:25ca lslash:0142 macron:00af male:2642 middot:00b7 minus:2212 minute:2032 mu:00b5 "
    "multiply:00d7 napostrophe:0149 nbspace:00a0 nine:0039 notelement:2209 notequal:2260 "
    "notsubset:2284 numbersign:0023 oe:0153 ogonek:02db omega1:03d6 one:0031 oneeighth:215b "
    "onehalf:00bd onequarter:00bc onesuperior:00b9 openbullet:25e6 ordfeminine:00aa "
    "ordmasculine:00ba oslash:00f8 paragraph:00b6 parenleft:0028 parenright:0029 "
    "partialdiff:2202 percent:0025 period:002e periodcentered:00b7 perpendicular:22a5 "
    "perthousand:2030 peseta:20a7 phi1:03d5 pi:03c0 plus:002b plusminus:00b1 product:220f "
    "propersubset:2282 propersuperset:2283 proportional:221d question:003f questiondown:00bf "
    "quotedbl:0022 quotedblbase:201e quotedblleft:201c quotedblright:201d quoteleft:2018 "
    "quotereversed:201b quoteright:2019 quotesinglbase:201a quotesingle:0027 radical:221a "
    "reflexsubset:2286 reflexsuperset:2287 registered:00ae ring:02da second:2033 section:00a7 "
    "semicolon:003b seven:0037 seveneighths:215e sfthyphen:00ad sigma1:03c2 similar:223c "
    "six:0036 slash:002f smileface:263a softhyphen:00ad space:0020 spade:2660 sterling:00a3 "
    "suchthat:220b summation:2211 tbar:0167 therefore:2234 theta1:03d1 thorn:00fe three:0033 "
    "threeeighths:215c threequarters:00be threesuperior:00b3 tilde:02dc trademark:2122 "
    "triagdn:25bc triagup:25b2 two:0032 twosuperior:00b2 underscore:005f underscoredbl:2017 "
    "union:222a universal:2200 weierstrass:2118 yen:00a5 zero:0030 grave:300 acute:301 "
    "circumflex:302 tilde:303 macron:304 breve:306 dotaccent:307 dieresis:308 ring:30a "
    "hungarumlaut:30b caron:30c cedilla:327 commaaccent:327 ogonek:328 ";

static void read_table(const char *table, char *names[256])
{
  g_auto(GStrv) words = g_strsplit(table, " ", 0);
  guint code = 0;
  for (guint i = 0; words[i]; i++) {
    guint64 number = 0;
    if (g_ascii_string_to_unsigned(words[i], 10, 0, 255, &number, NULL))
      code = (guint)number;
    else if (*words[i] && code < 256)
      names[code++] = g_strdup(words[i]);
  }
}

const char *brv_encoding_name(brv_encoding encoding, guint8 code)
{
  static char *names[G_N_ELEMENTS(tables)][256];
  if (encoding == BRV_ENCODING_NONE)
    return NULL;
  /* Every encoding has an A. */
  if (!names[encoding]['A'])
    read_table(tables[encoding], names[encoding]);
  return names[encoding][code];
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
  g_autofree char *key = g_strconcat(" ", name, ":", NULL);
  const char *found = g_str_has_prefix(signs, key + 1) ? signs - 1 : strstr(signs, key);
  return found ? (gunichar)g_ascii_strtoull(found + strlen(key), NULL, 16) : 0;
}

/* "Aogonek": a letter and the name of what is over or under it. */
static gunichar find_accented(const char *name)
{
  static const struct {
    const char *name;
    gunichar mark;
  } accents[] = {
      {"grave", 0x300},       {"acute", 0x301},        {"circumflex", 0x302}, {"tilde", 0x303},
      {"macron", 0x304},      {"breve", 0x306},        {"dotaccent", 0x307},  {"dieresis", 0x308},
      {"ring", 0x30a},        {"hungarumlaut", 0x30b}, {"caron", 0x30c},      {"cedilla", 0x327},
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
      "alpha", "beta",   "gamma",   "delta", "epsilon", "zeta",    "eta",  "theta", "iota",
      "kappa", "lambda", "mu",      "nu",    "xi",      "omicron", "pi",   "rho",   "",
      "sigma", "tau",    "upsilon", "phi",   "chi",     "psi",     "omega"};
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
