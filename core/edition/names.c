#include <string.h>

#include "edition/project-private.h"

/* Which sources a briefing names: by citation, or by a value that is exactly a source's id (the
 * `source:` of a relation, the `{source=wire}` of an item). */

static void name_in_tree(GHashTable *names, const brv_node *root);

static void name_in_value(GHashTable *names, const brv_value *value)
{
  if (value->tree)
    name_in_tree(names, value->tree);
  else if (value->text)
    g_hash_table_add(names, (char *)value->text);
  for (guint i = 0; i < value->count; i++) {
    if (value->kind == BRV_VALUE_LIST)
      name_in_value(names, value->items[i]);
    else if (strcmp(value->members[i].key, "sources") != 0)
      name_in_value(names, value->members[i].value);
  }
}

static void name_in_node(GHashTable *names, const brv_node *node)
{
  if (node->kind == BRV_NODE_CITE)
    g_hash_table_add(names, (char *)node->target);
  for (const brv_attr *attr = node->attrs; attr; attr = attr->next)
    if (attr->read)
      name_in_value(names, attr->read);
    else
      g_hash_table_add(names, (char *)attr->value);
  if (node->value)
    name_in_value(names, node->value);
}

static void name_in_tree(GHashTable *names, const brv_node *root)
{
  for (const brv_node *node = root; node; node = brv_node_next(node, root))
    name_in_node(names, node);
}

static GHashTable *names_in(const brv_briefing *briefing)
{
  GHashTable *names = g_hash_table_new(g_str_hash, g_str_equal);
  if (briefing->front)
    name_in_value(names, briefing->front);
  name_in_tree(names, briefing->body);
  return names;
}

/* A source that a kept one derives from is named by it. Chains are short; repeat until still. */
static void follow_origins(GHashTable *names, const GPtrArray *references, GHashTable *gone)
{
  for (bool changed = true; changed;) {
    changed = false;
    for (guint i = 0; i < references->len; i++) {
      const brv_reference *r = references->pdata[i];
      if (r->derived_from && !g_hash_table_contains(gone, r->id))
        changed |= g_hash_table_add(names, (char *)r->derived_from);
    }
  }
}

/* Those that may not be read, and those that only what is withheld names. */
static GHashTable *gone_from(brv_projection *p, const brv_briefing *whole, GHashTable *left)
{
  GHashTable *gone = g_hash_table_new(g_str_hash, g_str_equal);
  GHashTable *before = names_in(whole);
  for (guint i = 0; i < whole->references->len; i++) {
    const brv_reference *r = whole->references->pdata[i];
    bool only_withheld =
        g_hash_table_contains(before, r->id) && !g_hash_table_contains(left, r->id);
    if (!brv_projection_admits(p, r->tier) || only_withheld)
      g_hash_table_add(gone, (char *)r->id);
  }
  g_hash_table_unref(before);
  return gone;
}

static brv_reference *copy_reference(brv_projection *p, const brv_reference *r, GHashTable *gone)
{
  brv_reference *copy = brv_new(p->arena, brv_reference);
  *copy = *r;
  copy->tier = -1;
  if (r->derived_from && g_hash_table_contains(gone, r->derived_from))
    copy->derived_from = NULL;
  return copy;
}

/* What is gone because nothing named it may come back when a kept source derives from it. */
static void restore_origins(brv_projection *p, const brv_briefing *whole, GHashTable *left,
                            GHashTable *gone)
{
  follow_origins(left, whole->references, gone);
  for (guint i = 0; i < whole->references->len; i++) {
    const brv_reference *r = whole->references->pdata[i];
    if (g_hash_table_contains(left, r->id) && brv_projection_admits(p, r->tier))
      g_hash_table_remove(gone, r->id);
  }
}

GPtrArray *brv_projection_references(brv_projection *p, const brv_briefing *whole,
                                     const brv_briefing *left)
{
  GHashTable *names = names_in(left);
  GHashTable *gone = gone_from(p, whole, names);
  for (guint before = 0; before != g_hash_table_size(names);) {
    before = g_hash_table_size(names);
    restore_origins(p, whole, names, gone);
  }
  GPtrArray *kept = brv_arena_ptr_array(p->arena);
  for (guint i = 0; i < whole->references->len; i++) {
    const brv_reference *r = whole->references->pdata[i];
    if (!g_hash_table_contains(gone, r->id))
      g_ptr_array_add(kept, copy_reference(p, r, gone));
  }
  g_hash_table_unref(names);
  g_hash_table_unref(gone);
  return kept;
}
