#include <string.h>

#include "plugin/internal.h"

/* `ctx.warn` and `ctx.error`: what a plugin has to say, at the place of a node that it was given,
 * of a value in its data, or of a line of a text. */

static const char tables_key = 0;

enum { LONGEST = 4000 }; /* bytes of a remark: the parent holds them all */

/* Tables of data hold nothing but the data, so their places are kept beside them. */
void brv_remark_note_place(lua_State *L, brv_place place)
{
  brv_host *host = *(brv_host **)lua_getextraspace(L);
  if (!host->call || !place.source)
    return;
  if (lua_rawgetp(L, LUA_REGISTRYINDEX, &tables_key) != LUA_TTABLE) {
    lua_pop(L, 1);
    return;
  }
  g_array_append_val(host->places, place);
  lua_pushvalue(L, -2);
  lua_pushinteger(L, (lua_Integer)host->places->len);
  lua_rawset(L, -3);
  lua_pop(L, 1);
}

void brv_remark_begin(lua_State *L)
{
  lua_newtable(L);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &tables_key);
}

static lua_Integer number_of(lua_State *L, int index)
{
  lua_pushliteral(L, "place");
  lua_rawget(L, index);
  lua_Integer number = lua_isinteger(L, -1) ? lua_tointeger(L, -1) : 0;
  lua_pop(L, 1);
  if (number)
    return number;
  if (lua_rawgetp(L, LUA_REGISTRYINDEX, &tables_key) == LUA_TTABLE) {
    lua_pushvalue(L, index);
    lua_rawget(L, -2);
    number = lua_isinteger(L, -1) ? lua_tointeger(L, -1) : 0;
    lua_pop(L, 1);
  }
  lua_pop(L, 1);
  return number;
}

static brv_place place_of(lua_State *L, int index, const brv_call *call)
{
  if (!lua_istable(L, index))
    return call->place;
  lua_Integer number = number_of(L, index);
  if (number < 1 || number > call->host->places->len)
    return call->place;
  return g_array_index(call->host->places, brv_place, number - 1);
}

static bool is_same(brv_place a, brv_place b)
{
  return a.source == b.source && a.offset == b.offset && a.length == b.length;
}

/* The text that lines are counted in: that of a raw block, else what the place itself covers. */
static brv_place text_at(const brv_call *call, brv_place place)
{
  bool is_own = call->block && call->block->type.data &&
                call->block->type.data->type == BRV_TYPE_RAW && is_same(place, call->place);
  return is_own && call->authored->value ? call->authored->value->place : place;
}

/* The line of a text, from 1; its last line where there are fewer. */
static brv_place line_of(brv_place text, lua_Integer line)
{
  if (!text.source)
    return text;
  const char *at = brv_source_text(text.source) + text.offset, *end = at + text.length;
  for (const char *next; line > 1 && (next = memchr(at, '\n', (gsize)(end - at))); line--)
    at = next + 1;
  const char *stop = memchr(at, '\n', (gsize)(end - at));
  stop = stop ? stop : end;
  while (at < stop && (*at == ' ' || *at == '\t'))
    at++;
  while (stop > at && (stop[-1] == '\r' || stop[-1] == ' '))
    stop--;
  text.length = (guint32)(stop - at);
  text.offset = (guint32)(at - brv_source_text(text.source));
  return text;
}

/* warn(node, text, line), warn(nil, text) and warn(text) are all understood. */
static int remark(lua_State *L, brv_code code)
{
  brv_call *call = brv_call_running(L);
  int at = lua_type(L, 1) == LUA_TSTRING && lua_isnoneornil(L, 2) ? 1 : 2;
  size_t length;
  const char *text = luaL_checklstring(L, at, &length);
  if (!g_utf8_validate_len(text, length, NULL))
    return luaL_argerror(L, at, "a text that is not valid UTF-8");
  luaL_argcheck(L, length <= LONGEST, at, "a remark of more than 4000 bytes");
  lua_Integer line = luaL_optinteger(L, 3, 0);
  luaL_argcheck(L, line >= 0, 3, "lines are counted from 1");
  brv_sandbox_charge(L, 10000);
  brv_place place = at == 2 ? place_of(L, 1, call) : call->place;
  if (line)
    place = line_of(text_at(call, place), line);
  brv_report(call->diags, code, place, NULL, "%s: %s", call->name, text);
  return 0;
}

int brv_remark_warning(lua_State *L)
{
  return remark(L, BRV_EDITORIAL_WARNING);
}

int brv_remark_error(lua_State *L)
{
  return remark(L, BRV_EDITORIAL_ERROR);
}
