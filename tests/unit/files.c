/* Files: reading is confined to one folder, writing leaves a whole file or none. */
#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/files.h"

typedef struct {
  char *top, *pack;
  brv_arena *arena;
  brv_diags *diags;
  brv_folder *folder;
} fixture;

static void put(const char *folder, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename(folder, name, NULL);
  g_assert_true(g_file_set_contents(path, text, -1, NULL));
}

static void set_up(fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  f->top = g_dir_make_tmp("brevier-files-XXXXXX", NULL);
  f->pack = g_build_filename(f->top, "pack", NULL);
  g_autofree char *sub = g_build_filename(f->pack, "sub", NULL);
  g_assert_cmpint(g_mkdir_with_parents(sub, 0755), ==, 0);
  put(f->top, "secret.md", "secret");
  put(f->pack, "a.md", "text");
  put(sub, "b.md", "\xEF\xBB\xBFmarked");
  put(f->pack, "bad.md", "line\nx \xFF y");
  f->arena = brv_arena_new();
  f->diags = brv_diags_new();
  f->folder = brv_folder_open(f->arena, f->pack, f->diags);
  g_assert_nonnull(f->folder);
}

static void remove_all(const char *path)
{
  g_autoptr(GDir) dir =
      g_file_test(path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open(path, 0, NULL);
  for (const char *name = dir ? g_dir_read_name(dir) : NULL; name; name = g_dir_read_name(dir)) {
    g_autofree char *inner = g_build_filename(path, name, NULL);
    remove_all(inner);
  }
  g_remove(path);
}

static void tear_down(fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  brv_diags_free(f->diags);
  brv_arena_free(f->arena);
  remove_all(f->top);
  g_free(f->pack);
  g_free(f->top);
}

static const char *resolve(fixture *f, const char *from, const char *path)
{
  return brv_folder_resolve(f->arena, from, path, BRV_NO_PLACE, f->diags);
}

static void test_resolve(fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_assert_cmpstr(resolve(f, NULL, "a.md"), ==, "a.md");
  g_assert_cmpstr(resolve(f, "sub/b.md", "../a.md"), ==, "a.md");
  g_assert_cmpstr(resolve(f, "sub/b.md", "./c.md"), ==, "sub/c.md");
  g_assert_cmpuint(brv_diags_errors(f->diags), ==, 0);
}

static void test_escapes(fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const paths[] = {"../secret.md", "/etc/passwd", "sub/../../secret.md", "..",
                                      "https://example.org/x.png"};
  for (gsize i = 0; i < G_N_ELEMENTS(paths); i++)
    g_assert_null(resolve(f, NULL, paths[i]));
  g_assert_null(resolve(f, "sub/b.md", "../../secret.md"));
  g_assert_cmpuint(brv_diags_errors(f->diags), >=, 5);
}

static const char *read_name(fixture *f, const char *name, gsize limit)
{
  gsize length;
  return brv_folder_read(f->arena, f->folder, name, limit, &length, BRV_NO_PLACE, f->diags);
}

static void test_read(fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  gsize length = 0;
  g_assert_cmpstr(
      brv_folder_read(f->arena, f->folder, "a.md", 100, &length, BRV_NO_PLACE, f->diags), ==,
      "text");
  g_assert_cmpuint(length, ==, 4);
  g_assert_true(brv_folder_has(f->folder, "sub/b.md"));
  g_assert_false(brv_folder_has(f->folder, "sub/c.md"));
  g_assert_cmpstr(read_name(f, "a.md", 4), ==, "text");
  g_assert_null(read_name(f, "a.md", 3));
  g_assert_null(read_name(f, "gone.md", 100));
  g_assert_null(read_name(f, "sub", 100));
  g_assert_cmpuint(brv_diags_errors(f->diags), ==, 3);
}

/* A link inside the folder is followed; one that leads out of it, or to a device, is not. */
static void test_links(fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_assert_cmpint(chdir(f->pack), ==, 0);
  g_assert_cmpint(symlink("sub/b.md", "in.md"), ==, 0);
  g_assert_cmpint(symlink("../secret.md", "out.md"), ==, 0);
  g_assert_cmpint(symlink("..", "up"), ==, 0);
  g_assert_cmpint(mkfifo("pipe.md", 0600), ==, 0);
  g_assert_nonnull(read_name(f, "in.md", 100));
  g_assert_null(read_name(f, "out.md", 100));
  g_assert_null(read_name(f, "up/secret.md", 100));
  g_assert_null(read_name(f, "pipe.md", 100));
  g_assert_cmpuint(brv_diags_errors(f->diags), ==, 3);
  g_assert_cmpint(chdir("/"), ==, 0);
}

static void test_text(fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  brv_source *source =
      brv_folder_read_text(f->arena, f->folder, "sub/b.md", 100, BRV_NO_PLACE, f->diags);
  g_assert_cmpstr(brv_source_text(source), ==, "marked");
  g_assert_cmpstr(brv_source_name(source), ==, "sub/b.md");
  g_assert_cmpuint(brv_diags_errors(f->diags), ==, 0);
  brv_folder_read_text(f->arena, f->folder, "bad.md", 100, BRV_NO_PLACE, f->diags);
  g_assert_cmpuint(brv_diags_errors(f->diags), ==, 1);
}

static void test_list(fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  GPtrArray *names = brv_folder_list(f->arena, f->folder, NULL);
  g_assert_cmpuint(names->len, ==, 3);
  g_assert_cmpstr(names->pdata[0], ==, "a.md");
  g_assert_cmpstr(names->pdata[2], ==, "sub");
  g_assert_cmpuint(brv_folder_list(f->arena, f->folder, "gone")->len, ==, 0);
}

static guint entries(const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
  guint count = 0;
  while (g_dir_read_name(dir))
    count++;
  return count;
}

static void test_write(fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *out = g_build_filename(f->top, "out", NULL);
  g_autofree char *path = g_build_filename(out, "new.bin", NULL);
  g_autoptr(GBytes) bytes = g_bytes_new_static("a\0b", 3);
  const brv_file file = {path, bytes};
  for (int i = 0; i < 2; i++) /* the second time over the first */
    g_assert_true(brv_files_write(out, &file, 1, f->diags));
  g_autofree char *text = NULL;
  gsize length = 0;
  g_assert_true(g_file_get_contents(path, &text, &length, NULL));
  g_assert_cmpmem(text, length, "a\0b", 3);
  g_assert_cmpuint(entries(out), ==, 1);
}

/* One of two files cannot be written: the other is not there either, nor any part of it. */
static void test_all_or_none(fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *out = g_build_filename(f->top, "out", NULL);
  g_autofree char *good = g_build_filename(out, "good.bin", NULL);
  g_autofree char *bad = g_build_filename(out, "gone", "bad.bin", NULL);
  g_autoptr(GBytes) bytes = g_bytes_new_static("x", 1);
  const brv_file files[] = {{good, bytes}, {bad, bytes}};
  g_assert_false(brv_files_write(out, files, 2, f->diags));
  g_assert_cmpuint(brv_diags_errors(f->diags), ==, 1);
  g_assert_cmpuint(entries(out), ==, 0);
}

/* A folder in memory reads as one on the disk does. */
static void test_memory(fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  brv_folder *folder = brv_folder_in_memory(f->arena, "try");
  gsize length = 0;
  brv_folder_put(folder, "pack.yaml", "a", 1);
  brv_folder_put(folder, "plugins/b/init.lua", "bb", 2);
  brv_folder_put(folder, "plugins/a.lua", "", 0);
  g_assert_true(brv_folder_has(folder, "pack.yaml"));
  g_assert_true(brv_folder_has(folder, "plugins"));
  g_assert_false(brv_folder_has(folder, "plug"));
  g_assert_null(brv_folder_inside(f->arena, folder, "pack.yaml"));
  brv_folder *inside = brv_folder_inside(f->arena, folder, "plugins");
  const char *text =
      brv_folder_read(f->arena, inside, "b/init.lua", 2, &length, BRV_NO_PLACE, f->diags);
  g_assert_cmpstr(text, ==, "bb");
  g_assert_cmpuint(length, ==, 2);
  g_assert_null(
      brv_folder_read(f->arena, inside, "b/init.lua", 1, &length, BRV_NO_PLACE, f->diags));
  g_assert_null(brv_folder_read(f->arena, inside, "b", 9, &length, BRV_NO_PLACE, f->diags));
  g_assert_cmpuint(brv_diags_errors(f->diags), ==, 2);
  GPtrArray *names = brv_folder_list(f->arena, inside, NULL);
  g_assert_cmpuint(names->len, ==, 2);
  g_assert_cmpstr(names->pdata[0], ==, "a.lua");
  g_assert_cmpstr(names->pdata[1], ==, "b");
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add("/files/resolve", fixture, NULL, set_up, test_resolve, tear_down);
  g_test_add("/files/escapes", fixture, NULL, set_up, test_escapes, tear_down);
  g_test_add("/files/read", fixture, NULL, set_up, test_read, tear_down);
  g_test_add("/files/links", fixture, NULL, set_up, test_links, tear_down);
  g_test_add("/files/text", fixture, NULL, set_up, test_text, tear_down);
  g_test_add("/files/list", fixture, NULL, set_up, test_list, tear_down);
  g_test_add("/files/write", fixture, NULL, set_up, test_write, tear_down);
  g_test_add("/files/all-or-none", fixture, NULL, set_up, test_all_or_none, tear_down);
  g_test_add("/files/memory", fixture, NULL, set_up, test_memory, tear_down);
  return g_test_run();
}
