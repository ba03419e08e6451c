/* The page tree and what a page's dictionary says. */
#include <string.h>

#include "verify/audit.h"

/* So many pages are looked at, and nodes above them. */
enum { PAGES = 100000, DEPTH = 200 };

static void check_box(brv_audit *a, const brv_leaf *leaf, const char *key, const brv_obj *box)
{
  const double SMALLEST = 3, LARGEST = 14400;
  if (box->type != BRV_OBJ_ARRAY || box->count != 4)
    return;
  for (guint i = 0; i < 2; i++) {
    double size = ABS(brv_obj_number(brv_obj_item(a->pdf, box, i + 2), 0) -
                      brv_obj_number(brv_obj_item(a->pdf, box, i), 0));
    if (size < SMALLEST || size > LARGEST)
      brv_audit_fault(a, BRV_LIMIT_PAGE_FAULT, brv_audit_spot(a, leaf->number, "%s", key), NULL);
  }
}

/* A page's own value, or one that it inherits. */
static const brv_obj *inherited(brv_audit *a, const brv_obj *page, const char *key)
{
  for (int depth = 0; brv_obj_is_dict(page) && depth < DEPTH; depth++) {
    const brv_obj *value = brv_obj_get(a->pdf, page, key);
    if (value->type != BRV_OBJ_NULL)
      return value;
    page = brv_obj_get(a->pdf, page, "Parent");
  }
  return &brv_obj_null;
}

static void check_page(brv_audit *a, const brv_leaf *leaf)
{
  static const char *const boxes[] = {"MediaBox", "CropBox", "BleedBox", "TrimBox", "ArtBox"};
  brv_spot spot = {leaf->number, NULL};
  for (guint i = 0; i < G_N_ELEMENTS(boxes); i++)
    check_box(a, leaf, boxes[i], inherited(a, leaf->dict, boxes[i]));
  if (brv_obj_has(leaf->dict, "AA"))
    brv_audit_fault(a, BRV_PAGE_ACTIONS_FAULT, spot, NULL);
  if (brv_obj_has(leaf->dict, "PresSteps"))
    brv_audit_fault(a, BRV_PRES_STEPS_FAULT, spot, NULL);
}

static void add_page(brv_audit *a, const brv_obj *page)
{
  brv_leaf *leaf = brv_new(a->arena, brv_leaf);
  leaf->number = a->leaves->len + 1;
  leaf->dict = page;
  leaf->owns_resources = brv_obj_is_dict(brv_obj_get(a->pdf, page, "Resources"));
  leaf->resources = inherited(a, page, "Resources");
  g_ptr_array_add(a->leaves, leaf);
  g_hash_table_insert(a->page_numbers, (void *)page, leaf);
  check_page(a, leaf);
}

static void add_kids(brv_audit *a, const brv_obj *node, GPtrArray *stack, GHashTable *seen)
{
  const brv_obj *kids = brv_obj_get(a->pdf, node, "Kids");
  for (guint i = kids->type == BRV_OBJ_ARRAY ? kids->count : 0; i > 0; i--) {
    const brv_obj *kid = brv_obj_item(a->pdf, kids, i - 1);
    if (!brv_obj_is_dict(kid))
      brv_audit_fault(a, BRV_UNREADABLE_FAULT, BRV_NO_SPOT, "the page tree holds what is no page");
    else if (!g_hash_table_add(seen, (void *)kid))
      brv_audit_fault(a, BRV_UNREADABLE_FAULT, BRV_NO_SPOT,
                      "the page tree has %s twice, or runs in a circle", brv_audit_object(a, kid));
    else
      g_ptr_array_add(stack, (void *)kid);
  }
}

void brv_audit_pages(brv_audit *a)
{
  g_autoptr(GPtrArray) stack = g_ptr_array_new();
  g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
  const brv_obj *root = brv_obj_get(a->pdf, a->catalog, "Pages");
  g_hash_table_add(seen, (void *)root);
  g_ptr_array_add(stack, (void *)root);
  while (stack->len && a->leaves->len < PAGES) {
    const brv_obj *node = g_ptr_array_steal_index_fast(stack, stack->len - 1);
    if (brv_obj_get(a->pdf, node, "Kids")->type == BRV_OBJ_ARRAY)
      add_kids(a, node, stack, seen);
    else if (brv_obj_is_dict(node) && node != root)
      add_page(a, node);
  }
  if (!a->leaves->len)
    brv_audit_fault(a, BRV_UNREADABLE_FAULT, BRV_NO_SPOT, "it has no page");
}
