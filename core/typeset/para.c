#include "typeset/line.h"
#include "typeset/set.h"

static brv_box *line_box(brv_setter *setter, const brv_column *column, const brv_line *line,
                         const brv_text *text, const brv_style *style)
{
  brv_box *box = brv_box_new(setter, style->leading);
  box->ascent = brv_line_ascent(setter->layout, style->size, style->leading);
  box->on_grid = !style->off_grid && style->leading == setter->layout->baseline;
  for (guint i = 0; i < line->items->len; i++)
    brv_box_add_item(setter, box, &g_array_index(line->items, brv_page_item, i), column->x,
                     box->ascent);
  for (guint i = 0; i < line->links->len; i++)
    brv_box_add_link(setter, box, &g_array_index(line->links, brv_page_link, i), column->x,
                     box->ascent);
  box->starts_at = brv_text_origin(text, line->start, &box->starts_offset);
  if (line->loose) {
    brv_page_loose loose = {box->starts_at, box->starts_offset, line->loose->spaces,
                            line->loose->fewer, line->loose->more};
    brv_box_add_loose(setter, box, &loose);
  }
  return box;
}

static bool is_on(const brv_line *line, const brv_mark *mark, bool last)
{
  return mark->at >= line->start && (mark->at < line->end || last);
}

/* Notes and targets of links that stand on a line. */
static void add_marks(brv_setter *setter, brv_box *box, const brv_line *line, const brv_text *text,
                      bool last, double x)
{
  for (guint i = 0; i < text->anchors->len; i++) {
    const brv_mark *mark = &g_array_index(text->anchors, brv_mark, i);
    if (is_on(line, mark, last))
      brv_box_add_anchor(setter, box, mark->node->id, x, 0);
  }
  for (guint i = 0; i < text->notes->len; i++) {
    const brv_mark *mark = &g_array_index(text->notes, brv_mark, i);
    if (!is_on(line, mark, last))
      continue;
    if (!box->notes)
      box->notes = brv_arena_ptr_array(setter->arena);
    g_ptr_array_add(box->notes, brv_set_note(setter, mark->node));
  }
}

static void add_lines(brv_setter *setter, brv_column *column, const brv_text *text,
                      const GPtrArray *lines, const brv_style *style)
{
  for (guint i = 0; i < lines->len; i++) {
    const brv_line *line = lines->pdata[i];
    bool last = i + 1 == lines->len;
    brv_box *box = line_box(setter, column, line, text, style);
    add_marks(setter, box, line, text, last, column->x);
    box->goes_on = i > 0;
    box->hyphenated = line->hyphen;
    /* No line of a paragraph stands alone, neither its first at a page's foot nor its last at
     * the top. */
    if (i == 1 || (last && i > 0))
      brv_box_keep(box, BRV_KEEP_PARAGRAPH);
    brv_column_add(setter, column, box);
  }
}

void brv_set_text(brv_setter *setter, brv_column *column, brv_text *text, const brv_style *style,
                  double indent)
{
  brv_style aligned = *style;
  if (column->align == BRV_ALIGN_END)
    aligned.setting = BRV_SET_RIGHT;
  else if (column->align == BRV_ALIGN_CENTRE)
    aligned.setting = BRV_SET_CENTRED;
  const GPtrArray *lines = brv_set_lines(setter, text, &aligned, column->width, indent);
  add_lines(setter, column, text, lines, style);
}

/* Sets a paragraph on the lines of the one before it. */
static void overlay(brv_setter *setter, brv_column *column, brv_text *text, const brv_style *style)
{
  const GPtrArray *lines = brv_set_lines(setter, text, style, column->width, 0);
  for (guint i = 0; i < lines->len; i++) {
    const brv_line *line = lines->pdata[i];
    brv_box *box = line_box(setter, column, line, text, style);
    add_marks(setter, box, line, text, i + 1 == lines->len, column->x);
    guint under = column->para_start + i;
    if (under < column->strip->boxes->len) {
      brv_box *onto = column->strip->boxes->pdata[under];
      brv_box_merge(setter, onto, box, 0, onto->ascent - box->ascent);
    } else {
      brv_column_add(setter, column, box);
    }
  }
}

void brv_set_para(brv_setter *setter, brv_column *column, const brv_node *block,
                  const brv_style *style)
{
  brv_text *text = brv_text_new(setter, brv_node_language(block));
  if (style->label)
    brv_text_add(setter, text, style->label, style, block);
  brv_text_add_inlines(setter, text, block, style);
  if (style->same_line && column->para_start < column->strip->boxes->len) {
    overlay(setter, column, text, style);
    return;
  }
  guint start = column->strip->boxes->len;
  bool follows = column->before && g_str_equal(column->before, style->role);
  brv_set_text(setter, column, text, style, follows ? style->indent_first : 0);
  if (column->strip->boxes->len > start) {
    column->before = style->role;
    column->para_start = start;
  }
}

/* A line of code keeps its spaces; where it is too long it goes on in the next. */
void brv_set_code(brv_setter *setter, brv_column *column, const brv_node *code,
                  const brv_style *style)
{
  g_autofree char *whole = g_strchomp(g_strdup(code->text ? code->text : ""));
  g_auto(GStrv) rows = g_strsplit(whole, "\n", -1);
  brv_style plain = *style;
  plain.setting = BRV_SET_RAGGED;
  plain.hyphenate = false;
  for (guint i = 0; rows[i]; i++) {
    brv_text *text = brv_text_new(setter, brv_node_language(code));
    brv_text_add(setter, text, rows[i], &plain, code);
    if (*rows[i])
      brv_set_text(setter, column, text, &plain, 0);
    else
      brv_column_add(setter, column, brv_box_new(setter, style->leading));
  }
  setter->words += brv_count_words(whole);
}
