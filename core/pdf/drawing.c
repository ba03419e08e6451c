#include "pdf/draw.h"

#include "typeset/label.h"

typedef struct {
  brv_canvas *canvas;
  const brv_layout *layout;
  brv_fonts *fonts;
  const char *language; /* of the labels; may be NULL */
} drawer;

static void stroke(const drawer *d, const brv_draw_step *step)
{
  brv_canvas *c = d->canvas;
  if (step->pen->width <= 0) { /* which a PDF would take for its finest line */
    c->drop(c);
    return;
  }
  c->colour(c, brv_layout_tone(d->layout, step->colour, step->strength));
  c->stroke(c, step->pen);
}

/* A label's glyphs, run by run. */
static void draw_line(const drawer *d, PangoLayoutLine *line, const char *text, double x, double y)
{
  for (GSList *r = line->runs; r; r = r->next) {
    const PangoGlyphItem *run = r->data;
    const PangoItem *item = run->item;
    const brv_glyph_run glyphs = {item->analysis.font, run->glyphs,          text + item->offset,
                                  item->length,        item->analysis.level, x,
                                  y,                   1};
    d->canvas->glyphs(d->canvas, &glyphs);
    x += pango_glyph_string_get_width(run->glyphs) / (double)PANGO_SCALE;
  }
}

static void draw_words(const drawer *d, const brv_draw_step *step)
{
  static const double before[] = {
      [BRV_ANCHOR_START] = 0, [BRV_ANCHOR_MIDDLE] = 0.5, [BRV_ANCHOR_END] = 1};
  const brv_style *style = brv_label_style(d->layout, step->role);
  PangoLayout *label = brv_label_new(step->text, style, d->language, d->fonts);
  double left = before[step->anchor] * brv_label_extents(label).width;
  d->canvas->colour(d->canvas,
                    step->colour ? brv_layout_colour(d->layout, step->colour) : style->colour);
  draw_line(d, pango_layout_get_line_readonly(label, 0), pango_layout_get_text(label),
            step->x - left, step->y);
  g_object_unref(label);
}

static void draw_step(const drawer *d, const brv_draw_step *step)
{
  brv_canvas *c = d->canvas;
  switch (step->op) {
  case BRV_DRAW_MOVE:
    c->move(c, step->x, step->y);
    break;
  case BRV_DRAW_LINE:
    c->line(c, step->x, step->y);
    break;
  case BRV_DRAW_CURVE:
    c->curve(c, step->x1, step->y1, step->x2, step->y2, step->x, step->y);
    break;
  case BRV_DRAW_CLOSE:
    c->close(c);
    break;
  case BRV_DRAW_SAVE:
    c->drop(c);
    c->save(c);
    break;
  case BRV_DRAW_RESTORE:
    c->drop(c);
    c->restore(c);
    break;
  case BRV_DRAW_CLIP:
    c->clip(c);
    break;
  case BRV_DRAW_FILL:
    c->colour(c, brv_layout_tone(d->layout, step->colour, step->strength));
    c->fill(c);
    break;
  case BRV_DRAW_STROKE:
    stroke(d, step);
    break;
  case BRV_DRAW_TEXT:
    c->drop(c);
    draw_words(d, step);
    break;
  case BRV_DRAW_OPS:
    break;
  }
}

void brv_draw_drawing(brv_canvas *canvas, const brv_drawing *drawing, double width, double height,
                      const char *language, const brv_layout *layout, brv_fonts *fonts)
{
  if (drawing->width <= 0 || drawing->height <= 0)
    return;
  const drawer d = {canvas, layout, fonts, language};
  canvas->save(canvas);
  canvas->move_origin(canvas, 0, 0, width / drawing->width, height / drawing->height);
  for (const brv_draw_step *step = drawing->first; step; step = step->next)
    draw_step(&d, step);
  canvas->drop(canvas);
  canvas->restore(canvas);
}
