#include <string.h>

#include "pack/load-private.h"
#include "pack/markdown/attributes.h"

/* The first `{tier=...}` in a text, as a part of it; false when there is none. */
static bool find_mark(const char *text, guint32 *from, guint32 *length)
{
  for (const char *brace = text; (brace = strchr(brace, '{')); brace++) {
    gsize taken = 0;
    if (brv_attributes_scan(brace, &taken) == BRV_BRACE_TEXT)
      continue;
    g_autofree char *found = g_ascii_strdown(brace, (gssize)taken);
    if (!strstr(found, "tier"))
      continue;
    *from = (guint32)(brace - text);
    *length = (guint32)taken;
    return true;
  }
  return false;
}

static void check_text(const brv_value *value, brv_diags *diags)
{
  guint32 from, length;
  if (find_mark(value->text, &from, &length))
    brv_report(diags, BRV_STRAY_TIER, value->place,
               "make it a map with a key of its own: {value: ..., tier: ...}",
               "a tier marked inside this text would be printed");
}

void brv_bind_check_raw_marks(brv_place text, const char *help, brv_diags *diags)
{
  guint32 from, length;
  if (find_mark(brv_source_text(text.source) + text.offset, &from, &length) &&
      from + length <= text.length)
    brv_report(diags, BRV_STRAY_TIER, brv_place_part(text, from, length), help,
               "a tier marked inside this text would be printed");
}

/* "Tier: x", and "tier=x" where YAML asks for "tier: x". */
static void check_key(const brv_member *member, brv_diags *diags)
{
  const char *key = member->key;
  bool meant = g_ascii_strncasecmp(key, "tier", 4) == 0 && (!key[4] || strchr(" =", key[4]));
  if (meant && strcmp(key, "tier") != 0)
    brv_report(diags, BRV_STRAY_TIER, member->place, "write tier: and the id of a tier",
               "\"%s\" marks no tier", key);
}

void brv_bind_check_marks(const brv_value *value, brv_diags *diags)
{
  if (value->kind == BRV_VALUE_TEXT && !value->tree)
    check_text(value, diags);
  for (guint i = 0; i < value->count; i++) {
    if (value->kind == BRV_VALUE_LIST) {
      brv_bind_check_marks(value->items[i], diags);
    } else {
      check_key(&value->members[i], diags);
      if (strcmp(value->members[i].key, "body") != 0)
        brv_bind_check_marks(value->members[i].value, diags);
    }
  }
}
