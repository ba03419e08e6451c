/* The EPUB 3.3 of an edition, from its document and the page map of its PDF. Of an unpaged document
 * there is no PDF, and the book says nothing of pages. */
#ifndef BRV_EPUB_EPUB_H
#define BRV_EPUB_EPUB_H

#include "epub/archive.h"
#include "typeset/fonts.h"
#include "typeset/pages.h"

/* Writes and packs all of a book but its cover's picture, so that who draws that can do so beside.
 * `pages` carries document and layout; `fonts` outlines the text of drawings. NULL after a report.
 */
brv_archive *brv_epub_write(const brv_pages *pages, brv_fonts *fonts, brv_diags *diags);

/* Opens the part that puts an archive together, which takes a while: the next function does it
 * otherwise.
 */
void brv_epub_open_packer(brv_diags *diags);

/* The finished file's bytes. `cover` is the PNG of the cover (1600 pixels wide). NULL after a
 * report.
 */
GBytes *brv_epub_finish(const brv_archive *archive, GBytes *cover, brv_diags *diags);

#endif
