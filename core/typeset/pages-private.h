/* What the makers of whole pages share. Private to core/typeset. */
#ifndef BRV_TYPESET_PAGES_PRIVATE_H
#define BRV_TYPESET_PAGES_PRIVATE_H

#include "typeset/galley.h"

/* A setter with no page number known; its characters that no font has are for the caller. */
brv_setter brv_setter_new(brv_arena *arena, const brv_typesetting *job, brv_diags *diags);

/* Sets what stands in a node on pages, in the setter's memory. */
void brv_set_stretch(brv_setter *setter, const brv_node *node, GPtrArray *pages, GArray *headings);

/* Sets a part with the numbers that a setter knows, in memory that is freed: a galley, the
 * caller's.
 * `job`: who is to see it; or NULL. */
GBytes *brv_set_part(const brv_setter *like, const brv_node *part, const brv_typesetting *job);

/* The page's running head and foot. `briefing` (or NULL: cover and contents) names the short title;
 * `first`: the page on which it begins. */
void brv_page_furnish(brv_setter *setter, brv_page *page, const brv_node *briefing, bool first);

/* The words over tables that go on, once pages have their labels. `before`: the page before. */
void brv_page_continue(brv_setter *setter, brv_page *page, const brv_page *before);

/* Warns of pages of a briefing that hold too little, and says how many words would mend it. */
void brv_pages_advise(brv_setter *setter, const brv_node *briefing, const GPtrArray *pages);

/* The cover as one page. */
brv_page *brv_set_cover(brv_setter *setter, const brv_node *cover);

/* Whether every family that the layout's styles name is there; reports those that are not. */
bool brv_check_families(const brv_layout *layout, const brv_fonts *fonts, brv_diags *diags);

/* Whether every face that the layout's styles name may be given away; reports those that may not.
 */
bool brv_check_rights(const brv_layout *layout, brv_fonts *fonts, brv_diags *diags);

#endif
