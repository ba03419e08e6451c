#include <string.h>

#include "document/typography-private.h"

/* Addresses. */

static bool is_address_end(gunichar c)
{
  return c < 0x80 && strchr(".,;:!?)]}\"'", (int)c);
}

/* Cells from `start` to the next space, but for the punctuation at their end. */
static void spare(brv_line_of_cells *line, gsize start)
{
  gsize end = start;
  while (end < line->cells->len && !brv_char_is_space(brv_char_at(line, end)))
    end++;
  while (end > start && is_address_end(brv_char_at(line, end - 1)))
    end--;
  for (gsize i = start; i < end; i++)
    brv_cell_at(line, i)->literal = true;
}

static bool stands_at(const brv_line_of_cells *line, gsize at, const char *text)
{
  for (gsize i = 0; text[i]; i++)
    if (brv_char_at(line, at + i) != (guchar)text[i])
      return false;
  return true;
}

/* The part of a mail's address before its "@". */
static gsize local_part(const brv_line_of_cells *line, gsize at)
{
  while (at > 0) {
    gunichar c = brv_char_at(line, at - 1);
    if (!g_unichar_isalnum(c) && !(c && c < 0x80 && strchr("._%+-'", (int)c)))
      break;
    at--;
  }
  return at;
}

void brv_typography_spare_addresses(brv_line_of_cells *line)
{
  if (!(line->seen & BRV_SEEN_ADDRESS))
    return;
  for (gsize i = 0; i < line->cells->len; i++) {
    gunichar c = brv_char_at(line, i);
    if (c == ':' && stands_at(line, i, "://")) {
      gsize start = i;
      while (start > 0 && g_unichar_isalnum(brv_char_at(line, start - 1)))
        start--;
      spare(line, start);
    } else if (c == 'w' && stands_at(line, i, "www.")) {
      spare(line, i);
    } else if (c == '@' && g_unichar_isalnum(brv_char_at(line, i + 1)) && i > 0 &&
               g_unichar_isalnum(brv_char_at(line, i - 1))) {
      spare(line, local_part(line, i));
    }
  }
}

/* Dashes and ellipses: several cells become one. */

/* How many unescaped `c` stand in a row. */
static gsize run_of(const brv_line_of_cells *line, gsize at, gunichar c)
{
  gsize end = at;
  while (brv_char_at(line, end) == c && !brv_cell_at(line, end)->literal)
    end++;
  return end - at;
}

/* Whether a word could begin here. */
static bool is_apart(const brv_line_of_cells *line, gsize at)
{
  gunichar before = brv_char_at(line, at - 1);
  if (before == '"' || before == '\'' || before == '(' || before == '[')
    before = brv_char_at(line, at - 2);
  return before == 0 || brv_char_is_space(before);
}

/* An arrow or the option of a command ("--release") is no dash. */
static gunichar dash(const brv_line_of_cells *line, gsize at, gsize count)
{
  gunichar before = brv_char_at(line, at - 1), after = brv_char_at(line, at + count);
  bool is_option = count == 2 && g_unichar_isalnum(after) && is_apart(line, at);
  if (after == '>' || before == '<' || is_option || before == '-' || after == '-')
    return 0;
  return count == 2 ? BRV_EN_DASH : count == 3 ? BRV_EM_DASH : 0;
}

static gunichar ellipsis(const brv_line_of_cells *line, gsize at, gsize count)
{
  gunichar before = brv_char_at(line, at - 1), after = brv_char_at(line, at + count);
  bool is_path = before == '/' || after == '/' || before == '\\' || after == '\\';
  return count == 3 && !is_path && before != '.' && after != '.' ? BRV_ELLIPSIS : 0;
}

/* Ranges of years and pages. */

typedef struct {
  gsize start, length;
  guint64 value;
} number;

static number read_number(const brv_line_of_cells *line, gsize start)
{
  enum { LONGEST = 6 };
  number n = {.start = start};
  for (; n.length < LONGEST && brv_char_is_digit(brv_char_at(line, start + n.length)); n.length++)
    n.value = n.value * 10 + (guint64)g_unichar_digit_value(brv_char_at(line, start + n.length));
  return n;
}

static number number_before(const brv_line_of_cells *line, gsize end)
{
  enum { LONGEST = 6 };
  gsize start = end;
  while (start > 0 && end - start < LONGEST && brv_char_is_digit(brv_char_at(line, start - 1)))
    start--;
  return read_number(line, start);
}

static bool is_year(number n)
{
  return n.length == 4 && n.value >= 1000 && n.value < 2200;
}

/* "2026-04" is a month: the second part of "2020-24" is no number of one. */
static bool are_years(number a, number b)
{
  enum { MONTHS = 12, CENTURY = 100 };
  if (!is_year(a))
    return false;
  return is_year(b) ? a.value < b.value
                    : b.length == 2 && b.value > MONTHS && b.value > a.value % CENTURY;
}

static bool follows_page(const brv_line_of_cells *line, gsize at)
{
  static const char WORDS[] = "|p.|pp.|pages|Pages|S.|Seiten|s.|str.|pág.|págs.|pp|blz.|с.|стр.|";
  if (!brv_char_is_space(brv_char_at(line, at - 1)))
    return false;
  g_autoptr(GString) word = g_string_new("|");
  gsize start = --at;
  while (start > 0 && at - start < 10 && !brv_char_is_space(brv_char_at(line, start - 1)))
    start--;
  for (gsize i = start; i < at; i++)
    g_string_append_unichar(word, brv_char_at(line, i));
  g_string_append_c(word, '|');
  return word->len > 2 && strstr(WORDS, word->str);
}

/* What would make of it a date, a telephone's number or a name. */
static bool stands_alone(const brv_line_of_cells *line, number a, number b)
{
  static const char JOINS[] = "-/\\_:#+@.,&=";
  gunichar before = brv_char_at(line, a.start - 1);
  gsize end = b.start + b.length;
  gunichar after = brv_char_at(line, end), next = brv_char_at(line, end + 1);
  if (brv_char_is_word(before) || brv_char_is_word(after) ||
      (before && before < 0x80 && strchr(JOINS, (int)before)))
    return false;
  return !(after && after < 0x80 && strchr(JOINS, (int)after) &&
           (strchr("-/\\_#+@&=", (int)after) || brv_char_is_word(next)));
}

static bool is_range(const brv_line_of_cells *line, gsize at)
{
  number a = number_before(line, at), b = read_number(line, at + 1);
  if (!a.length || !b.length || !stands_alone(line, a, b))
    return false;
  return are_years(a, b) || (a.value < b.value && follows_page(line, a.start));
}

/* What `count` cells of one character become; 0: they stay. */
static gunichar joined(const brv_line_of_cells *line, gsize at, gsize count)
{
  if (brv_char_at(line, at) == '.')
    return ellipsis(line, at, count);
  if (count == 1)
    return is_range(line, at) ? BRV_EN_DASH : 0;
  return dash(line, at, count);
}

/* The cells before the first that join stay where they are; what is joined is judged by what was
 * typed around it, so the rest is set beside them. */
void brv_typography_dashes(brv_line_of_cells *line)
{
  GArray *set = NULL;
  const brv_cell *cells = brv_cell_at(line, 0);
  gsize taken = 0, all = line->cells->len; /* cells that stand in `set`, or are joined there */
  for (gsize i = 0, count; i < all; i += count) {
    brv_cell cell = cells[i];
    count = 1;
    if ((cell.c != '-' && cell.c != '.') || cell.literal)
      continue;
    count = run_of(line, i, cell.c);
    cell.c = joined(line, i, count);
    if (!cell.c)
      continue;
    if (!set)
      set = g_array_sized_new(FALSE, FALSE, sizeof cell, (guint)all);
    g_array_append_vals(set, brv_cell_at(line, taken), (guint)(i - taken));
    g_array_append_val(set, cell);
    for (gsize k = i; k < i + count; k++)
      brv_leaf_at(line, k)->is_set = true;
    taken = i + count;
  }
  if (!set)
    return;
  g_array_append_vals(set, brv_cell_at(line, taken), (guint)(all - taken));
  g_array_unref(line->cells);
  line->cells = set;
}
