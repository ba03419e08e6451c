/* What a PDF is put together from: numbers and strings, objects in a file, fonts that number their
 * characters, and the structure, read back with qpdf from the finished bytes. */
#include <hb.h>
#include <math.h>
#include <qpdf/qpdf-c.h>
#include <string.h>

#include "pdf/cff.h"
#include "pdf/file.h"
#include "pdf/pdf.h"
#include "pdf/structure.h"
#include "writers-kit.h"

/* --- numbers and strings --- */

static void test_numbers(void)
{
  static const struct {
    double number;
    int decimals;
    const char *text;
  } CASES[] = {{0, 2, "0"},       {-0.001, 2, "0"},  {0.5, 2, ".5"},    {-0.05, 2, "-.05"},
               {10, 2, "10"},     {10.2, 3, "10.2"}, {841.89, 2, "841.89"}, {-13.5, 2, "-13.5"},
               {1e5, 0, "100000"}, {2.999, 2, "3"},  {-727.4, 0, "-727"}};
  for (gsize i = 0; i < G_N_ELEMENTS(CASES); i++) {
    g_autoptr(GString) out = g_string_new(NULL);
    brv_pdf_number(out, CASES[i].number, CASES[i].decimals);
    g_assert_cmpstr(out->str, ==, CASES[i].text);
  }
}

static void assert_string(const char *text, const char *written)
{
  g_autoptr(GString) out = g_string_new(NULL);
  brv_pdf_text(out, text);
  g_assert_cmpstr(out->str, ==, written);
}

static void test_strings(void)
{
  assert_string("plain", "(plain)");
  assert_string("a (b) \\ c\rd", "(a \\(b\\) \\\\ c\\rd)");
  assert_string("\303\244\360\235\204\236", "<feff00e4d834dd1e>");
  g_autoptr(GString) name = g_string_new(NULL);
  brv_pdf_name(name, "Source Sans#3");
  g_assert_cmpstr(name->str, ==, "/Source#20Sans#233");
}

/* --- objects in a file --- */

enum { OBJECTS = 2500 };

static GBytes *write_objects(const char *word)
{
  static const guint8 IDENTITY[16] = "0123456789abcde";
  g_autoptr(brv_pdf_file) file = brv_pdf_file_new(NULL);
  guint root = brv_pdf_reserve(file), pages = brv_pdf_reserve(file);
  brv_pdf_put(file, pages, "<</Type/Pages/Kids[]/Count 0>>");
  g_autoptr(GString) list = g_string_new("[");
  for (guint i = 0; i < OBJECTS; i++) {
    g_autofree char *text = g_strdup_printf("%u", i * i);
    g_string_append_printf(list, " %u 0 R", brv_pdf_add(file, text));
  }
  g_string_append(list, "]");
  guint words = brv_pdf_add_stream(file, "/Which(packed)", word, strlen(word), BRV_PDF_DEFLATE);
  g_autofree char *catalog = g_strdup_printf("<</Type/Catalog/Pages %u 0 R/All%s/Words %u 0 R>>",
                                             pages, list->str, words);
  brv_pdf_put(file, root, catalog);
  return brv_pdf_file_finish(file, root, brv_pdf_add(file, "<</Title(T)>>"), IDENTITY);
}

static qpdf_data open_bytes(GBytes *bytes)
{
  gsize length = 0;
  const char *data = g_bytes_get_data(bytes, &length);
  qpdf_data pdf = qpdf_init();
  qpdf_set_suppress_warnings(pdf, QPDF_TRUE);
  g_assert_cmpint(qpdf_read_memory(pdf, "test", data, length, NULL), ==, QPDF_SUCCESS);
  return pdf;
}

static char *half_of_identity(qpdf_data pdf, int which)
{
  qpdf_oh id = qpdf_oh_get_key(pdf, qpdf_get_trailer(pdf), "/ID");
  return g_strdup(qpdf_oh_unparse(pdf, qpdf_oh_get_array_item(pdf, id, which)));
}

static void test_file(void)
{
  g_autoptr(GBytes) bytes = write_objects("some words"), other = write_objects("other words");
  g_autoptr(GBytes) again = write_objects("some words");
  g_assert_true(g_bytes_equal(bytes, again));
  qpdf_data pdf = open_bytes(bytes), second = open_bytes(other);
  qpdf_oh all = qpdf_oh_get_key(pdf, qpdf_get_root(pdf), "/All");
  g_assert_cmpint(qpdf_oh_get_array_n_items(pdf, all), ==, OBJECTS);
  for (int i = 0; i < OBJECTS; i++)
    g_assert_cmpint(qpdf_oh_get_int_value(pdf, qpdf_oh_get_array_item(pdf, all, i)), ==, i * i);
  unsigned char *words = NULL;
  size_t length = 0;
  qpdf_oh stream = qpdf_oh_get_key(pdf, qpdf_get_root(pdf), "/Words");
  qpdf_oh_get_stream_data(pdf, stream, qpdf_dl_all, NULL, &words, &length);
  g_assert_cmpmem(words, length, "some words", strlen("some words"));
  free(words);
  for (int i = 0; i < 2; i++) {
    g_autofree char *one = half_of_identity(pdf, i), *two = half_of_identity(second, i);
    g_assert_true((strcmp(one, two) == 0) == (i == 0));
  }
  g_assert_cmpint(qpdf_check_pdf(pdf), ==, QPDF_SUCCESS);
  qpdf_cleanup(&pdf);
  qpdf_cleanup(&second);
}

/* --- fonts that number their characters --- */

static hb_blob_t *cff_of(kit *k, const char *family, const char *text)
{
  brv_page *page = kit_page(k, NULL);
  kit_set_text(k, page, 0, 0, family, text, NULL);
  PangoFont *font = g_array_index(page->items, brv_page_item, 0).text.font;
  hb_face_t *face = hb_font_get_face(pango_font_get_hb_font(font));
  return hb_face_reference_table(face, HB_TAG('C', 'F', 'F', ' '));
}

static void test_characters(void)
{
  enum { SOME = 100, FEW = 3000 };
  g_autoptr(kit) k = kit_new();
  guint length = 0;
  hb_blob_t *latin = cff_of(k, "para", "a");
  const guint8 *bytes = (const guint8 *)hb_blob_get_data(latin, &length);
  g_assert_cmpuint(length, >, 0);
  g_assert_null(brv_cff_characters(bytes, length, SOME));
  hb_blob_t *east = cff_of(k, "para", "\345\215\216"); /* 华 */
  bytes = (const guint8 *)hb_blob_get_data(east, &length);
  g_autofree guint16 *characters = brv_cff_characters(bytes, length, SOME);
  g_assert_nonnull(characters);
  for (guint i = 0; i < SOME; i++) /* those of the whole font are its glyphs' */
    g_assert_cmpuint(characters[i], ==, i);
  for (guint cut = 0; cut < FEW; cut++) { /* a font that ends early is read no further */
    g_autofree guint8 *copy = g_memdup2(bytes, cut);
    g_free(brv_cff_characters(copy, cut, SOME));
  }
  hb_blob_destroy(latin);
  hb_blob_destroy(east);
}

/* --- the structure --- */

/* A document of two pages: a paragraph over both, with a link and a note, headings with a gap, a
 * list, a table with a wide head, a picture that says something and one that does not. */
typedef struct {
  kit *k;
  brv_node *para, *link, *note, *deep, *list, *picture, *ornament;
  brv_node *cells[6];
} sample;

static brv_node *add_row(sample *s, brv_node *table, bool head, guint first, guint count)
{
  brv_node *row = kit_add(s->k, table, BRV_NODE_ROW, NULL);
  row->row.head = head;
  for (guint i = first; i < first + count; i++) {
    s->cells[i] = kit_add(s->k, row, BRV_NODE_CELL, NULL);
    s->cells[i]->cell.columns_wide = s->cells[i]->cell.rows_high = 1;
    kit_para(s->k, s->cells[i], NULL, "cell");
  }
  return row;
}

static void add_table(sample *s, brv_node *section)
{
  brv_node *table = kit_add(s->k, section, BRV_NODE_TABLE, NULL);
  table->table.columns = 2;
  add_row(s, table, true, 0, 1);
  s->cells[0]->cell.columns_wide = 2;
  add_row(s, table, true, 1, 2);
  add_row(s, table, false, 3, 2);
}

static sample make_sample(void)
{
  sample s = {.k = kit_new()};
  kit *k = s.k;
  brv_node *briefing = kit_briefing(k, k->document->root, "orders", "Orders");
  brv_node *section = kit_add(k, briefing, BRV_NODE_SECTION, NULL);
  s.deep = kit_add(k, section, BRV_NODE_HEADING, NULL);
  s.deep->level = 4;
  kit_words(k, s.deep, "Deep");
  s.para = kit_para(k, section, NULL, "Words ");
  s.link = kit_add(k, s.para, BRV_NODE_LINK, NULL);
  s.link->target = "https://example.org/";
  kit_words(k, s.link, "that lead away");
  s.note = kit_add(k, s.para, BRV_NODE_NOTE, NULL);
  s.note->number = 1;
  s.note->target = "#orders.note-1";
  kit_para(k, s.note, NULL, "A note.");
  s.list = kit_add(k, section, BRV_NODE_LIST, NULL);
  kit_para(k, kit_add(k, s.list, BRV_NODE_ITEM, NULL), NULL, "An item");
  add_table(&s, section);
  brv_node *figure = kit_add(k, section, BRV_NODE_FIGURE, NULL);
  s.picture = kit_add(k, figure, BRV_NODE_IMAGE, NULL);
  s.picture->asset = kit_bitmap(k, BRV_ASSET_PNG, "a.png", 0x2040c0);
  s.picture->alt = "Blue";
  s.ornament = kit_add(k, figure, BRV_NODE_IMAGE, NULL);
  s.ornament->asset = s.picture->asset;
  s.ornament->alt = "";
  return s;
}

static brv_page_item *last_item(brv_page *page)
{
  return &g_array_index(page->items, brv_page_item, page->items->len - 1);
}

static void put(sample *s, brv_page *page, const char *text, const brv_node *node)
{
  static double y;
  kit_set_text(s->k, page, 56, 100 + fmod(y += 14, 600), "para", text, node);
}

static void put_image(brv_page *page, const brv_node *image)
{
  brv_page_item item = {.kind = BRV_ITEM_IMAGE, .x = 56, .y = 600, .w = 80, .h = 40,
                        .node = image, .asset = image->asset};
  g_array_append_val(page->items, item);
}

/* In another order than the document's, as a margin would have it. */
static GBytes *write_sample(sample *s)
{
  brv_page *first = kit_page(s->k, "1"), *second = kit_page(s->k, "2");
  put(s, first, "Signal", NULL);
  put_image(first, s->picture);
  put_image(first, s->ornament);
  put(s, first, "Orders", s->k->document->root->first->first->last);
  put(s, first, "Deep", s->deep);
  put(s, first, "Words ", s->para);
  put(s, first, "that lead away", s->link);
  brv_page_link link = {56, 120, 80, 12, s->link->target, s->link};
  g_array_append_val(first->links, link);
  put(s, first, "1", s->note);
  put(s, first, "1", s->note);
  last_item(first)->label = true;
  put(s, first, "A note.", s->note->first);
  put(s, second, "go on.", s->para);
  put(s, second, "\342\200\223", s->list->first);
  last_item(second)->label = true;
  put(s, second, "An item", s->list->first->first);
  for (guint i = 0; i < 5; i++)
    put(s, second, "cell", s->cells[i]->first);
  GBytes *bytes = brv_pdf_write(s->k->pages, NULL, s->k->fonts, NULL, s->k->diags);
  g_assert_nonnull(bytes);
  return bytes;
}

/* "Document(Sect(H1[0.1] ...))": types, with page and number of the marks. */
static void describe(qpdf_data pdf, qpdf_oh element, GString *out);

static void describe_kid(qpdf_data pdf, qpdf_oh kid, qpdf_oh page, GString *out)
{
  if (qpdf_oh_is_integer(pdf, kid)) {
    g_string_append_printf(out, " %d.%lld",
                           qpdf_oh_is_null(pdf, page) ? -1 : qpdf_find_page_by_oh(pdf, page),
                           qpdf_oh_get_int_value(pdf, kid));
  } else if (qpdf_oh_has_key(pdf, kid, "/MCID")) {
    describe_kid(pdf, qpdf_oh_get_key(pdf, kid, "/MCID"), qpdf_oh_get_key(pdf, kid, "/Pg"), out);
  } else if (qpdf_oh_has_key(pdf, kid, "/Obj")) {
    g_string_append(out, " link");
  } else {
    g_string_append_c(out, ' ');
    describe(pdf, kid, out);
  }
}

static void describe(qpdf_data pdf, qpdf_oh element, GString *out)
{
  g_string_append(out, qpdf_oh_get_name(pdf, qpdf_oh_get_key(pdf, element, "/S")) + 1);
  qpdf_oh kids = qpdf_oh_get_key(pdf, element, "/K"), page = qpdf_oh_get_key(pdf, element, "/Pg");
  g_string_append_c(out, '(');
  for (int i = 0; qpdf_oh_is_array(pdf, kids) && i < qpdf_oh_get_array_n_items(pdf, kids); i++)
    describe_kid(pdf, qpdf_oh_get_array_item(pdf, kids, i), page, out);
  g_string_append_c(out, ')');
}

static qpdf_oh structure_root(qpdf_data pdf)
{
  return qpdf_oh_get_key(pdf, qpdf_get_root(pdf), "/StructTreeRoot");
}

static void test_tree(void)
{
  sample s = make_sample();
  g_autoptr(GBytes) bytes = write_sample(&s);
  qpdf_data pdf = open_bytes(bytes);
  g_autoptr(GString) out = g_string_new(NULL);
  describe(pdf, qpdf_oh_get_key(pdf, structure_root(pdf), "/K"), out);
  g_assert_cmpstr(out->str, ==,
                  "Document( Sect( H1( 0.1) Sect( H2( 0.2)"
                  " P( 0.3 Link( 0.4 link) Reference( Span( 0.5)) 1.0)"
                  " L( LI( Lbl( 1.1) LBody( 1.2)))"
                  " Table( THead( TR( TH( 1.3)) TR( TH( 1.4) TH( 1.5)))"
                  " TBody( TR( TD( 1.6) TD( 1.7)))) Div( Figure( 0.0))) Note( Lbl( 0.6) 0.7)))");
  qpdf_cleanup(&pdf);
  kit_free(s.k);
}

/* The value of a key in a number tree with one level of kids. */
static qpdf_oh find_number(qpdf_data pdf, qpdf_oh tree, long long key)
{
  qpdf_oh leaves = qpdf_oh_get_key(pdf, tree, "/Kids");
  for (int i = 0; i < qpdf_oh_get_array_n_items(pdf, leaves); i++) {
    qpdf_oh nums = qpdf_oh_get_key(pdf, qpdf_oh_get_array_item(pdf, leaves, i), "/Nums");
    for (int k = 0; k + 1 < qpdf_oh_get_array_n_items(pdf, nums); k += 2)
      if (qpdf_oh_get_int_value(pdf, qpdf_oh_get_array_item(pdf, nums, k)) == key)
        return qpdf_oh_get_array_item(pdf, nums, k + 1);
  }
  return qpdf_oh_new_null(pdf);
}

static const char *type_of(qpdf_data pdf, qpdf_oh element)
{
  return qpdf_oh_get_name(pdf, qpdf_oh_get_key(pdf, element, "/S"));
}

/* From marks and annotations to elements. */
static void test_parents(void)
{
  static const char *const FIRST[] = {"/Figure", "/H1",   "/H2",  "/P",
                                      "/Link",   "/Span", "/Lbl", "/Note"};
  sample s = make_sample();
  g_autoptr(GBytes) bytes = write_sample(&s);
  qpdf_data pdf = open_bytes(bytes);
  qpdf_oh page = qpdf_get_page_n(pdf, 0);
  qpdf_oh tree = qpdf_oh_get_key(pdf, structure_root(pdf), "/ParentTree");
  long long key = qpdf_oh_get_int_value(pdf, qpdf_oh_get_key(pdf, page, "/StructParents"));
  qpdf_oh marks = find_number(pdf, tree, key);
  g_assert_cmpint(qpdf_oh_get_array_n_items(pdf, marks), ==, G_N_ELEMENTS(FIRST));
  for (gsize i = 0; i < G_N_ELEMENTS(FIRST); i++)
    g_assert_cmpstr(type_of(pdf, qpdf_oh_get_array_item(pdf, marks, (int)i)), ==, FIRST[i]);
  qpdf_oh link = qpdf_oh_get_array_item(pdf, qpdf_oh_get_key(pdf, page, "/Annots"), 0);
  key = qpdf_oh_get_int_value(pdf, qpdf_oh_get_key(pdf, link, "/StructParent"));
  g_assert_cmpstr(type_of(pdf, find_number(pdf, tree, key)), ==, "/Link");
  g_assert_cmpstr(qpdf_oh_get_utf8_value(pdf, qpdf_oh_get_key(pdf, link, "/Contents")), ==,
                  "that lead away");
  g_assert_cmpstr(qpdf_oh_get_name(pdf, qpdf_oh_get_key(pdf, page, "/Tabs")), ==, "/S");
  qpdf_cleanup(&pdf);
  kit_free(s.k);
}

/* The attribute `key` of the element of a mark on the second page, as text. */
static const char *attribute(qpdf_data pdf, int mark, const char *key)
{
  qpdf_oh tree = qpdf_oh_get_key(pdf, structure_root(pdf), "/ParentTree");
  qpdf_oh element = qpdf_oh_get_array_item(pdf, find_number(pdf, tree, 1), mark);
  qpdf_oh held = qpdf_oh_get_key(pdf, element, "/A");
  return qpdf_oh_is_dictionary(pdf, held) && qpdf_oh_has_key(pdf, held, key)
             ? qpdf_oh_unparse(pdf, qpdf_oh_get_key(pdf, held, key))
             : "";
}

/* A head over two columns: cells name theirs. */
static void test_heads(void)
{
  sample s = make_sample();
  g_autoptr(GBytes) bytes = write_sample(&s);
  qpdf_data pdf = open_bytes(bytes);
  g_assert_cmpstr(attribute(pdf, 3, "/Scope"), ==, "/Column");
  g_assert_cmpstr(attribute(pdf, 3, "/ColSpan"), ==, "2");
  g_autofree char *under = g_strdup(attribute(pdf, 5, "/Headers"));
  g_autofree char *cell = g_strdup(attribute(pdf, 7, "/Headers"));
  g_auto(GStrv) of_head = g_strsplit(under, "(", -1), of_cell = g_strsplit(cell, "(", -1);
  g_assert_cmpuint(g_strv_length(of_head), ==, 2); /* the one above it */
  g_assert_cmpuint(g_strv_length(of_cell), ==, 3); /* that and its own */
  g_assert_true(g_str_has_suffix(of_head[1], "-0) ]"));
  g_assert_true(qpdf_oh_has_key(pdf, structure_root(pdf), "/IDTree"));
  qpdf_cleanup(&pdf);
  kit_free(s.k);
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/pdf-tags/numbers", test_numbers);
  g_test_add_func("/pdf-tags/strings", test_strings);
  g_test_add_func("/pdf-tags/file", test_file);
  g_test_add_func("/pdf-tags/characters", test_characters);
  g_test_add_func("/pdf-tags/tree", test_tree);
  g_test_add_func("/pdf-tags/parents", test_parents);
  g_test_add_func("/pdf-tags/heads", test_heads);
  return g_test_run();
}
