#include "verify/object.h"

#include <qpdf/qpdf-c.h>
#include <stdlib.h>
#include <string.h>

/* Deeper direct nesting than this is not read. */
enum { DEPTH = 200 };

struct brv_pdf {
  brv_arena *arena;
  qpdf_data qpdf;
  GHashTable *objects; /* number and generation to object */
  const brv_obj *trailer;
};

const brv_obj brv_obj_null = {.type = BRV_OBJ_NULL};

static void clean_up(void *data)
{
  brv_pdf *pdf = data;
  qpdf_cleanup(&pdf->qpdf);
}

static const char *error_text(brv_pdf *pdf, qpdf_error error)
{
  const char *text = error ? qpdf_get_error_message_detail(pdf->qpdf, error) : NULL;
  return brv_arena_strdup(pdf->arena, text && *text ? text : "no reason given");
}

brv_pdf *brv_pdf_open(brv_arena *arena, const guint8 *bytes, gsize length, const char **why)
{
  brv_pdf *pdf = brv_new(arena, brv_pdf);
  pdf->arena = arena;
  pdf->qpdf = qpdf_init();
  brv_arena_own(arena, pdf, clean_up);
  qpdf_silence_errors(pdf->qpdf);
  qpdf_set_suppress_warnings(pdf->qpdf, QPDF_TRUE);
  pdf->objects = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
  brv_arena_own(arena, pdf->objects, (GDestroyNotify)g_hash_table_unref);
  if (!(qpdf_read_memory(pdf->qpdf, "file", (const char *)bytes, length, "") & QPDF_ERRORS))
    return pdf;
  *why = error_text(pdf, qpdf_get_error(pdf->qpdf));
  return NULL;
}

bool brv_pdf_is_encrypted(const brv_pdf *pdf)
{
  return qpdf_is_encrypted(pdf->qpdf);
}

const char *brv_pdf_next_warning(brv_pdf *pdf)
{
  return qpdf_more_warnings(pdf->qpdf) ? error_text(pdf, qpdf_next_warning(pdf->qpdf)) : NULL;
}

/* Reading. */

static const brv_obj *read_object(brv_pdf *pdf, qpdf_oh handle, int depth);

static brv_obj *make_ref(brv_pdf *pdf, qpdf_oh handle)
{
  brv_obj *object = brv_obj_new(pdf->arena, BRV_OBJ_REF);
  object->number = qpdf_oh_get_object_id(pdf->qpdf, handle);
  object->generation = qpdf_oh_get_generation(pdf->qpdf, handle);
  return object;
}

/* Takes the handle: what stands in a container, references not followed. */
static const brv_obj *read_part(brv_pdf *pdf, qpdf_oh handle, int depth)
{
  const brv_obj *object = qpdf_oh_is_indirect(pdf->qpdf, handle) ? make_ref(pdf, handle)
                                                                 : read_object(pdf, handle, depth);
  qpdf_oh_release(pdf->qpdf, handle);
  return object;
}

static void read_array(brv_pdf *pdf, qpdf_oh handle, brv_obj *object, int depth)
{
  int count = qpdf_oh_get_array_n_items(pdf->qpdf, handle);
  object->count = count > 0 && depth < DEPTH ? (guint)count : 0;
  object->items = brv_new_array(pdf->arena, const brv_obj *, object->count);
  for (guint i = 0; i < object->count; i++)
    object->items[i] = read_part(pdf, qpdf_oh_get_array_item(pdf->qpdf, handle, (int)i), depth + 1);
}

static int by_bytes(const void *a, const void *b)
{
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static GPtrArray *dict_keys(brv_pdf *pdf, qpdf_oh handle)
{
  GPtrArray *keys = g_ptr_array_new_with_free_func(g_free);
  qpdf_oh_begin_dict_key_iter(pdf->qpdf, handle);
  while (qpdf_oh_dict_more_keys(pdf->qpdf))
    g_ptr_array_add(keys, g_strdup(qpdf_oh_dict_next_key(pdf->qpdf)));
  g_ptr_array_sort(keys, by_bytes);
  return keys;
}

static void read_dict(brv_pdf *pdf, qpdf_oh handle, brv_obj *object, int depth)
{
  g_autoptr(GPtrArray) keys = dict_keys(pdf, handle);
  object->count = depth < DEPTH ? keys->len : 0;
  object->keys = brv_new_array(pdf->arena, const char *, object->count);
  object->items = brv_new_array(pdf->arena, const brv_obj *, object->count);
  for (guint i = 0; i < object->count; i++) {
    const char *key = keys->pdata[i];
    object->keys[i] = brv_arena_strdup(pdf->arena, *key == '/' ? key + 1 : key);
    object->items[i] = read_part(pdf, qpdf_oh_get_key(pdf->qpdf, handle, key), depth + 1);
  }
}

static void read_string(brv_pdf *pdf, qpdf_oh handle, brv_obj *object)
{
  size_t length = 0;
  const char *bytes = qpdf_oh_get_binary_string_value(pdf->qpdf, handle, &length);
  char *copy = brv_arena_alloc(pdf->arena, length + 1);
  memcpy(copy, bytes, length);
  object->text = copy;
  object->length = length;
  const char *utf8 = qpdf_oh_get_binary_utf8_value(pdf->qpdf, handle, &length);
  g_autofree char *valid = g_utf8_make_valid(utf8, (gssize)length);
  object->utf8 = brv_arena_strdup(pdf->arena, valid);
}

static void read_number(brv_pdf *pdf, qpdf_oh handle, brv_obj *object)
{
  if (object->type == BRV_OBJ_INT) {
    object->integer = qpdf_oh_get_int_value(pdf->qpdf, handle);
    object->real = (double)object->integer;
  } else {
    object->text = brv_arena_strdup(pdf->arena, qpdf_oh_get_real_value(pdf->qpdf, handle));
    object->real = g_ascii_strtod(object->text, NULL);
  }
}

static brv_obj_type type_of(brv_pdf *pdf, qpdf_oh handle)
{
  switch (qpdf_oh_get_type_code(pdf->qpdf, handle)) {
  case ot_boolean:
    return BRV_OBJ_BOOL;
  case ot_integer:
    return BRV_OBJ_INT;
  case ot_real:
    return BRV_OBJ_REAL;
  case ot_string:
    return BRV_OBJ_STRING;
  case ot_name:
    return BRV_OBJ_NAME;
  case ot_array:
    return BRV_OBJ_ARRAY;
  case ot_dictionary:
    return BRV_OBJ_DICT;
  case ot_stream:
    return BRV_OBJ_STREAM;
  default:
    return BRV_OBJ_NULL;
  }
}

static void read_stream(brv_pdf *pdf, qpdf_oh handle, brv_obj *object, int depth)
{
  qpdf_oh dict = qpdf_oh_get_dict(pdf->qpdf, handle);
  read_dict(pdf, dict, object, depth);
  qpdf_oh_release(pdf->qpdf, dict);
}

static const brv_obj *read_object(brv_pdf *pdf, qpdf_oh handle, int depth)
{
  brv_obj *object = brv_obj_new(pdf->arena, type_of(pdf, handle));
  if (object->type == BRV_OBJ_BOOL) {
    object->truth = qpdf_oh_get_bool_value(pdf->qpdf, handle);
  } else if (object->type == BRV_OBJ_INT || object->type == BRV_OBJ_REAL) {
    read_number(pdf, handle, object);
  } else if (object->type == BRV_OBJ_STRING) {
    read_string(pdf, handle, object);
  } else if (object->type == BRV_OBJ_NAME) {
    const char *name = qpdf_oh_get_name(pdf->qpdf, handle);
    object->text = brv_arena_strdup(pdf->arena, *name == '/' ? name + 1 : name);
    object->length = strlen(object->text);
  } else if (object->type == BRV_OBJ_ARRAY) {
    read_array(pdf, handle, object, depth);
  } else if (object->type == BRV_OBJ_DICT) {
    read_dict(pdf, handle, object, depth);
  } else if (object->type == BRV_OBJ_STREAM) {
    read_stream(pdf, handle, object, depth);
  }
  return object;
}

const brv_obj *brv_pdf_at(brv_pdf *pdf, int number, int generation)
{
  gint64 key = (gint64)number << 20 ^ generation;
  const brv_obj *known = g_hash_table_lookup(pdf->objects, &key);
  if (known)
    return known;
  qpdf_oh handle = qpdf_get_object_by_id(pdf->qpdf, number, generation);
  brv_obj *object = (brv_obj *)read_object(pdf, handle, 0);
  qpdf_oh_release(pdf->qpdf, handle);
  if (qpdf_has_error(pdf->qpdf))
    qpdf_get_error(pdf->qpdf);
  if (object->type != BRV_OBJ_REF) {
    object->number = number;
    object->generation = generation;
  }
  g_hash_table_insert(pdf->objects, g_memdup2(&key, sizeof key), object);
  return object;
}

const brv_obj *brv_pdf_trailer(brv_pdf *pdf)
{
  if (!pdf->trailer) {
    qpdf_oh handle = qpdf_get_trailer(pdf->qpdf);
    pdf->trailer = read_object(pdf, handle, 0);
    qpdf_oh_release(pdf->qpdf, handle);
  }
  return pdf->trailer;
}

/* A stream's data, in qpdf's own memory until copied. */
static GBytes *stream_data(brv_pdf *pdf, const brv_obj *stream,
                           enum qpdf_stream_decode_level_e level)
{
  if (stream->type != BRV_OBJ_STREAM || !stream->number)
    return NULL;
  qpdf_oh handle = qpdf_get_object_by_id(pdf->qpdf, stream->number, stream->generation);
  unsigned char *bytes = NULL;
  size_t length = 0;
  QPDF_BOOL decoded = QPDF_FALSE;
  bool fine =
      !(qpdf_oh_get_stream_data(pdf->qpdf, handle, level, &decoded, &bytes, &length) & QPDF_ERRORS);
  qpdf_oh_release(pdf->qpdf, handle);
  if (qpdf_has_error(pdf->qpdf))
    qpdf_get_error(pdf->qpdf);
  bool has_filter = brv_obj_has(stream, "Filter");
  if (fine && !length) {
    free(bytes);
    return g_bytes_new(NULL, 0);
  }
  if (fine && (decoded || level == qpdf_dl_none || !has_filter))
    return g_bytes_new_with_free_func(bytes, length, free, bytes);
  free(bytes);
  return NULL;
}

GBytes *brv_obj_data(brv_pdf *pdf, const brv_obj *stream)
{
  return stream_data(pdf, stream, qpdf_dl_specialized);
}

GBytes *brv_obj_raw_data(brv_pdf *pdf, const brv_obj *stream)
{
  return stream_data(pdf, stream, qpdf_dl_none);
}
