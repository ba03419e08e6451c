/* What lines are made of. Private to the line-*.c files and to known.c. */
#ifndef BRV_TYPESET_LINE_PRIVATE_H
#define BRV_TYPESET_LINE_PRIVATE_H

#include "typeset/line.h"
#include "typeset/shape.h"

/* A part of a piece on a line. */
typedef struct {
  PangoGlyphString *glyphs; /* its own */
  PangoFont *font;          /* the piece's */
  guint8 level;
  bool is_hyphen;       /* that a divided word gets, beside what is named by: */
  guint offset, length; /* bytes of the text */
  guint run_number;
  const brv_run *run; /* of the text that was shaped */
  double x, width;    /* on the line */
} brv_line_part;

/* A line that is made, but not for any text yet: of no node, in no colour. */
typedef struct {
  GPtrArray *parts;  /* of brv_line_part *, its own, as they are read */
  GPtrArray *visual; /* the same from left to right */
  double scale;      /* of the glyphs' width */
  double width;      /* as in brv_line */
  double moved;      /* to where the setting wants a line that is shorter than the measure */
  bool hyphen;       /* it ends in one */
  guint start, end;  /* bytes of the text */
} brv_made_line;

/* The line as it is drawn for a text that has the letters it was made of. The glyphs stay the made
 * line's, which outlives what is drawn. */
brv_line *brv_line_draw(brv_setter *setter, const brv_text *text, const brv_made_line *made);

#endif
