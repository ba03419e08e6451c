#include "verify/book.h"

#include <libxml/parser.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>
#include <string.h>
#include <zip.h>

/* How much of a book is read. Ours are far smaller; a bomb is told as what cannot be read. */
enum { MOST_FILES = 20000, TOLD = 8 };
static const gsize LARGEST = (gsize)64 << 20, ALL = (gsize)512 << 20;

static const struct {
  const char *prefix, *uri;
} namespaces[] = {
    {"h", "http://www.w3.org/1999/xhtml"},
    {"epub", "http://www.idpf.org/2007/ops"},
    {"opf", "http://www.idpf.org/2007/opf"},
    {"dc", "http://purl.org/dc/elements/1.1/"},
    {"ncx", "http://www.daisy.org/z3986/2005/ncx/"},
    {"svg", "http://www.w3.org/2000/svg"},
    {"c", "urn:oasis:names:tc:opendocument:xmlns:container"},
};

static const struct {
  const char *name, *fault;
} conditions[] = {
#define BRV_BOOK_CONDITION(symbol, name, fault) {name, fault},
#include "verify/book-conditions.h"
#undef BRV_BOOK_CONDITION
};

const char *brv_book_condition_name(brv_book_condition condition)
{
  return conditions[condition].name;
}

const char *brv_book_condition_fault(brv_book_condition condition)
{
  return conditions[condition].fault;
}

void brv_book_fault(brv_book_audit *audit, brv_book_condition condition,
                    const brv_book_entry *entry, const xmlNode *node, const char *format, ...)
{
  if (audit->counts[condition]++ >= TOLD)
    return;
  brv_book_finding finding = {.condition = condition};
  if (entry && node)
    finding.where = brv_arena_printf(audit->arena, "%s:%ld", entry->name, xmlGetLineNo(node));
  else if (entry)
    finding.where = brv_arena_strdup(audit->arena, entry->name);
  if (format) {
    va_list args;
    va_start(args, format);
    g_autofree char *detail = g_strdup_vprintf(format, args);
    va_end(args);
    finding.detail = brv_arena_strdup(audit->arena, detail);
  }
  g_array_append_val(audit->findings, finding);
}

brv_book_audit *brv_book_audit_new(brv_arena *arena, GBytes *bytes)
{
  brv_book_audit *audit = brv_new(arena, brv_book_audit);
  audit->arena = arena;
  audit->bytes = g_bytes_get_data(bytes, &audit->length);
  audit->entries = brv_arena_ptr_array(arena);
  audit->spine = brv_arena_ptr_array(arena);
  audit->by_name = g_hash_table_new(g_str_hash, g_str_equal);
  brv_arena_own(arena, audit->by_name, (GDestroyNotify)g_hash_table_unref);
  audit->findings = g_array_new(FALSE, FALSE, sizeof(brv_book_finding));
  brv_arena_own(arena, audit->findings, (GDestroyNotify)g_array_unref);
  return audit;
}

/* --- the archive --- */

static void free_doc(void *doc)
{
  xmlFreeDoc(doc);
}

static void note_ids(brv_book_audit *audit, brv_book_entry *entry)
{
  entry->ids = g_hash_table_new(g_str_hash, g_str_equal);
  brv_arena_own(audit->arena, entry->ids, (GDestroyNotify)g_hash_table_unref);
  g_autoptr(GPtrArray) found = brv_book_find(entry, NULL, "//*[@id]");
  for (guint i = found->len; i-- > 0;) {
    const char *id = brv_book_attribute(audit, found->pdata[i], "id");
    g_hash_table_replace(entry->ids, (char *)id, found->pdata[i]);
  }
}

xmlNode *brv_book_element(const brv_book_entry *entry, const char *id)
{
  return entry->ids ? g_hash_table_lookup(entry->ids, id) : NULL;
}

/* Nothing is loaded from outside, and no entity is put in: a bomb of them stays small. */
static void read_xml(brv_book_audit *audit, brv_book_entry *entry)
{
  static const char *const endings[] = {".xhtml", ".opf", ".ncx", ".svg", ".xml", NULL};
  for (const char *const *ending = endings; *ending; ending++)
    entry->is_xml = entry->is_xml || g_str_has_suffix(entry->name, *ending);
  if (!entry->is_xml)
    return;
  entry->doc = xmlReadMemory(entry->bytes, (int)entry->length, entry->name, NULL,
                             XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
                                 XML_PARSE_BIG_LINES);
  if (!entry->doc) {
    brv_book_fault(audit, BRV_BOOK_XML, entry, NULL, NULL);
    return;
  }
  brv_arena_own(audit->arena, entry->doc, free_doc);
  note_ids(audit, entry);
}

static bool read_bytes(zip_t *archive, zip_uint64_t index, char *bytes, gsize length)
{
  zip_file_t *file = zip_fopen_index(archive, index, 0);
  if (!file)
    return false;
  zip_int64_t n = zip_fread(file, bytes, length);
  char more;
  bool whole = n == (zip_int64_t)length &&
               zip_fread(file, &more, 1) == 0; /* the sum is checked at the end */
  zip_fclose(file);
  return whole;
}

static bool read_entry(brv_book_audit *audit, zip_t *archive, zip_uint64_t index, gsize *all)
{
  zip_stat_t stat;
  const zip_uint64_t needed = ZIP_STAT_NAME | ZIP_STAT_SIZE | ZIP_STAT_COMP_METHOD | ZIP_STAT_MTIME;
  if (zip_stat_index(archive, index, ZIP_FL_ENC_RAW, &stat) != 0 ||
      (stat.valid & needed) != needed || stat.size > LARGEST || (*all += stat.size) > ALL)
    return false;
  brv_book_entry *entry = brv_new(audit->arena, brv_book_entry);
  char *bytes = brv_arena_alloc(audit->arena, stat.size + 1);
  entry->name = brv_arena_strdup(audit->arena, stat.name);
  entry->bytes = bytes;
  entry->length = stat.size;
  entry->method = stat.comp_method;
  entry->moment = (guint32)stat.mtime;
  if (!g_utf8_validate(entry->name, -1, NULL) || !read_bytes(archive, index, bytes, stat.size))
    return false;
  g_ptr_array_add(audit->entries, entry);
  g_hash_table_insert(audit->by_name, (char *)entry->name, entry);
  read_xml(audit, entry);
  return true;
}

static bool read_entries(brv_book_audit *audit, zip_t *archive)
{
  zip_int64_t count = zip_get_num_entries(archive, 0);
  gsize all = 0;
  bool fine = count > 0 && count <= MOST_FILES;
  for (zip_int64_t i = 0; fine && i < count; i++) {
    fine = read_entry(audit, archive, (zip_uint64_t)i, &all);
    if (!fine)
      brv_book_fault(audit, BRV_BOOK_ARCHIVE, NULL, NULL, "file %d cannot be read", (int)i + 1);
  }
  return fine;
}

static bool read_archive(brv_book_audit *audit)
{
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t *source = zip_source_buffer_create(audit->bytes, audit->length, 0, &error);
  zip_t *archive = source ? zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, &error) : NULL;
  if (!archive) {
    brv_book_fault(audit, BRV_BOOK_ARCHIVE, NULL, NULL, "%s", zip_error_strerror(&error));
    if (source)
      zip_source_free(source);
    zip_error_fini(&error);
    return false;
  }
  bool fine = read_entries(audit, archive);
  zip_discard(archive);
  return fine;
}

/* --- what the package says of its files --- */

static void list_item(brv_book_audit *audit, xmlNode *item)
{
  const char *href = brv_book_attribute(audit, item, "href");
  brv_book_entry *entry = href ? brv_book_target(audit, audit->package, href, NULL) : NULL;
  if (!entry) {
    brv_book_fault(audit, BRV_BOOK_ABSENT, audit->package, item, "%s", href ? href : "no href");
    return;
  }
  const char *properties = brv_book_attribute(audit, item, "properties");
  entry->id = brv_book_attribute(audit, item, "id");
  entry->media_type = brv_book_attribute(audit, item, "media-type");
  entry->properties = properties ? properties : "";
  if (brv_book_lists(properties, "nav"))
    audit->navigation = entry;
  if (g_strcmp0(entry->media_type, "application/x-dtbncx+xml") == 0)
    audit->ncx = entry;
}

static brv_book_entry *entry_with_id(const brv_book_audit *audit, const char *id)
{
  for (guint i = 0; id && i < audit->entries->len; i++) {
    brv_book_entry *entry = audit->entries->pdata[i];
    if (g_strcmp0(entry->id, id) == 0)
      return entry;
  }
  return NULL;
}

static void read_spine(brv_book_audit *audit)
{
  g_autoptr(GPtrArray) items =
      brv_book_find(audit->package, NULL, "/opf:package/opf:spine/opf:itemref");
  for (guint i = 0; i < items->len; i++) {
    const char *id = brv_book_attribute(audit, items->pdata[i], "idref");
    brv_book_entry *entry = entry_with_id(audit, id);
    if (!entry || !brv_book_is_text(entry) || entry->spine) {
      brv_book_fault(audit, BRV_BOOK_SPINE, audit->package, items->pdata[i], "%s", id ? id : "");
      continue;
    }
    g_ptr_array_add(audit->spine, entry);
    entry->spine = audit->spine->len;
  }
  if (!items->len)
    brv_book_fault(audit, BRV_BOOK_SPINE, audit->package, NULL, NULL);
}

static brv_book_entry *find_package(brv_book_audit *audit)
{
  const brv_book_entry *container = g_hash_table_lookup(audit->by_name, "META-INF/container.xml");
  xmlNode *root = container && container->doc
                      ? brv_book_first(container, NULL, "/c:container/c:rootfiles/c:rootfile")
                      : NULL;
  const char *path = root ? brv_book_attribute(audit, root, "full-path") : NULL;
  brv_book_entry *package = path ? g_hash_table_lookup(audit->by_name, path) : NULL;
  return package && package->doc ? package : NULL;
}

bool brv_book_open(brv_book_audit *audit)
{
  if (!read_archive(audit))
    return false;
  audit->package = find_package(audit);
  if (!audit->package) {
    brv_book_fault(audit, BRV_BOOK_CONTAINER, NULL, NULL, NULL);
    return false;
  }
  g_autoptr(GPtrArray) items =
      brv_book_find(audit->package, NULL, "/opf:package/opf:manifest/opf:item");
  for (guint i = 0; i < items->len; i++)
    list_item(audit, items->pdata[i]);
  read_spine(audit);
  return true;
}

/* --- XPath --- */

static xmlXPathContextPtr context_of(const brv_book_entry *entry, xmlNode *node)
{
  xmlXPathContextPtr context = xmlXPathNewContext(entry->doc);
  for (guint i = 0; context && i < G_N_ELEMENTS(namespaces); i++)
    xmlXPathRegisterNs(context, BAD_CAST namespaces[i].prefix, BAD_CAST namespaces[i].uri);
  if (context && node)
    context->node = node;
  return context;
}

GPtrArray *brv_book_find(const brv_book_entry *entry, xmlNode *node, const char *xpath)
{
  GPtrArray *found = g_ptr_array_new();
  xmlXPathContextPtr context = entry->doc ? context_of(entry, node) : NULL;
  xmlXPathObjectPtr result = context ? xmlXPathEval(BAD_CAST xpath, context) : NULL;
  xmlNodeSetPtr set = result ? result->nodesetval : NULL;
  if (set)
    xmlXPathNodeSetSort(set);
  for (int i = 0; set && i < set->nodeNr; i++)
    g_ptr_array_add(found, set->nodeTab[i]);
  if (result)
    xmlXPathFreeObject(result);
  if (context)
    xmlXPathFreeContext(context);
  return found;
}

xmlNode *brv_book_first(const brv_book_entry *entry, xmlNode *node, const char *xpath)
{
  g_autoptr(GPtrArray) found = brv_book_find(entry, node, xpath);
  return found->len ? found->pdata[0] : NULL;
}
