/* XML into memory. Private to core/epub.
 *
 * A writer of our own, of what e-books need: elements, attributes and text, in UTF-8. libxml2's,
 * whose form it keeps, does twice the work, and takes longer to load than an e-book to write. */
#ifndef BRV_EPUB_XML_H
#define BRV_EPUB_XML_H

#include <glib.h>
#include <stdbool.h>

typedef struct brv_xml brv_xml;

/* A new document with its declaration; `doctype` may be NULL. `indent` sets every element on a
 * line of its own: for files without running text. `said`, which may be NULL, gets all text. */
brv_xml *brv_xml_new(const char *doctype, bool indent, GString *said);

/* Texts are UTF-8 without characters that XML forbids. The name of an element must live until it
 * is closed. */
void brv_xml_open(brv_xml *xml, const char *element);
/* An attribute of the element just opened; none when `value` is NULL. */
void brv_xml_attribute(brv_xml *xml, const char *name, const char *value);
void brv_xml_text(brv_xml *xml, const char *text, gsize length);
void brv_xml_close(brv_xml *xml);

/* An element of text alone; none when `text` is NULL. */
void brv_xml_element(brv_xml *xml, const char *element, const char *text);

/* Closes what is open and frees the writer. */
GBytes *brv_xml_finish(brv_xml *xml);

#endif
