/* Pages: what has its place becomes items, links and anchors, in reading order. */
#include <math.h>

#include "typeset/flow-private.h"

brv_page *brv_page_new(brv_arena *arena)
{
  brv_page *page = brv_new(arena, brv_page);
  page->items = brv_arena_own(arena, g_array_new(FALSE, TRUE, sizeof(brv_page_item)),
                              (GDestroyNotify)g_array_unref);
  page->links = brv_arena_own(arena, g_array_new(FALSE, TRUE, sizeof(brv_page_link)),
                              (GDestroyNotify)g_array_unref);
  page->anchors = brv_arena_own(arena, g_array_new(FALSE, TRUE, sizeof(brv_page_anchor)),
                                (GDestroyNotify)g_array_unref);
  page->loose = brv_arena_own(arena, g_array_new(FALSE, TRUE, sizeof(brv_page_loose)),
                              (GDestroyNotify)g_array_unref);
  return page;
}

void brv_page_put(brv_page *page, const brv_box *box, double x, double y, bool artifact)
{
  for (guint i = 0; box->items && i < box->items->len; i++) {
    brv_page_item item = g_array_index(box->items, brv_page_item, i);
    item.x += x;
    item.y += y;
    if (artifact)
      item.node = NULL;
    g_array_append_val(page->items, item);
  }
  for (guint i = 0; box->links && !artifact && i < box->links->len; i++) {
    brv_page_link link = g_array_index(box->links, brv_page_link, i);
    link.x += x;
    link.y += y;
    g_array_append_val(page->links, link);
  }
  for (guint i = 0; box->anchors && !artifact && i < box->anchors->len; i++) {
    brv_page_anchor anchor = g_array_index(box->anchors, brv_page_anchor, i);
    anchor.x += x;
    anchor.y += y;
    g_array_append_val(page->anchors, anchor);
  }
  if (box->loose && !artifact)
    g_array_append_vals(page->loose, box->loose->data, box->loose->len);
}

static double left_of(const brv_filler *f, guint column)
{
  const brv_layout *layout = f->layout;
  double beside = f->setter->margin_width > 0 ? f->setter->margin_width + layout->gutter : 0;
  return layout->left + beside + column * (f->setter->text_width + layout->gutter);
}

static void emit_continued(const brv_filler *f, brv_page *page, const brv_placed *p, double x,
                           double y)
{
  brv_page_continued going = {x + p->box->inset, y + p->box->ascent, p->box->measure,
                              p->box->continued, p->column == 0};
  if (!page->continued)
    page->continued =
        brv_arena_own(f->setter->arena, g_array_new(FALSE, FALSE, sizeof(brv_page_continued)),
                      (GDestroyNotify)g_array_unref);
  g_array_append_val(page->continued, going);
}

/* Where the region begins that a box stands in. The last line of what floats at a foot without
 * notes stands on the last line of the grid, as text there would. */
static double top_of_region(const brv_filler *f, const brv_placed *p)
{
  double step = f->layout->baseline;
  double spare = f->page_height - floor(f->page_height / step) * step;
  if (p->where == BRV_IN_FOOT_WIDE)
    return f->height - spare;
  if (p->where != BRV_IN_FOOT)
    return 0;
  double notes = f->notes[p->column], top = f->height - notes - f->feet[p->column];
  return notes > 0 || f->height < f->page_height ? top : top - spare;
}

static void emit_text(const brv_filler *f, brv_page *page, const brv_placed *p, guint index,
                      GArray *headings)
{
  double x = p->box->wide ? f->layout->left : left_of(f, p->column);
  double y = f->layout->top + top_of_region(f, p) + p->y;
  bool late = p->owner < f->page_start; /* it floats, and where it is read is on a page before */
  brv_page_put(page, p->box, x, y, p->repeated);
  if (p->box->continued)
    emit_continued(f, page, p, x, y);
  if (!page->starts_at && !p->repeated && !late && p->box->starts_at) {
    page->starts_at = p->box->starts_at;
    page->starts_offset = p->box->starts_offset;
  }
  if (p->box->outline && !p->repeated) {
    brv_flow_heading heading = {p->box->outline, index, y};
    g_array_append_val(headings, heading);
  }
}

static double notes_top(const brv_filler *f, guint column)
{
  return f->layout->top + f->height - f->notes[column];
}

/* The rule over the notes; over the rest of one that began on the page before, two of them. */
static void emit_note_rule(const brv_filler *f, brv_page *page, guint column, bool rest)
{
  const brv_style *style = brv_layout_find_style(f->layout, "notes");
  if (!style || style->rule_before <= 0)
    return;
  brv_page_item rule = {.kind = BRV_ITEM_RECT,
                        .x = left_of(f, column),
                        .y = notes_top(f, column) + style->space_before,
                        .w = f->setter->text_width,
                        .h = style->rule_before,
                        .colour = style->rule_colour};
  g_array_append_val(page->items, rule);
  rule.y -= 2 * style->rule_before + 1;
  if (rest)
    g_array_append_val(page->items, rule);
}

static void emit_note(const brv_filler *f, brv_page *page, const brv_placed *p, bool *ruled)
{
  const brv_strip *first = NULL;
  const brv_box *owner = p->owner < f->strip->boxes->len ? brv_strip_box(f->strip, p->owner) : NULL;
  if (!ruled[p->column]) {
    bool rest = true;
    for (guint i = 0; owner && owner->notes && i < owner->notes->len; i++) {
      first = owner->notes->pdata[i];
      rest = rest && (first->boxes->len == 0 || brv_strip_box(first, 0) != p->box);
    }
    emit_note_rule(f, page, p->column, rest);
  }
  ruled[p->column] = true;
  brv_page_put(page, p->box, left_of(f, p->column), notes_top(f, p->column) + p->y, false);
}

/* In reading order: what stands beside a box comes before it, as in the document; notes last. */
static int compare_placed(const void *one, const void *other)
{
  const brv_placed *a = one, *b = other;
  bool a_note = a->where == BRV_IN_NOTES, b_note = b->where == BRV_IN_NOTES;
  if (a_note != b_note)
    return a_note - b_note;
  if (a->owner != b->owner)
    return a->owner < b->owner ? -1 : 1;
  if (a->where != b->where)
    return a->where == BRV_IN_MARGIN ? -1 : 1;
  return a->order < b->order ? -1 : a->order > b->order;
}

/* How full the page is, in lines of its fullest column. */
static void measure(const brv_filler *f, brv_page *page)
{
  double step = f->layout->baseline, bottom = 0, notes = 0;
  for (guint i = 0; i < f->placed->len; i++) {
    const brv_placed *p = &g_array_index(f->placed, brv_placed, i);
    if (p->where == BRV_IN_TEXT)
      bottom = MAX(bottom, p->y + p->box->height);
  }
  for (guint i = 0; i < f->columns; i++)
    notes = MAX(notes, f->notes[i] + f->feet[i]);
  page->lines = (bottom + notes + f->page_height - f->height) / step;
  page->short_by = MAX(f->page_height / step - page->lines, 0);
}

void brv_flow_emit(brv_filler *f, GPtrArray *pages, GArray *headings, const char *why, double cost)
{
  brv_page *page = brv_page_new(f->setter->arena);
  bool ruled[BRV_COLUMNS_MOST] = {false};
  page->why = why;
  page->cost = cost;
  measure(f, page);
  brv_flow_centre(f);
  g_array_sort(f->placed, compare_placed);
  for (guint i = 0; i < f->placed->len; i++) {
    const brv_placed *p = &g_array_index(f->placed, brv_placed, i);
    if (p->where != BRV_IN_MARGIN && p->where != BRV_IN_NOTES)
      emit_text(f, page, p, pages->len, headings);
    else if (p->where == BRV_IN_MARGIN)
      brv_page_put(page, p->box, f->layout->left, f->layout->top + p->y, false);
    else
      emit_note(f, page, p, ruled);
  }
  g_ptr_array_add(pages, page);
}
