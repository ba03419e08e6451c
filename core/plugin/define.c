#include <string.h>

#include "plugin/internal.h"

/* What init.lua returns, as a schema. Functions stand as the text "function". */

static const brv_schema any = {.type = BRV_TYPE_ANY};
static const brv_schema text = {.type = BRV_TYPE_TEXT};
static const brv_schema texts = {.type = BRV_TYPE_LIST, .item = &text};
static const char *const openings[] = {"text", "list", NULL};

static const brv_field section_fields[] = {
    {"titles", {.type = BRV_TYPE_MAP, .item = &texts, .required = true}},
    {"rank", {.type = BRV_TYPE_NUMBER}},
    {"generated", {.type = BRV_TYPE_BOOLEAN}},
    {"always", {.type = BRV_TYPE_BOOLEAN}},
    {"authored", {.type = BRV_TYPE_BOOLEAN}},
    {"header", {.type = BRV_TYPE_BOOLEAN}},
    {"opening", {.type = BRV_TYPE_CHOICE, .choices = openings}},
    {"attributes", {.type = BRV_TYPE_MAP, .item = &brv_schema_of_schemas}},
    {"item", {.type = BRV_TYPE_MAP, .item = &brv_schema_of_schemas}},
    {"check", {.type = BRV_TYPE_ANY}},
    {"build", {.type = BRV_TYPE_ANY}},
    {NULL},
};
static const brv_schema section = {.type = BRV_TYPE_MAP, .fields = section_fields};

/* What else stands in a schema is looked at when it is known which one it is. */
static const brv_field data_fields[] = {{"type", {.type = BRV_TYPE_TEXT}}, {NULL}};

static const brv_field block_fields[] = {
    {"div", {.type = BRV_TYPE_BOOLEAN}},
    {"attributes", {.type = BRV_TYPE_MAP, .item = &brv_schema_of_schemas}},
    {"data", {.type = BRV_TYPE_MAP, .fields = data_fields, .item = &any, .shorthand = "type"}},
    {"check", {.type = BRV_TYPE_ANY}},
    {"build", {.type = BRV_TYPE_ANY, .required = true}},
    {NULL},
};
static const brv_schema block = {.type = BRV_TYPE_MAP, .fields = block_fields};

static const brv_field span_fields[] = {
    {"attributes", {.type = BRV_TYPE_MAP, .item = &brv_schema_of_schemas}},
    {"check", {.type = BRV_TYPE_ANY}},
    {"build", {.type = BRV_TYPE_ANY, .required = true}},
    {NULL},
};
static const brv_schema span = {.type = BRV_TYPE_MAP, .fields = span_fields};

static const brv_field rule_fields[] = {
    {"briefing", {.type = BRV_TYPE_ANY}}, {"pack", {.type = BRV_TYPE_ANY}}, {NULL}};
static const brv_schema rule = {
    .type = BRV_TYPE_MAP, .fields = rule_fields, .shorthand = "briefing"};

static const brv_field definition_fields[] = {
    {"sections", {.type = BRV_TYPE_MAP, .item = &section}},
    {"blocks", {.type = BRV_TYPE_MAP, .item = &block}},
    {"spans", {.type = BRV_TYPE_MAP, .item = &span}},
    {"rules", {.type = BRV_TYPE_MAP, .item = &rule}},
    {"front", {.type = BRV_TYPE_MAP, .item = &brv_schema_of_schemas}},
    {NULL},
};
static const brv_schema definition = {.type = BRV_TYPE_MAP, .fields = definition_fields};

static bool is_function(const brv_value *value)
{
  return !value->quoted && g_strcmp0(value->text, "function") == 0;
}

static bool check_functions(const brv_plugin *plugin, const brv_value *map, const char *part,
                            const char *name, const char *const *keys, brv_diags *diags)
{
  bool fine = true;
  for (; *keys; keys++) {
    const brv_value *value = brv_value_member(map, *keys);
    if (!value || is_function(value))
      continue;
    brv_report(diags, BRV_PLUGIN_REFUSED, value->place, NULL,
               "plugin \"%s\": %s.%s.%s: expected a function", plugin->id, part, name, *keys);
    fine = false;
  }
  return fine;
}

static const char *const check_build[] = {"check", "build", NULL};
static const char *const briefing_pack[] = {"briefing", "pack", NULL};

static const brv_schema *described_map(brv_host *host, const brv_value *owner, const char *key)
{
  const brv_value *map = brv_value_member(owner, key);
  if (!map)
    return NULL;
  brv_schema *schema = brv_new(host->arena, brv_schema);
  *schema = (brv_schema){.type = BRV_TYPE_MAP, .fields = brv_fields_described(host->arena, map)};
  return schema;
}

static const char *const *all_titles(brv_arena *arena, const brv_value *titles)
{
  guint count = 0;
  for (guint i = 0; i < titles->count; i++)
    count += titles->members[i].value->count;
  const char **all = brv_new_array(arena, const char *, count + 1);
  guint at = 0;
  for (guint i = 0; i < titles->count; i++)
    for (guint j = 0; j < titles->members[i].value->count; j++)
      all[at++] = titles->members[i].value->items[j]->text;
  return all;
}

static brv_opening opening_of(const brv_value *map)
{
  const char *name = brv_value_text(map, "opening", "");
  return strcmp(name, "text") == 0   ? BRV_OPENING_TEXT
         : strcmp(name, "list") == 0 ? BRV_OPENING_LIST
                                     : BRV_OPENING_NONE;
}

static void report_taken(const brv_plugin *plugin, const char *what, const char *name,
                         const char *other, brv_diags *diags)
{
  brv_report(diags, BRV_PLUGIN_REFUSED, plugin->place, NULL,
             "plugin \"%s\" adds the %s \"%s\", which plugin \"%s\" adds already", plugin->id, what,
             name, other);
}

/* The registry is sorted, and so can be searched, only when all plugins are in it. */
static const brv_plugin *section_owner(const brv_host *host, const char *name)
{
  for (guint i = 0; i < host->registry.sections->len; i++) {
    const brv_section_info *info = host->registry.sections->pdata[i];
    if (strcmp(info->type.name, name) == 0)
      return info->owner;
  }
  return NULL;
}

static const brv_plugin *block_owner(const brv_host *host, const char *name)
{
  for (guint i = 0; i < host->registry.blocks->len; i++) {
    const brv_block_info *info = host->registry.blocks->pdata[i];
    if (strcmp(info->type.name, name) == 0)
      return info->owner;
  }
  return NULL;
}

static const brv_plugin *span_owner(const brv_host *host, const char *name)
{
  for (guint i = 0; i < host->registry.spans->len; i++) {
    const brv_span_info *info = host->registry.spans->pdata[i];
    if (strcmp(info->type.name, name) == 0)
      return info->owner;
  }
  return NULL;
}

static void add_section(brv_host *host, brv_plugin *plugin, const char *name, const brv_value *map,
                        brv_diags *diags)
{
  const brv_plugin *other = section_owner(host, name);
  if (other) {
    report_taken(plugin, "section", name, other->id, diags);
    return;
  }
  if (!check_functions(plugin, map, "sections", name, check_build, diags))
    return;
  brv_section_info *info = brv_new(host->arena, brv_section_info);
  bool generated =
      brv_value_truth(map, "generated", false) || brv_value_truth(map, "always", false);
  brv_opening opening = opening_of(map);
  info->owner = plugin;
  info->header = brv_value_truth(map, "header", false);
  info->always = brv_value_truth(map, "always", false);
  info->plain = !brv_value_member(map, "build");
  info->titles = brv_value_member(map, "titles");
  info->type = (brv_section_type){
      .name = name,
      .plugin = plugin->id,
      .titles = all_titles(host->arena, info->titles),
      .generated = generated,
      .authored = brv_value_truth(map, "authored", !generated && opening == BRV_OPENING_NONE),
      .opening = opening,
      .rank = brv_value_number(map, "rank", 0),
      .attributes = described_map(host, map, "attributes"),
      .item = described_map(host, map, "item"),
  };
  g_ptr_array_add(host->registry.sections, info);
}

/* "raw", or a map with that type: the text of the block, which nothing here reads. */
static const char *const raw_names[] = {"raw", NULL};
static const brv_field raw_fields[] = {
    {"type", {.type = BRV_TYPE_CHOICE, .choices = raw_names, .required = true}},
    {"help", {.type = BRV_TYPE_TEXT}},
    {NULL},
};
static const brv_schema raw = {.type = BRV_TYPE_MAP, .fields = raw_fields, .shorthand = "type"};

static void refuse(brv_plugin *plugin, brv_diags *diags)
{
  brv_report(diags, BRV_PLUGIN_REFUSED, plugin->place, NULL,
             "plugin \"%s\" does not say well what it adds", plugin->id);
  plugin->broken = true;
}

/* NULL where the block has no data; without it a wrong one would let every data pass, so the plugin
 * is refused. */
static const brv_schema *data_schema(brv_host *host, brv_plugin *plugin, const char *name,
                                     const brv_value *map, brv_diags *diags)
{
  static const brv_schema raw_text = {.type = BRV_TYPE_RAW};
  const brv_value *data = brv_value_member(map, "data");
  const brv_value *type = brv_schema_unfold(data, "type");
  bool is_raw = type && g_strcmp0(type->text, "raw") == 0;
  if (!data)
    return NULL;
  const char *path =
      brv_arena_printf(host->arena, "plugin \"%s\".blocks.%s.data", plugin->id, name);
  if (!brv_schema_check(host->arena, is_raw ? &raw : &brv_schema_of_schemas, data, path, diags)) {
    if (!plugin->broken)
      refuse(plugin, diags);
    return NULL;
  }
  if (is_raw)
    return &raw_text;
  brv_schema *schema = brv_new(host->arena, brv_schema);
  *schema = brv_schema_described(host->arena, data);
  return schema;
}

static void add_block(brv_host *host, brv_plugin *plugin, const char *name, const brv_value *map,
                      brv_diags *diags)
{
  const brv_plugin *other = block_owner(host, name);
  if (other) {
    report_taken(plugin, "block", name, other->id, diags);
    return;
  }
  const brv_schema *data = data_schema(host, plugin, name, map, diags);
  if (!check_functions(plugin, map, "blocks", name, check_build, diags))
    return;
  brv_block_info *info = brv_new(host->arena, brv_block_info);
  info->owner = plugin;
  info->type = (brv_block_type){
      .name = name,
      .plugin = plugin->id,
      .div = brv_value_truth(map, "div", false),
      .attributes = described_map(host, map, "attributes"),
      .data = data,
  };
  g_ptr_array_add(host->registry.blocks, info);
}

static void add_span(brv_host *host, brv_plugin *plugin, const char *name, const brv_value *map,
                     brv_diags *diags)
{
  const brv_plugin *other = span_owner(host, name);
  if (other) {
    report_taken(plugin, "span", name, other->id, diags);
    return;
  }
  if (!check_functions(plugin, map, "spans", name, check_build, diags))
    return;
  brv_span_info *info = brv_new(host->arena, brv_span_info);
  info->owner = plugin;
  info->type = (brv_span_type){
      .name = name, .plugin = plugin->id, .attributes = described_map(host, map, "attributes")};
  g_ptr_array_add(host->registry.spans, info);
}

static void add_front(brv_host *host, brv_plugin *plugin, const brv_value *front, brv_diags *diags)
{
  for (guint i = 0; i < front->count; i++)
    for (guint p = 0; p < host->plugins->len; p++) {
      const brv_plugin *other = host->plugins->pdata[p];
      for (const brv_field *field = other->front; field && field->name; field++)
        if (strcmp(field->name, front->members[i].key) == 0)
          report_taken(plugin, "front-matter key", field->name, other->id, diags);
    }
  plugin->front = brv_fields_described(host->arena, front);
}

static bool check_rule(const brv_plugin *plugin, const brv_member *member, brv_diags *diags)
{
  const brv_value *value = member->value;
  if (value->kind == BRV_VALUE_MAP)
    return check_functions(plugin, value, "rules", member->key, briefing_pack, diags);
  if (is_function(value))
    return true;
  brv_report(diags, BRV_PLUGIN_REFUSED, value->place, NULL,
             "plugin \"%s\": rules.%s: expected a function", plugin->id, member->key);
  return false;
}

static void add_rules(brv_host *host, brv_plugin *plugin, const brv_value *rules, brv_diags *diags)
{
  guint kept = 0;
  plugin->rules = brv_new_array(host->arena, const char *, rules->count + 1);
  for (guint i = 0; i < rules->count; i++)
    if (check_rule(plugin, &rules->members[i], diags))
      plugin->rules[kept++] = rules->members[i].key;
}

static void add_all(brv_host *host, brv_plugin *plugin, const brv_value *map, brv_diags *diags,
                    void (*add)(brv_host *, brv_plugin *, const char *, const brv_value *,
                                brv_diags *))
{
  for (guint i = 0; map && i < map->count; i++)
    add(host, plugin, map->members[i].key, map->members[i].value, diags);
}

void brv_plugin_define(brv_host *host, brv_plugin *plugin, const brv_value *value, brv_diags *diags)
{
  g_autofree char *path = g_strdup_printf("plugin \"%s\"", plugin->id);
  if (!brv_schema_check(host->arena, &definition, value, path, diags)) {
    refuse(plugin, diags);
    return;
  }
  const brv_value *front = brv_value_member(value, "front"),
                  *rules = brv_value_member(value, "rules");
  if (front)
    add_front(host, plugin, front, diags);
  if (rules)
    add_rules(host, plugin, rules, diags);
  add_all(host, plugin, brv_value_member(value, "sections"), diags, add_section);
  add_all(host, plugin, brv_value_member(value, "blocks"), diags, add_block);
  add_all(host, plugin, brv_value_member(value, "spans"), diags, add_span);
}

static void describe(GString *out, const char *name, const brv_field *fields)
{
  g_string_append_printf(out, "%s:", name);
  for (; fields->name; fields++)
    g_string_append_printf(out, " %s", fields->name);
  g_string_append_c(out, '\n');
}

void brv_definition_describe(GString *out)
{
  describe(out, "definition", definition_fields);
  describe(out, "section_type", section_fields);
  describe(out, "block_type", block_fields);
  describe(out, "span_type", span_fields);
  describe(out, "rule_type", rule_fields);
  describe(out, "schema", brv_schema_of_schemas.fields);
  const char *const *types = brv_schema_of_schemas.fields[0].schema.choices;
  for (g_string_append(out, "type:"); *types; types++)
    g_string_append_printf(out, " %s", *types);
  g_string_append_c(out, '\n');
}
