#include <string.h>

#include "verify/book.h"

/* The package: what a library and a shop read. */

static const char *words_at(const brv_book_audit *audit, const char *xpath)
{
  xmlNode *node = brv_book_first(audit->package, NULL, xpath);
  const char *words = node ? brv_book_words(audit, node) : "";
  return *words ? words : NULL;
}

static void check_identity(brv_book_audit *audit)
{
  xmlNode *root = brv_book_first(audit->package, NULL, "/opf:package");
  const char *unique = root ? brv_book_attribute(audit, root, "unique-identifier") : NULL;
  g_autofree char *path =
      g_strdup_printf("//dc:identifier[@id='%s']", unique && !strchr(unique, '\'') ? unique : "");
  if (!words_at(audit, path) || !words_at(audit, "//dc:title") ||
      !words_at(audit, "//opf:meta[@property='dcterms:modified']"))
    brv_book_fault(audit, BRV_BOOK_IDENTIFIER, audit->package, NULL, NULL);
  if (!brv_book_is_language(words_at(audit, "//dc:language")))
    brv_book_fault(audit, BRV_BOOK_LANGUAGE, audit->package, NULL, NULL);
}

/* The last word of the title of a numbered issue is its number, which, where it is one, is its
 * place in the series too. */
static bool ends_with_number(const char *title)
{
  const char *last = title ? strrchr(title, ' ') : NULL;
  return last && last[1] && !last[1 + strspn(last + 1, "0123456789.")];
}

static void check_series(brv_book_audit *audit)
{
  const char *title = words_at(audit, "//dc:title");
  const char *type = words_at(audit, "//opf:meta[@property='collection-type']");
  const char *position = words_at(audit, "//opf:meta[@property='group-position']");
  bool is_named = words_at(audit, "//opf:meta[@property='belongs-to-collection']");
  bool is_whole = g_strcmp0(type, "series") == 0 && (position || !ends_with_number(title));
  if (is_named ? !is_whole : type || position)
    brv_book_fault(audit, BRV_BOOK_SERIES, audit->package, NULL, "%s", title ? title : "");
}

static guint32 long_at(const char *bytes)
{
  const guint8 *at = (const guint8 *)bytes;
  return (guint32)at[0] << 24 | (guint32)at[1] << 16 | (guint32)at[2] << 8 | at[3];
}

static bool is_png(const brv_book_entry *entry)
{
  return entry->length > 24 && memcmp(entry->bytes, "\x89PNG\r\n\x1a\n", 8) == 0;
}

static bool is_jpeg(const brv_book_entry *entry)
{
  return entry->length > 3 && memcmp(entry->bytes, "\xff\xd8\xff", 3) == 0;
}

static void check_cover(brv_book_audit *audit)
{
  enum { WIDTH = 1600, HEIGHT = 2400, WIDTH_AT = 16, HEIGHT_AT = 20 };
  const brv_book_entry *cover = NULL;
  for (guint i = 0; i < audit->entries->len; i++) {
    const brv_book_entry *entry = audit->entries->pdata[i];
    if (entry->id && brv_book_lists(entry->properties, "cover-image"))
      cover = entry;
  }
  xmlNode *old = brv_book_first(audit->package, NULL, "//opf:meta[@name='cover']");
  const char *id = old ? brv_book_attribute(audit, old, "content") : NULL;
  bool fine = cover && g_strcmp0(id, cover->id) == 0 && (is_png(cover) || is_jpeg(cover));
  if (fine && is_png(cover))
    fine = long_at(cover->bytes + WIDTH_AT) == WIDTH && long_at(cover->bytes + HEIGHT_AT) == HEIGHT;
  if (!fine)
    brv_book_fault(audit, BRV_BOOK_COVER_IMAGE, cover ? cover : audit->package, NULL, NULL);
}

static void check_old_readers(brv_book_audit *audit)
{
  xmlNode *spine = brv_book_first(audit->package, NULL, "//opf:spine");
  const char *toc = spine ? brv_book_attribute(audit, spine, "toc") : NULL;
  static const char *const types[] = {"cover", "toc", "text"};
  bool fine = audit->ncx && g_strcmp0(toc, audit->ncx->id) == 0;
  for (guint i = 0; i < G_N_ELEMENTS(types); i++) {
    g_autofree char *path = g_strdup_printf("//opf:guide/opf:reference[@type='%s']", types[i]);
    xmlNode *reference = brv_book_first(audit->package, NULL, path);
    const char *href = reference ? brv_book_attribute(audit, reference, "href") : NULL;
    fine = fine && href && brv_book_target(audit, audit->package, href, NULL);
  }
  if (!fine)
    brv_book_fault(audit, BRV_BOOK_OLD_READERS, audit->package, NULL, NULL);
}

static void check_media_types(brv_book_audit *audit)
{
  for (guint i = 0; i < audit->entries->len; i++) {
    const brv_book_entry *entry = audit->entries->pdata[i];
    const char *type = entry->media_type ? entry->media_type : "";
    if ((strcmp(type, "image/png") == 0 && !is_png(entry)) ||
        (strcmp(type, "image/jpeg") == 0 && !is_jpeg(entry)) ||
        (strcmp(type, "image/svg+xml") == 0 &&
         !(entry->doc && brv_book_first(entry, NULL, "/svg:svg"))))
      brv_book_fault(audit, BRV_BOOK_MEDIA_TYPE, entry, NULL, "%s", type);
  }
}

static void check_refining(brv_book_audit *audit)
{
  g_autoptr(GPtrArray) found = brv_book_find(audit->package, NULL, "//opf:metadata/*[@refines]");
  for (guint i = 0; i < found->len; i++) {
    const char *of = brv_book_attribute(audit, found->pdata[i], "refines");
    bool there = of[0] == '#' ? brv_book_element(audit->package, of + 1) != NULL
                              : brv_book_target(audit, audit->package, of, NULL) != NULL;
    if (!there)
      brv_book_fault(audit, BRV_BOOK_REFINES, audit->package, found->pdata[i], "%s", of);
  }
}

void brv_book_audit_package(brv_book_audit *audit)
{
  check_identity(audit);
  check_series(audit);
  check_cover(audit);
  check_refining(audit);
  check_old_readers(audit);
  check_media_types(audit);
}
