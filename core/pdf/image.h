/* Images of a pack on a Cairo context. For core/pdf and core/epub. */
#ifndef BRV_PDF_IMAGE_H
#define BRV_PDF_IMAGE_H

#include <cairo.h>

#include "base/diag.h"
#include "document/asset.h"
#include "typeset/fonts.h"

/* Draws an image at the origin, scaled into `width` x `height`. On a PDF a JPEG goes in as the very
 * bytes of its file, a PNG without loss, an SVG as lines and text. SVGs see only `fonts`, and load
 * nothing from outside themselves. What cannot be decoded is reported at `place`; false. */
bool brv_draw_asset(cairo_t *cr, const brv_asset *asset, double width, double height,
                    brv_fonts *fonts, brv_place place, brv_diags *diags);

#endif
