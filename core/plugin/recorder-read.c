#include <math.h>
#include <string.h>

#include "plugin/read.h"
#include "plugin/recorder.h"

/* A plugin may have made the steps itself: nothing is taken for granted. Raw access only. */

typedef struct {
  brv_reader *outer;
  lua_State *L;
  brv_arena *arena;
  const char *path; /* goes before messages */
  int table;        /* the step's place on the stack */
  int depth;        /* of saves */
} reader;

static double read_number(const reader *r, int at, double least, double most)
{
  lua_rawgeti(r->L, r->table, at);
  double number = lua_type(r->L, -1) == LUA_TNUMBER ? lua_tonumber(r->L, -1) : NAN;
  lua_pop(r->L, 1);
  if (!(number >= least && number <= most))
    luaL_error(r->L, "%s: a step of the drawing lacks a number", r->path);
  return number;
}

static const char *read_text(const reader *r, int at)
{
  lua_rawgeti(r->L, r->table, at);
  if (lua_type(r->L, -1) != LUA_TSTRING)
    luaL_error(r->L, "%s: a step of the drawing lacks a text", r->path);
  const char *text = brv_draw_text(r->L, lua_gettop(r->L), r->path);
  if ((r->outer->bytes += strlen(text)) > BRV_PLUGIN_TEXT_LIMIT)
    luaL_error(r->L, "%s: more than %d bytes of text", r->path, BRV_PLUGIN_TEXT_LIMIT);
  text = brv_arena_strdup(r->arena, text);
  lua_pop(r->L, 1);
  return text;
}

static const char *read_colour(const reader *r, int at)
{
  const char *colour = read_text(r, at);
  lua_rawgeti(r->L, r->table, at);
  brv_draw_colour(r->L, lua_gettop(r->L), r->path);
  lua_pop(r->L, 1);
  return colour;
}

static int read_choice(const reader *r, int at, const char *const *names)
{
  const char *name = read_text(r, at);
  for (int i = 0; names[i]; i++)
    if (strcmp(name, names[i]) == 0)
      return i;
  return luaL_error(r->L, "%s: a step of the drawing says \"%s\"", r->path, name);
}

static const brv_pen *read_pen(const reader *r)
{
  brv_pen *pen = brv_new(r->arena, brv_pen);
  pen->width = read_number(r, 4, 0, BRV_DRAW_REACH);
  pen->cap = (brv_cap)read_choice(r, 5, brv_cap_names);
  pen->join = (brv_join)read_choice(r, 6, brv_join_names);
  int count = (int)MIN(lua_rawlen(r->L, r->table), (lua_Unsigned)G_MAXINT16) + 1;
  pen->dash_count = CLAMP(count - BRV_STROKE_DASHES, 0, BRV_DRAW_DASHES);
  double sum = 0;
  for (int i = 0; i < pen->dash_count; i++)
    sum += pen->dashes[i] = read_number(r, BRV_STROKE_DASHES + i, 0, BRV_DRAW_REACH);
  if (sum == 0)
    pen->dash_count = 0;
  return pen;
}

static void read_words(const reader *r, brv_draw_step *step)
{
  step->text = brv_recorder_words(r->outer->call, read_text(r, 4));
  step->colour = read_text(r, 5);
  step->colour = *step->colour ? read_colour(r, 5) : NULL;
  step->role = read_text(r, 6);
  step->anchor = (brv_anchor)read_choice(r, 7, brv_anchor_names);
}

static void read_numbers(const reader *r, brv_draw_step *step)
{
  double numbers[6];
  int count = brv_operations[step->op].numbers;
  for (int i = 0; i < count; i++)
    numbers[i] = read_number(r, i + 2, -2 * BRV_DRAW_REACH, 2 * BRV_DRAW_REACH);
  if (step->op == BRV_DRAW_CURVE) {
    step->x1 = numbers[0], step->y1 = numbers[1], step->x2 = numbers[2], step->y2 = numbers[3];
    step->x = numbers[4], step->y = numbers[5];
  } else if (count) {
    step->x = numbers[0], step->y = numbers[1];
  }
}

static void check_balance(reader *r, brv_draw_op op)
{
  r->depth += (op == BRV_DRAW_SAVE) - (op == BRV_DRAW_RESTORE);
  if (r->depth < (op == BRV_DRAW_CLIP) || r->depth > BRV_DRAW_DEPTH)
    luaL_error(r->L, "%s: the drawing's saves and restores are not balanced", r->path);
}

static void read_arguments(reader *r, brv_draw_step *step)
{
  read_numbers(r, step);
  check_balance(r, step->op);
  if (step->op == BRV_DRAW_FILL || step->op == BRV_DRAW_STROKE) {
    step->colour = read_colour(r, 2);
    step->strength = read_number(r, 3, 0, 1);
  }
  if (step->op == BRV_DRAW_STROKE)
    step->pen = read_pen(r);
  if (step->op == BRV_DRAW_TEXT)
    read_words(r, step);
}

static void read_step(reader *r, brv_drawing *drawing)
{
  if (!lua_istable(r->L, r->table))
    luaL_error(r->L, "%s: a step of the drawing is no list", r->path);
  if (++r->outer->steps > BRV_PLUGIN_STEP_LIMIT)
    luaL_error(r->L, "%s: more than %d steps of drawings", r->path, BRV_PLUGIN_STEP_LIMIT);
  brv_draw_step *step = brv_new(r->arena, brv_draw_step);
  const char *name = read_text(r, 1);
  int op = 0;
  while (op < BRV_DRAW_OPS && strcmp(brv_operations[op].name, name) != 0)
    op++;
  if (op == BRV_DRAW_OPS)
    luaL_error(r->L, "%s: drawings know no \"%s\"", r->path, name);
  step->op = (brv_draw_op)op;
  read_arguments(r, step);
  if (drawing->last)
    drawing->last->next = step;
  else
    drawing->first = step;
  drawing->last = step;
}

/* A field in points: more than `least`, at most `most`. */
static double read_size(reader *r, int table, const char *key, double least, double most)
{
  lua_pushstring(r->L, key);
  lua_rawget(r->L, table);
  double size = lua_type(r->L, -1) == LUA_TNUMBER ? lua_tonumber(r->L, -1) : NAN;
  lua_pop(r->L, 1);
  if (!(size > least && size <= most))
    luaL_error(r->L, "%s: %s: expected points, more than %d and at most %d", r->path, key,
               (int)least, (int)most);
  return size;
}

static void read_baseline(reader *r, int table, brv_drawing *drawing)
{
  lua_pushliteral(r->L, "baseline");
  bool has = lua_rawget(r->L, table) != LUA_TNIL;
  lua_pop(r->L, 1);
  drawing->baseline =
      has ? read_size(r, table, "baseline", -1, ceil(drawing->height)) : drawing->height;
}

const brv_drawing *brv_reader_drawing(brv_reader *outer, int index, const char *path)
{
  enum { LARGEST = 5000 };
  const double least = 0.001; /* nothing is divided by less */
  lua_State *L = outer->L;
  reader r = {.outer = outer, .L = L, .arena = outer->arena, .path = path};
  brv_drawing *drawing = brv_new(r.arena, brv_drawing);
  drawing->width = read_size(&r, index, "width", least, LARGEST);
  drawing->height = read_size(&r, index, "height", least, LARGEST);
  read_baseline(&r, index, drawing);
  lua_pushliteral(L, "steps");
  if (lua_rawget(L, index) != LUA_TTABLE)
    luaL_error(L, "%s: a drawing comes from b.drawing", path);
  int steps = lua_gettop(L);
  lua_Integer count = (lua_Integer)MIN(lua_rawlen(L, steps), (lua_Unsigned)BRV_DRAW_STEPS);
  for (lua_Integer i = 1; i <= count; i++) {
    lua_rawgeti(L, steps, i);
    r.table = lua_gettop(L);
    read_step(&r, drawing);
    lua_pop(L, 1);
  }
  lua_pop(L, 1);
  if (r.depth != 0)
    luaL_error(L, "%s: the drawing's saves and restores are not balanced", path);
  return drawing;
}
