/* Placing: boxes into a column, what belongs beside them into the margin, notes to the foot. */
#include <math.h>

#include "typeset/flow-private.h"

/* How far a line may stand above its grid line before it takes the next, in points; and how much of
 * the space above it may be given up to reach a line of the grid, or in a column set tight. */
static const double GRID_SLACK = 0.6, SPACE_SHRINK = 0.3, TIGHT_SHRINK = 0.6;
static const double ROUNDING = 0.01;

/* How much of a page the rest of a note may take while there is text to go on with. */
static const double MOST_NOTES = 0.7;

/* A space of so much of a line and more may get another line. */
static const double STRETCHES = 0.9;

enum { LEAST_NOTE_LINES = 2, WAIT_LINES = 2 };

void brv_filler_init(brv_filler *f, brv_setter *setter, const brv_strip *strip)
{
  const brv_layout *layout = setter->layout;
  const brv_style *para = brv_layout_style(layout, "para", NULL);
  const brv_style *notes = brv_layout_find_style(layout, "notes");
  *f = (brv_filler){.setter = setter, .layout = layout, .strip = strip};
  f->height = setter->text_height;
  f->limit = f->height;
  f->columns = (guint)CLAMP(layout->columns, 1, BRV_COLUMNS_MOST);
  f->first_line = brv_line_ascent(layout, para->size, layout->baseline);
  f->note_gap =
      notes ? notes->space_before + notes->rule_before + notes->pad_before : layout->baseline;
  f->placed = g_array_new(FALSE, FALSE, sizeof(brv_placed));
  f->margins = g_array_new(FALSE, FALSE, sizeof(brv_waiting));
  f->rest = g_array_new(FALSE, FALSE, sizeof(brv_waiting));
  f->floats = g_array_new(FALSE, FALSE, sizeof(brv_float));
}

void brv_filler_finish(brv_filler *f)
{
  g_array_unref(f->placed);
  g_array_unref(f->margins);
  g_array_unref(f->rest);
  g_array_unref(f->floats);
}

brv_flow_mark brv_filler_mark(const brv_filler *f)
{
  return (brv_flow_mark){.y = f->y,
                         .margin_y = f->margin_y,
                         .notes = f->notes[f->column],
                         .white = f->white,
                         .spaces = f->spaces,
                         .placed = f->placed->len,
                         .margins = f->margins->len,
                         .rest = f->rest->len,
                         .floats = f->floats->len};
}

void brv_filler_back(brv_filler *f, const brv_flow_mark *mark)
{
  f->y = mark->y;
  f->margin_y = mark->margin_y;
  f->notes[f->column] = mark->notes;
  f->white = mark->white;
  f->spaces = mark->spaces;
  g_array_set_size(f->placed, mark->placed);
  g_array_set_size(f->margins, mark->margins);
  g_array_set_size(f->rest, mark->rest);
  g_array_set_size(f->floats, mark->floats);
}

void brv_filler_place(brv_filler *f, const brv_box *box, double y, brv_region where, guint owner,
                      bool repeated)
{
  brv_placed p = {.box = box, .y = y, .where = where, .owner = owner};
  p.column = f->column;
  p.repeated = repeated;
  p.order = f->order++;
  g_array_append_val(f->placed, p);
}

static double on_grid(const brv_filler *f, const brv_box *box, double y, double space)
{
  double step = f->layout->baseline, shrink = f->tight ? TIGHT_SHRINK : SPACE_SHRINK;
  double slack = GRID_SLACK + shrink * MIN(space, step);
  double lines = ceil((y + box->ascent - f->first_line - slack) / step);
  return f->first_line + MAX(lines, 0) * step - box->ascent;
}

static double lines_height(const brv_strip *strip, guint count)
{
  double height = 0;
  for (guint i = 0; i < count; i++)
    height += brv_strip_box(strip, i)->height + (i > 0 ? brv_strip_box(strip, i)->space : 0);
  return height;
}

static bool may_split(const brv_strip *note)
{
  return note->boxes->len >= 2 * LEAST_NOTE_LINES;
}

/* The least room that a box's notes take: all of each, but of the last, where it may be split, two
 * lines; and at the top of a page one line. */
static double notes_room(const brv_filler *f, const brv_box *box, brv_put how, bool always)
{
  double room = 0;
  for (guint i = 0; box->notes && i < box->notes->len; i++) {
    const brv_strip *note = box->notes->pdata[i];
    bool last = i + 1 == box->notes->len, split = last && how == BRV_PUT_SPLIT && may_split(note);
    if (always && note->boxes->len > 0) {
      room = brv_strip_box(note, 0)->height;
      break;
    }
    room += lines_height(note, split ? LEAST_NOTE_LINES : note->boxes->len);
  }
  return room > 0 && f->notes[f->column] <= 0 ? room + f->note_gap : room;
}

/* How many boxes of a note fit; two at least stay behind, or none. */
static guint count_fitting(const brv_filler *f, const brv_waiting *w, double room)
{
  guint count = w->strip->boxes->len, i = w->from;
  double used = f->notes[f->column] > 0 ? 0 : f->note_gap;
  for (; i < count; i++) {
    const brv_box *box = brv_strip_box(w->strip, i);
    used += box->height + (i > w->from ? box->space : 0);
    if (used > room + ROUNDING)
      break;
  }
  bool one_left = i + 1 == count && i - w->from > LEAST_NOTE_LINES;
  return i - one_left;
}

/* Sets what fits of a note at the foot; what does not waits. */
static void fill_note(brv_filler *f, brv_waiting w, double most)
{
  double *height = &f->notes[f->column];
  bool nothing_else = f->on_top && f->y <= 0 && *height <= 0;
  if (f->rest->len > 0) {
    g_array_append_val(f->rest, w);
    return;
  }
  guint end = count_fitting(f, &w, MIN(most, f->height - f->y) - *height);
  if (nothing_else && end == w.from && w.from < w.strip->boxes->len)
    end++;
  for (guint first = w.from; w.from < end; w.from++) {
    const brv_box *box = brv_strip_box(w.strip, w.from);
    double gap = w.from > first ? box->space : *height > 0 ? 0 : f->note_gap;
    brv_filler_place(f, box, *height + gap, BRV_IN_NOTES, w.owner, false);
    *height += gap + box->height;
  }
  if (w.from < w.strip->boxes->len)
    g_array_append_val(f->rest, w);
}

static void put_notes(brv_filler *f, const brv_box *box, guint owner)
{
  for (guint i = 0; box->notes && i < box->notes->len; i++)
    fill_note(f, (brv_waiting){box->notes->pdata[i], 0, owner}, f->height);
}

static void put_repeated(brv_filler *f, const brv_box *box, guint owner)
{
  for (guint i = 0; i < box->repeated->boxes->len; i++) {
    const brv_box *head = brv_strip_box(box->repeated, i);
    brv_filler_place(f, head, f->y, BRV_IN_TEXT, owner, true);
    f->y += head->height;
  }
}

/* Spaces of a line and more under text grow by a line where a column would else be short, evenly.
 * Those under what is off the grid are wide enough. */
static double stretched(brv_filler *f, const brv_box *box, guint index, double space)
{
  if (box->space < STRETCHES * f->layout->baseline || !brv_strip_box(f->strip, index - 1)->on_grid)
    return space;
  guint n = f->spaces++;
  bool grows =
      f->stretch_of > 0 && n * f->stretch / f->stretch_of != (n + 1) * f->stretch / f->stretch_of;
  return space + (grows ? f->layout->baseline : 0);
}

/* A block over all columns waits for the end of the margin where that is near; else what stands
 * lower in the margin goes on under the block. */
static bool makes_way(const brv_filler *f, const brv_box *box, double y)
{
  return y > f->band && f->margin_y + box->space > y + WAIT_LINES * f->layout->baseline;
}

static double top_of(brv_filler *f, const brv_box *box, guint index)
{
  bool under = f->y > f->band;
  double space = under ? box->space : 0;
  if (f->tight && !box->on_grid)
    space *= 1 - SPACE_SHRINK;
  double y = f->y + (under && index > f->start ? stretched(f, box, index, space) : 0);
  if (box->wide && f->columns == 1 && f->margin_y > 0 && !makes_way(f, box, y)) {
    double clear = MAX(y, f->margin_y + box->space);
    f->white += clear - y;
    y = clear;
  }
  return box->on_grid ? on_grid(f, box, y, space) : y;
}

static void put_at(brv_filler *f, const brv_box *box, guint index, double y)
{
  if (box->wide && f->columns == 1)
    brv_margin_clear(f, y);
  brv_filler_place(f, box, y, BRV_IN_TEXT, index, false);
  f->y = y + box->height;
  if (box->wide) {
    g_autoptr(GArray) waiting = f->margins;
    f->margin_y = f->y;
    f->margins = g_array_new(FALSE, FALSE, sizeof(brv_waiting));
    bool more = index + 1 < f->strip->boxes->len && brv_strip_box(f->strip, index + 1)->wide;
    if (more)
      g_array_append_vals(f->margins, waiting->data, waiting->len);
    else
      brv_margin_refill(f, waiting);
  }
  for (guint i = 0; box->beside && i < box->beside->len; i++)
    brv_margin_put(f, box->beside->pdata[i], box, y, index);
  put_notes(f, box, index);
}

bool brv_filler_put(brv_filler *f, guint index, brv_put how)
{
  const brv_box *box = brv_strip_box(f->strip, index);
  bool first = index == f->start, empty = f->y <= f->band;
  if (first && box->repeated && index > 0)
    put_repeated(f, box, index);
  double y = top_of(f, box, index), foot = f->notes[f->column];
  bool always = first && empty && f->on_top && foot <= 0 && !(box->wide && f->margin_y > 0);
  double room = foot + notes_room(f, box, how, always);
  if (!always && f->rest->len > 0 && box->notes)
    return false;
  if (!always && y + box->height > MIN(f->height - room, f->limit) + ROUNDING)
    return false;
  put_at(f, box, index, y);
  return true;
}

guint brv_filler_take(brv_filler *f, guint index, brv_put how)
{
  guint count = MAX(brv_strip_box(f->strip, index)->floats, 1), i = index;
  if (count == 1)
    return brv_filler_put(f, index, how);
  brv_flow_mark mark = brv_filler_mark(f);
  bool placed = f->floats->len == 0;
  for (; placed && i < index + count; i++)
    placed = brv_filler_put(f, i, BRV_PUT_WHOLE);
  if (placed)
    return count;
  brv_filler_back(f, &mark);
  brv_float wait = {index, index + count};
  g_array_append_val(f->floats, wait);
  return count;
}

bool brv_filler_put_wide(brv_filler *f, guint index)
{
  const brv_box *box = brv_strip_box(f->strip, index);
  double space = f->on_top ? 0 : box->space, foot = 0;
  if (f->on_top && box->repeated && index > 0)
    put_repeated(f, box, index);
  double y = f->y + space;
  if (box->on_grid)
    y = on_grid(f, box, y, space);
  for (guint i = 0; i < f->columns; i++)
    foot = MAX(foot, f->notes[i]);
  bool always = f->on_top && foot <= 0;
  double room = MAX(foot, f->notes[0] + notes_room(f, box, BRV_PUT_WHOLE, always));
  if (!always && (y + box->height > f->height - room + ROUNDING || (box->notes && f->rest->len)))
    return false;
  put_at(f, box, index, y);
  return true;
}

/* The box that what is left of the margin comes before, in reading order: it parts no paragraph. */
static guint owner_of_rest(const brv_filler *f)
{
  guint owner = f->start;
  while (owner < f->strip->boxes->len && brv_strip_box(f->strip, owner)->goes_on)
    owner++;
  return owner;
}

/* What the column before could not hold. */
static void put_floats(brv_filler *f, const GArray *floats)
{
  for (guint i = 0; floats && i < floats->len; i++) {
    brv_float wait = g_array_index(floats, brv_float, i);
    brv_flow_mark mark = brv_filler_mark(f);
    guint at = wait.from;
    bool empty = f->on_top && f->y <= f->band && f->notes[f->column] <= 0;
    for (; at < wait.end && f->floats->len == 0; at++) {
      const brv_box *box = brv_strip_box(f->strip, at);
      double y = top_of(f, box, at), room = f->notes[f->column] + notes_room(f, box, 0, empty);
      if (!empty && y + box->height > f->height - room + ROUNDING)
        break;
      put_at(f, box, at, y);
    }
    if (at == wait.end)
      continue;
    brv_filler_back(f, &mark);
    g_array_append_val(f->floats, wait);
  }
  if (f->y > f->band)
    f->y += f->layout->baseline;
}

static void put_waiting(brv_filler *f, const brv_flow_state *state)
{
  double most = state->index < f->strip->boxes->len ? MOST_NOTES * f->height : f->height;
  brv_margin_refill(f, state->margins);
  for (guint i = 0; i < f->margins->len; i++)
    g_array_index(f->margins, brv_waiting, i).owner = owner_of_rest(f);
  for (guint i = 0; i < f->placed->len; i++)
    if (g_array_index(f->placed, brv_placed, i).where == BRV_IN_MARGIN)
      g_array_index(f->placed, brv_placed, i).owner = owner_of_rest(f);
  for (guint i = 0; state->rest && i < state->rest->len; i++) {
    brv_waiting w = g_array_index(state->rest, brv_waiting, i);
    w.owner = f->start;
    fill_note(f, w, most);
  }
  put_floats(f, state->floats);
}

void brv_filler_begin(brv_filler *f, const brv_flow_state *state, bool page)
{
  const brv_box *box =
      state->index < f->strip->boxes->len ? brv_strip_box(f->strip, state->index) : NULL;
  f->start = state->index;
  f->column = state->column;
  f->on_top = state->top <= 0;
  f->band = f->y = state->top;
  if (box && !f->on_top && state->column == 0 && !box->wide)
    f->band = f->y = state->top + box->space;
  for (guint i = 0; i < BRV_COLUMNS_MOST; i++)
    f->notes[i] = state->notes[i];
  f->margin_y = f->white = 0;
  f->spaces = 0;
  g_array_set_size(f->margins, 0);
  g_array_set_size(f->rest, 0);
  g_array_set_size(f->floats, 0);
  if (page)
    g_array_set_size(f->placed, 0);
  put_waiting(f, state);
}
