#include "plugin/read.h"

#include <string.h>

static brv_align read_align(brv_reader *r, const brv_step *at)
{
  const char *name = lua_type(r->L, -1) == LUA_TSTRING ? lua_tostring(r->L, -1) : "";
  for (int i = 0; brv_align_names[i]; i++)
    if (strcmp(name, brv_align_names[i]) == 0)
      return (brv_align)i;
  brv_reader_fail(r, at, "align: expected \"start\", \"centre\", \"end\" or \"point\"");
  return BRV_ALIGN_START;
}

static void read_aligns(brv_reader *r, int table, brv_node *node, const brv_step *at)
{
  brv_align *aligns = brv_new_array(r->arena, brv_align, node->table.columns);
  if (brv_reader_push(r, table, "align") == LUA_TTABLE) {
    if ((int)lua_rawlen(r->L, -1) > node->table.columns)
      brv_reader_fail(r, at, "align: %d entries for %d columns", (int)lua_rawlen(r->L, -1),
                      node->table.columns);
    for (int i = 0; i < node->table.columns; i++) {
      if (lua_rawgeti(r->L, -1, i + 1) != LUA_TNIL)
        aligns[i] = read_align(r, at);
      lua_pop(r->L, 1);
    }
  } else if (!lua_isnil(r->L, -1)) {
    brv_reader_fail(r, at, "align: expected a list, got %s", luaL_typename(r->L, -1));
  }
  lua_pop(r->L, 1);
  node->table.aligns = aligns;
}

static void read_widths(brv_reader *r, int table, brv_node *node, const brv_step *at)
{
  int type = brv_reader_push(r, table, "widths");
  if (type == LUA_TTABLE) {
    double *widths = brv_new_array(r->arena, double, node->table.columns);
    for (int i = 0; i < node->table.columns; i++) {
      lua_rawgeti(r->L, -1, i + 1);
      widths[i] = lua_type(r->L, -1) == LUA_TNUMBER ? lua_tonumber(r->L, -1) : -1;
      lua_pop(r->L, 1);
      if (!(widths[i] > 0 && widths[i] <= 1))
        brv_reader_fail(r, at, "widths: expected a part of 1 for each of %d columns",
                        node->table.columns);
    }
    node->table.widths = widths;
  } else if (type != LUA_TNIL) {
    brv_reader_fail(r, at, "widths: expected a list, got %s", lua_typename(r->L, type));
  }
  lua_pop(r->L, 1);
}

static int columns_of(const brv_node *row)
{
  int columns = 0;
  for (const brv_node *cell = row->first; cell; cell = cell->next)
    columns += cell->cell.columns_wide;
  return columns;
}

/* Rows below a cell that is several rows high have fewer cells of their own. */
static int hanging_columns(const brv_node *row)
{
  int columns = 0, below = 1;
  for (const brv_node *above = row->prev; above && above->kind == BRV_NODE_ROW;
       above = above->prev, below++)
    for (const brv_node *cell = above->first; cell; cell = cell->next)
      columns += cell->cell.rows_high > below ? cell->cell.columns_wide : 0;
  return columns;
}

void brv_row_step(brv_row_count *count, bool head, brv_step *step)
{
  head = head && count->rows == 0;
  step->word = head ? "head row" : "row";
  step->index = head ? ++count->heads : ++count->rows;
}

void brv_reader_finish_table(brv_reader *r, int table, brv_node *node, const brv_step *at)
{
  brv_row_count count = {0};
  for (const brv_node *row = node->first; row; row = row->next)
    if (row->kind == BRV_NODE_ROW)
      node->table.columns = MAX(node->table.columns, columns_of(row) + hanging_columns(row));
  if (!node->table.columns)
    brv_reader_fail(r, at, "a table without cells");
  for (const brv_node *row = node->first; row; row = row->next) {
    if (row->kind != BRV_NODE_ROW)
      continue;
    brv_step in_row = {.outer = at};
    brv_row_step(&count, row->row.head, &in_row);
    int columns = columns_of(row) + hanging_columns(row);
    if (columns != node->table.columns)
      brv_reader_fail(r, &in_row, "%d cells where the table has %d columns", columns,
                      node->table.columns);
  }
  read_aligns(r, table, node, at);
  read_widths(r, table, node, at);
}
