#include "pdf/jpeg.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <stdbool.h>

static void copy_pixels(const GdkPixbuf *from, cairo_surface_t *to)
{
  int width = gdk_pixbuf_get_width(from), height = gdk_pixbuf_get_height(from);
  int channels = gdk_pixbuf_get_n_channels(from);
  for (int y = 0; y < height; y++) {
    const guint8 *in =
        gdk_pixbuf_read_pixels(from) + (gsize)y * (gsize)gdk_pixbuf_get_rowstride(from);
    guint32 *out = (guint32 *)(void *)(cairo_image_surface_get_data(to) +
                                       (gsize)y * (gsize)cairo_image_surface_get_stride(to));
    for (int x = 0; x < width; x++, in += channels)
      out[x] = (guint32)in[0] << 16 | (guint32)in[1] << 8 | in[2];
  }
  cairo_surface_mark_dirty(to);
}

cairo_surface_t *brv_jpeg_pixels(const brv_asset *asset)
{
  g_autoptr(GdkPixbufLoader) loader = gdk_pixbuf_loader_new_with_type("jpeg", NULL);
  if (!loader)
    return NULL;
  bool whole = gdk_pixbuf_loader_write(loader, asset->bytes, asset->length, NULL);
  whole = gdk_pixbuf_loader_close(loader, NULL) && whole;
  GdkPixbuf *pixels = whole ? gdk_pixbuf_loader_get_pixbuf(loader) : NULL;
  if (!pixels)
    return NULL;
  cairo_surface_t *surface = cairo_image_surface_create(
      CAIRO_FORMAT_RGB24, gdk_pixbuf_get_width(pixels), gdk_pixbuf_get_height(pixels));
  if (cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS)
    copy_pixels(pixels, surface);
  return surface;
}
