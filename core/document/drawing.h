/* Drawings: a small display list that a plugin records, in points, y downwards.
 *
 * Colours are names of the layout's palette ("accent", "grey", "hairline", "ink", "tint"...),
 * `strength` mixes them with the paper, so that nothing is ever transparent. The PDF draws it with
 * real text; the e-book gets an SVG with outlines.
 */
#ifndef BRV_DOCUMENT_DRAWING_H
#define BRV_DOCUMENT_DRAWING_H

#include "base/arena.h"

/* SAVE, RESTORE, CLIP, FILL, STROKE and TEXT end the path so far: what follows begins a new one. */
typedef enum {
  BRV_DRAW_MOVE,  /* x, y */
  BRV_DRAW_LINE,  /* x, y */
  BRV_DRAW_CURVE, /* x1 y1, x2 y2, x y: a cubic Bézier */
  BRV_DRAW_CLOSE,
  BRV_DRAW_SAVE,    /* remembers the clip ... */
  BRV_DRAW_RESTORE, /* ... and goes back to it; the two are balanced */
  BRV_DRAW_CLIP,    /* what follows is seen only within the path */
  BRV_DRAW_FILL,    /* fills the path with `colour` at `strength` */
  BRV_DRAW_STROKE,  /* strokes it with `colour` at `strength`, with the `pen` */
  BRV_DRAW_TEXT,    /* `text` at x, y (the baseline), by `anchor`, in the style of `role` */
  BRV_DRAW_OPS
} brv_draw_op;

typedef enum { BRV_ANCHOR_START, BRV_ANCHOR_MIDDLE, BRV_ANCHOR_END } brv_anchor;
typedef enum { BRV_CAP_BUTT, BRV_CAP_ROUND, BRV_CAP_SQUARE } brv_cap;
typedef enum { BRV_JOIN_MITER, BRV_JOIN_ROUND, BRV_JOIN_BEVEL } brv_join;

enum {
  BRV_DRAW_STEPS = 20000, /* of one drawing, at most */
  BRV_DRAW_DEPTH = 32,    /* of SAVE inside SAVE */
  BRV_DRAW_DASHES = 8,
};

typedef struct {
  double width;
  double dashes[BRV_DRAW_DASHES]; /* on, off, on...: not all of them 0 */
  int dash_count;                 /* 0: solid */
  brv_cap cap;
  brv_join join;
} brv_pen;

typedef struct brv_draw_step {
  brv_draw_op op;
  brv_anchor anchor;
  double x1, y1, x2, y2, x, y;
  double strength;    /* FILL, STROKE: 0 is the paper, 1 the colour */
  const char *colour; /* FILL, STROKE, TEXT; NULL: of the text's style */
  const brv_pen *pen; /* STROKE */
  const char *text, *role;
  struct brv_draw_step *next;
} brv_draw_step;

/* How large a text of one line is, in points: ascent and descent from its baseline. */
typedef struct {
  double width, ascent, descent;
} brv_extents;

typedef struct {
  double width, height;
  double baseline; /* among words: from its top to the line's baseline */
  brv_draw_step *first, *last;
} brv_drawing;

/* One line for each path, with what is done with it, and for each text; for goldens. */
void brv_drawing_dump(const brv_drawing *drawing, int indent, GString *out);

#endif
