#include "typeset/breaks.h"

#include <stdbool.h>
#include <string.h>

/* Kinds of characters that are alike in what may stand beside them: ASCII marks stand for
 * themselves, LETTER and FIGURE for all of theirs. */
enum { OTHER = 0, START = 1, FIGURE = '0', LETTER = 'A', BEYOND = 0x80, KINDS = 0x90 };

/* Marks beyond ASCII, each a kind of its own from BEYOND on. */
static const gunichar MARKS[] = {0xa0,   0xad,   0x2013, 0x2014, 0x2018,
                                 0x2019, 0x201c, 0x201d, 0x2026, 0x202f};

static guint8 kind_of(gunichar c)
{
  enum { LETTERS = 0xc0, LETTERS_END = 0x180, TIMES = 0xd7, DIVIDED = 0xf7 };
  if (c < ' ' || c == 0x7f)
    return OTHER;
  if (c < 0x80)
    return (guint8)(g_ascii_isalpha((char)c) ? LETTER : g_ascii_isdigit((char)c) ? FIGURE : c);
  if (c >= LETTERS && c < LETTERS_END)
    return c == TIMES || c == DIVIDED ? OTHER : LETTER;
  for (guint8 i = 0; i < G_N_ELEMENTS(MARKS); i++)
    if (MARKS[i] == c)
      return BEYOND + i;
  return OTHER;
}

bool brv_breaks_is_plain(gunichar c)
{
  return kind_of(c) != OTHER;
}

static void add_kind(GString *text, guint8 kind)
{
  if (kind != START)
    g_string_append_unichar(text, kind < BEYOND ? kind : MARKS[kind - BEYOND]);
}

static bool ask(guint8 before, guint8 after, bool spaced)
{
  PangoLogAttr attrs[4] = {0};
  g_autoptr(GString) text = g_string_new(NULL);
  add_kind(text, before);
  if (spaced)
    g_string_append_c(text, ' ');
  int at = (before != START) + spaced;
  add_kind(text, after);
  pango_get_log_attrs(text->str, (int)text->len, -1, NULL, attrs, at + 2);
  return attrs[at].is_line_break;
}

/* Whether a line may end between two kinds, with spaces between or without. */
static bool parts(guint8 before, guint8 after, bool spaced)
{
  enum { UNKNOWN, NO, YES };
  static guint8 known[2][KINDS][KINDS];
  guint8 *answer = &known[spaced][before][after];
  if (*answer == UNKNOWN)
    *answer = ask(before, after, spaced) ? YES : NO;
  return *answer == YES;
}

static const char POINTS[] = ".,:;/"; /* in numbers */

/* Whether more than two neighbours tell: signs of numbers beside brackets and points (UAX 14,
 * LB25).
 */
static bool is_sign_of_number(guint8 before, guint8 kind)
{
  static const char SIGNS[] = "$%+\\", OPEN[] = "([{-", BEHIND[] = ")]}.,:;/";
  return (strchr(SIGNS, before) && strchr(OPEN, kind)) ||
         (strchr(BEHIND, before) && strchr(SIGNS, kind));
}

/* False, with nothing of use in `attrs`, where the text has other characters. */
static bool find_plain(const GString *text, PangoLogAttr *attrs)
{
  guint8 before = START;
  bool spaced = false, number = false; /* a figure and its points stand before */
  const char *end = text->str + text->len;
  for (const char *p = text->str; p < end; p = g_utf8_next_char(p), attrs++) {
    gunichar c = g_utf8_get_char(p);
    guint8 kind = kind_of(c);
    if (kind == OTHER || (!spaced && is_sign_of_number(before, kind)))
      return false;
    attrs->is_cursor_position = 1;
    attrs->is_expandable_space = c == ' ' || c == 0xa0;
    attrs->is_white = attrs->is_expandable_space || c == 0x202f;
    attrs->is_line_break = c != ' ' && !(number && kind == FIGURE) && parts(before, kind, spaced);
    number = kind == FIGURE || (number && strchr(POINTS, kind));
    spaced = c == ' ';
    if (!spaced)
      before = kind;
  }
  attrs->is_cursor_position = attrs->is_line_break = attrs->is_white = 1; /* as a line's end */
  return true;
}

void brv_breaks_find(const GString *text, guint chars, const char *language, PangoLogAttr *attrs)
{
  if (find_plain(text, attrs))
    return;
  memset(attrs, 0, (chars + 1) * sizeof *attrs);
  pango_get_log_attrs(text->str, (int)text->len, -1, pango_language_from_string(language), attrs,
                      (int)chars + 1);
}
