#include "document/direction.h"
#include "typeset/table.h"

/* A part of the table has the style ROLE-part of the table's role, else table-part. */
static const char *part_role(const brv_table *table, const char *part)
{
  const char *own = brv_arena_printf(table->setter->arena, "%s-%s", table->style->role, part);
  bool known = brv_layout_find_style(table->setter->layout, own);
  return known ? own : brv_arena_printf(table->setter->arena, "table-%s", part);
}

static const char *role_of(const brv_table *table, const brv_node *row, const brv_node *cell)
{
  if (row->row.head)
    return part_role(table, "head");
  if (row->row.marked)
    return part_role(table, "marked");
  return cell->cell.head ? part_role(table, "row-head") : table->style->role;
}

static guint count_columns(const brv_node *node)
{
  guint most = MAX(node->table.columns, 1);
  for (const brv_node *row = node->first; row; row = row->next) {
    guint count = 0;
    for (const brv_node *cell = row->first; row->kind == BRV_NODE_ROW && cell; cell = cell->next)
      count += (guint)MAX(cell->cell.columns_wide, 1);
    most = MAX(most, count);
  }
  return most;
}

/* Cells take the next column that no higher cell reaches into. */
static void add_row(brv_table *table, const brv_node *node, guint *busy)
{
  brv_table_row row = {.node = node, .first_cell = table->cells->len};
  guint column = 0;
  for (const brv_node *n = node->first; n; n = n->next) {
    while (column < table->columns && busy[column] > 0)
      column++;
    if (column >= table->columns)
      break;
    brv_cell cell = {.node = n, .row = table->rows->len, .column = column};
    cell.columns_wide = (guint)CLAMP(n->cell.columns_wide, 1, (int)(table->columns - column));
    cell.rows_high = (guint)MAX(n->cell.rows_high, 1);
    table->spans |= cell.columns_wide > 1 || cell.rows_high > 1;
    cell.role = role_of(table, node, n);
    for (guint i = 0; i < cell.columns_wide; i++)
      busy[column + i] = cell.rows_high;
    column += cell.columns_wide;
    g_array_append_val(table->cells, cell);
  }
  for (guint i = 0; i < table->columns; i++)
    busy[i] -= busy[i] > 0;
  row.cell_count = table->cells->len - row.first_cell;
  g_array_append_val(table->rows, row);
}

static void collect(brv_table *table)
{
  g_autofree guint *busy = g_new0(guint, table->columns);
  for (const brv_node *row = table->node->first; row; row = row->next) {
    if (row->kind != BRV_NODE_ROW)
      continue;
    table->head_rows += row->row.head && table->head_rows == table->rows->len;
    add_row(table, row, busy);
  }
}

/* In right-to-left tables the first column is the rightmost. */
static double left_of(const brv_table *table, const brv_cell *cell)
{
  return MIN(table->x[cell->column], table->x[cell->column + cell->columns_wide - 1]);
}

static double width_of(const brv_table *table, const brv_cell *cell)
{
  guint last = cell->column + cell->columns_wide - 1;
  double right = MAX(table->x[last] + table->widths[last],
                     table->x[cell->column] + table->widths[cell->column]);
  return right - left_of(table, cell);
}

static double point_shift(const brv_table *table, const brv_cell *cell)
{
  double before = 0, after = 0;
  for (guint i = 0; i < table->cells->len; i++) {
    const brv_cell *other = &g_array_index(table->cells, brv_cell, i);
    if (other->column == cell->column) {
      before = MAX(before, other->before_point);
      after = MAX(after, other->after_point);
    }
  }
  return table->widths[cell->column] - after - cell->before_point;
}

brv_strip *brv_table_set_cell(brv_table *table, const brv_cell *cell, double width, double x,
                              brv_align align)
{
  brv_column column = brv_column_new(table->setter, width);
  column.flat = true;
  column.role = cell->role;
  column.align = align;
  column.x = x;
  if (cell->node->id)
    g_ptr_array_add(column.waiting, (void *)cell->node);
  brv_set_blocks(table->setter, &column, cell->node);
  brv_column_end(table->setter, &column);
  return column.strip;
}

static void set_cell(brv_table *table, brv_cell *cell)
{
  brv_align align = table->aligns[cell->column];
  bool point = align == BRV_ALIGN_POINT, on_point = point && cell->row >= table->head_rows;
  if (point)
    align = on_point ? BRV_ALIGN_START : BRV_ALIGN_END;
  cell->x = left_of(table, cell);
  cell->width = width_of(table, cell);
  cell->strip =
      brv_table_set_cell(table, cell, cell->width, on_point ? point_shift(table, cell) : 0, align);
  cell->height = brv_strip_height(cell->strip);
}

/* A table that takes no more than so much of a page is better not parted. */
static void keep_small(const brv_table *table, const brv_strip *strip, guint first)
{
  static const double SMALL = 1.0 / 4;
  double height = 0;
  for (guint i = first; i < strip->boxes->len; i++)
    height += ((const brv_box *)strip->boxes->pdata[i])->height;
  if (height > SMALL * table->setter->text_height)
    return;
  for (guint i = first + 1; i < strip->boxes->len; i++)
    brv_box_keep(strip->boxes->pdata[i], BRV_KEEP_SHORT);
}

static void prepare(brv_table *table)
{
  brv_arena *arena = table->setter->arena;
  table->columns = count_columns(table->node);
  table->cells = g_array_new(FALSE, TRUE, sizeof(brv_cell));
  table->rows = g_array_new(FALSE, TRUE, sizeof(brv_table_row));
  table->aligns = brv_new_array(arena, brv_align, table->columns);
  table->widths = brv_new_array(arena, double, table->columns);
  table->x = brv_new_array(arena, double, table->columns);
  table->numeric = brv_new_array(arena, bool, table->columns);
  for (guint i = 0; i < table->columns; i++)
    if (table->node->table.aligns && (int)i < table->node->table.columns)
      table->aligns[i] = table->node->table.aligns[i];
  collect(table);
}

static void set_captions(brv_setter *setter, brv_column *column, const brv_node *node)
{
  const brv_style *style = brv_layout_style(setter->layout, "table-caption", "caption");
  for (const brv_node *child = node->first; child; child = child->next) {
    if (child->kind != BRV_NODE_CAPTION)
      continue;
    brv_set_para(setter, column, child, style);
    brv_column_space(column, style->space_after);
    brv_column_keep(column, 1, BRV_KEEP_HEADING);
  }
}

static void set_rows(brv_table *table, brv_column *column)
{
  guint first = column->strip->boxes->len;
  for (guint i = 0; i < table->cells->len; i++)
    set_cell(table, &g_array_index(table->cells, brv_cell, i));
  brv_table_add_rows(table, column);
  keep_small(table, column->strip, first);
}

void brv_set_table(brv_setter *setter, brv_column *column, const brv_node *node,
                   const brv_style *style)
{
  brv_table table = {.setter = setter, .node = node, .style = style};
  brv_column outer = *column;
  const char *language = brv_node_language(node);
  brv_in_table in = setter->in_table;
  table.rtl = brv_language_is_rtl(language ? language : setter->document->language);
  prepare(&table);
  brv_table_fitted fitted = brv_table_fit(&table, column);
  set_captions(setter, column, node);
  if (fitted == BRV_FIT_RECORDS)
    brv_table_add_records(&table, column);
  else
    set_rows(&table, column);
  setter->in_table = in;
  column->wide = outer.wide;
  column->x = outer.x;
  column->width = outer.width;
  g_array_unref(table.cells);
  g_array_unref(table.rows);
}
