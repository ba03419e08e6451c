/* What Cairo cannot say: the second pass over a drawn file, with libqpdf. Private to core/pdf. */
#ifndef BRV_PDF_FINISH_H
#define BRV_PDF_FINISH_H

#include <qpdf/qpdf-c.h>

#include "typeset/pages.h"

/* Adds links, destinations, the document's language, what a viewer shows, and the metadata, dated
 * by the pack; packs objects and numbers the file by its content. NULL after a report. */
GBytes *brv_pdf_finish(GBytes *drawn, const brv_pages *pages, brv_diags *diags);

/* Sets the named destinations, one for each anchor, and the pages' link annotations. Links whose
 * target stands on no page are reported. */
void brv_pdf_add_links(qpdf_data pdf, const brv_pages *pages, brv_diags *diags);

#endif
