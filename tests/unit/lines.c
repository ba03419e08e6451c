/* How texts differ, line by line. */
#include "base/lines.h"

static void expect(const char *a, const char *b, const char *wanted)
{
  g_autoptr(GString) found = g_string_new(NULL);
  g_assert_cmpint(brv_lines_differ(a, b, found), ==, *wanted != '\0');
  g_assert_cmpstr(found->str, ==, wanted);
}

static void test_equal(void)
{
  expect("", "", "");
  expect("a\nb\n", "a\nb", "");
}

static void test_changed(void)
{
  expect("a\n", "", "@ line 1\n- a\n");
  expect("", "a\n", "@ line 1\n+ a\n");
  expect("a\nb\nc\n", "a\nx\nc\n", "@ line 1\n  a\n- b\n+ x\n  c\n");
  expect("a\nb\n", "b\na\n", "@ line 1\n- a\n  b\n+ a\n");
}

static void test_far_apart(void)
{
  expect("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "0\n2\n3\n4\n5\n6\n7\n8\n9\n10\n",
         "@ line 1\n- 1\n+ 0\n  2\n  3\n@ line 8\n  8\n  9\n+ 10\n");
}

/* The table would be too large; all that was expected stands before all that was found. */
static void test_large(void)
{
  g_autoptr(GString) a = g_string_new(NULL);
  g_autoptr(GString) b = g_string_new(NULL);
  for (int i = 0; i < 3000; i++) {
    g_string_append_printf(a, "%d\n", i);
    g_string_append_printf(b, "%d\n", i * 2 + 1);
  }
  g_autoptr(GString) found = g_string_new(NULL);
  g_assert_true(brv_lines_differ(a->str, b->str, found));
  g_assert_true(g_str_has_prefix(found->str, "@ line 1\n- 0\n- 1\n"));
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/lines/equal", test_equal);
  g_test_add_func("/lines/changed", test_changed);
  g_test_add_func("/lines/far-apart", test_far_apart);
  g_test_add_func("/lines/large", test_large);
  return g_test_run();
}
