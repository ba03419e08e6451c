/* What a page shows as content, in marks that tie it to the structure (ISO 32000-1, 14.6
 * and 14.7.4). Private to core/pdf. */
#ifndef BRV_PDF_CONTENT_H
#define BRV_PDF_CONTENT_H

#include "pdf/draw.h"
#include "pdf/page-stream.h"
#include "pdf/structure.h"

typedef struct {
  const brv_layout *layout;
  brv_fonts *fonts;
  brv_faces *faces;
  brv_pictures *pictures; /* NULL: none is among the items */
  brv_structure *structure;
  brv_diags *diags;
} brv_content_job;

/* A mark, by what finds its element; of a drawing with its box. */
typedef struct {
  const brv_node *node;
  bool label, drawing;
  double x, y, w, h;
} brv_content_mark;

/* The element that a mark was drawn for, or NULL; and the next mark of a page, tied to it. */
brv_tag *brv_content_find(brv_structure *structure, const brv_content_mark *mark);
void brv_content_tie(brv_structure *structure, const brv_content_mark *mark, guint index);

/* Draws items of the page `index` of the structure; `marks` (or NULL) gets the marks of elements,
 * in the order of their numbers. False after a report. */
bool brv_content_draw(const brv_content_job *job, brv_page_stream *content,
                      const brv_page_item *items, guint count, guint index, GArray *marks);

/* The same of what a part has on a page, apart from all that comes behind it in other streams. */
bool brv_content_draw_apart(const brv_content_job *job, brv_page_stream *content,
                            const brv_page_item *items, guint count, guint index, GArray *marks);

#endif
