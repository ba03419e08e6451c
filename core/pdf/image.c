#include "pdf/image.h"

#include "base/part.h"
#include "pdf/glyphs.h"
#include "pdf/jpeg.h"
#include "pdf/svg.h"

#include <string.h>

typedef struct {
  const guint8 *at;
  gsize left;
} bytes_reader;

static cairo_status_t read_bytes(void *data, unsigned char *into, unsigned int length)
{
  bytes_reader *reader = data;
  if (length > reader->left)
    return CAIRO_STATUS_READ_ERROR;
  memcpy(into, reader->at, length);
  reader->at += length;
  reader->left -= length;
  return CAIRO_STATUS_SUCCESS;
}

static cairo_surface_t *png_surface(const brv_asset *asset)
{
  bytes_reader reader = {asset->bytes, asset->length};
  return cairo_image_surface_create_from_png_stream(read_bytes, &reader);
}

/* How EXIF's orientations 1 to 8 turn the unit square (Exif 2.3, tag 274). */
static const cairo_matrix_t turns[] = {
    {1, 0, 0, 1, 0, 0}, {-1, 0, 0, 1, 1, 0}, {-1, 0, 0, -1, 1, 1}, {1, 0, 0, -1, 0, 1},
    {0, 1, 1, 0, 0, 0}, {0, 1, -1, 0, 1, 0}, {0, -1, -1, 0, 1, 1}, {0, -1, 1, 0, 0, 1},
};

cairo_matrix_t brv_asset_turn(const brv_asset *asset)
{
  return turns[CLAMP(asset->orientation, 1, 8) - 1];
}

/* The part was opened when the image was judged. */
static cairo_surface_t *jpeg_surface(const brv_asset *asset)
{
  g_autoptr(brv_diags) unheard = brv_diags_new();
  __typeof__(&brv_jpeg_pixels) decode = BRV_PART("pixels", brv_jpeg_pixels, unheard);
  return decode ? decode(asset) : NULL;
}

cairo_surface_t *brv_asset_pixels(const brv_asset *asset)
{
  cairo_surface_t *surface =
      asset->kind == BRV_ASSET_PNG ? png_surface(asset) : jpeg_surface(asset);
  if (surface && cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS)
    return surface;
  if (surface)
    cairo_surface_destroy(surface);
  return NULL;
}

static void paint_surface(cairo_t *cr, cairo_surface_t *surface, const brv_asset *asset,
                          double width, double height)
{
  const cairo_matrix_t turn = brv_asset_turn(asset);
  cairo_scale(cr, width, height);
  cairo_transform(cr, &turn);
  cairo_scale(cr, 1.0 / cairo_image_surface_get_width(surface),
              1.0 / cairo_image_surface_get_height(surface));
  cairo_set_source_surface(cr, surface, 0, 0);
  cairo_pattern_set_filter(cairo_get_source(cr), CAIRO_FILTER_GOOD);
  cairo_pattern_set_extend(cairo_get_source(cr), CAIRO_EXTEND_PAD);
  cairo_rectangle(cr, 0, 0, cairo_image_surface_get_width(surface),
                  cairo_image_surface_get_height(surface));
  cairo_fill(cr);
}

static bool draw_bitmap(cairo_t *cr, const brv_asset *asset, double width, double height)
{
  cairo_surface_t *surface = brv_asset_pixels(asset);
  if (!surface)
    return false;
  paint_surface(cr, surface, asset, width, height);
  cairo_surface_destroy(surface);
  return true;
}

static bool refuse(const brv_asset *asset, const GError *error, brv_place place, brv_diags *diags)
{
  brv_report(diags, BRV_IMAGE_FORMAT, place, "open it in an image editor and export it again",
             "the image \"%s\" cannot be read%s%s", asset->path, error ? ": " : "",
             error ? error->message : "");
  return false;
}

static bool draw_svg(cairo_t *cr, const brv_asset *asset, double width, double height,
                     brv_fonts *fonts, brv_place place, brv_diags *diags)
{
  g_autoptr(GError) error = NULL;
  __typeof__(&brv_svg_draw) draw = BRV_PART("svg", brv_svg_draw, diags);
  __typeof__(&brv_svg_words) words = BRV_PART("svg", brv_svg_words, diags);
  if (!draw || !words)
    return false;
  if (!draw(cr, asset, width, height, fonts, &error))
    return refuse(asset, error, place, diags);
  g_autofree char *shown = words(asset);
  return brv_check_svg_glyphs(asset, shown, fonts, place, diags);
}

bool brv_draw_asset(cairo_t *cr, const brv_asset *asset, double width, double height,
                    brv_fonts *fonts, brv_place place, brv_diags *diags)
{
  cairo_save(cr);
  bool good = asset->kind == BRV_ASSET_SVG
                  ? draw_svg(cr, asset, width, height, fonts, place, diags)
                  : draw_bitmap(cr, asset, width, height) || refuse(asset, NULL, place, diags);
  cairo_restore(cr);
  return good;
}
