/* Drawings as SVG: lines, areas, and outlines of letters. Private to core/epub.
 *
 * A canvas that writes what is drawn on it. Cairo's own SVG, which images still go through, is far
 * larger, takes ten times as long, and has to be read again for its names and numbers. */
#ifndef BRV_EPUB_SKETCH_H
#define BRV_EPUB_SKETCH_H

#include "pdf/canvas.h"

/* Outlines of letters, so that each is asked for once a book. */
typedef struct brv_outlines brv_outlines;
brv_outlines *brv_outlines_new(void);
void brv_outlines_free(brv_outlines *outlines);

typedef struct brv_sketch brv_sketch;

/* One of `width` x `height` points with a margin around them, on a white ground; viewBox and size
 * are whole numbers. */
brv_sketch *brv_sketch_new(double width, double height, double margin, brv_outlines *outlines);

/* What draws on it. It takes no images, and text whose advances are its font's. */
brv_canvas *brv_sketch_canvas(brv_sketch *sketch);

/* The file, and the end of the sketch. The same drawing gives the same bytes. */
GBytes *brv_sketch_finish(brv_sketch *sketch);

#endif
