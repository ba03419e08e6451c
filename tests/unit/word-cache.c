/* Words that are kept have the glyphs that Pango gives them where they stand: random texts of many
 * scripts, fonts, sizes and features, and random parts of them. */
#include "typeset/word-cache.h"

#include <string.h>

#include "typeset/fonts.h"
#include "typeset/word-space.h"

/* Stocks of letters that words are made of; the mark at the end of each often ends a word. */
static const struct {
  const char *language, *letters, *marks;
} TONGUES[] = {
    {"en", "aeiounrstlhdTVWYAfijPkq0179-’\302\255é", ",.;:!?)”%"},
    {"fr", "aeéèçoœuÀÉLTVYdlq’nrst\302\240\342\200\257«»", ",.;:!?"},
    {"vi", "ạấăâơưđêễnghtTV\314\201\314\243", ",."},
    {"el", "αβγδεζηθάέΤΥΓΏΈοπρσς", ",.·"},
    {"ru", "абвгдеёжТУГЪЫшщюйк", ",.—«»"},
    {"he", "אבגדהוזחטיִשׁל2026(“", ",.־)"},
    {"ar", "ابتثجحخدذرزسشصنهويلا2026", "،.؟"},
    {"hi", "कखगत्रसिीाेंहमन्", "।,"},
    {"th", "กขคงจาิีุูเแโ่้น", "ฯ "},
    {"zh-Hans", "订单先于评测家公司独立V4", "，。“”"},
    {"en", "1234567890⁄½²†§@#&*/_+=<>|~", "%$€"},
};

static const char *const FAMILIES[] = {"Source Serif 4", "Source Sans 3",    "Source Code Pro",
                                       "Noto Serif",     "TeX Gyre Pagella", "DejaVu Serif"};
static const char *const FEATURES[] = {NULL,     "smcp=1", "onum=1", "tnum=1, lnum=1",
                                       "sups=1", "frac=1", "kern=0", "liga=0, smcp=1"};

/* Families beyond the bundled ones are tried where the machine has them. */
static const char *const FOLDERS[] = {"/usr/share/texmf/fonts/opentype/public/tex-gyre",
                                      "/usr/share/fonts/truetype/dejavu"};

typedef struct {
  brv_diags *diags;
  brv_fonts *fonts;
  brv_word_cache *cache;
  GRand *rand;
} kit;

static kit open_kit(guint32 seed)
{
  kit k = {.rand = g_rand_new_with_seed(seed)};
  k.diags = brv_diags_new();
  g_autofree char *bundled = g_build_filename(g_getenv("BRV_TEST_TOP"), "fonts", NULL);
  const char *folders[] = {bundled, FOLDERS[0], FOLDERS[1], NULL};
  g_autoptr(brv_font_files) files = brv_font_files_new(folders, k.diags);
  g_assert_nonnull(files);
  k.fonts = brv_fonts_new(files);
  k.cache = brv_word_cache_new();
  return k;
}

static void close_kit(kit *k)
{
  brv_word_cache_free(k->cache);
  brv_fonts_free(k->fonts);
  g_rand_free(k->rand);
  brv_diags_free(k->diags);
}

static void add_one_of(kit *k, GString *text, const char *stock)
{
  glong length = g_utf8_strlen(stock, -1);
  const char *at = g_utf8_offset_to_pointer(stock, g_rand_int_range(k->rand, 0, (gint32)length));
  g_string_append_unichar(text, g_utf8_get_char(at));
}

/* Short words, so that they come again; some with two spaces between, or none at the ends. */
static GString *random_text(kit *k, gsize tongue)
{
  GString *text = g_string_new(NULL);
  for (int words = g_rand_int_range(k->rand, 1, 40); words > 0; words--) {
    for (int letters = g_rand_int_range(k->rand, 1, 5); letters > 0; letters--)
      add_one_of(k, text, TONGUES[tongue].letters);
    if (g_rand_int_range(k->rand, 0, 4) == 0)
      add_one_of(k, text, TONGUES[tongue].marks);
    if (g_rand_int_range(k->rand, 0, 20) == 0)
      g_string_append(text, " ");
    if (words > 1 || g_rand_boolean(k->rand))
      g_string_append(text, " ");
  }
  return text;
}

static GList *itemize(kit *k, const GString *text, const char *family, gsize tongue)
{
  static const double SIZES[] = {7, 9.25, 10.5, 24};
  const char *features = FEATURES[g_rand_int_range(k->rand, 0, G_N_ELEMENTS(FEATURES))];
  g_autoptr(PangoFontDescription) font = pango_font_description_new();
  PangoAttrList *list = pango_attr_list_new();
  const char *language = TONGUES[tongue].language;
  pango_font_description_set_family(font, brv_fonts_families(k->fonts, family, language));
  pango_font_description_set_absolute_size(
      font, SIZES[g_rand_int_range(k->rand, 0, G_N_ELEMENTS(SIZES))] * PANGO_SCALE);
  pango_font_description_set_weight(font, g_rand_boolean(k->rand) ? PANGO_WEIGHT_BOLD
                                                                  : PANGO_WEIGHT_NORMAL);
  pango_font_description_set_style(font, g_rand_boolean(k->rand) ? PANGO_STYLE_ITALIC
                                                                 : PANGO_STYLE_NORMAL);
  pango_attr_list_insert(list, pango_attr_font_desc_new(font));
  pango_attr_list_insert(list, pango_attr_language_new(pango_language_from_string(language)));
  if (features)
    pango_attr_list_insert(list, pango_attr_font_features_new(features));
  GList *items = pango_itemize_with_base_dir(brv_fonts_context(k->fonts), PANGO_DIRECTION_LTR,
                                             text->str, 0, (int)text->len, list, NULL);
  pango_attr_list_unref(list);
  return items;
}

static void assert_same(const PangoGlyphString *a, const PangoGlyphString *b, const GString *text,
                        guint start, guint length)
{
  bool same = a->num_glyphs == b->num_glyphs;
  for (int i = 0; same && i < a->num_glyphs; i++) {
    const PangoGlyphInfo *one = &a->glyphs[i], *other = &b->glyphs[i];
    same = one->glyph == other->glyph && a->log_clusters[i] == b->log_clusters[i] &&
           memcmp(&one->geometry, &other->geometry, sizeof one->geometry) == 0 &&
           one->attr.is_cluster_start == other->attr.is_cluster_start &&
           one->attr.is_color == other->attr.is_color;
  }
  if (!same)
    g_error("otherwise than by itself: \"%.*s\" in \"%s\"", (int)length, text->str + start,
            text->str);
}

static void check_part(kit *k, const GString *text, guint start, guint length,
                       const PangoAnalysis *analysis)
{
  PangoGlyphString *wanted = pango_glyph_string_new();
  pango_shape_full(text->str + start, (int)length, text->str, (int)text->len, analysis, wanted);
  PangoGlyphString *found = brv_word_cache_shape(k->cache, text, start, length, analysis);
  assert_same(wanted, found, text, start, length);
  pango_glyph_string_free(wanted);
  pango_glyph_string_free(found);
}

/* The byte at which a random character of an item begins; its end, too. */
static guint random_byte(kit *k, const GString *text, const PangoItem *item)
{
  const char *start = text->str + item->offset;
  return (
      guint)(g_utf8_offset_to_pointer(start, g_rand_int_range(k->rand, 0, item->num_chars + 1)) -
             text->str);
}

static void check_item(kit *k, const GString *text, const PangoItem *item)
{
  check_part(k, text, (guint)item->offset, (guint)item->length, &item->analysis);
  for (int parts = 0; parts < 4; parts++) {
    guint a = random_byte(k, text, item), b = random_byte(k, text, item);
    if (a != b)
      check_part(k, text, MIN(a, b), MAX(a, b) - MIN(a, b), &item->analysis);
  }
}

static void free_item(void *item)
{
  pango_item_free(item);
}

static void check_text(kit *k, const char *family, gsize tongue)
{
  GString *text = random_text(k, tongue);
  GList *items = itemize(k, text, family, tongue);
  for (GList *l = items; l; l = l->next)
    check_item(k, text, l->data);
  g_list_free_full(items, free_item);
  g_string_free(text, TRUE);
}

static void test_same(void)
{
  enum { ROUNDS = 40 };
  kit k = open_kit(6);
  for (gsize f = 0; f < G_N_ELEMENTS(FAMILIES); f++)
    for (gsize t = 0; brv_fonts_has(k.fonts, FAMILIES[f]) && t < G_N_ELEMENTS(TONGUES); t++)
      for (int round = 0; round < ROUNDS; round++)
        check_text(&k, FAMILIES[f], t);
  close_kit(&k);
}

/* A text that is asked for again is not shaped again. */
static void test_kept(void)
{
  kit k = open_kit(7);
  guint asked = 0, shaped = 0, again = 0;
  g_autoptr(GString) text = g_string_new(NULL);
  for (int i = 0; i < 100; i++)
    g_string_append(text, "The words come Today and the words come again ");
  GList *items = itemize(&k, text, "Source Serif 4", 0);
  const PangoItem *item = items->data;
  for (int i = 0; i < 2; i++)
    check_part(&k, text, 0, (guint)item->length, &item->analysis);
  brv_word_cache_count(k.cache, &asked, &shaped);
  g_assert_cmpuint(shaped, >, 5);
  g_assert_cmpuint(shaped, <, 15);
  check_part(&k, text, 0, (guint)item->length, &item->analysis);
  brv_word_cache_count(k.cache, &asked, &again);
  g_assert_cmpuint(again, ==, shaped);
  g_assert_cmpuint(asked, >, 1000);
  g_list_free_full(items, free_item);
  close_kit(&k);
}

/* More words than are kept: what was forgotten is shaped anew. */
static void test_forgets(void)
{
  enum { WORDS = 40000 };
  kit k = open_kit(8);
  g_autoptr(GString) text = g_string_new(NULL);
  for (int i = 0; i < WORDS; i++)
    g_string_append_printf(text, "w%d ", i);
  GList *items = itemize(&k, text, "Source Sans 3", 0);
  const PangoItem *item = items->data;
  for (guint at = 0; at + 1000 < (guint)item->length; at += 1000)
    check_part(&k, text, at, 1000, &item->analysis);
  check_part(&k, text, 0, 1000, &item->analysis);
  g_list_free_full(items, free_item);
  close_kit(&k);
}

static brv_space space_of(kit *k, const char *family, bool italic, const char *feature)
{
  g_autoptr(PangoFontDescription) desc = pango_font_description_new();
  pango_font_description_set_family(desc, family);
  pango_font_description_set_style(desc, italic ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL);
  g_autoptr(PangoFont) font = pango_context_load_font(brv_fonts_context(k->fonts), desc);
  brv_voice voice = {.font = pango_font_get_hb_font(font)};
  voice.props.direction = HB_DIRECTION_LTR;
  voice.props.script = HB_SCRIPT_LATIN;
  voice.props.language = hb_language_from_string("en", -1);
  voice.count = feature && hb_feature_from_string(feature, -1, &voice.features[0]);
  brv_face_notes *notes = brv_face_notes_new();
  brv_space space = brv_space_of(&voice, notes);
  g_assert_cmpint(brv_space_of(&voice, notes), ==, space); /* as noted */
  brv_face_notes_free(notes);
  return space;
}

/* Source Serif kerns "T" with the space, but not in italics; its fractions look beyond spaces, and
 * so do alternates of Noto's Chinese face. */
static void test_space(void)
{
  kit k = open_kit(9);
  g_assert_cmpint(space_of(&k, "Source Serif 4", false, NULL), ==, BRV_SPACE_PAIRS);
  g_assert_cmpint(space_of(&k, "Source Serif 4", false, "kern=0"), ==, BRV_SPACE_APART);
  g_assert_cmpint(space_of(&k, "Source Serif 4", true, NULL), ==, BRV_SPACE_APART);
  g_assert_cmpint(space_of(&k, "Source Serif 4", true, "frac=1"), ==, BRV_SPACE_MIXED);
  g_assert_cmpint(space_of(&k, "Noto Sans CJK SC", false, NULL), ==, BRV_SPACE_MIXED);
  close_kit(&k);
}

static void read_book(kit *k)
{
  g_autoptr(GBytes) book = brv_word_cache_put(k->cache);
  brv_word_cache_free(k->cache);
  k->cache = brv_word_cache_new();
  brv_word_cache_take(k->cache, book);
}

/* Words of a book are those that were shaped, in another cache of the same fonts. */
static void test_book(void)
{
  enum { ROUNDS = 60 };
  kit k = open_kit(9);
  for (int pass = 0; pass < 2; pass++) {
    g_rand_set_seed(k.rand, 9);
    for (gsize t = 0; t < G_N_ELEMENTS(TONGUES); t++)
      for (int round = 0; round < ROUNDS; round++)
        check_text(&k, FAMILIES[t % 2], t);
    if (pass == 0)
      read_book(&k);
  }
  close_kit(&k);
}

/* What a book has is not shaped again, nor is its font asked. */
static void test_book_is_read(void)
{
  kit k = open_kit(8);
  guint asked, shaped;
  g_autoptr(GString) text = g_string_new(NULL);
  for (int i = 0; i < 20; i++)
    g_string_append(text, "The words come Today and the words come again ");
  GList *items = itemize(&k, text, "Source Serif 4", 0);
  const PangoItem *item = items->data;
  for (int i = 0; i < 2; i++)
    check_part(&k, text, 0, (guint)item->length, &item->analysis);
  read_book(&k);
  check_part(&k, text, 0, (guint)item->length, &item->analysis);
  brv_word_cache_count(k.cache, &asked, &shaped);
  g_assert_cmpuint(asked, >, 100);
  g_assert_cmpuint(shaped, ==, 0);
  g_list_free_full(items, free_item);
  close_kit(&k);
}

/* Whatever the bytes are, glyphs come of it. */
static void test_bad_book(void)
{
  enum { TIMES = 300 };
  kit k = open_kit(10);
  for (int round = 0; round < 20; round++)
    check_text(&k, FAMILIES[0], 0);
  g_autoptr(GBytes) book = brv_word_cache_put(k.cache);
  gsize length;
  const guint8 *bytes = g_bytes_get_data(book, &length);
  g_autoptr(GString) text = random_text(&k, 0);
  GList *items = itemize(&k, text, FAMILIES[0], 0);
  for (int i = 0; i < TIMES; i++) {
    g_autofree guint8 *bad = g_memdup2(bytes, length);
    for (int n = 0; n < 20; n++)
      bad[g_rand_int_range(k.rand, 0, (gint32)length)] = (guint8)g_rand_int(k.rand);
    g_autoptr(GBytes) worse =
        g_bytes_new(bad, i % 3 ? length : (gsize)g_rand_int_range(k.rand, 0, (gint32)length));
    g_autoptr(brv_word_cache) cache = brv_word_cache_new();
    brv_word_cache_take(cache, worse);
    for (GList *l = items; l; l = l->next) {
      const PangoItem *item = l->data;
      PangoGlyphString *glyphs = brv_word_cache_shape(
          cache, text, (guint)item->offset, (guint)item->length, &item->analysis);
      g_assert_cmpint(glyphs->num_glyphs, >, 0);
      for (int n = 0; n < glyphs->num_glyphs; n++)
        g_assert_cmpint(glyphs->log_clusters[n], <, item->length);
      pango_glyph_string_free(glyphs);
    }
  }
  g_list_free_full(items, free_item);
  close_kit(&k);
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/words/same", test_same);
  g_test_add_func("/words/kept", test_kept);
  g_test_add_func("/words/forgets", test_forgets);
  g_test_add_func("/words/space", test_space);
  g_test_add_func("/words/book", test_book);
  g_test_add_func("/words/book-is-read", test_book_is_read);
  g_test_add_func("/words/bad-book", test_bad_book);
  return g_test_run();
}
