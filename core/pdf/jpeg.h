/* The pixels of JPEG images: the part "pixels". Private to core/pdf. */
#ifndef BRV_PDF_JPEG_H
#define BRV_PDF_JPEG_H

#include <cairo.h>

#include "document/asset.h"

/* As they are stored; NULL when they cannot be read. The caller destroys them. */
cairo_surface_t *brv_jpeg_pixels(const brv_asset *asset);

#endif
