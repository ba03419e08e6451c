/* YAML and JSON: what is read, where it was written, what is refused. */
#include <json-glib/json-glib.h>

#include "help.h"

typedef brv_value *(*reader)(brv_arena *, brv_place, brv_diags *);

static brv_value *read_clean(brv_arena *arena, reader read, const char *text)
{
  g_autoptr(brv_diags) diags = brv_diags_new();
  brv_value *value = read(arena, help_whole(arena, "x", text), diags);
  help_assert_clean(diags);
  g_assert_nonnull(value);
  return value;
}

static void assert_refused(reader read, const char *text, const char *message)
{
  g_autoptr(brv_arena) arena = brv_arena_new();
  g_autoptr(brv_diags) diags = brv_diags_new();
  read(arena, help_whole(arena, "x", text), diags);
  help_assert_has(diags, message);
  g_assert_cmpint(brv_diags_exit(diags), ==, 1);
}

static void test_yaml_kinds(void)
{
  g_autoptr(brv_arena) arena = brv_arena_new();
  brv_value *map = read_clean(arena, brv_yaml_read,
                              "country: NO\nversion: 1.10\nday: 2026-04-26\nnone:\nq: \"\"\n"
                              "list: [a, {b: c}]\n");
  g_assert_cmpint(map->kind, ==, BRV_VALUE_MAP);
  g_assert_cmpstr(brv_value_text(map, "country", NULL), ==, "NO");
  g_assert_cmpstr(brv_value_text(map, "version", NULL), ==, "1.10");
  g_assert_cmpstr(brv_value_text(map, "day", NULL), ==, "2026-04-26");
  g_assert_cmpint(brv_value_member(map, "none")->kind, ==, BRV_VALUE_NULL);
  g_assert_cmpint(brv_value_member(map, "q")->kind, ==, BRV_VALUE_TEXT);
  brv_value *list = brv_value_member(map, "list");
  g_assert_cmpuint(list->count, ==, 2);
  g_assert_cmpstr(brv_value_text(list->items[1], "b", NULL), ==, "c");
}

/* libyaml counts characters; places are bytes, shown as characters. */
static void test_yaml_places(void)
{
  g_autoptr(brv_arena) arena = brv_arena_new();
  brv_value *map = read_clean(arena, brv_yaml_read,
                              "é: \"ñoño — x\"\nb: 東京 bay\nc:\n  - one\n  - 'it''s'\r\nd: e\n");
  g_assert_cmpstr(help_where(brv_value_member(map, "é")->place), ==, "1:4+10");
  g_assert_cmpstr(help_where(brv_value_member(map, "b")->place), ==, "2:4+6");
  brv_value *list = brv_value_member(map, "c");
  g_assert_cmpstr(help_where(list->items[0]->place), ==, "4:5+3");
  g_assert_cmpstr(help_where(list->items[1]->place), ==, "5:5+7");
  g_assert_cmpstr(list->items[1]->text, ==, "it's");
  g_assert_cmpstr(help_where(map->members[3].place), ==, "6:1+1");
}

/* Where the word `word` of a value was written, through its inner source. */
static const char *where_in(brv_arena *arena, brv_value *value, const char *word)
{
  const char *found = strstr(value->text, word);
  g_assert_nonnull(found);
  brv_place place = {brv_value_source(arena, value), (guint32)(found - value->text),
                     (guint32)strlen(word)};
  return help_where(place);
}

static void test_yaml_inner(void)
{
  g_autoptr(brv_arena) arena = brv_arena_new();
  brv_value *map = read_clean(arena, brv_yaml_read,
                              "a: plain word\n"
                              "b: 'it''s a word'\n"
                              "c: \"tab\\t\\u00e9 \\\"word\\\" end\"\n"
                              "d: |\n  first\n    deeper\n  word here\n"
                              "e: >-\n  folded\n  text\n\n  a word\n"
                              "f: plain\n  over two\n  word lines\n"
                              "g: \"joined \\\n   word\"\n"
                              "h: 'just a word'\n"
                              "i: \"\\u00a0 word\"\n");
  g_assert_cmpstr(where_in(arena, brv_value_member(map, "a"), "word"), ==, "1:10+4");
  g_assert_cmpstr(where_in(arena, brv_value_member(map, "b"), "word"), ==, "2:13+4");
  g_assert_cmpstr(where_in(arena, brv_value_member(map, "c"), "word"), ==, "3:19+4");
  g_assert_cmpstr(where_in(arena, brv_value_member(map, "d"), "word"), ==, "7:3+4");
  g_assert_cmpstr(where_in(arena, brv_value_member(map, "e"), "word"), ==, "12:5+4");
  g_assert_cmpstr(brv_value_text(map, "e", NULL), ==, "folded text\na word");
  g_assert_cmpstr(where_in(arena, brv_value_member(map, "f"), "word"), ==, "15:3+4");
  g_assert_cmpstr(where_in(arena, brv_value_member(map, "g"), "word"), ==, "17:4+4");
  g_assert_cmpstr(where_in(arena, brv_value_member(map, "h"), "word"), ==, "18:12+4");
  g_assert_cmpstr(where_in(arena, brv_value_member(map, "i"), "word"), ==, "19:12+4");
}

static void test_yaml_refused(void)
{
  assert_refused(brv_yaml_read, "a: 1\na: 2\n", "x:2:1: error: the key \"a\" stands twice");
  assert_refused(brv_yaml_read, "a: &x 1\nb: *x\n", "x:1:4: error: a YAML anchor");
  assert_refused(brv_yaml_read, "a: *x\n", "x:1:4: error: a YAML alias");
  assert_refused(brv_yaml_read, "a: !!int 3\n", "x:1:4: error: a YAML tag");
  assert_refused(brv_yaml_read, "a: 1\n---\nb: 2\n", "x:2:1: error: a second YAML document");
  assert_refused(brv_yaml_read, "a: b: c\n", "x:1:5: error: YAML cannot be read");
  assert_refused(brv_yaml_read, "a:\n\t- b\n", "indent with spaces, not tabs");
  assert_refused(brv_yaml_read, "a: \"never closed\n", "a quote was opened and never closed");
  assert_refused(brv_yaml_read, "? [a]\n: b\n", "a key must be a word");
  assert_refused(brv_yaml_read, "a: \"\\0\"\n", "the character NUL");
  g_autofree char *deep = g_strnfill(40000, '[');
  assert_refused(brv_yaml_read, deep, "nest deeper than 32");
}

static void test_json_places(void)
{
  g_autoptr(brv_arena) arena = brv_arena_new();
  brv_value *map =
      read_clean(arena, brv_json_read,
                 "{\n  \"é\": [1, true, null],\n"
                 "  \"body\": \"First.\\n\\n\\ud83d\\ude00 \\u00e9 a word\\u002e\"\n}\n");
  brv_value *list = brv_value_member(map, "é");
  g_assert_cmpstr(help_where(list->items[1]->place), ==, "2:12+4");
  g_assert_cmpint(list->items[2]->kind, ==, BRV_VALUE_NULL);
  brv_value *body = brv_value_member(map, "body");
  g_assert_cmpstr(body->text, ==, "First.\n\n😀 é a word.");
  g_assert_cmpstr(where_in(arena, body, "word"), ==, "3:44+4");
}

static void test_json_refused(void)
{
  assert_refused(brv_json_read, "{\"a\": 1,}", "x:1:9: error: JSON cannot be read");
  assert_refused(brv_json_read, "{\"a\": 1} x", "expected nothing more");
  assert_refused(brv_json_read, "{\"a\": 'x'}", "stand in double quotes");
  assert_refused(brv_json_read, "{\"a\": \"\\q\"}", "x:1:8: error");
  assert_refused(brv_json_read, "{\"a\": \"x\\u0000\"}", "an escape that JSON knows");
  assert_refused(brv_json_read, "{\"a\": \"\\ud800\"}", "an escape that JSON knows");
  assert_refused(brv_json_read, "{\"a\": 01}", "x:1:8: error");
  assert_refused(brv_json_read, "{\"a\": 1 /* no */}", "x:1:9: error");
  assert_refused(brv_json_read, "{\"a\": 1, \"a\": 2}",
                 "x:1:10: error: the key \"a\" stands twice");
  assert_refused(brv_json_read, "{\"a\": \"x\ny\"}", "written \\n");
  assert_refused(brv_json_read, "[1, 2", "found the end");
  g_autofree char *deep = g_strnfill(100000, '[');
  assert_refused(brv_json_read, deep, "nest deeper than 32");
}

static void assert_same(const brv_value *value, JsonNode *node)
{
  if (JSON_NODE_HOLDS_OBJECT(node)) {
    JsonObject *object = json_node_get_object(node);
    g_assert_cmpint(value->kind, ==, BRV_VALUE_MAP);
    g_assert_cmpuint(value->count, ==, json_object_get_size(object));
    for (guint i = 0; i < value->count; i++)
      assert_same(value->members[i].value, json_object_get_member(object, value->members[i].key));
  } else if (JSON_NODE_HOLDS_ARRAY(node)) {
    JsonArray *array = json_node_get_array(node);
    g_assert_cmpuint(value->count, ==, json_array_get_length(array));
    for (guint i = 0; i < value->count; i++)
      assert_same(value->items[i], json_array_get_element(array, i));
  } else if (JSON_NODE_HOLDS_NULL(node)) {
    g_assert_cmpint(value->kind, ==, BRV_VALUE_NULL);
  } else if (json_node_get_value_type(node) == G_TYPE_STRING) {
    g_assert_cmpstr(value->text, ==, json_node_get_string(node));
  } else if (json_node_get_value_type(node) == G_TYPE_BOOLEAN) {
    g_assert_cmpint(value->truth, ==, json_node_get_boolean(node));
  } else {
    g_assert_cmpfloat(value->number, ==, json_node_get_double(node));
  }
}

/* The same document as another reader reads it. */
static void test_json_agrees(void)
{
  const char *text = "{\"a\": [1, -2.5, 3e2, 0, 1E-3], \"b\": {\"c\": \"x\\ty\\u00e9\\\\\\/\"},"
                     " \"d\": [true, false, null, [], {}], \"é\": \"\\ud83d\\ude00\"}";
  g_autoptr(brv_arena) arena = brv_arena_new();
  g_autoptr(JsonParser) parser = json_parser_new();
  g_assert_true(json_parser_load_from_data(parser, text, -1, NULL));
  assert_same(read_clean(arena, brv_json_read, text), json_parser_get_root(parser));
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/values/yaml/kinds", test_yaml_kinds);
  g_test_add_func("/values/yaml/places", test_yaml_places);
  g_test_add_func("/values/yaml/inner", test_yaml_inner);
  g_test_add_func("/values/yaml/refused", test_yaml_refused);
  g_test_add_func("/values/json/places", test_json_places);
  g_test_add_func("/values/json/refused", test_json_refused);
  g_test_add_func("/values/json/agrees", test_json_agrees);
  return g_test_run();
}
