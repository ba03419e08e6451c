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

/* What is claimed to conform, who certifies it, and what is known of the certifier. */
static const char CONFORMS[] =
    "//opf:*[@property='dcterms:conformsTo' or @rel='dcterms:conformsTo']";
static const char CERTIFIED[] = "//opf:meta[@property='a11y:certifiedBy']";
static const char OF_CERTIFIER[] =
    "//opf:*[@property='a11y:certifierCredential' or @rel='a11y:certifierCredential' or "
    "@property='a11y:certifierReport' or @rel='a11y:certifierReport']";

/* Whether a node refines one that an XPath finds. */
static bool refines(const brv_book_audit *audit, const xmlNode *node, const char *xpath)
{
  const char *of = brv_book_attribute(audit, node, "refines");
  g_autoptr(GPtrArray) found = brv_book_find(audit->package, NULL, xpath);
  for (guint i = 0; of && of[0] == '#' && i < found->len; i++)
    if (g_strcmp0(brv_book_attribute(audit, found->pdata[i], "id"), of + 1) == 0)
      return true;
  return false;
}

/* The claims of EPUB Accessibility 1.1, "Conformance reporting"; and the addresses of 1.0. */
static bool is_known_claim(const brv_book_audit *audit, const xmlNode *node)
{
  static const char words[] = "^EPUB Accessibility 1\\.1 - WCAG 2\\.[0-2] Level A{1,3}$",
                    address[] = "^http://www\\.idpf\\.org/epub/a11y/"
                                "accessibility-20170105\\.html#wcag-a{1,3}$";
  const char *href = brv_book_attribute(audit, node, "href");
  return href ? g_regex_match_simple(address, href, 0, 0)
              : g_regex_match_simple(words, brv_book_words(audit, node), 0, 0);
}

static bool is_certified(const brv_book_audit *audit, const xmlNode *claim)
{
  const char *id = brv_book_attribute(audit, claim, "id");
  g_autofree char *of = g_strconcat("#", id, NULL);
  g_autoptr(GPtrArray) found = brv_book_find(audit->package, NULL, CERTIFIED);
  for (guint i = 0; id && i < found->len; i++)
    if (g_strcmp0(brv_book_attribute(audit, found->pdata[i], "refines"), of) == 0 &&
        *brv_book_words(audit, found->pdata[i]))
      return true;
  return false;
}

static void check_claims(brv_book_audit *audit)
{
  g_autoptr(GPtrArray) found = brv_book_find(audit->package, NULL, CONFORMS);
  for (guint i = 0; i < found->len; i++) {
    const xmlNode *claim = found->pdata[i];
    if (!is_known_claim(audit, claim))
      brv_book_fault(audit, BRV_BOOK_ACCESS_CONFORMS, audit->package, claim, "%s",
                     brv_book_words(audit, claim));
    if (!is_certified(audit, claim))
      brv_book_fault(audit, BRV_BOOK_ACCESS_CERTIFIED, audit->package, claim, NULL);
  }
}

/* Each node that an XPath finds refines one that another does. */
static void check_belonging(brv_book_audit *audit, const char *xpath, const char *to)
{
  g_autoptr(GPtrArray) found = brv_book_find(audit->package, NULL, xpath);
  for (guint i = 0; i < found->len; i++)
    if (!refines(audit, found->pdata[i], to))
      brv_book_fault(audit, BRV_BOOK_ACCESS_CERTIFIER, audit->package, found->pdata[i], NULL);
}

void brv_book_audit_claims(brv_book_audit *audit)
{
  check_modes(audit);
  check_features(audit);
  if (!claims(audit, "accessibilityHazard", NULL) || !claims(audit, "accessibilitySummary", NULL))
    brv_book_fault(audit, BRV_BOOK_ACCESS_SUMMARY, audit->package, NULL, NULL);
  check_claims(audit);
  check_belonging(audit, CERTIFIED, CONFORMS);
  check_belonging(audit, OF_CERTIFIER, CERTIFIED);
  if (has_page_list(audit) !=
      !!brv_book_first(audit->package, NULL, "//opf:meta[@property='pageBreakSource']"))
    brv_book_fault(audit, BRV_BOOK_PAGE_SOURCE, audit->package, NULL, NULL);
}
