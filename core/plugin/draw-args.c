#include <math.h>
#include <string.h>

#include "plugin/recorder.h"

const char *const brv_anchor_names[] = {"start", "middle", "end", NULL};
G_STATIC_ASSERT(BRV_ANCHOR_END == 2);
const char *const brv_cap_names[] = {"butt", "round", "square", NULL};
G_STATIC_ASSERT(BRV_CAP_SQUARE == 2);
const char *const brv_join_names[] = {"miter", "round", "bevel", NULL};
G_STATIC_ASSERT(BRV_JOIN_BEVEL == 2);

lua_Number brv_draw_length(lua_State *L, int index)
{
  lua_Number number = luaL_checknumber(L, index);
  if (!isfinite(number))
    luaL_argerror(L, index, "not a finite number");
  if (fabs(number) > BRV_DRAW_REACH)
    luaL_argerror(L, index, "farther away than any drawing reaches");
  return number;
}

lua_Number brv_draw_strength(lua_State *L, int index, lua_Number number)
{
  if (!(number >= 0 && number <= 1))
    luaL_argerror(L, index, "strength: expected a number from 0 (paper) to 1 (the colour)");
  return number;
}

const char *brv_draw_text(lua_State *L, int index, const char *what)
{
  size_t length;
  const char *text = luaL_checklstring(L, index, &length);
  if (!g_utf8_validate_len(text, length, NULL))
    luaL_error(L, "%s: a text that is not valid UTF-8", what);
  for (const char *c = text; *c; c++)
    if ((guchar)*c < 0x20 || *c == 0x7f)
      luaL_error(L, "%s: a drawn text is one line, without control characters", what);
  return text;
}

const char *brv_draw_colour(lua_State *L, int index, const char *path)
{
  const brv_host *host = *(brv_host **)lua_getextraspace(L);
  const char *const *known = host->looks ? host->looks->colours : NULL;
  const char *colour = brv_draw_text(L, index, "colour");
  if (known && !g_strv_contains(known, colour)) {
    const char *near = brv_did_you_mean(host->arena, colour, known);
    luaL_error(L, "%s%sthe layout has no colour \"%s\"%s%s", path, *path ? ": " : "", colour,
               near ? "; " : "", near ? near : "");
  }
  return colour;
}

int brv_draw_push_option(lua_State *L, int index, const char *key)
{
  if (lua_isnoneornil(L, index)) {
    lua_pushnil(L);
    return LUA_TNIL;
  }
  luaL_checktype(L, index, LUA_TTABLE);
  return lua_getfield(L, index, key);
}

const char *brv_draw_option(lua_State *L, int index, const char *key, const char *fallback)
{
  int type = brv_draw_push_option(L, index, key);
  if (type != LUA_TNIL && type != LUA_TSTRING)
    luaL_error(L, "%s: expected text, got %s", key, luaL_typename(L, -1));
  return type == LUA_TNIL ? fallback : brv_draw_text(L, lua_gettop(L), key);
}

const char *brv_draw_choice(lua_State *L, int index, const char *key, const char *const *names)
{
  const char *name = brv_draw_option(L, index, key, names[0]);
  if (!g_strv_contains(names, name))
    luaL_error(L, "%s: expected \"%s\", \"%s\" or \"%s\", got \"%s\"", key, names[0], names[1],
               names[2], name);
  return name;
}

void brv_draw_check_options(lua_State *L, int index, const char *const *known)
{
  if (lua_isnoneornil(L, index))
    return;
  luaL_checktype(L, index, LUA_TTABLE);
  lua_pushnil(L);
  for (; lua_next(L, index); lua_pop(L, 1)) {
    const char *key = lua_type(L, -2) == LUA_TSTRING ? lua_tostring(L, -2) : luaL_typename(L, -2);
    if (g_strv_contains(known, key))
      continue;
    const char *near = brv_did_you_mean((*(brv_host **)lua_getextraspace(L))->arena, key, known);
    luaL_error(L, "there is no option \"%s\" here%s%s", key, near ? "; " : "", near ? near : "");
  }
}
