/* Where lines of other scripts end: nothing forbidden begins or ends one, whatever the text. */
#include <string.h>

#include "typeset-kit.h"

/* What the rules of East Asian composition keep from a line's start and end (JIS X 4051; GB/T
 * 15834), with the small kana and marks that lean on the character before. */
static const char NO_START[] =
    "、。，．・：；？！ー々）］｝」』】〉》〕”’…ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ゛゜";
static const char NO_END[] = "（［｛「『【〈《〔“‘";

typedef struct {
  const char *language, *stock;
} tongue;

static const tongue TONGUES[] = {
    {"ja", "注文は、評価より先に来た。「三社」が（推定）『数十万個』のチップを求めたという・ーっゃ"
           "！々ッョ"},
    {"zh-Hans", "订单先于评测。“三家”公司，（推测）需求再次上升；独立实验室：沉默！《信号》"},
    {"zh-Hant", "訂單先於評測。「三家」公司，（推測）需求再次上升；獨立實驗室：沉默！《信號》"},
};

static char *random_text(GRand *rand, const char *stock, int count)
{
  GString *text = g_string_new(NULL);
  glong length = g_utf8_strlen(stock, -1);
  for (int i = 0; i < count; i++) {
    const char *at = g_utf8_offset_to_pointer(stock, g_rand_int_range(rand, 0, (gint32)length));
    g_string_append_unichar(text, g_utf8_get_char(at));
    if (g_rand_int_range(rand, 0, 40) == 0)
      g_string_append(text, g_rand_boolean(rand) ? "V4" : " 2026 ");
  }
  return g_string_free(text, FALSE);
}

static brv_node *add_in(set_kit *k, brv_node *b, const char *language, const char *words)
{
  brv_node *para = set_add(k, b, BRV_NODE_PARA, NULL);
  para->language = language;
  set_words(k, para, words);
  return para;
}

/* Texts of the lines of the briefing's paragraphs, in reading order (GPtrArray of GString); a
 * line's left and right end in `edges` (GArray of double, two each). */
static GPtrArray *lines_of(const brv_pages *pages, GArray *edges)
{
  GPtrArray *lines = g_ptr_array_new();
  const brv_node *block = NULL;
  double y = -1;
  for (guint i = 0; i < pages->pages->len; i++) {
    const brv_page *page = pages->pages->pdata[i];
    for (guint n = 0; n < page->items->len; n++) {
      const brv_page_item *item = &g_array_index(page->items, brv_page_item, n);
      if (item->kind != BRV_ITEM_TEXT || !item->node || item->node->kind != BRV_NODE_PARA ||
          item->node->parent->kind != BRV_NODE_BRIEFING)
        continue;
      if (item->y != y || block != item->node) {
        g_ptr_array_add(lines, g_string_new(NULL));
        g_array_append_val(edges, item->x);
        g_array_append_val(edges, item->x);
      }
      double *left = &g_array_index(edges, double, edges->len - 2), *right = left + 1;
      *left = MIN(*left, item->x);
      *right = MAX(*right, item->x + item->w);
      y = item->y;
      block = item->node;
      g_string_append_len(lines->pdata[lines->len - 1], item->text.text, item->text.length);
    }
  }
  return lines;
}

static void free_lines(GPtrArray *lines)
{
  for (guint i = 0; i < lines->len; i++)
    g_string_free(lines->pdata[i], TRUE);
  g_ptr_array_unref(lines);
}

static bool holds(const char *set, gunichar c)
{
  return g_utf8_strchr(set, -1, c) != NULL;
}

static void check_line(const char *text, bool first, bool last)
{
  g_autofree char *line = g_strstrip(g_strdup(text));
  if (!*line)
    return;
  gunichar starts = g_utf8_get_char(line);
  gunichar ends = g_utf8_get_char(g_utf8_find_prev_char(line, line + strlen(line)));
  if ((!first && holds(NO_START, starts)) || (!last && holds(NO_END, ends)))
    g_error("a line that must not stand so: \"%s\"", line);
}

static void test_forbidden(void)
{
  GRand *rand = g_rand_new_with_seed(31);
  for (gsize t = 0; t < G_N_ELEMENTS(TONGUES); t++)
    for (int round = 0; round < 30; round++) {
      g_autoptr(set_kit) k = set_kit_new(NULL);
      g_autoptr(GArray) edges = g_array_new(FALSE, FALSE, sizeof(double));
      brv_node *b = set_briefing(k, "A title", NULL);
      g_autofree char *words = random_text(rand, TONGUES[t].stock, 400);
      add_in(k, b, TONGUES[t].language, words);
      GPtrArray *lines = lines_of(set_pages(k), edges);
      g_assert_cmpuint(lines->len, >, 6);
      for (guint i = 0; i < lines->len; i++)
        check_line(((GString *)lines->pdata[i])->str, i == 0, i + 1 == lines->len);
      double edge = k->layout->page_width - k->layout->right;
      for (guint i = 0; i + 1 < lines->len; i++)
        g_assert_cmpfloat(g_array_index(edges, double, 2 * i + 1), >, edge - 1);
      free_lines(lines);
    }
  g_rand_free(rand);
}

/* Hangul ends a line between words; within them seldom, where it would else be loose. */
static void test_korean(void)
{
  static const char WORDS[] =
      "주문이 벤치마크보다 먼저 나왔다 칩은 수요가 다시 늘었다 회사의 독립적인 연구소는";
  g_autoptr(set_kit) k = set_kit_new(NULL);
  g_autoptr(GArray) edges = g_array_new(FALSE, FALSE, sizeof(double));
  g_auto(GStrv) words = g_strsplit(WORDS, " ", -1);
  g_autoptr(GString) text = g_string_new(NULL);
  for (int i = 0; i < 12; i++)
    g_string_append_printf(text, "%s ", WORDS);
  add_in(k, set_briefing(k, "A title", NULL), "ko", text->str);
  GPtrArray *lines = lines_of(set_pages(k), edges);
  guint divided = 0;
  for (guint i = 0; i < lines->len; i++) {
    g_autofree char *line = g_strstrip(g_strdup(((GString *)lines->pdata[i])->str));
    const char *space = strrchr(line, ' ');
    divided += !g_strv_contains((const char *const *)words, space ? space + 1 : line);
  }
  g_test_message("%u of %u lines divide a word", divided, lines->len);
  g_assert_cmpuint(lines->len, >, 10);
  g_assert_cmpuint(8 * divided, <=, lines->len);
  free_lines(lines);
}

/* Lines of a right-to-left paragraph end at the column's right edge, the last too, and are even at
 * the left. */
static void test_right_to_left(void)
{
  static const char *const WORDS[][2] = {
      {"he", "הזמנות שבבים של חברת Huawei לבינה מלאכותית הגיעו לפני המבחנים (2026) וגדלו מאוד "},
      {"ar", "وصلت طلبات رقائق Huawei للذكاء الاصطناعي قبل الاختبارات (2026) وازدادت كثيرا "}};
  for (gsize t = 0; t < G_N_ELEMENTS(WORDS); t++) {
    g_autoptr(set_kit) k = set_kit_new(NULL);
    g_autoptr(GArray) edges = g_array_new(FALSE, FALSE, sizeof(double));
    g_autoptr(GString) text = g_string_new(NULL);
    for (int i = 0; i < 8; i++)
      g_string_append(text, WORDS[t][1]);
    add_in(k, set_briefing(k, "A title", NULL), WORDS[t][0], text->str);
    GPtrArray *lines = lines_of(set_pages(k), edges);
    double right = k->layout->page_width - k->layout->right;
    g_assert_cmpuint(lines->len, >, 4);
    for (guint i = 0; i < lines->len; i++) {
      g_assert_cmpfloat(g_array_index(edges, double, 2 * i + 1), >, right - 2);
      g_assert_cmpfloat(g_array_index(edges, double, 2 * i + 1), <, right + 4);
      if (i + 1 < lines->len)
        g_assert_cmpfloat(g_array_index(edges, double, 2 * i) - g_array_index(edges, double, 0), <,
                          4);
    }
    free_lines(lines);
  }
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/scripts/forbidden", test_forbidden);
  g_test_add_func("/scripts/korean", test_korean);
  g_test_add_func("/scripts/right-to-left", test_right_to_left);
  return g_test_run();
}
