/* The fonts that Pango finds: a map that asks fontconfig itself, when it has to.
 *
 * Pango's own map for fontconfig starts two threads for every style and size: one looks for the
 * best face, the other puts all faces there are in order, whether or not the first lacks anything.
 * For one briefing that was fifty threads and a seventh of its time. Here the best face
 * is looked for among those of the family, and the others are put in order when a character is
 * missed. What is found is the same. No thread is ever started, so that a process may fork. */
#ifndef BRV_TYPESET_FONT_MAP_H
#define BRV_TYPESET_FONT_MAP_H

#include <pango/pango.h>

#include "typeset/fonts-private.h"

/* The files may be freed before. */
PangoFontMap *brv_font_map_new(const brv_font_files *files);

/* Fonts for this context are of the family that is asked for first, whatever they lack. */
void brv_font_map_keep_to_family(PangoContext *context);

#endif
