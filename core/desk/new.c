#include <string.h>

#include "desk/desk-private.h"

/* A plugin to start from: the template in plugins/api/template with the names filled in, or a copy
 * of the bundled plugin that is to be replaced. */

enum { TEMPLATE_LIMIT = 1 << 20 };

typedef struct {
  brv_desk *desk;
  const char *name;
  const char *from; /* the folder that is copied, in the folder of the bundled plugins */
  bool filled;      /* the names are to be filled in */
  GPtrArray *names; /* of const char *: the files, as written */
  GArray *files;    /* of brv_file */
  brv_diags *diags;
} copier;

static const char *title_of(brv_arena *arena, const char *name)
{
  char *title = brv_arena_strdup(arena, name);
  g_strdelimit(title, "-_.", ' ');
  title[0] = g_ascii_toupper(title[0]);
  return title;
}

/* The id that a heading with that title has. */
static const char *slug_of(brv_arena *arena, const char *name)
{
  g_autoptr(GString) slug = g_string_new(NULL);
  for (; *name; name++) {
    if (g_ascii_isalnum(*name))
      g_string_append_c(slug, g_ascii_tolower(*name));
    else if (name[1] && g_ascii_isalnum(name[1]))
      g_string_append_c(slug, '-');
  }
  return brv_arena_strdup(arena, slug->str);
}

static void fill(const copier *c, GString *text)
{
  g_autofree char *api = g_build_filename(c->desk->data, "plugins", "api", NULL);
  const char *const pairs[][2] = {{"@name@", c->name},
                                  {"@title@", title_of(c->desk->arena, c->name)},
                                  {"@slug@", slug_of(c->desk->arena, c->name)},
                                  {"@api@", api}};
  for (gsize i = 0; i < G_N_ELEMENTS(pairs); i++)
    g_string_replace(text, pairs[i][0], pairs[i][1], 0);
}

static const char *new_name(const copier *c, const char *file)
{
  if (c->filled && strcmp(file, "luarc.json") == 0)
    return ".luarc.json";
  if (c->filled && strcmp(file, "spec/spec.lua") == 0)
    return brv_arena_printf(c->desk->arena, "spec/%s.lua", c->name);
  return file;
}

static void copy_file(copier *c, const char *file)
{
  brv_arena *arena = c->desk->arena;
  gsize length = 0;
  const char *path = brv_arena_printf(arena, "%s/%s", c->from, file);
  const char *bytes = brv_folder_read(arena, c->desk->bundled, path, TEMPLATE_LIMIT, &length,
                                      BRV_NO_PLACE, c->diags);
  if (!bytes)
    return;
  GString *text = g_string_new_len(bytes, (gssize)length);
  if (c->filled)
    fill(c, text);
  const char *name = brv_arena_printf(arena, "plugins/%s/%s", c->name, new_name(c, file));
  brv_file copy = {g_build_filename(c->desk->pack, name, NULL), g_string_free_to_bytes(text)};
  g_array_append_val(c->files, copy);
  g_ptr_array_add(c->names, (void *)name);
}

static void copy_folder(copier *c, const char *inside)
{
  brv_arena *arena = c->desk->arena;
  const char *path = *inside ? brv_arena_printf(arena, "%s/%s", c->from, inside) : c->from;
  GPtrArray *entries = brv_folder_list(arena, c->desk->bundled, path);
  for (guint i = 0; i < entries->len; i++) {
    const char *entry = entries->pdata[i];
    const char *name = *inside ? brv_arena_printf(arena, "%s/%s", inside, entry) : entry;
    if (brv_folder_inside(arena, c->desk->bundled, brv_arena_printf(arena, "%s/%s", c->from, name)))
      copy_folder(c, name);
    else
      copy_file(c, name);
  }
}

/* --- may it be? --- */

static bool refuse(brv_diags *diags, const char *help, const char *format, const char *name)
{
  g_autofree char *text = g_strdup_printf(format, name);
  brv_report(diags, BRV_USAGE, BRV_NO_PLACE, help, "%s", text);
  return false;
}

static bool fits_pack(const brv_desk *desk, const char *name, bool replace, brv_diags *diags)
{
  const brv_registry *registry = brv_host_registry(desk->host);
  const brv_folder *own = desk->own;
  bool is_bundled = brv_folder_has(desk->bundled, name);
  if (!brv_is_id(name))
    return refuse(diags, "a name is a letter, then letters, digits and hyphens",
                  "\"%s\" cannot be the name of a plugin", name);
  if (!desk->pack)
    return refuse(diags, "stand in the pack, or name it with --in PACK",
                  "there is no pack here for the plugin \"%s\"", name);
  if (own && brv_folder_has(own, name))
    return refuse(diags, "remove it, or choose another name", "there is a plugins/%s already",
                  name);
  if (replace && !is_bundled)
    return refuse(diags, "`brevier plugin list` names the bundled plugins",
                  "there is no bundled plugin \"%s\" to replace", name);
  if (!replace && is_bundled)
    return refuse(diags,
                  "choose another name, or --replace to start from a copy of the bundled one",
                  "a bundled plugin is called \"%s\", and yours would take its place", name);
  if (!replace && (brv_registry_section(registry, name) || brv_registry_block(registry, name)))
    return refuse(diags, "choose another name",
                  "another plugin adds a section or a block \"%s\" already", name);
  return true;
}

static void clear_file(void *data)
{
  brv_file *file = data;
  g_free(file->path);
  g_bytes_unref(file->bytes);
}

static bool make_folders(const GArray *files, const char *name, brv_diags *diags)
{
  for (guint i = 0; i < files->len; i++) {
    g_autofree char *folder = g_path_get_dirname(g_array_index(files, brv_file, i).path);
    if (g_mkdir_with_parents(folder, 0777) == 0)
      continue;
    brv_report(diags, BRV_FILE_UNWRITABLE, BRV_NO_PLACE, NULL,
               "the folder plugins/%s cannot be made", name);
    return false;
  }
  return true;
}

const GPtrArray *brv_desk_new(brv_desk *desk, const char *name, bool replace, brv_diags *diags)
{
  if (!fits_pack(desk, name, replace, diags))
    return NULL;
  copier c = {.desk = desk, .name = name, .filled = !replace, .diags = diags};
  c.from = replace ? name : "api/template";
  c.names = brv_arena_ptr_array(desk->arena);
  c.files = g_array_new(FALSE, FALSE, sizeof(brv_file));
  g_array_set_clear_func(c.files, clear_file);
  copy_folder(&c, "");
  g_autofree char *folder = g_build_filename(desk->pack, "plugins", name, NULL);
  bool fine = c.files->len && make_folders(c.files, name, diags) &&
              brv_files_write(folder, (const brv_file *)c.files->data, c.files->len, diags);
  g_array_unref(c.files);
  return fine ? c.names : NULL;
}
