/* XML into memory, over libxml2's writer. Private to core/epub. */
#ifndef BRV_EPUB_XML_H
#define BRV_EPUB_XML_H

#include <glib.h>
#include <stdbool.h>

typedef struct brv_xml brv_xml;

/* A new document with its declaration; `doctype` may be NULL. `indent` sets every element on a
 * line of its own: for files without running text. */
brv_xml *brv_xml_new(const char *doctype, bool indent);

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
