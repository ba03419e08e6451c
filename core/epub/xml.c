#include "epub/xml.h"

#include <string.h>

struct brv_xml {
  GString *out, *said;
  GPtrArray *open; /* const char *: the names of elements, the innermost last */
  bool indent;
  bool in_tag;   /* the tag that opens the innermost is not closed yet */
  bool has_text; /* text was written since a tag stood on a line of its own */
};

/* As g_string_append_len, which does much more for the few bytes that come at a time. */
static void put(brv_xml *xml, const char *bytes, gsize length)
{
  GString *out = xml->out;
  if (out->len + length >= out->allocated_len) {
    g_string_append_len(out, bytes, (gssize)length);
    return;
  }
  memcpy(out->str + out->len, bytes, length);
  out->len += length;
}

static void put_word(brv_xml *xml, const char *word)
{
  put(xml, word, strlen(word));
}

brv_xml *brv_xml_new(const char *doctype, bool indent, GString *said)
{
  brv_xml *xml = g_new0(brv_xml, 1);
  xml->out = g_string_new("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
  xml->said = said;
  xml->open = g_ptr_array_new();
  xml->indent = indent;
  if (doctype)
    g_string_append_printf(xml->out, "<!DOCTYPE %s>\n", doctype);
  return xml;
}

/* What stands for a character that markup gives a meaning; NULL: itself. A reader takes line ends
 * and tabs in an attribute for spaces, and a carriage return for a line end. */
static const char *stand_in(char c, bool in_attribute)
{
  switch (c) {
  case '<':
    return "&lt;";
  case '>':
    return "&gt;";
  case '&':
    return "&amp;";
  case '"':
    return "&quot;";
  case '\r':
    return "&#13;";
  case '\n':
    return in_attribute ? "&#10;" : NULL;
  case '\t':
    return in_attribute ? "&#9;" : NULL;
  default:
    return NULL;
  }
}

static bool is_plain(char c)
{
  enum { LAST_CONTROL = 0x1f, FIRST_ABOVE = '>' + 1 };
  guchar byte = (guchar)c;
  return byte >= FIRST_ABOVE ||
         (byte > LAST_CONTROL && byte != '<' && byte != '>' && byte != '&' && byte != '"');
}

static void put_escaped(brv_xml *xml, const char *text, gsize length, bool in_attribute)
{
  const char *end = text + length;
  while (text < end) {
    const char *from = text;
    while (text < end && is_plain(*text))
      text++;
    put(xml, from, (gsize)(text - from));
    if (text == end)
      return;
    const char *other = stand_in(*text, in_attribute);
    put(xml, other ? other : text, other ? strlen(other) : 1);
    text++;
  }
}

static void end_tag(brv_xml *xml)
{
  if (xml->in_tag)
    put_word(xml, ">");
  xml->in_tag = false;
}

static void begin_line(brv_xml *xml)
{
  for (guint i = 0; xml->indent && i < xml->open->len; i++)
    put_word(xml, "  ");
}

static void end_line(brv_xml *xml)
{
  if (xml->indent)
    put_word(xml, "\n");
}

void brv_xml_open(brv_xml *xml, const char *element)
{
  if (xml->in_tag) {
    end_tag(xml);
    end_line(xml);
  }
  begin_line(xml);
  put_word(xml, "<");
  put_word(xml, element);
  g_ptr_array_add(xml->open, (void *)element);
  xml->in_tag = true;
}

void brv_xml_attribute(brv_xml *xml, const char *name, const char *value)
{
  if (!value)
    return;
  put_word(xml, " ");
  put_word(xml, name);
  put_word(xml, "=\"");
  put_escaped(xml, value, strlen(value), true);
  put_word(xml, "\"");
}

void brv_xml_text(brv_xml *xml, const char *text, gsize length)
{
  end_tag(xml);
  xml->has_text = true;
  put_escaped(xml, text, length, false);
  if (xml->said)
    g_string_append_len(xml->said, text, (gssize)length);
}

void brv_xml_close(brv_xml *xml)
{
  const char *element = g_ptr_array_steal_index(xml->open, xml->open->len - 1);
  if (xml->in_tag) {
    put_word(xml, "/>");
  } else {
    if (!xml->has_text)
      begin_line(xml);
    put_word(xml, "</");
    put_word(xml, element);
    put_word(xml, ">");
  }
  xml->in_tag = xml->has_text = false;
  end_line(xml);
}

void brv_xml_element(brv_xml *xml, const char *element, const char *text)
{
  if (!text)
    return;
  brv_xml_open(xml, element);
  brv_xml_text(xml, text, strlen(text));
  brv_xml_close(xml);
}

GBytes *brv_xml_finish(brv_xml *xml)
{
  while (xml->open->len)
    brv_xml_close(xml);
  if (!xml->indent)
    put_word(xml, "\n");
  GBytes *bytes = g_string_free_to_bytes(xml->out);
  g_ptr_array_unref(xml->open);
  g_free(xml);
  return bytes;
}
