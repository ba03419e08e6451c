/* What is wrong with a column that ends in a place: the costs that are weighed by who chooses. */
#include <math.h>

#include "typeset/flow-private.h"

/* Costs beside those of breaks. A line short costs 10, n lines n squared as much, and from a few on
 * as much more each: a page is left half empty rather than a heading alone. */
static const double COST_LINE = 10, COST_MANY = 60, COST_STRETCHED = 3, COST_TIGHT = 40;
static const double COST_SPLIT_NOTE = 300, COST_MARGIN = 60, COST_WHITE = 20, COST_UNEVEN = 4;
static const double COST_FEW = 160;
static const double MANY_LINES = 5, FEW_LINES = 5;

/* What floats between the lines where it is said, and what does before that which calls it. */
static const double COST_BETWEEN = 20, COST_EARLY = 600;

enum { MOST_STRETCH = 2 };

bool brv_flow_is_forced(const brv_filler *f, guint index)
{
  return index < f->strip->boxes->len &&
         brv_strip_box(f->strip, index)->break_before <= BRV_BREAK_ALWAYS;
}

/* Lines that a column is short, the part of a line that no page can fill apart, nor one over what
 * floats at its foot. */
double brv_flow_lines_short(const brv_filler *f)
{
  double step = f->layout->baseline;
  double spare = f->page_height - floor(f->page_height / step) * step;
  double used = f->notes[f->column] + MAX(f->y, f->band);
  double lines = MAX(brv_filler_foot(f) - used - spare, 0) / step;
  return f->feet[f->column] > 0 || f->height < f->page_height ? floor(lines) : lines;
}

double brv_flow_cost_of_lines(double lines)
{
  return lines <= MANY_LINES
             ? COST_LINE * lines * lines
             : COST_LINE * MANY_LINES * MANY_LINES + COST_MANY * (lines - MANY_LINES);
}

static double cost_of_break(const brv_filler *f, guint end)
{
  if (end >= f->strip->boxes->len || brv_flow_is_forced(f, end))
    return 0;
  bool hyphen = end > 0 && brv_strip_box(f->strip, end - 1)->hyphenated;
  return MAX(brv_strip_box(f->strip, end)->break_before, 0) + (hyphen ? BRV_COST_HYPHEN : 0);
}

/* The last page of a briefing that has others should not hold a few lines only. */
double brv_flow_cost_of_end(const brv_filler *f, bool opening, double lines, guint afloat)
{
  return (!opening && lines < FEW_LINES ? COST_FEW * (1 + FEW_LINES - lines) : 0) +
         (f->margins->len + f->rest->len + afloat > 0 ? BRV_COST_PAGE : 0);
}

/* Spaces take up what a column is short of, if it is little. */
static void stretch(const brv_filler *f, brv_flow_node *next)
{
  double whole = floor(next->short_by + 0.05);
  if (whole < 1 || whole > MIN(MOST_STRETCH, f->spaces))
    return;
  next->stretch = (guint)whole;
  next->stretch_sections = whole <= f->sections;
  next->stretch_of = next->stretch_sections ? f->sections : f->spaces;
  next->short_by = MAX(next->short_by - whole, 0);
  next->cost += COST_STRETCHED * whole * whole;
}

/* The first float of those that have their place on the page on which a way goes on. */
static guint first_of_page(const brv_flow_node *from)
{
  while (!from->turned)
    from = from->before;
  return from->state.next_float;
}

static double cost_of_floats(const brv_filler *f, const brv_flow_node *next)
{
  guint end = next->state.index, placed = next->state.next_float - f->first_float;
  double cost = BRV_COST_WAITS * brv_floats_waiting(f, end, next->state.next_float);
  for (guint i = 0; i < placed; i++) {
    brv_spot spot = i < BRV_PLANNED ? f->plan[i] : BRV_AT_TEXT;
    bool on_top = brv_flow_float(f, f->first_float + i)->from <= f->start && spot != BRV_AT_FOOT;
    cost += on_top ? 0 : spot == BRV_AT_TEXT ? COST_BETWEEN : BRV_COST_MOVED;
  }
  guint first = next->turned && f->floats->len > 0 ? first_of_page(next->before) : G_MAXUINT;
  for (guint i = first; i < next->state.next_float; i++)
    cost += brv_flow_float(f, i)->called >= end && end < f->strip->boxes->len ? COST_EARLY : 0;
  return cost;
}

void brv_flow_add_costs(const brv_filler *f, brv_flow_node *next, bool final)
{
  const brv_flow_node *before = next->before;
  guint afloat = brv_floats_waiting(f, next->state.index, next->state.next_float);
  next->cost = before->cost + cost_of_break(f, next->state.index) +
               COST_WHITE * f->white / f->layout->baseline + COST_MARGIN * f->margins->len +
               cost_of_floats(f, next);
  if (f->tight)
    next->cost += COST_TIGHT;
  if (next->split != BRV_NO_BOX)
    next->cost += COST_SPLIT_NOTE;
  if (final) {
    next->cost += brv_flow_cost_of_end(f, before->opening && f->start == before->state.index,
                                       (f->y + f->notes[f->column] + f->feet[f->column]) /
                                           f->layout->baseline,
                                       afloat) +
                  (f->feet[f->column] > 0 ? brv_flow_cost_of_lines(brv_flow_lines_short(f)) : 0);
    return;
  }
  next->short_by = brv_flow_lines_short(f);
  stretch(f, next);
  next->cost += brv_flow_cost_of_lines(next->short_by);
  if (!before->opening)
    next->cost += COST_UNEVEN * MIN(pow(next->short_by - before->short_by, 2), 25);
}
