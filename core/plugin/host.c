#include "plugin/host.h"

#include <string.h>

#include "plugin/internal.h"

static void free_host_arrays(brv_host *host)
{
  g_array_unref(host->places);
  g_hash_table_unref(host->compiled);
  g_array_unref(host->handles);
  g_clear_pointer(&host->layouts, g_array_unref);
}

void brv_host_free(brv_host *host)
{
  if (!host)
    return;
  brv_workers_see_off();
  brv_sandbox_free(host->sandbox);
  free_host_arrays(host);
  brv_arena_free(host->arena);
  g_free(host);
}

const brv_registry *brv_host_registry(const brv_host *host)
{
  return &host->registry;
}

void brv_host_set_looks(brv_host *host, const brv_looks *looks)
{
  host->looks = looks;
}

void brv_host_set_meanwhile(brv_host *host, void (*meanwhile)(void *data), void *data)
{
  host->meanwhile = meanwhile;
  host->meanwhile_data = data;
}

static int open_libraries(lua_State *L)
{
  brv_environment_open(L);
  return 0;
}

bool brv_host_open_state(brv_host *host, brv_diags *diags)
{
  brv_fault fault = {0};
  for (guint i = 0; i < host->plugins->len; i++)
    ((brv_plugin *)host->plugins->pdata[i])->definition = LUA_NOREF;
  brv_sandbox_free(host->sandbox);
  host->sandbox =
      brv_sandbox_new(host->limits.memory, host->limits.fail_at, host->limits.fail_once);
  if (host->sandbox) {
    brv_sandbox_go_backwards(host->sandbox, host->limits.backwards);
    *(brv_host **)lua_getextraspace(brv_sandbox_lua(host->sandbox)) = host;
    if (brv_sandbox_run(host->sandbox, open_libraries, NULL, BRV_PLUGIN_WORK, &fault))
      return true;
  }
  brv_report(diags, BRV_PLUGIN_LIMIT, BRV_NO_PLACE, NULL, "plugins cannot start: %s",
             fault.text[0] ? fault.text : "too little memory is allowed");
  brv_sandbox_free(host->sandbox);
  host->sandbox = NULL;
  return false;
}

static int by_section_name(const void *a, const void *b)
{
  return strcmp((*(brv_section_type *const *)a)->name, (*(brv_section_type *const *)b)->name);
}

static int by_block_name(const void *a, const void *b)
{
  return strcmp((*(brv_block_type *const *)a)->name, (*(brv_block_type *const *)b)->name);
}

static int by_span_name(const void *a, const void *b)
{
  return strcmp((*(brv_span_type *const *)a)->name, (*(brv_span_type *const *)b)->name);
}

/* Where two section types share a title, it means the first by name. */
static void fill_titles(brv_host *host)
{
  for (guint i = 0; i < host->registry.sections->len; i++) {
    const brv_section_type *type = host->registry.sections->pdata[i];
    for (const char *const *title = type->titles; title && *title; title++) {
      g_autofree char *folded = brv_fold_title(*title);
      if (!g_hash_table_contains(host->registry.titled, folded))
        g_hash_table_insert(host->registry.titled, brv_arena_strdup(host->arena, folded),
                            (void *)type);
    }
  }
}

static void fill_registry(brv_host *host)
{
  for (guint i = 0; i < host->plugins->len; i++) {
    const brv_plugin *plugin = host->plugins->pdata[i];
    brv_plugin_info *info = brv_new(host->arena, brv_plugin_info);
    *info = (brv_plugin_info){
        .id = plugin->id,
        .version = brv_value_text(plugin->manifest, "version", ""),
        .api = brv_value_text(plugin->manifest, "api", ""),
        .about = brv_value_text(plugin->manifest, "about", NULL),
        .origin = plugin->origin,
        .replaces = plugin->replaces,
        .front = plugin->front,
        .options = plugin->options,
        .rules = plugin->rules,
        .broken = plugin->broken,
    };
    host->registry.lacking |= plugin->broken;
    g_ptr_array_add(host->registry.plugins, info);
  }
  g_ptr_array_sort(host->registry.sections, by_section_name);
  fill_titles(host);
  g_ptr_array_sort(host->registry.blocks, by_block_name);
  g_ptr_array_sort(host->registry.spans, by_span_name);
}

brv_host *brv_host_new(const brv_folder *bundled, const brv_folder *pack, brv_host_limits limits,
                       brv_diags *diags)
{
  brv_host *host = g_new0(brv_host, 1);
  host->arena = brv_arena_new();
  host->limits = limits;
  host->limits.memory = limits.memory ? limits.memory : BRV_PLUGIN_MEMORY;
  host->limits.instructions = limits.instructions ? limits.instructions : BRV_PLUGIN_WORK;
  host->limits.seconds = limits.seconds ? limits.seconds : BRV_PLUGIN_SECONDS;
  host->plugins = brv_arena_ptr_array(host->arena);
  host->library = brv_arena_table(host->arena);
  host->registry.sections = brv_arena_ptr_array(host->arena);
  host->registry.titled = brv_arena_table(host->arena);
  host->registry.blocks = brv_arena_ptr_array(host->arena);
  host->registry.spans = brv_arena_ptr_array(host->arena);
  host->registry.plugins = brv_arena_ptr_array(host->arena);
  host->places = g_array_new(FALSE, FALSE, sizeof(brv_place));
  host->handles = g_array_new(FALSE, FALSE, sizeof(brv_handle));
  host->compiled = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)g_bytes_unref);
  if (bundled && !(limits.prepared && brv_prepared_take(host, bundled, limits.prepared))) {
    brv_host_read_library(host, bundled, diags);
    brv_host_discover(host, bundled, "bundled", diags);
  }
  if (pack)
    brv_host_discover(host, pack, "pack", diags);
  for (guint i = 0; i < host->plugins->len; i++) {
    brv_plugin *plugin = host->plugins->pdata[i];
    plugin->number = i + 1;
    if (strcmp(plugin->origin, "bundled") != 0)
      host->identity = NULL;
  }
  brv_host_load_plugins(host, diags);
  fill_registry(host);
  return host;
}
