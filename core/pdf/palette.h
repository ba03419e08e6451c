/* A picture as a PNG of few colours. Private to core/pdf.
 *
 * It is made from above to below, of rows that were drawn and of rows of paper, and held as runs of
 * one colour: of a page most is one. */
#ifndef BRV_PDF_PALETTE_H
#define BRV_PDF_PALETTE_H

#include <cairo.h>
#include <glib.h>

typedef struct brv_picture brv_picture;

/* `width`, `height`: pixels, 1 or more. */
brv_picture *brv_picture_new(int width, int height);
void brv_picture_free(brv_picture *picture);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(brv_picture, brv_picture_free)

/* Goes on with all rows of a surface of CAIRO_FORMAT_RGB24, as wide as the picture; or with white
 * ones. */
void brv_picture_add(brv_picture *picture, cairo_surface_t *surface);
void brv_picture_add_white(brv_picture *picture, int rows);

/* The PNG of a picture that has all its rows. A page of text has a few colours and the shades
 * between them: where 256 colours are enough, none of them further than 8 of 255 in a channel from
 * what was drawn, the file has a palette, and a third of the size. Others keep all their colours.
 * NULL when it cannot be written. */
GBytes *brv_picture_png(const brv_picture *picture);

#endif
