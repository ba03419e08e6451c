/* Run by the build: prepare-tool PLUGINS LAYOUTS OUT DEPFILE, the bundled plugins and layouts to a
 * file for hosts, and what it was made of for the build. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "plugin/host.h"

/* A folder changes when something is added to it. */
static void list_inputs(brv_arena *arena, const brv_folder *top, const char *root, const char *name,
                        GString *out)
{
  GPtrArray *names = brv_folder_list(arena, top, name);
  g_string_append_printf(out, " %s/%s", root, name);
  for (guint i = 0; i < names->len; i++) {
    const char *entry = names->pdata[i];
    if (entry[0] != '.')
      list_inputs(arena, top, root,
                  strcmp(name, ".") == 0 ? entry : brv_arena_printf(arena, "%s/%s", name, entry),
                  out);
  }
}

int main(int argc, char **argv)
{
  if (argc != 5)
    return EXIT_FAILURE;
  g_autoptr(brv_arena) arena = brv_arena_new();
  g_autoptr(brv_diags) diags = brv_diags_new();
  const brv_folder *folder = brv_folder_open(arena, argv[1], diags);
  const brv_folder *layouts = brv_folder_open(arena, argv[2], diags);
  g_autoptr(brv_host) host =
      folder ? brv_host_new(folder, NULL, (brv_host_limits){0}, diags) : NULL;
  g_autoptr(GByteArray) bytes = host ? brv_host_prepare(host, folder, layouts, diags) : NULL;
  g_autoptr(GString) inputs = g_string_new(argv[3]);
  g_string_append_c(inputs, ':');
  if (folder)
    list_inputs(arena, folder, argv[1], ".", inputs);
  if (layouts)
    list_inputs(arena, layouts, argv[2], ".", inputs);
  g_string_append_c(inputs, '\n');
  brv_diags_print(diags, stderr);
  if (!bytes)
    fprintf(stderr, "The bundled plugins cannot be prepared: each start will take longer\n");
  bool done = g_file_set_contents(argv[3], bytes ? (const char *)bytes->data : "",
                                  bytes ? (gssize)bytes->len : 0, NULL) &&
              g_file_set_contents(argv[4], inputs->str, -1, NULL);
  return done ? EXIT_SUCCESS : EXIT_FAILURE;
}
