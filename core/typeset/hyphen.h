/* Hyphenation after Franklin M. Liang, "Word Hy-phen-a-tion by Com-put-er" (Stanford, 1983), with
 * the pattern files of the hyphen-* packages that were there when the program was built: compiled
 * (hyphen-compile.h), they lie in the file "hyphens" beside the core. */
#ifndef BRV_TYPESET_HYPHEN_H
#define BRV_TYPESET_HYPHEN_H

#include <glib.h>

typedef struct brv_hyphens brv_hyphens;

/* Words longer than this, in characters, are not hyphenated. */
enum { BRV_HYPHEN_WORD = 64 };

/* The patterns for a BCP 47 language, found once a process, or NULL where
 * there are none: the words are then not divided. "en" without a region is British. */
const brv_hyphens *brv_hyphens_for(const char *language);

/* Patterns from a compiled table, which must outlive them and be aligned to 4 bytes, for tests;
 * free with brv_hyphens_free. */
brv_hyphens *brv_hyphens_open(const guint8 *table);
void brv_hyphens_free(brv_hyphens *hyphens);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(brv_hyphens, brv_hyphens_free)

/* Sets marks[i] for every i, counted in characters, before which `word` may be divided; the others
 * are left alone. `marks` has room for every character of `word` (`length` bytes of UTF-8). */
void brv_hyphenate(const brv_hyphens *hyphens, const char *word, gsize length, guint8 *marks);

#endif
