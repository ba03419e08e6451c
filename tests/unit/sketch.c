/* What is drawn on a sketch stands in its file: in units of a tenth of a point, rounded. */
#include <string.h>

#include "epub/sketch.h"

#define HEAD                                                                                       \
  "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" "         \
  "xmlns:xlink=\"http://www.w3.org/1999/xlink\" version=\"1.1\" "

static void expect(brv_sketch *sketch, const char *expected)
{
  g_autoptr(GBytes) bytes = brv_sketch_finish(sketch);
  gsize length;
  const char *text = g_bytes_get_data(bytes, &length);
  g_autofree char *found = g_strndup(text, length);
  g_assert_cmpstr(found, ==, expected);
}

static void test_empty(void)
{
  expect(brv_sketch_new(40, 20, 2, NULL),
         HEAD "width=\"44\" height=\"24\" viewBox=\"0 0 44 24\">"
              "<rect width=\"44\" height=\"24\" fill=\"#ffffff\"/></svg>\n");
}

static void test_numbers(void)
{
  brv_sketch *sketch = brv_sketch_new(99.5, 20, 0, NULL);
  brv_canvas *c = brv_sketch_canvas(sketch);
  c->colour(c, (brv_colour){.red = 1, .green = 0xa0, .blue = 255});
  c->move(c, -0.25, 0.00004);
  c->line(c, 1.0 / 3, -1.0 / 3);
  c->curve(c, 1, 2, 3, 4, 5, 6);
  c->close(c);
  c->fill(c);
  c->fill(c); /* of nothing */
  expect(sketch,
         HEAD "width=\"100\" height=\"20\" viewBox=\"0 0 995 200\">"
              "<rect width=\"995\" height=\"200\" fill=\"#ffffff\"/>"
              "<path fill=\"#01a0ff\" d=\"M -2.5 0L 3.33 -3.33C 10 20 30 40 50 60Z\"/></svg>\n");
}

/* Clips end where they are restored, also one in another, and those that nobody restores. */
static void test_clips(void)
{
  brv_sketch *sketch = brv_sketch_new(20000, 10, 0, NULL);
  brv_canvas *c = brv_sketch_canvas(sketch);
  c->colour(c, (brv_colour){0});
  c->save(c);
  c->move_origin(c, 10, 0, 2, 2);
  c->box(c, 0, 0, 4, 4);
  c->clip(c);
  c->save(c);
  c->clip(c);
  c->restore(c);
  c->box(c, 0, 0, 1, 1);
  c->fill(c);
  c->restore(c);
  c->box(c, 0, 0, 1, 1);
  c->clip(c);
  expect(sketch, HEAD "width=\"20000\" height=\"10\" viewBox=\"0 0 20000 10\">"
                      "<rect width=\"20000\" height=\"10\" fill=\"#ffffff\"/><defs>"
                      "<clipPath id=\"c1\"><path d=\"M 10 0L 18 0L 18 8L 10 8Z\"/></clipPath>"
                      "<clipPath id=\"c2\"><path d=\"M 0 0\"/></clipPath>"
                      "<clipPath id=\"c3\"><path d=\"M 0 0L 1 0L 1 1L 0 1Z\"/></clipPath></defs>"
                      "<g clip-path=\"url(#c1)\"><g clip-path=\"url(#c2)\"></g>"
                      "<path fill=\"#000000\" d=\"M 10 0L 12 0L 12 2L 10 2Z\"/></g>"
                      "<g clip-path=\"url(#c3)\"></g></svg>\n");
}

static void test_pens(void)
{
  brv_sketch *sketch = brv_sketch_new(20000, 10, 0, NULL);
  brv_canvas *c = brv_sketch_canvas(sketch);
  c->colour(c, (brv_colour){0});
  const brv_pen pens[] = {{.width = 2},
                          {.width = 1,
                           .cap = BRV_CAP_ROUND,
                           .join = BRV_JOIN_BEVEL,
                           .dashes = {3, 1},
                           .dash_count = 2}};
  for (guint i = 0; i < G_N_ELEMENTS(pens); i++) {
    c->line(c, 0, 0);
    c->line(c, 9, 9);
    c->stroke(c, &pens[i]);
  }
  expect(sketch, HEAD "width=\"20000\" height=\"10\" viewBox=\"0 0 20000 10\">"
                      "<rect width=\"20000\" height=\"10\" fill=\"#ffffff\"/>"
                      "<path fill=\"none\" stroke=\"#000000\" stroke-width=\"2\" "
                      "stroke-miterlimit=\"10\" d=\"M 0 0L 9 9\"/>"
                      "<path fill=\"none\" stroke=\"#000000\" stroke-width=\"1\" "
                      "stroke-linecap=\"round\" stroke-linejoin=\"bevel\" "
                      "stroke-dasharray=\"3 1\" d=\"M 0 0L 9 9\"/></svg>\n");
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/sketch/empty", test_empty);
  g_test_add_func("/sketch/numbers", test_numbers);
  g_test_add_func("/sketch/clips", test_clips);
  g_test_add_func("/sketch/pens", test_pens);
  return g_test_run();
}
