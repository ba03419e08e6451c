#include "base/value.h"

#include <string.h>

#include "base/dump.h"

brv_value *brv_value_member(const brv_value *map, const char *key)
{
  if (!map || map->kind != BRV_VALUE_MAP)
    return NULL;
  for (guint i = 0; i < map->count; i++)
    if (brv_same_text(map->members[i].key, key))
      return map->members[i].value;
  return NULL;
}

const brv_source *brv_value_source(brv_arena *arena, brv_value *value)
{
  if (value->inner || !value->verbatim)
    return value->inner;
  brv_source_run *run = brv_new(arena, brv_source_run);
  run->from = value->place.offset + value->quoted;
  value->inner = brv_source_derived(arena, value->place.source, value->text, value->length, run, 1,
                                    run->from + (guint32)value->length);
  return value->inner;
}

static const brv_value *filled(const brv_value *map, const char *key)
{
  const brv_value *value = brv_value_member(map, key);
  return value && value->kind != BRV_VALUE_NULL ? value : NULL;
}

const char *brv_value_text(const brv_value *map, const char *key, const char *fallback)
{
  const brv_value *value = filled(map, key);
  return value && value->text ? value->text : fallback;
}

bool brv_value_to_number(const brv_value *value, double *number)
{
  if (value->kind == BRV_VALUE_NUMBER) {
    *number = value->number;
    return true;
  }
  if (value->kind != BRV_VALUE_TEXT || value->quoted || !*value->text)
    return false;
  /* Only what a person would call a number: no hexadecimal, no "inf", no spaces. */
  if (strspn(value->text, "0123456789.+-eE") != value->length)
    return false;
  char *end;
  *number = g_ascii_strtod(value->text, &end);
  return end == value->text + value->length;
}

double brv_value_number(const brv_value *map, const char *key, double fallback)
{
  const brv_value *value = filled(map, key);
  double number;
  return value && brv_value_to_number(value, &number) ? number : fallback;
}

bool brv_value_truth(const brv_value *map, const char *key, bool fallback)
{
  const brv_value *value = filled(map, key);
  if (!value)
    return fallback;
  return value->kind == BRV_VALUE_BOOLEAN ? value->truth : g_strcmp0(value->text, "true") == 0;
}

brv_value *brv_value_new(brv_arena *arena, brv_value_kind kind, brv_place place)
{
  brv_value *value = brv_new(arena, brv_value);
  value->kind = kind;
  value->place = place;
  return value;
}

brv_value *brv_value_new_text(brv_arena *arena, const char *text, brv_place place)
{
  brv_value *value = brv_value_new(arena, BRV_VALUE_TEXT, place);
  value->text = brv_arena_strdup(arena, text);
  value->length = strlen(text);
  return value;
}

/* Room grows at powers of two, so that `count` alone says when it is full. */
static bool is_full(guint count)
{
  return (count & (count - 1)) == 0;
}

static void *grown(brv_arena *arena, const void *old, guint count, gsize size)
{
  void *room = brv_arena_alloc(arena, size * MAX(1, count * 2));
  if (count)
    memcpy(room, old, size * count);
  return room;
}

void brv_value_add(brv_arena *arena, brv_value *list, brv_value *item)
{
  if (is_full(list->count))
    list->items = grown(arena, list->items, list->count, sizeof *list->items);
  list->items[list->count++] = item;
}

void brv_value_append(brv_arena *arena, brv_value *map, brv_member member)
{
  if (is_full(map->count))
    map->members = grown(arena, map->members, map->count, sizeof *map->members);
  map->members[map->count++] = member;
}

void brv_value_set(brv_arena *arena, brv_value *map, const char *key, brv_value *value)
{
  for (guint i = 0; i < map->count; i++)
    if (strcmp(map->members[i].key, key) == 0) {
      map->members[i].value = value;
      return;
    }
  brv_value_append(arena, map, (brv_member){brv_arena_strdup(arena, key), value->place, value});
}

void brv_value_unset(brv_value *map, const char *key)
{
  guint kept = 0;
  for (guint i = 0; i < map->count; i++)
    if (strcmp(map->members[i].key, key) != 0)
      map->members[kept++] = map->members[i];
  map->count = kept;
}

brv_value *brv_value_copy(brv_arena *arena, const brv_value *value,
                          bool (*keep)(const brv_value *, void *), void *data)
{
  brv_value *copy = brv_new(arena, brv_value);
  *copy = *value;
  copy->count = 0;
  copy->items = NULL;
  copy->members = NULL;
  for (guint i = 0; i < value->count; i++) {
    bool is_map = value->kind == BRV_VALUE_MAP;
    const brv_value *child = is_map ? value->members[i].value : value->items[i];
    if (keep && !keep(child, data))
      continue;
    brv_value *kept = brv_value_copy(arena, child, keep, data);
    if (is_map)
      brv_value_append(arena, copy,
                       (brv_member){value->members[i].key, value->members[i].place, kept});
    else
      brv_value_add(arena, copy, kept);
  }
  return copy;
}

static void dump_child(const brv_value *child, int indent, GString *out)
{
  bool is_tree = child->kind == BRV_VALUE_LIST || child->kind == BRV_VALUE_MAP;
  if (child->kind == BRV_VALUE_TEXT) {
    g_string_append_c(out, ' ');
    brv_dump_quoted(out, child->text);
  } else if (!is_tree) {
    g_string_append_printf(out, " %s", child->text ? child->text : "null");
  }
  g_string_append_c(out, '\n');
  if (is_tree)
    brv_value_dump(child, indent + 2, out);
}

void brv_value_dump(const brv_value *value, int indent, GString *out)
{
  for (guint i = 0; i < value->count; i++) {
    bool is_map = value->kind == BRV_VALUE_MAP;
    g_string_append_printf(out, "%*s%s", indent, "", is_map ? value->members[i].key : "-");
    g_string_append(out, is_map ? ":" : "");
    dump_child(is_map ? value->members[i].value : value->items[i], indent, out);
  }
}
