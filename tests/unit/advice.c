/* What the program says would help does help: it is followed, and the pages are set again. */
#include <stdio.h>
#include <string.h>

#include "typeset-kit.h"

static const char *const WORDS[] = {
    "orders",   "came",     "before", "benchmarks",    "and",     "three", "firms",  "are",
    "reported", "to",       "have",   "asked",         "for",     "a",     "launch", "processors",
    "between",  "them,",    "some",   "weeks",         "ahead",   "of",    "the",    "laboratories",
    "demand",   "rose",     "again",  "independently", "counsel", "kept",  "their",  "considerable",
    "through",  "strength", "length", "straight"};

static char *random_words(GRand *rand, int count)
{
  GString *words = g_string_new("Start");
  for (int i = 1; i < count; i++)
    g_string_append_printf(words, " %s", WORDS[g_rand_int_range(rand, 0, G_N_ELEMENTS(WORDS))]);
  g_string_append_c(words, '.');
  return g_string_free(words, FALSE);
}

/* One paragraph in a narrow column, of which little looseness is borne. */
static const brv_page *set_narrow(set_kit *k, const char *words)
{
  enum { NARROW = 240 };
  brv_style *para = (brv_style *)brv_layout_find_style(k->layout, "para");
  k->layout->page_width = k->layout->left + k->layout->right + NARROW;
  k->layout->margin_column = k->layout->gutter = 0;
  para->loosest = 1.6;
  set_para(k, set_briefing(k, "A title", NULL), NULL, words);
  return set_pages(k)->pages->pdata[0];
}

/* Bytes of so many words from a place on, and the space behind them. */
static gsize span_of(const char *words, guint count)
{
  const char *p = words;
  for (; count > 0 && *p; count--)
    p += strcspn(p, " ") + (p[strcspn(p, " ")] == ' ');
  return (gsize)(p - words);
}

static bool is_loose(const char *words)
{
  g_autoptr(set_kit) k = set_kit_new(NULL);
  return set_narrow(k, words)->loose->len > 0;
}

typedef struct {
  guint found, cut, mended_by_cut, more, mended_by_more;
} tally;

static void follow(tally *t, const char *words)
{
  g_autoptr(set_kit) k = set_kit_new(NULL);
  const brv_page *page = set_narrow(k, words);
  if (page->loose->len == 0)
    return;
  const brv_page_loose *loose = &g_array_index(page->loose, brv_page_loose, 0);
  t->found++;
  if (loose->offset > 0 && words[loose->offset - 1] != ' ')
    return; /* it begins in a word */
  const char *rest = words + loose->offset;
  g_autofree char *cut =
      g_strdup_printf("%.*s%s", (int)loose->offset, words, rest + span_of(rest, loose->fewer));
  g_autoptr(GString) more = g_string_new_len(words, (gssize)(loose->offset + span_of(rest, 1)));
  for (guint i = 0; i < loose->more; i++)
    g_string_append(more, "launch ");
  g_string_append(more, rest + span_of(rest, 1));
  t->cut += loose->fewer > 0;
  t->mended_by_cut += loose->fewer > 0 && !is_loose(cut);
  t->more += loose->more > 0;
  t->mended_by_more += loose->more > 0 && !is_loose(more->str);
}

/* Words that are cut are those that were tried; those added may be wider or narrower. */
static void test_loose(void)
{
  GRand *rand = g_rand_new_with_seed(11);
  tally t = {0};
  for (int i = 0; i < 250; i++) {
    g_autofree char *words = random_words(rand, g_rand_int_range(rand, 20, 90));
    follow(&t, words);
  }
  g_rand_free(rand);
  g_test_message("%u loose; %u of %u mended by cutting, %u of %u by adding", t.found,
                 t.mended_by_cut, t.cut, t.mended_by_more, t.more);
  g_assert_cmpuint(t.found, >, 20);
  g_assert_cmpuint(t.cut, >, t.found / 2);
  g_assert_cmpuint(t.more, >, t.found / 2);
  g_assert_cmpuint(t.mended_by_cut, ==, t.cut);
  g_assert_cmpuint(10 * t.mended_by_more, >=, 8 * t.more);
}

/* Pages that hold too little */

static void find_sparse(const brv_remark *remark, void *data)
{
  guint *advice = data;
  if (g_str_equal(brv_code_name(remark->code), "page-sparse"))
    g_assert_cmpint(sscanf(remark->help, "cut about %u words before it, or add about %u",
                           &advice[0], &advice[1]),
                    ==, 2);
}

static void add_kept(set_kit *k, brv_node *b, GRand *rand, int words)
{
  g_autofree char *para = random_words(rand, words);
  set_para(k, set_add(k, b, BRV_NODE_GROUP, "keep"), NULL, para);
}

/* Long paragraphs that are kept whole, and a short one; how many pages, and what is said of the
 * last. */
static guint set_kept(int words, int end, guint advice[2])
{
  enum { PARAGRAPH = 180 };
  GRand *rand = g_rand_new_with_seed(5);
  g_autoptr(set_kit) k = set_kit_new(NULL);
  brv_node *b = set_briefing(k, "A title", NULL);
  for (; words > 0; words -= PARAGRAPH)
    add_kept(k, b, rand, MIN(words, PARAGRAPH));
  add_kept(k, b, rand, end);
  g_rand_free(rand);
  guint count = set_pages(k)->pages->len;
  advice[0] = advice[1] = 0;
  brv_diags_each(k->diags, find_sparse, advice);
  return count;
}

/* The words that go are not those that were counted, so that now and then a line more is left. */
static void test_sparse(void)
{
  enum { END = 25 };
  guint found = 0, cut = 0, more = 0;
  for (int words = 500; words < 1500; words += 7) {
    guint advice[2], none[2], count = set_kept(words, END, advice);
    if (advice[0] == 0)
      continue;
    found++;
    cut += set_kept(words - (int)advice[0], END, none) == count - 1 && none[0] == 0;
    more += set_kept(words, END + (int)advice[1], none) == count && none[0] == 0;
  }
  g_test_message("%u last pages with few lines; %u mended by cutting, %u by adding", found, cut,
                 more);
  g_assert_cmpuint(found, >, 3);
  g_assert_cmpuint(10 * cut, >=, 9 * found);
  g_assert_cmpuint(10 * more, >=, 9 * found);
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/advice/loose", test_loose);
  g_test_add_func("/advice/sparse", test_sparse);
  return g_test_run();
}
