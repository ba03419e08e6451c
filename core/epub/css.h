/* The style sheet's parts. Private to core/epub. */
#ifndef BRV_EPUB_CSS_H
#define BRV_EPUB_CSS_H

#include "epub/book.h"

/* Lengths as the sheet writes them: at most three decimals, in any locale. */
void brv_css_number(GString *out, double number);

/* Takes zeros off the end of a fraction, and the sign off nothing; in place. */
void brv_css_trim(char *number);

/* `property: <number>em;` */
void brv_css_em(GString *out, const char *property, double em);

void brv_css_colour(GString *out, const char *property, brv_colour colour);

/* The colour for text on a ground that the reader chooses: as near to `colour` as reads well
 * (WCAG AA) on white and on black. */
brv_colour brv_css_on_any_ground(brv_colour colour);

/* The colour for text on a dark ground, bright enough for AAA on black. */
brv_colour brv_css_on_dark(brv_colour colour);

/* Text in a colour near to that of plain text takes the reader's own. */
bool brv_css_is_ink(brv_colour colour);

/* The rules of what runs against the document's direction: sides change places. */
void brv_css_use_turned(const brv_book *book, const brv_use *use, GString *out);

/* The rules for one use of a role. */
void brv_css_use(const brv_book *book, const brv_use *use, GString *out);
/* What of them changes on a dark ground. */
void brv_css_use_at_night(const brv_book *book, const brv_use *use, GString *out);

#endif
