#include "manifest.h"

#include <cairo.h>
#include <hb.h>
#include <json-glib/json-glib.h>
#include <pango/pango.h>
#include <string.h>

static void add_text(JsonBuilder *json, const char *key, const char *text)
{
  json_builder_set_member_name(json, key);
  if (text)
    json_builder_add_string_value(json, text);
  else
    json_builder_add_null_value(json);
}

static void add_count(JsonBuilder *json, const char *key, gint64 count)
{
  json_builder_set_member_name(json, key);
  json_builder_add_int_value(json, count);
}

static void add_file(JsonBuilder *json, const brv_output *output)
{
  g_autofree char *name = g_path_get_basename(output->path);
  json_builder_begin_object(json);
  add_text(json, "file", name);
  add_text(json, "tier", output->tier);
  add_text(json, "format", output->format);
  add_count(json, "bytes", (gint64)output->size);
  add_text(json, "sha256", output->sha256);
  if (output->pages)
    add_count(json, "pages", output->pages);
  add_count(json, "words", output->words);
  json_builder_end_object(json);
}

static void add_files(JsonBuilder *json, const GPtrArray *outputs)
{
  json_builder_set_member_name(json, "files");
  json_builder_begin_array(json);
  for (guint i = 0; i < outputs->len; i++)
    add_file(json, outputs->pdata[i]);
  json_builder_end_array(json);
}

static void add_versions(JsonBuilder *json)
{
  json_builder_set_member_name(json, "versions");
  json_builder_begin_object(json);
  add_text(json, "brevier", BRV_VERSION);
  add_text(json, "cairo", cairo_version_string());
  add_text(json, "harfbuzz", hb_version_string());
  add_text(json, "pango", pango_version_string());
  json_builder_end_object(json);
}

static JsonNode *build_tree(const brv_pack *pack, const GPtrArray *outputs, const brv_diags *diags)
{
  g_autoptr(JsonBuilder) json = json_builder_new();
  json_builder_begin_object(json);
  add_text(json, "title", pack->title);
  add_text(json, "number", pack->number);
  add_text(json, "date", pack->date);
  add_files(json, outputs);
  json_builder_set_member_name(json, "problems");
  json_builder_begin_object(json);
  add_count(json, "errors", brv_diags_errors(diags));
  add_count(json, "warnings", brv_diags_warnings(diags));
  json_builder_end_object(json);
  add_versions(json);
  json_builder_end_object(json);
  return json_builder_get_root(json);
}

GBytes *brv_manifest(const brv_pack *pack, const GPtrArray *outputs, const brv_diags *diags)
{
  g_autoptr(JsonNode) root = build_tree(pack, outputs, diags);
  g_autofree char *text = json_to_string(root, TRUE);
  char *line = g_strconcat(text, "\n", NULL);
  return g_bytes_new_take(line, strlen(line));
}
