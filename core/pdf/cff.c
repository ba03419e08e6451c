#include "pdf/cff.h"

enum { OP_CHARSET = 15, OP_ROS = 12 << 8 | 30, PREDEFINED_CHARSETS = 2 };

guint brv_cff_number(brv_cff *r, guint bytes)
{
  guint value = 0;
  for (guint i = 0; i < bytes; i++) {
    r->bad |= r->at >= r->length;
    value = value << 8 | (r->bad ? 0 : r->bytes[r->at]);
    r->at++;
  }
  return value;
}

void brv_cff_skip_index(brv_cff *r, gsize *first, gsize *end)
{
  guint count = brv_cff_number(r, 2);
  if (count == 0)
    return;
  guint size = brv_cff_number(r, 1);
  gsize offsets = r->at, data = offsets + (gsize)(count + 1) * size - 1;
  *first = data + brv_cff_number(r, size);
  *end = data + brv_cff_number(r, size);
  r->at = offsets + (gsize)count * size;
  r->at = data + brv_cff_number(r, size);
}

/* A real number (4): nibbles up to one that ends it. */
static void skip_real(brv_cff *r)
{
  for (guint byte = 0; !r->bad && (byte >> 4) != 15 && (byte & 15) != 15;)
    byte = brv_cff_number(r, 1);
}

gint32 brv_cff_operand(brv_cff *r, guint first)
{
  if (first == 28)
    return (gint16)brv_cff_number(r, 2);
  if (first == 29)
    return (gint32)brv_cff_number(r, 4);
  if (first == 30) {
    skip_real(r);
    return 0;
  }
  if (first < 247)
    return (gint32)first - 139;
  gint32 low = (gint32)brv_cff_number(r, 1);
  return first < 251 ? ((gint32)first - 247) * 256 + low + 108
                     : -((gint32)first - 251) * 256 - low - 108;
}

guint brv_cff_operator(brv_cff *r, guint first)
{
  return first == 12 ? 12 << 8 | brv_cff_number(r, 1) : first;
}

/* What the top dictionary says: whether characters have numbers of their own, and where. */
static void read_top(brv_cff *r, gsize end, bool *apart, gsize *charset)
{
  gint32 last = 0;
  while (r->at < end && !r->bad) {
    guint first = brv_cff_number(r, 1);
    if (first > 21) {
      last = brv_cff_operand(r, first);
      continue;
    }
    guint op = brv_cff_operator(r, first);
    *apart |= op == OP_ROS;
    if (op == OP_CHARSET)
      *charset = (gsize)MAX(last, 0);
  }
}

/* A charset (13): each glyph's number but the first one's, one by one or in ranges. */
static void read_charset(brv_cff *r, guint16 *characters, guint glyphs)
{
  guint format = brv_cff_number(r, 1);
  for (guint glyph = 1; glyph < glyphs && !r->bad;) {
    guint first = brv_cff_number(r, 2),
          more = format == 0 ? 0 : brv_cff_number(r, format == 1 ? 1 : 2);
    for (guint i = 0; i <= more && glyph < glyphs; i++)
      characters[glyph++] = (guint16)(first + i);
  }
}

guint16 *brv_cff_characters(const guint8 *bytes, gsize length, guint glyphs)
{
  brv_cff r = {bytes, length, 2, false};
  gsize first = 0, end = 0, charset = 0;
  bool apart = false;
  r.at = brv_cff_number(&r, 1);
  brv_cff_skip_index(&r, &first, &end);
  brv_cff_skip_index(&r, &first, &end);
  r.at = first;
  read_top(&r, end, &apart, &charset);
  if (!apart || charset <= PREDEFINED_CHARSETS)
    return NULL;
  guint16 *characters = g_new0(guint16, glyphs);
  r.at = charset;
  read_charset(&r, characters, glyphs);
  if (r.bad)
    g_clear_pointer(&characters, g_free);
  return characters;
}
