#include "pdf/draw.h"

#include "typeset/label.h"

typedef struct {
  cairo_t *cr;
  const brv_layout *layout;
  brv_fonts *fonts;
  const char *language; /* of the labels; may be NULL */
} canvas;

static void set_colour(const canvas *c, brv_colour colour)
{
  cairo_set_source_rgb(c->cr, colour.red / 255.0, colour.green / 255.0, colour.blue / 255.0);
}

static void stroke(const canvas *c, const brv_draw_step *step)
{
  static const cairo_line_cap_t caps[] = {[BRV_CAP_BUTT] = CAIRO_LINE_CAP_BUTT,
                                          [BRV_CAP_ROUND] = CAIRO_LINE_CAP_ROUND,
                                          [BRV_CAP_SQUARE] = CAIRO_LINE_CAP_SQUARE};
  static const cairo_line_join_t joins[] = {[BRV_JOIN_MITER] = CAIRO_LINE_JOIN_MITER,
                                            [BRV_JOIN_ROUND] = CAIRO_LINE_JOIN_ROUND,
                                            [BRV_JOIN_BEVEL] = CAIRO_LINE_JOIN_BEVEL};
  const brv_pen *pen = step->pen;
  if (pen->width <= 0) { /* which the PDF would take for its finest line */
    cairo_new_path(c->cr);
    return;
  }
  set_colour(c, brv_layout_tone(c->layout, step->colour, step->strength));
  cairo_set_line_width(c->cr, pen->width);
  cairo_set_dash(c->cr, pen->dashes, pen->dash_count, 0);
  cairo_set_line_cap(c->cr, caps[pen->cap]);
  cairo_set_line_join(c->cr, joins[pen->join]);
  cairo_stroke(c->cr);
}

static void draw_words(const canvas *c, const brv_draw_step *step)
{
  static const double before[] = {
      [BRV_ANCHOR_START] = 0, [BRV_ANCHOR_MIDDLE] = 0.5, [BRV_ANCHOR_END] = 1};
  const brv_style *style = brv_label_style(c->layout, step->role);
  PangoLayout *label = brv_label_new(step->text, style, c->language, c->fonts);
  double left = before[step->anchor] * brv_label_extents(label).width;
  set_colour(c, step->colour ? brv_layout_colour(c->layout, step->colour) : style->colour);
  cairo_move_to(c->cr, step->x - left, step->y);
  pango_cairo_show_layout_line(c->cr, pango_layout_get_line_readonly(label, 0));
  cairo_new_path(c->cr);
  g_object_unref(label);
}

static void draw_step(const canvas *c, const brv_draw_step *step)
{
  switch (step->op) {
  case BRV_DRAW_MOVE:
    cairo_move_to(c->cr, step->x, step->y);
    break;
  case BRV_DRAW_LINE:
    cairo_line_to(c->cr, step->x, step->y);
    break;
  case BRV_DRAW_CURVE:
    cairo_curve_to(c->cr, step->x1, step->y1, step->x2, step->y2, step->x, step->y);
    break;
  case BRV_DRAW_CLOSE:
    cairo_close_path(c->cr);
    break;
  case BRV_DRAW_SAVE:
    cairo_save(c->cr);
    cairo_new_path(c->cr);
    break;
  case BRV_DRAW_RESTORE:
    cairo_restore(c->cr);
    cairo_new_path(c->cr);
    break;
  case BRV_DRAW_CLIP:
    cairo_clip(c->cr);
    break;
  case BRV_DRAW_FILL:
    set_colour(c, brv_layout_tone(c->layout, step->colour, step->strength));
    cairo_fill(c->cr);
    break;
  case BRV_DRAW_STROKE:
    stroke(c, step);
    break;
  case BRV_DRAW_TEXT:
    draw_words(c, step);
    break;
  case BRV_DRAW_OPS:
    break;
  }
}

void brv_draw_drawing(cairo_t *cr, const brv_drawing *drawing, double width, double height,
                      const char *language, const brv_layout *layout, brv_fonts *fonts)
{
  if (drawing->width <= 0 || drawing->height <= 0)
    return;
  const canvas c = {cr, layout, fonts, language};
  cairo_save(cr);
  cairo_scale(cr, width / drawing->width, height / drawing->height);
  cairo_new_path(cr);
  for (const brv_draw_step *step = drawing->first; step; step = step->next)
    draw_step(&c, step);
  cairo_restore(cr);
}
