#include <string.h>

#include "plugin/pattern.h"

/* string.find, match, gmatch and gsub over the metered matcher. */

static brv_matcher matcher_for(lua_State *L, const char *text, size_t length, const char *pattern,
                               size_t pattern_length)
{
  return (brv_matcher){.L = L,
                       .text = text,
                       .text_end = text + length,
                       .pattern = pattern,
                       .pattern_end = pattern + pattern_length};
}

/* Where a search starts, from 0: negative numbers count from the end. More than the length:
 * nowhere. */
static size_t start_offset(lua_State *L, int index, size_t length)
{
  lua_Integer at = luaL_optinteger(L, index, 1);
  if (at > 0)
    return (size_t)at - 1;
  if (at == 0 || at < -(lua_Integer)length)
    return 0;
  return length - (size_t)(-at);
}

static int push_found(lua_State *L, const char *text, const char *start, const char *end)
{
  lua_pushinteger(L, start - text + 1);
  lua_pushinteger(L, end - text);
  return 2;
}

static int find_plain(lua_State *L, const char *text, size_t length, size_t from, const char *what,
                      size_t what_length)
{
  brv_sandbox_charge(L, (length - from) / 16);
  const char *found =
      what_length ? memmem(text + from, length - from, what, what_length) : text + from;
  if (found)
    return push_found(L, text, found, found + what_length);
  lua_pushnil(L);
  return 1;
}

static int search(lua_State *L, bool find)
{
  size_t length, pattern_length;
  const char *text = luaL_checklstring(L, 1, &length);
  const char *pattern = luaL_checklstring(L, 2, &pattern_length);
  size_t from = start_offset(L, 3, length);
  if (from > length) {
    lua_pushnil(L);
    return 1;
  }
  bool is_plain =
      lua_toboolean(L, 4) || (strlen(pattern) == pattern_length && !strpbrk(pattern, "^$*+?.([%-"));
  if (find && is_plain)
    return find_plain(L, text, length, from, pattern, pattern_length);
  bool anchored = *pattern == '^';
  brv_matcher m = matcher_for(L, text, length, pattern + anchored, pattern_length - anchored);
  for (const char *at = text + from; at <= m.text_end; at++) {
    const char *end = brv_pattern_match(&m, at);
    if (end && find)
      return push_found(L, text, at, end) + brv_pattern_push_all(&m, at, end, false);
    if (end)
      return brv_pattern_push_all(&m, at, end, true);
    if (anchored)
      break;
  }
  lua_pushnil(L);
  return 1;
}

static int string_find(lua_State *L)
{
  return search(L, true);
}

static int string_match(lua_State *L)
{
  return search(L, false);
}

/* Upvalues: text, pattern, the offset to go on from, the end of the last match or -1. An empty
 * match right behind another is none. */
static int gmatch_step(lua_State *L)
{
  size_t length, pattern_length;
  const char *text = lua_tolstring(L, lua_upvalueindex(1), &length);
  const char *pattern = lua_tolstring(L, lua_upvalueindex(2), &pattern_length);
  lua_Integer from = lua_tointeger(L, lua_upvalueindex(3));
  lua_Integer last = lua_tointeger(L, lua_upvalueindex(4));
  brv_matcher m = matcher_for(L, text, length, pattern, pattern_length);
  for (const char *at = text + from; from <= (lua_Integer)length && at <= m.text_end; at++) {
    const char *end = brv_pattern_match(&m, at);
    if (!end || end - text == last)
      continue;
    for (int i = 3; i <= 4; i++) {
      lua_pushinteger(L, end - text);
      lua_replace(L, lua_upvalueindex(i));
    }
    return brv_pattern_push_all(&m, at, end, true);
  }
  return 0;
}

static int string_gmatch(lua_State *L)
{
  size_t length;
  luaL_checklstring(L, 1, &length);
  luaL_checkstring(L, 2);
  size_t from = start_offset(L, 3, length);
  lua_settop(L, 2);
  lua_pushinteger(L, (lua_Integer)MIN(from, length + 1));
  lua_pushinteger(L, -1);
  lua_pushcclosure(L, gmatch_step, 4);
  return 1;
}

/* --- gsub --- */

/* The replacement text at 3, with %0 to %9 and %% in it. */
static void add_text(brv_matcher *m, luaL_Buffer *out, const char *start, const char *end)
{
  size_t length;
  const char *text = lua_tolstring(m->L, 3, &length), *stop = text + length;
  for (const char *sign; (sign = memchr(text, '%', (size_t)(stop - text))); text = sign + 2) {
    luaL_addlstring(out, text, (size_t)(sign - text));
    char digit = sign + 1 < stop ? sign[1] : '\0';
    if (digit == '%') {
      luaL_addchar(out, '%');
    } else if (digit == '0') {
      luaL_addlstring(out, start, (size_t)(end - start));
    } else if (g_ascii_isdigit(digit)) {
      brv_pattern_push(m, digit - '1', start, end);
      luaL_tolstring(m->L, -1, NULL);
      lua_remove(m->L, -2);
      luaL_addvalue(out);
    } else {
      luaL_error(m->L, "invalid use of '%%' in replacement string");
    }
  }
  luaL_addlstring(out, text, (size_t)(stop - text));
}

/* What the table or function at 3 says; false and nil keep what was there. */
static void add_looked_up(brv_matcher *m, luaL_Buffer *out, const char *start, const char *end)
{
  lua_State *L = m->L;
  if (lua_isfunction(L, 3)) {
    lua_pushvalue(L, 3);
    lua_call(L, brv_pattern_push_all(m, start, end, true), 1);
  } else {
    brv_pattern_push(m, 0, start, end);
    lua_gettable(L, 3);
  }
  if (!lua_toboolean(L, -1)) {
    lua_pop(L, 1);
    luaL_addlstring(out, start, (size_t)(end - start));
    return;
  }
  if (!lua_isstring(L, -1))
    luaL_error(L, "invalid replacement value (a %s)", luaL_typename(L, -1));
  luaL_addvalue(out);
}

static int string_gsub(lua_State *L)
{
  size_t length, pattern_length;
  const char *text = luaL_checklstring(L, 1, &length);
  const char *pattern = luaL_checklstring(L, 2, &pattern_length);
  int type = lua_type(L, 3);
  luaL_argexpected(
      L, type == LUA_TNUMBER || type == LUA_TSTRING || type == LUA_TFUNCTION || type == LUA_TTABLE,
      3, "string/function/table");
  lua_Integer most = luaL_optinteger(L, 4, (lua_Integer)length + 1), count = 0;
  bool is_text = type == LUA_TNUMBER || type == LUA_TSTRING, anchored = *pattern == '^';
  lua_settop(L, 3);
  if (is_text)
    lua_tostring(L, 3);
  brv_matcher m = matcher_for(L, text, length, pattern + anchored, pattern_length - anchored);
  luaL_Buffer out;
  luaL_buffinit(L, &out);
  const char *at = text, *last = NULL;
  while (count < most) {
    const char *end = brv_pattern_match(&m, at);
    if (end && end != last) {
      count++;
      if (is_text)
        add_text(&m, &out, at, end);
      else
        add_looked_up(&m, &out, at, end);
      at = last = end;
    } else if (at < m.text_end) {
      luaL_addchar(&out, *at++);
    } else {
      break;
    }
    if (anchored)
      break;
  }
  luaL_addlstring(&out, at, (size_t)(m.text_end - at));
  luaL_pushresult(&out);
  lua_pushinteger(L, count);
  return 2;
}

void brv_push_patterns(lua_State *L)
{
  static const luaL_Reg functions[] = {{"find", string_find},
                                       {"gmatch", string_gmatch},
                                       {"gsub", string_gsub},
                                       {"match", string_match},
                                       {NULL, NULL}};
  luaL_newlib(L, functions);
}
