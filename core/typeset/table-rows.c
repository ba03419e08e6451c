/* Rows of a table as boxes. */
#include "typeset/table.h"

/* How far the tint of the row in force reaches out of the table, and its bar's thickness. */
static const double TINT_OUT = 6.75, BAR = 2;

/* Rows under one cell that take more of a page may be parted under its words; words that take more
 * of it go on with the rows. */
static const double PARTED = 1.0 / 2;

static double rule_under(const brv_table *table, guint row)
{
  return row + 1 == table->head_rows ? table->head_rule : table->rule;
}

static brv_table_row *row_at(const brv_table *table, guint row)
{
  return &g_array_index(table->rows, brv_table_row, row);
}

static brv_cell *cell_at(const brv_table *table, guint cell)
{
  return &g_array_index(table->cells, brv_cell, cell);
}

static guint last_row(const brv_table *table, const brv_cell *cell)
{
  return MIN(cell->row + cell->rows_high, table->rows->len) - 1;
}

/* --- heights --- */

static void size_row(brv_table *table, guint index)
{
  double inner = table->style->leading;
  guint from = table->spans ? 0 : row_at(table, index)->first_cell;
  for (guint k = from; k < table->cells->len && cell_at(table, k)->row <= index; k++) {
    const brv_cell *cell = cell_at(table, k);
    double left = cell->height;
    if (last_row(table, cell) != index)
      continue;
    for (guint above = cell->row; above < index; above++)
      left -= row_at(table, above)->height;
    inner = MAX(inner, left);
  }
  row_at(table, index)->height =
      table->pad_above + inner + table->pad_below + rule_under(table, index);
}

/* A row is as high as its highest cell; one that reaches over rows makes the last of them higher
 * where it must. */
static void size_rows(brv_table *table)
{
  for (guint i = 0; i < table->rows->len; i++)
    size_row(table, i);
  for (guint k = 0; k < table->cells->len; k++) {
    brv_cell *cell = cell_at(table, k);
    cell->next = 0;
    cell->parted = cell->rows_high > 1 && cell->height > PARTED * table->setter->text_height;
  }
}

/* --- what is drawn behind and under them --- */

static bool is_spanned_below(const brv_table *table, guint row, guint column)
{
  for (guint i = 0; i < table->cells->len; i++) {
    const brv_cell *cell = cell_at(table, i);
    if (cell->rows_high > 1 && cell->row <= row && row + 1 < cell->row + cell->rows_high &&
        column >= cell->column && column < cell->column + cell->columns_wide)
      return true;
  }
  return false;
}

static bool spans_down(const brv_table *table, guint row)
{
  for (guint i = 0; table->spans && i < table->columns; i++)
    if (is_spanned_below(table, row, i))
      return true;
  return false;
}

static double rows_height(const brv_table *table, guint from, guint end)
{
  double height = 0;
  for (guint i = from; i < end; i++)
    height += row_at(table, i)->height;
  return height;
}

/* Whether a row had better not begin a page: it stands beside the words of a cell over rows, or in
 * a span of few. */
static bool is_held(const brv_table *table, guint row)
{
  double few = PARTED * table->setter->text_height;
  for (guint i = 0; table->spans && i < table->cells->len; i++) {
    const brv_cell *cell = cell_at(table, i);
    guint end = last_row(table, cell) + 1;
    if (cell->rows_high <= 1 || cell->row >= row || row >= end || cell->parted)
      continue;
    if (rows_height(table, cell->row, end) <= few ||
        rows_height(table, cell->row, row) < table->pad_above + cell->height)
      return true;
  }
  return false;
}

static void draw_rule(const brv_table *table, brv_box *box, guint row, double x, double width,
                      double y, bool spans)
{
  const brv_layout *layout = table->setter->layout;
  bool head = row + 1 == table->head_rows;
  double thickness = rule_under(table, row);
  brv_colour colour = brv_layout_colour(layout, head ? "ink" : "hairline");
  if (!spans) {
    brv_box_add_rect(table->setter, box, x, y, width, thickness, colour);
    return;
  }
  for (guint i = 0; i < table->columns; i++) {
    guint next = table->rtl ? i - 1 : i + 1; /* -1 is none, too */
    double end = next < table->columns ? table->x[next] : width;
    if (!is_spanned_below(table, row, i))
      brv_box_add_rect(table->setter, box, x + table->x[i], y, end - table->x[i], thickness,
                       colour);
  }
}

/* Shaded cells meet in the middle of the gap between their columns, and reach as far out. */
static void draw_shades(const brv_table *table, brv_box *box, guint row, double x, double height)
{
  for (guint i = table->spans ? 0 : row_at(table, row)->first_cell; i < table->cells->len; i++) {
    const brv_cell *cell = cell_at(table, i);
    int shade = cell->node->cell.shade;
    if (cell->row > row)
      return;
    if (shade > 0 && row < cell->row + cell->rows_high)
      brv_box_add_rect(table->setter, box, x + cell->x - table->gap / 2, 0,
                       cell->width + table->gap, height,
                       brv_layout_shade(table->setter->layout, shade));
  }
}

void brv_table_draw_ground(const brv_table *table, brv_box *box, const brv_node *row, double x,
                           double width)
{
  const brv_layout *layout = table->setter->layout;
  if (!row->row.marked)
    return;
  brv_box_add_rect(table->setter, box, x - TINT_OUT, 0, width + TINT_OUT, box->height,
                   brv_layout_colour(layout, "tint"));
  brv_box_add_rect(table->setter, box, x - TINT_OUT, 0, BAR, box->height,
                   brv_layout_colour(layout, "accent"));
}

/* --- rows --- */

/* Puts the lines of a cell that are still to come, as many as fit into `room`. */
static void fill_cell(brv_table *table, brv_box *box, brv_cell *cell, double x, double y,
                      double room)
{
  guint from = cell->next;
  double top = 0;
  for (; cell->next < cell->strip->boxes->len; cell->next++) {
    const brv_box *line = cell->strip->boxes->pdata[cell->next];
    double at = top + (cell->next > from ? line->space : 0);
    if (cell->next > from && at + line->height > room + 0.01)
      return;
    if (cell->next == from)
      box->ascent = MIN(box->ascent, y + line->ascent);
    brv_box_merge(table->setter, box, line, x + cell->x, y + at);
    top = at + line->height;
  }
}

/* The part of a row's cells that goes into a box; true when nothing of them is left. Of a cell over
 * rows that no page holds each row takes what it has room for; any other begins in its first. */
static bool fill_row(brv_table *table, brv_box *box, guint index, double x, double inner)
{
  bool done = true, head = row_at(table, index)->node->row.head;
  guint from = table->spans ? 0 : row_at(table, index)->first_cell;
  for (guint i = from; i < table->cells->len && cell_at(table, i)->row <= index; i++) {
    brv_cell *cell = cell_at(table, i);
    bool goes_on = cell->parted && last_row(table, cell) >= index;
    if (cell->row != index && !goes_on)
      continue;
    double y = table->pad_above;
    if (head && cell->rows_high == 1)
      y += MAX(inner - cell->height, 0);
    fill_cell(table, box, cell, x, y, cell->rows_high > 1 && !cell->parted ? cell->height : inner);
    if (!cell->parted || last_row(table, cell) == index)
      done = done && cell->next >= cell->strip->boxes->len;
  }
  return done;
}

/* The words of a row's cells that still are to come, with the row's own height for them. */
static double inner_height(const brv_table *table, guint index, double room)
{
  double height = row_at(table, index)->height - table->pad_above - table->pad_below;
  return MIN(height - rule_under(table, index), room);
}

/* One slice of a row: all of it, but where it is higher than a page. True when nothing is left. */
static bool add_slice(brv_table *table, brv_column *column, guint index, double room,
                      const brv_strip *head)
{
  const brv_table_row *row = row_at(table, index);
  double inner = inner_height(table, index, room);
  double rule = rule_under(table, index);
  brv_box *box = brv_box_new(table->setter, table->pad_above + inner + table->pad_below + rule);
  brv_table_draw_ground(table, box, row->node, column->x, column->width);
  draw_shades(table, box, index, column->x, box->height);
  bool done = fill_row(table, box, index, column->x, inner);
  draw_rule(table, box, index, column->x, column->width, box->height - rule,
            spans_down(table, index));
  box->repeated = row->node->row.head ? NULL : head;
  if (is_held(table, index))
    brv_column_keep(column, 1, BRV_KEEP_HEADING);
  brv_column_add(table->setter, column, box);
  return done;
}

/* A place for the words that the table goes on, over its head; what they are is known when pages
 * have their numbers. */
static brv_box *continued_box(const brv_table *table, const brv_column *column)
{
  const brv_layout *layout = table->setter->layout;
  const brv_style *style = brv_layout_style(layout, "table-continued", "table-caption");
  brv_box *box = brv_box_new(table->setter, style->leading + style->space_after);
  box->ascent = brv_line_ascent(layout, style->size, style->leading);
  box->continued = table->node;
  box->inset = column->x;
  box->measure = column->width;
  box->wide = column->wide;
  return box;
}

brv_strip *brv_table_continued(const brv_table *table, const brv_column *column)
{
  brv_strip *head = brv_strip_new(table->setter);
  if (!column->flat)
    g_ptr_array_add(head->boxes, continued_box(table, column));
  return head;
}

void brv_table_add_rows(brv_table *table, brv_column *column)
{
  const brv_setter *setter = table->setter;
  brv_strip *head = brv_table_continued(table, column);
  guint count = table->rows->len;
  double least = 2 * setter->layout->baseline;
  size_rows(table);
  double room = setter->text_height - 6 * setter->layout->baseline;
  for (guint i = 0; i < table->head_rows; i++)
    room -= row_at(table, i)->height;
  for (guint i = 0; i < count; i++) {
    bool is_head = i < table->head_rows;
    /* Neither the first row under the head nor the last of the table stands alone. */
    if (i > 0 && (is_head || i == table->head_rows))
      brv_column_keep(column, 1, BRV_KEEP_HEADING);
    if (i > table->head_rows && (i == table->head_rows + 1 || i + 1 == count))
      brv_column_keep(column, 1, BRV_KEEP_ROWS);
    bool done = false;
    for (guint slice = 0; !done; slice++)
      done = add_slice(table, column, i, MAX(room, least), i + slice > 0 ? head : NULL);
    if (is_head)
      g_ptr_array_add(head->boxes, column->strip->boxes->pdata[column->strip->boxes->len - 1]);
  }
}
