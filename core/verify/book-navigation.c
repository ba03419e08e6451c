#include <libxml/xpath.h>
#include <string.h>

#include "verify/book.h"

/* Contents, pages, landmarks, and the NCX that repeats them for old readers. */

/* An entry of a list: its words and where it leads. */
typedef struct {
  const char *words;
  const brv_book_entry *file; /* NULL: nowhere */
  const char *fragment;       /* "": the file's top */
  const xmlNode *node;
} stop;

static void add_stop(brv_book_audit *audit, GArray *stops, const brv_book_entry *from,
                     const xmlNode *node, const char *words, const char *href)
{
  const char *fragment = NULL;
  stop one = {.words = words, .node = node};
  one.file = href ? brv_book_target(audit, from, href, &fragment) : NULL;
  one.fragment = fragment ? brv_arena_strdup(audit->arena, fragment) : "";
  g_array_append_val(stops, one);
}

/* A part has a name and no page of its own: it leads to the first link under it. */
static const char *href_of(const brv_book_audit *audit, xmlNode *node)
{
  xmlNode *link = brv_book_is(node, "a")
                      ? node
                      : brv_book_first(audit->navigation, node, "(../h:ol//h:a)[1]");
  return link ? brv_book_attribute(audit, link, "href") : NULL;
}

static GArray *read_nav(brv_book_audit *audit, const char *type)
{
  GArray *stops = g_array_new(FALSE, FALSE, sizeof(stop));
  if (!audit->navigation)
    return stops;
  g_autofree char *path =
      g_strdup_printf("//h:nav[@epub:type='%s']//h:li/*[self::h:a or self::h:span]", type);
  g_autoptr(GPtrArray) found = brv_book_find(audit->navigation, NULL, path);
  for (guint i = 0; i < found->len; i++)
    add_stop(audit, stops, audit->navigation, found->pdata[i],
             brv_book_words(audit, found->pdata[i]), href_of(audit, found->pdata[i]));
  return stops;
}

static GArray *read_ncx(brv_book_audit *audit, const char *points)
{
  GArray *stops = g_array_new(FALSE, FALSE, sizeof(stop));
  if (!audit->ncx)
    return stops;
  g_autoptr(GPtrArray) found = brv_book_find(audit->ncx, NULL, points);
  for (guint i = 0; i < found->len; i++) {
    xmlNode *label = brv_book_first(audit->ncx, found->pdata[i], "ncx:navLabel/ncx:text");
    xmlNode *content = brv_book_first(audit->ncx, found->pdata[i], "ncx:content");
    add_stop(audit, stops, audit->ncx, found->pdata[i], label ? brv_book_words(audit, label) : "",
             content ? brv_book_attribute(audit, content, "src") : NULL);
  }
  return stops;
}

/* The element that a stop leads to, or NULL. */
static xmlNode *element_at(const stop *one)
{
  if (!one->file || !one->file->doc)
    return NULL;
  return *one->fragment ? brv_book_element(one->file, one->fragment)
                        : xmlDocGetRootElement(one->file->doc);
}

/* --- contents --- */

/* By the order of the text: file after file, and within one line after line. */
static bool comes_before(const stop *a, const stop *b)
{
  if (a->file != b->file)
    return a->file->spine < b->file->spine;
  const xmlNode *one = element_at(a), *other = element_at(b);
  return one && other && xmlXPathCmpNodes((xmlNode *)one, (xmlNode *)other) >= 0;
}

/* The words of a heading; what calls a note or a source stands in no list of contents. */
static const char *heading_words(brv_book_audit *audit, const stop *one, xmlNode *heading)
{
  g_autoptr(GPtrArray) parts = brv_book_find(
      one->file, heading,
      ".//text()[not(ancestor::*[@epub:type='noteref' or @role='doc-biblioref'])]");
  g_autoptr(GString) words = g_string_new(NULL);
  for (guint i = 0; i < parts->len; i++)
    g_string_append(words, (const char *)((const xmlNode *)parts->pdata[i])->content);
  return brv_book_single_spaced(audit, words->str);
}

static void check_entry_words(brv_book_audit *audit, const stop *one)
{
  xmlNode *element = element_at(one);
  xmlNode *heading = NULL;
  if (element && *one->fragment)
    heading = brv_book_first(one->file, element,
                             "(self::h:h1|self::h:h2|self::h:h3|self::h:h4|self::h:h5|self::h:h6|"
                             ".//h:h1|.//h:h2|.//h:h3|.//h:h4|.//h:h5|.//h:h6)[1]");
  if (heading && strcmp(heading_words(audit, one, heading), one->words) != 0)
    brv_book_fault(audit, BRV_BOOK_CONTENTS_WORDS, audit->navigation, one->node, "\"%s\"",
                   one->words);
}

static void check_contents(brv_book_audit *audit)
{
  g_autoptr(GArray) toc = read_nav(audit, "toc");
  g_autoptr(GHashTable) listed = g_hash_table_new(NULL, NULL);
  const stop *before = NULL;
  for (guint i = 0; i < toc->len; i++) {
    const stop *one = &g_array_index(toc, stop, i);
    if (!one->file || !element_at(one)) {
      brv_book_fault(audit, BRV_BOOK_LINK_LOST, audit->navigation, one->node, "%s", one->words);
      continue;
    }
    g_hash_table_add(listed, (void *)one->file);
    if (!brv_book_is(one->node, "a"))
      continue;
    if (before && !comes_before(before, one))
      brv_book_fault(audit, BRV_BOOK_CONTENTS_ORDER, audit->navigation, one->node, "\"%s\"",
                     one->words);
    check_entry_words(audit, one);
    before = one;
  }
  for (guint i = 0; i < audit->spine->len; i++) {
    const brv_book_entry *entry = audit->spine->pdata[i];
    if (!g_hash_table_contains(listed, entry) && !brv_book_continues(audit, entry))
      brv_book_fault(audit, BRV_BOOK_CONTENTS_FILE, entry, NULL, NULL);
  }
}

/* --- pages --- */

static void check_break(brv_book_audit *audit, const brv_book_entry *entry, xmlNode *node)
{
  const char *role = brv_book_attribute(audit, node, "role");
  const char *label = brv_book_attribute(audit, node, "aria-label");
  const char *id = brv_book_attribute(audit, node, "id");
  if (g_strcmp0(role, "doc-pagebreak") != 0 || !label || !*label || !id || node->children)
    brv_book_fault(audit, BRV_BOOK_PAGE_BREAK, entry, node, NULL);
}

static bool is_break(const brv_book_audit *audit, const stop *one, const brv_book_entry *entry,
                     xmlNode *node)
{
  return one->file == entry &&
         g_strcmp0(one->fragment, brv_book_attribute(audit, node, "id")) == 0 &&
         g_strcmp0(one->words, brv_book_attribute(audit, node, "aria-label")) == 0;
}

static void check_pages(brv_book_audit *audit)
{
  g_autoptr(GArray) pages = read_nav(audit, "page-list");
  guint at = 0;
  audit->pages = pages->len;
  for (guint i = 0; i < audit->spine->len; i++) {
    const brv_book_entry *entry = audit->spine->pdata[i];
    g_autoptr(GPtrArray) breaks = brv_book_find(entry, NULL, "//*[@epub:type='pagebreak']");
    for (guint k = 0; k < breaks->len; k++, at++) {
      check_break(audit, entry, breaks->pdata[k]);
      if (at >= pages->len ||
          !is_break(audit, &g_array_index(pages, stop, at), entry, breaks->pdata[k])) {
        brv_book_fault(audit, BRV_BOOK_PAGE_LIST, entry, breaks->pdata[k], "number %u of %u",
                       at + 1, pages->len);
        return;
      }
    }
  }
  if (at != pages->len)
    brv_book_fault(audit, BRV_BOOK_PAGE_LIST, audit->navigation, NULL, "%u of %u are in the text",
                   at, pages->len);
}

/* --- landmarks --- */

static void check_landmarks(brv_book_audit *audit)
{
  static const char *const types[] = {"cover", "toc", "bodymatter"};
  for (guint i = 0; audit->navigation && i < G_N_ELEMENTS(types); i++) {
    g_autofree char *path =
        g_strdup_printf("//h:nav[@epub:type='landmarks']//h:a[@epub:type='%s']", types[i]);
    xmlNode *link = brv_book_first(audit->navigation, NULL, path);
    const char *href = link ? brv_book_attribute(audit, link, "href") : NULL;
    if (!href || !brv_book_target(audit, audit->navigation, href, NULL))
      brv_book_fault(audit, BRV_BOOK_LANDMARKS, audit->navigation, link, "%s", types[i]);
  }
}

/* --- the NCX --- */

static void compare(brv_book_audit *audit, const char *nav, const char *points)
{
  g_autoptr(GArray) ours = read_nav(audit, nav), old = read_ncx(audit, points);
  guint count = MAX(ours->len, old->len);
  for (guint i = 0; i < count; i++) {
    const stop *a = i < ours->len ? &g_array_index(ours, stop, i) : NULL;
    const stop *b = i < old->len ? &g_array_index(old, stop, i) : NULL;
    if (a && b && a->file == b->file && strcmp(a->words, b->words) == 0 &&
        strcmp(a->fragment, b->fragment) == 0)
      continue;
    brv_book_fault(audit, BRV_BOOK_NCX, audit->ncx, b ? b->node : NULL, "%s: number %u", nav,
                   i + 1);
    return;
  }
}

void brv_book_audit_navigation(brv_book_audit *audit)
{
  if (!audit->navigation || !audit->navigation->doc) {
    brv_book_fault(audit, BRV_BOOK_LANDMARKS, audit->package, NULL, "there is no navigation");
    return;
  }
  check_contents(audit);
  check_pages(audit);
  check_landmarks(audit);
  if (!audit->ncx)
    return;
  compare(audit, "toc", "//ncx:navPoint");
  compare(audit, "page-list", "//ncx:pageTarget");
}
