#include <string.h>

#include "base/files-private.h"

/* Folders in memory: a table from names to bytes. There are no links in them, and no folder but
 * those that a file's name goes through. */

brv_folder *brv_folder_in_memory(brv_arena *arena, const char *name)
{
  brv_folder *folder = brv_new(arena, brv_folder);
  GHashTable *files =
      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_bytes_unref);
  *folder = (brv_folder){.fd = -1, .name = brv_arena_strdup(arena, name), .under = ""};
  folder->files = brv_arena_own(arena, files, (GDestroyNotify)g_hash_table_unref);
  return folder;
}

static char *from_top(const brv_folder *folder, const char *name)
{
  return g_strconcat(folder->under, g_str_has_prefix(name, "./") ? name + 2 : name, NULL);
}

void brv_folder_put(brv_folder *folder, const char *name, const char *bytes, gsize length)
{
  g_hash_table_replace(folder->files, from_top(folder, name), g_bytes_new(bytes, length));
}

/* "NAME/" from the top; "" for the top itself. */
static char *prefix_of(const brv_folder *folder, const char *name)
{
  if (!name || strcmp(name, ".") == 0)
    return g_strdup(folder->under);
  g_autofree char *whole = from_top(folder, name);
  return g_strconcat(whole, g_str_has_suffix(whole, "/") ? "" : "/", NULL);
}

static bool holds_any(const brv_folder *folder, const char *prefix)
{
  GHashTableIter iter;
  gpointer name;
  g_hash_table_iter_init(&iter, folder->files);
  while (g_hash_table_iter_next(&iter, &name, NULL))
    if (g_str_has_prefix(name, prefix))
      return true;
  return false;
}

brv_folder *brv_memory_inside(brv_arena *arena, const brv_folder *folder, const char *name)
{
  g_autofree char *prefix = prefix_of(folder, name);
  if (!holds_any(folder, prefix))
    return NULL;
  brv_folder *inside = brv_new(arena, brv_folder);
  *inside = *folder;
  inside->name = brv_arena_strdup(arena, name);
  inside->under = brv_arena_strdup(arena, prefix);
  return inside;
}

GBytes *brv_memory_find(const brv_folder *folder, const char *name)
{
  g_autofree char *whole = from_top(folder, name);
  return g_hash_table_lookup(folder->files, whole);
}

bool brv_memory_has(const brv_folder *folder, const char *name)
{
  g_autofree char *prefix = prefix_of(folder, name);
  return brv_memory_find(folder, name) || holds_any(folder, prefix);
}

void brv_memory_list(brv_arena *arena, const brv_folder *folder, const char *name, GPtrArray *names)
{
  g_autofree char *prefix = prefix_of(folder, name);
  g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
  GHashTableIter iter;
  gpointer file;
  g_hash_table_iter_init(&iter, folder->files);
  while (g_hash_table_iter_next(&iter, &file, NULL)) {
    if (!g_str_has_prefix(file, prefix))
      continue;
    const char *rest = (const char *)file + strlen(prefix);
    char *entry = brv_arena_strndup(arena, rest, strcspn(rest, "/"));
    if (g_hash_table_add(seen, entry))
      g_ptr_array_add(names, entry);
  }
}
