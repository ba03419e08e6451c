#include "document/direction.h"
#include "typeset/table.h"

/* How far the tint of the row in force reaches out of the table, and its bar's thickness. */
static const double TINT_OUT = 6.75, BAR = 2;

static void read_metrics(brv_table *table)
{
  const brv_value *map = brv_value_member(table->setter->layout->source, "table");
  double em = table->style->size;
  table->gap = brv_layout_length(map, "gap", em, 12);
  table->pad_above = brv_layout_length(map, "pad_above", em, 3);
  table->pad_below = brv_layout_length(map, "pad_below", em, 3);
  table->rule = brv_layout_length(map, "rule", em, 0.5);
  table->head_rule = brv_layout_length(map, "head_rule", em, 0.75);
  table->end = brv_layout_length(map, "end", em, 0);
  if (table->style->rule_before <= 0 && table->style->pad_before > 0)
    table->pad_above = table->style->pad_before;
  if (table->style->rule_after <= 0 && table->style->pad_after > 0)
    table->pad_below = table->style->pad_after;
}

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

static void set_cell(brv_table *table, brv_cell *cell)
{
  brv_align align = table->aligns[cell->column];
  brv_column column = brv_column_new(table->setter, width_of(table, cell));
  bool on_point = align == BRV_ALIGN_POINT && cell->row >= table->head_rows;
  column.flat = true;
  column.role = cell->role;
  column.align = align == BRV_ALIGN_POINT && !on_point ? BRV_ALIGN_END : align;
  if (on_point) {
    column.align = BRV_ALIGN_START;
    column.x = point_shift(table, cell);
  }
  if (cell->node->id)
    g_ptr_array_add(column.waiting, (void *)cell->node);
  brv_set_blocks(table->setter, &column, cell->node);
  brv_column_end(table->setter, &column);
  cell->strip = column.strip;
  cell->height = brv_strip_height(column.strip);
}

static double rule_under(const brv_table *table, guint row)
{
  return row + 1 == table->head_rows ? table->head_rule : table->rule;
}

/* A row is as high as its highest cell; one that reaches over rows makes the last of them higher
 * where it must. */
static void size_rows(brv_table *table)
{
  for (guint i = 0; i < table->rows->len; i++) {
    brv_table_row *row = &g_array_index(table->rows, brv_table_row, i);
    double inner = table->style->leading;
    for (guint k = 0; k < table->cells->len; k++) {
      const brv_cell *cell = &g_array_index(table->cells, brv_cell, k);
      guint last = MIN(cell->row + cell->rows_high, table->rows->len) - 1;
      double left = cell->height;
      for (guint above = cell->row; last == i && above < i; above++)
        left -= g_array_index(table->rows, brv_table_row, above).height;
      if (last == i)
        inner = MAX(inner, left);
    }
    row->height = table->pad_above + inner + table->pad_below + rule_under(table, i);
  }
}

static bool is_spanned_below(const brv_table *table, guint row, guint column)
{
  for (guint i = 0; i < table->cells->len; i++) {
    const brv_cell *cell = &g_array_index(table->cells, brv_cell, i);
    if (cell->rows_high > 1 && cell->row <= row && row + 1 < cell->row + cell->rows_high &&
        column >= cell->column && column < cell->column + cell->columns_wide)
      return true;
  }
  return false;
}

static bool spans_down(const brv_table *table, guint row)
{
  for (guint i = 0; i < table->columns; i++)
    if (is_spanned_below(table, row, i))
      return true;
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
  for (guint i = 0; i < table->cells->len; i++) {
    const brv_cell *cell = &g_array_index(table->cells, brv_cell, i);
    int shade = cell->node->cell.shade;
    if (shade > 0 && cell->row <= row && row < cell->row + cell->rows_high)
      brv_box_add_rect(table->setter, box, x + left_of(table, cell) - table->gap / 2, 0,
                       width_of(table, cell) + table->gap, height,
                       brv_layout_shade(table->setter->layout, shade));
  }
}

static void draw_ground(const brv_table *table, brv_box *box, const brv_node *row, double x,
                        double width, double height)
{
  const brv_layout *layout = table->setter->layout;
  if (!row->row.marked)
    return;
  brv_box_add_rect(table->setter, box, x - TINT_OUT, 0, width + TINT_OUT, height,
                   brv_layout_colour(layout, "tint"));
  brv_box_add_rect(table->setter, box, x - TINT_OUT, 0, BAR, height,
                   brv_layout_colour(layout, "accent"));
}

/* Puts those lines of a cell, from `from` on, that fit into `room`; the first that does not. */
static guint fill_cell(brv_table *table, brv_box *box, const brv_cell *cell, guint from, double x,
                       double y, double room)
{
  double top = 0;
  for (guint i = from; i < cell->strip->boxes->len; i++) {
    const brv_box *line = cell->strip->boxes->pdata[i];
    double at = top + (i > from ? line->space : 0);
    if (i > from && at + line->height > room + 0.01)
      return i;
    if (i == from)
      box->ascent = MIN(box->ascent, y + line->ascent);
    brv_box_merge(table->setter, box, line, x + left_of(table, cell), y + at);
    top = at + line->height;
  }
  return cell->strip->boxes->len;
}

/* One slice of a row: all of it, but where it is higher than a page. True when nothing is left. */
static bool add_slice(brv_table *table, brv_column *column, guint index, guint *from, double room,
                      const brv_strip *head)
{
  const brv_table_row *row = &g_array_index(table->rows, brv_table_row, index);
  double inner =
      MIN(row->height - table->pad_above - table->pad_below - rule_under(table, index), room);
  brv_box *box = brv_box_new(table->setter, table->pad_above + inner + table->pad_below +
                                                rule_under(table, index));
  bool done = true, spans = false;
  draw_ground(table, box, row->node, column->x, column->width, box->height);
  draw_shades(table, box, index, column->x, box->height);
  for (guint i = 0; i < row->cell_count; i++) {
    const brv_cell *cell = &g_array_index(table->cells, brv_cell, row->first_cell + i);
    double y = table->pad_above;
    if (row->node->row.head && cell->rows_high == 1)
      y += MAX(inner - cell->height, 0);
    from[i] = fill_cell(table, box, cell, from[i], column->x, y,
                        cell->rows_high > 1 ? cell->height : inner);
    done = done && from[i] >= cell->strip->boxes->len;
  }
  spans = spans_down(table, index);
  draw_rule(table, box, index, column->x, column->width, box->height - rule_under(table, index),
            spans);
  box->repeated = row->node->row.head ? NULL : head;
  if (index > 0 && spans_down(table, index - 1))
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

static void add_rows(brv_table *table, brv_column *column, double room)
{
  brv_strip *head = brv_strip_new(table->setter);
  if (!column->flat)
    g_ptr_array_add(head->boxes, continued_box(table, column));
  guint count = table->rows->len;
  for (guint i = 0; i < count; i++) {
    const brv_table_row *row = &g_array_index(table->rows, brv_table_row, i);
    g_autofree guint *from = g_new0(guint, row->cell_count + 1);
    bool is_head = i < table->head_rows;
    /* Neither the first row under the head nor the last of the table stands alone. */
    if (i > 0 && (is_head || i == table->head_rows))
      brv_column_keep(column, 1, BRV_KEEP_HEADING);
    if (i > table->head_rows && (i == table->head_rows + 1 || i + 1 == count))
      brv_column_keep(column, 1, BRV_KEEP_ROWS);
    bool done = false;
    while (!done)
      done = add_slice(table, column, i, from, room, i > 0 || from[0] > 0 ? head : NULL);
    if (is_head)
      g_ptr_array_add(head->boxes, column->strip->boxes->pdata[column->strip->boxes->len - 1]);
  }
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
  for (guint i = 0; i < table->columns; i++)
    if (table->node->table.aligns && (int)i < table->node->table.columns)
      table->aligns[i] = table->node->table.aligns[i];
  read_metrics(table);
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

/* In columns, a table that a column would starve goes over all of them. */
static bool needs_more(const brv_table *table, const brv_column *column)
{
  static const double MOST = 0.9;
  return table->setter->layout->columns > 1 && !column->flat && !column->wide &&
         table->least > MOST * column->width;
}

static void set_rows(brv_table *table, brv_column *column)
{
  brv_setter *setter = table->setter;
  guint first = column->strip->boxes->len;
  double head = 0;
  for (guint i = 0; i < table->cells->len; i++)
    set_cell(table, &g_array_index(table->cells, brv_cell, i));
  size_rows(table);
  for (guint i = 0; i < table->head_rows; i++)
    head += g_array_index(table->rows, brv_table_row, i).height;
  double room = setter->text_height - head - 6 * setter->layout->baseline;
  add_rows(table, column, MAX(room, 2 * setter->layout->baseline));
  keep_small(table, column->strip, first);
}

void brv_set_table(brv_setter *setter, brv_column *column, const brv_node *node,
                   const brv_style *style)
{
  brv_table table = {.setter = setter, .node = node, .style = style};
  brv_column outer = *column;
  const char *language = brv_node_language(node);
  table.rtl = brv_language_is_rtl(language ? language : setter->document->language);
  prepare(&table);
  brv_table_measure(&table, column->width);
  if (needs_more(&table, column)) {
    column->wide = true;
    column->x = 0;
    column->width = setter->wide_width;
    brv_table_measure(&table, column->width);
  }
  set_captions(setter, column, node);
  set_rows(&table, column);
  column->wide = outer.wide;
  column->x = outer.x;
  column->width = outer.width;
  g_array_unref(table.cells);
  g_array_unref(table.rows);
}
