#include "verify/audit.h"

#include <string.h>

/* So many faults of one condition are told with their places. */
enum { TOLD = 5 };

/* The levels of PDF/A as a condition names them; each holds for those above it. */
enum {
  LEVEL_NONE = 0,
  LEVEL_HOUSE = BRV_STANDARD_HOUSE,
  LEVEL_A = BRV_STANDARD_A_2A,
  LEVEL_U = BRV_STANDARD_A_2A | BRV_STANDARD_A_2U,
  LEVEL_B = BRV_STANDARD_A_2A | BRV_STANDARD_A_2U | BRV_STANDARD_A_2B,
};

static const struct {
  int levels;
  const char *a, *ua, *matterhorn, *fault;
} conditions[] = {
#define BRV_CONDITION(symbol, level, a, ua, matterhorn, fault)                                     \
  {LEVEL_##level, a, ua, matterhorn, fault},
#include "verify/conditions.h"
#undef BRV_CONDITION
};
G_STATIC_ASSERT(G_N_ELEMENTS(conditions) == BRV_CONDITION_COUNT);

static int standards_of(brv_condition condition)
{
  return conditions[condition].levels | (*conditions[condition].ua ? BRV_STANDARD_UA_1 : 0);
}

bool brv_audit_asks(const brv_audit *audit, brv_condition condition)
{
  return audit->standards & standards_of(condition);
}

static bool is_known(const brv_audit *audit, const brv_finding *fault)
{
  for (guint i = 0; i < audit->faults->len; i++) {
    const brv_finding *other = &g_array_index(audit->faults, brv_finding, i);
    if (other->condition == fault->condition && other->page == fault->page &&
        g_strcmp0(other->what, fault->what) == 0 && g_strcmp0(other->detail, fault->detail) == 0)
      return true;
  }
  return false;
}

void brv_audit_fault(brv_audit *audit, brv_condition condition, brv_spot spot, const char *format,
                     ...)
{
  if (!brv_audit_asks(audit, condition))
    return;
  g_autofree char *detail = NULL;
  if (format) {
    va_list args;
    va_start(args, format);
    detail = g_strdup_vprintf(format, args);
    va_end(args);
  }
  brv_finding fault = {condition, spot.page, brv_arena_strdup(audit->arena, spot.what),
                       brv_arena_strdup(audit->arena, detail)};
  if (is_known(audit, &fault))
    return;
  if (audit->counts[condition]++ < TOLD)
    g_array_append_val(audit->faults, fault);
}

brv_spot brv_audit_spot(brv_audit *audit, guint page, const char *format, ...)
{
  va_list args;
  va_start(args, format);
  g_autofree char *text = g_strdup_vprintf(format, args);
  va_end(args);
  return (brv_spot){page, brv_arena_strdup(audit->arena, text)};
}

const char *brv_audit_object(brv_audit *audit, const brv_obj *object)
{
  return object->number ? brv_arena_printf(audit->arena, "object %d", object->number)
                        : "a direct object";
}

brv_audit *brv_audit_new(brv_arena *arena, GBytes *bytes, int standards)
{
  brv_audit *audit = brv_new(arena, brv_audit);
  audit->arena = arena;
  audit->standards = standards;
  audit->bytes = g_bytes_get_data(bytes, &audit->length);
  audit->faults = g_array_new(FALSE, FALSE, sizeof(brv_finding));
  brv_arena_own(arena, audit->faults, (GDestroyNotify)g_array_unref);
  return audit;
}

GHashTable *brv_audit_set(brv_audit *audit)
{
  GHashTable *set = g_hash_table_new(NULL, NULL);
  return brv_arena_own(audit->arena, set, (GDestroyNotify)g_hash_table_unref);
}

const char *brv_condition_fault(brv_condition condition)
{
  return conditions[condition].fault;
}

char *brv_condition_label(brv_condition condition, int standards)
{
  g_autoptr(GString) label = g_string_new(NULL);
  bool is_house = conditions[condition].levels == LEVEL_HOUSE;
  bool is_base = g_str_has_prefix(conditions[condition].ua, "14.");
  if (*conditions[condition].ua && standards & BRV_STANDARD_UA_1)
    g_string_append_printf(label, " / %s %s", is_base ? "ISO 32000-1" : "UA",
                           conditions[condition].ua);
  if (*conditions[condition].matterhorn && standards & BRV_STANDARD_UA_1)
    g_string_append_printf(label, " / Matterhorn %s", conditions[condition].matterhorn);
  if (standards & conditions[condition].levels)
    g_string_append_printf(label, " / %s %s", is_house ? "Brevier" : "A", conditions[condition].a);
  return g_strdup(label->len ? label->str + strlen(" / ") : "");
}
