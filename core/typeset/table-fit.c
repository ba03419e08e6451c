/* Tables that are too wide for their place. */
#include <math.h>

#include "typeset/table.h"

/* Of the letters' size, where the layout does not say how small they may be. */
static const double LEAST_PART = 0.85;

/* Sizes differ by so much, so that few fonts are needed. */
static const double STEP = 0.01;

static const double ROUNDING = 0.01;

/* In columns, a table that a column would starve goes over all of them. */
static bool needs_more(const brv_table *table, const brv_column *column)
{
  static const double MOST = 0.9;
  return table->setter->layout->columns > 1 && !column->flat && !column->wide &&
         table->least > MOST * column->width;
}

/* How much smaller letters may become: as a part of what they are. */
static double most_smaller(const brv_table *table, const brv_style *style)
{
  const brv_value *map = brv_value_member(table->setter->layout->source, "table");
  double least = brv_layout_length(map, "least_size", style->size, LEAST_PART * style->size);
  return MAX(1 - least / style->size, 0);
}

typedef struct {
  brv_table *table;
  const brv_column *column;
  const brv_style *style; /* as it is outside of the table */
  brv_in_table outer;
} fitter;

/* Measures the table as it would be with these; whether all its words fit. */
static bool try(const fitter *f, double smaller, bool tight, bool divides)
{
  brv_table *table = f->table;
  brv_in_table *in = &table->setter->in_table;
  *in = f->outer;
  in->smaller = 1 - (1 - f->outer.smaller) * (1 - smaller);
  in->divides |= divides;
  brv_style *style = brv_new(table->setter->arena, brv_style);
  *style = *f->style;
  style->size *= 1 - smaller;
  style->leading *= 1 - smaller;
  table->style = style;
  table->tight = tight;
  brv_table_measure(table, f->column->width);
  return table->least <= f->column->width + ROUNDING;
}

/* Letters as little smaller as may do; all of the table's width goes with them. */
static bool try_smaller(const fitter *f, double most, bool tight)
{
  double room = f->column->width, least = f->table->least;
  double needed = ceil((1 - room / least) / STEP) * STEP;
  double smaller = MIN(MAX(needed, 0), most);
  return try(f, smaller, tight, false) ||
         (smaller < most && try(f, MIN(smaller + STEP, most), tight, false));
}

static bool try_all(const fitter *f)
{
  double most = most_smaller(f->table, f->style);
  return try_smaller(f, most, false) || try(f, most, true, false) || try(f, most, true, true);
}

/* Rows of one column of words, with nothing beside most of it: records have the width of the page.
 */
static bool is_high(brv_table *table, const brv_column *column)
{
  static const double LINES = 5, LOWER = 0.85;
  double lines = brv_table_lines(table);
  return lines > LINES * table->rows->len && brv_table_record_lines(table, column) < LOWER * lines;
}

static void report(const brv_table *table)
{
  const brv_node *node = table->node;
  while (node && !node->place.source)
    node = node->parent;
  brv_place nowhere = {0};
  brv_report(table->setter->diags, BRV_PAGE_CRAMPED, node ? node->place : nowhere,
             "take columns out, shorten its words, or part it into two tables",
             "a table of %u columns does not fit, even in the smallest letters of layout \"%s\"",
             table->columns, table->setter->layout->title);
}

brv_table_fitted brv_table_fit(brv_table *table, brv_column *column)
{
  fitter f = {table, column, table->style, table->setter->in_table};
  bool fits = try(&f, 0, false, false);
  if (needs_more(table, column)) {
    column->wide = true;
    column->x = 0;
    column->width = table->setter->wide_width;
    fits = try(&f, 0, false, false);
  }
  fits = fits || try_all(&f);
  bool records = brv_table_has_records(table);
  if (fits && !(records && is_high(table, column)))
    return BRV_FIT_ROWS;
  if (!records) {
    report(table);
    return BRV_FIT_ROWS;
  }
  try(&f, 0, false, false);
  return BRV_FIT_RECORDS;
}
