/* The EPUB writer where it is hard: bad text, depth, missing targets, other scripts, any ground,
 * and the same bytes in any order and thread. */
#include <math.h>
#include <string.h>

#include "epub-reader.h"
#include "epub/epub.h"
#include "writers-specimen.h"

/* Nobody looks at the cover here. */
static GBytes *write_epub(kit *k)
{
  g_autoptr(GBytes) cover = g_bytes_new_static("a cover", strlen("a cover"));
  g_autoptr(brv_archive) archive = brv_epub_write(k->pages, k->fonts, k->diags);
  return archive ? brv_epub_finish(archive, cover, k->diags) : NULL;
}

static GBytes *write_specimen(void)
{
  g_autoptr(kit) k = kit_new();
  kit_fill_specimen(k);
  return write_epub(k);
}

/* A document of one briefing with one paragraph. */
static brv_node *add_para(kit *k, const char *text)
{
  return kit_para(k, kit_briefing(k, k->document->root, "one", "One"), NULL, text);
}

static void test_control_character(void)
{
  g_autoptr(kit) k = kit_new();
  const char *text = "good \001 bad";
  brv_source *source = brv_source_new(k->arena, "one.md", text, strlen(text));
  brv_node *para = add_para(k, NULL);
  brv_node_append(para, brv_node_new_text(k->arena, text, (brv_place){source, 5, 1}));
  g_assert_null(write_epub(k));
  g_assert_cmpuint(brv_diags_errors(k->diags), ==, 1);
}

static void test_lost_link(void)
{
  g_autoptr(kit) k = kit_new();
  brv_node *link = kit_add(k, add_para(k, "see "), BRV_NODE_LINK, NULL);
  link->target = "#nowhere";
  kit_words(k, link, "there");
  g_autoptr(GBytes) bytes = write_epub(k);
  g_assert_cmpuint(brv_diags_warnings(k->diags), ==, 1);
  g_autoptr(book) b = book_open(bytes);
  g_assert_cmpuint(book_count(b, "EPUB/one.xhtml", "//h:a"), ==, 0);
  g_assert_cmpuint(book_count(b, "EPUB/one.xhtml", "//h:p[.='see there']"), ==, 1);
}

static void test_depth(void)
{
  enum { DEPTH = 50000 };
  g_autoptr(kit) k = kit_new();
  brv_node *at = kit_briefing(k, k->document->root, "deep", "Deep");
  for (int i = 0; i < DEPTH; i++)
    at = kit_add(k, at, BRV_NODE_GROUP, "callout");
  kit_para(k, at, NULL, "bottom");
  g_autoptr(GBytes) bytes = write_epub(k);
  g_autoptr(book) b = book_open(bytes);
  g_autofree char *text = book_text(b, "EPUB/deep.xhtml");
  guint opened = 0, closed = 0;
  for (const char *p = text; (p = strstr(p, "<div class=\"callout\">")); p++)
    opened++;
  for (const char *p = text; (p = strstr(p, "</div>")); p++)
    closed++;
  g_assert_cmpuint(opened, ==, DEPTH);
  g_assert_cmpuint(closed, ==, DEPTH);
}

/* Briefings called like files of the book, or like one another, each get a file. */
static void test_names(void)
{
  g_autoptr(kit) k = kit_new();
  static const char *const wishes[] = {"nav", "Same", "same", "../up", "\346\227\245", "toc"};
  for (guint i = 0; i < G_N_ELEMENTS(wishes); i++)
    kit_briefing(k, k->document->root, wishes[i], "Title");
  g_autoptr(GBytes) bytes = write_epub(k);
  g_autoptr(book) b = book_open(bytes);
  g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  guint files = 0;
  for (guint i = 0; i < b->names->len; i++) {
    const char *name = b->names->pdata[i];
    g_assert_true(g_hash_table_add(seen, g_ascii_strdown(name, -1)));
    g_assert_null(strstr(name, "/.."));
    for (const char *c = name; *c; c++)
      g_assert_true(g_ascii_isprint(*c));
    files += g_str_has_suffix(name, ".xhtml");
  }
  g_assert_cmpuint(files, ==, G_N_ELEMENTS(wishes) + 1);
}

static void test_right_to_left(void)
{
  g_autoptr(kit) k = kit_new();
  k->document->language = "ar";
  brv_node *para = add_para(k, "\331\205\330\261\330\255\330\250\330\247 ");
  brv_node *span = kit_add(k, para, BRV_NODE_SPAN, NULL);
  span->language = "en";
  kit_words(k, span, "hello");
  g_autoptr(GBytes) bytes = write_epub(k);
  g_autoptr(book) b = book_open(bytes);
  g_assert_cmpuint(book_count(b, "EPUB/one.xhtml", "/h:html[@dir='rtl'][@lang='ar']"), ==, 1);
  g_assert_cmpuint(book_count(b, "EPUB/one.xhtml", "//h:span[@lang='en'][@dir='ltr']"), ==, 1);
  g_assert_cmpuint(
      book_count(b, "EPUB/package.opf", "//opf:spine[@page-progression-direction='rtl']"), ==, 1);
  g_autofree char *css = book_text(b, "EPUB/style.css");
  g_assert_nonnull(strstr(css, "padding-right: 1.4em"));
}

/* What makes an old reader refuse the sheet, or fixes what is the reader's. */
static void test_sheet(void)
{
  g_autoptr(GBytes) bytes = write_specimen();
  g_autoptr(book) b = book_open(bytes);
  static const char *const sheets[] = {"EPUB/style.css", "EPUB/night.css"};
  static const char *const refused[] = {"@",    "min(",     "max(", "calc(", "var(", "--", "flex",
                                        "grid", "position", "rem;", "px;",   "pt;",  "vw;"};
  for (guint i = 0; i < G_N_ELEMENTS(sheets); i++) {
    g_autofree char *css = book_text(b, sheets[i]);
    for (guint r = 0; r < G_N_ELEMENTS(refused); r++)
      g_assert_null(strstr(css, refused[r]));
  }
  g_autofree char *css = book_text(b, "EPUB/style.css");
  g_assert_nonnull(strstr(css, "body { margin: 0; padding: 0; }"));
  g_assert_null(strstr(css, "serif\""));
}

static double linear(double channel)
{
  double c = channel / 255;
  return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

static double luminance_of(const char *hex)
{
  guint64 rgb = g_ascii_strtoull(hex, NULL, 16);
  return 0.2126 * linear((double)(rgb >> 16 & 255)) + 0.7152 * linear((double)(rgb >> 8 & 255)) +
         0.0722 * linear((double)(rgb & 255));
}

/* Every colour of text has AA contrast on white and on black; those for night AAA on black. */
static void test_grounds(void)
{
  g_autoptr(GBytes) bytes = write_specimen();
  g_autoptr(book) b = book_open(bytes);
  guint colours = 0;
  g_autofree char *day = book_text(b, "EPUB/style.css");
  for (const char *p = day; (p = strstr(p, " color: #")); colours++) {
    p += strlen(" color: #");
    double light = luminance_of(p);
    g_assert_cmpfloat(1.05 / (light + 0.05), >=, 4.5);
    g_assert_cmpfloat((light + 0.05) / 0.05, >=, 4.5);
  }
  g_autofree char *night = book_text(b, "EPUB/night.css");
  for (const char *p = night; (p = strstr(p, " color: #")); colours++) {
    p += strlen(" color: #");
    g_assert_cmpfloat((luminance_of(p) + 0.05) / 0.05, >=, 7);
  }
  g_assert_cmpuint(colours, >, 3);
}

static void test_same_bytes(void)
{
  g_autoptr(GBytes) first = write_specimen();
  g_autoptr(kit) other = kit_new();
  add_para(other, "something else");
  g_autoptr(GBytes) between = write_epub(other);
  g_setenv("TZ", "Asia/Tokyo", TRUE);
  g_autoptr(GBytes) second = write_specimen();
  g_assert_true(g_bytes_equal(first, second));
  g_assert_false(g_bytes_equal(first, between));
}

static gpointer write_in_thread(gpointer data G_GNUC_UNUSED)
{
  return write_specimen();
}

static void test_threads(void)
{
  GThread *threads[4];
  for (guint i = 0; i < G_N_ELEMENTS(threads); i++)
    threads[i] = g_thread_new("writer", write_in_thread, NULL);
  g_autoptr(GBytes) here = write_specimen();
  for (guint i = 0; i < G_N_ELEMENTS(threads); i++) {
    g_autoptr(GBytes) there = g_thread_join(threads[i]);
    g_assert_true(g_bytes_equal(here, there));
  }
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/epub/control-character", test_control_character);
  g_test_add_func("/epub/lost-link", test_lost_link);
  g_test_add_func("/epub/depth", test_depth);
  g_test_add_func("/epub/names", test_names);
  g_test_add_func("/epub/right-to-left", test_right_to_left);
  g_test_add_func("/epub/sheet", test_sheet);
  g_test_add_func("/epub/grounds", test_grounds);
  g_test_add_func("/epub/same-bytes", test_same_bytes);
  g_test_add_func("/epub/threads", test_threads);
  return g_test_run();
}
