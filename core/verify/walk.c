#include "verify/walk.h"

static bool push(GPtrArray *stack, GHashTable *seen, const brv_obj *object)
{
  bool has_items = object->type == BRV_OBJ_ARRAY || brv_obj_is_dict(object);
  bool is_new = has_items && g_hash_table_add(seen, (void *)object);
  if (is_new)
    g_ptr_array_add(stack, (void *)object);
  return is_new;
}

void brv_walk(brv_audit *a, const brv_obj *from, void (*visit)(const brv_obj *object, void *audit))
{
  g_autoptr(GPtrArray) stack = g_ptr_array_new();
  g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
  push(stack, seen, from);
  while (stack->len) {
    const brv_obj *object = g_ptr_array_steal_index_fast(stack, stack->len - 1);
    if (brv_obj_is_dict(object))
      visit(object, a);
    for (guint i = 0; i < object->count; i++)
      push(stack, seen, brv_obj_resolve(a->pdf, object->items[i]));
  }
}

void brv_walk_tree(brv_audit *a, const brv_obj *root, const char *leaves,
                   void (*visit)(const brv_obj *key, const brv_obj *value, void *data), void *data)
{
  g_autoptr(GPtrArray) stack = g_ptr_array_new();
  g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
  push(stack, seen, root);
  while (stack->len) {
    const brv_obj *node = g_ptr_array_steal_index_fast(stack, stack->len - 1);
    const brv_obj *pairs = brv_obj_get(a->pdf, node, leaves);
    const brv_obj *kids = brv_obj_get(a->pdf, node, "Kids");
    for (guint i = 0; pairs->type == BRV_OBJ_ARRAY && i + 1 < pairs->count; i += 2)
      visit(brv_obj_item(a->pdf, pairs, i), brv_obj_item(a->pdf, pairs, i + 1), data);
    for (guint i = kids->type == BRV_OBJ_ARRAY ? kids->count : 0; i > 0; i--)
      if (!push(stack, seen, brv_obj_item(a->pdf, kids, i - 1)))
        brv_audit_fault(a, BRV_UNREADABLE_FAULT, BRV_NO_SPOT,
                        "a tree of names or numbers runs in a circle");
  }
}
