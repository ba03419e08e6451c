#include "document/wire.h"

#include <math.h>
#include <string.h>

/* No text: a length that none has. */
static const guint32 no_text = G_MAXUINT32;

/* --- writing --- */

static void put(brv_wire_writer *w, const void *bytes, gsize length)
{
  g_byte_array_append(w->out, bytes, (guint)length);
}

void brv_wire_put_count(brv_wire_writer *w, guint32 count)
{
  put(w, &count, sizeof count);
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

void brv_wire_put_place(brv_wire_writer *w, brv_place place)
{
  place = brv_wire_known_place(w->names, place);
  brv_wire_put_count(w, brv_wire_number(w->names, place.source));
  brv_wire_put_count(w, place.offset);
  brv_wire_put_count(w, place.length);
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

guint32 brv_wire_take_count(brv_wire_reader *r, guint32 most)
{
  guint32 count;
  take(r, &count, sizeof count);
  r->bad = r->bad || count > most;
  return r->bad ? 0 : count;
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
  r->bad = left(r) <= length || text[length] || !g_utf8_validate_len(text, length, NULL);
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

static void put_field(brv_wire_writer *w, const brv_wire_field *field, const void *at)
{
  switch (field->type) {
  case BRV_WIRE_TEXT:
    brv_wire_put_text(w, text_at(at));
    return;
  case BRV_WIRE_INT:
    put(w, at, sizeof(int));
    return;
  case BRV_WIRE_NUMBER:
    brv_wire_put_number(w, *(const double *)at);
    return;
  case BRV_WIRE_PLACE:
    brv_wire_put_place(w, *(const brv_place *)at);
    return;
  case BRV_WIRE_ASSET:
    brv_wire_put_count(w, brv_wire_number(w->names, text_at(at)));
    return;
  case BRV_WIRE_TRUTH: /* the mask says it */
  case BRV_WIRE_END:
    return;
  }
}

void brv_wire_put_fields(brv_wire_writer *w, const brv_wire_field *fields, const void *object)
{
  guint32 mask = 0;
  for (guint i = 0; fields[i].type; i++)
    mask |= (guint32)is_set(&fields[i], (const char *)object + fields[i].offset) << i;
  brv_wire_put_count(w, mask);
  for (guint i = 0; fields[i].type; i++)
    if (mask >> i & 1)
      put_field(w, &fields[i], (const char *)object + fields[i].offset);
}

static void take_field(brv_wire_reader *r, const brv_wire_field *field, void *at)
{
  switch (field->type) {
  case BRV_WIRE_TEXT:
    *(const char **)at = brv_wire_take_text(r);
    return;
  case BRV_WIRE_INT:
    take(r, at, sizeof(int));
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

/* Also those that were not sent: zero may be no value of theirs. */
static bool fits(const brv_wire_field *field, const void *at)
{
  if (field->type == BRV_WIRE_INT)
    return *(const int *)at >= field->least && *(const int *)at <= field->most;
  if (field->type == BRV_WIRE_NUMBER)
    return *(const double *)at >= field->least && *(const double *)at <= field->most;
  return !field->required || text_at(at);
}

void brv_wire_take_fields(brv_wire_reader *r, const brv_wire_field *fields, void *object)
{
  guint32 mask = brv_wire_take_count(r, G_MAXUINT32);
  guint i = 0;
  for (; fields[i].type && !r->bad; i++) {
    void *at = (char *)object + fields[i].offset;
    if (mask >> i & 1)
      take_field(r, &fields[i], at);
    r->bad = r->bad || !fits(&fields[i], at);
  }
  r->bad = r->bad || (i < BRV_WIRE_FIELDS && mask >> i);
}
