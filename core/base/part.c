#include "base/part.h"

#include <dlfcn.h>
#include <link.h>
#include <string.h>

#include "base/sanitized.h"

/* Libraries of a part look for names among themselves before they look through the fifty that the
 * core has: it takes half the time. A sanitizer's functions would not be found so. */
static const int HOW = RTLD_LAZY | RTLD_LOCAL | (BRV_IS_SANITIZED ? 0 : RTLD_DEEPBIND);

/* The loader knows what is open. It looks beside the core first, whose run path says so. */
void (*brv_part_function(const char *part, const char *function, brv_diags *diags))(void)
{
  g_autofree char *file = g_strdup_printf("brv-%s.so", part);
  void *library = dlopen(file, HOW);
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

typedef struct {
  ElfW(Addr) inside; /* an address in the object that is looked for */
  const guint8 *bytes;
  gsize length;
} identity;

/* Notes are a head, a name and a text, each filled up to four bytes. */
static void find_in_notes(const guint8 *at, gsize size, identity *found)
{
  while (size >= sizeof(ElfW(Nhdr))) {
    const ElfW(Nhdr) *note = (const void *)at;
    gsize name = (note->n_namesz + 3) & ~3u, text = (note->n_descsz + 3) & ~3u;
    gsize whole = sizeof *note + name + text;
    if (whole > size)
      return;
    if (note->n_type == NT_GNU_BUILD_ID && note->n_namesz == 4 && !memcmp(note + 1, "GNU", 4))
      *found = (identity){found->inside, at + sizeof *note + name, note->n_descsz};
    at += whole;
    size -= whole;
  }
}

static bool holds(const struct dl_phdr_info *object, ElfW(Addr) here)
{
  for (int i = 0; i < object->dlpi_phnum; i++) {
    const ElfW(Phdr) *segment = &object->dlpi_phdr[i];
    ElfW(Addr) start = object->dlpi_addr + segment->p_vaddr;
    if (segment->p_type == PT_LOAD && here >= start && here - start < segment->p_memsz)
      return true;
  }
  return false;
}

static int look_at(struct dl_phdr_info *object, size_t size G_GNUC_UNUSED, void *data)
{
  identity *found = data;
  if (!holds(object, found->inside))
    return 0;
  for (int i = 0; i < object->dlpi_phnum; i++) {
    const ElfW(Phdr) *segment = &object->dlpi_phdr[i];
    if (segment->p_type == PT_NOTE)
      find_in_notes((const guint8 *)(object->dlpi_addr + segment->p_vaddr), segment->p_memsz,
                    found);
  }
  return 1;
}

const guint8 *brv_part_identity(void (*function)(void), gsize *length)
{
  identity found = {.inside = (ElfW(Addr))function};
  dl_iterate_phdr(look_at, &found);
  *length = found.length;
  return found.bytes;
}

const guint8 *brv_core_identity(gsize *length)
{
  return brv_part_identity((void (*)(void))brv_core_identity, length);
}
