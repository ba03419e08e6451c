/* Drawings in lines and in figures. */
#include <math.h>
#include <string.h>

#include "typeset-kit.h"

static const brv_page_item *item_of(const brv_page *page, guint index)
{
  return &g_array_index(page->items, brv_page_item, index);
}

static brv_node *add_drawing(set_kit *k, brv_node *parent, double width, double height,
                             double baseline)
{
  static brv_draw_step line = {.op = BRV_DRAW_MOVE};
  brv_drawing *drawing = brv_new(k->arena, brv_drawing);
  *drawing = (brv_drawing){width, height, baseline, &line, &line};
  brv_node *node = set_add(k, parent, BRV_NODE_DRAWING, NULL);
  node->drawing = drawing;
  node->alt = "x";
  return node;
}

static const brv_page_item *find_item(const brv_pages *pages, const brv_node *node, guint *page)
{
  for (guint i = 0; i < pages->pages->len; i++) {
    const brv_page *at = pages->pages->pdata[i];
    for (guint n = 0; n < at->items->len; n++)
      if (item_of(at, n)->node == node) {
        if (page)
          *page = i;
        return item_of(at, n);
      }
  }
  g_assert_not_reached();
}

static const brv_page_item *find_words(const brv_pages *pages, const char *words, guint *page)
{
  for (guint i = 0; i < pages->pages->len; i++) {
    const brv_page *at = pages->pages->pdata[i];
    for (guint n = 0; n < at->items->len; n++) {
      const brv_page_item *item = item_of(at, n);
      if (item->kind == BRV_ITEM_TEXT && g_strstr_len(item->text.text, item->text.length, words)) {
        if (page)
          *page = i;
        return item;
      }
    }
  }
  g_assert_not_reached();
}

/* It stands on the baseline between the words, as large as it asked to be. */
static void test_on_the_baseline(void)
{
  g_autoptr(set_kit) k = set_kit_new(NULL);
  brv_node *b = set_briefing(k, "A title", NULL);
  brv_node *para = set_para(k, b, NULL, "Before ");
  brv_node *plain = add_drawing(k, para, 40, 9, 9);
  set_words(k, para, " middle ");
  brv_node *sunk = add_drawing(k, para, 10, 9, 7);
  set_words(k, para, " behind");
  const brv_pages *pages = set_pages(k);
  const brv_page_item *before = find_words(pages, "Before", NULL);
  const brv_page_item *behind = find_words(pages, "behind", NULL);
  const brv_page_item *one = find_item(pages, plain, NULL), *other = find_item(pages, sunk, NULL);
  g_assert_true(one->kind == BRV_ITEM_DRAWING && other->kind == BRV_ITEM_DRAWING);
  g_assert_cmpfloat_with_epsilon(one->w, 40, 0.01);
  g_assert_cmpfloat_with_epsilon(one->y + one->h, before->y, 0.01);
  g_assert_cmpfloat_with_epsilon(one->x, before->x + before->w, 0.01);
  g_assert_cmpfloat_with_epsilon(other->y + 7, before->y, 0.01);
  g_assert_cmpfloat_with_epsilon(behind->x, other->x + 10, 0.01);
}

/* Whatever stands in a line, its distance to the others is the leading. */
static void test_kept_within_the_line(void)
{
  g_autoptr(set_kit) k = set_kit_new(NULL);
  brv_node *b = set_briefing(k, "A title", NULL);
  brv_node *para = set_para(k, b, NULL, "First|");
  brv_node *high = add_drawing(k, para, 80, 40, 40);
  set_words(k, para, "second|");
  brv_node *deep = add_drawing(k, para, 20, 20, 0);
  brv_node *wide = add_drawing(k, para, 3000, 10, 10);
  set_words(k, para, "|third");
  const brv_pages *pages = set_pages(k);
  double leading = k->layout->baseline, first = find_words(pages, "First", NULL)->y;
  const brv_page_item *item = find_item(pages, high, NULL);
  g_assert_cmpfloat_with_epsilon(find_words(pages, "second", NULL)->y, first + leading, 0.01);
  g_assert_cmpfloat(item->h, <, leading);
  g_assert_cmpfloat(item->h, >, leading / 2);
  g_assert_cmpfloat_with_epsilon(item->w, 2 * item->h, 0.01);
  item = find_item(pages, deep, NULL);
  g_assert_cmpfloat_with_epsilon(item->y, first + 2 * leading, 0.01);
  g_assert_cmpfloat(item->h, <, leading / 2);
  g_assert_cmpfloat(find_item(pages, wide, NULL)->w, <=, 329);
}

/* No line begins with the stop behind a drawing, nor ends with the bracket before it. */
static void test_stays_with_its_stop(void)
{
  g_autoptr(set_kit) k = set_kit_new(NULL);
  brv_node *b = set_briefing(k, "A title", NULL);
  brv_node *drawings[40];
  for (int i = 0; i < 40; i++) {
    brv_node *para =
        set_para(k, b, NULL, "Words that go on until nearly the end of this line of so");
    set_words(k, para, &"mewhatmore"[i % 10]);
    set_words(k, para, " (");
    drawings[i] = add_drawing(k, para, 10 + i, 9, 9);
    set_words(k, para, ").");
  }
  const brv_pages *pages = set_pages(k);
  for (int i = 0; i < 40; i++) {
    guint page = 0;
    const brv_page_item *item = find_item(pages, drawings[i], &page);
    const brv_page_item *next = item + 1, *before = item - 1;
    g_assert_cmpfloat_with_epsilon(next->y, item->y + 9, 0.01);
    g_assert_cmpfloat_with_epsilon(before->y, item->y + 9, 0.01);
  }
}

static brv_node *add_figure(set_kit *k, brv_node *b, double height, int rows)
{
  brv_node *figure = set_add(k, b, BRV_NODE_FIGURE, NULL);
  add_drawing(k, figure, 300, height, height);
  g_autoptr(GString) text = g_string_new("Month|Value");
  for (int i = 1; i <= rows; i++)
    g_string_append_printf(text, "\nrow%d.|%d", i, i);
  set_table(k, figure, NULL, true, text->str)->role = "chart-data";
  set_words(k, set_add(k, figure, BRV_NODE_CAPTION, NULL), "Captioned");
  return figure;
}

/* Drawing, table and caption share a page wherever the figure begins. */
static void test_figure_together(void)
{
  for (int paras = 0; paras < 60; paras += 3) {
    g_autoptr(set_kit) k = set_kit_new(NULL);
    brv_node *b = set_briefing(k, "A title", NULL);
    for (int i = 0; i < paras; i++)
      set_para(k, b, NULL, "A line.");
    brv_node *figure = add_figure(k, b, 120, 6);
    const brv_pages *pages = set_pages(k);
    guint drawing = 0, row = 0, caption = 0;
    find_item(pages, figure->first, &drawing);
    find_words(pages, "row6.", &row);
    find_words(pages, "Captioned", &caption);
    g_assert_cmpuint(drawing, ==, row);
    g_assert_cmpuint(drawing, ==, caption);
  }
}

/* A figure that no page holds: the table's head and first rows stay with the drawing, the rest goes
 * on under a repeated head, and the caption stays with the last row. */
static void test_figure_parted(void)
{
  g_autoptr(set_kit) k = set_kit_new(NULL);
  brv_node *b = set_briefing(k, "A title", NULL);
  brv_node *figure = add_figure(k, b, 300, 60);
  const brv_pages *pages = set_pages(k);
  guint drawing = 0, first = 0, last = 0, caption = 0, heads = 0;
  find_item(pages, figure->first, &drawing);
  find_words(pages, "row2.", &first);
  find_words(pages, "row60.", &last);
  find_words(pages, "Captioned", &caption);
  g_assert_cmpuint(drawing, ==, first);
  g_assert_cmpuint(last, >, first);
  g_assert_cmpuint(caption, ==, last);
  for (guint i = 0; i < pages->pages->len; i++) {
    const brv_page *page = pages->pages->pdata[i];
    for (guint n = 0; n < page->items->len; n++)
      heads += item_of(page, n)->kind == BRV_ITEM_TEXT &&
               g_strstr_len(item_of(page, n)->text.text, item_of(page, n)->text.length, "Month");
  }
  g_assert_cmpuint(heads, ==, last - first + 1);
}

/* A column is as wide as the drawing in it asks. */
static void test_in_a_cell(void)
{
  g_autoptr(set_kit) k = set_kit_new(NULL);
  brv_node *b = set_briefing(k, "A title", NULL);
  brv_node *table = set_table(k, b, NULL, true,
                              "What|Course|Remarks\nCopper|x|Words that would take all the room "
                              "which there is, if only they were let, and more of it besides");
  brv_node *cell = table->last->first->next;
  brv_node_unlink(cell->first);
  brv_node *drawing = add_drawing(k, cell, 150, 20, 20);
  const brv_page_item *item = find_item(set_pages(k), drawing, NULL);
  g_assert_cmpfloat_with_epsilon(item->w, 150, 0.01);
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/pictures/on-the-baseline", test_on_the_baseline);
  g_test_add_func("/pictures/kept-within-the-line", test_kept_within_the_line);
  g_test_add_func("/pictures/stays-with-its-stop", test_stays_with_its_stop);
  g_test_add_func("/pictures/figure-together", test_figure_together);
  g_test_add_func("/pictures/figure-parted", test_figure_parted);
  g_test_add_func("/pictures/in-a-cell", test_in_a_cell);
  return g_test_run();
}
