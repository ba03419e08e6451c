#include <math.h>

#include "pdf/draw.h"

static cairo_status_t append(void *data, const unsigned char *bytes, unsigned int length)
{
  g_byte_array_append(data, bytes, length);
  return CAIRO_STATUS_SUCCESS;
}

static bool paint(cairo_surface_t *surface, const brv_pages *pages, guint page, double scale,
                  brv_fonts *fonts, brv_diags *diags)
{
  cairo_t *cr = cairo_create(surface);
  cairo_set_source_rgb(cr, 1, 1, 1);
  cairo_paint(cr);
  cairo_scale(cr, scale, scale);
  brv_cairo_canvas canvas = brv_cairo_canvas_on(cr);
  bool good = brv_draw_page(&canvas.canvas, pages, g_ptr_array_index(pages->pages, page), fonts,
                            diags);
  cairo_destroy(cr);
  return good;
}

GBytes *brv_draw_png(const brv_pages *pages, guint page, int width, brv_fonts *fonts,
                     brv_diags *diags)
{
  double scale = width / pages->layout->page_width;
  int height = (int)lround(pages->layout->page_height * scale);
  cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height);
  bool good = paint(surface, pages, page, scale, fonts, diags);
  GByteArray *bytes = g_byte_array_new();
  cairo_status_t status = cairo_surface_write_to_png_stream(surface, append, bytes);
  cairo_surface_destroy(surface);
  if (status != CAIRO_STATUS_SUCCESS)
    brv_report(diags, BRV_PAGE_UNDRAWABLE, BRV_NO_PLACE, "give the layout's page usual proportions",
               "page %u cannot be drawn: %s", page + 1, cairo_status_to_string(status));
  if (good && status == CAIRO_STATUS_SUCCESS)
    return g_byte_array_free_to_bytes(bytes);
  g_byte_array_unref(bytes);
  return NULL;
}
