#include "plugin/recorder.h"

#include <string.h>

#include "document/typography.h"

/* --- measuring --- */

/* Without a layout, as in tests: letters 4 points wide. */
static brv_extents stand_in(const char *text)
{
  return (brv_extents){4.0 * (double)g_utf8_strlen(text, -1), 8, 3};
}

const char *brv_recorder_words(const brv_call *call, const char *text)
{
  bool literal = call->briefing ? call->briefing->briefing.literal : call->edition->literal;
  return literal ? text
                 : brv_typography_line(call->edition->arena, text, call->language, call->words);
}

static int push_extents(lua_State *L, int text_at, int options_at)
{
  static const char *const options[] = {"role", NULL};
  enum { LONGEST = 4000, WORK = 500, WORK_A_BYTE = 20 };
  brv_host *host = *(brv_host **)lua_getextraspace(L);
  const brv_call *call = host->call;
  host->saw |= BRV_SAW_EXTENTS;
  if (!call || !call->edition)
    return luaL_error(L, "extents: there is no layout yet; ask within build");
  const char *text = brv_draw_text(L, text_at, "extents");
  brv_draw_check_options(L, options_at, options);
  const char *role = brv_draw_option(L, options_at, "role", BRV_LABEL_ROLE);
  gsize length = strlen(text);
  if (length > LONGEST)
    return luaL_error(L, "extents: a text of more than %d bytes is no label", LONGEST);
  brv_sandbox_charge(L, WORK + WORK_A_BYTE * length);
  const brv_looks *looks = host->looks;
  text = brv_recorder_words(call, text);
  brv_extents extents =
      looks ? looks->measure(looks->data, text, role, call->language) : stand_in(text);
  lua_pushnumber(L, extents.width);
  lua_pushnumber(L, extents.ascent);
  lua_pushnumber(L, extents.descent);
  return 3;
}

int brv_recorder_canvas_extents(lua_State *L)
{
  brv_canvas_check(L);
  lua_settop(L, 3);
  return push_extents(L, 2, 3);
}

int brv_recorder_extents(lua_State *L)
{
  lua_settop(L, 2);
  return push_extents(L, 1, 2);
}

void brv_recorder_describe(GString *out)
{
  for (const brv_canvas_method *method = brv_canvas_methods; method->name; method++)
    g_string_append_printf(out, "function canvas:%s(%s)\n", method->name, method->parameters);
}

/* --- b.drawing: its argument is at 1, the block that becomes of it at 2 --- */

static void check_size(lua_State *L, const char *key)
{
  if (lua_getfield(L, 1, key) != LUA_TNUMBER)
    luaL_error(L, "drawing: %s: expected points, got %s", key, luaL_typename(L, -1));
  lua_pop(L, 1);
}

/* Those who cannot see the drawing have nothing else. */
static void check_alt(lua_State *L)
{
  const char *alt = lua_getfield(L, 1, "alt") == LUA_TSTRING ? lua_tostring(L, -1) : "";
  if (!alt[strspn(alt, " \t\r\n")])
    luaL_error(L, "drawing: alt: say what is to be seen");
  lua_pop(L, 1);
}

/* Every text key is a field of the block, where it is judged; `draw` is not. */
static void copy_fields(lua_State *L)
{
  lua_pushnil(L);
  for (; lua_next(L, 1); lua_pop(L, 1)) {
    if (lua_type(L, -2) != LUA_TSTRING || strcmp(lua_tostring(L, -2), "draw") == 0)
      continue;
    lua_pushvalue(L, -2);
    lua_pushvalue(L, -2);
    lua_rawset(L, 2);
  }
  lua_pushliteral(L, "drawing");
  lua_setfield(L, 2, "kind");
}

/* A save left open is told at its own line, which is not that of `b.drawing`. */
static void check_balance(lua_State *L, const brv_canvas *state)
{
  if (state->depth == 0)
    return;
  lua_replace(L, 1);
  lua_settop(L, 1);
  brv_canvas_push_saves(L);
  lua_rawgeti(L, -1, state->depth);
  lua_pushliteral(L, "drawing: this save has no restore");
  lua_concat(L, 2);
  brv_sandbox_vouch(L);
  lua_error(L);
}

int brv_recorder_drawing(lua_State *L)
{
  static const char *const own[] = {"draw", NULL};
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_settop(L, 1);
  brv_check_fields(L, 1, "drawing", own);
  check_size(L, "width");
  check_size(L, "height");
  check_alt(L);
  lua_createtable(L, 0, 8);
  copy_fields(L);
  brv_canvas *state = brv_canvas_push(L);
  if (lua_getfield(L, 1, "draw") != LUA_TFUNCTION)
    return luaL_error(L, "drawing: draw: expected a function, got %s", luaL_typename(L, -1));
  lua_pushvalue(L, 3);
  lua_call(L, 1, 0);
  state->finished = true;
  check_balance(L, state);
  lua_setfield(L, 2, "steps");
  return 1;
}
