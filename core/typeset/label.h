/* Labels: texts of one line in the style of a role, as drawings show them. Measuring and drawing
 * are the same code, so that what was measured is what is drawn. */
#ifndef BRV_TYPESET_LABEL_H
#define BRV_TYPESET_LABEL_H

#include "document/node.h"
#include "typeset/fonts.h"
#include "typeset/style.h"

/* The role of labels that name none, or one that the layout has no style for. */
#define BRV_LABEL_ROLE "drawing-label"

/* The style of a label. */
const brv_style *brv_label_style(const brv_layout *layout, const char *role);

/* A label as a line of glyphs, in the language (BCP 47 or NULL) that faces and capitals follow. One
 * that is known is given again: nobody may change it. The caller unrefs it. */
PangoLayout *brv_label_new(const char *text, const brv_style *style, const char *language,
                           brv_fonts *fonts);

/* How large it is: as wide as its glyphs advance, as high as its fonts say, whatever the letters.
 */
brv_extents brv_label_extents(PangoLayout *label);

/* How large a picture, an IMAGE or a DRAWING, is in a line of a style. Images are a little higher
 * than capitals; drawings keep their size, but are made smaller where the line does not hold them.
 */
brv_extents brv_picture_extents(const brv_layout *layout, const brv_node *picture,
                                const brv_style *style);

/* Labels measured over and over: what was measured once is remembered. */
typedef struct brv_ruler brv_ruler;

/* `layout` and `fonts` must outlive it. */
brv_ruler *brv_ruler_new(const brv_layout *layout, brv_fonts *fonts);
/* The same with fonts of its own, of files that may be freed before. */
brv_ruler *brv_ruler_open(const brv_layout *layout, brv_font_files *files);
void brv_ruler_free(brv_ruler *ruler);
brv_extents brv_ruler_measure(brv_ruler *ruler, const char *text, const char *role,
                              const char *language);

#endif
