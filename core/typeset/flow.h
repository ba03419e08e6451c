/* Flow: a strip of boxes onto pages. Private to core/typeset.
 *
 * The strip stands in the text column; what a box has beside it goes to the margin column, at the
 * box's height or as near below as there is room; notes go to the foot of the page that calls
 * them, and go on over the page only where even one line with its note does not fit. */
#ifndef BRV_TYPESET_FLOW_H
#define BRV_TYPESET_FLOW_H

#include "typeset/set.h"

/* Where a box that the outline names came to stand; `page` is an index into `pages`. */
typedef struct {
  const brv_node *node;
  guint page;
  double y;
} brv_flow_heading;

/* Appends pages (brv_page *, without furniture and labels) to `pages`, and headings (GArray of
 * brv_flow_heading) in order. Every page takes at least one box: it always ends. */
void brv_flow(brv_setter *setter, const brv_strip *strip, GPtrArray *pages, GArray *headings);

brv_page *brv_page_new(brv_arena *arena);

/* Puts what a box holds on a page, with the box's top left at x, y. `artifact`: as furniture. */
void brv_page_put(brv_page *page, const brv_box *box, double x, double y, bool artifact);

#endif
