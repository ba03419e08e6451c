#include <libxml/parser.h>
#include <string.h>
#include <zip.h>

#include "verify/say.h"

/* Larger entries, and more of them, are not read. */
enum { ENTRY_LIMIT = 64 << 20, ENTRIES = 20000, DEPTH = 256 };

static void add(GVariantBuilder *passages, const char *entry, const char *text)
{
  g_autofree char *name = g_utf8_make_valid(entry, -1), *valid = g_utf8_make_valid(text, -1);
  g_variant_builder_add(passages, "(uss)", 0, name, valid);
}

/* What is read out or followed; the others say how things are built and look. */
static bool is_said(const char *name)
{
  static const char *const names[] = {"id",   "href",    "src",        "alt",  "title",
                                      "name", "content", "aria-label", "desc", NULL};
  return g_strv_contains(names, name);
}

/* Values of fixed vocabularies: what the metadata say of accessibility. */
static bool is_vocabulary(xmlNode *node)
{
  if (strcmp((const char *)node->name, "meta") != 0)
    return false;
  xmlChar *property = xmlGetProp(node, (const xmlChar *)"property");
  bool is = property && g_str_has_prefix((const char *)property, "schema:");
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

static void say_xml(const char *bytes, gsize length, GString *out)
{
  xmlDoc *doc =
      xmlReadMemory(bytes, (int)length, "entry", NULL,
                    XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_RECOVER);
  if (!doc)
    return;
  g_autoptr(GString) aside = g_string_new("\n");
  for (xmlNode *node = doc->children; node; node = node->next)
    say_node(node, out, aside, 0);
  g_string_append_len(out, aside->str, (gssize)aside->len);
  xmlFreeDoc(doc);
}

static void say_entry(zip_t *zip, zip_uint64_t index, GVariantBuilder *passages)
{
  zip_stat_t stat;
  static const char *const endings[] = {".xhtml", ".html", ".opf", ".ncx", ".xml", ".svg"};
  if (zip_stat_index(zip, index, 0, &stat) || !stat.name)
    return;
  g_autoptr(GString) text = g_string_new(stat.name);
  bool is_xml = false;
  for (guint i = 0; i < G_N_ELEMENTS(endings); i++)
    is_xml |= g_str_has_suffix(stat.name, endings[i]);
  zip_file_t *file = is_xml && stat.size < ENTRY_LIMIT ? zip_fopen_index(zip, index, 0) : NULL;
  g_autofree char *bytes = file ? g_malloc(stat.size + 1) : NULL;
  zip_int64_t length = file ? zip_fread(file, bytes, stat.size) : 0;
  if (length > 0)
    say_xml(bytes, (gsize)length, text);
  if (file)
    zip_fclose(file);
  add(passages, stat.name, text->str);
}

bool brv_say_epub(GBytes *bytes, GVariantBuilder *passages)
{
  gsize length = 0;
  const void *data = g_bytes_get_data(bytes, &length);
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t *source = zip_source_buffer_create(data, length, 0, &error);
  zip_t *zip = source ? zip_open_from_source(source, ZIP_RDONLY, &error) : NULL;
  if (!zip) {
    zip_source_free(source);
    return false;
  }
  zip_int64_t count = zip_get_num_entries(zip, 0);
  for (zip_int64_t i = 0; i < MIN(count, (zip_int64_t)ENTRIES); i++)
    say_entry(zip, (zip_uint64_t)i, passages);
  zip_discard(zip);
  return true;
}
