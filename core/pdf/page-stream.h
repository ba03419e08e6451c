/* A page's content stream as a canvas, with marks around its parts (ISO 32000-1, 7.8.2, 9.4 and
 * 14.6). Private to core/pdf. */
#ifndef BRV_PDF_PAGE_STREAM_H
#define BRV_PDF_PAGE_STREAM_H

#include "pdf/canvas.h"
#include "pdf/faces.h"
#include "pdf/pictures.h"

typedef struct brv_page_stream brv_page_stream;

/* The content of a page so high; fonts and pictures outlive it. */
brv_page_stream *brv_page_stream_new(double height, brv_faces *faces, brv_pictures *pictures);
void brv_page_stream_free(brv_page_stream *content);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(brv_page_stream, brv_page_stream_free)

brv_canvas *brv_page_stream_canvas(brv_page_stream *content);

/* What is drawn until the mark is closed belongs to it; marks do not stand inside one another. `mark`
 * is its tag and properties, "/P<</MCID 3>>". Where `text`, nothing but glyphs is drawn. */
void brv_page_stream_mark(brv_page_stream *content, const char *mark, bool text);
void brv_page_stream_close(brv_page_stream *content);

/* The stream, closed; it belongs to the content. */
const GString *brv_page_stream_end(brv_page_stream *content);

#endif
