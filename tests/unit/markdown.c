/* Markdown: what becomes of it, where each piece was written, what is refused. */
#include "help.h"

#include "pack/markdown/attributes.h"
#include "pack/markdown/markdown.h"
#include "pack/pack.h"

typedef struct {
  brv_arena *arena;
  brv_diags *diags;
  brv_pack *pack;
} kit;

static void add_tier(kit *k, const char *id, guint32 reads)
{
  brv_tier *tier = brv_new(k->arena, brv_tier);
  *tier = (brv_tier){.id = id, .name = id, .reads = reads};
  g_ptr_array_add(k->pack->tiers, tier);
}

static void start(kit *k)
{
  k->arena = brv_arena_new();
  k->diags = brv_diags_new();
  k->pack = brv_new(k->arena, brv_pack);
  *k->pack = (brv_pack){.arena = k->arena,
                        .bodies = k->arena,
                        .folder = brv_folder_open(k->arena, g_getenv("BRV_TEST_TOP"), k->diags),
                        .tiers = brv_arena_ptr_array(k->arena),
                        .parts = brv_arena_ptr_array(k->arena),
                        .briefings = brv_arena_ptr_array(k->arena)};
  add_tier(k, "open", 1);
  add_tier(k, "paid", 3);
}

static void stop(kit *k)
{
  brv_diags_free(k->diags);
  brv_arena_free(k->arena);
}

static brv_node *read_whole(kit *k, const char *text)
{
  brv_place place = help_whole(k->arena, "x.md", text);
  return brv_markdown_body(k->pack, &(brv_briefing){.id = "x", .file = "x.md", .tier = -1}, place,
                           k->diags);
}

static void assert_dump(const char *text, const char *expected)
{
  kit k;
  start(&k);
  brv_node *root = read_whole(&k, text);
  help_assert_clean(k.diags);
  g_autoptr(GString) out = g_string_new(NULL);
  brv_node_dump(root, out);
  g_assert_cmpstr(out->str, ==, expected);
  stop(&k);
}

static void assert_says(const char *text, const char *message)
{
  kit k;
  start(&k);
  read_whole(&k, text);
  help_assert_has(k.diags, message);
  stop(&k);
}

/* The written form of a node, in the file. */
static char *written(const brv_node *node)
{
  brv_place place = brv_place_outermost(node->place);
  return g_strndup(brv_source_text(place.source) + place.offset, place.length);
}

static void assert_placed(const brv_node *node)
{
  g_autofree char *form = written(node);
  if (node->kind == BRV_NODE_TEXT && *form != '\\' && *form != '&')
    g_assert_cmpstr(form, ==, node->text);
  if (node->kind == BRV_NODE_CODE_SPAN)
    g_assert_true(*form == '`' && g_str_has_suffix(form, "`"));
  if (node->kind == BRV_NODE_CITE)
    g_assert_cmpstr(form + 1, ==, node->target);
  if (node->kind == BRV_NODE_EMPH || node->kind == BRV_NODE_STRONG)
    g_assert_true(strchr("*_", *form) && strchr("*_", form[strlen(form) - 1]));
  if (node->kind == BRV_NODE_LINK && *form == '[')
    g_assert_true(strchr(")]", form[strlen(form) - 1]) != NULL);
}

/* Every inline's place holds just what it was made of. */
static void assert_all_placed(const brv_node *root, guint at_least)
{
  guint count = 0;
  for (const brv_node *node = root; node; node = brv_node_next(node, root), count++)
    assert_placed(node);
  g_assert_cmpuint(count, >=, at_least);
}

static const char mixture[] =
    "Open [@a, p. 3; @b] and *em **strong** x* `co  de` a &amp; b \\*c\\* [t *x*]{lang=fr}.\r\n"
    "Link [to *it*](#the-fact) and <https://x.org/a_b> www.foo.com \\[@x] {see} \\{tier=x} a@b.c  "
    "\r\n"
    "[two][ref] [ref] ***both*** a_b_c **[l](https://y.org/(a) \"t\")** ``a ` b``\\\r\n"
    "é — 東京 &copy; &#91; end_\r\n\r\n"
    "[ref]: https://z.org\r\n\r\n"
    "> quote *a\n> b* `c\n> d` e\nlazy\n>\n> — Name, *role*\n\n"
    "- item `x`\n  more *y*\n\n  1. inner [@q]\n     over\n\n"
    "Table: The *caption* here\n\n"
    "| a | b \\| c |\n|:--|--:|\n| `x\\|y` z | [l](https://u.org) [@x] **s** |\n|| two |\n\n"
    "pre line\nc *d* | e\n--|--\n1 | 2 _f_\n\n"
    "## The fact\n\nHeading\n-------\n\ntext[^n] after.[^n]\n\n[^n]: note *one*\n    and [@two]\n";

static void test_places(void)
{
  kit k;
  start(&k);
  brv_node *root = read_whole(&k, mixture);
  assert_all_placed(root, 150);
  stop(&k);
}

/* The same through JSON's escapes, and through a YAML block. */
static void test_places_inside(void)
{
  kit k;
  start(&k);
  const char *json = "{\n \"body\": \"One *two* \\u00e9 [@three]\\n\\n- f\\\"our `five`\\n\"\n}";
  brv_value *map = brv_json_read(k.arena, help_whole(k.arena, "x.json", json), k.diags);
  brv_node *root = brv_markdown_read(k.pack, "x.json", brv_value_member(map, "body"), k.diags);
  for (const brv_node *node = root; node; node = brv_node_next(node, root)) {
    if (node->kind == BRV_NODE_CITE)
      g_assert_cmpstr(help_where(node->place), ==, "2:29+6");
    if (node->kind == BRV_NODE_CODE_SPAN)
      g_assert_cmpstr(help_where(node->place), ==, "2:49+6");
  }
  const char *yaml = "note: |\n  One *two*\n  [@three]\n";
  map = brv_yaml_read(k.arena, help_whole(k.arena, "x.yaml", yaml), k.diags);
  root = brv_markdown_read(k.pack, "x.yaml", brv_value_member(map, "note"), k.diags);
  g_assert_cmpstr(help_where(root->first->last->place), ==, "3:4+6");
  help_assert_clean(k.diags);
  stop(&k);
}

static void test_attributes(void)
{
  gsize length = 0;
  g_assert_cmpint(brv_attributes_scan("{see below} x", &length), ==, BRV_BRACE_TEXT);
  g_assert_cmpint(brv_attributes_scan("{}", &length), ==, BRV_BRACE_TEXT);
  g_assert_cmpint(brv_attributes_scan("{#1 in sales}", &length), ==, BRV_BRACE_TEXT);
  g_assert_cmpint(brv_attributes_scan("{\"a\": 1}", &length), ==, BRV_BRACE_TEXT);
  g_assert_cmpint(brv_attributes_scan("{.x a=\"}\" b=c} y", &length), ==, BRV_BRACE_ATTRIBUTES);
  g_assert_cmpuint(length, ==, strlen("{.x a=\"}\" b=c}"));
  g_assert_cmpint(brv_attributes_scan("{tier=x", &length), ==, BRV_BRACE_BROKEN);
  g_assert_cmpint(brv_attributes_scan("{ Tier : x }", &length), ==, BRV_BRACE_ATTRIBUTES);
  g_assert_cmpint(brv_attributes_scan("{tier}", &length), ==, BRV_BRACE_ATTRIBUTES);
  g_assert_cmpint(brv_attributes_scan("{see tier = x}", &length), ==, BRV_BRACE_ATTRIBUTES);
  g_assert_cmpint(brv_attributes_scan("{a frontier}", &length), ==, BRV_BRACE_TEXT);
}

static void test_divs(void)
{
  assert_dump("::: {tier=paid}\n- a\n\n:::: callout\nb\n::::\n:::\n\nc\n",
              "briefing\n"
              "  group tier=1\n"
              "    list\n      item\n        para\n          text text=\"a\"\n"
              "    group type=\"callout\"\n      para\n        text text=\"b\"\n"
              "  para\n    text text=\"c\"\n");
  assert_dump("```\n::: {tier=paid}\n```\n", "briefing\n  code text=\"::: {tier=paid}\"\n");
  assert_dump("- a\n\n  ::: {tier=paid}\n  b\n  :::\n- c\n",
              "briefing\n  list loose\n"
              "    item\n      para\n        text text=\"a\"\n"
              "      group tier=1\n        para\n          text text=\"b\"\n"
              "    item\n      para\n        text text=\"c\"\n");
}

/* A mark is heeded or refused; it is never printed, and nothing marked is lost. */
static void test_marks(void)
{
  assert_dump("## A {tier=paid}\n\n- b {by=2026-09-30 tier=paid}\n",
              "briefing\n  section id=\"a\" tier=1\n    heading level=2\n      text text=\"A\"\n"
              "    list\n      item tier=1 by=\"2026-09-30\"\n        para\n"
              "          text text=\"b\"\n");
  assert_dump("a [b *c*]{tier=paid} [d](https://e.org){tier=paid}\n",
              "briefing\n  para\n    text text=\"a \"\n"
              "    span tier=1\n      text text=\"b \"\n      emph\n        text text=\"c\"\n"
              "    text text=\" \"\n"
              "    link tier=1 target=\"https://e.org\"\n      text text=\"d\"\n");
  const char *const refused[] = {
      "a {tier=paid}\n",
      "a {tier=paid} b\n",
      "*a {tier=paid}*\n",
      "a {tier = paid}\n",
      "a { tier: paid}\n",
      "a {Tier=paid}\n",
      "a {see tier=paid}\n",
      "a {tier=paid\n",
      "| a |\n|---|\n| b {tier=paid} |\n",
      "> a {tier=paid}\n",
      "### a {tier=paid}\n",
      "`a`{tier=paid}\n",
      "    ::: {tier=paid}\n",
      "```\na\n",
      "- a\n  ```{tier=paid}\nb\n",
      "::: {tier=paid}\na\n",
      ":: {tier=paid}\n",
      "a\n\n{tier=paid}\n",
      "::: {tier=\"paid\nb\n",
      "## a {tier=paid}b\n",
      "---\n{tier=paid}\n",
      "![a](b.png){tier=nope}\n",
      "<div tier=paid>\n",
      "::: {tier=paid} b\nc\n:::\n",
      "- a {tier=paid}\n\n  b {tier=paid}\n",
      "<!-- {tier=paid}\n",
      "Term\n: a {tier=paid}\n",
      "[^n] {tier=paid}\n\n[^n]: x {tier=paid}\n",
  };
  for (guint i = 0; i < G_N_ELEMENTS(refused); i++)
    assert_says(refused[i], ": error: ");
}

static void test_notes(void)
{
  assert_dump("a[^n] | b[^n]\n\n[^n]: c\n\n    d\n",
              "briefing\n  para\n    text text=\"a\"\n"
              "    note target=\"n\"\n      para\n        text text=\"c\"\n"
              "      para\n        text text=\"d\"\n"
              "    text text=\" | b\"\n"
              "    note target=\"n\"\n      para\n        text text=\"c\"\n"
              "      para\n        text text=\"d\"\n");
  assert_dump("- a[^n]\n\n| b[^n] |\n|---|\n| d |\n\n[^n]: c\n",
              "briefing\n  list\n    item\n      para\n        text text=\"a\"\n"
              "        note target=\"n\"\n          para\n            text text=\"c\"\n"
              "  table columns=1 aligns=start\n    row head\n      cell head\n        para\n"
              "          text text=\"b\"\n"
              "          note target=\"n\"\n            para\n              text text=\"c\"\n"
              "    row\n      cell\n        para\n          text text=\"d\"\n");
  assert_says("a[^m]\n\n[^mm]: b\n", "x.md:1:3: error: no note called \"m\" is written");
  assert_says("a\n\n[^n]: b\n", "x.md:3:1: warning: nothing calls the note \"n\"");
  assert_says("a[^n]\n\n[^n]: b[^n]\n", "x.md:3:9: error: a note cannot call a note");
  assert_says("a[^n]\n\n[^n]: b\n\n[^n]: c\n", "x.md:5:1: error: the note \"n\" is written twice");
  assert_says("a[^n](b)\n\n[^n]: c\n", "cannot be the text of a link");
  assert_says("a[^n]\n\n::: {tier=paid}\n[^n]: b\n:::\n", "some readers of this text cannot see");
}

static void test_citations(void)
{
  assert_dump("a [@b, p. 3; @c-d] \\[@e] [@f](https://g.org)\n",
              "briefing\n  para\n    text text=\"a \"\n    cite target=\"b\" text=\"p. 3\"\n"
              "    cite target=\"c-d\"\n    text text=\" \"\n    text text=\"[\"\n"
              "    text text=\"@e] \"\n"
              "    link target=\"https://g.org\"\n      text text=\"@f\"\n");
  assert_says("a [@b; c]\n", "x.md:1:8: error: a citation cannot be read");
  assert_says("a [@b\n", "x.md:1:4: error: this citation is never closed");
}

static void test_figures(void)
{
  assert_dump("> a\n> — B, *c*\n", "briefing\n  quote\n    para\n      text text=\"a\"\n"
                                   "    para role=\"attribution\"\n      text text=\"— B, \"\n"
                                   "      emph\n        text text=\"c\"\n");
  assert_dump("Table: A {#t tier=paid}\n\n| b |\n|--:|\n| c |\n",
              "briefing\n  table id=\"t\" columns=1 aligns=end tier=1\n"
              "    caption\n      text text=\"A\"\n"
              "    row head\n      cell head\n        para\n          text text=\"b\"\n"
              "    row\n      cell\n        para\n          text text=\"c\"\n");
  kit k;
  start(&k);
  brv_node *root = read_whole(
      &k, "![A *cap*](samples/weekly/img/claims.svg){alt=\"seen\" credit=\"us\" #f tier=paid}\n");
  help_assert_clean(k.diags);
  brv_node *figure = root->first;
  g_assert_cmpint(figure->kind, ==, BRV_NODE_FIGURE);
  g_assert_cmpint(figure->tier, ==, 1);
  g_assert_cmpstr(figure->id, ==, "f");
  g_assert_cmpstr(figure->first->alt, ==, "seen");
  g_assert_cmpint(figure->first->asset->kind, ==, BRV_ASSET_SVG);
  g_assert_cmpint(figure->first->next->kind, ==, BRV_NODE_CAPTION);
  g_assert_cmpstr(figure->last->role, ==, "credit");
  stop(&k);
}

/* Binding reads what stands between the fences; here is only known where that is. */
static void test_data(void)
{
  assert_dump("- a\n\n  ```{.rel a=b}\n  - {c: \"d\"}\n  ```\n",
              "briefing\n  list loose\n    item\n      para\n        text text=\"a\"\n"
              "      data type=\"rel\" a=\"b\"\n");
  kit k;
  start(&k);
  brv_node *root = read_whole(&k, "- a\n\n  ```{.rel}\n  b: 1\n\n   c: d\n  ```\n");
  const brv_place lines = root->first->first->last->lines;
  g_assert_cmpuint(lines.length, ==, strlen("b: 1\n\n c: d\n"));
  g_assert_cmpmem(brv_source_text(lines.source) + lines.offset, lines.length, "b: 1\n\n c: d\n", 12);
  brv_position at = brv_place_position(brv_place_part(lines, 7, 1));
  g_assert_cmpint(at.line, ==, 6);
  g_assert_cmpint(at.column, ==, 4);
  stop(&k);
  assert_says("```{.rel\na: b\n```\n", "x.md:1:4: error: what follows the fence");
}

static void test_ids(void)
{
  kit k;
  start(&k);
  brv_node *root = read_whole(&k, "## Für Élise’s\n\n## A\n\n## A\n\n## B {#a-b}\n\n### B\n");
  brv_node *section = root->first;
  g_assert_cmpstr(section->id, ==, "fur-elises");
  g_assert_cmpstr((section = section->next)->id, ==, "a");
  g_assert_cmpstr((section = section->next)->id, ==, "a");
  g_assert_cmpstr((section = section->next)->id, ==, "a-b");
  g_assert_cmpstr(section->last->id, ==, "b");
  stop(&k);
  assert_says("## A {#x}\n\n## B {#x}\n", "x.md:3:1: error: the id \"x\" stands twice");
}

static void test_tables(void)
{
  assert_says("| a | b |\n|---|---|\n| 1 | 2 | 3 |\n", "x.md:3:11: error: this row has more cells");
  assert_says("| a | b |\n|---|---|\n| 1 | 2 |\ntext\n", "x.md:4:1: error: this line is taken");
}

static char *repeat(const char *text, guint times)
{
  GString *all = g_string_new(NULL);
  while (times--)
    g_string_append(all, text);
  return g_string_free(all, FALSE);
}

/* Inputs that have made parsers slow or run out of stack. */
static void test_bombs(void)
{
  static const char *const bombs[] = {
      "[",     "]",           ">",        "*a ",        "_a ",     "**a ",    "![",   "`a", "[a](",
      "{",     "{a=\"",       "{a=b ",    "[@a",        "[^a",     "- ",      "> - ", "&",  "~a~",
      "<a ",   "<!--",        ":::\n",    "::: {.x}\n", "a]{.x} ", "*a **b ", "|",    "|-", "a\n\n",
      "# a\n", "[^a]: b\n\n", "[a]: b\n", "\\",         "www.",    "    ",    "\t",
  };
  for (guint i = 0; i < G_N_ELEMENTS(bombs); i++) {
    kit k;
    start(&k);
    g_autofree char *text = repeat(bombs[i], 30000);
    gint64 before = g_get_monotonic_time();
    read_whole(&k, text);
    double seconds = (double)(g_get_monotonic_time() - before) / G_USEC_PER_SEC;
    if (seconds > 20)
      g_error("30000 times \"%s\" took %f seconds", bombs[i], seconds);
    g_assert_cmpuint(brv_diags_errors(k.diags), <=, 90000);
    stop(&k);
  }
}

static void test_characters(void)
{
  kit k;
  start(&k);
  static const char text[] = "a\rb\x01\n";
  read_whole(&k, text);
  help_assert_has(k.diags, "x.md:1:2: error: the control character 0x0d");
  help_assert_has(k.diags, "x.md:1:4: error: the control character 0x01");
  stop(&k);
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/markdown/places", test_places);
  g_test_add_func("/markdown/places-inside", test_places_inside);
  g_test_add_func("/markdown/attributes", test_attributes);
  g_test_add_func("/markdown/divs", test_divs);
  g_test_add_func("/markdown/marks", test_marks);
  g_test_add_func("/markdown/notes", test_notes);
  g_test_add_func("/markdown/citations", test_citations);
  g_test_add_func("/markdown/figures", test_figures);
  g_test_add_func("/markdown/data", test_data);
  g_test_add_func("/markdown/ids", test_ids);
  g_test_add_func("/markdown/tables", test_tables);
  g_test_add_func("/markdown/bombs", test_bombs);
  g_test_add_func("/markdown/characters", test_characters);
  return g_test_run();
}
