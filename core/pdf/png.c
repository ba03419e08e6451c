#include <math.h>

#include "pdf/draw.h"
#include "pdf/palette.h"

/* In the middle of the surface, which may be of other proportions than the page. */
static bool paint(cairo_surface_t *surface, const brv_pages *pages, guint page, brv_fonts *fonts,
                  brv_diags *diags)
{
  const brv_layout *layout = pages->layout;
  double width = cairo_image_surface_get_width(surface);
  double height = cairo_image_surface_get_height(surface);
  double scale = MIN(width / layout->page_width, height / layout->page_height);
  cairo_t *cr = cairo_create(surface);
  cairo_set_source_rgb(cr, 1, 1, 1);
  cairo_paint(cr);
  cairo_translate(cr, floor((width - layout->page_width * scale) / 2),
                  floor((height - layout->page_height * scale) / 2));
  cairo_scale(cr, scale, scale);
  brv_cairo_canvas canvas = brv_cairo_canvas_on(cr);
  brv_page *shown = g_ptr_array_index(pages->pages, page);
  brv_page_open(shown);
  bool good = brv_draw_page(&canvas.canvas, pages, shown, fonts, diags);
  brv_page_close(shown);
  cairo_destroy(cr);
  return good;
}

/* Of a page that is a mere stripe no cover comes. */
static bool is_usual(const brv_layout *layout, int width, int height)
{
  enum { LEAST = 10 }; /* the page is at least this part of the picture */
  double scale = MIN(width / layout->page_width, height / layout->page_height);
  return layout->page_width * scale * layout->page_height * scale * LEAST >= (double)width * height;
}

GBytes *brv_draw_png(const brv_pages *pages, guint page, int width, int height, brv_fonts *fonts,
                     brv_diags *diags)
{
  if (!height)
    height = (int)lround(pages->layout->page_height * width / pages->layout->page_width);
  if (!is_usual(pages->layout, width, height)) {
    brv_report(diags, BRV_PAGE_UNDRAWABLE, BRV_NO_PLACE, "give the layout's page usual proportions",
               "page %u would be a stripe on a picture of %d by %d", page + 1, width, height);
    return NULL;
  }
  cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height);
  cairo_status_t status = cairo_surface_status(surface);
  bool good = paint(surface, pages, page, fonts, diags);
  GBytes *png = good && status == CAIRO_STATUS_SUCCESS ? brv_png_of_surface(surface) : NULL;
  cairo_surface_destroy(surface);
  if (good && !png)
    brv_report(diags, BRV_PAGE_UNDRAWABLE, BRV_NO_PLACE, NULL, "page %u cannot be drawn: %s",
               page + 1, cairo_status_to_string(status));
  return png;
}
