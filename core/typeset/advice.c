/* What an editor can do about pages that hold too little. */
#include <math.h>

#include "typeset/pages-private.h"

/* A last page should have so many lines; any other is too short when so much of it is empty. */
enum { FEW_LINES = 5 };
static const double EMPTY = 0.4;

static guint words_on(const brv_page *page)
{
  guint words = 0;
  for (guint i = 0; i < page->items->len; i++) {
    const brv_page_item *item = &g_array_index(page->items, brv_page_item, i);
    if (item->kind != BRV_ITEM_TEXT || !item->node)
      continue;
    g_autofree char *text = g_strndup(item->text.text, (gsize)item->text.length);
    words += brv_count_words(text);
  }
  return words;
}

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

static void advise_last(brv_setter *setter, const brv_node *briefing, const brv_page *page)
{
  guint words = words_on(page), lines = (guint)MAX(round(page->lines), 1);
  guint more = (guint)ceil((FEW_LINES - page->lines) * words / lines);
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

void brv_pages_advise(brv_setter *setter, const brv_node *briefing, const GPtrArray *pages,
                      guint first, guint count)
{
  double whole = setter->text_height / setter->layout->baseline;
  for (guint i = first; i < first + count; i++) {
    const brv_page *page = pages->pdata[i];
    bool alone = i == first || ((const brv_page *)pages->pdata[i - 1])->last;
    if (page->last && !alone && page->lines < FEW_LINES)
      advise_last(setter, briefing, page);
    else if (!page->last && page->short_by > EMPTY * whole)
      advise_short(setter, briefing, page, pages->pdata[i + 1]);
  }
}
