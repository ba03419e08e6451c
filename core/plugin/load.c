#include <string.h>

#include "pack/images.h"
#include "plugin/internal.h"
#include "plugin/libs.h"

/* --- words --- */

static const brv_schema word = {.type = BRV_TYPE_TEXT};
static const brv_schema words = {.type = BRV_TYPE_MAP, .item = &word};

static void read_locale(brv_host *host, brv_plugin *plugin, const char *file, brv_diags *diags)
{
  const char *name = brv_arena_printf(host->arena, "locale/%s", file);
  const brv_source *source = brv_plugin_source(host, plugin, name, diags);
  if (!source)
    return;
  brv_place whole = {source, 0, (guint32)brv_source_length(source)};
  brv_value *value = brv_yaml_read(host->arena, whole, diags);
  if (!value || !brv_schema_check(host->arena, &words, value, "", diags))
    return;
  const char *language = brv_arena_strndup(host->arena, file, strlen(file) - strlen(".yaml"));
  g_hash_table_insert(plugin->locales, (char *)language, value);
}

static void read_locales(brv_host *host, brv_plugin *plugin, brv_diags *diags)
{
  const char *folder = brv_arena_printf(host->arena, "%s/locale", plugin->path);
  GPtrArray *files = brv_folder_list(host->arena, plugin->folder, folder);
  for (guint i = 0; i < files->len; i++)
    if (g_str_has_suffix(files->pdata[i], ".yaml"))
      read_locale(host, plugin, files->pdata[i], diags);
}

/* --- pictures --- */

/* Workers have no files, so that all are read before there are any. */
static void read_assets(brv_host *host, brv_plugin *plugin, brv_diags *diags)
{
  const char *folder = brv_arena_printf(host->arena, "%s/assets", plugin->path);
  GPtrArray *files = brv_folder_list(host->arena, plugin->folder, folder);
  if (files->len > BRV_PLUGIN_ASSETS) {
    brv_report(diags, BRV_PLUGIN_REFUSED, plugin->place, NULL,
               "plugin \"%s\" has more than %d files in assets/", plugin->id, BRV_PLUGIN_ASSETS);
    return;
  }
  for (guint i = 0; i < files->len; i++) {
    const char *name = brv_arena_printf(host->arena, "assets/%s", (char *)files->pdata[i]);
    const brv_asset *asset = brv_image_read(
        host->arena, plugin->folder, brv_arena_printf(host->arena, "%s/%s", plugin->path, name),
        brv_arena_printf(host->arena, "%s/%s", plugin->label, name), BRV_PLUGIN_ASSET_LIMIT,
        plugin->place, diags);
    if (asset)
      g_hash_table_insert(plugin->assets, (char *)name, (void *)asset);
  }
}

/* --- finding --- */

static int by_id(const void *a, const void *b)
{
  return strcmp((*(brv_plugin *const *)a)->id, (*(brv_plugin *const *)b)->id);
}

/* A plugin of the pack takes the place of a bundled one with its id. */
void brv_plugin_keep(brv_host *host, brv_plugin *plugin)
{
  for (guint i = 0; i < host->plugins->len; i++) {
    const brv_plugin *other = host->plugins->pdata[i];
    if (strcmp(other->id, plugin->id) != 0)
      continue;
    plugin->replaces = brv_value_text(other->manifest, "version", "");
    g_ptr_array_remove_index(host->plugins, i--);
  }
  g_ptr_array_add(host->plugins, plugin);
  guint count = host->plugins->len;
  if (count > 1 && by_id(&host->plugins->pdata[count - 2], &host->plugins->pdata[count - 1]) > 0)
    g_ptr_array_sort(host->plugins, by_id);
}

brv_plugin *brv_plugin_new(brv_host *host, const brv_folder *folder, const char *name,
                           const char *origin)
{
  brv_plugin *plugin = brv_new(host->arena, brv_plugin);
  plugin->origin = origin;
  plugin->label = brv_arena_printf(host->arena, "plugins/%s", name);
  plugin->folder = folder;
  plugin->path = name;
  plugin->definition = LUA_NOREF;
  plugin->sources = brv_arena_table(host->arena);
  plugin->locales = brv_arena_table(host->arena);
  plugin->assets = brv_arena_table(host->arena);
  return plugin;
}

static void discover_one(brv_host *host, const brv_folder *folder, const char *name,
                         const char *origin, brv_diags *diags)
{
  brv_plugin *plugin = brv_plugin_new(host, folder, name, origin);
  if (!brv_manifest_read(host, plugin, diags)) {
    host->registry.lacking = true;
    return;
  }
  read_locales(host, plugin, diags);
  read_assets(host, plugin, diags);
  brv_plugin_read_modules(host, plugin, diags);
  brv_plugin_keep(host, plugin);
}

void brv_host_discover(brv_host *host, const brv_folder *folder, const char *origin,
                       brv_diags *diags)
{
  GPtrArray *names = brv_folder_list(host->arena, folder, NULL);
  for (guint i = 0; i < names->len; i++) {
    const char *name = names->pdata[i];
    if (brv_folder_has(folder, brv_arena_printf(host->arena, "%s/plugin.yaml", name)))
      discover_one(host, folder, name, origin, diags);
  }
}

/* --- running init.lua, in a worker --- */

typedef struct {
  brv_call call; /* the running one, as far as there is one */
  const brv_source *source;
  const brv_value *value; /* what init.lua returned */
  bool is_wanted;         /* the value is */
} loading;

static int run_init(lua_State *L)
{
  loading *l = lua_touserdata(L, 1);
  brv_plugin *plugin = l->call.plugin;
  brv_reseed(L);
  brv_environment_push(L, plugin);
  brv_environment_compile(L, l->source);
  lua_call(L, 0, 1);
  if (!lua_istable(L, -1))
    return luaL_error(L, "init.lua must return a table, not %s", luaL_typename(L, -1));
  brv_place place = {l->source, 0, 0};
  if (l->is_wanted)
    l->value = brv_value_from_lua(L, -1, l->call.host->arena, place, true);
  plugin->definition = luaL_ref(L, LUA_REGISTRYINDEX);
  return 0;
}

static const brv_source *init_of(const brv_plugin *plugin)
{
  return g_hash_table_lookup(plugin->sources, "init.lua");
}

/* The value is that of init.lua, or NULL after a report. */
static const brv_value *load(brv_host *host, brv_plugin *plugin, bool is_wanted, brv_diags *diags)
{
  loading l = {.call = {.host = host, .plugin = plugin, .name = plugin->id, .diags = diags},
               .source = init_of(plugin),
               .is_wanted = is_wanted};
  brv_fault fault;
  bool fine = brv_crew_begin(host, plugin, NULL, BRV_NO_PLACE);
  if (fine) {
    brv_crew_at(host, brv_source_name(l.source), 1);
    host->call = &l.call;
    fine = brv_sandbox_run(host->sandbox, run_init, &l, plugin->work, &fault);
    host->call = NULL;
    if (!fine)
      brv_report(diags, fault.kind == BRV_FAULT_ERROR ? BRV_PLUGIN_FAILED : BRV_PLUGIN_LIMIT,
                 brv_host_fault_place(host, plugin, &fault), NULL, "plugin \"%s\": %s", plugin->id,
                 fault.text);
  }
  brv_crew_end(host);
  plugin->broken = !fine;
  return l.value;
}

bool brv_plugin_load(brv_host *host, brv_plugin *plugin, brv_diags *diags)
{
  if (!plugin->broken && plugin->definition == LUA_NOREF)
    load(host, plugin, false, diags);
  return !plugin->broken;
}

/* The code of what was compiled here, which later workers then need not compile. */
static void put_code(brv_wire_writer *result, GHashTable *compiled)
{
  GHashTableIter iter;
  gpointer source, code;
  brv_wire_put_count(result, g_hash_table_size(compiled));
  g_hash_table_iter_init(&iter, compiled);
  while (g_hash_table_iter_next(&iter, &source, &code)) {
    brv_wire_put_count(result, brv_wire_number(result->names, source));
    brv_wire_put_bytes(result, code);
  }
}

static void load_all(brv_crew_task *task, brv_wire_writer *result, brv_diags *diags)
{
  const GPtrArray *plugins = task->host->plugins;
  brv_wire_put_count(result, plugins->len);
  for (guint i = 0; i < plugins->len; i++) {
    brv_plugin *plugin = plugins->pdata[i];
    bool is_known = plugin->broken || plugin->added;
    const brv_value *value = is_known ? NULL : load(task->host, plugin, true, diags);
    brv_wire_put_count(result, value != NULL);
    if (value)
      brv_wire_put_value(result, value);
  }
  put_code(result, task->host->compiled);
}

/* --- what comes of it, in the parent --- */

static void take_code(brv_wire_reader *result, GHashTable *compiled)
{
  guint count = brv_wire_take_length(result);
  for (guint i = 0; i < count && !result->bad; i++) {
    const brv_source *source =
        brv_wire_source(result->names, brv_wire_take_count(result, G_MAXUINT32));
    GBytes *code = brv_wire_take_bytes(result);
    if (source && code)
      g_hash_table_insert(compiled, (void *)source, code);
    else
      g_clear_pointer(&code, g_bytes_unref);
  }
}

static void read_all(brv_crew_task *task, brv_wire_reader *result)
{
  const GPtrArray *plugins = task->host->plugins;
  guint count = brv_wire_take_count(result, plugins->len);
  for (guint i = 0; i < count; i++) {
    bool has_value = brv_wire_take_count(result, 1);
    brv_plugin *plugin = plugins->pdata[i];
    if (has_value)
      plugin->added = brv_wire_take_value(result, (brv_place){init_of(plugin), 0, 0});
  }
  take_code(result, task->host->compiled);
}

static void find_init(brv_host *host, brv_plugin *plugin, brv_diags *diags)
{
  plugin->broken = !init_of(plugin);
  if (plugin->broken &&
      !brv_folder_has(plugin->folder, brv_arena_printf(host->arena, "%s/init.lua", plugin->path)))
    brv_report(diags, BRV_PLUGIN_REFUSED, plugin->place, NULL, "plugin \"%s\" has no init.lua",
               plugin->id);
}

/* Where something stands in init.lua is only looked for when there is something to tell. */
static void define(brv_host *host, brv_plugin *plugin, brv_value *value, brv_diags *diags)
{
  GPtrArray *const lists[] = {host->registry.sections, host->registry.blocks, host->registry.spans};
  guint before[G_N_ELEMENTS(lists)];
  g_autoptr(brv_diags) tried = brv_diags_new();
  for (gsize i = 0; i < G_N_ELEMENTS(lists); i++)
    before[i] = lists[i]->len;
  brv_plugin_define(host, plugin, value, tried);
  if (!brv_diags_errors(tried))
    return;
  for (gsize i = 0; i < G_N_ELEMENTS(lists); i++)
    g_ptr_array_set_size(lists[i], (int)before[i]);
  plugin->broken = false;
  plugin->front = NULL;
  plugin->rules = NULL;
  brv_place_written(init_of(plugin), value);
  brv_plugin_define(host, plugin, value, diags);
}

/* Runs what is not known to have been run when the program was built. */
static void run_all(brv_host *host, brv_diags *diags)
{
  g_autoptr(brv_wire_names) names = brv_crew_names(host);
  brv_crew_task task = {
      .host = host,
      .arena = host->arena,
      .names = names,
      .failed_code = BRV_PLUGIN_FAILED,
      .body = load_all,
      .read = read_all,
  };
  brv_crew_run(&task, 1, 1, diags);
  host->dead = !task.is_done && !task.failed;
}

void brv_host_load_plugins(brv_host *host, brv_diags *diags)
{
  const GPtrArray *plugins = host->plugins;
  bool are_known = true;
  for (guint i = 0; i < plugins->len; i++) {
    brv_plugin *plugin = plugins->pdata[i];
    find_init(host, plugin, diags);
    are_known &= plugin->added != NULL;
  }
  if (!are_known)
    run_all(host, diags);
  for (guint i = 0; i < plugins->len; i++) {
    brv_plugin *plugin = plugins->pdata[i];
    plugin->broken = !plugin->added;
    if (plugin->added)
      define(host, plugin, plugin->added, diags);
  }
}
