/* What floats: figures and tables that go to the top or the foot of a column or a page.
 *
 * Floats keep their order, so a single number says which of them have their place. Which place each
 * gets is a plan, tried by the one who chooses where columns end; here a plan is carried out. */
#include <math.h>

#include "typeset/flow-private.h"

static const double ROUNDING = 0.01;

const brv_float *brv_flow_float(const brv_filler *f, guint ordinal)
{
  return ordinal < f->floats->len ? &g_array_index(f->floats, brv_float, ordinal) : NULL;
}

/* Adds up what the float's boxes need. */
static void measure(const brv_strip *strip, brv_float *found)
{
  for (guint i = found->from; i < found->end; i++) {
    const brv_box *box = brv_strip_box(strip, i);
    found->height += box->height + (i > found->from ? box->space : 0);
    found->beside |= box->beside != NULL;
    found->noted |= box->notes != NULL;
  }
}

static void find_ids(const brv_filler *f, GHashTable *ids, guint ordinal)
{
  const brv_float *found = brv_flow_float(f, ordinal);
  for (guint i = found->from; i < found->end; i++) {
    const GArray *anchors = brv_strip_box(f->strip, i)->anchors;
    for (guint k = 0; anchors && k < anchors->len; k++)
      g_hash_table_insert(ids, (char *)g_array_index(anchors, brv_page_anchor, k).id,
                          GUINT_TO_POINTER(ordinal + 1));
  }
}

/* The first box that links to a float calls it. */
static void find_call(const brv_filler *f, GHashTable *ids, GHashTable *called, guint index)
{
  const GArray *links = brv_strip_box(f->strip, index)->links;
  for (guint k = 0; links && k < links->len; k++) {
    const char *target = g_array_index(links, brv_page_link, k).target;
    gpointer ordinal = *target == '#' ? g_hash_table_lookup(ids, target + 1) : NULL;
    if (!ordinal || g_hash_table_contains(called, ordinal))
      continue;
    brv_float *found = &g_array_index(f->floats, brv_float, GPOINTER_TO_UINT(ordinal) - 1);
    if (index >= found->from && index < found->end)
      continue;
    g_hash_table_add(called, ordinal);
    found->called = MAX(index, found->from);
  }
}

static void find_calls(const brv_filler *f)
{
  g_autoptr(GHashTable) ids = g_hash_table_new(g_str_hash, g_str_equal);
  g_autoptr(GHashTable) called = g_hash_table_new(NULL, NULL);
  for (guint i = 0; i < f->floats->len; i++)
    find_ids(f, ids, i);
  for (guint i = 0; i < f->strip->boxes->len && g_hash_table_size(ids) > 0; i++)
    find_call(f, ids, called, i);
}

void brv_floats_find(brv_filler *f)
{
  guint count;
  for (guint i = 0; i < f->strip->boxes->len; i += count) {
    const brv_box *box = brv_strip_box(f->strip, i);
    count = MAX(box->floats, 1);
    if (box->floats == 0)
      continue;
    brv_float found = {.from = i, .end = i + count, .called = i, .wide = box->wide};
    measure(f->strip, &found);
    g_array_append_val(f->floats, found);
  }
  if (f->floats->len > 0)
    find_calls(f);
}

guint brv_floats_before(const brv_filler *f, guint index)
{
  guint count = 0;
  while (count < f->floats->len && brv_flow_float(f, count)->from < index)
    count++;
  return count;
}

guint brv_floats_waiting(const brv_filler *f, guint index, guint next)
{
  guint before = brv_floats_before(f, index);
  return before > next ? before - next : 0;
}

static double notes_of(const brv_filler *f, const brv_float *it)
{
  double room = 0;
  for (guint i = it->from; it->noted && i < it->end; i++) {
    const GPtrArray *notes = brv_strip_box(f->strip, i)->notes;
    for (guint k = 0; notes && k < notes->len; k++)
      room += brv_strip_height(notes->pdata[k]);
  }
  return room > 0 && f->notes[f->column] <= 0 ? room + f->note_gap : room;
}

/* Whether the columns' foot, or that of the page under the notes, has room. */
static bool has_room(const brv_filler *f, const brv_float *it, double height)
{
  double top = MAX(f->y, f->band), foot = 0;
  for (guint i = 0; i < (it->wide ? f->columns : 0); i++)
    foot = MAX(foot, f->notes[i]);
  foot = (it->wide ? foot : f->notes[f->column]) + f->feet[f->column];
  if (it->wide && f->margin_y + brv_strip_box(f->strip, it->from)->space > f->height - height)
    return false;
  return top + height + foot + notes_of(f, it) <= f->height + ROUNDING;
}

bool brv_float_to_foot(brv_filler *f)
{
  const brv_float *it = brv_flow_float(f, f->next_float);
  bool noted = it->noted && (f->rest->len > 0 || f->open.strip || (it->wide && f->columns > 1));
  if (it->beside || noted || f->footed)
    return false;
  double space = brv_strip_box(f->strip, it->from)->space;
  double height = MAX(space, f->layout->baseline) + it->height, y = height - it->height;
  if (!has_room(f, it, height))
    return false;
  double under = it->wide ? 0 : f->feet[f->column];
  for (guint i = it->from; i < it->end; i++) {
    const brv_box *box = brv_strip_box(f->strip, i);
    y += i > it->from ? box->space : 0;
    brv_filler_place(f, box, under + y, it->wide ? BRV_IN_FOOT_WIDE : BRV_IN_FOOT, i, false);
    y += box->height;
    brv_filler_put_notes(f, box, i);
  }
  if (it->wide)
    f->height -= height;
  else
    f->feet[f->column] += height;
  f->footed = it->wide;
  f->next_float++;
  return true;
}

bool brv_float_to_top(brv_filler *f)
{
  const brv_float *it = brv_flow_float(f, f->next_float);
  brv_flow_mark mark = brv_filler_mark(f);
  bool empty = f->on_top && f->y <= f->band && f->notes[f->column] <= 0;
  for (guint at = it->from; at < it->end; at++)
    if (!brv_filler_put_on_top(f, at, empty)) {
      brv_filler_back(f, &mark);
      return false;
    }
  f->next_float++;
  return true;
}

static brv_spot planned(const brv_filler *f, guint ordinal)
{
  guint at = ordinal - f->first_float;
  return MAX(f->spot, at < BRV_PLANNED ? f->plan[at] : BRV_AT_TEXT);
}

/* A wide float stands between columns only where a band of them ends. */
static bool to_text(brv_filler *f, const brv_float *it)
{
  if (it->wide && f->columns > 1)
    return false;
  brv_flow_mark mark = brv_filler_mark(f);
  for (guint i = it->from; i < it->end; i++)
    if (!brv_filler_put(f, i, BRV_PUT_WHOLE)) {
      brv_filler_back(f, &mark);
      return false;
    }
  f->next_float++;
  f->floated_to = it->end;
  return true;
}

void brv_float_meet(brv_filler *f, guint index)
{
  guint ordinal = brv_floats_before(f, index);
  const brv_float *it = brv_flow_float(f, ordinal);
  if (ordinal != f->next_float)
    return; /* it has its place, or one before it waits */
  brv_spot spot = planned(f, ordinal);
  bool done = (spot <= BRV_AT_TEXT && to_text(f, it)) ||
              (spot == BRV_AT_FOOT && !(it->wide && f->columns > 1) && brv_float_to_foot(f));
  f->spot = done ? spot : BRV_AT_WAIT;
}

/* What waits, and what is planned to stand over its place in the text. */
void brv_floats_begin(brv_filler *f)
{
  f->spot = f->footed ? BRV_AT_WAIT : BRV_AT_TOP;
  for (guint i = 0; f->next_float < f->floats->len; i++) {
    const brv_float *it = brv_flow_float(f, f->next_float);
    brv_spot plan = i < BRV_PLANNED ? f->plan[i] : BRV_AT_TEXT;
    bool waits = it->from < f->start;
    if ((!waits && plan != BRV_AT_TOP) || (it->wide && f->columns > 1))
      break;
    brv_spot spot = MAX(f->spot, plan == BRV_AT_TEXT ? BRV_AT_TOP : plan);
    bool done = (spot == BRV_AT_TOP && brv_float_to_top(f)) ||
                (spot == BRV_AT_FOOT && brv_float_to_foot(f));
    f->spot = done ? spot : BRV_AT_WAIT;
    if (!done)
      break;
  }
  if (f->y > f->band)
    f->y += f->layout->baseline;
}

bool brv_floats_stop(const brv_filler *f, guint index)
{
  guint ordinal = brv_floats_before(f, index);
  const brv_float *it = brv_flow_float(f, ordinal);
  if (!it || it->from != index)
    return true;
  return ordinal == f->next_float && planned(f, ordinal) == BRV_AT_TEXT;
}
