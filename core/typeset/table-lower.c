/* Widths of columns that make a table low. */
#include <math.h>

#include "typeset/table.h"

/* Lines are broken a little before they are full. */
static const double FILLED = 0.93;

/* Widths change by so much of the table, as often at most. */
static const double STEP = 1.0 / 48;
enum { MOST_STEPS = 16 };

double brv_table_cell_lines(const brv_cell *cell, double width)
{
  if (cell->length <= width)
    return MAX(cell->paras, 1);
  return MAX(cell->paras, ceil(cell->length / (FILLED * MAX(width, 1))));
}

static double width_of(const brv_table *table, const brv_cell *cell, const double *widths)
{
  double width = table->gap * (cell->columns_wide - 1);
  for (guint i = 0; i < cell->columns_wide; i++)
    width += widths[cell->column + i];
  return width;
}

/* The lines of the highest cell of each row. As a little, what all cells take: of two widths that
 * make rows as high the one that starves no cell is better. */
static const double ALL_CELLS = 0.02;

static double height_of(const brv_table *table, const double *widths, double all_cells)
{
  double height = 0;
  for (guint i = 0; i < table->rows->len; i++) {
    const brv_table_row *row = &g_array_index(table->rows, brv_table_row, i);
    double highest = 1;
    for (guint k = 0; k < row->cell_count; k++) {
      const brv_cell *cell = &g_array_index(table->cells, brv_cell, row->first_cell + k);
      double lines = brv_table_cell_lines(cell, width_of(table, cell, widths)) / cell->rows_high;
      highest = MAX(highest, lines);
      height += all_cells * lines;
    }
    height += highest;
  }
  return height;
}

static void move(double *widths, guint from, guint to, double step)
{
  widths[from] -= step;
  widths[to] += step;
}

/* The best single step from one column to another; false when none makes the table lower. */
static bool improve(const brv_table *table, const double *narrowest, double step, double *height)
{
  guint from = 0, to = 0;
  double best = *height - 1e-6;
  for (guint i = 0; i < table->columns; i++)
    for (guint k = 0; k < table->columns; k++) {
      if (i == k || table->widths[i] - step < narrowest[i])
        continue;
      move(table->widths, i, k, step);
      double now = height_of(table, table->widths, ALL_CELLS);
      move(table->widths, k, i, step);
      if (now < best) {
        best = now;
        from = i;
        to = k;
      }
    }
  if (from == to)
    return false;
  move(table->widths, from, to, step);
  *height = best;
  return true;
}

double brv_table_lines(const brv_table *table)
{
  return height_of(table, table->widths, 0);
}

void brv_table_lower(const brv_table *table, const double *narrowest)
{
  double whole = 0, height = height_of(table, table->widths, ALL_CELLS);
  for (guint i = 0; i < table->columns; i++)
    whole += table->widths[i];
  for (double step = 4 * STEP; step >= STEP; step /= 2)
    for (guint i = 0; i < MOST_STEPS && improve(table, narrowest, step * whole, &height); i++)
      ;
}
