#include <math.h>
#include <string.h>

#include "pdf/draw.h"
#include "pdf/palette.h"

/* Where the page stands on the picture: in its middle, as large as fits. */
typedef struct {
  double scale, left, top;
} fit;

/* Rows of a picture, in pixels. */
typedef struct {
  int top, bottom;
} stretch;

static fit fit_page(const brv_layout *layout, int width, int height)
{
  double scale = MIN(width / layout->page_width, height / layout->page_height);
  return (fit){scale, floor((width - layout->page_width * scale) / 2),
               floor((height - layout->page_height * scale) / 2)};
}

/* Above and below what an item shows lie this many rows more: of what stands between two rows both
 * show a part, and a curve may be drawn a little too large. */
enum { EDGE = 2 };

enum { WHITE = 0xFF /* of each channel */ };

static stretch rows_between(const fit *f, int height, double top, double bottom)
{
  int first = (int)floor(f->top + top * f->scale) - EDGE;
  int last = (int)ceil(f->top + bottom * f->scale) + EDGE;
  return (stretch){CLAMP(first, 0, height), CLAMP(last, 0, height)};
}

static stretch rows_of(const brv_page_item *item, const fit *f, int height)
{
  if (item->kind == BRV_ITEM_DRAWING) /* nothing keeps it to its box */
    return (stretch){0, height};
  if (item->kind != BRV_ITEM_TEXT)
    return rows_between(f, height, item->y, item->y + item->h);
  PangoRectangle ink;
  pango_glyph_string_extents(item->text.glyphs, item->text.font, &ink, NULL);
  double top = item->y + ink.y / (double)PANGO_SCALE;
  if (ink.height <= 0)
    return (stretch){0, 0};
  return rows_between(f, height, top, top + ink.height / (double)PANGO_SCALE);
}

typedef struct {
  const brv_pages *pages;
  const brv_page *page;
  brv_fonts *fonts;
  brv_diags *diags;
  fit fit;
  int width, height;
  stretch *rows;        /* of each item of the page */
  GByteArray *paper;    /* what stretches are drawn on, one after the other */
  brv_picture *picture; /* what is done */
} drawer;

/* Draws what stands in a stretch, or reaches into it. */
static bool draw_items(const drawer *d, cairo_surface_t *surface, const stretch *s)
{
  cairo_t *cr = cairo_create(surface);
  cairo_translate(cr, d->fit.left, d->fit.top - s->top);
  cairo_scale(cr, d->fit.scale, d->fit.scale);
  brv_cairo_canvas canvas = brv_cairo_canvas_on(cr);
  bool good = true;
  for (guint i = 0; i < d->page->items->len; i++)
    if (d->rows[i].top < s->bottom && d->rows[i].bottom > s->top)
      good &= brv_draw_item(&canvas.canvas, d->pages->layout,
                            &g_array_index(d->page->items, brv_page_item, i), d->fonts, d->diags);
  cairo_destroy(cr);
  return good;
}

static cairo_surface_t *white_paper(GByteArray *paper, int width, int height)
{
  int stride = cairo_format_stride_for_width(CAIRO_FORMAT_RGB24, width);
  if (stride > 0)
    g_byte_array_set_size(paper, (guint)stride * (guint)height);
  memset(paper->data, WHITE, paper->len);
  return cairo_image_surface_create_for_data(paper->data, CAIRO_FORMAT_RGB24, width, height,
                                             stride);
}

static bool draw_stretch(const drawer *d, const stretch *s)
{
  cairo_surface_t *surface = white_paper(d->paper, d->width, s->bottom - s->top);
  cairo_status_t status = cairo_surface_status(surface);
  bool good = draw_items(d, surface, s);
  if (status == CAIRO_STATUS_SUCCESS)
    brv_picture_add(d->picture, surface);
  else
    brv_report(d->diags, BRV_PAGE_UNDRAWABLE, BRV_NO_PLACE, NULL, "a page cannot be drawn: %s",
               cairo_status_to_string(status));
  cairo_surface_destroy(surface);
  return good && status == CAIRO_STATUS_SUCCESS;
}

/* So many rows as a processor has at hand while they are drawn and read. */
static bool draw_bands(const drawer *d, int top, int bottom)
{
  enum { BAND = 64 };
  bool good = true;
  for (; top < bottom; top += BAND)
    good &= draw_stretch(d, &(stretch){top, MIN(top + BAND, bottom)});
  return good;
}

/* Most rows of a cover are paper, which need not be drawn to be known. */
static bool draw_stretches(const drawer *d)
{
  g_autofree bool *taken = g_new0(bool, (gsize)d->height);
  for (guint i = 0; i < d->page->items->len; i++)
    memset(taken + d->rows[i].top, true, (gsize)MAX(d->rows[i].bottom - d->rows[i].top, 0));
  bool good = true;
  for (int top = 0, bottom; top < d->height; top = bottom) {
    for (bottom = top; bottom < d->height && taken[bottom] == taken[top];)
      bottom++;
    if (taken[top])
      good &= draw_bands(d, top, bottom);
    else
      brv_picture_add_white(d->picture, bottom - top);
  }
  return good;
}

/* Of a page that is a mere stripe no cover comes. */
static bool is_usual(const brv_layout *layout, int width, int height)
{
  enum { LEAST = 10 }; /* the page is at least this part of the picture */
  double scale = MIN(width / layout->page_width, height / layout->page_height);
  return layout->page_width * scale * layout->page_height * scale * LEAST >= (double)width * height;
}

static GBytes *draw_page(drawer *d)
{
  g_autofree stretch *rows = g_new0(stretch, d->page->items->len + 1);
  g_autoptr(brv_picture) picture = brv_picture_new(d->width, d->height);
  g_autoptr(GByteArray) paper = g_byte_array_new();
  for (guint i = 0; i < d->page->items->len; i++)
    rows[i] = rows_of(&g_array_index(d->page->items, brv_page_item, i), &d->fit, d->height);
  d->rows = rows;
  d->paper = paper;
  d->picture = picture;
  return draw_stretches(d) ? brv_picture_png(picture) : NULL;
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
  brv_page *shown = g_ptr_array_index(pages->pages, page);
  drawer d = {pages, shown, fonts, diags, fit_page(pages->layout, width, height), width, height};
  brv_page_open(shown);
  GBytes *png = draw_page(&d);
  brv_page_close(shown);
  return png;
}
