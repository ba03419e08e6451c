/* The margin of a page being filled: what belongs beside the text, at its height or as near as
 * there is room, and out of the way of blocks over all columns. */
#include "typeset/flow-private.h"

static const double ROUNDING = 0.01;

/* How high capitals are, in parts of the size. */
static const double CAPITALS = 0.67;

static void place_beside(brv_filler *f, const brv_waiting *w, guint at, double y)
{
  brv_filler_place(f, brv_strip_box(w->strip, at), y, BRV_IN_MARGIN, w->owner, false);
  brv_placed *p = &g_array_index(f->placed, brv_placed, f->placed->len - 1);
  p->strip = w->strip;
  p->at = at;
}

/* Where the last box from `from` on stands that may well begin a column of the margin, or `from`
 * itself. */
static guint last_chance(const brv_strip *strip, guint from, guint to)
{
  while (to > from && brv_strip_box(strip, to)->break_before >= brv_keep_cost(BRV_KEEP_SHORT))
    to--;
  return to;
}

/* Sets what fits of a waiting strip into the margin from `y` on; the index of the first box left.
 */
static guint fill_margin(brv_filler *f, const brv_waiting *w, double y)
{
  guint count = w->strip->boxes->len, i = w->from, first = f->placed->len;
  for (; i < count; i++) {
    const brv_box *box = brv_strip_box(w->strip, i);
    double top = i > w->from ? f->margin_y + box->space : y;
    if (top + box->height > f->height + ROUNDING && top > 0)
      break;
    place_beside(f, w, i, top);
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

/* Beside the middle of its box's first line, a picture with its top beside the capitals, or below
 * what is there, or, where it would end under the foot and there is room, higher. */
static double top_beside(const brv_filler *f, const brv_strip *strip, const brv_box *beside,
                         double y)
{
  const brv_box *first = brv_strip_box(strip, 0);
  const brv_style *para = brv_layout_style(f->layout, "para", NULL);
  double over = first->ascent < first->height ? first->ascent : CAPITALS * para->size;
  double top = beside->height > 0 ? y + beside->ascent - over : y;
  double highest = f->margin_y > 0 ? f->margin_y + first->space : 0;
  double lowest = f->height - brv_strip_height(strip);
  if (lowest >= highest)
    top = MIN(top, lowest);
  return MAX(top, highest);
}

void brv_margin_put(brv_filler *f, const brv_strip *strip, const brv_box *beside, double y,
                    guint owner)
{
  double margin_before = f->margin_y;
  brv_waiting w = {strip, 0, owner};
  if (f->margins->len > 0) {
    g_array_append_val(f->margins, w);
    return;
  }
  w.from = fill_margin(f, &w, top_beside(f, strip, beside, y));
  if (w.from == 0)
    f->margin_y = margin_before;
  if (w.from < strip->boxes->len)
    g_array_append_val(f->margins, w);
}

/* What waits, in its order, from the margin's end on; what finds no room waits on. */
void brv_margin_refill(brv_filler *f, const GArray *waiting)
{
  for (guint i = 0; waiting && i < waiting->len; i++) {
    brv_waiting w = g_array_index(waiting, brv_waiting, i);
    const brv_box *box = brv_strip_box(w.strip, w.from);
    double before = f->margin_y;
    guint from = w.from;
    if (f->margins->len == 0)
      w.from = fill_margin(f, &w, before > 0 ? before + box->space : 0);
    if (w.from == from)
      f->margin_y = before;
    if (w.from < w.strip->boxes->len)
      g_array_append_val(f->margins, w);
  }
}

/* The first box in the margin that reaches below `y`, or the number of all boxes. */
static guint first_below(const brv_filler *f, double y)
{
  guint i = 0;
  for (; i < f->placed->len; i++) {
    const brv_placed *p = &g_array_index(f->placed, brv_placed, i);
    if (p->where == BRV_IN_MARGIN && p->y + p->box->height > y + ROUNDING)
      break;
  }
  return i;
}

/* Where the strip of the placed box `index` may be parted above it. */
static guint parted_at(const brv_filler *f, guint index)
{
  const brv_placed *cut = &g_array_index(f->placed, brv_placed, index);
  guint from = cut->at;
  for (guint i = 0; i < index; i++) {
    const brv_placed *p = &g_array_index(f->placed, brv_placed, i);
    if (p->where == BRV_IN_MARGIN && p->strip == cut->strip)
      from = MIN(from, p->at);
  }
  return last_chance(cut->strip, from, cut->at);
}

/* Takes what reaches below `y` out of the margin; it waits, before what waits already. */
void brv_margin_clear(brv_filler *f, double y)
{
  guint index = first_below(f, y);
  if (index == f->placed->len)
    return;
  const brv_strip *parted = g_array_index(f->placed, brv_placed, index).strip;
  guint keep = parted_at(f, index), waits = 0;
  f->margin_y = 0;
  for (guint i = 0, old = 0; i < f->placed->len; old++) {
    const brv_placed p = g_array_index(f->placed, brv_placed, i);
    bool goes = p.strip && (p.strip == parted ? p.at >= keep : old > index);
    if (!goes && p.where == BRV_IN_MARGIN)
      f->margin_y = p.y + p.box->height;
    i += !goes;
    if (!goes)
      continue;
    brv_waiting w = {p.strip, p.at, p.owner};
    bool known = waits > 0 && g_array_index(f->margins, brv_waiting, waits - 1).strip == p.strip;
    /* What waits on of a strip of which a part was placed waits from that part on. */
    bool same =
        waits < f->margins->len && g_array_index(f->margins, brv_waiting, waits).strip == p.strip;
    if (!known && same)
      g_array_index(f->margins, brv_waiting, waits).from = p.at;
    else if (!known)
      g_array_insert_val(f->margins, waits, w);
    waits += !known;
    g_array_remove_index(f->placed, i);
  }
}
