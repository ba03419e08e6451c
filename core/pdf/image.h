/* Images of a pack on a Cairo context. For core/pdf and core/epub. */
#ifndef BRV_PDF_IMAGE_H
#define BRV_PDF_IMAGE_H

#include <cairo.h>

#include "base/diag.h"
#include "document/asset.h"
#include "typeset/fonts.h"

/* Draws an image at the origin, scaled into `width` x `height`. SVGs see only `fonts`, and load
 * nothing from outside themselves. What cannot be decoded is reported at `place`; false. */
bool brv_draw_asset(cairo_t *cr, const brv_asset *asset, double width, double height,
                    brv_fonts *fonts, brv_place place, brv_diags *diags);

/* The pixels of a PNG or JPEG as they are stored; NULL when they cannot be read. The caller
 * destroys them. */
cairo_surface_t *brv_asset_pixels(const brv_asset *asset);

/* How they fill the unit square, y downwards: turned where the image says so. */
cairo_matrix_t brv_asset_turn(const brv_asset *asset);

#endif
