#include <string.h>

#include "document/identity.h"
#include "epub/book.h"
#include "epub/xml.h"

/* For readers of EPUB 2, which know no other table of contents. */
typedef struct {
  brv_book *book;
  brv_xml *xml;
  guint points, places;
} ncx;

static void write_number(ncx *n, const char *name, guint number)
{
  g_autofree char *text = g_strdup_printf("%u", number);
  brv_xml_attribute(n->xml, name, text);
}

static void write_label(ncx *n, const char *element, const char *text)
{
  brv_xml_open(n->xml, element);
  brv_xml_element(n->xml, "text", text);
  brv_xml_close(n->xml);
}

static void write_content(ncx *n, const brv_book_target *target)
{
  brv_xml_open(n->xml, "content");
  brv_xml_attribute(n->xml, "src", brv_book_href(n->book, target));
  brv_xml_close(n->xml);
}

/* A part leads to its first briefing: every point must lead somewhere. */
static const brv_book_target *place_of(const brv_entry *entry)
{
  while (!entry->target.file && entry->children->len)
    entry = entry->children->pdata[0];
  return &entry->target;
}

static void write_points(ncx *n, const GPtrArray *entries)
{
  for (guint i = 0; i < entries->len; i++) {
    const brv_entry *entry = entries->pdata[i];
    if (!place_of(entry)->file)
      continue;
    g_autofree char *id = g_strdup_printf("n%u", ++n->points);
    brv_xml_open(n->xml, "navPoint");
    brv_xml_attribute(n->xml, "id", id);
    /* A part is at the same place as its first briefing, which comes next. */
    write_number(n, "playOrder", n->places + 1);
    n->places += entry->target.file ? 1 : 0;
    write_label(n, "navLabel", entry->title);
    write_content(n, place_of(entry));
    write_points(n, entry->children);
    brv_xml_close(n->xml);
  }
}

/* The pages of the PDF, as in the navigation. */
static void write_pages(ncx *n)
{
  brv_book *book = n->book;
  bool open = false;
  for (guint i = 0; i < book->pages->pages->len; i++) {
    if (!book->page_targets[i].file)
      continue;
    if (!open)
      brv_xml_open(n->xml, "pageList");
    open = true;
    const char *label = brv_book_page_label(book, i);
    g_autofree char *id = g_strdup_printf("p%u", i + 1);
    brv_xml_open(n->xml, "pageTarget");
    brv_xml_attribute(n->xml, "id", id);
    bool is_number = strspn(label, "0123456789") == strlen(label);
    brv_xml_attribute(n->xml, "type", is_number ? "normal" : "front");
    brv_xml_attribute(n->xml, "value", is_number ? label : NULL);
    write_number(n, "playOrder", ++n->places);
    write_label(n, "navLabel", label);
    write_content(n, &book->page_targets[i]);
    brv_xml_close(n->xml);
  }
  if (open)
    brv_xml_close(n->xml);
}

static void write_meta(ncx *n, const char *name, const char *content)
{
  brv_xml_open(n->xml, "meta");
  brv_xml_attribute(n->xml, "name", name);
  brv_xml_attribute(n->xml, "content", content);
  brv_xml_close(n->xml);
}

static void write_head(ncx *n)
{
  brv_book *book = n->book;
  brv_xml_open(n->xml, "head");
  write_meta(n, "dtb:uid", brv_document_uuid(book->arena, book->document, "epub"));
  brv_xml_close(n->xml);
  write_label(n, "docTitle", brv_book_title(book));
}

GBytes *brv_book_ncx(brv_book *book)
{
  ncx n = {.book = book, .xml = brv_xml_new(NULL, true, NULL)};
  brv_xml_open(n.xml, "ncx");
  brv_xml_attribute(n.xml, "xmlns", "http://www.daisy.org/z3986/2005/ncx/");
  brv_xml_attribute(n.xml, "version", "2005-1");
  brv_xml_attribute(n.xml, "xml:lang", book->document->language);
  write_head(&n);
  brv_xml_open(n.xml, "navMap");
  write_points(&n, brv_book_outline(book));
  brv_xml_close(n.xml);
  write_pages(&n);
  return brv_xml_finish(n.xml);
}
