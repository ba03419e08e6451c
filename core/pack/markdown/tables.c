#include <cmark-gfm-core-extensions.h>
#include <string.h>

#include "pack/markdown/reader.h"

static bool is_table(cmark_node *node)
{
  return node && strcmp(cmark_node_get_type_string(node), "table") == 0;
}

/* "Table: " or ": " at the start of a paragraph beside a table. */
static gsize mark_length(const char *text)
{
  return g_str_has_prefix(text, "Table: ") ? 7 : g_str_has_prefix(text, ": ") ? 2 : 0;
}

bool brv_md_is_caption(const brv_md *md, cmark_node *node)
{
  bool beside = is_table(cmark_node_next(node)) || is_table(cmark_node_previous(node));
  return beside && mark_length(md->text + brv_md_block_place(md, node).offset) > 0;
}

static void put_caption(brv_md *md, brv_node *table)
{
  if (md->caption) {
    if (table->first)
      brv_node_insert_before(table->first, md->caption);
    else
      brv_node_append(table, md->caption);
  }
  if (md->caption_attributes)
    brv_md_apply(md, md->caption_attributes, table, BRV_MD_ID | BRV_MD_TIER);
  md->caption = NULL;
  md->caption_attributes = NULL;
}

static void drop_mark(brv_md *md, brv_node *caption)
{
  brv_node *first = caption->first;
  if (!first || first->kind != BRV_NODE_TEXT)
    return;
  gsize mark = MIN(mark_length(first->text), strlen(first->text));
  first->text = brv_arena_strdup(md->arena, first->text + mark);
  first->place = brv_place_part(first->place, (guint32)mark, first->place.length);
}

void brv_md_caption(brv_md *md, cmark_node *node, brv_node *out)
{
  brv_node *caption = brv_node_new(md->arena, BRV_NODE_CAPTION, brv_md_block_place(md, node));
  const brv_attributes *attributes = brv_md_para(md, node, caption);
  drop_mark(md, caption);
  brv_node *before = is_table(cmark_node_next(node)) ? NULL : out->last;
  md->caption = caption;
  md->caption_attributes = attributes;
  if (!before)
    return;
  if (before->kind == BRV_NODE_TABLE && before->first && before->first->kind != BRV_NODE_CAPTION) {
    put_caption(md, before);
    return;
  }
  brv_report(md->diags, BRV_BAD_TABLE, caption->place, "keep one of the two",
             "a second caption for one table");
  md->caption = NULL;
  md->caption_attributes = NULL;
}

static bool is_rule(const char *text)
{
  gsize length = strspn(text, " \t>|:-");
  return (text[length] == '\n' || text[length] == '\r' || !text[length]) &&
         memchr(text, '-', length);
}

/* cmark's line is that of the paragraph above, when one runs into the table. */
static int head_line(const brv_md *md, cmark_node *table)
{
  int line = cmark_node_get_start_line(table);
  for (int l = line; l < cmark_node_get_end_line(table); l++)
    if (is_rule(md->text + brv_md_offset(md, l + 1, 1)))
      return l;
  return line;
}

static void enter_row(brv_md *md, int line)
{
  md->at = brv_md_offset(md, line, 1);
  md->end = brv_md_offset(md, line + 1, 1);
  brv_md_pass(md, " \t>", G_MAXINT);
  brv_md_pass(md, "|", 1);
}

static void leave_cell(brv_md *md)
{
  while (md->at < md->end && md->text[md->at] != '|' && md->text[md->at] != '\n')
    md->at += md->text[md->at] == '\\' ? 2 : 1;
  md->at = MIN(md->at, md->end);
  brv_md_pass(md, "|", 1);
}

static void read_cell(brv_md *md, cmark_node *node, brv_node *row)
{
  brv_md_pass(md, " \t", G_MAXINT);
  brv_node *cell = brv_node_new(md->arena, BRV_NODE_CELL, brv_md_place(md, md->at, md->at));
  cell->cell.head = row->row.head;
  cell->cell.columns_wide = cell->cell.rows_high = 1;
  brv_node_append(row, cell);
  brv_node *para = brv_node_new(md->arena, BRV_NODE_PARA, cell->place);
  brv_md_inlines(md, node, para, md->at, md->end);
  if (md->trailing)
    brv_md_refuse(md, md->trailing);
  para->place = brv_md_place(md, cell->place.offset, md->at);
  cell->place = para->place;
  if (para->first)
    brv_node_append(cell, para);
  leave_cell(md);
}

/* cmark drops cells beyond the head's, and takes a line after the table for one more row. */
static void check_row(brv_md *md, const brv_node *row, int columns)
{
  guint32 rest = md->at;
  while (rest < md->end && strchr(" \t\r\n", md->text[rest]))
    rest++;
  const char *line = md->text + row->place.offset;
  if (columns > 1 && !memchr(line, '|', row->place.length))
    brv_report(md->diags, BRV_BAD_TABLE, row->place, "put a blank line after the table",
               "this line is taken for a row of the table above");
  else if (rest < md->end)
    brv_report(md->diags, BRV_BAD_TABLE, brv_md_place(md, rest, md->end),
               "add a column to the head and the line below it, or write \\| for the character",
               "this row has more cells than the head, which has %d", columns);
}

static void read_row(brv_md *md, cmark_node *node, brv_node *table, int line)
{
  guint32 end = brv_md_offset(md, line + 1, 1);
  enter_row(md, line);
  guint32 from = brv_md_offset(md, line, 1);
  while (end > from && strchr(" \t\r\n", md->text[end - 1]))
    end--;
  brv_node *row = brv_node_new(md->arena, BRV_NODE_ROW, brv_md_place(md, from, end));
  row->row.head = cmark_gfm_extensions_get_table_row_is_header(node);
  brv_node_append(table, row);
  for (cmark_node *c = cmark_node_first_child(node); c; c = cmark_node_next(c))
    read_cell(md, c, row);
  check_row(md, row, table->table.columns);
}

static const brv_align *read_aligns(brv_md *md, cmark_node *node, int columns)
{
  const guint8 *letters = cmark_gfm_extensions_get_table_alignments(node);
  brv_align *aligns = brv_new_array(md->arena, brv_align, columns);
  for (int i = 0; letters && i < columns; i++)
    aligns[i] = letters[i] == 'c'   ? BRV_ALIGN_CENTRE
                : letters[i] == 'r' ? BRV_ALIGN_END
                                    : BRV_ALIGN_START;
  return aligns;
}

static bool is_empty(const brv_node *row)
{
  for (const brv_node *cell = row->first; cell; cell = cell->next)
    if (cell->first)
      return false;
  return true;
}

/* Readers name the cells of a column or a row by its head. A first row without words is one that Markdown
 * asks for and the writer has no use for: then the first cells are what the rows are of. */
static void settle_heads(brv_md *md, brv_node *table)
{
  brv_node *head = table->first;
  while (head && head->kind != BRV_NODE_ROW)
    head = head->next;
  if (!head || !head->next)
    brv_report(md->diags, BRV_BAD_TABLE, table->place, "write a row under the head", "a table without rows");
  if (!head || !head->next || !is_empty(head))
    return;
  guint heads = 0;
  for (brv_node *row = head->next; row; row = row->next) {
    row->first->cell.head = row->first->first != NULL;
    heads += row->first->cell.head;
  }
  brv_node_unlink(head);
  if (!heads || table->table.columns == 1)
    brv_report(md->diags, BRV_BAD_TABLE, table->place, "name what the columns hold, or the rows",
               "a table without heads");
}

void brv_md_table(brv_md *md, cmark_node *node, brv_node *out)
{
  int columns = cmark_gfm_extensions_get_table_columns(node);
  int head = head_line(md, node);
  guint32 from = brv_md_offset(md, head, 1);
  brv_node *table = brv_node_new(md->arena, BRV_NODE_TABLE,
                                 brv_md_place(md, from, brv_md_offset(md, head + 1, 1)));
  table->table.columns = columns;
  table->table.aligns = read_aligns(md, node, columns);
  brv_node_append(out, table);
  put_caption(md, table);
  for (cmark_node *row = cmark_node_first_child(node); row; row = cmark_node_next(row)) {
    bool is_head = cmark_gfm_extensions_get_table_row_is_header(row);
    read_row(md, row, table, is_head ? head : cmark_node_get_start_line(row));
  }
  settle_heads(md, table);
}
