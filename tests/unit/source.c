/* Places: line, column and width as a person counts them, also in text decoded out of another. */
#include <string.h>

#include "base/source.h"

static brv_source *source_of(brv_arena *arena, const char *text)
{
  return brv_source_new(arena, "a.md", text, strlen(text));
}

static void check(const brv_source *source, guint32 offset, guint32 length, int line, int column,
                  int width)
{
  brv_position at = brv_place_position((brv_place){source, offset, length});
  g_assert_cmpstr(at.name, ==, "a.md");
  g_assert_cmpint(at.line, ==, line);
  g_assert_cmpint(at.column, ==, column);
  g_assert_cmpint(at.width, ==, width);
}

static void test_positions(void)
{
  g_autoptr(brv_arena) arena = brv_arena_new();
  const brv_source *source = source_of(arena, "one\r\nzwölf mal\n\nend");
  check(source, 0, 3, 1, 1, 3);
  check(source, 5, 6, 2, 1, 5);   /* ö is one character of two bytes */
  check(source, 12, 3, 2, 7, 3);  /* columns behind it count characters */
  check(source, 12, 99, 2, 7, 3); /* a place is shown no further than its line */
  check(source, 16, 0, 3, 1, 1);
  check(source, 17, 3, 4, 1, 3);
  check(source, 999, 5, 4, 4, 1); /* behind the end is the end */
}

static void test_line_text(void)
{
  g_autoptr(brv_arena) arena = brv_arena_new();
  const brv_source *source = source_of(arena, "one\r\ntwo");
  brv_position at = brv_place_position((brv_place){source, 1, 1});
  g_autofree char *line = g_strndup(at.line_text, at.line_length);
  g_assert_cmpstr(line, ==, "one");
  g_assert_null(brv_place_position(BRV_NO_PLACE).name);
}

static void test_offsets(void)
{
  g_autoptr(brv_arena) arena = brv_arena_new();
  const brv_source *source = source_of(arena, "ab\ncd\n");
  g_assert_cmpuint(brv_source_offset(source, 2, 2), ==, 4);
  g_assert_cmpuint(brv_source_offset(source, 1, 9), ==, 2);
  g_assert_cmpuint(brv_source_offset(source, 0, 1), ==, 0);
  g_assert_cmpuint(brv_source_offset(source, 9, 1), ==, 6);
}

/* {"body": "x\ny"}: the decoded body has one byte where the JSON has two. */
static void test_derived(void)
{
  g_autoptr(brv_arena) arena = brv_arena_new();
  const brv_source *json = source_of(arena, "{\"body\": \"x\\ny\"}");
  static const brv_source_run runs[] = {{0, 10, false}, {1, 11, true}, {2, 13, false}};
  const brv_source *body = brv_source_derived(arena, json, "x\ny", 3, runs, G_N_ELEMENTS(runs), 14);
  check(body, 2, 1, 1, 14, 1);
  check(body, 1, 1, 1, 12, 2);
  brv_place outer = brv_place_outermost((brv_place){body, 0, 3});
  g_assert_true(outer.source == json);
  g_assert_cmpuint(outer.length, ==, 4);
}

static void test_order(void)
{
  g_autoptr(brv_arena) arena = brv_arena_new();
  const brv_source *a = source_of(arena, "x"), *b = brv_source_new(arena, "b.md", "x", 1);
  g_assert_cmpint(brv_place_compare((brv_place){a, 1, 0}, (brv_place){b, 0, 0}), <, 0);
  g_assert_cmpint(brv_place_compare((brv_place){a, 1, 0}, (brv_place){a, 0, 9}), >, 0);
  g_assert_cmpint(brv_place_compare(BRV_NO_PLACE, (brv_place){a, 0, 0}), <, 0);
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/source/positions", test_positions);
  g_test_add_func("/source/line-text", test_line_text);
  g_test_add_func("/source/offsets", test_offsets);
  g_test_add_func("/source/derived", test_derived);
  g_test_add_func("/source/order", test_order);
  return g_test_run();
}
