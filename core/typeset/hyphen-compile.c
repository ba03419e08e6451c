/* Reading the pattern files of the hyphen-* packages and laying them out as hyphen-data.h says. */
#include "typeset/hyphen-compile.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "typeset/hyphen-data.h"

/* What a file holds: for each level letters -> digits, one more than letters, as '0'..'9'. */
typedef struct {
  GHashTable *levels[BRV_HYPHEN_LEVELS];
  guint count; /* of levels */
  brv_hyphen_table table;
} reading;

/* Splits ".ab4i" into letters ".abi" and digits "00040". What is written differently when it is
 * divided ("s1sz/sz=sz,1,3") we cannot set: no break is better than a wrong one, so the odd digits
 * of such a pattern become even. */
static void add_pattern(reading *r, const char *pattern)
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
  digits[points + 1] = '\0';
  g_hash_table_insert(r->levels[r->count - 1], g_strndup(letters, used), g_strdup(digits));
}

static void add_level(reading *r)
{
  if (r->count < BRV_HYPHEN_LEVELS)
    r->levels[r->count++] = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
}

static bool read_option(brv_hyphen_table *table, const char *line)
{
  const struct {
    const char *name;
    gint32 *value;
  } options[] = {{"LEFTHYPHENMIN ", &table->left},
                 {"RIGHTHYPHENMIN ", &table->right},
                 {"COMPOUNDLEFTHYPHENMIN ", &table->part_left},
                 {"COMPOUNDRIGHTHYPHENMIN ", &table->part_right}};
  for (gsize i = 0; i < G_N_ELEMENTS(options); i++)
    if (g_str_has_prefix(line, options[i].name))
      *options[i].value = (int)g_ascii_strtoll(line + strlen(options[i].name), NULL, 10);
  return g_ascii_isupper(*line);
}

/* Patterns of written hyphens and apostrophes, which the first level may hold, are of no use: words
 * come without. */
static void read_line(reading *r, char *line)
{
  g_strstrip(line);
  if (!*line || *line == '%' || *line == '#')
    return;
  if (g_str_equal(line, "NEXTLEVEL"))
    add_level(r);
  else if (!read_option(&r->table, line))
    add_pattern(r, line);
}

static void read_lines(reading *r, char *patterns)
{
  r->table.left = r->table.right = r->table.part_left = r->table.part_right = 2;
  add_level(r);
  for (char *line = patterns; line;) {
    char *next = strchr(line, '\n');
    if (next)
      *next++ = '\0';
    read_line(r, line);
    line = next;
  }
}

/* --- laying out --- */

/* The digits of all patterns, each once, ended by NUL. The first is empty: no pattern ends here. */
typedef struct {
  GByteArray *bytes;
  GHashTable *known; /* digits -> where they are */
} pool;

static guint32 add_digits(pool *p, const char *digits)
{
  gpointer at;
  if (g_hash_table_lookup_extended(p->known, digits, NULL, &at))
    return GPOINTER_TO_UINT(at);
  guint32 offset = p->bytes->len;
  g_byte_array_append(p->bytes, (const guint8 *)digits, (guint)strlen(digits) + 1);
  g_hash_table_insert(p->known, (char *)digits, GUINT_TO_POINTER(offset));
  return offset;
}

/* A node whose patterns, sorted, are those from `from` up to `to`: they share `depth` bytes. */
typedef struct {
  guint from, to, depth;
} span;

typedef struct {
  char **letters; /* of all patterns of the level, sorted */
  GHashTable *patterns;
  GArray *spans; /* by node */
  GArray *first, *digits;
  GByteArray *labels;
} tree;

static void add_node(tree *t, guint from, guint to, guint depth, guint8 label)
{
  span node = {from, to, depth};
  g_array_append_val(t->spans, node);
  g_byte_array_append(t->labels, &label, 1);
}

/* The node's children, next to one another behind all nodes that there are. */
static void lay_out_node(tree *t, span node, pool *digits)
{
  guint32 first = t->spans->len, own = 0;
  char **letters = t->letters;
  guint at = node.from;
  if (at < node.to && !letters[at][node.depth])
    own = add_digits(digits, g_hash_table_lookup(t->patterns, letters[at++]));
  while (at < node.to) {
    guint start = at;
    char label = letters[at][node.depth];
    while (at < node.to && letters[at][node.depth] == label)
      at++;
    add_node(t, start, at, node.depth + 1, (guint8)label);
  }
  g_array_append_val(t->first, first);
  g_array_append_val(t->digits, own);
}

static int by_letters(const void *a, const void *b)
{
  return strcmp(*(char *const *)a, *(char *const *)b);
}

static guint32 append(GByteArray *out, const void *bytes, gsize length)
{
  static const guint8 zeroes[4];
  guint32 at = out->len;
  g_byte_array_append(out, bytes, (guint)length);
  g_byte_array_append(out, zeroes, (4 - out->len % 4) % 4);
  return at;
}

static brv_hyphen_level lay_out_level(GHashTable *patterns, pool *digits, GByteArray *out)
{
  guint count = 0;
  tree t = {
      .letters = (char **)g_hash_table_get_keys_as_array(patterns, &count),
      .patterns = patterns,
      .spans = g_array_new(FALSE, FALSE, sizeof(span)),
      .first = g_array_new(FALSE, FALSE, sizeof(guint32)),
      .digits = g_array_new(FALSE, FALSE, sizeof(guint32)),
      .labels = g_byte_array_new(),
  };
  qsort(t.letters, count, sizeof *t.letters, by_letters);
  add_node(&t, 0, count, 0, 0);
  for (guint i = 0; i < t.spans->len; i++)
    lay_out_node(&t, g_array_index(t.spans, span, i), digits);
  guint32 nodes = t.spans->len;
  g_array_append_val(t.first, nodes);
  brv_hyphen_level level = {.nodes = nodes};
  level.first = append(out, t.first->data, t.first->len * sizeof(guint32));
  level.digits = append(out, t.digits->data, t.digits->len * sizeof(guint32));
  level.labels = append(out, t.labels->data, t.labels->len);
  g_free(t.letters);
  g_array_unref(t.spans);
  g_array_unref(t.first);
  g_array_unref(t.digits);
  g_byte_array_unref(t.labels);
  return level;
}

static GByteArray *lay_out(reading *r)
{
  GByteArray *out = g_byte_array_new();
  pool digits = {g_byte_array_new(), g_hash_table_new(g_str_hash, g_str_equal)};
  add_digits(&digits, "");
  append(out, &r->table, sizeof r->table);
  for (guint i = 0; i < r->count; i++)
    r->table.levels[i] = lay_out_level(r->levels[i], &digits, out);
  r->table.pool = append(out, digits.bytes->data, digits.bytes->len);
  memcpy(out->data, &r->table, sizeof r->table);
  g_hash_table_unref(digits.known);
  g_byte_array_unref(digits.bytes);
  return out;
}

GByteArray *brv_hyphens_compile(const char *text)
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
  reading r = {0};
  read_lines(&r, patterns);
  GByteArray *out = lay_out(&r);
  for (guint i = 0; i < r.count; i++)
    g_hash_table_unref(r.levels[i]);
  return out;
}
