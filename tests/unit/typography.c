/* What is typed and what is printed, by language. ~ is a no-break space, ^ a narrow one. */
#include <stdio.h>
#include <string.h>

#include "document/typography.h"
#include "tree-kit.h"

typedef struct {
  const char *language, *typed, *printed;
} example;

static const example examples[] = {
    /* quotes */
    {"en-GB", "\"One\" and 'two'", "“One” and ‘two’"},
    {"en", "\"He said 'yes', then 'no'\"", "“He said ‘yes’, then ‘no’”"},
    {"en", "'\"Yes\"', he said", "‘“Yes”’, he said"},
    {"en", "(\"one\") [\"two\"] \"three\"-four", "(“one”) [“two”] “three”-four"},
    {"en", "a--\"b\"--c; \"one\"/\"two\"", "a–“b”–c; “one”/“two”"},
    {"en", "\"never closed", "“never closed"},
    {"en", "closed here\" and on", "closed here” and on"},
    {"en", "\"Well, \"", "“Well, ”"},
    {"de-AT", "\"Das 'Wort'\", sagt er", "„Das ‚Wort‘“, sagt er"},
    {"de-CH", "\"Das 'Wort'\"", "«Das ‹Wort›»"},
    {"fr", "\"Le 'mot'\" dit-il", "«^Le “mot”^» dit-il"},
    {"fr", "« Oui » ; \"non\"?", "«^Oui^»^; «^non^»^?"},
    {"fr-CA", "\"Oui\": non; non!", "«~Oui~»~: non; non!"},
    {"fr-CH", "\"Le 'mot'\"", "«^Le ‹mot›^»"},
    {"es", "\"Uno 'dos'\"", "«Uno “dos”»"},
    {"es-MX", "\"Uno 'dos'\"", "“Uno ‘dos’”"},
    {"it", "\"Uno\" e l'altro", "«Uno» e l’altro"},
    {"pt-PT", "\"Um\"", "«Um»"},
    {"pt-BR", "\"Um\"", "“Um”"},
    {"pl", "\"Raz 'dwa'\"", "„Raz «dwa»”"},
    {"nl", "\"Een 'twee'\" 's ochtends", "“Een ‘twee’” ’s ochtends"},
    {"ru", "\"Раз 'два'\"", "«Раз „два“»"},
    {"sv", "\"Ett 'två'\"", "”Ett ’två’”"},
    {"ja", "\"一'二'\"", "「一『二』」"},
    {"zh-Hans", "他说\"一'二'\"。", "他说“一‘二’”。"},
    {"zh-Hant", "他說\"一\"。", "他說「一」。"},
    {"he", "צה\"ל אמר \"כן\" ג'", "צה״ל אמר ”כן” ג׳"},
    {"ar", "قال \"نعم\"", "قال «نعم»"},
    {"xx", "\"a 'b'\"", "“a ‘b’”"},
    {NULL, "\"a\"", "“a”"},
    /* apostrophes */
    {"en", "it's the members' view, rock 'n' roll in the '90s and '95",
     "it’s the members’ view, rock ’n’ roll in the ’90s and ’95"},
    {"en", "'The members' view' won", "‘The members’ view’ won"},
    {"en", "'Tis so; 'cause I say; give 'em", "’Tis so; ’cause I say; give ’em"},
    {"en", "a 'round table' of 'em", "a ‘round table’ of ’em"},
    {"en", "the 1990's, James' book", "the 1990’s, James’ book"},
    {"de", "wie geht's, 's ist gut, Hans' Buch", "wie geht’s, ’s ist gut, Hans’ Buch"},
    {"fr", "l'an qu'il dit aujourd'hui", "l’an qu’il dit aujourd’hui"},
    /* feet and inches */
    {"en", "6'2\" tall, a 5\" pipe", "6'2\" tall, a 5\" pipe"},
    {"en", "\"in 2026\"", "“in 2026”"},
    /* typed as it is printed */
    {"en", "“One” and ‘two’ — it’s", "“One” and ‘two’~— it’s"},
    {"de", "„Eins“ und »zwei«", "„Eins“ und »zwei«"},
    /* dashes and ellipses */
    {"en", "one -- two --- three", "one~– two~— three"},
    {"en", "one---two, pp. 3--5", "one—two, pp.~3–5"},
    {"en", "use --release, a --> b, ----, <--", "use --release, a --> b, ----, <--"},
    {"en", "wait... no.... ../a [...]", "wait… no.... ../a […]"},
    {"ru", "Слово -- дело", "Слово~– дело"},
    {"fr", "-- Bonjour", "–~Bonjour"},
    /* ranges */
    {"en", "2020-2024, 2020-24, pp. 3-5, 2024-2020", "2020–2024, 2020–24, pp.~3–5, 2024-2020"},
    {"en", "2026-04-26, 2026-04, 555-1234, 0800-1000-2000, V3-4, 3-5",
     "2026-04-26, 2026-04, 555-1234, 0800-1000-2000, V3-4, 3-5"},
    {"de", "S. 12-14", "S.~12–14"},
    /* addresses */
    {"en", "see \"https://example.org/a--b?c='d'e\" and www.a.org/...",
     "see “https://example.org/a--b?c='d'e” and www.a.org/..."},
    {"en", "o'neil@example.org isn't", "o'neil@example.org isn’t"},
    /* spaces */
    {"en", "10 km, 5 %, € 5, 3.5 million, 40 per cent, 5 p.m.",
     "10~km, 5~%, € 5, 3.5~million, 40~per cent, 5~p.m."},
    {"en", "No. 17, p. 3, Fig. 2, § 4, Figure 3", "No.~17, p.~3, Fig.~2, §~4, Figure~3"},
    {"en", "No. I said it. A p. by itself", "No. I said it. A p. by itself"},
    {"en", "J. R. R. Tolkien, Dr. Who, Mr Huang", "J.~R.~R.~Tolkien, Dr.~Who, Mr~Huang"},
    {"de", "z. B. hier, z.B. da, d. h. so, 300 v. Chr.",
     "z.^B. hier, z.^B. da, d.^h. so, 300 v.^Chr."},
    {"fr", "Quoi? Oui ! Note: 12:30 ; http://a.fr", "Quoi^? Oui^! Note^: 12:30^; http://a.fr"},
    {"fr", "Quoi?! 12 500 euros", "Quoi^?! 12^500 euros"},
    {"en", "12 500 pieces in V4 m", "12 500 pieces in V4 m"},
    {"pl", "w domu i z nim", "w~domu i~z~nim"},
    {"en", "\"5 km\" (10 %)", "“5~km” (10~%)"},
    {"en", "two  spaces", "two  spaces"},
    /* nothing */
    {"en", "", ""},
    {"en", "plain words", "plain words"},
    {"en", "\"", "\""},
    {"en", "' ' \" \"", "' ' \" \""},
    {"en", "'", "'"},
    {"en", "-", "-"},
};

static char *marked(const char *text)
{
  GString *out = g_string_new(NULL);
  for (; *text; text = g_utf8_next_char(text)) {
    gunichar c = g_utf8_get_char(text);
    g_string_append_unichar(out, c == 0xA0 ? '~' : c == 0x202F ? '^' : c);
  }
  return g_string_free(out, FALSE);
}

static void test_lines(void)
{
  g_autoptr(brv_arena) arena = brv_arena_new();
  for (gsize i = 0; i < G_N_ELEMENTS(examples); i++) {
    const example *e = &examples[i];
    const char *once = brv_typography_line(arena, e->typed, e->language, NULL);
    g_autofree char *printed = marked(once);
    if (strcmp(printed, e->printed) != 0) {
      fprintf(stderr, "%s: %s\n  is  %s\n  not %s\n", e->language, e->typed, printed, e->printed);
      g_test_fail();
    }
    /* What was set once stays as it is. */
    const char *twice = brv_typography_line(arena, once, e->language, NULL);
    if (strcmp(twice, once) != 0) {
      fprintf(stderr, "%s: %s\n  twice %s\n", e->language, once, twice);
      g_test_fail();
    }
  }
}

/* --- documents --- */

typedef struct {
  brv_arena *arena;
  brv_document document;
  brv_briefing_info *info;
  brv_node *briefing, *header, *para;
} fixture;

static void set_up(fixture *f, gconstpointer unused G_GNUC_UNUSED)
{
  f->arena = brv_arena_new();
  f->document = (brv_document){.arena = f->arena, .title = "The \"week\"", .language = "en"};
  f->document.root = brv_node_new(f->arena, BRV_NODE_DOCUMENT, BRV_NO_PLACE);
  f->document.root->language = "en";
  f->info = brv_new(f->arena, brv_briefing_info);
  *f->info = (brv_briefing_info){.title = "It's", .file = "it's"};
  f->briefing = add(f->arena, f->document.root, BRV_NODE_BRIEFING);
  f->briefing->briefing = f->info;
  f->header = add(f->arena, f->briefing, BRV_NODE_HEADER);
  f->para = add(f->arena, f->briefing, BRV_NODE_PARA);
}

static void tear_down(fixture *f, gconstpointer unused G_GNUC_UNUSED)
{
  brv_arena_free(f->arena);
}

static void set(fixture *f)
{
  g_autoptr(GPtrArray) none = g_ptr_array_new();
  brv_typography_set_briefing(f->arena, f->briefing, NULL);
  brv_typography_set_document(&f->document, none);
}

static void expect_para(fixture *f, const char *wanted)
{
  set(f);
  g_autofree char *printed = marked(brv_node_plain(f->arena, f->para));
  g_assert_cmpstr(printed, ==, wanted);
}

/* Quotes meet across what stands around words, and past notes and citations. */
static void test_across_nodes(fixture *f, gconstpointer unused G_GNUC_UNUSED)
{
  add_text(f->arena, f->para, "\"");
  add_text(f->arena, add(f->arena, f->para, BRV_NODE_EMPH), "One");
  brv_node *note = add_to(f->arena, f->para, BRV_NODE_NOTE, "n");
  add_text(f->arena, f->para, "\" and '");
  add_text(f->arena, add_to(f->arena, f->para, BRV_NODE_LINK, "#a--'b'"), "two");
  add(f->arena, f->para, BRV_NODE_CODE_SPAN)->text = "x--'y'";
  add_text(f->arena, f->para, "'s 10");
  add(f->arena, f->para, BRV_NODE_SPACE);
  add_text(f->arena, f->para, "km");
  brv_node *inner = add_para(f->arena, note, "\"noted");
  expect_para(f, "“One” and ’twox--'y'’s 10~km");
  g_assert_cmpstr(inner->first->text, ==, "“noted");
  g_assert_cmpstr(find_kind(f->para, BRV_NODE_LINK)->target, ==, "#a--'b'");
}

static void test_literal_pieces(fixture *f, gconstpointer unused G_GNUC_UNUSED)
{
  add_text(f->arena, f->para, "say ");
  add_text(f->arena, f->para, "\"")->literal = true;
  add_text(f->arena, f->para, "one");
  add_text(f->arena, f->para, "\"")->literal = true;
  add_text(f->arena, f->para, " -");
  add_text(f->arena, f->para, "-")->literal = true;
  add_text(f->arena, f->para, " \"two\"");
  expect_para(f, "say \"one\" -- “two”");
}

static void test_languages_meet(fixture *f, gconstpointer unused G_GNUC_UNUSED)
{
  f->briefing->language = "de";
  add_text(f->arena, f->para, "\"Das heißt ");
  brv_node *span = add(f->arena, f->para, BRV_NODE_SPAN);
  span->language = "fr";
  add_text(f->arena, span, "\"oui\"");
  add_text(f->arena, f->para, "\".");
  expect_para(f, "„Das heißt «^oui^»“.");
}

static void test_strings(fixture *f, gconstpointer unused G_GNUC_UNUSED)
{
  brv_node *cite = add_to(f->arena, f->para, BRV_NODE_CITE, "a");
  add_text(f->arena, cite, "1, p. 3");
  add_para(f->arena, f->header, "Version 1.5 of the \"U.S.\" rule came. Then more.");
  brv_node *picture = add(f->arena, f->briefing, BRV_NODE_DRAWING);
  picture->alt = "It's \"so\"";
  set(f);
  g_assert_cmpstr(cite->first->text, ==, "1, p.\u00A03");
  g_assert_cmpstr(picture->alt, ==, "It’s “so”");
  g_assert_cmpstr(f->briefing->briefing->title, ==, "It’s");
  g_assert_cmpstr(f->briefing->briefing->file, ==, "it's");
  g_assert_cmpstr(f->document.title, ==, "The “week”");
}

static void test_literal_briefing(fixture *f, gconstpointer unused G_GNUC_UNUSED)
{
  f->info->literal = true;
  add_text(f->arena, f->para, "\"One\" -- it's");
  expect_para(f, "\"One\" -- it's");
  g_assert_cmpstr(f->briefing->briefing->title, ==, "It's");
  g_assert_cmpstr(f->document.title, ==, "The “week”");
}

/* A block of ten thousand quotes takes no longer than its length says. */
static void test_long(fixture *f, gconstpointer unused G_GNUC_UNUSED)
{
  enum { COUNT = 100000 };
  g_autoptr(GString) text = g_string_new(NULL);
  for (int i = 0; i < COUNT; i++)
    g_string_append(text, i % 2 ? "'a " : "\"--...");
  add_text(f->arena, f->para, text->str);
  set(f);
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/typography/lines", test_lines);
#define TEST(name, function)                                                                       \
  g_test_add("/typography/" name, fixture, NULL, set_up, function, tear_down)
  TEST("across-nodes", test_across_nodes);
  TEST("literal-pieces", test_literal_pieces);
  TEST("languages-meet", test_languages_meet);
  TEST("strings", test_strings);
  TEST("literal-briefing", test_literal_briefing);
  TEST("long", test_long);
  return g_test_run();
}
