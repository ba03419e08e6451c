/* Words shaped once: text says the same words again and again, and a line says again what its
 * paragraph said. Private to core/typeset.
 *
 * The glyphs are always those of pango_shape_full, to the last unit: a word is kept by itself only
 * where the font cannot tell what stands beyond the spaces around it. Which lookups of a font name
 * the space is asked once (as the word caches of browsers do, which then give such fonts up); where
 * only pairs do, as in fonts that kern "T" with the space, each word is asked whether HarfBuzz
 * would part it from a space before it, and one that it would not is kept together with the word
 * before. Scripts whose letters join or reorder, and fonts with other tables than OpenType's, are
 * shaped anew each time.
 *
 * Lengths are Pango's units. One cache a process; what it holds is bounded: it forgets all when it
 * is full. */
#ifndef BRV_TYPESET_WORD_CACHE_H
#define BRV_TYPESET_WORD_CACHE_H

#include <pango/pango.h>

typedef struct brv_word_cache brv_word_cache;

brv_word_cache *brv_word_cache_new(void);
void brv_word_cache_free(brv_word_cache *cache);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(brv_word_cache, brv_word_cache_free)

/* Glyphs of `length` bytes from `start` of `text`, a part of one item, in the order of drawing. The
 * caller frees them. */
PangoGlyphString *brv_word_cache_shape(brv_word_cache *cache, const GString *text, guint start,
                                       guint length, const PangoAnalysis *analysis);

/* How often words were asked for, and how often they had to be shaped. */
void brv_word_cache_count(const brv_word_cache *cache, guint *asked, guint *shaped);

/* --- word-book.c --- */

/* The words as bytes, for a cache of another process: a book. The caller frees it. */
GBytes *brv_word_cache_put(const brv_word_cache *cache);

/* From now on the words of a book are known; of fonts that are met later. The glyphs are the same
 * where it was made with the same files of fonts and the same libraries; what is no book says
 * nothing. */
void brv_word_cache_take(brv_word_cache *cache, GBytes *book);

#endif
