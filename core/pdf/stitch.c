#include "pdf/stitch.h"

#include <libdeflate.h>
#include <string.h>
#include <zlib.h>

enum {
  ROOM = 4096,                  /* bytes, of which zlib is offered some at a time */
  WINDOW = 2 * 32 * 1024 - 262, /* bytes before zlib moves what it remembers, a fifth of its time;
                                   after a full flush it begins anew */
};

struct brv_stitch {
  GByteArray *out;
  z_stream packer;
  gsize open;          /* bytes that were put since it was flushed */
  guint32 sum;         /* Adler-32 of what was put */
  guint32 bits, count; /* that wait for a byte to be full */
};

/* --- bits, the lowest first; every part begins with a byte --- */

static void put(brv_stitch *s, guint32 value, guint32 count)
{
  s->bits |= value << s->count;
  for (s->count += count; s->count >= 8; s->count -= 8, s->bits >>= 8)
    g_byte_array_append(s->out, &(guint8){(guint8)s->bits}, 1);
}

static void put_zero_bits(brv_stitch *s, gsize count)
{
  guint start = s->out->len;
  gsize bytes = (s->count + count) / 8;
  s->count = (guint32)((s->count + count) % 8);
  if (bytes == 0)
    return;
  g_byte_array_set_size(s->out, start + (guint)bytes);
  memset(s->out->data + start, 0, bytes);
  s->out->data[start] = (guint8)s->bits;
  s->bits = 0;
}

/* Behind a block that leaves so many bits of the last byte free: an empty one that is stored, which
 * ends with a byte. */
static void fill_byte(brv_stitch *s, guint free_bits)
{
  enum { HEAD = 3 };
  static const guint8 more = 0, length[] = {0x00, 0x00, 0xff, 0xff};
  if (free_bits < HEAD)
    g_byte_array_append(s->out, &more, 1);
  g_byte_array_append(s->out, length, sizeof length);
}

/* Runs alone take half the time of all that comes again, for a tenth more room. */
brv_stitch *brv_stitch_new(void)
{
  enum { MEMORY = 8 };
  static const guint8 head[] = {0x78, 0x01};
  brv_stitch *s = g_new0(brv_stitch, 1);
  s->out = g_byte_array_new();
  s->sum = 1;
  if (deflateInit2(&s->packer, 1, Z_DEFLATED, -MAX_WBITS, MEMORY, Z_RLE) != Z_OK)
    g_error("zlib cannot start");
  g_byte_array_append(s->out, head, sizeof head);
  return s;
}

/* --- bytes --- */

/* Lets zlib write what it has, until it wants no more room. */
static void pack(brv_stitch *s, int flush)
{
  GByteArray *out = s->out;
  do {
    guint start = out->len;
    g_byte_array_set_size(out, start + ROOM);
    s->packer.next_out = out->data + start;
    s->packer.avail_out = ROOM;
    if (deflate(&s->packer, flush) == Z_STREAM_ERROR)
      g_error("zlib cannot pack a picture");
    g_byte_array_set_size(out, start + ROOM - s->packer.avail_out);
  } while (!s->packer.avail_out);
}

/* A full flush says that nothing after it refers to what was before, which lies elsewhere in the
 * stream. It ends with an empty block, which is stored, and so with a byte. */
static void end_bytes(brv_stitch *s)
{
  if (s->open > 0)
    pack(s, Z_FULL_FLUSH);
  s->open = 0;
}

void brv_stitch_bytes(brv_stitch *s, const void *bytes, gsize length)
{
  if (s->open + length > WINDOW)
    end_bytes(s);
  s->packer.next_in = (Bytef *)bytes;
  s->packer.avail_in = (uInt)length;
  s->open += length;
  s->sum = libdeflate_adler32(s->sum, bytes, length);
  pack(s, Z_NO_FLUSH);
}

/* --- zeros --- */

/* A block with codes of its own (RFC 1951, 3.2.7). Of letters and lengths it knows three: 258 bytes
 * more (symbol 285), `0`; a zero, `10`; the end of the block (256), `11`. Of distances it knows one
 * byte, `0`, and another, so that the code is whole. What tells their lengths has, in the
 * standard's odd order, for 18, so many zeros, `0`; for 1, `10`; for 2, `11`. */
static void put_codes(brv_stitch *s)
{
  static const struct {
    guint8 value, count;
  } HEAD[] = {{4, 3},                                       /* not the last; codes of its own */
              {29, 5}, {1, 5}, {14, 4},                     /* 286, 2 and 18 codes */
              {0, 6},  {1, 3}, {0, 18},  {0, 18}, {2, 3},   /* 18: 1 bit; 2: 2 bits */
              {0, 3},  {2, 3},                              /* 1: 2 bits */
              {3, 2},  {0, 1}, {127, 7}, {0, 1},  {106, 7}, /* a zero: 2; 138 and 117 not used */
              {3, 2},  {0, 1}, {17, 7},  {1, 2},            /* the end: 2; 28 not used; 258: 1 */
              {1, 2},  {1, 2}};                             /* distances: 1 each */
  for (gsize i = 0; i < G_N_ELEMENTS(HEAD); i++)
    put(s, HEAD[i].value, HEAD[i].count);
}

void brv_stitch_zeros(brv_stitch *s, gsize length)
{
  enum { MOST = 258, ZERO = 1, END = 3, BITS = 2, PRIME = 65521 };
  if (length == 0)
    return;
  end_bytes(s);
  put_codes(s);
  put(s, ZERO, BITS);
  put_zero_bits(s, (length - 1) / MOST * BITS);
  for (gsize i = 0; i < (length - 1) % MOST; i++)
    put(s, ZERO, BITS);
  put(s, END, BITS);
  guint free_bits = s->count ? 8 - s->count : 0;
  put(s, 0, free_bits);
  fill_byte(s, free_bits);
  guint32 low = s->sum & 0xffff, high = s->sum >> 16;
  s->sum = (guint32)((high + length % PRIME * low) % PRIME) << 16 | low;
}

GByteArray *brv_stitch_finish(brv_stitch *s)
{
  static const guint8 last[] = {0x03, 0x00}; /* an empty block with the standard's codes */
  const guint32 sum = GUINT32_TO_BE(s->sum);
  GByteArray *out = s->out;
  end_bytes(s);
  g_byte_array_append(out, last, sizeof last);
  g_byte_array_append(out, (const guint8 *)&sum, sizeof sum);
  deflateEnd(&s->packer);
  g_free(s);
  return out;
}
