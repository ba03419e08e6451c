/* The files of a folder against its build.json: there, all of them, byte for byte. */
#include <json-glib/json-glib.h>
#include <string.h>

#include "base/files.h"
#include "verify/verify.h"

enum { MANIFEST_LIMIT = 16 << 20 };
static const gsize FILE_LIMIT = (gsize)1 << 30;

typedef struct {
  brv_arena *arena;
  brv_folder *folder;
  const char *path; /* of the folder, as messages name it */
  GPtrArray *files; /* of brv_finished */
  brv_diags *diags;
  guint found;
} comparison;

static brv_place place_of(const comparison *c, const char *name)
{
  g_autofree char *path = g_build_filename(c->path, name, NULL);
  return (brv_place){.source = brv_source_binary(c->arena, path, NULL)};
}

static void differs(comparison *c, const char *name, const char *help, const char *what)
{
  c->found++;
  brv_report(c->diags, BRV_BUILD_DIFFERS, place_of(c, name), help, "%s", what);
}

static const char *text_of(JsonObject *object, const char *key)
{
  JsonNode *node = json_object_get_member(object, key);
  return node && json_node_get_value_type(node) == G_TYPE_STRING ? json_node_get_string(node) : "";
}

static void compare(comparison *c, brv_finished *file, const char *told)
{
  const char *name = file->name;
  static const char *const help = "build anew, and publish what was built";
  gsize length = 0;
  if (!brv_folder_has(c->folder, name)) {
    differs(c, name, help, "build.json tells of the file, but it is not there");
    return;
  }
  const char *bytes =
      brv_folder_read(c->arena, c->folder, name, FILE_LIMIT, &length, place_of(c, name), c->diags);
  if (!bytes) {
    c->found++;
    return;
  }
  file->bytes = g_bytes_new_static(bytes, length);
  brv_arena_own(c->arena, file->bytes, (GDestroyNotify)g_bytes_unref);
  g_autofree char *sum = g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, file->bytes);
  if (strcmp(sum, told) != 0)
    differs(c, name, help, "these are not the bytes whose SHA-256 build.json tells");
}

static void read_entry(JsonArray *array G_GNUC_UNUSED, guint index G_GNUC_UNUSED, JsonNode *node,
                       void *data)
{
  comparison *c = data;
  JsonObject *object = JSON_NODE_HOLDS_OBJECT(node) ? json_node_get_object(node) : NULL;
  const char *name = object ? text_of(object, "file") : "";
  if (!*name || strchr(name, '/') || strcmp(name, "..") == 0) {
    differs(c, "build.json", NULL, "an entry names no file");
    return;
  }
  brv_finished *file = brv_new(c->arena, brv_finished);
  file->name = brv_arena_strdup(c->arena, name);
  file->tier = brv_arena_strdup(c->arena, text_of(object, "tier"));
  file->format = brv_arena_strdup(c->arena, text_of(object, "format"));
  g_ptr_array_add(c->files, file);
  compare(c, file, text_of(object, "sha256"));
}

static void read_manifest(comparison *c)
{
  gsize length = 0;
  const char *text = brv_folder_has(c->folder, "build.json")
                         ? brv_folder_read(c->arena, c->folder, "build.json", MANIFEST_LIMIT,
                                           &length, place_of(c, "build.json"), c->diags)
                         : NULL;
  g_autoptr(JsonParser) parser = json_parser_new();
  if (!text || !json_parser_load_from_data(parser, text, (gssize)length, NULL)) {
    differs(c, "build.json", "`brevier build` writes it",
            text ? "the file is no JSON" : "the file is not there");
    return;
  }
  JsonNode *root = json_parser_get_root(parser);
  JsonObject *object = root && JSON_NODE_HOLDS_OBJECT(root) ? json_node_get_object(root) : NULL;
  JsonNode *files = object ? json_object_get_member(object, "files") : NULL;
  if (files && JSON_NODE_HOLDS_ARRAY(files))
    json_array_foreach_element(json_node_get_array(files), read_entry, c);
  else
    differs(c, "build.json", NULL, "it tells of no files");
}

static bool is_told(const comparison *c, const char *name)
{
  for (guint i = 0; i < c->files->len; i++)
    if (strcmp(((const brv_finished *)c->files->pdata[i])->name, name) == 0)
      return true;
  return false;
}

/* A file of another build may hold what nobody looked at. */
static void find_strangers(comparison *c)
{
  const GPtrArray *names = brv_folder_list(c->arena, c->folder, NULL);
  for (guint i = 0; i < names->len; i++) {
    const char *name = names->pdata[i];
    bool is_finished = g_str_has_suffix(name, ".pdf") || g_str_has_suffix(name, ".epub");
    if (is_finished && !is_told(c, name))
      differs(c, name, "remove it, or build anew", "build.json does not tell of this file");
  }
}

brv_verdict *brv_verify_hashes(brv_arena *arena, const char *path, GPtrArray *files,
                               brv_diags *diags)
{
  brv_folder *folder = brv_folder_open(arena, path, diags);
  if (!folder)
    return NULL;
  comparison c = {.arena = arena, .folder = folder, .path = path, .files = files, .diags = diags};
  read_manifest(&c);
  find_strangers(&c);
  brv_verdict *verdict = g_new0(brv_verdict, 1);
  verdict->name = g_build_filename(path, "build.json", NULL);
  verdict->checked =
      g_strdup_printf("%u file%s by SHA-256", files->len, files->len == 1 ? "" : "s");
  verdict->found = c.found;
  return verdict;
}
