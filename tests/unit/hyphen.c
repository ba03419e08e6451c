/* Hyphenation by patterns. */
#include "typeset/hyphen.h"

#include <string.h>

#include "typeset/hyphen-compile.h"

/* The compiled patterns of a file's text; they stay until the end of the program. */
static brv_hyphens *read_patterns(const char *text)
{
  GByteArray *table = brv_hyphens_compile(text);
  g_assert_nonnull(table);
  return brv_hyphens_open(g_byte_array_free(table, FALSE));
}

/* The word with a hyphen at each chance. */
static char *divide(const brv_hyphens *hyphens, const char *word)
{
  guint8 marks[BRV_HYPHEN_WORD + 1] = {0};
  GString *out = g_string_new(NULL);
  guint i = 0;
  brv_hyphenate(hyphens, word, strlen(word), marks);
  for (const char *p = word; *p; p = g_utf8_next_char(p), i++) {
    if (i < BRV_HYPHEN_WORD && marks[i])
      g_string_append_c(out, '-');
    g_string_append_unichar(out, g_utf8_get_char(p));
  }
  return g_string_free(out, FALSE);
}

static void check(const brv_hyphens *hyphens, const char *word, const char *expected)
{
  g_autofree char *divided = divide(hyphens, word);
  g_assert_cmpstr(divided, ==, expected);
}

/* Liang's own example: the patterns that touch "hyphenation". */
static void test_liang(void)
{
  g_autoptr(brv_hyphens) hyphens =
      read_patterns("UTF-8\n"
                    "LEFTHYPHENMIN 2\nRIGHTHYPHENMIN 3\n"
                    "hy3ph\nhe2n\nhena4\nhen5at\n1na\nn2at\n1tio\n2io\no2n\n");
  g_assert_nonnull(hyphens);
  check(hyphens, "hyphenation", "hy-phen-ation");
  check(hyphens, "Hyphenation", "Hy-phen-ation");
  check(hyphens, "hy", "hy");
  check(hyphens, "", "");
}

static void test_margins(void)
{
  g_autoptr(brv_hyphens) hyphens = read_patterns("UTF-8\nLEFTHYPHENMIN 3\nRIGHTHYPHENMIN 2\n1a\n");
  check(hyphens, "baaaaa", "baa-a-aa");
}

static void test_other_letters(void)
{
  g_autoptr(brv_hyphens) hyphens = read_patterns("ISO8859-1\n1\344\n.\374b1\n");
  check(hyphens, "n\303\244m\303\244n", "n\303\244m-\303\244n");
  check(hyphens, "\303\234bung", "\303\234b-ung");
}

/* Options and patterns that change letters do not come among the patterns. */
static void test_skipped_lines(void)
{
  g_autoptr(brv_hyphens) hyphens =
      read_patterns("UTF-8\nCOMPOUNDLEFTHYPHENMIN 2\n% a remark\nc1k/k=k,1,2\na1b\n");
  check(hyphens, "ackabba", "acka-bba");
  g_assert_null(brv_hyphens_compile("UTF-8"));
  g_assert_null(brv_hyphens_compile("no such charset\n1a\n"));
}

static void test_long_words(void)
{
  g_autoptr(brv_hyphens) hyphens = read_patterns("UTF-8\n1a\n");
  g_autofree char *word = g_strnfill(BRV_HYPHEN_WORD + 1, 'a');
  guint8 marks[BRV_HYPHEN_WORD + 1] = {0};
  brv_hyphenate(hyphens, word, strlen(word), marks);
  for (guint i = 0; i < G_N_ELEMENTS(marks); i++)
    g_assert_cmpint(marks[i], ==, 0);
}

/* What the first level finds are the joints of a compound; its parts are divided as words. */
static void test_levels(void)
{
  g_autoptr(brv_hyphens) hyphens =
      read_patterns("UTF-8\nCOMPOUNDLEFTHYPHENMIN 2\nhaus1tur\nNEXTLEVEL\n.ha1\n.t1\n1ur\n");
  check(hyphens, "haustur", "ha-us-tur");
  check(hyphens, "turhaus", "turhaus");
}

/* A break that would change the letters is none, also where another pattern would allow it. */
static void test_changed_letters(void)
{
  g_autoptr(brv_hyphens) hyphens = read_patterns("UTF-8\ns1s\ns1sz/sz=sz,1,3\n");
  check(hyphens, "vissza", "vissza");
  check(hyphens, "vissa", "vis-sa");
}

/* One word of each language whose patterns .ci/packages asks for. */
static void test_languages(void)
{
  static const struct {
    const char *language, *word, *divided;
  } WORDS[] = {
      {"en-US", "hyphenation", "hy-phen-ation"},
      {"en-US", "algorithm", "al-go-rithm"},
      {"en-GB", "processors", "pro-cessors"},
      {"en", "processors", "pro-cessors"},
      {"de", "Donaudampfschiff", "Do-nau-dampf-schiff"},
      {"de-AT", "Silbentrennung", "Sil-ben-tren-nung"},
      {"fr-CA", "infrastructure", "in-fra-struc-ture"},
      {"es-MX", "ordenador", "or-de-na-dor"},
      {"it", "elaboratore", "ela-bo-ra-to-re"},
      {"pt-BR", "computador", "com-pu-ta-dor"},
      {"pt-PT", "computador", "com-pu-ta-dor"},
      {"nl", "lettergreep", "let-ter-greep"},
      {"pl", "komputer", "kom-pu-ter"},
      {"ru", "\320\272\320\276\320\274\320\277\321\214\321\216\321\202\320\265\321\200",
       "\320\272\320\276\320\274-\320\277\321\214\321\216-\321\202\320\265\321\200"},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(WORDS); i++) {
    const brv_hyphens *hyphens = brv_hyphens_for(WORDS[i].language);
    if (!hyphens)
      g_test_incomplete("the patterns of .ci/packages are not installed");
    else
      check(hyphens, WORDS[i].word, WORDS[i].divided);
  }
  g_assert_null(brv_hyphens_for("tlh"));
  g_assert_null(brv_hyphens_for("den"));
  g_assert_null(brv_hyphens_for(NULL));
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/hyphen/liang", test_liang);
  g_test_add_func("/hyphen/margins", test_margins);
  g_test_add_func("/hyphen/other-letters", test_other_letters);
  g_test_add_func("/hyphen/skipped-lines", test_skipped_lines);
  g_test_add_func("/hyphen/long-words", test_long_words);
  g_test_add_func("/hyphen/levels", test_levels);
  g_test_add_func("/hyphen/changed-letters", test_changed_letters);
  g_test_add_func("/hyphen/languages", test_languages);
  return g_test_run();
}
