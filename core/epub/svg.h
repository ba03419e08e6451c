/* Images recorded as SVG: lines and outlines of letters, no text, on white: of the part "svg".
 * Private to core/epub. */
#ifndef BRV_EPUB_SVG_H
#define BRV_EPUB_SVG_H

#include <cairo.h>
#include <glib.h>

/* Calls `draw` on a context of `width` x `height` units and gives the picture, with a white margin
 * on all sides, as SVG 1.1 whose viewBox is whole numbers, with the same bytes whatever was drawn
 * before. NULL when Cairo fails. */
GBytes *brv_svg_record(double width, double height, double margin,
                       void (*draw)(cairo_t *cr, void *data), void *data);

#endif
