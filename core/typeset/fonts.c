#include <hb-ot.h>
#include <math.h>
#include <pango/pangofc-fontmap.h>
#include <string.h>

#include "typeset/font-map.h"
#include "typeset/items.h"
#include "typeset/known.h"

struct brv_fonts {
  FcConfig *config;
  PangoFontMap *map, *cairo_map; /* `cairo_map`: made when it is first needed */
  PangoContext *context, *family_context;
  brv_word_cache *words;
  brv_known_texts *texts;
  brv_item_fonts *items;
  GHashTable *labels;
  GHashTable *families;  /* the files' */
  GHashTable *x_heights; /* "family weight slant" -> double *, parts of the size */
  GHashTable *features;  /* "family weight slant feature" -> whether the face knows it */
  GHashTable *lists;     /* "family\nlanguage" -> the list of brv_fonts_families */
  GHashTable *paths;     /* of the files; made when it is first needed */
};

/* Chinese, Japanese and Korean share characters; the language chooses whose shapes they take. */
static const struct {
  const char *language, *suffix;
} CJK[] = {
    {"ja", "JP"}, {"ko", "KR"}, {"zh-hk", "HK"}, {"zh-tw", "TC"}, {"zh-hant", "TC"}, {"zh", "SC"},
};

static const char *const SYMBOLS = "Noto Sans Math,Noto Sans Symbols,Noto Sans Symbols2";

/* Fontconfig reads all that the machine has where it is asked without a configuration and has no
 * current one. */
static void make_current(FcConfig *config)
{
  static gsize done;
  if (g_once_init_enter(&done)) {
    FcConfigSetCurrent(config);
    g_once_init_leave(&done, 1);
  }
}

static PangoContext *exact_context(PangoFontMap *map)
{
  PangoContext *context = pango_font_map_create_context(map);
  pango_context_set_round_glyph_positions(context, FALSE);
  return context;
}

brv_fonts *brv_fonts_new(brv_font_files *files)
{
  brv_fonts *fonts = g_new0(brv_fonts, 1);
  fonts->config = FcConfigReference(files->config);
  fonts->families = g_hash_table_ref(files->families);
  make_current(fonts->config);
  fonts->map = brv_font_map_new(files);
  fonts->context = exact_context(fonts->map);
  fonts->family_context = exact_context(fonts->map);
  brv_font_map_keep_to_family(fonts->family_context);
  fonts->words = brv_word_cache_new();
  fonts->texts = brv_known_texts_new();
  fonts->labels = g_hash_table_new_full(g_bytes_hash, g_bytes_equal, (GDestroyNotify)g_bytes_unref,
                                        g_object_unref);
  fonts->items = brv_item_fonts_new();
  fonts->x_heights = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  fonts->features = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  fonts->lists = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  return fonts;
}

void brv_fonts_free(brv_fonts *fonts)
{
  if (!fonts)
    return;
  g_hash_table_unref(fonts->families);
  g_hash_table_unref(fonts->x_heights);
  g_hash_table_unref(fonts->features);
  g_hash_table_unref(fonts->lists);
  g_hash_table_unref(fonts->labels);
  brv_known_texts_free(fonts->texts);
  g_clear_pointer(&fonts->paths, g_hash_table_unref);
  brv_item_fonts_free(fonts->items);
  brv_word_cache_free(fonts->words);
  g_object_unref(fonts->context);
  g_object_unref(fonts->family_context);
  g_object_unref(fonts->map);
  g_clear_object(&fonts->cairo_map);
  FcConfigDestroy(fonts->config);
  g_free(fonts);
}

/* The paths belong to the configuration. */
static GHashTable *list_paths(const brv_fonts *fonts)
{
  GHashTable *paths = g_hash_table_new(g_str_hash, g_str_equal);
  const FcFontSet *set = FcConfigGetFonts(fonts->config, FcSetSystem);
  for (int i = 0; set && i < set->nfont; i++) {
    FcChar8 *path = NULL;
    if (FcPatternGetString(set->fonts[i], FC_FILE, 0, &path) == FcResultMatch)
      g_hash_table_add(paths, path);
  }
  return paths;
}

bool brv_fonts_are_from(brv_fonts *fonts, const char *file)
{
  if (!fonts->paths)
    fonts->paths = list_paths(fonts);
  return g_hash_table_contains(fonts->paths, file);
}

PangoContext *brv_fonts_context(brv_fonts *fonts)
{
  return fonts->context;
}

PangoContext *brv_fonts_family_context(brv_fonts *fonts)
{
  return fonts->family_context;
}

PangoFontMap *brv_fonts_cairo_map(brv_fonts *fonts)
{
  if (fonts->cairo_map)
    return fonts->cairo_map;
  fonts->cairo_map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
  pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(fonts->cairo_map), fonts->config);
  pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(fonts->cairo_map), 72);
  return fonts->cairo_map;
}

brv_word_cache *brv_fonts_words(brv_fonts *fonts)
{
  return fonts->words;
}

brv_known_texts *brv_fonts_texts(brv_fonts *fonts)
{
  return fonts->texts;
}

GHashTable *brv_fonts_labels(brv_fonts *fonts)
{
  return fonts->labels;
}

brv_item_fonts *brv_fonts_items(brv_fonts *fonts)
{
  return fonts->items;
}

bool brv_fonts_has(const brv_fonts *fonts, const char *family)
{
  g_autofree char *lower = g_utf8_strdown(family, -1);
  return g_hash_table_contains(fonts->families, lower);
}

/* Fontconfig lists a variable face by itself and by its instances, whose number is in the upper
 * half of the index. */
static bool varies_as_cff(const FcPattern *face)
{
  FcChar8 *format = NULL;
  FcBool varies = FcFalse;
  int index = 0;
  FcPatternGetBool(face, FC_VARIABLE, 0, &varies);
  FcPatternGetInteger(face, FC_INDEX, 0, &index);
  return (varies || index >> 16) &&
         FcPatternGetString(face, FC_FONTFORMAT, 0, &format) == FcResultMatch &&
         strcmp((const char *)format, "CFF") == 0;
}

bool brv_fonts_vary_as_cff(const brv_fonts *fonts, const char *family)
{
  g_autofree char *lower = g_utf8_strdown(family, -1);
  const FcFontSet *faces = g_hash_table_lookup(fonts->families, lower);
  for (int i = 0; faces && i < faces->nfont; i++)
    if (varies_as_cff(faces->fonts[i]))
      return true;
  return false;
}

brv_font_name brv_fonts_name(brv_arena *arena, PangoFont *font)
{
  PangoFontDescription *desc = pango_font_describe(font);
  brv_font_name name = {
      .family = brv_arena_strdup(arena, pango_font_description_get_family(desc)),
      .variations = brv_arena_strdup(arena, pango_font_description_get_variations(desc)),
      .size = pango_font_description_get_size(desc),
      .weight = (int)pango_font_description_get_weight(desc),
      .slant = (int)pango_font_description_get_style(desc),
      .width = (int)pango_font_description_get_stretch(desc),
  };
  name.file = brv_arena_strdup(arena, brv_font_file(font, &name.index));
  pango_font_description_free(desc);
  return name;
}

static PangoFontDescription *describe(const brv_font_name *name)
{
  PangoFontDescription *desc = pango_font_description_new();
  pango_font_description_set_family(desc, name->family);
  if (name->variations)
    pango_font_description_set_variations(desc, name->variations);
  pango_font_description_set_absolute_size(desc, name->size);
  pango_font_description_set_weight(desc, (PangoWeight)name->weight);
  pango_font_description_set_style(desc, (PangoStyle)name->slant);
  pango_font_description_set_stretch(desc, (PangoStretch)name->width);
  return desc;
}

static bool is_from(PangoFont *font, const brv_font_name *name)
{
  int index;
  return strcmp(brv_font_file(font, &index), name->file) == 0 && index == name->index;
}

PangoFont *brv_fonts_find(brv_fonts *fonts, const brv_font_name *name)
{
  g_autoptr(PangoFontDescription) desc = describe(name);
  g_autoptr(PangoFont) font = pango_context_load_font(fonts->context, desc);
  return font && is_from(font, name) ? font : NULL; /* the map has it still */
}

static bool has_tag(hb_face_t *face, const char *feature)
{
  enum { MOST = 128 };
  hb_tag_t tags[MOST], wanted = hb_tag_from_string(feature, -1);
  unsigned count = MOST;
  unsigned all = hb_ot_layout_table_get_feature_tags(face, HB_OT_TAG_GSUB, 0, &count, tags);
  for (unsigned start = 0; start < all; start += count) {
    count = MOST;
    hb_ot_layout_table_get_feature_tags(face, HB_OT_TAG_GSUB, start, &count, tags);
    for (unsigned i = 0; i < count; i++)
      if (tags[i] == wanted)
        return true;
    if (count == 0)
      break;
  }
  return false;
}

PangoFont *brv_fonts_face(brv_fonts *fonts, const char *family, double weight, bool italic)
{
  PangoFontDescription *wish = pango_font_description_new();
  pango_font_description_set_family(wish, family);
  pango_font_description_set_weight(wish, (PangoWeight)weight);
  pango_font_description_set_style(wish, italic ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL);
  pango_font_description_set_absolute_size(wish, 10 * PANGO_SCALE);
  PangoFont *font = pango_context_load_font(fonts->context, wish);
  pango_font_description_free(wish);
  return font;
}

static bool look_for_feature(brv_fonts *fonts, const char *family, double weight, bool italic,
                             const char *feature)
{
  PangoFont *font = brv_fonts_face(fonts, family, weight, italic);
  if (!font)
    return false;
  bool has = has_tag(hb_font_get_face(pango_font_get_hb_font(font)), feature);
  g_object_unref(font);
  return has;
}

bool brv_fonts_has_feature(brv_fonts *fonts, const char *family, double weight, bool italic,
                           const char *feature)
{
  gpointer known;
  g_autofree char *key = g_strdup_printf("%s %d %d %s", family, (int)weight, italic, feature);
  if (g_hash_table_lookup_extended(fonts->features, key, NULL, &known))
    return GPOINTER_TO_INT(known);
  bool has = look_for_feature(fonts, family, weight, italic, feature);
  g_hash_table_insert(fonts->features, g_steal_pointer(&key), GINT_TO_POINTER(has));
  return has;
}

static double look_for_x_height(brv_fonts *fonts, const char *family, double weight, bool italic)
{
  g_autoptr(PangoFont) font = brv_fonts_face(fonts, family, weight, italic);
  hb_position_t height = 0;
  int x, y = 0;
  if (!font)
    return 0;
  hb_font_t *face = pango_font_get_hb_font(font);
  hb_font_get_scale(face, &x, &y);
  bool known = hb_ot_metrics_get_position(face, HB_OT_METRICS_TAG_X_HEIGHT, &height);
  return known && y != 0 ? fabs((double)height / y) : 0;
}

double brv_fonts_x_height(brv_fonts *fonts, const char *family, double weight, bool italic)
{
  static const double USUAL = 0.48;
  g_autofree char *key = g_strdup_printf("%s %d %d", family, (int)weight, italic);
  double *known = g_hash_table_lookup(fonts->x_heights, key);
  if (known)
    return *known;
  double found = look_for_x_height(fonts, family, weight, italic);
  double height = found > 0 ? found : USUAL;
  g_hash_table_insert(fonts->x_heights, g_steal_pointer(&key), g_memdup2(&height, sizeof height));
  return height;
}

/* The suffix of the faces for a language, or NULL. */
static const char *cjk_of(const char *language)
{
  if (!language || !*language || !strchr("jkzJKZ", *language)) /* asked for every piece of text */
    return NULL;
  g_autofree char *lower = g_ascii_strdown(language, -1);
  for (gsize i = 0; i < G_N_ELEMENTS(CJK); i++) {
    gsize length = strlen(CJK[i].language);
    if (g_str_has_prefix(lower, CJK[i].language) && !g_ascii_isalnum(lower[length]))
      return CJK[i].suffix;
  }
  return NULL;
}

static char *make_families(const char *family, const char *language)
{
  bool serif = strstr(family, "Serif") != NULL;
  const char *suffix = cjk_of(language);
  GString *list = g_string_new(family);
  for (gsize i = 0; i < BRV_NOTO; i++)
    g_string_append_printf(list, ",%s", serif ? brv_noto[i].serif : brv_noto[i].sans);
  g_string_append_printf(list, ",Noto %s CJK %s,%s", serif ? "Serif" : "Sans",
                         suffix ? suffix : "SC", SYMBOLS);
  return g_string_free(list, FALSE);
}

const char *brv_fonts_families(brv_fonts *fonts, const char *family, const char *language)
{
  g_autofree char *key = g_strconcat(family, "\n", language, NULL);
  const char *known = g_hash_table_lookup(fonts->lists, key);
  if (known)
    return known;
  char *list = make_families(family, language);
  g_hash_table_insert(fonts->lists, g_steal_pointer(&key), list);
  return list;
}

const char *brv_fonts_square_families(brv_fonts *fonts, const char *family, const char *language)
{
  const char *suffix = cjk_of(language);
  if (!suffix)
    return NULL;
  g_autofree char *list = g_strdup_printf(
      "Noto %s CJK %s,%s", strstr(family, "Serif") ? "Serif" : "Sans", suffix, family);
  const char *families = brv_fonts_families(fonts, list, language);
  return families;
}
