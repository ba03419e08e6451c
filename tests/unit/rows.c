/* Packed rows, unpacked by libdeflate, are the rows. */
#include <libdeflate.h>
#include <string.h>

#include "pdf/deflate.h"
#include "pdf/rows.h"

typedef struct {
  GByteArray *all; /* what was added, row by row */
  brv_rows *rows;
  gsize width;
} sheet;

static sheet sheet_new(gsize width)
{
  return (sheet){g_byte_array_new(), brv_rows_new(width), width};
}

static void add(sheet *s, const guint8 *row, guint times)
{
  brv_rows_add(s->rows, row, times);
  for (guint i = 0; i < times; i++)
    g_byte_array_append(s->all, row, (guint)s->width);
}

/* The size of what was packed. */
static gsize finish(sheet *s)
{
  g_autoptr(GByteArray) packed = brv_rows_pack(s->rows);
  g_autofree guint8 *out = g_malloc(s->all->len + 1);
  struct libdeflate_decompressor *unpacker = libdeflate_alloc_decompressor();
  gsize length;
  g_assert_cmpint(libdeflate_zlib_decompress(unpacker, packed->data, packed->len, out,
                                             s->all->len + 1, &length),
                  ==, LIBDEFLATE_SUCCESS);
  libdeflate_free_decompressor(unpacker);
  g_assert_cmpmem(out, length, s->all->data, s->all->len);
  brv_rows_free(s->rows);
  g_byte_array_unref(s->all);
  return packed->len;
}

static void test_paper(void)
{
  static const guint8 row[1601];
  sheet s = sheet_new(sizeof row);
  add(&s, row, 2400);
  g_assert_cmpuint(finish(&s), <, 5000);
}

/* What is behind rows left out matches with what is before them. */
static void test_gaps(void)
{
  guint8 letters[1601], ruled[1601] = {0};
  for (guint i = 0; i < sizeof letters; i++)
    letters[i] = (guint8)(i * i / 7);
  ruled[700] = 1;
  sheet s = sheet_new(sizeof letters);
  for (guint i = 0; i < 3; i++) {
    add(&s, letters, 1);
    add(&s, ruled, 18 + i * 400);
    add(&s, letters, 40);
  }
  g_assert_cmpuint(finish(&s), <, 16000);
}

static void fill(GRand *random, guint8 *row, gsize width)
{
  int longest = g_rand_int_range(random, 1, 300), colours = g_rand_int_range(random, 1, 256);
  for (gsize x = 0; x < width;) {
    gsize length = (gsize)g_rand_int_range(random, 0, longest) + 1;
    length = MIN(length, width - x);
    memset(row + x, g_rand_int_range(random, 0, colours), length);
    x += length;
  }
}

static void test_random(void)
{
  static const gsize widths[] = {1, 2, 3, 5, 17, 258, 259, 1601, 32767, 32768, 32769, 50000};
  g_autoptr(GRand) random = g_rand_new_with_seed(7);
  for (guint i = 0; i < 120; i++) {
    gsize width = widths[i % G_N_ELEMENTS(widths)];
    g_autofree guint8 *row = g_malloc0(width);
    sheet s = sheet_new(width);
    guint most = (guint)(400000 / width) + 1;
    for (guint k = g_rand_int_range(random, 0, 30); k > 0; k--) {
      fill(random, row, g_rand_boolean(random) ? width : MIN(width, 40));
      add(&s, row, (guint)g_rand_int_range(random, 1, g_rand_boolean(random) ? 3 : (int)most + 1));
    }
    finish(&s);
  }
}

/* Codes as unequal as can be, which would be 24 bits long. */
static void test_deep(void)
{
  enum { BYTES = 25 };
  g_autoptr(GArray) tokens = g_array_new(FALSE, FALSE, sizeof(brv_deflate_token));
  g_autoptr(GByteArray) said = g_byte_array_new();
  guint count = 1, before = 0;
  for (guint8 byte = 0; byte < BYTES; byte++) {
    for (guint i = 0; i < count; i++) {
      const brv_deflate_token token = {0, byte};
      g_array_append_val(tokens, token);
      g_byte_array_append(said, &byte, 1);
    }
    guint sum = count + before;
    before = count;
    count = sum;
  }
  brv_deflate to = {.out = g_byte_array_new()};
  brv_deflate_block(&to, (const brv_deflate_token *)(void *)tokens->data, tokens->len, true);
  g_autofree guint8 *out = g_malloc(said->len);
  struct libdeflate_decompressor *unpacker = libdeflate_alloc_decompressor();
  g_assert_cmpint(
      libdeflate_deflate_decompress(unpacker, to.out->data, to.out->len, out, said->len, NULL), ==,
      LIBDEFLATE_SUCCESS);
  libdeflate_free_decompressor(unpacker);
  g_assert_cmpmem(out, said->len, said->data, said->len);
  g_byte_array_unref(to.out);
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/rows/paper", test_paper);
  g_test_add_func("/rows/gaps", test_gaps);
  g_test_add_func("/rows/random", test_random);
  g_test_add_func("/rows/deep", test_deep);
  return g_test_run();
}
