/* Where pages and columns end: what must hold for any document, and each rule by itself. */
#include <math.h>
#include <string.h>

#include "typeset-kit.h"

static const char SENTENCE[] =
    "Orders came before benchmarks. Three firms are reported to have asked for hundreds of "
    "thousands of processors between them, some weeks ahead of the launch, and demand rose "
    "again in the days after it, while independent laboratories kept their counsel.";

static const brv_page *page_of(const brv_pages *pages, guint index)
{
  return pages->pages->pdata[index];
}

static const brv_page_item *item_of(const brv_page *page, guint index)
{
  return &g_array_index(page->items, brv_page_item, index);
}

static bool is_text(const brv_page_item *item)
{
  return item->kind == BRV_ITEM_TEXT && item->node;
}

static bool says(const brv_page_item *item, const char *words)
{
  return is_text(item) && g_strstr_len(item->text.text, item->text.length, words);
}

/* The page that says this first, and its item. */
static guint find(const brv_pages *pages, const char *words, const brv_page_item **found)
{
  for (guint i = 0; i < pages->pages->len; i++)
    for (guint n = 0; n < page_of(pages, i)->items->len; n++)
      if (says(item_of(page_of(pages, i), n), words)) {
        if (found)
          *found = item_of(page_of(pages, i), n);
        return i;
      }
  g_error("no page says \"%s\"", words);
}

static const brv_node *block_of(const brv_node *node)
{
  while (node->parent && brv_node_is_inline(node))
    node = node->parent;
  return node;
}

/* Lines of text: their block, page, left edge and baseline. */
typedef struct {
  const brv_node *block;
  guint page;
  double x, y;
  bool hyphen;
} line;

static bool ends_in_hyphen(const brv_page_item *item)
{
  return item->text.length >= 2 &&
         memcmp(item->text.text + item->text.length - 2, "\302\255", 2) == 0;
}

/* All lines of paragraphs, in order; what stands on one baseline in one column is one of them. */
static GArray *lines_of(const brv_pages *pages)
{
  GArray *lines = g_array_new(FALSE, FALSE, sizeof(line));
  for (guint i = 0; i < pages->pages->len; i++)
    for (guint n = 0; n < page_of(pages, i)->items->len; n++) {
      const brv_page_item *item = item_of(page_of(pages, i), n);
      if (!is_text(item) || block_of(item->node)->kind != BRV_NODE_PARA)
        continue;
      line l = {block_of(item->node), i, item->x, item->y, ends_in_hyphen(item)};
      line *last = lines->len > 0 ? &g_array_index(lines, line, lines->len - 1) : NULL;
      if (last && last->block == l.block && last->page == i && fabs(last->y - l.y) < 4 &&
          last->x <= l.x)
        last->hyphen = l.hyphen;
      else
        g_array_append_val(lines, l);
    }
  return lines;
}

/* Where a column ends and another begins, the text goes up. */
static bool is_parted(const line *above, const line *below)
{
  return above->page != below->page || below->y < above->y;
}

static guint count_alone(const GArray *lines)
{
  guint alone = 0, count = 0;
  for (guint i = 0; i < lines->len; i++) {
    const line *l = &g_array_index(lines, line, i);
    const line *before = i > 0 ? l - 1 : NULL, *after = i + 1 < lines->len ? l + 1 : NULL;
    bool begins = !before || before->block != l->block;
    bool ends = !after || after->block != l->block;
    count = begins || is_parted(before, l) ? 1 : count + 1;
    bool whole = begins && ends;
    bool stops = ends || is_parted(l, after);
    alone += stops && !whole && count == 1;
  }
  return alone;
}

static guint count_hyphens(const GArray *lines)
{
  guint found = 0;
  for (guint i = 0; i + 1 < lines->len; i++) {
    const line *l = &g_array_index(lines, line, i);
    found += l->hyphen && is_parted(l, l + 1);
  }
  return found;
}

/* No text stands on other text, and nothing out of the page's text area. */
static void check_places(const brv_pages *pages)
{
  const brv_layout *l = pages->layout;
  for (guint i = 0; i < pages->pages->len; i++)
    for (guint n = 0; n < page_of(pages, i)->items->len; n++) {
      const brv_page_item *one = item_of(page_of(pages, i), n);
      if (!is_text(one))
        continue;
      g_assert_cmpfloat(one->x, >=, l->left - 8);
      g_assert_cmpfloat(one->x + one->w, <=, l->page_width - l->right + 4);
      g_assert_cmpfloat(one->y, <=, l->page_height - l->foot + 1);
      for (guint k = 0; k < n; k++) {
        const brv_page_item *other = item_of(page_of(pages, i), k);
        bool beside =
            !is_text(other) || other->x + other->w <= one->x + 3 || one->x + one->w <= other->x + 3;
        if (!beside && other->w > 1 && one->w > 1)
          g_assert_cmpfloat(fabs(one->y - other->y), >, 4);
      }
    }
}

static int compare_words(const void *one, const void *other)
{
  return strcmp(*(const char *const *)one, *(const char *const *)other);
}

/* The words in the order of the alphabet, without figures and stops: the pages number notes. */
static char *sorted(const char *text)
{
  g_auto(GStrv) words = g_strsplit_set(text, " .0123456789", -1);
  qsort(words, g_strv_length(words), sizeof *words, compare_words);
  return g_strstrip(g_strjoinv(" ", words));
}

/* No word is lost and none doubled, whatever moved. */
static void check_words(set_kit *k, const brv_pages *pages)
{
  g_autofree char *in = set_words_of_document(k->document), *out = set_words_of_pages(pages);
  g_autofree char *in_sorted = sorted(in), *out_sorted = sorted(out);
  g_assert_cmpstr(out_sorted, ==, in_sorted);
}

static void check_order(set_kit *k, const brv_pages *pages)
{
  g_autofree char *in = set_words_of_document(k->document), *out = set_words_of_pages(pages);
  g_assert_cmpstr(out, ==, in);
}

static set_kit *two_columns(void)
{
  set_kit *k = set_kit_new(NULL);
  k->layout->margin_column = 0;
  k->layout->columns = 2;
  return k;
}

static void add_paras(set_kit *k, brv_node *b, int count)
{
  for (int i = 0; i < count; i++)
    set_para(k, b, NULL, SENTENCE);
}

/* The lowest baseline of text in a stretch of the sheet, on a page. */
static double lowest(const brv_page *page, double from, double to)
{
  double y = 0;
  for (guint n = 0; n < page->items->len; n++) {
    const brv_page_item *item = item_of(page, n);
    if (is_text(item) && item->x >= from && item->x < to)
      y = MAX(y, item->y);
  }
  return y;
}

static void test_columns_even(void)
{
  for (int count = 1; count < 40; count += 3) {
    g_autoptr(set_kit) k = two_columns();
    brv_node *b = set_briefing(k, "A title", "A standfirst.");
    add_paras(k, b, count);
    const brv_pages *pages = set_pages(k);
    const brv_layout *l = pages->layout;
    const brv_page *last = page_of(pages, pages->pages->len - 1);
    double middle = l->page_width / 2;
    double one = lowest(last, 0, middle - 1), other = lowest(last, middle, l->page_width);
    g_assert_cmpfloat(one - other, <=, 2.01 * l->baseline);
    g_assert_cmpfloat(other - one, <=, 1.01 * l->baseline);
    g_autoptr(GArray) lines = lines_of(pages);
    g_assert_cmpuint(count_alone(lines), ==, 0);
    check_order(k, pages);
    check_places(pages);
  }
}

/* Text over a wide block stands in even columns, and so does what is under it. */
static void test_wide_in_columns(void)
{
  g_autoptr(set_kit) k = two_columns();
  brv_node *b = set_briefing(k, "A title", "A standfirst.");
  add_paras(k, b, 5);
  set_table(k, set_add(k, b, BRV_NODE_GROUP, "csv-wide"), NULL, true,
            "Wide head|Two|Three|Four\none|two|three|four\nlast row|six|seven|eight");
  set_para(k, b, NULL, "Under the table.");
  add_paras(k, b, 4);
  const brv_pages *pages = set_pages(k);
  const brv_page_item *table, *under;
  g_assert_cmpuint(find(pages, "Wide head", &table), ==, find(pages, "Under the table", &under));
  g_assert_cmpfloat(table->y, <, under->y);
  guint above = 0, below = 0;
  for (guint n = 0; n < page_of(pages, 0)->items->len; n++) {
    const brv_page_item *item = item_of(page_of(pages, 0), n);
    bool second = is_text(item) && item->x > pages->layout->page_width / 2 &&
                  block_of(item->node)->parent == b;
    above += second && item->y < table->y;
    below += second && item->y > table->y;
  }
  g_assert_cmpuint(above, >, 5);
  g_assert_cmpuint(below, >, 5);
  check_order(k, pages);
  check_places(pages);
}

static void test_notes_under_columns(void)
{
  g_autoptr(set_kit) k = two_columns();
  brv_node *b = set_briefing(k, "A title", NULL);
  for (int i = 0; i < 24; i++)
    set_para(
        k, b, NULL,
        brv_arena_printf(k->arena, "Call%dcall.{Note%dnote is a short one.} %s", i, i, SENTENCE));
  const brv_pages *pages = set_pages(k);
  double middle = pages->layout->page_width / 2;
  for (int i = 0; i < 24; i++) {
    const brv_page_item *call, *note;
    guint page = find(pages, brv_arena_printf(k->arena, "Call%dcall", i), &call);
    g_assert_cmpuint(page, ==, find(pages, brv_arena_printf(k->arena, "Note%dnote", i), &note));
    g_assert_true((call->x > middle) == (note->x > middle));
    g_assert_cmpfloat(call->y, <, note->y);
  }
  check_places(pages);
}

/* A briefing's last page is not nearly empty where the pages before can give it lines. */
static void test_last_page(void)
{
  for (int count = 16; count < 34; count++) {
    g_autoptr(set_kit) k = set_kit_new(NULL);
    brv_node *b = set_briefing(k, "A title", NULL);
    add_paras(k, b, count);
    const brv_pages *pages = set_pages(k);
    if (pages->pages->len < 2)
      continue;
    const brv_page *last = page_of(pages, pages->pages->len - 1);
    double bottom = lowest(last, 0, pages->layout->page_width);
    g_assert_cmpfloat(bottom, >, pages->layout->top + 4 * pages->layout->baseline);
  }
}

/* A note stands whole under its call, or with two lines at least on each side. */
static void test_split_notes(void)
{
  for (int round = 0; round < 30; round++) {
    int length = 2 + round % 3;
    g_autoptr(set_kit) k = set_kit_new(NULL);
    brv_node *b = set_briefing(k, "A title", NULL);
    add_paras(k, b, 9);
    for (int i = 0; i < round / 3; i++)
      set_para(k, b, NULL, "One line.");
    g_autoptr(GString) words = g_string_new("Called here.{");
    for (int i = 0; i < length; i++)
      g_string_append_printf(words, "%s ", SENTENCE);
    g_string_append(words, "} And on.");
    set_para(k, b, NULL, words->str);
    add_paras(k, b, 6);
    const brv_pages *pages = set_pages(k);
    guint call = find(pages, "Called here", NULL), count[8] = {0};
    double y = 0;
    for (guint i = 0; i < MIN(pages->pages->len, 8); i++)
      for (guint n = 0; n < page_of(pages, i)->items->len; n++) {
        const brv_page_item *item = item_of(page_of(pages, i), n);
        const brv_node *block = is_text(item) ? block_of(item->node) : NULL;
        bool noted = block && block->parent && block->parent->kind == BRV_NODE_NOTE;
        count[i] += noted && fabs(item->y - y) > 4;
        y = noted ? item->y : y;
      }
    g_assert_cmpuint(count[call], >=, 2);
    for (guint i = 0; i < 8; i++)
      g_assert_true(count[i] == 0 || count[i] >= 2);
    check_places(pages);
  }
}

/* Neither the first nor the last row of a table stands alone, wherever the page ends. */
static void test_rows(void)
{
  for (int before = 0; before < 24; before++) {
    g_autoptr(set_kit) k = set_kit_new(NULL);
    brv_node *b = set_briefing(k, "A title", NULL);
    add_paras(k, b, before < 12 ? 3 : 9);
    for (int i = 0; i < before % 12; i++)
      set_para(k, b, NULL, "One line.");
    g_autoptr(GString) rows = g_string_new("Company|Part");
    for (int i = 1; i <= 24; i++)
      g_string_append_printf(rows, "\nRow %d.|part", i);
    set_table(k, b, "A table", true, rows->str);
    const brv_pages *pages = set_pages(k);
    g_assert_cmpuint(find(pages, "Row 1.", NULL), ==, find(pages, "Row 2.", NULL));
    g_assert_cmpuint(find(pages, "A table", NULL), ==, find(pages, "Row 2.", NULL));
    g_assert_cmpuint(find(pages, "Row 23.", NULL), ==, find(pages, "Row 24.", NULL));
  }
}

static bool artifact_says(const brv_page *page, const char *words)
{
  for (guint n = 0; n < page->items->len; n++) {
    const brv_page_item *item = item_of(page, n);
    if (item->kind == BRV_ITEM_TEXT && !item->node &&
        g_strstr_len(item->text.text, item->text.length, words))
      return true;
  }
  return false;
}

/* Over its head a table says from which page it goes on; one page on, the number is right. */
static void test_continued(void)
{
  g_autoptr(set_kit) k = set_kit_new(NULL);
  brv_node *b = set_briefing(k, "A title", NULL);
  g_autoptr(GString) rows = g_string_new("Company|Part");
  for (int i = 1; i <= 500; i++)
    g_string_append_printf(rows, "\nRow %d.|part", i);
  set_table(k, b, "All of them", true, rows->str);
  const brv_pages *pages = set_pages(k);
  g_assert_cmpuint(pages->pages->len, >, 8);
  g_assert_false(artifact_says(page_of(pages, 0), "continued"));
  for (guint i = 1; i < pages->pages->len; i++) {
    g_autofree char *words = g_strdup_printf("All of them \302\267 continued from page %u", i);
    g_assert_true(artifact_says(page_of(pages, i), words));
    g_assert_true(artifact_says(page_of(pages, i), "Company"));
  }
  check_order(k, pages);
  check_places(pages);
}

/* A long cell gets the room that short ones do not need, and none less than its longest word. */
static void test_widths_by_lines(void)
{
  g_autoptr(set_kit) k = set_kit_new(NULL);
  brv_node *b = set_briefing(k, "A title", NULL);
  set_table(k, b, NULL, true,
            brv_arena_printf(k->arena,
                             "Company|What is said of it|Undependability\n"
                             "Alibaba|%s|low\nByteDance and others|short|high",
                             SENTENCE));
  const brv_pages *pages = set_pages(k);
  const brv_page_item *said, *last;
  find(pages, "What is said", &said);
  find(pages, "Undependability", &last);
  g_assert_cmpfloat(last->x - said->x, >, 150);
  check_places(pages);
}

static void add_picture(set_kit *k, brv_node *parent, double height, const char *caption)
{
  brv_asset *asset = brv_new(k->arena, brv_asset);
  *asset = (brv_asset){
      .kind = BRV_ASSET_SVG, .path = "picture.svg", .width = 300, .height = (int)height};
  brv_node *figure = set_add(k, parent, BRV_NODE_FIGURE, NULL);
  set_add(k, figure, BRV_NODE_IMAGE, NULL)->asset = asset;
  set_words(k, set_add(k, figure, BRV_NODE_CAPTION, NULL), caption);
}

/* What floats moves, caption and all, to the top of the next page, and the text goes on before it;
 * what does not leaves the page short. */
static void test_floats(void)
{
  for (int columns = 1; columns <= 2; columns++)
    for (int floats = 0; floats <= 1; floats++) {
      g_autoptr(set_kit) k = columns == 2 ? two_columns() : set_kit_new(NULL);
      brv_node *b = set_briefing(k, "A title", NULL);
      add_paras(k, b, columns == 2 ? 6 : 9);
      add_picture(k, floats ? set_add(k, b, BRV_NODE_GROUP, "float") : b, 200, "The caption.");
      set_para(k, b, NULL, brv_arena_printf(k->arena, "Behind it. %s %s", SENTENCE, SENTENCE));
      add_paras(k, b, 12);
      const brv_pages *pages = set_pages(k);
      const brv_page_item *caption, *behind;
      guint on = find(pages, "The caption", &caption), text = find(pages, "Behind it", &behind);
      g_test_message("%d columns, %d floats: caption %u %.0f %.0f, behind %u %.0f %.0f", columns,
                     floats, on, caption->x, caption->y, text, behind->x, behind->y);
      bool before = text < on || (text == on && behind->x < caption->x - 20);
      g_assert_true(before == (floats == 1));
      check_places(pages);
      g_assert_cmpuint(pages->pages->len, <, 5);
    }
}

/* Notes longer than a column, or a page, end, and nothing is lost in columns either. */
static void test_long_notes(void)
{
  for (int columns = 1; columns <= 2; columns++)
    for (int length = 5; length < 120; length *= 3) {
      g_autoptr(set_kit) k = columns == 2 ? two_columns() : set_kit_new(NULL);
      brv_node *b = set_briefing(k, "A title", NULL);
      add_paras(k, b, 7);
      g_autoptr(GString) words = g_string_new("Called here.{");
      for (int i = 0; i < length; i++)
        g_string_append_printf(words, "%s ", SENTENCE);
      g_string_append(words, "} And on.");
      set_para(k, b, NULL, words->str);
      set_para(k, b, NULL, words->str);
      set_table(k, set_add(k, b, BRV_NODE_GROUP, "csv-wide"), NULL, true,
                "Head|Two|Three|Four\none|two|three|four\nrow|six|seven|eight");
      add_paras(k, b, 9);
      const brv_pages *pages = set_pages(k);
      check_words(k, pages);
      check_places(pages);
      g_assert_cmpuint(pages->pages->len, <, 4 + (guint)length / 5);
    }
}

static void test_by_hand(void)
{
  g_autoptr(set_kit) k = set_kit_new(NULL);
  brv_node *b = set_briefing(k, "A title", NULL);
  add_paras(k, b, 9);
  brv_node *keep = set_add(k, b, BRV_NODE_GROUP, "keep");
  set_para(k, keep, NULL, brv_arena_printf(k->arena, "Kept one. %s", SENTENCE));
  add_paras(k, keep, 3);
  set_para(k, keep, NULL, brv_arena_printf(k->arena, "Kept last. %s", SENTENCE));
  set_add(k, b, BRV_NODE_GROUP, "new-page");
  set_para(k, b, NULL, "On a new page.");
  const brv_pages *pages = set_pages(k);
  guint kept = find(pages, "Kept one", NULL);
  g_assert_cmpuint(kept, ==, find(pages, "Kept last", NULL));
  g_assert_cmpuint(kept + 1, ==, find(pages, "On a new page", NULL));
  g_assert_cmpstr(page_of(pages, kept)->why, ==, "a new page is asked for");
  check_order(k, pages);
}

/* A block over both columns stands under its text; what would be in its way in the margin goes on
 * under it, and nothing is lost. */
static void test_margin_makes_way(void)
{
  g_autoptr(set_kit) k = set_kit_new(NULL);
  brv_node *b = set_briefing(k, "A title", NULL);
  add_paras(k, b, 2);
  brv_node *note = set_add(k, b, BRV_NODE_GROUP, "margin-note");
  for (int i = 0; i < 6; i++)
    set_para(k, note, NULL, SENTENCE);
  set_para(k, b, NULL, "Over the table.");
  set_table(k, set_add(k, b, BRV_NODE_GROUP, "csv-wide"), NULL, true,
            "Wide head|Two|Three|Four\none|two|three|four\nlast row|six|seven|eight");
  add_paras(k, b, 8);
  const brv_pages *pages = set_pages(k);
  const brv_page_item *over, *head, *last;
  find(pages, "Over the table", &over);
  find(pages, "Wide head", &head);
  find(pages, "last row", &last);
  g_assert_cmpfloat(head->y - over->y, <, 4 * pages->layout->baseline);
  guint above = 0, under = 0;
  for (guint n = 0; n < page_of(pages, 0)->items->len; n++) {
    const brv_page_item *item = item_of(page_of(pages, 0), n);
    bool beside = is_text(item) && block_of(item->node)->parent == note;
    above += beside && item->y < head->y;
    under += beside && item->y > last->y;
  }
  g_assert_cmpuint(above, >, 0);
  g_assert_cmpuint(under, >, 0);
  check_order(k, pages);
  check_places(pages);
}

/* At a page's foot a remark moves up rather than to the next page. */
static void test_margin_moves_up(void)
{
  g_autoptr(set_kit) k = set_kit_new(NULL);
  brv_node *b = set_briefing(k, "A title", NULL);
  for (int i = 0; i < 42; i++)
    set_para(k, b, NULL, "One line.");
  set_para(k, set_add(k, b, BRV_NODE_GROUP, "margin-note"), NULL,
           brv_arena_printf(k->arena, "Remark. %s", SENTENCE));
  set_para(k, b, NULL, "Beside it.");
  for (int i = 0; i < 20; i++)
    set_para(k, b, NULL, "One line.");
  const brv_pages *pages = set_pages(k);
  g_assert_cmpuint(find(pages, "Beside it", NULL), ==, 0);
  const brv_page *first = page_of(pages, 0);
  guint lines = 0;
  for (guint n = 0; n < first->items->len; n++)
    lines += is_text(item_of(first, n)) && item_of(first, n)->x < pages->layout->left + 100 &&
             item_of(first, n)->w < 120 && item_of(first, n)->y > 400;
  g_assert_cmpuint(lines, >=, 8);
  check_places(pages);
}

static void add_random(set_kit *k, brv_node *b, GRand *rand)
{
  static const char *const WORDS[] = {"chips",   "orders", "a",   "considerable",  "of", "the",
                                      "launch,", "2026",   "and", "independently", "in", "demand"};
  int blocks = g_rand_int_range(rand, 4, 40);
  for (int i = 0; i < blocks; i++) {
    g_autoptr(GString) words = g_string_new("Start");
    for (int w = g_rand_int_range(rand, 2, 120); w > 0; w--)
      g_string_append_printf(words, " %s", WORDS[g_rand_int_range(rand, 0, G_N_ELEMENTS(WORDS))]);
    int kind = g_rand_int_range(rand, 0, 8);
    if (kind == 0)
      set_heading(k, b, g_rand_int_range(rand, 2, 4), "A heading");
    else if (kind == 1)
      set_list(k, b, NULL, "one item\nanother item\na third");
    else if (kind == 2)
      set_table(k, b, "Table", true, "One|Two\nthree|four\nfive|six\nseven|eight");
    else if (kind == 3)
      set_para(k, b, NULL, brv_arena_printf(k->arena, "%s{%s}.", words->str, SENTENCE));
    else if (kind == 4)
      set_para(k, set_add(k, b, BRV_NODE_GROUP, "margin-note"), NULL, words->str);
    else if (kind == 5 && i % 3 == 0)
      set_table(k, set_add(k, b, BRV_NODE_GROUP, "csv-wide"), "Wide", true,
                "One|Two|Three\nthree|four|five\nfive|six|seven");
    else
      set_para(k, b, NULL, words->str);
  }
  set_para(k, b, NULL, SENTENCE);
}

/* Whatever the document is. */
static void test_random(void)
{
  GRand *rand = g_rand_new_with_seed(404);
  guint hyphens = 0, ends = 0;
  for (int round = 0; round < 24; round++) {
    g_autoptr(set_kit) k = round % 2 ? two_columns() : set_kit_new(NULL);
    for (int i = 0; i < 2; i++)
      add_random(k, set_briefing(k, "A random briefing", "With a standfirst"), rand);
    const brv_pages *pages = set_pages(k);
    g_autoptr(GArray) lines = lines_of(pages);
    g_assert_cmpuint(count_alone(lines), ==, 0);
    hyphens += count_hyphens(lines);
    ends += pages->pages->len;
    check_places(pages);
    check_words(k, pages);
  }
  g_rand_free(rand);
  g_test_message("%u hyphens at the end of %u pages", hyphens, ends);
  /* Avoided where that costs little. */
  g_assert_cmpuint(40 * hyphens, <=, ends);
}

/* Long enough that anything but a cost that grows with the pages would be felt. */
static void test_long(void)
{
  g_autoptr(set_kit) k = set_kit_new(NULL);
  brv_node *b = set_briefing(k, "A title", NULL);
  for (int i = 0; i < 16000; i++)
    set_para(k, b, NULL, "One line.");
  const brv_pages *pages = set_pages(k);
  g_assert_cmpuint(pages->pages->len, >=, 300);
  g_assert_cmpuint(pages->pages->len, <, 320);
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/pages/columns-even", test_columns_even);
  g_test_add_func("/pages/wide-in-columns", test_wide_in_columns);
  g_test_add_func("/pages/notes-under-columns", test_notes_under_columns);
  g_test_add_func("/pages/last-page", test_last_page);
  g_test_add_func("/pages/split-notes", test_split_notes);
  g_test_add_func("/pages/rows", test_rows);
  g_test_add_func("/pages/continued", test_continued);
  g_test_add_func("/pages/widths-by-lines", test_widths_by_lines);
  g_test_add_func("/pages/floats", test_floats);
  g_test_add_func("/pages/long-notes", test_long_notes);
  g_test_add_func("/pages/by-hand", test_by_hand);
  g_test_add_func("/pages/margin-makes-way", test_margin_makes_way);
  g_test_add_func("/pages/margin-moves-up", test_margin_moves_up);
  g_test_add_func("/pages/random", test_random);
  g_test_add_func("/pages/long", test_long);
  return g_test_run();
}
