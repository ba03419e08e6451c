/* Annotations and the fields of forms. ISO 19005-2, 6.3 and 6.4; ISO 14289-1, 7.18. */
#include <string.h>

#include "verify/structure.h"
#include "verify/walk.h"

enum { INVISIBLE = 1, HIDDEN = 2, PRINT = 4, NO_VIEW = 32, TOGGLE_NO_VIEW = 256, DEPTH = 64 };

typedef struct {
  brv_audit *audit;
  const brv_leaf *leaf;
  const brv_obj *dict;
  const char *type;
  gint64 flags;
  const brv_element *element; /* that the parent tree gives, or NULL */
  brv_spot spot;
} annotation;

static const brv_obj *get(const annotation *n, const char *key)
{
  return brv_obj_get(n->audit->pdf, n->dict, key);
}

static bool is_type(const annotation *n, const char *type)
{
  return strcmp(n->type, type) == 0;
}

static void fault(const annotation *n, brv_condition condition)
{
  brv_audit_fault(n->audit, condition, n->spot, NULL);
}

static bool has_text(const brv_obj *object)
{
  const char *text = brv_obj_string(object);
  return text && *text;
}

/* A field's value, its own or inherited. */
static const brv_obj *field_value(const annotation *n, const char *key)
{
  const brv_obj *field = n->dict;
  for (int depth = 0; brv_obj_is_dict(field) && depth < DEPTH; depth++) {
    if (brv_obj_has(field, key))
      return brv_obj_get(n->audit->pdf, field, key);
    field = brv_obj_get(n->audit->pdf, field, "Parent");
  }
  return &brv_obj_null;
}

/* The field that a widget belongs to: itself, or the next above that has a name. */
static const brv_obj *field_of(const annotation *n)
{
  const brv_obj *field = n->dict;
  for (int depth = 0; !brv_obj_has(field, "T") && depth < DEPTH; depth++)
    field = brv_obj_get(n->audit->pdf, field, "Parent");
  return field;
}

/* PDF/A. */

static void check_type(const annotation *n)
{
  static const char *const types[] = {
      "Text",     "Link",      "FreeText",       "Line",     "Square",      "Circle",  "Polygon",
      "PolyLine", "Highlight", "Underline",      "Squiggly", "StrikeOut",   "Stamp",   "Caret",
      "Ink",      "Popup",     "FileAttachment", "Widget",   "PrinterMark", "TrapNet", "Watermark",
      "Redact",   NULL};
  if (!g_strv_contains(types, n->type))
    brv_audit_fault(n->audit, BRV_ANNOTATION_TYPE_FAULT, n->spot, NULL);
}

static void check_flags(const annotation *n)
{
  const int unwanted = INVISIBLE | HIDDEN | NO_VIEW | TOGGLE_NO_VIEW;
  if (get(n, "F")->type == BRV_OBJ_NULL) {
    if (!is_type(n, "Popup"))
      fault(n, BRV_ANNOTATION_FLAGS_NONE_FAULT);
  } else if (!(n->flags & PRINT) || n->flags & unwanted) {
    fault(n, BRV_ANNOTATION_FLAGS_FAULT);
  }
}

static bool is_without_extent(const annotation *n)
{
  const brv_obj *box = get(n, "Rect");
  double corner[4];
  for (guint i = 0; i < 4; i++)
    corner[i] = brv_obj_number(brv_obj_item(n->audit->pdf, box, i), 0);
  return corner[0] == corner[2] && corner[1] == corner[3];
}

static void check_appearance(const annotation *n)
{
  const brv_obj *looks = get(n, "AP");
  if (!brv_obj_is_dict(looks)) {
    if (!is_without_extent(n) && !is_type(n, "Popup") && !is_type(n, "Link"))
      fault(n, BRV_APPEARANCE_NONE_FAULT);
    return;
  }
  if (looks->count != 1 || !brv_obj_has(looks, "N")) {
    fault(n, BRV_APPEARANCE_KEYS_FAULT);
    return;
  }
  const brv_obj *normal = brv_obj_get(n->audit->pdf, looks, "N");
  bool is_button = is_type(n, "Widget") && brv_obj_is_name(field_value(n, "FT"), "Btn");
  if (is_button && normal->type != BRV_OBJ_DICT)
    fault(n, BRV_APPEARANCE_BUTTON_FAULT);
  else if (!is_button && normal->type != BRV_OBJ_STREAM)
    fault(n, BRV_APPEARANCE_STREAM_FAULT);
}

static void check_widget(const annotation *n)
{
  if (!is_type(n, "Widget"))
    return;
  if (get(n, "A")->type != BRV_OBJ_NULL || get(n, "AA")->type != BRV_OBJ_NULL)
    fault(n, BRV_WIDGET_ACTION_FAULT);
}

/* PDF/UA. */

/* Seen by nobody: hidden, or beyond the edge of the page. */
static bool is_unseen(const annotation *n)
{
  const brv_obj *box = get(n, "Rect");
  const brv_obj *page = brv_obj_get(n->audit->pdf, n->leaf->dict, "CropBox");
  if (page->type != BRV_OBJ_ARRAY)
    page = brv_obj_get(n->audit->pdf, n->leaf->dict, "MediaBox");
  double a[4], b[4];
  for (guint i = 0; i < 4; i++) {
    a[i] = brv_obj_number(brv_obj_item(n->audit->pdf, box, i), 0);
    b[i] = brv_obj_number(brv_obj_item(n->audit->pdf, page, i), 0);
  }
  bool is_outside = page->type == BRV_OBJ_ARRAY && box->type == BRV_OBJ_ARRAY &&
                    (MAX(a[0], a[2]) <= MIN(b[0], b[2]) || MIN(a[0], a[2]) >= MAX(b[0], b[2]) ||
                     MAX(a[1], a[3]) <= MIN(b[1], b[3]) || MIN(a[1], a[3]) >= MAX(b[1], b[3]));
  return n->flags & HIDDEN || is_outside;
}

static bool has_alt(const annotation *n)
{
  return n->element && n->element->alt && *n->element->alt;
}

static void check_link(const annotation *n)
{
  if (!brv_element_is(n->element, "Link"))
    fault(n, BRV_LINK_UNTAGGED_FAULT);
  if (!has_text(get(n, "Contents")))
    fault(n, BRV_LINK_CONTENTS_FAULT);
}

static void check_field(const annotation *n)
{
  if (!brv_element_is(n->element, "Form"))
    fault(n, BRV_WIDGET_UNTAGGED_FAULT);
  if (!has_text(brv_obj_get(n->audit->pdf, field_of(n), "TU")) && !has_alt(n))
    fault(n, BRV_FIELD_TU_FAULT);
}

/* The parent tree and the element's own reference to the annotation say the same. */
static void check_sums(const annotation *n)
{
  const brv_element *claims =
      n->audit->tree ? g_hash_table_lookup(n->audit->tree->objects, n->dict) : NULL;
  if (claims != n->element)
    fault(n, BRV_PARENT_TREE_FAULT);
}

static void check_tagging(const annotation *n)
{
  if (is_unseen(n))
    return;
  if (is_type(n, "TrapNet"))
    fault(n, BRV_TRAPNET_FAULT);
  else if (is_type(n, "PrinterMark")) {
    if (n->element)
      fault(n, BRV_PRINTER_MARK_FAULT);
  } else if (is_type(n, "Widget"))
    check_field(n);
  else if (is_type(n, "Link"))
    check_link(n);
  else if (!brv_element_is(n->element, "Annot"))
    fault(n, BRV_ANNOTATION_UNTAGGED_FAULT);
  if (!is_type(n, "Widget") && !is_type(n, "Link") && !has_text(get(n, "Contents")) && !has_alt(n))
    fault(n, BRV_ANNOTATION_CONTENTS_FAULT);
}

static void check_languages(const annotation *n)
{
  const char *language = n->audit->language ? n->audit->language : brv_element_language(n->element);
  if (language)
    return;
  if (has_text(get(n, "Contents")))
    fault(n, BRV_LANG_CONTENTS_FAULT);
  if (is_type(n, "Widget") && has_text(brv_obj_get(n->audit->pdf, field_of(n), "TU")))
    fault(n, BRV_LANG_FIELD_FAULT);
}

static void check_attachment(const annotation *n)
{
  const brv_obj *file = get(n, "FS");
  if (is_type(n, "FileAttachment") && brv_obj_is_dict(file) &&
      (!has_text(brv_obj_get(n->audit->pdf, file, "F")) ||
       !has_text(brv_obj_get(n->audit->pdf, file, "UF"))))
    fault(n, BRV_ATTACHMENT_NAMES_FAULT);
}

static void check(brv_audit *a, const brv_leaf *leaf, guint index, const brv_obj *dict)
{
  annotation n = {.audit = a, .leaf = leaf, .dict = dict};
  n.type = brv_obj_name(get(&n, "Subtype"));
  n.flags = brv_obj_int(get(&n, "F"), 0);
  n.element = brv_tree_parent_of(a->tree, get(&n, "StructParent"));
  n.spot = brv_audit_spot(a, leaf->number, "annotation %u, %s", index + 1, n.type);
  check_type(&n);
  check_flags(&n);
  check_appearance(&n);
  check_widget(&n);
  check_tagging(&n);
  check_languages(&n);
  check_attachment(&n);
  check_sums(&n);
}

static void check_tabs(brv_audit *a, const brv_leaf *leaf)
{
  const brv_obj *tabs = brv_obj_get(a->pdf, leaf->dict, "Tabs");
  if (tabs->type == BRV_OBJ_NULL)
    brv_audit_fault(a, BRV_TABS_NONE_FAULT, (brv_spot){leaf->number, NULL}, NULL);
  else if (!brv_obj_is_name(tabs, "S"))
    brv_audit_fault(a, BRV_TABS_FAULT, (brv_spot){leaf->number, NULL}, NULL);
}

/* Fields that are not widgets themselves. */
static void check_fields(brv_audit *a)
{
  const brv_obj *form = brv_obj_get(a->pdf, a->catalog, "AcroForm");
  g_autoptr(GPtrArray) stack = g_ptr_array_new();
  g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
  const brv_obj *kids = brv_obj_get(a->pdf, form, "Fields");
  while (true) {
    for (guint i = 0; kids->type == BRV_OBJ_ARRAY && i < kids->count; i++) {
      const brv_obj *field = brv_obj_item(a->pdf, kids, i);
      if (brv_obj_is_dict(field) && g_hash_table_add(seen, (void *)field))
        g_ptr_array_add(stack, (void *)field);
    }
    if (!stack->len)
      return;
    const brv_obj *field = g_ptr_array_steal_index_fast(stack, stack->len - 1);
    bool is_widget = brv_obj_is_name(brv_obj_get(a->pdf, field, "Subtype"), "Widget");
    if (brv_obj_has(field, "AA") || (!is_widget && brv_obj_has(field, "A")))
      brv_audit_fault(a, BRV_FIELD_ACTION_FAULT, BRV_NO_SPOT, "%s", brv_audit_object(a, field));
    kids = brv_obj_get(a->pdf, field, "Kids");
  }
}

void brv_audit_annotations(brv_audit *a)
{
  for (guint i = 0; i < a->leaves->len; i++) {
    const brv_leaf *leaf = a->leaves->pdata[i];
    const brv_obj *all = brv_obj_get(a->pdf, leaf->dict, "Annots");
    guint count = all->type == BRV_OBJ_ARRAY ? all->count : 0;
    for (guint k = 0; k < count; k++)
      if (brv_obj_is_dict(brv_obj_item(a->pdf, all, k)))
        check(a, leaf, k, brv_obj_item(a->pdf, all, k));
    if (count)
      check_tabs(a, leaf);
  }
  check_fields(a);
}
