/* What an editor can do about pages that hold too little. */
#include <math.h>

#include "typeset/pages-private.h"

/* A last page should have so many lines; any other is too short when so much of it is empty. */
enum { FEW_LINES = 5 };
static const double EMPTY = 0.4;

static brv_place place_of(const brv_page *page, const brv_node *briefing)
{
  const brv_node *node = page->starts_at;
  while (node && !node->place.source)
    node = node->parent;
  return node ? node->place : briefing->place;
}

static const char *edition_of(const brv_setter *setter)
{
  return setter->document->tier_name ? setter->document->tier_name : setter->document->title;
}

/* Lines are cut and added whole: as many words as those of either page hold, and some. */
static double words_a_line(const brv_page *before, const brv_page *last)
{
  return MAX(before->words / MAX(before->lines, 1), last->words / MAX(last->lines, 1)) + 1;
}

static void advise_last(brv_setter *setter, const brv_node *briefing, const brv_page *before,
                        const brv_page *page)
{
  guint lines = (guint)MAX(round(page->lines), 1);
  double a_line = words_a_line(before, page);
  guint words = MAX(page->words, (guint)ceil(lines * a_line));
  guint more = (guint)ceil((FEW_LINES - page->lines) * a_line);
  brv_report(setter->diags, BRV_PAGE_SPARSE, place_of(page, briefing),
             brv_arena_printf(setter->arena, "cut about %u words before it, or add about %u", words,
                              MAX(more, 1)),
             "page %s, the briefing's last, holds %u %s only (%s)", page->label, lines,
             lines == 1 ? "line" : "lines", edition_of(setter));
}

static void advise_short(brv_setter *setter, const brv_node *briefing, const brv_page *page,
                         const brv_page *next)
{
  brv_report(setter->diags, BRV_PAGE_SPARSE, place_of(next, briefing),
             "move it, make it lower, or let it float with ::: {.float}",
             "page %s is left empty for %u lines, since what begins here finds no room on it (%s)",
             page->label, (guint)page->short_by, edition_of(setter));
}

static const char *words_of(brv_setter *setter, guint count)
{
  return brv_arena_printf(setter->arena, count == 1 ? "a word" : "%u words", count);
}

static const char *mend_loose(brv_setter *setter, const brv_page_loose *loose)
{
  brv_arena *arena = setter->arena;
  const char *fewer = words_of(setter, loose->fewer), *more = words_of(setter, loose->more);
  if (loose->fewer && loose->more)
    return brv_arena_printf(arena, "cut about %s from the line, or add about %s", fewer, more);
  if (loose->fewer)
    return brv_arena_printf(arena, "cut about %s from the line", fewer);
  return loose->more ? brv_arena_printf(arena, "add about %s to the line", more)
                     : "say it in other words, or let its style be set ragged";
}

/* The paragraph that a line belongs to, where that was written. */
static brv_place paragraph_of(const brv_node *node, const brv_node *briefing)
{
  while (node && (brv_node_is_inline(node) || !node->place.source))
    node = node->parent;
  return node ? node->place : briefing->place;
}

static void advise_loose(brv_setter *setter, const brv_node *briefing, const brv_page *page)
{
  char times[G_ASCII_DTOSTR_BUF_SIZE];
  for (guint i = 0; i < page->loose->len; i++) {
    const brv_page_loose *loose = &g_array_index(page->loose, brv_page_loose, i);
    g_ascii_formatd(times, sizeof times, "%.2f", loose->spaces);
    brv_report(setter->diags, BRV_LINE_LOOSE, paragraph_of(loose->node, briefing),
               mend_loose(setter, loose),
               "a line on page %s is loose: its spaces are %s times as wide as they should be",
               page->label, times);
  }
}

/* The word goes on where the next page begins. */
static void advise_hyphen(brv_setter *setter, const brv_node *briefing, const brv_page *page,
                          const brv_page *next)
{
  brv_report(setter->diags, BRV_PAGE_HYPHEN, paragraph_of(next->starts_at, briefing),
             "cut or add a few words before it", "page %s ends in a hyphen (%s)", page->label,
             edition_of(setter));
}

void brv_pages_advise(brv_setter *setter, const brv_node *briefing, const GPtrArray *pages)
{
  double whole = setter->text_height / setter->layout->baseline;
  for (guint i = 0; i < pages->len; i++) {
    const brv_page *page = pages->pdata[i];
    advise_loose(setter, briefing, page);
    if (page->hyphenated && i + 1 < pages->len)
      advise_hyphen(setter, briefing, page, pages->pdata[i + 1]);
    bool alone = i == 0 || ((const brv_page *)pages->pdata[i - 1])->last;
    if (page->last && !alone && page->lines < FEW_LINES)
      advise_last(setter, briefing, pages->pdata[i - 1], page);
    else if (!page->last && page->short_by > EMPTY * whole)
      advise_short(setter, briefing, page, pages->pdata[i + 1]);
  }
}
