/* Builds the structure tree's elements and what they claim. ISO 32000-1, 14.7. */
#include "verify/structure.h"

#include <string.h>

#include "verify/walk.h"

/* A tree that is deeper, or larger, is not read on. */
enum { DEPTH = 250, ELEMENTS = 2000000 };

static void add_claim(brv_audit *a, const brv_obj *container, gint64 mcid, brv_element *element)
{
  GHashTable *claims = g_hash_table_lookup(a->tree->claims, container);
  if (!claims) {
    claims = brv_audit_set(a);
    g_hash_table_insert(a->tree->claims, (void *)container, claims);
  }
  element->contents++;
  if (!g_hash_table_insert(claims, GSIZE_TO_POINTER((gsize)mcid), element))
    brv_audit_fault(a, BRV_CLAIMED_TWICE_FAULT, brv_element_spot(a, element), "MCID %d", (int)mcid);
}

static void add_object(brv_audit *a, const brv_obj *object, brv_element *element)
{
  element->contents++;
  g_ptr_array_add(element->objects, (void *)object);
  if (object->type != BRV_OBJ_NULL &&
      !g_hash_table_insert(a->tree->objects, (void *)object, element))
    brv_audit_fault(a, BRV_CLAIMED_TWICE_FAULT, brv_element_spot(a, element), "%s",
                    brv_audit_object(a, object));
}

static const brv_obj *page_of(brv_audit *a, const brv_obj *dict, const brv_element *element)
{
  const brv_obj *page = brv_obj_get(a->pdf, dict, "Pg");
  for (const brv_element *e = element; e && !brv_obj_is_dict(page); e = e->parent)
    page = brv_obj_get(a->pdf, e->dict, "Pg");
  return page;
}

static guint page_number(const brv_audit *a, const brv_obj *page)
{
  const brv_leaf *leaf = g_hash_table_lookup(a->page_numbers, page);
  return leaf ? leaf->number : 0;
}

static const char *text_of(brv_audit *a, const brv_obj *dict, const char *key)
{
  return brv_obj_string(brv_obj_get(a->pdf, dict, key));
}

static brv_element *new_element(brv_audit *a, const brv_obj *dict, brv_element *parent)
{
  brv_element *element = brv_new(a->arena, brv_element);
  element->dict = dict;
  element->parent = parent;
  element->type = brv_obj_name(brv_obj_get(a->pdf, dict, "S"));
  element->standard = brv_role(a, element->type);
  element->kids = brv_arena_ptr_array(a->arena);
  element->objects = brv_arena_ptr_array(a->arena);
  element->page = page_number(a, page_of(a, dict, parent));
  if (!element->page && parent)
    element->page = parent->page;
  element->language = text_of(a, dict, "Lang");
  element->alt = text_of(a, dict, "Alt");
  element->actual = text_of(a, dict, "ActualText");
  element->expansion = text_of(a, dict, "E");
  element->id = text_of(a, dict, "ID");
  if (parent) {
    if (!parent->types)
      parent->types = brv_arena_table(a->arena);
    element->place = GPOINTER_TO_UINT(g_hash_table_lookup(parent->types, element->type)) + 1;
    g_hash_table_insert(parent->types, (void *)element->type, GUINT_TO_POINTER(element->place));
    g_ptr_array_add(parent->kids, element);
  }
  g_ptr_array_add(a->tree->elements, element);
  g_hash_table_insert(a->tree->by_dict, (void *)dict, element);
  return element;
}

static void check_element(brv_audit *a, const brv_element *element)
{
  const brv_obj *parent = brv_obj_get(a->pdf, element->dict, "P");
  const brv_obj *real = element->parent ? element->parent->dict : a->tree->root;
  brv_spot spot = brv_element_spot(a, element);
  if (parent != real)
    brv_audit_fault(a, BRV_PARENT_NONE_FAULT, spot, NULL);
  if (!*element->type)
    brv_audit_fault(a, BRV_TREE_KIND_FAULT, spot, "an element has no type");
  if (element->id && g_hash_table_contains(a->tree->ids, element->id) &&
      !brv_element_is(element, "Note"))
    brv_audit_fault(a, BRV_TREE_IDS_FAULT, spot, "\"%s\"", element->id);
  if (element->id)
    g_hash_table_insert(a->tree->ids, (void *)element->id, (void *)element);
}

static void add_kids(brv_audit *a, brv_element *element, const brv_obj *kids, int depth);

static void add_element(brv_audit *a, const brv_obj *dict, brv_element *parent, int depth)
{
  brv_spot spot = parent ? brv_element_spot(a, parent) : BRV_NO_SPOT;
  if (g_hash_table_contains(a->tree->by_dict, dict)) {
    brv_audit_fault(a, BRV_TREE_LOOP_FAULT, spot, "%s", brv_audit_object(a, dict));
    return;
  }
  if (depth > DEPTH || a->tree->elements->len >= ELEMENTS) {
    brv_audit_fault(a, BRV_TREE_KIND_FAULT, spot, "it is too deep or too large");
    return;
  }
  brv_element *element = new_element(a, dict, parent);
  check_element(a, element);
  add_kids(a, element, brv_obj_get(a->pdf, dict, "K"), depth + 1);
}

static void add_reference(brv_audit *a, const brv_obj *kid, brv_element *element)
{
  const brv_obj *stream = brv_obj_get(a->pdf, kid, "Stm");
  const brv_obj *page = page_of(a, kid, element);
  gint64 mcid = brv_obj_int(brv_obj_get(a->pdf, kid, "MCID"), -1);
  if (brv_obj_is_name(brv_obj_get(a->pdf, kid, "Type"), "OBJR"))
    add_object(a, brv_obj_get(a->pdf, kid, "Obj"), element);
  else
    add_claim(a, brv_obj_is_dict(stream) ? stream : page, mcid, element);
}

static void add_kid(brv_audit *a, brv_element *element, const brv_obj *kid, int depth)
{
  const char *type = brv_obj_name(brv_obj_get(a->pdf, kid, "Type"));
  bool is_content = strcmp(type, "MCR") == 0 || strcmp(type, "OBJR") == 0;
  if (kid->type == BRV_OBJ_INT && element)
    add_claim(a, page_of(a, element->dict, element), kid->integer, element);
  else if (brv_obj_is_dict(kid) && is_content && element)
    add_reference(a, kid, element);
  else if (brv_obj_is_dict(kid))
    add_element(a, kid, element, depth);
  else
    brv_audit_fault(a, BRV_TREE_KIND_FAULT, element ? brv_element_spot(a, element) : BRV_NO_SPOT,
                    NULL);
}

static void add_kids(brv_audit *a, brv_element *element, const brv_obj *kids, int depth)
{
  if (kids->type == BRV_OBJ_NULL)
    return;
  if (kids->type != BRV_OBJ_ARRAY) {
    add_kid(a, element, kids, depth);
    return;
  }
  for (guint i = 0; i < kids->count; i++)
    add_kid(a, element, brv_obj_item(a->pdf, kids, i), depth);
}

static void add_parent(const brv_obj *key, const brv_obj *value, void *tree)
{
  g_hash_table_insert(((brv_tree *)tree)->parents, GSIZE_TO_POINTER((gsize)brv_obj_int(key, -1)),
                      (void *)value);
}

void brv_audit_structure(brv_audit *a)
{
  const brv_obj *root = brv_obj_get(a->pdf, a->catalog, "StructTreeRoot");
  if (!brv_obj_is_dict(root)) {
    brv_audit_fault(a, BRV_STRUCTURE_NONE_FAULT, BRV_NO_SPOT, NULL);
    return;
  }
  a->tree = brv_new(a->arena, brv_tree);
  *a->tree = (brv_tree){
      .root = root,
      .elements = brv_arena_ptr_array(a->arena),
      .by_dict = brv_audit_set(a),
      .claims = brv_audit_set(a),
      .objects = brv_audit_set(a),
      .parents = brv_audit_set(a),
      .ids = brv_arena_table(a->arena),
  };
  g_hash_table_insert(a->tree->by_dict, (void *)root, NULL);
  brv_walk_tree(a, brv_obj_get(a->pdf, root, "ParentTree"), "Nums", add_parent, a->tree);
  brv_audit_roles(a);
  add_kids(a, NULL, brv_obj_get(a->pdf, root, "K"), 0);
  brv_audit_nesting(a);
  brv_audit_headings(a);
  brv_audit_tables(a);
  brv_audit_texts(a);
}
