/* Diagnostics: order, repeats, exit status, strictness, both printed forms, suggestions. */
#include <string.h>

#include "base/diag.h"

typedef struct {
  brv_arena *arena;
  brv_diags *diags;
  const brv_source *source;
} fixture;

static void set_up(fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  static const char text[] = "title: A\tB\ntyp: \xC3\xA4x\n";
  f->arena = brv_arena_new();
  f->diags = brv_diags_new();
  f->source = brv_source_new(f->arena, "pack.yaml", text, strlen(text));
}

static void tear_down(fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  brv_diags_free(f->diags);
  brv_arena_free(f->arena);
}

static char *printed(fixture *f, void (*print)(brv_diags *, FILE *))
{
  char *text = NULL;
  size_t length = 0;
  FILE *out = open_memstream(&text, &length);
  print(f->diags, out);
  fclose(out);
  return text;
}

static void test_text(fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  brv_report(f->diags, BRV_UNKNOWN_KEY, (brv_place){f->source, 11, 3}, "did you mean \"type\"?",
             "no key \"%s\"", "typ");
  brv_report(f->diags, BRV_BAD_VALUE, (brv_place){f->source, 7, 3}, NULL, "bad");
  g_autofree char *text = printed(f, brv_diags_print);
  g_assert_true(g_str_has_prefix(text, "pack.yaml:1:8: error: bad [bad-value]\n"
                                       "  1 | title: A B\n"
                                       "    |        ^~~\n"
                                       "pack.yaml:2:1: error: no key \"typ\" [unknown-key]\n"
                                       "  2 | typ: \xC3\xA4x\n"
                                       "    | ^~~\n"
                                       "  help: did you mean \"type\"?\n"));
}

static void test_json(fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  brv_report(f->diags, BRV_BAD_VALUE, (brv_place){f->source, 16, 3}, NULL, "a \"b\" \\ \x01");
  g_autofree char *text = printed(f, brv_diags_print_json);
  g_assert_nonnull(strstr(text, "\"line\":2,\"column\":6,\"width\":2"));
  g_assert_nonnull(strstr(text, "\"message\":\"a \\\"b\\\" \\\\ \\u0001\""));
  g_assert_true(text[0] == '[');
}

/* What is quoted from input neither makes lines nor turns them. */
static void test_unseen(fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  static const char line[] = "x: a\xE2\x80\xAE\xC2\x9B\033[2Jz\n";
  const brv_source *source = brv_source_new(f->arena, "a\nb.md", line, strlen(line));
  brv_report(f->diags, BRV_BAD_VALUE, (brv_place){source, 13, 1}, "no\rno",
             "try: \nb.md:1:1: error: forged \xE2\x81\xA6\xE2\x80\xAE\033[2J");
  g_autofree char *text = printed(f, brv_diags_print);
  g_assert_cmpstr(
      text, ==,
      "a\\nb.md:1:11: error: try: \\nb.md:1:1: error: forged \\u{2066}\\u{202e}\\u{1b}[2J"
      " [bad-value]\n"
      "  1 | x: a\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD[2Jz\n"
      "    |           ^\n"
      "  help: no\\u{d}no\n");
  g_autofree char *json = printed(f, brv_diags_print_json);
  g_assert_nonnull(strstr(json, "forged \\u2066\\u202e\\u001b[2J"));
}

static void test_counts(fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  g_assert_cmpint(brv_diags_exit(f->diags), ==, 0);
  for (int i = 0; i < 2; i++)
    brv_report(f->diags, BRV_BAD_VALUE, (brv_place){f->source, 0, 1}, NULL, "twice");
  g_assert_cmpuint(brv_diags_errors(f->diags), ==, 1);
  g_assert_cmpint(brv_diags_exit(f->diags), ==, BRV_CLASS_CONTENT);
  brv_report(f->diags, BRV_FILE_UNREADABLE, BRV_NO_PLACE, NULL, "gone");
  g_assert_cmpint(brv_diags_exit(f->diags), ==, BRV_CLASS_USAGE);
  g_assert_cmpuint(brv_diags_errors(f->diags), ==, 2);
}

static void *report_many(void *data)
{
  fixture *f = data;
  for (guint i = 0; i < 500; i++)
    brv_report(f->diags, BRV_BAD_VALUE, (brv_place){f->source, i % 8, 1}, NULL, "item %u", i);
  return NULL;
}

/* What is said again is kept once. */
static void test_repeats(fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  for (int i = 0; i < 4; i++)
    report_many(f);
  g_assert_cmpuint(brv_diags_errors(f->diags), ==, 500);
}

static void test_suggestions(fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const names[] = {"techwire", "reuters", "strategic-circle", NULL};
  g_assert_cmpstr(brv_did_you_mean(f->arena, "techwyre", names), ==, "did you mean \"techwire\"?");
  g_assert_cmpstr(brv_did_you_mean(f->arena, "Retuers", names), ==, "did you mean \"reuters\"?");
  g_assert_null(brv_did_you_mean(f->arena, "bloomberg", names));
  g_assert_null(brv_did_you_mean(f->arena, "x", names));
  g_autofree char *endless = g_strnfill(100000, 'x');
  g_assert_null(brv_did_you_mean(f->arena, endless, names));
}

/* Every kind has a name of its own. */
static void test_names(fixture *f, gconstpointer data G_GNUC_UNUSED)
{
  for (int code = 0; code < BRV_CODE_COUNT; code++)
    for (int other = 0; other < code; other++)
      g_assert_cmpstr(brv_code_name(code), !=, brv_code_name(other));
  g_assert_nonnull(f->diags);
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add("/diag/text", fixture, NULL, set_up, test_text, tear_down);
  g_test_add("/diag/json", fixture, NULL, set_up, test_json, tear_down);
  g_test_add("/diag/unseen", fixture, NULL, set_up, test_unseen, tear_down);
  g_test_add("/diag/counts", fixture, NULL, set_up, test_counts, tear_down);
  g_test_add("/diag/repeats", fixture, NULL, set_up, test_repeats, tear_down);
  g_test_add("/diag/suggestions", fixture, NULL, set_up, test_suggestions, tear_down);
  g_test_add("/diag/names", fixture, NULL, set_up, test_names, tear_down);
  return g_test_run();
}
