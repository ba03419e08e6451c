/* Pages: what must hold for any document, and small documents for each rule. */
#include <math.h>
#include <string.h>

#include "typeset-kit.h"
#include "typeset/table.h"

static const char LOREM[] =
    "Orders came before benchmarks. Three firms are reported to have asked for hundreds of "
    "thousands of processors between them, some weeks ahead of the launch, and demand rose "
    "again in the days after it, while the independent laboratories kept their counsel and "
    "published nothing that would settle the question of what had been trained on which chips.";

static const brv_page *page_of(const brv_pages *pages, guint index)
{
  g_assert_cmpuint(index, <, pages->pages->len);
  return pages->pages->pdata[index];
}

static const brv_page_item *item_of(const brv_page *page, guint index)
{
  return &g_array_index(page->items, brv_page_item, index);
}

static bool says(const brv_page_item *item, const char *words)
{
  return item->kind == BRV_ITEM_TEXT &&
         g_strstr_len(item->text.text, item->text.length, words) != NULL;
}

/* The first item that says this, and its page. */
static const brv_page_item *find(const brv_pages *pages, const char *words, guint *page)
{
  for (guint i = 0; i < pages->pages->len; i++)
    for (guint k = 0; k < page_of(pages, i)->items->len; k++)
      if (says(item_of(page_of(pages, i), k), words)) {
        if (page)
          *page = i;
        return item_of(page_of(pages, i), k);
      }
  return NULL;
}

static void check_words(set_kit *k, const brv_pages *pages)
{
  g_autofree char *in = set_words_of_document(k->document), *out = set_words_of_pages(pages);
  g_assert_cmpstr(out, ==, in);
}

/* The same words, but in any order: margins wait for room, and a row that is parted is read a slice
 * at a time. */
static int compare_words(const void *one, const void *other)
{
  return strcmp(*(const char *const *)one, *(const char *const *)other);
}

static char *sorted_words(const char *text)
{
  g_auto(GStrv) words = g_strsplit(text, " ", -1);
  qsort(words, g_strv_length(words), sizeof *words, compare_words);
  return g_strjoinv("\n", words);
}

static void check_multitude(set_kit *k, const brv_pages *pages)
{
  g_autofree char *in = set_words_of_document(k->document), *out = set_words_of_pages(pages);
  g_autofree char *in_sorted = sorted_words(in), *out_sorted = sorted_words(out);
  g_assert_cmpstr(out_sorted, ==, in_sorted);
}

/* Punctuation hangs out of lines by a few points, and no more. */
static void check_inside(const brv_pages *pages)
{
  enum { HANGING = 4 };
  const brv_layout *l = pages->layout;
  for (guint i = 0; i < pages->pages->len; i++)
    for (guint k = 0; k < page_of(pages, i)->items->len; k++) {
      const brv_page_item *item = item_of(page_of(pages, i), k);
      double bottom = item->kind == BRV_ITEM_TEXT ? item->y : item->y + item->h;
      g_assert_cmpfloat(item->x, >=, l->left - 8);
      g_assert_cmpfloat(item->x + item->w, <=, l->page_width - l->right + HANGING);
      g_assert_cmpfloat(item->y, >=, 0);
      g_assert_cmpfloat(bottom, <=, l->page_height - 20);
    }
}

static void test_empty(void)
{
  g_autoptr(set_kit) k = set_kit_new(NULL);
  g_assert_cmpuint(set_pages(k)->pages->len, ==, 1);
  brv_document_add_front(k->document);
  const brv_pages *pages = set_pages(k);
  g_assert_cmpuint(pages->pages->len, >=, 1);
  g_assert_nonnull(find(pages, "Weekly", NULL));
}

/* A word of the title that no line holds makes the title smaller; it is not divided. */
static void test_cover_title(void)
{
  g_autoptr(set_kit) k = set_kit_new(NULL);
  k->document->title = "International Telecommunications Establishment";
  set_briefing(k, "A title", NULL);
  brv_document_add_front(k->document);
  const brv_pages *pages = set_pages(k);
  const brv_page_item *item = find(pages, "Telecommunications", NULL);
  g_assert_nonnull(item);
  g_assert_cmpfloat(item->w, <, pages->layout->page_width - pages->layout->left);
}

/* Titles of any length leave the foot of the cover free. */
static void test_full_cover(void)
{
  g_autoptr(set_kit) k = set_kit_new(NULL);
  g_autofree char *title = g_strnfill(600, 'x');
  for (int i = 0; i < 600; i += 7)
    title[i] = ' ';
  set_briefing(k, title, title);
  set_briefing(k, title, title);
  k->document->edition_name = "The edition";
  brv_document_add_front(k->document);
  const brv_pages *pages = set_pages(k);
  const brv_page *cover = page_of(pages, 0);
  double lowest = 0, foot = 0;
  for (guint i = 0; i < cover->items->len; i++) {
    const brv_page_item *item = item_of(cover, i);
    if (says(item, "edition"))
      foot = item->y;
    else if (says(item, "xxxxxx"))
      lowest = MAX(lowest, item->y);
  }
  g_assert_cmpfloat(foot, >, 0);
  g_assert_cmpfloat(lowest, <, foot - 10);
}

static void test_furniture(void)
{
  g_autoptr(set_kit) k = set_kit_new(NULL);
  brv_node *b = set_briefing(k, "A title", "A standfirst.");
  for (int i = 0; i < 14; i++)
    set_para(k, b, NULL, LOREM);
  brv_document_add_front(k->document);
  const brv_pages *pages = set_pages(k);
  const brv_page *first = page_of(pages, 2), *second = page_of(pages, 3);
  g_assert_cmpstr(first->label, ==, "3");
  bool short_on_first = false, short_on_second = false;
  for (guint i = 0; i < first->items->len; i++)
    short_on_first |= !item_of(first, i)->node && says(item_of(first, i), "A TITLE");
  for (guint i = 0; i < second->items->len; i++)
    short_on_second |= !item_of(second, i)->node && says(item_of(second, i), "A TITLE");
  g_assert_false(short_on_first);
  g_assert_true(short_on_second);
}

/* Every line of body text stands on the grid, on every page, also behind what is off it. */
static void test_grid(void)
{
  g_autoptr(set_kit) k = set_kit_new(NULL);
  brv_node *b = set_briefing(k, "A title", "A standfirst.");
  for (int i = 0; i < 8; i++) {
    set_heading(k, b, 2, "A section");
    set_para(k, b, NULL, LOREM);
    set_table(k, b, "A table", true, "One|Two\nthree|four\nfive|six");
    set_para(k, b, NULL, LOREM);
  }
  const brv_pages *pages = set_pages(k);
  const brv_layout *l = pages->layout;
  guint checked = 0;
  for (guint i = 0; i < pages->pages->len; i++)
    for (guint n = 0; n < page_of(pages, i)->items->len; n++) {
      const brv_page_item *item = item_of(page_of(pages, i), n);
      if (!item->node || item->node->kind != BRV_NODE_PARA || item->node->role ||
          item->node->parent->kind == BRV_NODE_CELL)
        continue;
      double lines = (item->y - l->top - l->baseline / 2 - 0.35 * 10.2) / l->baseline;
      g_assert_cmpfloat(fabs(lines - round(lines)), <, 0.01);
      checked++;
    }
  g_assert_cmpuint(checked, >, 60);
}

/* Lines of a paragraph on each page: never one alone. */
static void test_no_widows(void)
{
  for (int shift = 0; shift < 6; shift++) {
    g_autoptr(set_kit) k = set_kit_new(NULL);
    brv_node *b = set_briefing(k, "A title", NULL);
    for (int i = 0; i < shift; i++)
      set_para(k, b, NULL, "One line.");
    for (int i = 0; i < 24; i++)
      set_para(k, b, NULL, LOREM);
    const brv_pages *pages = set_pages(k);
    for (guint i = 0; i < pages->pages->len; i++) {
      g_autoptr(GHashTable) lines = g_hash_table_new(NULL, NULL);
      const brv_page *page = page_of(pages, i);
      const brv_page_item *before = NULL;
      for (guint n = 0; n < page->items->len; n++) {
        const brv_page_item *item = item_of(page, n);
        if (!item->node || item->node->kind != BRV_NODE_PARA)
          continue;
        if (before && before->node == item->node && before->y == item->y)
          continue;
        guint count = GPOINTER_TO_UINT(g_hash_table_lookup(lines, item->node));
        g_hash_table_insert(lines, (void *)item->node, GUINT_TO_POINTER(count + 1));
        before = item;
      }
      GHashTableIter iter;
      gpointer node, count;
      g_hash_table_iter_init(&iter, lines);
      while (g_hash_table_iter_next(&iter, &node, &count)) {
        g_autoptr(GString) plain = g_string_new(NULL);
        brv_node_plain_text(node, plain);
        if (plain->len > 100)
          g_assert_cmpuint(GPOINTER_TO_UINT(count), >=, 2);
      }
    }
  }
}

static void test_heading_keeps(void)
{
  for (int lines = 0; lines < 60; lines += 3) {
    g_autoptr(set_kit) k = set_kit_new(NULL);
    brv_node *b = set_briefing(k, "A title", NULL);
    for (int i = 0; i < lines; i++)
      set_para(k, b, NULL, "One line.");
    set_heading(k, b, 2, "Heading here");
    set_para(k, b, NULL, LOREM);
    const brv_pages *pages = set_pages(k);
    guint heading, text;
    g_assert_nonnull(find(pages, "Heading here", &heading));
    g_assert_nonnull(find(pages, "Orders came", &text));
    g_assert_cmpuint(heading, ==, text);
  }
}

static void test_notes_on_their_page(void)
{
  g_autoptr(set_kit) k = set_kit_new(NULL);
  brv_node *b = set_briefing(k, "A title", NULL);
  for (int i = 0; i < 40; i++) {
    const char *words = brv_arena_printf(
        k->arena,
        "%s Call%dcall.{Note%dnote, and what it says takes more than one line, as notes "
        "in such briefings mostly do when editors write them late at night.}",
        LOREM, i, i);
    set_para(k, b, NULL, words);
  }
  const brv_pages *pages = set_pages(k);
  for (int i = 0; i < 40; i++) {
    guint call, note;
    g_autofree char *call_words = g_strdup_printf("Call%dcall", i);
    g_autofree char *note_words = g_strdup_printf("Note%dnote", i);
    g_assert_nonnull(find(pages, call_words, &call));
    g_assert_nonnull(find(pages, note_words, &note));
    g_assert_cmpuint(call, ==, note);
  }
  check_inside(pages);
}

/* A note longer than a page goes on over pages, and ends. */
static void test_endless_note(void)
{
  g_autoptr(set_kit) k = set_kit_new(NULL);
  brv_node *b = set_briefing(k, "A title", NULL);
  g_autoptr(GString) note = g_string_new("Words{");
  for (int i = 0; i < 60; i++)
    g_string_append(note, LOREM);
  g_string_append(note, "} after.");
  set_para(k, b, NULL, note->str);
  set_para(k, b, NULL, "The text goes on.");
  const brv_pages *pages = set_pages(k);
  g_assert_cmpuint(pages->pages->len, >, 1);
  g_assert_cmpuint(pages->pages->len, <, 8);
  check_inside(pages);
}

/* What stands in the margin never covers what stands there before, and none is lost. */
static void test_margins(void)
{
  g_autoptr(set_kit) k = set_kit_new(NULL);
  brv_node *b = set_briefing(k, "A title", NULL);
  for (int i = 0; i < 30; i++) {
    set_para(k, set_add(k, b, BRV_NODE_GROUP, "margin-note"), NULL, LOREM);
    set_para(k, b, NULL, "One line beside it.");
  }
  const brv_pages *pages = set_pages(k);
  check_inside(pages);
  for (guint i = 0; i < pages->pages->len; i++) {
    double y = 0;
    for (guint n = 0; n < page_of(pages, i)->items->len; n++) {
      const brv_page_item *item = item_of(page_of(pages, i), n);
      if (!item->node || item->x > pages->layout->left + 1 || item->y < pages->layout->top ||
          item->node->kind != BRV_NODE_PARA)
        continue;
      g_assert_cmpfloat(item->y, >=, y);
      y = item->y;
    }
  }
}

static void test_table_head_repeats(void)
{
  g_autoptr(set_kit) k = set_kit_new(NULL);
  brv_node *b = set_briefing(k, "A title", NULL);
  g_autoptr(GString) rows = g_string_new("Company here|Orders");
  for (int i = 0; i < 150; i++)
    g_string_append_printf(rows, "\nName %d|%d", i, i * 37);
  set_table(k, b, "Long", true, rows->str);
  const brv_pages *pages = set_pages(k);
  g_assert_cmpuint(pages->pages->len, >=, 4);
  for (guint i = 0; i < pages->pages->len; i++) {
    guint heads = 0;
    for (guint n = 0; n < page_of(pages, i)->items->len; n++) {
      const brv_page_item *item = item_of(page_of(pages, i), n);
      heads += says(item, "Company here");
      /* Only the first is content, so that nothing is read twice. */
      if (says(item, "Company here"))
        g_assert_true((item->node != NULL) == (i == 0));
    }
    g_assert_cmpuint(heads, ==, 1);
  }
  check_words(k, pages);
}

static void test_numbers_on_the_right(void)
{
  g_autoptr(set_kit) k = set_kit_new(NULL);
  brv_node *b = set_briefing(k, "A title", NULL);
  set_table(k, b, NULL, true, "Name|Count|Share\none|1,200|3.25\ntwo|37|12.5");
  brv_node *table = b->last;
  brv_align *aligns = brv_new_array(k->arena, brv_align, 3);
  aligns[2] = BRV_ALIGN_POINT;
  table->table.aligns = aligns;
  const brv_pages *pages = set_pages(k);
  const brv_page_item *one = find(pages, "1,200", NULL), *two = find(pages, "37", NULL);
  g_assert_cmpfloat(fabs(one->x + one->w - two->x - two->w), <, 0.1);
  const brv_page_item *low = find(pages, "3.25", NULL), *high = find(pages, "12.5", NULL);
  g_assert_cmpfloat(low->x, >, high->x + 3);
}

static void test_long_words_break(void)
{
  g_autoptr(set_kit) k = set_kit_new(NULL);
  brv_node *b = set_briefing(k, "A title", NULL);
  g_autofree char *word = g_strnfill(400, 'x');
  set_para(k, b, NULL, word);
  set_para(k, b, NULL,
           "See https://example.org/a/very/long/address/that/goes_on?and=on&on=and"
           "/until/no-line/could/ever/hold/it/without/an/end.html for more.");
  set_table(k, b, NULL, true,
            "Head|Other\nhttps://example.org/a/long/address/in/a/cell/of/a/table"
            "|wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww");
  const brv_pages *pages = set_pages(k);
  check_inside(pages);
  check_words(k, pages);
}

static void test_tall_things(void)
{
  g_autoptr(set_kit) k = set_kit_new(NULL);
  brv_node *b = set_briefing(k, "A title", NULL);
  brv_asset *asset = brv_new(k->arena, brv_asset);
  *asset = (brv_asset){.kind = BRV_ASSET_SVG, .path = "tall.svg", .width = 10, .height = 900};
  brv_node *figure = set_add(k, b, BRV_NODE_FIGURE, NULL);
  set_add(k, figure, BRV_NODE_IMAGE, NULL)->asset = asset;
  set_words(k, set_add(k, figure, BRV_NODE_CAPTION, NULL), "A tall one");
  g_autoptr(GString) rows = g_string_new("Head|Other\n");
  for (int i = 0; i < 12; i++)
    g_string_append(rows, LOREM);
  g_string_append(rows, "|short");
  set_table(k, b, NULL, true, rows->str);
  const brv_pages *pages = set_pages(k);
  check_inside(pages);
  check_multitude(k, pages);
  guint picture = 0, caption = 0;
  for (guint i = 0; i < pages->pages->len; i++)
    for (guint n = 0; n < page_of(pages, i)->items->len; n++)
      if (item_of(page_of(pages, i), n)->kind == BRV_ITEM_IMAGE)
        picture = i;
  g_assert_nonnull(find(pages, "A tall one", &caption));
  g_assert_cmpuint(picture, ==, caption);
}

static void test_page_numbers_settle(void)
{
  g_autoptr(set_kit) k = set_kit_new(NULL);
  for (int i = 0; i < 30; i++) {
    brv_node *b = set_briefing(k, brv_arena_printf(k->arena, "Briefing number %d", i), "Short.");
    b->id = brv_arena_printf(k->arena, "b-%d", i);
    ((brv_briefing_info *)b->briefing)->file = b->id;
    brv_node *para = set_para(k, b, NULL, "Read on at page ");
    brv_node *ref = set_add(k, para, BRV_NODE_PAGE_REF, NULL);
    ref->target = "#b-29";
    set_words(k, para, ".");
  }
  brv_document_add_front(k->document);
  const brv_pages *pages = set_pages(k);
  int target = brv_pages_find(pages, "b-29");
  const char *label = page_of(pages, (guint)target)->label;
  g_autofree char *expected = g_strdup_printf("%s", label);
  guint found = 0;
  for (guint i = 0; i < pages->pages->len; i++)
    for (guint n = 0; n < page_of(pages, i)->items->len; n++) {
      const brv_page_item *item = item_of(page_of(pages, i), n);
      if (item->kind == BRV_ITEM_TEXT && item->node && item->node->kind == BRV_NODE_PAGE_REF &&
          g_strcmp0(item->node->target, "#b-29") == 0) {
        g_autofree char *words = g_strndup(item->text.text, (gsize)item->text.length);
        g_assert_cmpstr(words, ==, expected);
        found++;
      }
    }
  g_assert_cmpuint(found, ==, 31);
  g_assert_cmpuint(pages->outline->len, ==, 31);
}

static void test_missing_glyph(void)
{
  g_autoptr(set_kit) k = set_kit_new(NULL);
  brv_node *b = set_briefing(k, "A title", NULL);
  set_para(k, b, NULL, "A letter of no font: \363\260\200\200.");
  const brv_typesetting job = set_job(k);
  g_assert_null(brv_typeset(k->arena, &job, NULL, k->diags));
  g_assert_cmpuint(brv_diags_errors(k->diags), ==, 1);
}

/* A document of random blocks. */
static void fill(set_kit *k, brv_node *b, GRand *rand)
{
  static const char *const WORDS[] = {"chips",
                                      "*orders*",
                                      "a",
                                      "considerable",
                                      "**more**",
                                      "of",
                                      "export-controls",
                                      "independently",
                                      "2026",
                                      "the",
                                      "and",
                                      "[1,2]",
                                      "trained.",
                                      "https://example.org/x/y",
                                      "|",
                                      "I"};
  int blocks = g_rand_int_range(rand, 1, 30);
  for (int i = 0; i < blocks; i++) {
    g_autoptr(GString) words = g_string_new("Start");
    int count = g_rand_int_range(rand, 0, 90);
    for (int w = 0; w < count; w++)
      g_string_append_printf(words, " %s", WORDS[g_rand_int_range(rand, 0, G_N_ELEMENTS(WORDS))]);
    switch (g_rand_int_range(rand, 0, 7)) {
    case 0:
      set_heading(k, b, g_rand_int_range(rand, 2, 5), words->str);
      break;
    case 1:
      set_list(k, b, g_rand_boolean(rand) ? "keypoints" : NULL, words->str);
      break;
    case 2:
      set_table(
          k, b, "Table", g_rand_boolean(rand),
          brv_arena_printf(k->arena, "One|Two\n%s|x\n!3|4", g_strdelimit(words->str, "|", '/')));
      break;
    case 3:
      set_para(k, set_add(k, b, BRV_NODE_GROUP, "margin-note"), NULL, words->str);
      break;
    case 4:
      set_para(k, set_add(k, b, BRV_NODE_QUOTE, NULL), NULL, words->str);
      break;
    default:
      set_para(k, b, NULL, words->str);
    }
  }
}

static void test_random(void)
{
  GRand *rand = g_rand_new_with_seed(2026);
  for (int round = 0; round < 12; round++) {
    g_autoptr(set_kit) k = set_kit_new(round % 2 ? "letter" : NULL);
    for (int i = 0; i < 3; i++)
      fill(k, set_briefing(k, "A random briefing", "With a standfirst"), rand);
    const brv_pages *pages = set_pages(k);
    check_multitude(k, pages);
    check_inside(pages);
    g_autoptr(GString) first = g_string_new(NULL), second = g_string_new(NULL);
    brv_pages_dump(pages, first);
    brv_pages_dump(set_pages(k), second);
    g_assert_cmpstr(first->str, ==, second->str);
  }
  g_rand_free(rand);
}

static void test_widths(void)
{
  const double narrowest[] = {10, 20, 30}, widest[] = {20, 100, 60};
  double widths[3];
  brv_table_share(narrowest, widest, NULL, 3, 360, widths);
  g_assert_cmpfloat_with_epsilon(widths[0] + widths[1] + widths[2], 360, 0.001);
  g_assert_cmpfloat_with_epsilon(widths[1], 200, 0.001);
  brv_table_share(narrowest, widest, NULL, 3, 120, widths);
  g_assert_cmpfloat_with_epsilon(widths[0] + widths[1] + widths[2], 120, 0.001);
  for (int i = 0; i < 3; i++)
    g_assert_cmpfloat(widths[i], >=, narrowest[i]);
  brv_table_share(narrowest, widest, NULL, 3, 30, widths);
  g_assert_cmpfloat_with_epsilon(widths[0] + widths[1] + widths[2], 30, 0.001);
  brv_table_share(narrowest, widest, (const double[]){0.2, 0.5, 0.3}, 3, 360, widths);
  g_assert_cmpfloat_with_epsilon(widths[1], 180, 0.001);
  brv_table_share(narrowest, widest, (const double[]){0.6, 0.1, 0.3}, 3, 200, widths);
  g_assert_cmpfloat_with_epsilon(widths[0] + widths[1] + widths[2], 200, 0.001);
  g_assert_cmpfloat(widths[1], >=, 99);
  g_assert_cmpfloat(widths[0], >=, 20);
}

static void test_is_number(void)
{
  g_assert_true(brv_is_number("1,200"));
  g_assert_true(brv_is_number("\342\210\2223.5%"));
  g_assert_true(brv_is_number("\342\202\2544 000"));
  g_assert_false(brv_is_number("3 or 4"));
  g_assert_false(brv_is_number("0.90\342\200\2231.00"));
  g_assert_false(brv_is_number("%"));
  g_assert_false(brv_is_number(""));
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/typeset/empty", test_empty);
  g_test_add_func("/typeset/cover-title", test_cover_title);
  g_test_add_func("/typeset/full-cover", test_full_cover);
  g_test_add_func("/typeset/furniture", test_furniture);
  g_test_add_func("/typeset/grid", test_grid);
  g_test_add_func("/typeset/no-widows", test_no_widows);
  g_test_add_func("/typeset/heading-keeps", test_heading_keeps);
  g_test_add_func("/typeset/notes-on-their-page", test_notes_on_their_page);
  g_test_add_func("/typeset/endless-note", test_endless_note);
  g_test_add_func("/typeset/margins", test_margins);
  g_test_add_func("/typeset/table-head-repeats", test_table_head_repeats);
  g_test_add_func("/typeset/numbers-on-the-right", test_numbers_on_the_right);
  g_test_add_func("/typeset/long-words-break", test_long_words_break);
  g_test_add_func("/typeset/tall-things", test_tall_things);
  g_test_add_func("/typeset/page-numbers-settle", test_page_numbers_settle);
  g_test_add_func("/typeset/missing-glyph", test_missing_glyph);
  g_test_add_func("/typeset/random", test_random);
  g_test_add_func("/typeset/widths", test_widths);
  g_test_add_func("/typeset/is-number", test_is_number);
  return g_test_run();
}
