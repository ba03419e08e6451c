#include "typeset/shape.h"

/* What part of its width a mark hangs out of the line, so that the edge looks straight: light marks
 * more than heavy ones. After the tables of the microtype package for LaTeX. */
static const struct {
  gunichar mark;
  double begins, ends;
} MARKS[] = {
    {'.', 0, 0.7},      {',', 0, 0.7},      {':', 0, 0.5},       {';', 0, 0.4},
    {'!', 0, 0.15},     {'?', 0, 0.15},     {'-', 0, 0.6},       {0x2010, 0, 0.6},
    {0x2011, 0, 0.6},   {0x2013, 0.2, 0.3}, {0x2014, 0.15, 0.2}, {0x2018, 0.6, 0.6},
    {0x2019, 0.6, 0.7}, {0x201a, 0.5, 0.5}, {0x201c, 0.5, 0.5},  {0x201d, 0.5, 0.5},
    {0x201e, 0.4, 0.4}, {'"', 0.5, 0.5},    {'\'', 0.6, 0.6},    {0xab, 0.35, 0.35},
    {0xbb, 0.35, 0.35}, {0x2039, 0.5, 0.5}, {0x203a, 0.5, 0.5},  {'(', 0.15, 0},
    {')', 0, 0.15},     {'[', 0.1, 0},      {']', 0, 0.1},       {0x2026, 0, 0.2},
    {0x60c, 0, 0.6},    {0x6d4, 0, 0.6},
};

static double part_of(gunichar c, bool begins)
{
  if (c < 0x80 && g_ascii_isalnum((char)c)) /* most of a text */
    return 0;
  for (gsize i = 0; i < G_N_ELEMENTS(MARKS); i++)
    if (MARKS[i].mark == c)
      return begins ? MARKS[i].begins : MARKS[i].ends;
  return 0;
}

/* Only what stands at the line's edge hangs: not the end of a run against the text's direction,
 * nothing that is raised or framed, or in a style that forbids it. */
static double hang_of(const brv_shaped *s, guint character, bool begins)
{
  gunichar c = g_utf8_get_char(s->text->bytes->str + s->byte_of[character]);
  double part = part_of(c, begins);
  if (part <= 0)
    return 0;
  const brv_piece *piece = brv_shaped_piece_at(s, character);
  const brv_run *run = &g_array_index(s->text->runs, brv_run, piece->run);
  bool backwards = (piece->item->analysis.level % 2 != 0) != s->right_to_left;
  if (backwards || run->rise != 0 || run->style.frame > 0 || !run->style.hang)
    return 0;
  return part * (s->x[character + 1] - s->x[character]);
}

double brv_hang_before(const brv_shaped *shaped, guint character)
{
  return character < shaped->chars ? hang_of(shaped, character, true) : 0;
}

double brv_hang_after(const brv_shaped *shaped, guint character)
{
  return character > 0 ? hang_of(shaped, character - 1, false) : 0;
}
