/* The PDF of an edition, from its pages. */
#ifndef BRV_PDF_PDF_H
#define BRV_PDF_PDF_H

#include "pdf/draw.h"

/* The finished file's bytes: pages, outline, links, destinations, page labels, metadata, dated by
 * the pack. NULL after a report. */
GBytes *brv_pdf_write(const brv_pages *pages, brv_fonts *fonts, brv_diags *diags);

#endif
