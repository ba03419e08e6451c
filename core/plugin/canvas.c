#include <math.h>
#include <string.h>

#include "plugin/recorder.h"

const brv_operation brv_operations[BRV_DRAW_OPS] = {
    [BRV_DRAW_MOVE] = {"move", 2},     [BRV_DRAW_LINE] = {"line", 2},
    [BRV_DRAW_CURVE] = {"curve", 6},   [BRV_DRAW_CLOSE] = {"close", 0},
    [BRV_DRAW_SAVE] = {"save", 0},     [BRV_DRAW_RESTORE] = {"restore", 0},
    [BRV_DRAW_CLIP] = {"clip", 0},     [BRV_DRAW_FILL] = {"fill", 0},
    [BRV_DRAW_STROKE] = {"stroke", 0}, [BRV_DRAW_TEXT] = {"text", 2},
};

/* Under this key the state of a canvas stands in its metatable: plugins can reach neither. */
static const char canvas_key = 0;

brv_canvas *brv_canvas_check(lua_State *L)
{
  brv_canvas *state = NULL;
  if (lua_istable(L, 1) && lua_getmetatable(L, 1)) {
    lua_rawgetp(L, -1, &canvas_key);
    state = lua_touserdata(L, -1);
    lua_pop(L, 2);
  }
  if (!state)
    luaL_error(L, "this is called on a canvas, with a colon: c:line(x, y)");
  if (state->finished)
    luaL_error(L, "the drawing is finished: draw inside its function");
  return state;
}

/* --- steps --- */

static void begin(lua_State *L, brv_draw_op op)
{
  lua_createtable(L, 1 + brv_operations[op].numbers, 0);
  lua_pushstring(L, brv_operations[op].name);
  lua_rawseti(L, -2, 1);
}

static void put_number(lua_State *L, int at, lua_Number number)
{
  lua_pushnumber(L, number);
  lua_rawseti(L, -2, at);
}

static void put_text(lua_State *L, int at, const char *text)
{
  lua_pushstring(L, text);
  lua_rawseti(L, -2, at);
}

/* Adds the step on the top and leaves the canvas there, so that calls can be chained. */
static int end(lua_State *L)
{
  lua_Integer count = (lua_Integer)lua_rawlen(L, 1);
  if (count >= BRV_DRAW_STEPS)
    return luaL_error(L, "a drawing of more than %d steps", BRV_DRAW_STEPS);
  lua_rawseti(L, 1, count + 1);
  lua_pushvalue(L, 1);
  return 1;
}

static int add_point(lua_State *L, brv_draw_op op, lua_Number x, lua_Number y)
{
  begin(L, op);
  put_number(L, 2, x);
  put_number(L, 3, y);
  return end(L);
}

static int add_curve(lua_State *L, const lua_Number *numbers)
{
  begin(L, BRV_DRAW_CURVE);
  for (int i = 0; i < 6; i++)
    put_number(L, i + 2, numbers[i]);
  return end(L);
}

/* What ends the path so far. */
static int add_plain(lua_State *L, brv_canvas *state, brv_draw_op op)
{
  state->open = false;
  begin(L, op);
  return end(L);
}

/* --- paths --- */

static int draw_move(lua_State *L)
{
  brv_canvas_check(L)->open = true;
  return add_point(L, BRV_DRAW_MOVE, brv_draw_length(L, 2), brv_draw_length(L, 3));
}

static int draw_line(lua_State *L)
{
  brv_canvas_check(L)->open = true;
  return add_point(L, BRV_DRAW_LINE, brv_draw_length(L, 2), brv_draw_length(L, 3));
}

static int draw_curve(lua_State *L)
{
  lua_Number numbers[6];
  brv_canvas_check(L)->open = true;
  for (int i = 0; i < 6; i++)
    numbers[i] = brv_draw_length(L, i + 2);
  return add_curve(L, numbers);
}

static int draw_close(lua_State *L)
{
  return add_plain(L, brv_canvas_check(L), BRV_DRAW_CLOSE);
}

static int draw_rect(lua_State *L)
{
  brv_canvas *state = brv_canvas_check(L);
  lua_Number x = brv_draw_length(L, 2), y = brv_draw_length(L, 3);
  lua_Number width = brv_draw_length(L, 4), height = brv_draw_length(L, 5);
  add_point(L, BRV_DRAW_MOVE, x, y);
  add_point(L, BRV_DRAW_LINE, x + width, y);
  add_point(L, BRV_DRAW_LINE, x + width, y + height);
  add_point(L, BRV_DRAW_LINE, x, y + height);
  return add_plain(L, state, BRV_DRAW_CLOSE);
}

/* A part of a circle, at most a quarter, from the angle `from` on as a Bézier. Its handles are
 * 4/3 tan(part/4) of the radius long: the error is under 0.03 % of it. */
static void add_quarter(lua_State *L, const lua_Number *circle, lua_Number from, lua_Number part)
{
  lua_Number x = circle[0], y = circle[1], r = circle[2], k = 4.0 / 3 * tan(part / 4) * r;
  lua_Number c0 = cos(from), s0 = sin(from), c1 = cos(from + part), s1 = sin(from + part);
  add_curve(L, (lua_Number[]){x + r * c0 - k * s0, y + r * s0 + k * c0, x + r * c1 + k * s1,
                              y + r * s1 - k * c1, x + r * c1, y + r * s1});
  lua_pop(L, 1);
}

static void add_arc(lua_State *L, const lua_Number *circle, lua_Number from, lua_Number sweep)
{
  int parts = MAX((int)ceil(fabs(sweep) / G_PI_2 - 1e-9), 1);
  for (int i = 0; i < parts; i++)
    add_quarter(L, circle, from + sweep * i / parts, sweep / parts);
}

static int draw_arc(lua_State *L)
{
  brv_canvas *state = brv_canvas_check(L);
  lua_Number circle[] = {brv_draw_length(L, 2), brv_draw_length(L, 3), brv_draw_length(L, 4)};
  lua_Number from = brv_draw_length(L, 5), sweep = brv_draw_length(L, 6) - from;
  add_point(L, state->open ? BRV_DRAW_LINE : BRV_DRAW_MOVE, circle[0] + circle[2] * cos(from),
            circle[1] + circle[2] * sin(from));
  state->open = true;
  add_arc(L, circle, from, CLAMP(sweep, -2 * G_PI, 2 * G_PI));
  lua_pushvalue(L, 1);
  return 1;
}

static int draw_circle(lua_State *L)
{
  brv_canvas *state = brv_canvas_check(L);
  lua_Number circle[] = {brv_draw_length(L, 2), brv_draw_length(L, 3), brv_draw_length(L, 4)};
  add_point(L, BRV_DRAW_MOVE, circle[0] + circle[2], circle[1]);
  add_arc(L, circle, 0, 2 * G_PI);
  return add_plain(L, state, BRV_DRAW_CLOSE);
}

static void push_coordinate(lua_State *L, int points, lua_Integer i, int which)
{
  if (lua_rawgeti(L, points, i) == LUA_TTABLE)
    lua_rawgeti(L, -1, which);
  if (lua_type(L, -1) != LUA_TNUMBER)
    luaL_error(L, "polyline: point %d: expected { x, y }", (int)i);
  lua_remove(L, -2);
}

static int draw_polyline(lua_State *L)
{
  brv_canvas *state = brv_canvas_check(L);
  luaL_checktype(L, 2, LUA_TTABLE);
  lua_settop(L, 2);
  lua_Integer count = (lua_Integer)lua_rawlen(L, 2);
  if (count < 2)
    return luaL_error(L, "polyline: expected two points or more");
  brv_sandbox_charge(L, (guint64)count);
  for (lua_Integer i = 1; i <= count; i++) {
    push_coordinate(L, 2, i, 1);
    push_coordinate(L, 2, i, 2);
    add_point(L, i == 1 ? BRV_DRAW_MOVE : BRV_DRAW_LINE, brv_draw_length(L, 3),
              brv_draw_length(L, 4));
    lua_settop(L, 2);
  }
  state->open = true;
  lua_pushvalue(L, 1);
  return 1;
}

/* --- what is done with them --- */

static int draw_fill(lua_State *L)
{
  brv_canvas *state = brv_canvas_check(L);
  const char *colour = brv_draw_colour(L, 2, "");
  lua_Number strength = brv_draw_strength(L, 3, luaL_optnumber(L, 3, 1));
  state->open = false;
  begin(L, BRV_DRAW_FILL);
  put_text(L, 2, colour);
  put_number(L, 3, strength);
  return end(L);
}

/* The dashes, a number or a list of them, become numbers at the end of the step on the top. */
static void put_dashes(lua_State *L, int index, int step)
{
  lua_Number sum = 0;
  bool is_list = lua_istable(L, index);
  lua_Integer count = is_list ? (lua_Integer)lua_rawlen(L, index) : !lua_isnoneornil(L, index);
  if (count > BRV_DRAW_DASHES)
    luaL_argerror(L, index, "expected at most eight dashes and gaps");
  for (lua_Integer i = 1; i <= count; i++) {
    if (is_list)
      lua_rawgeti(L, index, i);
    else
      lua_pushvalue(L, index);
    lua_Number dash = lua_type(L, -1) == LUA_TNUMBER ? lua_tonumber(L, -1) : -1;
    if (!(dash >= 0 && dash <= BRV_DRAW_REACH))
      luaL_argerror(L, index, "expected the lengths of dashes and gaps in points");
    sum += dash;
    lua_rawseti(L, step, BRV_STROKE_DASHES + i - 1);
  }
  for (lua_Integer i = 0; i < count && sum == 0; i++) { /* no dashes: a solid line */
    lua_pushnil(L);
    lua_rawseti(L, step, BRV_STROKE_DASHES + i);
  }
}

static int draw_stroke(lua_State *L)
{
  static const char *const options[] = {"cap", "join", "strength", NULL};
  brv_canvas *state = brv_canvas_check(L);
  const char *colour = brv_draw_colour(L, 2, "");
  lua_Number width = lua_isnoneornil(L, 3) ? 0.5 : brv_draw_length(L, 3);
  luaL_argcheck(L, width >= 0, 3, "expected a width of 0 or more");
  lua_settop(L, 5);
  brv_draw_check_options(L, 5, options);
  const char *cap = brv_draw_choice(L, 5, "cap", brv_cap_names);
  const char *join = brv_draw_choice(L, 5, "join", brv_join_names);
  lua_Number strength = 1;
  if (brv_draw_push_option(L, 5, "strength") != LUA_TNIL)
    strength = brv_draw_strength(L, 5, lua_isnumber(L, -1) ? lua_tonumber(L, -1) : -1);
  state->open = false;
  begin(L, BRV_DRAW_STROKE);
  put_text(L, 2, colour);
  put_number(L, 3, strength);
  put_number(L, 4, width);
  put_text(L, 5, cap);
  put_text(L, 6, join);
  put_dashes(L, 4, lua_gettop(L));
  return end(L);
}

static int draw_text(lua_State *L)
{
  static const char *const options[] = {"anchor", "colour", "role", NULL};
  brv_canvas *state = brv_canvas_check(L);
  lua_Number x = brv_draw_length(L, 2), y = brv_draw_length(L, 3);
  const char *text = brv_draw_text(L, 4, "text");
  lua_settop(L, 5);
  brv_draw_check_options(L, 5, options);
  const char *colour = brv_draw_option(L, 5, "colour", "");
  if (*colour)
    brv_draw_colour(L, lua_gettop(L), "");
  const char *role = brv_draw_option(L, 5, "role", BRV_LABEL_ROLE);
  const char *anchor = brv_draw_choice(L, 5, "anchor", brv_anchor_names);
  state->open = false;
  begin(L, BRV_DRAW_TEXT);
  put_number(L, 2, x);
  put_number(L, 3, y);
  put_text(L, 4, text);
  put_text(L, 5, colour);
  put_text(L, 6, role);
  put_text(L, 7, anchor);
  return end(L);
}

/* Pushes the list of places at which open saves were called. */
void brv_canvas_push_saves(lua_State *L)
{
  lua_getmetatable(L, 1);
  lua_rawgetp(L, -1, &canvas_key);
  lua_getiuservalue(L, -1, 1);
  lua_replace(L, -3);
  lua_pop(L, 1);
}

static int draw_save(lua_State *L)
{
  brv_canvas *state = brv_canvas_check(L);
  if (state->depth >= BRV_DRAW_DEPTH)
    return luaL_error(L, "save: more than %d stand open", BRV_DRAW_DEPTH);
  brv_canvas_push_saves(L);
  luaL_where(L, 1);
  lua_rawseti(L, -2, ++state->depth);
  return add_plain(L, state, BRV_DRAW_SAVE);
}

static int draw_restore(lua_State *L)
{
  brv_canvas *state = brv_canvas_check(L);
  if (state->depth == 0)
    return luaL_error(L, "restore: there is no save that it belongs to");
  state->depth--;
  return add_plain(L, state, BRV_DRAW_RESTORE);
}

static int draw_clip(lua_State *L)
{
  brv_canvas *state = brv_canvas_check(L);
  if (state->depth == 0)
    return luaL_error(L, "clip: write save before it, and restore where it ends");
  return add_plain(L, state, BRV_DRAW_CLIP);
}

/* --- the canvas --- */

const brv_canvas_method brv_canvas_methods[] = {
    {"arc", "x, y, radius, from, to", draw_arc},
    {"circle", "x, y, radius", draw_circle},
    {"clip", "", draw_clip},
    {"close", "", draw_close},
    {"curve", "x1, y1, x2, y2, x, y", draw_curve},
    {"extents", "text, options", brv_recorder_canvas_extents},
    {"fill", "colour, strength", draw_fill},
    {"line", "x, y", draw_line},
    {"move", "x, y", draw_move},
    {"polyline", "points", draw_polyline},
    {"rect", "x, y, width, height", draw_rect},
    {"restore", "", draw_restore},
    {"save", "", draw_save},
    {"stroke", "colour, width, dash, options", draw_stroke},
    {"text", "x, y, text, options", draw_text},
    {NULL},
};

brv_canvas *brv_canvas_push(lua_State *L)
{
  lua_newtable(L);
  lua_createtable(L, 0, 3);
  lua_newtable(L);
  for (const brv_canvas_method *method = brv_canvas_methods; method->name; method++) {
    lua_pushcfunction(L, method->function);
    lua_setfield(L, -2, method->name);
  }
  lua_setfield(L, -2, "__index");
  lua_pushboolean(L, false);
  lua_setfield(L, -2, "__metatable");
  brv_canvas *state = lua_newuserdatauv(L, sizeof *state, 1);
  *state = (brv_canvas){0};
  lua_newtable(L);
  lua_setiuservalue(L, -2, 1);
  lua_rawsetp(L, -2, &canvas_key);
  lua_setmetatable(L, -2);
  return state;
}
