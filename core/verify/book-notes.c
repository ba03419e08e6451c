#include <string.h>

#include "verify/book.h"

/* Notes: a call, the note that it opens, and the way back. */

/* The note that a call leads to, and the file that it is in; or NULL. */
static xmlNode *note_of(const brv_book_audit *audit, const brv_book_entry *entry, xmlNode *call,
                        const brv_book_entry **file)
{
  const char *href = brv_book_attribute(audit, call, "href"), *fragment = NULL;
  *file = href ? brv_book_target(audit, entry, href, &fragment) : NULL;
  xmlNode *note = *file && fragment ? brv_book_element(*file, fragment) : NULL;
  return note && g_strcmp0(brv_book_epub_type(audit, note), "footnote") == 0 ? note : NULL;
}

static void check_call(brv_book_audit *audit, const brv_book_entry *entry, xmlNode *call,
                       GHashTable *called)
{
  const brv_book_entry *file;
  xmlNode *note = note_of(audit, entry, call, &file);
  if (!note || brv_book_first(entry, call, "*") || !*brv_book_words(audit, call)) {
    brv_book_fault(audit, BRV_BOOK_NOTE_CALL, entry, call, NULL);
    return;
  }
  xmlNode *back = brv_book_first(file, note, ".//h:a[@role='doc-backlink']");
  g_hash_table_add(called, note);
  if (back && strcmp(brv_book_words(audit, back), brv_book_words(audit, call)) != 0)
    brv_book_fault(audit, BRV_BOOK_NOTE_NUMBER, entry, call, "\"%s\" and \"%s\"",
                   brv_book_words(audit, call), brv_book_words(audit, back));
}

/* The link back is the first of the note's words, and leads to one of its calls. */
static void check_note(brv_book_audit *audit, const brv_book_entry *entry, xmlNode *note)
{
  xmlNode *first = brv_book_first(entry, note, ".//text()[normalize-space()!='']");
  xmlNode *back =
      first ? brv_book_first(entry, first, "ancestor::h:a[@role='doc-backlink']") : NULL;
  const char *href = back ? brv_book_attribute(audit, back, "href") : NULL, *fragment = NULL;
  const brv_book_entry *file = href ? brv_book_target(audit, entry, href, &fragment) : NULL;
  xmlNode *call = file && fragment ? brv_book_element(file, fragment) : NULL;
  const brv_book_entry *there;
  if (call && !brv_book_is(call, "a"))
    call = brv_book_first(file, call, ".//h:a[@epub:type='noteref']");
  if (!call || note_of(audit, file, call, &there) != note)
    brv_book_fault(audit, BRV_BOOK_NOTE_BACK, entry, note, NULL);
}

void brv_book_audit_notes(brv_book_audit *audit)
{
  g_autoptr(GHashTable) called = g_hash_table_new(NULL, NULL);
  for (guint i = 0; i < audit->spine->len; i++) {
    const brv_book_entry *entry = audit->spine->pdata[i];
    g_autoptr(GPtrArray) calls = brv_book_find(entry, NULL, "//*[@epub:type='noteref']");
    for (guint k = 0; k < calls->len; k++)
      check_call(audit, entry, calls->pdata[k], called);
  }
  for (guint i = 0; i < audit->spine->len; i++) {
    const brv_book_entry *entry = audit->spine->pdata[i];
    g_autoptr(GPtrArray) notes = brv_book_find(entry, NULL, "//*[@epub:type='footnote']");
    for (guint k = 0; k < notes->len; k++) {
      check_note(audit, entry, notes->pdata[k]);
      if (!g_hash_table_contains(called, notes->pdata[k]))
        brv_book_fault(audit, BRV_BOOK_NOTE_UNCALLED, entry, notes->pdata[k], NULL);
    }
  }
}
