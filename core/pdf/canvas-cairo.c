#include "pdf/canvas.h"

#include <string.h>

#include "pdf/image.h"

static cairo_t *cr_of(brv_canvas *canvas)
{
  return ((brv_cairo_canvas *)(void *)canvas)->cr;
}

static void save(brv_canvas *canvas)
{
  cairo_save(cr_of(canvas));
}

static void restore(brv_canvas *canvas)
{
  cairo_restore(cr_of(canvas));
}

static void move_origin(brv_canvas *canvas, double x, double y, double x_scale, double y_scale)
{
  cairo_translate(cr_of(canvas), x, y);
  cairo_scale(cr_of(canvas), x_scale, y_scale);
}

static void colour(brv_canvas *canvas, brv_colour c)
{
  cairo_set_source_rgb(cr_of(canvas), c.red / 255.0, c.green / 255.0, c.blue / 255.0);
}

static void box(brv_canvas *canvas, double x, double y, double w, double h)
{
  cairo_rectangle(cr_of(canvas), x, y, w, h);
}

static void move(brv_canvas *canvas, double x, double y)
{
  cairo_move_to(cr_of(canvas), x, y);
}

static void line(brv_canvas *canvas, double x, double y)
{
  cairo_line_to(cr_of(canvas), x, y);
}

static void curve(brv_canvas *canvas, double x1, double y1, double x2, double y2, double x,
                  double y)
{
  cairo_curve_to(cr_of(canvas), x1, y1, x2, y2, x, y);
}

static void close_path(brv_canvas *canvas)
{
  cairo_close_path(cr_of(canvas));
}

static void drop(brv_canvas *canvas)
{
  cairo_new_path(cr_of(canvas));
}

static void fill(brv_canvas *canvas)
{
  cairo_fill(cr_of(canvas));
}

static void clip(brv_canvas *canvas)
{
  cairo_clip(cr_of(canvas));
}

static void stroke(brv_canvas *canvas, const brv_pen *pen)
{
  static const cairo_line_cap_t caps[] = {[BRV_CAP_BUTT] = CAIRO_LINE_CAP_BUTT,
                                          [BRV_CAP_ROUND] = CAIRO_LINE_CAP_ROUND,
                                          [BRV_CAP_SQUARE] = CAIRO_LINE_CAP_SQUARE};
  static const cairo_line_join_t joins[] = {[BRV_JOIN_MITER] = CAIRO_LINE_JOIN_MITER,
                                            [BRV_JOIN_ROUND] = CAIRO_LINE_JOIN_ROUND,
                                            [BRV_JOIN_BEVEL] = CAIRO_LINE_JOIN_BEVEL};
  cairo_t *cr = cr_of(canvas);
  cairo_set_line_width(cr, pen->width);
  cairo_set_dash(cr, pen->dashes, pen->dash_count, 0);
  cairo_set_line_cap(cr, caps[pen->cap]);
  cairo_set_line_join(cr, joins[pen->join]);
  cairo_stroke(cr);
}

/* Those that show something, each where it is drawn; `positions` has room for all. */
static int place_glyphs(const brv_glyph_run *run, cairo_glyph_t *positions)
{
  int count = 0, x = 0;
  for (int i = 0; i < run->glyphs->num_glyphs; i++) {
    const PangoGlyphInfo *info = &run->glyphs->glyphs[i];
    const PangoGlyphGeometry *at = &info->geometry;
    if (info->glyph != PANGO_GLYPH_EMPTY && !(info->glyph & PANGO_GLYPH_UNKNOWN_FLAG))
      positions[count++] = (cairo_glyph_t){info->glyph, (x + at->x_offset) / (double)PANGO_SCALE,
                                           at->y_offset / (double)PANGO_SCALE};
    x += at->width;
  }
  return count;
}

static void glyphs(brv_canvas *canvas, const brv_glyph_run *run)
{
  cairo_t *cr = cr_of(canvas);
  g_autofree cairo_glyph_t *positions = g_new(cairo_glyph_t, run->glyphs->num_glyphs);
  int count = place_glyphs(run, positions);
  if (count == 0)
    return;
  cairo_save(cr);
  cairo_translate(cr, run->x, run->y);
  cairo_scale(cr, run->scale, 1);
  cairo_set_scaled_font(cr, brv_font_scaled(run->font));
  cairo_show_glyphs(cr, positions, count);
  cairo_restore(cr);
  cairo_new_path(cr);
}

static bool asset(brv_canvas *canvas, const brv_asset *image, double width, double height,
                  brv_fonts *fonts, brv_place place, brv_diags *diags)
{
  return brv_draw_asset(cr_of(canvas), image, width, height, fonts, place, diags);
}

brv_cairo_canvas brv_cairo_canvas_on(cairo_t *cr)
{
  return (brv_cairo_canvas){
      .canvas = {save, restore, move_origin, colour, box, move, line, curve, close_path, drop, fill, clip,
                 stroke, glyphs, asset},
      .cr = cr,
  };
}
