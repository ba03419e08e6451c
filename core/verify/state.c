/* Extended graphics states and halftones. ISO 19005-2, 6.2.5, 6.2.6 and 6.2.10. */
#include <string.h>

#include "verify/colour.h"
#include "verify/content.h"

enum { TYPE_SIMPLE = 1, TYPE_MANY = 5 };

static void check_blend(brv_content *c, const brv_obj *mode)
{
  static const char *const known[] = {
      "Normal",    "Compatible", "Multiply",   "Screen",    "Overlay",    "Darken",
      "Lighten",   "ColorDodge", "ColorBurn",  "HardLight", "SoftLight",  "Difference",
      "Exclusion", "Hue",        "Saturation", "Color",     "Luminosity", NULL};
  bool is_many = mode->type == BRV_OBJ_ARRAY;
  for (guint i = 0; i < (is_many ? mode->count : 1); i++) {
    const brv_obj *one = is_many ? brv_obj_item(c->audit->pdf, mode, i) : mode;
    const char *name = brv_obj_name(one);
    if (one->type == BRV_OBJ_NULL)
      return;
    if (!g_strv_contains(known, name))
      brv_audit_fault(c->audit, BRV_BLEND_FAULT, brv_content_spot(c), "%s", name);
    if (strcmp(name, "Normal") != 0 && strcmp(name, "Compatible") != 0)
      g_hash_table_add(c->audit->paint->transparent, GUINT_TO_POINTER(c->page));
  }
}

static void check_halftone(brv_content *c, const brv_obj *halftone, const char *colourant)
{
  static const char *const process[] = {"Cyan", "Magenta", "Yellow", "Black", NULL};
  brv_audit *a = c->audit;
  brv_spot spot = brv_content_spot(c);
  gint64 type = brv_obj_int(brv_obj_get(a->pdf, halftone, "HalftoneType"), 0);
  if (type != TYPE_SIMPLE && type != TYPE_MANY)
    brv_audit_fault(a, BRV_HALFTONE_TYPE_FAULT, spot, "%d", (int)type);
  if (brv_obj_has(halftone, "HalftoneName"))
    brv_audit_fault(a, BRV_HALFTONE_NAME_FAULT, spot, NULL);
  bool has_transfer = brv_obj_has(halftone, "TransferFunction");
  bool is_process = !colourant || g_strv_contains(process, colourant);
  bool is_default = g_strcmp0(colourant, "Default") == 0;
  if (!is_default && has_transfer == is_process)
    brv_audit_fault(a, BRV_HALFTONE_TRANSFER_FAULT, spot, NULL);
}

static void check_halftones(brv_content *c, const brv_obj *halftone)
{
  if (!brv_obj_is_dict(halftone))
    return;
  check_halftone(c, halftone, NULL);
  if (brv_obj_int(brv_obj_get(c->audit->pdf, halftone, "HalftoneType"), 0) != TYPE_MANY)
    return;
  for (guint i = 0; i < halftone->count; i++) {
    const brv_obj *one = brv_obj_resolve(c->audit->pdf, halftone->items[i]);
    if (brv_obj_is_dict(one))
      check_halftone(c, one, halftone->keys[i]);
  }
}

static void check_transfer(brv_content *c, const brv_obj *state)
{
  brv_audit *a = c->audit;
  const brv_obj *second = brv_obj_get(a->pdf, state, "TR2");
  if (brv_obj_has(state, "TR"))
    brv_audit_fault(a, BRV_TRANSFER_FAULT, brv_content_spot(c), NULL);
  if (second->type != BRV_OBJ_NULL && !brv_obj_is_name(second, "Default"))
    brv_audit_fault(a, BRV_TRANSFER2_FAULT, brv_content_spot(c), NULL);
  if (brv_obj_has(state, "HTP"))
    brv_audit_fault(a, BRV_HALFTONE_PHASE_FAULT, brv_content_spot(c), NULL);
}

static void note_transparency(brv_content *c, const brv_obj *state)
{
  brv_audit *a = c->audit;
  const brv_obj *mask = brv_obj_get(a->pdf, state, "SMask");
  bool is_transparent = brv_obj_is_dict(mask) ||
                        brv_obj_number(brv_obj_get(a->pdf, state, "ca"), 1) < 1 ||
                        brv_obj_number(brv_obj_get(a->pdf, state, "CA"), 1) < 1;
  if (is_transparent)
    g_hash_table_add(a->paint->transparent, GUINT_TO_POINTER(c->page));
  const brv_obj *group = brv_obj_get(a->pdf, mask, "G");
  if (group->type == BRV_OBJ_STREAM)
    brv_content_run_below(c, group, brv_obj_get(a->pdf, group, "Resources"), "a soft mask");
}

void brv_content_intent(brv_content *c, const brv_obj *intent)
{
  static const char *const known[] = {"RelativeColorimetric", "AbsoluteColorimetric", "Perceptual",
                                      "Saturation", NULL};
  if (intent->type != BRV_OBJ_NULL && !g_strv_contains(known, brv_obj_name(intent)))
    brv_audit_fault(c->audit, BRV_INTENT_FAULT, brv_content_spot(c), "%s", brv_obj_name(intent));
}

void brv_content_state(brv_content *c, const brv_obj *state)
{
  brv_pdf *pdf = c->audit->pdf;
  brv_ink *ink = brv_content_ink(c);
  check_transfer(c, state);
  check_halftones(c, brv_obj_get(pdf, state, "HT"));
  check_blend(c, brv_obj_get(pdf, state, "BM"));
  brv_content_intent(c, brv_obj_get(pdf, state, "RI"));
  note_transparency(c, state);
  ink = brv_content_ink(c);
  if (brv_obj_has(state, "OP"))
    ink->overprints_stroke = ink->overprints_fill = brv_obj_is_true(brv_obj_get(pdf, state, "OP"));
  if (brv_obj_has(state, "op"))
    ink->overprints_fill = brv_obj_is_true(brv_obj_get(pdf, state, "op"));
  if (brv_obj_has(state, "OPM"))
    ink->overprint_mode = (int)brv_obj_int(brv_obj_get(pdf, state, "OPM"), 0);
  const brv_obj *font = brv_obj_item(pdf, brv_obj_get(pdf, state, "Font"), 0);
  if (brv_obj_is_dict(font))
    ink->font = font;
}
