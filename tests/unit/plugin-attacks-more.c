/* More hostile plugins, as in plugin-attacks.c: what could differ from run to run, what loops in C,
 * and what the stages after the plugins would choke on. */
#include <string.h>

#include "plugin-kit.h"

#define WORK "more work than one call may"
#define FINE "return { b.para('fine') }"

static const kit_attack attacks[] = {
    /* addresses and chance */
    {"address-in-unknown-global", "",
     "local ok, e = pcall(function() return _ENV[{}] end) assert(e:find(\"'table'\"), e) " FINE,
     NULL},
    {"address-in-stray-global", "",
     "local ok, e = pcall(function() _ENV[{}] = 1 end) assert(e:find(\"'table'\"), e) " FINE, NULL},
    {"address-in-unknown-word", "",
     "local ok, e = pcall(function() return ctx.words[error] end)"
     " assert(e:find('\"function\"'), e) " FINE,
     NULL},
    {"weak-table", "", "setmetatable({}, { __mode = 'k' })", "no weak tables"},
    {"weak-afterwards", "",
     "local m = {} local t = setmetatable({}, m) m.__mode = 'k'"
     " for i = 1, 1000 do t[{}] = i end " FINE,
     "no weak tables"},
    {"weak-by-rawset", "",
     "local m = { __index = {} } setmetatable({}, m) rawset(m, '__mode', 'v')"
     " for i = 1, 1000 do m[i] = {} end " FINE,
     "no weak tables"},
    {"many-metatables", "",
     "for i = 1, 1000 do setmetatable({}, {}) setmetatable({}, { __index = {} }) end " FINE, NULL},
    /* loops in C */
    {"plain-of-many", "", "local t = {} for i = 1, 40 do t = { t, t } end return b.plain(t)", WORK},
    {"keys-of-many", "",
     "local t, r = { kind = 'para' }, {} for i = 1, 10000 do t[-i] = 1 end"
     " for i = 1, 50000 do r[i] = t end return r",
     WORK},
    {"keys-of-many-lists", "",
     "local t, r = {}, {} for i = 1, 10000 do t[-i] = 1 end"
     " for i = 1, 50000 do r[i] = t end return r",
     WORK},
    {"copies-of-many", "",
     "local t = {} for i = 1, 10000 do t['k' .. i] = 1 end while true do b.para(t) end", WORK},
    {"long-remark", "", "ctx.warn(('x'):rep(4001))", "a remark of more than 4000 bytes"},
    /* what later stages get */
    {"script-link", "", "return { b.para(b.link('x', 'javascript:alert(1)')) }", "is no address"},
    {"file-link", "", "return { b.para(b.link('x', 'file:///etc/passwd')) }", "is no address"},
    {"address-links", "",
     "return { b.para{ 'fine', b.link('x', 'HTTPS://a.example'), b.link('y', 'mailto:a@b.example'),"
     " b.link('z', '#z'), b.link('p', 'pack:'), b.link('n', ''), b.page_ref('pack:orders') } }",
     NULL},
    {"link-in-link", "", "return { b.para(b.link({ 'x ', b.link('y', '#a') }, '#b')) }",
     "para 1, link 1, link 2: a link within a link"},
    {"cite-in-link", "", "return { b.para(b.link(b.cite 'wire', '#b')) }",
     "a citation within a link"},
    {"note-in-link", "", "return { b.heading(b.link({ 'x', b.note 'y' }, '#b')) }",
     "the call of a note within a link"},
    {"note-in-note", "", "return { b.para{ 'x', b.note { b.para { 'y', b.note 'z' } } } }",
     "a note within a note"},
    {"empty-note", "", "return { b.para{ 'x', b.note {} } }", "a note without words"},
    {"empty-heading", "", "return { b.heading { ' ', b.note 'x' } }", "a heading without words"},
    {"unseen-heading", "", "return { b.heading '\\u{a0}\\u{200b}' }", "a heading without words"},
    {"empty-link", "", "return { b.para { 'x', b.link({}, '#b') } }", "a link without words"},
    {"two-captions", "",
     "local t = b.table { rows = { { 'x' } }, caption = 'one' } t[#t + 1] = b.caption 'two'"
     " return { t }",
     "a table with two captions"},
    {"empty-list", "", "return { b.list {} }", "a list without items"},
    {"empty-figure", "", "return { b.figure({}, { caption = 'x' }) }", "a figure without contents"},
    {"no-host", "", "return { b.para(b.link('x', 'http://[::')) }", "its host cannot be"},
    {"host-with-zone", "", "return { b.para(b.link('x', 'https://[::1%eth0]/')) }",
     "its host cannot be"},
    {"long-address", "", "return { b.para(b.link('x', 'http://a/' .. ('x'):rep(2000))) }",
     "an address of more than 2000 bytes"},
    {"control-of-ansi", "", "return { b.para('\\u{9b}2J') }", "the control character U+009B"},
    {"noncharacter", "", "return { b.para('\\u{fdd0}') }", "the control character U+FDD0"},
    {"drawing-without-width", "",
     "return { b.drawing { width = 5e-324, height = 5000, alt = 'x', draw = function(c) end } }",
     "width: expected points"},
    {"no-language", "", "return { b.para('x', { language = 'zz:__' }) }", "is no language"},
    {"language-of-noncharacters", "", "return { b.para('x', { language = '\\u{ffff}' }) }",
     "the control character U+FFFF"},
};

/* The line of the plugin that a text names is believed only where the stack has told it. */
static void expect_line(plugin_kit *kit, const char *text, const char *line)
{
  g_autofree char *dump = kit_build(kit);
  g_assert_null(dump);
  kit_expect(kit, text);
  kit_expect(kit, line);
  g_assert_cmpint(brv_diags_exit(kit->diags), ==, BRV_CLASS_PLUGIN);
}

static const struct {
  const char *name, *body, *text, *line;
} raisers[] = {
    /* init.lua has three lines before these */
    {"named-other", "\nerror('plugins/other/init.lua:3: no', 0)",
     "try: plugins/other/init.lua:3: no [", "init.lua:5\n"},
    {"named-own", "\n\nerror('plugins/try/init.lua:1: no', 0)", "try: plugins/try/init.lua:1: no [",
     "init.lua:6\n"},
    {"named-in-coroutine",
     "\ncoroutine.wrap(function()\n error('plugins/o/init.lua:1: no', 0) end)()",
     "try: plugins/o/init.lua:1: no [", "init.lua:6\n"},
    {"in-coroutine", "\ncoroutine.wrap(function()\n local x = nil .. 'y' end)()", "concatenate",
     "init.lua:6\n"},
    {"raised-again", "\nlocal _, e = pcall(function()\n error('no') end)\n\nerror(e, 0)",
     "try: no [", "init.lua:6\n"},
    {"at-the-caller", "\nlocal function f() error('no', 2) end\n\nf()", "try: no [",
     "init.lua:7\n"},
    {"memory-in-words", "\nerror('not enough memory', 0)", "try: not enough memory [plugin-failed]",
     "init.lua:5\n"},
    {"memory-in-words-of-coroutine",
     "\ncoroutine.wrap(function() error('not enough memory', 0) end)()",
     "try: not enough memory [plugin-failed]", "init.lua:5\n"},
};

static void test_raiser(plugin_kit *kit, gconstpointer data)
{
  guint i = GPOINTER_TO_UINT(data);
  kit_section(kit, "", raisers[i].body);
  expect_line(kit, raisers[i].text, raisers[i].line);
}

/* Who goes over the edition's limit is named, once; who comes after is not. */
static void test_blame_for_an_edition(plugin_kit *kit, gconstpointer data G_GNUC_UNUSED)
{
  kit_section(kit, "local r, one = {}, b.rule() for i = 1, 90000 do r[i] = one end", "return r");
  kit_plugin(kit, "zero",
             "local b = require 'brevier' return { sections = { zero = { titles = {"
             " en = { 'Zero' } }, rank = 2, generated = true,"
             " build = function() return { b.para 'little' } end } } }");
  kit->limits.instructions = 20 * 1000 * 1000;
  brv_edition_part *part = kit->edition->parts->pdata[0];
  for (int i = 0; i < 9; i++)
    g_ptr_array_add(part->briefings, part->briefings->pdata[0]);
  g_autofree char *dump = kit_build(kit);
  g_assert_null(dump);
  kit_expect(kit, "block 49991: more than 500000");
  g_assert_cmpuint(brv_diags_errors(kit->diags), ==, 1);
}

/* What is drawn by lot while plugins are read is the same in each run. */
static void test_chance_at_start(plugin_kit *kit, gconstpointer data G_GNUC_UNUSED)
{
  kit_section(kit, "local drawn = math.random(1 << 40)", "return { b.para('drawn ' .. drawn) }");
  g_autofree char *first = kit_build(kit);
  for (int i = 0; i < 5; i++) {
    brv_host_free(g_steal_pointer(&kit->host));
    kit_open(kit, kit->folder);
    g_autofree char *again = kit_build(kit);
    g_assert_cmpstr(again, ==, first);
  }
}

/* What `#` says of a list with holes depends on what was done to it, not on the run, as long as all
 * keys are numbers. */
static void test_length_with_holes(plugin_kit *kit, gconstpointer data G_GNUC_UNUSED)
{
  kit_section(kit, "",
              "local sum = 0 for i = 1, 300 do local t = {} for _ = 1, math.random(40) do"
              " t[math.random(40)] = math.random(3) > 1 or nil end sum = (sum * 31 + #t) % 1000003"
              " end return { b.para('sum ' .. sum) }");
  g_autofree char *first = kit_build(kit);
  for (int i = 0; i < 5; i++) {
    brv_host_free(g_steal_pointer(&kit->host));
    kit_open(kit, kit->folder);
    g_autofree char *again = kit_build(kit);
    g_assert_cmpstr(again, ==, first);
  }
}

/* Many calls may not together yield what one of them may not. */
static void test_too_much_in_an_edition(plugin_kit *kit, gconstpointer data G_GNUC_UNUSED)
{
  kit_section(kit, "local r, one = {}, b.rule() for i = 1, 60000 do r[i] = one end", "return r");
  kit->limits.instructions = 20 * 1000 * 1000;
  brv_edition_part *part = kit->edition->parts->pdata[0];
  for (int i = 0; i < 9; i++)
    g_ptr_array_add(part->briefings, part->briefings->pdata[0]);
  g_autofree char *dump = kit_build(kit);
  g_assert_null(dump);
  kit_expect(kit, "more than 500000 blocks and pieces in one edition");
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  kit_add_attacks("/attacks", attacks, G_N_ELEMENTS(attacks));
  g_test_add("/attacks/chance-at-start", plugin_kit, NULL, kit_set_up_attack, test_chance_at_start,
             kit_tear_down_attack);
  g_test_add("/attacks/length-with-holes", plugin_kit, NULL, kit_set_up_attack,
             test_length_with_holes, kit_tear_down_attack);
  g_test_add("/attacks/too-much-in-an-edition", plugin_kit, NULL, kit_set_up_attack,
             test_too_much_in_an_edition, kit_tear_down_attack);
  g_test_add("/attacks/blame-for-an-edition", plugin_kit, NULL, kit_set_up_attack,
             test_blame_for_an_edition, kit_tear_down_attack);
  for (guint i = 0; i < G_N_ELEMENTS(raisers); i++) {
    g_autofree char *name = g_strdup_printf("/attacks/raised/%s", raisers[i].name);
    g_test_add(name, plugin_kit, GUINT_TO_POINTER(i), kit_set_up_attack, test_raiser,
               kit_tear_down_attack);
  }
  return g_test_run();
}
