#include <string.h>

#include "verify/audit.h"

/* What libqpdf remarks of files that are sound: the free entries at the end of a cross-reference
 * table, and spaces before one. */
static bool is_harmless(const char *warning)
{
  return g_str_has_prefix(warning, "reported number of objects") ||
         g_str_has_prefix(warning, "extraneous whitespace seen");
}

static void read_warnings(brv_audit *a)
{
  for (const char *text; (text = brv_pdf_next_warning(a->pdf));)
    if (!is_harmless(text))
      brv_audit_fault(a, BRV_UNREADABLE_FAULT, BRV_NO_SPOT, "%s", text);
}

static bool open_file(brv_audit *a)
{
  const char *why = NULL;
  a->pdf = brv_pdf_open(a->arena, a->bytes, a->length, &why);
  if (!a->pdf) {
    brv_audit_fault(a, BRV_UNREADABLE_FAULT, BRV_NO_SPOT, "%s", why);
    /* Without a P no reader opens an encrypted file. */
    if (strstr(why, "encryption dictionary parameters are missing"))
      brv_audit_fault(a, BRV_ENCRYPT_P_FAULT, BRV_NO_SPOT, NULL);
    return false;
  }
  a->trailer = brv_pdf_trailer(a->pdf);
  a->catalog = brv_obj_get(a->pdf, a->trailer, "Root");
  const char *language = brv_obj_string(brv_obj_get(a->pdf, a->catalog, "Lang"));
  a->language = language && *language ? language : NULL;
  if (!brv_obj_is_dict(a->catalog))
    brv_audit_fault(a, BRV_UNREADABLE_FAULT, BRV_NO_SPOT, "it has no catalog");
  return true;
}

void brv_audit_run(brv_audit *a)
{
  a->leaves = brv_arena_ptr_array(a->arena);
  a->page_numbers = brv_audit_set(a);
  if (!open_file(a))
    return;
  brv_audit_bytes(a);
  brv_audit_catalog(a);
  brv_audit_metadata(a);
  brv_audit_pages(a);
  brv_audit_structure(a);
  brv_audit_objects(a);
  brv_audit_annotations(a);
  brv_audit_output(a);
  brv_audit_contents(a);
  brv_audit_fonts(a);
  brv_audit_claims(a);
  read_warnings(a);
}
