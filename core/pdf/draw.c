#include "pdf/draw.h"

#include "pdf/glyphs.h"

/* How far a quarter of a circle's handles reach, in parts of its radius. */
static const double QUARTER = 0.5522847498;

static void draw_text(brv_canvas *canvas, const brv_page_item *item)
{
  const brv_glyph_run run = {item->text.font,   item->text.glyphs, item->text.text,
                             item->text.length, item->text.level,  item->x,
                             item->y,           item->text.scale};
  canvas->colour(canvas, item->colour);
  canvas->glyphs(canvas, &run);
}

static void draw_rect(brv_canvas *canvas, const brv_page_item *item)
{
  canvas->colour(canvas, item->colour);
  canvas->box(canvas, item->x, item->y, item->w, item->h);
  canvas->fill(canvas);
}

static void round_box(brv_canvas *c, double x, double y, double w, double h, double r)
{
  double k = r * (1 - QUARTER), right = x + w, bottom = y + h;
  c->move(c, right - r, y);
  c->curve(c, right - k, y, right, y + k, right, y + r);
  c->line(c, right, bottom - r);
  c->curve(c, right, bottom - k, right - k, bottom, right - r, bottom);
  c->line(c, x + r, bottom);
  c->curve(c, x + k, bottom, x, bottom - k, x, bottom - r);
  c->line(c, x, y + r);
  c->curve(c, x, y + k, x + k, y, x + r, y);
  c->close(c);
}

/* The outline lies inside its box, so that a frame is as large as it was placed. */
static void draw_frame(brv_canvas *c, const brv_page_item *item)
{
  double stroke = item->frame.stroke;
  double w = MAX(item->w - stroke, 0), h = MAX(item->h - stroke, 0);
  const brv_pen pen = {.width = stroke};
  round_box(c, item->x + stroke / 2, item->y + stroke / 2, w, h,
            MIN(item->frame.radius, MIN(w, h) / 2));
  c->colour(c, item->colour);
  c->stroke(c, &pen);
}

static bool draw_picture(brv_canvas *c, const brv_layout *layout, const brv_page_item *item,
                         brv_fonts *fonts, brv_diags *diags)
{
  brv_place place = item->node ? item->node->place : BRV_NO_PLACE;
  bool good = true;
  c->save(c);
  c->move_origin(c, item->x, item->y, 1, 1);
  if (item->kind == BRV_ITEM_IMAGE) {
    good = c->asset(c, item->asset, item->w, item->h, fonts, place, diags);
  } else {
    const char *language = brv_node_language(item->node);
    brv_draw_drawing(c, item->drawing, item->w, item->h, language, layout, fonts);
    good = brv_check_drawing_glyphs(item->drawing, language, layout, fonts, place, diags);
  }
  c->restore(c);
  return good;
}

bool brv_draw_item(brv_canvas *canvas, const brv_layout *layout, const brv_page_item *item,
                   brv_fonts *fonts, brv_diags *diags)
{
  switch (item->kind) {
  case BRV_ITEM_TEXT:
    draw_text(canvas, item);
    break;
  case BRV_ITEM_RECT:
    draw_rect(canvas, item);
    break;
  case BRV_ITEM_FRAME:
    draw_frame(canvas, item);
    break;
  case BRV_ITEM_IMAGE:
  case BRV_ITEM_DRAWING:
    return draw_picture(canvas, layout, item, fonts, diags);
  }
  return true;
}
