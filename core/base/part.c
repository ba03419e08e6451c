#include "base/part.h"

#include <dlfcn.h>

/* The loader knows what is open. It looks beside the core first, whose run path says so. */
void (*brv_part_function(const char *part, const char *function, brv_diags *diags))(void)
{
  g_autofree char *file = g_strdup_printf("brv-%s.so", part);
  void *library = dlopen(file, RTLD_LAZY | RTLD_LOCAL);
  void *found = library ? dlsym(library, function) : NULL;
  if (!found)
    brv_report(diags, BRV_FILE_UNREADABLE, BRV_NO_PLACE, "install Brevier anew",
               "a part of the program cannot be opened: %s", dlerror());
  return (void (*)(void))found;
}

char *brv_beside_core(const char *name)
{
  Dl_info core;
  if (!dladdr((const void *)brv_beside_core, &core))
    return NULL;
  g_autofree char *folder = g_path_get_dirname(core.dli_fname);
  return g_build_filename(folder, name, NULL);
}
