#include <string.h>

#include "verify/book.h"

/* The archive itself: what readers look at before they open the package. */

static guint16 short_at(const char *bytes)
{
  const guint8 *at = (const guint8 *)bytes;
  return (guint16)(at[0] | at[1] << 8);
}

/* Readers look for the words at byte 38, behind a local header without extra fields. */
static void check_mimetype(brv_book_audit *audit)
{
  static const char WORDS[] = "application/epub+zip";
  enum { NAME_LENGTH = 26, EXTRA_LENGTH = 28, HEADER = 30 };
  const brv_book_entry *first = audit->entries->len ? audit->entries->pdata[0] : NULL;
  bool fine = first && strcmp(first->name, "mimetype") == 0 && first->method == 0 &&
              strcmp(first->bytes, WORDS) == 0 && audit->length > HEADER &&
              short_at(audit->bytes + NAME_LENGTH) == strlen("mimetype") &&
              short_at(audit->bytes + EXTRA_LENGTH) == 0;
  if (!fine)
    brv_book_fault(audit, BRV_BOOK_MIMETYPE, first, NULL, NULL);
}

static bool is_plain(const char *name)
{
  if (*name == '/' || strstr(name, ".."))
    return false;
  for (; *name; name++)
    if (!g_ascii_isalnum(*name) && !strchr("._-/", *name))
      return false;
  return true;
}

static bool is_of_container(const char *name)
{
  return strcmp(name, "mimetype") == 0 || g_str_has_prefix(name, "META-INF/") ||
         g_str_has_suffix(name, "/");
}

static void check_entry(brv_book_audit *audit, const brv_book_entry *entry)
{
  enum { STORED = 0, DEFLATED = 8 };
  if (!is_plain(entry->name))
    brv_book_fault(audit, BRV_BOOK_FILE_NAME, entry, NULL, NULL);
  if (entry->method != STORED && entry->method != DEFLATED)
    brv_book_fault(audit, BRV_BOOK_FILE_METHOD, entry, NULL, "method %d", entry->method);
  if (!entry->id && entry != audit->package && !is_of_container(entry->name))
    brv_book_fault(audit, BRV_BOOK_UNLISTED, entry, NULL, NULL);
}

void brv_book_audit_container(brv_book_audit *audit)
{
  const brv_book_entry *first = audit->entries->pdata[0];
  check_mimetype(audit);
  for (guint i = 0; i < audit->entries->len; i++) {
    const brv_book_entry *entry = audit->entries->pdata[i];
    check_entry(audit, entry);
    if (entry->moment != first->moment)
      brv_book_fault(audit, BRV_BOOK_FILE_DATE, entry, NULL, NULL);
  }
}
