#include "document/wire.h"

#include <string.h>

static const brv_wire_field scalar[] = {
    BRV_WIRE_INT_FIELD(brv_value, kind, BRV_VALUE_NULL, BRV_VALUE_MAP),
    BRV_WIRE_TRUTH_FIELD(brv_value, either),
    BRV_WIRE_TRUTH_FIELD(brv_value, quoted),
    BRV_WIRE_TRUTH_FIELD(brv_value, truth),
    BRV_WIRE_TEXT_FIELD(brv_value, text),
    BRV_WIRE_NUMBER_FIELD(brv_value, number, -G_MAXDOUBLE, G_MAXDOUBLE),
    {BRV_WIRE_END},
};
G_STATIC_ASSERT(sizeof(brv_value_kind) == sizeof(int));

static void put_span(brv_wire_writer *w, brv_place place)
{
  if (!w->with_places)
    return;
  brv_wire_put_count(w, place.offset);
  brv_wire_put_count(w, place.length);
}

static brv_place take_span(brv_wire_reader *r, brv_place place)
{
  if (!r->with_places)
    return place;
  place.offset = brv_wire_take_count(r, G_MAXUINT32);
  place.length = brv_wire_take_count(r, G_MAXUINT32);
  return place;
}

void brv_wire_put_value(brv_wire_writer *w, const brv_value *value)
{
  brv_wire_put_fields(w, scalar, value);
  put_span(w, value->place);
  brv_wire_put_count(w, value->count);
  for (guint i = 0; i < value->count; i++) {
    if (value->kind == BRV_VALUE_MAP) {
      brv_wire_put_text(w, value->members[i].key);
      put_span(w, value->members[i].place);
    }
    brv_wire_put_value(w, value->kind == BRV_VALUE_MAP ? value->members[i].value : value->items[i]);
  }
}

static brv_value *take_value(brv_wire_reader *r, brv_place place, int depth);

static void take_items(brv_wire_reader *r, brv_value *list, guint32 count, int depth)
{
  for (guint32 i = 0; i < count && !r->bad; i++)
    brv_value_add(r->arena, list, take_value(r, list->place, depth + 1));
}

/* Maps that come from Lua are sorted, so that no key can stand twice. */
static void take_members(brv_wire_reader *r, brv_value *map, guint32 count, int depth)
{
  const char *before = NULL;
  for (guint32 i = 0; i < count && !r->bad; i++) {
    const char *key = brv_wire_take_text(r);
    r->bad = r->bad || !key || (before && !r->in_any_order && strcmp(before, key) >= 0);
    if (r->bad)
      return;
    brv_place place = take_span(r, map->place);
    brv_value *one = take_value(r, map->place, depth + 1);
    brv_value_append(r->arena, map, (brv_member){key, place, one});
    before = key;
  }
}

static brv_value *take_value(brv_wire_reader *r, brv_place place, int depth)
{
  brv_value *value = brv_value_new(r->arena, BRV_VALUE_NULL, place);
  brv_wire_take_fields(r, scalar, value);
  value->place = take_span(r, place);
  guint32 count = brv_wire_take_length(r);
  bool is_scalar = value->kind > BRV_VALUE_NULL && value->kind < BRV_VALUE_LIST;
  r->bad = r->bad || depth > BRV_VALUE_DEPTH || is_scalar != (value->text != NULL);
  if (value->kind == BRV_VALUE_LIST)
    take_items(r, value, r->bad ? 0 : count, depth);
  else if (value->kind == BRV_VALUE_MAP)
    take_members(r, value, r->bad ? 0 : count, depth);
  else
    r->bad = r->bad || count;
  value->length = value->text ? strlen(value->text) : 0;
  return value;
}

brv_value *brv_wire_take_value(brv_wire_reader *r, brv_place place)
{
  brv_value *value = take_value(r, place, 0);
  return r->bad ? NULL : value;
}
