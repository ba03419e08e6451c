/* The PDF writer: words, links, destinations, outline, labels, metadata and pictures, read back
 * with poppler and qpdf; the same bytes whatever was written before. */
#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gstdio.h>
#include <poppler.h>
#include <qpdf/qpdf-c.h>
#include <string.h>

#include "pdf/pdf.h"
#include "writers-kit.h"

/* Older poppler-glib declares no g_autoptr for its types. */
static void unref_object(void *variable)
{
  g_clear_object((GObject **)variable);
}
#define UNREF __attribute__((cleanup(unref_object)))

static PopplerDocument *open_pdf(GBytes *bytes)
{
  GError *error = NULL;
  PopplerDocument *document = poppler_document_new_from_bytes(bytes, NULL, &error);
  g_assert_no_error(error);
  return document;
}

/* qpdf's own check finds neither an error nor a warning. */
static void assert_sound(GBytes *bytes)
{
  gsize length = 0;
  const char *data = g_bytes_get_data(bytes, &length);
  qpdf_data pdf = qpdf_init();
  qpdf_set_suppress_warnings(pdf, QPDF_TRUE);
  g_assert_cmpint(qpdf_read_memory(pdf, "test", data, length, NULL), ==, QPDF_SUCCESS);
  g_assert_cmpint(qpdf_check_pdf(pdf), ==, QPDF_SUCCESS);
  g_assert_false(qpdf_more_warnings(pdf));
  qpdf_cleanup(&pdf);
}

static brv_page_item box(brv_item_kind kind, double x, double y, double w, double h)
{
  return (brv_page_item){
      .kind = kind, .x = x, .y = y, .w = w, .h = h, .colour = {0xb3, 0x30, 0x1b}};
}

static void add_image(brv_page *page, double x, double y, double w, double h,
                      const brv_asset *asset)
{
  brv_page_item item = box(BRV_ITEM_IMAGE, x, y, w, h);
  item.asset = asset;
  g_array_append_val(page->items, item);
}

static void step(brv_drawing *drawing, brv_draw_step *s)
{
  if (drawing->last)
    drawing->last->next = s;
  else
    drawing->first = s;
  drawing->last = s;
}

static const brv_drawing *make_drawing(kit *k)
{
  brv_drawing *drawing = brv_new(k->arena, brv_drawing);
  drawing->width = 100;
  drawing->height = 50;
  static const brv_pen pen = {.width = 1, .dashes = {2}, .dash_count = 1};
  const brv_draw_step steps[] = {
      {.op = BRV_DRAW_MOVE, .x = 10, .y = 10},
      {.op = BRV_DRAW_LINE, .x = 90, .y = 10},
      {.op = BRV_DRAW_CURVE, .x1 = 90, .y1 = 40, .x2 = 50, .y2 = 40, .x = 10, .y = 40},
      {.op = BRV_DRAW_CLOSE},
      {.op = BRV_DRAW_FILL, .colour = "accent", .strength = 1},
      {.op = BRV_DRAW_MOVE, .x = 0, .y = 48},
      {.op = BRV_DRAW_LINE, .x = 100, .y = 48},
      {.op = BRV_DRAW_STROKE, .colour = "grey", .strength = 1, .pen = &pen},
      {.op = BRV_DRAW_TEXT, .x = 50, .y = 30, .text = "middling", .anchor = BRV_ANCHOR_MIDDLE},
  };
  for (guint i = 0; i < G_N_ELEMENTS(steps); i++) {
    brv_draw_step *s = brv_new(k->arena, brv_draw_step);
    *s = steps[i];
    step(drawing, s);
  }
  return drawing;
}

/* A hyphen made by breaking a word: drawn as U+2010, it says U+00AD. */
static void add_soft_hyphen(kit *k, brv_page *page, double x, double y)
{
  kit_set_text(k, page, x, y, "para", "\342\200\220", NULL);
  brv_page_item *item = &g_array_index(page->items, brv_page_item, page->items->len - 1);
  item->text.text = "\302\255";
  item->text.length = 2;
}

static void fill_first_page(kit *k)
{
  brv_page *page = kit_page(k, "i");
  kit_set_text(k, page, 56, 100, "title", "A title that shows", NULL);
  kit_set_text(k, page, 56, 130, "para", "Efficient offices break off at a hy", NULL);
  const brv_page_item *line = &g_array_index(page->items, brv_page_item, page->items->len - 1);
  add_soft_hyphen(k, page, line->x + line->w, 130);
  kit_set_text(k, page, 56, 144, "para", "phen and go on.", NULL);
  kit_set_link(page, 56, 120, 80, 13.5, "https://example.org/p\303\244th?a=(b)&c");
  kit_set_link(page, 150.25, 120, 80, 13.5, "#orders.\303\274ber");
  brv_page_item rule = box(BRV_ITEM_RECT, 56, 160, 300, 0.5);
  g_array_append_val(page->items, rule);
  brv_page_item frame = box(BRV_ITEM_FRAME, 56, 170, 20, 10);
  frame.frame.radius = 2;
  frame.frame.stroke = 0.6;
  g_array_append_val(page->items, frame);
}

static void fill_second_page(kit *k)
{
  brv_page *page = kit_page(k, "1");
  kit_set_text(k, page, 56, 100, "heading-2", "Second page", NULL);
  add_image(page, 56, 200, 80, 40, kit_bitmap(k, BRV_ASSET_PNG, "a.png", 0x2040c0));
  add_image(page, 156, 200, 80, 40, kit_bitmap(k, BRV_ASSET_JPEG, "b.jpg", 0x20c040));
  add_image(page, 256, 200, 80, 40,
            kit_svg(k, "c.svg",
                    "<svg xmlns='http://www.w3.org/2000/svg' width='40' height='20'>"
                    "<rect width='40' height='20' fill='#c02040'/><text x='2' y='12' "
                    "font-family=\"'Source Sans 3'\" font-size='8'>svgwords</text></svg>"));
  brv_page_item drawing = box(BRV_ITEM_DRAWING, 356, 200, 100, 50);
  drawing.drawing = make_drawing(k);
  g_array_append_val(page->items, drawing);
  kit_set_anchor(page, "orders.\303\274ber", 56, 90.5);
}

static kit *make_kit(void)
{
  kit *k = kit_new();
  brv_node *part = kit_add(k, k->document->root, BRV_NODE_PART, NULL);
  part->text = "Cloud";
  kit_briefing(k, part, "orders", "Orders");
  fill_first_page(k);
  fill_second_page(k);
  kit_set_outline(k, "First", 1, 0, 80);
  kit_set_outline(k, "Inside \342\200\223 it", 2, 1, 90);
  kit_set_outline(k, "Last", 1, 1, 190);
  return k;
}

static GBytes *write_pdf(kit *k)
{
  GBytes *bytes = brv_pdf_write(k->pages, NULL, k->fonts, NULL, k->diags);
  if (brv_diags_errors(k->diags) || brv_diags_warnings(k->diags))
    brv_diags_print(k->diags, stderr);
  g_assert_cmpuint(brv_diags_errors(k->diags) + brv_diags_warnings(k->diags), ==, 0);
  g_assert_nonnull(bytes);
  return bytes;
}

static void test_words(void)
{
  g_autoptr(kit) k = make_kit();
  g_autoptr(GBytes) bytes = write_pdf(k);
  assert_sound(bytes);
  UNREF PopplerDocument *pdf = open_pdf(bytes);
  g_assert_cmpint(poppler_document_get_n_pages(pdf), ==, 2);
  UNREF PopplerPage *first = poppler_document_get_page(pdf, 0);
  g_autofree char *text = poppler_page_get_text(first);
  g_assert_cmpstr(text, ==,
                  "A title that shows\nEfficient offices break off at a hy\302\255\n"
                  "phen and go on.");
  UNREF PopplerPage *second = poppler_document_get_page(pdf, 1);
  g_autofree char *more = poppler_page_get_text(second);
  g_assert_nonnull(strstr(more, "svgwords"));
  g_assert_nonnull(strstr(more, "middling"));
  double width = 0, height = 0;
  poppler_page_get_size(first, &width, &height);
  g_assert_cmpfloat_with_epsilon(width, 595, 0.01);
  g_assert_cmpfloat_with_epsilon(height, 842, 0.01);
}

static void test_metadata(void)
{
  g_autoptr(kit) k = make_kit();
  g_autoptr(GBytes) bytes = write_pdf(k);
  UNREF PopplerDocument *pdf = open_pdf(bytes);
  g_autofree char *title = poppler_document_get_title(pdf);
  g_autofree char *author = poppler_document_get_author(pdf);
  g_autofree char *subject = poppler_document_get_subject(pdf);
  g_autofree char *keywords = poppler_document_get_keywords(pdf);
  g_assert_cmpstr(title, ==, "Trial & Weekly 17");
  g_assert_cmpstr(author, ==, "Desk");
  g_assert_cmpstr(subject, ==, "What is tried");
  g_assert_cmpstr(keywords, ==, "Cloud, Trial");
  g_autoptr(GDateTime) date = poppler_document_get_creation_date_time(pdf);
  g_autofree char *iso = g_date_time_format_iso8601(date);
  g_assert_cmpstr(iso, ==, "2026-04-26T00:00:00Z");
  g_assert_cmpint(poppler_document_get_page_mode(pdf), ==, POPPLER_PAGE_MODE_USE_OUTLINES);
  for (int i = 0; i < 2; i++) {
    UNREF PopplerPage *page = poppler_document_get_page(pdf, i);
    g_autofree char *label = poppler_page_get_label(page);
    g_assert_cmpstr(label, ==, i == 0 ? "i" : "1");
  }
}

static void assert_outline(PopplerIndexIter *iter, const char *title, int page, double top)
{
  PopplerAction *action = poppler_index_iter_get_action(iter);
  g_assert_cmpstr(action->any.title, ==, title);
  g_assert_cmpint(action->type, ==, POPPLER_ACTION_GOTO_DEST);
  g_assert_cmpint(action->goto_dest.dest->page_num, ==, page);
  g_assert_cmpfloat_with_epsilon(action->goto_dest.dest->top, top, 0.01);
  poppler_action_free(action);
}

static void test_outline(void)
{
  g_autoptr(kit) k = make_kit();
  g_autoptr(GBytes) bytes = write_pdf(k);
  UNREF PopplerDocument *pdf = open_pdf(bytes);
  PopplerIndexIter *top = poppler_index_iter_new(pdf);
  assert_outline(top, "First", 1, 842 - 80);
  PopplerIndexIter *inner = poppler_index_iter_get_child(top);
  assert_outline(inner, "Inside \342\200\223 it", 2, 842 - 90);
  g_assert_false(poppler_index_iter_next(inner));
  g_assert_true(poppler_index_iter_next(top));
  assert_outline(top, "Last", 2, 842 - 190);
  g_assert_false(poppler_index_iter_next(top));
  poppler_index_iter_free(inner);
  poppler_index_iter_free(top);
}

static void assert_url(const PopplerLinkMapping *link)
{
  g_assert_cmpint(link->action->type, ==, POPPLER_ACTION_URI);
  g_assert_cmpstr(link->action->uri.uri, ==, "https://example.org/p%C3%A4th?a=(b)&c");
  g_assert_cmpfloat_with_epsilon(link->area.x1, 56, 0.01);
  g_assert_cmpfloat_with_epsilon(link->area.y2, 842 - 120, 0.01);
}

static void assert_inner(PopplerDocument *pdf, const PopplerLinkMapping *link)
{
  g_assert_cmpint(link->action->type, ==, POPPLER_ACTION_GOTO_DEST);
  g_assert_cmpfloat_with_epsilon(link->area.x1, 150.25, 0.001);
  PopplerDest *dest = poppler_document_find_dest(pdf, link->action->goto_dest.dest->named_dest);
  g_assert_nonnull(dest);
  g_assert_cmpint(dest->page_num, ==, 2);
  g_assert_cmpfloat_with_epsilon(dest->top, 842 - 90.5, 0.01);
  poppler_dest_free(dest);
}

static void test_links(void)
{
  g_autoptr(kit) k = make_kit();
  g_autoptr(GBytes) bytes = write_pdf(k);
  UNREF PopplerDocument *pdf = open_pdf(bytes);
  UNREF PopplerPage *page = poppler_document_get_page(pdf, 0);
  GList *links = poppler_page_get_link_mapping(page);
  g_assert_cmpuint(g_list_length(links), ==, 2);
  for (GList *l = links; l; l = l->next) {
    PopplerLinkMapping *link = l->data;
    if (link->action->type == POPPLER_ACTION_URI)
      assert_url(link);
    else
      assert_inner(pdf, link);
  }
  poppler_page_free_link_mapping(links);
}

static void test_lost_link(void)
{
  g_autoptr(kit) k = make_kit();
  kit_set_link(g_ptr_array_index(k->pages->pages, 1), 10, 10, 10, 10, "#nowhere");
  g_autoptr(GBytes) bytes = brv_pdf_write(k->pages, NULL, k->fonts, NULL, k->diags);
  g_assert_nonnull(bytes);
  g_assert_cmpuint(brv_diags_warnings(k->diags), ==, 1);
  assert_sound(bytes);
}

/* The stream of the JPEG in the file, byte by byte the asset's own. */
static void test_jpeg_untouched(void)
{
  g_autoptr(kit) k = make_kit();
  const brv_asset *jpeg = kit_bitmap(k, BRV_ASSET_JPEG, "again.jpg", 0x123456);
  for (int i = 0; i < 3; i++)
    add_image(kit_page(k, NULL), 50, 50, 100, 50, jpeg);
  g_autoptr(GBytes) bytes = write_pdf(k);
  gsize length = 0;
  const char *at = g_bytes_get_data(bytes, &length);
  const char *end = at + length;
  guint found = 0;
  while ((at = memmem(at, (gsize)(end - at), jpeg->bytes, jpeg->length))) {
    at += jpeg->length;
    found++;
  }
  g_assert_cmpuint(found, ==, 1);
}

static GdkPixbuf *read_png(GBytes *bytes)
{
  g_autoptr(GdkPixbufLoader) loader = gdk_pixbuf_loader_new();
  g_assert_true(gdk_pixbuf_loader_write_bytes(loader, bytes, NULL));
  g_assert_true(gdk_pixbuf_loader_close(loader, NULL));
  return g_object_ref(gdk_pixbuf_loader_get_pixbuf(loader));
}

static void assert_near(const GdkPixbuf *image, double x, double y, guint rgb)
{
  const guint8 *at = gdk_pixbuf_read_pixels(image) +
                     (gsize)(y * 2) * (gsize)gdk_pixbuf_get_rowstride(image) +
                     (gsize)(x * 2) * (gsize)gdk_pixbuf_get_n_channels(image);
  for (int i = 0; i < 3; i++)
    g_assert_cmpint(ABS((int)at[i] - (int)(rgb >> (16 - 8 * i) & 0xff)), <, 6);
}

static void test_png(void)
{
  g_autoptr(kit) k = make_kit();
  g_autoptr(GBytes) bytes = brv_draw_png(k->pages, 1, 1190, 0, k->fonts, k->diags);
  g_assert_nonnull(bytes);
  g_autoptr(GdkPixbuf) image = read_png(bytes);
  g_assert_cmpint(gdk_pixbuf_get_width(image), ==, 1190);
  g_assert_cmpint(gdk_pixbuf_get_height(image), ==, 1684);
  assert_near(image, 20, 20, 0xffffff);
  assert_near(image, 96, 220, 0x2040c0);
  assert_near(image, 196, 220, 0x20c040);
  assert_near(image, 330, 205, 0xc02040);
  assert_near(image, 376, 212, 0xb3301b);
}

static void test_broken_image(void)
{
  g_autoptr(kit) k = make_kit();
  brv_asset *png = (brv_asset *)kit_bitmap(k, BRV_ASSET_PNG, "cut.png", 0);
  png->length /= 2;
  add_image(kit_page(k, NULL), 0, 0, 10, 10, png);
  add_image(kit_page(k, NULL), 0, 0, 10, 10, kit_svg(k, "bad.svg", "<svg><unclosed>"));
  g_assert_null(brv_pdf_write(k->pages, NULL, k->fonts, NULL, k->diags));
  g_assert_cmpuint(brv_diags_errors(k->diags), ==, 2);
  g_assert_null(brv_draw_png(k->pages, 2, 100, 0, k->fonts, k->diags));
}

/* A JPEG, left half red and right half blue, that EXIF turns a quarter to the right. */
static const brv_asset *turned_jpeg(kit *k)
{
  static const guint8 exif[] = {0xff, 0xe1, 0, 34, 'E', 'x', 'i', 'f', 0, 0,    'M', 'M',
                                0,    42,   0, 0,  0,   8,   0,   1,   1, 0x12, 0,   3,
                                0,    0,    0, 1,  0,   6,   0,   0,   0, 0,    0,   0};
  g_autoptr(GdkPixbuf) pixels = gdk_pixbuf_new(GDK_COLORSPACE_RGB, FALSE, 8, 64, 32);
  g_autoptr(GdkPixbuf) right = gdk_pixbuf_new_subpixbuf(pixels, 32, 0, 32, 32);
  gdk_pixbuf_fill(pixels, 0xff0000ff);
  gdk_pixbuf_fill(right, 0x0000ffff);
  g_autofree char *bytes = NULL;
  gsize length = 0;
  g_assert_true(gdk_pixbuf_save_to_buffer(pixels, &bytes, &length, "jpeg", NULL, NULL));
  guint8 *turned = brv_arena_alloc(k->arena, length + sizeof exif);
  memcpy(turned, bytes, 2);
  memcpy(turned + 2, exif, sizeof exif);
  memcpy(turned + 2 + sizeof exif, bytes + 2, length - 2);
  brv_asset *asset = brv_new(k->arena, brv_asset);
  *asset = (brv_asset){.kind = BRV_ASSET_JPEG,
                       .path = "turned.jpg",
                       .bytes = turned,
                       .length = length + sizeof exif,
                       .orientation = 6,
                       .width = 32,
                       .height = 64};
  return asset;
}

/* The first page of a PDF as PNG, two pixels a point. */
static cairo_status_t append(void *data, const unsigned char *bytes, unsigned int length)
{
  g_byte_array_append(data, bytes, length);
  return CAIRO_STATUS_SUCCESS;
}

static GBytes *render(GBytes *bytes)
{
  UNREF PopplerDocument *pdf = open_pdf(bytes);
  UNREF PopplerPage *page = poppler_document_get_page(pdf, 0);
  cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, 1190, 1684);
  cairo_t *cr = cairo_create(surface);
  cairo_set_source_rgb(cr, 1, 1, 1);
  cairo_paint(cr);
  cairo_scale(cr, 2, 2);
  poppler_page_render(page, cr);
  cairo_destroy(cr);
  GByteArray *png = g_byte_array_new();
  g_assert_cmpint(cairo_surface_write_to_png_stream(surface, append, png), ==,
                  CAIRO_STATUS_SUCCESS);
  cairo_surface_destroy(surface);
  return g_byte_array_free_to_bytes(png);
}

static void test_turned(void)
{
  g_autoptr(kit) k = kit_new();
  add_image(kit_page(k, NULL), 100, 100, 100, 200, turned_jpeg(k));
  g_autoptr(GBytes) png = brv_draw_png(k->pages, 0, 1190, 0, k->fonts, k->diags);
  g_autoptr(GBytes) pdf = write_pdf(k);
  g_autoptr(GBytes) rendered = render(pdf);
  GBytes *const pictures[] = {png, rendered};
  for (guint i = 0; i < G_N_ELEMENTS(pictures); i++) {
    g_autoptr(GdkPixbuf) image = read_png(pictures[i]);
    assert_near(image, 150, 120, 0xff0000);
    assert_near(image, 150, 280, 0x0000ff);
    assert_near(image, 90, 150, 0xffffff);
  }
}

static void test_missing_glyph(void)
{
  g_autoptr(kit) k = kit_new();
  add_image(kit_page(k, NULL), 0, 0, 40, 20,
            kit_svg(k, "old.svg",
                    "<svg xmlns='http://www.w3.org/2000/svg' width='40' height='20'>"
                    "<title>\360\223\200\200</title><text y='9'>a\360\223\200\200"
                    "</text></svg>"));
  g_assert_null(brv_pdf_write(k->pages, NULL, k->fonts, NULL, k->diags));
  g_assert_cmpuint(brv_diags_errors(k->diags), ==, 1);
}

/* An SVG that names a file or an address gets neither. */
static void test_svg_confined(void)
{
  g_autoptr(kit) k = kit_new();
  g_autofree char *path = g_build_filename(g_get_tmp_dir(), "brevier-secret.png", NULL);
  const brv_asset *secret = kit_bitmap(k, BRV_ASSET_PNG, "secret.png", 0xff0000);
  g_assert_true(
      g_file_set_contents(path, (const char *)secret->bytes, (gssize)secret->length, NULL));
  g_autofree char *svg = g_strdup_printf(
      "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' "
      "width='40' height='20'><image width='40' height='20' xlink:href='file://%s'/></svg>",
      path);
  add_image(kit_page(k, NULL), 0, 0, 595, 842, kit_svg(k, "x.svg", svg));
  g_autoptr(GBytes) bytes = brv_draw_png(k->pages, 0, 1190, 0, k->fonts, k->diags);
  g_autoptr(GdkPixbuf) image = read_png(bytes);
  assert_near(image, 300, 400, 0xffffff);
  g_remove(path);
}

static void test_same_bytes(void)
{
  g_autoptr(kit) one = make_kit();
  g_autoptr(GBytes) first = write_pdf(one);
  g_autoptr(kit) other = kit_new();
  kit_set_text(other, kit_page(other, NULL), 10, 100, "title", "something else", NULL);
  g_autoptr(GBytes) between = write_pdf(other);
  g_setenv("TZ", "Asia/Tokyo", TRUE);
  g_autoptr(kit) again = make_kit();
  g_autoptr(GBytes) second = write_pdf(again);
  g_assert_true(g_bytes_equal(first, second));
  g_assert_false(g_bytes_equal(first, between));
}

static gpointer write_in_thread(gpointer data)
{
  (void)data;
  g_autoptr(kit) k = make_kit();
  return write_pdf(k);
}

static void test_threads(void)
{
  GThread *threads[4];
  for (guint i = 0; i < G_N_ELEMENTS(threads); i++)
    threads[i] = g_thread_new("writer", write_in_thread, NULL);
  g_autoptr(GBytes) here = write_in_thread(NULL);
  for (guint i = 0; i < G_N_ELEMENTS(threads); i++) {
    g_autoptr(GBytes) there = g_thread_join(threads[i]);
    g_assert_true(g_bytes_equal(here, there));
  }
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/pdf/words", test_words);
  g_test_add_func("/pdf/metadata", test_metadata);
  g_test_add_func("/pdf/outline", test_outline);
  g_test_add_func("/pdf/links", test_links);
  g_test_add_func("/pdf/lost-link", test_lost_link);
  g_test_add_func("/pdf/jpeg-untouched", test_jpeg_untouched);
  g_test_add_func("/pdf/png", test_png);
  g_test_add_func("/pdf/broken-image", test_broken_image);
  g_test_add_func("/pdf/turned", test_turned);
  g_test_add_func("/pdf/missing-glyph", test_missing_glyph);
  g_test_add_func("/pdf/svg-confined", test_svg_confined);
  g_test_add_func("/pdf/same-bytes", test_same_bytes);
  g_test_add_func("/pdf/threads", test_threads);
  return g_test_run();
}
