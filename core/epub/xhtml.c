#include "epub/xhtml.h"
#include "document/direction.h"

#include <string.h>

const brv_writer *brv_xhtml_writer(brv_node_kind kind)
{
  static const brv_writer nothing;
  const brv_writer *const tables[] = {brv_block_writers, brv_table_writers, brv_inline_writers};
  for (guint i = 0; i < G_N_ELEMENTS(tables); i++)
    if (tables[i][kind].enter || tables[i][kind].leave)
      return &tables[i][kind];
  return &nothing;
}

static void leave(brv_xhtml *x, const brv_node *node)
{
  const brv_writer *writer = brv_xhtml_writer(node->kind);
  if (writer->leave)
    writer->leave(x, node);
}

static bool enter(brv_xhtml *x, const brv_node *node)
{
  const GArray *breaks =
      node->kind == BRV_NODE_TEXT || node->kind == BRV_NODE_CODE || node->kind == BRV_NODE_CODE_SPAN
          ? NULL
          : g_hash_table_lookup(x->book->breaks, node);
  if (breaks)
    g_array_append_vals(x->pages, breaks->data, breaks->len);
  const brv_writer *writer = brv_xhtml_writer(node->kind);
  return !writer->enter || writer->enter(x, node);
}

/* Without recursion: a tree may be deeper than the stack. */
static void walk(brv_xhtml *x, const brv_node *root)
{
  const brv_node *node = root;
  for (;;) {
    if (enter(x, node) && node->first) {
      node = node->first;
      continue;
    }
    leave(x, node);
    while (node != root && !node->next) {
      node = node->parent;
      leave(x, node);
    }
    if (node == root)
      return;
    node = node->next;
  }
}

static void write_children(brv_xhtml *x, const brv_node *parent)
{
  for (const brv_node *child = parent->first; child; child = child->next)
    walk(x, child);
}

/* Of what was cut, the pieces that are in this file, within what stands around them. */
static void write_pieces(brv_xhtml *x, const brv_node *parent)
{
  for (const brv_node *child = parent->first; child; child = child->next) {
    const brv_book_file *begun = g_hash_table_lookup(x->book->frames, child);
    if (g_hash_table_lookup(x->book->pieces, child) == x->file)
      walk(x, child);
    if (!begun || !brv_book_has_piece(x->book, x->file, child))
      continue;
    x->continued = begun != x->file;
    if (x->continued)
      brv_xhtml_writer(child->kind)->enter(x, child);
    else
      enter(x, child);
    x->continued = false;
    write_pieces(x, child);
    leave(x, child);
  }
}

/* The number stands first in the note, inside its first paragraph where it has one. */
static void write_note(brv_xhtml *x, const brv_node *note)
{
  const brv_book_target *target = g_hash_table_lookup(x->book->targets, note->target + 1);
  brv_xml_open(x->xml, "div");
  brv_xml_attribute(x->xml, "class", "note");
  brv_xml_attribute(x->xml, "epub:type", "footnote");
  brv_xml_attribute(x->xml, "role", "doc-footnote");
  brv_xml_attribute(x->xml, "id", target->id);
  x->lead = note;
  if (note->first->kind != BRV_NODE_PARA) {
    brv_xml_open(x->xml, "p");
    brv_xhtml_lead(x);
    brv_xml_close(x->xml);
  }
  write_children(x, note);
  brv_xml_close(x->xml);
}

static void write_notes(brv_xhtml *x)
{
  if (!x->notes->len)
    return;
  brv_xml_open(x->xml, "div");
  brv_xml_attribute(x->xml, "class", "notes");
  /* A note may call another, which then joins the end. */
  for (guint i = 0; i < x->notes->len; i++)
    write_note(x, x->notes->pdata[i]);
  brv_xml_close(x->xml);
}

static const char *find_title(const brv_xhtml *x)
{
  const brv_node *root = x->file->root;
  if (root->kind == BRV_NODE_BRIEFING)
    return root->briefing->title;
  if (root->kind == BRV_NODE_CONTENTS)
    return brv_word(x->book->document->words, "contents");
  return brv_book_title(x->book);
}

static void link_sheet(brv_xhtml *x, const char *name, const char *media)
{
  brv_xml_open(x->xml, "link");
  brv_xml_attribute(x->xml, "rel", "stylesheet");
  brv_xml_attribute(x->xml, "type", "text/css");
  brv_xml_attribute(x->xml, "href", name);
  brv_xml_attribute(x->xml, "media", media);
  brv_xml_close(x->xml);
}

static void write_head(brv_xhtml *x)
{
  brv_xml_open(x->xml, "head");
  brv_xml_element(x->xml, "title", find_title(x));
  link_sheet(x, "style.css", NULL);
  link_sheet(x, "night.css", "(prefers-color-scheme: dark)");
  brv_xml_close(x->xml);
}

static void open_html(brv_xhtml *x)
{
  const char *own = brv_node_language(x->file->root);
  const char *language = own ? own : x->book->document->language;
  brv_xml_open(x->xml, "html");
  brv_xml_attribute(x->xml, "xmlns", "http://www.w3.org/1999/xhtml");
  brv_xml_attribute(x->xml, "xmlns:epub", "http://www.idpf.org/2007/ops");
  brv_xml_attribute(x->xml, "lang", language);
  brv_xml_attribute(x->xml, "xml:lang", language);
  if (brv_language_is_rtl(language))
    brv_xml_attribute(x->xml, "dir", "rtl");
}

/* The section that is the file: what it is to a reader, and the heading that names it. */
static void open_root(brv_xhtml *x)
{
  const brv_node *root = x->file->root;
  static const char *const types[BRV_NODE_KIND_COUNT] = {
      [BRV_NODE_COVER] = "cover", [BRV_NODE_CONTENTS] = "toc", [BRV_NODE_BRIEFING] = "chapter"};
  static const char *const classes[BRV_NODE_KIND_COUNT] = {[BRV_NODE_COVER] = "cover",
                                                           [BRV_NODE_CONTENTS] = "contents",
                                                           [BRV_NODE_BRIEFING] = "briefing"};
  brv_xml_open(x->xml, "section");
  brv_xml_attribute(x->xml, "class", classes[root->kind]);
  brv_xml_attribute(x->xml, "id", x->file->root_id);
  if (x->file->continues) { /* the chapter has begun */
    brv_xml_attribute(x->xml, "aria-label", root->briefing->title);
    return;
  }
  brv_xml_attribute(x->xml, "epub:type", types[root->kind]);
  if (root->kind == BRV_NODE_BRIEFING) {
    brv_xml_attribute(x->xml, "role", "doc-chapter");
    brv_xml_attribute(x->xml, "aria-label", root->briefing->title);
  } else if (root->kind == BRV_NODE_CONTENTS) {
    brv_xml_attribute(x->xml, "role", "doc-toc");
    brv_xml_attribute(x->xml, "aria-label", brv_word(x->book->document->words, "contents"));
  }
}

static void write_body(brv_xhtml *x)
{
  const brv_node *root = x->file->root;
  const GArray *breaks = g_hash_table_lookup(x->book->breaks, root);
  if (breaks && !x->file->continues)
    g_array_append_vals(x->pages, breaks->data, breaks->len);
  brv_xml_open(x->xml, "body");
  open_root(x);
  (g_hash_table_contains(x->book->pieces, root) ? write_pieces : write_children)(x, root);
  brv_xhtml_page_breaks(x);
  write_notes(x);
  brv_xml_close(x->xml);
  brv_xml_close(x->xml);
}

void brv_book_write_xhtml(brv_book *book, brv_book_file *file)
{
  g_autoptr(GPtrArray) notes = g_ptr_array_new();
  g_autoptr(GArray) pages = g_array_new(FALSE, FALSE, sizeof(guint));
  brv_xhtml x = {.book = book, .file = file, .notes = notes, .pages = pages};
  x.xml = brv_xml_new("html", false, book->said);
  open_html(&x);
  write_head(&x);
  write_body(&x);
  brv_book_fill(book, file, brv_xml_finish(x.xml));
  brv_book_check_size(book, file);
}
