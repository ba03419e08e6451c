#include "plugin/inspect.h"

#include <string.h>

#include "plugin/internal.h"

int brv_host_api(void)
{
  return BRV_PLUGIN_API;
}

static brv_plugin *plugin_named(const brv_host *host, const char *id)
{
  for (guint i = 0; i < host->plugins->len; i++) {
    brv_plugin *plugin = host->plugins->pdata[i];
    if (strcmp(plugin->id, id) == 0)
      return plugin;
  }
  return NULL;
}

static int by_source_name(const void *a, const void *b)
{
  return strcmp(brv_source_name(*(const brv_source *const *)a),
                brv_source_name(*(const brv_source *const *)b));
}

GPtrArray *brv_host_sources(const brv_host *host, brv_arena *arena, const char *id)
{
  GPtrArray *sources = brv_arena_ptr_array(arena);
  const brv_plugin *plugin = plugin_named(host, id);
  GHashTableIter iter;
  gpointer name, source;
  if (!plugin)
    return sources;
  g_hash_table_iter_init(&iter, plugin->sources);
  while (g_hash_table_iter_next(&iter, &name, &source))
    if (g_str_has_suffix(name, ".lua"))
      g_ptr_array_add(sources, source);
  g_ptr_array_sort(sources, by_source_name);
  return sources;
}

const brv_value *brv_host_manifest(const brv_host *host, const char *id)
{
  const brv_plugin *plugin = plugin_named(host, id);
  return plugin ? plugin->manifest : NULL;
}

const brv_value *brv_host_words(const brv_host *host, const char *id, const char *language)
{
  const brv_plugin *plugin = plugin_named(host, id);
  return plugin ? g_hash_table_lookup(plugin->locales, language) : NULL;
}

static int by_text(const void *a, const void *b)
{
  return strcmp(*(char *const *)a, *(char *const *)b);
}

GPtrArray *brv_host_languages(const brv_host *host, brv_arena *arena, const char *id)
{
  GPtrArray *languages = brv_arena_ptr_array(arena);
  const brv_plugin *plugin = plugin_named(host, id);
  GHashTableIter iter;
  gpointer language;
  if (!plugin)
    return languages;
  g_hash_table_iter_init(&iter, plugin->locales);
  while (g_hash_table_iter_next(&iter, &language, NULL))
    g_ptr_array_add(languages, language);
  g_ptr_array_sort(languages, by_text);
  return languages;
}

const brv_value *brv_section_titles(const brv_section_type *type)
{
  return ((const brv_section_info *)type)->titles;
}

/* --- syntax --- */

static int compile(lua_State *L)
{
  lua_newtable(L);
  brv_environment_compile(L, lua_touserdata(L, 1));
  return 0;
}

/* In a worker: nothing is run, but a compiler too can be attacked. */
static void compile_all(brv_crew_task *task, brv_wire_writer *result G_GNUC_UNUSED,
                        brv_diags *diags)
{
  brv_host *host = task->host;
  brv_plugin *plugin = task->data;
  GPtrArray *sources = brv_host_sources(host, host->arena, plugin->id);
  brv_crew_begin(host, plugin, NULL, plugin->place);
  for (guint i = 0; i < sources->len; i++) {
    brv_fault fault;
    if (brv_sandbox_run(host->sandbox, compile, sources->pdata[i], plugin->work, &fault))
      continue;
    brv_report(diags, fault.kind == BRV_FAULT_ERROR ? BRV_PLUGIN_FAILED : BRV_PLUGIN_LIMIT,
               brv_host_fault_place(host, plugin, &fault), NULL, "plugin \"%s\": %s", plugin->id,
               fault.text);
  }
  brv_crew_end(host);
}

static void read_nothing(brv_crew_task *task G_GNUC_UNUSED, brv_wire_reader *result G_GNUC_UNUSED)
{
}

void brv_host_check_syntax(brv_host *host, const char *id, brv_diags *diags)
{
  brv_plugin *plugin = plugin_named(host, id);
  g_autoptr(brv_wire_names) names = brv_crew_names(host);
  brv_crew_task task = {
      .host = host,
      .arena = host->arena,
      .names = names,
      .failed_code = BRV_PLUGIN_FAILED,
      .data = plugin,
      .body = compile_all,
      .read = read_nothing,
  };
  if (plugin)
    brv_crew_run(&task, 1, 1, diags);
}
