#include <string.h>

#include "epub/faces.h"
#include "epub/xhtml.h"

static bool write_text(brv_xhtml *x, const brv_node *node)
{
  brv_xhtml_text(x, node);
  return false;
}

static bool write_space(brv_xhtml *x, const brv_node *node G_GNUC_UNUSED)
{
  brv_xhtml_page_breaks(x);
  brv_xml_text(x->xml, " ", 1);
  return false;
}

static bool write_line_break(brv_xhtml *x, const brv_node *node)
{
  brv_xhtml_page_breaks(x);
  brv_xhtml_open_as(x, "br", node, NULL, false, false);
  return false;
}

static bool open_as(brv_xhtml *x, const char *element, const brv_node *node)
{
  brv_xhtml_page_breaks(x);
  brv_xhtml_open(x, element, node, true, false);
  return true;
}

static bool open_emph(brv_xhtml *x, const brv_node *node)
{
  return open_as(x, "em", node);
}

static bool open_strong(brv_xhtml *x, const brv_node *node)
{
  return open_as(x, "strong", node);
}

static bool is_alone_in_cell(const brv_node *node)
{
  return !node->prev && !node->next && node->parent->parent->kind == BRV_NODE_CELL;
}

/* The core's own role for a run of superior figures; a cell of a table that holds nothing else has
 * them full size. */
static bool open_span(brv_xhtml *x, const brv_node *node)
{
  if (g_strcmp0(node->role, "superscript") == 0)
    return open_as(x, "sup", node);
  if (g_strcmp0(node->role, "subscript") == 0)
    return open_as(x, "sub", node);
  bool superior = g_strcmp0(node->role, "citations") == 0 && !is_alone_in_cell(node);
  if (superior || g_strcmp0(node->role, "citations") != 0)
    return open_as(x, superior ? "sup" : "span", node);
  brv_xhtml_page_breaks(x);
  brv_xhtml_open_as(x, "span", node, NULL, true, false);
  return true;
}

static bool open_link(brv_xhtml *x, const brv_node *node)
{
  char *href = brv_xhtml_href(x, node);
  open_as(x, href ? "a" : "span", node);
  brv_xml_attribute(x->xml, "href", href);
  return true;
}

static bool open_code_span(brv_xhtml *x, const brv_node *node)
{
  open_as(x, "code", node);
  brv_xhtml_text(x, node);
  return false;
}

static bool open_image(brv_xhtml *x, const brv_node *node)
{
  const brv_book_file *file = brv_book_asset(x->book, node->asset, node->place);
  open_as(x, "img", node);
  brv_xml_attribute(x->xml, "src", file ? file->name : "");
  brv_xhtml_alternative(x, node);
  return false;
}

static void write_number(brv_xhtml *x, int number)
{
  g_autofree char *text = g_strdup_printf("%d", number);
  brv_xml_text(x->xml, text, strlen(text));
}

/* Readers pop a note up when its call is a link with nothing but text. */
static bool write_note_call(brv_xhtml *x, const brv_node *node)
{
  char *href = brv_xhtml_href(x, node);
  brv_xhtml_page_breaks(x);
  bool joined = g_strcmp0(node->parent->role, "citations") == 0; /* a sup stands around it */
  if (!joined) {
    brv_xml_open(x->xml, "sup");
    brv_xml_attribute(x->xml, "class", "call");
  }
  brv_xhtml_open_as(x, href ? "a" : "span", node, NULL, false, false);
  if (href) {
    brv_xml_attribute(x->xml, "epub:type", "noteref");
    brv_xml_attribute(x->xml, "role", "doc-noteref");
    brv_xml_attribute(x->xml, "href", href);
  }
  write_number(x, node->number);
  brv_xml_close(x->xml);
  if (!joined)
    brv_xml_close(x->xml);
  if (node->first && href)
    g_ptr_array_add(x->notes, (void *)node);
  return false;
}

static void write_backlink(brv_xhtml *x, const brv_node *note)
{
  const char *call = g_hash_table_lookup(x->book->ids, note);
  g_autofree char *href = call ? g_strconcat("#", call, NULL) : NULL;
  brv_xml_open(x->xml, href ? "a" : "span");
  brv_xml_attribute(x->xml, "class", "label");
  brv_xml_attribute(x->xml, "role", href ? "doc-backlink" : NULL);
  brv_xml_attribute(x->xml, "href", href);
  write_number(x, note->number);
}

static void write_label(brv_xhtml *x, const brv_node *item)
{
  brv_book_note_label(x->book, item);
  brv_xml_open(x->xml, "span");
  brv_xml_attribute(x->xml, "class", "label");
  brv_xml_text(x->xml, item->label, strlen(item->label));
}

void brv_xhtml_lead(brv_xhtml *x)
{
  if (!x->lead)
    return;
  if (x->lead->kind == BRV_NODE_NOTE)
    write_backlink(x, x->lead);
  else
    write_label(x, x->lead);
  brv_xml_close(x->xml);
  brv_xml_text(x->xml, " ", 1);
  x->lead = NULL;
}

/* A source that is listed is linked; the number is in the node's own text. */
static bool open_citation(brv_xhtml *x, const brv_node *node)
{
  char *href = brv_xhtml_href(x, node);
  open_as(x, href ? "a" : "span", node);
  if (href) {
    brv_xml_attribute(x->xml, "epub:type", "biblioref");
    brv_xml_attribute(x->xml, "role", "doc-biblioref");
    brv_xml_attribute(x->xml, "href", href);
  }
  if (!node->first)
    write_number(x, node->number);
  return true;
}

/* The page as printed: the book's page list has the same numbers. */
static bool write_page_ref(brv_xhtml *x, const brv_node *node)
{
  brv_xhtml_page_breaks(x);
  int page = node->target ? brv_pages_find(x->book->pages, node->target + 1) : -1;
  if (page >= 0) {
    const char *label = brv_book_page_label(x->book, (guint)page);
    brv_xml_text(x->xml, label, strlen(label));
  }
  return false;
}

const brv_writer brv_inline_writers[BRV_NODE_KIND_COUNT] = {
    [BRV_NODE_TEXT] = {write_text},
    [BRV_NODE_SPACE] = {write_space},
    [BRV_NODE_LINE_BREAK] = {write_line_break, brv_xhtml_close},
    [BRV_NODE_EMPH] = {open_emph, brv_xhtml_close},
    [BRV_NODE_STRONG] = {open_strong, brv_xhtml_close},
    [BRV_NODE_SPAN] = {open_span, brv_xhtml_close},
    [BRV_NODE_LINK] = {open_link, brv_xhtml_close},
    [BRV_NODE_CODE_SPAN] = {open_code_span, brv_xhtml_close},
    [BRV_NODE_IMAGE] = {open_image, brv_xhtml_close},
    [BRV_NODE_NOTE] = {write_note_call},
    [BRV_NODE_CITE] = {open_citation, brv_xhtml_close},
    [BRV_NODE_PAGE_REF] = {write_page_ref},
};
