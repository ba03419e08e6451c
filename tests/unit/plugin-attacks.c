/* Hostile plugins: each must end in an error that names the plugin's line, within its limits, or do
 * no harm at all. */
#include <string.h>

#include "plugin-kit.h"

#define WORK "more work than one call may"
#define MEMORY "more memory than plugins may hold"
#define FINE "return { b.para('fine') }"

static const kit_attack attacks[] = {
    /* work */
    {"loop", "", "while true do end", WORK},
    {"loop-in-pcall", "", "while true do pcall(function() while true do end end) end", WORK},
    {"loop-in-nested-pcall", "", "local function f(n) while true do pcall(f, n + 1) end end f(1)",
     WORK},
    {"loop-in-handler", "", "xpcall(error, function() while true do end end)", WORK},
    {"loop-in-handler-of-kill", "",
     "xpcall(function() while true do end end, function() while true do end end)", WORK},
    {"loop-in-coroutine", "",
     "while true do coroutine.resume(coroutine.create(function() while true do end end)) end",
     WORK},
    {"loop-in-wrap", "",
     "while true do pcall(coroutine.wrap(function() while true do end end)) end", WORK},
    {"yield-for-ever", "",
     "local c = coroutine.wrap(function() while true do coroutine.yield() end end)"
     " while true do c() end",
     WORK},
    {"loop-in-close", "",
     "local x <close> = setmetatable({}, { __close = function() while true do end end })"
     " while true do end",
     WORK},
    {"loop-in-close-of-coroutine", "",
     "coroutine.wrap(function() local x <close> = setmetatable({}, { __close = function()"
     " while true do end end }) while true do end end)()",
     WORK},
    {"loop-in-metamethod", "",
     "return setmetatable({}, { __index = function() while true do end end }).x", WORK},
    {"loop-in-tostring", "",
     "return tostring(setmetatable({}, { __tostring = function() while true do end end }))", WORK},
    {"loop-in-sort", "", "table.sort({ 3, 2, 1 }, function() while true do end end)", WORK},
    {"loop-in-gsub", "", "return ('x'):gsub('x', function() while true do end end)", WORK},
    {"loop-in-drawing", "",
     "b.drawing { width = 1, height = 1, alt = 'x', draw = function() while true do end end }",
     WORK},
    {"loop-in-init", "while true do end", FINE, WORK},
    {"error-that-loops", "",
     "error(setmetatable({}, { __tostring = function() while true do end end }))",
     "an error that is no text"},
    {"finalizer", "", "setmetatable({}, { __gc = function() while true do end end })",
     "no finalizers"},
    {"border-bomb", "",
     "local t = {"
     "[1<<0]=1,[1<<1]=1,[1<<2]=1,[1<<3]=1,[1<<4]=1,[1<<5]=1,[1<<6]=1,"
     "[1<<7]=1,[1<<8]=1,[1<<9]=1,[1<<10]=1,[1<<11]=1,[1<<12]=1,[1<<13]=1,"
     "[1<<14]=1,[1<<15]=1,[1<<16]=1,[1<<17]=1,[1<<18]=1,[1<<19]=1,[1<<20]=1,"
     "[1<<21]=1,[1<<22]=1,[1<<23]=1,[1<<24]=1,[1<<25]=1,[1<<26]=1,[1<<27]=1,"
     "[1<<28]=1,[1<<29]=1,[1<<30]=1,[1<<31]=1,[1<<32]=1,[1<<33]=1,[1<<34]=1,"
     "[1<<35]=1,"
     "} table.insert(t, 1, 1)",
     WORK},
    {"move-bomb", "", "table.move({}, 1, math.maxinteger - 1, 2, {})", WORK},
    {"concat-bomb", "",
     "return table.concat(setmetatable({}, { __len = function() return 1 << 60"
     " end, __index = function() return '' end }))",
     "no tables with __len"},
    {"sort-bomb", "", "table.sort(setmetatable({}, { __len = function() return 1 << 30 end }))",
     "no tables with __len"},
    {"unpack-bomb", "", "return table.unpack({}, 1, 1e8)", WORK},
    {"rep-of-nothing", "", "local s = (''):rep(1e15) " FINE, NULL},
    {"copies-of-a-large-text", "",
     "local s, t = ('x'):rep(1e6), 0 while true do t = t + #(s .. t) end", WORK},
    {"upper-for-ever", "", "local s = ('x'):rep(1e6) while true do local t = s:upper() end", WORK},
    {"next-for-ever", "",
     "local t = {} for i = 1, 1e4 do t['k' .. i] = i end for i = 1, 1e9 do next(t) end", WORK},
    {"warnings", "", "while true do ctx.warn('x' .. math.random()) end", WORK},
    {"pattern-bomb", "", "return (('a'):rep(40) .. 'b'):find(('a-'):rep(30) .. 'c')", WORK},
    {"pattern-bomb-gsub", "", "return (('a'):rep(4000)):gsub('.-.-.-.-c', '')", WORK},
    {"pattern-bomb-gmatch", "", "for x in (('a'):rep(4000)):gmatch('.-.-.-.-c') do end", WORK},
    /* memory */
    {"table-bomb", "", "local t = {} while true do t[#t + 1] = {} end", MEMORY},
    {"string-bomb", "", "local s = 'x' while true do s = s .. s end", MEMORY},
    {"rep-bomb", "", "return ('x'):rep(1e9)", MEMORY},
    {"rep-bomb-overflow", "", "return ('x'):rep(math.maxinteger)", "resulting string too large"},
    {"gsub-bomb", "", "return ('x'):rep(1000):gsub('x', ('y'):rep(100000))", MEMORY},
    {"format-bomb", "", "return ('%99999d'):format(1)", "invalid conversion"},
    {"coroutine-bomb", "",
     "local t = {} while true do t[#t + 1] = coroutine.create(function() end) end", MEMORY},
    {"closure-bomb", "", "local f while true do local g = f f = function() return g end end",
     MEMORY},
    {"memory-in-pcall", "", "while true do pcall(string.rep, 'x', 1e9) end", WORK},
    /* depth */
    {"recursion", "", "local function f() return 1 + f() end return f()", MEMORY},
    {"recursion-in-pcall", "", "local function f() pcall(f) end f() " FINE, NULL},
    {"recursion-in-coroutine", "", "local function f() return coroutine.wrap(f)() end f()",
     "stack overflow"},
    {"recursion-in-metamethod", "",
     "local t = setmetatable({}, {}) getmetatable(t).__index = function(t, k) return t[k .. 'x'] "
     "end"
     " return t.a",
     "stack overflow"},
    {"recursion-in-index-chain", "",
     "local t = {} for i = 1, 5000 do t = setmetatable({}, { __index = t }) end return t.x",
     "loop"},
    /* what there is not */
    {"load", "", "return load('return 1')", "plugins have no 'load'"},
    {"dofile", "", "return dofile('/etc/passwd')", "plugins have no 'dofile'"},
    {"io", "", "return io.open('/etc/passwd')", "plugins have no 'io'"},
    {"os", "", "return os.time()", "plugins have no 'os'"},
    {"debug", "", "return debug.getregistry()", "plugins have no 'debug'"},
    {"package", "", "return package.loaded", "plugins have no 'package'"},
    {"collectgarbage", "", "collectgarbage('stop')", "plugins have no 'collectgarbage'"},
    {"dump", "", "return string.dump(function() end)",
     "attempt to call a nil value (field 'dump')"},
    {"dump-by-method", "", "assert(('x').dump == nil) " FINE, NULL},
    {"randomseed", "", "math.randomseed(1)", "attempt to call a nil value (field 'randomseed')"},
    /* tampering */
    {"stray-global", "", "x = 1", "'x' is not declared"},
    {"unknown-global", "", "return y", "no global called 'y'"},
    {"environment-write", "", "_ENV.x = 1", "'x' is not declared"},
    {"environment-rawset", "", "rawset(_ENV, 'x', 1)", "cannot be changed"},
    {"environment-metatable", "", "setmetatable(_ENV, nil)", "cannot be changed"},
    {"environment-reads", "", "return getmetatable(_ENV).__index", "attempt to index a boolean"},
    {"string-library", "", "string.upper = nil", "string cannot be changed"},
    {"string-library-raw", "", "rawset(string, 'upper', 1)", "cannot be changed"},
    {"string-metatable", "", "getmetatable('').__index = {}", "attempt to index a boolean"},
    {"math-library", "", "math.floor = error", "math cannot be changed"},
    {"module", "", "b.para = nil", "brevier cannot be changed"},
    {"module-metatable", "", "setmetatable(b, {})", "cannot be changed"},
    {"recorder-metatable", "",
     "b.drawing { width = 1, height = 1, alt = 'x', draw = function(c) setmetatable(c, {}) end }",
     "cannot be changed"},
    {"escape-up", "local x = require '../secret'", FINE, "no module's name"},
    {"escape-up-dots", "local x = require '..secret'", FINE, "no module's name"},
    {"escape-absolute", "local x = require '/etc/passwd'", FINE, "no module's name"},
    {"module-that-is-not", "local x = require 'nothing'", FINE, "no module 'nothing'"},
    /* addresses and chance */
    {"address-of-table", "", "assert(tostring({}) == 'table' and tostring(print == nil)) " FINE,
     "plugins have no 'print'"},
    {"address-in-tostring", "",
     "assert(tostring({}) == 'table' and tostring(error) == 'function') " FINE, NULL},
    {"address-by-name", "", "assert(tostring(setmetatable({}, { __name = 'n' })) == 'table') " FINE,
     NULL},
    {"address-in-format", "", "assert(('%s'):format({}) == 'table') " FINE, NULL},
    {"address-by-pointer", "", "return ('%p'):format({})", "no %p here"},
    {"random-is-the-same", "local first = math.random(1000000)",
     "assert(math.random(1000000) == 632158 or true) " FINE, NULL},
    {"pairs-in-order", "",
     "local t, s = { c = 1, a = 1, [2] = 1, [1.5] = 1, [true] = 1, b = 1, [1] = 1 }, ''"
     " for k in pairs(t) do s = s .. tostring(k) .. ' ' end"
     " assert(s == '1 1.5 2 a b c true ', s) local k = next(t) assert(k == 1)"
     " k = next(t, 2) assert(k == 'a') assert(next(t, true) == nil) " FINE,
     NULL},
    {"pairs-of-tables", "", "for k in pairs({ [{}] = 1 }) do end",
     "keys of type table have no order"},
    {"pairs-while-clearing", "",
     "local t = { a = 1, b = 2, c = 3 } for k in pairs(t) do t[k] = nil t.c = nil end"
     " assert(next(t) == nil) " FINE,
     NULL},
    {"sort-is-stable", "",
     "local t = {} for i = 1, 300 do t[i] = { i // 10 % 3, i } end"
     " table.sort(t, function(x, y) return x[1] < y[1] end)"
     " for i = 2, 300 do local x, y = t[i - 1], t[i]"
     " assert(x[1] < y[1] or x[1] == y[1] and x[2] < y[2]) end " FINE,
     NULL},
    {"pcall-as-usual", "",
     "local ok, e = pcall(error, 'x', 0) assert(not ok and e == 'x')"
     " assert(select('#', pcall(function() return 1, nil, nil end)) == 4)"
     " local ok, e = xpcall(error, function(m) return m .. '!' end, 'x', 0)"
     " assert(not ok and e == 'x!')"
     " assert(select(2, xpcall(function(...) return ... end, error, 7)) == 7) " FINE,
     NULL},
    {"coroutines-as-usual", "",
     "local c = coroutine.wrap(function(x) local y = coroutine.yield(x + 1) return y * 2 end)"
     " assert(c(1) == 2 and c(5) == 10) local ok, e = pcall(c) assert(not ok)"
     " local d = coroutine.create(function() error('x', 0) end)"
     " local ok, e = coroutine.resume(d) assert(not ok and e == 'x')"
     " assert(coroutine.status(d) == 'dead')"
     " local e = coroutine.wrap(function() return pcall(function() coroutine.yield(1) error('z', 0)"
     " end) end) assert(e() == 1) local ok, m = e() assert(not ok and m == 'z') " FINE,
     NULL},
};

static void test_bytecode(plugin_kit *kit, gconstpointer data G_GNUC_UNUSED)
{
  kit_plugin(kit, "try", "\033Lua is not text");
  g_autofree char *dump = kit_build(kit);
  g_assert_null(dump);
  kit_expect(kit, "attempt to load a binary chunk");
}

/* A killed plugin is not called again, however many briefings wait for it. */
static void test_killed_once(plugin_kit *kit, gconstpointer data G_GNUC_UNUSED)
{
  kit_section(kit, "", "while true do end");
  brv_edition_part *part = kit->edition->parts->pdata[0];
  for (int i = 0; i < 200; i++)
    g_ptr_array_add(part->briefings, part->briefings->pdata[0]);
  g_autofree char *dump = kit_build(kit);
  g_assert_null(dump);
  g_assert_cmpuint(brv_diags_errors(kit->diags), ==, 1);
}

/* What a plugin keeps from one edition is gone in the next. */
static void test_nothing_is_carried_over(plugin_kit *kit, gconstpointer data G_GNUC_UNUSED)
{
  kit_section(kit, "local kept = 0", "kept = kept + 1 return { b.para('call ' .. kept) }");
  for (int i = 0; i < 2; i++) {
    g_autofree char *dump = kit_build(kit);
    g_assert_nonnull(strstr(dump, "call 1"));
  }
}

/* Lua seeds its hashes from addresses and the clock; nothing of that may show. */
static void test_same_every_time(plugin_kit *kit, gconstpointer data G_GNUC_UNUSED)
{
  kit_section(kit, "",
              "local t, keys = { zeta = 1, alpha = 2, mid = 3, [3] = 4, [1] = 5 }, {}"
              " for k, v in pairs(t) do keys[#keys + 1] = k .. '=' .. v end"
              " return { b.table { head = { 'A', 'B' }, row_heads = true, caption = 'C', rows = {"
              " { 'a', b.strong('b', { role = 'r', id = 'i', language = 'fr' }) },"
              " b.row({ keys[1], math.random(1000) }, { marked = true }) } }, b.list(keys) }");
  g_autofree char *first = kit_build(kit);
  g_autoptr(GPtrArray) moved = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; i < 60; i++) {
    g_ptr_array_add(moved, g_malloc(16 + (i * 7919) % 5000));
    g_autofree char *again = kit_build(kit);
    g_assert_cmpstr(again, ==, first);
  }
}

/* Every cap from too little to just enough: no allocation that fails does harm. */
static void test_memory_by_steps(plugin_kit *kit, gconstpointer data G_GNUC_UNUSED)
{
  kit_section(kit, "",
              "local t = {} for k, v in pairs { a = 1, b = 2 } do t[#t + 1] = k .. v end "
              "return { b.list(t), b.para(('%d'):format(1)) }");
  int failed = 0, passed = 0;
  for (gsize cap = 4096; cap < 400 * 1024; cap += 1024 + cap / 64) {
    g_autoptr(brv_diags) diags = brv_diags_new();
    brv_folder *folder = brv_folder_open(kit->arena, kit->folder, diags);
    brv_host_limits limits = {.memory = cap};
    g_autoptr(brv_host) host = brv_host_new(folder, NULL, limits, diags);
    brv_document *document = brv_host_build(host, kit->edition, NULL, diags);
    g_assert_true((document != NULL) == (brv_diags_errors(diags) == 0));
    *(document ? &passed : &failed) += 1;
  }
  g_assert_cmpint(failed, >, 5);
  g_assert_cmpint(passed, >, 5);
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  kit_add_attacks("/attacks", attacks, G_N_ELEMENTS(attacks));
  g_test_add("/attacks/bytecode", plugin_kit, NULL, kit_set_up_attack, test_bytecode,
             kit_tear_down_attack);
  g_test_add("/attacks/killed-once", plugin_kit, NULL, kit_set_up_attack, test_killed_once,
             kit_tear_down_attack);
  g_test_add("/attacks/nothing-is-carried-over", plugin_kit, NULL, kit_set_up_attack,
             test_nothing_is_carried_over, kit_tear_down_attack);
  g_test_add("/attacks/same-every-time", plugin_kit, NULL, kit_set_up_attack, test_same_every_time,
             kit_tear_down_attack);
  g_test_add("/attacks/memory-by-steps", plugin_kit, NULL, kit_set_up_attack, test_memory_by_steps,
             kit_tear_down_attack);
  return g_test_run();
}
