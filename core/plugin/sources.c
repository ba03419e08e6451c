#include <string.h>

#include "plugin/internal.h"

/* The text of plugins and of the library that all may require. All Lua is read before any of it
 * runs: `require` opens no file, and a place in any of it has a name before a worker starts. */

enum { FOLDER_DEPTH = 6, ENTRY_LIMIT = 2000 };

static const brv_source *read_source(brv_host *host, const brv_folder *folder, const char *path,
                                     const char *label, brv_place place, brv_diags *diags)
{
  const brv_source *read =
      brv_folder_read_text(host->arena, folder, path, BRV_PLUGIN_FILE_LIMIT, place, diags);
  return read ? brv_source_new(host->arena, label, brv_source_text(read), brv_source_length(read))
              : NULL;
}

/* Names of files in messages start with the plugin's folder, wherever that lies. */
const brv_source *brv_plugin_source(brv_host *host, brv_plugin *plugin, const char *name,
                                    brv_diags *diags)
{
  const brv_source *source = g_hash_table_lookup(plugin->sources, name);
  if (source)
    return source;
  const char *path = brv_arena_printf(host->arena, "%s/%s", plugin->path, name);
  if (!brv_folder_has(plugin->folder, path))
    return NULL;
  const char *label = brv_arena_printf(host->arena, "%s/%s", plugin->label, name);
  source = read_source(host, plugin->folder, path, label, plugin->place, diags);
  if (source)
    g_hash_table_insert(plugin->sources, brv_arena_strdup(host->arena, name), (void *)source);
  return source;
}

/* A folder of Lua files that is being read. */
typedef struct {
  brv_host *host;
  const brv_folder *folder;
  const char *root;  /* in the folder; names of modules are relative to it */
  const char *label; /* of the root in messages */
  brv_place place;
  GHashTable *sources;
  guint count; /* of entries, so that links in a circle come to an end */
  brv_diags *diags;
} harvest;

static const char *below(harvest *h, const char *folder, const char *name)
{
  return folder ? brv_arena_printf(h->host->arena, "%s/%s", folder, name) : name;
}

static void read_module(harvest *h, const char *name)
{
  if (g_hash_table_contains(h->sources, name))
    return;
  const brv_source *source = read_source(h->host, h->folder, below(h, h->root, name),
                                         below(h, h->label, name), h->place, h->diags);
  if (source)
    g_hash_table_insert(h->sources, (char *)name, (void *)source);
}

/* What is no Lua file is taken for a folder, and is an empty one where it is none. */
static void read_modules(harvest *h, const char *inside, int depth)
{
  const char *path = inside ? below(h, h->root, inside) : h->root;
  GPtrArray *names = brv_folder_list(h->host->arena, h->folder, path);
  for (guint i = 0; i < names->len; i++) {
    const char *name = names->pdata[i];
    if (name[0] == '.' || ++h->count > ENTRY_LIMIT)
      continue;
    if (g_str_has_suffix(name, ".lua"))
      read_module(h, below(h, inside, name));
    else if (depth < FOLDER_DEPTH)
      read_modules(h, below(h, inside, name), depth + 1);
  }
}

void brv_plugin_read_modules(brv_host *host, brv_plugin *plugin, brv_diags *diags)
{
  harvest h = {
      .host = host,
      .folder = plugin->folder,
      .root = plugin->path,
      .label = plugin->label,
      .place = plugin->place,
      .sources = plugin->sources,
      .diags = diags,
  };
  read_modules(&h, NULL, 0);
}

void brv_host_read_library(brv_host *host, const brv_folder *bundled, brv_diags *diags)
{
  const char *library =
      brv_arena_strndup(host->arena, BRV_LIBRARY_LABEL, strlen(BRV_LIBRARY_LABEL) - 1);
  harvest h = {
      .host = host,
      .folder = bundled,
      .root = "api",
      .label = library,
      .place = BRV_NO_PLACE,
      .sources = host->library,
      .diags = diags,
  };
  read_modules(&h, "brevier", 0);
}

static bool is_of_library(const char *file)
{
  return g_str_has_prefix(file, "brevier/");
}

const brv_source *brv_plugin_module(const brv_host *host, const brv_plugin *plugin,
                                    const char *file)
{
  return g_hash_table_lookup(is_of_library(file) ? host->library : plugin->sources, file);
}

static int by_text(const void *a, const void *b)
{
  return strcmp(*(char *const *)a, *(char *const *)b);
}

const char *brv_plugin_near_module(const brv_host *host, const brv_plugin *plugin, const char *name)
{
  GHashTable *sources = g_str_has_prefix(name, "brevier.") ? host->library : plugin->sources;
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
  GHashTableIter iter;
  gpointer file;
  g_hash_table_iter_init(&iter, sources);
  while (g_hash_table_iter_next(&iter, &file, NULL)) {
    if (!g_str_has_suffix(file, ".lua") || strcmp(file, "init.lua") == 0)
      continue;
    char *module = g_strndup(file, strlen(file) - strlen(".lua"));
    g_ptr_array_add(names, g_strdelimit(module, "/", '.'));
  }
  g_ptr_array_sort(names, by_text);
  g_ptr_array_add(names, NULL);
  return brv_did_you_mean(host->arena, name, (const char *const *)names->pdata);
}

static const brv_source *source_called(GHashTable *sources, const char *name)
{
  GHashTableIter iter;
  gpointer source;
  g_hash_table_iter_init(&iter, sources);
  while (g_hash_table_iter_next(&iter, NULL, &source))
    if (strcmp(brv_source_name(source), name) == 0)
      return source;
  return NULL;
}

brv_place brv_line_place(const brv_source *source, int number)
{
  guint32 from = brv_source_offset(source, number, 1);
  const char *line = brv_source_text(source) + from;
  guint32 blank = (guint32)strspn(line, " \t");
  return (brv_place){source, from + blank, (guint32)strcspn(line + blank, "\r\n")};
}

brv_place brv_host_fault_place(const brv_host *host, const brv_plugin *plugin,
                               const brv_fault *fault)
{
  const brv_source *source = plugin ? source_called(plugin->sources, fault->file) : NULL;
  if (!source)
    source = source_called(host->library, fault->file);
  if (!source)
    return plugin ? plugin->place : BRV_NO_PLACE;
  return brv_line_place(source, fault->line);
}
