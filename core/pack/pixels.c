#include "pack/pixels.h"

#include <gdk-pixbuf/gdk-pixbuf.h>

/* Pixels an image may have: an A4 page at 600 dots an inch has 35 million. */
enum { PIXEL_LIMIT = 80 * 1000 * 1000 };

typedef struct {
  int width, height;
  bool too_large;
} pixel_size;

/* Only the size is wanted and whether the bytes are whole, so decoding goes into a small picture.
 */
static void on_size(GdkPixbufLoader *loader, int width, int height, void *data)
{
  pixel_size *size = data;
  size->width = width;
  size->height = height;
  size->too_large = (gint64)width * height > PIXEL_LIMIT;
  gdk_pixbuf_loader_set_size(loader, CLAMP(width, 1, 16), CLAMP(height, 1, 16));
}

/* Cameras store a picture as the sensor lay, and in EXIF how it is to be turned. */
static int orientation_of(GdkPixbufLoader *loader)
{
  GdkPixbuf *pixels = gdk_pixbuf_loader_get_pixbuf(loader);
  const char *text = pixels ? gdk_pixbuf_get_option(pixels, "orientation") : NULL;
  return text ? (int)CLAMP(g_ascii_strtoll(text, NULL, 10), 1, 8) : 0;
}

static bool decode(const char *type, brv_asset *asset, GError **error)
{
  g_autoptr(GdkPixbufLoader) loader = gdk_pixbuf_loader_new_with_type(type, error);
  if (!loader)
    return false;
  pixel_size size = {0};
  g_signal_connect(loader, "size-prepared", G_CALLBACK(on_size), &size);
  bool written = gdk_pixbuf_loader_write(loader, asset->bytes, asset->length, error);
  bool closed = gdk_pixbuf_loader_close(loader, written ? error : NULL);
  asset->orientation = written && closed ? orientation_of(loader) : 0;
  asset->width = asset->orientation >= 5 ? size.height : size.width;
  asset->height = asset->orientation >= 5 ? size.width : size.height;
  if (size.too_large)
    g_set_error(written && closed ? error : NULL, GDK_PIXBUF_ERROR, GDK_PIXBUF_ERROR_FAILED,
                "it has more than %d million pixels", PIXEL_LIMIT / 1000000);
  return written && closed && !size.too_large && size.width > 0 && size.height > 0;
}

bool brv_pixels_judge(brv_asset *asset, brv_place place, brv_diags *diags)
{
  g_autoptr(GError) error = NULL;
  if (decode(asset->kind == BRV_ASSET_PNG ? "png" : "jpeg", asset, &error))
    return true;
  brv_report(diags, BRV_IMAGE_FORMAT, place, "export the image anew", "\"%s\" cannot be read: %s",
             asset->path, error ? error->message : "it has no size");
  return false;
}
