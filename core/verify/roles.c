/* Structure types: the standard ones of ISO 32000-1, 14.8.4, and the role map to them. */
#include <string.h>

#include "verify/structure.h"

enum { CHAIN = 64 };

static const char *const standard_types[] = {
    "Document", "Part",  "Art",       "Sect",     "Div",   "BlockQuote", "Caption", "TOC",
    "TOCI",     "Index", "NonStruct", "Private",  "P",     "H",          "H1",      "H2",
    "H3",       "H4",    "H5",        "H6",       "L",     "LI",         "Lbl",     "LBody",
    "Table",    "TR",    "TH",        "TD",       "THead", "TBody",      "TFoot",   "Span",
    "Quote",    "Note",  "Reference", "BibEntry", "Code",  "Link",       "Annot",   "Ruby",
    "RB",       "RT",    "RP",        "Warichu",  "WT",    "WP",         "Figure",  "Formula",
    "Form",     NULL};

bool brv_role_is_standard(const char *type)
{
  return g_strv_contains(standard_types, type);
}

static const brv_obj *role_map(brv_audit *a)
{
  return brv_obj_get(a->pdf, a->tree->root, "RoleMap");
}

/* Follows the map from a type that is not standard; NULL when it runs in a circle. */
static const char *follow(brv_audit *a, const char *type)
{
  const brv_obj *map = role_map(a);
  g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
  while (!brv_role_is_standard(type)) {
    if (!g_hash_table_add(seen, (void *)type) || g_hash_table_size(seen) > CHAIN)
      return NULL;
    const brv_obj *next = brv_obj_get(a->pdf, map, type);
    if (next->type != BRV_OBJ_NAME)
      return "";
    type = next->text;
  }
  return type;
}

const char *brv_role(brv_audit *a, const char *type)
{
  const char *standard = follow(a, type);
  brv_spot spot = brv_audit_spot(a, 0, "RoleMap");
  if (!standard)
    brv_audit_fault(a, BRV_ROLE_CIRCULAR_FAULT, spot, "%s", type);
  else if (!*standard && *type)
    brv_audit_fault(a, BRV_ROLE_FAULT, spot, "%s", type);
  return standard ? standard : "";
}

void brv_audit_roles(brv_audit *a)
{
  const brv_obj *map = role_map(a);
  for (guint i = 0; brv_obj_is_dict(map) && i < map->count; i++) {
    const char *to = brv_obj_name(brv_obj_get(a->pdf, map, map->keys[i]));
    bool is_same = strcmp(map->keys[i], to) == 0;
    if (brv_role_is_standard(map->keys[i]) && !is_same)
      brv_audit_fault(a, BRV_ROLE_REMAPPED_FAULT, brv_audit_spot(a, 0, "RoleMap"), "%s to %s",
                      map->keys[i], to);
    else if (is_same || !follow(a, map->keys[i]))
      brv_audit_fault(a, BRV_ROLE_CIRCULAR_FAULT, brv_audit_spot(a, 0, "RoleMap"), "%s",
                      map->keys[i]);
  }
}
