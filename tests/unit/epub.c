/* The EPUB writer: the finished file opened anew and judged by what it says. */
#include <libxml/tree.h>
#include <string.h>

#include "epub-reader.h"
#include "epub/epub.h"
#include "pdf/draw.h"
#include "writers-specimen.h"

#define ORDERS "EPUB/orders.xhtml"

static GBytes *write_epub(kit *k)
{
  g_autoptr(GBytes) cover = brv_draw_png(k->pages, 0, 160, 0, k->fonts, k->diags);
  g_autoptr(brv_archive) archive = brv_epub_write(k->pages, k->fonts, k->diags);
  GBytes *bytes = archive ? brv_epub_finish(archive, cover, k->diags) : NULL;
  if (brv_diags_errors(k->diags) || brv_diags_warnings(k->diags))
    brv_diags_print(k->diags, stderr);
  return bytes;
}

static book *open_specimen(void)
{
  g_autoptr(kit) k = kit_new();
  kit_fill_specimen(k);
  g_autoptr(GBytes) bytes = write_epub(k);
  g_assert_cmpuint(brv_diags_errors(k->diags) + brv_diags_warnings(k->diags), ==, 0);
  g_assert_nonnull(bytes);
  return book_open(bytes);
}

static void assert_string(book *b, const char *name, const char *xpath, const char *expected)
{
  g_autofree char *string = book_string(b, name, xpath);
  g_assert_cmpstr(string, ==, expected);
}

/* OCF 3.3: the first entry is the type, plain, at a fixed place; nothing bears the clock's time. */
static void test_container(void)
{
  g_autoptr(kit) k = kit_new();
  kit_fill_specimen(k);
  g_autoptr(GBytes) bytes = write_epub(k);
  gsize length = 0;
  const guint8 *at = g_bytes_get_data(bytes, &length);
  g_assert_cmpmem(at + 30, 28, "mimetypeapplication/epub+zip", 28);
  guint date = (2026 - 1980) << 9 | 4 << 5 | 26;
  g_assert_cmpuint(at[10] | at[11] << 8, ==, 0);
  g_assert_cmpuint(at[12] | at[13] << 8, ==, date);
  g_assert_cmpuint(at[28] | at[29] << 8, ==, 0);
  g_autoptr(book) b = book_open(bytes);
  g_assert_cmpstr(b->names->pdata[0], ==, "mimetype");
  g_assert_cmpstr(b->names->pdata[1], ==, "META-INF/container.xml");
  g_assert_cmpstr(b->names->pdata[2], ==, "EPUB/package.opf");
}

static void test_manifest(void)
{
  g_autoptr(book) b = open_specimen();
  g_autoptr(GPtrArray) hrefs = book_strings(b, "EPUB/package.opf", "//opf:item/@href");
  g_assert_cmpuint(hrefs->len, ==, b->names->len - 3);
  for (guint i = 0; i < hrefs->len; i++) {
    g_autofree char *name = g_strconcat("EPUB/", hrefs->pdata[i], NULL);
    g_assert_true(g_hash_table_contains(b->files, name));
  }
  g_autoptr(GPtrArray) spine =
      book_strings(b, "EPUB/package.opf", "//opf:item[@id = //opf:itemref/@idref]/@href");
  static const char *const order[] = {"cover.xhtml", "contents.xhtml", "orders.xhtml",
                                      "2026-uber.xhtml"};
  g_assert_cmpuint(spine->len, ==, G_N_ELEMENTS(order));
  for (guint i = 0; i < spine->len; i++)
    g_assert_cmpstr(spine->pdata[i], ==, order[i]);
}

static void test_metadata(void)
{
  g_autoptr(book) b = open_specimen();
  const char *opf = "EPUB/package.opf";
  assert_string(b, opf, "//dc:title", "Trial & Weekly 17");
  assert_string(b, opf, "//dc:language", "en-GB");
  assert_string(b, opf, "//opf:meta[@property='dcterms:modified']", "2026-04-26T00:00:00Z");
  assert_string(b, opf, "//opf:meta[@property='belongs-to-collection']", "Trial & Weekly");
  assert_string(b, opf, "//opf:meta[@property='group-position']", "17");
  assert_string(b, opf,
                "string(//opf:meta[@name='cover']/@content = "
                "//opf:item[@properties='cover-image']/@id)",
                "true");
  assert_string(b, opf, "string(//opf:spine/@toc = //opf:item[@href='toc.ncx']/@id)", "true");
  g_autofree char *id = book_string(b, opf, "//dc:identifier[@id=/opf:package/@unique-identifier]");
  g_assert_true(g_regex_match_simple("^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab]"
                                     "[0-9a-f]{3}-[0-9a-f]{12}$",
                                     id, 0, 0));
  assert_string(b, "EPUB/toc.ncx", "//ncx:meta[@name='dtb:uid']/@content", id);
}

/* The page list names every page, in order, and leads to the mark that says the same. */
static void test_pages(void)
{
  g_autoptr(book) b = open_specimen();
  const char *list = "//h:nav[@epub:type='page-list']//h:a";
  g_autofree char *hrefs_path = g_strconcat(list, "/@href", NULL);
  g_autoptr(GPtrArray) labels = book_strings(b, "EPUB/nav.xhtml", list);
  g_autoptr(GPtrArray) hrefs = book_strings(b, "EPUB/nav.xhtml", hrefs_path);
  static const char *const order[] = {"Cover", "i", "1", "2", "3", "4", "5"};
  g_assert_cmpuint(labels->len, ==, G_N_ELEMENTS(order));
  for (guint i = 0; i < labels->len; i++) {
    g_assert_cmpstr(labels->pdata[i], ==, order[i]);
    g_auto(GStrv) parts = g_strsplit(hrefs->pdata[i], "#", 2);
    g_autofree char *name = g_strconcat("EPUB/", parts[0], NULL);
    g_autofree char *mark = g_strdup_printf(
        "//h:span[@id='%s'][@epub:type='pagebreak'][@role='doc-pagebreak']/@aria-label", parts[1]);
    assert_string(b, name, mark, order[i]);
  }
  /* Page 2 begins at the word that was named by a byte in it, pages 3 and 4 inside the row. */
  assert_string(b, ORDERS, "//h:span[@id='page-2']/preceding-sibling::text()[1]", "Fish & <");
  assert_string(b, ORDERS, "//h:span[@id='page-4']/parent::h:th/text()", "ByteDance");
}

static void test_notes(void)
{
  g_autoptr(book) b = open_specimen();
  g_assert_cmpuint(book_count(b, ORDERS, "//h:a[@epub:type='noteref'][@role='doc-noteref']"), ==,
                   2);
  g_assert_cmpuint(book_count(b, ORDERS, "//h:a[@epub:type='noteref']/*"), ==, 0);
  const char *note = "//h:div[@epub:type='footnote'][@role='doc-footnote']";
  g_assert_cmpuint(book_count(b, ORDERS, note), ==, 1);
  assert_string(b, ORDERS,
                "string(//h:a[@epub:type='noteref']/@href = "
                "concat('#', //h:div[@epub:type='footnote']/@id))",
                "true");
  assert_string(b, ORDERS, "//h:div[@epub:type='footnote']", "\n3 The body of the note.");
  assert_string(b, ORDERS,
                "string((//h:div[@epub:type='footnote']//*)[2][@role='doc-backlink']/@href = "
                "concat('#', (//h:a[@epub:type='noteref'])[1]/@id))",
                "true");
}

static void test_citations(void)
{
  g_autoptr(book) b = open_specimen();
  assert_string(b, ORDERS, "//h:sup[@class='citations']", "1,2, p. 3");
  g_autoptr(GPtrArray) hrefs = book_strings(b, ORDERS, "//h:a[@role='doc-biblioref']/@href");
  g_assert_cmpuint(hrefs->len, ==, 2);
  for (guint i = 0; i < hrefs->len; i++) {
    g_autofree char *item = g_strdup_printf("//h:ol[@class='sources']/h:li[@id='%s']//h:span[1]",
                                            (char *)hrefs->pdata[i] + 1);
    assert_string(b, ORDERS, item, i ? "2" : "1");
  }
}

static void test_table(void)
{
  g_autoptr(book) b = open_specimen();
  const char *table = "//h:table[@id='orders.tab-who']";
  g_autofree char *first = g_strconcat("name(", table, "/*[1])", NULL);
  assert_string(b, ORDERS, first, "caption");
  g_assert_cmpuint(book_count(b, ORDERS, "//h:thead/h:tr/h:th[@scope='col']"), ==, 3);
  g_assert_cmpuint(book_count(b, ORDERS, "//h:tbody/h:tr/h:th[@scope='row']"), ==, 3);
  g_assert_cmpuint(book_count(b, ORDERS, "//h:th[not(@scope)]"), ==, 0);
  g_assert_cmpuint(book_count(b, ORDERS, "//h:tbody/h:tr[@class='marked']"), ==, 1);
  assert_string(b, ORDERS, "//h:tr[last()]/h:td[@colspan='2']", "Both");
  assert_string(b, ORDERS, "//h:tbody/h:tr[1]/h:td[2]/@class", "end");
}

static void test_figures(void)
{
  g_autoptr(book) b = open_specimen();
  assert_string(b, ORDERS, "//h:figure[1]/h:img/@alt", "A red field");
  assert_string(b, ORDERS, "name(//h:figure[1]/*[last()])", "figcaption");
  assert_string(b, ORDERS, "//h:figure[1]/h:figcaption/h:p[1]", "What the figure shows");
  assert_string(b, ORDERS, "//h:figure[1]/h:figcaption/h:p[@class='credit']", "Chart: Desk");
  g_assert_cmpuint(book_count(b, ORDERS, "//h:figure[2]/h:figcaption"), ==, 0);
  g_assert_cmpuint(book_count(b, ORDERS, "//h:img[not(@alt)]"), ==, 0);
  assert_string(b, ORDERS, "//h:img[@class='drawing']/@alt", "0.72 on a scale from 0 to 1");
}

static void test_languages(void)
{
  g_autoptr(book) b = open_specimen();
  assert_string(b, ORDERS, "/h:html/@xml:lang", "en-GB");
  assert_string(b, ORDERS, "//h:span[@lang='de'][@xml:lang='de']", "Grüße");
  assert_string(b, ORDERS, "//h:span[@lang='he']/@dir", "rtl");
  g_assert_cmpuint(book_count(b, ORDERS, "//h:span[@lang='de'][@dir]"), ==, 0);
}

static void test_blocks(void)
{
  g_autoptr(book) b = open_specimen();
  assert_string(b, ORDERS, "//h:ol[@start='4']/h:li[2]", "\nFive");
  assert_string(b, ORDERS, "//h:ol[@start='4']/h:li[1]/h:ul/h:li/h:p", "Within four");
  assert_string(b, ORDERS, "//h:blockquote/h:p[@class='attribution']", "— A. Speaker, director");
  assert_string(b, ORDERS, "//h:pre/h:code", "if (a < b)\n  return \"&\";\n");
  g_assert_cmpuint(book_count(b, ORDERS, "//h:hr"), ==, 1);
  assert_string(b, ORDERS, "//h:header/h:h1", "Orders before & after");
  assert_string(b, ORDERS, "//h:section[@class='fact']/h:h2", "The fact");
  assert_string(b, "EPUB/cover.xhtml", "//h:p[@class='cover-more']", "and one more, from page 1");
}

static bool is_ncname(const char *id)
{
  return xmlValidateNCName(BAD_CAST id, 0) == 0;
}

/* Every id is an XML name and stands once in its file. */
static void check_ids(book *b, const char *name)
{
  g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
  g_autoptr(GPtrArray) ids = book_strings(b, name, "//@id");
  for (guint i = 0; i < ids->len; i++) {
    g_assert_true(is_ncname(ids->pdata[i]));
    g_assert_true(g_hash_table_add(seen, ids->pdata[i]));
  }
}

static void check_href(book *b, const char *from, const char *href)
{
  if (strstr(href, "://"))
    return;
  g_auto(GStrv) parts = g_strsplit(href, "#", 2);
  g_autofree char *name = *parts[0] ? g_strconcat("EPUB/", parts[0], NULL) : g_strdup(from);
  g_assert_true(g_hash_table_contains(b->files, name));
  if (!parts[1])
    return;
  g_autofree char *target = g_strdup_printf("//*[@id='%s']", parts[1]);
  if (book_count(b, name, target) != 1)
    g_error("%s: nothing at %s", from, href);
}

static void check_links(book *b, const char *name)
{
  g_autoptr(GPtrArray) hrefs = book_strings(b, name, "//@href | //@src");
  for (guint i = 0; i < hrefs->len; i++)
    check_href(b, name, hrefs->pdata[i]);
}

static void test_links(void)
{
  g_autoptr(book) b = open_specimen();
  guint checked = 0;
  for (guint i = 0; i < b->names->len; i++)
    if (g_str_has_suffix(b->names->pdata[i], ".xhtml") ||
        g_str_has_suffix(b->names->pdata[i], ".ncx")) {
      check_ids(b, b->names->pdata[i]);
      check_links(b, b->names->pdata[i]);
      checked++;
    }
  g_assert_cmpuint(checked, ==, 6);
  assert_string(b, ORDERS, "//h:a[text()='what to watch']/@href",
                "2026-uber.xhtml#_2026_uber.watch");
  assert_string(b, ORDERS, "//h:a[text()='the fact']/@href", "#orders.fact");
  assert_string(b, ORDERS, "//h:a[text()='the web']/@href",
                "https://example.org/p%C3%A4th?a=1&b=%7B2%7D");
}

static void test_navigation(void)
{
  g_autoptr(book) b = open_specimen();
  const char *nav = "EPUB/nav.xhtml";
  assert_string(b, nav, "//h:nav[@epub:type='toc']/h:ol/h:li[3]/h:span", "Cloud");
  assert_string(b, nav, "//h:li[h:span='Cloud']/h:ol/h:li/h:a", "Orders before & after");
  assert_string(b, nav, "//h:li[h:a='Orders before & after']/h:ol/h:li[1]/h:a", "The fact");
  assert_string(b, nav, "//h:nav[@epub:type='landmarks']//h:a[@epub:type='bodymatter']/@href",
                "orders.xhtml");
  g_assert_cmpuint(book_count(b, nav, "//h:nav[@epub:type='toc']//h:a"), ==, 7);
  g_assert_cmpuint(book_count(b, "EPUB/toc.ncx", "//ncx:navPoint"), ==, 8);
}

/* What a drawing and an SVG become: outlines on white, whole numbers, ids of their own. */
static void test_pictures(void)
{
  g_autoptr(kit) k = kit_new();
  kit_fill_specimen(k);
  g_autoptr(GBytes) bytes = write_epub(k);
  g_autoptr(book) b = book_open(bytes);
  static const char *const names[] = {"EPUB/images/drawing.svg", "EPUB/images/grosse_x.svg"};
  static const char *const boxes[] = {"0 0 1214 280", "0 0 40 20"};
  for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
    g_assert_cmpuint(book_count(b, names[i], "//svg:text"), ==, 0);
    g_assert_cmpuint(book_count(b, names[i], "//svg:path"), >, 0);
    g_assert_cmpuint(book_count(b, names[i], "/svg:svg/*[1][self::svg:rect][@fill='#ffffff']"), ==,
                     1);
    assert_string(b, names[i], "/svg:svg/@viewBox", boxes[i]);
    assert_string(b, names[i], "(//@id)[1]", "g1");
    g_autoptr(GPtrArray) uses = book_strings(b, names[i], "//svg:use/@xlink:href");
    for (guint u = 0; u < uses->len; u++)
      check_href(b, names[i], uses->pdata[u]);
  }
  const brv_asset *jpeg = kit_bitmap(k, BRV_ASSET_JPEG, "same.jpg", 0x996633);
  GBytes *stored = g_hash_table_lookup(b->files, "EPUB/images/dot.jpg");
  g_assert_cmpmem(g_bytes_get_data(stored, NULL), g_bytes_get_size(stored), jpeg->bytes,
                  jpeg->length);
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/epub/container", test_container);
  g_test_add_func("/epub/manifest", test_manifest);
  g_test_add_func("/epub/metadata", test_metadata);
  g_test_add_func("/epub/pages", test_pages);
  g_test_add_func("/epub/notes", test_notes);
  g_test_add_func("/epub/citations", test_citations);
  g_test_add_func("/epub/table", test_table);
  g_test_add_func("/epub/figures", test_figures);
  g_test_add_func("/epub/languages", test_languages);
  g_test_add_func("/epub/blocks", test_blocks);
  g_test_add_func("/epub/links", test_links);
  g_test_add_func("/epub/navigation", test_navigation);
  g_test_add_func("/epub/pictures", test_pictures);
  return g_test_run();
}
