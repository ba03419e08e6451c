#include "typeset/hyphen.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/part.h"
#include "typeset/hyphen-data.h"

struct brv_hyphens {
  const brv_hyphen_table *table;
  int left, right; /* letters that stay together at a word's ends */
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

brv_hyphens *brv_hyphens_open(const guint8 *table)
{
  brv_hyphens *hyphens = g_new0(brv_hyphens, 1);
  hyphens->table = (const brv_hyphen_table *)(const void *)table;
  hyphens->left = hyphens->table->left;
  hyphens->right = hyphens->table->right;
  return hyphens;
}

void brv_hyphens_free(brv_hyphens *hyphens)
{
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

/* The compiled patterns of all languages, mapped: what is not used is not read. NULL without them.
 */
static const guint8 *map_patterns(void)
{
  g_autofree char *path = brv_beside_core("hyphens");
  GMappedFile *file = path ? g_mapped_file_new(path, FALSE, NULL) : NULL;
  const brv_hyphen_head *head = file ? (const void *)g_mapped_file_get_contents(file) : NULL;
  gsize size = file ? g_mapped_file_get_length(file) : 0;
  if (size > sizeof *head && memcmp(head->magic, BRV_HYPHEN_MAGIC, sizeof head->magic) == 0 &&
      head->size == size)
    return (const guint8 *)head; /* for the rest of the process */
  g_warning("The hyphenation patterns cannot be read: install Brevier anew");
  if (file)
    g_mapped_file_unref(file);
  return NULL;
}

static int by_name(const void *name, const void *entry)
{
  return strcmp(name, ((const brv_hyphen_entry *)entry)->name);
}

static brv_hyphens *load(int file)
{
  static const guint8 *patterns;
  patterns = patterns ? patterns : map_patterns();
  if (!patterns)
    return NULL;
  const brv_hyphen_head *head = (const void *)patterns;
  const brv_hyphen_entry *entry =
      bsearch(FILES[file].file, head + 1, head->count, sizeof *entry, by_name);
  if (!entry)
    return NULL;
  brv_hyphens *hyphens = brv_hyphens_open(patterns + entry->table);
  hyphens->left = MAX(hyphens->left, FILES[file].left);
  hyphens->right = MAX(hyphens->right, FILES[file].right);
  return hyphens;
}

const brv_hyphens *brv_hyphens_for(const char *language)
{
  static struct {
    bool tried;
    brv_hyphens *hyphens; /* or NULL where the build had no such file */
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

/* The child of a node that a byte leads to; 0: none, for nobody's child is the root. */
static guint32 child_of(const guint32 *first, const guint8 *labels, guint32 node, guint8 byte)
{
  guint32 low = first[node], end = first[node + 1], high = end;
  while (low < high) {
    guint32 middle = low + (high - low) / 2;
    if (labels[middle] < byte)
      low = middle + 1;
    else
      high = middle;
  }
  return low < end && labels[low] == byte ? low : 0;
}

static void match_patterns(const brv_hyphen_table *table, const brv_hyphen_level *level,
                           dotted_word *dotted)
{
  const guint8 *base = (const guint8 *)table, *labels = base + level->labels;
  const guint32 *first = (const void *)(base + level->first);
  const guint32 *digits = (const void *)(base + level->digits);
  guint end = dotted->at[dotted->count];
  for (guint from = 0; from < dotted->count; from++) {
    guint32 node = 0;
    for (guint at = dotted->at[from]; at < end; at++) {
      node = child_of(first, labels, node, (guint8)dotted->text[at]);
      if (!node)
        break;
      raise_values(dotted, from, (const char *)base + table->pool + digits[node]);
    }
  }
}

/* Sets marks where a level's patterns divide a word; the number of its letters, 0 if too long. */
static int divide(const brv_hyphen_table *table, int level, const char *word, gsize length,
                  int left, int right, guint8 *marks)
{
  dotted_word dotted;
  if (!prepare(&dotted, word, length))
    return 0;
  match_patterns(table, &table->levels[level], &dotted);
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
    int left = first == 0 ? hyphens->left : hyphens->table->part_left;
    int right = i == letters ? hyphens->right : hyphens->table->part_right;
    divide(hyphens->table, 1, start, (gsize)(p - start), left, right, marks + first);
    start = p;
    first = i;
  }
}

void brv_hyphenate(const brv_hyphens *hyphens, const char *word, gsize length, guint8 *marks)
{
  guint8 joints[BRV_HYPHEN_WORD + 1] = {0};
  int letters = divide(hyphens->table, 0, word, length, hyphens->left, hyphens->right, joints);
  for (int i = 0; i < letters; i++)
    if (joints[i])
      marks[i] = 1;
  if (hyphens->table->levels[1].nodes)
    divide_parts(hyphens, word, letters, joints, marks);
}
