/* Choosing: where columns and pages end, over the whole strip at once.
 *
 * As Plass sets pages (Optimal Pagination Techniques, 1981) with the method of Knuth and Plass for
 * lines: the cheapest way to every place at which a column may begin is found once, from the front;
 * a way costs what its columns are short, what its breaks part, and notes and margins left over.
 * Only what a column can hold is tried from each place, so the cost grows with the strip; and no
 * way is followed that costs more already than one to the end that is known. */
#include <math.h>
#include <string.h>

#include "typeset/flow-private.h"

typedef struct {
  brv_filler *f;
  brv_arena *arena;
  brv_flow_node **best; /* by index and slot */
  guint count, slots;
  double enough; /* what costs more leads to nothing */
} chooser;

/* How many heights of bands are told apart: of two ways to a box one may be the cheaper, and the
 * other leave room for what comes. */
enum { BANDS = 8, TOPS = BANDS + 1 };

/* How many floats wait, up to three and more, or whether one has its place before it is due: each
 * leaves other ways to go on. */
enum { AFLOAT = 5, MOST_WAITING = 3 };

static guint afloat(const brv_filler *f, const brv_flow_state *state)
{
  guint before = brv_floats_before(f, state->index);
  if (state->next_float > before)
    return MOST_WAITING + 1;
  return MIN(before - state->next_float, MOST_WAITING);
}

/* A page's start is 0; then by how low the band begins, for each column. */
static guint slot_of(const brv_filler *f, const brv_flow_state *state)
{
  guint band = (guint)(MAX(state->top, 0) / f->page_height * BANDS);
  guint place = state->column * TOPS + (state->top > 0 ? 1 + MIN(band, BANDS - 1) : 0);
  return f->floats->len > 0 ? place * AFLOAT + afloat(f, state) : place;
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
  brv_flow_node *node = *place && !(*place)->done ? *place : brv_new(c->arena, brv_flow_node);
  *node = *next;
  memcpy(node->plan, c->f->plan, sizeof node->plan);
  node->state.margins = node->state.rest = NULL;
  if (with_waiting) {
    node->state.margins = copy_array(c, c->f->margins, sizeof(brv_waiting));
    node->state.rest = copy_array(c, c->f->rest, sizeof(brv_waiting));
  }
  *place = node;
  return node;
}

/* Whether something that floats stands over its place in the text, which is not on the page: over
 * all columns it may yet come. */
static bool is_early(const brv_filler *f, guint end, bool turned)
{
  guint placed = f->next_float;
  return placed > brv_floats_before(f, end) && (turned || !brv_flow_float(f, placed - 1)->wide);
}

/* The column that is being filled might end before box `end`. */
static void consider(chooser *c, const brv_flow_node *from, guint end, guint split)
{
  brv_filler *f = c->f;
  brv_flow_mark mark = brv_filler_mark(f);
  brv_filler_close(f);
  bool final = end == c->count || brv_flow_is_forced(f, end);
  bool ragged = f->columns > 1 && (final || brv_strip_box(f->strip, end)->wide);
  brv_flow_node next = {.state = {.index = end}, .before = from, .split = split, .tight = f->tight};
  if (f->column + 1 < f->columns && !ragged) {
    next.state.column = f->column + 1;
    next.state.top = f->on_top ? 0 : f->band;
    next.state.foot = from->state.foot;
    for (guint i = 0; i < BRV_COLUMNS_MOST; i++)
      next.state.notes[i] = f->notes[i];
  }
  next.state.next_float = f->next_float;
  next.turned = next.state.column == 0;
  next.opening = brv_flow_is_forced(f, end);
  next.bottom = f->y;
  if (!is_early(f, end, next.turned)) {
    brv_flow_add_costs(f, &next, final);
    next.cost += ragged ? BRV_COST_PAGE : 0;
    reach(c, &next, true);
  }
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
    bool ends = i == c->count || (i > f->start && brv_flow_is_forced(f, i)) ||
                (f->columns > 1 && i > f->start && brv_strip_box(f->strip, i)->wide &&
                 brv_floats_stop(f, i));
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
  bool final = from->state.index == c->count || brv_flow_is_forced(f, from->state.index);
  f->no_text = true;
  brv_filler_begin(f, &from->state, true);
  f->no_text = false;
  brv_flow_node next = {.state = {.index = from->state.index}, .before = from, .split = BRV_NO_BOX};
  next.way = BRV_WAY_TURN;
  next.turned = true;
  next.opening = brv_flow_is_forced(f, from->state.index);
  next.bottom = from->state.top;
  next.state.next_float = f->next_float;
  f->white = 0;
  f->y = f->band = from->state.top;
  if (is_early(f, from->state.index, true))
    return;
  brv_flow_add_costs(f, &next, final);
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
  brv_flow_node next = {.state = {.index = from->state.index, .next_float = f->next_float},
                        .before = from,
                        .way = BRV_WAY_TURN,
                        .turned = true,
                        .bottom = f->y,
                        .short_by = brv_flow_lines_short(f)};
  next.cost = from->cost + BRV_COST_STUCK + brv_flow_cost_of_lines(next.short_by);
  reach(c, &next, true);
}

/* The first box that found no room. */
static guint fill_twice(chooser *c, const brv_flow_node *from)
{
  c->f->tight = false;
  guint full = fill(c, from, 0);
  c->f->tight = full != BRV_NO_BOX && full > from->state.index;
  if (c->f->tight)
    fill(c, from, full);
  c->f->tight = false;
  return full;
}

/* Whether a float may have this place, by itself: over its place in the text it stands at the top
 * of a page only, and not over the head of a briefing. */
static bool may_stand(const brv_filler *f, const brv_flow_node *from, guint ordinal, brv_spot spot)
{
  const brv_float *it = brv_flow_float(f, ordinal);
  bool waits = it->from < from->state.index;
  if (it->wide && f->columns > 1)
    return spot == BRV_AT_WAIT || (spot == BRV_AT_TEXT && !waits);
  if (spot == BRV_AT_TOP)
    return waits || (from->state.top <= 0 && !from->opening);
  return spot != BRV_AT_TEXT || !waits;
}

/* The column with other places for the next floats than those by themselves. */
static void plan(chooser *c, const brv_flow_node *from, guint at, guint end)
{
  brv_filler *f = c->f;
  guint ordinal = from->state.next_float + at;
  const brv_float *it = brv_flow_float(f, ordinal);
  if (at == BRV_PLANNED || !it || it->from >= end) {
    if (at > 0)
      fill_twice(c, from);
    return;
  }
  for (brv_spot spot = at > 0 ? f->plan[at - 1] : BRV_AT_TOP; spot <= BRV_AT_WAIT; spot++) {
    f->plan[at] = spot;
    if (may_stand(f, from, ordinal, spot))
      plan(c, from, at + 1, end);
  }
  f->plan[at] = BRV_AT_TEXT;
}

static void fill_all(chooser *c, const brv_flow_node *from)
{
  guint start = from->state.index, full = fill_twice(c, from);
  plan(c, from, 0, MIN(full, c->count));
  if (full == start || from->state.rest)
    pass(c, from); /* a line that calls a note may wait for the end of an earlier one */
}

/* `over_floats`: what floats over all columns, and has no place yet, waits. */
static void balance(chooser *c, const brv_flow_node *from, bool over_floats)
{
  brv_filler *f = c->f;
  guint end = brv_flow_run_end(f, &from->state, over_floats);
  brv_flow_node next = {
      .state = {.index = end}, .before = from, .split = BRV_NO_BOX, .way = BRV_WAY_BALANCE};
  double cost = brv_flow_balance(f, &from->state, end, next.ends, &next.limit, &next.bottom);
  bool final = end == c->count || brv_flow_is_forced(f, end);
  if (cost < 0 || is_early(f, end, final))
    return;
  guint afloat = brv_floats_waiting(f, end, f->next_float);
  next.cost = from->cost + cost + BRV_COST_WAITS * afloat;
  next.opening = from->opening;
  next.state.next_float = f->next_float;
  next.state.foot = final ? 0 : from->state.foot;
  if (final) {
    next.turned = true;
    next.opening = brv_flow_is_forced(f, end);
    next.cost += brv_flow_cost_of_end(f, from->opening, next.bottom / f->layout->baseline, afloat);
    double white = from->state.foot > 0 ? f->height - next.bottom : 0;
    next.cost += brv_flow_cost_of_lines(MAX(white, 0) / f->layout->baseline);
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
  bool floats = brv_strip_box(f->strip, from->state.index)->floats > 0;
  brv_filler_begin(f, &from->state, true);
  if (!brv_filler_put_wide(f, f->start))
    return false;
  brv_flow_node next = {.state = {.index = f->start + 1,
                                  .top = f->y,
                                  .foot = from->state.foot,
                                  .next_float = f->next_float + floats},
                        .before = from,
                        .way = BRV_WAY_WIDE,
                        .opening = from->opening,
                        .bottom = f->y,
                        .cost = from->cost + (floats ? BRV_COST_PARTS : 0)};
  for (guint i = 0; i < BRV_COLUMNS_MOST; i++)
    next.state.notes[i] = f->notes[i];
  reach(c, &next, true);
  return true;
}

/* A float over all columns that waits, or has its place, is gone over. */
static void skip(chooser *c, const brv_flow_node *from)
{
  brv_flow_node next = *from;
  brv_filler_begin_empty(c->f, &from->state, true);
  next.state.index += brv_strip_box(c->f->strip, from->state.index)->floats;
  next.before = from;
  next.way = BRV_WAY_SKIP;
  next.turned = next.done = false;
  brv_flow_node *node = reach(c, &next, false);
  if (node)
    node->state.rest = from->state.rest;
}

/* Whether a float is near enough that the page may come to its place. */
static bool is_near(const brv_filler *f, guint index, const brv_float *it)
{
  double height = 0, room = f->page_height * f->columns;
  for (guint i = index; i < it->from && height <= room; i++)
    height += brv_strip_box(f->strip, i)->height;
  return height <= room;
}

static void float_wide_to(chooser *c, const brv_flow_node *from, brv_spot spot)
{
  brv_filler *f = c->f;
  const brv_flow_state *state = &from->state;
  const brv_float *it = brv_flow_float(f, state->next_float);
  bool waits = it->from < state->index;
  brv_filler_begin_empty(f, state, true);
  if (spot == BRV_AT_FOOT ? !brv_float_to_foot(f) : !brv_float_to_top(f))
    return;
  const brv_box *next_box = state->index < c->count ? brv_strip_box(f->strip, state->index) : NULL;
  double space = MAX(f->layout->baseline - (next_box ? next_box->space : 0), 0);
  brv_flow_node next = *from;
  next.before = from;
  next.way = BRV_WAY_FLOAT;
  next.turned = next.done = false;
  next.state.next_float = f->next_float;
  next.state.foot = f->page_height - f->height;
  next.state.top = spot == BRV_AT_TOP ? f->y + space : state->top;
  next.cost += waits && spot == BRV_AT_TOP ? 0 : BRV_COST_MOVED;
  f->plan[0] = spot;
  brv_flow_node *node = reach(c, &next, false);
  f->plan[0] = BRV_AT_TEXT;
  if (node)
    node->state.rest = state->rest;
}

/* What goes over all columns and floats has its place before anything else of the page. */
static void float_wide(chooser *c, const brv_flow_node *from)
{
  const brv_flow_state *state = &from->state;
  const brv_float *it = brv_flow_float(c->f, state->next_float);
  bool begins = from->turned || from->way == BRV_WAY_FLOAT;
  if (!it || !it->wide || c->f->columns == 1 || !begins || state->foot > 0)
    return;
  bool waits = it->from < state->index;
  if (!waits && !is_near(c->f, state->index, it))
    return;
  if (waits || !from->opening)
    float_wide_to(c, from, BRV_AT_TOP);
  float_wide_to(c, from, BRV_AT_FOOT);
}

/* A block over all columns: it stands here, or floats. */
static void go_on_wide(chooser *c, const brv_flow_node *from, bool in_page)
{
  const brv_flow_state *state = &from->state;
  bool floats = brv_strip_box(c->f->strip, state->index)->floats > 0;
  if (floats)
    skip(c, from);
  if (floats && brv_floats_before(c->f, state->index) != state->next_float)
    return;
  if (state->column == 0 && !put_wide(c, from) && !in_page)
    pass(c, from);
}

/* Whether a float waits that needs no more than a column. */
static bool waits_for_column(const brv_filler *f, const brv_flow_state *state)
{
  return brv_floats_waiting(f, state->index, state->next_float) > 0 &&
         (f->columns == 1 || !brv_flow_float(f, state->next_float)->wide);
}

static void go_on(chooser *c, const brv_flow_node *from)
{
  const brv_flow_state *state = &from->state;
  bool in_page = state->top > 0 || state->column > 0 || state->foot > 0;
  float_wide(c, from);
  if (state->index == c->count) {
    if (in_page)
      turn(c, from);
    else if (waits_for_column(c->f, state))
      pass(c, from);
    return;
  }
  if (in_page)
    turn(c, from);
  if (in_page && brv_flow_is_forced(c->f, state->index))
    return;
  if (c->f->columns > 1 && brv_strip_box(c->f->strip, state->index)->wide) {
    go_on_wide(c, from, in_page);
    return;
  }
  fill_all(c, from);
  if (c->f->columns > 1 && state->column == 0) {
    balance(c, from, false);
    if (c->f->floats->len > 0)
      balance(c, from, true);
  }
}

/* From all places at a box; the starts of pages last, for the others may lead to them, and what
 * floats may lead back. */
static void go_on_at(chooser *c, guint index)
{
  guint starts = c->f->floats->len > 0 ? AFLOAT : 1;
  bool more = true;
  while (more) {
    more = false;
    for (guint slot = starts; slot < c->slots + starts; slot++) {
      guint at = index * c->slots + slot % c->slots;
      while (c->best[at] && !c->best[at]->done) {
        c->best[at]->done = more = true;
        if (c->best[at]->cost <= c->enough)
          go_on(c, c->best[at]);
      }
    }
  }
}

/* What is left over at the end gets pages of its own. */
static brv_flow_node *finish(chooser *c)
{
  brv_flow_node **end = &c->best[c->count * c->slots];
  while (*end && ((*end)->state.margins || (*end)->state.rest)) {
    (*end)->done = true;
    pass(c, *end);
  }
  return *end;
}

static chooser begin(brv_filler *f, brv_arena *nodes)
{
  chooser c = {.f = f, .arena = nodes, .count = f->strip->boxes->len, .enough = INFINITY};
  c.slots = (f->columns > 1 ? f->columns * TOPS : 1) * (f->floats->len > 0 ? AFLOAT : 1);
  c.best = g_new0(brv_flow_node *, (c.count + 1) * c.slots);
  c.best[0] = brv_new(nodes, brv_flow_node);
  c.best[0]->opening = c.best[0]->turned = true;
  return c;
}

/* The cheapest place that a node leads to, or NULL. */
static brv_flow_node *next_of(const chooser *c, const brv_flow_node *from)
{
  brv_flow_node *next = NULL;
  for (guint at = from->state.index * c->slots; at < (c->count + 1) * c->slots; at++) {
    brv_flow_node *node = c->best[at];
    if (node && node->before == from && !node->done && (!next || node->cost <= next->cost))
      next = node;
  }
  return next;
}

/* What a way costs that goes on from the cheapest place each time: the cheapest of all costs no
 * more, but for what the places do not tell apart. Infinity where it comes to no end. */
static double cost_of_some_way(brv_filler *f)
{
  g_autoptr(brv_arena) nodes = brv_arena_new();
  chooser c = begin(f, nodes);
  brv_flow_node *node = c.best[0];
  while (node && node->state.index < c.count) {
    node->done = true;
    go_on(&c, node);
    node = next_of(&c, node);
  }
  g_free(c.best);
  return node ? node->cost : INFINITY;
}

/* No way gets cheaper as it goes on, so that those which cost more than is `enough` have no part in
 * one that does not. False when there is none. */
static bool go_all_ways(chooser *c, double enough)
{
  c->enough = enough;
  for (guint i = 0; i <= c->count; i++)
    go_on_at(c, i);
  const brv_flow_node *end = c->best[c->count * c->slots];
  return end && end->cost <= enough;
}

GPtrArray *brv_flow_choose(brv_filler *f, brv_arena *nodes)
{
  double enough = cost_of_some_way(f);
  chooser c = begin(f, nodes);
  if (!go_all_ways(&c, enough)) {
    g_free(c.best);
    c = begin(f, nodes);
    go_all_ways(&c, INFINITY);
  }
  GPtrArray *way = g_ptr_array_new();
  for (const brv_flow_node *node = finish(&c); node; node = node->before)
    g_ptr_array_insert(way, 0, (void *)node);
  g_free(c.best);
  return way;
}
