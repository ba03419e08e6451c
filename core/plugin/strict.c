#include <string.h>

#include "plugin/internal.h"
#include "plugin/libs.h"

/* What is not there is told at the line that reads it, with the name that may have been meant, not
 * later as a call of nil. */

static int by_text(const void *a, const void *b)
{
  return strcmp(*(char *const *)a, *(char *const *)b);
}

const char *brv_near_name(lua_State *L, const char *word, const char *const *names)
{
  enum { FEW = 16 };
  brv_arena *arena = (*(brv_host **)lua_getextraspace(L))->arena;
  const char *near = brv_did_you_mean(arena, word, names);
  guint count = g_strv_length((char **)names);
  if (near || count == 0 || count > FEW)
    return near;
  const char *list = names[0];
  for (guint i = 1; i < count; i++)
    list = brv_arena_printf(arena, "%s%s%s", list, i + 1 < count ? ", " : " and ", names[i]);
  return brv_arena_printf(arena, "there %s %s", count > 1 ? "are" : "is", list);
}

static const char *near_key(lua_State *L, int table, const char *word)
{
  enum { MOST_KEYS = 256, WORK = 5000 };
  const char *keys[MOST_KEYS + 1]; /* held by the table */
  gsize count = 0;
  table = lua_absindex(L, table);
  brv_sandbox_charge(L, WORK);
  lua_pushnil(L);
  for (; lua_next(L, table); lua_pop(L, 1))
    if (lua_type(L, -2) == LUA_TSTRING && count < MOST_KEYS)
      keys[count++] = lua_tostring(L, -2);
  qsort(keys, count, sizeof *keys, by_text);
  keys[count] = NULL;
  return brv_near_name(L, word, keys);
}

/* Upvalue: what the table is called. */
static int refuse_read(lua_State *L)
{
  if (lua_type(L, 2) != LUA_TSTRING)
    return 0;
  const char *what = lua_tostring(L, lua_upvalueindex(1)), *word = lua_tostring(L, 2);
  const char *near = near_key(L, 1, word);
  return luaL_error(L, "%s has no \"%s\"%s%s", what, word, near ? "; " : "", near ? near : "");
}

void brv_guard(lua_State *L, const char *what)
{
  lua_createtable(L, 0, 2);
  lua_pushstring(L, what);
  lua_pushcclosure(L, refuse_read, 1);
  lua_setfield(L, -2, "__index");
  lua_pushboolean(L, false);
  lua_setfield(L, -2, "__metatable");
  lua_setmetatable(L, -2);
}

/* --- fields of blocks and pieces --- */

const char *const brv_common_fields[] = {"kind",  "role",       "id", "language",
                                         "place", "attributes", NULL};

static const char *near_field(brv_arena *arena, const char *key, const brv_kind_info *kind,
                              const char *const *others)
{
  const char *near = others ? brv_did_you_mean(arena, key, others) : NULL;
  near = near ? near : brv_did_you_mean(arena, key, kind->fields);
  return near ? near : brv_did_you_mean(arena, key, brv_common_fields);
}

void brv_check_fields(lua_State *L, int index, const char *kind, const char *const *others)
{
  const brv_kind_info *info = brv_kind_named(kind);
  guint64 passed = 0;
  lua_pushnil(L);
  for (; lua_next(L, index); lua_pop(L, 1), passed++) {
    const char *key = lua_type(L, -2) == LUA_TSTRING ? lua_tostring(L, -2) : NULL;
    if (!key || g_strv_contains(info->fields, key) || g_strv_contains(brv_common_fields, key) ||
        (others && g_strv_contains(others, key)))
      continue;
    const char *near = near_field((*(brv_host **)lua_getextraspace(L))->arena, key, info, others);
    luaL_error(L, "%s has no field \"%s\"%s%s", kind, key, near ? "; " : "", near ? near : "");
  }
  brv_sandbox_charge(L, passed);
}

/* --- the library as plugins see it --- */

static int leave_entry(lua_State *L, int status G_GNUC_UNUSED, lua_KContext unused G_GNUC_UNUSED)
{
  return lua_gettop(L);
}

/* Upvalue: the function. */
static int enter(lua_State *L)
{
  lua_pushvalue(L, lua_upvalueindex(1));
  lua_insert(L, 1);
  lua_callk(L, lua_gettop(L) - 1, LUA_MULTRET, 0, leave_entry);
  return leave_entry(L, LUA_OK, 0);
}

static void push_entry(lua_State *L, int index, const char *what, int depth);

static void push_entries(lua_State *L, int index, const char *what, int depth)
{
  lua_newtable(L);
  lua_pushnil(L);
  while (lua_next(L, index)) {
    const char *key = lua_type(L, -2) == LUA_TSTRING ? lua_tostring(L, -2) : "";
    lua_pushfstring(L, "%s.%s", what, key);
    push_entry(L, lua_gettop(L) - 1, lua_tostring(L, -1), depth + 1);
    lua_pushvalue(L, -4);
    lua_insert(L, -2);
    lua_rawset(L, -6);
    lua_pop(L, 2);
  }
  brv_guard(L, what);
}

/* A table of data stays as it is, which one of functions only is not. */
static bool holds_functions(lua_State *L, int index)
{
  bool found = false;
  lua_pushnil(L);
  for (; lua_next(L, index); lua_pop(L, 1))
    found = found || lua_isfunction(L, -1);
  return found;
}

static void push_entry(lua_State *L, int index, const char *what, int depth)
{
  if (lua_isfunction(L, index)) {
    lua_pushvalue(L, index);
    lua_pushcclosure(L, enter, 1);
  } else if (depth < 2 && lua_istable(L, index) && holds_functions(L, index))
    push_entries(L, index, what, depth);
  else
    lua_pushvalue(L, index);
}

void brv_push_entries(lua_State *L, int index, const char *what)
{
  luaL_checkstack(L, 20, "entries");
  push_entry(L, lua_absindex(L, index), what, 0);
}

/* --- b.did_you_mean(word, candidates) --- */

int brv_module_did_you_mean(lua_State *L)
{
  enum { MOST = 1000, WORK = 2000, WORK_A_WORD = 200 };
  const char *word = luaL_checkstring(L, 1);
  luaL_checktype(L, 2, LUA_TTABLE);
  lua_Integer count = (lua_Integer)lua_rawlen(L, 2);
  luaL_argcheck(L, count <= MOST, 2, "more than 1000 candidates");
  brv_sandbox_charge(L, WORK + WORK_A_WORD * (guint64)count);
  const char **words = lua_newuserdatauv(L, sizeof *words * ((size_t)count + 1), 0);
  for (lua_Integer i = 0; i < count; i++, lua_pop(L, 1)) {
    if (lua_rawgeti(L, 2, i + 1) != LUA_TSTRING)
      return luaL_error(L, "did_you_mean: candidate %d: expected text, got %s", (int)i + 1,
                        luaL_typename(L, -1));
    words[i] = lua_tostring(L, -1);
  }
  words[count] = NULL;
  lua_pushstring(L, brv_did_you_mean((*(brv_host **)lua_getextraspace(L))->arena, word, words));
  return 1;
}
