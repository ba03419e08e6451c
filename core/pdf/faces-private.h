/* What faces.c and faces-write.c share. Private to both. */
#ifndef BRV_PDF_FACES_PRIVATE_H
#define BRV_PDF_FACES_PRIVATE_H

#include "pdf/codes.h"
#include "pdf/faces.h"

/* A font's own units are turned into thousandths. */
enum { BRV_FACE_EM = 1000 };

/* A glyph that says something, in a list of those of one glyph. */
typedef struct brv_said {
  brv_face *face;
  guint glyph, code;
  guint watch; /* in which it was last used */
  gsize length;
  struct brv_said *next;
  char text[];
} brv_said;

struct brv_face {
  brv_faces *faces;
  char *file, *axes;
  int index;
  char name[16];
  hb_face_t *face;
  hb_font_t *font; /* scaled to thousandths */
  brv_codes *codes;
  hb_set_t *glyphs;  /* that are used */
  GHashTable *said;  /* glyph -> brv_said * */
  GHashTable *taken; /* code -> brv_said * */
  GPtrArray *all;    /* of brv_said * */
  guint free;        /* the next code that no glyph has in every file */
  bool full;         /* there was none left */
};

struct brv_faces {
  GHashTable *by_file, *by_font; /* "path#index#axes", PangoFont * -> brv_face * */
  GPtrArray *all;
  GPtrArray *used; /* of brv_said *: since brv_faces_watch */
  guint watch;
  bool special; /* a code was used that is not the same in every file, since it was asked for */
};

/* --- faces-cut.c --- */

/* What is left of a face with what is used of it alone. */
typedef struct {
  GBytes *program; /* what is embedded, packed */
  guint32 length;  /* of the program as it is */
  bool is_cff;
  hb_map_t *characters; /* each glyph that is used -> its character in the program */
} brv_face_cut;

/* False when it cannot be cut. Clear it in both cases. */
bool brv_face_cut_down(const brv_face *face, brv_pdf_file *file, brv_face_cut *cut);
void brv_face_cut_clear(brv_face_cut *cut);

#endif
