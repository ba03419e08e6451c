#include <lualib.h>
#include <string.h>

#include "plugin/libs.h"
#include "plugin/pattern.h"

enum { BYTES_A_UNIT = 16 };

static int call_charged(lua_State *L)
{
  guint64 work = 0;
  for (int i = 1; i <= lua_gettop(L); i++)
    if (lua_type(L, i) == LUA_TSTRING)
      work += lua_rawlen(L, i) / BYTES_A_UNIT;
  if (work)
    brv_sandbox_charge(L, work);
  return lua_tocfunction(L, lua_upvalueindex(1))(L);
}

void brv_push_charged(lua_State *L, lua_CFunction function)
{
  lua_pushcfunction(L, function);
  lua_pushcclosure(L, call_charged, 1);
}

/* Repeating nothing would loop for ever in C; all else ends at the memory cap. */
static int string_rep(lua_State *L)
{
  size_t length, gap = 0;
  luaL_checklstring(L, 1, &length);
  luaL_checkinteger(L, 2);
  luaL_optlstring(L, 3, "", &gap);
  if (length + gap == 0) {
    lua_pushliteral(L, "");
    return 1;
  }
  return lua_tocfunction(L, lua_upvalueindex(1))(L);
}

/* `%p` would print an address, and so would `%s` of a table. */
static int string_format(lua_State *L)
{
  const char *format = luaL_checkstring(L, 1);
  for (const char *at = strchr(format, '%'); at; at = strchr(at, '%')) {
    at++;
    at += strspn(at, "-+ #0123456789.");
    if (*at == 'p')
      return luaL_error(L, "string.format has no %%p here: addresses differ from run to run");
    if (*at)
      at++;
  }
  for (int i = 2; i <= lua_gettop(L); i++) {
    if (lua_type(L, i) < LUA_TTABLE && lua_type(L, i) != LUA_TLIGHTUSERDATA)
      continue;
    brv_push_plain_text(L, i);
    lua_replace(L, i);
  }
  return lua_tocfunction(L, lua_upvalueindex(1))(L);
}

static void wrap(lua_State *L, const char *name, lua_CFunction guard)
{
  lua_getfield(L, -2, name);
  lua_pushcclosure(L, guard, 1);
  lua_setfield(L, -2, name);
}

/* Methods of texts (`s:upper()`) must be the same functions. */
static void set_methods(lua_State *L)
{
  lua_pushliteral(L, "");
  lua_getmetatable(L, -1);
  lua_pushvalue(L, -3);
  lua_setfield(L, -2, "__index");
  lua_pushboolean(L, false);
  lua_setfield(L, -2, "__metatable");
  lua_pop(L, 2);
}

void brv_push_string(lua_State *L)
{
  static const char *const kept[] = {"byte",    "char", "len",    "lower", "pack", "packsize",
                                     "reverse", "sub",  "unpack", "upper", NULL};
  static const char *const patterns[] = {"find", "gmatch", "gsub", "match", NULL};
  luaL_requiref(L, LUA_STRLIBNAME, luaopen_string, 0);
  lua_newtable(L);
  brv_copy_names(L, -2, kept, true);
  wrap(L, "rep", string_rep);
  wrap(L, "format", string_format);
  lua_remove(L, -2);
  brv_push_patterns(L);
  lua_insert(L, -2);
  brv_copy_names(L, -2, patterns, false);
  lua_remove(L, -2);
  set_methods(L);
}

void brv_push_utf8(lua_State *L)
{
  static const char *const kept[] = {"char", "charpattern", "codepoint", "codes",
                                     "len",  "offset",      NULL};
  luaL_requiref(L, LUA_UTF8LIBNAME, luaopen_utf8, 0);
  lua_newtable(L);
  brv_copy_names(L, -2, kept, true);
  lua_remove(L, -2);
}
