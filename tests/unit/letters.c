/* Letters that may not be are found wherever they stand: eight bytes are looked at together. */
#include "base/letters.h"

#include <string.h>

enum { LONGEST = 40 };

/* One after the other. */
static gssize find_slowly(const char *text, gsize length)
{
  for (const char *at = text; at < text + length; at = g_utf8_next_char(at)) {
    gunichar c = g_utf8_get_char(at);
    bool control = (c < 0x20 && !strchr("\t\n\r", (int)c)) || (c >= 0x7f && c < 0xa0) || c == 0;
    if (control || (c & 0xfffe) == 0xfffe || (c >= 0xfdd0 && c <= 0xfdef))
      return at - text;
  }
  return -1;
}

static void check(const char *text, gsize length)
{
  g_assert_cmpint(brv_find_forbidden(text, length), ==, find_slowly(text, length));
}

/* Each character at each place of texts of each length, among plain letters and their neighbours.
 */
static void test_places(void)
{
  static const gunichar SHOWN[] = {0x01,   0x08,   '\t',   '\n',   0x0b,   '\r',    0x1f,   ' ',
                                   '~',    0x7f,   0x80,   0x9f,   0xa0,   0xe9,    0xff,   0x2019,
                                   0xfdcf, 0xfdd0, 0xfdef, 0xfffd, 0xfffe, 0x1f600, 0x1ffff};
  for (gsize i = 0; i < G_N_ELEMENTS(SHOWN); i++)
    for (gsize length = 0; length < LONGEST; length++)
      for (gsize at = 0; at <= length; at++) {
        char shown[6];
        gsize size = (gsize)g_unichar_to_utf8(SHOWN[i], shown);
        g_autoptr(GString) text = g_string_new(NULL);
        for (gsize k = 0; k < length; k++)
          g_string_append_c(text, k % 3 ? '~' : ' ');
        g_string_insert_len(text, (gssize)at, shown, (gssize)size);
        check(text->str, text->len);
      }
}

static void test_random(void)
{
  static const gunichar ALPHABET[] = {'a', ' ', '~', '\n', '\t', 0x7f, 0x1f, 0x81, 0xe4, 0x2014};
  g_autoptr(GRand) random = g_rand_new_with_seed(7);
  for (int round = 0; round < 20000; round++) {
    g_autoptr(GString) text = g_string_new(NULL);
    gint32 rare = g_rand_int_range(random, 0, 2) ? 10 : 5;
    for (gint32 i = g_rand_int_range(random, 0, LONGEST); i > 0; i--)
      g_string_append_unichar(text, ALPHABET[g_rand_int_range(random, 0, rare)]);
    check(text->str, text->len);
  }
}

/* Text that is no ASCII up to its end, with a NUL before or behind where it stops being that. */
static void test_text(void)
{
  g_assert_true(brv_is_text("", 0));
  g_assert_true(brv_is_text("plain", 5));
  g_assert_true(brv_is_text("caf\xc3\xa9 plain", 11));
  g_assert_false(brv_is_text("pl\0in", 5));
  g_assert_false(brv_is_text("p\0 caf\xc3\xa9", 8));
  g_assert_false(brv_is_text("caf\xc3\xa9 \0 x", 9));
  g_assert_false(brv_is_text("caf\xc3", 4));
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/letters/places", test_places);
  g_test_add_func("/letters/random", test_random);
  g_test_add_func("/letters/text", test_text);
  return g_test_run();
}
