#include <string.h>

#include "document/typography-private.h"

/* Straight quotes become those of the language. Which way one turns follows from what stands before
 * and behind it, other quotes left out; where that allows both, from what is open. The quote that
 * closes is of the language of the one that opened. */

enum { NONE = G_MAXUINT };

typedef struct {
  brv_line_of_cells *line;
  const brv_tongue *outer, *inner; /* of the quotes that are open, or NULL */
  bool *typed;                     /* by cell: straight, and not escaped */
  guint *closer, *opener; /* the next ' from each cell on that could close, or open; or NONE */
} quotes;

/* What stands before a run of quotes, and behind it; 0 at the ends. */
static gunichar char_before(const quotes *q, gsize i)
{
  while (i > 0 && q->typed[i - 1])
    i--;
  return i > 0 ? brv_char_at(q->line, i - 1) : 0;
}

static gunichar char_behind(const quotes *q, gsize i)
{
  do
    i++;
  while (i < q->line->cells->len && q->typed[i]);
  return brv_char_at(q->line, i);
}

static bool is_one_of(gunichar c, const char *set)
{
  return c && g_utf8_strchr(set, -1, c);
}

static bool is_gap(gunichar c)
{
  return c == 0 || brv_char_is_space(c);
}

/* After these a word begins; after the second kind it may, or what stood before ends. */
static bool begins(gunichar c)
{
  return is_gap(c) || is_one_of(c, "([{¿¡«‹„‚“‘「『（");
}

static bool may_begin(gunichar c)
{
  return is_one_of(c, "-/–—…‑·+=");
}

static bool is_digit_before(const quotes *q, gsize i)
{
  return g_unichar_isdigit(brv_char_at(q->line, i - 1));
}

static bool is_hebrew(gunichar c)
{
  return c >= 0x5D0 && c <= 0x5EA;
}

static void set(quotes *q, gsize i, gunichar c)
{
  brv_cell_set(q->line, i, c);
}

static void open_outer(quotes *q, gsize i)
{
  const brv_tongue *tongue = brv_tongue_at(q->line, i);
  q->outer = tongue;
  set(q, i, tongue->open);
  brv_cell_set_after(q->line, i, tongue->quote_space);
}

/* What closes nothing closes a quote that another block opened. */
static void close_outer(quotes *q, gsize i)
{
  const brv_tongue *tongue = q->outer ? q->outer : brv_tongue_at(q->line, i);
  q->outer = NULL;
  set(q, i, tongue->close);
  brv_cell_set_before(q->line, i, tongue->quote_space);
}

/* Where words are not parted by spaces, what stands around says nothing. */
static bool alternates(const quotes *q, gsize i)
{
  return brv_tongue_at(q->line, i)->dense;
}

/* Typed ". Inches and a mark inside a word stay as they are, but that of Hebrew. */
static void set_double(quotes *q, gsize i)
{
  enum { GERSHAYIM = 0x5F4 };
  gunichar before = char_before(q, i), behind = char_behind(q, i);
  gunichar left = brv_char_at(q->line, i - 1), right = brv_char_at(q->line, i + 1);
  if (is_hebrew(left) && is_hebrew(right))
    set(q, i, GERSHAYIM);
  else if (alternates(q, i))
    (q->outer ? close_outer : open_outer)(q, i);
  else if (begins(before) || (may_begin(before) && !q->outer)) {
    if (!is_gap(behind))
      open_outer(q, i);
    else if (!begins(before) || q->outer)
      close_outer(q, i);
  } else if (q->outer || !(is_digit_before(q, i) || brv_char_is_word(right))) {
    close_outer(q, i);
  }
}

/* Single quotes and apostrophes. */

static bool could_close(const quotes *q, gsize i)
{
  return !begins(char_before(q, i)) && !brv_char_is_word(brv_char_at(q->line, i + 1));
}

static bool could_open(const quotes *q, gsize i)
{
  gunichar before = char_before(q, i);
  return (begins(before) || may_begin(before)) && !is_gap(char_behind(q, i));
}

static void look_ahead(quotes *q)
{
  guint closer = NONE, opener = NONE, count = q->line->cells->len;
  for (guint i = count; i-- > 0;) {
    bool single = q->typed[i] && brv_char_at(q->line, i) == '\'';
    if (single && could_close(q, i))
      closer = i;
    else if (single && could_open(q, i))
      opener = i;
    q->closer[i] = closer;
    q->opener[i] = opener;
  }
}

static guint next_closer(const quotes *q, gsize i)
{
  return i + 1 < q->line->cells->len ? q->closer[i + 1] : NONE;
}

/* "'90s", "'95": two figures, of a year. */
static bool is_short_year(const quotes *q, gsize i)
{
  gunichar behind = brv_char_at(q->line, i + 3);
  return g_unichar_isdigit(brv_char_at(q->line, i + 1)) &&
         g_unichar_isdigit(brv_char_at(q->line, i + 2)) && !g_unichar_isdigit(behind) &&
         (behind == 's' || next_closer(q, i) == NONE);
}

/* Whether the word behind is one that the language writes with an apostrophe before it. In the list
 * "?" marks those that are words without it too. */
static bool is_elided(const quotes *q, gsize i)
{
  enum { LONGEST = 8 };
  const char *list = brv_tongue_at(q->line, i)->elided;
  g_autoptr(GString) word = g_string_new("|");
  gsize end = i + 1;
  while (end < i + LONGEST && g_unichar_isalpha(brv_char_at(q->line, end)))
    g_string_append_unichar(word, g_unichar_tolower(brv_char_at(q->line, end++)));
  g_string_append_c(word, '|');
  if (!list || word->len == 2)
    return false;
  if (strstr(list, word->str))
    return true;
  g_string_insert_c(word, 1, '?');
  return strstr(list, word->str) && next_closer(q, i) == NONE;
}

/* "members'": a plural's, when another mark that could close comes before one that opens. */
static bool is_possessive(const quotes *q, gsize i)
{
  guint closer = next_closer(q, i), opener = i + 1 < q->line->cells->len ? q->opener[i + 1] : NONE;
  return is_one_of(brv_char_at(q->line, i - 1), "sxz") &&
         brv_char_is_space(brv_char_at(q->line, i + 1)) && closer != NONE && closer < opener;
}

static void open_inner(quotes *q, gsize i)
{
  q->inner = brv_tongue_at(q->line, i);
  set(q, i, q->inner->inner_open);
}

static void close_inner(quotes *q, gsize i)
{
  set(q, i, q->inner->inner_close);
  q->inner = NULL;
}

/* At the start of a word. */
static void set_leading(quotes *q, gsize i)
{
  if (is_gap(char_behind(q, i)))
    return;
  if (is_short_year(q, i) || is_elided(q, i) || next_closer(q, i) == NONE)
    set(q, i, BRV_APOSTROPHE);
  else
    open_inner(q, i);
}

/* At the end of one. Feet stay as they are. */
static void set_trailing(quotes *q, gsize i)
{
  if (q->inner && !is_possessive(q, i)) {
    close_inner(q, i);
  } else if (!is_digit_before(q, i)) {
    set(q, i, BRV_APOSTROPHE);
  }
}

/* Inside a word; true when that is where it stands. */
static bool set_inside(quotes *q, gsize i)
{
  enum { GERESH = 0x5F3 };
  gunichar left = brv_char_at(q->line, i - 1), right = brv_char_at(q->line, i + 1);
  if (is_hebrew(left) && !q->inner) {
    set(q, i, GERESH);
    return true;
  }
  bool feet = g_unichar_isdigit(left) && g_unichar_isdigit(right);
  bool inside = brv_char_is_word(left) && brv_char_is_word(right) &&
                (!alternates(q, i) || (left < 0x250 && right < 0x250));
  if (inside && !feet)
    set(q, i, BRV_APOSTROPHE);
  return inside;
}

static void set_single(quotes *q, gsize i)
{
  gunichar before = char_before(q, i), right = brv_char_at(q->line, i + 1);
  if (set_inside(q, i))
    return;
  if (alternates(q, i))
    (q->inner ? close_inner : open_inner)(q, i);
  else if (begins(before) || (may_begin(before) && brv_char_is_word(right)))
    set_leading(q, i);
  else
    set_trailing(q, i);
}

static bool is_typed(const brv_line_of_cells *line, guint i)
{
  const brv_cell *cell = brv_cell_at(line, i);
  return (cell->c == '"' || cell->c == '\'') && !cell->literal;
}

void brv_typography_quotes(brv_line_of_cells *line)
{
  guint count = line->cells->len;
  if (!(line->seen & BRV_SEEN_QUOTE))
    return;
  g_autofree bool *typed = g_new(bool, count);
  g_autofree guint *closer = g_new(guint, count), *opener = g_new(guint, count);
  quotes q = {.line = line, .typed = typed, .closer = closer, .opener = opener};
  for (guint i = 0; i < count; i++)
    typed[i] = is_typed(line, i);
  look_ahead(&q);
  for (guint i = 0; i < count; i++)
    if (typed[i] && brv_char_at(line, i) == '"')
      set_double(&q, i);
    else if (typed[i])
      set_single(&q, i);
}
