/* The parts of a PDF that are no pages: links, outline, labels, metadata. Private to core/pdf. */
#ifndef BRV_PDF_PARTS_H
#define BRV_PDF_PARTS_H

#include "pdf/file.h"
#include "pdf/structure.h"
#include "typeset/pages.h"

typedef struct {
  const brv_pages *pages;
  brv_pdf_file *file;
  brv_structure *structure;
  guint *page_ids;     /* the pages' objects */
  GHashTable *anchors; /* ids that links may lead to */
  brv_diags *diags;
} brv_pdf_parts;

/* The link annotations of a page, written and tied to their elements: "[3 0 R 4 0 R]", or NULL
 * where there are none; the caller frees it. Links whose target stands on no page are reported. */
char *brv_pdf_write_links(const brv_pdf_parts *parts, guint page);

/* Named destinations, one for each anchor; 0 when there are none. */
guint brv_pdf_write_destinations(const brv_pdf_parts *parts);

/* 0 when it has no entries. */
guint brv_pdf_write_outline(const brv_pdf_parts *parts);

guint brv_pdf_write_labels(const brv_pdf_parts *parts);

/* What the file says of itself, in both forms, which are equal; dated by the pack. */
guint brv_pdf_write_info(const brv_pdf_parts *parts);
guint brv_pdf_write_metadata(const brv_pdf_parts *parts);

/* What the colours mean: sRGB. */
guint brv_pdf_write_intent(brv_pdf_file *file);

#endif
