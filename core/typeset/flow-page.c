/* Placing: boxes into a column, what belongs beside them into the margin, notes to the foot. */
#include <math.h>
#include <string.h>

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
  *f = (brv_filler){.setter = setter, .layout = layout, .strip = strip};
  f->height = f->page_height = setter->text_height;
  f->limit = G_MAXDOUBLE;
  for (guint i = 0; i < BRV_PLANNED; i++)
    f->plan[i] = BRV_AT_TEXT;
  f->columns = (guint)CLAMP(layout->columns, 1, BRV_COLUMNS_MOST);
  f->first_line = brv_line_ascent(layout, para->size, layout->baseline);
  f->note_gap = brv_note_gap(layout);
  f->placed = g_array_new(FALSE, FALSE, sizeof(brv_placed));
  f->margins = g_array_new(FALSE, FALSE, sizeof(brv_waiting));
  f->rest = g_array_new(FALSE, FALSE, sizeof(brv_waiting));
  f->floats = g_array_new(FALSE, FALSE, sizeof(brv_float));
  brv_floats_find(f);
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
                         .height = f->height,
                         .feet = f->feet[f->column],
                         .spaces = f->spaces,
                         .sections = f->sections,
                         .placed = f->placed->len,
                         .margins = f->margins->len,
                         .rest = f->rest->len,
                         .next_float = f->next_float,
                         .spot = f->spot,
                         .footed = f->footed,
                         .open = f->open};
}

void brv_filler_back(brv_filler *f, const brv_flow_mark *mark)
{
  f->y = mark->y;
  f->margin_y = mark->margin_y;
  f->notes[f->column] = mark->notes;
  f->white = mark->white;
  f->height = mark->height;
  f->feet[f->column] = mark->feet;
  f->next_float = mark->next_float;
  f->spot = mark->spot;
  f->footed = mark->footed;
  f->spaces = mark->spaces;
  f->sections = mark->sections;
  g_array_set_size(f->placed, mark->placed);
  g_array_set_size(f->margins, mark->margins);
  if (mark->open.strip && !f->open.strip && f->rest->len > mark->rest)
    g_array_remove_index(f->rest, 0); /* put there by brv_filler_close */
  g_array_set_size(f->rest, mark->rest);
  f->open = mark->open;
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

/* Whether a note may go on over the page from box `at` on: two lines are on each side, and none of
 * a paragraph alone. */
static bool may_part(const brv_strip *note, guint at)
{
  return at >= LEAST_NOTE_LINES && at + LEAST_NOTE_LINES <= note->boxes->len &&
         brv_strip_box(note, at)->break_before < brv_keep_cost(BRV_KEEP_ROWS);
}

/* The least that stands under its call: up to where it may be parted first, or all of it. */
static guint least_of(const brv_strip *note)
{
  guint at = 0;
  while (at < note->boxes->len && !may_part(note, at))
    at++;
  return at;
}

/* The least room that a box's notes take: all of each, but of the last, where it may be split, some
 * lines; and at the top of a page one line. */
static double notes_room(const brv_filler *f, const brv_box *box, brv_put how, bool always)
{
  double room = 0;
  for (guint i = 0; box->notes && i < box->notes->len; i++) {
    const brv_strip *note = box->notes->pdata[i];
    bool split = i + 1 == box->notes->len && how == BRV_PUT_SPLIT;
    if (always && note->boxes->len > 0) {
      room = brv_strip_box(note, 0)->height;
      break;
    }
    room += lines_height(note, split ? least_of(note) : note->boxes->len);
  }
  return room > 0 && f->notes[f->column] <= 0 ? room + f->note_gap : room;
}

/* Up to which box a note fits; it is parted only where it may be, unless no `others` stand on the
 * page. */
static guint end_fitting(const brv_filler *f, const brv_waiting *w, double room, bool others)
{
  guint count = w->strip->boxes->len, i = w->from;
  double used = f->notes[f->column] > 0 ? 0 : f->note_gap;
  for (; i < count; i++) {
    const brv_box *box = brv_strip_box(w->strip, i);
    used += box->height + (i > w->from ? box->space : 0);
    if (used > room + ROUNDING)
      break;
  }
  guint end = i;
  while (i < count && i > w->from && !may_part(w->strip, i))
    i--;
  return i == w->from && !others ? MAX(end, MIN(i + 1, count)) : i;
}

/* Sets a note's boxes up to `end` at the foot. */
static void place_note(brv_filler *f, brv_waiting *w, guint end)
{
  double *height = &f->notes[f->column];
  for (guint first = w->from; w->from < end; w->from++) {
    const brv_box *box = brv_strip_box(w->strip, w->from);
    double gap = w->from > first || w->strip == f->open.strip ? box->space
                 : *height > 0                                ? 0
                                                              : f->note_gap;
    brv_filler_place(f, box, *height + gap, BRV_IN_NOTES, w->owner, false);
    *height += gap + box->height;
  }
}

static double note_room(const brv_filler *f, double most)
{
  return MIN(most, brv_filler_foot(f) - f->y) - f->notes[f->column];
}

/* Sets what fits of the rest of a note at the foot; what does not waits. */
static void fill_rest(brv_filler *f, brv_waiting w, double most)
{
  bool others = !f->on_top || f->y > 0 || f->notes[f->column] > 0;
  if (f->rest->len == 0)
    place_note(f, &w, end_fitting(f, &w, note_room(f, most), others));
  if (w.from < w.strip->boxes->len)
    g_array_append_val(f->rest, w);
}

/* Sets a note at the foot: all of it, or where there is no room or it is to `part` the least of it;
 * the column's end decides on more. */
static void put_note(brv_filler *f, brv_waiting w, bool part)
{
  guint count = w.strip->boxes->len;
  if (f->rest->len > 0 || f->open.strip) {
    g_array_append_val(f->rest, w);
    return;
  }
  guint end = end_fitting(f, &w, note_room(f, f->height), f->notes[f->column] > 0);
  place_note(f, &w, end < count || part ? MIN(end, least_of(w.strip)) : end);
  if (w.from < count)
    f->open = w;
}

void brv_filler_close(brv_filler *f)
{
  brv_waiting w = f->open;
  if (!w.strip)
    return;
  place_note(f, &w, end_fitting(f, &w, note_room(f, f->height), true));
  f->open.strip = NULL;
  if (w.from < w.strip->boxes->len)
    g_array_insert_val(f->rest, 0, w);
}

void brv_filler_put_notes(brv_filler *f, const brv_box *box, guint owner)
{
  for (guint i = 0; box->notes && i < box->notes->len; i++)
    put_note(f, (brv_waiting){box->notes->pdata[i], 0, owner},
             f->parting && i + 1 == box->notes->len);
}

static void put_repeated(brv_filler *f, const brv_box *box, guint owner)
{
  for (guint i = 0; i < box->repeated->boxes->len; i++) {
    const brv_box *head = brv_strip_box(box->repeated, i);
    brv_filler_place(f, head, f->y, BRV_IN_TEXT, owner, true);
    f->y += head->height;
  }
}

/* Spaces of a line and more under text grow by a line where a column would else be short, evenly
 * spread: first those over heads of sections; one of several in the middle, not over the last.
 * Those under what is off the grid are wide enough. */
static double stretched(brv_filler *f, guint index, double space)
{
  const brv_node *heading = brv_strip_box(f->strip, index)->outline;
  bool section = heading && heading->level <= 2;
  if (space < STRETCHES * f->layout->baseline || !brv_strip_box(f->strip, index - 1)->on_grid)
    return space;
  guint n = f->stretch_sections ? f->sections : f->spaces, of = 2 * f->stretch_of;
  f->spaces++;
  f->sections += section;
  if (f->stretch_sections && !section)
    return space;
  bool grows = of > 0 && (2 * n * f->stretch + f->stretch_of) / of !=
                             (2 * (n + 1) * f->stretch + f->stretch_of) / of;
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
  double space = !under ? 0 : f->floated_to == index ? box->space : box->space_away;
  if (f->tight && !box->on_grid)
    space *= 1 - SPACE_SHRINK;
  double y = f->y + (under && index > f->start ? stretched(f, index, space) : 0);
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
  brv_filler_put_notes(f, box, index);
}

bool brv_filler_put(brv_filler *f, guint index, brv_put how)
{
  const brv_box *box = brv_strip_box(f->strip, index);
  f->setter->work++;
  bool first = index == f->start, empty = f->y <= f->band;
  if (first && box->repeated && index > 0)
    put_repeated(f, box, index);
  double y = top_of(f, box, index), foot = f->notes[f->column];
  bool floats = f->feet[f->column] > 0 || f->footed; /* which may go elsewhere */
  bool always =
      first && empty && f->on_top && foot <= 0 && !floats && !(box->wide && f->margin_y > 0);
  double room = foot + notes_room(f, box, how, always);
  if (!always && box->notes && (f->rest->len > 0 || f->open.strip))
    return false;
  if (!always && y + box->height > MIN(brv_filler_foot(f) - room, f->limit) + ROUNDING)
    return false;
  f->parting = how == BRV_PUT_SPLIT;
  put_at(f, box, index, y);
  f->parting = false;
  return true;
}

guint brv_filler_take(brv_filler *f, guint index, brv_put how)
{
  guint count = brv_strip_box(f->strip, index)->floats;
  if (count == 0)
    return brv_filler_put(f, index, how);
  brv_float_meet(f, index);
  return count;
}

bool brv_filler_put_on_top(brv_filler *f, guint index, bool always)
{
  const brv_box *box = brv_strip_box(f->strip, index);
  double y = top_of(f, box, index);
  double room = f->notes[f->column] + notes_room(f, box, BRV_PUT_WHOLE, always);
  if (!always && y + box->height > brv_filler_foot(f) - room + ROUNDING)
    return false;
  put_at(f, box, index, y);
  return true;
}

bool brv_filler_put_wide(brv_filler *f, guint index)
{
  const brv_box *box = brv_strip_box(f->strip, index);
  double space = f->on_top ? 0 : box->space, foot = 0;
  bool empty = f->y <= f->band;
  if (f->on_top && box->repeated && index > 0)
    put_repeated(f, box, index);
  double y = f->y + space;
  if (box->on_grid)
    y = on_grid(f, box, y, space);
  for (guint i = 0; i < f->columns; i++)
    foot = MAX(foot, f->notes[i]);
  bool always = f->on_top && empty && foot <= 0 && !f->footed;
  double room = MAX(foot, f->notes[0] + notes_room(f, box, BRV_PUT_WHOLE, always));
  if (!always && (y + box->height > f->height - room + ROUNDING || (box->notes && f->rest->len)))
    return false;
  put_at(f, box, index, y);
  brv_filler_close(f);
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

static void put_waiting_margins(brv_filler *f, const GArray *waiting)
{
  guint first = f->placed->len;
  brv_margin_refill(f, waiting);
  for (guint i = 0; i < f->margins->len; i++)
    g_array_index(f->margins, brv_waiting, i).owner = owner_of_rest(f);
  for (guint i = first; i < f->placed->len; i++)
    g_array_index(f->placed, brv_placed, i).owner = owner_of_rest(f);
}

/* What the column before could not hold. */
static void put_waiting(brv_filler *f, const brv_flow_state *state)
{
  bool text = !f->no_text && state->index < f->strip->boxes->len;
  double most = text ? MOST_NOTES * f->height : f->height;
  for (guint i = 0; state->rest && i < state->rest->len; i++) {
    brv_waiting w = g_array_index(state->rest, brv_waiting, i);
    w.owner = f->start;
    fill_rest(f, w, most);
  }
  brv_floats_begin(f);
  brv_filler_close(f);
  put_waiting_margins(f, state->margins);
}

void brv_filler_begin_empty(brv_filler *f, const brv_flow_state *state, bool page)
{
  const brv_box *box =
      state->index < f->strip->boxes->len ? brv_strip_box(f->strip, state->index) : NULL;
  f->start = state->index;
  f->column = state->column;
  f->height = f->page_height - state->foot;
  f->footed = state->foot > 0;
  f->first_float = f->next_float = state->next_float;
  f->spot = BRV_AT_TEXT;
  f->floated_to = BRV_NO_BOX;
  f->feet[f->column] = 0;
  f->on_top = state->top <= 0;
  f->band = f->y = state->top;
  if (box && !f->on_top && state->column == 0 && !box->wide)
    f->band = f->y = state->top + box->space;
  for (guint i = 0; i < BRV_COLUMNS_MOST; i++)
    f->notes[i] = state->notes[i];
  f->white = 0;
  f->margin_y = f->columns == 1 ? state->top : 0;
  f->spaces = f->sections = 0;
  g_array_set_size(f->margins, 0);
  g_array_set_size(f->rest, 0);
  f->open.strip = NULL;
  if (!page)
    return;
  f->page_start = state->index;
  g_array_set_size(f->placed, 0);
  memset(f->feet, 0, sizeof f->feet);
}

void brv_filler_begin(brv_filler *f, const brv_flow_state *state, bool page)
{
  brv_filler_begin_empty(f, state, page);
  put_waiting(f, state);
}
