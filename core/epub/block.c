#include <string.h>

#include "epub/css.h"
#include "epub/xhtml.h"
#include "typeset/label.h"

static bool lists_sources(const brv_node *section)
{
  for (const brv_node *child = section->first; child; child = child->next)
    if (child->kind == BRV_NODE_LIST && g_strcmp0(child->role, "sources") == 0)
      return true;
  return false;
}

static bool open_section(brv_xhtml *x, const brv_node *node)
{
  brv_xhtml_open_as(x, "section", node, node->type ? node->type : node->role, false, true);
  if (lists_sources(node) && !x->continued) {
    brv_xml_attribute(x->xml, "epub:type", "bibliography");
    brv_xml_attribute(x->xml, "role", "doc-bibliography");
    if (node->first->kind == BRV_NODE_HEADING)
      brv_xml_attribute(x->xml, "aria-labelledby", g_hash_table_lookup(x->book->ids, node->first));
  }
  return true;
}

static bool open_header(brv_xhtml *x, const brv_node *node)
{
  brv_xhtml_open_as(x, "header", node, node->role ? node->role : "header", false, true);
  return true;
}

static bool open_group(brv_xhtml *x, const brv_node *node)
{
  brv_xhtml_open(x, "div", node, false, true);
  return true;
}

static bool open_heading(brv_xhtml *x, const brv_node *node)
{
  static const char *const elements[] = {"h1", "h2", "h3", "h4", "h5", "h6"};
  brv_xhtml_open(x, elements[CLAMP(node->level, 1, 6) - 1], node, true, true);
  return true;
}

bool brv_xhtml_is_bare(const brv_node *node)
{
  return node->kind == BRV_NODE_PARA && node->parent->kind == BRV_NODE_CELL && !node->prev &&
         !node->next && !node->role && !node->id && !node->language;
}

static bool is_credit(const brv_node *node)
{
  return node->kind == BRV_NODE_PARA && g_strcmp0(node->role, "credit") == 0;
}

/* A figure's caption and credit share one figcaption, which the first of them opens. */
static void open_figcaption(brv_xhtml *x, const brv_node *node)
{
  const brv_node *before = node->prev;
  while (before && before->kind != BRV_NODE_CAPTION && !is_credit(before))
    before = before->prev;
  if (!before)
    brv_xml_open(x->xml, "figcaption");
}

static bool open_para(brv_xhtml *x, const brv_node *node)
{
  if (brv_xhtml_is_bare(node))
    return true;
  if (node->parent->kind == BRV_NODE_FIGURE && is_credit(node))
    open_figcaption(x, node);
  /* The cover has no heading node, yet its page is headed. */
  bool heads = g_strcmp0(node->role, "cover-title") == 0;
  brv_xhtml_open(x, heads ? "h1" : "p", node, true, true);
  brv_xhtml_lead(x);
  return true;
}

static void close_para(brv_xhtml *x, const brv_node *node)
{
  if (!brv_xhtml_is_bare(node))
    brv_xml_close(x->xml);
}

static bool open_caption(brv_xhtml *x, const brv_node *node)
{
  if (node->parent->kind == BRV_NODE_TABLE) {
    brv_xhtml_open_as(x, "caption", node, node->role, true, true);
    return true;
  }
  if (node->parent->kind == BRV_NODE_FIGURE)
    open_figcaption(x, node);
  brv_xhtml_open_as(x, "p", node, node->role ? node->role : "caption", true, true);
  return true;
}

static bool open_figure(brv_xhtml *x, const brv_node *node)
{
  brv_xhtml_page_breaks(x);
  brv_xhtml_open_as(x, "figure", node, node->role ? node->role : "figure", false, true);
  return true;
}

static void close_figure(brv_xhtml *x, const brv_node *node)
{
  for (const brv_node *child = node->first; child; child = child->next)
    if (child->kind == BRV_NODE_CAPTION || is_credit(child)) {
      brv_xml_close(x->xml);
      break;
    }
  brv_xml_close(x->xml);
}

static bool has_labels(const brv_node *list)
{
  return list->first && list->first->label;
}

/* A list whose items carry their own markers says them as text; the others leave it to the reader.
 */
static bool open_list(brv_xhtml *x, const brv_node *node)
{
  brv_xhtml_open_as(x, node->list.ordered || has_labels(node) ? "ol" : "ul", node,
                    node->role ? node->role : "list", false, true);
  if (node->list.ordered && node->list.start > 1 && !has_labels(node)) {
    g_autofree char *start = g_strdup_printf("%d", node->list.start);
    brv_xml_attribute(x->xml, "start", start);
  }
  return true;
}

static bool open_item(brv_xhtml *x, const brv_node *node)
{
  brv_xhtml_open_as(x, "li", node, node->label ? "labelled" : node->role, false, true);
  x->lead = node->label ? node : NULL;
  if (!node->first || node->first->kind != BRV_NODE_PARA)
    brv_xhtml_lead(x);
  return true;
}

static bool open_quote(brv_xhtml *x, const brv_node *node)
{
  brv_xhtml_open_as(x, "blockquote", node, node->role ? node->role : "quote", false, true);
  return true;
}

static bool open_code(brv_xhtml *x, const brv_node *node)
{
  brv_xhtml_page_breaks(x);
  brv_xhtml_open_as(x, "pre", node, node->role ? node->role : "code", true, true);
  brv_xml_attribute(x->xml, "dir", "ltr");
  brv_xml_open(x->xml, "code");
  brv_xhtml_text(x, node);
  return false;
}

static void close_code(brv_xhtml *x, const brv_node *node G_GNUC_UNUSED)
{
  brv_xml_close(x->xml);
  brv_xml_close(x->xml);
}

/* The table of the data that the drawing shows, in the same figure; or NULL. */
static const brv_node *data_of(const brv_node *drawing)
{
  if (drawing->parent->kind != BRV_NODE_FIGURE)
    return NULL;
  for (const brv_node *node = drawing->parent->first; node; node = node->next)
    if (brv_book_is_data(node))
      return node;
  return NULL;
}

static void write_picture(brv_xhtml *x, const brv_node *node, const char *class, const char *style)
{
  const brv_book_file *file = brv_book_drawing(x->book, node);
  brv_xml_attribute(x->xml, "class", class);
  brv_xml_attribute(x->xml, "src", file ? file->name : "");
  brv_xhtml_alternative(x, node);
  brv_xml_attribute(x->xml, "style", style);
}

static void append_em(GString *style, const char *property, double em)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  g_ascii_formatd(number, sizeof number, "%.2f", em);
  brv_css_trim(number);
  g_string_append_printf(style, "%s%s: %sem", style->len ? "; " : "", property, number);
}

/* In the line, on its baseline, as large as beside the words in print. */
static bool open_drawing_in_line(brv_xhtml *x, const brv_node *node)
{
  const brv_style *around = brv_xhtml_style_around(x->book, node);
  brv_extents extents = brv_picture_extents(x->book->layout, node, around);
  double scale = extents.width / node->drawing->width;
  double margin = brv_book_drawing_margin(node) * scale;
  g_autoptr(GString) style = g_string_new(NULL);
  append_em(style, "width", (extents.width + 2 * margin) / around->size);
  append_em(style, "vertical-align", -(extents.descent + margin) / around->size);
  brv_xhtml_page_breaks(x);
  brv_xhtml_open_as(x, "img", node, NULL, false, false);
  write_picture(x, node, "drawing-inline", style->str);
  return false;
}

/* Wide as in the layout beside its text, and never wider than the screen. */
static bool open_drawing(brv_xhtml *x, const brv_node *node)
{
  if (brv_node_is_inline(node))
    return open_drawing_in_line(x, node);
  const brv_style *para = brv_layout_style(x->book->layout, "para", NULL);
  const brv_node *data = data_of(node);
  g_autoptr(GString) style = g_string_new(NULL);
  append_em(style, "width",
            (node->drawing->width + 2 * brv_book_drawing_margin(node)) / para->size);
  brv_xhtml_page_breaks(x);
  brv_xhtml_open_as(x, "div", node, node->role ? node->role : "drawing", false, true);
  brv_xml_open(x->xml, "img");
  write_picture(x, node, "drawing", style->str);
  if (data)
    brv_xml_attribute(x->xml, "aria-details", g_hash_table_lookup(x->book->ids, data));
  brv_xml_close(x->xml);
  return false;
}

static bool open_break(brv_xhtml *x, const brv_node *node)
{
  brv_xhtml_page_breaks(x);
  brv_xhtml_open(x, "hr", node, false, true);
  return false;
}

const brv_writer brv_block_writers[BRV_NODE_KIND_COUNT] = {
    [BRV_NODE_SECTION] = {open_section, brv_xhtml_close},
    [BRV_NODE_HEADER] = {open_header, brv_xhtml_close},
    [BRV_NODE_GROUP] = {open_group, brv_xhtml_close},
    [BRV_NODE_HEADING] = {open_heading, brv_xhtml_close},
    [BRV_NODE_PARA] = {open_para, close_para},
    [BRV_NODE_CAPTION] = {open_caption, brv_xhtml_close},
    [BRV_NODE_FIGURE] = {open_figure, close_figure},
    [BRV_NODE_LIST] = {open_list, brv_xhtml_close},
    [BRV_NODE_ITEM] = {open_item, brv_xhtml_close},
    [BRV_NODE_QUOTE] = {open_quote, brv_xhtml_close},
    [BRV_NODE_CODE] = {open_code, close_code},
    [BRV_NODE_DRAWING] = {open_drawing, brv_xhtml_close},
    [BRV_NODE_BREAK] = {open_break, brv_xhtml_close},
};
