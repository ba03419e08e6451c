/* What the makers of whole pages share. Private to core/typeset. */
#ifndef BRV_TYPESET_PAGES_PRIVATE_H
#define BRV_TYPESET_PAGES_PRIVATE_H

#include "typeset/set.h"

/* The page's running head and foot. `briefing` (or NULL: cover and contents) names the short title;
 * `first`: the page on which it begins. */
void brv_page_furnish(brv_setter *setter, brv_page *page, const brv_node *briefing, bool first);

/* The words over tables that go on, once pages have their labels. `before`: the page before. */
void brv_page_continue(brv_setter *setter, brv_page *page, const brv_page *before);

/* Warns of pages `first` to `first + count` of a briefing that hold too little, and says how many
 * words would mend it. */
void brv_pages_advise(brv_setter *setter, const brv_node *briefing, const GPtrArray *pages,
                      guint first, guint count);

/* The cover as one page. */
brv_page *brv_set_cover(brv_setter *setter, const brv_node *cover);

/* Whether every family that the layout's styles name is there; reports those that are not. */
bool brv_check_families(const brv_layout *layout, const brv_fonts *fonts, brv_diags *diags);

#endif
