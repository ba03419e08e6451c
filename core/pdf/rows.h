/* Packing rows of pixels as a zlib stream (RFC 1950, 1951). Private to core/pdf.
 *
 * libdeflate packs everything else here. But it looks at every byte, and a page drawn at 1600 by
 * 2400 pixels is four million of them, nearly all as the one before: 110 million instructions.
 * This steps from change to change; it takes a tenth of that, and the file is as large. */
#ifndef BRV_PDF_ROWS_H
#define BRV_PDF_ROWS_H

#include <glib.h>

typedef struct brv_rows brv_rows;

/* Of rows of `width` bytes each, 1 or more. */
brv_rows *brv_rows_new(gsize width);
void brv_rows_free(brv_rows *rows);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(brv_rows, brv_rows_free)

/* Adds a row, `times` times over. */
void brv_rows_add(brv_rows *rows, const guint8 *row, guint times);

/* All that was added, packed; the caller's. The same rows give the same bytes. */
GByteArray *brv_rows_pack(brv_rows *rows);

#endif
