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

/* What a family is for, by its name: code, or labels in a sans. */
bool brv_css_is_code(const char *family);
bool brv_css_is_sans(const char *family);

/* Where the book carries faces: the rules that make them known, and those for elements whose faces
 * are not told by a role. (css-faces.c) */
void brv_css_known_faces(const brv_book *book, GString *out);
void brv_css_element_faces(const brv_book *book, GString *out);
/* ` font-family: "Brevier Serif", serif;`, ` font-weight: 600;`, ` font-variant-numeric: …;` */
void brv_css_family(const brv_book *book, const brv_style *style, GString *out);
void brv_css_weight(double weight, GString *out);
void brv_css_figures(brv_figures figures, GString *out);

/* What stands before the items of a list where the sheet writes it; NULL: nothing, or the reader's
 * own mark. */
const char *brv_css_marker(const brv_use *use);

/* The rules for one use of a role. */
void brv_css_use(const brv_book *book, const brv_use *use, GString *out);
/* What of them changes on a dark ground. */
void brv_css_use_at_night(const brv_book *book, const brv_use *use, GString *out);

#endif
