/* What plugins may return: constructors, wrong blocks with the path of what is wrong, manifests, and
 * how they are put together. */
#include <string.h>

#include "plugin-kit.h"
#include "tree-kit.h"

static void set_up(plugin_kit *kit, gconstpointer data G_GNUC_UNUSED)
{
  kit_set_up(kit);
}

static void tear_down(plugin_kit *kit, gconstpointer data G_GNUC_UNUSED)
{
  kit_tear_down(kit);
}

/* --- what is wrong --- */

typedef struct {
  const char *name, *body, *expected;
} wrong;

static const wrong wrongs[] = {
    {"nil-cell", "return { b.para 'x', b.table { rows = { { 'a', 'b' }, { 'c', nil, 'd' } } } }",
     "try: in what build returned, block 2 (table), row 2, cell 2: expected text, got nil"},
    {"nil-item", "return { b.list { 'a', nil, 'c' } }",
     "try: in what build returned, block 1 (list), item 2: expected an item, got nil"},
    {"nil-in-item", "return b.list { b.item { 'a', nil, b.strong 'c' } }",
     "try: in what build returned, list, item 1, block 2: expected a block, got nil"},
    {"boolean", "return { true }",
     "try: in what build returned, block 1: expected a block, got boolean"},
    {"number-for-list", "return 7",
     "try: in what build returned: expected a list of blocks, got number"},
    {"function", "return { b.para { print_me or function() end } }", "no global called 'print_me'"},
    {"function-as-piece", "return { b.para { function() end } }",
     "try: in what build returned, block 1 (para), piece 1: expected text, got function"},
    {"block-in-para", "return { b.para { b.list { 'a' } } }",
     "try: in what build returned, block 1 (para), piece 1: expected text, got list"},
    {"row-in-list", "return { b.list { b.row { 'a' } } }",
     "try: in what build returned, block 1 (list), item 1: expected an item, got row"},
    {"item-alone", "return { b.item 'a' }",
     "try: in what build returned, block 1: expected a block, got item"},
    {"unknown-kind", "return { { kind = 'parra' } }",
     "try: in what build returned, block 1: there is no kind called \"parra\""},
    {"kind-of-frame", "return { { kind = 'section' } }", "there is no kind called \"section\""},
    {"kind-no-text", "return { { kind = 7 } }", "block 1: kind: expected text, got number"},
    {"unknown-field", "return { b.para('x', { rol = 'y' }) }",
     "try: para has no field \"rol\"; did you mean \"role\"?"},
    {"field-type", "return { b.heading('x', { level = 'two' }) }",
     "level: expected a whole number"},
    {"field-range", "return { b.heading('x', { level = 9 }) }",
     "expected a whole number from 1 to 6"},
    {"role-is-no-name", "return { b.para('x', { role = 'a b' }) }", "role: \"a b\" is no name"},
    {"truth", "return { b.list({ 'a' }, { ordered = 'yes' }) }",
     "ordered: expected true or false, got string"},
    {"empty-table", "return { b.table { rows = {} } }", "try: table: rows: the list is empty"},
    {"ragged-table", "return { b.table { rows = { { 'a', 'b' }, { 'c' } } } }",
     "row 2: 1 cells where the table has 2 columns"},
    {"headed-table",
     "return { b.table { head = { 'a' }, caption = 'c', rows = { { 'a' }, { 'b', 'c' } } } }",
     "block 1 (table), head row 1: 1 cells where the table has 2 columns"},
    {"headed-table-nil",
     "return { b.table { head = { 'a', 'b' }, caption = 'c', rows = { { 'a', 'b' }, { 'c', {}, "
     "nil, 'd' } } } }",
     "block 1 (table), row 2, cell 3: expected text, got nil"},
    {"captioned-table-ragged",
     "return { b.table { head = { 'a', 'b' }, caption = 'c', rows = { { 'a', 'b' }, { 'c' } } } }",
     "block 1 (table), row 2: 1 cells where the table has 2 columns"},
    {"table-caption", "return { b.table { caption = { 'c', nil, 'd' }, rows = { { 'a', 'b' } } } }",
     "block 1 (table), caption, piece 2: expected text, got nil"},
    {"align", "return { b.table { rows = { { 'a' } }, align = { 'left' } } }",
     "align: expected \"start\""},
    {"widths", "return { b.table { rows = { { 'a' } }, widths = { 7 } } }",
     "widths: expected a part of 1"},
    {"cyclic", "local t = b.group { 'x' } t[2] = t return { t }",
     "nested too deeply, or a table that holds itself"},
    {"cyclic-list", "local t = {} t[1] = t return t",
     "nested too deeply, or a table that holds itself"},
    {"explosion",
     "local t = b.group { 'x' } for i = 1, 30 do t = b.group { t, t } end return { t }",
     "more than 100000 blocks"},
    {"much-text",
     "local s, t = ('x'):rep(100000), {} for i = 1, 100 do t[i] = b.para(s) end return t",
     "bytes of text"},
    {"hole", "return { [1e9] = b.para 'x' }", "more than 100000 blocks"},
    {"utf8", "return { b.para '\\xff' }", "(para), piece 1: a text that is not valid UTF-8"},
    {"nul", "return { b.para 'a\\0b' }", "(para), piece 1: a text that is not valid UTF-8"},
    {"control", "return { b.para 'a\\27b' }", "the control character U+001B"},
    {"forged-place", "return { b.para('x', { place = 99 }) }",
     "place: this is nothing that the briefing gave"},
    {"forged-image", "return { b.figure { { kind = 'image', handle = 1, alt = '' } } }",
     "handle: this is nothing that the briefing gave"},
    {"image-of-nothing", "return { b.figure { { kind = 'image', alt = '' } } }",
     "an image comes from the briefing or from b.image"},
    {"drawing-without-alt", "return { b.drawing { width = 1, height = 1, draw = function() end } }",
     "drawing: alt: say what is to be seen"},
    {"drawing-too-large",
     "return { b.drawing { width = 1e9, height = 1, alt = 'x', draw = function() end } }",
     "block 1 (drawing): width: expected points"},
    {"drawing-nan",
     "return { b.drawing { width = 1, height = 1, alt = 'x', draw = function(c)"
     " c:line(0 / 0, 1) end } }",
     "not a finite number"},
    {"drawing-forged",
     "return { { kind = 'drawing', alt = 'x', width = 1, height = 1, steps = { { 'explode' } } } }",
     "drawings know no \"explode\""},
    {"drawing-forged-step",
     "return { { kind = 'drawing', alt = 'x', width = 1, height = 1, steps = { 7 } } }",
     "a step of the drawing is no list"},
    {"constructor", "return { b.para(nil) }", "expected text or a list, got nil"},
    {"constructor-line", "\n\nreturn { b.cite(nil) }", "from: plugins/try/init.lua:6"},
    {"number", "return { b.para(b.number(0 / 0)) }", "not a number that can be written"},
    {"fill", "return { b.para(b.fill('{x}', {})) }", "no value for {x}"},
    {"word", "return { b.para(ctx.words.nothing) }", "locale/ has no word \"nothing\""},
    {"error-text", "error 'just so'", "try: just so"},
    {"error-table", "error {}", "an error that is no text but of type table"},
    {"error-nil", "error()", "an error that is no text but of type nil"},
    {"utf8-in-error", "error '\\xff'", "try: \xEF\xBF\xBD"},
    {"utf8-in-warning", "ctx.warn '\\xff'", "not valid UTF-8"},
};

static void test_wrong(plugin_kit *kit, gconstpointer data)
{
  const wrong *w = data;
  kit_section(kit, "", w->body);
  g_autofree char *dump = kit_build(kit);
  g_assert_null(dump);
  kit_expect(kit, w->expected);
  kit_expect(kit, "from: plugins/try/init.lua:");
}

/* --- what is right --- */

static void expect_section(plugin_kit *kit, const char *body, const char *expected)
{
  kit_section(kit, "", body);
  g_autofree char *dump = kit_build(kit);
  g_autofree char *messages = kit_messages(kit);
  g_assert_cmpstr(messages, ==, "");
  const char *head = "section role=\"try\" type=\"try\"\n", *section = strstr(dump, head);
  g_assert_nonnull(section);
  g_assert_cmpstr(section + strlen(head), ==, expected);
}

static void test_blocks(plugin_kit *kit, gconstpointer data G_GNUC_UNUSED)
{
  expect_section(
      kit,
      "return { b.heading 'H', b.para { 'a ', b.strong { 'b', b.emph 'c' } },\n"
      "  { b.quote({ 'q' }, { attribution = 'W' }) }, b.rule(), b.code('x\\ny', { syntax = 'lua' "
      "}),\n"
      "  b.list({ 'one', b.item('two', { label = 'II' }) }, { ordered = true, start = 3 }),\n"
      "  b.callout 'c', b.para { b.link('l', 'https://example.org'), b.note 'n', b.cite('s', { "
      "locator = 'p. 3' }),\n"
      "  b.page_ref '#x', b.code_span 'k', b.line_break(), b.span('s', { language = 'fr' }), 12, "
      "0.5 },\n"
      "  b.list({ b.item('S', { target = 's' }) }, { role = 'sources' }) }",
      "      heading level=2\n"
      "        text text=\"H\"\n"
      "      para\n"
      "        text text=\"a \"\n"
      "        strong\n"
      "          text text=\"b\"\n"
      "          emph\n"
      "            text text=\"c\"\n"
      "      quote\n"
      "        para\n"
      "          text text=\"q\"\n"
      "        para role=\"attribution\"\n"
      "          text text=\"W\"\n"
      "      break\n"
      "      code target=\"lua\" text=\"x\\ny\"\n"
      "      list ordered start=3\n"
      "        item\n"
      "          para\n"
      "            text text=\"one\"\n"
      "        item label=\"II\"\n"
      "          para\n"
      "            text text=\"two\"\n"
      "      group role=\"callout\"\n"
      "        para\n"
      "          text text=\"c\"\n"
      "      para\n"
      "        link target=\"https://example.org\"\n"
      "          text text=\"l\"\n"
      "        span role=\"citations\"\n"
      "          cite number=1 target=\"#orders.source-s\" text=\"p. 3\"\n"
      "            text text=\"1, p.\u00A03\"\n"
      "          text text=\",\"\n"
      "          note id=\"orders.call-1\" number=2 target=\"#orders.note-2\"\n"
      "            para\n"
      "              text text=\"n\"\n"
      "        page-ref target=\"#x\"\n"
      "        code-span text=\"k\"\n"
      "        line-break\n"
      "        span language=\"fr\"\n"
      "          text text=\"s\"\n"
      "        text text=\"12\"\n"
      "        text text=\"0.5\"\n"
      "      list role=\"sources\"\n"
      "        item id=\"orders.source-s\" label=\"1\" number=1 target=\"s\"\n"
      "          para\n"
      "            text text=\"S\"\n");
}

static void test_tables(plugin_kit *kit, gconstpointer data G_GNUC_UNUSED)
{
  expect_section(
      kit,
      "return b.table { caption = { 'T', b.emph 'x' }, head = { 'A', { 'B', b.strong 'b' } },\n"
      "  align = { 'start', 'point' }, widths = { 0.25, 0.75 }, row_heads = true,\n"
      "  rows = { { 'a', 1.5 }, b.row({ b.cell('wide', { columns = 2 }) }, { marked = true }) } }",
      "      table columns=2 aligns=start,point\n"
      "        caption\n"
      "          text text=\"T\"\n"
      "          emph\n"
      "            text text=\"x\"\n"
      "        row head\n"
      "          cell head\n"
      "            para\n"
      "              text text=\"A\"\n"
      "          cell head\n"
      "            para\n"
      "              text text=\"B\"\n"
      "              strong\n"
      "                text text=\"b\"\n"
      "        row\n"
      "          cell head\n"
      "            para\n"
      "              text text=\"a\"\n"
      "          cell\n"
      "            para\n"
      "              text text=\"1.5\"\n"
      "        row marked\n"
      "          cell head wide=2\n"
      "            para\n"
      "              text text=\"wide\"\n");
}

static void test_helpers(plugin_kit *kit, gconstpointer data G_GNUC_UNUSED)
{
  expect_section(
      kit,
      "assert(b.api == 1)\n"
      "assert(b.plain(b.para { 'a', b.note 'n', { kind = 'space' }, b.strong 'b' }) == 'a b')\n"
      "assert(b.number(0.7, 2) == '0.70' and b.number(12) == '12' and b.number(0.72) == '0.72')\n"
      "assert(b.fill('For {a} and {b}.', { a = 'x', b = 2 }) == 'For x and 2.')\n"
      "assert(section.generated and section.type == 'try' and #section.content == 0)\n"
      "assert(ctx.title == 'Try' and ctx.language == 'en-GB' and ctx.date '2026-04-26' ~= '')\n"
      "assert(ctx.pack.title == 'Pack' and ctx.pack.scales.confidence[3].grade == 'B/C')\n"
      "assert(ctx.briefing.id == 'orders' and ctx.briefing.title == 'Orders')\n"
      "return b.para 'fine'",
      "      para\n"
      "        text text=\"fine\"\n");
}

/* --- manifests and definitions --- */

static void expect_refused(plugin_kit *kit, const char *expected)
{
  kit_open(kit, NULL);
  kit_expect(kit, expected);
  g_assert_cmpint(brv_diags_exit(kit->diags), ==, BRV_CLASS_PLUGIN);
}

static void test_other_api(plugin_kit *kit, gconstpointer data G_GNUC_UNUSED)
{
  kit_write(kit, "future/plugin.yaml", "id: future\nversion: 1\napi: 2-3\n");
  kit_write(kit, "future/init.lua", "return {}");
  expect_refused(kit, "plugin \"future\" is made for API 2-3; this program has API 1");
}

static void test_folder_and_id(plugin_kit *kit, gconstpointer data G_GNUC_UNUSED)
{
  kit_write(kit, "one/plugin.yaml", "id: two\nversion: 1\napi: 1\n");
  expect_refused(kit, "plugin \"two\" lies in a folder called \"one\"");
}

static void test_no_init(plugin_kit *kit, gconstpointer data G_GNUC_UNUSED)
{
  kit_write(kit, "one/plugin.yaml", "id: one\nversion: 1\napi: 1\n");
  expect_refused(kit, "plugin \"one\" has no init.lua");
}

static void test_unknown_manifest_key(plugin_kit *kit, gconstpointer data G_GNUC_UNUSED)
{
  kit_write(kit, "one/plugin.yaml", "id: one\nversion: 1\napi: 1\noption: {}\n");
  expect_refused(kit, "plugins/one/plugin.yaml:4:1: error: no key \"option\" is known");
}

static void test_bad_definition(plugin_kit *kit, gconstpointer data G_GNUC_UNUSED)
{
  kit_plugin(kit, "one", "return { sections = { s = { title = {}, build = function() end } } }");
  expect_refused(kit, "no key \"title\" is known in plugin \"one\".sections.s");
}

static void test_build_is_no_function(plugin_kit *kit, gconstpointer data G_GNUC_UNUSED)
{
  kit_plugin(kit, "one", "return { sections = { s = { titles = {}, build = 'function' } } }");
  expect_refused(kit, "plugin \"one\": sections.s.build: expected a function");
}

static void test_same_section_twice(plugin_kit *kit, gconstpointer data G_GNUC_UNUSED)
{
  const char *init = "return { sections = { s = { titles = {}, build = function() end } } }";
  kit_plugin(kit, "one", init);
  kit_plugin(kit, "two", init);
  expect_refused(kit, "plugin \"two\" adds the section \"s\", which plugin \"one\" adds already");
}

static void test_syntax_error(plugin_kit *kit, gconstpointer data G_GNUC_UNUSED)
{
  kit_plugin(kit, "one", "local x = 1\nreturn {");
  expect_refused(kit,
                 "plugins/one/init.lua:2:1: error: plugin \"one\": unexpected symbol near <eof>");
}

static void test_modules(plugin_kit *kit, gconstpointer data G_GNUC_UNUSED)
{
  kit_section(kit, "local m = require 'lib.words'",
              "assert(m == require 'lib.words') return b.para(m.word)");
  kit_write(kit, "try/lib/words.lua", "local n = require 'lib.more' return { word = 'so ' .. n }");
  kit_write(kit, "try/lib/more.lua", "return 'it is'");
  g_autofree char *dump = kit_build(kit);
  g_assert_nonnull(strstr(dump, "so it is"));
}

/* Everyone's modules: each plugin has a copy of its own. */
static void test_library(plugin_kit *kit, gconstpointer data G_GNUC_UNUSED)
{
  kit_write(kit, "api/brevier/scale.lua",
            "local deep = require 'brevier.scale.deep' return { deep = deep, count = 0 }");
  kit_write(kit, "api/brevier/scale/deep.lua", "local t = { 'so it is' } return t");
  kit_section(kit, "local m = require 'brevier.scale'",
              "m.count = m.count + 1 return b.para(m.deep[1] .. m.count)");
  kit_plugin(kit, "other",
             "local b, m = require 'brevier', require 'brevier.scale' return { sections = { other ="
             " { titles = {}, rank = 2, generated = true, build = function() m.count = m.count + 1"
             " return b.para('other ' .. m.count) end } } }");
  g_autofree char *dump = kit_build(kit);
  g_assert_nonnull(strstr(dump, "so it is1"));
  g_assert_nonnull(strstr(dump, "other 1"));
}

/* An error in the library is told at the plugin's own line. */
static void test_library_fails(plugin_kit *kit, gconstpointer data G_GNUC_UNUSED)
{
  kit_write(kit, "api/brevier/scale.lua", "return { linear = function(x)\n  return x + 1 end }");
  kit_section(kit, "local m = require 'brevier.scale'",
              "local x = 1\nlocal y = m.linear('no') return y");
  g_assert_null(kit_build(kit));
  kit_expect(kit, "(plugins/api/brevier/scale.lua:2)");
  kit_expect(kit, "from: plugins/try/init.lua:5");
}

static void test_library_lacks(plugin_kit *kit, gconstpointer data G_GNUC_UNUSED)
{
  kit_write(kit, "api/brevier/scale.lua", "return {}");
  kit_section(kit, "local m = require 'brevier.scales'", "return {}");
  g_assert_null(kit_build(kit));
  kit_expect(kit, "brevier has no module 'brevier.scales'; did you mean \"brevier.scale\"?");
}

static void test_modules_in_a_circle(plugin_kit *kit, gconstpointer data G_GNUC_UNUSED)
{
  kit_section(kit, "local m = require 'a'", "return {}");
  kit_write(kit, "try/a.lua", "return require 'b'");
  kit_write(kit, "try/b.lua", "return require 'a'");
  expect_refused(kit, "module 'a' requires itself");
}

static void test_pack_replaces_bundled(plugin_kit *kit, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *bundled = g_build_filename(g_getenv("BRV_TEST_TOP"), "plugins", NULL);
  kit_plugin(
      kit, "fact",
      "local b = require 'brevier' return { sections = { fact = { titles = { en = { 'The fact' } },"
      " build = function() return b.para 'ours' end } } }");
  brv_folder *first = brv_folder_open(kit->arena, bundled, kit->diags);
  brv_folder *second = brv_folder_open(kit->arena, kit->folder, kit->diags);
  kit->host = brv_host_new(first, second, kit->limits, kit->diags);
  brv_node *section = add(kit->arena, kit->briefing->body, BRV_NODE_SECTION);
  section->type = "fact";
  add_text(kit->arena, add(kit->arena, section, BRV_NODE_HEADING), "The fact");
  g_autofree char *dump = kit_build(kit);
  g_assert_nonnull(strstr(dump, "ours"));
  const brv_registry *registry = brv_host_registry(kit->host);
  for (guint i = 0; i < registry->plugins->len; i++) {
    const brv_plugin_info *info = registry->plugins->pdata[i];
    g_assert_cmpstr(info->origin, ==, strcmp(info->id, "fact") == 0 ? "pack" : "bundled");
  }
}

static void test_words_and_options(plugin_kit *kit, gconstpointer data G_GNUC_UNUSED)
{
  kit_section(
      kit, "",
      "return b.para(ctx.words.a .. ctx.words.b .. ctx.options.size .. tostring(ctx.options.on)"
      " .. ctx.options.name)");
  kit_write(kit, "try/plugin.yaml",
            "id: try\nversion: 1\napi: 1\noptions:\n  size: {type: integer, default: 3}\n"
            "  on: {type: boolean, default: true}\n  name: {type: text, default: none}\n");
  kit_write(kit, "try/locale/en.yaml", "a: one\nb: two\n");
  kit_write(kit, "try/locale/de.yaml", "a: eins\n");
  kit->edition->language = "de-CH";
  brv_value *options = brv_value_new(kit->arena, BRV_VALUE_MAP, BRV_NO_PLACE);
  brv_value *ours = brv_value_new(kit->arena, BRV_VALUE_MAP, BRV_NO_PLACE);
  brv_value_set(kit->arena, ours, "on", brv_value_new_text(kit->arena, "false", BRV_NO_PLACE));
  brv_value_set(kit->arena, options, "try", ours);
  kit->edition->options = options;
  g_autofree char *dump = kit_build(kit);
  g_assert_nonnull(strstr(dump, "einstwo3falsenone"));
}

#define ADD(name, test) g_test_add("/blocks/" name, plugin_kit, NULL, set_up, test, tear_down)

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS(wrongs); i++) {
    g_autofree char *path = g_strdup_printf("/blocks/wrong/%s", wrongs[i].name);
    g_test_add(path, plugin_kit, &wrongs[i], set_up, test_wrong, tear_down);
  }
  ADD("right", test_blocks);
  ADD("tables", test_tables);
  ADD("helpers", test_helpers);
  ADD("other-api", test_other_api);
  ADD("folder-and-id", test_folder_and_id);
  ADD("no-init", test_no_init);
  ADD("unknown-manifest-key", test_unknown_manifest_key);
  ADD("bad-definition", test_bad_definition);
  ADD("build-is-no-function", test_build_is_no_function);
  ADD("same-section-twice", test_same_section_twice);
  ADD("syntax-error", test_syntax_error);
  ADD("modules", test_modules);
  ADD("library", test_library);
  ADD("library-fails", test_library_fails);
  ADD("library-lacks", test_library_lacks);
  ADD("modules-in-a-circle", test_modules_in_a_circle);
  ADD("pack-replaces-bundled", test_pack_replaces_bundled);
  ADD("words-and-options", test_words_and_options);
  return g_test_run();
}
