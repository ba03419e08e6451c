#include <string.h>

#include "epub/book.h"
#include "epub/xml.h"
#include "document/direction.h"

static void write_link(brv_book *book, brv_xml *xml, const brv_entry *entry)
{
  brv_xml_open(xml, entry->target.file ? "a" : "span");
  if (entry->target.file)
    brv_xml_attribute(xml, "href", brv_book_href(book, &entry->target));
  brv_xml_attribute(xml, "lang", entry->language);
  brv_xml_attribute(xml, "xml:lang", entry->language);
  brv_xml_text(xml, entry->title, strlen(entry->title));
  brv_xml_close(xml);
}

static void write_entries(brv_book *book, brv_xml *xml, const GPtrArray *entries)
{
  brv_xml_open(xml, "ol");
  for (guint i = 0; i < entries->len; i++) {
    const brv_entry *entry = entries->pdata[i];
    brv_xml_open(xml, "li");
    write_link(book, xml, entry);
    if (entry->children->len)
      write_entries(book, xml, entry->children);
    brv_xml_close(xml);
  }
  brv_xml_close(xml);
}

static void open_nav(brv_xml *xml, const char *type, const char *role, const char *title)
{
  brv_xml_open(xml, "nav");
  brv_xml_attribute(xml, "epub:type", type);
  brv_xml_attribute(xml, "role", role);
  brv_xml_attribute(xml, "aria-label", title);
  brv_xml_element(xml, "h2", title);
}

static void write_toc(brv_book *book, brv_xml *xml)
{
  open_nav(xml, "toc", "doc-toc", brv_word(book->document->words, "contents"));
  write_entries(book, xml, brv_book_outline(book));
  brv_xml_close(xml);
}

/* The pages of the PDF, in its numbers. */
static void write_pages(brv_book *book, brv_xml *xml)
{
  guint count = book->pages->pages->len;
  guint first = 0;
  while (first < count && !book->page_targets[first].file)
    first++;
  if (first == count)
    return;
  open_nav(xml, "page-list", "doc-pagelist", brv_word(book->document->words, "pages"));
  brv_xml_open(xml, "ol");
  for (guint i = first; i < count; i++) {
    if (!book->page_targets[i].file)
      continue;
    brv_xml_open(xml, "li");
    brv_xml_open(xml, "a");
    brv_xml_attribute(xml, "href", brv_book_href(book, &book->page_targets[i]));
    const char *label = brv_book_page_label(book, i);
    brv_xml_text(xml, label, strlen(label));
    brv_xml_close(xml);
    brv_xml_close(xml);
  }
  brv_xml_close(xml);
  brv_xml_close(xml);
}

static void write_landmark(brv_book *book, brv_xml *xml, const char *type, const char *word,
                           brv_node_kind kind)
{
  for (guint i = 0; i < book->files->len; i++) {
    const brv_book_file *file = book->files->pdata[i];
    if (!file->root || file->root->kind != kind)
      continue;
    brv_xml_open(xml, "li");
    brv_xml_open(xml, "a");
    brv_xml_attribute(xml, "epub:type", type);
    brv_xml_attribute(xml, "href", file->name);
    const char *title = brv_word(book->document->words, word);
    brv_xml_text(xml, title, strlen(title));
    brv_xml_close(xml);
    brv_xml_close(xml);
    return;
  }
}

static void write_landmarks(brv_book *book, brv_xml *xml)
{
  open_nav(xml, "landmarks", NULL, brv_word(book->document->words, "landmarks"));
  brv_xml_open(xml, "ol");
  write_landmark(book, xml, "cover", "cover", BRV_NODE_COVER);
  write_landmark(book, xml, "toc", "contents", BRV_NODE_CONTENTS);
  write_landmark(book, xml, "bodymatter", "start", BRV_NODE_BRIEFING);
  brv_xml_close(xml);
  brv_xml_close(xml);
}

GBytes *brv_book_nav(brv_book *book)
{
  const char *language = book->document->language;
  brv_xml *xml = brv_xml_new("html", true, NULL);
  brv_xml_open(xml, "html");
  brv_xml_attribute(xml, "xmlns", "http://www.w3.org/1999/xhtml");
  brv_xml_attribute(xml, "xmlns:epub", "http://www.idpf.org/2007/ops");
  brv_xml_attribute(xml, "lang", language);
  brv_xml_attribute(xml, "xml:lang", language);
  if (brv_language_is_rtl(language))
    brv_xml_attribute(xml, "dir", "rtl");
  brv_xml_open(xml, "head");
  brv_xml_element(xml, "title", brv_book_title(book));
  brv_xml_close(xml);
  brv_xml_open(xml, "body");
  write_toc(book, xml);
  write_pages(book, xml);
  write_landmarks(book, xml);
  return brv_xml_finish(xml);
}
