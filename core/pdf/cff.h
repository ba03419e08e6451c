/* Reading the Compact Font Format (Adobe's Technical Note 5176). What is cut off is told by `bad`,
 * and read as zeros. */
#ifndef BRV_PDF_CFF_H
#define BRV_PDF_CFF_H

#include <glib.h>
#include <stdbool.h>

typedef struct {
  const guint8 *bytes;
  gsize length, at;
  bool bad;
} brv_cff;

/* A number of so many bytes. */
guint brv_cff_number(brv_cff *r, guint bytes);

/* An INDEX (5): where its first object begins and ends, which stay as they are when there is none;
 * the reader stands behind it then. */
void brv_cff_skip_index(brv_cff *r, gsize *first, gsize *end);

/* The rest of an operand (4) that begins with a byte above 21; real numbers are 0. */
gint32 brv_cff_operand(brv_cff *r, guint first);

/* An operator (4) that begins with a byte; those of two bytes are 12 << 8 | the second. */
guint brv_cff_operator(brv_cff *r, guint first);

/* Which character a code of a CFF font is: of fonts that number characters apart from glyphs (CID
 * fonts; 13 and 18) the numbers, in the order of the glyphs. NULL: the glyphs' own numbers. The
 * caller frees them. */
guint16 *brv_cff_characters(const guint8 *bytes, gsize length, guint glyphs);

#endif
