#include <string.h>

#include "verify/book.h"

/* Each text by itself, and its links. */

static void check_language(brv_book_audit *audit, const brv_book_entry *entry)
{
  g_autoptr(GPtrArray) found = brv_book_find(entry, NULL, "/h:html | //*[@lang or @xml:lang]");
  for (guint i = 0; i < found->len; i++) {
    const char *html = brv_book_attribute(audit, found->pdata[i], "lang");
    const char *xml = brv_book_xml_lang(audit, found->pdata[i]);
    if (!html || g_strcmp0(html, xml) != 0 || !brv_book_is_language(html))
      brv_book_fault(audit, BRV_BOOK_TEXT_LANGUAGE, entry, found->pdata[i],
                     "lang=\"%s\" xml:lang=\"%s\"", html ? html : "", xml ? xml : "");
  }
}

static void check_title(brv_book_audit *audit, const brv_book_entry *entry)
{
  xmlNode *title = brv_book_first(entry, NULL, "/h:html/h:head/h:title");
  if (!title || !*brv_book_words(audit, title))
    brv_book_fault(audit, BRV_BOOK_TEXT_TITLE, entry, title, NULL);
}

static void check_ids(brv_book_audit *audit, const brv_book_entry *entry)
{
  g_autoptr(GHashTable) ids = g_hash_table_new(g_str_hash, g_str_equal);
  g_autoptr(GPtrArray) found = brv_book_find(entry, NULL, "//*[@id]");
  for (guint i = 0; i < found->len; i++) {
    const char *id = brv_book_attribute(audit, found->pdata[i], "id");
    if (!g_hash_table_add(ids, (char *)id))
      brv_book_fault(audit, BRV_BOOK_ID_TWICE, entry, found->pdata[i], "%s", id);
  }
}

/* --- links --- */

static bool has_scheme(const char *reference)
{
  const char *colon = strchr(reference, ':'), *slash = strchr(reference, '/');
  return colon && (!slash || colon < slash);
}

static bool leads_somewhere(const brv_book_audit *audit, const brv_book_entry *entry,
                            const char *reference)
{
  static const char *const schemes[] = {"http:", "https:", "mailto:", "tel:"};
  for (guint i = 0; i < G_N_ELEMENTS(schemes); i++)
    if (g_str_has_prefix(reference, schemes[i]))
      return strlen(reference) > strlen(schemes[i]);
  if (has_scheme(reference))
    return false;
  const char *fragment = NULL;
  const brv_book_entry *target = brv_book_target(audit, entry, reference, &fragment);
  return target && (!fragment || brv_book_element(target, fragment));
}

static void check_links(brv_book_audit *audit, const brv_book_entry *entry)
{
  g_autoptr(GPtrArray) found =
      brv_book_find(entry, NULL, "//h:a[@href] | //h:img[@src] | //h:link[@href]");
  for (guint i = 0; i < found->len; i++) {
    xmlNode *node = found->pdata[i];
    bool is_picture = brv_book_is(node, "img");
    const char *reference = brv_book_attribute(audit, node, is_picture ? "src" : "href");
    if (!leads_somewhere(audit, entry, reference) || (is_picture && has_scheme(reference)))
      brv_book_fault(audit, BRV_BOOK_LINK_LOST, entry, node, "%s", reference);
    if (brv_book_is(node, "a") && !*brv_book_words(audit, node) &&
        !brv_book_first(entry, node, ".//h:img[@alt!='']"))
      brv_book_fault(audit, BRV_BOOK_LINK_WORDS, entry, node, "%s", reference);
  }
}

/* --- what things are --- */

static void check_roles(brv_book_audit *audit, const brv_book_entry *entry)
{
  static const struct {
    const char *type, *role;
  } pairs[] = {
      {"chapter", "doc-chapter"},     {"toc", "doc-toc"},
      {"noteref", "doc-noteref"},     {"footnote", "doc-footnote"},
      {"biblioref", "doc-biblioref"}, {"bibliography", "doc-bibliography"},
      {"pagebreak", "doc-pagebreak"}, {"page-list", "doc-pagelist"},
  };
  g_autoptr(GPtrArray) found = brv_book_find(entry, NULL, "//*[@epub:type]");
  for (guint i = 0; i < found->len; i++) {
    const char *type = brv_book_epub_type(audit, found->pdata[i]);
    const char *role = brv_book_attribute(audit, found->pdata[i], "role");
    for (guint k = 0; k < G_N_ELEMENTS(pairs); k++)
      if (strcmp(type, pairs[k].type) == 0 && !brv_book_lists(role, pairs[k].role))
        brv_book_fault(audit, BRV_BOOK_ROLE, entry, found->pdata[i], "%s", type);
  }
}

/* The level of the last heading in the texts before, where the entry goes on with them. */
static int level_before(const brv_book_audit *audit, const brv_book_entry *entry)
{
  if (!brv_book_continues(audit, entry))
    return 0;
  for (guint i = entry->spine - 1; i > 0; i--) {
    g_autoptr(GPtrArray) found =
        brv_book_find(audit->spine->pdata[i - 1], NULL, "//*[self::h:h1|self::h:h2|self::h:h3|"
                                                        "self::h:h4|self::h:h5|self::h:h6]");
    if (found->len)
      return ((const xmlNode *)found->pdata[found->len - 1])->name[1] - '0';
  }
  return 0;
}

static void check_headings(brv_book_audit *audit, const brv_book_entry *entry)
{
  g_autoptr(GPtrArray) found =
      brv_book_find(entry, NULL, "//h:h1|//h:h2|//h:h3|//h:h4|//h:h5|//h:h6");
  int before = level_before(audit, entry);
  if (!found->len && !before)
    brv_book_fault(audit, BRV_BOOK_HEADINGS, entry, NULL, "there is none");
  for (guint i = 0; i < found->len; i++) {
    xmlNode *heading = found->pdata[i];
    int level = heading->name[1] - '0';
    if (level > before + 1)
      brv_book_fault(audit, BRV_BOOK_HEADINGS, entry, heading, "h%d behind h%d", level, before);
    if (!*brv_book_words(audit, heading))
      brv_book_fault(audit, BRV_BOOK_HEADING_WORDS, entry, heading, NULL);
    before = level;
  }
}

static void check_pictures(brv_book_audit *audit, const brv_book_entry *entry)
{
  g_autoptr(GPtrArray) found = brv_book_find(entry, NULL, "//h:img");
  for (guint i = 0; i < found->len; i++) {
    const char *alt = brv_book_attribute(audit, found->pdata[i], "alt");
    const char *role = brv_book_attribute(audit, found->pdata[i], "role");
    if (!alt || (!alt[strspn(alt, " \t\n")] && g_strcmp0(role, "presentation") != 0))
      brv_book_fault(audit, BRV_BOOK_PICTURE_WORDS, entry, found->pdata[i], NULL);
  }
}

static void check_active(brv_book_audit *audit, const brv_book_entry *entry)
{
  xmlNode *found = brv_book_first(entry, NULL,
                                  "//h:script|//h:iframe|//h:form|//h:object|//h:embed|//h:audio|"
                                  "//h:video|//h:canvas|//@*[starts-with(name(), 'on')]");
  if (found)
    brv_book_fault(audit, BRV_BOOK_ACTIVE, entry, found, "%s", (const char *)found->name);
}

static void check_text(brv_book_audit *audit, const brv_book_entry *entry)
{
  enum { LARGEST = 260 * 1000 };
  check_language(audit, entry);
  check_title(audit, entry);
  check_ids(audit, entry);
  check_links(audit, entry);
  check_roles(audit, entry);
  check_headings(audit, entry);
  check_pictures(audit, entry);
  check_active(audit, entry);
  if (entry->length > LARGEST)
    brv_book_fault(audit, BRV_BOOK_FILE_SIZE, entry, NULL, "%u kB", (guint)(entry->length / 1000));
}

void brv_book_audit_texts(brv_book_audit *audit)
{
  for (guint i = 0; i < audit->spine->len; i++) {
    const brv_book_entry *entry = audit->spine->pdata[i];
    if (entry->doc)
      check_text(audit, entry);
  }
  if (audit->navigation && audit->navigation->doc && !audit->navigation->spine) {
    check_language(audit, audit->navigation);
    check_links(audit, audit->navigation);
  }
}
