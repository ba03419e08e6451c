#include "epub-reader.h"

#include <libxml/parser.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>
#include <string.h>
#include <zip.h>

static void free_doc(void *doc)
{
  xmlFreeDoc(doc);
}

static void read_entry(book *b, zip_t *zip, zip_uint64_t index)
{
  zip_stat_t stat;
  g_assert_cmpint(zip_stat_index(zip, index, 0, &stat), ==, 0);
  guint8 *bytes = g_malloc(stat.size + 1);
  zip_file_t *file = zip_fopen_index(zip, index, 0);
  g_assert_nonnull(file);
  g_assert_cmpint(zip_fread(file, bytes, stat.size), ==, (gint64)stat.size);
  zip_fclose(file);
  g_ptr_array_add(b->names, g_strdup(stat.name));
  g_assert_true(
      g_hash_table_insert(b->files, g_strdup(stat.name), g_bytes_new_take(bytes, stat.size)));
}

book *book_open(GBytes *bytes)
{
  book *b = g_new0(book, 1);
  b->names = g_ptr_array_new_with_free_func(g_free);
  b->files = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_bytes_unref);
  b->docs = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_doc);
  zip_error_t error;
  gsize length = 0;
  const void *data = g_bytes_get_data(bytes, &length);
  zip_source_t *source = zip_source_buffer_create(data, length, 0, &error);
  zip_t *zip = zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, &error);
  g_assert_nonnull(zip);
  for (zip_int64_t i = 0; i < zip_get_num_entries(zip, 0); i++)
    read_entry(b, zip, (zip_uint64_t)i);
  zip_discard(zip);
  return b;
}

void book_free(book *b)
{
  if (!b)
    return;
  g_ptr_array_unref(b->names);
  g_hash_table_unref(b->files);
  g_hash_table_unref(b->docs);
  g_free(b);
}

static GBytes *find_file(book *b, const char *name)
{
  GBytes *bytes = g_hash_table_lookup(b->files, name);
  if (!bytes)
    g_error("the book has no file \"%s\"", name);
  return bytes;
}

char *book_text(book *b, const char *name)
{
  gsize length = 0;
  const char *text = g_bytes_get_data(find_file(b, name), &length);
  return g_strndup(text, length);
}

xmlDocPtr book_doc(book *b, const char *name)
{
  xmlDocPtr doc = g_hash_table_lookup(b->docs, name);
  if (doc)
    return doc;
  gsize length = 0;
  const char *text = g_bytes_get_data(find_file(b, name), &length);
  doc = xmlReadMemory(text, (int)length, name, NULL, XML_PARSE_NONET | XML_PARSE_HUGE);
  g_assert_nonnull(doc);
  g_hash_table_insert(b->docs, g_strdup(name), doc);
  return doc;
}

static xmlXPathObjectPtr evaluate(book *b, const char *name, const char *xpath)
{
  static const char *const prefixes[][2] = {
      {"h", "http://www.w3.org/1999/xhtml"},           {"epub", "http://www.idpf.org/2007/ops"},
      {"opf", "http://www.idpf.org/2007/opf"},         {"dc", "http://purl.org/dc/elements/1.1/"},
      {"ncx", "http://www.daisy.org/z3986/2005/ncx/"}, {"svg", "http://www.w3.org/2000/svg"},
      {"xlink", "http://www.w3.org/1999/xlink"},
  };
  xmlXPathContextPtr context = xmlXPathNewContext(book_doc(b, name));
  for (guint i = 0; i < G_N_ELEMENTS(prefixes); i++)
    xmlXPathRegisterNs(context, BAD_CAST prefixes[i][0], BAD_CAST prefixes[i][1]);
  xmlXPathObjectPtr object = xmlXPathEvalExpression(BAD_CAST xpath, context);
  xmlXPathFreeContext(context);
  if (!object)
    g_error("not XPath: %s", xpath);
  return object;
}

guint book_count(book *b, const char *name, const char *xpath)
{
  xmlXPathObjectPtr object = evaluate(b, name, xpath);
  guint count = object->nodesetval ? (guint)object->nodesetval->nodeNr : 0;
  xmlXPathFreeObject(object);
  return count;
}

char *book_string(book *b, const char *name, const char *xpath)
{
  xmlXPathObjectPtr object = evaluate(b, name, xpath);
  xmlChar *text = xmlXPathCastToString(object);
  char *copy = g_strdup((const char *)text);
  xmlFree(text);
  xmlXPathFreeObject(object);
  return copy;
}

GPtrArray *book_strings(book *b, const char *name, const char *xpath)
{
  GPtrArray *strings = g_ptr_array_new_with_free_func(g_free);
  xmlXPathObjectPtr object = evaluate(b, name, xpath);
  for (int i = 0; object->nodesetval && i < object->nodesetval->nodeNr; i++) {
    xmlChar *text = xmlNodeGetContent(object->nodesetval->nodeTab[i]);
    g_ptr_array_add(strings, g_strdup((const char *)text));
    xmlFree(text);
  }
  xmlXPathFreeObject(object);
  return strings;
}
