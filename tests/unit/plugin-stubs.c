/* plugins/api/brevier.lua says what the module has: the same functions with the same parameters. */
#include <string.h>

#include "plugin/internal.h"
#include "plugin/spec.h"

static int by_text(const void *a, const void *b)
{
  return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The lines that declare functions, without their "end", sorted. */
static char *declared(const char *text)
{
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  g_autoptr(GPtrArray) found = g_ptr_array_new();
  for (char **line = lines; *line; line++) {
    if (!g_str_has_prefix(*line, "function "))
      continue;
    g_assert_true(g_str_has_suffix(*line, ") end"));
    (*line)[strlen(*line) - strlen(" end")] = '\0';
    g_ptr_array_add(found, *line);
  }
  g_ptr_array_sort(found, by_text);
  g_ptr_array_add(found, NULL);
  g_autofree char *joined = g_strjoinv("\n", (char **)found->pdata);
  return g_strconcat(joined, "\n", NULL);
}

static char *read_stub(const char *name)
{
  g_autofree char *path = g_build_filename(g_getenv("BRV_TEST_TOP"), "plugins", "api", name, NULL);
  char *text = NULL;
  g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
  return text;
}

/* The same for specs. */
static void test_spec(void)
{
  g_autofree char *text = read_stub("spec.lua");
  g_autofree char *stubs = declared(text);
  g_autoptr(GString) ours = g_string_new(NULL);
  brv_spec_describe(ours);
  g_assert_cmpstr(stubs, ==, ours->str);
}

static void test_equal(void)
{
  g_autofree char *text = read_stub("brevier.lua");
  g_autofree char *stubs = declared(text);
  g_autoptr(GString) ours = g_string_new(NULL);
  brv_module_describe(ours);
  brv_recorder_describe(ours);
  g_assert_cmpstr(stubs, ==, ours->str);
  g_autofree char *number = g_strdup_printf("b.api = %d\n", BRV_PLUGIN_API);
  g_assert_nonnull(strstr(text, number));
}

/* --- what init.lua may return --- */

static char *sorted(char **words)
{
  qsort(words, g_strv_length(words), sizeof *words, by_text);
  return g_strjoinv(" ", words);
}

/* The fields of "---@class brevier.NAME", or the values of "---@alias brevier.NAME", sorted. */
static char *stub_of(const char *text, const char *name)
{
  g_autofree char *class = g_strdup_printf("---@class brevier.%s\n", name);
  g_autofree char *alias = g_strdup_printf("---@alias brevier.%s ", name);
  const char *at = strstr(text, class);
  bool is_class = at != NULL;
  at = is_class              ? at + strlen(class)
       : strstr(text, alias) ? strstr(text, alias) + strlen(alias)
                             : "";
  const char *end = strstr(at, "\n\n");
  g_autofree char *part = g_strndup(at, end ? (gsize)(end - at) : 0);
  g_autoptr(GRegex) regex = g_regex_new(is_class ? "---@field (\\w+)" : "\"(\\w+)\"", 0, 0, NULL);
  g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(GMatchInfo) match = NULL;
  for (g_regex_match(regex, part, 0, &match); g_match_info_matches(match);
       g_match_info_next(match, NULL))
    g_ptr_array_add(found, g_match_info_fetch(match, 1));
  g_ptr_array_add(found, NULL);
  return sorted((char **)found->pdata);
}

static void test_definition(void)
{
  g_autofree char *text = read_stub("brevier.lua");
  g_autoptr(GString) ours = g_string_new(NULL);
  brv_definition_describe(ours);
  g_auto(GStrv) lines = g_strsplit(g_strchomp(ours->str), "\n", -1);
  g_assert_cmpuint(g_strv_length(lines), ==, 7);
  for (char **line = lines; *line; line++) {
    g_auto(GStrv) parts = g_strsplit(*line, ": ", 2);
    g_auto(GStrv) words = g_strsplit(parts[1], " ", -1);
    g_autofree char *program = sorted(words), *stub = stub_of(text, parts[0]);
    if (strcmp(program, stub) != 0)
      g_error("%s\nthe program has: %s\nthe stub has:    %s", parts[0], program, stub);
  }
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/stubs/equal", test_equal);
  g_test_add_func("/stubs/definition", test_definition);
  g_test_add_func("/stubs/spec", test_spec);
  return g_test_run();
}
