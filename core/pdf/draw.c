#include "pdf/draw.h"

#include "pdf/glyphs.h"
#include "pdf/image.h"

static void set_colour(cairo_t *cr, brv_colour colour)
{
  cairo_set_source_rgb(cr, colour.red / 255.0, colour.green / 255.0, colour.blue / 255.0);
}

/* Drawn as a glyph item, so that clusters carry the text into the PDF: soft hyphens and the last
 * space of a line stay readable there. */
static void draw_text(cairo_t *cr, const brv_page_item *item)
{
  PangoItem run = {
      .length = item->text.length,
      .num_chars = (int)g_utf8_strlen(item->text.text, item->text.length),
      .analysis = {.font = item->text.font, .level = (guint8)item->text.level},
  };
  PangoGlyphItem glyphs = {.item = &run, .glyphs = item->text.glyphs};
  set_colour(cr, item->colour);
  cairo_translate(cr, item->x, item->y);
  cairo_scale(cr, item->text.scale, 1);
  cairo_move_to(cr, 0, 0);
  pango_cairo_show_glyph_item(cr, item->text.text, &glyphs);
}

static void draw_rect(cairo_t *cr, const brv_page_item *item)
{
  set_colour(cr, item->colour);
  cairo_rectangle(cr, item->x, item->y, item->w, item->h);
  cairo_fill(cr);
}

/* The outline lies inside its box, so that a frame is as large as it was placed. */
static void draw_frame(cairo_t *cr, const brv_page_item *item)
{
  double stroke = item->frame.stroke;
  double x = item->x + stroke / 2, y = item->y + stroke / 2;
  double w = MAX(item->w - stroke, 0), h = MAX(item->h - stroke, 0);
  double r = MIN(item->frame.radius, MIN(w, h) / 2);
  cairo_new_sub_path(cr);
  cairo_arc(cr, x + w - r, y + r, r, -G_PI_2, 0);
  cairo_arc(cr, x + w - r, y + h - r, r, 0, G_PI_2);
  cairo_arc(cr, x + r, y + h - r, r, G_PI_2, G_PI);
  cairo_arc(cr, x + r, y + r, r, G_PI, 3 * G_PI_2);
  cairo_close_path(cr);
  set_colour(cr, item->colour);
  cairo_set_line_width(cr, stroke);
  cairo_stroke(cr);
}

static bool draw_item(cairo_t *cr, const brv_pages *pages, const brv_page_item *item,
                      brv_fonts *fonts, brv_diags *diags)
{
  brv_place place = item->node ? item->node->place : BRV_NO_PLACE;
  switch (item->kind) {
  case BRV_ITEM_TEXT:
    draw_text(cr, item);
    break;
  case BRV_ITEM_RECT:
    draw_rect(cr, item);
    break;
  case BRV_ITEM_FRAME:
    draw_frame(cr, item);
    break;
  case BRV_ITEM_IMAGE:
    cairo_translate(cr, item->x, item->y);
    return brv_draw_asset(cr, item->asset, item->w, item->h, fonts, place, diags);
  case BRV_ITEM_DRAWING:
    cairo_translate(cr, item->x, item->y);
    brv_draw_drawing(cr, item->drawing, item->w, item->h, brv_node_language(item->node),
                     pages->layout, fonts);
    return brv_check_drawing_glyphs(item->drawing, fonts, place, diags);
  }
  return true;
}

bool brv_draw_page(cairo_t *cr, const brv_pages *pages, const brv_page *page, brv_fonts *fonts,
                   brv_diags *diags)
{
  bool good = true;
  for (guint i = 0; i < page->items->len; i++) {
    cairo_save(cr);
    good &= draw_item(cr, pages, &g_array_index(page->items, brv_page_item, i), fonts, diags);
    cairo_restore(cr);
    cairo_new_path(cr);
  }
  return good;
}
