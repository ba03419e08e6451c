#include <string.h>

#include "pack/load-private.h"

static GPtrArray *section_names(const brv_registry *registry)
{
  GPtrArray *names = g_ptr_array_new();
  for (guint i = 0; i < registry->sections->len; i++)
    g_ptr_array_add(names, (void *)((const brv_section_type *)registry->sections->pdata[i])->name);
  g_ptr_array_add(names, NULL);
  return names;
}

static void check_order(const brv_pack *pack, const brv_registry *registry, brv_diags *diags)
{
  const brv_value *order = brv_value_member(pack->source, "sections");
  if (!order || order->kind != BRV_VALUE_LIST)
    return;
  g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
  g_autoptr(GPtrArray) names = section_names(registry);
  for (guint i = 0; i < order->count; i++) {
    const brv_value *name = order->items[i];
    bool known = name->text && brv_registry_section(registry, name->text);
    if (name->text && !known && registry->lacking)
      continue;
    if (name->text && !known)
      brv_report(diags, BRV_UNKNOWN_SECTION, name->place,
                 brv_did_you_mean(pack->arena, name->text, (const char *const *)names->pdata),
                 "no plugin builds a section \"%s\"", name->text);
    else if (name->text && !g_hash_table_add(seen, (char *)name->text))
      brv_report(diags, BRV_DUPLICATE_KEY, name->place, "a section has one place in the order",
                 "\"%s\" stands twice in `sections`", name->text);
  }
}

static const brv_plugin_info *find_plugin(const brv_registry *registry, const char *id)
{
  for (guint i = 0; i < registry->plugins->len; i++) {
    const brv_plugin_info *info = registry->plugins->pdata[i];
    if (strcmp(info->id, id) == 0)
      return info;
  }
  return NULL;
}

static const char *nearest_plugin(const brv_pack *pack, const brv_registry *registry,
                                  const char *id)
{
  g_autoptr(GPtrArray) ids = g_ptr_array_new();
  for (guint i = 0; i < registry->plugins->len; i++)
    g_ptr_array_add(ids, (void *)((const brv_plugin_info *)registry->plugins->pdata[i])->id);
  g_ptr_array_add(ids, NULL);
  return brv_did_you_mean(pack->arena, id, (const char *const *)ids->pdata);
}

static void check_options(const brv_pack *pack, const brv_registry *registry, brv_diags *diags)
{
  const brv_value *options = pack->options;
  for (guint i = 0; options && options->kind == BRV_VALUE_MAP && i < options->count; i++) {
    const brv_member *m = &options->members[i];
    const brv_plugin_info *info = find_plugin(registry, m->key);
    if (!info && registry->lacking)
      continue;
    if (!info) {
      brv_report(diags, BRV_UNKNOWN_PLUGIN, m->place, nearest_plugin(pack, registry, m->key),
                 "there is no plugin \"%s\"", m->key);
      continue;
    }
    const brv_schema schema = {.type = BRV_TYPE_MAP, .fields = info->options};
    const char *path = brv_arena_printf(pack->arena, "options.%s", m->key);
    brv_bind_check_value(pack, &schema, m->value, path, diags);
  }
}

/* The core's keys and all that plugins read; the first to name a key says what it is. */
static brv_field *front_fields(const brv_pack *pack, const brv_registry *registry)
{
  g_autoptr(GArray) fields = g_array_new(TRUE, TRUE, sizeof(brv_field));
  g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
  for (const brv_field *f = brv_front_fields; f->name; f++) {
    g_hash_table_add(seen, (char *)f->name);
    g_array_append_val(fields, *f);
  }
  for (guint i = 0; i < registry->plugins->len; i++) {
    const brv_plugin_info *info = registry->plugins->pdata[i];
    for (const brv_field *f = info->front; f && f->name; f++)
      if (g_hash_table_add(seen, (char *)f->name))
        g_array_append_val(fields, *f);
  }
  brv_field *kept = brv_new_array(pack->bodies, brv_field, fields->len + 1);
  memcpy(kept, fields->data, fields->len * sizeof(brv_field));
  return kept;
}

/* A copy without `tier` in any map, reporting tiers that there are not. */
static brv_value *without_tiers(const brv_pack *pack, const brv_value *value, brv_diags *diags)
{
  brv_value *copy = brv_value_new(pack->bodies, value->kind, value->place);
  *copy = *value;
  copy->count = 0;
  copy->items = NULL;
  copy->members = NULL;
  for (guint i = 0; i < value->count; i++) {
    if (value->kind == BRV_VALUE_LIST) {
      brv_value_add(pack->bodies, copy, without_tiers(pack, value->items[i], diags));
      continue;
    }
    const brv_member *m = &value->members[i];
    if (strcmp(m->key, "tier") == 0) {
      brv_pack_load_tier(pack, m->value, diags);
      continue;
    }
    brv_value_set(pack->bodies, copy, m->key, without_tiers(pack, m->value, diags));
    copy->members[copy->count - 1].place = m->place;
  }
  return copy;
}

bool brv_bind_check_value(const brv_pack *pack, const brv_schema *schema, const brv_value *value,
                          const char *path, brv_diags *diags)
{
  brv_bind_check_marks(value, diags);
  brv_value *plain = without_tiers(pack, value, diags);
  return brv_schema_check(pack->bodies, schema, plain, path, diags);
}

void brv_pack_bind(brv_pack *pack, const brv_registry *registry, brv_diags *diags)
{
  brv_bind_check_marks(pack->source, diags);
  check_order(pack, registry, diags);
  check_options(pack, registry, diags);
  static const brv_schema any = {.type = BRV_TYPE_ANY};
  const brv_schema front = {.type = BRV_TYPE_MAP,
                            .fields = front_fields(pack, registry),
                            .item = registry->lacking ? &any : NULL};
  for (guint i = 0; i < pack->briefings->len; i++) {
    brv_briefing *briefing = pack->briefings->pdata[i];
    brv_binding binding = {pack, briefing, registry, diags, 0};
    brv_bind_read(&binding, &front, briefing->front);
    brv_bind_check_value(pack, &front, briefing->front, "", diags);
    brv_bind_sections(pack, briefing, registry, diags);
  }
  brv_bind_references(pack, diags);
}

void brv_pack_check_release(const brv_pack *pack, brv_diags *diags)
{
  for (guint i = 0; i < pack->briefings->len; i++) {
    const brv_briefing *briefing = pack->briefings->pdata[i];
    for (guint j = 0; j < briefing->references->len; j++) {
      const brv_reference *r = briefing->references->pdata[j];
      if (r->pending)
        brv_report(diags, BRV_SOURCE_PENDING, r->place,
                   "finish its review and drop `status: pending`, or drop the source",
                   "the review of the source \"%s\" is pending", r->id);
    }
  }
}
