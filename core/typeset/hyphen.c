#include "typeset/hyphen.h"

#include <stdbool.h>
#include <string.h>

static const char FOLDER[] = "/usr/share/hyphen";

/* One level of patterns: letters -> digits, one more than letters, as '0'..'9', ended by NUL. */
typedef struct {
  GHashTable *patterns;
  guint longest; /* letters of the longest pattern, in bytes */
} level;

/* A file may have two levels: the first parts compounds, the second divides their parts. */
struct brv_hyphens {
  level levels[2];
  guint count; /* of levels */
  GStringChunk *store;
  int left, right;           /* letters that stay together at a word's ends */
  int part_left, part_right; /* and at those of a compound's parts */
};

/* Which file serves a language; the first that fits its beginning. The least letters at a word's
 * ends are those of TeX's language.dat, where the file does not ask for more. */
static const struct {
  const char *language, *file;
  int left, right;
} FILES[] = {
    {"en-us", "en_US", 2, 3}, {"en-ca", "en_US", 2, 3}, {"en-ph", "en_US", 2, 3},
    {"en", "en_GB", 2, 3},    {"de-at", "de_AT", 2, 2}, {"de-ch", "de_CH", 2, 2},
    {"de", "de_DE", 2, 2},    {"fr", "fr", 2, 3},       {"es", "es_ES", 2, 2},
    {"it", "it_IT", 2, 2},    {"pt-br", "pt_BR", 2, 3}, {"pt", "pt_PT", 2, 3},
    {"nl", "nl_NL", 2, 2},    {"pl", "pl_PL", 2, 2},    {"ru", "ru_RU", 2, 2},
    {"sv", "sv_SE", 2, 2},    {"da", "da_DK", 2, 2},    {"nb", "nb_NO", 2, 2},
    {"no", "nb_NO", 2, 2},    {"nn", "nn_NO", 2, 2},    {"is", "is_IS", 2, 2},
    {"cs", "cs_CZ", 2, 3},    {"sk", "sk_SK", 2, 3},    {"sl", "sl_SI", 2, 2},
    {"hr", "hr_HR", 2, 2},    {"hu", "hu_HU", 2, 2},    {"ro", "ro_RO", 2, 2},
    {"bg", "bg_BG", 2, 2},    {"uk", "uk_UA", 2, 2},    {"lt", "lt_LT", 2, 2},
    {"lv", "lv_LV", 2, 2},    {"el", "el_GR", 2, 2},    {"ca", "ca_ES", 2, 2},
    {"gl", "gl_ES", 2, 2},
};

/* Splits ".ab4i" into letters ".abi" and digits "00040". What is written differently when it is
 * divided ("s1sz/sz=sz,1,3") we cannot set: no break is better than a wrong one, so the odd digits
 * of such a pattern become even. */
static void add_pattern(brv_hyphens *hyphens, const char *pattern)
{
  enum { LONGEST = 128 };
  char letters[LONGEST], digits[LONGEST] = "0";
  gsize length = strcspn(pattern, "/"), used = 0, points = 0;
  bool other = pattern[length] == '/';
  if (length >= LONGEST)
    return;
  for (const char *p = pattern; p < pattern + length; p++) {
    if (g_ascii_isdigit(*p)) {
      digits[points] = (char)(*p + (other && (*p - '0') % 2));
      continue;
    }
    letters[used++] = *p;
    if ((p[1] & 0xc0) != 0x80)
      digits[++points] = '0';
  }
  level *l = &hyphens->levels[hyphens->count - 1];
  l->longest = MAX(l->longest, (guint)used);
  digits[points + 1] = '\0';
  g_hash_table_insert(l->patterns, g_string_chunk_insert_len(hyphens->store, letters, (gssize)used),
                      g_string_chunk_insert_const(hyphens->store, digits));
}

static void add_level(brv_hyphens *hyphens)
{
  if (hyphens->count < G_N_ELEMENTS(hyphens->levels))
    hyphens->levels[hyphens->count++].patterns = g_hash_table_new(g_str_hash, g_str_equal);
}

static bool read_option(brv_hyphens *hyphens, const char *line)
{
  const struct {
    const char *name;
    int *value;
  } options[] = {{"LEFTHYPHENMIN ", &hyphens->left},
                 {"RIGHTHYPHENMIN ", &hyphens->right},
                 {"COMPOUNDLEFTHYPHENMIN ", &hyphens->part_left},
                 {"COMPOUNDRIGHTHYPHENMIN ", &hyphens->part_right}};
  for (gsize i = 0; i < G_N_ELEMENTS(options); i++)
    if (g_str_has_prefix(line, options[i].name))
      *options[i].value = (int)g_ascii_strtoll(line + strlen(options[i].name), NULL, 10);
  return g_ascii_isupper(*line);
}

/* Patterns of written hyphens and apostrophes, which the first level may hold, are of no use: words
 * come without. */
static void read_line(brv_hyphens *hyphens, char *line)
{
  g_strstrip(line);
  if (!*line || *line == '%' || *line == '#')
    return;
  if (g_str_equal(line, "NEXTLEVEL"))
    add_level(hyphens);
  else if (!read_option(hyphens, line))
    add_pattern(hyphens, line);
}

brv_hyphens *brv_hyphens_read(const char *text)
{
  const char *end = strchr(text, '\n');
  if (!end)
    return NULL;
  g_autofree char *charset = g_strstrip(g_strndup(text, (gsize)(end - text)));
  g_autofree char *patterns = g_convert(
      end + 1, -1, "UTF-8", g_str_has_prefix(charset, "microsoft-cp1251") ? "CP1251" : charset,
      NULL, NULL, NULL);
  if (!patterns)
    return NULL;
  brv_hyphens *hyphens = g_new0(brv_hyphens, 1);
  hyphens->store = g_string_chunk_new(1 << 16);
  hyphens->left = hyphens->right = hyphens->part_left = hyphens->part_right = 2;
  add_level(hyphens);
  for (char *line = patterns; line;) {
    char *next = strchr(line, '\n');
    if (next)
      *next++ = '\0';
    read_line(hyphens, line);
    line = next;
  }
  return hyphens;
}

void brv_hyphens_free(brv_hyphens *hyphens)
{
  if (!hyphens)
    return;
  for (guint i = 0; i < hyphens->count; i++)
    g_hash_table_unref(hyphens->levels[i].patterns);
  g_string_chunk_free(hyphens->store);
  g_free(hyphens);
}

/* The index of a language's file, or -1. */
static int file_for(const char *language)
{
  g_autofree char *lower = g_ascii_strdown(language, -1);
  for (gsize i = 0; i < G_N_ELEMENTS(FILES); i++) {
    gsize length = strlen(FILES[i].language);
    if (g_str_has_prefix(lower, FILES[i].language) && (!lower[length] || lower[length] == '-'))
      return (int)i;
  }
  return -1;
}

static brv_hyphens *load(int file)
{
  g_autofree char *path = g_strdup_printf("%s/hyph_%s.dic", FOLDER, FILES[file].file);
  g_autofree char *text = NULL;
  if (!g_file_get_contents(path, &text, NULL, NULL))
    return NULL;
  brv_hyphens *hyphens = brv_hyphens_read(text);
  if (hyphens) {
    hyphens->left = MAX(hyphens->left, FILES[file].left);
    hyphens->right = MAX(hyphens->right, FILES[file].right);
  }
  return hyphens;
}

const brv_hyphens *brv_hyphens_for(const char *language)
{
  static struct {
    bool tried;
    brv_hyphens *hyphens; /* or NULL where the file is not installed */
  } loaded[G_N_ELEMENTS(FILES)];
  int file = language ? file_for(language) : -1;
  if (file < 0)
    return NULL;
  if (!loaded[file].tried)
    loaded[file].hyphens = load(file);
  loaded[file].tried = true;
  return loaded[file].hyphens;
}

/* A word in small letters between dots, and where each of its characters begins. */
typedef struct {
  char text[(BRV_HYPHEN_WORD + 2) * 6 + 1];
  guint at[BRV_HYPHEN_WORD + 3];
  guint count; /* characters, the dots with them */
  char values[BRV_HYPHEN_WORD + 4];
} dotted_word;

static bool prepare(dotted_word *dotted, const char *word, gsize length)
{
  const char *end = word + length;
  guint bytes = 0;
  dotted->count = 0;
  dotted->at[dotted->count++] = bytes;
  dotted->text[bytes++] = '.';
  for (const char *p = word; p < end; p = g_utf8_next_char(p)) {
    if (dotted->count > BRV_HYPHEN_WORD)
      return false;
    dotted->at[dotted->count++] = bytes;
    bytes += (guint)g_unichar_to_utf8(g_unichar_tolower(g_utf8_get_char(p)), dotted->text + bytes);
  }
  dotted->at[dotted->count++] = bytes;
  dotted->text[bytes++] = '.';
  dotted->at[dotted->count] = bytes;
  memset(dotted->values, '0', sizeof dotted->values);
  return true;
}

static void raise_values(dotted_word *dotted, guint from, const char *digits)
{
  for (guint i = 0; digits[i]; i++)
    dotted->values[from + i] = MAX(dotted->values[from + i], digits[i]);
}

static void match_patterns(const level *l, dotted_word *dotted)
{
  for (guint from = 0; from < dotted->count; from++) {
    for (guint to = from + 1; to <= dotted->count; to++) {
      guint length = dotted->at[to] - dotted->at[from];
      if (length > l->longest)
        break;
      char *end = dotted->text + dotted->at[to], kept = *end;
      *end = '\0';
      const char *digits = g_hash_table_lookup(l->patterns, dotted->text + dotted->at[from]);
      *end = kept;
      if (digits)
        raise_values(dotted, from, digits);
    }
  }
}

/* Sets marks where a level's patterns divide a word; the number of its letters, 0 if too long. */
static int divide(const level *l, const char *word, gsize length, int left, int right,
                  guint8 *marks)
{
  dotted_word dotted;
  if (!prepare(&dotted, word, length))
    return 0;
  match_patterns(l, &dotted);
  int letters = (int)dotted.count - 2;
  for (int i = left; i <= letters - right; i++)
    if ((dotted.values[i + 1] - '0') % 2)
      marks[i] = 1;
  return letters;
}

/* Divides each part of a compound as a word of its own. */
static void divide_parts(const brv_hyphens *hyphens, const char *word, int letters,
                         const guint8 *joints, guint8 *marks)
{
  const char *start = word, *p = word;
  int first = 0;
  for (int i = 1; i <= letters; i++) {
    p = g_utf8_next_char(p);
    if (i < letters && !joints[i])
      continue;
    int left = first == 0 ? hyphens->left : hyphens->part_left;
    int right = i == letters ? hyphens->right : hyphens->part_right;
    divide(&hyphens->levels[1], start, (gsize)(p - start), left, right, marks + first);
    start = p;
    first = i;
  }
}

void brv_hyphenate(const brv_hyphens *hyphens, const char *word, gsize length, guint8 *marks)
{
  guint8 joints[BRV_HYPHEN_WORD + 1] = {0};
  int letters = divide(&hyphens->levels[0], word, length, hyphens->left, hyphens->right, joints);
  for (int i = 0; i < letters; i++)
    if (joints[i])
      marks[i] = 1;
  if (hyphens->count > 1)
    divide_parts(hyphens, word, letters, joints, marks);
}
