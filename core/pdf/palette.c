#include "pdf/palette.h"

#include <png.h>
#include <stdbool.h>
#include <string.h>

#include "pdf/stitch.h"

enum {
  MOST_COLOURS = 256,
  MOST_SHIFT = 3,   /* bits of a channel that may be given up */
  SLOTS = 1024,     /* of the table below; a power of two, well above MOST_COLOURS */
  LEAST_BLANK = 16, /* so many rows of paper are not looked at one by one: they cost a block each */
};

static const guint32 WHITE = 0xFFFFFF;

typedef struct {
  guint32 colour; /* 0xRRGGBB */
  guint32 length; /* pixels */
} run;

struct brv_picture {
  int width, height;
  GArray *runs; /* of run: those of a row, then those of the next that is not as that above it */
  GArray *rows; /* of guint: where in `runs` each row begins */
};

/* Colours that differ only in bits that are given up are one: the one that came first, so that
 * paper and ink, which cover most, stay as they are. */
typedef struct {
  int shift;
  guint count;
  guint32 colours[MOST_COLOURS];
  guint32 keys[SLOTS]; /* of colours, plus 1; 0: free */
  guchar indices[SLOTS];
} palette;

/* --- rows to runs --- */

brv_picture *brv_picture_new(int width, int height)
{
  brv_picture *picture = g_new0(brv_picture, 1);
  picture->width = width;
  picture->height = height;
  picture->runs = g_array_new(FALSE, FALSE, sizeof(run));
  picture->rows = g_array_sized_new(FALSE, FALSE, sizeof(guint), (guint)height);
  return picture;
}

void brv_picture_free(brv_picture *picture)
{
  if (!picture)
    return;
  g_array_unref(picture->runs);
  g_array_unref(picture->rows);
  g_free(picture);
}

/* The first pixel from `x` on, before `end`, that is not as the one before it: two at a time, as
 * long as they are. */
static int go_on(const guint32 *row, int x, int end)
{
  guint64 two, before;
  for (; x + 2 <= end; x += 2) {
    memcpy(&two, row + x, sizeof two);
    memcpy(&before, row + x - 1, sizeof before);
    if (two != before)
      break;
  }
  while (x < end && row[x] == row[x - 1])
    x++;
  return x;
}

/* The end of the run that begins at `x`; of a long one many are looked at together. */
static int end_of_run(const guint32 *row, int x, int width)
{
  enum { LONG = 32, MANY = 64 };
  int soon = MIN(x + LONG, width), end = go_on(row, x + 1, soon);
  if (end < soon)
    return end;
  while (end + MANY <= width && memcmp(row + end, row + end - 1, MANY * sizeof *row) == 0)
    end += MANY;
  return go_on(row, end, width);
}

static void add_row(brv_picture *picture, const guint32 *row)
{
  guint count = picture->runs->len;
  g_array_append_val(picture->rows, count);
  g_array_set_size(picture->runs, count + (guint)picture->width);
  run *runs = (run *)(void *)picture->runs->data;
  for (int x = 0, end; x < picture->width; x = end) {
    end = end_of_run(row, x, picture->width);
    runs[count++] = (run){row[x] & 0xFFFFFF, (guint32)(end - x)};
  }
  g_array_set_size(picture->runs, count);
}

static void add_same_row(brv_picture *picture)
{
  guint last = g_array_index(picture->rows, guint, picture->rows->len - 1);
  g_array_append_val(picture->rows, last);
}

void brv_picture_add(brv_picture *picture, cairo_surface_t *surface)
{
  cairo_surface_flush(surface);
  const guchar *data = cairo_image_surface_get_data(surface);
  gsize stride = (gsize)cairo_image_surface_get_stride(surface);
  const guint32 *above = NULL;
  for (int y = 0; y < cairo_image_surface_get_height(surface); y++) {
    const guint32 *row = (const guint32 *)(const void *)(data + (gsize)y * stride);
    if (above && memcmp(row, above, sizeof *row * (gsize)picture->width) == 0)
      add_same_row(picture);
    else
      add_row(picture, row);
    above = row;
  }
}

void brv_picture_add_white(brv_picture *picture, int rows)
{
  for (int i = 0; i < rows; i++) {
    if (i) {
      add_same_row(picture);
      continue;
    }
    g_array_append_val(picture->rows, picture->runs->len);
    const run r = {WHITE, (guint32)picture->width};
    g_array_append_val(picture->runs, r);
  }
}

/* --- colours --- */

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

static bool gather(palette *p, const brv_picture *picture, int shift)
{
  memset(p, 0, sizeof *p);
  p->shift = shift;
  for (guint i = 0; i < picture->runs->len; i++)
    if (!add(p, g_array_index(picture->runs, run, i).colour))
      return false;
  return true;
}

static void put_rgb(guchar *to, guint32 colour)
{
  to[0] = (guchar)(colour >> 16);
  to[1] = (guchar)(colour >> 8);
  to[2] = (guchar)colour;
}

/* --- the file --- */

static void append(png_structp png, png_bytep bytes, png_size_t length)
{
  g_byte_array_append(png_get_io_ptr(png), bytes, (guint)length);
}

static GBytes *write_chunks(const palette *p, const brv_picture *picture, const GByteArray *packed)
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

static const run *runs_of(const brv_picture *picture, guint row)
{
  return &g_array_index(picture->runs, run, g_array_index(picture->rows, guint, row));
}

static guchar index_of(const palette *p, guint32 colour)
{
  return p->indices[slot_of(p, key_of(colour, p->shift))];
}

/* How many rows from here on are all of the first colour, which is paper's. */
static guint blank_rows(const palette *p, const brv_picture *picture, guint from)
{
  guint y = from;
  for (const run *r; y < picture->rows->len; y++) {
    r = runs_of(picture, y);
    if (r->length < (guint32)picture->width || index_of(p, r->colour) != 0)
      break;
  }
  return y - from;
}

/* An index a pixel, unfiltered, which suits indices (PNG, third edition, 12.7). */
static void fill_row(const palette *p, const brv_picture *picture, guint y, guint8 *row)
{
  gsize width = (gsize)picture->width + 1;
  row[0] = 0; /* no filter */
  const run *r = runs_of(picture, y);
  for (gsize x = 1; x < width; x += r++->length)
    memset(row + x, index_of(p, r->colour), r->length);
}

static GByteArray *pack_rows(const palette *p, const brv_picture *picture)
{
  brv_stitch *stitch = brv_stitch_new();
  gsize width = (gsize)picture->width + 1;
  g_autofree guint8 *row = g_malloc(width);
  for (guint y = 0, blank; y < picture->rows->len; y += MAX(blank, 1)) {
    blank = blank_rows(p, picture, y);
    if (blank < LEAST_BLANK)
      blank = 0;
    if (blank) {
      brv_stitch_zeros(stitch, blank * width);
      continue;
    }
    fill_row(p, picture, y, row);
    brv_stitch_bytes(stitch, row, width);
  }
  return brv_stitch_finish(stitch);
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

static GBytes *with_all_colours(const brv_picture *picture)
{
  png_image image = {.version = PNG_IMAGE_VERSION,
                     .width = (png_uint_32)picture->width,
                     .height = (png_uint_32)picture->height,
                     .format = PNG_FORMAT_RGB};
  g_autofree guchar *rows = g_malloc((gsize)picture->width * (gsize)picture->height * 3);
  guchar *at = rows;
  for (guint y = 0; y < picture->rows->len; y++) {
    const run *r = runs_of(picture, y);
    for (int x = 0; x < picture->width; x += (int)r++->length)
      for (guint32 i = 0; i < r->length; i++, at += 3)
        put_rgb(at, r->colour);
  }
  return encode(&image, rows);
}

GBytes *brv_picture_png(const brv_picture *picture)
{
  g_autofree palette *p = g_new(palette, 1);
  for (int shift = 0; shift <= MOST_SHIFT; shift++)
    if (gather(p, picture, shift)) {
      g_autoptr(GByteArray) packed = pack_rows(p, picture);
      return write_chunks(p, picture, packed);
    }
  return with_all_colours(picture);
}
