/* Images and forms. ISO 19005-2, 6.2.8 and 6.2.9; ISO 14289-1, 7.20. */
#include <string.h>

#include "verify/colour.h"
#include "verify/content.h"

static const brv_obj *entry(const brv_content *c, const brv_obj *image, const char *key,
                            const char *shorter)
{
  const brv_obj *value = brv_obj_get(c->audit->pdf, image, key);
  return value->type == BRV_OBJ_NULL ? brv_obj_get(c->audit->pdf, image, shorter) : value;
}

static void check_inline_filter(brv_content *c, const brv_obj *filter)
{
  static const char *const allowed[] = {"ASCIIHexDecode",
                                        "ASCII85Decode",
                                        "FlateDecode",
                                        "RunLengthDecode",
                                        "CCITTFaxDecode",
                                        "DCTDecode",
                                        "AHx",
                                        "A85",
                                        "Fl",
                                        "RL",
                                        "CCF",
                                        "DCT",
                                        NULL};
  bool is_many = filter->type == BRV_OBJ_ARRAY;
  for (guint i = 0; i < (is_many ? filter->count : 1); i++) {
    const brv_obj *one = is_many ? brv_obj_item(c->audit->pdf, filter, i) : filter;
    if (one->type != BRV_OBJ_NULL && !g_strv_contains(allowed, brv_obj_name(one)))
      brv_audit_fault(c->audit, BRV_INLINE_FILTER_FAULT, brv_content_spot(c), "%s",
                      brv_obj_name(one));
  }
}

static void check_bits(brv_content *c, const brv_obj *image, bool is_mask)
{
  const brv_obj *bits = entry(c, image, "BitsPerComponent", "BPC");
  gint64 count = brv_obj_int(bits, 0);
  bool is_power = count == 1 || count == 2 || count == 4 || count == 8 || count == 16;
  if (bits->type == BRV_OBJ_NULL)
    return;
  if (is_mask && count != 1)
    brv_audit_fault(c->audit, BRV_MASK_BITS_FAULT, brv_content_spot(c), "%d", (int)count);
  else if (!is_mask && !is_power)
    brv_audit_fault(c->audit, BRV_BITS_FAULT, brv_content_spot(c), "%d", (int)count);
}

static bool is_jpx(const brv_content *c, const brv_obj *image)
{
  const brv_obj *filter = brv_obj_get(c->audit->pdf, image, "Filter");
  if (filter->type == BRV_OBJ_ARRAY && filter->count)
    filter = brv_obj_item(c->audit->pdf, filter, filter->count - 1);
  return brv_obj_is_name(filter, "JPXDecode");
}

/* Inline images abbreviate. */
static const brv_obj *full_space(brv_content *c, const brv_obj *space)
{
  static const char *const pairs[][2] = {
      {"G", "DeviceGray"}, {"RGB", "DeviceRGB"}, {"CMYK", "DeviceCMYK"}};
  for (guint i = 0; i < G_N_ELEMENTS(pairs); i++)
    if (brv_obj_is_name(space, pairs[i][0])) {
      brv_obj *name = brv_obj_new(c->arena, BRV_OBJ_NAME);
      name->text = pairs[i][1];
      name->length = strlen(name->text);
      return name;
    }
  bool is_device = space->type == BRV_OBJ_NAME && g_str_has_prefix(space->text, "Device");
  return space->type == BRV_OBJ_NAME && !is_device
             ? brv_content_resource(c, "ColorSpace", space->text)
             : space;
}

static void check_looks(brv_content *c, const brv_obj *image, bool is_inline)
{
  brv_audit *a = c->audit;
  brv_spot spot = brv_content_spot(c);
  if (brv_obj_has(image, "Alternates"))
    brv_audit_fault(a, BRV_ALTERNATES_FAULT, spot, NULL);
  if (brv_obj_has(image, "OPI"))
    brv_audit_fault(a, BRV_IMAGE_OPI_FAULT, spot, NULL);
  if (brv_obj_is_true(entry(c, image, "Interpolate", is_inline ? "I" : "Interpolate")))
    brv_audit_fault(a, BRV_INTERPOLATE_FAULT, spot, NULL);
  check_bits(c, image, brv_obj_is_true(entry(c, image, "ImageMask", "IM")));
  brv_content_intent(c, brv_obj_get(a->pdf, image, "Intent"));
}

void brv_content_image(brv_content *c, const brv_obj *image, bool is_inline)
{
  brv_audit *a = c->audit;
  brv_spot spot = brv_content_spot(c);
  bool is_mask = brv_obj_is_true(entry(c, image, "ImageMask", "IM"));
  const brv_obj *space = entry(c, image, "ColorSpace", "CS");
  check_looks(c, image, is_inline);
  if (is_inline)
    check_inline_filter(c, entry(c, image, "Filter", "F"));
  if (is_jpx(c, image))
    brv_audit_jpx(a, image, spot);
  if (is_mask)
    brv_content_colour(c, brv_content_ink(c)->fill, false);
  else if (space->type != BRV_OBJ_NULL)
    brv_content_colour(c, is_inline ? full_space(c, space) : space, false);
  const brv_obj *soft = brv_obj_get(a->pdf, image, "SMask");
  const brv_obj *mask = brv_obj_get(a->pdf, image, "Mask");
  if (soft->type == BRV_OBJ_STREAM || brv_obj_int(brv_obj_get(a->pdf, image, "SMaskInData"), 0))
    g_hash_table_add(a->paint->transparent, GUINT_TO_POINTER(c->page));
  /* A soft mask is grey by definition, and needs no profile. */
  if (soft->type == BRV_OBJ_STREAM)
    check_looks(c, soft, false);
  if (mask->type == BRV_OBJ_STREAM && mask != image)
    check_bits(c, mask, true);
}

static void show_form(brv_content *c, const brv_obj *form)
{
  brv_audit *a = c->audit;
  brv_spot spot = brv_content_spot(c);
  if (brv_obj_has(form, "OPI") || brv_obj_has(form, "PS") ||
      brv_obj_is_name(brv_obj_get(a->pdf, form, "Subtype2"), "PS"))
    brv_audit_fault(a, BRV_FORM_PS_FAULT, spot, NULL);
  if (brv_obj_has(form, "Ref"))
    brv_audit_fault(a, BRV_FORM_REFERENCE_FAULT, spot, NULL);
  const brv_obj *group = brv_obj_get(a->pdf, form, "Group");
  if (brv_obj_is_name(brv_obj_get(a->pdf, group, "S"), "Transparency"))
    g_hash_table_add(a->paint->transparent, GUINT_TO_POINTER(c->page));
  const char *what = brv_arena_printf(a->arena, "form in %s", brv_audit_object(a, form));
  brv_content_run_below(c, form, brv_obj_get(a->pdf, form, "Resources"), what);
}

void brv_content_xobject(brv_content *c, const brv_obj *object)
{
  const char *type = brv_obj_name(brv_obj_get(c->audit->pdf, object, "Subtype"));
  if (strcmp(type, "PS") == 0) {
    brv_audit_fault(c->audit, BRV_XOBJECT_PS_FAULT, brv_content_spot(c), NULL);
  } else if (strcmp(type, "Form") == 0) {
    show_form(c, object);
  } else if (strcmp(type, "Image") == 0) {
    if (!c->audit->tree || !g_hash_table_contains(c->audit->tree->objects, object))
      brv_content_needs_mark(c, "an image");
    brv_content_image(c, object, false);
  }
}
