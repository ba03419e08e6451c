/* Plates: a PDF is the same with and without them; and codes, of which no two glyphs have the same.
 */
#include <hb-ot.h>
#include <string.h>

#include "pdf/codes.h"
#include "pdf/pdf.h"
#include "pdf/plates.h"
#include "typeset-kit.h"

typedef struct {
  brv_plate_maker *maker;
  GHashTable *plates;
} maker;

static void make_plates(void *data, const brv_node *part, const GPtrArray *pages)
{
  const maker *m = data;
  g_hash_table_insert(m->plates, (void *)part, brv_plates_make(m->maker, part, pages));
}

static void unref_bytes(void *bytes)
{
  g_bytes_unref(bytes);
}

/* The pages, and the plates that were made as they were set. */
static brv_pages *set_with_plates(set_kit *k, GHashTable *plates)
{
  g_autoptr(brv_plate_maker) plate_maker = brv_plate_maker_new(k->layout, k->fonts);
  maker m = {plate_maker, plates};
  brv_typesetting job = set_job(k);
  job.seen = make_plates;
  job.data = &m;
  brv_pages *pages = brv_typeset(k->arena, &job, NULL, k->diags);
  g_assert_nonnull(pages);
  return pages;
}

static GHashTable *new_plates(void)
{
  return g_hash_table_new_full(NULL, NULL, NULL, unref_bytes);
}

static void add_briefing(set_kit *k, const char *words)
{
  brv_node *b = set_briefing(k, "An office of \342\200\234figures\342\200\235", words);
  set_heading(k, b, 2, "Heading 1234567890");
  for (int i = 0; i < 40; i++) {
    set_para(k, b, NULL,
             "Affluent offices find *flags of 1990*, `code` and **strong** effects, "
             "{a note that says something, 2 or 3 of them} on every line.");
    set_para(k, b, NULL, words);
  }
  set_table(k, b, "A table", true, "Year|Share\n2024|12\302\240%\n2025|7\302\240%");
  set_list(k, b, NULL, "First\nSecond\nThird");
}

static const char *const TEXTS[] = {
    "Plain words of no interest.",
    "\320\241\320\273\320\276\320\262\320\260 \316\273\317\214\316\263\316\277\317\202 "
    "na\303\257ve \305\201\303\263d\305\272",
    "\330\247\331\204\330\271\330\261\330\250\331\212\330\251 \327\251\327\234\327\225\327\235 "
    "\340\244\250\340\244\256\340\244\270\340\245\215\340\244\244\340\245\207",
    "\346\274\242\345\255\227\343\201\213\343\201\252 \355\225\234\352\265\255\354\226\264 "
    "\341\270\215\314\207 \342\211\244 \360\235\224\270",
};

/* Whether no page of a part is to be drawn again. */
static bool has_all(set_kit *k, const brv_pages *pages, GHashTable *plates)
{
  g_autoptr(brv_faces) faces = brv_faces_new();
  const brv_plates *of_part = NULL;
  const brv_node *part = NULL;
  bool all = true;
  for (guint i = 0, sheet = 0; i < pages->pages->len; i++) {
    const brv_page *page = pages->pages->pdata[i];
    sheet = page->part == part ? sheet + 1 : 0;
    if (page->part && page->part != part)
      of_part = brv_plates_open(k->arena, page->part, faces, k->fonts,
                                g_hash_table_lookup(plates, page->part));
    part = page->part;
    all &= !part || (of_part && brv_plates_at(of_part, sheet));
  }
  return all;
}

static void test_same(void)
{
  for (gsize i = 0; i < G_N_ELEMENTS(TEXTS); i++) {
    g_autoptr(set_kit) k = set_kit_new(NULL);
    g_autoptr(GHashTable) plates = new_plates();
    add_briefing(k, TEXTS[i]);
    add_briefing(k, TEXTS[(i + 1) % G_N_ELEMENTS(TEXTS)]);
    brv_pages *pages = set_with_plates(k, plates);
    g_assert_cmpuint(g_hash_table_size(plates), ==, 2);
    g_autoptr(GBytes) with = brv_pdf_write(pages, plates, k->fonts, NULL, k->diags);
    g_autoptr(GBytes) without = brv_pdf_write(pages, NULL, k->fonts, NULL, k->diags);
    g_assert_nonnull(with);
    g_assert_true(g_bytes_equal(with, without));
    g_assert_cmpint(has_all(k, pages, plates), ==,
                    i == 0); /* Arabic and Devanagari are drawn again */
  }
}

/* Other parts that were made before leave nothing behind. */
static void test_alone(void)
{
  g_autoptr(set_kit) k = set_kit_new(NULL);
  g_autoptr(GHashTable) plates = new_plates(), again = new_plates();
  add_briefing(k, TEXTS[1]);
  add_briefing(k, TEXTS[2]);
  brv_typesetting job = set_job(k);
  const GPtrArray *parts = brv_typeset_parts(k->arena, k->document);
  g_autoptr(brv_plate_maker) used = brv_plate_maker_new(k->layout, k->fonts);
  maker all = {used, plates};
  job.seen = make_plates;
  job.data = &all;
  for (guint i = 0; i < parts->len; i++)
    g_bytes_unref(brv_typeset_part(&job, parts->pdata[i]));
  g_autoptr(brv_plate_maker) fresh = brv_plate_maker_new(k->layout, k->fonts);
  maker one = {fresh, again};
  job.data = &one;
  g_bytes_unref(brv_typeset_part(&job, parts->pdata[1]));
  g_assert_true(g_bytes_equal(g_hash_table_lookup(plates, parts->pdata[1]),
                              g_hash_table_lookup(again, parts->pdata[1])));
}

/* Whatever the bytes are, they are plates that can be used, or none. */
static void test_damaged(void)
{
  enum { TIMES = 400 };
  g_autoptr(set_kit) k = set_kit_new(NULL);
  g_autoptr(GHashTable) plates = new_plates();
  add_briefing(k, TEXTS[0]);
  brv_pages *pages = set_with_plates(k, plates);
  const brv_node *part = brv_typeset_parts(k->arena, k->document)->pdata[0];
  gsize length;
  const guint8 *bytes = g_bytes_get_data(g_hash_table_lookup(plates, part), &length);
  g_autoptr(GRand) rand = g_rand_new_with_seed(7);
  g_autofree guint8 *bad = g_memdup2(bytes, length);
  for (int i = 0; i < TIMES; i++) {
    guint at = (guint)g_rand_int_range(rand, 0, (gint32)length);
    g_autoptr(GHashTable) worse = new_plates();
    bad[at] = (guint8)g_rand_int(rand);
    g_hash_table_insert(worse, (void *)part, g_bytes_new(bad, i % 4 == 0 ? at : length));
    g_autoptr(GBytes) pdf = brv_pdf_write(pages, worse, k->fonts, NULL, k->diags);
    g_assert_nonnull(pdf);
    bad[at] = bytes[at];
  }
}

/* --- codes --- */

static void check_code(brv_codes *codes, GHashTable *taken, guint glyph, const char *text)
{
  guint code = brv_codes_find(codes, glyph, text, strlen(text));
  g_autofree char *what = g_strdup_printf("%u %s", glyph, text);
  if (code == 0)
    return;
  g_assert_false(code >= brv_codes_first_free(codes) && code <= brv_codes_last_free(codes));
  g_assert_cmpuint(code, <=, G_MAXUINT16);
  g_assert_cmpint(brv_codes_is_long(codes, code), ==, code > 0xcf);
  const char *known = g_hash_table_lookup(taken, GUINT_TO_POINTER(code));
  g_assert_cmpstr(known ? known : what, ==, what);
  g_hash_table_insert(taken, GUINT_TO_POINTER(code), g_steal_pointer(&what));
}

/* What the glyphs of a font may say: each of its characters, in small letters and capitals, pairs
 * and threes of what makes ligatures, and nothing. */
static void check_face(const char *path)
{
  static const char *const SOME[] = {"",   "ff", "fi", "fl", "ffi", "ffl",
                                     "ft", "fj", "Th", "tt", "-",   " "};
  hb_blob_t *blob = hb_blob_create_from_file(path);
  hb_face_t *face = hb_face_create(blob, 0);
  hb_font_t *font = hb_font_create(face);
  hb_set_t *all = hb_set_create();
  brv_codes *codes = brv_codes_new(font, false);
  g_autoptr(GHashTable) taken = g_hash_table_new_full(NULL, NULL, NULL, g_free);
  guint count = hb_face_get_glyph_count(face);
  hb_face_collect_unicodes(face, all);
  for (guint glyph = 1; glyph < count; glyph++)
    for (gsize i = 0; i < G_N_ELEMENTS(SOME); i++)
      check_code(codes, taken, glyph, SOME[i]);
  for (hb_codepoint_t c = HB_SET_VALUE_INVALID; hb_set_next(all, &c);) {
    char text[8] = {0};
    g_unichar_to_utf8(c, text);
    for (guint glyph = 1; c < 0x250 && glyph < count; glyph++)
      check_code(codes, taken, glyph, text);
    hb_codepoint_t own = 0;
    hb_font_get_nominal_glyph(font, c, &own);
    check_code(codes, taken, own, text);
  }
  g_assert_cmpuint(g_hash_table_size(taken), >, 500);
  brv_codes_free(codes);
  hb_set_destroy(all);
  hb_font_destroy(font);
  hb_face_destroy(face);
  hb_blob_destroy(blob);
}

static void test_codes(void)
{
  static const char *const FILES[] = {"SourceSerif4-Regular.otf", "SourceSans3-Semibold.otf",
                                      "SourceCodePro-Regular.otf"};
  for (gsize i = 0; i < G_N_ELEMENTS(FILES); i++) {
    g_autofree char *path = g_build_filename(g_getenv("BRV_TEST_TOP"), "fonts", FILES[i], NULL);
    check_face(path);
  }
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/plates/same", test_same);
  g_test_add_func("/plates/alone", test_alone);
  g_test_add_func("/plates/damaged", test_damaged);
  g_test_add_func("/codes/own", test_codes);
  return g_test_run();
}
