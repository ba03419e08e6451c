/* The EPUB 3.3 of an edition, from its document and the page map of its PDF. Of an unpaged document
 * there is no PDF, and the book says nothing of pages. */
#ifndef BRV_EPUB_EPUB_H
#define BRV_EPUB_EPUB_H

#include "typeset/fonts.h"
#include "typeset/pages.h"

/* The finished file's bytes. `pages` carries document and layout; `cover` is the PNG of the cover
 * (1600 pixels wide) and `fonts` outlines the text of drawings. NULL after a report. */
GBytes *brv_epub_write(const brv_pages *pages, GBytes *cover, brv_fonts *fonts, brv_diags *diags);

#endif
