/* Parting a text into items: stretches of one run, font, script and direction. Private to
 * core/typeset.
 *
 * Pango parts any text. Where one has nothing but Latin letters, figures and common marks, from
 * left to right, and its runs' own families have all of them, each run is an item, and its font is
 * that of any other text in its style: Pango is asked of one letter, once a style. The items are
 * always those of pango_itemize. */
#ifndef BRV_TYPESET_ITEMS_H
#define BRV_TYPESET_ITEMS_H

#include "typeset/text.h"

/* The items of a text, of PangoItem *, the caller's; in the families that its runs ask for where
 * these have all characters, else in any. */
GList *brv_items_find(brv_setter *setter, const brv_text *text);

/* The same, by Pango alone. */
GList *brv_items_of_pango(brv_setter *setter, const brv_text *text);

/* The run that an item belongs to. */
guint brv_item_run(const PangoItem *item);

/* The fonts of styles, as far as they were asked for. */
brv_item_fonts *brv_item_fonts_new(void);
void brv_item_fonts_free(brv_item_fonts *fonts);

#endif
