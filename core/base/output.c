#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "base/files.h"

static bool complain(const char *path, brv_diags *diags)
{
  brv_report(diags, BRV_FILE_UNWRITABLE, BRV_NO_PLACE, NULL, "cannot write \"%s\": %s", path,
             g_strerror(errno));
  return false;
}

/* Beside its place, so that the rename stays within one file system. */
static char *temporary_path(const brv_file *file)
{
  return g_strconcat(file->path, ".new", NULL);
}

static bool write_bytes(int fd, GBytes *bytes)
{
  gsize left;
  const char *at = g_bytes_get_data(bytes, &left);
  while (left) {
    gssize n = write(fd, at, left);
    if (n < 0 && errno != EINTR)
      return false;
    at += MAX(n, 0);
    left -= (gsize)MAX(n, 0);
  }
  return true;
}

/* Once all are written: what the file system has to write down for one it writes for all. */
static bool sync_bytes(int fd, GBytes *bytes G_GNUC_UNUSED)
{
  return fsync(fd) == 0;
}

/* Opens the new file beside the place of one, and does with it what is to be done. */
static bool do_beside(const brv_file *file, int how, bool (*act)(int fd, GBytes *bytes),
                      brv_diags *diags)
{
  g_autofree char *path = temporary_path(file);
  if (how & O_CREAT)
    g_unlink(path);
  int fd = open(path, how | O_CLOEXEC, 0666);
  bool done = (fd >= 0 && act(fd, file->bytes)) || complain(file->path, diags);
  if (fd >= 0)
    close(fd);
  return done;
}

static bool put_in_place(const brv_file *file, brv_diags *diags)
{
  g_autofree char *path = temporary_path(file);
  return g_rename(path, file->path) == 0 || complain(file->path, diags);
}

static void remove_temporaries(const brv_file *files, gsize count)
{
  for (gsize i = 0; i < count; i++) {
    g_autofree char *path = temporary_path(&files[i]);
    g_unlink(path);
  }
}

static void sync_folder(const char *folder)
{
  int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0)
    return;
  fsync(fd);
  close(fd);
}

/* What would make a rename fail later is asked before the first one is done. */
static bool is_free(const brv_file *file, brv_diags *diags)
{
  if (!g_file_test(file->path, G_FILE_TEST_IS_DIR))
    return true;
  errno = EISDIR;
  return complain(file->path, diags);
}

bool brv_files_write(const char *folder, const brv_file *files, gsize count, brv_diags *diags)
{
  if (g_mkdir_with_parents(folder, 0777) != 0)
    return complain(folder, diags);
  bool done = true;
  for (gsize i = 0; i < count && done; i++)
    done = is_free(&files[i], diags) &&
           do_beside(&files[i], O_WRONLY | O_CREAT | O_EXCL, write_bytes, diags);
  for (gsize i = 0; i < count && done; i++)
    done = do_beside(&files[i], O_RDONLY, sync_bytes, diags);
  for (gsize i = 0; i < count && done; i++)
    done = put_in_place(&files[i], diags);
  remove_temporaries(files, count);
  sync_folder(folder);
  return done;
}
