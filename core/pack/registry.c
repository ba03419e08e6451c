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

/* Case and composition aside, as a person compares words. */
static char *fold(const char *text)
{
  g_autofree char *normal = g_utf8_normalize(text, -1, G_NORMALIZE_ALL_COMPOSE);
  return g_utf8_casefold(normal ? normal : text, -1);
}

const brv_section_type *brv_registry_titled(const brv_registry *registry, const char *title)
{
  g_autofree char *wanted = fold(title);
  for (guint i = 0; i < registry->sections->len; i++) {
    const brv_section_type *type = registry->sections->pdata[i];
    for (const char *const *t = type->titles; t && *t; t++) {
      g_autofree char *one = fold(*t);
      if (strcmp(one, wanted) == 0)
        return type;
    }
  }
  return NULL;
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
