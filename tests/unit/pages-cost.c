/* What setting costs grows with what is set, and no faster: counted, not clocked.
 *
 *     test-pages-cost [words|briefings N]      sets one paragraph, or so many briefings, and no
 * more: for an instruction counter; see tests/bench/README.md */
#include <stdlib.h>
#include <string.h>

#include "typeset-kit.h"

static const char *const WORDS[] = {
    "orders",   "came",  "before", "benchmarks",    "and",      "three", "firms",  "are",
    "reported", "to",    "have",   "asked",         "for",      "a",     "launch", "processors",
    "between",  "them,", "some",   "weeks",         "ahead",    "of",    "the",    "laboratories",
    "demand",   "rose",  "again",  "independently", "counsel.", "kept",  "their",  "considerable"};

static char *random_words(GRand *rand, int count)
{
  GString *words = g_string_new("Start");
  for (int i = 1; i < count; i++)
    g_string_append_printf(words, " %s", WORDS[g_rand_int_range(rand, 0, G_N_ELEMENTS(WORDS))]);
  return g_string_free(words, FALSE);
}

typedef struct {
  double work, pages; /* for `work` see brv_pages */
} cost;

static cost set_paragraph(int words)
{
  g_autoptr(set_kit) k = set_kit_new(NULL);
  GRand *rand = g_rand_new_with_seed(7);
  g_autofree char *text = random_words(rand, words);
  set_para(k, set_briefing(k, "A title", NULL), NULL, text);
  const brv_pages *pages = set_pages(k);
  g_rand_free(rand);
  return (cost){(double)pages->work, pages->pages->len};
}

/* About 830 words with heads, a note, a list, a table and a remark, and a reference to the last. */
static void add_briefing(set_kit *k, GRand *rand, int number)
{
  brv_node *b = set_briefing(k, brv_arena_printf(k->arena, "Briefing %d", number), "A standfirst.");
  for (int section = 0; section < 4; section++) {
    set_heading(k, b, 2, "A heading");
    for (int i = 0; i < 3; i++) {
      g_autofree char *text = random_words(rand, g_rand_int_range(rand, 30, 90));
      set_para(k, b, NULL, i == 1 ? brv_arena_printf(k->arena, "%s{A note.}.", text) : text);
    }
  }
  set_list(k, b, NULL, "one item\nanother item\na third");
  set_para(k, set_add(k, b, BRV_NODE_GROUP, "margin-note"), NULL, "A remark in the margin.");
  set_table(k, b, "Table", true, "One|Two\nthree|four\nfive|six\nseven|eight");
}

static cost set_briefings(int count)
{
  g_autoptr(set_kit) k = set_kit_new(NULL);
  GRand *rand = g_rand_new_with_seed(7);
  for (int i = 0; i < count; i++)
    add_briefing(k, rand, i);
  brv_document_add_front(k->document);
  const brv_pages *pages = set_pages(k);
  g_rand_free(rand);
  return (cost){(double)pages->work, pages->pages->len};
}

/* A tenth more than in proportion is borne: passes of the breaker differ from text to text. */
static const double SLACK = 1.1;

/* What each word, or page, more costs: no more where there are many than where there are few. */
static void check_steps(const double *sizes, const double *work, gsize count, const char *unit)
{
  double first = 0;
  for (gsize i = 1; i < count; i++) {
    double each = (work[i] - work[i - 1]) / (sizes[i] - sizes[i - 1]);
    g_test_message("from %.0f to %.0f %s: %.1f each", sizes[i - 1], sizes[i], unit, each);
    first = i == 1 ? each : first;
    g_assert_cmpfloat(each, <, SLACK * first);
  }
}

static void test_paragraph(void)
{
  const double sizes[] = {1000, 2500, 5000, 10000};
  double work[G_N_ELEMENTS(sizes)];
  for (gsize i = 0; i < G_N_ELEMENTS(sizes); i++)
    work[i] = set_paragraph((int)sizes[i]).work;
  check_steps(sizes, work, G_N_ELEMENTS(sizes), "words");
}

static void test_volume(void)
{
  static const int SIZES[] = {5, 20, 100, 400};
  double pages[G_N_ELEMENTS(SIZES)], work[G_N_ELEMENTS(SIZES)];
  for (gsize i = 0; i < G_N_ELEMENTS(SIZES); i++) {
    cost c = set_briefings(SIZES[i]);
    pages[i] = c.pages;
    work[i] = c.work;
  }
  check_steps(pages, work, G_N_ELEMENTS(SIZES), "pages");
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  if (argc > 2) {
    bool words = g_str_equal(argv[1], "words");
    cost c = words ? set_paragraph(atoi(argv[2])) : set_briefings(atoi(argv[2]));
    g_print("%.0f pages\n", c.pages);
    return 0;
  }
  g_test_add_func("/pages-cost/paragraph", test_paragraph);
  g_test_add_func("/pages-cost/volume", test_volume);
  return g_test_run();
}
