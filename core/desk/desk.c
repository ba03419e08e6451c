#include <string.h>

#include "desk/desk-private.h"

static const brv_folder *data_folder(brv_desk *desk, const char *name, brv_diags *diags)
{
  g_autofree char *path = g_build_filename(desk->data, name, NULL);
  return brv_folder_open(desk->arena, path, diags);
}

brv_desk *brv_desk_open(const char *pack, brv_diags *diags)
{
  return brv_desk_open_at(brv_data_folder(), pack, diags);
}

brv_desk *brv_desk_open_at(const char *data, const char *pack, brv_diags *diags)
{
  brv_desk *desk = g_new0(brv_desk, 1);
  desk->arena = brv_arena_new();
  desk->data = brv_arena_strdup(desk->arena, data);
  desk->pack = brv_arena_strdup(desk->arena, pack);
  desk->bundled = data_folder(desk, "plugins", diags);
  desk->layouts = data_folder(desk, "layouts", diags);
  brv_folder *folder = pack ? brv_folder_open(desk->arena, pack, diags) : NULL;
  desk->own = folder ? brv_folder_inside(desk->arena, folder, "plugins") : NULL;
  desk->own_layouts = folder ? brv_folder_inside(desk->arena, folder, "layouts") : NULL;
  if (desk->bundled && desk->layouts && !pack == !folder)
    desk->host = brv_host_new(desk->bundled, desk->own, (brv_host_limits){0}, diags);
  if (desk->host)
    return desk;
  brv_desk_close(desk);
  return NULL;
}

void brv_desk_close(brv_desk *desk)
{
  if (!desk)
    return;
  brv_host_free(desk->host);
  brv_arena_free(desk->arena);
  g_free(desk);
}

const brv_plugin_info *brv_desk_plugin(const brv_desk *desk, const char *id)
{
  const GPtrArray *plugins = brv_host_registry(desk->host)->plugins;
  for (guint i = 0; i < plugins->len; i++) {
    const brv_plugin_info *plugin = plugins->pdata[i];
    if (strcmp(plugin->id, id) == 0)
      return plugin;
  }
  return NULL;
}

static bool is_own(const brv_plugin_info *plugin)
{
  return strcmp(plugin->origin, "pack") == 0;
}

const brv_folder *brv_desk_folder(const brv_desk *desk, const brv_plugin_info *plugin)
{
  return is_own(plugin) ? desk->own : desk->bundled;
}

char *brv_desk_path(const brv_desk *desk, const brv_plugin_info *plugin, const char *file)
{
  const char *top = is_own(plugin) ? desk->pack : desk->data;
  return g_build_filename(top, "plugins", plugin->id, file, NULL);
}

GPtrArray *brv_desk_specs(brv_desk *desk, const brv_plugin_info *plugin, const char *suffix)
{
  GPtrArray *specs = brv_arena_ptr_array(desk->arena);
  const char *folder = brv_arena_printf(desk->arena, "%s/spec", plugin->id);
  GPtrArray *names = brv_folder_list(desk->arena, brv_desk_folder(desk, plugin), folder);
  for (guint i = 0; i < names->len; i++)
    if (g_str_has_suffix(names->pdata[i], suffix))
      g_ptr_array_add(specs, brv_arena_printf(desk->arena, "spec/%s", (char *)names->pdata[i]));
  return specs;
}

static const char *nearest(const brv_desk *desk, const char *name)
{
  const GPtrArray *plugins = brv_host_registry(desk->host)->plugins;
  const char **ids = brv_new_array(desk->arena, const char *, plugins->len + 1);
  for (guint i = 0; i < plugins->len; i++)
    ids[i] = ((const brv_plugin_info *)plugins->pdata[i])->id;
  const char *help = brv_did_you_mean(desk->arena, name, ids);
  return help ? help : "`brevier plugin list` names the plugins";
}

static GPtrArray *choose_all(brv_desk *desk)
{
  GPtrArray *chosen = brv_arena_ptr_array(desk->arena);
  const GPtrArray *plugins = brv_host_registry(desk->host)->plugins;
  for (guint i = 0; i < plugins->len; i++) {
    const brv_plugin_info *plugin = plugins->pdata[i];
    if (!desk->pack || is_own(plugin))
      g_ptr_array_add(chosen, (void *)plugin);
  }
  return chosen;
}

static int by_id(const void *a, const void *b)
{
  return strcmp((*(const brv_plugin_info *const *)a)->id, (*(const brv_plugin_info *const *)b)->id);
}

GPtrArray *brv_desk_choose(brv_desk *desk, char **names, brv_diags *diags)
{
  if (!names || !*names)
    return choose_all(desk);
  GPtrArray *chosen = brv_arena_ptr_array(desk->arena);
  bool fine = true;
  for (; *names; names++) {
    const brv_plugin_info *plugin = brv_desk_plugin(desk, *names);
    if (plugin && !g_ptr_array_find(chosen, plugin, NULL))
      g_ptr_array_add(chosen, (void *)plugin);
    if (!plugin)
      brv_report(diags, BRV_USAGE, BRV_NO_PLACE, nearest(desk, *names), "there is no plugin \"%s\"",
                 *names);
    fine = fine && plugin;
  }
  g_ptr_array_sort(chosen, by_id);
  return fine ? chosen : NULL;
}
