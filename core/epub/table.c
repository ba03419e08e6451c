#include "epub/css.h"
#include "epub/xhtml.h"

/* From so many columns on a table is set smaller, to be read on a telephone; from so many it may be
 * moved sideways, for which keys must reach it. */
enum { WIDE = 5, MOVED = 8 };

static bool open_table(brv_xhtml *x, const brv_node *node)
{
  if (node->table.columns >= WIDE) {
    brv_xml_text(x->xml, "\n", 1);
    brv_xml_open(x->xml, "div");
    bool moved = node->table.columns >= MOVED;
    brv_xml_attribute(x->xml, "class", moved ? "wide moved" : "wide");
    brv_xml_attribute(x->xml, "tabindex", moved ? "0" : NULL);
  }
  /* Space around tables is the sheet's own, so that they close up to a heading. */
  brv_xhtml_open(x, "table", node, true, false);
  return true;
}

static void close_table(brv_xhtml *x, const brv_node *node)
{
  brv_xml_close(x->xml);
  if (node->table.columns >= WIDE)
    brv_xml_close(x->xml);
}

/* The head of a table is the head rows it opens with. */
static bool in_thead(const brv_node *row)
{
  for (const brv_node *r = row; r && r->kind == BRV_NODE_ROW; r = r->prev)
    if (!r->row.head)
      return false;
  return true;
}

static bool is_row(const brv_node *node)
{
  return node && node->kind == BRV_NODE_ROW;
}

/* The shares of the width that the plugin asked for; where words need more, they have it. */
static void write_columns(brv_xhtml *x, const brv_node *table)
{
  double sum = 0;
  for (int i = 0; table->table.widths && i < table->table.columns; i++)
    sum += table->table.widths[i];
  if (sum <= 0)
    return;
  brv_xml_open(x->xml, "colgroup");
  for (int i = 0; i < table->table.columns; i++) {
    g_autofree char *style =
        g_strdup_printf("width: %d%%", (int)(100 * table->table.widths[i] / sum + 0.5));
    brv_xml_open(x->xml, "col");
    brv_xml_attribute(x->xml, "style", style);
    brv_xml_close(x->xml);
  }
  brv_xml_close(x->xml);
}

static bool open_row(brv_xhtml *x, const brv_node *node)
{
  bool head = in_thead(node);
  if (!is_row(node->prev))
    write_columns(x, node->parent);
  if (!is_row(node->prev) || in_thead(node->prev) != head)
    brv_xml_open(x->xml, head ? "thead" : "tbody");
  brv_xhtml_open_as(x, "tr", node, node->row.marked ? "marked" : node->role, false, true);
  return true;
}

static void close_row(brv_xhtml *x, const brv_node *node)
{
  brv_xml_close(x->xml);
  if (!is_row(node->next) || in_thead(node->next) != in_thead(node))
    brv_xml_close(x->xml);
}

/* The column a cell begins in; spans from rows above are not counted, so tables with tall cells
 * align by what stands in the cell's own row. */
static int column_of(const brv_node *cell)
{
  int column = 0;
  for (const brv_node *c = cell->prev; c; c = c->prev)
    column += MAX(c->cell.columns_wide, 1);
  return column;
}

static const char *alignment(const brv_node *cell)
{
  const brv_node *table = cell->parent->parent;
  int column = column_of(cell);
  if (!table->table.aligns || column >= table->table.columns)
    return NULL;
  switch (table->table.aligns[column]) {
  case BRV_ALIGN_CENTRE:
    return "centre";
  case BRV_ALIGN_END:
  case BRV_ALIGN_POINT:
    return "end";
  case BRV_ALIGN_START:
    break;
  }
  return NULL;
}

static void write_span(brv_xhtml *x, const char *name, int cells)
{
  g_autofree char *number = g_strdup_printf("%d", cells);
  brv_xml_attribute(x->xml, name, cells > 1 ? number : NULL);
}

/* An empty corner names nothing, so it is no head. */
static bool is_head(const brv_node *cell)
{
  return (cell->cell.head || cell->parent->row.head) && cell->first && cell->first->first;
}

/* A shaded cell brings its own ink, so that night and other grounds leave it readable. */
static void write_shade(brv_xhtml *x, const brv_node *cell)
{
  if (cell->cell.shade == 0)
    return;
  const brv_layout *layout = x->book->layout;
  g_autoptr(GString) style = g_string_new("padding: 0.35em 0.5em;");
  brv_css_colour(style, "background-color", brv_layout_shade(layout, cell->cell.shade));
  brv_css_colour(style, "color", brv_layout_colour(layout, "ink"));
  brv_xml_attribute(x->xml, "style", style->str);
}

static bool open_cell(brv_xhtml *x, const brv_node *node)
{
  bool head = is_head(node);
  brv_xhtml_open_as(x, head ? "th" : "td", node, node->role, false, false);
  if (!node->role)
    brv_xml_attribute(x->xml, "class", alignment(node));
  if (head)
    brv_xml_attribute(x->xml, "scope", node->parent->row.head ? "col" : "row");
  write_shade(x, node);
  write_span(x, "colspan", node->cell.columns_wide);
  write_span(x, "rowspan", node->cell.rows_high);
  return true;
}

const brv_writer brv_table_writers[BRV_NODE_KIND_COUNT] = {
    [BRV_NODE_TABLE] = {open_table, close_table},
    [BRV_NODE_ROW] = {open_row, close_row},
    [BRV_NODE_CELL] = {open_cell, brv_xhtml_close},
};
