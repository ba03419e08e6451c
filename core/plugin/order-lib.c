#include <stdlib.h>
#include <string.h>

#include "plugin/libs.h"

/* `pairs` and `next` in an order that depends on the keys alone: numbers, then text by its bytes,
 * then false and true. Lua's own order follows addresses and a seed taken from the clock. In a
 * state that goes backwards the order is the reverse: tests show with it what depends on it. */

typedef struct {
  int type;
  bool backwards;
  lua_Number number;
  lua_Integer integer;
  const char *text;
  size_t length;
} key;

static int compare_numbers(const key *a, const key *b)
{
  if (a->number != b->number)
    return a->number < b->number ? -1 : 1;
  return (a->integer > b->integer) - (a->integer < b->integer);
}

static int rank(int type)
{
  return type == LUA_TNUMBER ? 0 : type == LUA_TSTRING ? 1 : 2;
}

static int compare_forwards(const key *a, const key *b)
{
  if (a->type != b->type)
    return rank(a->type) - rank(b->type);
  if (a->type == LUA_TNUMBER)
    return compare_numbers(a, b);
  if (a->type == LUA_TBOOLEAN)
    return (int)(a->integer - b->integer);
  int order = memcmp(a->text, b->text, MIN(a->length, b->length));
  return order ? order : (a->length > b->length) - (a->length < b->length);
}

static int compare(const void *first, const void *second)
{
  const key *a = first, *b = second;
  return a->backwards ? compare_forwards(b, a) : compare_forwards(a, b);
}

/* The text stays alive as long as the key is in the table. */
static key read_key(lua_State *L, int index)
{
  key k = {.type = lua_type(L, index), .backwards = brv_sandbox_goes_backwards(L)};
  if (k.type == LUA_TNUMBER) {
    k.number = lua_tonumber(L, index);
    k.integer = lua_isinteger(L, index) ? lua_tointeger(L, index) : 0;
  } else if (k.type == LUA_TSTRING) {
    k.text = lua_tolstring(L, index, &k.length);
  } else if (k.type == LUA_TBOOLEAN) {
    k.integer = lua_toboolean(L, index);
  } else {
    luaL_error(L, "keys of type %s have no order; use numbers or text", lua_typename(L, k.type));
  }
  return k;
}

static void push_key(lua_State *L, const key *k)
{
  if (k->type == LUA_TSTRING)
    lua_pushlstring(L, k->text, k->length);
  else if (k->type == LUA_TBOOLEAN)
    lua_pushboolean(L, (int)k->integer);
  else if (k->integer || k->number == 0)
    lua_pushinteger(L, k->integer);
  else
    lua_pushnumber(L, k->number);
}

static size_t count_keys(lua_State *L, int table)
{
  size_t count = 0;
  lua_pushnil(L);
  while (lua_next(L, table)) {
    lua_pop(L, 1);
    count++;
  }
  return count;
}

/* Pushes a list of the keys of the table at `table`, in order. */
static size_t push_sorted_keys(lua_State *L, int table)
{
  size_t count = count_keys(L, table), i = 0;
  brv_sandbox_charge(L, count * 4);
  key *keys = lua_newuserdatauv(L, MAX(1, count) * sizeof *keys, 0);
  bool sorted = true;
  lua_pushnil(L);
  while (lua_next(L, table)) {
    lua_pop(L, 1);
    keys[i] = read_key(L, -1);
    sorted = sorted && (i == 0 || compare(&keys[i - 1], &keys[i]) < 0);
    i++;
  }
  if (!sorted)
    qsort(keys, count, sizeof *keys, compare);
  lua_createtable(L, (int)MIN(count, (size_t)G_MAXINT), 0);
  for (i = 0; i < count; i++) {
    push_key(L, &keys[i]);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  lua_remove(L, -2);
  return count;
}

/* Upvalues: the table, its keys, how many have been given out. Keys that were removed meanwhile
 * are passed over. */
static int step(lua_State *L)
{
  lua_Integer at = lua_tointeger(L, lua_upvalueindex(3));
  for (;;) {
    at++;
    if (lua_rawgeti(L, lua_upvalueindex(2), at) == LUA_TNIL)
      return 1;
    lua_pushvalue(L, -1);
    if (lua_rawget(L, lua_upvalueindex(1)) != LUA_TNIL)
      break;
    lua_pop(L, 2);
  }
  lua_pushinteger(L, at);
  lua_replace(L, lua_upvalueindex(3));
  return 2;
}

static int ordered_pairs(lua_State *L)
{
  luaL_checkany(L, 1);
  if (luaL_getmetafield(L, 1, "__pairs") != LUA_TNIL) {
    lua_pushvalue(L, 1);
    lua_call(L, 1, 3);
    return 3;
  }
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_settop(L, 1);
  push_sorted_keys(L, 1);
  lua_pushinteger(L, 0);
  lua_pushcclosure(L, step, 3);
  return 1;
}

/* The least key that is greater than the given one, found by looking at all of them. */
static int ordered_next(lua_State *L)
{
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_settop(L, 2);
  bool from_start = lua_isnil(L, 2), found = false;
  key after = {0}, best = {0};
  if (!from_start)
    after = read_key(L, 2);
  size_t count = 0;
  lua_pushnil(L);
  for (; lua_next(L, 1); count++) {
    lua_pop(L, 1);
    key k = read_key(L, -1);
    if ((from_start || compare(&k, &after) > 0) && (!found || compare(&k, &best) < 0)) {
      best = k;
      found = true;
    }
  }
  brv_sandbox_charge(L, count);
  if (!found)
    return 0;
  push_key(L, &best);
  lua_pushvalue(L, -1);
  lua_rawget(L, 1);
  return 2;
}

void brv_push_iteration(lua_State *L)
{
  static const luaL_Reg functions[] = {
      {"next", ordered_next}, {"pairs", ordered_pairs}, {NULL, NULL}};
  luaL_newlib(L, functions);
}
