/* In which order a briefing's sections are read, and how layouts extend one another. */
#include <string.h>

#include "plugin-kit.h"
#include "tree-kit.h"

static const char *const plugin =
    "local b = require 'brevier'\n"
    "local function section(t) t.titles = { en = { 'T' } }\n"
    "  t.build = t.build or function(s) return b.para(s.type) end return t end\n"
    "return { sections = {\n"
    "  top = section { opening = 'text', header = true, rank = 1, build = function(s) return "
    "s.content end },\n"
    "  points = section { opening = 'list', rank = 3 },\n"
    "  score = section { generated = true, rank = 2 },\n"
    "  fact = section { rank = 4 }, watch = section { rank = 5 }, prose = section {},\n"
    "  empty = section { generated = true, rank = 6, build = function() return {} end },\n"
    "  sources = section { generated = true, rank = 9 },\n"
    "  last = section { always = true },\n"
    "} }\n";

static void set_up(plugin_kit *kit, gconstpointer data G_GNUC_UNUSED)
{
  kit_set_up(kit);
  kit_plugin(kit, "all", plugin);
}

static void tear_down(plugin_kit *kit, gconstpointer data G_GNUC_UNUSED)
{
  kit_tear_down(kit);
}

static void write_sections(plugin_kit *kit, const char *types)
{
  g_auto(GStrv) names = g_strsplit(types, " ", -1);
  for (char **name = names; *name; name++) {
    brv_node *section = add(kit->arena, kit->briefing->body, BRV_NODE_SECTION);
    section->type = brv_arena_strdup(kit->arena, *name);
    add_para(kit->arena, section, *name);
  }
}

static void order_sections(plugin_kit *kit, const char *types)
{
  g_auto(GStrv) names = g_strsplit(types, " ", -1);
  for (char **name = names; *name; name++)
    g_ptr_array_add(kit->edition->sections, brv_arena_strdup(kit->arena, *name));
}

static void expect_order(plugin_kit *kit, const char *expected)
{
  kit_open(kit, NULL);
  brv_document *document = brv_host_build(kit->host, kit->edition, NULL, kit->diags);
  g_autofree char *messages = kit_messages(kit);
  g_assert_cmpstr(messages, ==, "");
  g_autoptr(GString) found = g_string_new(NULL);
  for (brv_node *node = document->root; node; node = brv_node_next(node, document->root))
    if (node->kind == BRV_NODE_SECTION)
      g_string_append_printf(found, "%s%s", found->len ? " " : "", node->type);
  g_assert_cmpstr(found->str, ==, expected);
}

static void test_by_rank(plugin_kit *kit, gconstpointer data G_GNUC_UNUSED)
{
  write_sections(kit, "watch fact");
  expect_order(kit, "score fact watch sources last");
}

static void test_by_the_pack(plugin_kit *kit, gconstpointer data G_GNUC_UNUSED)
{
  write_sections(kit, "fact watch");
  order_sections(kit, "watch score fact");
  expect_order(kit, "watch score fact last");
}

static void test_unlisted_stay_behind(plugin_kit *kit, gconstpointer data G_GNUC_UNUSED)
{
  write_sections(kit, "prose fact prose watch prose prose");
  order_sections(kit, "sources watch fact last");
  expect_order(kit, "sources prose watch prose prose fact prose last");
}

static void test_same_type_twice(plugin_kit *kit, gconstpointer data G_GNUC_UNUSED)
{
  write_sections(kit, "fact watch fact");
  order_sections(kit, "fact watch");
  expect_order(kit, "fact fact watch last");
}

static void test_opening(plugin_kit *kit, gconstpointer data G_GNUC_UNUSED)
{
  brv_node *body = kit->briefing->body;
  add_para(kit->arena, body, "Mr. Xi of the U.S. office spoke. Then he left.");
  add(kit->arena, add(kit->arena, body, BRV_NODE_LIST), BRV_NODE_ITEM);
  add_para(kit->arena, body, "After the list.");
  write_sections(kit, "fact");
  expect_order(kit, "score points fact sources last");
  g_autofree char *dump = kit_build(kit);
  g_assert_nonnull(strstr(dump, "      para\n        text text=\"After the list.\"\n    section"));
}

/* --- layouts --- */

static brv_value *layout(plugin_kit *kit, const char *name)
{
  const brv_folder *folder = brv_folder_open(kit->arena, kit->folder, kit->diags);
  kit_open(kit, NULL);
  return brv_host_layout(kit->host, kit->arena, &folder, 1, name, BRV_NO_PLACE, kit->diags);
}

static void test_layout_extends(plugin_kit *kit, gconstpointer data G_GNUC_UNUSED)
{
  kit_write(kit, "base.lua",
            "return { page = { width = '210mm', top = 24 }, columns = { 1, 2 }, on = true }");
  kit_write(kit, "small.lua", "return { extends = 'base', page = { top = 12 }, columns = { 3 } }");
  brv_value *value = layout(kit, "small");
  g_autoptr(GString) dump = g_string_new(NULL);
  brv_value_dump(value, 0, dump);
  g_assert_cmpstr(
      dump->str, ==,
      "columns:\n  - 3\non: true\npage:\n  top: 12\n  width: \"210mm\"\nextends: \"base\"\n");
}

static void test_layout_in_a_circle(plugin_kit *kit, gconstpointer data G_GNUC_UNUSED)
{
  kit_write(kit, "one.lua", "return { extends = 'two' }");
  kit_write(kit, "two.lua", "return { extends = 'one' }");
  g_assert_null(layout(kit, "one"));
  kit_expect(kit, "in a circle [layout-failed]");
}

static void test_layout_unknown(plugin_kit *kit, gconstpointer data G_GNUC_UNUSED)
{
  kit_write(kit, "briefing.lua", "return {}");
  g_assert_null(layout(kit, "brieding"));
  kit_expect(kit, "there is no layout called \"brieding\"");
  kit_expect(kit, "did you mean \"briefing\"?");
}

static void test_layout_fails(plugin_kit *kit, gconstpointer data G_GNUC_UNUSED)
{
  kit_write(kit, "bad.lua", "local x = {}\nreturn x.y.z");
  g_assert_null(layout(kit, "bad"));
  kit_expect(kit, "layouts/bad.lua:2:1: error: attempt to index a nil value");
}

static void test_layout_holds_a_function(plugin_kit *kit, gconstpointer data G_GNUC_UNUSED)
{
  kit_write(kit, "bad.lua", "return { styles = { para = { size = function() end } } }");
  g_assert_null(layout(kit, "bad"));
  kit_expect(kit, "styles.para.size: expected a value, got function");
}

static void test_layout_loops(plugin_kit *kit, gconstpointer data G_GNUC_UNUSED)
{
  kit->limits.instructions = 1000000;
  kit_write(kit, "bad.lua", "while true do end");
  g_assert_null(layout(kit, "bad"));
  kit_expect(kit, "more work than one call may [plugin-limit]");
}

#define ADD(name, test) g_test_add("/order/" name, plugin_kit, NULL, set_up, test, tear_down)

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  ADD("by-rank", test_by_rank);
  ADD("by-the-pack", test_by_the_pack);
  ADD("unlisted-stay-behind", test_unlisted_stay_behind);
  ADD("same-type-twice", test_same_type_twice);
  ADD("opening", test_opening);
  ADD("layout-extends", test_layout_extends);
  ADD("layout-in-a-circle", test_layout_in_a_circle);
  ADD("layout-unknown", test_layout_unknown);
  ADD("layout-fails", test_layout_fails);
  ADD("layout-holds-a-function", test_layout_holds_a_function);
  ADD("layout-loops", test_layout_loops);
  return g_test_run();
}
