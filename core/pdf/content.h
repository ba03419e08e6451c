/* A page's content stream as a canvas, with marks around its parts (ISO 32000-1, 7.8.2, 9.4 and
 * 14.6). Private to core/pdf. */
#ifndef BRV_PDF_CONTENT_H
#define BRV_PDF_CONTENT_H

#include "pdf/canvas.h"
#include "pdf/faces.h"
#include "pdf/pictures.h"

typedef struct brv_content brv_content;

/* The content of a page so high; fonts and pictures outlive it. */
brv_content *brv_content_new(double height, brv_faces *faces, brv_pictures *pictures);
void brv_content_free(brv_content *content);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(brv_content, brv_content_free)

brv_canvas *brv_content_canvas(brv_content *content);

/* What is drawn until the mark is closed belongs to it; marks do not stand inside one another. `mark`
 * is its tag and properties, "/P<</MCID 3>>". Where `text`, nothing but glyphs is drawn. */
void brv_content_mark(brv_content *content, const char *mark, bool text);
void brv_content_close(brv_content *content);

/* The stream, closed; it belongs to the content. */
const GString *brv_content_end(brv_content *content);

#endif
