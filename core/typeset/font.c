#include "typeset/font.h"

#include <cairo-ft.h>
#include <hb-ot.h>
#include <pango/pangofc-fontmap.h>

/* How wide a character is that the font lacks, as a part of the size. Nothing is printed with one:
 * it is an error before. */
static const double UNKNOWN_WIDTH = 0.6;

struct _BrvFont {
  PangoFont parent;
  PangoFontMap *map; /* which owns the font */
  FcPattern *pattern;
  brv_font_face *face;
  double size; /* points: what glyphs are scaled to */
  const char *family;
  char *axes;                        /* as brv_font_axes; NULL: not asked for yet */
  PangoFontDescription *description; /* or NULL: not asked for yet */
  cairo_scaled_font_t *scaled;       /* likewise */
};

G_DEFINE_TYPE(BrvFont, brv_font, PANGO_TYPE_FONT)

/* --- faces --- */

brv_font_face *brv_font_face_open(const char *file, int index)
{
  brv_font_face *face = g_new0(brv_font_face, 1);
  hb_blob_t *blob = hb_blob_create_from_file(file);
  face->face = hb_face_create(blob, (guint)index);
  hb_blob_destroy(blob);
  return face;
}

void brv_font_face_free(brv_font_face *face)
{
  hb_face_destroy(face->face);
  g_clear_object(&face->coverage);
  g_free(face);
}

static PangoCoverage *coverage_of(brv_font_face *face)
{
  if (face->coverage)
    return face->coverage;
  face->coverage = pango_coverage_new();
  hb_set_t *all = hb_set_create();
  hb_face_collect_unicodes(face->face, all);
  for (hb_codepoint_t c = HB_SET_VALUE_INVALID; hb_set_next(all, &c);)
    pango_coverage_set(face->coverage, (int)c, PANGO_COVERAGE_EXACT);
  hb_set_destroy(all);
  return face->coverage;
}

/* --- as Pango asks --- */

static const PangoFontDescription *description_of(BrvFont *font)
{
  if (!font->description)
    font->description = pango_fc_font_description_from_pattern(font->pattern, TRUE);
  return font->description;
}

static PangoFontDescription *describe(PangoFont *font)
{
  return pango_font_description_copy(description_of(BRV_FONT(font)));
}

static PangoFontDescription *describe_absolute(PangoFont *font)
{
  PangoFontDescription *description = describe(font);
  pango_font_description_set_absolute_size(description, BRV_FONT(font)->size * PANGO_SCALE);
  return description;
}

static PangoCoverage *get_coverage(PangoFont *font, PangoLanguage *language)
{
  (void)language;
  return g_object_ref(coverage_of(BRV_FONT(font)->face));
}

static PangoFontMap *get_font_map(PangoFont *font)
{
  return BRV_FONT(font)->map;
}

guint brv_axes_read(const char *written, hb_variation_t *axes)
{
  g_auto(GStrv) parts = g_strsplit(written, ",", BRV_MOST_AXES);
  guint count = 0;
  for (guint i = 0; parts[i]; i++)
    count += hb_variation_from_string(parts[i], -1, &axes[count]);
  return count;
}

static void set_axis(const hb_ot_var_axis_info_t *axes, float *places, guint count,
                     const hb_variation_t *wanted)
{
  for (guint i = 0; i < count; i++)
    if (axes[i].tag == wanted->tag)
      places[i] = CLAMP(wanted->value, axes[i].min_value, axes[i].max_value);
}

/* What the pattern says of a variable face's axes ("wght=350,opsz=12"). The others are where the
 * instance has them that the index names in its upper half: HarfBuzz sees to that. */
static void set_axes(hb_font_t *made, const FcPattern *pattern)
{
  hb_ot_var_axis_info_t axes[BRV_MOST_AXES];
  hb_variation_t wanted[BRV_MOST_AXES];
  float places[BRV_MOST_AXES];
  guint count = BRV_MOST_AXES, named = 0;
  hb_ot_var_get_axis_infos(hb_font_get_face(made), 0, &count, axes);
  const float *now = hb_font_get_var_coords_design(made, &named);
  for (guint i = 0; i < count; i++)
    places[i] = i < named ? now[i] : axes[i].default_value;
  FcChar8 *said = NULL;
  for (int k = 0; FcPatternGetString(pattern, FC_FONT_VARIATIONS, k, &said) == FcResultMatch; k++) {
    guint all = brv_axes_read((const char *)said, wanted);
    for (guint i = 0; i < all; i++)
      set_axis(axes, places, count, &wanted[i]);
  }
  hb_font_set_var_coords_design(made, places, count);
}

static hb_font_t *create_hb_font(PangoFont *font)
{
  const BrvFont *f = BRV_FONT(font);
  hb_font_t *made = hb_font_create(f->face->face);
  int scale = (int)(f->size * PANGO_SCALE);
  hb_font_set_scale(made, scale, scale);
  if (hb_ot_var_has_data(f->face->face))
    set_axes(made, f->pattern);
  return made;
}

static void get_glyph_extents(PangoFont *font, PangoGlyph glyph, PangoRectangle *ink,
                              PangoRectangle *logical)
{
  hb_font_t *hb = pango_font_get_hb_font(font);
  bool shown = glyph != PANGO_GLYPH_EMPTY && !(glyph & PANGO_GLYPH_UNKNOWN_FLAG);
  hb_font_extents_t line = {0};
  hb_glyph_extents_t box = {0};
  hb_font_get_h_extents(hb, &line);
  if (shown)
    hb_font_get_glyph_extents(hb, glyph, &box);
  if (ink)
    *ink = (PangoRectangle){box.x_bearing, -box.y_bearing, box.width, -box.height};
  if (!logical)
    return;
  *logical = (PangoRectangle){.y = -line.ascender, .height = line.ascender - line.descender};
  if (shown)
    logical->width = hb_font_get_glyph_h_advance(hb, glyph);
  else if (glyph & PANGO_GLYPH_UNKNOWN_FLAG)
    logical->width = pango_units_from_double(UNKNOWN_WIDTH * BRV_FONT(font)->size);
}

static int advance_of(hb_font_t *hb, gunichar c)
{
  hb_codepoint_t glyph;
  return hb_font_get_nominal_glyph(hb, c, &glyph) ? hb_font_get_glyph_h_advance(hb, glyph) : 0;
}

/* Pango asks for them where a line is empty, and makes no empty ones for others to fill but this
 * way. */
static PangoFontMetrics *get_metrics(PangoFont *font, PangoLanguage *language)
{
  hb_font_t *hb = pango_font_get_hb_font(font);
  PangoFontMetrics *metrics = pango_font_get_metrics(NULL, language);
  hb_font_extents_t line = {0};
  hb_font_get_h_extents(hb, &line);
  metrics->ascent = line.ascender;
  metrics->descent = -line.descender;
  metrics->height = line.ascender - line.descender + line.line_gap;
  metrics->approximate_char_width = advance_of(hb, 'x');
  metrics->approximate_digit_width = advance_of(hb, '0');
  return metrics;
}

static void finalize(GObject *object)
{
  BrvFont *font = BRV_FONT(object);
  FcPatternDestroy(font->pattern);
  g_free(font->axes);
  g_clear_pointer(&font->description, pango_font_description_free);
  g_clear_pointer(&font->scaled, cairo_scaled_font_destroy);
  G_OBJECT_CLASS(brv_font_parent_class)->finalize(object);
}

static void brv_font_class_init(BrvFontClass *class)
{
  PangoFontClass *font = PANGO_FONT_CLASS(class);
  G_OBJECT_CLASS(class)->finalize = finalize;
  font->describe = describe;
  font->describe_absolute = describe_absolute;
  font->get_coverage = get_coverage;
  font->get_glyph_extents = get_glyph_extents;
  font->get_metrics = get_metrics;
  font->get_font_map = get_font_map;
  font->create_hb_font = create_hb_font;
}

static void brv_font_init(BrvFont *font)
{
  (void)font;
}

PangoFont *brv_font_new(PangoFontMap *map, FcPattern *pattern, brv_font_face *face)
{
  BrvFont *font = g_object_new(BRV_TYPE_FONT, NULL);
  FcChar8 *family = NULL;
  font->map = map;
  font->face = face;
  font->pattern = pattern;
  FcPatternReference(pattern);
  FcPatternGetDouble(pattern, FC_PIXEL_SIZE, 0, &font->size);
  FcPatternGetString(pattern, FC_FAMILY, 0, &family);
  font->family = family ? (const char *)family : "";
  return PANGO_FONT(font);
}

/* --- of a font --- */

bool brv_font_is_of(PangoFont *font, const char *family)
{
  return g_ascii_strcasecmp(BRV_FONT(font)->family, family) == 0;
}

const char *brv_font_file(PangoFont *font, int *index)
{
  const FcPattern *pattern = BRV_FONT(font)->pattern;
  FcChar8 *file = NULL;
  *index = 0;
  FcPatternGetInteger(pattern, FC_INDEX, 0, index);
  return FcPatternGetString(pattern, FC_FILE, 0, &file) == FcResultMatch ? (char *)file : "";
}

cairo_font_options_t *brv_font_options(void)
{
  cairo_font_options_t *options = cairo_font_options_create();
  cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
  return options;
}

guint brv_axes_of(hb_font_t *font, hb_variation_t *axes)
{
  hb_ot_var_axis_info_t infos[BRV_MOST_AXES];
  guint count = BRV_MOST_AXES, placed = 0;
  hb_ot_var_get_axis_infos(hb_font_get_face(font), 0, &count, infos);
  const float *places = hb_font_get_var_coords_design(font, &placed);
  for (guint i = 0; i < count; i++)
    axes[i] = (hb_variation_t){infos[i].tag, i < placed ? places[i] : infos[i].default_value};
  return count;
}

static char *write_axes(hb_font_t *font)
{
  hb_variation_t axes[BRV_MOST_AXES];
  guint count = brv_axes_of(font, axes);
  g_autoptr(GString) out = g_string_new(NULL);
  for (guint i = 0; i < count; i++) {
    char written[128];
    hb_variation_to_string(&axes[i], written, sizeof written);
    g_string_append_printf(out, "%s%s", i ? "," : "", written);
  }
  return g_string_free(g_steal_pointer(&out), FALSE);
}

const char *brv_font_axes(PangoFont *font)
{
  BrvFont *f = BRV_FONT(font);
  if (!f->axes)
    f->axes =
        hb_ot_var_has_data(f->face->face) ? write_axes(pango_font_get_hb_font(font)) : g_strdup("");
  return f->axes;
}

cairo_scaled_font_t *brv_font_scaled(PangoFont *font)
{
  BrvFont *f = BRV_FONT(font);
  if (f->scaled)
    return f->scaled;
  cairo_font_face_t *face = cairo_ft_font_face_create_for_pattern(f->pattern);
  cairo_font_options_t *options = brv_font_options();
  cairo_matrix_t size, plain;
  cairo_matrix_init_scale(&size, f->size, f->size);
  cairo_matrix_init_identity(&plain);
  f->scaled = cairo_scaled_font_create(face, &size, &plain, options);
  cairo_font_options_destroy(options);
  cairo_font_face_destroy(face);
  return f->scaled;
}
