/* A text that was set before gets the lines that it would get if nobody knew it: random texts of
 * some scripts, in styles that differ in one field at a time, in other measures and languages. */
#include "typeset/known.h"

#include <string.h>

#include "typeset-kit.h"
#include "typeset/pages-private.h"

static const char *const WORDS[] = {
    "Prices of *the new service* are “lower” than 12–18 others [1,2], said its makers{Not to us.}.",
    "Internationalisation of **characteristically unbelievable** documentation | and of its parts",
    "See https://example.org/a/long/path/to/some/document.html or write to office@example.org",
    "“Wer *übernimmt* Verantwortung?“, fragte der Donaudampfschiffahrtskapitän [3].",
    "订单先于评测，“家公司”独立V4发布。*订单*先于评测家公司独立。",
    "שלום עולם 2026 *hello* שלום, (עולם) שלום.",
    "서울의 인공지능 *기업들은* 올해 매출이 늘었다고 밝혔다.",
    "𒀀 is a sign that no font has, and so is *𒀁*.",
};
static const char *const LANGUAGES[] = {"en-GB", "de", "he", "zh-Hans", "ko"};
static const double MEASURES[] = {92.5, 171, 328.8};

typedef struct {
  set_kit *set;
  brv_font_files *files;
  GRand *rand;
} kit;

static kit open_kit(guint32 seed)
{
  kit k = {.set = set_kit_new(NULL), .rand = g_rand_new_with_seed(seed)};
  g_autofree char *folder = g_build_filename(g_getenv("BRV_TEST_TOP"), "fonts", NULL);
  k.files = brv_font_files_new((const char *const[]){folder, NULL}, k.set->diags);
  set_briefing(k.set, "One", NULL);
  return k;
}

static void close_kit(kit *k)
{
  g_rand_free(k->rand);
  set_kit_free(k->set);
  brv_font_files_free(k->files);
}

static brv_setter setter_with(const kit *k, brv_fonts *fonts)
{
  const brv_typesetting job = {k->set->document, k->set->layout, fonts};
  brv_setter setter = brv_setter_new(k->set->arena, &job, k->set->diags);
  setter.missing = brv_missing_new();
  return setter;
}

/* --- styles with one field changed --- */

static const char *other_text(const char *key)
{
  return strcmp(key, "family") == 0 ? "Source Sans 3" : "x";
}

static double other_number(const char *key, double number)
{
  return strcmp(key, "weight") == 0 ? 700 : strcmp(key, "loosest") == 0 ? 1.05 : number + 0.15;
}

/* The style with its field of this number changed; beyond the last: as it is. */
static brv_style changed(const brv_style *style, guint field)
{
  brv_style s = *style;
  guint number = 0;
#define CHANGE_TEXT(member, key) s.member = other_text(key)
#define CHANGE_NUMBER(member, key) s.member = other_number(key, s.member)
#define CHANGE_LENGTH(member, key) s.member += strcmp(key, "size") == 0 ? 7 : 1.5
#define CHANGE_FLAG(member, key) s.member = !s.member
#define CHANGE_COLOUR(member, key) s.member.red ^= 0x40
#define CHANGE_SETTING(member, key) s.member = (s.member + 1 + field % 4) % 5
#define CHANGE_PLACE(member, key) s.member = (s.member + 1) % 3
#define CHANGE_CASE(member, key) s.member = (s.member + 1) % 3
#define CHANGE_FIGURES(member, key) s.member = (s.member + 1) % 4
#define FIELD(KIND, member, key)                                                                   \
  if (number++ == field)                                                                           \
    CHANGE_##KIND(member, key);
#include "typeset/style-fields.h"
#undef FIELD
  return s;
}

enum {
  FIELDS = 0
#define FIELD(KIND, member, key) +1
#include "typeset/style-fields.h"
#undef FIELD
};

/* --- comparing --- */

static void assert_same_item(const brv_page_item *a, const brv_page_item *b, brv_arena *arena)
{
  g_assert_true(a->kind == b->kind && a->node == b->node && a->label == b->label);
  g_assert_true(a->x == b->x && a->y == b->y && a->w == b->w && a->h == b->h);
  g_assert_true(memcmp(&a->colour, &b->colour, sizeof a->colour) == 0);
  if (a->kind != BRV_ITEM_TEXT)
    return;
  const PangoGlyphString *one = a->text.glyphs, *other = b->text.glyphs;
  brv_font_name font = brv_fonts_name(arena, a->text.font);
  brv_font_name wanted = brv_fonts_name(arena, b->text.font);
  g_assert_cmpstr(font.file, ==, wanted.file);
  g_assert_cmpint(font.size, ==, wanted.size);
  g_assert_cmpmem(a->text.text, a->text.length, b->text.text, b->text.length);
  g_assert_true(a->text.level == b->text.level && a->text.scale == b->text.scale);
  g_assert_cmpint(one->num_glyphs, ==, other->num_glyphs);
  for (int i = 0; i < one->num_glyphs; i++) {
    g_assert_cmpint(one->glyphs[i].glyph, ==, other->glyphs[i].glyph);
    g_assert_cmpint(one->log_clusters[i], ==, other->log_clusters[i]);
    g_assert_true(memcmp(&one->glyphs[i].geometry, &other->glyphs[i].geometry,
                         sizeof(PangoGlyphGeometry)) == 0);
  }
}

static void assert_same_line(const brv_line *a, const brv_line *b, brv_arena *arena)
{
  g_assert_true(a->width == b->width && a->hyphen == b->hyphen);
  g_assert_true(a->start == b->start && a->end == b->end);
  g_assert_true(!a->loose == !b->loose &&
                (!a->loose || memcmp(a->loose, b->loose, sizeof *a->loose) == 0));
  g_assert_cmpint(a->items->len, ==, b->items->len);
  for (guint i = 0; i < a->items->len; i++)
    assert_same_item(&g_array_index(a->items, brv_page_item, i),
                     &g_array_index(b->items, brv_page_item, i), arena);
  g_assert_cmpint(a->links->len, ==, b->links->len);
  for (guint i = 0; i < a->links->len; i++) {
    const brv_page_link *one = &g_array_index(a->links, brv_page_link, i);
    const brv_page_link *other = &g_array_index(b->links, brv_page_link, i);
    g_assert_true(one->x == other->x && one->y == other->y && one->w == other->w &&
                  one->h == other->h && one->node == other->node && one->target == other->target);
  }
}

/* --- random texts --- */

typedef struct {
  const brv_node *block;
  const char *language;
  brv_style style, para; /* of the text, and of the paragraph */
  double measure, indent;
} wish;

static guint any(kit *k, guint count)
{
  return (guint)g_rand_int_range(k->rand, 0, (gint32)count);
}

static brv_style style_with(kit *k, guint field)
{
  return changed(brv_layout_style(k->set->layout, "para", NULL), field);
}

static wish usual_wish(kit *k, guint words)
{
  k->set->last_note = 0; /* so that the same words have the same number */
  return (wish){.block = set_para(k->set, NULL, NULL, WORDS[words]),
                .language = LANGUAGES[0],
                .style = style_with(k, FIELDS),
                .para = style_with(k, FIELDS),
                .measure = MEASURES[1]};
}

/* Half of all styles are as usual, so that what is changed meets its like. */
static wish any_wish(kit *k)
{
  wish w = usual_wish(k, any(k, G_N_ELEMENTS(WORDS)));
  w.language = LANGUAGES[any(k, G_N_ELEMENTS(LANGUAGES))];
  w.style = style_with(k, any(k, 2 * FIELDS));
  w.para = any(k, 2) ? w.style : style_with(k, any(k, 2 * FIELDS));
  w.measure = MEASURES[any(k, G_N_ELEMENTS(MEASURES))];
  w.indent = any(k, 2) ? 0 : 12;
  return w;
}

static brv_text *text_of(brv_setter *setter, const wish *w)
{
  brv_text *text = brv_text_new(setter, w->language);
  brv_text_add_inlines(setter, text, w->block, &w->style);
  return text;
}

static void add_character(gunichar c, const brv_node *leaf, guint offset, void *data)
{
  g_string_append_printf(data, "%X %p %u\n", c, (const void *)leaf, offset);
}

static void assert_same_messages(brv_setter *a, brv_setter *b)
{
  g_autoptr(GString) one = g_string_new(NULL);
  g_autoptr(GString) other = g_string_new(NULL);
  brv_missing_each(a->missing, add_character, one);
  brv_missing_each(b->missing, add_character, other);
  g_assert_cmpstr(one->str, ==, other->str);
  g_assert_cmpint(a->work, ==, b->work);
}

/* Sets it with those that know it, perhaps, and with those that know nothing. */
static void check(kit *k, const wish *w)
{
  g_autoptr(brv_fonts) fonts = brv_fonts_new(k->files);
  g_autoptr(brv_arena) arena = brv_arena_new();
  brv_setter one = setter_with(k, k->set->fonts), other = setter_with(k, fonts);
  one.arena = other.arena = arena;
  brv_text *known = text_of(&one, w), *fresh = text_of(&other, w);
  if (any(k, 3) == 0) {
    brv_widths widths = brv_text_widths(&one, known), wanted = brv_text_widths(&other, fresh);
    g_assert_true(memcmp(&widths, &wanted, sizeof widths) == 0);
  }
  if (any(k, 4) == 0)
    assert_same_line(brv_set_line(&one, known), brv_set_line(&other, fresh), arena);
  GPtrArray *lines = brv_set_lines(&one, known, &w->para, w->measure, w->indent);
  GPtrArray *wanted = brv_set_lines(&other, fresh, &w->para, w->measure, w->indent);
  g_assert_cmpint(lines->len, ==, wanted->len);
  for (guint i = 0; i < lines->len; i++)
    assert_same_line(lines->pdata[i], wanted->pdata[i], arena);
  assert_same_messages(&one, &other);
  brv_missing_free(one.missing);
  brv_missing_free(other.missing);
}

static void check_usual_but(kit *k, guint words, wish w)
{
  w.block = usual_wish(k, words).block;
  check(k, &w);
}

static void check_words(kit *k, guint words)
{
  wish usual = usual_wish(k, words), w;
  check(k, &usual);
  for (guint field = 0; field < FIELDS; field++) {
    w = usual;
    w.para = style_with(k, field);
    check_usual_but(k, words, w);
    w.style = w.para;
    check_usual_but(k, words, w);
  }
  for (int i = BRV_SET_JUSTIFIED; i <= BRV_SET_RIGHT; i++) {
    w = usual;
    w.measure = MEASURES[0];
    w.para.setting = (brv_setting)i;
    check_usual_but(k, words, w);
    w.para.size += 20;
    check_usual_but(k, words, w);
  }
  for (guint i = 0; i < G_N_ELEMENTS(LANGUAGES); i++) {
    w = usual;
    w.language = LANGUAGES[i];
    check_usual_but(k, words, w);
  }
  for (guint i = 0; i < G_N_ELEMENTS(MEASURES); i++) {
    w = usual;
    w.measure = MEASURES[i];
    check_usual_but(k, words, w);
    w.indent = 12;
    check_usual_but(k, words, w);
  }
}

static void test_one_by_one(void)
{
  kit k = open_kit(1);
  for (guint words = 0; words < G_N_ELEMENTS(WORDS); words++)
    check_words(&k, words);
  close_kit(&k);
}

/* More text than is remembered. */
static void test_random(void)
{
  kit k = open_kit(20261128);
  for (int i = 0; i < 300; i++) {
    wish w = any_wish(&k);
    check(&k, &w);
  }
  close_kit(&k);
}

/* --- who knows whom --- */

static brv_known *known_of(brv_setter *setter, const wish *w)
{
  return brv_known_of(setter, text_of(setter, w));
}

static void test_other_node(void)
{
  kit k = open_kit(3);
  brv_setter setter = setter_with(&k, k.set->fonts);
  wish one = usual_wish(&k, 1), other = usual_wish(&k, 1);
  other.style.colour.red ^= 1;
  g_assert_true(known_of(&setter, &one) == known_of(&setter, &other));
  other.style.hyphenate = !other.style.hyphenate;
  g_assert_true(known_of(&setter, &one) != known_of(&setter, &other));
  g_autofree char *unforced = g_strdup(WORDS[1]);
  *strchr(unforced, '|') = ' ';
  other = one;
  other.block = set_para(k.set, NULL, NULL, unforced);
  g_assert_true(known_of(&setter, &one) != known_of(&setter, &other));
  brv_missing_free(setter.missing);
  close_kit(&k);
}

/* It is made smaller where there is no room for it. */
static void test_picture(void)
{
  kit k = open_kit(4);
  brv_setter setter = setter_with(&k, k.set->fonts);
  brv_drawing drawing = {.width = 50, .height = 8, .baseline = 8};
  wish w = usual_wish(&k, 1);
  brv_node *para = set_add(k.set, NULL, BRV_NODE_PARA, NULL);
  set_add(k.set, para, BRV_NODE_DRAWING, NULL)->drawing = &drawing;
  w.block = para;
  const double MEASURE[] = {200, 30}, WIDTH[] = {50, 30};
  for (int i = 0; i < 2; i++) {
    GPtrArray *lines = brv_set_lines(&setter, text_of(&setter, &w), &w.para, MEASURE[i], 0);
    g_assert_cmpfloat_with_epsilon(((const brv_line *)lines->pdata[0])->width, WIDTH[i], 0.01);
  }
  brv_missing_free(setter.missing);
  close_kit(&k);
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/known/one-by-one", test_one_by_one);
  g_test_add_func("/known/random", test_random);
  g_test_add_func("/known/other-node", test_other_node);
  g_test_add_func("/known/picture", test_picture);
  return g_test_run();
}
