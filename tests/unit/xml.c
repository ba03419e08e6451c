/* The writer of the e-book's XML, against libxml2's: random documents have the same bytes by both, and
 * what is read back is what was written. */
#include <libxml/parser.h>
#include <libxml/xmlwriter.h>
#include <string.h>

#include "epub/xml.h"

enum { DOCUMENTS = 400, STEPS = 60 };

/* Both writers, told the same. */
typedef struct {
  brv_xml *ours;
  xmlTextWriterPtr theirs;
  xmlBufferPtr buffer;
  GString *said;
  guint depth;
  bool in_tag;
  guint attributes;
} both;

static both both_new(const char *doctype, bool indent)
{
  both b = {.buffer = xmlBufferCreate(), .said = g_string_new(NULL)};
  b.ours = brv_xml_new(doctype, indent, b.said);
  b.theirs = xmlNewTextWriterMemory(b.buffer, 0);
  xmlTextWriterSetIndent(b.theirs, indent);
  xmlTextWriterSetIndentString(b.theirs, BAD_CAST "  ");
  xmlTextWriterStartDocument(b.theirs, "1.0", "UTF-8", NULL);
  if (doctype)
    xmlTextWriterWriteDTD(b.theirs, BAD_CAST doctype, NULL, NULL, NULL);
  if (doctype && !indent)
    xmlTextWriterWriteRaw(b.theirs, BAD_CAST "\n");
  return b;
}

static void open_element(both *b, const char *name)
{
  brv_xml_open(b->ours, name);
  xmlTextWriterStartElement(b->theirs, BAD_CAST name);
  b->depth++;
  b->in_tag = true;
  b->attributes = 0;
}

static void close_element(both *b)
{
  brv_xml_close(b->ours);
  xmlTextWriterEndElement(b->theirs);
  b->depth--;
  b->in_tag = false;
}

static void attribute(both *b, const char *value)
{
  static const char *const names[] = {"id", "class", "epub:type", "xml:lang"};
  const char *name = names[b->attributes++];
  brv_xml_attribute(b->ours, name, value);
  xmlTextWriterWriteAttribute(b->theirs, BAD_CAST name, BAD_CAST value);
}

static void text(both *b, const char *words)
{
  brv_xml_text(b->ours, words, strlen(words));
  xmlTextWriterWriteString(b->theirs, BAD_CAST words);
  b->in_tag = false;
}

static void element(both *b, const char *words)
{
  brv_xml_element(b->ours, "title", words);
  xmlTextWriterWriteElement(b->theirs, BAD_CAST "title", BAD_CAST words);
  b->in_tag = false;
}

static GBytes *both_finish(both *b)
{
  GBytes *ours = brv_xml_finish(b->ours);
  xmlTextWriterEndDocument(b->theirs);
  xmlFreeTextWriter(b->theirs);
  gsize length = 0;
  const void *bytes = g_bytes_get_data(ours, &length);
  g_assert_cmpmem(bytes, length, xmlBufferContent(b->buffer), xmlBufferLength(b->buffer));
  xmlBufferFree(b->buffer);
  return ours;
}

/* Every character that markup, attributes or line ends make special; some of two to four bytes. */
static char *random_words(GRand *random)
{
  static const char *const pieces[] = {"<",  ">",  "&",   "\"",  "'",    "\n", "\r", "\t", " ",
                                       "a;", "]]>", "é", "“x”", "語", "\U0001F600", "words", "\x7f"};
  GString *words = g_string_new(NULL);
  for (int i = g_rand_int_range(random, 0, 9); i > 0; i--)
    g_string_append(words, pieces[g_rand_int_range(random, 0, G_N_ELEMENTS(pieces))]);
  return g_string_free(words, FALSE);
}

static void step(both *b, GRand *random)
{
  static const char *const names[] = {"p", "span", "dc:title", "h1"};
  enum { MOST_ATTRIBUTES = 4 };
  g_autofree char *words = random_words(random);
  switch (g_rand_int_range(random, 0, 6)) {
  case 0:
    open_element(b, names[g_rand_int_range(random, 0, G_N_ELEMENTS(names))]);
    break;
  case 1:
    if (b->depth > 1)
      close_element(b);
    break;
  case 2:
    text(b, words);
    break;
  case 3:
    element(b, words);
    break;
  default:
    if (b->in_tag && b->attributes < MOST_ATTRIBUTES)
      attribute(b, words);
  }
}

static void test_random(void)
{
  GRand *random = g_rand_new_with_seed(7);
  for (int i = 0; i < DOCUMENTS; i++) {
    both b = both_new(i & 1 ? "html" : NULL, i & 2);
    open_element(&b, "html");
    for (int k = 0; k < STEPS; k++)
      step(&b, random);
    g_bytes_unref(both_finish(&b));
    g_string_free(b.said, TRUE);
  }
  g_rand_free(random);
}

/* Text and attributes survive; what was said is the text. */
static void test_reading(void)
{
  static const char WORDS[] = "1 < 2 & \"3\" > '4'\r\n\tfünf 語";
  both b = both_new("html", false);
  open_element(&b, "html");
  attribute(&b, WORDS);
  text(&b, WORDS);
  g_autoptr(GBytes) bytes = both_finish(&b);
  gsize length = 0;
  const char *start = g_bytes_get_data(bytes, &length);
  xmlDocPtr doc = xmlReadMemory(start, (int)length, NULL, NULL, XML_PARSE_NONET);
  xmlNodePtr root = xmlDocGetRootElement(doc);
  xmlChar *content = xmlNodeGetContent(root), *value = xmlGetNoNsProp(root, BAD_CAST "id");
  g_assert_cmpstr((const char *)content, ==, WORDS);
  g_assert_cmpstr((const char *)value, ==, WORDS);
  g_assert_cmpstr(b.said->str, ==, WORDS);
  xmlFree(content);
  xmlFree(value);
  xmlFreeDoc(doc);
  g_string_free(b.said, TRUE);
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/xml/random", test_random);
  g_test_add_func("/xml/reading", test_reading);
  return g_test_run();
}
