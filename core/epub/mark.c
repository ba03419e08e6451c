#include <string.h>

#include "base/url.h"
#include "pdf/draw.h"
#include "epub/faces.h"
#include "epub/xhtml.h"
#include "document/direction.h"

guint brv_use_hash(gconstpointer data)
{
  const brv_use *use = data;
  return g_str_hash(use->element) * 31 + g_str_hash(use->role);
}

gboolean brv_use_equal(gconstpointer a, gconstpointer b)
{
  const brv_use *one = a, *other = b;
  return g_str_equal(one->role, other->role) && g_str_equal(one->element, other->element);
}

static void record_use(brv_xhtml *x, const brv_use *use)
{
  brv_book *book = x->book;
  brv_use *known = g_hash_table_lookup(book->uses, use);
  if (!known) {
    known = brv_new(book->arena, brv_use);
    *known = *use;
    known->element = brv_arena_strdup(book->arena, use->element);
    g_hash_table_add(book->uses, known);
  }
  known->text |= use->text;
  known->box |= use->box;
}

/* A role as a class that a sheet can select without escapes. */
static const char *class_name(brv_arena *arena, const char *role)
{
  char *name = g_ascii_isalpha(role[0]) ? brv_arena_strdup(arena, role)
                                        : brv_arena_printf(arena, "r%s", role);
  for (char *at = name; *at; at++)
    if (!g_ascii_isalnum(*at) && *at != '-' && *at != '_')
      *at = '-';
  return name;
}

static const brv_style *find_style(const brv_book *book, const char *role)
{
  return role ? g_hash_table_lookup(book->layout->styles, role) : NULL;
}

/* Containers that hand the look of their text on to the blocks inside. */
static bool hands_on(const brv_node *node)
{
  return node->kind == BRV_NODE_GROUP || node->kind == BRV_NODE_LIST ||
         node->kind == BRV_NODE_ITEM || node->kind == BRV_NODE_QUOTE ||
         node->kind == BRV_NODE_HEADER || node->kind == BRV_NODE_FIGURE;
}

static const char *kind_role(const brv_node *node)
{
  static const char *const headings[] = {"heading-1", "heading-2", "heading-3",
                                         "heading-4", "heading-5", "heading-6"};
  switch (node->kind) {
  case BRV_NODE_HEADING:
    return headings[CLAMP(node->level, 1, 6) - 1];
  case BRV_NODE_CAPTION:
    return node->parent->kind == BRV_NODE_TABLE ? "table-caption" : "caption";
  case BRV_NODE_CODE:
    return "code";
  case BRV_NODE_TABLE:
    return "table";
  case BRV_NODE_QUOTE:
    return "quote";
  case BRV_NODE_LIST:
    return "list";
  default:
    return NULL;
  }
}

const char *brv_xhtml_style_role(const brv_book *book, const brv_node *block)
{
  if (find_style(book, block->role))
    return block->role;
  if (find_style(book, kind_role(block)))
    return kind_role(block);
  if (block->kind != BRV_NODE_PARA)
    return block->role;
  for (const brv_node *n = block->parent; n && hands_on(n); n = n->parent) {
    if (find_style(book, n->role))
      return n->role;
    if (n->kind == BRV_NODE_QUOTE && find_style(book, "quote"))
      return "quote";
  }
  return block->role;
}

const brv_style *brv_xhtml_style_around(const brv_book *book, const brv_node *inline_node)
{
  const brv_node *n = inline_node->parent;
  while (n && brv_node_is_inline(n) && n->kind != BRV_NODE_NOTE)
    n = n->parent;
  const brv_style *style = NULL;
  for (; n && !style && n->kind != BRV_NODE_SECTION; n = n->parent)
    style = find_style(book, brv_xhtml_style_role(book, n));
  return style ? style : find_style(book, "para");
}

/* The style of the table in a cell of which a block stands, or NULL. */
static const brv_style *table_around(const brv_book *book, const brv_node *block)
{
  const brv_node *n = block->parent;
  while (n && n->kind != BRV_NODE_TABLE && n->kind != BRV_NODE_SECTION)
    n = n->parent;
  bool in_cell = n && n->kind == BRV_NODE_TABLE && block->parent != n;
  return in_cell ? find_style(book, brv_xhtml_style_role(book, n)) : NULL;
}

/* What an inline's role makes of the text around it: of its style only what the layout wrote. */
static const brv_style *applied(const brv_book *book, const brv_style *written,
                                const brv_style *around)
{
  if (!written)
    return NULL;
  brv_style *style = brv_new(book->arena, brv_style);
  *style = *around;
  brv_style_apply(style, written);
  return style;
}

/* The direction is said wherever it is not that around; what says it is isolated by the reader. */
static void write_language(brv_xhtml *x, const brv_node *node)
{
  const char *language = node->language;
  const char *around = node->parent ? brv_node_language(node->parent) : NULL;
  if (!language)
    return;
  const char *outer = around ? around : x->book->document->language;
  brv_xml_attribute(x->xml, "lang", language);
  brv_xml_attribute(x->xml, "xml:lang", language);
  if (brv_language_is_rtl(language) != brv_language_is_rtl(outer))
    brv_xml_attribute(x->xml, "dir", brv_language_is_rtl(language) ? "rtl" : "ltr");
}

void brv_xhtml_open_as(brv_xhtml *x, const char *element, const brv_node *node, const char *role,
                       bool text, bool box)
{
  if (!brv_node_is_inline(node))
    brv_xml_text(x->xml, "\n", 1);
  brv_xml_open(x->xml, element);
  brv_xml_attribute(x->xml, "id", x->continued ? NULL : g_hash_table_lookup(x->book->ids, node));
  write_language(x, node);
  if (!role)
    return;
  const char *name = class_name(x->book->arena, role);
  brv_xml_attribute(x->xml, "class", name);
  brv_use use = {element, name, find_style(x->book, role), .text = text, .box = box};
  if (brv_node_is_inline(node)) {
    use.within = brv_xhtml_style_around(x->book, node);
    use.style = applied(x->book, use.style, use.within);
  } else if (text) {
    use.table = table_around(x->book, node);
  }
  record_use(x, &use);
}

void brv_xhtml_open(brv_xhtml *x, const char *element, const brv_node *node, bool text, bool box)
{
  const char *role =
      text && !brv_node_is_inline(node) ? brv_xhtml_style_role(x->book, node) : node->role;
  /* A look that was handed on brings no space or rules of its own. */
  bool own = g_strcmp0(role, node->role) == 0 || node->kind != BRV_NODE_PARA;
  brv_xhtml_open_as(x, element, node, role, text, box && own);
}

void brv_xhtml_close(brv_xhtml *x, const brv_node *node G_GNUC_UNUSED)
{
  brv_xml_close(x->xml);
}

static void write_page_break(brv_xhtml *x, guint index)
{
  const char *label = brv_book_page_label(x->book, index);
  g_autofree char *wish = g_strdup_printf("page-%s", label);
  const char *id = brv_book_new_id(x->book, wish);
  brv_xml_open(x->xml, "span");
  brv_xml_attribute(x->xml, "epub:type", "pagebreak");
  brv_xml_attribute(x->xml, "role", "doc-pagebreak");
  brv_xml_attribute(x->xml, "id", id);
  brv_xml_attribute(x->xml, "aria-label", label);
  brv_xml_close(x->xml);
  x->book->page_targets[index] = (brv_book_target){x->file, id};
}

void brv_xhtml_page_breaks(brv_xhtml *x)
{
  for (guint i = 0; i < x->pages->len; i++)
    write_page_break(x, g_array_index(x->pages, guint, i));
  g_array_set_size(x->pages, 0);
}

/* A letter or digit of a script that parts words by spaces. */
static bool is_word(gunichar c)
{
  return (g_unichar_isalnum(c) || g_unichar_ismark(c)) && !g_unichar_iswide(c);
}

/* The byte of `text` at which the word around `offset` starts: a mark inside a word would part it
 * for those who listen. */
static gsize word_at(const char *text, gsize offset)
{
  const char *at = text + MIN(offset, strlen(text));
  if (((guchar)*at & 0xc0) == 0x80)
    at = g_utf8_prev_char(at);
  while (at > text && is_word(g_utf8_get_char(at)) &&
         is_word(g_utf8_get_char(g_utf8_prev_char(at))))
    at = g_utf8_prev_char(at);
  return (gsize)(at - text);
}

void brv_xhtml_text(brv_xhtml *x, const brv_node *leaf)
{
  brv_xhtml_page_breaks(x);
  brv_book_note_face(x->book, leaf);
  const GArray *breaks = g_hash_table_lookup(x->book->breaks, leaf);
  const char *text = leaf->text ? leaf->text : "";
  gsize from = 0;
  for (guint i = 0; breaks && i < breaks->len; i++) {
    guint page = g_array_index(breaks, guint, i);
    const brv_page *begins = x->book->pages->pages->pdata[page];
    guint offset = begins->starts_at == leaf ? begins->starts_offset : 0;
    gsize at = MAX(from, word_at(text, offset));
    brv_xml_text(x->xml, text + from, at - from);
    write_page_break(x, page);
    from = at;
  }
  brv_xml_text(x->xml, text + from, strlen(text) - from);
}

void brv_xhtml_alternative(brv_xhtml *x, const brv_node *picture)
{
  bool says = picture->alt && picture->alt[strspn(picture->alt, " ")];
  brv_xml_attribute(x->xml, "alt", says ? picture->alt : "");
  brv_xml_attribute(x->xml, "role", says ? NULL : "presentation");
  x->book->shows |= says;
}

char *brv_xhtml_href(brv_xhtml *x, const brv_node *node)
{
  if (!node->target)
    return NULL;
  if (node->target[0] != '#' && g_uri_peek_scheme(node->target)) {
    g_autofree char *url = brv_url_ascii(node->target);
    return brv_arena_strdup(x->book->arena, url);
  }
  const brv_book_target *target =
      node->target[0] == '#' ? g_hash_table_lookup(x->book->targets, node->target + 1) : NULL;
  if (!target) {
    brv_report_lost_link(x->book->diags, node->place, node->target);
    return NULL;
  }
  if (target->file == x->file)
    return brv_arena_printf(x->book->arena, "#%s", target->id ? target->id : x->file->root_id);
  return brv_book_href(x->book, target);
}
