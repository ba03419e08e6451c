/* Plates: what stands on the pages of a part, drawn and compressed before it is known what stands
 * on others, or what numbers the pages get. Whoever sets a part makes them, in one process or
 * another; the PDF takes them over as they are.
 *
 * A page has none that shows images, which a file has once, or needs codes that are only one
 * file's (pdf/codes.h): it is drawn where the file is written. */
#ifndef BRV_PDF_PLATES_H
#define BRV_PDF_PLATES_H

#include "pdf/faces.h"
#include "typeset/pages.h"

typedef struct brv_plate_maker brv_plate_maker;

/* Both outlive the maker. */
brv_plate_maker *brv_plate_maker_new(const brv_layout *layout, brv_fonts *fonts);
void brv_plate_maker_free(brv_plate_maker *maker);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(brv_plate_maker, brv_plate_maker_free)

/* The plates of a part's pages, with all items there, as bytes that the caller frees: the same
 * whatever else the maker made. */
GBytes *brv_plates_make(brv_plate_maker *maker, const brv_node *part, const GPtrArray *pages);

/* --- in the PDF --- */

typedef struct {
  const char *bytes; /* a content stream, compressed; NULL: the page is to be drawn */
  gsize length;
  GArray *marks; /* of brv_content_mark: those of elements, in order */
} brv_plate;

typedef struct brv_plates brv_plates;

/* Reads the plates of a part, and notes what they use of the faces. The bytes
 * go to the arena. NULL where they are no plates of the part, or the faces have other codes here.
 */
const brv_plates *brv_plates_open(brv_arena *arena, const brv_node *part, brv_faces *faces,
                                  brv_fonts *fonts, GBytes *bytes);

/* That of the part's page `sheet`, counted from 0; NULL: there is none. */
const brv_plate *brv_plates_at(const brv_plates *plates, guint sheet);

#endif
