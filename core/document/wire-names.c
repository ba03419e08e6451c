#include "document/wire.h"

struct brv_wire_names {
  GPtrArray *sources, *assets;
  GHashTable *numbers; /* of both, by pointer */
};

brv_wire_names *brv_wire_names_new(void)
{
  brv_wire_names *names = g_new0(brv_wire_names, 1);
  names->sources = g_ptr_array_new();
  names->assets = g_ptr_array_new();
  names->numbers = g_hash_table_new(NULL, NULL);
  return names;
}

void brv_wire_names_free(brv_wire_names *names)
{
  if (!names)
    return;
  g_ptr_array_unref(names->sources);
  g_ptr_array_unref(names->assets);
  g_hash_table_unref(names->numbers);
  g_free(names);
}

static void name(brv_wire_names *names, GPtrArray *list, const void *object)
{
  if (!object || g_hash_table_contains(names->numbers, object))
    return;
  g_ptr_array_add(list, (void *)object);
  g_hash_table_insert(names->numbers, (void *)object, GUINT_TO_POINTER(list->len));
}

void brv_wire_name_source(brv_wire_names *names, const brv_source *source)
{
  name(names, names->sources, brv_place_outermost((brv_place){source, 0, 0}).source);
}

void brv_wire_name_asset(brv_wire_names *names, const brv_asset *asset)
{
  name(names, names->assets, asset);
}

void brv_wire_name_value(brv_wire_names *names, const brv_value *value)
{
  if (!value)
    return;
  brv_wire_name_source(names, value->place.source);
  brv_wire_name_source(names, value->file);
  brv_wire_name_tree(names, value->tree);
  for (guint i = 0; i < value->count && value->items; i++)
    brv_wire_name_value(names, value->items[i]);
  for (guint i = 0; i < value->count && value->members; i++)
    brv_wire_name_value(names, value->members[i].value);
}

void brv_wire_name_tree(brv_wire_names *names, const brv_node *root)
{
  const brv_source *last = NULL;
  for (const brv_node *node = root; node; node = brv_node_next(node, root)) {
    if (node->place.source != last)
      brv_wire_name_source(names, last = node->place.source);
    brv_wire_name_value(names, node->value);
    for (const brv_attr *attr = node->attrs; attr; attr = attr->next) {
      brv_wire_name_source(names, attr->place.source);
      brv_wire_name_value(names, attr->read);
    }
    if (node->kind == BRV_NODE_IMAGE)
      brv_wire_name_asset(names, node->asset);
  }
}

guint32 brv_wire_number(const brv_wire_names *names, const void *object)
{
  return GPOINTER_TO_UINT(g_hash_table_lookup(names->numbers, object));
}

static const void *numbered(const GPtrArray *list, guint32 number)
{
  return number && number <= list->len ? list->pdata[number - 1] : NULL;
}

const brv_source *brv_wire_source(const brv_wire_names *names, guint32 number)
{
  return numbered(names->sources, number);
}

const brv_asset *brv_wire_asset(const brv_wire_names *names, guint32 number)
{
  return numbered(names->assets, number);
}

brv_place brv_wire_known_place(const brv_wire_names *names, brv_place place)
{
  place = brv_place_outermost(place);
  return brv_wire_number(names, place.source) ? place : BRV_NO_PLACE;
}
