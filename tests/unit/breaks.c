/* Where lines may end is what Pango says, in every text: all of three characters, and long ones. */
#include "typeset/breaks.h"

#include <string.h>

static const char *const LANGUAGES[] = {"en-GB", "de", "fr", "ca", "nl", "pl", "hu",
                                        "sv",    "tr", "th", "zh", "ar", "xx"};

/* All that are known by their neighbours; of each sort one, but in the last test. */
static const char SORTS[] =
    "aB1 -–—’‘“”().,:;/%$!?…\302\240\302\255&+*#@_=<>[]\"'é\342\200\257~^`|\\{}";

static void check(const char *words, const char *language)
{
  g_autoptr(GString) text = g_string_new(words);
  guint count = (guint)g_utf8_strlen(words, -1);
  g_autofree PangoLogAttr *wanted = g_new0(PangoLogAttr, count + 1);
  g_autofree PangoLogAttr *found = g_new0(PangoLogAttr, count + 1);
  pango_get_log_attrs(words, (int)text->len, -1, pango_language_from_string(language), wanted,
                      (int)count + 1);
  brv_breaks_find(text, count, language, found);
  for (guint i = 0; i <= count; i++)
    if (wanted[i].is_line_break != found[i].is_line_break ||
        wanted[i].is_white != found[i].is_white ||
        wanted[i].is_cursor_position != found[i].is_cursor_position ||
        wanted[i].is_expandable_space != found[i].is_expandable_space)
      g_error("\"%s\" (%s) at %u: Pango says %d %d %d %d", words, language, i,
              wanted[i].is_line_break, wanted[i].is_white, wanted[i].is_cursor_position,
              wanted[i].is_expandable_space);
}

static gunichar sort(glong i)
{
  return g_utf8_get_char(g_utf8_offset_to_pointer(SORTS, i));
}

static void test_short(void)
{
  glong count = g_utf8_strlen(SORTS, -1);
  g_autoptr(GString) text = g_string_new(NULL);
  for (glong i = 0; i < count * count * count; i++) {
    g_string_truncate(text, 0);
    g_string_append_unichar(text, sort(i % count));
    g_string_append_unichar(text, sort(i / count % count));
    g_string_append_unichar(text, sort(i / count / count));
    check(text->str, LANGUAGES[i % (glong)G_N_ELEMENTS(LANGUAGES)]);
  }
}

static void test_long(void)
{
  enum { ROUNDS = 20000, LENGTH = 40 };
  glong count = g_utf8_strlen(SORTS, -1);
  GRand *rand = g_rand_new_with_seed(14);
  for (int round = 0; round < ROUNDS; round++) {
    g_autoptr(GString) text = g_string_new(NULL);
    for (int i = 0; i < LENGTH; i++) /* half of it letters, figures and spaces */
      g_string_append_unichar(
          text, sort(g_rand_int_range(rand, 0, g_rand_boolean(rand) ? (gint32)count : 4)));
    check(text->str, LANGUAGES[round % (int)G_N_ELEMENTS(LANGUAGES)]);
  }
  g_rand_free(rand);
}

/* Every character up to the general marks, between some that tell sorts apart. */
static void test_each(void)
{
  static const char *const FRAMES[][2] = {{"a", "a"},  {"1", "1"}, {"a ", "a"}, {"(", " a"},
                                          {"a", " 1"}, {"$", "%"}, {"-", "("},  {"“", "”"}};
  for (gunichar c = 1; c < 0x2070; c++)
    for (gsize f = 0; f < G_N_ELEMENTS(FRAMES); f++) {
      g_autoptr(GString) text = g_string_new(FRAMES[f][0]);
      g_string_append_unichar(text, c);
      g_string_append(text, FRAMES[f][1]);
      check(text->str, "en");
    }
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/breaks/short", test_short);
  g_test_add_func("/breaks/long", test_long);
  g_test_add_func("/breaks/each", test_each);
  return g_test_run();
}
