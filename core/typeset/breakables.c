#include <hb.h>
#include <string.h>

#include "typeset/hyphen.h"
#include "typeset/shape.h"

enum {
  HYPHEN_COST = 230,
  STUB_COST = 100,    /* more, where two letters are parted from their word */
  KOREAN_COST = 8000, /* inside a Korean word: where its line would else be loose */
  PART_COST = 360,    /* in a part of a word that has a hyphen of its own */
  NAME_COST = 8000,   /* inside a word with capitals: only a line beyond bearing costs more */
  EXPLICIT_HYPHEN_COST = 70, /* after a hyphen that was written */
  RANGE_COST = 8000,         /* after the dash of "12–18" */
  ADDRESS_COST = 230,        /* inside a web address, at a mark */
  ANYWHERE_COST = 9900,      /* inside a word that no line holds */
  SHORTEST_WORD = 5,         /* that is divided */
  WHOLE_PART = 3,            /* letters of a part that is no stub */
  LONG_PART = 6,             /* letters of a part of a compound that is divided */
};

/* How a word is divided before a character. */
enum { WHOLE, DIVIDE, STUB, PART, NAME };

/* Of a space's own width: how far it may grow in a justified line. */
static const double STRETCH = 0.42;

/* Of the size: what is left of a space. Readers of a PDF that look only at the room between letters
 * see a word's end from 0.15 on (poppler's raw order); the rest is for what a file rounds. */
static const double NARROWEST = 0.152;

typedef struct {
  const brv_shaped *shaped;
  brv_breakables out;
  guint8 *divide; /* divide[i]: how a word may be divided before character i, with a hyphen */
  double *hyphen; /* how wide that hyphen is */
  const brv_fitting *fitting;
  guint start; /* the first character not yet in a box */
} gatherer;

static gunichar char_at(const brv_shaped *shaped, guint i)
{
  return g_utf8_get_char(shaped->text->bytes->str + shaped->byte_of[i]);
}

static bool is_written_hyphen(gunichar c)
{
  return c == '-' || c == 0x2010;
}

static void put(gatherer *g, brv_para_item item, guint end)
{
  g_array_append_val(g->out.items, item);
  g_array_append_val(g->out.ends, end);
}

static void put_box(gatherer *g, guint end)
{
  const brv_shaped *s = g->shaped;
  if (end > g->start) {
    brv_para_item box = {.kind = BRV_PARA_BOX, .width = s->x[end] - s->x[g->start]};
    if (!g->fitting->ragged && !brv_shaped_run_at(s, g->start)->picture)
      box.give = g->fitting->expand * box.width;
    if (g->fitting->hang)
      box.hang = brv_hang_before(s, g->start);
    put(g, box, end);
  }
  g->start = end;
}

static bool ends_range(const brv_shaped *s, guint end)
{
  enum { EN_DASH = 0x2013 };
  return end > 1 && end < s->chars && char_at(s, end - 1) == EN_DASH &&
         g_unichar_isdigit(char_at(s, end - 2)) && g_unichar_isdigit(char_at(s, end));
}

/* A chance to break without a hyphen, or after one that was written. */
static void put_penalty(gatherer *g, int cost, guint end)
{
  brv_para_item penalty = {.kind = BRV_PARA_PENALTY, .cost = cost};
  if (cost < BRV_PARA_NEVER && cost > BRV_PARA_FORCE && end > 0) {
    penalty.hyphen = is_written_hyphen(char_at(g->shaped, end - 1));
    penalty.hang = g->fitting->hang ? brv_hang_after(g->shaped, end) : 0;
  }
  put(g, penalty, end);
}

/* A chance that needs no hyphen, but is not used while lines are even without. */
static void put_seam(gatherer *g, int cost, guint end)
{
  put(g, (brv_para_item){.kind = BRV_PARA_PENALTY, .cost = cost, .divides = true}, end);
}

/* A chance that brings a hyphen with it. */
static void put_division(gatherer *g, int cost, guint end)
{
  double width = g->hyphen[end];
  brv_para_item division = {.kind = BRV_PARA_PENALTY, .cost = cost, .width = width, .hyphen = true};
  division.hang = g->fitting->hang ? BRV_HANG_HYPHEN * width : 0;
  division.divides = true;
  put(g, division, end);
}

static bool is_space(gunichar c)
{
  enum { NO_BREAK_SPACE = 0xa0 };
  return c == ' ' || c == NO_BREAK_SPACE;
}

/* By how much a space takes room from a capital before it: less than 0. A font kerns letters with
 * spaces by the advance of what stands first; capitals are what it kerns so. */
static double kern_before(const brv_shaped *s, guint space)
{
  if (space == 0 || !g_unichar_isupper(char_at(s, space - 1)))
    return 0;
  PangoFont *font = brv_shaped_piece_at(s, space - 1)->item->analysis.font;
  hb_font_t *hb = font ? pango_font_get_hb_font(font) : NULL;
  hb_codepoint_t glyph = 0;
  if (!hb || !hb_font_get_nominal_glyph(hb, char_at(s, space - 1), &glyph))
    return 0;
  double alone = hb_font_get_glyph_h_advance(hb, glyph) / (double)PANGO_SCALE;
  return MIN(s->x[space] - s->x[space - 1] - alone, 0);
}

double brv_shaped_shrink(const brv_shaped *s, guint character)
{
  double quarter = brv_shaped_quarter(s, character + 1);
  if (quarter > 0)
    return quarter - NARROWEST * 4 * quarter;
  if (!is_space(char_at(s, character)))
    return 0;
  double width = s->x[character + 1] - s->x[character] + kern_before(s, character);
  return MAX(width - NARROWEST * brv_shaped_run_at(s, character)->style.size, 0);
}

static void put_glue(gatherer *g, guint end)
{
  double width = g->shaped->x[end] - g->shaped->x[g->start];
  brv_para_item glue = {.kind = BRV_PARA_GLUE, .width = width};
  if (!g->fitting->ragged)
    glue.stretch = STRETCH * width;
  for (guint i = g->start; !g->fitting->ragged && i < end; i++)
    glue.shrink += brv_shaped_shrink(g->shaped, i);
  if (g->fitting->hang)
    glue.hang = brv_hang_after(g->shaped, g->start);
  put(g, glue, end);
  g->start = end;
}

/* A chance between characters of East Asia, where short lines are widened. */
static void put_gap(gatherer *g, guint end)
{
  brv_para_item gap = {.kind = BRV_PARA_GLUE, .width = brv_shaped_quarter(g->shaped, end)};
  if (!g->fitting->ragged && gap.width > 0) {
    gap.stretch = STRETCH * gap.width;
    gap.shrink = brv_shaped_shrink(g->shaped, end - 1);
  } else if (!g->fitting->ragged) {
    gap.stretch = BRV_GAP_STRETCH * (g->shaped->x[end] - g->shaped->x[end - 1]);
  }
  gap.hang = g->fitting->hang ? brv_hang_after(g->shaped, end) : 0;
  put(g, gap, end);
}

static void put_forced(gatherer *g, guint end)
{
  put_penalty(g, BRV_PARA_NEVER, end);
  put(g, (brv_para_item){.kind = BRV_PARA_GLUE, .stretch = BRV_PARA_FILL}, end);
  put_penalty(g, BRV_PARA_FORCE, end);
  g->start = end;
}

/* How far apart the chances of a break stand in a word that no line holds: between any letters, but
 * in one of very many lines, which is no word, so that each line has a few. All are weighed. */
static double apart(const gatherer *g, double width)
{
  enum { MANY_LINES = 40, CHANCES_A_LINE = 6 };
  return width > MANY_LINES * g->fitting->measure ? g->fitting->measure / CHANCES_A_LINE : 0;
}

/* The longest stretch of an address between two chances. */
static double widest_part(const gatherer *g, guint end)
{
  const brv_shaped *s = g->shaped;
  double widest = 0, last = s->x[g->start];
  for (guint i = g->start + 1; i <= end; i++)
    if (i == end || brv_address_chance(s, g->start, i, end)) {
      widest = MAX(widest, s->x[i] - last);
      last = s->x[i];
    }
  return widest;
}

/* A point or comma between digits. */
static bool is_digits_mark(const brv_shaped *s, guint at)
{
  gunichar c = char_at(s, at);
  return (c == '.' || c == ',') && at > 0 && at + 1 < s->chars &&
         g_unichar_isdigit(char_at(s, at - 1)) && g_unichar_isdigit(char_at(s, at + 1));
}

/* A number is never divided, be there room for it or not; but what has more digits is none. */
static bool is_in_number(const brv_shaped *s, guint at)
{
  enum { MOST_DIGITS = 24 };
  guint start = at, end = at;
  while (start > 0 && at - start <= MOST_DIGITS &&
         (g_unichar_isdigit(char_at(s, start - 1)) || is_digits_mark(s, start - 1)))
    start--;
  while (end < s->chars && end - at <= MOST_DIGITS &&
         (g_unichar_isdigit(char_at(s, end)) || is_digits_mark(s, end)))
    end++;
  return start < at && end > at && end - start <= MOST_DIGITS;
}

static int cost_of(guint8 division)
{
  static const int COSTS[] = {[DIVIDE] = HYPHEN_COST,
                              [STUB] = HYPHEN_COST + STUB_COST,
                              [PART] = PART_COST,
                              [NAME] = NAME_COST};
  return COSTS[division];
}

/* A word without any chance of a break: an address may end a line behind its marks, and what is
 * wider than the measure between letters. */
static void put_word(gatherer *g, guint end)
{
  const brv_shaped *s = g->shaped;
  bool address = brv_is_address(s, g->start, end);
  double width = s->x[end] - s->x[g->start], step = apart(g, width);
  bool too_wide = (address ? widest_part(g, end) : width) > g->fitting->measure;
  for (guint i = g->start + 1; i < end; i++) {
    if (address && brv_address_chance(s, g->start, i, end)) {
      put_box(g, i);
      put_penalty(g, ADDRESS_COST, i);
    } else if (g->divide[i] && !address) {
      put_box(g, i);
      put_division(g, cost_of(g->divide[i]), i);
    } else if (too_wide && s->attrs[i].is_cursor_position && s->x[i] - s->x[g->start] >= step &&
               !is_in_number(s, i)) {
      put_box(g, i);
      put_penalty(g, ANYWHERE_COST, i);
    } else if (s->attrs[i - 1].is_expandable_space && !s->attrs[i - 1].is_white) {
      put_box(g, i - 1);
      put_penalty(g, BRV_PARA_NEVER, i - 1);
      put_glue(g, i);
    }
  }
  put_box(g, end);
}

/* A grade in its frame does not begin a line. */
static bool opens_frame(const brv_shaped *s, guint at)
{
  return brv_shaped_run_at(s, at)->style.frame > 0 &&
         brv_shaped_run_at(s, at - 1)->style.frame <= 0;
}

static void put_chance(gatherer *g, guint end)
{
  enum { SOFT_HYPHEN = 0xad };
  const brv_shaped *s = g->shaped;
  guint word_end = end;
  while (word_end > g->start && s->attrs[word_end - 1].is_white)
    word_end--;
  put_word(g, word_end);
  if (s->forced[end]) {
    put_forced(g, end);
  } else if (opens_frame(s, end)) {
    put_penalty(g, BRV_PARA_NEVER, end);
    put_glue(g, end);
  } else if (word_end < end) {
    put_glue(g, end);
  } else if (char_at(s, end - 1) == SOFT_HYPHEN) {
    put_division(g, HYPHEN_COST, end);
  } else if (brv_shaped_in_korean(s, end)) {
    put_seam(g, KOREAN_COST, end);
  } else if (ends_range(s, end)) {
    put_seam(g, RANGE_COST, end);
  } else if (brv_shaped_gap(s, end)) {
    put_gap(g, end);
  } else {
    put_penalty(g, is_written_hyphen(char_at(s, end - 1)) ? EXPLICIT_HYPHEN_COST : 0, end);
  }
}

/* "NATO" and "FinancialMediaGuide": capitals behind the first letter. */
static bool has_capitals(const brv_shaped *s, guint start, guint end)
{
  for (guint i = start + 1; i < end; i++)
    if (g_unichar_isupper(char_at(s, i)))
      return true;
  return false;
}

static bool is_capital(const brv_shaped *s, guint i, guint end)
{
  return i < end && g_unichar_isupper(char_at(s, i));
}

/* Such a word is divided only where the line would else be a wreck: "Financial-MediaGuide",
 * "GDBser-ver", and no part of capitals. */
static void divide_name(gatherer *g, guint start, guint end)
{
  const brv_shaped *s = g->shaped;
  for (guint i = start + 1; i < end; i++) {
    bool before = is_capital(s, i - 1, end), here = is_capital(s, i, end);
    bool begins = here && (!before || (i + 1 < end && !is_capital(s, i + 1, end)));
    bool inside = g->divide[i] && !before && !here;
    g->divide[i] =
        i - start >= WHOLE_PART && end - i >= WHOLE_PART && (begins || inside) ? NAME : 0;
  }
}

/* Marks the chances inside one word that a single run holds. */
static void divide_word(gatherer *g, const brv_hyphens *hyphens, PangoFont *font, guint start,
                        guint end, bool part)
{
  const brv_shaped *s = g->shaped;
  if (end - start < (part ? LONG_PART : SHORTEST_WORD) || end - start > BRV_HYPHEN_WORD)
    return;
  brv_hyphenate(hyphens, s->text->bytes->str + s->byte_of[start],
                s->byte_of[end] - s->byte_of[start], g->divide + start);
  bool name = has_capitals(s, start, end);
  if (name)
    divide_name(g, start, end);
  double width = 0;
  bool has_hyphen = brv_hyphen_glyph(font, &width) != 0;
  for (guint i = start; i < end; i++) {
    g->hyphen[i] = width;
    bool stub = i - start < WHOLE_PART || end - i < WHOLE_PART;
    if (!has_hyphen || !s->attrs[i].is_cursor_position || (part && stub))
      g->divide[i] = WHOLE;
    else if (!name && g->divide[i])
      g->divide[i] = part ? PART : stub ? STUB : DIVIDE;
  }
}

static gunichar before_word(const brv_shaped *s, guint start)
{
  return start > 0 ? char_at(s, start - 1) : ' ';
}

static gunichar behind_word(const brv_shaped *s, guint end)
{
  return end < s->chars ? char_at(s, end) : ' ';
}

static void divide_piece(gatherer *g, const brv_piece *piece)
{
  const brv_shaped *s = g->shaped;
  const brv_run *run = &g_array_index(s->text->runs, brv_run, piece->run);
  const brv_hyphens *hyphens = run->style.hyphenate ? brv_hyphens_for(run->language) : NULL;
  guint last = piece->first_char + (guint)piece->item->num_chars;
  for (guint i = piece->first_char; hyphens && i < last;) {
    guint start = i;
    while (i < last && g_unichar_isalpha(char_at(s, i)))
      i++;
    gunichar before = before_word(s, start), behind = behind_word(s, i);
    if (i > start && !g_unichar_isdigit(before) && !g_unichar_isdigit(behind))
      divide_word(g, hyphens, piece->item->analysis.font, start, i,
                  is_written_hyphen(before) || is_written_hyphen(behind));
    i += i == start;
  }
}

static void divide_words(gatherer *g)
{
  for (guint i = 0; i < g->shaped->pieces->len; i++)
    divide_piece(g, &g_array_index(g->shaped->pieces, brv_piece, i));
}

/* Ragged lines need no Korean word divided. */
static bool may_end(const gatherer *g, guint character)
{
  return g->shaped->attrs[character].is_line_break &&
         !(g->fitting->ragged && brv_shaped_in_korean(g->shaped, character));
}

/* The end of the address that begins at `start`; `start` where none does. */
static guint address_end(const gatherer *g, guint start)
{
  const brv_shaped *s = g->shaped;
  guint end = start;
  while (end < s->chars && !s->attrs[end].is_white)
    end++;
  return end > start && brv_is_address(s, start, end) ? end : start;
}

brv_breakables brv_shaped_items(const brv_shaped *shaped, const brv_fitting *fitting)
{
  gatherer g = {.shaped = shaped, .fitting = fitting};
  g.out.items = g_array_new(FALSE, FALSE, sizeof(brv_para_item));
  g.out.ends = g_array_new(FALSE, FALSE, sizeof(guint));
  g.divide = g_new0(guint8, shaped->chars + 1);
  g.hyphen = g_new0(double, shaped->chars + 1);
  divide_words(&g);
  guint whole = address_end(&g, 0); /* in it only put_word finds chances */
  if (fitting->indent != 0)
    put(&g, (brv_para_item){.kind = BRV_PARA_BOX, .width = fitting->indent}, 0);
  for (guint i = 1; i < shaped->chars; i++) {
    if (i >= whole && shaped->attrs[i - 1].is_white)
      whole = address_end(&g, i);
    if ((i >= whole && may_end(&g, i)) || shaped->forced[i])
      put_chance(&g, i);
  }
  guint end = shaped->chars;
  while (end > g.start && shaped->attrs[end - 1].is_white)
    end--;
  put_word(&g, end);
  put_forced(&g, shaped->chars);
  g_free(g.divide);
  g_free(g.hyphen);
  return g.out;
}

void brv_breakables_clear(brv_breakables *breakables)
{
  g_clear_pointer(&breakables->items, g_array_unref);
  g_clear_pointer(&breakables->ends, g_array_unref);
}
