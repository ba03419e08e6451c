/* Line breaking over boxes, glue and penalties. */
#include "typeset/paragraph.h"

typedef struct {
  GArray *items;
} stuff;

static void add(stuff *s, brv_para_item item)
{
  g_array_append_val(s->items, item);
}

static void add_box(stuff *s, double width)
{
  add(s, (brv_para_item){.kind = BRV_PARA_BOX, .width = width});
}

static void add_space(stuff *s)
{
  add(s, (brv_para_item){.kind = BRV_PARA_GLUE, .width = 3, .stretch = 1.5, .shrink = 1});
}

static void add_hyphen(stuff *s)
{
  add(s, (brv_para_item){
             .kind = BRV_PARA_PENALTY, .width = 2, .cost = 50, .hyphen = true, .divides = true});
}

static void add_end(stuff *s)
{
  add(s, (brv_para_item){.kind = BRV_PARA_PENALTY, .cost = BRV_PARA_NEVER});
  add(s, (brv_para_item){.kind = BRV_PARA_GLUE, .stretch = BRV_PARA_FILL});
  add(s, (brv_para_item){.kind = BRV_PARA_PENALTY, .cost = BRV_PARA_FORCE});
}

static stuff make(void)
{
  return (stuff){g_array_new(FALSE, FALSE, sizeof(brv_para_item))};
}

static stuff make_words(const double *widths, guint count)
{
  stuff s = make();
  for (guint i = 0; i < count; i++) {
    if (i > 0)
      add_space(&s);
    add_box(&s, widths[i]);
  }
  add_end(&s);
  return s;
}

static const brv_para_item *items_of(const stuff *s)
{
  return (const brv_para_item *)(void *)s->items->data;
}

static GArray *set(const stuff *s, double measure, double ragged)
{
  brv_para_options options = {.measure = measure, .ragged = ragged};
  return brv_para_break(items_of(s), s->items->len, &options);
}

/* The least width of the line between two breaks, and its natural one. */
static void line_width(const stuff *s, guint start, guint end, double *least, double *natural)
{
  *least = *natural = 0;
  for (guint i = start; i < end; i++) {
    const brv_para_item *item = &items_of(s)[i];
    if (item->kind == BRV_PARA_PENALTY)
      continue;
    *natural += item->width;
    *least += item->width - item->shrink;
  }
  const brv_para_item *last = &items_of(s)[end];
  if (last->kind == BRV_PARA_PENALTY) {
    *natural += last->width;
    *least += last->width;
  }
}

static void test_one_word(void)
{
  stuff s = make_words((const double[]){20}, 1);
  g_autoptr(GArray) breaks = set(&s, 100, 0);
  g_assert_cmpuint(breaks->len, ==, 1);
  g_assert_cmpuint(g_array_index(breaks, guint, 0), ==, s.items->len - 1);
  g_array_unref(s.items);
}

/* First fit would set 30 30 30 | 40 | 60 with one very loose line; the optimum evens them out. */
static void test_looks_ahead(void)
{
  const double words[] = {30, 30, 30, 42, 58, 30};
  stuff s = make_words(words, G_N_ELEMENTS(words));
  g_autoptr(GArray) breaks = set(&s, 102, 0);
  double least, natural, worst = 0;
  guint start = 0;
  for (guint i = 0; i + 1 < breaks->len; i++) {
    guint end = g_array_index(breaks, guint, i);
    line_width(&s, start, end, &least, &natural);
    g_assert_cmpfloat(least, <=, 102);
    worst = MAX(worst, 102 - natural);
    start = brv_para_line_start(items_of(&s), s.items->len, end);
  }
  g_assert_cmpfloat(worst, <, 30);
  g_array_unref(s.items);
}

static void test_hyphens_only_when_needed(void)
{
  stuff s = make();
  const double words[] = {31, 32, 31, 32, 31, 32, 31};
  for (guint i = 0; i < G_N_ELEMENTS(words); i++) {
    add_box(&s, words[i] / 2);
    add_hyphen(&s);
    add_box(&s, words[i] / 2);
    add_space(&s);
  }
  add_end(&s);
  g_autoptr(GArray) breaks = set(&s, 100, 0);
  for (guint i = 0; i < breaks->len; i++)
    g_assert_false(items_of(&s)[g_array_index(breaks, guint, i)].divides);
  g_array_unref(s.items);
}

static void test_forced(void)
{
  stuff s = make();
  add_box(&s, 10);
  add_end(&s);
  add_box(&s, 10);
  add_end(&s);
  g_autoptr(GArray) breaks = set(&s, 100, 0);
  g_assert_cmpuint(breaks->len, ==, 2);
  g_assert_cmpuint(g_array_index(breaks, guint, 0), ==, 3);
  g_array_unref(s.items);
}

static void test_too_wide_sticks_out(void)
{
  const double words[] = {10, 500, 10};
  stuff s = make_words(words, G_N_ELEMENTS(words));
  g_autoptr(GArray) breaks = set(&s, 100, 0);
  g_assert_cmpuint(breaks->len, ==, 3);
  g_array_unref(s.items);
}

static void test_balance(void)
{
  const double words[] = {20, 20, 20, 20, 20};
  stuff s = make_words(words, G_N_ELEMENTS(words));
  brv_para_options options = {.measure = 100, .ragged = 30};
  double measure = brv_para_balance(items_of(&s), s.items->len, &options);
  g_assert_cmpfloat(measure, >=, 64);
  g_assert_cmpfloat(measure, <, 80);
  g_autoptr(GArray) breaks = set(&s, measure, 30);
  g_assert_cmpuint(breaks->len, ==, 2);
  g_array_unref(s.items);
}

static void check_lines(const stuff *s, const GArray *breaks, double measure)
{
  guint start = 0;
  for (guint i = 0; i < breaks->len; i++) {
    guint end = g_array_index(breaks, guint, i);
    double least, natural;
    g_assert_cmpuint(end, >=, start);
    line_width(s, start, end, &least, &natural);
    g_assert_cmpfloat(least, <=, measure + 0.001);
    start = brv_para_line_start(items_of(s), s->items->len, end);
  }
  g_assert_cmpuint(g_array_index(breaks, guint, breaks->len - 1), ==, s->items->len - 1);
}

/* How many lines in a row end in a hyphen, at most. */
static int ladder(const stuff *s, const GArray *breaks)
{
  int most = 0, run = 0;
  for (guint i = 0; i < breaks->len; i++) {
    run = items_of(s)[g_array_index(breaks, guint, i)].hyphen ? run + 1 : 0;
    most = MAX(most, run);
  }
  return most;
}

/* Whatever the words, every line fits and the last break is the end. */
static void test_random(void)
{
  GRand *rand = g_rand_new_with_seed(17);
  for (int round = 0; round < 300; round++) {
    stuff s = make();
    int words = g_rand_int_range(rand, 1, 120);
    for (int i = 0; i < words; i++) {
      if (i > 0)
        add_space(&s);
      add_box(&s, g_rand_double_range(rand, 2, 40));
      if (g_rand_boolean(rand)) {
        add_hyphen(&s);
        add_box(&s, g_rand_double_range(rand, 2, 20));
      }
    }
    add_end(&s);
    double measure = g_rand_double_range(rand, 62, 300);
    g_autoptr(GArray) justified = set(&s, measure, 0);
    g_autoptr(GArray) ragged = set(&s, measure, measure / 8);
    g_assert_cmpint(ladder(&s, justified), <=, BRV_PARA_LADDER);
    check_lines(&s, justified, measure);
    check_lines(&s, ragged, measure);
    g_array_unref(s.items);
  }
  g_rand_free(rand);
}

static GArray *break_with(const stuff *s, brv_para_options options)
{
  return brv_para_break(items_of(s), s->items->len, &options);
}

/* Lines that are even only when each divides a word: no more than two of them stand together. */
static void test_ladder(void)
{
  stuff s = make();
  for (int i = 0; i < 40; i++) {
    add_box(&s, 80);
    add_space(&s);
    add_box(&s, 8);
    add_hyphen(&s);
    add_box(&s, 1);
    add_space(&s);
  }
  add_end(&s);
  g_autoptr(GArray) breaks = set(&s, 100, 0);
  g_assert_cmpint(ladder(&s, breaks), ==, BRV_PARA_LADDER);
  brv_para_item *items = (brv_para_item *)(void *)s.items->data;
  for (guint i = 0; i < s.items->len; i++)
    items[i].hyphen = false;
  g_autoptr(GArray) unseen = set(&s, 100, 0);
  for (guint i = 0; i < s.items->len; i++)
    items[i].hyphen = items[i].divides;
  g_assert_cmpint(ladder(&s, unseen), >, BRV_PARA_LADDER);
  g_array_unref(s.items);
}

static double last_line(const stuff *s, const GArray *breaks)
{
  double least, natural;
  guint before = g_array_index(breaks, guint, breaks->len - 2);
  line_width(s, brv_para_line_start(items_of(s), s->items->len, before), s->items->len - 1, &least,
             &natural);
  return natural;
}

/* A last line of one short word is avoided at the price of looser lines. */
static void test_runt(void)
{
  double words[25];
  for (guint i = 0; i < G_N_ELEMENTS(words); i++)
    words[i] = 5;
  stuff s = make_words(words, G_N_ELEMENTS(words));
  g_autoptr(GArray) careless = break_with(&s, (brv_para_options){.measure = 93});
  g_assert_cmpfloat(last_line(&s, careless), <, 6);
  g_autoptr(GArray) careful = break_with(&s, (brv_para_options){.measure = 93, .runt = 12});
  g_assert_cmpfloat(last_line(&s, careful), >, 12);
  g_array_unref(s.items);
}

static guint spaces_in_last(const stuff *s, const GArray *breaks)
{
  guint spaces = 0;
  for (guint i = g_array_index(breaks, guint, breaks->len - 2) + 1; i < s->items->len; i++)
    spaces += items_of(s)[i].kind == BRV_PARA_GLUE && items_of(s)[i].width > 0;
  return spaces;
}

/* Nor does a ragged text end in one word where a line above can spare another; where only one that
 * would leave half its line empty could follow, the word stands alone. */
static void test_ragged_end(void)
{
  stuff s = make_words((const double[]){20, 30, 25, 15, 20}, 5);
  brv_para_options options = {.measure = 100, .ragged = 20, .runt = 40};
  g_autoptr(GArray) breaks = break_with(&s, options);
  g_assert_cmpuint(breaks->len, ==, 2);
  g_assert_cmpuint(spaces_in_last(&s, breaks), ==, 1);
  g_array_unref(s.items);
  s = make_words((const double[]){30, 62, 20}, 3);
  g_autoptr(GArray) stays = break_with(&s, options);
  g_assert_cmpuint(spaces_in_last(&s, stays), ==, 0);
  g_array_unref(s.items);
}

/* A ragged text divides no word for the sake of its edge, but one that is too wide. */
static void test_ragged_divides_little(void)
{
  for (int wide = 0; wide < 2; wide++) {
    stuff s = make();
    add_box(&s, 60);
    add_space(&s);
    add_box(&s, 30);
    add_hyphen(&s);
    add_box(&s, wide ? 90 : 30);
    add_end(&s);
    g_autoptr(GArray) breaks =
        break_with(&s, (brv_para_options){.measure = 100, .ragged = 20, .runt = 40});
    g_assert_cmpuint(breaks->len, ==, 2);
    g_assert_true(items_of(&s)[g_array_index(breaks, guint, 0)].divides == (wide == 1));
    g_array_unref(s.items);
  }
}

/* Nor does the rest of a divided word stand alone. */
static void test_no_rest_of_a_word(void)
{
  stuff s = make();
  for (guint i = 0; i < 23; i++) {
    add_box(&s, 5);
    add_space(&s);
  }
  add_box(&s, 3);
  add_hyphen(&s);
  add_box(&s, 30);
  add_end(&s);
  g_autoptr(GArray) breaks = set(&s, 93, 0);
  g_assert_cmpuint(breaks->len, ==, 3);
  g_assert_false(items_of(&s)[g_array_index(breaks, guint, 1)].hyphen);
  g_array_unref(s.items);
}

/* What glyphs give and what hangs makes room for a line that spaces alone could not fit. */
static void test_give_and_hang(void)
{
  stuff s = make_words((const double[]){30, 30, 36, 30}, 4);
  brv_para_item *items = (brv_para_item *)(void *)s.items->data;
  g_autoptr(GArray) stiff = set(&s, 99, 0);
  g_assert_cmpuint(g_array_index(stiff, guint, 0), ==, 3);
  for (guint i = 0; i < s.items->len; i++)
    items[i].give = items[i].kind == BRV_PARA_BOX ? 0.02 * items[i].width : 0;
  g_autoptr(GArray) given = set(&s, 99, 0);
  g_assert_cmpuint(g_array_index(given, guint, 0), ==, 5);
  for (guint i = 0; i < s.items->len; i++)
    items[i].give = 0;
  items[5].hang = 2;
  g_autoptr(GArray) hung = set(&s, 99, 0);
  g_assert_cmpuint(g_array_index(hung, guint, 0), ==, 5);
  g_array_unref(s.items);
}

static guint64 lines_tried(guint words)
{
  GRand *rand = g_rand_new_with_seed(4);
  guint64 tried = 0;
  stuff s = make();
  for (guint i = 0; i < words; i++) {
    add_box(&s, g_rand_double_range(rand, 4, 30));
    add_hyphen(&s);
    add_box(&s, g_rand_double_range(rand, 4, 30));
    add_space(&s);
  }
  add_end(&s);
  g_array_unref(break_with(&s, (brv_para_options){.measure = 300, .tried = &tried}));
  g_array_unref(s.items);
  g_rand_free(rand);
  return tried;
}

/* Ten times the words cost ten times the work. */
static void test_linear(void)
{
  guint64 few = lines_tried(1000), many = lines_tried(10000);
  g_assert_cmpuint(many, >, 8 * few);
  g_assert_cmpuint(many, <, 12 * few);
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/paragraph/one-word", test_one_word);
  g_test_add_func("/paragraph/looks-ahead", test_looks_ahead);
  g_test_add_func("/paragraph/hyphens-only-when-needed", test_hyphens_only_when_needed);
  g_test_add_func("/paragraph/forced", test_forced);
  g_test_add_func("/paragraph/too-wide-sticks-out", test_too_wide_sticks_out);
  g_test_add_func("/paragraph/balance", test_balance);
  g_test_add_func("/paragraph/random", test_random);
  g_test_add_func("/paragraph/ladder", test_ladder);
  g_test_add_func("/paragraph/runt", test_runt);
  g_test_add_func("/paragraph/ragged-end", test_ragged_end);
  g_test_add_func("/paragraph/ragged-divides-little", test_ragged_divides_little);
  g_test_add_func("/paragraph/no-rest-of-a-word", test_no_rest_of_a_word);
  g_test_add_func("/paragraph/give-and-hang", test_give_and_hang);
  g_test_add_func("/paragraph/linear", test_linear);
  return g_test_run();
}
