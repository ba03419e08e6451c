#include "typeset/paragraph.h"

#include <math.h>

/* Demerits of a line: LINE + EVEN r^2 + (BAD r^5)^2, where r is what its spaces give in parts of
 * what they may. The first keeps lines few, the second evens out what looks right already, the
 * third forbids by and by what does not: TeX's ("The TeXbook", chapter 14) with the cube makes
 * lines that nobody would call loose as dear as a hyphen. CONTRAST is for the difference of r to
 * the line above; NARROWED and UNLIKE are as EVEN and CONTRAST, for glyphs. Chosen by tests/bench.
 */
static const double LINE = 100, EVEN = 3000, BAD = 1500, CONTRAST = 4000, NARROWED = 100,
                    UNLIKE = 250;

/* What spaces may lose in parts of what they may grow by: r is -1 there. A line whose spaces have
 * less to lose is none. */
static const double TIGHT = 0.95;

/* A hyphen under another one; a last line that is the rest of a word, or by its part that lacks. */
static const double SECOND_HYPHEN = 3000, CROOKED = 1200000;

/* Ragged lines differ in length anyhow: what a line is short of, in parts of what may be, costs
 * RAG r^3 only, and a divided word much, one at its own hyphen (or an address) somewhat. A last
 * line costs more the shorter it is, and a single word ALONE. */
static const double RAG = 25000, RAG_DIVIDED = 150000, RAG_HYPHEN = 30000, SHORT = 100000,
                    ALONE = 120000;

enum {
  BINS = 6,                   /* of r, by which ways to a break are told apart */
  RUNS = BRV_PARA_LADDER + 1, /* and by how many hyphens stand one under the other */
};
static const double BIN_ENDS[BINS - 1] = {-0.6, -0.2, 0.2, 0.6, 1.2};

/* What r may be in each pass, and whether words are divided. */
typedef struct {
  double least, most;
  bool divide;
} pass;

static const pass PASSES[] = {{-0.8, 0.65, false},
                              {-1, 1.6, true},
                              {-1, 3, true},
                              {-1, INFINITY, true}},
                  RAGGED_PASSES[] = {{-1, 1.2, false}, {-1, INFINITY, true}};

static const double WORST = 100; /* of r: what no space gives */
static const double ROUNDING = 1e-6;

typedef struct {
  double width, stretch, shrink, give;
} sums;

/* A break, and the ways to it that are worth keeping: they stand side by side. */
typedef struct {
  guint item, first, count;
  sums after; /* all that stands before the line which begins here */
} place;

typedef struct {
  guint item;
  double demerits;
  double spread, glyphs; /* of the line before: as in `measured` */
  int previous;
  guint8 run;   /* hyphens that stand one under the other */
  bool alone;   /* no line with spaces stands before */
  bool crooked; /* the last line is a runt, one word or the rest of one */
} way;

typedef struct {
  const brv_para_item *items;
  guint count;
  const brv_para_options *options;
  double least, most; /* of r */
  double hang;        /* the most that hangs at a line's end */
  bool divide;        /* words may be divided */
  bool last;          /* the last pass: something is always found */
  sums *total;        /* total[i]: of the items before i */
  GArray *ways;       /* of way */
  GArray *active;     /* of place: breaks from which the current line may come */
} breaker;

/* A line that could be. */
typedef struct {
  double ratio;  /* r: of what its spaces may give; less than 0: they shrink */
  double spread; /* the same in parts of their stretch, for both signs */
  double glyphs; /* of what its glyphs may give */
  double width;  /* natural */
  bool too_long; /* spaces have not as much to lose */
  bool alone;    /* a last line: one word */
} measured;

static void add_sums(breaker *b)
{
  sums running = {0};
  for (guint i = 0; i < b->count; i++) {
    const brv_para_item *item = &b->items[i];
    b->total[i] = running;
    if (item->kind != BRV_PARA_PENALTY)
      running.width += item->width;
    if (item->kind == BRV_PARA_BOX)
      running.give += item->give;
    else
      b->hang = MAX(b->hang, item->hang);
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

static bool is_forced(const brv_para_item *item)
{
  return item->kind == BRV_PARA_PENALTY && item->cost <= BRV_PARA_FORCE;
}

static bool may_break(const breaker *b, guint i)
{
  const brv_para_item *item = &b->items[i];
  if (item->kind == BRV_PARA_GLUE)
    return i > 0 && b->items[i - 1].kind == BRV_PARA_BOX;
  if (item->kind != BRV_PARA_PENALTY || item->cost >= BRV_PARA_NEVER)
    return false;
  return b->divide || !item->divides;
}

double brv_para_by_glyphs(double missing, double give)
{
  return CLAMP(missing, -give, give);
}

static double part_of(double amount, double most)
{
  if (fabs(amount) < ROUNDING)
    return 0;
  double part = most > 0 ? fabs(amount) / most : WORST;
  return copysign(MIN(part, WORST), amount);
}

/* By spaces that may grow by `stretch`, without what only fills a last line. */
static double most_lost(double stretch)
{
  return TIGHT * (stretch >= BRV_PARA_FILL ? stretch - BRV_PARA_FILL : stretch);
}

static bool is_last(const breaker *b, guint item)
{
  return item + 1 == b->count;
}

/* Whether a last line has no space in it. */
static bool is_alone(const breaker *b, const place *from)
{
  guint i = brv_para_line_start(b->items, b->count, from->item);
  while (i < b->count && (b->items[i].kind != BRV_PARA_GLUE || b->items[i].width <= 0))
    i++;
  return i == b->count;
}

static measured measure_line(const breaker *b, const place *from, guint item)
{
  const sums *total = &b->total[item], *start = &from->after;
  const brv_para_item *end = &b->items[item];
  measured line = {.width = total->width - start->width};
  if (end->kind == BRV_PARA_PENALTY)
    line.width += end->width;
  double missing = b->options->measure + end->hang - line.width;
  double stretch = total->stretch - start->stretch + b->options->ragged;
  double shrink = total->shrink - start->shrink;
  double give = total->give - start->give;
  double by_glyphs =
      missing > 0 && stretch >= BRV_PARA_FILL ? 0 : brv_para_by_glyphs(missing, give);
  double by_spaces = missing - by_glyphs;
  line.glyphs = part_of(by_glyphs, give);
  line.ratio = part_of(by_spaces, by_spaces > 0 ? stretch : most_lost(stretch));
  line.spread = part_of(by_spaces, stretch);
  line.too_long = by_spaces < -shrink - ROUNDING;
  line.alone = is_last(b, item) && is_alone(b, from);
  return line;
}

/* Of how long the line is. */
static double length_demerits(const breaker *b, const brv_para_item *end, const measured *line)
{
  double r = fabs(line->ratio);
  if (b->options->ragged <= 0) {
    double bad = BAD * r * r * r * r * r;
    return EVEN * r * r + NARROWED * line->glyphs * line->glyphs + bad * bad;
  }
  double hyphen = end->divides ? RAG_DIVIDED : RAG_HYPHEN;
  return RAG * r * r * r + (end->hyphen ? hyphen : 0);
}

static double line_demerits(const breaker *b, const brv_para_item *end, const measured *line)
{
  double cost = end->kind == BRV_PARA_PENALTY ? end->cost : 0;
  double result = LINE + length_demerits(b, end, line);
  if (cost > 0)
    result += cost * cost;
  else if (cost > BRV_PARA_FORCE)
    result -= cost * cost;
  return result;
}

/* What a last line costs more when it is a runt or the rest of a word. */
static double crooked_demerits(const breaker *b, const way *from, guint item, const measured *line)
{
  double runt = b->options->runt;
  if (!is_last(b, item) || from->previous < 0)
    return 0;
  double rest = from->run > 0 ? CROOKED : 0;
  if (line->width >= runt)
    return rest;
  double lack = 1 - line->width / runt;
  if (b->options->ragged <= 0)
    return rest + CROOKED * lack;
  return rest + SHORT * lack * lack + (line->alone ? ALONE : 0);
}

/* What a line costs more for the line that stands above it. */
static double pair_demerits(const breaker *b, const way *from, guint item, const measured *line)
{
  double result = 0;
  if (!from->alone && !is_forced(&b->items[item])) {
    double change = line->spread - from->spread, unlike = line->glyphs - from->glyphs;
    result += CONTRAST * change * change + UNLIKE * unlike * unlike;
  }
  if (from->run > 0 && b->items[item].hyphen)
    result += SECOND_HYPHEN;
  return result + crooked_demerits(b, from, item, line);
}

typedef way candidates[BINS][RUNS];

static int bin_of(double ratio)
{
  int bin = 0;
  while (bin < BINS - 1 && ratio > BIN_ENDS[bin])
    bin++;
  return bin;
}

static void offer(const breaker *b, candidates best, guint item, const measured *line, guint from,
                  double demerits)
{
  const way *before = &g_array_index(b->ways, way, from);
  bool forced = is_forced(&b->items[item]);
  guint8 run = b->items[item].hyphen ? before->run + 1 : 0;
  if (run > BRV_PARA_LADDER)
    return;
  demerits += before->demerits + pair_demerits(b, before, item, line);
  way *slot = &best[bin_of(line->ratio)][run];
  if (slot->previous >= 0 && slot->demerits <= demerits)
    return;
  *slot = (way){.item = item,
                .demerits = demerits,
                .spread = line->spread,
                .glyphs = line->glyphs,
                .previous = (int)from,
                .run = run,
                .alone = forced,
                .crooked = crooked_demerits(b, before, item, line) >= ALONE};
}

static void offer_all(const breaker *b, candidates best, guint item, const measured *line,
                      const place *from)
{
  double demerits = line_demerits(b, &b->items[item], line);
  for (guint i = 0; i < from->count; i++)
    offer(b, best, item, line, from->first + i, demerits);
}

/* The demerits of the best way, or infinity. */
static double least_of(candidates best)
{
  double least = INFINITY;
  for (int i = 0; i < BINS; i++)
    for (int k = 0; k < RUNS; k++)
      if (best[i][k].previous >= 0)
        least = MIN(least, best[i][k].demerits);
  return least;
}

/* Keeps the ways that may still turn out best: what comes costs one no more than this beyond what
 * it costs another. */
static void add_place(breaker *b, guint item, candidates best, double least)
{
  place p = {.item = item, .first = b->ways->len};
  guint start = brv_para_line_start(b->items, b->count, item);
  p.after = b->total[start];
  if (start < b->count)
    p.after.width += b->items[start].hang;
  double enough = least + 4 * (CONTRAST + UNLIKE) + SECOND_HYPHEN + CROOKED;
  for (int i = 0; i < BINS; i++)
    for (int k = 0; k < RUNS; k++)
      if (best[i][k].previous >= 0 && best[i][k].demerits <= enough)
        g_array_append_val(b->ways, best[i][k]);
  p.count = b->ways->len - p.first;
  g_array_append_val(b->active, p);
}

/* Whether a line that ends at `item` is too long, and so all that end behind it. */
static bool is_past(const breaker *b, const place *from, guint item)
{
  const sums *total = &b->total[item], *start = &from->after;
  double least =
      total->width - start->width - (total->shrink - start->shrink) - (total->give - start->give);
  return least > b->options->measure + b->hang + ROUNDING;
}

/* A line for which there is no room, and no better one. */
static void rescue(const breaker *b, candidates best, guint item, const place *from)
{
  measured line = {.width = b->options->measure};
  offer_all(b, best, item, &line, from);
}

/* Looks at every line that could end at `item`. Lines that have grown too long are given up; the
 * last of them serves when nothing else is left. */
static void try_item(breaker *b, guint item)
{
  candidates best;
  for (int i = 0; i < BINS * RUNS; i++)
    (&best[0][0])[i].previous = -1;
  bool forced = is_forced(&b->items[item]), saved = false;
  place last = {0};
  guint kept = 0;
  for (guint i = 0; i < b->active->len; i++) {
    place from = g_array_index(b->active, place, i);
    measured line = measure_line(b, &from, item);
    if (!line.too_long && line.ratio >= b->least - ROUNDING && line.ratio <= b->most)
      offer_all(b, best, item, &line, &from);
    if (is_past(b, &from, item) || forced) {
      last = from;
      saved = true;
    } else {
      g_array_index(b->active, place, kept++) = from;
    }
  }
  if (b->options->tried)
    *b->options->tried += b->active->len;
  g_array_set_size(b->active, kept);
  if (b->last && kept == 0 && saved && least_of(best) == INFINITY) {
    rescue(b, best, item, &last);
    if (least_of(best) == INFINITY)
      g_array_append_val(b->active, last);
  }
  double least = least_of(best);
  if (least < INFINITY)
    add_place(b, item, best, least);
}

/* One pass; the index of the best way to the end, or -1. */
static int run(breaker *b)
{
  way start = {.previous = -1, .alone = true};
  place first = {.count = 1};
  int best = -1;
  if (b->count > 0)
    first.after.width = b->items[0].kind == BRV_PARA_BOX ? b->items[0].hang : 0;
  g_array_set_size(b->ways, 0);
  g_array_set_size(b->active, 0);
  g_array_append_val(b->ways, start);
  g_array_append_val(b->active, first);
  for (guint i = 0; i < b->count && b->active->len > 0; i++)
    if (may_break(b, i))
      try_item(b, i);
  for (guint i = 0; i < b->active->len; i++) {
    const place *end = &g_array_index(b->active, place, i);
    for (guint k = 0; k < end->count && is_last(b, end->item); k++)
      if (best < 0 || g_array_index(b->ways, way, end->first + k).demerits <
                          g_array_index(b->ways, way, best).demerits)
        best = (int)(end->first + k);
  }
  return best;
}

static GArray *breaks_to(const breaker *b, int end)
{
  GArray *breaks = g_array_new(FALSE, FALSE, sizeof(guint));
  for (int i = end; i > 0; i = g_array_index(b->ways, way, i).previous)
    g_array_append_val(breaks, g_array_index(b->ways, way, i).item);
  for (guint i = 0, k = breaks->len; i + 1 < k; i++) {
    guint early = g_array_index(breaks, guint, --k);
    g_array_index(breaks, guint, k) = g_array_index(breaks, guint, i);
    g_array_index(breaks, guint, i) = early;
  }
  return breaks;
}

/* Pass after pass until one finds a way; an early one must also end well. */
static GArray *passes(breaker *b)
{
  bool ragged = b->options->ragged > 0;
  const pass *list = ragged ? RAGGED_PASSES : PASSES;
  gsize count = ragged ? G_N_ELEMENTS(RAGGED_PASSES) : G_N_ELEMENTS(PASSES);
  for (gsize i = 0; i < count; i++) {
    b->least = list[i].least;
    b->most = list[i].most;
    b->divide = list[i].divide;
    b->last = i + 1 == count;
    int end = run(b);
    if (end >= 0 && (b->divide || !g_array_index(b->ways, way, end).crooked))
      return breaks_to(b, end);
  }
  return breaks_to(b, 0);
}

GArray *brv_para_break(const brv_para_item *items, guint count, const brv_para_options *options)
{
  breaker b = {
      .items = items,
      .count = count,
      .options = options,
      .total = g_new(sums, count + 1),
      .ways = g_array_new(FALSE, FALSE, sizeof(way)),
      .active = g_array_new(FALSE, FALSE, sizeof(place)),
  };
  add_sums(&b);
  GArray *breaks = passes(&b);
  g_free(b.total);
  g_array_unref(b.ways);
  g_array_unref(b.active);
  return breaks;
}

/* Of the line between an item and a break. */
static double looseness(const brv_para_item *items, guint start, guint end,
                        const brv_para_options *options)
{
  double width = -items[start].hang, give = 0, spaces = 0, stretch = 0, of_spaces = 0;
  for (guint i = start; i < end; i++) {
    width += items[i].kind == BRV_PARA_PENALTY ? 0 : items[i].width;
    give += items[i].kind == BRV_PARA_BOX ? items[i].give : 0;
    if (items[i].kind != BRV_PARA_GLUE)
      continue;
    spaces += items[i].width;
    stretch += items[i].stretch;
    of_spaces += items[i].width > 0 ? items[i].stretch : 0;
  }
  width += items[end].kind == BRV_PARA_PENALTY ? items[end].width : 0;
  double missing = options->measure + items[end].hang - width;
  missing -= brv_para_by_glyphs(missing, give);
  double share = stretch > 0 ? of_spaces / stretch : 1;
  return spaces > 0 ? 1 + share * missing / spaces : 1;
}

double brv_para_loosest(const brv_para_item *items, guint count, const GArray *breaks,
                        const brv_para_options *options, guint *line)
{
  double most = 1;
  guint start = 0;
  for (guint i = 0; i < breaks->len; i++) {
    guint end = g_array_index(breaks, guint, i);
    double loose = is_forced(&items[end]) ? 1 : looseness(items, start, end, options);
    if (loose > most) {
      most = loose;
      if (line)
        *line = i;
    }
    start = brv_para_line_start(items, count, end);
  }
  return most;
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
