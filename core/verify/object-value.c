#include <string.h>

#include "verify/object.h"

/* Longer chains of references are not followed, and deeper values not compared. */
enum { CHAIN = 32, EQUAL_DEPTH = 40 };

const brv_obj *brv_obj_resolve(brv_pdf *pdf, const brv_obj *object)
{
  for (int i = 0; object->type == BRV_OBJ_REF && i < CHAIN; i++)
    object = brv_pdf_at(pdf, object->number, object->generation);
  return object->type == BRV_OBJ_REF ? &brv_obj_null : object;
}

const brv_obj *brv_obj_get_raw(const brv_obj *dictionary, const char *key)
{
  if (!brv_obj_is_dict(dictionary))
    return &brv_obj_null;
  guint from = 0, to = dictionary->count;
  while (from < to) {
    guint middle = from + (to - from) / 2;
    int order = strcmp(key, dictionary->keys[middle]);
    if (!order)
      return dictionary->items[middle];
    if (order < 0)
      to = middle;
    else
      from = middle + 1;
  }
  return &brv_obj_null;
}

const brv_obj *brv_obj_get(brv_pdf *pdf, const brv_obj *dictionary, const char *key)
{
  return brv_obj_resolve(pdf, brv_obj_get_raw(dictionary, key));
}

bool brv_obj_has(const brv_obj *dictionary, const char *key)
{
  return brv_obj_get_raw(dictionary, key)->type != BRV_OBJ_NULL;
}

const brv_obj *brv_obj_item(brv_pdf *pdf, const brv_obj *array, guint index)
{
  if (array->type != BRV_OBJ_ARRAY || index >= array->count)
    return &brv_obj_null;
  return brv_obj_resolve(pdf, array->items[index]);
}

bool brv_obj_is_dict(const brv_obj *object)
{
  return object->type == BRV_OBJ_DICT || object->type == BRV_OBJ_STREAM;
}

bool brv_obj_is_number(const brv_obj *object)
{
  return object->type == BRV_OBJ_INT || object->type == BRV_OBJ_REAL;
}

bool brv_obj_is_name(const brv_obj *object, const char *name)
{
  return object->type == BRV_OBJ_NAME && strcmp(object->text, name) == 0;
}

bool brv_obj_is_true(const brv_obj *object)
{
  return object->type == BRV_OBJ_BOOL && object->truth;
}

const char *brv_obj_name(const brv_obj *object)
{
  return object->type == BRV_OBJ_NAME ? object->text : "";
}

const char *brv_obj_string(const brv_obj *object)
{
  return object->type == BRV_OBJ_STRING ? object->utf8 : NULL;
}

gint64 brv_obj_int(const brv_obj *object, gint64 otherwise)
{
  return object->type == BRV_OBJ_INT ? object->integer : otherwise;
}

double brv_obj_number(const brv_obj *object, double otherwise)
{
  return brv_obj_is_number(object) ? object->real : otherwise;
}

static bool is_equal(brv_pdf *pdf, const brv_obj *a, const brv_obj *b, int depth);

static bool is_same_data(brv_pdf *pdf, const brv_obj *a, const brv_obj *b)
{
  g_autoptr(GBytes) first = brv_obj_data(pdf, a), second = brv_obj_data(pdf, b);
  return first && second ? g_bytes_equal(first, second) : first == second;
}

/* What a stream says apart from how its bytes are packed. */
static bool is_packing(const brv_obj *object, const char *key)
{
  const char *const keys[] = {"Length", "Filter", "DecodeParms", "DL", NULL};
  return object->type == BRV_OBJ_STREAM && g_strv_contains(keys, key);
}

static guint meaning_count(const brv_obj *object)
{
  guint count = 0;
  for (guint i = 0; i < object->count; i++)
    count += !is_packing(object, object->keys[i]);
  return count;
}

static bool is_same_dict(brv_pdf *pdf, const brv_obj *a, const brv_obj *b, int depth)
{
  if (meaning_count(a) != meaning_count(b))
    return false;
  for (guint i = 0; i < a->count; i++)
    if (!is_packing(a, a->keys[i]) &&
        !is_equal(pdf, a->items[i], brv_obj_get_raw(b, a->keys[i]), depth + 1))
      return false;
  return a->type != BRV_OBJ_STREAM || is_same_data(pdf, a, b);
}

static bool is_equal(brv_pdf *pdf, const brv_obj *a, const brv_obj *b, int depth)
{
  a = brv_obj_resolve(pdf, a);
  b = brv_obj_resolve(pdf, b);
  if (a == b || depth > EQUAL_DEPTH)
    return true;
  if (brv_obj_is_number(a) && brv_obj_is_number(b))
    return a->real == b->real;
  if (a->type != b->type)
    return false;
  if (a->type == BRV_OBJ_BOOL)
    return a->truth == b->truth;
  if (a->type == BRV_OBJ_NAME || a->type == BRV_OBJ_STRING)
    return a->length == b->length && memcmp(a->text, b->text, a->length) == 0;
  if (brv_obj_is_dict(a))
    return is_same_dict(pdf, a, b, depth);
  if (a->type == BRV_OBJ_ARRAY && a->count != b->count)
    return false;
  for (guint i = 0; a->type == BRV_OBJ_ARRAY && i < a->count; i++)
    if (!is_equal(pdf, a->items[i], b->items[i], depth + 1))
      return false;
  return true;
}

bool brv_obj_equal(brv_pdf *pdf, const brv_obj *a, const brv_obj *b)
{
  return is_equal(pdf, a, b, 0);
}

brv_obj *brv_obj_new(brv_arena *arena, brv_obj_type type)
{
  brv_obj *object = brv_new(arena, brv_obj);
  object->type = type;
  return object;
}

brv_obj *brv_obj_new_array(brv_arena *arena, GPtrArray *items)
{
  brv_obj *array = brv_obj_new(arena, BRV_OBJ_ARRAY);
  array->count = items->len;
  array->items = brv_new_array(arena, const brv_obj *, items->len);
  for (guint i = 0; i < items->len; i++)
    array->items[i] = items->pdata[i];
  return array;
}

/* Puts a pair in its place among `count` sorted ones; the new count. */
static guint insert(brv_obj *dict, guint count, const char *key, const brv_obj *value)
{
  guint at = 0;
  while (at < count && strcmp(dict->keys[at], key) < 0)
    at++;
  if (at < count && strcmp(dict->keys[at], key) == 0) {
    dict->items[at] = value;
    return count;
  }
  for (guint i = count; i > at; i--) {
    dict->keys[i] = dict->keys[i - 1];
    dict->items[i] = dict->items[i - 1];
  }
  dict->keys[at] = key;
  dict->items[at] = value;
  return count + 1;
}

brv_obj *brv_obj_new_dict(brv_arena *arena, GPtrArray *pairs)
{
  brv_obj *dict = brv_obj_new(arena, BRV_OBJ_DICT);
  dict->keys = brv_new_array(arena, const char *, pairs->len / 2);
  dict->items = brv_new_array(arena, const brv_obj *, pairs->len / 2);
  guint count = 0;
  for (guint i = 0; i + 1 < pairs->len; i += 2)
    count = insert(dict, count, brv_obj_name(pairs->pdata[i]), pairs->pdata[i + 1]);
  dict->count = count;
  return dict;
}
