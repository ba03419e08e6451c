#include <string.h>

#include "pdf/structure.h"

/* A cell of a table, and the columns and rows that it takes. */
typedef struct {
  brv_tag *element;
  guint row, column, wide, high;
} square;

static guint count_columns(const brv_node *table)
{
  guint most = (guint)MAX(table->table.columns, 1);
  for (const brv_node *row = table->first; row; row = row->next) {
    guint count = 0;
    for (const brv_node *cell = row->first; row->kind == BRV_NODE_ROW && cell; cell = cell->next)
      count += (guint)MAX(cell->cell.columns_wide, 1);
    most = MAX(most, count);
  }
  return most;
}

/* Cells take the next column that no higher cell reaches into. */
static void add_row(const brv_structure *s, const brv_node *row, guint index, guint columns,
                    guint *busy, GArray *squares)
{
  guint column = 0;
  for (const brv_node *cell = row->first; cell; cell = cell->next) {
    while (column < columns && busy[column] > 0)
      column++;
    if (column >= columns)
      break;
    square q = {g_hash_table_lookup(s->inside, cell), index, column,
                (guint)CLAMP(cell->cell.columns_wide, 1, (int)(columns - column)),
                (guint)MAX(cell->cell.rows_high, 1)};
    for (guint i = 0; i < q.wide; i++)
      busy[column + i] = q.high;
    column += q.wide;
    if (q.element)
      g_array_append_val(squares, q);
  }
  for (guint i = 0; i < columns; i++)
    busy[i] -= busy[i] > 0;
}

static bool is_head(const square *q)
{
  return strcmp(q->element->type, "TH") == 0;
}

static bool heads_columns(const square *q)
{
  return q->element->node->parent->row.head;
}

static bool overlap(guint a, guint a_count, guint b, guint b_count)
{
  return a < b + b_count && b < a + a_count;
}

/* Whether `head` stands over a cell, or before it in its rows. */
static bool heads(const square *head, const square *cell)
{
  if (!is_head(head) || head == cell)
    return false;
  if (heads_columns(head))
    return head->row < cell->row && overlap(head->column, head->wide, cell->column, cell->wide);
  return !heads_columns(cell) && head->column < cell->column &&
         overlap(head->row, head->high, cell->row, cell->high);
}

/* One row of heads and one head a row, each over one column or row: the position tells all. */
static bool is_regular(const GArray *squares)
{
  for (guint i = 0; i < squares->len; i++) {
    const square *q = &g_array_index(squares, square, i);
    if (q->wide > 1 || q->high > 1 || (heads_columns(q) && q->row > 0))
      return false;
  }
  return true;
}

static void name_heads(brv_structure *s, const brv_node *table, const GArray *squares)
{
  guint number = GPOINTER_TO_UINT(g_hash_table_size(s->ids));
  for (guint i = 0; i < squares->len; i++) {
    const square *q = &g_array_index(squares, square, i);
    if (is_head(q))
      q->element->name = brv_arena_printf(s->arena, "head-%u-%u", number, i);
  }
  g_hash_table_insert(s->ids, brv_arena_printf(s->arena, "table %u", number), (void *)table);
  for (guint i = 0; i < squares->len; i++) {
    const square *q = &g_array_index(squares, square, i);
    g_autoptr(GString) names = g_string_new(NULL);
    for (guint k = 0; k < squares->len; k++) {
      const square *head = &g_array_index(squares, square, k);
      if (heads(head, q))
        g_string_append_printf(names, "(%s)", head->element->name);
    }
    if (names->len > 0)
      q->element->headers = brv_arena_strdup(s->arena, names->str);
  }
}

void brv_structure_name_heads(brv_structure *s, const brv_node *table)
{
  guint columns = count_columns(table), index = 0;
  g_autofree guint *busy = g_new0(guint, columns);
  g_autoptr(GArray) squares = g_array_new(FALSE, FALSE, sizeof(square));
  for (const brv_node *row = table->first; row; row = row->next)
    if (row->kind == BRV_NODE_ROW)
      add_row(s, row, index++, columns, busy, squares);
  if (!is_regular(squares))
    name_heads(s, table, squares);
}
