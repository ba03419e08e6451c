/* Drawing placed pages on a canvas: one routine for PDF and PNG. */
#ifndef BRV_PDF_DRAW_H
#define BRV_PDF_DRAW_H

#include "pdf/canvas.h"
#include "typeset/fonts.h"
#include "typeset/pages.h"

/* Draws one item of a page. False after a report. */
bool brv_draw_item(brv_canvas *canvas, const brv_layout *layout, const brv_page_item *item,
                   brv_fonts *fonts, brv_diags *diags);

/* Says of a link that it leads nowhere: to no id of the edition, and to no URL with a scheme. Both
 * formats say it in the same words, so that it is printed once. */
void brv_report_lost_link(brv_diags *diags, brv_place place, const char *target);

/* Draws a display list at the origin, `width` x `height` points, with the layout's palette; text
 * by styles, in a language (BCP 47 or NULL). */
void brv_draw_drawing(brv_canvas *canvas, const brv_drawing *drawing, double width, double height,
                      const char *language, const brv_layout *layout, brv_fonts *fonts);

/* A page as PNG of so many pixels; as large as fits, in the middle. `height` 0: that of the page at
 * this width. NULL after a report. */
GBytes *brv_draw_png(const brv_pages *pages, guint page, int width, int height, brv_fonts *fonts,
                     brv_diags *diags);

#endif
