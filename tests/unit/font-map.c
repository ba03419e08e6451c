/* Our map finds the fonts that Pango's own map for fontconfig finds: for families there are and
 * are not, styles, sizes, languages; first of all, and for characters that the first lacks. */
#include "typeset/font-map.h"

#include <hb.h>
#include <pango/pangofc-font.h>

#include "typeset-kit.h"

static const char *const FAMILIES[] = {
    "Source Serif 4",
    "Source Sans 3",
    "Source Code Pro",
    "Noto Serif",
    "Noto Sans CJK JP,Source Serif 4",
    "No Such Family",
    "No Such Family,Source Sans 3",
    "Georgia",
    "monospace",
    "serif,Noto Sans Hebrew",
    "source serif 4",
    NULL,
};
static const char *const LANGUAGES[] = {"en-GB", "de", "ja", "zh-hk", "ar", "hi", "und"};
static const PangoWeight WEIGHTS[] = {300, 400, 550, 600, 700, 900};
static const PangoStyle STYLES[] = {PANGO_STYLE_NORMAL, PANGO_STYLE_ITALIC, PANGO_STYLE_OBLIQUE};
static const double SIZES[] = {7, 10.2, 24};
static const char CHARACTERS[] = "aé1–Жαעשعم한中あ❶∑✓☃ไखგაი";

static PangoContext *context_of(PangoFontMap *map)
{
  PangoContext *context = pango_font_map_create_context(map);
  cairo_font_options_t *options = brv_font_options();
  pango_cairo_context_set_font_options(context, options);
  cairo_font_options_destroy(options);
  pango_context_set_round_glyph_positions(context, FALSE);
  return context;
}

static FcPattern *pango_pattern(PangoFont *font)
{
  return pango_fc_font_get_pattern(PANGO_FC_FONT(font));
}

static void expect_same(PangoFont *ours, PangoFont *theirs)
{
  FcChar8 *file = NULL;
  int number = 0, index = 0, scale = 0, other = 0, unused = 0;
  g_assert_nonnull(ours);
  FcPatternGetString(pango_pattern(theirs), FC_FILE, 0, &file);
  FcPatternGetInteger(pango_pattern(theirs), FC_INDEX, 0, &index);
  g_assert_cmpstr(brv_font_file(ours, &number), ==, (const char *)file);
  g_assert_cmpint(number, ==, index);
  hb_font_get_scale(pango_font_get_hb_font(ours), &scale, &unused);
  hb_font_get_scale(pango_font_get_hb_font(theirs), &other, &unused);
  g_assert_cmpint(scale, ==, other);
  g_autoptr(PangoFontDescription) one = pango_font_describe(ours);
  g_autoptr(PangoFontDescription) two = pango_font_describe(theirs);
  g_autofree char *told = pango_font_description_to_string(one);
  g_autofree char *expected = pango_font_description_to_string(two);
  g_assert_cmpstr(told, ==, expected);
}

static PangoFontDescription *wish(const char *family, PangoWeight weight, PangoStyle style,
                                  double size)
{
  PangoFontDescription *description = pango_font_description_new();
  if (family)
    pango_font_description_set_family(description, family);
  pango_font_description_set_weight(description, weight);
  pango_font_description_set_style(description, style);
  pango_font_description_set_absolute_size(description, size * PANGO_SCALE);
  return description;
}

static void compare_sets(PangoContext *ours, PangoContext *theirs,
                         const PangoFontDescription *wanted, const char *language)
{
  PangoLanguage *tongue = pango_language_from_string(language);
  PangoFontset *one = pango_context_load_fontset(ours, wanted, tongue);
  PangoFontset *two = pango_context_load_fontset(theirs, wanted, tongue);
  for (const char *at = CHARACTERS; *at; at = g_utf8_next_char(at)) {
    g_autoptr(PangoFont) found = pango_fontset_get_font(one, g_utf8_get_char(at));
    g_autoptr(PangoFont) expected = pango_fontset_get_font(two, g_utf8_get_char(at));
    expect_same(found, expected);
  }
  g_object_unref(one);
  g_object_unref(two);
}

static void test_same_fonts(void)
{
  g_autoptr(set_kit) k = set_kit_new(NULL);
  PangoContext *theirs = context_of(brv_fonts_cairo_map(k->fonts));
  for (gsize f = 0; f < G_N_ELEMENTS(FAMILIES); f++)
    for (gsize w = 0; w < G_N_ELEMENTS(WEIGHTS); w++)
      for (gsize s = 0; s < G_N_ELEMENTS(STYLES); s++) {
        gsize mixed = f + w + s;
        g_autoptr(PangoFontDescription) wanted =
            wish(FAMILIES[f], WEIGHTS[w], STYLES[s], SIZES[mixed % G_N_ELEMENTS(SIZES)]);
        compare_sets(brv_fonts_context(k->fonts), theirs, wanted,
                     LANGUAGES[mixed % G_N_ELEMENTS(LANGUAGES)]);
      }
  g_object_unref(theirs);
}

/* A glyph is as wide and a line as high as Pango's fonts say, to a unit. */
static void test_same_extents(void)
{
  g_autoptr(set_kit) k = set_kit_new(NULL);
  PangoContext *context = context_of(brv_fonts_cairo_map(k->fonts));
  g_autoptr(PangoFontDescription) wanted =
      wish("Source Serif 4", PANGO_WEIGHT_NORMAL, PANGO_STYLE_ITALIC, 10.2);
  g_autoptr(PangoFont) ours = pango_context_load_font(brv_fonts_context(k->fonts), wanted);
  g_autoptr(PangoFont) theirs = pango_context_load_font(context, wanted);
  for (PangoGlyph glyph = 1; glyph < 300; glyph++) {
    PangoRectangle ink, box, other_ink, other;
    pango_font_get_glyph_extents(ours, glyph, &ink, &box);
    pango_font_get_glyph_extents(theirs, glyph, &other_ink, &other);
    g_assert_cmpint(ABS(box.width - other.width), <=, 1);
    g_assert_cmpint(ABS(box.y - other.y), <=, 1);
    g_assert_cmpint(ABS(box.height - other.height), <=, 2);
    g_assert_cmpint(ABS(ink.x - other_ink.x), <=, PANGO_SCALE / 8);
    g_assert_cmpint(ABS(ink.width - other_ink.width), <=, PANGO_SCALE / 4);
  }
  g_object_unref(context);
}

static gboolean count_font(PangoFontset *set, PangoFont *font, gpointer data)
{
  (void)set;
  (void)font;
  ++*(int *)data;
  return FALSE;
}

/* The family alone: one font, whatever it lacks; and the same as among all. */
static void test_alone(void)
{
  g_autoptr(set_kit) k = set_kit_new(NULL);
  g_autoptr(PangoFontDescription) wanted =
      wish("Source Sans 3", PANGO_WEIGHT_BOLD, PANGO_STYLE_NORMAL, 9);
  PangoFontset *set = pango_context_load_fontset(brv_fonts_family_context(k->fonts), wanted,
                                                 pango_language_from_string("en"));
  int fonts = 0;
  pango_fontset_foreach(set, count_font, &fonts);
  g_assert_cmpint(fonts, ==, 1);
  g_autoptr(PangoFont) alone = pango_fontset_get_font(set, 0x4e2d);
  g_autoptr(PangoFont) first = pango_context_load_font(brv_fonts_context(k->fonts), wanted);
  g_assert_true(alone == first);
  g_object_unref(set);
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/font-map/same-fonts", test_same_fonts);
  g_test_add_func("/font-map/same-extents", test_same_extents);
  g_test_add_func("/font-map/alone", test_alone);
  return g_test_run();
}
