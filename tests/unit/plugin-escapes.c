/* More hostile plugins: ways out of the sandbox, ways into another plugin, answers that are no
 * blocks, and C code that never comes back. */
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "plugin-kit.h"

#define WORK "more work than one call may"
#define FINE "return { b.para('fine') }"

static const kit_attack attacks[] = {
    /* metamethods */
    {"loop-in-eq", "",
     "local m = { __eq = function() while true do end end }"
     " return setmetatable({}, m) == setmetatable({}, m)",
     WORK},
    {"loop-in-call", "", "setmetatable({}, { __call = function() while true do end end })()", WORK},
    {"loop-in-newindex", "",
     "setmetatable({}, { __newindex = function() while true do end end }).x = 1", WORK},
    {"loop-in-concat", "",
     "return 'x' .. setmetatable({}, { __concat = function() while true do end end })", WORK},
    {"loop-in-unm", "", "return -setmetatable({}, { __unm = function() while true do end end })",
     WORK},
    {"loop-in-iterator", "", "for x in function() return 1 end do end", WORK},
    {"loop-in-small-steps", "", "for i = 0, 1, 1e-300 do end", WORK},
    {"loop-by-goto", "", "::again:: goto again", WORK},
    {"loop-in-tail-calls", "", "local function f() return f() end return f()", WORK},
    {"loop-in-titles", "for i = 1, math.huge do end", FINE, WORK},
    {"metamethods-of-the-answer", "",
     "return setmetatable({ b.para('fine') }, { __index = error, __len = nil, __pairs = error })",
     NULL},
    /* the string metatable */
    {"string-method", "", "('').upper = error", "attempt to index a string value"},
    {"string-metatable-set", "", "setmetatable('', {})", "table expected"},
    {"string-metatable-of-another", "", "setmetatable({}, getmetatable(''))",
     "nil or table expected"},
    {"string-index", "", "rawset(getmetatable('').__index, 'upper', error)",
     "attempt to index a boolean"},
    /* libraries and the environment */
    {"library-next", "", "for k in pairs(string) do error(k) end " FINE, NULL},
    {"library-rawget", "", "assert(rawget(string, 'upper') == nil) " FINE, NULL},
    {"library-insert", "", "table.insert(string, 1)", "cannot be changed"},
    {"library-move", "", "table.move({ 1 }, 1, 1, 1, string)", "cannot be changed"},
    {"library-sort", "", "table.sort(b)  " FINE, NULL},
    {"library-metatable", "", "getmetatable(table).__index = {}", "attempt to index a boolean"},
    {"module-metatable", "", "getmetatable(b).__index = {}", "attempt to index a boolean"},
    {"module-again", "", "require('brevier').para = nil", "cannot be changed"},
    {"require-itself", "", "require = nil", "'require' is not declared"},
    {"environment-in-coroutine", "", "coroutine.wrap(function() x = 1 end)()",
     "'x' is not declared"},
    {"environment-of-ones-own", "", "local b, _ENV = b, {} x = 1 return { b.para('fine') }", NULL},
    {"environment-by-name", "", "return _G.string", "no global called '_G'"},
    {"loadstring", "", "return loadstring('return 1')", "no global called 'loadstring'"},
    {"setfenv", "", "return setfenv(1, {})", "no global called 'setfenv'"},
    {"newproxy", "", "return newproxy(true)", "no global called 'newproxy'"},
    {"upvalue", "", "return debug.getupvalue(b.para, 1)", "plugins have no 'debug'"},
    {"clock", "", "return os.clock()", "plugins have no 'os'"},
    {"environment-variables", "", "return os.getenv('HOME')", "plugins have no 'os'"},
    {"processes", "", "return io.popen('id')", "plugins have no 'io'"},
    {"loaded-modules", "", "return package.loadlib('libc.so.6', '*')", "plugins have no 'package'"},
    {"require-c", "local x = require 'lib.core.so'", FINE, "no module 'lib.core.so'"},
    {"require-nul", "local x = require 'a\\0b'", FINE, "module"},
    {"require-no-text", "local x = require(12)", FINE, "no module '12'"},
    /* error objects and handlers */
    {"error-of-errors", "", "error(setmetatable({}, { __tostring = function() error('x') end }))",
     "an error that is no text"},
    {"error-nil", "", "error(nil)", "an error that is no text but of type nil"},
    {"error-function", "", "error(print_)", "no global called 'print_'"},
    {"error-invalid", "", "error('\\xff\\xfe', 0)", "try: "},
    {"error-long", "", "error(('x'):rep(1e6), 0)", "try: xxx"},
    {"error-with-a-false-place", "", "error('/etc/passwd.lua:1: x', 0)", "try: /etc/passwd.lua:1: x [plugin-failed]"},
    {"error-in-handler", "", "assert(not xpcall(error, function(e) error(e) end, 'x')) " FINE,
     "try: x"},
    {"handler-reads-nothing", "",
     "local _, e = xpcall(function() b.heading() end, function(e) return e end)"
     " assert(type(e) == 'string') " FINE,
     NULL},
    {"traceback", "", "xpcall(error, debug.traceback)", "plugins have no 'debug'"},
    /* coroutines */
    {"yield-across", "", "coroutine.yield(1)", "attempt to yield from outside a coroutine"},
    {"yield-in-sort", "",
     "coroutine.wrap(function() table.sort({ 2, 1 }, coroutine.yield) end)() " FINE,
     "attempt to yield across a C-call boundary"},
    {"coroutine-resumes-itself", "",
     "local c c = coroutine.create(function() return coroutine.resume(c) end)"
     " local _, ok = coroutine.resume(c) assert(ok == false) " FINE,
     NULL},
    {"coroutine-left-open", "",
     "coroutine.wrap(function() local x <close> = setmetatable({}, { __close = function()"
     " while true do end end }) coroutine.yield() end)() " FINE,
     NULL},
    /* what calls hand out */
    {"handle-made-up", "", "return { { kind = 'image', handle = 7, alt = '' } }",
     "nothing that the briefing gave"},
    {"handle-of-another-kind", "", "return { { kind = 'image', handle = 0 / 0, alt = '' } }",
     "nothing that the briefing gave"},
    {"place-made-up", "", "return { { kind = 'para', 'x', place = 1 << 40 } }",
     "nothing that the briefing gave"},
    {"place-in-a-remark", "", "ctx.warn({ place = -1 }, 'x') error('y')", "try: y"},
    {"canvas-kept", "",
     "local kept b.drawing { width = 1, height = 1, alt = 'x', draw = function(c) kept = c end }"
     " kept:move(1, 1)",
     "drawing"},
    {"remark-invalid", "", "ctx.warn('\\xff')", "not valid UTF-8"},
    {"remark-no-text", "", "ctx.error({}, {})", "string expected"},
    /* answers */
    {"answer-number", "", "return 1", "expected a list of blocks, got number"},
    {"answer-function", "", "return error", "expected a list of blocks, got function"},
    {"answer-mixed", "", "return { b.para('x'), function() end }",
     "expected a block, got function"},
    {"answer-key", "", "return { { kind = 'para', [{}] = 1 } }", "a key of type table"},
    {"answer-kind", "", "return { { kind = {} } }", "kind: expected text, got table"},
    {"answer-frame", "", "return { { kind = 'document' } }", "no kind called \"document\""},
    {"answer-cyclic", "", "local t = {} t[1] = t return t", "a table that holds itself"},
    {"answer-cyclic-blocks", "",
     "local t = { kind = 'group' } t[1] = { kind = 'quote', t } return { t }",
     "a table that holds itself"},
    {"answer-invalid", "", "return b.para('\\xc3\\x28')", "not valid UTF-8"},
    {"answer-invalid-by-utf8", "", "return b.para(utf8.char(0x7fffffff))", "not valid UTF-8"},
    {"answer-surrogate", "", "return b.para(utf8.char(0xd800))", "not valid UTF-8"},
    {"answer-nul", "", "return b.para('a\\0b')", "not valid UTF-8"},
    {"answer-control", "", "return b.para('a\\27[31m')", "control character U+001B"},
    {"answer-long", "", "return b.para(('x'):rep(5e6))", "more than 4194304 bytes of text"},
    {"answer-far", "", "return { [1 << 40] = b.para('x') }", "more than 100000 blocks"},
    {"answer-deep", "", "local t = b.para('x') for i = 1, 100 do t = b.quote(t) end return t",
     "nested too deeply"},
    {"answer-wide", "",
     "return b.table { rows = { { b.cell('x', { columns = 100 }), b.cell('x', { columns = 0 }) } } "
     "}",
     "columns: expected a whole number from 1 to 100"},
    {"answer-infinite", "",
     "return { { kind = 'table', widths = { 0 / 0 }, { kind = 'row', { kind = 'cell', 'x' } } } }",
     "widths: expected a part of 1"},
    {"drawing-infinite", "",
     "return b.drawing { width = 1 / 0, height = 1, alt = 'x', draw = function(c) end }", "width"},
    {"drawing-steps-made-up", "",
     "return { { kind = 'drawing', width = 1, height = 1, alt = 'x', steps = { { 'exec', 1 } } } }",
     "drawings know no \"exec\""},
    {"pack-bomb", "", "return ('>s8'):rep(100):pack(1)", "try: "},
    {"packsize-bomb", "", "return ('!1024i16'):packsize()", "try: "},
    {"utf8-bomb", "", "return utf8.char(table.unpack({}, 1, 1e7))", "try: "},
    {"char-bomb", "",
     "local t = {} for i = 1, 250 do t[i] = 65 end"
     " while true do string.char(table.unpack(t)) end",
     WORK},
};

/* --- another plugin --- */

static void other_plugin(plugin_kit *kit, const char *head, const char *body)
{
  g_autofree char *init =
      g_strdup_printf("local b = require 'brevier' %s return { sections = { other = { titles = {},"
                      " rank = 2, generated = true, build = function(section, ctx) %s end } } }",
                      head, body);
  kit_plugin(kit, "other", init);
}

/* What one does to all that it is handed, the other, called later, does not see. */
static void test_neighbours(plugin_kit *kit, gconstpointer data G_GNUC_UNUSED)
{
  kit_write(kit, "api/brevier/scale.lua", "return { value = 'clean', list = {} }");
  kit_section(kit, "local m = require 'brevier.scale'",
              "m.value = 'spoilt' m.list[1] = 1 ctx.briefing.title = 'spoilt'"
              " ctx.pack.title = 'spoilt' ctx.pack.scales.confidence[1].grade = 'spoilt'"
              " ctx.language = 'xx' ctx.warn = nil ctx.options.x = 1 ctx.words = nil"
              " section.type = 'spoilt' math.random(100) return {}");
  other_plugin(kit, "local m = require 'brevier.scale'",
               "assert(m.value == 'clean' and #m.list == 0)"
               " assert(ctx.briefing.title == 'Orders' and ctx.pack.title == 'Pack')"
               " assert(ctx.pack.scales.confidence[1].grade == 'A' and ctx.language == 'en-GB')"
               " assert(ctx.options.x == nil and section.type == 'other') ctx.warn('heard')"
               " return b.para('fine')");
  g_autofree char *dump = kit_build(kit);
  kit_expect(kit, "warning: other: heard");
  g_assert_true(dump && strstr(dump, "text text=\"fine\""));
}

static void test_neighbours_modules(plugin_kit *kit, gconstpointer data G_GNUC_UNUSED)
{
  kit_section(kit, "", "return {}");
  kit_write(kit, "try/secret.lua", "return 1");
  other_plugin(kit, "local m = require 'secret'", "return {}");
  g_assert_null(kit_build(kit));
  kit_expect(kit, "no module 'secret' (plugins/other/secret.lua)");
}

/* --- C code that does not come back ---
 *
 * Plugins can measure texts; here the measuring is ours. */

static brv_extents measure(void *data G_GNUC_UNUSED, const char *text,
                           const char *role G_GNUC_UNUSED, const char *language G_GNUC_UNUSED)
{
  for (; strcmp(text, "loop") == 0;)
    g_thread_yield();
  if (strcmp(text, "crash") == 0)
    raise(SIGSEGV);
  if (strcmp(text, "abort") == 0)
    abort();
  if (strcmp(text, "exit") == 0)
    _exit(0);
  for (gsize size = 1 << 20; strcmp(text, "eat") == 0; size *= 2)
    memset(g_malloc(size), 'x', size);
  return (brv_extents){1, 1, 1};
}

static const char *const no_colours[] = {NULL};
static const brv_looks looks = {.measure = measure, .colours = no_colours};

static char *build_measuring(plugin_kit *kit, guint seconds)
{
  kit->limits.seconds = seconds;
  kit_open(kit, NULL);
  brv_host_set_looks(kit->host, &looks);
  return kit_build(kit);
}

/* `line`: the last that is known; of an exit none is but the function's own. */
typedef struct {
  const char *name, *text;
  guint seconds;
  int line;
  const char *expected;
} fall;

static const fall falls[] = {
    {"loop", "loop", 1, 6, "it did not come back within 1 seconds, and was ended [plugin-limit]"},
    {"crash", "crash", 9, 6, "it crashed (signal 11) [plugin-failed]"},
    {"abort", "abort", 9, 6, "it crashed (signal 6) [plugin-failed]"},
    {"exit", "exit", 9, 4, "it ended in the midst of its answer [plugin-failed]"},
#ifndef __SANITIZE_ADDRESS__
    {"eat", "eat", 30, 6, "it took more memory than a worker may hold"},
#endif
};

/* The plugin is named with its line and the briefing's; what it had to say in calls before, and
 * what others have to say, is told too. */
static void test_fall(plugin_kit *kit, gconstpointer data)
{
  const fall *f = data;
  g_autofree char *init = g_strdup_printf(
      "local b = require 'brevier'\nreturn { sections = { try = { titles = {}, rank = 1,\n"
      "generated = true, check = function(section, ctx) ctx.warn('before') end,\n"
      "build = function(section, ctx)\n  local x = 1\n  b.extents('%s')\nend } } }",
      f->text);
  kit_plugin(kit, "try", init);
  other_plugin(kit, "", "ctx.warn('behind') return b.para('fine')");
  g_autofree char *dump = build_measuring(kit, f->seconds);
  g_autofree char *from = g_strdup_printf("from: plugins/try/init.lua:%d", f->line);
  g_assert_null(dump);
  kit_expect(kit, "orders.md:1:1: error: try: ");
  kit_expect(kit, f->expected);
  kit_expect(kit, from);
  kit_expect(kit, "warning: try: before");
  kit_expect(kit, "warning: other: behind");
  g_assert_cmpint(brv_diags_exit(kit->diags), ==, BRV_CLASS_PLUGIN);
  g_assert_cmpuint(brv_diags_errors(kit->diags), ==, 1);
}

/* In a coroutine the line is known as well. */
static void test_fall_in_coroutine(plugin_kit *kit, gconstpointer data G_GNUC_UNUSED)
{
  kit_section(kit, "", "\ncoroutine.wrap(function()\nb.extents('loop') end)()");
  g_autofree char *dump = build_measuring(kit, 1);
  g_assert_null(dump);
  kit_expect(kit, "try: it did not come back within 1 seconds");
  kit_expect(kit, "from: plugins/try/init.lua:6");
}

/* Two that fall are both told. */
static void test_two_fall(plugin_kit *kit, gconstpointer data G_GNUC_UNUSED)
{
  kit_section(kit, "", "b.extents('crash')");
  other_plugin(kit, "", "b.extents('abort')");
  g_autofree char *dump = build_measuring(kit, 1);
  g_assert_null(dump);
  kit_expect(kit, "try: it crashed (signal 11)");
  kit_expect(kit, "other: it crashed (signal 6)");
}

/* A library call that is long and not metered: comparing texts. */
static void test_long_calls(plugin_kit *kit, gconstpointer data G_GNUC_UNUSED)
{
  kit_section(kit, "",
              "local x = ('x'):rep(1e6) local y, z = x .. 'y', x .. 'z'"
              " while true do local t = y < z end");
  kit->limits.seconds = 1;
  kit->limits.instructions = (guint64)1 << 40;
  g_autofree char *dump = kit_build(kit);
  g_assert_null(dump);
  kit_expect(kit, "orders.md:1:1: error: try: it did not come back within 1 seconds");
  kit_expect(kit, "from: plugins/try/init.lua:4");
}

static void test_load_falls(plugin_kit *kit, gconstpointer data G_GNUC_UNUSED)
{
  kit->limits.seconds = 1;
  kit->limits.instructions = (guint64)1 << 40;
  kit_section(kit, "\n\nwhile true do end", "return {}");
  kit_plugin(kit, "wrong", "return 1");
  g_assert_null(kit_build(kit));
  kit_expect(kit, "plugins/try/init.lua:3:1: error: plugin \"try\": it did not come back within 1");
  kit_expect(kit, "plugin \"wrong\": init.lua must return a table");
}

static void test_layout_falls(plugin_kit *kit, gconstpointer data G_GNUC_UNUSED)
{
  kit->limits.seconds = 1;
  kit->limits.instructions = (guint64)1 << 40;
  kit_write(kit, "slow.lua", "\nwhile true do end\nreturn {}");
  kit_open(kit, NULL);
  const brv_folder *folder = brv_folder_open(kit->arena, kit->folder, kit->diags);
  g_assert_null(
      brv_host_layout(kit->host, kit->arena, &folder, 1, "slow", BRV_NO_PLACE, kit->diags));
  kit_expect(kit, "error: the layout: it did not come back within 1 seconds");
  kit_expect(kit, "layouts/slow.lua:2");
}

#define ADD(name, test)                                                                            \
  g_test_add("/escapes/" name, plugin_kit, NULL, kit_set_up_attack, test, kit_tear_down_attack)

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  kit_add_attacks("/escapes", attacks, G_N_ELEMENTS(attacks));
  for (gsize i = 0; i < G_N_ELEMENTS(falls); i++) {
    g_autofree char *path = g_strdup_printf("/escapes/fall/%s", falls[i].name);
    g_test_add(path, plugin_kit, &falls[i], kit_set_up_attack, test_fall, kit_tear_down_attack);
  }
  ADD("neighbours", test_neighbours);
  ADD("neighbours-modules", test_neighbours_modules);
  ADD("fall-in-coroutine", test_fall_in_coroutine);
  ADD("two-fall", test_two_fall);
  ADD("long-calls", test_long_calls);
  ADD("load-falls", test_load_falls);
  ADD("layout-falls", test_layout_falls);
  return g_test_run();
}
