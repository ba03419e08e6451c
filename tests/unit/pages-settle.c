/* Page numbers that are said are true, also where saying them moves what they name: the pages of a
 * number with wide figures hold a line more than those of a number with narrow ones. */
#include "typeset-kit.h"

/* Pages so low that the tenth and eleventh come soon: of all neighbours "10" is the widest beside
 * the narrowest. */
static const double LOW = 200;

/* Among these, found by trying more, is one that goes to and fro. */
enum { FEWEST = 89, MOST = 93, LETTERS = 24, REFERENCES = 12 };

/* More rounds than numbers need that do not. */
enum { QUICK = 3 };

/* Many references, so many lines, what they name, and more lines. */
static brv_pages *set_with(set_kit *k, int lines, int letters)
{
  k->layout->page_height = LOW;
  brv_node *b = set_briefing(k, "A title", NULL);
  brv_node *para = set_add(k, b, BRV_NODE_PARA, NULL);
  set_words(k, para, "It is said again on");
  for (int i = 0; i < REFERENCES; i++) {
    set_words(k, para, i > 0 ? ", on page " : " page ");
    set_add(k, para, BRV_NODE_PAGE_REF, NULL)->target = "#target";
  }
  g_autofree char *rest = g_strdup_printf(
      " and %.*s.", letters,
      "nowhere else in all of these pages, however long one looks for it, page by page");
  set_words(k, para, rest);
  for (int i = 0; i < lines; i++)
    set_para(k, b, NULL, "One line.");
  set_para(k, b, NULL, "The target.")->id = "target";
  for (int i = 0; i < 20; i++)
    set_para(k, b, NULL, "One line.");
  return set_pages(k);
}

/* The number that is said. */
static char *said(const brv_pages *pages)
{
  const brv_page *page = pages->pages->pdata[0];
  for (guint i = 0; i < page->items->len; i++) {
    const brv_page_item *item = &g_array_index(page->items, brv_page_item, i);
    if (item->kind == BRV_ITEM_TEXT && item->node && item->node->kind == BRV_NODE_PAGE_REF)
      return g_strndup(item->text.text, (gsize)item->text.length);
  }
  g_assert_not_reached();
}

static void test_to_and_fro(void)
{
  guint most = 0, slow = 0;
  for (int letters = 0; letters <= LETTERS; letters++)
    for (int lines = FEWEST; lines < MOST; lines++) {
      g_autoptr(set_kit) k = set_kit_new_in("pocket", NULL);
      const brv_pages *pages = set_with(k, lines, letters);
      g_autofree char *label = said(pages);
      int found = brv_pages_find(pages, "target");
      g_assert_cmpstr(label, ==, ((brv_page *)pages->pages->pdata[found])->label);
      slow += pages->rounds > QUICK;
      most = MAX(most, pages->rounds);
    }
  g_test_message("%u of them to and fro, %u rounds at most", slow, most);
  g_assert_cmpuint(slow, >, 0);
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/pages-settle/to-and-fro", test_to_and_fro);
  return g_test_run();
}
