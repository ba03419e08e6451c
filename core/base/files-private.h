/* What a folder is. Private to core/base. */
#ifndef BRV_BASE_FILES_PRIVATE_H
#define BRV_BASE_FILES_PRIVATE_H

#include "base/files.h"

struct brv_folder {
  int fd; /* -1: in memory */
  char *name;
  GHashTable *files; /* in memory: of GBytes *, by name from the top */
  const char *under; /* in memory: what stands before the names ("" at the top, else "plugins/") */
};

/* What the functions of files.h do for a folder in memory. */
brv_folder *brv_memory_inside(brv_arena *arena, const brv_folder *folder, const char *name);
bool brv_memory_has(const brv_folder *folder, const char *name);
GBytes *brv_memory_find(const brv_folder *folder, const char *name);
void brv_memory_list(brv_arena *arena, const brv_folder *folder, const char *name,
                     GPtrArray *names);

#endif
