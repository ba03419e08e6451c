#include "pdf/rows.h"

#include <libdeflate.h>
#include <string.h>

#include "pdf/deflate.h"

/* Places are remembered by the bytes that stand there, where one differs from the byte before it:
 * letters begin there. */
enum { KEY = 4, SLOTS = 2048, PLACES = 4 };

/* A match as long as this is taken without a look whether the next byte has a longer one. */
enum { LONG_ENOUGH = 64 };

/* A match of three bytes from further away than this takes more room than they do. */
enum { FAR = 4096 };

/* The letters change down the page, and with them what codes are good. */
enum { BLOCK = 3000 };

/* Behind `at` bytes are left out of what is looked at: a row over and over, each byte of which is
 * that at the distance before. */
typedef struct {
  gsize at, length, distance;
} gap;

struct brv_rows {
  gsize width;
  guint32 sum;       /* of all bytes, those of gaps too */
  GByteArray *bytes; /* but for gaps */
  GArray *gaps;
  guint32 places[SLOTS][PLACES];   /* plus 1 */
  guint8 next[SLOTS];              /* of its places, which is to be forgotten first */
  brv_deflate_token tokens[BLOCK]; /* of the block that is not written yet */
  guint token_count;
  brv_deflate out;
};

brv_rows *brv_rows_new(gsize width)
{
  brv_rows *rows = g_new0(brv_rows, 1);
  rows->width = width;
  rows->sum = libdeflate_adler32(0, NULL, 0);
  rows->bytes = g_byte_array_new();
  rows->gaps = g_array_new(FALSE, FALSE, sizeof(gap));
  return rows;
}

void brv_rows_free(brv_rows *rows)
{
  if (!rows)
    return;
  g_byte_array_unref(rows->bytes);
  g_array_unref(rows->gaps);
  g_free(rows);
}

/* How many of `most` bytes are the same. */
static gsize same(const guint8 *a, const guint8 *b, gsize most)
{
  gsize n = 0;
  for (guint64 x, y; n + sizeof x <= most; n += sizeof x) {
    memcpy(&x, a + n, sizeof x);
    memcpy(&y, b + n, sizeof y);
    if (x != y)
      return n + (gsize)__builtin_ctzll(GUINT64_FROM_LE(x ^ y)) / 8;
  }
  while (n < most && a[n] == b[n])
    n++;
  return n;
}

/* A gap leaves as much of the row before it as the window holds, so that behind it the bytes at
 * any distance are what they would be without. Near distances take less room. */
void brv_rows_add(brv_rows *rows, const guint8 *row, guint times)
{
  gsize kept = MIN(times, BRV_DEFLATE_WINDOW / rows->width + 1);
  gsize left_out = (times - kept) * rows->width;
  if (left_out < BRV_DEFLATE_MOST || rows->width > BRV_DEFLATE_WINDOW)
    kept = times;
  for (guint i = 0; i < times; i++)
    rows->sum = libdeflate_adler32(rows->sum, row, rows->width);
  for (gsize i = 0; i < kept; i++)
    g_byte_array_append(rows->bytes, row, (guint)rows->width);
  bool plain = same(row + 1, row, rows->width - 1) == rows->width - 1;
  const gap g = {rows->bytes->len, left_out, plain ? 1 : rows->width};
  if (kept < times)
    g_array_append_val(rows->gaps, g);
}

static void end_block(brv_rows *rows, bool last)
{
  brv_deflate_block(&rows->out, rows->tokens, rows->token_count, last);
  rows->token_count = 0;
}

static void add_token(brv_rows *rows, guint length, guint value)
{
  if (rows->token_count == BLOCK)
    end_block(rows, false);
  rows->tokens[rows->token_count++] = (brv_deflate_token){(guint16)length, (guint16)value};
}

static guint slot_of(const guint8 *at)
{
  guint32 key;
  memcpy(&key, at, KEY);
  return (GUINT32_FROM_LE(key) * 2654435761u) >> 21; /* Knuth's multiplicative hash, to 11 bits */
}

/* Remembers the changes from one byte to another. */
static void remember(brv_rows *rows, gsize from, gsize to)
{
  const guint8 *bytes = rows->bytes->data;
  for (gsize i = MAX(from, 1); i < to && i + KEY <= rows->bytes->len; i++) {
    i += same(bytes + i, bytes + i - 1, to - i);
    if (i >= to || i + KEY > rows->bytes->len)
      return;
    guint slot = slot_of(bytes + i);
    rows->places[slot][rows->next[slot]] = (guint32)i + 1;
    rows->next[slot] = (rows->next[slot] + 1) % PLACES;
  }
}

static void try(const brv_rows *rows, gsize at, gsize distance, gsize most, brv_deflate_token *best)
{
  const guint8 *here = rows->bytes->data + at, *there = here - distance;
  if (distance > at || distance > BRV_DEFLATE_WINDOW || best->length >= most ||
      here[best->length] != there[best->length])
    return;
  gsize length = same(here, there, most);
  if (length > best->length)
    *best = (brv_deflate_token){(guint16)length, (guint16)distance};
}

/* The longest match: with the byte before, with the row above, or with what began alike. */
static brv_deflate_token find(const brv_rows *rows, gsize at, gsize end)
{
  brv_deflate_token best = {0};
  gsize most = MIN(end - at, BRV_DEFLATE_MOST);
  try(rows, at, 1, most, &best);
  try(rows, at, rows->width, most, &best);
  guint slot = at + KEY <= end ? slot_of(rows->bytes->data + at) : SLOTS;
  for (guint i = 1; i <= PLACES && slot < SLOTS && best.length < most; i++) {
    guint32 place = rows->places[slot][(rows->next[slot] + PLACES - i) % PLACES];
    if (!place)
      break;
    try(rows, at, at + 1 - place, most, &best);
  }
  bool good =
      best.length > BRV_DEFLATE_LEAST || (best.length == BRV_DEFLATE_LEAST && best.value <= FAR);
  return good ? best : (brv_deflate_token){0};
}

static void pack_until(brv_rows *rows, gsize at, gsize end)
{
  const guint8 *bytes = rows->bytes->data;
  while (at < end) {
    brv_deflate_token match = find(rows, at, end);
    brv_deflate_token later = {0};
    if (match.length && match.length < LONG_ENOUGH && at + 1 < end)
      later = find(rows, at + 1, end);
    bool wait = later.length > match.length;
    guint step = match.length && !wait ? match.length : 1;
    if (step > 1)
      add_token(rows, match.length, match.value);
    else
      add_token(rows, 0, bytes[at]);
    remember(rows, at, at + step);
    at += step;
  }
}

/* No piece of a match may be too short to be one. */
static void pack_gap(brv_rows *rows, const gap *g)
{
  gsize length = g->length;
  while (length) {
    gsize step = MIN(length, BRV_DEFLATE_MOST), left = length - step;
    if (left && left < BRV_DEFLATE_LEAST)
      step -= BRV_DEFLATE_LEAST;
    add_token(rows, (guint)step, (guint)g->distance);
    length -= step;
  }
}

GByteArray *brv_rows_pack(brv_rows *rows)
{
  static const guint8 head[] = {0x78, 0xda}; /* deflate, a window of 32 KiB, packed well */
  GByteArray *out = rows->out.out = g_byte_array_new();
  g_byte_array_append(out, head, sizeof head);
  gsize at = 0;
  for (guint i = 0; i < rows->gaps->len; i++) {
    const gap *g = &g_array_index(rows->gaps, gap, i);
    pack_until(rows, at, g->at);
    pack_gap(rows, g);
    at = g->at;
  }
  pack_until(rows, at, rows->bytes->len);
  end_block(rows, true);
  guint32 sum = GUINT32_TO_BE(rows->sum);
  g_byte_array_append(out, (const guint8 *)&sum, sizeof sum);
  return out;
}
