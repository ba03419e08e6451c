/* SVG images on a Cairo context: the part "svg". Private to core/pdf. */
#ifndef BRV_PDF_SVG_H
#define BRV_PDF_SVG_H

#include <cairo.h>

#include "document/asset.h"
#include "typeset/fonts.h"

/* Draws an SVG at the origin, scaled into `width` x `height`; false with an error when it cannot be
 * read. */
bool brv_svg_draw(cairo_t *cr, const brv_asset *asset, double width, double height,
                  brv_fonts *fonts, GError **error);

/* All that its texts say; free it. */
char *brv_svg_words(const brv_asset *asset);

#endif
