#include "epub/xml.h"

#include <libxml/xmlwriter.h>

struct brv_xml {
  xmlBufferPtr buffer;
  xmlTextWriterPtr writer;
};

brv_xml *brv_xml_new(const char *doctype, bool indent)
{
  brv_xml *xml = g_new0(brv_xml, 1);
  xml->buffer = xmlBufferCreate();
  xml->writer = xmlNewTextWriterMemory(xml->buffer, 0);
  if (!xml->writer)
    g_error("no memory for an XML writer");
  xmlTextWriterSetIndent(xml->writer, indent);
  xmlTextWriterSetIndentString(xml->writer, BAD_CAST "  ");
  xmlTextWriterStartDocument(xml->writer, "1.0", "UTF-8", NULL);
  if (doctype) {
    xmlTextWriterWriteDTD(xml->writer, BAD_CAST doctype, NULL, NULL, NULL);
    if (!indent)
      xmlTextWriterWriteRaw(xml->writer, BAD_CAST "\n");
  }
  return xml;
}

void brv_xml_open(brv_xml *xml, const char *element)
{
  xmlTextWriterStartElement(xml->writer, BAD_CAST element);
}

void brv_xml_attribute(brv_xml *xml, const char *name, const char *value)
{
  if (value)
    xmlTextWriterWriteAttribute(xml->writer, BAD_CAST name, BAD_CAST value);
}

void brv_xml_text(brv_xml *xml, const char *text, gsize length)
{
  g_autofree char *part = g_strndup(text, length);
  xmlTextWriterWriteString(xml->writer, BAD_CAST part);
}

void brv_xml_close(brv_xml *xml)
{
  xmlTextWriterEndElement(xml->writer);
}

void brv_xml_element(brv_xml *xml, const char *element, const char *text)
{
  if (text)
    xmlTextWriterWriteElement(xml->writer, BAD_CAST element, BAD_CAST text);
}

GBytes *brv_xml_finish(brv_xml *xml)
{
  xmlTextWriterEndDocument(xml->writer);
  xmlFreeTextWriter(xml->writer);
  GBytes *bytes = g_bytes_new(xmlBufferContent(xml->buffer), (gsize)xmlBufferLength(xml->buffer));
  xmlBufferFree(xml->buffer);
  g_free(xml);
  return bytes;
}
