/* What word-cache.c and word-book.c share. Private to both. */
#ifndef BRV_TYPESET_WORD_CACHE_PRIVATE_H
#define BRV_TYPESET_WORD_CACHE_PRIVATE_H

#include "base/arena.h"
#include "typeset/word-cache.h"
#include "typeset/word-space.h"

typedef enum { BRV_UNKNOWN, BRV_NO, BRV_YES } brv_answer;

typedef struct {
  const char *bytes; /* with the spaces behind it */
  guint length, hash;
  brv_answer joins;         /* the space before it moves it: it is shaped with what precedes */
  PangoGlyphString *glyphs; /* or NULL: not shaped yet */
} brv_kept_word;

/* What is said in one font in one way. */
typedef struct {
  PangoFont *font; /* and the rest of what Pango shapes by */
  PangoLanguage *language;
  char *features;
  guint8 level, script;
  brv_voice hb;
  guint bytes; /* that were asked for, until it was worth while to ask what its font does */
  GPtrArray *books; /* that have the voice, as word-book.c has them; or NULL */
  brv_space space;
  GHashTable *openers; /* glyph -> answer: whether words that begin with it join */
  GHashTable *words;   /* a set of brv_kept_word * */
} brv_kept_voice;

struct brv_word_cache {
  GPtrArray *voices; /* of brv_kept_voice * */
  brv_face_notes *faces;
  brv_kept_voice *last;   /* the one that was asked before, or NULL */
  GArray *found; /* of words that were placed: those of the text that is asked for */
  guint words, asked, shaped;
  brv_arena *arena; /* of the books */
  GPtrArray *books; /* of voices, as word-book.c has them */
};

/* Whether it is known what its font does. */
bool brv_voice_is_learned(const brv_kept_voice *v);

guint brv_word_hash(const char *bytes, guint length);

/* Adds a word that the voice does not have; its bytes are copied. */
brv_kept_word *brv_word_add(brv_kept_voice *v, const brv_kept_word *like);

/* --- word-book.c --- */

/* Tells a new voice what books say of it, and where they have its words. */
void brv_voice_recall(brv_word_cache *cache, brv_kept_voice *v);

/* What a book has of a word that is new to its voice. */
void brv_word_recall(const brv_kept_voice *v, brv_kept_word *word);

#endif
