/* Numbers, citations, notes, ids and links of a document. */
#include "document/document.h"
#include "tree-kit.h"

typedef struct {
  brv_arena *arena;
  brv_diags *diags;
  brv_document document;
  brv_node *briefing, *para, *sources;
} fixture;

static brv_node *add_briefing(fixture *f, const char *file)
{
  brv_briefing_info *info = brv_new(f->arena, brv_briefing_info);
  info->title = info->file = file;
  brv_node *briefing = add(f->arena, f->document.root, BRV_NODE_BRIEFING);
  briefing->briefing = info;
  return briefing;
}

static void list_source(fixture *f, const char *id)
{
  add_para(f->arena, add_to(f->arena, f->sources, BRV_NODE_ITEM, id), id);
}

static void set_up(fixture *f, gconstpointer unused G_GNUC_UNUSED)
{
  f->arena = brv_arena_new();
  f->diags = brv_diags_new();
  f->document = (brv_document){.arena = f->arena};
  f->document.root = brv_node_new(f->arena, BRV_NODE_DOCUMENT, BRV_NO_PLACE);
  f->document.root->language = "en-GB";
  f->briefing = add_briefing(f, "orders");
  f->para = add(f->arena, f->briefing, BRV_NODE_PARA);
  f->sources = add(f->arena, f->briefing, BRV_NODE_LIST);
  f->sources->role = "sources";
  list_source(f, "a");
  list_source(f, "b");
  list_source(f, "c");
}

static void tear_down(fixture *f, gconstpointer unused G_GNUC_UNUSED)
{
  brv_diags_free(f->diags);
  brv_arena_free(f->arena);
}

static void resolve(fixture *f)
{
  for (brv_node *node = f->document.root->first; node; node = node->next)
    if (node->kind == BRV_NODE_BRIEFING)
      brv_document_resolve_briefing(f->arena, node, NULL, f->diags);
  brv_document_resolve(&f->document, f->diags);
}

static void test_first_citation_is_one(fixture *f, gconstpointer unused G_GNUC_UNUSED)
{
  add_text(f->arena, f->para, "Late ");
  brv_node *late = add_to(f->arena, f->para, BRV_NODE_CITE, "c");
  add_text(f->arena, f->para, " and early ");
  brv_node *early = add_to(f->arena, f->para, BRV_NODE_CITE, "a");
  resolve(f);
  g_assert_cmpint(late->number, ==, 1);
  g_assert_cmpint(early->number, ==, 2);
  g_assert_cmpstr(late->target, ==, "#orders.source-c");
  /* The list follows the numbers; what nobody cites comes last. */
  const char *const order[] = {"c", "a", "b"};
  const brv_node *item = f->sources->first;
  for (int i = 0; i < 3; i++, item = item->next) {
    g_assert_cmpstr(item->target, ==, order[i]);
    g_assert_cmpint(item->number, ==, i + 1);
  }
  g_assert_cmpuint(brv_diags_errors(f->diags), ==, 0);
}

static void test_citations_join_behind_the_stop(fixture *f, gconstpointer unused G_GNUC_UNUSED)
{
  add_text(f->arena, f->para, "A claim ");
  add_to(f->arena, f->para, BRV_NODE_CITE, "a");
  add_to(f->arena, f->para, BRV_NODE_CITE, "b")->text = "p. 3";
  add_text(f->arena, f->para, ". Next");
  resolve(f);
  g_autoptr(GString) dump = g_string_new(NULL);
  brv_node_dump(f->para, dump);
  g_assert_cmpstr(dump->str, ==,
                  "para\n"
                  "  text text=\"A claim\"\n"
                  "  text text=\".\"\n"
                  "  span role=\"citations\"\n"
                  "    cite number=1 target=\"#orders.source-a\"\n"
                  "      text text=\"1\"\n"
                  "    text text=\",\"\n"
                  "    cite number=2 target=\"#orders.source-b\" text=\"p. 3\"\n"
                  "      text text=\"2, p.\u00A03\"\n"
                  "  text text=\" Next\"\n");
}

static void test_french_stop_stays(fixture *f, gconstpointer unused G_GNUC_UNUSED)
{
  f->document.root->language = "fr";
  brv_node *words = add_text(f->arena, f->para, "Un fait ");
  add_to(f->arena, f->para, BRV_NODE_CITE, "a");
  brv_node *stop = add_text(f->arena, f->para, ".");
  resolve(f);
  g_assert_cmpstr(words->text, ==, "Un fait");
  g_assert_cmpstr(stop->text, ==, ".");
}

static void test_notes_follow_sources(fixture *f, gconstpointer unused G_GNUC_UNUSED)
{
  brv_node *first = add_to(f->arena, f->para, BRV_NODE_NOTE, "x");
  add_para(f->arena, first, "The note.");
  brv_node *again = add_to(f->arena, f->para, BRV_NODE_NOTE, "x");
  add_para(f->arena, again, "The note.");
  brv_node *other = add_to(f->arena, f->para, BRV_NODE_NOTE, "y");
  add_para(f->arena, other, "Another.");
  resolve(f);
  g_assert_cmpint(first->number, ==, 4);
  g_assert_cmpint(again->number, ==, 4);
  g_assert_cmpint(other->number, ==, 5);
  g_assert_null(again->first);
  g_assert_cmpstr(again->target, ==, first->target);
  g_assert_cmpstr(again->id, !=, first->id);
}

static void test_links(fixture *f, gconstpointer unused G_GNUC_UNUSED)
{
  brv_node *other = add_briefing(f, "launch");
  add(f->arena, other, BRV_NODE_HEADING)->id = "watch";
  brv_node *section = add_to(f->arena, f->para, BRV_NODE_LINK, "pack:launch#watch");
  brv_node *whole = add_to(f->arena, f->para, BRV_NODE_LINK, "pack:launch");
  brv_node *lost = add_to(f->arena, f->para, BRV_NODE_LINK, "pack:absent");
  brv_node *web = add_to(f->arena, f->para, BRV_NODE_LINK, "https://example.org/");
  resolve(f);
  g_assert_cmpstr(section->target, ==, "#launch.watch");
  g_assert_cmpstr(whole->target, ==, "#launch");
  g_assert_cmpint(lost->kind, ==, BRV_NODE_SPAN);
  g_assert_null(lost->target);
  g_assert_cmpstr(web->target, ==, "https://example.org/");
}

/* What plugins write: anchors of the briefing at hand, by the names that it has there. */
static void test_anchors(fixture *f, gconstpointer unused G_GNUC_UNUSED)
{
  brv_node *other = add_briefing(f, "launch");
  add(f->arena, other, BRV_NODE_HEADING)->id = "there";
  add(f->arena, f->briefing, BRV_NODE_TABLE)->id = "costs";
  brv_node *own = add_to(f->arena, f->para, BRV_NODE_LINK, "#costs");
  brv_node *page = add_to(f->arena, f->para, BRV_NODE_PAGE_REF, "#costs");
  brv_node *far = add_to(f->arena, f->para, BRV_NODE_PAGE_REF, "pack:launch#there");
  brv_node *elsewhere = add_to(f->arena, f->para, BRV_NODE_LINK, "#there");
  brv_node *lost = add_to(f->arena, f->para, BRV_NODE_PAGE_REF, "#nowhere");
  resolve(f);
  g_assert_cmpstr(own->target, ==, "#orders.costs");
  g_assert_cmpstr(page->target, ==, "#orders.costs");
  g_assert_cmpstr(far->target, ==, "#launch.there");
  g_assert_cmpint(elsewhere->kind, ==, BRV_NODE_SPAN);
  g_assert_null(elsewhere->target);
  g_assert_null(lost->parent);
  g_assert_cmpuint(brv_diags_errors(f->diags), ==, 0);
}

/* A line that holds the number of a page is set when it is known whether it stays. */
static void test_lines_with_pages(fixture *f, gconstpointer unused G_GNUC_UNUSED)
{
  brv_node *other = add_briefing(f, "launch");
  add_text(f->arena, f->para, "\"It's on page ");
  add_to(f->arena, f->para, BRV_NODE_PAGE_REF, "pack:absent");
  brv_node *note = add_to(f->arena, f->para, BRV_NODE_NOTE, "n"),
           *noted = add_para(f->arena, note, "p. ");
  add_to(f->arena, noted, BRV_NODE_PAGE_REF, "pack:launch");
  add_text(f->arena, f->para, "\"");
  add_to(f->arena, f->para, BRV_NODE_PAGE_REF, "#");
  brv_document_resolve_briefing(f->arena, f->briefing, NULL, f->diags);
  g_assert_cmpstr(f->para->first->text, ==, "\"It's on page ");
  brv_document_resolve_briefing(f->arena, other, NULL, f->diags);
  brv_document_resolve(&f->document, f->diags);
  g_assert_cmpstr(f->para->first->text, ==, "“It’s on page ");
  g_assert_cmpstr(f->para->last->text, ==, "”");
  g_assert_cmpstr(noted->first->text, ==, "p.\u00A0");
}

static void test_summary(fixture *f, gconstpointer unused G_GNUC_UNUSED)
{
  brv_node *header = brv_node_new(f->arena, BRV_NODE_HEADER, BRV_NO_PLACE);
  brv_node_insert_before(f->briefing->first, header);
  add_para(f->arena, header, "Version 1.5 of the \"U.S.\" rule came. Then more.");
  resolve(f);
  g_assert_cmpstr(f->briefing->briefing->summary, ==, "Version 1.5 of the “U.S.” rule came.");
}

/* In a briefing, and where the names of two are such that the whole is the same. */
static void test_ids_that_meet(fixture *f, gconstpointer unused G_GNUC_UNUSED)
{
  brv_node *other = add_briefing(f, "orders.part");
  add(f->arena, other, BRV_NODE_HEADING)->id = "watch";
  add(f->arena, f->briefing, BRV_NODE_HEADING)->id = "part.watch";
  resolve(f);
  g_assert_cmpuint(brv_diags_errors(f->diags), ==, 1);
  add(f->arena, add_briefing(f, "twice"), BRV_NODE_HEADING)->id = "x";
  add(f->arena, f->document.root->last, BRV_NODE_HEADING)->id = "x";
  brv_document_resolve_briefing(f->arena, f->document.root->last, NULL, f->diags);
  g_assert_cmpuint(brv_diags_errors(f->diags), ==, 2);
}

static void test_unlisted_citation(fixture *f, gconstpointer unused G_GNUC_UNUSED)
{
  add_to(f->arena, f->para, BRV_NODE_CITE, "nowhere");
  resolve(f);
  g_assert_cmpuint(brv_diags_errors(f->diags), ==, 1);
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
#define TEST(name, function)                                                                       \
  g_test_add("/resolve/" name, fixture, NULL, set_up, function, tear_down)
  TEST("first-citation-is-one", test_first_citation_is_one);
  TEST("citations-join", test_citations_join_behind_the_stop);
  TEST("french-stop-stays", test_french_stop_stays);
  TEST("notes-follow-sources", test_notes_follow_sources);
  TEST("links", test_links);
  TEST("anchors", test_anchors);
  TEST("lines-with-pages", test_lines_with_pages);
  TEST("summary", test_summary);
  TEST("ids-that-meet", test_ids_that_meet);
  TEST("unlisted-citation", test_unlisted_citation);
  return g_test_run();
}
