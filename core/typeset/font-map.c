#include "typeset/font-map.h"

#include <cairo-ft.h>
#include <string.h>

#include "typeset/font.h"

/* Sets of fonts that are remembered before all are forgotten. */
enum { MOST_SETS = 512 };

#define TYPE_MAP (brv_font_map_get_type())
G_DECLARE_FINAL_TYPE(BrvFontMap, brv_font_map, BRV, FONT_MAP, PangoFontMap)

/* Written out: Pango has no cleanup function for its own sets, which the macro would call. */
GType brv_font_set_get_type(void);
#define TYPE_SET (brv_font_set_get_type())
#define BRV_FONT_SET(o) (G_TYPE_CHECK_INSTANCE_CAST((o), TYPE_SET, BrvFontSet))

struct _BrvFontMap {
  PangoFontMap parent;
  FcConfig *config;
  GHashTable *families; /* brv_font_files' */
  cairo_font_options_t *options;
  GHashTable *faces; /* "file#index" -> brv_font_face * */
  GHashTable *fonts; /* "family#size#variations#file#index" -> PangoFont * */
  GHashTable *sets;  /* a set of BrvFontSet *, by what was asked for */
};

/* The fonts for a description, the best first, as far as they were asked for. */
typedef struct {
  PangoFontset parent;
  BrvFontMap *map; /* which owns it */
  PangoFontDescription *wish;
  PangoLanguage *language;
  bool alone;         /* there is none after the first */
  FcPattern *pattern; /* the wish, as fontconfig has it */
  FcFontSet *others;  /* in order, the first among them; or NULL: not asked for */
  int next;           /* of them */
  GPtrArray *fonts;   /* PangoFont *, the map's */
} BrvFontSet;

typedef struct {
  PangoFontsetClass parent;
} BrvFontSetClass;

G_DEFINE_TYPE(BrvFontMap, brv_font_map, PANGO_TYPE_FONT_MAP)
G_DEFINE_TYPE(BrvFontSet, brv_font_set, PANGO_TYPE_FONTSET)

/* --- what is asked of fontconfig --- */

static int slant_of(PangoStyle style)
{
  return style == PANGO_STYLE_ITALIC    ? FC_SLANT_ITALIC
         : style == PANGO_STYLE_OBLIQUE ? FC_SLANT_OBLIQUE
                                        : FC_SLANT_ROMAN;
}

static int width_of(PangoStretch stretch)
{
  static const int WIDTHS[] = {
      [PANGO_STRETCH_ULTRA_CONDENSED] = FC_WIDTH_ULTRACONDENSED,
      [PANGO_STRETCH_EXTRA_CONDENSED] = FC_WIDTH_EXTRACONDENSED,
      [PANGO_STRETCH_CONDENSED] = FC_WIDTH_CONDENSED,
      [PANGO_STRETCH_SEMI_CONDENSED] = FC_WIDTH_SEMICONDENSED,
      [PANGO_STRETCH_NORMAL] = FC_WIDTH_NORMAL,
      [PANGO_STRETCH_SEMI_EXPANDED] = FC_WIDTH_SEMIEXPANDED,
      [PANGO_STRETCH_EXPANDED] = FC_WIDTH_EXPANDED,
      [PANGO_STRETCH_EXTRA_EXPANDED] = FC_WIDTH_EXTRAEXPANDED,
      [PANGO_STRETCH_ULTRA_EXPANDED] = FC_WIDTH_ULTRAEXPANDED,
  };
  return (guint)stretch < G_N_ELEMENTS(WIDTHS) ? WIDTHS[stretch] : FC_WIDTH_NORMAL;
}

static void add_text(FcPattern *pattern, const char *object, const char *text)
{
  if (text && *text)
    FcPatternAddString(pattern, object, (const FcChar8 *)text);
}

static void add_families(FcPattern *pattern, const PangoFontDescription *wish)
{
  const char *written = pango_font_description_get_family(wish);
  g_auto(GStrv) families = g_strsplit(written ? written : "", ",", -1);
  for (guint i = 0; families[i]; i++)
    add_text(pattern, FC_FAMILY, families[i]);
}

static FcPattern *pattern_for(const BrvFontMap *map, const PangoFontDescription *wish,
                              PangoLanguage *language)
{
  FcPattern *pattern = FcPatternCreate();
  double size = pango_font_description_get_size(wish) / (double)PANGO_SCALE;
  FcPatternAddDouble(pattern, FC_WEIGHT,
                     FcWeightFromOpenTypeDouble(pango_font_description_get_weight(wish)));
  FcPatternAddInteger(pattern, FC_SLANT, slant_of(pango_font_description_get_style(wish)));
  FcPatternAddInteger(pattern, FC_WIDTH, width_of(pango_font_description_get_stretch(wish)));
  FcPatternAddBool(pattern, FC_VARIABLE, FcDontCare);
  FcPatternAddDouble(pattern, FC_DPI, 72);
  FcPatternAddDouble(pattern, FC_SIZE, size);
  FcPatternAddDouble(pattern, FC_PIXEL_SIZE, size);
  add_text(pattern, FC_FONT_VARIATIONS, pango_font_description_get_variations(wish));
  add_families(pattern, wish);
  add_text(pattern, FC_LANG, language ? pango_language_to_string(language) : NULL);
  FcConfigSubstitute(map->config, pattern, FcMatchPattern);
  cairo_ft_font_options_substitute(map->options, pattern);
  FcDefaultSubstitute(pattern);
  return pattern;
}

/* The faces of the first family that there is, if it is more than a guess of fontconfig's rules:
 * none of another can then be better. NULL: there is no such family. */
static FcFontSet *family_of(const BrvFontMap *map, const FcPattern *pattern)
{
  FcValue value;
  FcValueBinding binding;
  for (int i = 0; FcPatternGetWithBinding(pattern, FC_FAMILY, i, &value, &binding) == FcResultMatch;
       i++) {
    if (binding == FcValueBindingWeak || value.type != FcTypeString)
      return NULL;
    g_autofree char *name = g_utf8_strdown((const char *)value.u.s, -1);
    FcFontSet *faces = g_hash_table_lookup(map->families, name);
    if (faces)
      return faces;
  }
  return NULL;
}

/* The caller's; NULL: there are no fonts at all. */
static FcPattern *best_face(const BrvFontMap *map, FcPattern *pattern)
{
  FcFontSet *faces = family_of(map, pattern);
  if (!faces)
    faces = FcConfigGetFonts(map->config, FcSetSystem);
  FcResult result;
  return faces ? FcFontSetMatch(map->config, &faces, 1, pattern, &result) : NULL;
}

static FcFontSet *all_faces(const BrvFontMap *map, FcPattern *pattern)
{
  FcFontSet *all = FcConfigGetFonts(map->config, FcSetSystem);
  FcResult result;
  FcFontSet *sorted =
      all ? FcFontSetSort(map->config, &all, 1, pattern, FcTrue, NULL, &result) : NULL;
  return sorted ? sorted : FcFontSetCreate();
}

/* --- fonts --- */

static const char *text_of(const FcPattern *pattern, const char *object)
{
  FcChar8 *text = NULL;
  return FcPatternGetString(pattern, object, 0, &text) == FcResultMatch ? (const char *)text : "";
}

static brv_font_face *find_face(BrvFontMap *map, const char *file, int index)
{
  g_autofree char *key = g_strdup_printf("%s#%d", file, index);
  brv_font_face *face = g_hash_table_lookup(map->faces, key);
  if (face)
    return face;
  face = brv_font_face_open(file, index);
  g_hash_table_insert(map->faces, g_steal_pointer(&key), face);
  return face;
}

/* Families and not files alone: a file may answer to several, and is known by the one that was
 * asked for. Takes the pattern. */
static PangoFont *find_font(BrvFontMap *map, FcPattern *pattern)
{
  int index = 0;
  double size = 0;
  const char *file = text_of(pattern, FC_FILE);
  FcPatternGetInteger(pattern, FC_INDEX, 0, &index);
  FcPatternGetDouble(pattern, FC_PIXEL_SIZE, 0, &size);
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  g_ascii_dtostr(number, sizeof number, size);
  g_autofree char *key = g_strdup_printf("%s#%s#%s#%s#%d", text_of(pattern, FC_FAMILY), number,
                                         text_of(pattern, FC_FONT_VARIATIONS), file, index);
  PangoFont *font = g_hash_table_lookup(map->fonts, key);
  if (!font) {
    font = brv_font_new(PANGO_FONT_MAP(map), pattern, find_face(map, file, index));
    g_hash_table_insert(map->fonts, g_steal_pointer(&key), font);
  }
  FcPatternDestroy(pattern);
  return font;
}

/* --- a set --- */

/* One more of the others; false: there is none. */
static bool find_next(BrvFontSet *set)
{
  if (!set->others)
    set->others = all_faces(set->map, set->pattern);
  while (set->next < set->others->nfont) {
    FcPattern *prepared =
        FcFontRenderPrepare(set->map->config, set->pattern, set->others->fonts[set->next++]);
    PangoFont *font = prepared ? find_font(set->map, prepared) : NULL;
    if (font && !g_ptr_array_find(set->fonts, font, NULL)) {
      g_ptr_array_add(set->fonts, font);
      return true;
    }
  }
  return false;
}

static void find_first(BrvFontSet *set)
{
  FcPattern *best = best_face(set->map, set->pattern);
  if (best)
    g_ptr_array_add(set->fonts, find_font(set->map, best));
}

/* NULL: there are no more. */
static PangoFont *nth_font(BrvFontSet *set, guint n)
{
  while (set->fonts->len <= n && !set->alone && find_next(set))
    ;
  return n < set->fonts->len ? set->fonts->pdata[n] : NULL;
}

static void foreach_font(PangoFontset *fontset, PangoFontsetForeachFunc look, void *data)
{
  PangoFont *font;
  for (guint i = 0; (font = nth_font(BRV_FONT_SET(fontset), i)); i++)
    if (look(fontset, font, data))
      return;
}

static PangoFont *get_font(PangoFontset *fontset, guint c)
{
  BrvFontSet *set = BRV_FONT_SET(fontset);
  PangoFont *font;
  for (guint i = 0; (font = nth_font(set, i)); i++)
    if (pango_font_has_char(font, c))
      return g_object_ref(font);
  font = nth_font(set, 0);
  return font ? g_object_ref(font) : NULL;
}

static PangoLanguage *get_language(PangoFontset *fontset)
{
  return BRV_FONT_SET(fontset)->language;
}

static void finalize_set(GObject *object)
{
  BrvFontSet *set = BRV_FONT_SET(object);
  pango_font_description_free(set->wish);
  FcPatternDestroy(set->pattern);
  g_clear_pointer(&set->others, FcFontSetDestroy);
  g_ptr_array_unref(set->fonts);
  G_OBJECT_CLASS(brv_font_set_parent_class)->finalize(object);
}

static void brv_font_set_class_init(BrvFontSetClass *class)
{
  PangoFontsetClass *set = PANGO_FONTSET_CLASS(class);
  G_OBJECT_CLASS(class)->finalize = finalize_set;
  set->get_font = get_font;
  set->get_language = get_language;
  set->foreach = foreach_font;
}

static void brv_font_set_init(BrvFontSet *set)
{
  set->fonts = g_ptr_array_new();
}

static guint hash_of_set(gconstpointer key)
{
  const BrvFontSet *set = key;
  return pango_font_description_hash(set->wish) ^ g_direct_hash(set->language) * 31 ^
         (guint)set->alone;
}

static gboolean same_set(gconstpointer a, gconstpointer b)
{
  const BrvFontSet *one = a, *other = b;
  return one->language == other->language && one->alone == other->alone &&
         pango_font_description_equal(one->wish, other->wish);
}

/* --- the map --- */

static GQuark family_alone(void)
{
  return g_quark_from_static_string("brv-family-alone");
}

void brv_font_map_keep_to_family(PangoContext *context)
{
  g_object_set_qdata(G_OBJECT(context), family_alone(), context);
}

static BrvFontSet *new_set(BrvFontMap *map, const BrvFontSet *asked)
{
  BrvFontSet *set = g_object_new(TYPE_SET, NULL);
  set->map = map;
  set->wish = pango_font_description_copy(asked->wish);
  set->language = asked->language;
  set->alone = asked->alone;
  set->pattern = pattern_for(map, asked->wish, asked->language);
  find_first(set);
  return set;
}

static BrvFontSet *find_set(BrvFontMap *map, PangoContext *context,
                            const PangoFontDescription *wish, PangoLanguage *language)
{
  bool alone = context && g_object_get_qdata(G_OBJECT(context), family_alone());
  const BrvFontSet asked = {
      .wish = (PangoFontDescription *)wish, .language = language, .alone = alone};
  BrvFontSet *set = g_hash_table_lookup(map->sets, &asked);
  if (set)
    return set;
  if (g_hash_table_size(map->sets) >= MOST_SETS)
    g_hash_table_remove_all(map->sets);
  set = new_set(map, &asked);
  g_hash_table_add(map->sets, set);
  return set;
}

static PangoFontset *load_fontset(PangoFontMap *map, PangoContext *context,
                                  const PangoFontDescription *wish, PangoLanguage *language)
{
  return g_object_ref(PANGO_FONTSET(find_set(BRV_FONT_MAP(map), context, wish, language)));
}

static PangoFont *load_font(PangoFontMap *map, PangoContext *context,
                            const PangoFontDescription *wish)
{
  PangoLanguage *language = context ? pango_context_get_language(context) : NULL;
  PangoFont *font = nth_font(find_set(BRV_FONT_MAP(map), context, wish, language), 0);
  return font ? g_object_ref(font) : NULL;
}

/* Nobody chooses from a list here. */
static void list_families(PangoFontMap *map, PangoFontFamily ***families, int *count)
{
  (void)map;
  if (families)
    *families = NULL;
  *count = 0;
}

static void finalize_map(GObject *object)
{
  BrvFontMap *map = BRV_FONT_MAP(object);
  g_hash_table_unref(map->sets);
  g_hash_table_unref(map->fonts);
  g_hash_table_unref(map->faces);
  g_hash_table_unref(map->families);
  cairo_font_options_destroy(map->options);
  FcConfigDestroy(map->config);
  G_OBJECT_CLASS(brv_font_map_parent_class)->finalize(object);
}

static void brv_font_map_class_init(BrvFontMapClass *class)
{
  PangoFontMapClass *map = PANGO_FONT_MAP_CLASS(class);
  G_OBJECT_CLASS(class)->finalize = finalize_map;
  map->load_font = load_font;
  map->load_fontset = load_fontset;
  map->list_families = list_families;
}

static void brv_font_map_init(BrvFontMap *map)
{
  map->options = brv_font_options();
  map->faces =
      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)brv_font_face_free);
  map->fonts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_object_unref);
  map->sets = g_hash_table_new_full(hash_of_set, same_set, g_object_unref, NULL);
}

PangoFontMap *brv_font_map_new(const brv_font_files *files)
{
  BrvFontMap *map = g_object_new(TYPE_MAP, NULL);
  map->config = FcConfigReference(files->config);
  map->families = g_hash_table_ref(files->families);
  return PANGO_FONT_MAP(map);
}
