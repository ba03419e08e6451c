/* The faces that an e-book carries where its pack asks for them: those of the layout, cut down to
 * the book's own characters and named anew. Private to core/epub. */
#ifndef BRV_EPUB_FACES_H
#define BRV_EPUB_FACES_H

#include <hb.h>

#include "epub/book.h"

/* A family of the layout, and what it is called in the book. */
typedef struct {
  const char *family;  /* "Source Serif 4" */
  const char *name;    /* "Brevier Serif": nobody's reserved name */
  const char *generic; /* what a reader without it takes: "serif" */
} brv_book_family;

/* A face that words of the book are set in. */
typedef struct {
  const brv_book_family *family;
  int weight; /* of CSS: 400, 600 */
  bool italic;
  bool small_capitals;       /* some words are set so */
  hb_set_t *letters;         /* of these words; owned by the book's arena */
  const brv_book_file *file; /* when it is cut; several may have one */
} brv_book_face;

struct brv_book_faces {
  GPtrArray *families; /* of brv_book_family *, in the order of the layout's names, that of plain
                          text first */
  GPtrArray *faces;    /* of brv_book_face *, in the order in which they were met */
};

/* What readers add to a text by themselves: spaces, hyphens, numbers and marks of lists. */
#define BRV_FACE_ALWAYS " \302\240-\302\255\342\200\2200123456789.\342\200\242"

/* What CSS calls bold. */
enum { BRV_CSS_BOLD = 700 };

/* The families of the book's layout, and no faces yet. In the book's arena. (faces.c) */
brv_book_faces *brv_book_faces_new(brv_book *book);

/* The family of a style; that of plain text where there is none. */
const brv_book_family *brv_book_family_of(const brv_book *book, const brv_style *style);

/* Adds the characters of a text but for line ends and their like. */
void brv_face_add_letters(hb_set_t *letters, const char *text);

/* Notes that words of a leaf, or the label of an item, are in the book; nothing where it carries no
 * faces. */
void brv_book_note_face(brv_book *book, const brv_node *leaf);
void brv_book_note_label(brv_book *book, const brv_node *item);

/* Cuts the faces that were noted to the characters of their words, and to those of the texts, which
 * are written, that any words may have; adds their files and the text of their licences. What may
 * not or cannot be is reported. (face-files.c) */
void brv_book_cut_faces(brv_book *book);

/* The names that a cut face bears (OpenType, name table: 4, 6, 1 and 2, 16 and 17). */
typedef struct {
  const char *full, *postscript, *family, *style;
  const char *wide_family, *wide_style; /* or NULL: the same as family and style */
} brv_face_names;

/* A face of a family: "Brevier Serif Semibold Italic". In the arena. (face-name.c) */
brv_face_names brv_face_names_new(brv_arena *arena, const char *family, int weight, bool italic);

/* A name table of these, and of what a font says of its version, copyright and licence. */
hb_blob_t *brv_face_name_table(hb_face_t *font, const brv_face_names *names);

/* What a font says under a number of its name table, in English; NULL: nothing. Free it. */
char *brv_face_says(hb_face_t *font, guint id);

/* The CFF table of a font under other names; NULL where that cannot be done. (face-cff.c) */
hb_blob_t *brv_face_rename_cff(hb_blob_t *table, const brv_face_names *names);

/* A font with the glyphs of these characters alone, and with those features that a style sheet of
 * ours can ask for, under these names: the bytes of an OpenType file; NULL where it cannot be cut.
 * (face-cut.c) */
GBytes *brv_face_cut(hb_face_t *font, const hb_set_t *letters, bool small_capitals,
                     const brv_face_names *names);

/* Of the fonts that were cut (hb_face_t *) and the names of their families: where they come from,
 * and their licences. (licence.c) */
GBytes *brv_face_licences(const GPtrArray *fonts, const GPtrArray *families);

#endif
