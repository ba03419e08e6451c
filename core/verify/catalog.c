/* What the catalog says of the whole file: marking, viewer, outline, optional content, embedded
 * files, permissions. */
#include <string.h>

#include "verify/structure.h"
#include "verify/walk.h"

static void check_marks(brv_audit *a)
{
  const brv_obj *marks = brv_obj_get(a->pdf, a->catalog, "MarkInfo");
  if (!brv_obj_is_true(brv_obj_get(a->pdf, marks, "Marked")))
    brv_audit_fault(a, BRV_MARKED_FAULT, BRV_NO_SPOT, NULL);
  if (brv_obj_is_true(brv_obj_get(a->pdf, marks, "Suspects")))
    brv_audit_fault(a, BRV_SUSPECTS_FAULT, BRV_NO_SPOT, NULL);
}

static void check_viewer(brv_audit *a)
{
  const brv_obj *viewer = brv_obj_get(a->pdf, a->catalog, "ViewerPreferences");
  if (!brv_obj_has(viewer, "DisplayDocTitle"))
    brv_audit_fault(a, BRV_DISPLAY_NONE_FAULT, BRV_NO_SPOT, NULL);
  else if (!brv_obj_is_true(brv_obj_get(a->pdf, viewer, "DisplayDocTitle")))
    brv_audit_fault(a, BRV_DISPLAY_FALSE_FAULT, BRV_NO_SPOT, NULL);
}

static void check_outline(brv_audit *a)
{
  const brv_obj *outline = brv_obj_get(a->pdf, a->catalog, "Outlines");
  if (brv_obj_has(outline, "First") && !a->language)
    brv_audit_fault(a, BRV_LANG_OUTLINE_FAULT, BRV_NO_SPOT, NULL);
}

/* Optional content: each configuration has a name of its own, lists every group and no AS. */

static void collect(brv_audit *a, const brv_obj *order, GHashTable *seen, GHashTable *groups)
{
  if (order->type != BRV_OBJ_ARRAY) {
    g_hash_table_add(groups, (void *)order);
    return;
  }
  if (!g_hash_table_add(seen, (void *)order))
    return;
  for (guint i = 0; i < order->count; i++)
    collect(a, brv_obj_item(a->pdf, order, i), seen, groups);
}

static void check_order(brv_audit *a, const brv_obj *config, const brv_obj *groups, brv_spot spot)
{
  const brv_obj *order = brv_obj_get(a->pdf, config, "Order");
  if (order->type == BRV_OBJ_NULL)
    return;
  GHashTable *listed = brv_audit_set(a);
  collect(a, order, brv_audit_set(a), listed);
  for (guint i = 0; i < groups->count; i++)
    if (!g_hash_table_contains(listed, brv_obj_item(a->pdf, groups, i))) {
      brv_audit_fault(a, BRV_OC_ORDER_FAULT, spot, NULL);
      return;
    }
}

static void check_config(brv_audit *a, const brv_obj *config, const brv_obj *groups,
                         GHashTable *names)
{
  brv_spot spot = brv_audit_spot(a, 0, "OCProperties, %s", brv_audit_object(a, config));
  const char *name = brv_obj_string(brv_obj_get(a->pdf, config, "Name"));
  if (!name || !*name)
    brv_audit_fault(a, BRV_OC_NAME_FAULT, spot, NULL);
  else if (!g_hash_table_add(names, (void *)name))
    brv_audit_fault(a, BRV_OC_NAME_TWICE_FAULT, spot, "\"%s\"", name);
  if (brv_obj_has(config, "AS"))
    brv_audit_fault(a, BRV_OC_AS_FAULT, spot, NULL);
  check_order(a, config, groups, spot);
}

static void check_optional(brv_audit *a)
{
  const brv_obj *optional = brv_obj_get(a->pdf, a->catalog, "OCProperties");
  if (!brv_obj_is_dict(optional))
    return;
  GHashTable *names = g_hash_table_new(g_str_hash, g_str_equal);
  brv_arena_own(a->arena, names, (GDestroyNotify)g_hash_table_unref);
  const brv_obj *groups = brv_obj_get(a->pdf, optional, "OCGs");
  const brv_obj *others = brv_obj_get(a->pdf, optional, "Configs");
  check_config(a, brv_obj_get(a->pdf, optional, "D"), groups, names);
  for (guint i = 0; others->type == BRV_OBJ_ARRAY && i < others->count; i++)
    check_config(a, brv_obj_item(a->pdf, others, i), groups, names);
}

/* Permissions and what the catalog must not have. */

static void check_reference(brv_audit *a, const brv_obj *reference)
{
  if (brv_obj_has(reference, "DigestLocation") || brv_obj_has(reference, "DigestMethod") ||
      brv_obj_has(reference, "DigestValue"))
    brv_audit_fault(a, BRV_SIGNATURE_DIGEST_FAULT, BRV_NO_SPOT, NULL);
}

/* All signatures of a file whose permissions have DocMDP. */
static void visit_signature(const brv_obj *object, void *audit)
{
  brv_audit *a = audit;
  const brv_obj *references = brv_obj_get(a->pdf, object, "Reference");
  if (!brv_obj_has(object, "ByteRange") && !brv_obj_is_name(brv_obj_get_raw(object, "Type"), "Sig"))
    return;
  for (guint i = 0; references->type == BRV_OBJ_ARRAY && i < references->count; i++)
    check_reference(a, brv_obj_item(a->pdf, references, i));
}

static void check_permissions(brv_audit *a)
{
  const brv_obj *permissions = brv_obj_get(a->pdf, a->catalog, "Perms");
  for (guint i = 0; brv_obj_is_dict(permissions) && i < permissions->count; i++)
    if (strcmp(permissions->keys[i], "UR3") != 0 && strcmp(permissions->keys[i], "DocMDP") != 0)
      brv_audit_fault(a, BRV_PERMISSIONS_FAULT, BRV_NO_SPOT, "\"%s\"", permissions->keys[i]);
  if (brv_obj_has(permissions, "DocMDP"))
    brv_walk(a, a->trailer, visit_signature);
}

static void check_form(brv_audit *a)
{
  const brv_obj *form = brv_obj_get(a->pdf, a->catalog, "AcroForm");
  if (brv_obj_is_true(brv_obj_get(a->pdf, form, "NeedAppearances")))
    brv_audit_fault(a, BRV_NEED_APPEARANCES_FAULT, BRV_NO_SPOT, NULL);
  if (brv_obj_has(form, "XFA"))
    brv_audit_fault(a, BRV_XFA_FAULT, BRV_NO_SPOT, NULL);
}

/* An XFA form is one stream, or names and streams by turns. */
static void check_dynamic(brv_audit *a)
{
  const brv_obj *xfa = brv_obj_get(a->pdf, brv_obj_get(a->pdf, a->catalog, "AcroForm"), "XFA");
  guint count = xfa->type == BRV_OBJ_ARRAY ? xfa->count : 1;
  for (guint i = 0; i < count; i++) {
    const brv_obj *part = xfa->type == BRV_OBJ_ARRAY ? brv_obj_item(a->pdf, xfa, i) : xfa;
    g_autoptr(GBytes) data = brv_obj_data(a->pdf, part);
    g_autofree char *text =
        data ? g_strndup(g_bytes_get_data(data, NULL), g_bytes_get_size(data)) : NULL;
    if (text && g_regex_match_simple("<dynamicRender\\s*>\\s*required\\s*<", text, 0, 0))
      brv_audit_fault(a, BRV_XFA_DYNAMIC_FAULT, BRV_NO_SPOT, NULL);
  }
}

static void check_absent(brv_audit *a)
{
  const brv_obj *names = brv_obj_get(a->pdf, a->catalog, "Names");
  if (brv_obj_has(a->catalog, "AA"))
    brv_audit_fault(a, BRV_CATALOG_ACTIONS_FAULT, BRV_NO_SPOT, NULL);
  if (brv_obj_is_true(brv_obj_get(a->pdf, a->catalog, "NeedsRendering")))
    brv_audit_fault(a, BRV_NEEDS_RENDERING_FAULT, BRV_NO_SPOT, NULL);
  if (brv_obj_has(a->catalog, "Requirements"))
    brv_audit_fault(a, BRV_REQUIREMENTS_FAULT, BRV_NO_SPOT, NULL);
  if (brv_obj_has(names, "AlternatePresentations"))
    brv_audit_fault(a, BRV_PRESENTATIONS_FAULT, BRV_NO_SPOT, NULL);
}

static void check_language(brv_audit *a)
{
  if (a->language && !brv_is_language_tag(a->language))
    brv_audit_fault(a, BRV_LANG_TAG_FAULT, BRV_NO_SPOT, "\"%s\"", a->language);
}

void brv_audit_catalog(brv_audit *a)
{
  check_language(a);
  check_marks(a);
  check_viewer(a);
  check_outline(a);
  check_optional(a);
  check_permissions(a);
  check_form(a);
  check_dynamic(a);
  check_absent(a);
}
