/* Schemas: what fits, and the messages for what does not. */
#include <math.h>

#include "help.h"

#include "base/schema.h"

static const char *const levels[] = {"low", "medium", "high", NULL};
static const brv_schema text = {.type = BRV_TYPE_TEXT};
static const brv_field facet_fields[] = {{"value", {.type = BRV_TYPE_TEXT, .required = true}},
                                         {"note", {.type = BRV_TYPE_TEXT}},
                                         {NULL}};
static const brv_field fields[] = {
    {"name", {.type = BRV_TYPE_TEXT, .required = true, .help = "say who"}},
    {"count", {.type = BRV_TYPE_INTEGER, .min = 1, .max = INFINITY}},
    {"score", {.type = BRV_TYPE_NUMBER, .min = 0, .max = 1}},
    {"on", {.type = BRV_TYPE_BOOLEAN}},
    {"day", {.type = BRV_TYPE_DATE}},
    {"level", {.type = BRV_TYPE_CHOICE, .choices = levels}},
    {"id", {.type = BRV_TYPE_ID}},
    {"url", {.type = BRV_TYPE_URL}},
    {"language", {.type = BRV_TYPE_LANGUAGE}},
    {"colour", {.type = BRV_TYPE_COLOUR}},
    {"width", {.type = BRV_TYPE_LENGTH}},
    {"words", {.type = BRV_TYPE_LIST, .item = &text, .nullable = true}},
    {"region", {.type = BRV_TYPE_MAP, .fields = facet_fields, .shorthand = "value"}},
    {"open", {.type = BRV_TYPE_MAP, .item = &text}},
    {NULL}};
static const brv_schema schema = {.type = BRV_TYPE_MAP, .fields = fields};

typedef brv_value *(*reader)(brv_arena *, brv_place, brv_diags *);

/* Checks one document; `message` NULL: it fits. */
static void check(reader read, const char *document, const char *message)
{
  g_autoptr(brv_arena) arena = brv_arena_new();
  g_autoptr(brv_diags) diags = brv_diags_new();
  brv_value *value = read(arena, help_whole(arena, "x", document), diags);
  help_assert_clean(diags);
  g_assert_cmpint(brv_schema_check(arena, &schema, value, "", diags), ==, message == NULL);
  if (message)
    help_assert_has(diags, message);
  else
    help_assert_clean(diags);
}

static void check_yaml(const char *line, const char *message)
{
  g_autofree char *document = g_strconcat("name: x\n", line, "\n", NULL);
  check(brv_yaml_read, document, message);
}

static void test_fits(void)
{
  static const char *const lines[] = {
      "count: 3",           "count: 1000000",     "score: 0",        "score: 1e-1",
      "on: true",           "on: false",          "day: 2024-02-29", "level: high",
      "id: a-b_c.1",        "url: https://a.b/c", "url: mailto:a@b", "language: zh-Hant-TW",
      "colour: '#A1b2C3'",  "width: 12pt",        "width: 1.5em",    "width: 50%",
      "width: -3",          "words: [NO, 1.10]",  "words:",          "region: Asia",
      "region: {value: A}", "open: {any: thing}", "language: de",    "words: []",
  };
  for (guint i = 0; i < G_N_ELEMENTS(lines); i++)
    check_yaml(lines[i], NULL);
  check(brv_json_read, "{\"name\": \"x\", \"count\": 2, \"score\": 0.5, \"on\": true}", NULL);
  check(brv_json_read, "{\"name\": 3}", NULL);
}

static void test_refused(void)
{
  static const char *const lines[][2] = {
      {"count: 0", "x:2:8: error: count: expected a whole number of at least 1, found \"0\""},
      {"count: 1.5", "expected a whole number"},
      {"count: 0x10", "expected a whole number"},
      {"count: \"3\"", "remove the quotes"},
      {"score: 1.01", "expected a number from 0 to 1"},
      {"score: inf", "expected a number"},
      {"score: 1,5", "expected a number"},
      {"on: yes", "only the words true and false are read so"},
      {"on: 'true'", "expected true or false"},
      {"day: 2026-02-29", "there is no such day"},
      {"day: 2026-2-9", "a day as YYYY-MM-DD"},
      {"day: 26 April", "a day as YYYY-MM-DD"},
      {"level: hihg", "did you mean \"high\"?"},
      {"level: none", "expected low, medium or high"},
      {"id: 1a", "expected an id"},
      {"id: é", "expected an id"},
      {"url: example.org", "expected an address"},
      {"url: ftp://a.b", "expected an address"},
      {"url: https://", "expected an address"},
      {"language: English", "expected a language"},
      {"language: en_GB", "expected a language"},
      {"colour: '#abc'", "expected a colour"},
      {"width: 3 cm", "expected a length"},
      {"width: pt", "expected a length"},
      {"words: one", "write each item on a line of its own"},
      {"words: [a, [b]]", "x:2:12: error: words[2]: expected text, found a list"},
      {"region: {note: x}", "region: \"value\" is missing"},
      {"region: [a]", "region: expected a map of keys and values, found a list"},
      {"region:", "region: expected text, found nothing"},
      {"open: {a: {b: c}}", "open.a: expected text, found a map"},
      {"levle: low", "x:2:1: error: no key \"levle\" is known"},
      {"levle: low", "did you mean \"level\"?"},
  };
  for (guint i = 0; i < G_N_ELEMENTS(lines); i++)
    check_yaml(lines[i][0], lines[i][1]);
  check(brv_yaml_read, "count: 1\n", "\"name\" is missing");
  check(brv_yaml_read, "count: 1\n", "say who");
  check(brv_yaml_read, "- a\n", "expected a map of keys and values, found a list");
  check(brv_json_read, "{\"name\": \"x\", \"score\": \"0.5\"}", "remove the quotes");
}

/* One run tells all. */
static void test_all_at_once(void)
{
  g_autoptr(brv_arena) arena = brv_arena_new();
  g_autoptr(brv_diags) diags = brv_diags_new();
  const char *document = "count: x\nscore: y\nday: z\nother: {a: b}\n";
  brv_value *value = brv_yaml_read(arena, help_whole(arena, "x", document), diags);
  g_assert_false(brv_schema_check(arena, &schema, value, "", diags));
  g_assert_cmpuint(brv_diags_errors(diags), ==, 5);
}

static void test_unfold(void)
{
  g_autoptr(brv_arena) arena = brv_arena_new();
  g_autoptr(brv_diags) diags = brv_diags_new();
  const char *document = "a: Asia\nb: {value: Asia, note: x}\n";
  brv_value *value = brv_yaml_read(arena, help_whole(arena, "x", document), diags);
  for (guint i = 0; i < value->count; i++)
    g_assert_cmpstr(brv_schema_unfold(value->members[i].value, "value")->text, ==, "Asia");
  g_assert_null(brv_schema_unfold(NULL, "value"));
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/schema/fits", test_fits);
  g_test_add_func("/schema/refused", test_refused);
  g_test_add_func("/schema/all-at-once", test_all_at_once);
  g_test_add_func("/schema/unfold", test_unfold);
  return g_test_run();
}
