#include <lualib.h>

#include "plugin/libs.h"

/* Lua's table library with three changes: what loops in C is charged for first; lengths are the
 * tables' own, never those of a __len; `sort` is stable and its order never depends on a clock. */

static lua_Unsigned check_list(lua_State *L)
{
  luaL_checktype(L, 1, LUA_TTABLE);
  if (luaL_getmetafield(L, 1, "__len") != LUA_TNIL)
    luaL_error(L, "the table functions take no tables with __len");
  return lua_rawlen(L, 1);
}

/* Calls the library's own function, which is the first upvalue, with the arguments given. */
static int call_original(lua_State *L)
{
  return lua_tocfunction(L, lua_upvalueindex(1))(L);
}

static int shifting(lua_State *L)
{
  lua_Unsigned length = check_list(L);
  lua_Integer at = lua_isinteger(L, 2) ? lua_tointeger(L, 2) : (lua_Integer)length;
  if (at >= 1 && (lua_Unsigned)at < length)
    brv_sandbox_charge(L, length - (lua_Unsigned)at);
  return call_original(L);
}

static int whole(lua_State *L)
{
  brv_sandbox_charge(L, check_list(L) / 2);
  return call_original(L);
}

static int moving(lua_State *L)
{
  check_list(L);
  lua_Integer from = luaL_checkinteger(L, 2), to = luaL_checkinteger(L, 3);
  if (to >= from)
    brv_sandbox_charge(L, (lua_Unsigned)to - (lua_Unsigned)from);
  return call_original(L);
}

static int ranging(lua_State *L)
{
  lua_Integer from = luaL_optinteger(L, 2, 1);
  lua_Integer to = luaL_optinteger(L, 3, (lua_Integer)check_list(L));
  if (to >= from)
    brv_sandbox_charge(L, (lua_Unsigned)to - (lua_Unsigned)from);
  return call_original(L);
}

/* Is the element at index `a` of the stack after the one at `b`? */
static bool is_after(lua_State *L, int a, int b)
{
  if (lua_isnil(L, 2))
    return lua_compare(L, b, a, LUA_OPLT);
  lua_pushvalue(L, 2);
  lua_pushvalue(L, b);
  lua_pushvalue(L, a);
  lua_call(L, 2, 1);
  bool after = lua_toboolean(L, -1);
  lua_pop(L, 1);
  return after;
}

/* Merges the sorted runs [low, middle) and [middle, high) of the list at `from` into `to`. */
static void merge(lua_State *L, int from, int to, lua_Integer low, lua_Integer middle,
                  lua_Integer high)
{
  lua_Integer left = low, right = middle;
  for (lua_Integer at = low; at < high; at++) {
    bool take_right = left >= middle;
    if (!take_right && right < high) {
      lua_rawgeti(L, from, left);
      lua_rawgeti(L, from, right);
      take_right = is_after(L, lua_gettop(L) - 1, lua_gettop(L));
      lua_pop(L, 2);
    }
    lua_rawgeti(L, from, take_right ? right++ : left++);
    lua_rawseti(L, to, at);
  }
}

/* Merge sort, bottom up, between the list (3) and a second one (4). */
static int stable_sort(lua_State *L)
{
  lua_Integer count = (lua_Integer)check_list(L);
  lua_settop(L, 2);
  if (!lua_isnil(L, 2))
    luaL_checktype(L, 2, LUA_TFUNCTION);
  brv_sandbox_charge(L, (guint64)count * 8);
  for (int copy = 0; copy < 2; copy++)
    lua_createtable(L, (int)MIN(count, G_MAXINT), 0);
  for (lua_Integer i = 1; i <= count; i++) {
    lua_rawgeti(L, 1, i);
    lua_rawseti(L, 3, i);
  }
  int from = 3, to = 4;
  for (lua_Integer width = 1; width < count; width *= 2) {
    for (lua_Integer low = 1; low <= count; low += 2 * width)
      merge(L, from, to, low, MIN(low + width, count + 1), MIN(low + 2 * width, count + 1));
    from = to;
    to = 7 - to;
    brv_sandbox_charge(L, (guint64)count);
  }
  for (lua_Integer i = 1; i <= count; i++) {
    lua_rawgeti(L, from, i);
    lua_rawseti(L, 1, i);
  }
  return 0;
}

static void wrap(lua_State *L, const char *name, lua_CFunction guard)
{
  lua_getfield(L, -2, name);
  lua_pushcclosure(L, guard, 1);
  lua_setfield(L, -2, name);
}

void brv_push_table(lua_State *L)
{
  static const char *const kept[] = {"pack", NULL};
  luaL_requiref(L, LUA_TABLIBNAME, luaopen_table, 0);
  lua_newtable(L);
  brv_copy_names(L, -2, kept, false);
  wrap(L, "concat", whole);
  wrap(L, "insert", shifting);
  wrap(L, "remove", shifting);
  wrap(L, "move", moving);
  wrap(L, "unpack", ranging);
  lua_pushcfunction(L, stable_sort);
  lua_setfield(L, -2, "sort");
  lua_remove(L, -2);
}
