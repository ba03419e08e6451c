/* Fonts as content uses them. Private to core/verify. */
#ifndef BRV_VERIFY_FONT_H
#define BRV_VERIFY_FONT_H

#include "verify/cmap.h"
#include "verify/content.h"
#include "verify/encoding.h"
#include "verify/program.h"

typedef enum {
  BRV_FONT_TYPE1,
  BRV_FONT_TRUETYPE,
  BRV_FONT_TYPE3,
  BRV_FONT_COMPOSITE
} brv_font_kind;

/* How one code is shown. */
typedef struct {
  guint32 code;
  bool is_visible; /* once in a mode other than 3 */
  bool is_bare;    /* once without an ActualText over it */
  brv_spot spot;   /* the first time */
} brv_code_use;

typedef struct {
  brv_audit *audit;
  const brv_obj *dict;
  brv_font_kind kind;
  const char *name; /* BaseFont, or "" */
  bool is_visible;
  brv_spot spot;    /* where it is first used */
  GHashTable *uses; /* codes (as pointers) to brv_code_use */
  GPtrArray *order; /* of brv_code_use */

  const brv_obj *descriptor;
  brv_cmap *unicode; /* ToUnicode, or NULL */

  /* of a composite font */
  const brv_obj *descendant;
  brv_cmap *cmap;        /* NULL: a known one whose codes are not worked out here */
  const char *cmap_name; /* of a known one, or "" */
  GBytes *gids;          /* a CIDToGIDMap stream's, or NULL */

  /* of a simple font */
  brv_encoding base;
  const char *differences[256]; /* or NULL */
  bool has_encoding, is_symbolic;

  brv_program *program; /* NULL: none embedded, or unreadable */
} brv_font;

struct brv_fonts_seen {
  GHashTable *fonts; /* dictionaries to brv_font */
  GPtrArray *order;  /* of brv_font, as they were met */
};

/* Notes the characters of a string that is shown in the ink's font. */
void brv_font_show(brv_content *content, const brv_obj *string);

/* The UTF-16 text of a code, by ToUnicode or else by its glyph's name; the number of units, or -1. */
int brv_font_text(const brv_font *font, guint32 code, guint16 *units, guint room);

/* "page 3, font ABCDEF+Source". */
brv_spot brv_font_spot(const brv_font *font);

/* Reads what the checks need: encoding, descriptor, CMaps. */
void brv_font_read(brv_font *font);

/* The glyph's name that a simple font gives a code, or NULL. */
const char *brv_font_glyph_name(const brv_font *font, guint8 code);

/* Checks, in turn: the dictionaries and what is embedded; those of composite and of TrueType fonts;
 * every code that is shown. */
void brv_font_check(brv_font *font);
void brv_font_check_composite(brv_font *font);
void brv_font_check_truetype(brv_font *font);
void brv_font_check_sets(brv_font *font);
void brv_font_check_codes(brv_font *font);

#endif
