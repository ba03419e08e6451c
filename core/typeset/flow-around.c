/* What stands off the grid between lines that stand on it: a picture, a table, a list of facts. Its
 * space before is exact, and the way to the next line of the grid is all behind it; here the two
 * are made alike. */
#include <math.h>

#include "typeset/flow-private.h"

static brv_placed *placed_at(const brv_filler *f, guint index)
{
  return &g_array_index(f->placed, brv_placed, index);
}

static double bottom_of(const brv_placed *p)
{
  return p->y + p->box->height;
}

/* Boxes that follow one another off the grid, from `first` to before `end` of what is placed. */
typedef struct {
  guint first, end;
  double top, bottom;
  bool wide;
  guint column;
} run;

static bool is_in_run(const run *r, const brv_placed *p)
{
  return p->where == BRV_IN_TEXT && !p->box->on_grid && p->box->wide == r->wide &&
         (r->wide || p->column == r->column);
}

static run find_run(const brv_filler *f, guint first)
{
  const brv_placed *p = placed_at(f, first);
  run r = {.first = first, .wide = p->box->wide, .column = p->column, .top = p->y};
  for (r.end = first; r.end < f->placed->len && is_in_run(&r, placed_at(f, r.end)); r.end++)
    r.bottom = bottom_of(placed_at(f, r.end));
  return r;
}

/* The nearest text over the run or under it, in its column or in any that it goes over; NULL: none.
 */
static const brv_placed *neighbour(const brv_filler *f, const run *r, bool under)
{
  const brv_placed *found = NULL;
  for (guint i = 0; i < f->placed->len; i++) {
    const brv_placed *p = placed_at(f, i);
    bool beside = !r->wide && !p->box->wide && p->column != r->column;
    if (p->where != BRV_IN_TEXT || beside || (i >= r->first && i < r->end) || p->box->height <= 0)
      continue;
    if (under && p->y >= r->bottom - 0.01 && (!found || p->y < found->y))
      found = p;
    if (!under && p->y < r->top && (!found || bottom_of(p) > bottom_of(found)))
      found = p;
  }
  return found;
}

/* Whether the margin has anything where the run would move, or a box of the run anything beside it.
 */
static bool is_tied(const brv_filler *f, const run *r, double from, double to)
{
  for (guint i = 0; i < f->placed->len; i++) {
    const brv_placed *p = placed_at(f, i);
    bool own = i >= r->first && i < r->end;
    if (own && (p->box->beside || p->repeated))
      return true;
    if (r->wide && p->where == BRV_IN_MARGIN && bottom_of(p) > from && p->y < to)
      return true;
  }
  return false;
}

/* How far down the run goes so that what the grid adds is half above it and half below. */
static double shift_of(const brv_filler *f, const run *r)
{
  const brv_placed *over = neighbour(f, r, false), *under = neighbour(f, r, true);
  const brv_box *first = placed_at(f, r->first)->box;
  if (!over || !under || !over->box->on_grid || !under->box->on_grid || first->space <= 0 ||
      is_tied(f, r, bottom_of(over), under->y))
    return 0;
  double above = r->top - bottom_of(over) - first->space;
  double below = under->y - r->bottom - under->box->space;
  return (below - above) / 2;
}

void brv_flow_centre(brv_filler *f)
{
  for (guint i = 0; i < f->placed->len; i++) {
    const brv_placed *p = placed_at(f, i);
    if (p->where != BRV_IN_TEXT || p->box->on_grid)
      continue;
    run r = find_run(f, i);
    double shift = shift_of(f, &r);
    for (guint k = r.first; k < r.end; k++)
      placed_at(f, k)->y += shift;
    i = r.end - 1;
  }
}
