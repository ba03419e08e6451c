/* Headings by number or by nesting, and the texts that elements must have. */
#include <string.h>

#include "verify/structure.h"

/* 1 to 6 of H1 to H6, else 0. */
static int level_of(const brv_element *element)
{
  const char *type = element->standard;
  return type[0] == 'H' && type[1] >= '1' && type[1] <= '6' && !type[2] ? type[1] - '0' : 0;
}

static void check_level(brv_audit *a, const brv_element *heading, int level, int last)
{
  if (!last && level != 1)
    brv_audit_fault(a, BRV_HEADING_FIRST_FAULT, brv_element_spot(a, heading), "%s",
                    heading->standard);
  else if (last && level > last + 1)
    brv_audit_fault(a, BRV_HEADING_SKIPPED_FAULT, brv_element_spot(a, heading), "%s follows H%d",
                    heading->standard, last);
}

static void check_unnumbered(brv_audit *a, const brv_element *element)
{
  guint count = 0;
  for (guint i = 0; i < element->kids->len; i++)
    count += brv_element_is(element->kids->pdata[i], "H");
  if (count > 1)
    brv_audit_fault(a, BRV_HEADING_TWO_FAULT, brv_element_spot(a, element), NULL);
}

void brv_audit_headings(brv_audit *a)
{
  int last = 0;
  const brv_element *plain = NULL;
  for (guint i = 0; i < a->tree->elements->len; i++) {
    const brv_element *element = a->tree->elements->pdata[i];
    int level = level_of(element);
    check_unnumbered(a, element);
    if (brv_element_is(element, "H"))
      plain = element;
    if (!level)
      continue;
    check_level(a, element, level, last);
    last = level;
  }
  if (plain && last)
    brv_audit_fault(a, BRV_HEADING_MIXED_FAULT, brv_element_spot(a, plain), NULL);
}

static bool has_alternative(const brv_element *element)
{
  return (element->alt && *element->alt) || element->actual;
}

static void check_note(brv_audit *a, const brv_element *note, GHashTable *ids)
{
  brv_spot spot = brv_element_spot(a, note);
  if (!note->id || !*note->id)
    brv_audit_fault(a, BRV_NOTE_ID_FAULT, spot, NULL);
  else if (!g_hash_table_add(ids, (void *)note->id))
    brv_audit_fault(a, BRV_NOTE_ID_TWICE_FAULT, spot, "\"%s\"", note->id);
}

static void check_language(brv_audit *a, const brv_element *element)
{
  bool has_text = element->alt || element->actual || element->expansion;
  brv_spot spot = brv_element_spot(a, element);
  if (has_text && !a->language && !brv_element_language(element))
    brv_audit_fault(a, BRV_LANG_ALT_FAULT, spot, NULL);
  if (element->language && *element->language && !brv_is_language_tag(element->language))
    brv_audit_fault(a, BRV_LANG_TAG_FAULT, spot, "\"%s\"", element->language);
}

static void check_form(brv_audit *a, const brv_element *form)
{
  const brv_obj *role = brv_element_attribute(a, form, "PrintField", "Role");
  if (role->type == BRV_OBJ_NULL &&
      (form->kids->len || form->objects->len != 1 || form->contents != 1))
    brv_audit_fault(a, BRV_FORM_CHILDREN_FAULT, brv_element_spot(a, form), NULL);
}

static void check_box(brv_audit *a, const brv_element *figure)
{
  const brv_obj *box = brv_element_attribute(a, figure, "Layout", "BBox");
  if (box->type != BRV_OBJ_ARRAY || box->count != 4)
    brv_audit_fault(a, BRV_FIGURE_BOX_FAULT, brv_element_spot(a, figure), NULL);
}

void brv_audit_texts(brv_audit *a)
{
  g_autoptr(GHashTable) ids = g_hash_table_new(g_str_hash, g_str_equal);
  for (guint i = 0; i < a->tree->elements->len; i++) {
    const brv_element *element = a->tree->elements->pdata[i];
    check_language(a, element);
    if (brv_element_is(element, "Figure") && !has_alternative(element))
      brv_audit_fault(a, BRV_FIGURE_ALT_FAULT, brv_element_spot(a, element), NULL);
    if (brv_element_is(element, "Figure"))
      check_box(a, element);
    if (brv_element_is(element, "Formula") && !has_alternative(element))
      brv_audit_fault(a, BRV_FORMULA_ALT_FAULT, brv_element_spot(a, element), NULL);
    if (brv_element_is(element, "Note"))
      check_note(a, element, ids);
    if (brv_element_is(element, "Form"))
      check_form(a, element);
  }
}
