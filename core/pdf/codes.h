/* Codes of text in a PDF's fonts: which one a glyph that says something has in every file, whatever
 * else is in it. So a page can be drawn before it is known what stands on others. Private to
 * core/pdf.
 *
 * In most fonts codes have one byte for the letters of ASCII, their own, and for what else is
 * frequent; and two for others: characters of the alphabets of Europe and signs, by number; then
 * glyphs by theirs, with what their name says, "f_i", "one.tnum" (Adobe's Glyph List
 * Specification, 2), also where small capitals say small letters, or with nothing. In fonts of very
 * many glyphs a code has two bytes, and is the character's own number.
 *
 * What none of this covers gets a code in the file that it is in. */
#ifndef BRV_PDF_CODES_H
#define BRV_PDF_CODES_H

#include <glib.h>
#include <hb.h>
#include <stdbool.h>

typedef struct brv_codes brv_codes;

/* The codes of a font; `wide`: all have two bytes. */
brv_codes *brv_codes_new(hb_font_t *font, bool wide);
void brv_codes_free(brv_codes *codes);

/* The code of a glyph that says `text`, `length` bytes; 0: it has none of its own. Fonts whose
 * names are wrong may give one code to two texts of a glyph. */
guint brv_codes_find(brv_codes *codes, guint glyph, const char *text, gsize length);

/* The codes that glyphs may be given in one file, from the first to the last. */
guint brv_codes_first_free(const brv_codes *codes);
guint brv_codes_last_free(const brv_codes *codes);

/* Whether a code has two bytes. */
bool brv_codes_is_long(const brv_codes *codes, guint code);

/* The ranges of codes, as a character map writes them (ISO 32000-1, 9.7.6.2). */
const char *brv_codes_ranges(const brv_codes *codes);

#endif
