/* A picture as a PNG of few colours. Private to core/pdf. */
#ifndef BRV_PDF_PALETTE_H
#define BRV_PDF_PALETTE_H

#include <cairo.h>
#include <glib.h>

/* The pixels of a surface of CAIRO_FORMAT_RGB24 as a PNG file. A page of text has a few colours and
 * the shades between them: where 256 colours are enough, none of them further than 8 of 255 in a
 * channel from what was drawn, the file has a palette, and a third of the size. Others keep all
 * their colours. NULL when it cannot be written. */
GBytes *brv_png_of_surface(cairo_surface_t *surface);

#endif
