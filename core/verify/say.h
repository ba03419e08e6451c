/* The texts of a finished file, for those who look for words in them. Private to core/verify.
 *
 * A PDF's: what its pages show, the strings of its objects (titles, alternative texts, addresses,
 * names), its XMP. An EPUB's: the texts of its XML files, the attributes that are read or followed,
 * the names of its files.
 */
#ifndef BRV_VERIFY_SAY_H
#define BRV_VERIFY_SAY_H

#include "verify/audit.h"
#include "verify/book.h"

/* Of one place: a page, from 1 (0: the file as a whole), or a file in an EPUB. */
typedef struct {
  guint page;
  const char *entry; /* or NULL */
  const char *text;
} brv_passage;

/* Appends passages to a builder of "a(uss)": of an audit that has run with `shows`, of one that is
 * open. */
void brv_say_pdf(brv_audit *audit, GVariantBuilder *passages);
void brv_say_epub(const brv_book_audit *audit, GVariantBuilder *passages);

/* Tells the words of a text, of three letters or more, its numbers, of four digits or more, and each
 * run of five such words, with spaces between: folded, without soft hyphens, groups of three digits
 * joined. */
void brv_words_of(const char *text, void (*found)(const char *word, void *data), void *data);

#endif
