#include "base/inner.h"

#include <string.h>

brv_inner brv_inner_new(gsize expected)
{
  return (brv_inner){
      .text = g_string_sized_new(expected),
      .map = g_array_sized_new(FALSE, FALSE, sizeof(guint32), (guint)expected + 1),
  };
}

void brv_inner_run(brv_inner *inner, const char *bytes, gsize length, guint32 offset)
{
  g_string_append_len(inner->text, bytes, (gssize)length);
  for (gsize i = 0; i < length; i++, offset++)
    g_array_append_val(inner->map, offset);
}

void brv_inner_escape(brv_inner *inner, const char *bytes, gsize length, guint32 offset)
{
  g_string_append_len(inner->text, bytes, (gssize)length);
  for (gsize i = 0; i < length; i++)
    g_array_append_val(inner->map, offset);
}

void brv_inner_finish(brv_arena *arena, brv_inner *inner, const brv_source *outer, guint32 end,
                      brv_value *value)
{
  g_array_append_val(inner->map, end);
  guint32 *map = brv_new_array(arena, guint32, inner->map->len);
  memcpy(map, inner->map->data, inner->map->len * sizeof *map);
  value->length = inner->text->len;
  value->text = brv_arena_strndup(arena, inner->text->str, value->length);
  value->inner = brv_source_derived(arena, outer, value->text, value->length, map);
  brv_inner_drop(inner);
}

void brv_inner_drop(brv_inner *inner)
{
  g_string_free(inner->text, TRUE);
  g_array_unref(inner->map);
  *inner = (brv_inner){0};
}
