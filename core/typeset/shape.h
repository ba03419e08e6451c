/* Shaping: text to glyphs, once a paragraph, then again at the ends of lines. Private to
 * core/typeset. Widths are points; characters are counted over the whole text. */
#ifndef BRV_TYPESET_SHAPE_H
#define BRV_TYPESET_SHAPE_H

#include "typeset/paragraph.h"
#include "typeset/text.h"

/* Between a rounded frame and its words, and between what stands before and the frame: points. */
#define BRV_FRAME_PAD 2.4
#define BRV_FRAME_GAP 2.4

/* A stretch of text in one font, one direction and one run. */
typedef struct {
  PangoItem *item;
  PangoGlyphString *glyphs;
  guint run;
  guint first_char;
} brv_piece;

typedef struct brv_shaped {
  const brv_text *text;
  const brv_layout *layout;
  brv_word_cache *words;
  GArray *pieces; /* of brv_piece, in the order of the text */
  PangoLogAttr *attrs;
  GArray *missing; /* of guint: bytes of characters that no font has */
  guint chars;
  guint *byte_of; /* byte at which each character begins; one more at the end */
  double *x;      /* x[i]: advance of all characters before i; one more at the end */
  guint8 *forced; /* forced[i]: a line must end before character i */
  bool right_to_left;
  bool east_asian; /* it has characters of East Asia */
} brv_shaped;

/* Shapes a text, which must outlive what comes of it and not change any more. Only the setter's
 * fonts, and its layout for pictures, are looked at. Never NULL. */
brv_shaped *brv_shape(brv_setter *setter, const brv_text *text);
void brv_shaped_free(brv_shaped *shaped);

/* Glyphs of a part of a piece, `length` bytes from `start`, in the order of drawing; letters
 * spaced. The caller frees them. */
PangoGlyphString *brv_shape_part(const brv_shaped *shaped, const brv_piece *piece, guint start,
                                 guint length);

/* The piece, and the run, that a character belongs to. */
const brv_piece *brv_shaped_piece_at(const brv_shaped *shaped, guint character);
const brv_run *brv_shaped_run_at(const brv_shaped *shaped, guint character);

/* Whether characters of East Asia, or one of them and a letter, stand side by side there and may be
 * parted: a line that is short is made as wide as the measure by such gaps too. */
bool brv_shaped_gap(const brv_shaped *shaped, guint character);

/* How wide such a gap is by itself: a quarter of an em between a Han character or kana and a letter
 * or digit of other scripts, with no space between (JLREQ 3.2.6, CLREQ 3.2.2, `text-autospace:
 * normal` of CSS Text 4), else 0. It is a space in all but the text: it gives, and none begins or
 * ends a line. */
double brv_shaped_quarter(const brv_shaped *shaped, guint character);

/* Whether a line that ended there would divide a Korean word, which needs no hyphen. */
bool brv_shaped_in_korean(const brv_shaped *shaped, guint character);

/* How far a gap gives: a part of the character before it. As a space gives twice as much of its own
 * width, about a quarter of a character, both are widened alike. */
#define BRV_GAP_STRETCH 0.05

/* The hyphen that a divided word gets: its glyph in a font, and its advance. 0 where it has none.
 */
PangoGlyph brv_hyphen_glyph(PangoFont *font, double *width);

/* Whether the characters are an address of the web or of mail, a DOI, a path or a long identifier;
 * and whether a line may end inside it before the character `at`: behind a mark, and without a
 * hyphen. `start`: of the line's rest of it, at the earliest. */
bool brv_is_address(const brv_shaped *shaped, guint start, guint end);
bool brv_address_chance(const brv_shaped *shaped, guint start, guint at, guint end);

/* By what part of their width glyphs are adjusted at most. */
#define BRV_EXPAND 0.015

/* How far the space that a character is, or the quarter of an em behind it, may shrink in a
 * justified line and still part two words, to the eye and to a program that looks only at the room.
 */
double brv_shaped_shrink(const brv_shaped *shaped, guint character);

/* How far the character hangs out of a line that begins with it, or of one that ends before
 * `character`; and what part of its width a hyphen does. */
double brv_hang_before(const brv_shaped *shaped, guint character);
double brv_hang_after(const brv_shaped *shaped, guint character);
#define BRV_HANG_HYPHEN 0.6

/* A paragraph's items for the breaker. `ends[i]` is the character at which a line that ends at
 * item i ends, and the next begins. */
typedef struct {
  GArray *items; /* of brv_para_item */
  GArray *ends;  /* of guint */
} brv_breakables;

typedef struct {
  double measure; /* words that are wider may be divided anywhere, at a high cost */
  double indent;  /* a box before the first line */
  bool ragged;    /* spaces neither stretch nor shrink */
  bool hang;      /* punctuation hangs into the margins */
  double expand;  /* by what part of their width glyphs may grow wider or narrower */
} brv_fitting;

brv_breakables brv_shaped_items(const brv_shaped *shaped, const brv_fitting *fitting);
void brv_breakables_clear(brv_breakables *breakables);

#endif
