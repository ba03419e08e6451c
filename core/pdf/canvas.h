/* What pages and drawings are drawn on: one drawing routine serves Cairo (PNG, SVG) and the PDF's
 * content streams.
 *
 * Units are points, y downwards. A path is made, then filled, stroked or clipped to, which ends
 * it. */
#ifndef BRV_PDF_CANVAS_H
#define BRV_PDF_CANVAS_H

#include <pango/pangocairo.h>

#include "document/asset.h"
#include "document/drawing.h"
#include "typeset/fonts.h"
#include "typeset/style.h"

/* Glyphs on a baseline. `text`: what they say, `length` bytes, into which clusters index; odd
 * levels run from right to left; `scale` is that of the glyphs' width, with all advances. */
typedef struct {
  PangoFont *font;
  PangoGlyphString *glyphs;
  const char *text;
  int length, level;
  double x, y, scale;
} brv_glyph_run;

typedef struct brv_canvas brv_canvas;

struct brv_canvas {
  void (*save)(brv_canvas *canvas); /* the clip, the origin and its scale ... */
  void (*restore)(brv_canvas *canvas); /* ... and back to them */
  void (*move_origin)(brv_canvas *canvas, double x, double y, double x_scale, double y_scale);
  void (*colour)(brv_canvas *canvas, brv_colour colour);
  void (*box)(brv_canvas *canvas, double x, double y, double w, double h);
  void (*move)(brv_canvas *canvas, double x, double y);
  void (*line)(brv_canvas *canvas, double x, double y);
  void (*curve)(brv_canvas *canvas, double x1, double y1, double x2, double y2, double x,
                double y);
  void (*close)(brv_canvas *canvas);
  void (*drop)(brv_canvas *canvas); /* forgets the path */
  void (*fill)(brv_canvas *canvas);
  void (*clip)(brv_canvas *canvas);
  void (*stroke)(brv_canvas *canvas, const brv_pen *pen);
  void (*glyphs)(brv_canvas *canvas, const brv_glyph_run *run);
  /* An image as large as `width` and `height`; false after a report. */
  bool (*asset)(brv_canvas *canvas, const brv_asset *asset, double width, double height,
                brv_fonts *fonts, brv_place place, brv_diags *diags);
};

/* One that draws with Cairo, at the context's scale; it holds no more than the context. */
typedef struct {
  brv_canvas canvas;
  cairo_t *cr;
} brv_cairo_canvas;

brv_cairo_canvas brv_cairo_canvas_on(cairo_t *cr);

#endif
