#include "document/wire.h"

#include <math.h>
#include <string.h>

#include "base/letters.h"

/* No text: a length that none has. */
static const guint32 no_text = G_MAXUINT32;

/* --- writing --- */

static void put(brv_wire_writer *w, const void *bytes, gsize length)
{
  g_byte_array_append(w->out, bytes, (guint)length);
}

enum { COUNT_SIZE = 5 }; /* bytes that a count takes at most */

static guint8 *write_count(guint8 *at, guint32 count)
{
  for (; count >= 0x80; count >>= 7)
    *at++ = (guint8)(count | 0x80);
  *at++ = (guint8)count;
  return at;
}

void brv_wire_put_count(brv_wire_writer *w, guint32 count)
{
  guint8 bytes[COUNT_SIZE];
  put(w, bytes, (gsize)(write_count(bytes, count) - bytes));
}

void brv_wire_put_number(brv_wire_writer *w, double number)
{
  put(w, &number, sizeof number);
}

void brv_wire_put_text(brv_wire_writer *w, const char *text)
{
  gsize length = text ? strlen(text) : no_text;
  brv_wire_put_count(w, (guint32)length);
  if (text)
    put(w, text, length + 1);
}

void brv_wire_put_bytes(brv_wire_writer *w, GBytes *bytes)
{
  gsize length = bytes ? g_bytes_get_size(bytes) : no_text;
  brv_wire_put_count(w, (guint32)length);
  if (bytes)
    put(w, g_bytes_get_data(bytes, NULL), length);
}

void brv_wire_put_block(brv_wire_writer *w, const void *bytes, gsize length)
{
  put(w, bytes, length);
}

/* Most places are in the source that the one before was in. */
static guint8 *write_place(brv_wire_writer *w, guint8 *at, brv_place place)
{
  guint32 number = w->number;
  if (!number || place.source != w->source) {
    place = brv_wire_known_place(w->names, place);
    number = brv_wire_number(w->names, place.source);
    w->source = place.source;
    w->number = number;
  }
  at = write_count(at, number);
  at = write_count(at, place.offset);
  return write_count(at, place.length);
}

void brv_wire_put_place(brv_wire_writer *w, brv_place place)
{
  guint8 bytes[3 * COUNT_SIZE];
  put(w, bytes, (gsize)(write_place(w, bytes, place) - bytes));
}

guint brv_wire_begin(brv_wire_writer *w)
{
  guint32 length = 0;
  put(w, &length, sizeof length);
  return w->out->len;
}

void brv_wire_end(brv_wire_writer *w, guint begun)
{
  guint32 length = w->out->len - begun;
  memcpy(w->out->data + begun - sizeof length, &length, sizeof length);
}

/* --- reading --- */

static void unref_bytes(void *bytes)
{
  g_bytes_unref(bytes);
}

brv_wire_reader brv_wire_read_bytes(brv_arena *arena, const brv_wire_names *names, GBytes *bytes)
{
  gsize length;
  brv_arena_own(arena, bytes, unref_bytes);
  const char *start = g_bytes_get_data(bytes, &length);
  return (brv_wire_reader){.at = start,
                           .end = start ? start + length : start,
                           .all = bytes,
                           .arena = arena,
                           .names = names};
}

brv_wire_reader brv_wire_read(brv_arena *arena, const brv_wire_names *names, GByteArray *bytes)
{
  return brv_wire_read_bytes(arena, names, g_byte_array_free_to_bytes(bytes));
}

bool brv_wire_is_done(const brv_wire_reader *r)
{
  return !r->bad && r->at == r->end;
}

static gsize left(const brv_wire_reader *r)
{
  return r->bad ? 0 : (gsize)(r->end - r->at);
}

bool brv_wire_has(brv_wire_reader *r, gsize bytes)
{
  r->bad = r->bad || left(r) < bytes;
  return !r->bad;
}

static void take(brv_wire_reader *r, void *bytes, gsize length)
{
  memset(bytes, 0, length);
  if (!brv_wire_has(r, length))
    return;
  memcpy(bytes, r->at, length);
  r->at += length;
}

/* One of more than a byte. */
static guint64 take_long_count(brv_wire_reader *r)
{
  guint64 count = 0;
  for (guint shift = 0; shift < 7 * COUNT_SIZE && brv_wire_has(r, 1); shift += 7) {
    guint8 byte = (guint8)*r->at++;
    count |= (guint64)(byte & 0x7f) << shift;
    if (byte < 0x80)
      return count;
  }
  return G_MAXUINT64;
}

guint32 brv_wire_take_count(brv_wire_reader *r, guint32 most)
{
  bool is_short = !r->bad && r->at < r->end && (guint8)*r->at < 0x80;
  guint64 count = is_short ? (guint8)*r->at++ : take_long_count(r);
  r->bad = r->bad || count > most;
  return r->bad ? 0 : (guint32)count;
}

guint32 brv_wire_take_measure(brv_wire_reader *r)
{
  guint32 length;
  take(r, &length, sizeof length);
  return brv_wire_has(r, length) ? length : 0;
}

guint32 brv_wire_take_length(brv_wire_reader *r)
{
  guint32 length = brv_wire_take_count(r, G_MAXUINT32);
  return brv_wire_has(r, length) ? length : 0;
}

double brv_wire_take_number(brv_wire_reader *r, double least, double most)
{
  double number;
  take(r, &number, sizeof number);
  r->bad = r->bad || !(number >= least && number <= most);
  return r->bad ? 0 : number;
}

const char *brv_wire_take_text(brv_wire_reader *r)
{
  guint32 length = brv_wire_take_count(r, G_MAXUINT32);
  if (r->bad || length == no_text)
    return NULL;
  const char *text = r->at;
  r->bad = left(r) <= length || text[length] || !brv_is_text(text, length);
  if (r->bad)
    return NULL;
  r->at += (gsize)length + 1;
  return text;
}

GBytes *brv_wire_take_bytes(brv_wire_reader *r)
{
  guint32 length = brv_wire_take_count(r, G_MAXUINT32);
  if (r->bad || length == no_text || !brv_wire_has(r, length))
    return NULL;
  const char *start = r->all ? g_bytes_get_data(r->all, NULL) : NULL;
  GBytes *bytes = r->all ? g_bytes_new_from_bytes(r->all, (gsize)(r->at - start), length)
                         : g_bytes_new(r->at, length);
  r->at += length;
  return bytes;
}

const void *brv_wire_take_block(brv_wire_reader *r, gsize length)
{
  if (!brv_wire_has(r, length))
    return NULL;
  const char *block = r->at;
  r->at += length;
  return block;
}

brv_place brv_wire_take_place(brv_wire_reader *r)
{
  guint32 number = brv_wire_take_count(r, G_MAXUINT32);
  guint32 offset = brv_wire_take_count(r, G_MAXUINT32);
  guint32 length = brv_wire_take_count(r, G_MAXUINT32);
  const brv_source *source = brv_wire_source(r->names, number);
  r->bad = r->bad || (number && !source);
  if (!source)
    return BRV_NO_PLACE;
  guint32 whole = (guint32)brv_source_length(source);
  offset = MIN(offset, whole);
  return (brv_place){source, offset, MIN(length, whole - offset)};
}

/* --- structs --- */

static const char *text_at(const void *at)
{
  return *(const char *const *)at;
}

static bool is_set(const brv_wire_field *field, const void *at)
{
  switch (field->type) {
  case BRV_WIRE_TEXT:
  case BRV_WIRE_ASSET:
    return text_at(at) != NULL;
  case BRV_WIRE_INT:
    return *(const int *)at != 0;
  case BRV_WIRE_TRUTH:
    return *(const bool *)at;
  case BRV_WIRE_NUMBER:
    return *(const double *)at != 0;
  case BRV_WIRE_PLACE:
    return ((const brv_place *)at)->source != NULL;
  case BRV_WIRE_END:
    break;
  }
  return false;
}

/* Bytes of fields that are put together before they are appended. */
typedef struct {
  brv_wire_writer *w;
  guint8 *at, bytes[512];
} bundle;

static void append(bundle *b)
{
  put(b->w, b->bytes, (gsize)(b->at - b->bytes));
  b->at = b->bytes;
}

static void make_room(bundle *b, gsize length)
{
  if ((gsize)(b->bytes + sizeof b->bytes - b->at) < length)
    append(b);
}

static void write_text(bundle *b, const char *text)
{
  gsize length = strlen(text);
  b->at = write_count(b->at, (guint32)length++);
  make_room(b, length);
  if (length > sizeof b->bytes) {
    put(b->w, text, length);
    return;
  }
  memcpy(b->at, text, length);
  b->at += length;
}

static void write_field(bundle *b, const brv_wire_field *field, const void *at)
{
  make_room(b, MAX(3 * COUNT_SIZE, sizeof(double)));
  switch (field->type) {
  case BRV_WIRE_TEXT:
    write_text(b, text_at(at));
    return;
  case BRV_WIRE_INT:
    b->at = write_count(b->at, *(const guint32 *)at);
    return;
  case BRV_WIRE_NUMBER:
    memcpy(b->at, at, sizeof(double));
    b->at += sizeof(double);
    return;
  case BRV_WIRE_PLACE:
    b->at = write_place(b->w, b->at, *(const brv_place *)at);
    return;
  case BRV_WIRE_ASSET:
    b->at = write_count(b->at, brv_wire_number(b->w->names, text_at(at)));
    return;
  case BRV_WIRE_TRUTH: /* the mask says it */
  case BRV_WIRE_END:
    return;
  }
}

void brv_wire_put_fields(brv_wire_writer *w, const brv_wire_field *fields, const void *object)
{
  bundle b;
  guint32 mask = 0;
  for (guint i = 0; fields[i].type; i++)
    mask |= (guint32)is_set(&fields[i], (const char *)object + fields[i].offset) << i;
  b.w = w;
  b.at = write_count(b.bytes, mask);
  for (; mask; mask &= mask - 1) {
    const brv_wire_field *field = &fields[__builtin_ctz(mask)];
    write_field(&b, field, (const char *)object + field->offset);
  }
  append(&b);
}

static void take_field(brv_wire_reader *r, const brv_wire_field *field, void *at)
{
  switch (field->type) {
  case BRV_WIRE_TEXT:
    *(const char **)at = brv_wire_take_text(r);
    return;
  case BRV_WIRE_INT:
    *(guint32 *)at = brv_wire_take_count(r, G_MAXUINT32);
    return;
  case BRV_WIRE_TRUTH:
    *(bool *)at = true;
    return;
  case BRV_WIRE_NUMBER:
    *(double *)at = brv_wire_take_number(r, field->least, field->most);
    return;
  case BRV_WIRE_PLACE:
    *(brv_place *)at = brv_wire_take_place(r);
    return;
  case BRV_WIRE_ASSET:
    *(const brv_asset **)at = brv_wire_asset(r->names, brv_wire_take_count(r, G_MAXUINT32));
    return;
  case BRV_WIRE_END:
    return;
  }
}

static bool fits(const brv_wire_field *field, const void *at)
{
  if (field->type == BRV_WIRE_INT)
    return *(const int *)at >= field->least && *(const int *)at <= field->most;
  return !field->required || field->type == BRV_WIRE_NUMBER || text_at(at);
}

void brv_wire_take_fields(brv_wire_reader *r, const brv_wire_field *fields, void *object)
{
  guint32 mask = brv_wire_take_count(r, G_MAXUINT32);
  guint i = 0;
  for (; fields[i].type && !r->bad; i++) {
    void *at = (char *)object + fields[i].offset;
    if (mask >> i & 1)
      take_field(r, &fields[i], at);
    r->bad = r->bad || (mask >> i & 1 ? !fits(&fields[i], at) : fields[i].required);
  }
  r->bad = r->bad || (i < BRV_WIRE_FIELDS && mask >> i);
}
