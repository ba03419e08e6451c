/* A font of a book as FreeType reads it. Private to core/verify. */
#ifndef BRV_VERIFY_BOOK_FACE_H
#define BRV_VERIFY_BOOK_FACE_H

#include <hb.h>

#include "verify/book.h"

/* Texts live in the arena, and so does the set of letters. */
typedef struct {
  hb_set_t *letters; /* that its characters lead to glyphs of */
  GPtrArray *names;  /* of const char *: all that it is called, also inside a CFF table */
  const char *copyright, *licence, *licence_url; /* or NULL */
  GPtrArray *reserved; /* of const char *: the names that its makers keep (SIL Open Font License) */
  int rights;          /* fsType of OS/2; -1: it has no such table */
} brv_book_face;

/* NULL: it is no OpenType font, or cannot be read. */
brv_book_face *brv_book_face_open(brv_arena *arena, const char *bytes, gsize length);

#endif
