#include <string.h>
#include <sys/stat.h>

#include "base/part.h"
#include "plugin/internal.h"

/* Reads what prepare.c writes. The file lies beside the core and is trusted like it, since whoever
 * can write one can write the other; what is asked is only whether it still tells the truth. */

typedef struct {
  const brv_source *source;
  GBytes *code;
  guint32 owner;
  const char *name; /* inside the plugin */
} prepared_file;

const char *brv_prepared_names(brv_arena *arena, const brv_folder *folder, const char *name)
{
  GPtrArray *names = brv_folder_list(arena, folder, name);
  g_autoptr(GString) text = g_string_new(NULL);
  for (guint i = 0; i < names->len; i++)
    g_string_append_printf(text, "%s/", (const char *)names->pdata[i]);
  return brv_arena_strdup(arena, text->str);
}

static bool has_stamp(brv_wire_reader *r, const brv_folder *folder, const char *name)
{
  brv_stamp now = brv_folder_stamp(folder, name);
  const void *then = brv_wire_take_block(r, sizeof now);
  return then && now.changed && memcmp(then, &now, sizeof now) == 0;
}

/* Where the stamp is another, as after a copy, the names or the text decide. */
static bool are_folders_as_they_were(brv_wire_reader *r, const brv_folder *top)
{
  guint32 count = brv_wire_take_length(r);
  for (guint32 i = 0; i < count && !r->bad; i++) {
    const char *name = brv_wire_take_text(r);
    bool is_same = name && has_stamp(r, top, name);
    const char *names = brv_wire_take_text(r);
    if (!name || !names || (!is_same && strcmp(brv_prepared_names(r->arena, top, name), names)))
      return false;
  }
  return !r->bad;
}

static bool is_text_of(brv_arena *arena, const brv_folder *top, const char *path, const char *text,
                       gsize expected)
{
  gsize length = 0;
  g_autoptr(brv_diags) unheard = brv_diags_new();
  const char *now =
      brv_folder_read(arena, top, path, BRV_PLUGIN_FILE_LIMIT, &length, BRV_NO_PLACE, unheard);
  return now && length == expected && memcmp(now, text, length) == 0;
}

static GBytes *take_code(brv_wire_reader *r)
{
  guint32 length = brv_wire_take_count(r, G_MAXUINT32);
  const void *code = length == G_MAXUINT32 ? NULL : brv_wire_take_block(r, length);
  return code ? g_bytes_new_static(code, length) : NULL;
}

static bool take_file(brv_wire_reader *r, const brv_folder *top, prepared_file *file)
{
  file->owner = brv_wire_take_count(r, G_MAXUINT32);
  file->name = brv_wire_take_text(r);
  const char *path = brv_wire_take_text(r), *label = brv_wire_take_text(r);
  bool is_same = path && has_stamp(r, top, path);
  guint32 length = brv_wire_take_length(r);
  const char *text = brv_wire_take_block(r, (gsize)length + 1); /* whoever needs it looks at it */
  file->code = take_code(r);
  if (r->bad || !file->name || !path || !label || !text)
    return false;
  file->source = brv_source_new(r->arena, label, text, length);
  return is_same || is_text_of(r->arena, top, path, text, length);
}

static void list_files(brv_host *host, const GArray *files, guint owner, GHashTable *sources)
{
  for (guint i = 0; i < files->len; i++) {
    const prepared_file *file = &g_array_index(files, prepared_file, i);
    if (file->owner != owner)
      continue;
    g_hash_table_insert(sources, (char *)file->name, (void *)file->source);
    if (file->code)
      g_hash_table_insert(host->compiled, (void *)file->source, g_bytes_ref(file->code));
  }
}

static brv_value *take_value(brv_wire_reader *r, const brv_plugin *plugin, const char *file)
{
  const brv_source *source = g_hash_table_lookup(plugin->sources, file);
  return brv_wire_take_value(r, (brv_place){source, 0, 0});
}

static void take_words(brv_wire_reader *r, const brv_plugin *plugin)
{
  guint32 count = brv_wire_take_length(r);
  for (guint32 i = 0; i < count && !r->bad; i++) {
    const char *language = brv_wire_take_text(r);
    g_autofree char *file = g_strdup_printf("locale/%s.yaml", language);
    brv_value *words = take_value(r, plugin, file);
    if (language && words)
      g_hash_table_insert(plugin->locales, (char *)language, words);
  }
}

static bool take_plugin(brv_wire_reader *r, brv_host *host, const brv_folder *bundled,
                        const GArray *files, guint number)
{
  const char *name = brv_wire_take_text(r);
  brv_plugin *plugin = name ? brv_plugin_new(host, bundled, name, "bundled") : NULL;
  if (!plugin)
    return false;
  g_autoptr(brv_diags) unheard = brv_diags_new();
  brv_place place = {NULL, brv_wire_take_count(r, G_MAXUINT32),
                     brv_wire_take_count(r, G_MAXUINT32)};
  list_files(host, files, number, plugin->sources);
  brv_value *manifest = take_value(r, plugin, "plugin.yaml");
  if (!manifest || !brv_manifest_take(host, plugin, manifest, unheard))
    return false;
  place.source = manifest->place.source;
  plugin->place = place;
  take_words(r, plugin);
  plugin->added = take_value(r, plugin, "init.lua");
  if (plugin->added)
    brv_plugin_keep(host, plugin);
  return plugin->added != NULL;
}

/* Read by whoever wants one: a run needs no more than one or two. */
static GArray *take_layouts(brv_wire_reader *r)
{
  GArray *layouts = g_array_new(FALSE, FALSE, sizeof(brv_prepared_layout));
  guint32 count = brv_wire_take_length(r);
  for (guint32 i = 0; i < count && !r->bad; i++) {
    brv_prepared_layout layout;
    layout.length = brv_wire_take_length(r);
    layout.text = brv_wire_take_block(r, layout.length);
    layout.value_length = brv_wire_take_measure(r);
    layout.value = brv_wire_take_block(r, layout.value_length);
    g_array_append_val(layouts, layout);
  }
  return layouts;
}

brv_value *brv_host_known_value(const brv_host *host, brv_arena *arena, const brv_source *source)
{
  for (guint i = 0; host->layouts && i < host->layouts->len; i++) {
    const brv_prepared_layout *layout = &g_array_index(host->layouts, brv_prepared_layout, i);
    if (layout->length != brv_source_length(source) ||
        memcmp(layout->text, brv_source_text(source), layout->length) != 0)
      continue;
    char *copy = brv_arena_alloc(arena, layout->value_length); /* it may outlive the host */
    memcpy(copy, layout->value, layout->value_length);
    brv_wire_reader r = {.at = copy,
                         .end = copy + layout->value_length,
                         .arena = arena,
                         .in_any_order = true,
                         .with_places = true};
    return brv_wire_take_value(&r, (brv_place){source, 0, 0});
  }
  return NULL;
}

static GArray *take_files(brv_wire_reader *r, const brv_folder *top)
{
  guint32 count = brv_wire_take_length(r);
  GArray *files = g_array_sized_new(FALSE, FALSE, sizeof(prepared_file), count);
  for (guint32 i = 0; i < count; i++) {
    prepared_file file;
    bool is_same = take_file(r, top, &file);
    g_array_append_val(files, file);
    if (is_same)
      continue;
    g_array_unref(files);
    return NULL;
  }
  return files;
}

/* A reader behind the head, whose end is its start where there is nothing to read. */
static brv_wire_reader open_file(brv_arena *arena, const char *file)
{
  gsize length;
  const guint8 *identity = brv_core_identity(&length);
  GMappedFile *mapped = g_mapped_file_new(file, FALSE, NULL);
  const char *bytes = mapped ? g_mapped_file_get_contents(mapped) : NULL;
  gsize size = mapped ? g_mapped_file_get_length(mapped) : 0,
        body = sizeof(brv_prepared_head) + length;
  const brv_prepared_head *head = (const void *)bytes;
  if (mapped)
    brv_arena_own(arena, mapped, (GDestroyNotify)g_mapped_file_unref);
  if (!identity || size < body || memcmp(head->magic, BRV_PREPARED_MAGIC, sizeof head->magic) ||
      head->size != size || head->identity != length || memcmp(head + 1, identity, length))
    return (brv_wire_reader){0};
  return (brv_wire_reader){
      .at = bytes + body, .end = bytes + size, .arena = arena, .in_any_order = true};
}

/* Which file it is: as for fonts, by its path, size and time. */
static const char *identity_of(brv_arena *arena, const char *file)
{
  struct stat about;
  if (stat(file, &about) != 0)
    return NULL;
  return brv_arena_printf(arena, "%s %" G_GINT64_FORMAT " %" G_GINT64_FORMAT ".%09ld", file,
                          (gint64)about.st_size, (gint64)about.st_mtim.tv_sec,
                          about.st_mtim.tv_nsec);
}

bool brv_prepared_take(brv_host *host, const brv_folder *bundled, const char *file)
{
  brv_wire_reader r = open_file(host->arena, file);
  if (r.at == r.end || !are_folders_as_they_were(&r, bundled))
    return false;
  g_autoptr(GArray) files = take_files(&r, bundled);
  guint32 count = files ? brv_wire_take_length(&r) : 0;
  bool is_good = files != NULL;
  for (guint32 i = 0; i < count && is_good; i++)
    is_good = take_plugin(&r, host, bundled, files, i + 1);
  host->layouts = take_layouts(&r);
  if (is_good && brv_wire_is_done(&r)) {
    list_files(host, files, 0, host->library);
    host->identity = identity_of(host->arena, file);
    return true;
  }
  g_ptr_array_set_size(host->plugins, 0);
  g_clear_pointer(&host->layouts, g_array_unref);
  return false;
}
