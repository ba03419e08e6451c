/* Breaking paragraphs into lines: Donald E. Knuth and Michael F. Plass, "Breaking Paragraphs into
 * Lines" (Software: Practice and Experience 11, 1981), with TeX's fitness classes.
 *
 * This module knows boxes, glue and penalties, and nothing of text, fonts or documents. Widths
 * are in any one unit. The cost grows with the items times the breaks that may still open a line.
 */
#ifndef BRV_TYPESET_PARAGRAPH_H
#define BRV_TYPESET_PARAGRAPH_H

#include <glib.h>
#include <stdbool.h>

typedef enum {
  BRV_PARA_BOX,     /* width: what is never divided */
  BRV_PARA_GLUE,    /* width, stretch, shrink: a space; a line may end at it after a box */
  BRV_PARA_PENALTY, /* cost: a line may end here, `width` is then added to it (a hyphen) */
} brv_para_kind;

/* Costs at and beyond these forbid and force a break. */
#define BRV_PARA_NEVER 10000
#define BRV_PARA_FORCE (-10000)

/* Stretch that fills any line: the last of a paragraph. */
#define BRV_PARA_FILL 1e7

typedef struct {
  brv_para_kind kind;
  double width, stretch, shrink;
  int cost;
  bool flagged; /* a hyphen: two such lines in a row cost more, and so does the last but one */
} brv_para_item;

typedef struct {
  double measure;
  double ragged;    /* stretch that every line's end gives: 0 for justified lines */
  double tolerance; /* the badness that lines may have at first; 0: TeX's 200 */
} brv_para_options;

/* The items at which lines end, in order (GArray of guint); the last is the last item, which must
 * be a forced penalty. Never fails: what cannot fit sticks out. */
GArray *brv_para_break(const brv_para_item *items, guint count, const brv_para_options *options);

/* The smallest measure, down to half of `options->measure`, at which the paragraph takes no more
 * lines: for headings whose lines are to be of like length. */
double brv_para_balance(const brv_para_item *items, guint count, const brv_para_options *options);

/* The first item of the line that follows a break at `item`: glue and unused penalties vanish
 * behind a break. */
guint brv_para_line_start(const brv_para_item *items, guint count, guint item);

#endif
