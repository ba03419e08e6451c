#include <string.h>

#include "verify/book.h"

/* The accessibility metadata, held against the book: nothing is claimed that is not there. */

/* How many nodes an XPath finds in all texts of the book. */
static guint count_in_texts(const brv_book_audit *audit, const char *xpath)
{
  guint count = 0;
  for (guint i = 0; i < audit->spine->len; i++) {
    g_autoptr(GPtrArray) found = brv_book_find(audit->spine->pdata[i], NULL, xpath);
    count += found->len;
  }
  return count;
}

static bool claims(const brv_book_audit *audit, const char *property, const char *value)
{
  g_autofree char *path = g_strdup_printf("//opf:meta[@property='schema:%s']", property);
  g_autoptr(GPtrArray) found = brv_book_find(audit->package, NULL, path);
  for (guint i = 0; i < found->len; i++)
    if (!value || strcmp(brv_book_words(audit, found->pdata[i]), value) == 0)
      return true;
  return false;
}

static bool has_nav(const brv_book_audit *audit, const char *type)
{
  g_autofree char *path = g_strdup_printf("//h:nav[@epub:type='%s']//h:a[@href]", type);
  return audit->navigation && audit->navigation->doc &&
         brv_book_first(audit->navigation, NULL, path);
}

static bool has_words_for_pictures(const brv_book_audit *audit)
{
  return count_in_texts(audit, "//h:img[not(@alt) or (@alt='' and not(@role='presentation'))]") ==
         0;
}

static bool has_page_breaks(const brv_book_audit *audit)
{
  return count_in_texts(audit, "//*[@epub:type='pagebreak']") > 0;
}

static bool has_structure(const brv_book_audit *audit)
{
  guint headed = count_in_texts(audit, "//h:h1");
  for (guint i = 0; i < audit->spine->len; i++)
    headed += brv_book_continues(audit, audit->spine->pdata[i]);
  return headed >= audit->spine->len;
}

static bool has_contents(const brv_book_audit *audit)
{
  return has_nav(audit, "toc");
}

static bool has_page_list(const brv_book_audit *audit)
{
  return has_nav(audit, "page-list");
}

/* Reading order is that of the text where nothing is put elsewhere by its style; sizes and colours
 * are the reader's where they are relative. The sheets are looked at apart. */
static bool is_relative(const brv_book_audit *audit)
{
  return !audit->counts[BRV_BOOK_STYLE_LAYOUT] && !audit->counts[BRV_BOOK_STYLE_ABSOLUTE] &&
         !audit->counts[BRV_BOOK_STYLE_BODY] && !audit->counts[BRV_BOOK_INLINE_STYLE];
}

static void check_features(brv_book_audit *audit)
{
  static const struct {
    const char *feature;
    bool (*is_there)(const brv_book_audit *audit);
    bool must_be_told;
  } features[] = {
      {"alternativeText", has_words_for_pictures, false},
      {"tableOfContents", has_contents, true},
      {"pageNavigation", has_page_list, true},
      {"pageBreakMarkers", has_page_breaks, true},
      {"structuralNavigation", has_structure, true},
      {"readingOrder", is_relative, true},
      {"displayTransformability", is_relative, true},
  };
  for (guint i = 0; i < G_N_ELEMENTS(features); i++) {
    bool claimed = claims(audit, "accessibilityFeature", features[i].feature);
    bool there = features[i].is_there(audit);
    if (claimed && !there)
      brv_book_fault(audit, BRV_BOOK_ACCESS_CLAIM, audit->package, NULL, "%s", features[i].feature);
    if (!claimed && there && features[i].must_be_told)
      brv_book_fault(audit, BRV_BOOK_ACCESS_UNTOLD, audit->package, NULL, "%s",
                     features[i].feature);
  }
}

static void check_modes(brv_book_audit *audit)
{
  bool pictures = count_in_texts(audit, "//h:img[not(@role='presentation')]") > 0;
  if (!claims(audit, "accessMode", "textual") ||
      claims(audit, "accessMode", "visual") != pictures ||
      (claims(audit, "accessModeSufficient", "textual") && !has_words_for_pictures(audit)) ||
      !claims(audit, "accessModeSufficient", NULL))
    brv_book_fault(audit, BRV_BOOK_ACCESS_MODE, audit->package, NULL, NULL);
}

void brv_book_audit_claims(brv_book_audit *audit)
{
  static const char conforms[] =
      "//opf:*[@property='dcterms:conformsTo' or @rel='dcterms:conformsTo']";
  check_modes(audit);
  check_features(audit);
  if (!claims(audit, "accessibilityHazard", NULL) || !claims(audit, "accessibilitySummary", NULL))
    brv_book_fault(audit, BRV_BOOK_ACCESS_SUMMARY, audit->package, NULL, NULL);
  if (brv_book_first(audit->package, NULL, conforms) &&
      !brv_book_first(audit->package, NULL, "//opf:meta[@property='a11y:certifiedBy']"))
    brv_book_fault(audit, BRV_BOOK_ACCESS_CERTIFIED, audit->package, NULL, NULL);
  if (has_page_list(audit) !=
      !!brv_book_first(audit->package, NULL, "//opf:meta[@property='pageBreakSource']"))
    brv_book_fault(audit, BRV_BOOK_PAGE_SOURCE, audit->package, NULL, NULL);
}
