/* Streams that are put together of packed bytes and of zeros are what zlib reads. */
#include "pdf/stitch.h"

#include <stdbool.h>
#include <string.h>
#include <zlib.h>

enum { STREAMS = 300, PARTS = 8, MOST = 200000 };

/* A stream and what it should say. */
typedef struct {
  brv_stitch *stitch;
  GByteArray *said;
} both;

static both both_new(void)
{
  return (both){brv_stitch_new(), g_byte_array_new()};
}

static void put_bytes(both *b, const guint8 *bytes, guint length)
{
  brv_stitch_bytes(b->stitch, bytes, length);
  g_byte_array_append(b->said, bytes, length);
}

static void put_zeros(both *b, guint length)
{
  guint before = b->said->len;
  brv_stitch_zeros(b->stitch, length);
  g_byte_array_set_size(b->said, before + length);
  if (length)
    memset(b->said->data + before, 0, length);
}

static guint check(both *b)
{
  g_autoptr(GByteArray) packed = brv_stitch_finish(b->stitch);
  uLongf length = b->said->len + 1;
  g_autofree guint8 *read = g_malloc(length);
  g_assert_cmpint(uncompress(read, &length, packed->data, packed->len), ==, Z_OK);
  g_assert_cmpmem(read, length, b->said->data, b->said->len);
  g_byte_array_unref(b->said);
  return packed->len;
}

/* Noise, which zlib stores; two letters; runs, as pictures have them. */
static guint8 *random_bytes(GRand *random, guint length)
{
  guint8 *bytes = g_malloc(length + 1), value = 0;
  gint32 kind = g_rand_int_range(random, 0, 3);
  for (guint i = 0; i < length; i++) {
    bool other = kind != 2 || g_rand_int_range(random, 0, 30) == 0;
    value = other ? (guint8)g_rand_int_range(random, 0, kind == 1 ? 2 : 256) : value;
    bytes[i] = value;
  }
  return bytes;
}

static void test_random(void)
{
  GRand *random = g_rand_new_with_seed(11);
  for (int i = 0; i < STREAMS; i++) {
    both b = both_new();
    for (gint32 parts = g_rand_int_range(random, 0, PARTS); parts > 0; parts--) {
      guint length = (guint)g_rand_int_range(random, 0, i % 3 ? 600 : MOST);
      g_autofree guint8 *bytes = random_bytes(random, length);
      if (g_rand_boolean(random))
        put_bytes(&b, bytes, length);
      else
        put_zeros(&b, length);
    }
    check(&b);
  }
  g_rand_free(random);
}

/* Every number of zeros around what one match can have, wherever the part before left off. */
static void test_zeros(void)
{
  for (guint length = 0; length < 1100; length++) {
    both b = both_new();
    guint8 before[] = {1, 2, 3, 4, 5, 6, 7, 8};
    put_bytes(&b, before, length % 8);
    put_zeros(&b, length);
    put_bytes(&b, before, 1);
    check(&b);
  }
}

/* A picture's paper takes no room. */
static void test_small(void)
{
  both b = both_new();
  put_zeros(&b, 1601 * 2400);
  g_assert_cmpuint(check(&b), <, 4000);
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/stitch/random", test_random);
  g_test_add_func("/stitch/zeros", test_zeros);
  g_test_add_func("/stitch/small", test_small);
  return g_test_run();
}
