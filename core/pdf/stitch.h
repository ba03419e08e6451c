/* A zlib stream (RFC 1950) that is put together of parts: bytes, which zlib packs by their runs, and
 * zeros, of which a picture of a page has millions: their number is enough. Private to core/pdf. */
#ifndef BRV_PDF_STITCH_H
#define BRV_PDF_STITCH_H

#include <glib.h>

typedef struct brv_stitch brv_stitch;

brv_stitch *brv_stitch_new(void);

/* Much or little at a time: what stands together is packed together. */
void brv_stitch_bytes(brv_stitch *stitch, const void *bytes, gsize length);
void brv_stitch_zeros(brv_stitch *stitch, gsize length);

/* The stream, and the end of the stitch; the caller's. */
GByteArray *brv_stitch_finish(brv_stitch *stitch);

#endif
