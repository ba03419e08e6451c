/* The pictures of a PDF: each is stored once, however often it is shown. Private to core/pdf. */
#ifndef BRV_PDF_PICTURES_H
#define BRV_PDF_PICTURES_H

#include <cairo.h>

#include "base/diag.h"
#include "document/asset.h"
#include "pdf/file.h"
#include "typeset/fonts.h"

typedef struct brv_pictures brv_pictures;

/* An external object, how large it is by itself (a bitmap is one by one), and how it fills its box:
 * a matrix of the unit square, y downwards. */
typedef struct {
  char name[16];
  guint id;
  double width, height;
  cairo_matrix_t turn;
} brv_picture;

/* `file` outlives it. */
brv_pictures *brv_pictures_new(brv_pdf_file *file);
void brv_pictures_free(brv_pictures *pictures);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(brv_pictures, brv_pictures_free)

/* The picture of an image, written when it is asked for first: a JPEG's own bytes, a PNG's pixels
 * without loss, an SVG's lines and text, drawn for a box of `width` x `height` points. What cannot
 * be read is reported at `place`; NULL then, but for SVGs, which are all drawn in the end. */
const brv_picture *brv_pictures_find(brv_pictures *pictures, const brv_asset *asset, double width,
                                     double height, brv_place place, brv_diags *diags);

/* Writes what is not yet written, and returns the entries of a resource dictionary for all; the
 * caller frees it. NULL after a report. */
char *brv_pictures_write(brv_pictures *pictures, brv_fonts *fonts, brv_diags *diags);

/* The part "forms". Writes a file's pages that Cairo drew as forms, each the object `ids[i]` and `sizes[i]` large,
 * with all that they name; false when they cannot be read. */
bool brv_pdf_put_forms(brv_pdf_file *file, GBytes *drawn, const guint *ids,
                       const double (*sizes)[2], guint count);

#endif
