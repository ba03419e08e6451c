#include <string.h>

#include "base/url.h"
#include "document/identity.h"
#include "epub/book.h"
#include "epub/xml.h"
#include "document/direction.h"

/* Whose names begin with "ibooks:". */
static const char APPLE[] =
    "ibooks: http://vocabulary.itunes.apple.com/rdf/ibooks/vocabulary-extensions-1.0/";

static void write_meta(brv_xml *xml, const char *property, const char *value)
{
  if (!value)
    return;
  brv_xml_open(xml, "meta");
  brv_xml_attribute(xml, "property", property);
  brv_xml_text(xml, value, strlen(value));
  brv_xml_close(xml);
}

static void write_refining(brv_xml *xml, const char *of, const char *property, const char *value)
{
  brv_xml_open(xml, "meta");
  brv_xml_attribute(xml, "refines", of);
  brv_xml_attribute(xml, "property", property);
  brv_xml_text(xml, value, strlen(value));
  brv_xml_close(xml);
}

static void write_identified(brv_xml *xml, const char *element, const char *id, const char *text)
{
  brv_xml_open(xml, element);
  brv_xml_attribute(xml, "id", id);
  brv_xml_text(xml, text, strlen(text));
  brv_xml_close(xml);
}

/* A position in a series is numbers with points between: "17", "3.2". */
static bool is_position(const char *number)
{
  return number && g_regex_match_simple("^[0-9]+(\\.[0-9]+)*$", number, 0, 0);
}

static void write_series(const brv_book *book, brv_xml *xml)
{
  const brv_document *d = book->document;
  if (!d->number)
    return;
  brv_xml_open(xml, "meta");
  brv_xml_attribute(xml, "property", "belongs-to-collection");
  brv_xml_attribute(xml, "id", "series");
  brv_xml_text(xml, d->title, strlen(d->title));
  brv_xml_close(xml);
  write_refining(xml, "#series", "collection-type", "series");
  if (is_position(d->number))
    write_refining(xml, "#series", "group-position", d->number);
}

static void write_dublin_core(brv_book *book, brv_xml *xml)
{
  const brv_document *d = book->document;
  write_identified(xml, "dc:identifier", "id", brv_document_uuid(book->arena, d, "epub"));
  write_identified(xml, "dc:title", "title", brv_book_title(book));
  brv_xml_element(xml, "dc:language", d->language);
  brv_xml_element(xml, "dc:creator", d->publisher);
  brv_xml_element(xml, "dc:publisher", d->publisher);
  brv_xml_element(xml, "dc:date", d->date);
  brv_xml_element(xml, "dc:description", d->about);
  brv_xml_element(xml, "dc:rights", d->rights);
  g_autofree char *modified = g_strconcat(d->date, "T00:00:00Z", NULL);
  write_meta(xml, "dcterms:modified", modified);
}

static bool has_pages(const brv_book *book)
{
  for (guint i = 0; i < book->pages->pages->len; i++)
    if (book->page_targets[i].file)
      return true;
  return false;
}

/* Only what holds for this very book. */
static void write_access(brv_book *book, brv_xml *xml)
{
  bool pictures = book->shows, pages = has_pages(book);
  write_meta(xml, "schema:accessMode", "textual");
  write_meta(xml, "schema:accessMode", pictures ? "visual" : NULL);
  write_meta(xml, "schema:accessModeSufficient", "textual");
  write_meta(xml, "schema:accessibilityFeature", "structuralNavigation");
  write_meta(xml, "schema:accessibilityFeature", "tableOfContents");
  write_meta(xml, "schema:accessibilityFeature", "readingOrder");
  write_meta(xml, "schema:accessibilityFeature", "displayTransformability");
  write_meta(xml, "schema:accessibilityFeature", pictures ? "alternativeText" : NULL);
  write_meta(xml, "schema:accessibilityFeature", pages ? "pageNavigation" : NULL);
  write_meta(xml, "schema:accessibilityFeature", pages ? "pageBreakMarkers" : NULL);
  write_meta(xml, "schema:accessibilityHazard", "none");
  write_meta(xml, "schema:accessibilitySummary",
             brv_word(book->document->words, pages ? "accessibility" : "accessibility-unpaged"));
  write_meta(xml, "pageBreakSource",
             pages ? brv_document_uuid(book->arena, book->document, "pdf") : NULL);
}

/* Apple's reader takes a book's fonts where it is told to. What is said of a font's rights is said
 * of its file alone. */
static void write_fonts(const brv_book *book, brv_xml *xml)
{
  write_meta(xml, "ibooks:specified-fonts", book->faces ? "true" : NULL);
  for (guint i = 0; i < book->files->len; i++) {
    const brv_book_file *file = book->files->pdata[i];
    g_autofree char *of = g_strconcat("#", file->id, NULL);
    if (file->rights)
      write_refining(xml, of, "dcterms:rights", file->rights);
  }
}

/* What is known of the certifier: words, or where they can be read. */
static void write_of_certifier(brv_xml *xml, const char *property, const char *value)
{
  static const char CERTIFIER[] = "#certifier";
  if (!value)
    return;
  if (!brv_url_is_web(value) || strpbrk(value, " \t\n")) {
    write_refining(xml, CERTIFIER, property, value);
    return;
  }
  brv_xml_open(xml, "link");
  brv_xml_attribute(xml, "refines", CERTIFIER);
  brv_xml_attribute(xml, "rel", property);
  g_autofree char *address = brv_url_ascii(value);
  brv_xml_attribute(xml, "href", address);
  brv_xml_close(xml);
}

/* EPUB Accessibility 1.1, "Conformance reporting": what is claimed, by whom, on what ground. */
static void write_certificate(const brv_certificate *c, brv_xml *xml)
{
  if (!c)
    return;
  brv_xml_open(xml, "meta");
  brv_xml_attribute(xml, "id", "conformance");
  brv_xml_attribute(xml, "property", "dcterms:conformsTo");
  brv_xml_text(xml, c->conforms_to, strlen(c->conforms_to));
  brv_xml_close(xml);
  brv_xml_open(xml, "meta");
  brv_xml_attribute(xml, "id", "certifier");
  brv_xml_attribute(xml, "refines", "#conformance");
  brv_xml_attribute(xml, "property", "a11y:certifiedBy");
  brv_xml_text(xml, c->certified_by, strlen(c->certified_by));
  brv_xml_close(xml);
  write_of_certifier(xml, "a11y:certifierCredential", c->credential);
  write_of_certifier(xml, "a11y:certifierReport", c->report);
}

static const brv_book_file *cover_image(const brv_book *book)
{
  for (guint i = 0; i < book->files->len; i++) {
    const brv_book_file *file = book->files->pdata[i];
    if (g_strcmp0(file->properties, "cover-image") == 0)
      return file;
  }
  return NULL;
}

static void write_metadata(brv_book *book, brv_xml *xml)
{
  brv_xml_open(xml, "metadata");
  brv_xml_attribute(xml, "xmlns:dc", "http://purl.org/dc/elements/1.1/");
  write_dublin_core(book, xml);
  write_series(book, xml);
  write_access(book, xml);
  write_fonts(book, xml);
  write_certificate(book->document->certificate, xml);
  const brv_book_file *cover = cover_image(book);
  if (cover) {
    brv_xml_open(xml, "meta");
    brv_xml_attribute(xml, "name", "cover");
    brv_xml_attribute(xml, "content", cover->id);
    brv_xml_close(xml);
  }
  brv_xml_close(xml);
}

static void write_item(brv_xml *xml, const char *id, const char *name, const char *media_type,
                       const char *properties)
{
  brv_xml_open(xml, "item");
  brv_xml_attribute(xml, "id", id);
  brv_xml_attribute(xml, "href", name);
  brv_xml_attribute(xml, "media-type", media_type);
  brv_xml_attribute(xml, "properties", properties);
  brv_xml_close(xml);
}

static void write_manifest(const brv_book *book, brv_xml *xml)
{
  brv_xml_open(xml, "manifest");
  for (guint i = 0; i < book->files->len; i++) {
    const brv_book_file *f = book->files->pdata[i];
    write_item(xml, f->id, f->name, f->media_type, f->properties);
  }
  brv_xml_close(xml);
}

static void write_spine(const brv_book *book, brv_xml *xml)
{
  brv_xml_open(xml, "spine");
  for (guint i = 0; i < book->files->len; i++) {
    const brv_book_file *f = book->files->pdata[i];
    if (g_str_equal(f->media_type, "application/x-dtbncx+xml"))
      brv_xml_attribute(xml, "toc", f->id);
  }
  if (brv_language_is_rtl(book->document->language))
    brv_xml_attribute(xml, "page-progression-direction", "rtl");
  for (guint i = 0; i < book->files->len; i++) {
    const brv_book_file *f = book->files->pdata[i];
    if (!f->root)
      continue;
    brv_xml_open(xml, "itemref");
    brv_xml_attribute(xml, "idref", f->id);
    brv_xml_close(xml);
  }
  brv_xml_close(xml);
}

static void write_reference(const brv_book *book, brv_xml *xml, brv_node_kind kind,
                            const char *type, const char *word)
{
  for (guint i = 0; i < book->files->len; i++) {
    const brv_book_file *f = book->files->pdata[i];
    if (!f->root || f->root->kind != kind)
      continue;
    brv_xml_open(xml, "reference");
    brv_xml_attribute(xml, "type", type);
    brv_xml_attribute(xml, "title", brv_word(book->document->words, word));
    brv_xml_attribute(xml, "href", f->name);
    brv_xml_close(xml);
    return;
  }
}

static void write_guide(const brv_book *book, brv_xml *xml)
{
  brv_xml_open(xml, "guide");
  write_reference(book, xml, BRV_NODE_COVER, "cover", "cover");
  write_reference(book, xml, BRV_NODE_CONTENTS, "toc", "contents");
  write_reference(book, xml, BRV_NODE_BRIEFING, "text", "start");
  brv_xml_close(xml);
}

GBytes *brv_book_package(brv_book *book)
{
  brv_xml *xml = brv_xml_new(NULL, true, NULL);
  brv_xml_open(xml, "package");
  brv_xml_attribute(xml, "xmlns", "http://www.idpf.org/2007/opf");
  brv_xml_attribute(xml, "version", "3.0");
  brv_xml_attribute(xml, "unique-identifier", "id");
  brv_xml_attribute(xml, "xml:lang", book->document->language);
  brv_xml_attribute(xml, "prefix", book->faces ? APPLE : NULL);
  write_metadata(book, xml);
  write_manifest(book, xml);
  write_spine(book, xml);
  write_guide(book, xml);
  return brv_xml_finish(xml);
}
