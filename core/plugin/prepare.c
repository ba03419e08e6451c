#include <string.h>

#include "base/part.h"
#include "plugin/internal.h"

/* Writes what prepared.c reads. Folders: name, stamp, the names in it. Files: number of the plugin
 * (0: the library), name inside it, name inside the folder of plugins, name in messages, stamp,
 * text, code. Plugins: name, place of the id in the manifest, manifest, words by language,
 * definition. Layouts, and the words of the program: text, value with its places. */

static void put_stamp(brv_wire_writer *w, const brv_folder *folder, const char *name)
{
  brv_stamp stamp = brv_folder_stamp(folder, name);
  brv_wire_put_block(w, &stamp, sizeof stamp);
}

/* A folder of the folder of plugins, and all that are in it. */
static void find_folders(brv_arena *arena, const brv_folder *top, const char *folder,
                         GPtrArray *found)
{
  GPtrArray *names = brv_folder_list(arena, top, folder);
  g_ptr_array_add(found, (char *)folder);
  for (guint i = 0; i < names->len; i++) {
    const char *name = names->pdata[i];
    const char *path = folder[0] == '.' ? name : brv_arena_printf(arena, "%s/%s", folder, name);
    if (name[0] != '.' && brv_folder_has(top, brv_arena_printf(arena, "%s/.", path)))
      find_folders(arena, top, path, found);
  }
}

static void put_folders(brv_wire_writer *w, brv_arena *arena, const brv_folder *top)
{
  g_autoptr(GPtrArray) folders = g_ptr_array_new();
  find_folders(arena, top, ".", folders);
  brv_wire_put_count(w, folders->len);
  for (guint i = 0; i < folders->len; i++) {
    brv_wire_put_text(w, folders->pdata[i]);
    put_stamp(w, top, folders->pdata[i]);
    brv_wire_put_text(w, brv_prepared_names(arena, top, folders->pdata[i]));
  }
}

static void put_file(brv_wire_writer *w, const brv_host *host, const brv_folder *top, guint owner,
                     const char *root, const char *name, const brv_source *source)
{
  g_autofree char *path = g_strdup_printf("%s/%s", root, name);
  brv_wire_put_count(w, owner);
  brv_wire_put_text(w, name);
  brv_wire_put_text(w, path);
  brv_wire_put_text(w, brv_source_name(source));
  put_stamp(w, top, path);
  brv_wire_put_count(w, (guint32)brv_source_length(source));
  brv_wire_put_block(w, brv_source_text(source), brv_source_length(source) + 1);
  brv_wire_put_bytes(w, g_hash_table_lookup(host->compiled, source));
}

/* Sorted, so that the bytes are the same each time. */
static void put_files(brv_wire_writer *w, const brv_host *host, const brv_folder *top, guint owner,
                      const char *root, GHashTable *sources)
{
  g_autoptr(GList) names = g_list_sort(g_hash_table_get_keys(sources), (GCompareFunc)strcmp);
  for (const GList *name = names; name; name = name->next)
    put_file(w, host, top, owner, root, name->data, g_hash_table_lookup(sources, name->data));
}

static guint count_files(const brv_host *host)
{
  guint count = g_hash_table_size(host->library);
  for (guint i = 0; i < host->plugins->len; i++)
    count += g_hash_table_size(((const brv_plugin *)host->plugins->pdata[i])->sources);
  return count;
}

static void put_all_files(brv_wire_writer *w, const brv_host *host, const brv_folder *top)
{
  brv_wire_put_count(w, count_files(host));
  put_files(w, host, top, 0, "api", host->library);
  for (guint i = 0; i < host->plugins->len; i++) {
    const brv_plugin *plugin = host->plugins->pdata[i];
    put_files(w, host, top, i + 1, plugin->path, plugin->sources);
  }
}

static void put_plugin(brv_wire_writer *w, const brv_plugin *plugin)
{
  brv_wire_put_text(w, plugin->path);
  brv_wire_put_count(w, plugin->place.offset);
  brv_wire_put_count(w, plugin->place.length);
  brv_wire_put_value(w, plugin->manifest);
  g_autoptr(GList) tongues =
      g_list_sort(g_hash_table_get_keys(plugin->locales), (GCompareFunc)strcmp);
  brv_wire_put_count(w, g_hash_table_size(plugin->locales));
  for (const GList *tongue = tongues; tongue; tongue = tongue->next) {
    brv_wire_put_text(w, tongue->data);
    brv_wire_put_value(w, g_hash_table_lookup(plugin->locales, tongue->data));
  }
  brv_wire_put_value(w, plugin->added);
}

static void put_layout(brv_wire_writer *w, const brv_source *source, const brv_value *value)
{
  brv_wire_put_count(w, (guint32)brv_source_length(source));
  brv_wire_put_block(w, brv_source_text(source), brv_source_length(source));
  guint begun = brv_wire_begin(w);
  brv_wire_put_value(w, value);
  brv_wire_end(w, begun);
}

/* What a file of the folder of layouts says; NULL when it is none that runs read, or cannot be. */
static const brv_value *value_of(brv_host *host, brv_arena *arena, const brv_source *source,
                                 brv_diags *diags)
{
  const char *name = brv_source_name(source);
  brv_place whole = {source, 0, (guint32)brv_source_length(source)};
  if (strcmp(name, BRV_WORDS_FILE) == 0)
    return brv_yaml_read(arena, whole, diags);
  return g_str_has_suffix(name, ".lua") ? brv_layout_run(host, arena, source, diags) : NULL;
}

static void put_layouts(brv_wire_writer *w, brv_host *host, brv_arena *arena,
                        const brv_folder *layouts, brv_diags *diags)
{
  GPtrArray *names = layouts ? brv_folder_list(arena, layouts, NULL) : brv_arena_ptr_array(arena);
  g_autoptr(GByteArray) prepared = g_byte_array_new();
  brv_wire_writer each = {.out = prepared, .with_places = true};
  guint32 count = 0;
  for (guint i = 0; i < names->len; i++) {
    const brv_source *source = brv_folder_read_text(arena, layouts, names->pdata[i],
                                                    BRV_PLUGIN_FILE_LIMIT, BRV_NO_PLACE, diags);
    const brv_value *value = source ? value_of(host, arena, source, diags) : NULL;
    if (value)
      put_layout(&each, source, value);
    count += value != NULL;
  }
  brv_wire_put_count(w, count);
  brv_wire_put_block(w, prepared->data, prepared->len);
}

static bool can_be_prepared(const brv_host *host)
{
  for (guint i = 0; i < host->plugins->len; i++) {
    const brv_plugin *plugin = host->plugins->pdata[i];
    if (!plugin->added || plugin->broken || g_hash_table_size(plugin->assets))
      return false;
  }
  return !host->registry.lacking;
}

GByteArray *brv_host_prepare(brv_host *host, const brv_folder *bundled, const brv_folder *layouts,
                             brv_diags *diags)
{
  gsize length;
  const guint8 *identity = brv_core_identity(&length);
  if (!identity || !can_be_prepared(host))
    return NULL;
  g_autoptr(brv_arena) arena = brv_arena_new();
  GByteArray *out = g_byte_array_new();
  brv_wire_writer w = {.out = out};
  brv_prepared_head head = {BRV_PREPARED_MAGIC, 0, (guint32)length};
  brv_wire_put_block(&w, &head, sizeof head);
  brv_wire_put_block(&w, identity, length);
  put_folders(&w, arena, bundled);
  put_all_files(&w, host, bundled);
  brv_wire_put_count(&w, host->plugins->len);
  for (guint i = 0; i < host->plugins->len; i++)
    put_plugin(&w, host->plugins->pdata[i]);
  put_layouts(&w, host, arena, layouts, diags);
  ((brv_prepared_head *)(void *)out->data)->size = out->len;
  return out;
}
