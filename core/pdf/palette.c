#include "pdf/palette.h"

#include <png.h>
#include <stdbool.h>
#include <string.h>

enum {
  MOST_COLOURS = 256,
  MOST_SHIFT = 3, /* bits of a channel that may be given up */
  SLOTS = 1024,   /* of the table below; a power of two, well above MOST_COLOURS */
};

typedef struct {
  const guchar *data; /* rows of native 32-bit 0xXXRRGGBB */
  int width, height, stride;
} pixels;

/* Colours that differ only in bits that are given up are one: the one that came first, so that
 * paper and ink, which cover most, stay as they are. */
typedef struct {
  int shift;
  guint count;
  guint32 colours[MOST_COLOURS];
  guint32 keys[SLOTS]; /* of colours, plus 1; 0: free */
  guchar indices[SLOTS];
} palette;

static const guint32 *row_of(const pixels *p, int y)
{
  return (const guint32 *)(const void *)(p->data + (gsize)y * (gsize)p->stride);
}

static guint32 key_of(guint32 colour, int shift)
{
  guint32 mask = (0xFFu << shift) & 0xFF;
  return (colour & (mask << 16 | mask << 8 | mask)) + 1;
}

static guint slot_of(const palette *p, guint32 key)
{
  guint slot = (key * 2654435761u) >> 22; /* Knuth's multiplicative hash, to 10 bits */
  while (p->keys[slot] && p->keys[slot] != key)
    slot = (slot + 1) % SLOTS;
  return slot;
}

/* False when there is no room for another colour. */
static bool add(palette *p, guint32 colour)
{
  guint32 key = key_of(colour, p->shift);
  guint slot = slot_of(p, key);
  if (p->keys[slot])
    return true;
  if (p->count == MOST_COLOURS)
    return false;
  p->keys[slot] = key;
  p->indices[slot] = (guchar)p->count;
  p->colours[p->count++] = colour;
  return true;
}

static bool gather(palette *p, const pixels *picture, int shift)
{
  memset(p, 0, sizeof *p);
  p->shift = shift;
  for (int y = 0; y < picture->height; y++) {
    const guint32 *row = row_of(picture, y);
    for (int x = 0; x < picture->width; x++)
      if ((x == 0 || row[x] != row[x - 1]) && !add(p, row[x]))
        return false;
  }
  return true;
}

static GBytes *encode(png_image *image, const void *rows, const void *colours)
{
  png_alloc_size_t size = 0;
  if (!png_image_write_to_memory(image, NULL, &size, 0, rows, 0, colours))
    return NULL;
  guchar *bytes = g_malloc(size);
  if (png_image_write_to_memory(image, bytes, &size, 0, rows, 0, colours))
    return g_bytes_new_take(bytes, size);
  g_free(bytes);
  return NULL;
}

static void put_rgb(guchar *to, guint32 colour)
{
  to[0] = (guchar)(colour >> 16);
  to[1] = (guchar)(colour >> 8);
  to[2] = (guchar)colour;
}

static GBytes *with_palette(png_image *image, const palette *p, const pixels *picture)
{
  g_autofree guchar *rows = g_malloc((gsize)picture->width * (gsize)picture->height);
  guchar *at = rows;
  guchar colours[MOST_COLOURS][3];
  for (guint i = 0; i < p->count; i++)
    put_rgb(colours[i], p->colours[i]);
  for (int y = 0; y < picture->height; y++) {
    const guint32 *row = row_of(picture, y);
    for (int x = 0; x < picture->width; x++, at++)
      *at = x && row[x] == row[x - 1] ? at[-1] : p->indices[slot_of(p, key_of(row[x], p->shift))];
  }
  image->format = PNG_FORMAT_RGB_COLORMAP;
  image->colormap_entries = p->count;
  return encode(image, rows, colours);
}

static GBytes *with_all_colours(png_image *image, const pixels *picture)
{
  g_autofree guchar *rows = g_malloc((gsize)picture->width * (gsize)picture->height * 3);
  guchar *at = rows;
  for (int y = 0; y < picture->height; y++) {
    const guint32 *row = row_of(picture, y);
    for (int x = 0; x < picture->width; x++, at += 3)
      put_rgb(at, row[x]);
  }
  image->format = PNG_FORMAT_RGB;
  return encode(image, rows, NULL);
}

GBytes *brv_png_of_surface(cairo_surface_t *surface)
{
  cairo_surface_flush(surface);
  pixels picture = {cairo_image_surface_get_data(surface), cairo_image_surface_get_width(surface),
                    cairo_image_surface_get_height(surface),
                    cairo_image_surface_get_stride(surface)};
  if (!picture.data || picture.width <= 0 || picture.height <= 0)
    return NULL;
  png_image image = {.version = PNG_IMAGE_VERSION,
                     .width = (png_uint_32)picture.width,
                     .height = (png_uint_32)picture.height};
  g_autofree palette *p = g_new(palette, 1);
  for (int shift = 0; shift <= MOST_SHIFT; shift++)
    if (gather(p, &picture, shift))
      return with_palette(&image, p, &picture);
  return with_all_colours(&image, &picture);
}
