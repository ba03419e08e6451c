/* A face at a size, as a font that Pango can ask: HarfBuzz measures and shapes by it, and Cairo can
 * draw with it.
 *
 * Pango's own fonts of fontconfig would do as well, but for their map (font-map.h). Units are
 * Pango's, but where points are named. */
#ifndef BRV_TYPESET_FONT_H
#define BRV_TYPESET_FONT_H

#include <cairo.h>
#include <fontconfig/fontconfig.h>
#include <hb.h>
#include <pango/pango.h>
#include <stdbool.h>

/* A face in a file, opened: what its fonts of all sizes share. */
typedef struct {
  hb_face_t *face;
  PangoCoverage *coverage; /* the characters that it has; made when it is first asked for */
} brv_font_face;

brv_font_face *brv_font_face_open(const char *file, int index);
void brv_font_face_free(brv_font_face *face);

#define BRV_TYPE_FONT (brv_font_get_type())
G_DECLARE_FINAL_TYPE(BrvFont, brv_font, BRV, FONT, PangoFont)

/* `pattern` is what fontconfig prepared for drawing, and is referred to; `face` and `map` outlive
 * the font. */
PangoFont *brv_font_new(PangoFontMap *map, FcPattern *pattern, brv_font_face *face);

/* Whether a font is of a family. */
bool brv_font_is_of(PangoFont *font, const char *family);

/* The file that a font comes from, and which of its faces it is. */
const char *brv_font_file(PangoFont *font, int *index);

/* Where the axes of a variable face stand, as HarfBuzz reads them ("wght=350,opsz=12"): "" where the
 * face does not vary. Owned by the font. */
const char *brv_font_axes(PangoFont *font);

/* What is written so, and where the axes of a font of HarfBuzz stand: into `axes`, which has room for
 * BRV_MOST_AXES; they return how many. What cannot be read is left out. */
enum { BRV_MOST_AXES = 64 };
guint brv_axes_read(const char *written, hb_variation_t *axes);
guint brv_axes_of(hb_font_t *font, hb_variation_t *axes);

/* For Cairo: without hints, its unit a point. Owned by the font. */
cairo_scaled_font_t *brv_font_scaled(PangoFont *font);

/* How fonts are drawn: neither hinted nor rounded. The caller's. */
cairo_font_options_t *brv_font_options(void);

#endif
