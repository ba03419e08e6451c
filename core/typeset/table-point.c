#include <string.h>

#include "typeset/line.h"
#include "typeset/table.h"

static double width_of(brv_table *table, const brv_cell *cell, const char *words)
{
  const brv_style *style =
      brv_style_here(table->setter, brv_layout_style(table->setter->layout, cell->role, "table"));
  brv_text *text = brv_text_new(table->setter, brv_node_language(cell->node));
  brv_text_add(table->setter, text, words, style, cell->node);
  return brv_text_widths(table->setter, text).widest;
}

/* --- the column's decimal sign --- */

/* A full stop or comma that digits follow: the last one of a text, or NULL. */
static const char *last_sign(const char *words, const char *signs)
{
  const char *last = NULL;
  for (const char *at = words; *at; at++)
    if (strchr(signs, *at) && g_ascii_isdigit(at[1]))
      last = at;
  return last;
}

/* Whether the sign at `at`, of its kind the only one in the text, may part thousands: "1,000", but
 * not "0.125" or "12.5". */
static bool may_part_thousands(const char *words, const char *at)
{
  gsize after = strspn(at + 1, "0123456789");
  bool follows_digit = at > words && g_ascii_isdigit(at[-1]);
  bool is_nought = follows_digit && at[-1] == '0' && (at - 1 == words || !g_ascii_isdigit(at[-2]));
  return after == 3 && follows_digit && !is_nought;
}

/* The sign that can only be a decimal one in this number, or 0. */
static char certain_sign(const char *words)
{
  const char *last = last_sign(words, ".,");
  if (!last)
    return 0;
  const char *other = last_sign(words, *last == '.' ? "," : ".");
  bool repeated = strchr(words, *last) != last;
  if (repeated && !other)
    return 0;
  return other || !may_part_thousands(words, last) ? *last : 0;
}

static bool is_of_column(const brv_table *table, const brv_cell *cell, guint column)
{
  return cell->column == column && cell->row >= table->head_rows;
}

/* That of the language; where no number needs it and some need the other, that. */
static char decimal_sign(const brv_table *table, guint column)
{
  const brv_setter *setter = table->setter;
  const brv_words *words = setter->document->words;
  const char *language = brv_node_language(table->node);
  if (words && language)
    words = brv_words_for(setter->arena, words, language);
  char own = words ? *brv_word(words, "decimal") : '.', found = own;
  for (guint i = 0; i < table->cells->len; i++) {
    const brv_cell *cell = &g_array_index(table->cells, brv_cell, i);
    if (!is_of_column(table, cell, column))
      continue;
    g_autoptr(GString) plain = g_string_new(NULL);
    brv_node_plain_text(cell->node, plain);
    char sign = certain_sign(plain->str);
    if (sign == own)
      return own;
    found = sign ? sign : found;
  }
  return found;
}

/* --- where it stands --- */

/* What may stand between groups of three digits, beside the sign that is not the decimal one. */
static gsize group_mark(const char *at)
{
  static const char *const marks[] = {".",           ",", "'", " ", "\302\240", "\342\200\257",
                                      "\342\200\231"};
  for (gsize i = 0; i < G_N_ELEMENTS(marks); i++)
    if (g_str_has_prefix(at, marks[i]) &&
        strspn(at + strlen(marks[i]), "0123456789") >= (i < 3 ? 1 : 3))
      return strlen(marks[i]);
  return 0;
}

/* The decimal sign of the first number in the text; else what stands behind its last digit, be it a
 * unit or a note; the end of a text without digits. */
static const char *point_in(const char *words, char sign)
{
  const char *at = words + strcspn(words, "0123456789"), *point = NULL;
  if (at > words && at[-1] == sign && *at) /* ".5" */
    return at - 1;
  while (*at) {
    gsize digits = strspn(at, "0123456789"), mark = group_mark(at + digits);
    point = at[digits] == sign && mark ? at + digits : point;
    at += digits + mark;
    if (!mark)
      break;
  }
  return point ? point : at;
}

static void measure(brv_table *table, brv_cell *cell, char sign)
{
  g_autoptr(GString) plain = g_string_new(NULL);
  brv_node_plain_text(cell->node, plain);
  const char *at = point_in(plain->str, sign);
  double whole = MAX(width_of(table, cell, plain->str), cell->widest); /* with marks of notes */
  g_string_truncate(plain, (gsize)(at - plain->str));
  cell->before_point = width_of(table, cell, plain->str);
  cell->after_point = whole - cell->before_point;
}

void brv_table_set_points(brv_table *table, guint column, double *widest, double *narrowest)
{
  double before = 0, after = 0;
  char sign = decimal_sign(table, column);
  for (guint i = 0; i < table->cells->len; i++) {
    brv_cell *cell = &g_array_index(table->cells, brv_cell, i);
    if (!is_of_column(table, cell, column))
      continue;
    measure(table, cell, sign);
    before = MAX(before, cell->before_point);
    after = MAX(after, cell->after_point);
  }
  *widest = MAX(*widest, before + after);
  *narrowest = MAX(*narrowest, before + after);
}
