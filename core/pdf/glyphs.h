/* Characters of pictures that no font has: an error with its place, never a box. Private to
 * core/pdf. */
#ifndef BRV_PDF_GLYPHS_H
#define BRV_PDF_GLYPHS_H

#include "document/asset.h"
#include "document/drawing.h"
#include "typeset/fonts.h"
#include "typeset/style.h"

/* Reports the first such character of the words that an SVG or a drawing shows; false. `language` of
 * its labels: BCP 47 or NULL. */
bool brv_check_svg_glyphs(const brv_asset *asset, const char *words, brv_fonts *fonts,
                          brv_place place, brv_diags *diags);
bool brv_check_drawing_glyphs(const brv_drawing *drawing, const char *language,
                              const brv_layout *layout, brv_fonts *fonts, brv_place place,
                              brv_diags *diags);

#endif
