/* Choosing: where columns and pages end, over the whole strip at once.
 *
 * As Plass sets pages (Optimal Pagination Techniques, 1981) with the method of Knuth and Plass for
 * lines: the cheapest way to every place at which a column may begin is found once, from the front;
 * a way costs what its columns are short, what its breaks part, and notes and margins left over.
 * Only what a column can hold is tried from each place, so the cost grows with the strip. */
#include <math.h>

#include "typeset/flow-private.h"

/* Costs beside those of breaks. A line short costs 10, n lines n squared as much, and from a few on
 * as much more each: a page is left half empty rather than a heading alone. */
static const double COST_LINE = 10, COST_MANY = 60, COST_STRETCHED = 3, COST_TIGHT = 40;
static const double COST_HYPHEN = 400, COST_SPLIT_NOTE = 300, COST_MARGIN = 60, COST_PAGE = 500;
static const double COST_WHITE = 20, COST_UNEVEN = 4, COST_FEW = 160, COST_STUCK = 100;
static const double MANY_LINES = 5, FEW_LINES = 5;

enum { MOST_STRETCH = 2 };

typedef struct {
  brv_filler *f;
  brv_arena *arena;
  brv_flow_node **best; /* by index and slot */
  guint count, slots;
} chooser;

/* How many heights of bands are told apart: of two ways to a box one may be the cheaper, and the
 * other leave room for what comes. */
enum { BANDS = 8, TOPS = BANDS + 1 };

/* A page's start is 0; then by how low the band begins, for each column. */
static guint slot_of(const brv_filler *f, const brv_flow_state *state)
{
  guint band = (guint)(MAX(state->top, 0) / f->height * BANDS);
  return state->column * TOPS + (state->top > 0 ? 1 + MIN(band, BANDS - 1) : 0);
}

static brv_flow_node **place_of(chooser *c, const brv_flow_state *state)
{
  return &c->best[state->index * c->slots + slot_of(c->f, state)];
}

static const GArray *copy_array(chooser *c, const GArray *array, guint size)
{
  if (array->len == 0)
    return NULL;
  GArray *copy =
      brv_arena_own(c->arena, g_array_new(FALSE, FALSE, size), (GDestroyNotify)g_array_unref);
  g_array_append_vals(copy, array->data, array->len);
  return copy;
}

static brv_flow_node *reach(chooser *c, const brv_flow_node *next, bool with_waiting)
{
  brv_flow_node **place = place_of(c, &next->state);
  if (*place && *place != next->before && (*place)->cost <= next->cost)
    return NULL;
  brv_flow_node *node =
      *place && *place != next->before ? *place : brv_new(c->arena, brv_flow_node);
  *node = *next;
  node->state.margins = node->state.rest = node->state.floats = NULL;
  if (with_waiting) {
    node->state.margins = copy_array(c, c->f->margins, sizeof(brv_waiting));
    node->state.rest = copy_array(c, c->f->rest, sizeof(brv_waiting));
    node->state.floats = copy_array(c, c->f->floats, sizeof(brv_float));
  }
  *place = node;
  return node;
}

static bool is_forced(const brv_filler *f, guint index)
{
  return index < f->strip->boxes->len &&
         brv_strip_box(f->strip, index)->break_before <= BRV_BREAK_ALWAYS;
}

/* Lines that a column is short, the part of a line that no page can fill apart. */
static double lines_short(const brv_filler *f)
{
  double step = f->layout->baseline;
  double spare = f->height - floor(f->height / step) * step;
  return MAX(f->height - f->notes[f->column] - MAX(f->y, f->band) - spare, 0) / step;
}

static double cost_of_lines(double lines)
{
  return lines <= MANY_LINES
             ? COST_LINE * lines * lines
             : COST_LINE * MANY_LINES * MANY_LINES + COST_MANY * (lines - MANY_LINES);
}

static double cost_of_break(const brv_filler *f, guint end)
{
  if (end >= f->strip->boxes->len || is_forced(f, end))
    return 0;
  bool hyphen = end > 0 && brv_strip_box(f->strip, end - 1)->hyphenated;
  return MAX(brv_strip_box(f->strip, end)->break_before, 0) + (hyphen ? COST_HYPHEN : 0);
}

/* The last page of a briefing that has others should not hold a few lines only. */
static double cost_of_end(const brv_filler *f, bool opening, double lines)
{
  return (!opening && lines < FEW_LINES ? COST_FEW * (1 + FEW_LINES - lines) : 0) +
         (f->margins->len + f->rest->len + f->floats->len > 0 ? COST_PAGE : 0);
}

/* Spaces take up what a column is short of, if it is little. */
static void stretch(const brv_filler *f, brv_flow_node *next)
{
  double whole = floor(next->short_by + 0.05);
  if (whole < 1 || whole > MIN(MOST_STRETCH, f->spaces))
    return;
  next->stretch = (guint)whole;
  next->stretch_of = f->spaces;
  next->short_by = MAX(next->short_by - whole, 0);
  next->cost += COST_STRETCHED * whole * whole;
}

static void add_costs(const brv_filler *f, brv_flow_node *next, bool final)
{
  const brv_flow_node *before = next->before;
  next->cost = before->cost + cost_of_break(f, next->state.index) +
               COST_WHITE * f->white / f->layout->baseline +
               COST_MARGIN * (f->margins->len + f->floats->len);
  if (f->tight)
    next->cost += COST_TIGHT;
  if (next->split != BRV_NO_BOX)
    next->cost += COST_SPLIT_NOTE;
  if (final) {
    next->cost += cost_of_end(f, before->opening && f->start == before->state.index,
                              (f->y + f->notes[f->column]) / f->layout->baseline);
    return;
  }
  next->short_by = lines_short(f);
  stretch(f, next);
  next->cost += cost_of_lines(next->short_by);
  if (!before->opening)
    next->cost += COST_UNEVEN * MIN(pow(next->short_by - before->short_by, 2), 25);
}

/* The column that is being filled might end before box `end`. */
static void consider(chooser *c, const brv_flow_node *from, guint end, guint split)
{
  brv_filler *f = c->f;
  brv_flow_mark mark = brv_filler_mark(f);
  brv_filler_close(f);
  bool final = end == c->count || is_forced(f, end);
  bool ragged = f->columns > 1 && (final || brv_strip_box(f->strip, end)->wide);
  brv_flow_node next = {.state = {.index = end}, .before = from, .split = split, .tight = f->tight};
  if (f->column + 1 < f->columns && !ragged) {
    next.state.column = f->column + 1;
    next.state.top = f->on_top ? 0 : f->band;
    for (guint i = 0; i < BRV_COLUMNS_MOST; i++)
      next.state.notes[i] = f->notes[i];
  }
  next.turned = next.state.column == 0;
  next.opening = is_forced(f, end);
  next.bottom = f->y;
  add_costs(f, &next, final);
  next.cost += ragged ? COST_PAGE : 0;
  reach(c, &next, true);
  brv_filler_back(f, &mark);
}

/* Fills a column, and considers every end of it behind box `beyond`; the first box that found no
 * room. */
static guint fill(chooser *c, const brv_flow_node *from, guint beyond)
{
  brv_filler *f = c->f;
  guint full = BRV_NO_BOX, split = BRV_NO_BOX, noted = BRV_NO_BOX;
  brv_flow_mark before_note;
  brv_filler_begin(f, &from->state, true);
  for (guint i = f->start, taken;; i += taken) {
    bool ends = i == c->count || (i > f->start && is_forced(f, i)) ||
                (f->columns > 1 && i > f->start && brv_strip_box(f->strip, i)->wide);
    if (i > f->start && i > beyond)
      consider(c, from, i, split);
    if (ends)
      return full;
    brv_flow_mark mark = brv_filler_mark(f);
    taken = brv_filler_take(f, i, BRV_PUT_WHOLE);
    bool notes = brv_strip_box(f->strip, i)->notes && taken <= 1;
    if (taken > 0 && notes) {
      noted = i;
      before_note = mark;
    }
    if (taken > 0)
      continue;
    brv_filler_back(f, &mark);
    full = MIN(full, i);
    if (split != BRV_NO_BOX)
      return full;
    /* A note is parted: that which this box calls, or for its sake the one before. */
    split = notes ? i : noted;
    if (split == BRV_NO_BOX)
      return full;
    if (split < i)
      brv_filler_back(f, &before_note);
    if (!brv_filler_put(f, split, BRV_PUT_SPLIT))
      return full;
    beyond = MAX(beyond, split < i ? i : beyond);
    taken = split + 1 - i;
  }
}

/* The page ends with what is on it: before a block that finds no room, or for good. */
static void turn(chooser *c, const brv_flow_node *from)
{
  brv_filler *f = c->f;
  bool final = from->state.index == c->count || is_forced(f, from->state.index);
  f->no_text = true;
  brv_filler_begin(f, &from->state, true);
  f->no_text = false;
  brv_flow_node next = {.state = {.index = from->state.index}, .before = from, .split = BRV_NO_BOX};
  next.way = BRV_WAY_TURN;
  next.turned = true;
  next.opening = is_forced(f, from->state.index);
  next.bottom = from->state.top;
  f->white = 0;
  f->y = f->band = from->state.top;
  add_costs(f, &next, final);
  next.stretch = next.stretch_of = 0;
  reach(c, &next, true);
}

/* A page that holds nothing but what the one before left. */
static void pass(chooser *c, const brv_flow_node *from)
{
  brv_filler *f = c->f;
  f->no_text = true;
  brv_filler_begin(f, &from->state, true);
  f->no_text = false;
  brv_flow_node next = {.state = {.index = from->state.index},
                        .before = from,
                        .way = BRV_WAY_TURN,
                        .turned = true,
                        .bottom = f->y,
                        .short_by = lines_short(f)};
  next.cost = from->cost + COST_STUCK + cost_of_lines(next.short_by);
  reach(c, &next, true);
}

static void fill_both(chooser *c, const brv_flow_node *from)
{
  guint start = from->state.index;
  c->f->tight = false;
  guint full = fill(c, from, 0);
  if (full == start) {
    pass(c, from);
    return;
  }
  c->f->tight = full != BRV_NO_BOX;
  if (c->f->tight)
    fill(c, from, full);
  c->f->tight = false;
  if (from->state.rest)
    pass(c, from); /* a line that calls a note may wait for the end of an earlier one */
}

static void balance(chooser *c, const brv_flow_node *from)
{
  brv_filler *f = c->f;
  guint end = brv_flow_run_end(f, from->state.index);
  brv_flow_node next = {
      .state = {.index = end}, .before = from, .split = BRV_NO_BOX, .way = BRV_WAY_BALANCE};
  double cost = brv_flow_balance(f, &from->state, end, next.ends, &next.limit, &next.bottom);
  if (cost < 0)
    return;
  next.cost = from->cost + cost;
  next.opening = from->opening;
  if (end == c->count || is_forced(f, end)) {
    next.turned = true;
    next.opening = is_forced(f, end);
    next.cost += cost_of_end(f, from->opening, next.bottom / f->layout->baseline);
  } else {
    next.state.top = next.bottom;
    for (guint i = 0; i < BRV_COLUMNS_MOST; i++)
      next.state.notes[i] = f->notes[i];
  }
  reach(c, &next, true);
}

static bool put_wide(chooser *c, const brv_flow_node *from)
{
  brv_filler *f = c->f;
  brv_filler_begin(f, &from->state, true);
  if (!brv_filler_put_wide(f, f->start))
    return false;
  brv_flow_node next = {.state = {.index = f->start + 1, .top = f->y},
                        .before = from,
                        .way = BRV_WAY_WIDE,
                        .opening = from->opening,
                        .bottom = f->y,
                        .cost = from->cost};
  for (guint i = 0; i < BRV_COLUMNS_MOST; i++)
    next.state.notes[i] = f->notes[i];
  reach(c, &next, true);
  return true;
}

static void go_on(chooser *c, const brv_flow_node *from)
{
  const brv_flow_state *state = &from->state;
  bool in_page = state->top > 0 || state->column > 0;
  if (state->index == c->count) {
    if (in_page)
      turn(c, from);
    return;
  }
  if (in_page)
    turn(c, from);
  if (in_page && is_forced(c->f, state->index))
    return;
  if (c->f->columns > 1 && brv_strip_box(c->f->strip, state->index)->wide) {
    if (!put_wide(c, from) && !in_page)
      pass(c, from);
    return;
  }
  fill_both(c, from);
  if (c->f->columns > 1 && state->column == 0)
    balance(c, from);
}

/* From all places at a box; the start of a page last, for the others may lead to it. */
static void go_on_at(chooser *c, guint index)
{
  for (guint slot = 1; slot <= c->slots; slot++) {
    guint at = index * c->slots + slot % c->slots;
    const brv_flow_node *done = NULL;
    while (c->best[at] && c->best[at] != done) {
      done = c->best[at];
      go_on(c, done);
    }
  }
}

/* What is left over at the end gets pages of its own. */
static brv_flow_node *finish(chooser *c)
{
  brv_flow_node **end = &c->best[c->count * c->slots];
  while (*end && ((*end)->state.margins || (*end)->state.rest || (*end)->state.floats))
    pass(c, *end);
  return *end;
}

GPtrArray *brv_flow_choose(brv_filler *f, brv_arena *nodes)
{
  chooser c = {.f = f, .arena = nodes, .count = f->strip->boxes->len};
  c.slots = f->columns > 1 ? f->columns * TOPS : 1;
  c.best = g_new0(brv_flow_node *, (c.count + 1) * c.slots);
  c.best[0] = brv_new(nodes, brv_flow_node);
  c.best[0]->opening = c.best[0]->turned = true;
  for (guint i = 0; i <= c.count; i++)
    go_on_at(&c, i);
  GPtrArray *way = g_ptr_array_new();
  for (const brv_flow_node *node = finish(&c); node; node = node->before)
    g_ptr_array_insert(way, 0, (void *)node);
  g_free(c.best);
  return way;
}
