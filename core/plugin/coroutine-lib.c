#include <lualib.h>

#include "plugin/libs.h"

/* Coroutines as in Lua, except that the kill of a call goes through them: whoever resumes a
 * coroutine that was killed is killed too, and its to-be-closed variables are not run. */

static lua_State *check_thread(lua_State *L)
{
  lua_State *thread = lua_tothread(L, 1);
  luaL_argexpected(L, thread, 1, "coroutine");
  return thread;
}

/* Moves `count` arguments over, resumes, and moves what comes back. The number of results, or -1
 * with the error on the top. */
static int resume(lua_State *L, lua_State *thread, int count)
{
  int results = 0;
  if (!lua_checkstack(thread, count)) {
    lua_pushliteral(L, "too many arguments to resume");
    return -1;
  }
  lua_xmove(L, thread, count);
  brv_sandbox_enter(thread);
  int status = lua_resume(thread, L, count, &results);
  brv_sandbox_enter(L);
  if (brv_sandbox_is_killed(L))
    return brv_sandbox_raise_kill(L);
  if (status != LUA_OK && status != LUA_YIELD) {
    brv_sandbox_raised(thread);
    lua_xmove(thread, L, 1);
    return -1;
  }
  if (!lua_checkstack(L, results + 1)) {
    lua_pop(thread, results);
    lua_pushliteral(L, "too many results to resume");
    return -1;
  }
  lua_xmove(thread, L, results);
  return results;
}

static int coroutine_resume(lua_State *L)
{
  lua_State *thread = check_thread(L);
  int results = resume(L, thread, lua_gettop(L) - 1);
  lua_pushboolean(L, results >= 0);
  int returned = results >= 0 ? results + 1 : 2;
  lua_insert(L, -returned);
  return returned;
}

static int raise_from(lua_State *L, lua_State *thread)
{
  int status = lua_status(thread);
  if (status != LUA_OK && status != LUA_YIELD) {
    lua_resetthread(thread);
    if (brv_sandbox_is_killed(L))
      return brv_sandbox_raise_kill(L);
  }
  brv_sandbox_carry(L);
  return lua_error(L);
}

static int call_wrapped(lua_State *L)
{
  lua_State *thread = lua_tothread(L, lua_upvalueindex(1));
  int results = resume(L, thread, lua_gettop(L));
  return results < 0 ? raise_from(L, thread) : results;
}

static int coroutine_create(lua_State *L)
{
  luaL_checktype(L, 1, LUA_TFUNCTION);
  lua_State *thread = lua_newthread(L);
  lua_pushvalue(L, 1);
  lua_xmove(L, thread, 1);
  return 1;
}

static int coroutine_wrap(lua_State *L)
{
  coroutine_create(L);
  lua_pushcclosure(L, call_wrapped, 1);
  return 1;
}

void brv_push_coroutine(lua_State *L)
{
  static const char *const kept[] = {"isyieldable", "running", "status", "yield", NULL};
  static const luaL_Reg own[] = {{"create", coroutine_create},
                                 {"resume", coroutine_resume},
                                 {"wrap", coroutine_wrap},
                                 {NULL, NULL}};
  luaL_requiref(L, LUA_COLIBNAME, luaopen_coroutine, 0);
  lua_newtable(L);
  brv_copy_names(L, -2, kept, false);
  luaL_setfuncs(L, own, 0);
  lua_remove(L, -2);
}
