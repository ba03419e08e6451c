/* The fonts of a PDF: text is written in codes that are given out as it is met; then each face is
 * cut down to what was. Private to core/pdf.
 *
 * Every face is a composite font with a character map of its own (ISO 32000-1, 9.7.5.4). A code is
 * of a glyph and of what it says, so that those who copy find what was written whatever shape it
 * took: a hyphen and one that breaking added are two codes of one glyph. Codes have one byte, the
 * letters of ASCII their own, and two where these are used up; in the fonts of East Asia all have
 * two. */
#ifndef BRV_PDF_FACES_H
#define BRV_PDF_FACES_H

#include <hb.h>
#include <pango/pango.h>
#include <stdbool.h>

#include "pdf/file.h"

typedef struct brv_faces brv_faces;
typedef struct brv_face brv_face;

brv_faces *brv_faces_new(void);
void brv_faces_free(brv_faces *faces);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(brv_faces, brv_faces_free)

/* The face of a font, and the size it is used at, in points. The face belongs to `faces`. */
brv_face *brv_faces_find(brv_faces *faces, PangoFont *font, double *size);

/* Appends the code of a glyph that says `text`, `length` bytes (0: nothing that can be copied). */
void brv_face_append(brv_face *face, guint glyph, const char *text, gsize length, GString *codes);

/* The glyph's advance, in thousandths of the size. */
double brv_face_advance(const brv_face *face, guint glyph);

/* The face's name among the resources, "F3". */
const char *brv_face_name(const brv_face *face);

/* Writes the fonts; returns the entries of a resource dictionary for them: "/F0 5 0 R/F1 ...",
 * which the caller frees. NULL when a face cannot be cut: `*name` is then its name, likewise. */
char *brv_faces_write(brv_faces *faces, brv_pdf_file *file, char **name);

#endif
