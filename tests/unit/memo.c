/* What was made before: a PDF is the same where it is found and where it is not; news of workers;
 * and entries that are none. */
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "base/cache.h"
#include "pdf/pdf.h"
#include "typeset-kit.h"

/* --- a cache and a folder for it --- */

typedef struct {
  char *folder, *path;
  GChecksum *base;
} shelf;

static shelf shelf_new(void)
{
  shelf s = {.folder = g_dir_make_tmp("brevier-memo-XXXXXX", NULL)};
  g_assert_nonnull(s.folder);
  s.path = g_build_filename(s.folder, "cache", NULL);
  s.base = g_checksum_new(G_CHECKSUM_MD5);
  return s;
}

static void shelf_free(shelf *s)
{
  g_unlink(s->path);
  g_rmdir(s->folder);
  g_checksum_free(s->base);
  g_free(s->folder);
  g_free(s->path);
}

/* Shows each entry of the file. */
typedef void see_entry(const guint8 *key, const guint8 *bytes, gsize length, void *data);

static guint each_entry(const shelf *s, see_entry *see, void *data)
{
  g_autofree char *file = NULL;
  gsize size;
  g_assert_true(g_file_get_contents(s->path, &file, &size, NULL));
  const char *at = strchr(file, '\n') + 1, *end = file + size;
  guint count = 0;
  for (guint32 length; at < end; count++, at += length) {
    const guint8 *key = (const guint8 *)at;
    memcpy(&length, at + BRV_CACHE_KEY, sizeof length);
    at += BRV_CACHE_KEY + 2 * sizeof length;
    g_assert_cmpuint(length, <=, end - at);
    see(key, (const guint8 *)at, length, data);
  }
  return count;
}

/* --- a document --- */

static brv_pages *make_pages(set_kit *k)
{
  brv_node *b = set_briefing(k, "An office of figures", "What it is about, in a sentence.");
  set_heading(k, b, 2, "Heading 1234567890");
  for (int i = 0; i < 30; i++)
    set_para(k, b, NULL, "Affluent offices find *flags of 1990*, `code` and **strong** effects.");
  set_table(k, b, "A table", true, "Year|Share\n2024|12\302\240%\n2025|7\302\240%");
  return set_pages(k);
}

static GBytes *write_with(set_kit *k, const brv_pages *pages, const shelf *s, brv_cache *cache)
{
  const brv_memo memo = {cache, s->base};
  GBytes *pdf = brv_pdf_write(pages, NULL, k->fonts, cache ? &memo : NULL, k->diags);
  g_assert_nonnull(pdf);
  return pdf;
}

static void count_kind(const guint8 *key, const guint8 *bytes G_GNUC_UNUSED,
                       gsize length G_GNUC_UNUSED, void *data)
{
  guint *counts = data;
  counts[strncmp((const char *)key, "face", BRV_CACHE_KIND) == 0] += 1;
}

static void test_same(void)
{
  g_autoptr(set_kit) k = set_kit_new(NULL);
  brv_pages *pages = make_pages(k);
  shelf s = shelf_new();
  guint counts[2] = {0};
  g_autoptr(GBytes) without = write_with(k, pages, &s, NULL);
  g_autoptr(brv_cache) cold = brv_cache_open(s.path);
  g_autoptr(GBytes) first = write_with(k, pages, &s, cold);
  brv_cache_save(cold);
  each_entry(&s, count_kind, counts);
  g_assert_cmpuint(counts[0], >, 3); /* packed: maps, pages, objects */
  g_assert_cmpuint(counts[1], >, 3); /* faces */
  g_autoptr(brv_cache) warm = brv_cache_open(s.path);
  g_autoptr(GBytes) again = write_with(k, pages, &s, warm);
  g_unlink(s.path);
  brv_cache_save(warm);
  g_assert_false(g_file_test(s.path, G_FILE_TEST_EXISTS)); /* nothing was made anew */
  g_assert_true(g_bytes_equal(without, first));
  g_assert_true(g_bytes_equal(without, again));
  shelf_free(&s);
}

/* --- what an enemy wrote --- */

typedef struct {
  brv_cache *cache;
  GRand *rand;
  int kind;
} forger;

static void forge(const guint8 *key, const guint8 *bytes, gsize length, void *data)
{
  const forger *f = data;
  g_autofree guint8 *bad = g_memdup2(bytes, length);
  gsize whole = length;
  for (int i = 0; i < 3 && length > 0; i++)
    bad[g_rand_int_range(f->rand, 0, (gint32)MIN(length, 40u << 4 * (f->kind % 3)))] =
        (guint8)g_rand_int(f->rand);
  if (f->kind % 4 == 0)
    whole = (gsize)g_rand_int_range(f->rand, 0, (gint32)length + 1);
  g_autoptr(GBytes) forged = g_bytes_new(bad, whole);
  brv_cache_keep(f->cache, key, forged);
}

/* Whatever it is, a file is made. */
static void test_forged(void)
{
  enum { TIMES = 60 };
  g_autoptr(set_kit) k = set_kit_new(NULL);
  brv_pages *pages = make_pages(k);
  shelf s = shelf_new();
  g_autoptr(brv_cache) cold = brv_cache_open(s.path);
  g_bytes_unref(write_with(k, pages, &s, cold));
  brv_cache_save(cold);
  g_autoptr(GRand) rand = g_rand_new_with_seed(11);
  for (int i = 0; i < TIMES; i++) {
    g_autoptr(brv_cache) bad = brv_cache_open("/nonexistent/cache");
    forger f = {bad, rand, i};
    each_entry(&s, forge, &f);
    g_bytes_unref(write_with(k, pages, &s, bad));
  }
  shelf_free(&s);
}

/* --- news --- */

static void name(const char *what, guint8 *key)
{
  g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_MD5);
  g_checksum_update(sum, (const guint8 *)what, -1);
  brv_cache_name("thing", sum, key);
}

static void keep(brv_cache *cache, const char *what)
{
  guint8 key[BRV_CACHE_KEY];
  g_autoptr(GBytes) bytes = g_bytes_new(what, strlen(what));
  name(what, key);
  brv_cache_keep(cache, key, bytes);
}

static bool has(brv_cache *cache, const char *what)
{
  guint8 key[BRV_CACHE_KEY];
  name(what, key);
  g_autoptr(GBytes) bytes = brv_cache_find(cache, key);
  g_autoptr(GBytes) wanted = g_bytes_new(what, strlen(what));
  return bytes && g_bytes_equal(bytes, wanted);
}

/* What a worker with the cache of a file found and kept. */
static GByteArray *work(const shelf *s)
{
  g_autoptr(brv_cache) cache = brv_cache_open(s->path);
  GByteArray *news = g_byte_array_new();
  brv_cache_watch(cache);
  g_assert_true(has(cache, "found"));
  keep(cache, "made");
  keep(cache, "");
  brv_cache_put_news(cache, news);
  return news;
}

/* Only what was used, or heard to be, is in a file that is written anew: it had too much else. */
static void test_news(void)
{
  shelf s = shelf_new();
  g_autofree char *large = g_strnfill(3 << 20, 'x');
  g_autoptr(brv_cache) before = brv_cache_open(s.path);
  keep(before, "found");
  keep(before, large);
  brv_cache_save(before);
  g_autoptr(GByteArray) news = work(&s);
  g_autoptr(brv_cache) parent = brv_cache_open(s.path);
  g_assert_true(brv_cache_take_news(parent, news->data, news->len));
  brv_cache_save(parent);
  g_autoptr(brv_cache) after = brv_cache_open(s.path);
  g_assert_true(has(after, "found"));
  g_assert_true(has(after, "made"));
  g_assert_true(has(after, ""));
  g_assert_false(has(after, large));
  shelf_free(&s);
}

static gsize size_of(const shelf *s)
{
  GStatBuf about;
  g_assert_cmpint(g_stat(s->path, &about), ==, 0);
  return (gsize)about.st_size;
}

/* What is new goes to the end of the file, but not behind one that was cut short, or was written
 * anew meanwhile. */
static void test_appended(void)
{
  shelf s = shelf_new();
  g_autoptr(brv_cache) before = brv_cache_open(s.path);
  keep(before, "first");
  brv_cache_save(before);
  gsize one = size_of(&s);
  g_autoptr(brv_cache) left = brv_cache_open(s.path), right = brv_cache_open(s.path);
  keep(left, "second");
  keep(right, "third");
  brv_cache_save(left);
  g_assert_cmpuint(size_of(&s), ==, 2 * one - strlen("brevier: what was made before, 3\n") + 1);
  brv_cache_save(right);
  g_autoptr(brv_cache) after = brv_cache_open(s.path);
  g_assert_true(has(after, "third"));
  g_assert_false(has(after, "second"));
  g_assert_cmpint(truncate(s.path, (off_t)one - 1), ==, 0);
  g_autoptr(brv_cache) cut = brv_cache_open(s.path);
  keep(cut, "fourth");
  brv_cache_save(cut);
  g_autoptr(brv_cache) mended = brv_cache_open(s.path);
  g_assert_true(has(mended, "fourth"));
  g_assert_false(has(mended, "third"));
  shelf_free(&s);
}

/* Cut short they are told to be; changed at random they are news, or not. */
static void test_bad_news(void)
{
  shelf s = shelf_new();
  g_autoptr(brv_cache) before = brv_cache_open(s.path);
  keep(before, "found");
  brv_cache_save(before);
  g_autoptr(GByteArray) news = work(&s);
  guint good = 0;
  for (guint i = 0; i < news->len; i++) {
    g_autoptr(brv_cache) parent = brv_cache_open(s.path);
    good += brv_cache_take_news(parent, news->data, i);
    for (int value = 0; value < 256; value += 15) {
      g_autofree guint8 *bad = g_memdup2(news->data, news->len);
      bad[i] = (guint8)value;
      brv_cache_take_news(parent, bad, news->len);
    }
  }
  g_assert_cmpuint(good, ==, 3); /* none, the first, the first two */
  shelf_free(&s);
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/memo/same", test_same);
  g_test_add_func("/memo/forged", test_forged);
  g_test_add_func("/memo/news", test_news);
  g_test_add_func("/memo/appended", test_appended);
  g_test_add_func("/memo/bad-news", test_bad_news);
  return g_test_run();
}
