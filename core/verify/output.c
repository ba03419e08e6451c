/* Output intents and ICC profiles. ISO 19005-2, 6.2.3 and 6.2.4.2; ICC.1, 7.2 (the header). */
#include <string.h>

#include "verify/colour.h"

enum { HEADER = 128, VERSION_AT = 8, CLASS_AT = 12, SPACE_AT = 16, MARK_AT = 36, NEWEST = 5 };

static bool is_one_of(const char *four, const char *const *list)
{
  for (; *list; list++)
    if (memcmp(four, *list, 4) == 0)
      return true;
  return false;
}

static char space_letter(const char *four)
{
  static const char *const names[] = {"RGB ", "CMYK", "GRAY", "Lab ", NULL};
  for (int i = 0; names[i]; i++)
    if (memcmp(four, names[i], 4) == 0)
      return "RCGL"[i];
  return 0;
}

char brv_icc_check(brv_audit *a, const brv_obj *stream, bool is_output, brv_spot spot)
{
  static const char *const input[] = {"prtr", "mntr", "scnr", "spac", NULL};
  static const char *const output[] = {"prtr", "mntr", NULL};
  brv_condition condition = is_output ? BRV_OUTPUT_PROFILE_FAULT : BRV_ICC_PROFILE_FAULT;
  g_autoptr(GBytes) data = brv_obj_data(a->pdf, stream);
  gsize length = 0;
  const char *bytes = data ? g_bytes_get_data(data, &length) : NULL;
  if (!bytes || length < HEADER) {
    brv_audit_fault(a, condition, spot, "it is no profile");
    return 0;
  }
  char space = space_letter(bytes + SPACE_AT);
  if (bytes[VERSION_AT] >= NEWEST)
    brv_audit_fault(a, condition, spot, "version %d", bytes[VERSION_AT]);
  if (!is_one_of(bytes + CLASS_AT, is_output ? output : input))
    brv_audit_fault(a, condition, spot, "class \"%.4s\"", bytes + CLASS_AT);
  if (!space || (is_output && space == 'L'))
    brv_audit_fault(a, condition, spot, "colour space \"%.4s\"", bytes + SPACE_AT);
  if (memcmp(bytes + MARK_AT, "acsp", 4) != 0)
    brv_audit_fault(a, condition, spot, "no \"acsp\"");
  return space;
}

static void check_intent(brv_audit *a, const brv_obj *intent, const brv_obj **profile)
{
  brv_spot spot = brv_audit_spot(a, 0, "OutputIntents");
  const brv_obj *stream = brv_obj_get(a->pdf, intent, "DestOutputProfile");
  bool is_pdfa = brv_obj_is_name(brv_obj_get(a->pdf, intent, "S"), "GTS_PDFA1");
  if (brv_obj_has(intent, "DestOutputProfileRef"))
    brv_audit_fault(a, BRV_OUTPUT_REFERENCE_FAULT, spot, NULL);
  if (stream->type != BRV_OBJ_STREAM)
    return;
  if (*profile && *profile != stream)
    brv_audit_fault(a, BRV_OUTPUT_TWO_FAULT, spot, NULL);
  *profile = stream;
  char space = brv_icc_check(a, stream, true, spot);
  if (is_pdfa)
    a->paint->output = space;
}

void brv_audit_output(brv_audit *a)
{
  a->paint = brv_new(a->arena, brv_paint);
  a->paint->separations = brv_arena_table(a->arena);
  a->paint->transparent = brv_audit_set(a);
  const brv_obj *intents = brv_obj_get(a->pdf, a->catalog, "OutputIntents");
  const brv_obj *profile = NULL;
  for (guint i = 0; intents->type == BRV_OBJ_ARRAY && i < intents->count; i++)
    check_intent(a, brv_obj_item(a->pdf, intents, i), &profile);
}
