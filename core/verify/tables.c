/* Tables as grids: spans, regular rows, and a header for each data cell. ISO 32000-1, 14.8.5.7;
 * ISO 14289-1, 7.5. */
#include <string.h>

#include "verify/structure.h"

/* Larger tables are not laid out. */
enum { COLUMNS = 1000, CELLS = 200000 };

typedef struct {
  const brv_element *cell;
  guint row, column, rows, columns;
} slot;

typedef struct {
  brv_audit *audit;
  const brv_element *table;
  GPtrArray *rows;   /* of brv_element: the TRs */
  GArray *slots;     /* of slot, in order */
  GHashTable *taken; /* row * COLUMNS + column, to the cell */
  guint width;
  bool is_broken; /* cells overlap, or too large */
} grid;

static guint span_of(const grid *g, const brv_element *cell, const char *key, guint most)
{
  gint64 span = brv_obj_int(brv_element_attribute(g->audit, cell, "Table", key), 1);
  return span < 1 ? 1 : (guint)MIN(span, (gint64)most);
}

static gpointer spot_key(guint row, guint column)
{
  return GUINT_TO_POINTER(row * COLUMNS + column + 1);
}

static const brv_element *cell_at(const grid *g, guint row, guint column)
{
  return g_hash_table_lookup(g->taken, spot_key(row, column));
}

static void place_cell(grid *g, const brv_element *cell, guint row, guint column)
{
  slot s = {cell, row, column, span_of(g, cell, "RowSpan", COLUMNS),
            span_of(g, cell, "ColSpan", COLUMNS)};
  for (guint r = row; r < row + s.rows; r++)
    for (guint c = column; c < column + s.columns && c < COLUMNS; c++) {
      if (g_hash_table_size(g->taken) > CELLS) {
        brv_audit_fault(g->audit, BRV_TABLE_ROWS_FAULT, brv_element_spot(g->audit, cell),
                        "its spans are too large");
        g->is_broken = true;
        return;
      }
      if (cell_at(g, r, c)) {
        brv_audit_fault(g->audit, BRV_TABLE_OVERLAP_FAULT, brv_element_spot(g->audit, cell), NULL);
        g->is_broken = true;
      }
      g_hash_table_insert(g->taken, spot_key(r, c), (void *)cell);
    }
  g->width = MAX(g->width, column + s.columns);
  g_array_append_val(g->slots, s);
}

static void place_row(grid *g, const brv_element *row, guint index)
{
  guint column = 0;
  for (guint i = 0; i < row->kids->len && !g->is_broken; i++) {
    while (column < COLUMNS && cell_at(g, index, column))
      column++;
    if (column >= COLUMNS)
      return;
    place_cell(g, row->kids->pdata[i], index, column);
  }
}

static void collect_rows(GPtrArray *rows, const brv_element *element)
{
  for (guint i = 0; i < element->kids->len; i++) {
    const brv_element *kid = element->kids->pdata[i];
    if (brv_element_is(kid, "TR"))
      g_ptr_array_add(rows, (void *)kid);
    else if (brv_element_is_one(kid, (const char *const[]){"THead", "TBody", "TFoot", NULL}))
      collect_rows(rows, kid);
  }
}

/* Every row fills every column, and no cell reaches below the last row. */
static void check_regular(const grid *g)
{
  for (guint i = 0; i < g->slots->len; i++) {
    const slot *s = &g_array_index(g->slots, slot, i);
    if (s->row + s->rows > g->rows->len)
      brv_audit_fault(g->audit, BRV_TABLE_ROWS_FAULT, brv_element_spot(g->audit, s->cell),
                      "a cell reaches below the last row");
  }
  for (guint row = 0; row < g->rows->len; row++) {
    guint filled = 0;
    for (guint column = 0; column < g->width && column < COLUMNS; column++)
      filled += cell_at(g, row, column) != NULL;
    if (filled != g->width)
      brv_audit_fault(g->audit, BRV_TABLE_COLUMNS_FAULT,
                      brv_element_spot(g->audit, g->rows->pdata[row]), "%u of %u columns", filled,
                      g->width);
  }
}

/* Headers. */

static bool has_scope(const grid *g, const brv_element *cell, const char *scope)
{
  const brv_obj *value = brv_element_attribute(g->audit, cell, "Table", "Scope");
  return brv_element_is(cell, "TH") &&
         (brv_obj_is_name(value, scope) || brv_obj_is_name(value, "Both"));
}

static bool lacks_scope(const grid *g, const brv_element *cell)
{
  const brv_obj *value = brv_element_attribute(g->audit, cell, "Table", "Scope");
  static const char *const scopes[] = {"Row", "Column", "Both", NULL};
  return brv_element_is(cell, "TH") && !g_strv_contains(scopes, brv_obj_name(value));
}

/* Looks at the cells of the rows and columns of a cell: whether there is a TH whose scope reaches
 * it, or else one that has no scope. A cell without any TH (the corner of a table) needs none. */
static bool wants_scope(const grid *g, const slot *s)
{
  bool lacks = false;
  for (guint row = s->row; row < s->row + s->rows && row < g->rows->len; row++)
    for (guint column = 0; column < g->width && column < COLUMNS; column++) {
      const brv_element *cell = cell_at(g, row, column);
      if (cell && has_scope(g, cell, "Row"))
        return false;
      lacks |= cell && lacks_scope(g, cell);
    }
  for (guint column = s->column; column < s->column + s->columns && column < COLUMNS; column++)
    for (guint row = 0; row < g->rows->len; row++) {
      const brv_element *cell = cell_at(g, row, column);
      if (cell && has_scope(g, cell, "Column"))
        return false;
      lacks |= cell && lacks_scope(g, cell);
    }
  return lacks;
}

static bool is_header_id(const grid *g, const brv_obj *id)
{
  const char *text = brv_obj_string(id);
  const brv_element *header = text ? g_hash_table_lookup(g->audit->tree->ids, text) : NULL;
  return brv_element_is_one(header, (const char *const[]){"TH", "TD", NULL});
}

static void check_cell(const grid *g, const slot *s)
{
  if (!brv_element_is(s->cell, "TD"))
    return;
  const brv_obj *headers = brv_element_attribute(g->audit, s->cell, "Table", "Headers");
  brv_spot spot = brv_element_spot(g->audit, s->cell);
  bool has_headers = headers->type == BRV_OBJ_ARRAY && headers->count;
  for (guint i = 0; has_headers && i < headers->count; i++)
    if (!is_header_id(g, brv_obj_item(g->audit->pdf, headers, i)))
      brv_audit_fault(g->audit, BRV_TABLE_HEADERS_FAULT, spot, NULL);
  if (!has_headers && wants_scope(g, s))
    brv_audit_fault(g->audit, BRV_TABLE_SCOPE_FAULT, spot, NULL);
}

static bool has_header_cells(const grid *g)
{
  for (guint i = 0; i < g->slots->len; i++)
    if (brv_element_is(g_array_index(g->slots, slot, i).cell, "TH"))
      return true;
  return false;
}

static void check_table(brv_audit *a, const brv_element *table)
{
  g_autoptr(GPtrArray) rows = g_ptr_array_new();
  g_autoptr(GArray) slots = g_array_new(FALSE, FALSE, sizeof(slot));
  g_autoptr(GHashTable) taken = g_hash_table_new(NULL, NULL);
  grid g = {.audit = a, .table = table, .rows = rows, .slots = slots, .taken = taken};
  collect_rows(rows, table);
  for (guint i = 0; i < rows->len && !g.is_broken; i++)
    place_row(&g, rows->pdata[i], i);
  if (g.is_broken)
    return;
  check_regular(&g);
  for (guint i = 0; has_header_cells(&g) && i < slots->len; i++)
    check_cell(&g, &g_array_index(slots, slot, i));
}

void brv_audit_tables(brv_audit *a)
{
  for (guint i = 0; i < a->tree->elements->len; i++)
    if (brv_element_is(a->tree->elements->pdata[i], "Table"))
      check_table(a, a->tree->elements->pdata[i]);
}
