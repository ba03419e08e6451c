/* Recording drawings, in three files: canvas.c what a canvas can, recorder.c `b.drawing` and the
 * measuring of texts, recorder-read.c what becomes of the steps. Private to core/plugin.
 *
 * A canvas is a list of steps, each a list of an operation's name and its arguments, with a
 * metatable; it is judged once more when the plugin returns it.
 */
#ifndef BRV_PLUGIN_RECORDER_H
#define BRV_PLUGIN_RECORDER_H

#include "plugin/internal.h"

/* Farther than this from the origin lies nothing of a drawing: points. */
#define BRV_DRAW_REACH 1e5

/* The role of texts that say none. */
#define BRV_LABEL_ROLE "drawing-label"

/* In a stroke's step: { "stroke", colour, strength, width, cap, join, dashes... }. */
enum { BRV_STROKE_DASHES = 7 };

/* The operations by brv_draw_op, and how many numbers each starts with. */
typedef struct {
  const char *name;
  int numbers;
} brv_operation;

extern const brv_operation brv_operations[BRV_DRAW_OPS];

/* By their enums, NULL-ended. */
extern const char *const brv_anchor_names[], *const brv_cap_names[], *const brv_join_names[];

/* What a canvas remembers beside its steps. Its user value is a list: where each open `save` was
 * called. */
typedef struct {
  bool finished; /* the function that draws has returned */
  bool open;     /* a path has begun: an arc goes on from its end */
  int depth;     /* how many saves are open */
} brv_canvas;

/* --- canvas.c --- */
typedef struct {
  const char *name, *parameters;
  lua_CFunction function;
} brv_canvas_method;

/* Sorted by name; the last has none. */
extern const brv_canvas_method brv_canvas_methods[];

brv_canvas *brv_canvas_push(lua_State *L);
/* The canvas that is the first argument. Raises. */
brv_canvas *brv_canvas_check(lua_State *L);
/* Pushes the list of where its open saves were called. */
void brv_canvas_push_saves(lua_State *L);

/* --- draw-args.c: arguments; all raise --- */
lua_Number brv_draw_length(lua_State *L, int index);
lua_Number brv_draw_strength(lua_State *L, int index, lua_Number number);
/* One line of valid text. */
const char *brv_draw_text(lua_State *L, int index, const char *what);
/* A name of the layout's palette; `path` goes before the message. */
const char *brv_draw_colour(lua_State *L, int index, const char *path);
/* Pushes a field of the options at `index`, which may be left out; its type. */
int brv_draw_push_option(lua_State *L, int index, const char *key);
/* A text of the options, which stays on the stack; `fallback` without one. */
const char *brv_draw_option(lua_State *L, int index, const char *key, const char *fallback);
/* One of three names; the first without one. */
const char *brv_draw_choice(lua_State *L, int index, const char *key, const char *const *names);
/* Refuses options that are not known: a slip would be drawn otherwise than it was meant. */
void brv_draw_check_options(lua_State *L, int index, const char *const *known);

/* --- recorder.c --- */
/* A text of a drawing as it is printed: measured is what is drawn. */
const char *brv_recorder_words(const brv_call *call, const char *text);
/* The canvas method: width, ascent and descent of a text. */
int brv_recorder_canvas_extents(lua_State *L);

#endif
