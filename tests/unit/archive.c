/* Files of an e-book come over the wire as they were packed, and out of the archive as they were
 * written.
 */
#include "epub/archive.h"

#include <string.h>
#include <zip.h>

static const char PLAIN[] = "as it is", COVER[] = "a picture";

/* A text that packs well, one byte, nothing, what is not packed, and what is to come. */
static brv_archive *make(void)
{
  brv_archive *archive = brv_archive_new("2026-04-26");
  g_autoptr(GString) text = g_string_new(NULL);
  for (int i = 0; i < 5000; i++)
    g_string_append(text, "all work ");
  brv_archive_add_plain(archive, "mimetype", g_bytes_new_static(PLAIN, strlen(PLAIN)));
  brv_archive_add(archive, "EPUB/long", g_bytes_new(text->str, text->len));
  brv_archive_add(archive, "EPUB/byte", g_bytes_new_static("x", 1));
  brv_archive_add(archive, "EPUB/empty", g_bytes_new_static("", 0));
  brv_archive_add_plain(archive, "EPUB/cover", NULL);
  return archive;
}

static GByteArray *put(const brv_archive *archive)
{
  GByteArray *bytes = g_byte_array_new();
  brv_wire_writer w = {bytes, NULL};
  brv_archive_put(&w, archive);
  return bytes;
}

static brv_archive *take(brv_arena *arena, GByteArray *bytes, bool *is_done)
{
  brv_wire_reader r = brv_wire_read(arena, NULL, bytes);
  brv_archive *archive = brv_archive_take(&r);
  *is_done = brv_wire_is_done(&r);
  return archive;
}

static void check_entry(zip_t *zip, const char *name, const char *begins, gsize size)
{
  g_autofree char *read = g_malloc0(size + 1);
  zip_stat_t stat;
  g_assert_cmpint(zip_stat(zip, name, 0, &stat), ==, 0);
  g_assert_cmpuint(stat.size, ==, size);
  zip_file_t *file = zip_fopen(zip, name, 0);
  g_assert_nonnull(file);
  g_assert_cmpint(zip_fread(file, read, size), ==, (zip_int64_t)size);
  g_assert_cmpint(zip_fclose(file), ==, 0); /* its CRC is right */
  g_assert_true(g_str_has_prefix(read, begins));
}

static void check_archive(GBytes *bytes)
{
  gsize length;
  const void *start = g_bytes_get_data(bytes, &length);
  zip_error_t error;
  zip_source_t *source = zip_source_buffer_create(start, length, 0, &error);
  zip_t *zip = zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, &error);
  g_assert_nonnull(zip);
  g_assert_cmpint(zip_get_num_entries(zip, 0), ==, 5);
  g_assert_cmpstr(zip_get_name(zip, 0, 0), ==, "mimetype");
  check_entry(zip, "mimetype", PLAIN, strlen(PLAIN));
  check_entry(zip, "EPUB/long", "all work all", 45000);
  check_entry(zip, "EPUB/byte", "x", 1);
  check_entry(zip, "EPUB/empty", "", 0);
  check_entry(zip, "EPUB/cover", COVER, strlen(COVER));
  zip_discard(zip);
}

static void test_way(void)
{
  g_autoptr(brv_arena) arena = brv_arena_new();
  g_autoptr(brv_diags) diags = brv_diags_new();
  g_autoptr(brv_archive) made = make();
  bool is_done;
  brv_archive *home = take(arena, put(made), &is_done);
  g_assert_true(is_done);
  g_assert_cmpuint(home->files->len, ==, 5);
  g_assert_null(((const brv_archive_file *)home->files->pdata[4])->bytes);
  g_autoptr(GBytes) picture = g_bytes_new_static(COVER, strlen(COVER));
  g_autoptr(GBytes) bytes = brv_archive_pack(home, picture, diags);
  g_assert_cmpuint(brv_diags_errors(diags), ==, 0);
  check_archive(bytes);
}

static void test_none(void)
{
  g_autoptr(brv_arena) arena = brv_arena_new();
  bool is_done;
  g_assert_null(take(arena, put(NULL), &is_done));
  g_assert_true(is_done);
}

/* What is cut short is no archive, wherever it is cut. */
static void test_cut(void)
{
  g_autoptr(brv_archive) made = make();
  g_autoptr(GByteArray) whole = put(made);
  for (guint length = 0; length < whole->len; length++) {
    g_autoptr(brv_arena) arena = brv_arena_new();
    GByteArray *part = g_byte_array_new();
    g_byte_array_append(part, whole->data, length);
    bool is_done;
    g_assert_null(take(arena, part, &is_done));
    g_assert_false(is_done);
  }
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/archive/way", test_way);
  g_test_add_func("/archive/none", test_none);
  g_test_add_func("/archive/cut", test_cut);
  return g_test_run();
}
