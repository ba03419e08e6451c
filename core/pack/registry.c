#include "pack/registry.h"

#include <string.h>

const brv_section_type *brv_registry_section(const brv_registry *registry, const char *name)
{
  for (guint i = 0; i < registry->sections->len; i++) {
    const brv_section_type *type = registry->sections->pdata[i];
    if (strcmp(type->name, name) == 0)
      return type;
  }
  return NULL;
}

char *brv_fold_title(const char *title)
{
  if (g_str_is_ascii(title))
    return g_ascii_strdown(title, -1);
  g_autofree char *normal = g_utf8_normalize(title, -1, G_NORMALIZE_ALL_COMPOSE);
  return g_utf8_casefold(normal ? normal : title, -1);
}

const brv_section_type *brv_registry_titled(const brv_registry *registry, const char *title)
{
  g_autofree char *folded = brv_fold_title(title);
  return g_hash_table_lookup(registry->titled, folded);
}

const brv_block_type *brv_registry_block(const brv_registry *registry, const char *name)
{
  for (guint i = 0; i < registry->blocks->len; i++) {
    const brv_block_type *type = registry->blocks->pdata[i];
    if (strcmp(type->name, name) == 0)
      return type;
  }
  return NULL;
}

const brv_span_type *brv_registry_span(const brv_registry *registry, const char *name)
{
  for (guint i = 0; i < registry->spans->len; i++) {
    const brv_span_type *type = registry->spans->pdata[i];
    if (strcmp(type->name, name) == 0)
      return type;
  }
  return NULL;
}
