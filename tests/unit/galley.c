/* Galleys: what is set in one process and drawn in another; and bytes that are none. */
#include <string.h>

#include "typeset/galley.h"
#include "typeset-kit.h"

static const brv_node *make_part(set_kit *k)
{
  brv_node *b = set_briefing(k, "A title of some length", "What it is about, in a sentence.");
  set_para(k, b, NULL, "Figures went up by *a third*, and `code` stands here.");
  for (int i = 0; i < 60; i++)
    set_para(k, b, NULL, "A paragraph that takes its lines, so that there are several pages of it.");
  return b;
}

static brv_galley *take(set_kit *k, const brv_typesetting *job, const brv_node *part,
                        const void *bytes, gsize length)
{
  return brv_galley_take(k->arena, part, job->fonts, g_bytes_new(bytes, length));
}

static char *words_of(const brv_galley *galley)
{
  GString *words = g_string_new(NULL);
  for (guint i = 0; i < galley->pages->len; i++) {
    brv_page *page = galley->pages->pdata[i];
    brv_page_open(page);
    for (guint n = 0; n < page->items->len; n++) {
      const brv_page_item *item = &g_array_index(page->items, brv_page_item, n);
      if (item->kind == BRV_ITEM_TEXT)
        g_string_append_len(words, item->text.text, item->text.length);
    }
    brv_page_close(page);
    g_assert_cmpuint(page->items->len, ==, 0);
  }
  return g_string_free(words, FALSE);
}

static void test_same(void)
{
  g_autoptr(set_kit) k = set_kit_new(NULL);
  const brv_node *part = make_part(k);
  const brv_typesetting job = set_job(k);
  g_autoptr(GBytes) one = brv_typeset_part(&job, part), other = brv_typeset_part(&job, part);
  g_assert_true(g_bytes_equal(one, other));
  gsize length;
  const void *bytes = g_bytes_get_data(one, &length);
  brv_galley *galley = take(k, &job, part, bytes, length);
  g_assert_nonnull(galley);
  g_assert_cmpuint(galley->pages->len, >, 1);
  g_autofree char *words = words_of(galley);
  g_assert_nonnull(strstr(words, "code"));
  g_assert_nonnull(strstr(words, "A title of some length"));
}

/* A page that is opened twice stays until it was closed twice. */
static void test_nested(void)
{
  g_autoptr(set_kit) k = set_kit_new(NULL);
  const brv_node *part = make_part(k);
  const brv_typesetting job = set_job(k);
  brv_galley *galley = brv_galley_take(k->arena, part, job.fonts, brv_typeset_part(&job, part));
  brv_page *page = galley->pages->pdata[0];
  brv_page_open(page);
  guint items = page->items->len;
  g_assert_cmpuint(items, >, 0);
  brv_page_open(page);
  brv_page_close(page);
  g_assert_cmpuint(page->items->len, ==, items);
  brv_page_close(page);
  g_assert_cmpuint(page->items->len, ==, 0);
}

/* Whatever the bytes are, they are a galley that can be opened, or none. */
static void test_damaged(void)
{
  enum { TIMES = 4000 };
  g_autoptr(set_kit) k = set_kit_new(NULL);
  const brv_node *part = make_part(k);
  const brv_typesetting job = set_job(k);
  g_autoptr(GBytes) good = brv_typeset_part(&job, part);
  gsize length;
  const guint8 *bytes = g_bytes_get_data(good, &length);
  g_autoptr(GRand) rand = g_rand_new_with_seed(7);
  g_autofree guint8 *bad = g_memdup2(bytes, length);
  guint refused = 0;
  for (int i = 0; i < TIMES; i++) {
    guint at = (guint)g_rand_int_range(rand, 0, (gint32)length);
    gsize end = i % 4 == 0 ? at : length;
    bad[at] = (guint8)g_rand_int(rand);
    brv_galley *galley = take(k, &job, part, bad, end);
    if (galley)
      g_free(words_of(galley));
    else
      refused++;
    bad[at] = bytes[at];
  }
  g_assert_cmpuint(refused, >=, TIMES / 8);
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/galley/same", test_same);
  g_test_add_func("/galley/nested", test_nested);
  g_test_add_func("/galley/damaged", test_damaged);
  return g_test_run();
}
