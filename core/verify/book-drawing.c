#include <string.h>

#include "verify/book.h"

/* Drawings that Kindle and a night page bear. */

static bool is_whole(const char *number)
{
  return number && *number && strspn(number, "0123456789") == strlen(number);
}

static bool has_box(const brv_book_audit *audit, xmlNode *root)
{
  const char *box = brv_book_attribute(audit, root, "viewBox");
  g_auto(GStrv) numbers = g_strsplit(box ? box : "", " ", -1);
  bool fine = g_strv_length(numbers) == 4 && is_whole(brv_book_attribute(audit, root, "width")) &&
              is_whole(brv_book_attribute(audit, root, "height"));
  for (char **number = numbers; *number; number++)
    fine = fine && is_whole(*number);
  return fine;
}

/* The first thing drawn is a rectangle over all, filled with a colour. */
static bool has_ground(const brv_book_audit *audit, const brv_book_entry *entry, xmlNode *root)
{
  xmlNode *first = brv_book_first(entry, root, "*[not(self::svg:defs or self::svg:title)][1]");
  const char *box = brv_book_attribute(audit, root, "viewBox");
  g_auto(GStrv) numbers = g_strsplit(box ? box : "", " ", -1);
  if (!first || !brv_book_is(first, "rect") || g_strv_length(numbers) != 4)
    return false;
  const char *fill = brv_book_attribute(audit, first, "fill");
  return fill && *fill == '#' && !brv_book_attribute(audit, first, "fill-opacity") &&
         !brv_book_attribute(audit, first, "opacity") &&
         g_strcmp0(brv_book_attribute(audit, first, "width"), numbers[2]) == 0 &&
         g_strcmp0(brv_book_attribute(audit, first, "height"), numbers[3]) == 0;
}

static bool is_active(const brv_book_entry *entry)
{
  if (brv_book_first(entry, NULL,
                     "//svg:script|//svg:foreignObject|//svg:animate|//svg:set|"
                     "//svg:animateTransform|//@*[starts-with(name(), 'on')]"))
    return true;
  g_autoptr(GPtrArray) found = brv_book_find(entry, NULL, "//*[@*[local-name()='href']]");
  for (guint i = 0; i < found->len; i++) {
    xmlChar *href = xmlGetProp(found->pdata[i], BAD_CAST "href");
    bool outside = href && *href != '#' && !g_str_has_prefix((const char *)href, "data:image/");
    xmlFree(href);
    if (outside)
      return true;
  }
  return false;
}

void brv_book_audit_drawings(brv_book_audit *audit)
{
  for (guint i = 0; i < audit->entries->len; i++) {
    const brv_book_entry *entry = audit->entries->pdata[i];
    xmlNode *root = g_strcmp0(entry->media_type, "image/svg+xml") == 0 && entry->doc
                        ? xmlDocGetRootElement(entry->doc)
                        : NULL;
    if (!root)
      continue;
    if (brv_book_first(entry, NULL, "//svg:text"))
      brv_book_fault(audit, BRV_BOOK_SVG_TEXT, entry, NULL, NULL);
    if (!has_box(audit, root))
      brv_book_fault(audit, BRV_BOOK_SVG_BOX, entry, NULL, NULL);
    if (!has_ground(audit, entry, root))
      brv_book_fault(audit, BRV_BOOK_SVG_GROUND, entry, NULL, NULL);
    if (is_active(entry))
      brv_book_fault(audit, BRV_BOOK_SVG_ACTIVE, entry, NULL, NULL);
  }
}
