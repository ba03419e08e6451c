#include <string.h>

#include "epub/faces.h"
#include "pdf/cff.h"

/* The names in a CFF table stand before all else, and what follows is found by where it stands:
 * other names move it, and each place that is written down moves with it. (Technical Note 5176, 7
 * to 9) */

enum {
  OP_FULL_NAME = 2,
  OP_FAMILY_NAME = 3,
  OP_CHARSET = 15,
  OP_ENCODING = 16,
  OP_CHAR_STRINGS = 17,
  OP_PRIVATE = 18,
  OP_POSTSCRIPT = 12 << 8 | 21,
  OP_BASE_FONT_NAME = 12 << 8 | 22,
  OP_FD_ARRAY = 12 << 8 | 36,
  OP_FD_SELECT = 12 << 8 | 37,
  OP_FONT_NAME = 12 << 8 | 38,
  FIRST_OPERAND = 22, /* the first byte of an operator is below */
  LONG_NUMBER = 29,
  STANDARD_STRINGS = 391,
};

/* An operator of a dictionary with its last operand: what it is, and where it is written. */
typedef struct {
  guint op;
  gint32 value;
  gsize at;
  bool is_long; /* a number of four bytes, which can be written over */
} entry;

static bool next_entry(brv_cff *r, gsize end, entry *e)
{
  while (r->at < end && !r->bad) {
    gsize at = r->at;
    guint first = brv_cff_number(r, 1);
    if (first < FIRST_OPERAND) {
      e->op = brv_cff_operator(r, first);
      return !r->bad;
    }
    e->value = brv_cff_operand(r, first);
    e->at = at + 1;
    e->is_long = first == LONG_NUMBER;
  }
  return false;
}

/* Smaller numbers name charsets and encodings that every reader knows. */
static bool is_place(const entry *e)
{
  enum { PREDEFINED = 2 };
  bool tells = e->op == OP_CHARSET || e->op == OP_ENCODING || e->op == OP_CHAR_STRINGS ||
               e->op == OP_PRIVATE || e->op == OP_FD_ARRAY || e->op == OP_FD_SELECT;
  return tells && e->value > PREDEFINED;
}

static const char *new_string(const entry *e, const brv_face_names *names)
{
  switch (e->op) {
  case OP_FULL_NAME:
    return names->full;
  case OP_FAMILY_NAME:
    return names->wide_family ? names->wide_family : names->family;
  case OP_POSTSCRIPT:
  case OP_BASE_FONT_NAME:
  case OP_FONT_NAME:
    return names->postscript;
  default:
    return NULL;
  }
}

/* --- writing --- */

static void put(GByteArray *out, guint number, guint bytes)
{
  while (bytes-- > 0) {
    guint8 byte = (guint8)(number >> 8 * bytes);
    g_byte_array_append(out, &byte, 1);
  }
}

/* An INDEX of strings. */
static void put_index(GByteArray *out, const GPtrArray *strings)
{
  enum { SIZE = 4 };
  guint at = 1;
  put(out, strings->len, 2);
  if (!strings->len)
    return;
  put(out, SIZE, 1);
  put(out, at, SIZE);
  for (guint i = 0; i < strings->len; i++)
    put(out, at += (guint)strlen(strings->pdata[i]), SIZE);
  for (guint i = 0; i < strings->len; i++)
    g_byte_array_append(out, strings->pdata[i], (guint)strlen(strings->pdata[i]));
}

/* The strings of an INDEX; the reader stands behind it then. A NUL in one would end it: none has.
 */
static GPtrArray *read_strings(brv_cff *r)
{
  GPtrArray *strings = g_ptr_array_new_with_free_func(g_free);
  gsize start = r->at, unused;
  guint count = brv_cff_number(r, 2), size = count ? brv_cff_number(r, 1) : 0;
  gsize data = r->at + (gsize)(count + 1) * size - 1;
  gsize from = data + brv_cff_number(r, size);
  for (guint i = 0; i < count && !r->bad; i++) {
    gsize to = data + brv_cff_number(r, size);
    r->bad |= to < from || to > r->length;
    if (!r->bad)
      g_ptr_array_add(strings, g_strndup((const char *)r->bytes + from, to - from));
    from = to;
  }
  r->at = start;
  brv_cff_skip_index(r, &unused, &unused);
  return strings;
}

static void rename_strings(brv_cff *r, gsize end, GPtrArray *strings, const brv_face_names *names)
{
  for (entry e = {0}; next_entry(r, end, &e);) {
    const char *renamed = new_string(&e, names);
    guint index = (guint)e.value - STANDARD_STRINGS;
    if (!renamed || e.value < STANDARD_STRINGS || index >= strings->len)
      continue;
    g_free(strings->pdata[index]);
    strings->pdata[index] = g_strdup(renamed);
  }
}

/* Moves the places in a dictionary of the old table, which `out` has `shift` bytes further on. */
static bool move_places(brv_cff *r, gsize end, guint8 *out, gint32 shift, gint32 by)
{
  bool good = true;
  for (entry e = {0}; next_entry(r, end, &e); e = (entry){0}) {
    if (!is_place(&e))
      continue;
    good = good && e.is_long;
    for (guint i = 0; good && i < 4; i++)
      out[(gssize)e.at + shift + i] = (guint8)((guint)(e.value + by) >> 8 * (3 - i));
  }
  return good && !r->bad;
}

/* Fonts that number characters apart have an INDEX of the dictionaries of their parts, too; 0: this
 * one has none. */
static gsize parts_at(brv_cff *r, gsize top, gsize end)
{
  r->at = top;
  for (entry e = {0}; next_entry(r, end, &e); e = (entry){0})
    if (e.op == OP_FD_ARRAY)
      return (gsize)MAX(e.value, 0);
  return 0;
}

static guint count_parts(brv_cff *r, gsize array)
{
  r->at = array;
  return array ? brv_cff_number(r, 2) : 0;
}

/* Puts the reader at the dictionary of a part; where that ends. */
static gsize go_to_part(brv_cff *r, gsize array, guint part)
{
  r->at = array + 2;
  guint size = brv_cff_number(r, 1);
  gsize data = r->at + (gsize)(count_parts(r, array) + 1) * size - 1;
  r->at = array + 3 + (gsize)part * size;
  gsize from = data + brv_cff_number(r, size), to = data + brv_cff_number(r, size);
  r->at = from;
  r->bad |= to > r->length;
  return r->bad ? from : to;
}

/* Where the parts of the old table stand. */
typedef struct {
  gsize header, top, first, end, strings, rest;
} shape;

static GByteArray *put_together(brv_cff *r, const shape *old, GPtrArray *strings,
                                const brv_face_names *names, gint32 *by)
{
  GByteArray *out = g_byte_array_new();
  g_autoptr(GPtrArray) own = g_ptr_array_new();
  g_ptr_array_add(own, (char *)names->postscript);
  g_byte_array_append(out, r->bytes, (guint)old->header);
  put_index(out, own);
  *by = (gint32)out->len - (gint32)old->top; /* of the top dictionary, so far */
  g_byte_array_append(out, r->bytes + old->top, (guint)(old->strings - old->top));
  put_index(out, strings);
  return out;
}

static GPtrArray *new_strings(brv_cff *r, const shape *old, gsize parts,
                              const brv_face_names *names)
{
  r->at = old->strings;
  GPtrArray *strings = read_strings(r);
  r->at = old->first;
  rename_strings(r, old->end, strings, names);
  guint count = count_parts(r, parts);
  for (guint i = 0; i < count && !r->bad; i++)
    rename_strings(r, go_to_part(r, parts, i), strings, names);
  return strings;
}

static bool rename_all(brv_cff *r, const shape *old, const brv_face_names *names, GByteArray **made)
{
  gsize parts = parts_at(r, old->first, old->end);
  g_autoptr(GPtrArray) strings = new_strings(r, old, parts, names);
  gint32 top_by = 0;
  GByteArray *out = *made = put_together(r, old, strings, names, &top_by);
  gint32 by = (gint32)out->len - (gint32)old->rest;
  g_byte_array_append(out, r->bytes + old->rest, (guint)(r->length - old->rest));
  r->at = old->first;
  bool good = move_places(r, old->end, out->data, top_by, by);
  guint count = count_parts(r, parts);
  for (guint i = 0; good && i < count; i++) {
    gsize end = go_to_part(r, parts, i);
    good = move_places(r, end, out->data, by, by);
  }
  return good && !r->bad;
}

static void free_bytes(void *bytes)
{
  g_byte_array_unref(bytes);
}

hb_blob_t *brv_face_rename_cff(hb_blob_t *table, const brv_face_names *names)
{
  guint length = 0;
  const guint8 *bytes = (const guint8 *)hb_blob_get_data(table, &length);
  brv_cff r = {bytes, length, 2, false};
  shape old = {0};
  gsize unused;
  r.at = old.header = brv_cff_number(&r, 1);
  brv_cff_skip_index(&r, &unused, &unused);
  old.top = r.at;
  brv_cff_skip_index(&r, &old.first, &old.end);
  old.strings = r.at;
  brv_cff_skip_index(&r, &unused, &unused);
  old.rest = r.at;
  GByteArray *out = NULL;
  bool fine = !r.bad && old.end <= old.strings && old.rest < length;
  fine = fine && rename_all(&r, &old, names, &out);
  if (fine)
    return hb_blob_create((const char *)out->data, out->len, HB_MEMORY_MODE_READONLY, out,
                          free_bytes);
  g_clear_pointer(&out, g_byte_array_unref);
  return NULL;
}
