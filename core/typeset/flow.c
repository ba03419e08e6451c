#include "typeset/flow.h"

#include <math.h>

/* How far a line may stand above its grid line before it takes the next, in points; and how much of
 * the space above it may be given up to reach a line of the grid. */
static const double GRID_SLACK = 0.6, SPACE_SHRINK = 0.3;
static const double ROUNDING = 0.01;

typedef enum { IN_TEXT, IN_MARGIN, IN_NOTES } region;

/* A box that has its place on the page being filled. Boxes of the margin and notes belong to the
 * box of the strip that asked for them. */
typedef struct {
  const brv_box *box;
  double y;
  region where;
  guint owner;   /* index into the strip */
  bool repeated; /* a table's head, once more */
  guint order;   /* in which it was placed */
} placed;

/* A strip of the margin or of notes that waits for room, from one of its boxes on. */
typedef struct {
  const brv_strip *strip;
  guint from, owner;
} waiting;

typedef struct {
  brv_setter *setter;
  const brv_layout *layout;
  const brv_strip *strip;
  GPtrArray *pages;
  GArray *headings;
  double height;     /* of the text area */
  double first_line; /* from its top to the first line of the grid */
  double note_gap;   /* above the first note: space, rule and what is under it */
  /* the page being filled */
  guint start;
  double y, margin_y, notes_height;
  GArray *placed;  /* of placed */
  GArray *margins; /* of waiting */
  GArray *notes;   /* of waiting */
} filler;

/* The state of a page before a box was tried. */
typedef struct {
  double y, margin_y, notes_height;
  guint placed, margins, notes;
} snapshot;

static snapshot save(const filler *f)
{
  return (snapshot){f->y,           f->margin_y,     f->notes_height,
                    f->placed->len, f->margins->len, f->notes->len};
}

static void restore(filler *f, const snapshot *s)
{
  f->y = s->y;
  f->margin_y = s->margin_y;
  f->notes_height = s->notes_height;
  g_array_set_size(f->placed, s->placed);
  g_array_set_size(f->margins, s->margins);
  g_array_set_size(f->notes, s->notes);
}

static void place(filler *f, const brv_box *box, double y, region where, guint owner, bool repeated)
{
  placed p = {box, y, where, owner, repeated, f->placed->len};
  g_array_append_val(f->placed, p);
}

static double on_grid(const filler *f, const brv_box *box, double y)
{
  double step = f->layout->baseline;
  double slack = GRID_SLACK + (f->y > 0 ? SPACE_SHRINK * MIN(box->space, step) : 0);
  double lines = ceil((y + box->ascent - f->first_line - slack) / step);
  return f->first_line + MAX(lines, 0) * step - box->ascent;
}

/* Where the last box from `from` on stands that may begin a page, or `from` itself. */
static guint last_chance(const brv_strip *strip, guint from, guint to)
{
  while (to > from && ((const brv_box *)strip->boxes->pdata[to])->break_before >= BRV_BREAK_NEVER)
    to--;
  return to;
}

/* Sets what fits of a waiting strip into the margin from `y` on; the index of the first box left.
 */
static guint fill_margin(filler *f, const waiting *w, double y)
{
  guint count = w->strip->boxes->len, i = w->from, first = f->placed->len;
  for (; i < count; i++) {
    const brv_box *box = w->strip->boxes->pdata[i];
    double top = i > w->from ? f->margin_y + box->space : y;
    if (top + box->height > f->height + ROUNDING && top > 0)
      break;
    place(f, box, top, IN_MARGIN, w->owner, false);
    f->margin_y = top + box->height;
  }
  if (i == count)
    return i;
  guint keep = last_chance(w->strip, w->from, i);
  if (keep == w->from && y <= 0)
    keep = i; /* what is to stay together is higher than a page */
  g_array_set_size(f->placed, first + keep - w->from);
  return keep;
}

static void put_beside(filler *f, const brv_strip *strip, const brv_box *beside, double y,
                       guint owner)
{
  const brv_box *first = strip->boxes->pdata[0];
  double top = beside->height > 0 ? y + beside->ascent - first->ascent : y;
  double margin_before = f->margin_y;
  waiting w = {strip, 0, owner};
  if (f->margins->len > 0) {
    g_array_append_val(f->margins, w);
    return;
  }
  top = MAX(top, 0);
  if (margin_before > 0)
    top = MAX(top, margin_before + first->space);
  w.from = fill_margin(f, &w, top);
  if (w.from == 0)
    f->margin_y = margin_before;
  if (w.from < strip->boxes->len)
    g_array_append_val(f->margins, w);
}

/* Room that a box's notes take; all of each, or with `least` one line of the first. */
static double notes_room(const filler *f, const brv_box *box, bool least)
{
  double room = 0;
  for (guint i = 0; box->notes && i < box->notes->len; i++) {
    const brv_strip *note = box->notes->pdata[i];
    if (least && note->boxes->len > 0)
      return ((const brv_box *)note->boxes->pdata[0])->height +
             (f->notes_height > 0 ? 0 : f->note_gap);
    room += brv_strip_height(note);
  }
  return room > 0 && f->notes_height <= 0 ? room + f->note_gap : room;
}

/* Sets what fits of a note at the foot; what does not waits for the next page. */
static void fill_note(filler *f, waiting w)
{
  if (f->notes->len > 0) {
    g_array_append_val(f->notes, w);
    return;
  }
  double gap = f->notes_height > 0 ? 0 : f->note_gap;
  for (guint i = w.from; i < w.strip->boxes->len; i++) {
    const brv_box *box = w.strip->boxes->pdata[i];
    bool nothing_else = f->y <= 0 && f->notes_height <= 0;
    if (f->y + f->notes_height + gap + box->height > f->height + ROUNDING && !nothing_else) {
      w.from = i;
      g_array_append_val(f->notes, w);
      return;
    }
    place(f, box, f->notes_height + gap, IN_NOTES, w.owner, false);
    f->notes_height += gap + box->height;
    gap = 0;
  }
}

static void put_notes(filler *f, const brv_box *box, guint owner)
{
  for (guint i = 0; box->notes && i < box->notes->len; i++)
    fill_note(f, (waiting){box->notes->pdata[i], 0, owner});
}

static void put_repeated(filler *f, const brv_box *box, guint owner)
{
  for (guint i = 0; i < box->repeated->boxes->len; i++) {
    const brv_box *head = box->repeated->boxes->pdata[i];
    place(f, head, f->y, IN_TEXT, owner, true);
    f->y += head->height;
  }
}

static double top_of(const filler *f, const brv_box *box)
{
  double y = f->y > 0 ? f->y + box->space : 0;
  if (box->wide && f->margin_y > 0)
    y = MAX(y, f->margin_y + box->space);
  return box->on_grid ? on_grid(f, box, y) : y;
}

/* Tries to put the strip's box `index` under what is on the page. The first box of a page always
 * finds room, unless the page before left it notes or margins that it must not cover. */
static bool put_box(filler *f, guint index)
{
  const brv_box *box = f->strip->boxes->pdata[index];
  bool first = index == f->start;
  if (first && box->repeated && index > 0)
    put_repeated(f, box, index);
  double y = top_of(f, box), bottom = y + box->height;
  bool always = first && f->notes_height <= 0 && !(box->wide && f->margin_y > 0);
  double notes = notes_room(f, box, first);
  if (!always && f->notes->len > 0 && box->notes)
    return false;
  if (!always && bottom + f->notes_height + notes > f->height + ROUNDING)
    return false;
  place(f, box, y, IN_TEXT, index, false);
  f->y = bottom;
  if (box->wide)
    f->margin_y = bottom;
  for (guint i = 0; box->beside && i < box->beside->len; i++)
    put_beside(f, box->beside->pdata[i], box, y, index);
  put_notes(f, box, index);
  return true;
}

/* What the page before could not hold. */
static void put_waiting(filler *f)
{
  g_autoptr(GArray) margins = f->margins, notes = f->notes;
  f->margins = g_array_new(FALSE, FALSE, sizeof(waiting));
  f->notes = g_array_new(FALSE, FALSE, sizeof(waiting));
  for (guint i = 0; i < margins->len; i++) {
    waiting w = g_array_index(margins, waiting, i);
    const brv_box *box = w.strip->boxes->pdata[w.from];
    w.owner = f->start;
    if (f->margins->len == 0)
      w.from = fill_margin(f, &w, f->margin_y > 0 ? f->margin_y + box->space : 0);
    if (w.from < w.strip->boxes->len)
      g_array_append_val(f->margins, w);
  }
  for (guint i = 0; i < notes->len; i++) {
    waiting w = g_array_index(notes, waiting, i);
    w.owner = f->start;
    fill_note(f, w);
  }
}

static void begin_page(filler *f)
{
  f->y = f->margin_y = f->notes_height = 0;
  g_array_set_size(f->placed, 0);
  put_waiting(f);
}

/* Why a page ends before a box. */
static const char *reason(const filler *f, guint end, guint full)
{
  const brv_box *box = end < f->strip->boxes->len ? f->strip->boxes->pdata[end] : NULL;
  if (!box)
    return "the text ends";
  if (box->break_before <= BRV_BREAK_ALWAYS)
    return "a new page is asked for";
  if (box->break_before >= BRV_BREAK_NEVER)
    return "full, and nothing on it could be parted";
  return end < full ? "full, and what follows stays together" : "full";
}

/* Fills the page from `start`; the box that begins the next one. This is all there is of choosing
 * page breaks: the last chance before the page is full. */
static guint fill_page(filler *f, const char **why)
{
  guint count = f->strip->boxes->len, i = f->start;
  g_autoptr(GArray) states = g_array_new(FALSE, FALSE, sizeof(snapshot));
  for (; i < count; i++) {
    const brv_box *box = f->strip->boxes->pdata[i];
    if (i > f->start && box->break_before <= BRV_BREAK_ALWAYS)
      break;
    snapshot state = save(f);
    g_array_append_val(states, state);
    if (!put_box(f, i))
      break;
  }
  guint end = i;
  bool asked =
      i < count && ((const brv_box *)f->strip->boxes->pdata[i])->break_before <= BRV_BREAK_ALWAYS;
  if (i < count && !asked) {
    end = last_chance(f->strip, f->start, i);
    if (end == f->start)
      end = i;
    restore(f, &g_array_index(states, snapshot, end - f->start));
  }
  *why = reason(f, end, i);
  return end;
}

brv_page *brv_page_new(brv_setter *setter)
{
  brv_arena *arena = setter->arena;
  brv_page *page = brv_new(arena, brv_page);
  page->items = brv_arena_own(arena, g_array_new(FALSE, TRUE, sizeof(brv_page_item)),
                              (GDestroyNotify)g_array_unref);
  page->links = brv_arena_own(arena, g_array_new(FALSE, TRUE, sizeof(brv_page_link)),
                              (GDestroyNotify)g_array_unref);
  page->anchors = brv_arena_own(arena, g_array_new(FALSE, TRUE, sizeof(brv_page_anchor)),
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
}

static double text_left(const filler *f)
{
  const brv_layout *layout = f->layout;
  return layout->left + (layout->margin_column > 0 ? layout->margin_column + layout->gutter : 0);
}

static void emit_text(filler *f, brv_page *page, const placed *p)
{
  double x = p->box->wide ? f->layout->left : text_left(f), y = f->layout->top + p->y;
  brv_page_put(page, p->box, x, y, p->repeated);
  if (!page->starts_at && !p->repeated && p->box->starts_at) {
    page->starts_at = p->box->starts_at;
    page->starts_offset = p->box->starts_offset;
  }
  if (p->box->outline && !p->repeated) {
    brv_flow_heading heading = {p->box->outline, f->pages->len, y};
    g_array_append_val(f->headings, heading);
  }
}

static void emit_note_rule(filler *f, brv_page *page)
{
  const brv_style *style = brv_layout_find_style(f->layout, "notes");
  if (f->notes_height <= 0 || !style || style->rule_before <= 0)
    return;
  double y = f->layout->top + f->height - f->notes_height + style->space_before;
  brv_page_item rule = {.kind = BRV_ITEM_RECT,
                        .x = text_left(f),
                        .y = y,
                        .w = f->setter->text_width,
                        .h = style->rule_before,
                        .colour = style->rule_colour};
  g_array_append_val(page->items, rule);
}

/* In reading order: what stands beside a box comes before it, as in the document; notes last. */
static int compare_placed(const void *one, const void *other)
{
  const placed *a = one, *b = other;
  bool a_note = a->where == IN_NOTES, b_note = b->where == IN_NOTES;
  if (a_note != b_note)
    return a_note - b_note;
  if (a->owner != b->owner)
    return a->owner < b->owner ? -1 : 1;
  if (a->where != b->where)
    return a->where == IN_MARGIN ? -1 : 1;
  return a->order < b->order ? -1 : a->order > b->order;
}

static void emit_page(filler *f, const char *why)
{
  brv_page *page = brv_page_new(f->setter);
  double notes_top = f->layout->top + f->height - f->notes_height;
  bool ruled = false;
  page->why = why;
  g_array_sort(f->placed, compare_placed);
  for (guint i = 0; i < f->placed->len; i++) {
    const placed *p = &g_array_index(f->placed, placed, i);
    if (p->where == IN_TEXT) {
      emit_text(f, page, p);
    } else if (p->where == IN_MARGIN) {
      brv_page_put(page, p->box, f->layout->left, f->layout->top + p->y, false);
    } else {
      if (!ruled)
        emit_note_rule(f, page);
      ruled = true;
      brv_page_put(page, p->box, text_left(f), notes_top + p->y, false);
    }
  }
  g_ptr_array_add(f->pages, page);
}

static void prepare(filler *f)
{
  const brv_style *para = brv_layout_style(f->layout, "para", NULL);
  const brv_style *notes = brv_layout_find_style(f->layout, "notes");
  f->height = f->setter->text_height;
  f->first_line = brv_line_ascent(f->layout, para->size, f->layout->baseline);
  f->note_gap =
      notes ? notes->space_before + notes->rule_before + notes->pad_before : f->layout->baseline;
  f->placed = g_array_new(FALSE, FALSE, sizeof(placed));
  f->margins = g_array_new(FALSE, FALSE, sizeof(waiting));
  f->notes = g_array_new(FALSE, FALSE, sizeof(waiting));
}

void brv_flow(brv_setter *setter, const brv_strip *strip, GPtrArray *pages, GArray *headings)
{
  filler f = {.setter = setter,
              .layout = setter->layout,
              .strip = strip,
              .pages = pages,
              .headings = headings};
  prepare(&f);
  while (f.start < strip->boxes->len || f.margins->len > 0 || f.notes->len > 0) {
    const char *why = NULL;
    begin_page(&f);
    guint end = fill_page(&f, &why);
    emit_page(&f, why);
    f.start = end;
  }
  g_array_unref(f.placed);
  g_array_unref(f.margins);
  g_array_unref(f.notes);
}
