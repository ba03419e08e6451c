/* Drawings: what plugins record, what is refused, what is seen, and texts as wide as was measured.
 */
#include <cairo-pdf.h>
#include <math.h>
#include <poppler.h>
#include <string.h>

#include "pdf/draw.h"
#include "plugin-kit.h"
#include "typeset-kit.h"
#include "typeset/label.h"

/* --- recording --- */

static char *build(plugin_kit *kit, const char *body)
{
  kit_section(kit, "", body);
  return kit_build(kit);
}

static void expect_steps(plugin_kit *kit, const char *calls, const char *expected)
{
  g_autofree char *body =
      g_strdup_printf("return { b.drawing { width = 100, height = 50, alt = 'x', "
                      "draw = function(c) %s end } }",
                      calls);
  g_autofree char *dump = build(kit, body);
  g_autofree char *messages = kit_messages(kit);
  g_assert_cmpstr(messages, ==, "");
  const char *head = "size=100x50 alt=\"x\"\n", *steps = strstr(dump, head);
  g_assert_nonnull(steps);
  g_assert_cmpstr(steps + strlen(head), ==, expected);
}

typedef struct {
  const char *name, *calls, *expected;
} recorded;

static const recorded records[] = {
    {"path", "c:move(1, 2):line(3, 4):curve(1, 2, 3, 4, 5, 6):close():fill('ink')",
     "        fill ink M 1 2 L 3 4 C 1 2 3 4 5 6 Z\n"},
    {"rect", "c:rect(0, 0, 10, 5):fill('accent', 0.25)",
     "        fill accent 0.25 M 0 0 L 10 0 L 10 5 L 0 5 Z\n"},
    {"polyline", "c:polyline({ { 0, 0 }, { 5, 5 }, { 10, 0 } }):stroke('grey')",
     "        stroke grey width 0.5 M 0 0 L 5 5 L 10 0\n"},
    {"arc", "c:arc(10, 10, 5, 0, math.pi / 2):stroke('ink')",
     "        stroke ink width 0.5 M 15 10 C 15 12.76 12.76 15 10 15\n"},
    {"arc-on", "c:move(10, 10):arc(10, 10, 5, 0, -math.pi / 2):close():fill('ink')",
     "        fill ink M 10 10 L 15 10 C 15 7.24 12.76 5 10 5 Z\n"},
    {"arc-after-close", "c:rect(0, 0, 1, 1):arc(10, 10, 5, 0, 0.1):stroke('ink')",
     "        stroke ink width 0.5 M 0 0 L 1 0 L 1 1 L 0 1 Z M 15 10 C 15 10.17 14.99 10.33 14.98 "
     "10.5\n"},
    {"circle", "c:circle(10, 10, 5):fill('ink')",
     "        fill ink M 15 10 C 15 12.76 12.76 15 10 15 C 7.24 15 5 12.76 5 10 C 5 7.24 7.24 5 10 "
     "5 "
     "C 12.76 5 15 7.24 15 10 Z\n"},
    {"dash", "c:move(0, 0):line(9, 0):stroke('ink', 1, 2)",
     "        stroke ink width 1 dashes 2 M 0 0 L 9 0\n"},
    {"dash-none", "c:move(0, 0):line(9, 0):stroke('ink', 1, 0)",
     "        stroke ink width 1 M 0 0 L 9 0\n"},
    {"pen",
     "c:move(0, 0):line(9, 0):stroke('ink', 2, { 3, 1, 1, 1 }, { cap = 'round', join = 'bevel', "
     "strength = 0.5 })",
     "        stroke ink 0.5 width 2 dashes 3 1 1 1 round-cap bevel-join M 0 0 L 9 0\n"},
    {"clip", "c:save():rect(0, 0, 1, 1):clip():circle(0, 0, 0):fill('ink'):restore()",
     "        save\n        clip M 0 0 L 1 0 L 1 1 L 0 1 Z\n"
     "        fill ink M 0 0 C 0 0 0 0 0 0 C 0 0 0 0 0 0 C 0 0 0 0 0 0 C 0 0 0 0 0 0 Z\n"
     "        restore\n"},
    {"text",
     "c:text(1, 2, 'a \"b\"'):text(3, 4, 'd', { anchor = 'end', colour = 'grey', role = "
     "'drawing-note' "
     "})",
     "        text 1 2 drawing-label \"a “b”\"\n        text 3 4 end drawing-note grey "
     "\"d\"\n"},
    {"extents", "local w, up, down = c:extents('four') c:move(w, up):line(down, 0):fill('ink')",
     "        fill ink M 16 8 L 3 0\n"},
};

static void test_recorded(plugin_kit *kit, gconstpointer data)
{
  const recorded *r = data;
  expect_steps(kit, r->calls, r->expected);
}

static void test_baseline(plugin_kit *kit, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *dump = build(
      kit, "local d = b.drawing { width = 20, height = 9, baseline = 7, alt = 'x', role = 'r', "
           "draw = function(c) end } return { d, b.group { d } }");
  g_assert_nonnull(strstr(dump, "drawing role=\"r\" size=20x9 baseline=7 alt=\"x\"\n"));
}

/* --- refusing --- */

/* `line`: of the fault in the plugin; of what is found only when it returns, where the function
 * begins. */
typedef struct {
  const char *name, *calls, *expected;
  int line;
} refused;

static const refused refusals[] = {
    {"restore", "\nc:restore()", "restore: there is no save that it belongs to", 5},
    {"save", "\nc:save()\nc:save():restore()\n", "drawing: this save has no restore", 5},
    {"clip", "c:rect(0, 0, 1, 1):clip()", "clip: write save before it", 4},
    {"deep", "for i = 1, 33 do c:save() end", "save: more than 32 stand open", 4},
    {"far", "c:move(1e6, 0)", "farther away than any drawing reaches", 4},
    {"infinite", "c:move(0, 1 / 0)", "not a finite number", 4},
    {"strength", "c:fill('ink', 2)", "strength: expected a number from 0 (paper) to 1", 4},
    {"stroke-strength", "c:stroke('ink', 1, 0, { strength = 'x' })", "strength: expected", 4},
    {"width", "c:stroke('ink', -1)", "expected a width of 0 or more", 4},
    {"dash", "c:stroke('ink', 1, -1)", "expected the lengths of dashes and gaps", 4},
    {"dash-text", "c:stroke('ink', 1, { 1, 'x' })", "expected the lengths of dashes and gaps", 4},
    {"dashes", "c:stroke('ink', 1, { 1, 1, 1, 1, 1, 1, 1, 1, 1 })", "at most eight dashes", 4},
    {"cap", "c:stroke('ink', 1, 0, { cap = 'flat' })",
     "cap: expected \"butt\", \"round\" or \"square\"", 4},
    {"option", "c:text(0, 0, 'x', { color = 'ink' })", "there is no option \"color\" here", 4},
    {"anchor", "c:text(0, 0, 'x', { anchor = 'left' })", "anchor: expected \"start\"", 4},
    {"utf8", "c:text(0, 0, '\\xff')", "text: a text that is not valid UTF-8", 4},
    {"lines", "c:text(0, 0, 'a\\nb')", "text: a drawn text is one line", 4},
    {"point", "c:polyline { { 0, 0 }, { 1 } }", "polyline: point 2: expected { x, y }", 4},
    {"points", "c:polyline { { 0, 0 } }", "polyline: expected two points or more", 4},
    {"dot", "c.move(1, 2)", "with a colon: c:line(x, y)", 4},
    {"steps", "for i = 1, 20001 do c:move(0, 0) end", "a drawing of more than 20000 steps", 4},
};

static void expect_line(plugin_kit *kit, int line)
{
  g_autofree char *from = g_strdup_printf("from: plugins/try/init.lua:%d", line);
  kit_expect(kit, from);
}

static void test_refused(plugin_kit *kit, gconstpointer data)
{
  const refused *r = data;
  g_autofree char *body = g_strdup_printf(
      "return { b.drawing { width = 1, height = 1, alt = 'x', draw = function(c) %s end } }",
      r->calls);
  g_assert_null(build(kit, body));
  kit_expect(kit, r->expected);
  expect_line(kit, r->line);
}

static const refused wholes[] = {
    {"no-alt", "return { b.drawing { width = 1, height = 1, draw = function() end } }",
     "drawing: alt: say what is to be seen", 4},
    {"blank-alt",
     "return { b.drawing { width = 1, height = 1, alt = ' ', draw = function() end } }",
     "drawing: alt: say what is to be seen", 4},
    {"forged-alt", "return { { kind = 'drawing', width = 1, height = 1, alt = '', steps = {} } }",
     "block 1 (drawing): alt: say what is to be seen", 3},
    {"no-width", "return { b.drawing { height = 1, alt = 'x', draw = function() end } }",
     "drawing: width: expected points, got nil", 4},
    {"field",
     "return { b.drawing { width = 1, height = 1, hieght = 2, alt = 'x', draw = function() end "
     "} }",
     "drawing has no field \"hieght\"; did you mean \"height\"?", 4},
    {"baseline",
     "return { b.drawing { width = 1, height = 1, baseline = 2, alt = 'x', draw = function() end } "
     "}",
     "block 1 (drawing): baseline: expected points", 3},
    {"after",
     "local kept\nlocal d = b.drawing { width = 1, height = 1, alt = 'x', draw = function(c) kept "
     "= c end }\nkept:move(0, 0)",
     "the drawing is finished", 6},
    {"forged-restore",
     "return { { kind = 'drawing', width = 1, height = 1, alt = 'x', steps = { { 'restore' } } } }",
     "saves and restores are not balanced", 3},
    {"forged-save",
     "return { { kind = 'drawing', width = 1, height = 1, alt = 'x', steps = { { 'save' } } } }",
     "saves and restores are not balanced", 3},
    {"forged-pen",
     "return { { kind = 'drawing', width = 1, height = 1, alt = 'x', steps = { { 'stroke', 'ink', "
     "1, 1, "
     "'flat', 'miter' } } } }",
     "a step of the drawing says \"flat\"", 3},
    {"forged-text",
     "return { { kind = 'drawing', width = 1, height = 1, alt = 'x', steps = { { 'text', 0, 0, "
     "'\\xff', "
     "'', '', 'start' } } } }",
     "not valid UTF-8", 3},
    {"all-steps",
     "local d = b.drawing { width = 1, height = 1, alt = 'x', draw = function(c) for i = 1, 20000 "
     "do "
     "c:move(0, 0) end end }\nlocal t = {} for i = 1, 11 do t[i] = d end return t",
     "more than 200000 steps of drawings", 3},
    {"long-extents", "return { b.para(b.extents(('x'):rep(5000))) }", "is no label", 4},
};

static void test_whole(plugin_kit *kit, gconstpointer data)
{
  const refused *r = data;
  g_assert_null(build(kit, r->calls));
  kit_expect(kit, r->expected);
  expect_line(kit, r->line);
}

/* --- with a layout --- */

typedef struct {
  plugin_kit kit;
  set_kit *set;
  brv_ruler *ruler;
  brv_looks looks;
} looking;

static brv_extents measure(void *data, const char *text, const char *role, const char *language)
{
  return brv_ruler_measure(data, text, role, language);
}

static void set_up(looking *l, gconstpointer data G_GNUC_UNUSED)
{
  kit_set_up(&l->kit);
  l->set = set_kit_new(NULL);
  l->ruler = brv_ruler_new(l->set->layout, l->set->fonts);
  l->looks = (brv_looks){.measure = measure, .data = l->ruler};
  l->looks.colours = brv_layout_colours(l->set->arena, l->set->layout);
  brv_layout_columns(l->set->layout, &l->looks.text, &l->looks.margin, &l->looks.wide);
}

static void tear_down(looking *l, gconstpointer data G_GNUC_UNUSED)
{
  kit_tear_down(&l->kit);
  brv_ruler_free(l->ruler);
  set_kit_free(l->set);
}

static char *build_with(looking *l, const char *body)
{
  kit_section(&l->kit, "", body);
  kit_open(&l->kit, NULL);
  brv_host_set_looks(l->kit.host, &l->looks);
  return kit_build(&l->kit);
}

static void test_colour(looking *l, gconstpointer data G_GNUC_UNUSED)
{
  g_assert_null(build_with(l, "return { b.drawing { width = 1, height = 1, alt = 'x',\n"
                              "draw = function(c) c:rect(0, 0, 1, 1):fill('acent') end } }"));
  kit_expect(&l->kit, "the layout has no colour \"acent\"; did you mean \"accent\"?");
  expect_line(&l->kit, 5);
}

static void test_forged_colour(looking *l, gconstpointer data G_GNUC_UNUSED)
{
  g_assert_null(
      build_with(l, "return { { kind = 'drawing', width = 1, height = 1, alt = 'x', steps = { "
                    "{ 'fill', 'puce', 1 } } } }"));
  kit_expect(&l->kit, "block 1 (drawing): the layout has no colour \"puce\"");
}

static void test_columns(looking *l, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *dump = build_with(
      l, "local c = ctx.columns return { b.para(('%.1f %.1f %.1f'):format(c.text, c.margin, "
         "c.wide)) }");
  g_assert_nonnull(strstr(dump, "text=\"328.8 113.4 462.0\""));
}

static void test_extents(looking *l, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *dump =
      build_with(l, "local w, up, down = b.extents('Label')\n"
                    "assert(w > 15 and w < 25 and up > 5 and up < 10 and down > 1 and down < 4)\n"
                    "assert(b.extents('Label', { role = 'title' }) > 3 * w)\n"
                    "assert(b.extents('Label', { role = 'unheard' }) == w)\n"
                    "assert(b.extents('') == 0)\n"
                    "return { b.para 'good' }");
  g_autofree char *messages = kit_messages(&l->kit);
  g_assert_cmpstr(messages, ==, "");
  g_assert_nonnull(strstr(dump, "good"));
}

static cairo_status_t append(void *data, const unsigned char *bytes, unsigned int length)
{
  g_byte_array_append(data, bytes, length);
  return CAIRO_STATUS_SUCCESS;
}

/* A drawing of one text, as a page of a PDF. */
static GBytes *draw_label(set_kit *k, const char *text, const char *role)
{
  g_autoptr(GByteArray) bytes = g_byte_array_new();
  brv_draw_step step = {.op = BRV_DRAW_TEXT, .x = 20, .y = 50, .text = text, .role = role};
  brv_drawing drawing = {.width = 400, .height = 100, .first = &step};
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(append, bytes, 400, 100);
  cairo_t *cr = cairo_create(surface);
  brv_cairo_canvas canvas = brv_cairo_canvas_on(cr);
  brv_draw_drawing(&canvas.canvas, &drawing, 400, 100, "en-GB", k->layout, k->fonts);
  cairo_destroy(cr);
  cairo_surface_finish(surface);
  cairo_surface_destroy(surface);
  return g_byte_array_free_to_bytes(g_steal_pointer(&bytes));
}

/* From the left of the first glyph to the right of the last, as another program finds them. */
static double drawn_width(GBytes *bytes)
{
  PopplerDocument *pdf = poppler_document_new_from_bytes(bytes, NULL, NULL);
  PopplerPage *page = poppler_document_get_page(pdf, 0);
  PopplerRectangle *boxes = NULL;
  guint count = 0;
  g_assert_true(poppler_page_get_text_layout(page, &boxes, &count));
  double left = 1e9, right = 0;
  for (guint i = 0; i < count; i++) {
    left = MIN(left, boxes[i].x1);
    right = MAX(right, boxes[i].x2);
  }
  g_assert_cmpfloat_with_epsilon(left, 20, 0.1);
  g_free(boxes);
  g_object_unref(page);
  g_object_unref(pdf);
  return right - left;
}

typedef struct {
  const char *text, *role;
} label;

static const label labels[] = {
    {"Export volumes, 2026", "drawing-label"},
    {"Tavares AV fi ffl", "drawing-label"},
    {"1,111.00", "drawing-value"},
    {"Old figures 1234567890", "para"},
    {"Spaced capitals", "kicker"},
    {"Ελληνικά και кириллица", "drawing-note"},
    {"Title at large", "title"},
};

static void test_as_wide_as_measured(looking *l, gconstpointer data G_GNUC_UNUSED)
{
  for (gsize i = 0; i < G_N_ELEMENTS(labels); i++) {
    const label *it = &labels[i];
    g_autoptr(GBytes) bytes = draw_label(l->set, it->text, it->role);
    double drawn = drawn_width(bytes);
    double measured = brv_ruler_measure(l->ruler, it->text, it->role, "en-GB").width;
    g_test_message("%s: drawn %.3f, measured %.3f", it->text, drawn, measured);
    g_assert_cmpfloat_with_epsilon(drawn, measured, 0.1);
  }
}

/* Every pair of text and ground that the manual allows, and shapes on grounds. */
static void test_palette(looking *l, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const inks[] = {"ink", "soft", "grey", "accent"};
  static const char *const grounds[] = {"paper", "wash", "tint"};
  const brv_layout *layout = l->set->layout;
  for (gsize i = 0; i < G_N_ELEMENTS(inks); i++)
    for (gsize g = 0; g < G_N_ELEMENTS(grounds); g++)
      g_assert_cmpfloat(brv_colour_contrast(brv_layout_colour(layout, inks[i]),
                                            brv_layout_colour(layout, grounds[g])),
                        >=, 4.5);
  for (gsize i = 0; i < 2; i++)
    g_assert_cmpfloat(brv_colour_contrast(brv_layout_colour(layout, inks[i]),
                                          brv_layout_colour(layout, "hairline")),
                      >=, 4.5);
  for (gsize g = 0; g < G_N_ELEMENTS(grounds); g++)
    g_assert_cmpfloat(brv_colour_contrast(brv_layout_colour(layout, "mid"),
                                          brv_layout_colour(layout, grounds[g])),
                      >=, 3);
}

/* --- what is seen --- */

static const char gallery[] =
    "return { b.drawing { width = 100, height = 60, alt = 'x', draw = function(c)\n"
    "  c:rect(0, 0, 10, 10):fill('accent')\n"
    "  c:rect(10, 0, 10, 10):fill('accent', 0.5)\n"
    "  c:save():rect(30, 0, 5, 10):clip():rect(20, 0, 20, 10):fill('ink'):restore()\n"
    "  c:rect(40, 0, 10, 10):fill('ink')\n"
    "  c:move(10, 20):line(50, 20):stroke('ink', 4, { 10, 10 })\n"
    "  c:move(60, 20):line(80, 20):stroke('ink', 4, 0, { cap = 'square' })\n"
    "  c:move(60, 30):line(80, 30):stroke('ink', 4)\n"
    "  c:circle(10, 40, 8):fill('grey')\n"
    "  c:move(40, 40):arc(40, 40, 8, 0, math.pi):close():fill('ink')\n"
    "  c:polyline { { 60, 50 }, { 70, 40 }, { 80, 50 } }:stroke('ink', 4, 0, { join = 'bevel' })\n"
    "  c:rect(90, 40, 4, 4):stroke('ink', 0)\n"
    "  c:text(50, 58, 'MMMM', { anchor = 'middle', colour = 'accent' })\n"
    "end } }";

static const brv_drawing *find_drawing(const brv_node *root)
{
  for (const brv_node *node = root; node; node = brv_node_next(node, root))
    if (node->kind == BRV_NODE_DRAWING)
      return node->drawing;
  return NULL;
}

enum { SCALE = 4, WIDTH = 100, HEIGHT = 60 };

static guint32 pixel(cairo_surface_t *surface, double x, double y)
{
  const unsigned char *data = cairo_image_surface_get_data(surface);
  int stride = cairo_image_surface_get_stride(surface);
  const guint32 *row = (const guint32 *)(const void *)(data + (int)(y * SCALE) * stride);
  return row[(int)(x * SCALE)] & 0xffffff;
}

static cairo_surface_t *paint(const brv_drawing *drawing, set_kit *k)
{
  cairo_surface_t *surface =
      cairo_image_surface_create(CAIRO_FORMAT_RGB24, WIDTH * SCALE, HEIGHT * SCALE);
  cairo_t *cr = cairo_create(surface);
  cairo_set_source_rgb(cr, 1, 1, 1);
  cairo_paint(cr);
  brv_cairo_canvas canvas = brv_cairo_canvas_on(cr);
  brv_draw_drawing(&canvas.canvas, drawing, WIDTH * SCALE, HEIGHT * SCALE, NULL, k->layout, k->fonts);
  g_assert_cmpint(cairo_status(cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy(cr);
  cairo_surface_flush(surface);
  return surface;
}

static guint32 rgb(brv_colour c)
{
  return (guint32)c.red << 16 | (guint32)c.green << 8 | c.blue;
}

static void test_seen(looking *l, gconstpointer data G_GNUC_UNUSED)
{
  kit_section(&l->kit, "", gallery);
  kit_open(&l->kit, NULL);
  brv_host_set_looks(l->kit.host, &l->looks);
  brv_document *document = brv_host_build(l->kit.host, l->kit.edition, NULL, l->kit.diags);
  g_assert_nonnull(document);
  cairo_surface_t *s = paint(find_drawing(document->root), l->set);
  const brv_layout *layout = l->set->layout;
  guint32 white = 0xffffff, ink = rgb(brv_layout_colour(layout, "ink"));
  guint32 accent = rgb(brv_layout_colour(layout, "accent"));
  const struct {
    double x, y;
    guint32 colour;
  } seen[] = {
      {5, 5, accent},
      {15, 5, rgb(brv_layout_tone(layout, "accent", 0.5))},
      {25, 5, white},
      {32, 5, ink},
      {38, 5, white}, /* clipped */
      {45, 5, ink},   /* the clip has ended */
      {15, 20, ink},
      {25, 20, white},
      {35, 20, ink}, /* dashes */
      {59, 20, ink},
      {59, 30, white}, /* caps */
      {10, 40, rgb(brv_layout_colour(layout, "grey"))},
      {3, 33, white},
      {40, 44, ink},
      {40, 36, white},
      {70, 41, ink},
      {70, 38, white}, /* a bevel has no point */
      {90, 42, white}, /* no width, no line */
  };
  for (gsize i = 0; i < G_N_ELEMENTS(seen); i++) {
    g_test_message("at %g, %g", seen[i].x, seen[i].y);
    g_assert_cmphex(pixel(s, seen[i].x, seen[i].y), ==, seen[i].colour);
  }
  guint left = 0, right = 0;
  for (double x = 0; x < 100; x += 0.25)
    *(x < 50 ? &left : &right) += pixel(s, x, 55) == accent;
  g_assert_cmpuint(left, >, 4);
  g_assert_cmpuint(ABS((int)left - (int)right), <, 6);
  cairo_surface_destroy(s);
}

/* --- */

static void kit_set_up_for(plugin_kit *kit, gconstpointer data G_GNUC_UNUSED)
{
  kit_set_up(kit);
}

static void kit_tear_down_for(plugin_kit *kit, gconstpointer data G_GNUC_UNUSED)
{
  kit_tear_down(kit);
}

static void add(const char *folder, const char *name, gconstpointer data,
                void (*test)(plugin_kit *, gconstpointer))
{
  g_autofree char *path = g_strdup_printf("/drawings/%s/%s", folder, name);
  g_test_add(path, plugin_kit, data, kit_set_up_for, test, kit_tear_down_for);
}

static void add_with_layout(const char *name, void (*test)(looking *, gconstpointer))
{
  g_autofree char *path = g_strdup_printf("/drawings/layout/%s", name);
  g_test_add(path, looking, NULL, set_up, test, tear_down);
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS(records); i++)
    add("recorded", records[i].name, &records[i], test_recorded);
  add("recorded", "baseline", NULL, test_baseline);
  for (gsize i = 0; i < G_N_ELEMENTS(refusals); i++)
    add("refused", refusals[i].name, &refusals[i], test_refused);
  for (gsize i = 0; i < G_N_ELEMENTS(wholes); i++)
    add("whole", wholes[i].name, &wholes[i], test_whole);
  add_with_layout("colour", test_colour);
  add_with_layout("forged-colour", test_forged_colour);
  add_with_layout("columns", test_columns);
  add_with_layout("extents", test_extents);
  add_with_layout("as-wide-as-measured", test_as_wide_as_measured);
  add_with_layout("palette", test_palette);
  add_with_layout("seen", test_seen);
  return g_test_run();
}
