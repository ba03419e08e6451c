/* The fonts of a PDF: text is written in codes, most of which are the same in every file (codes.h);
 * then each face is cut down to what was used. Private to core/pdf.
 *
 * Every face is a composite font with a character map of its own (ISO 32000-1, 9.7.5.4). A code is
 * of a glyph and of what it says, so that those who copy find what was written whatever shape it
 * took: a hyphen and one that breaking added are two codes of one glyph. */
#ifndef BRV_PDF_FACES_H
#define BRV_PDF_FACES_H

#include <hb.h>
#include <pango/pango.h>
#include <stdbool.h>

#include "pdf/file.h"
#include "typeset/fonts.h"

typedef struct brv_faces brv_faces;
typedef struct brv_face brv_face;

brv_faces *brv_faces_new(void);
void brv_faces_free(brv_faces *faces);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(brv_faces, brv_faces_free)

/* The face of a font, and the size it is used at, in points. The face belongs to `faces`. */
brv_face *brv_faces_find(brv_faces *faces, PangoFont *font, double *size);

/* Where a face comes from. */
typedef struct {
  const char *file;
  int index;        /* which of the file's faces */
  const char *axes; /* where those of a variable face stand, as brv_font_axes */
} brv_face_origin;

/* The face of an origin in a file of fonts. NULL where it is none of these, or cannot be read. */
brv_face *brv_faces_at(brv_faces *faces, brv_fonts *fonts, const brv_face_origin *origin);

/* Appends the code of a glyph that says `text`, `length` bytes (0: nothing that can be copied). */
void brv_face_append(brv_face *face, guint glyph, const char *text, gsize length, GString *codes);

/* The glyph's advance, in thousandths of the size. */
double brv_face_advance(const brv_face *face, guint glyph);

/* The face's name among the resources: that which it has in every file, unless another has it here.
 */
const char *brv_face_name(const brv_face *face);

/* Its texts are the face's. */
brv_face_origin brv_face_from(const brv_face *face);

/* --- what is drawn for any file --- */

/* From now on it is noted anew what is used. */
void brv_faces_watch(brv_faces *faces);

/* What was used since then, each once, in the order in which it was met; but for what has codes in
 * this file only. */
typedef void brv_face_seen(const brv_face *face, guint glyph, const char *text, void *data);
void brv_faces_each(const brv_faces *faces, brv_face_seen *seen, void *data);

/* Whether such codes were used since this was asked last. */
bool brv_faces_special(brv_faces *faces);

/* Notes that a glyph was used with the code that it has in every file; false where it has another
 * here. */
bool brv_face_use(brv_face *face, guint glyph, const char *text);

/* --- the end --- */

/* Writes the fonts, in the order of their names; returns the entries of a resource dictionary for
 * them: "/F3f2a01 5 0 R/F...", which the caller frees. NULL when a face cannot be cut, or was asked
 * for more than it has codes for: `*name` is then its name, likewise. */
char *brv_faces_write(brv_faces *faces, brv_pdf_file *file, char **name);

#endif
