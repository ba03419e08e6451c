#include <lualib.h>
#include <string.h>

#include "plugin/libs.h"

enum { SEED = 17 };

static const char reseed_key = 0;

/* Both of these leave out what cannot be told of a value that has an address. */
void brv_push_plain_text(lua_State *L, int index)
{
  index = lua_absindex(L, index);
  switch (lua_type(L, index)) {
  case LUA_TTABLE:
    if (luaL_getmetafield(L, index, "__tostring") != LUA_TNIL) {
      lua_pop(L, 1);
      luaL_tolstring(L, index, NULL);
      return;
    }
    lua_pushliteral(L, "table");
    return;
  case LUA_TFUNCTION:
  case LUA_TTHREAD:
  case LUA_TUSERDATA:
  case LUA_TLIGHTUSERDATA:
    lua_pushstring(L, luaL_typename(L, index));
    return;
  default:
    luaL_tolstring(L, index, NULL);
  }
}

static int base_tostring(lua_State *L)
{
  luaL_checkany(L, 1);
  brv_push_plain_text(L, 1);
  return 1;
}

/* Where an error came from is known only before the stack is unwound. */
static int note_raise(lua_State *L)
{
  brv_sandbox_raised(L);
  return 1;
}

static int finish_pcall(lua_State *L, int status, lua_KContext unused G_GNUC_UNUSED)
{
  if (brv_sandbox_is_killed(L))
    return brv_sandbox_raise_kill(L);
  if (status == LUA_OK || status == LUA_YIELD)
    return lua_gettop(L) - 1;
  lua_pushboolean(L, false);
  lua_insert(L, -2);
  return 2;
}

static int base_pcall(lua_State *L)
{
  luaL_checkany(L, 1);
  lua_pushcfunction(L, note_raise);
  lua_pushboolean(L, true);
  lua_rotate(L, 1, 2);
  int status = lua_pcallk(L, lua_gettop(L) - 3, LUA_MULTRET, 1, 0, finish_pcall);
  return finish_pcall(L, status, 0);
}

/* The message handler is called after the stack is unwound, not within the error: there hooks
 * are off, and a loop in it could not be stopped. */
static int finish_xpcall(lua_State *L, int status, lua_KContext unused G_GNUC_UNUSED)
{
  if (brv_sandbox_is_killed(L))
    return brv_sandbox_raise_kill(L);
  if (status == LUA_OK || status == LUA_YIELD)
    return lua_gettop(L) - 2;
  lua_pushvalue(L, 1);
  lua_insert(L, -2);
  lua_call(L, 1, 1);
  lua_pushboolean(L, false);
  lua_insert(L, -2);
  return 2;
}

/* Stack: the plugin's handler, ours, true, the function, its arguments. */
static int base_xpcall(lua_State *L)
{
  luaL_checktype(L, 2, LUA_TFUNCTION);
  lua_pushvalue(L, 1);
  lua_copy(L, 2, 1);
  lua_remove(L, 2);
  int count = lua_gettop(L);
  lua_insert(L, 2);
  lua_pushcfunction(L, note_raise);
  lua_pushboolean(L, true);
  lua_rotate(L, 2, 2);
  int status = lua_pcallk(L, count - 2, LUA_MULTRET, 2, 0, finish_xpcall);
  return finish_xpcall(L, status, 0);
}

/* As Lua's own. It takes these words for the lack itself, and calls no handler. */
static int base_error(lua_State *L)
{
  int level = (int)luaL_optinteger(L, 2, 1);
  lua_settop(L, 1);
  if (lua_type(L, 1) == LUA_TSTRING && level > 0) {
    luaL_where(L, level);
    lua_pushvalue(L, 1);
    lua_concat(L, 2);
  }
  if (lua_type(L, -1) == LUA_TSTRING && strcmp(lua_tostring(L, -1), "not enough memory") == 0)
    brv_sandbox_raised(L);
  return lua_error(L);
}

static void refuse_protected(lua_State *L, int index)
{
  if (luaL_getmetafield(L, index, "__metatable") != LUA_TNIL)
    luaL_error(L, "this table cannot be changed");
}

static bool has_field(lua_State *L, int index, const char *key)
{
  lua_pushstring(L, key);
  bool has = lua_rawget(L, index) != LUA_TNIL;
  lua_pop(L, 1);
  return has;
}

/* Finalizers run with hooks off, so there are none; nor are there weak tables. */
static int base_setmetatable(lua_State *L)
{
  luaL_checktype(L, 1, LUA_TTABLE);
  luaL_argexpected(L, lua_isnoneornil(L, 2) || lua_istable(L, 2), 2, "nil or table");
  refuse_protected(L, 1);
  if (lua_istable(L, 2) && has_field(L, 2, "__gc"))
    return luaL_error(L, "plugins have no finalizers (__gc)");
  if (lua_istable(L, 2) && has_field(L, 2, "__mode"))
    return brv_sandbox_refuse_weak(L);
  lua_settop(L, 2);
  if (lua_istable(L, 2))
    brv_sandbox_watch(L, 2);
  lua_setmetatable(L, 1);
  return 1;
}

static int base_rawset(lua_State *L)
{
  luaL_checktype(L, 1, LUA_TTABLE);
  luaL_checkany(L, 3);
  refuse_protected(L, 1);
  lua_settop(L, 3);
  lua_rawset(L, 1);
  return 1;
}

static int refuse_change(lua_State *L)
{
  return luaL_error(L, "%s cannot be changed", lua_tostring(L, lua_upvalueindex(1)));
}

void brv_seal(lua_State *L, const char *what)
{
  lua_newtable(L);
  lua_createtable(L, 0, 3);
  lua_rotate(L, -3, -1);
  lua_setfield(L, -2, "__index");
  lua_pushstring(L, what);
  lua_pushcclosure(L, refuse_change, 1);
  lua_setfield(L, -2, "__newindex");
  lua_pushboolean(L, false);
  lua_setfield(L, -2, "__metatable");
  lua_setmetatable(L, -2);
}

void brv_copy_names(lua_State *L, int from, const char *const *names, bool charged)
{
  from = lua_absindex(L, from);
  for (; *names; names++) {
    lua_getfield(L, from, *names);
    if (charged && lua_iscfunction(L, -1)) {
      lua_CFunction function = lua_tocfunction(L, -1);
      lua_pop(L, 1);
      brv_push_charged(L, function);
    }
    lua_setfield(L, -2, *names);
  }
}

static const luaL_Reg own_functions[] = {
    {"error", base_error},
    {"pcall", base_pcall},
    {"rawset", base_rawset},
    {"setmetatable", base_setmetatable},
    {"tostring", base_tostring},
    {"xpcall", base_xpcall},
    {NULL, NULL},
};

void brv_push_base(lua_State *L)
{
  static const char *const kept[] = {"assert", "getmetatable", "ipairs", "rawequal",
                                     "rawget", "rawlen",       "select", "tonumber",
                                     "type",   "_VERSION",     NULL};
  luaL_requiref(L, LUA_GNAME, luaopen_base, 0);
  lua_newtable(L);
  brv_copy_names(L, -2, kept, false);
  luaL_setfuncs(L, own_functions, 0);
  lua_remove(L, -2);
}

void brv_reseed(lua_State *L)
{
  lua_rawgetp(L, LUA_REGISTRYINDEX, &reseed_key);
  lua_pushinteger(L, SEED);
  lua_call(L, 1, 0);
}

void brv_push_math(lua_State *L)
{
  luaL_requiref(L, LUA_MATHLIBNAME, luaopen_math, 0);
  lua_getfield(L, -1, "randomseed");
  lua_rawsetp(L, LUA_REGISTRYINDEX, &reseed_key);
  lua_pushnil(L);
  lua_setfield(L, -2, "randomseed");
}
