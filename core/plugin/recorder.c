#include <math.h>
#include <string.h>

#include "plugin/internal.h"

/* `b.drawing`: what the function draws is recorded as a list of steps, each a list of an
 * operation's name and its arguments; it becomes a brv_drawing when the plugin returns it. */

enum { STEP_LIMIT = 20000 };

/* The operations by brv_draw_op, and how many numbers each starts with. */
static const struct {
  const char *name;
  int numbers;
} operations[] = {
    [BRV_DRAW_MOVE] = {"move", 2},   [BRV_DRAW_LINE] = {"line", 2},
    [BRV_DRAW_CURVE] = {"curve", 6}, [BRV_DRAW_CLOSE] = {"close", 0},
    [BRV_DRAW_FILL] = {"fill", 0},   [BRV_DRAW_STROKE] = {"stroke", 0},
    [BRV_DRAW_TEXT] = {"text", 2},
};
G_STATIC_ASSERT(G_N_ELEMENTS(operations) == BRV_DRAW_TEXT + 1);

static lua_Number check_finite(lua_State *L, int index)
{
  lua_Number number = luaL_checknumber(L, index);
  if (!isfinite(number))
    luaL_argerror(L, index, "not a finite number");
  return number;
}

static void begin(lua_State *L, brv_draw_op op)
{
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_createtable(L, 1 + operations[op].numbers, 0);
  lua_pushstring(L, operations[op].name);
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

/* Adds the step on the top and leaves the recorder there, so that calls can be chained. */
static int end(lua_State *L)
{
  lua_Integer count = (lua_Integer)lua_rawlen(L, 1);
  if (count >= STEP_LIMIT)
    return luaL_error(L, "a drawing of more than %d steps", STEP_LIMIT);
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

static int draw_move(lua_State *L)
{
  return add_point(L, BRV_DRAW_MOVE, check_finite(L, 2), check_finite(L, 3));
}

static int draw_line(lua_State *L)
{
  return add_point(L, BRV_DRAW_LINE, check_finite(L, 2), check_finite(L, 3));
}

static int draw_curve(lua_State *L)
{
  lua_Number numbers[6];
  for (int i = 0; i < 6; i++)
    numbers[i] = check_finite(L, i + 2);
  return add_curve(L, numbers);
}

static int draw_close(lua_State *L)
{
  begin(L, BRV_DRAW_CLOSE);
  return end(L);
}

static int draw_rect(lua_State *L)
{
  lua_Number x = check_finite(L, 2), y = check_finite(L, 3);
  lua_Number width = check_finite(L, 4), height = check_finite(L, 5);
  add_point(L, BRV_DRAW_MOVE, x, y);
  add_point(L, BRV_DRAW_LINE, x + width, y);
  add_point(L, BRV_DRAW_LINE, x + width, y + height);
  add_point(L, BRV_DRAW_LINE, x, y + height);
  return draw_close(L);
}

/* A circle as four Béziers; the handles' length makes the error least, under 0.03 % of the radius.
 */
static int draw_circle(lua_State *L)
{
  const lua_Number reach = 0.5522847498;
  lua_Number x = check_finite(L, 2), y = check_finite(L, 3), r = check_finite(L, 4), k = r * reach;
  add_point(L, BRV_DRAW_MOVE, x + r, y);
  add_curve(L, (lua_Number[]){x + r, y + k, x + k, y + r, x, y + r});
  add_curve(L, (lua_Number[]){x - k, y + r, x - r, y + k, x - r, y});
  add_curve(L, (lua_Number[]){x - r, y - k, x - k, y - r, x, y - r});
  add_curve(L, (lua_Number[]){x + k, y - r, x + r, y - k, x + r, y});
  return draw_close(L);
}

static int draw_fill(lua_State *L)
{
  const char *colour = luaL_checkstring(L, 2);
  begin(L, BRV_DRAW_FILL);
  put_text(L, 2, colour);
  return end(L);
}

static int draw_stroke(lua_State *L)
{
  const char *colour = luaL_checkstring(L, 2);
  lua_Number width = lua_isnoneornil(L, 3) ? 0.5 : check_finite(L, 3);
  lua_Number dash = lua_isnoneornil(L, 4) ? 0 : check_finite(L, 4);
  begin(L, BRV_DRAW_STROKE);
  put_text(L, 2, colour);
  put_number(L, 3, width);
  put_number(L, 4, dash);
  return end(L);
}

static const char *option(lua_State *L, const char *key, const char *fallback)
{
  if (lua_isnoneornil(L, 5))
    return fallback;
  luaL_checktype(L, 5, LUA_TTABLE);
  int type = lua_getfield(L, 5, key);
  if (type != LUA_TNIL && type != LUA_TSTRING)
    luaL_error(L, "%s: expected text, got %s", key, luaL_typename(L, -1));
  return type == LUA_TNIL ? fallback : lua_tostring(L, -1);
}

static int draw_text(lua_State *L)
{
  lua_Number x = check_finite(L, 2), y = check_finite(L, 3);
  const char *text = luaL_checkstring(L, 4);
  const char *colour = option(L, "colour", "ink"), *role = option(L, "role", "drawing-label");
  const char *anchor = option(L, "anchor", "start");
  if (!g_strv_contains(brv_anchor_names, anchor))
    return luaL_error(L, "anchor: expected \"start\", \"middle\" or \"end\", got \"%s\"", anchor);
  begin(L, BRV_DRAW_TEXT);
  put_number(L, 2, x);
  put_number(L, 3, y);
  put_text(L, 4, text);
  put_text(L, 5, colour);
  put_text(L, 6, role);
  put_text(L, 7, anchor);
  return end(L);
}

static const struct {
  const char *name, *parameters;
  lua_CFunction function;
} methods[] = {
    {"circle", "x, y, radius", draw_circle},
    {"close", "", draw_close},
    {"curve", "x1, y1, x2, y2, x, y", draw_curve},
    {"fill", "colour", draw_fill},
    {"line", "x, y", draw_line},
    {"move", "x, y", draw_move},
    {"rect", "x, y, width, height", draw_rect},
    {"stroke", "colour, width, dash", draw_stroke},
    {"text", "x, y, text, options", draw_text},
};

void brv_recorder_describe(GString *out)
{
  for (gsize i = 0; i < G_N_ELEMENTS(methods); i++)
    g_string_append_printf(out, "function canvas:%s(%s)\n", methods[i].name, methods[i].parameters);
}

static void push_recorder(lua_State *L)
{
  lua_newtable(L);
  lua_createtable(L, 0, 2);
  lua_createtable(L, 0, G_N_ELEMENTS(methods));
  for (gsize i = 0; i < G_N_ELEMENTS(methods); i++) {
    lua_pushcfunction(L, methods[i].function);
    lua_setfield(L, -2, methods[i].name);
  }
  lua_setfield(L, -2, "__index");
  lua_pushboolean(L, false);
  lua_setfield(L, -2, "__metatable");
  lua_setmetatable(L, -2);
}

static void copy_field(lua_State *L, const char *key, int type)
{
  if (lua_getfield(L, 1, key) != type)
    luaL_error(L, "drawing: %s: expected %s, got %s", key, lua_typename(L, type),
               luaL_typename(L, -1));
  lua_setfield(L, -2, key);
}

int brv_recorder_drawing(lua_State *L)
{
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_settop(L, 1);
  if (lua_getfield(L, 1, "draw") != LUA_TFUNCTION)
    return luaL_error(L, "drawing: draw: expected a function, got %s", luaL_typename(L, 2));
  push_recorder(L);
  lua_pushvalue(L, 2);
  lua_pushvalue(L, 3);
  lua_call(L, 1, 0);
  lua_createtable(L, 0, 8);
  copy_field(L, "width", LUA_TNUMBER);
  copy_field(L, "height", LUA_TNUMBER);
  copy_field(L, "alt", LUA_TSTRING);
  for (const char *const *key = (const char *const[]){"role", "id", NULL}; *key; key++) {
    lua_getfield(L, 1, *key);
    lua_setfield(L, -2, *key);
  }
  lua_pushliteral(L, "drawing");
  lua_setfield(L, -2, "kind");
  lua_pushvalue(L, 3);
  lua_setfield(L, -2, "steps");
  return 1;
}

/* --- reading back --- */

static double read_number(lua_State *L, int table, int at, const char *path)
{
  lua_rawgeti(L, table, at);
  double number = lua_type(L, -1) == LUA_TNUMBER ? lua_tonumber(L, -1) : NAN;
  lua_pop(L, 1);
  if (!isfinite(number) || fabs(number) > 1e6)
    luaL_error(L, "%s: a step of the drawing lacks a number", path);
  return number;
}

static const char *read_text(lua_State *L, brv_arena *arena, int table, int at, const char *path)
{
  lua_rawgeti(L, table, at);
  size_t length = 0;
  const char *text = lua_type(L, -1) == LUA_TSTRING ? lua_tolstring(L, -1, &length) : NULL;
  if (!text || !g_utf8_validate_len(text, length, NULL))
    luaL_error(L, "%s: a step of the drawing lacks a text", path);
  const char *copy = brv_arena_strndup(arena, text, length);
  lua_pop(L, 1);
  return copy;
}

static void read_arguments(lua_State *L, brv_arena *arena, brv_draw_step *step, int table,
                           const char *path)
{
  double numbers[6];
  for (int i = 0; i < operations[step->op].numbers; i++)
    numbers[i] = read_number(L, table, i + 2, path);
  if (step->op == BRV_DRAW_CURVE) {
    step->x1 = numbers[0], step->y1 = numbers[1], step->x2 = numbers[2], step->y2 = numbers[3];
    step->x = numbers[4], step->y = numbers[5];
  } else if (operations[step->op].numbers) {
    step->x = numbers[0], step->y = numbers[1];
  }
  if (step->op == BRV_DRAW_FILL || step->op == BRV_DRAW_STROKE)
    step->colour = read_text(L, arena, table, 2, path);
  if (step->op == BRV_DRAW_STROKE) {
    step->width = read_number(L, table, 3, path);
    step->dash = read_number(L, table, 4, path);
  }
  if (step->op == BRV_DRAW_TEXT) {
    step->text = read_text(L, arena, table, 4, path);
    step->colour = read_text(L, arena, table, 5, path);
    step->role = read_text(L, arena, table, 6, path);
    const char *anchor = read_text(L, arena, table, 7, path);
    for (int i = 0; brv_anchor_names[i]; i++)
      if (strcmp(anchor, brv_anchor_names[i]) == 0)
        step->anchor = (brv_anchor)i;
  }
}

static void read_step(lua_State *L, brv_arena *arena, brv_drawing *drawing, int table,
                      const char *path)
{
  if (!lua_istable(L, table))
    luaL_error(L, "%s: a step of the drawing is no list", path);
  brv_draw_step *step = brv_new(arena, brv_draw_step);
  const char *name = read_text(L, arena, table, 1, path);
  gsize op = 0;
  while (op < G_N_ELEMENTS(operations) && strcmp(operations[op].name, name) != 0)
    op++;
  if (op == G_N_ELEMENTS(operations))
    luaL_error(L, "%s: drawings know no \"%s\"", path, name);
  step->op = (brv_draw_op)op;
  read_arguments(L, arena, step, table, path);
  if (drawing->last)
    drawing->last->next = step;
  else
    drawing->first = step;
  drawing->last = step;
}

static double read_size(lua_State *L, int table, const char *key, const char *path)
{
  lua_pushstring(L, key);
  lua_rawget(L, table);
  double size = lua_type(L, -1) == LUA_TNUMBER ? lua_tonumber(L, -1) : NAN;
  lua_pop(L, 1);
  if (!(size > 0 && size <= 5000))
    luaL_error(L, "%s: %s: expected points, more than 0 and at most 5000", path, key);
  return size;
}

const brv_drawing *brv_recorder_read(lua_State *L, brv_arena *arena, int index, const char *path)
{
  brv_drawing *drawing = brv_new(arena, brv_drawing);
  drawing->width = read_size(L, index, "width", path);
  drawing->height = read_size(L, index, "height", path);
  lua_pushliteral(L, "steps");
  if (lua_rawget(L, index) != LUA_TTABLE)
    luaL_error(L, "%s: a drawing comes from b.drawing", path);
  int steps = lua_gettop(L), count = (int)MIN(lua_rawlen(L, steps), (lua_Unsigned)STEP_LIMIT);
  for (int i = 1; i <= count; i++) {
    lua_rawgeti(L, steps, i);
    read_step(L, arena, drawing, lua_gettop(L), path);
    lua_pop(L, 1);
  }
  lua_pop(L, 1);
  return drawing;
}
