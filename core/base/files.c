#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/files-private.h"
#include "base/letters.h"

static void close_folder(void *data)
{
  brv_folder *folder = data;
  close(folder->fd);
}

/* The folder's own name, also when it was called "." or ".." */
static char *last_name(const char *path)
{
  g_autofree char *real = g_canonicalize_filename(path, NULL);
  return g_path_get_basename(real);
}

brv_folder *brv_folder_open(brv_arena *arena, const char *path, brv_diags *diags)
{
  int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) {
    brv_report(diags, BRV_FILE_UNREADABLE, BRV_NO_PLACE, NULL, "cannot open the folder \"%s\": %s",
               path, g_strerror(errno));
    return NULL;
  }
  brv_folder *folder = brv_new(arena, brv_folder);
  g_autofree char *name = last_name(path);
  *folder = (brv_folder){.fd = fd, .name = brv_arena_strdup(arena, name)};
  return brv_arena_own(arena, folder, close_folder);
}

/* Whether `path`, all links resolved, is `folder` or inside it. */
static bool is_inside(const char *folder, const char *path)
{
  gsize length = strlen(folder);
  return strncmp(folder, path, length) == 0 && (path[length] == '/' || path[length] == '\0');
}

/* What old kernels and some containers, which lack openat2, get: links are resolved first. Someone
 * who may change the folder in that moment could outrun it, but he could change the pack as well.
 */
static int open_resolved(const brv_folder *folder, const char *name, int flags)
{
  g_autofree char *link = g_strdup_printf("/proc/self/fd/%d", folder->fd);
  g_autofree char *whole = g_build_filename(link, name, NULL);
  char *top = realpath(link, NULL), *path = realpath(whole, NULL);
  int fd = -1;
  if (top && path && is_inside(top, path))
    fd = open(path, flags | O_CLOEXEC);
  else if (top && path)
    errno = EXDEV;
  int error = errno;
  free(top);
  free(path);
  errno = error;
  return fd;
}

/* -1 with errno set; EXDEV when the path, or a link in it, leaves the folder. Readers ask for
 * O_NONBLOCK, so that a pipe named as a file cannot hang the run; openat2 refuses it with O_PATH.
 */
static int open_beneath(const brv_folder *folder, const char *name, int flags)
{
  struct open_how how = {
      .flags = (guint64)(flags | O_CLOEXEC),
      .resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS,
  };
  int fd = (int)syscall(SYS_openat2, folder->fd, name, &how, sizeof how);
  bool is_absent = fd < 0 && (errno == ENOSYS || errno == EPERM);
  return is_absent ? open_resolved(folder, name, flags) : fd;
}

brv_folder *brv_folder_inside(brv_arena *arena, const brv_folder *folder, const char *name)
{
  if (folder->files)
    return brv_memory_inside(arena, folder, name);
  int fd = open_beneath(folder, name, O_DIRECTORY);
  if (fd < 0)
    return NULL;
  brv_folder *inside = brv_new(arena, brv_folder);
  *inside = (brv_folder){.fd = fd, .name = brv_arena_strdup(arena, name)};
  return brv_arena_own(arena, inside, close_folder);
}

const char *brv_folder_name(const brv_folder *folder)
{
  return folder->name;
}

static bool looks_like_url(const char *path)
{
  g_autofree char *scheme = g_uri_parse_scheme(path);
  return scheme != NULL || g_str_has_prefix(path, "//");
}

/* Joins and tidies; NULL when the path climbs out. */
static char *join(const char *from, const char *path)
{
  g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func(g_free);
  g_autofree char *folder = from ? g_path_get_dirname(from) : g_strdup(".");
  g_autofree char *whole = g_strconcat(folder, "/", path, NULL);
  g_auto(GStrv) names = g_strsplit(whole, "/", -1);
  for (char **name = names; *name; name++) {
    if (!**name || strcmp(*name, ".") == 0)
      continue;
    if (strcmp(*name, "..") != 0)
      g_ptr_array_add(parts, g_strdup(*name));
    else if (parts->len)
      g_ptr_array_set_size(parts, (int)parts->len - 1);
    else
      return NULL;
  }
  g_ptr_array_add(parts, NULL);
  return g_strjoinv("/", (char **)parts->pdata);
}

const char *brv_folder_resolve(brv_arena *arena, const char *from, const char *path,
                               brv_place place, brv_diags *diags)
{
  const char *help = "name a file inside the pack folder, relative to this one";
  if (looks_like_url(path)) {
    brv_report(diags, BRV_PATH_ESCAPES, place, help, "\"%s\" is a web address, not a file", path);
    return NULL;
  }
  g_autofree char *name = g_path_is_absolute(path) ? NULL : join(from, path);
  if (!name) {
    brv_report(diags, BRV_PATH_ESCAPES, place, help, "\"%s\" leaves the pack folder", path);
    return NULL;
  }
  return brv_arena_strdup(arena, name);
}

bool brv_folder_has(const brv_folder *folder, const char *name)
{
  if (folder->files)
    return brv_memory_has(folder, name);
  int fd = open_beneath(folder, name, O_PATH);
  if (fd < 0)
    return false;
  close(fd);
  return true;
}

brv_stamp brv_folder_stamp(const brv_folder *folder, const char *name)
{
  struct stat found;
  if (folder->files || fstatat(folder->fd, name, &found, 0) != 0)
    return (brv_stamp){0};
  return (brv_stamp){
      .size = S_ISDIR(found.st_mode) ? 0 : found.st_size,
      .changed = found.st_mtim.tv_sec * G_GINT64_CONSTANT(1000000000) + found.st_mtim.tv_nsec,
  };
}

static void report_open(const char *name, int error, brv_place place, brv_diags *diags)
{
  if (error == EXDEV || error == ELOOP)
    brv_report(diags, BRV_PATH_ESCAPES, place, "copy the file into the pack folder",
               "\"%s\" leads out of the pack folder", name);
  else if (error == ENOENT || error == ENOTDIR)
    brv_report(diags, BRV_MISSING_FILE, place, "names are relative to the file that holds them",
               "there is no file \"%s\"", name);
  else
    brv_report(diags, BRV_FILE_UNREADABLE, place, NULL, "cannot open \"%s\": %s", name,
               g_strerror(error));
}

/* Fills `bytes` from `fd`; the count read, or -1. */
static gssize read_all(int fd, char *bytes, gsize size)
{
  gsize done = 0;
  while (done < size) {
    gssize n = read(fd, bytes + done, size - done);
    if (n < 0 && errno == EINTR)
      continue;
    if (n < 0)
      return -1;
    if (n == 0)
      break;
    done += (gsize)n;
  }
  return (gssize)done;
}

static void report_too_large(const char *name, gsize limit, brv_place place, brv_diags *diags)
{
  brv_report(diags, BRV_FILE_TOO_LARGE, place, NULL,
             "\"%s\" is larger than the limit of %" G_GSIZE_FORMAT " bytes", name, limit);
}

static const char *read_memory(brv_arena *arena, const brv_folder *folder, const char *name,
                               gsize limit, gsize *length, brv_place place, brv_diags *diags)
{
  GBytes *file = brv_memory_find(folder, name);
  if (!file) {
    report_open(name, ENOENT, place, diags);
    return NULL;
  }
  const char *bytes = g_bytes_get_data(file, length);
  if (*length > limit) {
    report_too_large(name, limit, place, diags);
    return NULL;
  }
  char *copy = brv_arena_alloc(arena, *length + 1);
  if (bytes)
    memcpy(copy, bytes, *length);
  return copy;
}

static const char *read_open(brv_arena *arena, int fd, const char *name, gsize limit, gsize *length,
                             brv_place place, brv_diags *diags)
{
  struct stat info;
  if (fstat(fd, &info) != 0 || !S_ISREG(info.st_mode)) {
    brv_report(diags, BRV_FILE_UNREADABLE, place, NULL, "\"%s\" is not a plain file", name);
    return NULL;
  }
  if ((guint64)info.st_size > limit) {
    report_too_large(name, limit, place, diags);
    return NULL;
  }
  char *bytes = brv_arena_alloc(arena, (gsize)info.st_size + 1);
  gssize got = read_all(fd, bytes, (gsize)info.st_size);
  if (got < 0) {
    brv_report(diags, BRV_FILE_UNREADABLE, place, NULL, "cannot read \"%s\": %s", name,
               g_strerror(errno));
    return NULL;
  }
  *length = (gsize)got;
  return bytes;
}

const char *brv_folder_read(brv_arena *arena, const brv_folder *folder, const char *name,
                            gsize limit, gsize *length, brv_place place, brv_diags *diags)
{
  if (folder->files)
    return read_memory(arena, folder, name, limit, length, place, diags);
  int fd = open_beneath(folder, name, O_RDONLY | O_NONBLOCK);
  if (fd < 0) {
    report_open(name, errno, place, diags);
    return NULL;
  }
  const char *bytes = read_open(arena, fd, name, limit, length, place, diags);
  close(fd);
  return bytes;
}

brv_source *brv_folder_read_text(brv_arena *arena, const brv_folder *folder, const char *name,
                                 gsize limit, brv_place place, brv_diags *diags)
{
  gsize length = 0;
  const char *text = brv_folder_read(arena, folder, name, limit, &length, place, diags);
  if (!text)
    return NULL;
  if (length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) {
    text += 3;
    length -= 3;
  }
  brv_source *source = brv_source_new(arena, name, text, length);
  if (!brv_is_text(text, length)) {
    const char *end;
    g_utf8_validate_len(text, length, &end);
    brv_place at = {.source = source, .offset = (guint32)(end - text), .length = 1};
    brv_report(diags, BRV_NOT_UTF8, at, "save the file as UTF-8",
               "byte 0x%02x is not part of UTF-8 text", (guchar)*end);
    return NULL;
  }
  return source;
}

static int by_name(const void *a, const void *b)
{
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void list_disk(brv_arena *arena, const brv_folder *folder, const char *name,
                      GPtrArray *names)
{
  int fd = open_beneath(folder, name ? name : ".", O_RDONLY | O_DIRECTORY);
  if (fd < 0)
    return;
  g_autofree char *path = g_strdup_printf("/proc/self/fd/%d", fd);
  g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
  const char *entry;
  while (dir && (entry = g_dir_read_name(dir)))
    g_ptr_array_add(names, brv_arena_strdup(arena, entry));
  close(fd);
}

GPtrArray *brv_folder_list(brv_arena *arena, const brv_folder *folder, const char *name)
{
  GPtrArray *names = brv_arena_ptr_array(arena);
  if (folder->files)
    brv_memory_list(arena, folder, name, names);
  else
    list_disk(arena, folder, name, names);
  g_ptr_array_sort(names, by_name);
  return names;
}

const char *brv_data_folder(void)
{
  static char *folder;
  if (g_once_init_enter(&folder)) {
    g_autofree char *program = g_file_read_link("/proc/self/exe", NULL);
    g_autofree char *build = g_path_get_dirname(program ? program : ".");
    g_autofree char *top = g_path_get_dirname(build);
    g_autofree char *mark = g_build_filename(top, "layouts", "words.yaml", NULL);
    bool in_place = g_file_test(mark, G_FILE_TEST_EXISTS);
    g_once_init_leave(&folder, in_place ? g_steal_pointer(&top) : g_strdup(BRV_INSTALLED_DATA));
  }
  return folder;
}
