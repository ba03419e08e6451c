/* The PDF of an edition, from its pages.
 *
 * Written by a writer of our own (file.h: objects; page-stream.h: what pages show; faces.h: fonts;
 * structure.h: tags). Cairo's PDF with a pass of libqpdf over it, which the design names, was tried
 * first: it took three times as long, and its marks, links and fonts had to be taken apart again.
 * Cairo draws the PNGs and SVGs only. Every file says that it keeps to PDF/UA-1 and PDF/A-2a: what
 * stands in here must make that true of any pages. Whether it is true, core/verify tells. */
#ifndef BRV_PDF_PDF_H
#define BRV_PDF_PDF_H

#include "base/cache.h"
#include "pdf/draw.h"

/* The finished file's bytes: pages, outline, links, destinations, page labels, metadata, dated by
 * the pack. `plates` (plates.h; NULL: none): a part, const brv_node *, -> the GBytes that were made
 * of it; `memo` (NULL: none): faces that were cut and bytes that were packed before. The file is
 * the same without them. NULL after a report. */
GBytes *brv_pdf_write(const brv_pages *pages, GHashTable *plates, brv_fonts *fonts,
                      const brv_memo *memo, brv_diags *diags);

#endif
