#include <string.h>

#include "verify/say.h"

/* Deeper trees are nobody's. */
enum { DEPTH = 256 };

/* What is read out or followed; the others say how things are built and look. */
static bool is_said(const char *name)
{
  static const char *const names[] = {"id",   "href",    "src",        "alt",  "title",
                                      "name", "content", "aria-label", "desc", NULL};
  return g_strv_contains(names, name);
}

/* Values of fixed vocabularies: what the metadata say of accessibility and to one reader; and what
 * the makers of a font say of it, which is held against the font (font-licence). */
static bool is_vocabulary(xmlNode *node)
{
  if (strcmp((const char *)node->name, "meta") != 0)
    return false;
  xmlChar *property = xmlGetProp(node, (const xmlChar *)"property");
  bool of_part = xmlHasProp(node, (const xmlChar *)"refines") != NULL;
  bool is = property && (g_str_has_prefix((const char *)property, "schema:") ||
                         g_str_has_prefix((const char *)property, "ibooks:") ||
                         (of_part && strcmp((const char *)property, "dcterms:rights") == 0));
  xmlFree(property);
  return is;
}

static void say_attributes(xmlNode *node, GString *out)
{
  for (const xmlAttr *a = node->properties; a; a = a->next)
    if (is_said((const char *)a->name)) {
      xmlChar *value = xmlNodeGetContent((const xmlNode *)a);
      g_string_append_printf(out, "\n%s\n", (const char *)value);
      xmlFree(value);
    }
}

/* Elements within a line do not part words. */
static bool is_inline(const xmlNode *node)
{
  static const char *const names[] = {"a",    "b",     "em",   "i",   "strong",
                                      "span", "small", "sup",  "sub", "cite",
                                      "code", "bdi",   "abbr", "q",   NULL};
  return g_strv_contains(names, (const char *)node->name);
}

/* Attributes go to a text of their own, so that they do not stand within sentences. */
static void say_node(xmlNode *node, GString *out, GString *aside, int depth)
{
  if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE ||
      node->type == XML_COMMENT_NODE)
    g_string_append(out, (const char *)node->content);
  if (node->type != XML_ELEMENT_NODE || depth > DEPTH || is_vocabulary(node) ||
      strcmp((const char *)node->name, "style") == 0)
    return;
  if (!is_inline(node))
    g_string_append_c(out, '\n');
  say_attributes(node, aside);
  for (xmlNode *child = node->children; child; child = child->next)
    say_node(child, out, aside, depth + 1);
  if (!is_inline(node))
    g_string_append_c(out, '\n');
}

/* A book's number is made by chance: four figures in a row in it say nothing. */
static void drop_numbers(GString *text)
{
  static const char urn[] = "urn:uuid:";
  enum { LENGTH = 36 };
  for (char *at = text->str; (at = strstr(at, urn));) {
    at += strlen(urn);
    gsize digits = strspn(at, "0123456789abcdefABCDEF-");
    if (digits == LENGTH)
      memset(at, ' ', digits);
  }
}

/* What cannot be read as XML is looked through as it stands. */
static void say_entry(const brv_book_entry *entry, GVariantBuilder *passages)
{
  g_autoptr(GString) text = g_string_new(entry->name), aside = g_string_new("\n");
  for (xmlNode *node = entry->doc ? entry->doc->children : NULL; node; node = node->next)
    say_node(node, text, aside, 0);
  if (entry->is_xml && !entry->doc)
    g_string_append_len(aside, entry->bytes, (gssize)entry->length);
  g_string_append_len(text, aside->str, (gssize)aside->len);
  drop_numbers(text);
  g_autofree char *name = g_utf8_make_valid(entry->name, -1);
  g_autofree char *valid = g_utf8_make_valid(text->str, (gssize)text->len);
  g_variant_builder_add(passages, "(uss)", 0, name, valid);
}

void brv_say_epub(const brv_book_audit *audit, GVariantBuilder *passages)
{
  for (guint i = 0; i < audit->entries->len; i++)
    say_entry(audit->entries->pdata[i], passages);
}
