#include "typeset/hyphen.h"

#include <stdbool.h>
#include <string.h>

static const char FOLDER[] = "/usr/share/hyphen";

/* Letters of a pattern -> its digits: one more than letters, as '0'..'9', ended by NUL. */
struct brv_hyphens {
  GHashTable *patterns;
  GStringChunk *store;
  guint longest; /* letters of the longest pattern, in bytes */
  int left, right;
};

/* Which file serves a language; the first that fits its beginning. */
static const struct {
  const char *language, *file;
} FILES[] = {
    {"en-us", "en_US"}, {"en-ca", "en_US"}, {"en", "en_GB"}, {"de-at", "de_AT"}, {"de-ch", "de_CH"},
    {"de", "de_DE"},    {"fr", "fr"},       {"es", "es"},    {"it", "it_IT"},    {"pt-br", "pt_BR"},
    {"pt", "pt_PT"},    {"nl", "nl_NL"},    {"pl", "pl_PL"}, {"ru", "ru_RU"},
};

/* Splits ".ab4i" into letters ".abi" and digits "00040". */
static void add_pattern(brv_hyphens *hyphens, const char *pattern)
{
  g_autoptr(GString) letters = g_string_new(NULL);
  g_autoptr(GString) digits = g_string_new("0");
  for (const char *p = pattern; *p; p = g_utf8_next_char(p)) {
    if (g_ascii_isdigit(*p)) {
      digits->str[digits->len - 1] = *p;
      continue;
    }
    g_string_append_unichar(letters, g_utf8_get_char(p));
    g_string_append_c(digits, '0');
  }
  hyphens->longest = MAX(hyphens->longest, (guint)letters->len);
  g_hash_table_insert(hyphens->patterns,
                      g_string_chunk_insert_len(hyphens->store, letters->str, (gssize)letters->len),
                      g_string_chunk_insert_const(hyphens->store, digits->str));
}

static void read_line(brv_hyphens *hyphens, char *line)
{
  g_strstrip(line);
  if (!*line || *line == '%' || *line == '#' || strchr(line, '/'))
    return;
  if (g_str_has_prefix(line, "LEFTHYPHENMIN "))
    hyphens->left = (int)g_ascii_strtoll(line + strlen("LEFTHYPHENMIN "), NULL, 10);
  else if (g_str_has_prefix(line, "RIGHTHYPHENMIN "))
    hyphens->right = (int)g_ascii_strtoll(line + strlen("RIGHTHYPHENMIN "), NULL, 10);
  else if (!g_ascii_isupper(*line))
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
  hyphens->patterns = g_hash_table_new(g_str_hash, g_str_equal);
  hyphens->store = g_string_chunk_new(1 << 16);
  hyphens->left = hyphens->right = 2;
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
  g_hash_table_unref(hyphens->patterns);
  g_string_chunk_free(hyphens->store);
  g_free(hyphens);
}

static const char *file_for(const char *language)
{
  g_autofree char *lower = g_ascii_strdown(language, -1);
  for (gsize i = 0; i < G_N_ELEMENTS(FILES); i++) {
    gsize length = strlen(FILES[i].language);
    if (g_str_has_prefix(lower, FILES[i].language) && (!lower[length] || lower[length] == '-'))
      return FILES[i].file;
  }
  return NULL;
}

static brv_hyphens *load(const char *file)
{
  g_autofree char *path = g_strdup_printf("%s/hyph_%s.dic", FOLDER, file);
  g_autofree char *text = NULL;
  return g_file_get_contents(path, &text, NULL, NULL) ? brv_hyphens_read(text) : NULL;
}

const brv_hyphens *brv_hyphens_for(const char *language)
{
  static GHashTable *loaded; /* file -> brv_hyphens *, or NULL where it is not installed */
  const char *file = language ? file_for(language) : NULL;
  if (!file)
    return NULL;
  if (!loaded)
    loaded = g_hash_table_new(g_str_hash, g_str_equal);
  gpointer found = NULL;
  if (!g_hash_table_lookup_extended(loaded, file, NULL, &found)) {
    found = load(file);
    g_hash_table_insert(loaded, (char *)file, found);
  }
  return found;
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

static void match_patterns(const brv_hyphens *hyphens, dotted_word *dotted)
{
  for (guint from = 0; from < dotted->count; from++) {
    for (guint to = from + 1; to <= dotted->count; to++) {
      guint length = dotted->at[to] - dotted->at[from];
      if (length > hyphens->longest)
        break;
      char *end = dotted->text + dotted->at[to], kept = *end;
      *end = '\0';
      const char *digits = g_hash_table_lookup(hyphens->patterns, dotted->text + dotted->at[from]);
      *end = kept;
      if (digits)
        raise_values(dotted, from, digits);
    }
  }
}

void brv_hyphenate(const brv_hyphens *hyphens, const char *word, gsize length, guint8 *marks)
{
  dotted_word dotted;
  if (!prepare(&dotted, word, length))
    return;
  match_patterns(hyphens, &dotted);
  int letters = (int)dotted.count - 2;
  for (int i = hyphens->left; i <= letters - hyphens->right; i++)
    if ((dotted.values[i + 1] - '0') % 2)
      marks[i] = 1;
}
