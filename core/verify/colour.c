#include "verify/colour.h"

#include <string.h>

enum { DEPTH = 12 };

static void use(brv_audit *a, const brv_obj *space, const brv_obj *resources, brv_spot spot,
                int depth);

static void use_device(brv_audit *a, const char *name, const brv_obj *resources, brv_spot spot,
                       int depth)
{
  static const struct {
    const char *name, *standin;
    char output;
    brv_condition condition;
  } devices[] = {
      {"DeviceRGB", "DefaultRGB", 'R', BRV_DEVICE_RGB_FAULT},
      {"DeviceCMYK", "DefaultCMYK", 'C', BRV_DEVICE_CMYK_FAULT},
      {"DeviceGray", "DefaultGray", 0, BRV_DEVICE_GRAY_FAULT},
  };
  for (guint i = 0; i < G_N_ELEMENTS(devices); i++) {
    if (strcmp(devices[i].name, name) != 0)
      continue;
    const brv_obj *standin = brv_obj_get(a->pdf, resources, devices[i].standin);
    bool is_fine = devices[i].output ? a->paint->output == devices[i].output : a->paint->output;
    if (standin->type == BRV_OBJ_ARRAY)
      use(a, standin, &brv_obj_null, spot, depth + 1);
    else if (!is_fine)
      brv_audit_fault(a, devices[i].condition, spot, NULL);
  }
}

static void use_separation(brv_audit *a, const brv_obj *space, const brv_obj *resources,
                           brv_spot spot, int depth)
{
  const char *name = brv_obj_name(brv_obj_item(a->pdf, space, 1));
  const brv_obj *known = g_hash_table_lookup(a->paint->separations, name);
  if (!known)
    g_hash_table_insert(a->paint->separations, (void *)name, (void *)space);
  else if (!brv_obj_equal(a->pdf, brv_obj_item(a->pdf, known, 2), brv_obj_item(a->pdf, space, 2)) ||
           !brv_obj_equal(a->pdf, brv_obj_item(a->pdf, known, 3), brv_obj_item(a->pdf, space, 3)))
    brv_audit_fault(a, BRV_SEPARATION_FAULT, spot, "%s", name);
  use(a, brv_obj_item(a->pdf, space, 2), resources, spot, depth + 1);
}

/* Process colours of an NChannel space, and None, need no entry. */
static bool needs_colourant(brv_audit *a, const char *name, const brv_obj *attributes)
{
  static const char *const process[] = {"Cyan", "Magenta", "Yellow", "Black", "None", NULL};
  const brv_obj *names =
      brv_obj_get(a->pdf, brv_obj_get(a->pdf, attributes, "Process"), "Components");
  for (guint i = 0; names->type == BRV_OBJ_ARRAY && i < names->count; i++)
    if (brv_obj_is_name(brv_obj_item(a->pdf, names, i), name))
      return false;
  return !g_strv_contains(process, name);
}

static void use_many(brv_audit *a, const brv_obj *space, const brv_obj *resources, brv_spot spot,
                     int depth)
{
  enum { MOST = 32 };
  const brv_obj *names = brv_obj_item(a->pdf, space, 1),
                *attributes = brv_obj_item(a->pdf, space, 4);
  const brv_obj *colourants = brv_obj_get(a->pdf, attributes, "Colorants");
  if (names->count > MOST)
    brv_audit_fault(a, BRV_LIMIT_COLOURANTS_FAULT, spot, NULL);
  for (guint i = 0; names->type == BRV_OBJ_ARRAY && i < names->count; i++) {
    const char *name = brv_obj_name(brv_obj_item(a->pdf, names, i));
    if (needs_colourant(a, name, attributes) && !brv_obj_has(colourants, name))
      brv_audit_fault(a, BRV_COLOURANTS_FAULT, spot, "%s", name);
  }
  for (guint i = 0; brv_obj_is_dict(colourants) && i < colourants->count; i++)
    use(a, brv_obj_resolve(a->pdf, colourants->items[i]), resources, spot, depth + 1);
  use(a, brv_obj_item(a->pdf, space, 2), resources, spot, depth + 1);
}

static void use_icc(brv_audit *a, const brv_obj *space, brv_spot spot)
{
  const brv_obj *stream = brv_obj_item(a->pdf, space, 1);
  char kind = brv_icc_check(a, stream, false, spot);
  gint64 count = brv_obj_int(brv_obj_get(a->pdf, stream, "N"), 0);
  gint64 expected = kind == 'G' ? 1 : kind == 'C' ? 4 : 3;
  if (kind && count != expected)
    brv_audit_fault(a, BRV_ICC_PROFILE_FAULT, spot, "N is %d", (int)count);
}

static void use(brv_audit *a, const brv_obj *space, const brv_obj *resources, brv_spot spot,
                int depth)
{
  if (depth > DEPTH)
    return;
  if (space->type == BRV_OBJ_NAME) {
    use_device(a, space->text, resources, spot, depth);
    return;
  }
  const char *kind = brv_obj_name(brv_obj_item(a->pdf, space, 0));
  if (strcmp(kind, "ICCBased") == 0)
    use_icc(a, space, spot);
  else if (strcmp(kind, "Indexed") == 0 || strcmp(kind, "Pattern") == 0)
    use(a, brv_obj_item(a->pdf, space, 1), resources, spot, depth + 1);
  else if (strcmp(kind, "Separation") == 0)
    use_separation(a, space, resources, spot, depth);
  else if (strcmp(kind, "DeviceN") == 0)
    use_many(a, space, resources, spot, depth);
  else if (g_str_has_prefix(kind, "Device"))
    use_device(a, kind, resources, spot, depth);
}

void brv_paint_use(brv_audit *a, const brv_obj *space, const brv_obj *resources, brv_spot spot)
{
  use(a, space, resources, spot, 0);
}

bool brv_paint_is_icc_cmyk(brv_audit *a, const brv_obj *space)
{
  return brv_obj_is_name(brv_obj_item(a->pdf, space, 0), "ICCBased") &&
         brv_obj_int(brv_obj_get(a->pdf, brv_obj_item(a->pdf, space, 1), "N"), 0) == 4;
}
