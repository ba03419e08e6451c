/* What a font does beside a space: whether its words may be shaped one by one. Private to
 * core/typeset.
 *
 * Read off the lookups that HarfBuzz would apply; of the tables themselves only the type of a
 * lookup is read (OpenType 1.9, "Lookup list table", the same in GSUB and GPOS). */
#ifndef BRV_TYPESET_WORD_SPACE_H
#define BRV_TYPESET_WORD_SPACE_H

#include <hb.h>
#include <stdbool.h>

/* How words are set: a face in a size, a script, a language, a direction, and features that hold
 * for all of them. */
enum { BRV_VOICE_FEATURES = 32 };
typedef struct {
  hb_font_t *font; /* borrowed */
  hb_segment_properties_t props;
  hb_feature_t features[BRV_VOICE_FEATURES];
  unsigned count; /* of features */
} brv_voice;

typedef enum {
  BRV_SPACE_APART, /* nothing looks over a space: words are what they are by themselves */
  BRV_SPACE_PAIRS, /* a space and the glyph at its side may be moved together, no more */
  BRV_SPACE_MIXED  /* more than that, or it cannot be told */
} brv_space;

/* What is known of the lookups of faces, which many voices share. Faces must outlive it. */
typedef struct brv_face_notes brv_face_notes;
brv_face_notes *brv_face_notes_new(void);
void brv_face_notes_free(brv_face_notes *notes);

/* Of text that has no U+2044, for which HarfBuzz turns on features that no one named. */
brv_space brv_space_of(const brv_voice *voice, brv_face_notes *notes);

/* Whether a word (`length` bytes) looks otherwise, or changes what stands before it, where that is
 * a space. Where they may be a pair, all words that begin with a glyph are alike in this. */
bool brv_space_moves(const brv_voice *voice, const char *word, unsigned length);

/* Whether the font says that a glyph is a mark on the one before. */
bool brv_space_is_mark(const brv_voice *voice, hb_codepoint_t glyph);

#endif
