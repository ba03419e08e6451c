/* The fonts of a run: a private fontconfig that knows only folders we name, never the reader's
 * own fonts; exact scaling without hints. One set a process. */
#ifndef BRV_TYPESET_FONTS_H
#define BRV_TYPESET_FONTS_H

#include <pango/pangocairo.h>
#include <stdbool.h>

#include "base/diag.h"
#include "typeset/font.h"
#include "typeset/word-cache.h"

typedef struct brv_font_files brv_font_files;
typedef struct brv_fonts brv_fonts;
typedef struct brv_known_texts brv_known_texts;
typedef struct brv_item_fonts brv_item_fonts;

/* Which faces there are. That takes longer than to open some of them, and is done once, before the
 * processes that open them are forked.
 *
 * `folders` are absolute and end with NULL: the program's fonts/, the pack's fonts/ if any. The
 * Noto families that fonts/README.md names are added by itself, from where Debian puts them. NULL
 * after a report. */
brv_font_files *brv_font_files_new(const char *const *folders, brv_diags *diags);
void brv_font_files_free(brv_font_files *files);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(brv_font_files, brv_font_files_free)

/* Appends which files these are: their paths, sizes and times. */
void brv_font_files_identify(const brv_font_files *files, GString *out);

/* The fonts of these files, which may be freed before. */
brv_fonts *brv_fonts_new(brv_font_files *files);
void brv_fonts_free(brv_fonts *fonts);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(brv_fonts, brv_fonts_free)

/* A context in which a unit is a point and nothing is rounded. Owned by `fonts`. */
PangoContext *brv_fonts_context(brv_fonts *fonts);

/* The same with none but the family that is asked for: where that has all characters of a text, it
 * finds the same faces in much less time. */
PangoContext *brv_fonts_family_context(brv_fonts *fonts);

/* A map of Pango's own for who draws with Pango and Cairo alone (librsvg). Owned by `fonts`. */
PangoFontMap *brv_fonts_cairo_map(brv_fonts *fonts);

/* Whether a file is one of those that the fonts come from. */
bool brv_fonts_are_from(brv_fonts *fonts, const char *file);

/* A font as another process with the same files finds it. */
typedef struct {
  const char *family, *variations; /* variations: as Pango writes them, or NULL */
  int size;                        /* in Pango's units */
  int weight, slant, width;        /* PangoWeight, PangoStyle, PangoStretch */
  const char *file;                /* where it must come from, and which face of it */
  int index;
} brv_font_name;

/* The name of a font; its texts live in the arena. */
brv_font_name brv_fonts_name(brv_arena *arena, PangoFont *font);

/* The font of a name, owned by `fonts`; NULL where another face would answer to it. */
PangoFont *brv_fonts_find(brv_fonts *fonts, const brv_font_name *name);

/* The words that were set in these fonts. Owned by `fonts`. */
brv_word_cache *brv_fonts_words(brv_fonts *fonts);

/* The texts that were set in them. Owned by `fonts`. */
brv_known_texts *brv_fonts_texts(brv_fonts *fonts);

/* Those of them that styles have for plain text. Owned by `fonts`. */
brv_item_fonts *brv_fonts_items(brv_fonts *fonts);

/* The labels that were set in them (label.c): GBytes * -> PangoLayout *. Owned by `fonts`. */
GHashTable *brv_fonts_labels(brv_fonts *fonts);

/* Whether a family of this name is there. */
bool brv_fonts_has(const brv_fonts *fonts, const char *family);

/* Whether a family has faces that vary as CFF2 has it, of which HarfBuzz (6.0) can take no instance. */
bool brv_fonts_vary_as_cff(const brv_fonts *fonts, const char *family);

/* Whether the face that a family has for a weight and slant knows an OpenType feature ("smcp"). */
bool brv_fonts_has_feature(brv_fonts *fonts, const char *family, double weight, bool italic,
                           const char *feature);

/* The face that a family has for a weight and slant; a new reference, or NULL. */
PangoFont *brv_fonts_face(brv_fonts *fonts, const char *family, double weight, bool italic);

/* How high its letter x is, as a part of the size. */
double brv_fonts_x_height(brv_fonts *fonts, const char *family, double weight, bool italic);

/* The families to look through for text of `family`, in order: itself, then those of other
 * scripts, serif with serif, the face of `language` (BCP 47 or NULL) first. For a
 * PangoFontDescription; owned by `fonts`. */
const char *brv_fonts_families(brv_fonts *fonts, const char *family, const char *language);

/* A list that begins with the face of a language that writes in squares, for the marks that other
 * languages share with it (quotation marks, dashes, ellipses); NULL for other languages. As above.
 */
const char *brv_fonts_square_families(brv_fonts *fonts, const char *family, const char *language);

#endif
