/* Hyphenation after Franklin M. Liang, "Word Hy-phen-a-tion by Com-put-er" (Stanford, 1983), with
 * the pattern files of the hyphen-* packages (/usr/share/hyphen/hyph_*.dic).
 *
 * Such a file begins with its character set; then come options (LEFTHYPHENMIN n) and patterns
 * (".ab4i"), which NEXTLEVEL may part in two: those that part compounds, and those for their parts.
 * Where a pattern changes letters at the break (with '/') the word is not divided. */
#ifndef BRV_TYPESET_HYPHEN_H
#define BRV_TYPESET_HYPHEN_H

#include <glib.h>

typedef struct brv_hyphens brv_hyphens;

/* Words longer than this, in characters, are not hyphenated. */
enum { BRV_HYPHEN_WORD = 64 };

/* The patterns for a BCP 47 language, read once a process, or NULL where
 * there are none: the words are then not divided. "en" without a region is British. */
const brv_hyphens *brv_hyphens_for(const char *language);

/* Patterns from the text of a file, for tests; free with brv_hyphens_free. NULL when it is none. */
brv_hyphens *brv_hyphens_read(const char *text);
void brv_hyphens_free(brv_hyphens *hyphens);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(brv_hyphens, brv_hyphens_free)

/* Sets marks[i] for every i, counted in characters, before which `word` may be divided; the others
 * are left alone. `marks` has room for every character of `word` (`length` bytes of UTF-8). */
void brv_hyphenate(const brv_hyphens *hyphens, const char *word, gsize length, guint8 *marks);

#endif
