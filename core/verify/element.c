#include <string.h>

#include "verify/structure.h"

/* Parts of a path that are told, from the element upwards. */
enum { PATH_PARTS = 12 };

brv_element *brv_tree_claim(const brv_tree *tree, const brv_obj *container, gint64 mcid)
{
  GHashTable *claims = tree ? g_hash_table_lookup(tree->claims, container) : NULL;
  return claims ? g_hash_table_lookup(claims, GSIZE_TO_POINTER((gsize)mcid)) : NULL;
}

brv_element *brv_tree_parent_of(const brv_tree *tree, const brv_obj *struct_parent)
{
  if (!tree || struct_parent->type != BRV_OBJ_INT)
    return NULL;
  const brv_obj *dict =
      g_hash_table_lookup(tree->parents, GSIZE_TO_POINTER((gsize)struct_parent->integer));
  return dict ? g_hash_table_lookup(tree->by_dict, dict) : NULL;
}

const char *brv_element_language(const brv_element *element)
{
  while (element && !element->language)
    element = element->parent;
  return element ? element->language : NULL;
}

/* "Document/Sect[2]/P[4]": each with its place among its like. */
static char *path_of(const brv_element *element)
{
  g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func(g_free);
  for (const brv_element *e = element; e && parts->len < PATH_PARTS; e = e->parent) {
    GHashTable *types = e->parent ? e->parent->types : NULL;
    guint all = types ? GPOINTER_TO_UINT(g_hash_table_lookup(types, e->type)) : 1;
    const char *type = *e->type ? e->type : "?";
    g_ptr_array_insert(parts, 0,
                       all > 1 ? g_strdup_printf("%s[%u]", type, e->place) : g_strdup(type));
  }
  g_ptr_array_add(parts, NULL);
  return g_strjoinv("/", (char **)parts->pdata);
}

brv_spot brv_element_spot(brv_audit *a, const brv_element *element)
{
  g_autofree char *path = path_of(element);
  return (brv_spot){element->page, brv_arena_strdup(a->arena, path)};
}

bool brv_element_is(const brv_element *element, const char *standard)
{
  return element && strcmp(element->standard, standard) == 0;
}

bool brv_element_is_one(const brv_element *element, const char *const *types)
{
  return element && g_strv_contains(types, element->standard);
}

static const brv_obj *attribute_in(brv_audit *a, const brv_obj *attributes, const char *owner,
                                   const char *key)
{
  const brv_obj *found = &brv_obj_null;
  if (brv_obj_is_dict(attributes) && brv_obj_is_name(brv_obj_get(a->pdf, attributes, "O"), owner))
    return brv_obj_get(a->pdf, attributes, key);
  for (guint i = 0; attributes->type == BRV_OBJ_ARRAY && i < attributes->count; i++) {
    const brv_obj *one = brv_obj_item(a->pdf, attributes, i);
    if (brv_obj_is_dict(one) && brv_obj_is_name(brv_obj_get(a->pdf, one, "O"), owner) &&
        brv_obj_has(one, key))
      found = brv_obj_get(a->pdf, one, key);
  }
  return found;
}

static const brv_obj *attribute_of_class(brv_audit *a, const brv_obj *name, const char *owner,
                                         const char *key)
{
  const brv_obj *classes = brv_obj_get(a->pdf, a->tree->root, "ClassMap");
  return attribute_in(a, brv_obj_get(a->pdf, classes, brv_obj_name(name)), owner, key);
}

const brv_obj *brv_element_attribute(brv_audit *a, const brv_element *element, const char *owner,
                                     const char *key)
{
  const brv_obj *own = brv_obj_get(a->pdf, element->dict, "A");
  const brv_obj *found = attribute_in(a, own, owner, key);
  const brv_obj *classes = brv_obj_get(a->pdf, element->dict, "C");
  if (classes->type == BRV_OBJ_NAME && found->type == BRV_OBJ_NULL)
    return attribute_of_class(a, classes, owner, key);
  for (guint i = 0; classes->type == BRV_OBJ_ARRAY && i < classes->count; i++)
    if (found->type == BRV_OBJ_NULL)
      found = attribute_of_class(a, brv_obj_item(a->pdf, classes, i), owner, key);
  return found;
}

bool brv_is_language_tag(const char *text)
{
  enum { PART = 8 };
  g_auto(GStrv) parts = g_strsplit(text, "-", 0);
  for (guint i = 0; parts[i]; i++) {
    gsize length = strlen(parts[i]);
    if (length < 1 || length > PART)
      return false;
    for (const char *c = parts[i]; *c; c++)
      if (!g_ascii_isalpha(*c) && (!i || !g_ascii_isdigit(*c)))
        return false;
  }
  return parts[0];
}
