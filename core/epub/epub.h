/* The EPUB 3.3 of an edition, from its document and the page map of its PDF. Of an unpaged document
 * there is no PDF, and the book says nothing of pages. */
#ifndef BRV_EPUB_EPUB_H
#define BRV_EPUB_EPUB_H

#include "typeset/fonts.h"
#include "typeset/pages.h"

typedef struct brv_epub brv_epub;

/* Writes and packs all of a book but its cover's picture, so that who draws that can do so beside.
 * `pages` carries document and layout; `fonts` outlines the text of drawings; both must live as long
 * as the book. NULL after a report. */
brv_epub *brv_epub_write(const brv_pages *pages, brv_fonts *fonts, brv_diags *diags);

/* The finished file's bytes, and the end of the book. `cover` is the PNG of the cover (1600 pixels
 * wide). NULL after a report. */
GBytes *brv_epub_finish(brv_epub *book, GBytes *cover);
void brv_epub_free(brv_epub *book);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(brv_epub, brv_epub_free)

#endif
