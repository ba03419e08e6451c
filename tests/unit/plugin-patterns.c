/* The metered matcher gives what Lua's own string library gives: hand-picked and random patterns,
 * both run, results and errors compared. */
#include <lualib.h>

#include "plugin/pattern.h"

static const char script[] =
    "local stock, ours = ...\n"
    "local function same(name, ...)\n"
    "  local a, b = table.pack(pcall(stock[name], ...)), table.pack(pcall(ours[name], ...))\n"
    "  local call = string.format('%s %q %q', name, ..., (select(2, ...)))\n"
    "  assert(a[1] == b[1], call .. ': ' .. tostring(a[2]) .. ' against ' .. tostring(b[2]))\n"
    "  if not a[1] then return end\n"
    "  assert(a.n == b.n, call)\n"
    "  for i = 1, a.n do assert(a[i] == b[i], call) end\n"
    "end\n"
    "local function all(library, s, p)\n"
    "  local found = {}\n"
    "  for x, y in library.gmatch(s, p) do found[#found + 1] = tostring(x) .. ':' .. tostring(y) "
    "end\n"
    "  return table.concat(found, ';')\n"
    "end\n"
    "local function every(s, p)\n"
    "  same('find', s, p) same('match', s, p) same('gsub', s, p, '<%0>') same('gsub', s, p, '%1', "
    "2)\n"
    "  same('find', s, p, 3) same('match', s, p, -2)\n"
    "  local a, x = pcall(all, stock, s, p) local b, y = pcall(all, ours, s, p)\n"
    "  assert(a == b and (not a or x == y), 'gmatch ' .. s .. ' | ' .. p)\n"
    "end\n"
    "for _, p in ipairs { '', '^', '$', '^$', '.', '.-', '.*', '(.-)%s', '^%s*(.-)%s*$', '()', "
    "'(a()b)',\n"
    "  '[]]', '[^]]', '[a-]', '[%a_]+', '[^%s]+', '%f[%w]%w+', '%b()', '(.)%1', '%', '[', '[%', "
    "'(', ')',\n"
    "  '%b', '%bx', '%f', 'a?b?c', 'x*-', '^^a', 'a$b', '(%d+)%.(%d+)', '%1', '((a)(b))', "
    "'[a%-z]', '\\0' } do\n"
    "  for _, s in ipairs { '', 'a', 'ab', 'aab', ' the quick  fox ', '(a(b)c)d', '12.5', 'a]b', "
    "'x\\0y',\n"
    "    'aXbXc', '\\xff\\xfe' } do every(s, p) end\n"
    "end\n"
    "math.randomseed(7)\n"
    "local bits = { 'a', 'b', '.', '%a', '%d', '[ab]', '[^a]', '(', ')', '*', '+', '-', '?', '%1', "
    "'^', '$',\n"
    "  '%b()', '%f[a]', '()', '%', '[' }\n"
    "local letters = { 'a', 'b', '1', '(', ')', ' ' }\n"
    "for i = 1, 20000 do\n"
    "  local p, s = {}, {}\n"
    "  for j = 1, math.random(6) do p[j] = bits[math.random(#bits)] end\n"
    "  for j = 1, math.random(0, 8) do s[j] = letters[math.random(#letters)] end\n"
    "  every(table.concat(s), table.concat(p))\n"
    "end\n"
    "same('find', 'a.b', '.', 1, true) same('find', 'abc', 'c', -1) same('find', 'abc', '', 10)\n"
    "same('gsub', 'abc', '%w', '%%%0') same('gsub', 'abc', '%w', '%x') same('gsub', 'abc', '%w', "
    "'%2')\n"
    "same('gsub', 'a b', '%w', { a = 'x', b = false }) same('gsub', 'abc', 'b', { b = {} })\n"
    "same('gsub', 'abc', '', '-') same('gsub', 'a1', '%d', 7) same('rep', 'x', 3)\n";

static int run(lua_State *L)
{
  luaL_openlibs(L);
  if (luaL_loadbufferx(L, script, sizeof script - 1, "=script", "t") != LUA_OK)
    return lua_error(L);
  lua_getglobal(L, "string");
  brv_push_patterns(L);
  lua_getglobal(L, "string");
  lua_getfield(L, -1, "rep");
  lua_setfield(L, -3, "rep");
  lua_pop(L, 1);
  lua_call(L, 2, 0);
  return 0;
}

static void test_as_lua(void)
{
  g_autoptr(brv_sandbox) sandbox = brv_sandbox_new(64 << 20, 0, false);
  brv_fault fault = {0};
  if (!brv_sandbox_run(sandbox, run, NULL, G_MAXUINT64, &fault))
    g_error("%s", fault.text);
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/patterns/as-lua", test_as_lua);
  return g_test_run();
}
