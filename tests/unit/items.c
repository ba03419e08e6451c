/* A plain text is parted as Pango parts it: random texts of Latin letters, figures, marks and, now
 * and then, a character of another script, in random runs. */
#include "typeset/items.h"

#include <string.h>

#include "typeset-kit.h"
#include "typeset/pages-private.h"

static const char *const STOCKS[] = {
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "éèàçüöäßñøåœÆŁžđİığ",
    "0123456789",
    "      .,;:!?'\"()[]{}/-+=%&#*@<>|~^_\\$`",
    "–—‘’“”…\302\240\302\255\342\200\257",
};
static const char BEYOND[] = "©×÷§†½≤αбשع中️⃣😀€™ﬁ\302\231\t";
static const char *const FAMILIES[] = {"Source Serif 4", "Source Sans 3", "Source Code Pro",
                                       "No Such Family"};
static const char *const LANGUAGES[] = {"en-GB", "de", "tr", "ru", "he", "zh-Hans", "und"};
static const char *const FEATURES[] = {NULL, "smcp=1", "tnum=1, lnum=1"};
static const double SIZES[] = {7, 9.25, 10.2, 24};

static guint any(GRand *rand, gsize count)
{
  return (guint)g_rand_int_range(rand, 0, (gint32)count);
}

static void add_one_of(GRand *rand, GString *text, const char *stock)
{
  const char *at = g_utf8_offset_to_pointer(stock, any(rand, (gsize)g_utf8_strlen(stock, -1)));
  g_string_append_unichar(text, g_utf8_get_char(at));
}

static void add_words(GRand *rand, GString *text)
{
  gsize stocks = any(rand, 4) ? G_N_ELEMENTS(STOCKS) : 1 + any(rand, G_N_ELEMENTS(STOCKS));
  for (guint i = 1 + any(rand, 12); i > 0; i--)
    add_one_of(rand, text, STOCKS[any(rand, stocks)]);
  if (any(rand, 40) == 0)
    add_one_of(rand, text, BEYOND);
}

static brv_text *random_text(GRand *rand, brv_setter *setter)
{
  brv_text *text =
      brv_text_new(setter, LANGUAGES[any(rand, 3) ? 0 : any(rand, G_N_ELEMENTS(LANGUAGES))]);
  for (guint runs = 1 + any(rand, 4); runs > 0; runs--) {
    brv_run run = {.start = (guint)text->bytes->len};
    run.style.family = FAMILIES[any(rand, 8) ? any(rand, 3) : 3];
    run.style.size = SIZES[any(rand, G_N_ELEMENTS(SIZES))];
    run.style.weight = any(rand, 2) ? 400 : 600;
    run.style.italic = any(rand, 3) == 0;
    run.features = FEATURES[any(rand, G_N_ELEMENTS(FEATURES))];
    run.language = any(rand, 3) ? text->language : LANGUAGES[any(rand, G_N_ELEMENTS(LANGUAGES))];
    add_words(rand, text->bytes);
    run.end = (guint)text->bytes->len;
    g_array_append_val(text->runs, run);
  }
  return text;
}

static const char *features_of(const PangoItem *item)
{
  for (const GSList *l = item->analysis.extra_attrs; l; l = l->next)
    if (((const PangoAttribute *)l->data)->klass->type == PANGO_ATTR_FONT_FEATURES)
      return ((const PangoAttrFontFeatures *)l->data)->features;
  return NULL;
}

static bool same_items(const PangoItem *a, const PangoItem *b)
{
  const PangoAnalysis *one = &a->analysis, *other = &b->analysis;
  return a->offset == b->offset && a->length == b->length && a->num_chars == b->num_chars &&
         brv_item_run(a) == brv_item_run(b) && g_strcmp0(features_of(a), features_of(b)) == 0 &&
         g_slist_length(one->extra_attrs) == g_slist_length(other->extra_attrs) &&
         one->font == other->font && one->language == other->language &&
         one->level == other->level && one->script == other->script &&
         one->gravity == other->gravity && one->flags == other->flags;
}

static void free_item(void *item)
{
  pango_item_free(item);
}

/* For a message that ends the test. */
static const char *told(const PangoItem *item)
{
  const PangoAnalysis *a = &item->analysis;
  return g_strdup_printf(
      "%d+%d (%d), %s, language %s, level %d, script %d, gravity %d, flags %d, %s", item->offset,
      item->length, item->num_chars, pango_font_description_to_string(pango_font_describe(a->font)),
      pango_language_to_string(a->language), a->level, a->script, a->gravity, a->flags,
      features_of(item));
}

static void check(brv_setter *setter, const brv_text *text)
{
  GList *found = brv_items_find(setter, text), *wanted = brv_items_of_pango(setter, text);
  g_assert_cmpuint(g_list_length(found), ==, g_list_length(wanted));
  for (GList *l = found, *w = wanted; l; l = l->next, w = w->next)
    if (!same_items(l->data, w->data))
      g_error("otherwise than by Pango: \"%s\", in %s, run %u: %s, not %s", text->bytes->str,
              text->language, brv_item_run(l->data), told(l->data), told(w->data));
  g_list_free_full(found, free_item);
  g_list_free_full(wanted, free_item);
}

static void test_random(void)
{
  g_autoptr(set_kit) k = set_kit_new(NULL);
  GRand *rand = g_rand_new_with_seed(20261128);
  for (int i = 0; i < 4000; i++) {
    const brv_typesetting job = set_job(k);
    g_autoptr(brv_arena) arena = brv_arena_new();
    brv_setter setter = brv_setter_new(arena, &job, k->diags);
    check(&setter, random_text(rand, &setter));
  }
  g_rand_free(rand);
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/items/random", test_random);
  return g_test_run();
}
