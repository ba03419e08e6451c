/* Drawings: a small display list that a plugin records, in points, y downwards.
 *
 * Colours are names of the layout's palette ("accent", "grey", "hairline", "ink", "tint"...).
 * The PDF draws it with real text; the e-book gets an SVG with outlines.
 */
#ifndef BRV_DOCUMENT_DRAWING_H
#define BRV_DOCUMENT_DRAWING_H

#include "base/arena.h"

typedef enum {
  BRV_DRAW_MOVE,  /* x, y */
  BRV_DRAW_LINE,  /* x, y */
  BRV_DRAW_CURVE, /* x1 y1, x2 y2, x y: a cubic Bézier */
  BRV_DRAW_CLOSE,
  BRV_DRAW_FILL,   /* fills the path so far with `colour` and forgets it */
  BRV_DRAW_STROKE, /* strokes it with `colour`, `width` points wide, `dash` on and off (0: solid) */
  BRV_DRAW_TEXT,   /* `text` at x, y (the baseline), by `anchor`, in the style of `role` */
} brv_draw_op;

typedef enum { BRV_ANCHOR_START, BRV_ANCHOR_MIDDLE, BRV_ANCHOR_END } brv_anchor;

typedef struct brv_draw_step {
  brv_draw_op op;
  double x1, y1, x2, y2, x, y;
  double width, dash;
  const char *colour; /* FILL, STROKE, TEXT */
  const char *text, *role;
  brv_anchor anchor;
  struct brv_draw_step *next;
} brv_draw_step;

typedef struct {
  double width, height;
  brv_draw_step *first, *last;
} brv_drawing;

#endif
