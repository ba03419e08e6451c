#include <string.h>

#include "plugin/internal.h"

static const brv_schema text = {.type = BRV_TYPE_TEXT};

static const brv_field limit_fields[] = {
    {"work",
     {.type = BRV_TYPE_INTEGER,
      .min = 1,
      .max = BRV_PLUGIN_WORK_MOST,
      .help = "virtual machine instructions that one call may take"}},
    {NULL},
};

static const brv_field fields[] = {
    {"id", {.type = BRV_TYPE_ID, .required = true, .help = "the name of the folder"}},
    {"version", {.type = BRV_TYPE_TEXT, .required = true}},
    {"api", {.type = BRV_TYPE_TEXT, .required = true, .help = "a number or a range: 1 or 1-2"}},
    {"about", {.type = BRV_TYPE_TEXT, .help = "one line for lists of plugins"}},
    {"adds", {.type = BRV_TYPE_LIST, .item = &text}},
    {"options", {.type = BRV_TYPE_MAP, .item = &brv_schema_of_schemas}},
    {"limits", {.type = BRV_TYPE_MAP, .fields = limit_fields}},
    {NULL},
};

static const brv_schema manifest = {.type = BRV_TYPE_MAP, .fields = fields};

/* "1", "1-3": does the range hold this host's number? */
static bool api_fits(const char *range)
{
  char *end;
  guint64 from = g_ascii_strtoull(range, &end, 10), to = from;
  if (*end == '-')
    to = g_ascii_strtoull(end + 1, &end, 10);
  return !*end && from && from <= BRV_PLUGIN_API && BRV_PLUGIN_API <= to;
}

static bool check_identity(brv_host *host, const brv_plugin *plugin, brv_diags *diags)
{
  const brv_value *api = brv_value_member(plugin->manifest, "api");
  if (strcmp(plugin->path, plugin->id) != 0) {
    brv_report(diags, BRV_PLUGIN_REFUSED, plugin->place,
               brv_arena_printf(host->arena, "rename the folder to \"%s\"", plugin->id),
               "plugin \"%s\" lies in a folder called \"%s\"", plugin->id, plugin->path);
    return false;
  }
  if (!api_fits(api->text)) {
    brv_report(diags, BRV_PLUGIN_REFUSED, api->place, "a newer version of the plugin may fit",
               "plugin \"%s\" is made for API %s; this program has API %d", plugin->id, api->text,
               BRV_PLUGIN_API);
    return false;
  }
  return true;
}

static bool check_options(const brv_plugin *plugin, const brv_value *options, brv_diags *diags)
{
  for (const brv_field *field = plugin->options; field && field->name; field++) {
    if (brv_schema_is_plain(&field->schema))
      continue;
    brv_report(diags, BRV_PLUGIN_REFUSED, brv_value_member(options, field->name)->place, NULL,
               "plugin \"%s\": the option \"%s\" cannot be Markdown, a file or an image",
               plugin->id, field->name);
    return false;
  }
  return true;
}

bool brv_manifest_read(brv_host *host, brv_plugin *plugin, brv_diags *diags)
{
  const brv_source *source = brv_plugin_source(host, plugin, "plugin.yaml", diags);
  if (!source)
    return false;
  brv_place whole = {source, 0, (guint32)brv_source_length(source)};
  brv_value *value = brv_yaml_read(host->arena, whole, diags);
  if (!value || !brv_schema_check(host->arena, &manifest, value, "", diags)) {
    brv_report(diags, BRV_PLUGIN_REFUSED, (brv_place){source, 0, 0}, NULL,
               "the plugin's manifest cannot be used");
    return false;
  }
  return brv_manifest_take(host, plugin, value, diags);
}

bool brv_manifest_take(brv_host *host, brv_plugin *plugin, brv_value *value, brv_diags *diags)
{
  plugin->manifest = value;
  plugin->id = brv_value_text(value, "id", "");
  plugin->place = brv_value_member(value, "id")->place;
  const brv_value *options = brv_value_member(value, "options");
  plugin->options = options ? brv_fields_described(host->arena, options) : NULL;
  plugin->work = (guint64)brv_value_number(brv_value_member(value, "limits"), "work",
                                           (double)host->limits.instructions);
  return check_identity(host, plugin, diags) && check_options(plugin, options, diags);
}
