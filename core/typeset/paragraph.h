/* Breaking paragraphs into lines: Donald E. Knuth and Michael F. Plass, "Breaking Paragraphs into
 * Lines" (Software: Practice and Experience 11, 1981).
 *
 * Beyond theirs: glyphs give a little as well as spaces (Hàn Thế Thành, "Micro-typographic
 * extensions to the TeX typesetting system", 2000), what hangs into the margins is no part of a
 * line, the demerits of neighbours grow with how much their spaces differ, and how many hyphens
 * stand one under the other is part of the state, so that there are never more than two.
 *
 * This module knows boxes, glue and penalties, and nothing of text, fonts or documents. Widths
 * are in any one unit. The cost grows with the items times the breaks that may still open a line.
 */
#ifndef BRV_TYPESET_PARAGRAPH_H
#define BRV_TYPESET_PARAGRAPH_H

#include <glib.h>
#include <stdbool.h>

typedef enum {
  BRV_PARA_BOX,     /* width, give: what is never divided */
  BRV_PARA_GLUE,    /* width, stretch, shrink: a space, by how much it may grow while it looks well,
                       and what it may lose at most; a line may end at it after a box */
  BRV_PARA_PENALTY, /* cost: a line may end here, `width` is then added to it (a hyphen) */
} brv_para_kind;

/* Costs at and beyond these forbid and force a break. */
#define BRV_PARA_NEVER 10000
#define BRV_PARA_FORCE (-10000)

/* Stretch that fills any line: the last of a paragraph. */
#define BRV_PARA_FILL 1e7

/* How many lines in a row may end in a hyphen. */
enum { BRV_PARA_LADDER = 2 };

typedef struct {
  brv_para_kind kind;
  double width, stretch, shrink;
  double give; /* a box: by how much its glyphs may grow wider or narrower */
  double hang; /* a box: what hangs on the left of a line that begins with it; others: what hangs
                  on the right of a line that ends here */
  int cost;
  bool hyphen;  /* a line that ends here shows a hyphen */
  bool divides; /* the hyphen comes only with the break: not used while lines are even without */
} brv_para_item;

typedef struct {
  double measure;
  double ragged;  /* stretch that every line's end gives: 0 for justified lines */
  double runt;    /* a last line is to be wider than this; a ragged one costs by what it lacks */
  guint64 *tried; /* counts the lines that were weighed, or NULL */
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

/* How many times as wide as by themselves the spaces of the loosest justified line are, 1 at least;
 * `line` (or NULL): which it is. Lines without a space are not counted. */
double brv_para_loosest(const brv_para_item *items, guint count, const GArray *breaks,
                        const brv_para_options *options, guint *line);

/* How much of what a line is short of (less than 0: too long by) its glyphs take, which give
 * `give`; spaces take the rest. */
double brv_para_by_glyphs(double missing, double give);

#endif
