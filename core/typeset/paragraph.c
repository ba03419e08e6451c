#include "typeset/paragraph.h"

#include <math.h>

/* TeX's values, "The TeXbook", chapter 14. */
enum {
  LINE_PENALTY = 10,
  DOUBLE_HYPHEN_DEMERITS = 10000,
  FINAL_HYPHEN_DEMERITS = 5000,
  ADJACENT_DEMERITS = 10000,
  INFINITELY_BAD = 10000,
  FITNESS_CLASSES = 4,
};

static const double TOLERANCE = 200;
static const double FIRST_PASS = 1.0 / 8; /* of the tolerance: nearly even lines need no hyphens */
static const double EMERGENCY =
    0.12; /* of the measure: stretch lent to every line of the last pass */
static const double ROUNDING = 1e-6;

typedef struct {
  double width, stretch, shrink;
} sums;

/* A place where a line may end, reached at the least cost for its class. */
typedef struct {
  guint item;
  int fitness;
  double demerits;
  sums after; /* all that stands before the line which begins here */
  int previous;
  bool flagged;
} feasible;

typedef struct {
  const brv_para_item *items;
  guint count;
  double measure, ragged, tolerance;
  bool hyphens;   /* flagged penalties may be used */
  bool last;      /* the last pass: something is always found */
  sums *total;    /* total[i]: of the items before i */
  GArray *nodes;  /* of feasible */
  GArray *active; /* of int: nodes from which the current line may come */
} breaker;

/* The best way to a break for one fitness class. */
typedef struct {
  double demerits;
  int from;
} candidate;

static void add_sums(breaker *b)
{
  sums running = {0, 0, 0};
  for (guint i = 0; i < b->count; i++) {
    const brv_para_item *item = &b->items[i];
    b->total[i] = running;
    if (item->kind != BRV_PARA_PENALTY)
      running.width += item->width;
    if (item->kind == BRV_PARA_GLUE) {
      running.stretch += item->stretch;
      running.shrink += item->shrink;
    }
  }
  b->total[b->count] = running;
}

guint brv_para_line_start(const brv_para_item *items, guint count, guint item)
{
  guint i = item;
  while (i < count && items[i].kind != BRV_PARA_BOX &&
         (i == item || items[i].kind == BRV_PARA_GLUE || items[i].cost > BRV_PARA_FORCE))
    i++;
  return i;
}

static bool may_break(const breaker *b, guint i)
{
  const brv_para_item *item = &b->items[i];
  if (item->kind == BRV_PARA_GLUE)
    return i > 0 && b->items[i - 1].kind == BRV_PARA_BOX;
  if (item->kind != BRV_PARA_PENALTY || item->cost >= BRV_PARA_NEVER)
    return false;
  return b->hyphens || !item->flagged;
}

/* How much a line from `from` to `item` must give: 0 fits, 1 all stretch is used, -1 all shrink. */
static double ratio_of(const breaker *b, const feasible *from, guint item)
{
  const sums *total = &b->total[item];
  double width = total->width - from->after.width;
  if (b->items[item].kind == BRV_PARA_PENALTY)
    width += b->items[item].width;
  double missing = b->measure - width;
  if (fabs(missing) < ROUNDING)
    return 0;
  double stretch = total->stretch - from->after.stretch + b->ragged;
  double shrink = total->shrink - from->after.shrink;
  if (missing > 0)
    return stretch > 0 ? missing / stretch : INFINITELY_BAD;
  return shrink > 0 ? missing / shrink : -INFINITELY_BAD;
}

static double badness(double ratio)
{
  double size = fabs(ratio);
  return size > 4.64 ? INFINITELY_BAD : MIN(INFINITELY_BAD, 100 * size * size * size);
}

static int fitness_of(double ratio)
{
  if (ratio < -0.5)
    return 0;
  if (ratio <= 0.5)
    return 1;
  return ratio <= 1 ? 2 : 3;
}

static double demerits_of(const breaker *b, const feasible *from, guint item, double ratio)
{
  const brv_para_item *end = &b->items[item];
  double cost = end->kind == BRV_PARA_PENALTY ? end->cost : 0;
  double line = LINE_PENALTY + badness(ratio), result = line * line;
  if (cost > 0)
    result += cost * cost;
  else if (cost > BRV_PARA_FORCE)
    result -= cost * cost;
  bool flagged = end->kind == BRV_PARA_PENALTY && end->flagged;
  if (from->flagged && flagged)
    result += DOUBLE_HYPHEN_DEMERITS;
  if (from->flagged && item + 1 == b->count)
    result += FINAL_HYPHEN_DEMERITS;
  if (abs(fitness_of(ratio) - from->fitness) > 1)
    result += ADJACENT_DEMERITS;
  return from->demerits + result;
}

static void offer(candidate *best, double demerits, int from)
{
  if (best->from < 0 || demerits < best->demerits)
    *best = (candidate){demerits, from};
}

/* Looks at every line that could end at `item`. Lines that have grown too long are given up; the
 * last of them serves when nothing else is left. */
static void collect(breaker *b, guint item, candidate best[FITNESS_CLASSES])
{
  bool forced = b->items[item].kind == BRV_PARA_PENALTY && b->items[item].cost <= BRV_PARA_FORCE;
  int rescue = -1;
  bool found = false;
  guint kept = 0;
  for (guint i = 0; i < b->active->len; i++) {
    int index = g_array_index(b->active, int, i);
    const feasible *from = &g_array_index(b->nodes, feasible, index);
    double ratio = ratio_of(b, from, item);
    if (ratio >= -1 - ROUNDING && badness(ratio) <= b->tolerance) {
      offer(&best[fitness_of(ratio)], demerits_of(b, from, item, ratio), index);
      found = true;
    }
    if (ratio < -1 - ROUNDING || forced)
      rescue = index;
    else
      g_array_index(b->active, int, kept++) = index;
  }
  g_array_set_size(b->active, kept);
  if (b->last && !found && kept == 0 && rescue >= 0)
    offer(&best[0], g_array_index(b->nodes, feasible, rescue).demerits, rescue);
}

static void add_node(breaker *b, guint item, int fitness, const candidate *best)
{
  const brv_para_item *end = &b->items[item];
  feasible node = {
      .item = item,
      .fitness = fitness,
      .demerits = best->demerits,
      .after = b->total[brv_para_line_start(b->items, b->count, item)],
      .previous = best->from,
      .flagged = end->kind == BRV_PARA_PENALTY && end->flagged,
  };
  int index = (int)b->nodes->len;
  g_array_append_val(b->nodes, node);
  g_array_append_val(b->active, index);
}

static void try_item(breaker *b, guint item)
{
  candidate best[FITNESS_CLASSES];
  for (int i = 0; i < FITNESS_CLASSES; i++)
    best[i] = (candidate){0, -1};
  collect(b, item, best);
  double least = INFINITY;
  for (int i = 0; i < FITNESS_CLASSES; i++)
    if (best[i].from >= 0)
      least = MIN(least, best[i].demerits);
  for (int i = 0; i < FITNESS_CLASSES; i++)
    if (best[i].from >= 0 && best[i].demerits <= least + ADJACENT_DEMERITS)
      add_node(b, item, i, &best[i]);
}

/* One pass; the index of the best node at the end, or -1. */
static int run(breaker *b)
{
  feasible start = {.item = 0, .fitness = 1, .previous = -1};
  int first = 0, best = -1;
  g_array_set_size(b->nodes, 0);
  g_array_set_size(b->active, 0);
  g_array_append_val(b->nodes, start);
  g_array_append_val(b->active, first);
  for (guint i = 0; i < b->count && b->active->len > 0; i++)
    if (may_break(b, i))
      try_item(b, i);
  for (guint i = 0; i < b->active->len; i++) {
    int index = g_array_index(b->active, int, i);
    const feasible *node = &g_array_index(b->nodes, feasible, index);
    if (node->item + 1 == b->count &&
        (best < 0 || node->demerits < g_array_index(b->nodes, feasible, best).demerits))
      best = index;
  }
  return best;
}

static GArray *breaks_to(const breaker *b, int end)
{
  GArray *breaks = g_array_new(FALSE, FALSE, sizeof(guint));
  for (int i = end; i > 0; i = g_array_index(b->nodes, feasible, i).previous)
    g_array_append_val(breaks, g_array_index(b->nodes, feasible, i).item);
  for (guint i = 0, k = breaks->len; i + 1 < k; i++) {
    guint early = g_array_index(breaks, guint, --k);
    g_array_index(breaks, guint, k) = g_array_index(breaks, guint, i);
    g_array_index(breaks, guint, i) = early;
  }
  return breaks;
}

/* Without hyphens, with them, and at last with stretch lent to every line. */
static int passes(breaker *b, double tolerance)
{
  b->tolerance = FIRST_PASS * tolerance;
  int end = run(b);
  if (end >= 0)
    return end;
  b->hyphens = true;
  b->tolerance = tolerance;
  end = run(b);
  if (end >= 0)
    return end;
  b->last = true;
  b->tolerance = INFINITELY_BAD;
  b->ragged = MAX(b->ragged, EMERGENCY * b->measure);
  return run(b);
}

GArray *brv_para_break(const brv_para_item *items, guint count, const brv_para_options *options)
{
  breaker b = {
      .items = items,
      .count = count,
      .measure = options->measure,
      .ragged = options->ragged,
      .total = g_new(sums, count + 1),
      .nodes = g_array_new(FALSE, FALSE, sizeof(feasible)),
      .active = g_array_new(FALSE, FALSE, sizeof(int)),
  };
  add_sums(&b);
  int end = passes(&b, options->tolerance > 0 ? options->tolerance : TOLERANCE);
  GArray *breaks = breaks_to(&b, end);
  g_free(b.total);
  g_array_unref(b.nodes);
  g_array_unref(b.active);
  return breaks;
}

static guint lines_at(const brv_para_item *items, guint count, const brv_para_options *options,
                      double measure)
{
  brv_para_options narrower = *options;
  narrower.measure = measure;
  g_autoptr(GArray) breaks = brv_para_break(items, count, &narrower);
  return breaks->len;
}

static double widest_box(const brv_para_item *items, guint count)
{
  double widest = 0;
  for (guint i = 0; i < count; i++)
    if (items[i].kind == BRV_PARA_BOX)
      widest = MAX(widest, items[i].width);
  return widest;
}

double brv_para_balance(const brv_para_item *items, guint count, const brv_para_options *options)
{
  enum { STEPS = 8 };
  double high = options->measure, low = MAX(options->measure / 2, widest_box(items, count));
  guint lines = lines_at(items, count, options, high);
  if (lines < 2)
    return high;
  for (int i = 0; i < STEPS && low < high; i++) {
    double middle = (low + high) / 2;
    if (lines_at(items, count, options, middle) <= lines)
      high = middle;
    else
      low = middle;
  }
  return high;
}
