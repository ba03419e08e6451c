#include "pdf/draw.h"

static void set_colour(cairo_t *cr, const brv_layout *layout, const char *name)
{
  brv_colour colour = brv_layout_colour(layout, name ? name : "ink");
  cairo_set_source_rgb(cr, colour.red / 255.0, colour.green / 255.0, colour.blue / 255.0);
}

static void stroke(cairo_t *cr, const brv_draw_step *step, const brv_layout *layout)
{
  set_colour(cr, layout, step->colour);
  cairo_set_line_width(cr, step->width);
  cairo_set_dash(cr, &step->dash, step->dash > 0 ? 1 : 0, 0);
  cairo_stroke(cr);
}

static PangoAttrList *style_attributes(const brv_style *style)
{
  PangoAttrList *list = pango_attr_list_new();
  int spacing = (int)(style->tracking * style->size * PANGO_SCALE);
  if (spacing)
    pango_attr_list_insert(list, pango_attr_letter_spacing_new(spacing));
  static const char *const features[] = {
      [BRV_FIGURES_OLD] = "onum=1",
      [BRV_FIGURES_LINING] = "lnum=1",
      [BRV_FIGURES_TABULAR] = "lnum=1, tnum=1",
  };
  if (features[style->figures])
    pango_attr_list_insert(list, pango_attr_font_features_new(features[style->figures]));
  if (style->letter_case == BRV_CASE_SMALL_CAPS)
    pango_attr_list_insert(list, pango_attr_variant_new(PANGO_VARIANT_SMALL_CAPS));
  if (style->letter_case == BRV_CASE_UPPER)
    pango_attr_list_insert(list, pango_attr_text_transform_new(PANGO_TEXT_TRANSFORM_UPPERCASE));
  return list;
}

static PangoLayout *text_line(const char *text, const brv_style *style, brv_fonts *fonts)
{
  PangoLayout *line = pango_layout_new(brv_fonts_context(fonts));
  g_autoptr(PangoFontDescription) font = pango_font_description_new();
  pango_font_description_set_family(font, style->family);
  pango_font_description_set_weight(font, (PangoWeight)style->weight);
  pango_font_description_set_style(font, style->italic ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL);
  pango_font_description_set_absolute_size(font, style->size * PANGO_SCALE);
  pango_layout_set_font_description(line, font);
  pango_layout_set_single_paragraph_mode(line, TRUE);
  g_autoptr(PangoAttrList) attributes = style_attributes(style);
  pango_layout_set_attributes(line, attributes);
  pango_layout_set_text(line, text, -1);
  return line;
}

static void draw_words(cairo_t *cr, const brv_draw_step *step, const brv_layout *layout,
                       brv_fonts *fonts)
{
  const brv_style *style = brv_layout_style(layout, step->role, "drawing-label");
  g_autoptr(PangoLayout) line = text_line(step->text, style, fonts);
  int width = 0;
  pango_layout_get_size(line, &width, NULL);
  static const double before[] = {
      [BRV_ANCHOR_START] = 0, [BRV_ANCHOR_MIDDLE] = 0.5, [BRV_ANCHOR_END] = 1};
  double left = before[step->anchor] * width / PANGO_SCALE;
  if (step->colour)
    set_colour(cr, layout, step->colour);
  else
    cairo_set_source_rgb(cr, style->colour.red / 255.0, style->colour.green / 255.0,
                         style->colour.blue / 255.0);
  cairo_move_to(cr, step->x - left, step->y);
  pango_cairo_show_layout_line(cr, pango_layout_get_line_readonly(line, 0));
  cairo_new_path(cr);
}

static void draw_step(cairo_t *cr, const brv_draw_step *step, const brv_layout *layout,
                      brv_fonts *fonts)
{
  switch (step->op) {
  case BRV_DRAW_MOVE:
    cairo_move_to(cr, step->x, step->y);
    break;
  case BRV_DRAW_LINE:
    cairo_line_to(cr, step->x, step->y);
    break;
  case BRV_DRAW_CURVE:
    cairo_curve_to(cr, step->x1, step->y1, step->x2, step->y2, step->x, step->y);
    break;
  case BRV_DRAW_CLOSE:
    cairo_close_path(cr);
    break;
  case BRV_DRAW_FILL:
    set_colour(cr, layout, step->colour);
    cairo_fill(cr);
    break;
  case BRV_DRAW_STROKE:
    stroke(cr, step, layout);
    break;
  case BRV_DRAW_TEXT:
    draw_words(cr, step, layout, fonts);
    break;
  }
}

void brv_draw_drawing(cairo_t *cr, const brv_drawing *drawing, double width, double height,
                      const brv_layout *layout, brv_fonts *fonts)
{
  if (drawing->width <= 0 || drawing->height <= 0)
    return;
  cairo_save(cr);
  cairo_scale(cr, width / drawing->width, height / drawing->height);
  cairo_new_path(cr);
  for (const brv_draw_step *step = drawing->first; step; step = step->next)
    draw_step(cr, step, layout, fonts);
  cairo_restore(cr);
}
