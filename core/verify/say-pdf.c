#include <string.h>

#include "verify/say.h"
#include "verify/walk.h"
#include "verify/xmp.h"

static void add(GVariantBuilder *passages, guint page, const char *text)
{
  g_autofree char *valid = g_utf8_make_valid(text, -1);
  g_variant_builder_add(passages, "(uss)", page, "", valid);
}

/* A moment, "D:20260426000000Z", which the pack's date makes. */
static bool is_moment(const char *text)
{
  return g_str_has_prefix(text, "D:") && g_ascii_isdigit(text[2]);
}

/* The strings of every dictionary and of the arrays in it. */
static void say_strings(const brv_obj *object, void *audit)
{
  brv_audit *a = audit;
  for (guint i = 0; i < object->count; i++) {
    const brv_obj *item = brv_obj_resolve(a->pdf, object->items[i]);
    const char *text = brv_obj_string(item);
    if (text && !is_moment(text))
      g_string_append_printf(a->strings, "%s\n", text);
    for (guint k = 0; item->type == BRV_OBJ_ARRAY && k < item->count; k++) {
      const char *inner = brv_obj_string(brv_obj_item(a->pdf, item, k));
      if (inner)
        g_string_append_printf(a->strings, "%s\n", inner);
    }
  }
}

static void say_value(brv_audit *a, const brv_xmp_value *value)
{
  if (value->form == BRV_XMP_TEXT)
    g_string_append_printf(a->strings, "%s\n", value->text);
  for (guint i = 0; i < value->parts->len; i++)
    say_value(a, value->parts->pdata[i]);
}

/* Of the metadata what is written by people: descriptions of schemas and identifiers are not. */
static void say_metadata(brv_audit *a)
{
  static const char *const spaces[] = {BRV_NS_DC, BRV_NS_PDF, BRV_NS_XMP, NULL};
  g_autoptr(GBytes) data = brv_obj_data(a->pdf, brv_obj_get(a->pdf, a->catalog, "Metadata"));
  const char *why = NULL;
  const brv_xmp *xmp =
      data ? brv_xmp_read(a->arena, g_bytes_get_data(data, NULL), g_bytes_get_size(data), &why)
           : NULL;
  for (guint i = 0; xmp && i < xmp->properties->len; i++) {
    const brv_xmp_value *value = xmp->properties->pdata[i];
    if (g_strv_contains(spaces, value->space))
      say_value(a, value);
  }
}

static void say_pages(brv_audit *a, GVariantBuilder *passages)
{
  for (guint i = 0; i < a->shows->len; i++)
    add(passages, i, ((const GString *)a->shows->pdata[i])->str);
}

void brv_say_pdf(brv_audit *a, GVariantBuilder *passages)
{
  a->strings = g_string_new(NULL);
  brv_walk(a, a->catalog, say_strings);
  say_strings(brv_obj_get(a->pdf, a->trailer, "Info"), a);
  say_metadata(a);
  add(passages, 0, a->strings->str);
  g_string_free(g_steal_pointer(&a->strings), TRUE);
  say_pages(a, passages);
}
