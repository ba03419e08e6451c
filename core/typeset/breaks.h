/* Where a line may end in a text: as Pango says, which follows UAX 14. Private to core/typeset.
 *
 * In text of Latin letters, figures and common marks that depends on nothing but two neighbours and
 * whether spaces stand between them. What Pango says of two such neighbours is asked once and kept;
 * any other text is Pango's as a whole. The answers are always those of pango_get_log_attrs. */
#ifndef BRV_TYPESET_BREAKS_H
#define BRV_TYPESET_BREAKS_H

#include <pango/pango.h>
#include <stdbool.h>

/* Whether a character is one of those of plain text: a Latin letter, a figure or a common mark. */
bool brv_breaks_is_plain(gunichar c);

/* Fills `attrs`, zeroed, one more than the text's characters: is_line_break, is_white,
 * is_cursor_position and is_expandable_space; the others may be 0. `language`: BCP 47. */
void brv_breaks_find(const GString *text, guint chars, const char *language, PangoLogAttr *attrs);

#endif
