#include "pdf/pictures.h"

#include <cairo-pdf.h>
#include <string.h>

#include "base/part.h"
#include "pdf/image.h"

/* Where something of an SVG cannot stay lines (a blur), dots per inch. */
static const double FALLBACK_DPI = 300;

typedef struct {
  const brv_asset *asset;
  const brv_picture *picture;
  brv_place place;
} svg;

struct brv_pictures {
  brv_pdf_file *file;
  GHashTable *known; /* const brv_asset * -> brv_picture * */
  GArray *svgs;      /* of svg: to be drawn */
  GPtrArray *all;    /* of brv_picture * */
};

brv_pictures *brv_pictures_new(brv_pdf_file *file)
{
  brv_pictures *pictures = g_new0(brv_pictures, 1);
  pictures->file = file;
  pictures->known = g_hash_table_new(NULL, NULL);
  pictures->svgs = g_array_new(FALSE, FALSE, sizeof(svg));
  pictures->all = g_ptr_array_new_with_free_func(g_free);
  return pictures;
}

void brv_pictures_free(brv_pictures *pictures)
{
  if (!pictures)
    return;
  g_hash_table_unref(pictures->known);
  g_array_unref(pictures->svgs);
  g_ptr_array_unref(pictures->all);
  g_free(pictures);
}

/* --- pixels --- */

/* Cairo's pixels are multiplied by their opacity. */
static guint8 divided(guint value, guint alpha)
{
  return alpha == 0 ? 0 : (guint8)MIN((value * 255 + alpha / 2) / alpha, 255u);
}

static guint write_pixels(brv_pdf_file *file, const GByteArray *pixels, int width, int height,
                          bool grey, guint mask)
{
  g_autoptr(GString) entries = g_string_new("/Type/XObject/Subtype/Image");
  g_string_append_printf(entries, "/Width %d/Height %d/BitsPerComponent 8/ColorSpace/%s", width,
                         height, grey ? "DeviceGray" : "DeviceRGB");
  if (mask)
    g_string_append_printf(entries, "/SMask %u 0 R", mask);
  return brv_pdf_add_stream(file, entries->str, pixels->data, pixels->len, BRV_PDF_DEFLATE);
}

static guint write_surface(brv_pdf_file *file, cairo_surface_t *surface)
{
  int width = cairo_image_surface_get_width(surface);
  int height = cairo_image_surface_get_height(surface);
  bool has_alpha = cairo_image_surface_get_format(surface) == CAIRO_FORMAT_ARGB32, seen = false;
  g_autoptr(GByteArray) colours = g_byte_array_sized_new(3 * (guint)(width * height));
  g_autoptr(GByteArray) alphas = g_byte_array_sized_new((guint)(width * height));
  for (int y = 0; y < height; y++) {
    const guint32 *row =
        (const guint32 *)(void *)(cairo_image_surface_get_data(surface) +
                                  (gsize)y * (gsize)cairo_image_surface_get_stride(surface));
    for (int x = 0; x < width; x++) {
      guint8 alpha = has_alpha ? (guint8)(row[x] >> 24) : 255;
      const guint8 rgb[] = {divided(row[x] >> 16 & 0xff, alpha), divided(row[x] >> 8 & 0xff, alpha),
                            divided(row[x] & 0xff, alpha)};
      g_byte_array_append(colours, rgb, sizeof rgb);
      g_byte_array_append(alphas, &alpha, 1);
      seen |= alpha < 255;
    }
  }
  guint mask = seen ? write_pixels(file, alphas, width, height, true, 0) : 0;
  return write_pixels(file, colours, width, height, false, mask);
}

/* The formats that Cairo keeps with more or fewer bits become those of eight. */
static guint write_bitmap(brv_pdf_file *file, cairo_surface_t *surface)
{
  cairo_format_t format = cairo_image_surface_get_format(surface);
  if (format == CAIRO_FORMAT_ARGB32 || format == CAIRO_FORMAT_RGB24)
    return write_surface(file, surface);
  cairo_surface_t *plain =
      cairo_image_surface_create(CAIRO_FORMAT_ARGB32, cairo_image_surface_get_width(surface),
                                 cairo_image_surface_get_height(surface));
  cairo_t *cr = cairo_create(plain);
  cairo_set_source_surface(cr, surface, 0, 0);
  cairo_paint(cr);
  cairo_destroy(cr);
  guint id = write_surface(file, plain);
  cairo_surface_destroy(plain);
  return id;
}

/* --- JPEG --- */

/* What its frame says (ITU T.81, B.2.2): samples a pixel, and their bits; 0 when there is none. */
static guint jpeg_components(const brv_asset *asset, guint *bits, guint *width, guint *height)
{
  enum { FIRST = 0xc0, LAST = 0xcf, HUFFMAN = 0xc4, JPEG = 0xc8, ARITHMETIC = 0xcc };
  const guint8 *b = asset->bytes;
  for (gsize at = 2; at + 9 < asset->length && b[at] == 0xff;) {
    guint8 marker = b[at + 1];
    if (marker >= FIRST && marker <= LAST && marker != HUFFMAN && marker != JPEG &&
        marker != ARITHMETIC) {
      *bits = b[at + 4];
      *height = (guint)(b[at + 5] << 8 | b[at + 6]);
      *width = (guint)(b[at + 7] << 8 | b[at + 8]);
      return b[at + 9];
    }
    at += marker == 0xff ? 1 : 2 + (gsize)(b[at + 2] << 8 | b[at + 3]);
  }
  return 0;
}

/* Four colours of ink have no meaning beside the file's output intent, so that such a picture is
 * stored in pixels. */
static guint write_jpeg(brv_pdf_file *file, const brv_asset *asset)
{
  guint bits = 0, width = 0, height = 0, count = jpeg_components(asset, &bits, &width, &height);
  if ((count == 1 || count == 3) && bits == 8) {
    g_autofree char *entries = g_strdup_printf(
        "/Type/XObject/Subtype/Image/Width %u/Height %u/BitsPerComponent 8/ColorSpace/%s"
        "/Filter/DCTDecode",
        width, height, count == 1 ? "DeviceGray" : "DeviceRGB");
    return brv_pdf_add_stream(file, entries, asset->bytes, asset->length, BRV_PDF_AS_IS);
  }
  cairo_surface_t *pixels = brv_asset_pixels(asset);
  guint id = pixels ? write_bitmap(file, pixels) : 0;
  if (pixels)
    cairo_surface_destroy(pixels);
  return id;
}

static guint write_png(brv_pdf_file *file, const brv_asset *asset)
{
  cairo_surface_t *pixels = brv_asset_pixels(asset);
  guint id = pixels ? write_bitmap(file, pixels) : 0;
  if (pixels)
    cairo_surface_destroy(pixels);
  return id;
}

/* --- SVG --- */

static cairo_status_t append(void *data, const unsigned char *bytes, unsigned int length)
{
  g_byte_array_append(data, bytes, length);
  return CAIRO_STATUS_SUCCESS;
}

/* Drawn by Cairo, each as a page of one file, so that they share fonts. NULL after a report. */
static GBytes *draw_svgs(const brv_pictures *pictures, brv_fonts *fonts, brv_diags *diags)
{
  g_autoptr(GByteArray) bytes = g_byte_array_new();
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(append, bytes, 1, 1);
  cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_5);
  cairo_surface_set_fallback_resolution(surface, FALLBACK_DPI, FALLBACK_DPI);
  bool good = true;
  for (guint i = 0; i < pictures->svgs->len; i++) {
    const svg *s = &g_array_index(pictures->svgs, svg, i);
    cairo_pdf_surface_set_size(surface, s->picture->width, s->picture->height);
    cairo_t *cr = cairo_create(surface);
    good &=
        brv_draw_asset(cr, s->asset, s->picture->width, s->picture->height, fonts, s->place, diags);
    cairo_show_page(cr);
    cairo_destroy(cr);
  }
  cairo_surface_finish(surface);
  cairo_status_t status = cairo_surface_status(surface);
  cairo_surface_destroy(surface);
  if (status != CAIRO_STATUS_SUCCESS)
    brv_report(diags, BRV_PAGE_UNDRAWABLE, BRV_NO_PLACE, NULL, "the pictures cannot be drawn: %s",
               cairo_status_to_string(status));
  good = good && status == CAIRO_STATUS_SUCCESS;
  return good ? g_byte_array_free_to_bytes(g_steal_pointer(&bytes)) : NULL;
}

static bool write_svgs(brv_pictures *pictures, brv_fonts *fonts, brv_diags *diags)
{
  guint count = pictures->svgs->len;
  if (count == 0)
    return true;
  g_autoptr(GBytes) drawn = draw_svgs(pictures, fonts, diags);
  g_autofree guint *ids = g_new0(guint, count);
  g_autofree double(*sizes)[2] = g_malloc0_n(count, sizeof *sizes);
  for (guint i = 0; i < count; i++) {
    const brv_picture *picture = g_array_index(pictures->svgs, svg, i).picture;
    ids[i] = picture->id;
    sizes[i][0] = picture->width;
    sizes[i][1] = picture->height;
  }
  __typeof__(&brv_pdf_put_forms) put_forms = BRV_PART("forms", brv_pdf_put_forms, diags);
  if (!drawn || !put_forms)
    return false;
  bool good = put_forms(pictures->file, drawn, ids, (const double(*)[2])sizes, count);
  if (!good)
    brv_report(diags, BRV_PAGE_UNDRAWABLE, BRV_NO_PLACE, NULL, "the pictures cannot be drawn");
  return good;
}

/* --- all --- */

static void report_unread(const brv_asset *asset, brv_place place, brv_diags *diags)
{
  brv_report(diags, BRV_IMAGE_FORMAT, place, "open it in an image editor and export it again",
             "the image \"%s\" cannot be read", asset->path);
}

static brv_picture *add_picture(brv_pictures *pictures, const brv_asset *asset, guint id)
{
  brv_picture *picture = g_new0(brv_picture, 1);
  picture->id = id;
  picture->turn = brv_asset_turn(asset);
  picture->width = picture->height = 1;
  g_snprintf(picture->name, sizeof picture->name, "X%u", pictures->all->len);
  g_ptr_array_add(pictures->all, picture);
  g_hash_table_insert(pictures->known, (void *)asset, picture);
  return picture;
}

const brv_picture *brv_pictures_find(brv_pictures *pictures, const brv_asset *asset, double width,
                                     double height, brv_place place, brv_diags *diags)
{
  brv_picture *picture = g_hash_table_lookup(pictures->known, asset);
  if (picture)
    return picture;
  if (asset->kind == BRV_ASSET_SVG) {
    picture = add_picture(pictures, asset, brv_pdf_reserve(pictures->file));
    picture->width = width;
    picture->height = height;
    svg s = {asset, picture, place};
    g_array_append_val(pictures->svgs, s);
    return picture;
  }
  guint id = asset->kind == BRV_ASSET_JPEG ? write_jpeg(pictures->file, asset)
                                           : write_png(pictures->file, asset);
  if (id)
    return add_picture(pictures, asset, id);
  report_unread(asset, place, diags);
  return NULL;
}

char *brv_pictures_write(brv_pictures *pictures, brv_fonts *fonts, brv_diags *diags)
{
  if (!write_svgs(pictures, fonts, diags))
    return NULL;
  GString *out = g_string_new(NULL);
  for (guint i = 0; i < pictures->all->len; i++) {
    const brv_picture *picture = pictures->all->pdata[i];
    g_string_append_printf(out, "/%s %u 0 R", picture->name, picture->id);
  }
  return g_string_free(out, FALSE);
}
