#include "base/lines.h"

#include <string.h>

/* The longest common subsequence by the usual table, over what is left when equal heads and tails
 * are taken off. Where the table would be too large all lines of the one stand before all of the
 * other. */

enum { AROUND = 2, TABLE_LIMIT = 4 * 1000 * 1000 };

typedef struct {
  char mark; /* ' ', '-' or '+' */
  const char *line;
  guint number; /* of the line found, from 1 */
} difference;

typedef struct {
  char **a, **b; /* expected, found */
  guint from, a_end, b_end;
  guint *table;
  GArray *all; /* of difference */
} comparison;

static char **split(const char *text)
{
  char **lines = g_strsplit(text, "\n", -1);
  guint count = g_strv_length(lines);
  if (count && !*lines[count - 1])
    g_clear_pointer(&lines[count - 1], g_free);
  return lines;
}

static void add(comparison *c, char mark, const char *line, guint found)
{
  difference d = {mark, line, found + 1};
  g_array_append_val(c->all, d);
}

static void trim(comparison *c)
{
  c->a_end = g_strv_length(c->a);
  c->b_end = g_strv_length(c->b);
  while (c->from < c->a_end && c->from < c->b_end && strcmp(c->a[c->from], c->b[c->from]) == 0)
    c->from++;
  while (c->a_end > c->from && c->b_end > c->from &&
         strcmp(c->a[c->a_end - 1], c->b[c->b_end - 1]) == 0) {
    c->a_end--;
    c->b_end--;
  }
}

/* How long the common subsequence is from line i of the one and j of the other on. */
static guint *cell(const comparison *c, guint i, guint j)
{
  return &c->table[(gsize)(i - c->from) * (c->b_end - c->from + 1) + (j - c->from)];
}

static void fill_table(comparison *c)
{
  gsize size = (gsize)(c->a_end - c->from + 1) * (c->b_end - c->from + 1);
  if (size > TABLE_LIMIT)
    return;
  c->table = g_new0(guint, size);
  for (guint i = c->a_end; i-- > c->from;)
    for (guint j = c->b_end; j-- > c->from;)
      *cell(c, i, j) = strcmp(c->a[i], c->b[j]) == 0 ? *cell(c, i + 1, j + 1) + 1
                                                     : MAX(*cell(c, i + 1, j), *cell(c, i, j + 1));
}

static void compare(comparison *c)
{
  trim(c);
  fill_table(c);
  guint i = c->from, j = c->from;
  for (guint k = 0; k < c->from; k++)
    add(c, ' ', c->a[k], k);
  while (i < c->a_end || j < c->b_end) {
    bool both = c->table && i < c->a_end && j < c->b_end;
    if (both && strcmp(c->a[i], c->b[j]) == 0) {
      add(c, ' ', c->a[i++], j);
      j++;
    } else if (i < c->a_end && (!both || *cell(c, i + 1, j) >= *cell(c, i, j + 1))) {
      add(c, '-', c->a[i++], j);
    } else {
      add(c, '+', c->b[j], j);
      j++;
    }
  }
  for (; c->b[j]; j++)
    add(c, ' ', c->b[j], j);
}

static bool is_near(const GArray *all, guint at)
{
  guint from = at > AROUND ? at - AROUND : 0, to = MIN(at + AROUND, all->len - 1);
  for (guint i = from; i <= to; i++)
    if (g_array_index(all, difference, i).mark != ' ')
      return true;
  return false;
}

static bool append(const GArray *all, GString *out)
{
  bool any = false, gap = true;
  for (guint i = 0; i < all->len; i++) {
    const difference *d = &g_array_index(all, difference, i);
    bool near = is_near(all, i);
    if (near && gap)
      g_string_append_printf(out, "@ line %u\n", d->number);
    if (near)
      g_string_append_printf(out, "%c %s\n", d->mark, d->line);
    any = any || near;
    gap = !near;
  }
  return any;
}

bool brv_lines_differ(const char *expected, const char *found, GString *out)
{
  comparison c = {.a = split(expected), .b = split(found)};
  c.all = g_array_new(FALSE, FALSE, sizeof(difference));
  compare(&c);
  bool differ = append(c.all, out);
  g_strfreev(c.a);
  g_strfreev(c.b);
  g_free(c.table);
  g_array_unref(c.all);
  return differ;
}
