/* Columns made even: before a block over all of them, and where a briefing ends. */
#include <math.h>

#include "typeset/flow-private.h"

/* How many lines more than the least are tried for a better break, and what each costs. */
enum { MORE_LINES = 5 };
static const double COST_MORE = 15;

guint brv_flow_run_end(const brv_filler *f, const brv_flow_state *state, bool over_floats)
{
  guint index = state->index, end = index, step = 1;
  for (; end < f->strip->boxes->len; end += step) {
    const brv_box *box = brv_strip_box(f->strip, end);
    bool placed = box->floats > 0 && brv_floats_before(f, end) < state->next_float;
    bool passes = placed || (box->floats > 0 && over_floats);
    if (end > index && ((box->wide && !passes) || brv_flow_is_forced(f, end)))
      break;
    step = MAX(box->floats, 1);
  }
  return end;
}

/* What boxes need at least, or more than `most`. */
static double height_of(const brv_filler *f, guint start, guint end, double most)
{
  double height = 0;
  for (guint i = start; i < end && height <= most; i++)
    height += brv_strip_box(f->strip, i)->wide ? 0 : brv_strip_box(f->strip, i)->height;
  return height;
}

static double break_cost(const brv_filler *f, guint at)
{
  bool hyphen = brv_strip_box(f->strip, at - 1)->hyphenated;
  return brv_strip_box(f->strip, at)->break_before + (hyphen ? BRV_COST_HYPHEN : 0);
}

/* Fills one column up to the limit; where it ends best, near its foot. The filler goes back there.
 */
static guint fill_column(brv_filler *f, guint end, double *cost)
{
  g_autoptr(GArray) marks = g_array_new(FALSE, FALSE, sizeof(brv_flow_mark));
  guint i = f->start, best = 0;
  for (guint taken; i < end; i += taken) {
    brv_flow_mark mark = brv_filler_mark(f);
    taken = brv_filler_take(f, i, BRV_PUT_WHOLE);
    for (guint k = 0; k < MAX(taken, 1); k++)
      g_array_append_val(marks, mark);
    if (taken == 0)
      break;
  }
  if (i == end)
    return end;
  for (guint at = i; at > f->start; at--)
    if (best == 0 ||
        break_cost(f, at) + COST_MORE * (i - at) < break_cost(f, best) + COST_MORE * (i - best))
      best = at;
  if (best > 0)
    *cost += break_cost(f, best);
  guint back = best > 0 ? best : f->start;
  brv_filler_back(f, &g_array_index(marks, brv_flow_mark, back - f->start));
  return back;
}

/* All boxes up to `end` into columns that end at `limit`; the cost, or less than nothing. */
static double fit(brv_filler *f, const brv_flow_state *state, guint end, double limit, guint *ends,
                  double *bottom)
{
  brv_flow_state at = *state;
  double cost = 0;
  *bottom = state->top;
  f->limit = limit;
  for (guint column = 0; column < f->columns; column++) {
    at.column = column;
    brv_filler_begin(f, &at, column == 0);
    if (f->rest->len > 0)
      return -1;
    if (column == 0)
      at.top = f->on_top ? 0 : f->band;
    guint last = at.index < end ? fill_column(f, end, &cost) : end;
    brv_filler_close(f);
    if ((last == at.index && last < end) || f->rest->len > 0)
      return -1;
    ends[column] = at.index = last;
    *bottom = MAX(*bottom, f->y);
    for (guint i = 0; i < BRV_COLUMNS_MOST; i++)
      at.notes[i] = f->notes[i];
    at.margins = at.rest = NULL;
    at.next_float = f->next_float;
  }
  return at.index == end && f->rest->len == 0 ? cost : -1;
}

double brv_flow_balance(brv_filler *f, const brv_flow_state *state, guint end, guint *ends,
                        double *limit, double *bottom)
{
  double step = f->layout->baseline, page = f->page_height - state->foot,
         room = (page - state->top) * f->columns;
  double height = height_of(f, state->index, end, room), best = -1;
  double first = state->top + floor(height / f->columns / step) * step;
  guint found = 0;
  for (double at = MAX(first, state->top + step);
       height <= room && at <= page + step && found <= MORE_LINES; at += step) {
    guint tried[BRV_COLUMNS_MOST];
    double low, cost = fit(f, state, end, MIN(at, page), tried, &low);
    if (cost < 0)
      continue;
    cost += COST_MORE * found * found;
    found++;
    if (best >= 0 && cost >= best)
      continue;
    best = cost;
    *limit = MIN(at, page);
    *bottom = low;
    for (guint i = 0; i < f->columns; i++)
      ends[i] = tried[i];
  }
  if (best >= 0)
    fit(f, state, end, *limit, ends, bottom);
  f->limit = G_MAXDOUBLE;
  return best;
}
