#include "pdf/palette.h"

#include <libdeflate.h>
#include <png.h>
#include <stdbool.h>
#include <string.h>

enum {
  MOST_COLOURS = 256,
  MOST_SHIFT = 3,    /* bits of a channel that may be given up */
  SLOTS = 1024,      /* of the table below; a power of two, well above MOST_COLOURS */
  PACKING_LEVEL = 6, /* of libdeflate's 12 */
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

/* Most of a page is white. */
static bool is_as_above(const pixels *p, int y)
{
  return y > 0 && memcmp(row_of(p, y), row_of(p, y - 1), sizeof(guint32) * (gsize)p->width) == 0;
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
    int width = is_as_above(picture, y) ? 0 : picture->width;
    for (int x = 0; x < width; x++)
      if ((x == 0 || row[x] != row[x - 1]) && !add(p, row[x]))
        return false;
  }
  return true;
}

/* Into room for the largest file there can be: to ask how large it will be takes as long as to
 * write it. */
static GBytes *encode(png_image *image, const void *rows)
{
  png_alloc_size_t size = PNG_IMAGE_PNG_SIZE_MAX(*image);
  guchar *bytes = g_malloc(size);
  if (png_image_write_to_memory(image, bytes, &size, 0, rows, 0, NULL))
    return g_bytes_new_take(g_realloc(bytes, size), size);
  g_free(bytes);
  return NULL;
}

static void put_rgb(guchar *to, guint32 colour)
{
  to[0] = (guchar)(colour >> 16);
  to[1] = (guchar)(colour >> 8);
  to[2] = (guchar)colour;
}

static void append(png_structp png, png_bytep bytes, png_size_t length)
{
  g_byte_array_append(png_get_io_ptr(png), bytes, (guint)length);
}

/* The rows, packed: an unfiltered byte a pixel, which suits indices (PNG, third edition, 12.7). */
static GByteArray *pack(const guchar *rows, gsize length)
{
  struct libdeflate_compressor *packer = libdeflate_alloc_compressor(PACKING_LEVEL);
  GByteArray *packed = g_byte_array_new();
  g_byte_array_set_size(packed, (guint)libdeflate_zlib_compress_bound(packer, length));
  length = libdeflate_zlib_compress(packer, rows, length, packed->data, packed->len);
  g_byte_array_set_size(packed, (guint)length);
  libdeflate_free_compressor(packer);
  return packed;
}

/* Chunk by chunk, so that libdeflate packs: zlib takes five times as long. */
static GBytes *write_chunks(const palette *p, const pixels *picture, const guchar *rows,
                            gsize length)
{
  enum { DEPTH = 8, INDEXED = 3 };
  const guint32 size[] = {GUINT32_TO_BE((guint32)picture->width),
                          GUINT32_TO_BE((guint32)picture->height)};
  const guchar form[] = {DEPTH, INDEXED, 0, 0, 0};
  guchar head[sizeof size + sizeof form], colours[MOST_COLOURS][3];
  memcpy(head, size, sizeof size);
  memcpy(head + sizeof size, form, sizeof form);
  for (guint i = 0; i < p->count; i++)
    put_rgb(colours[i], p->colours[i]);
  GByteArray *out = g_byte_array_new();
  g_autoptr(GByteArray) packed = pack(rows, length);
  png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
  png_set_write_fn(png, out, append, NULL);
  png_write_sig(png);
  png_write_chunk(png, (png_const_bytep) "IHDR", head, sizeof head);
  png_write_chunk(png, (png_const_bytep) "PLTE", colours[0], 3 * p->count);
  png_write_chunk(png, (png_const_bytep) "IDAT", packed->data, packed->len);
  png_write_chunk(png, (png_const_bytep) "IEND", NULL, 0);
  png_destroy_write_struct(&png, NULL);
  return g_byte_array_free_to_bytes(out);
}

static GBytes *with_palette(const palette *p, const pixels *picture)
{
  gsize length = (gsize)(picture->width + 1) * (gsize)picture->height;
  g_autofree guchar *rows = g_malloc(length);
  guchar *at = rows;
  for (int y = 0; y < picture->height; y++) {
    const guint32 *row = row_of(picture, y);
    *at++ = 0; /* no filter */
    if (is_as_above(picture, y)) {
      at = mempcpy(at, at - picture->width - 1, (gsize)picture->width);
      continue;
    }
    for (int x = 0; x < picture->width; x++, at++)
      *at = x && row[x] == row[x - 1] ? at[-1] : p->indices[slot_of(p, key_of(row[x], p->shift))];
  }
  return write_chunks(p, picture, rows, length);
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
  return encode(image, rows);
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
      return with_palette(p, &picture);
  return with_all_colours(&image, &picture);
}
