/* The flow: ways through the strip are chosen, then gone, and each page is made. */
#include "typeset/flow-private.h"

#include <math.h>
#include <string.h>

static const char *const KEPT[] = {
    "full",
    "no item of a list stands alone",
    "a short table is not parted",
    "no item of a list stands alone",
    "no row of a table stands alone",
    "the head of a briefing stays with what follows",
    "no line of a paragraph stands alone",
    "a heading stays with what follows",
    "what follows stays whole",
};
G_STATIC_ASSERT(G_N_ELEMENTS(KEPT) == BRV_KEEP_COUNT);

static const char *avoided(const brv_filler *f, guint end, guint full)
{
  const brv_box *box = brv_strip_box(f->strip, MIN(full, f->strip->boxes->len - 1));
  if (end < full && box->keep != BRV_KEEP_NONE)
    return KEPT[box->keep];
  if (end < full && full > 0 && brv_strip_box(f->strip, full - 1)->hyphenated)
    return "no page ends in a hyphen";
  if (end < full)
    return "pages that follow are better for it";
  return box->notes ? "a note stands on the page of its call" : "full";
}

const char *brv_flow_why(const brv_filler *f, guint end, guint full, double short_by)
{
  const brv_box *box = end < f->strip->boxes->len ? brv_strip_box(f->strip, end) : NULL;
  if (!box)
    return "the text ends";
  if (box->break_before <= BRV_BREAK_ALWAYS)
    return "a new page is asked for";
  if (box->break_before >= BRV_BREAK_NEVER)
    return "full, and nothing on it could be parted";
  if (box->break_before > 0)
    return brv_arena_printf(f->setter->arena, "full; the least of evils, though %s",
                            KEPT[box->keep]);
  const char *why = avoided(f, end, full);
  int lines = (int)floor(short_by + 0.05);
  if (lines < 1)
    return end < full ? brv_arena_printf(f->setter->arena, "full; %s", why) : why;
  return brv_arena_printf(f->setter->arena, "%d %s short; %s", lines, lines == 1 ? "line" : "lines",
                          why);
}

/* Where the column would have been full. */
static guint probe(brv_filler *f, const brv_flow_state *from, bool page)
{
  guint placed = page ? 0 : f->placed->len, i = from->index;
  brv_filler_begin(f, from, page);
  while (i < f->strip->boxes->len &&
         (i == from->index || brv_strip_box(f->strip, i)->break_before > BRV_BREAK_ALWAYS)) {
    guint taken = brv_filler_take(f, i, BRV_PUT_WHOLE);
    if (taken == 0)
      break;
    i += taken;
  }
  g_array_set_size(f->placed, placed);
  return i;
}

static bool is_same(const GArray *left, const GArray *chosen)
{
  bool same = left->len == (chosen ? chosen->len : 0);
  for (guint i = 0; same && i < left->len; i++) {
    const brv_waiting *one = &g_array_index(left, brv_waiting, i);
    const brv_waiting *other = &g_array_index(chosen, brv_waiting, i);
    same = one->strip == other->strip && one->from == other->from;
  }
  return same;
}

/* Fills a column as it was chosen. False when it cannot be. */
static bool fill(brv_filler *f, const brv_flow_node *node, bool page)
{
  const brv_flow_state *from = &node->before->state;
  guint end = node->state.index;
  brv_filler_begin(f, from, page);
  for (guint i = from->index, taken; i < end; i += taken) {
    taken = brv_filler_take(f, i, i == node->split ? BRV_PUT_SPLIT : BRV_PUT_WHOLE);
    if (taken == 0)
      return false;
  }
  brv_filler_close(f);
  return f->next_float == node->state.next_float && is_same(f->margins, node->state.margins) &&
         is_same(f->rest, node->state.rest);
}

static void fill_as_chosen(brv_filler *f, const brv_flow_node *node, bool page)
{
  f->tight = node->tight;
  f->stretch = node->stretch;
  f->stretch_of = node->stretch_of;
  f->stretch_sections = node->stretch_sections;
  guint placed = page ? 0 : f->placed->len;
  bool stretched = f->stretch > 0 && fill(f, node, page);
  f->stretch = f->stretch_of = 0;
  f->stretch_sections = false;
  if (!stretched) {
    g_array_set_size(f->placed, placed);
    fill(f, node, page);
  }
  f->tight = false;
}

static void balance_as_chosen(brv_filler *f, const brv_flow_node *node, bool page)
{
  brv_flow_state at = node->before->state;
  f->limit = node->limit;
  for (guint column = 0; column < f->columns; column++) {
    at.column = column;
    brv_filler_begin(f, &at, page && column == 0);
    if (column == 0)
      at.top = f->on_top ? 0 : f->band;
    while (at.index < node->ends[column])
      at.index += MAX(brv_filler_take(f, at.index, BRV_PUT_WHOLE), 1);
    brv_filler_close(f);
    for (guint i = 0; i < BRV_COLUMNS_MOST; i++)
      at.notes[i] = f->notes[i];
    at.margins = at.rest = NULL;
    at.next_float = f->next_float;
  }
  f->limit = G_MAXDOUBLE;
}

/* Goes one step of the way; why its column ends. */
static const char *go(brv_filler *f, const brv_flow_node *node)
{
  const brv_flow_state *from = &node->before->state;
  bool page = node->before->turned;
  guint end = node->state.index, full = end;
  memcpy(f->plan, node->plan, sizeof f->plan);
  switch (node->way) {
  case BRV_WAY_FILL:
    full = probe(f, from, page);
    fill_as_chosen(f, node, page);
    break;
  case BRV_WAY_BALANCE:
    balance_as_chosen(f, node, page);
    break;
  case BRV_WAY_WIDE:
    brv_filler_begin(f, from, page);
    brv_filler_put_wide(f, from->index);
    break;
  case BRV_WAY_TURN:
    f->no_text = true;
    brv_filler_begin(f, from, page);
    f->no_text = false;
    break;
  case BRV_WAY_FLOAT:
    brv_filler_begin_empty(f, from, page);
    if (node->plan[0] == BRV_AT_FOOT)
      brv_float_to_foot(f);
    else
      brv_float_to_top(f);
    break;
  case BRV_WAY_SKIP:
    brv_filler_begin_empty(f, from, page);
    break;
  }
  return brv_flow_why(f, end, full, node->short_by);
}

static bool ends_hyphenated(const brv_strip *strip, guint end)
{
  return end > 0 && end < strip->boxes->len && brv_strip_box(strip, end - 1)->hyphenated &&
         brv_strip_box(strip, end)->goes_on;
}

void brv_flow(brv_setter *setter, const brv_strip *strip, GPtrArray *pages, GArray *headings)
{
  brv_filler f;
  brv_arena *nodes = brv_arena_new();
  if (strip->boxes->len == 0)
    return;
  brv_filler_init(&f, setter, strip);
  GPtrArray *way = brv_flow_choose(&f, nodes);
  double paid = 0;
  for (guint i = 1; i < way->len; i++) {
    const brv_flow_node *node = way->pdata[i];
    const char *why = go(&f, node);
    if (!node->turned)
      continue;
    brv_flow_emit(&f, pages, headings, why, node->cost - paid);
    brv_page *page = pages->pdata[pages->len - 1];
    page->last = i + 1 == way->len || node->opening;
    page->hyphenated = !page->last && ends_hyphenated(strip, node->state.index);
    paid = node->cost;
  }
  g_ptr_array_unref(way);
  brv_filler_finish(&f);
  brv_arena_free(nodes);
}
