/* The way there and back of what an editor wrote: to plugins, and from them into the document. */
#include <string.h>

#include "plugin-kit.h"
#include "tree-kit.h"

static void set_up(plugin_kit *kit, gconstpointer data G_GNUC_UNUSED)
{
  kit_set_up(kit);
}

static void tear_down(plugin_kit *kit, gconstpointer data G_GNUC_UNUSED)
{
  kit_tear_down(kit);
}

static brv_node *authored_section(plugin_kit *kit, const char *type)
{
  brv_node *section = add(kit->arena, kit->briefing->body, BRV_NODE_SECTION);
  section->type = type;
  brv_node *heading = add(kit->arena, section, BRV_NODE_HEADING);
  heading->level = 2;
  heading->id = "written";
  add_text(kit->arena, heading, "Written");
  return section;
}

static const char *const echo =
    "local b = require 'brevier'\n"
    "return { sections = { echo = { titles = { en = { 'Echo' } },\n"
    "  item = { by = 'date', likelihood = { type = 'number', min = 0, max = 1 } },\n"
    "  build = function(section, ctx)\n"
    "    for _, block in ipairs(section.content) do\n"
    "      if block.kind == 'list' and block.role ~= 'sources' then "
    "assert(block[1].attributes.likelihood == 0.5) end\n"
    "    end\n"
    "    return { b.heading(ctx.title), section.content }\n"
    "  end } } }\n";

static void fill_with_everything(plugin_kit *kit, brv_node *section)
{
  static const brv_asset asset = {.path = "img/a.png"};
  static brv_attr likelihood = {.key = "likelihood", .value = "0.5"};
  brv_arena *arena = kit->arena;
  brv_node *para = add_para(arena, section, "text");
  add(arena, para, BRV_NODE_SPACE);
  add_to(arena, para, BRV_NODE_CITE, "wire")->text = "p. 3";
  add_para(arena, add_to(arena, para, BRV_NODE_NOTE, "1"), "note");
  brv_node *list = add(arena, section, BRV_NODE_LIST);
  list->list.loose = true;
  list->list.start = 1;
  brv_node *item = add(arena, list, BRV_NODE_ITEM);
  item->attrs = &likelihood;
  add_para(arena, item, "item");
  brv_node *figure = add(arena, section, BRV_NODE_FIGURE);
  brv_node *image = add(arena, figure, BRV_NODE_IMAGE);
  image->asset = &asset;
  image->alt = "seen";
  add_text(arena, add(arena, figure, BRV_NODE_CAPTION), "caption");
  brv_node *code = add(arena, section, BRV_NODE_CODE);
  code->text = "a\tb\n";
  code->target = "c";
  brv_node *table = add(arena, section, BRV_NODE_TABLE);
  static const brv_align aligns[] = {BRV_ALIGN_START, BRV_ALIGN_END};
  table->table.columns = 2;
  table->table.aligns = aligns;
  brv_node *row = add(arena, table, BRV_NODE_ROW);
  for (int i = 0; i < 2; i++) {
    brv_node *cell = add(arena, row, BRV_NODE_CELL);
    cell->cell.columns_wide = cell->cell.rows_high = 1;
    add_para(arena, cell, "cell");
  }
  brv_node *sources = add(arena, section, BRV_NODE_LIST);
  sources->role = "sources";
  sources->list.start = 1;
  add_para(arena, add_to(arena, sources, BRV_NODE_ITEM, "wire"), "source");
}

/* What comes of a section that is built as it was written. */
static brv_node *resolved(plugin_kit *kit, const brv_node *written)
{
  brv_node *root = brv_node_new(kit->arena, BRV_NODE_DOCUMENT, BRV_NO_PLACE);
  root->language = kit->edition->language;
  brv_briefing_info *info = brv_new(kit->arena, brv_briefing_info);
  *info = (brv_briefing_info){.title = "Orders", .file = "orders"};
  brv_node *briefing = add(kit->arena, root, BRV_NODE_BRIEFING);
  briefing->briefing = info;
  add(kit->arena, briefing, BRV_NODE_HEADING)->level = 1; /* its title */
  brv_node_append(briefing, brv_node_copy(kit->arena, written, NULL, NULL));
  brv_document_resolve_briefing(kit->arena, briefing, NULL, kit->diags);
  return briefing->last;
}

static char *dump_of(const brv_node *node)
{
  GString *out = g_string_new(NULL);
  brv_node_dump(node, out);
  return g_string_free(out, FALSE);
}

static void test_round_trip(plugin_kit *kit, gconstpointer data G_GNUC_UNUSED)
{
  kit_plugin(kit, "echo", echo);
  brv_node *section = authored_section(kit, "echo");
  fill_with_everything(kit, section);
  kit_open(kit, NULL);
  brv_document *document = brv_host_build(kit->host, kit->edition, NULL, kit->diags);
  g_autofree char *messages = kit_messages(kit);
  g_assert_cmpstr(messages, ==, "");
  brv_node *built = find_kind(document->root, BRV_NODE_SECTION);
  section->role = "echo";
  find_kind(section, BRV_NODE_ITEM)->attrs = NULL;
  g_autofree char *before = dump_of(resolved(kit, section)), *after = dump_of(built);
  g_assert_cmpstr(after, ==, before);
  g_assert_true(find_kind(built, BRV_NODE_IMAGE)->asset ==
                find_kind(section, BRV_NODE_IMAGE)->asset);
  g_assert_cmpstr(built->first->id, ==, "orders.written");
}

static void test_places_survive(plugin_kit *kit, gconstpointer data G_GNUC_UNUSED)
{
  kit_plugin(kit, "echo", echo);
  brv_source *source = brv_source_new(kit->arena, "orders.md", "one\ntwo\nthree\n", 14);
  brv_node *section = authored_section(kit, "echo");
  brv_node *para = add_para(kit->arena, section, "two");
  para->place = para->first->place = (brv_place){source, 4, 3};
  kit_open(kit, NULL);
  brv_document *document = brv_host_build(kit->host, kit->edition, NULL, kit->diags);
  brv_node *built = find_kind(find_kind(document->root, BRV_NODE_SECTION), BRV_NODE_PARA);
  g_assert_cmpuint(built->place.offset, ==, 4);
  g_assert_cmpuint(built->first->place.length, ==, 3);
}

static void test_remarks_have_places(plugin_kit *kit, gconstpointer data G_GNUC_UNUSED)
{
  kit_plugin(kit, "echo",
             "local b = require 'brevier'\n"
             "return { sections = { echo = { titles = { en = { 'Echo' } },\n"
             "  check = function(section, ctx) ctx.warn(section.content[1], 'doubt') "
             "ctx.error('no') end,\n"
             "  build = function() return {} end } },\n"
             "  rules = { strict = function(briefing, ctx)\n"
             "    if #briefing.sections == 1 and briefing.title == 'Orders' then\n"
             "      ctx.warn(briefing.sections[1].content[1], 'by rule') end end } }\n");
  brv_source *source = brv_source_new(kit->arena, "orders.md", "one\ntwo\nthree\n", 14);
  add_para(kit->arena, authored_section(kit, "echo"), "two")->place = (brv_place){source, 4, 3};
  g_autofree char *dump = kit_build(kit);
  g_assert_null(strstr(dump, "section"));
  kit_expect(kit, "orders.md:2:1: warning: echo: doubt [editorial-warning]");
  kit_expect(kit, "orders.md:2:1: warning: strict: by rule [editorial-warning]");
  kit_expect(kit, "error: echo: no [editorial-error]");
  g_assert_cmpint(brv_diags_exit(kit->diags), ==, BRV_CLASS_CONTENT);
}

static void test_blocks_are_built_first(plugin_kit *kit, gconstpointer data G_GNUC_UNUSED)
{
  kit_plugin(kit, "echo", echo);
  kit_plugin(
      kit, "box",
      "local b = require 'brevier'\n"
      "return { blocks = {\n"
      "  box = { div = true, build = function(block) return b.group(block.content, { role = 'box' "
      "}) end },\n"
      "  sum = { data = { type = 'list', item = 'number' }, attributes = { unit = 'text' },\n"
      "    build = function(block) local s = 0 for _, n in ipairs(block.data) do s = s + n end\n"
      "      return b.para(b.number(s) .. block.attributes.unit) end } } }\n");
  static brv_attr unit = {.key = "unit", .value = " GB"};
  brv_node *section = authored_section(kit, "echo");
  brv_node *plain = add(kit->arena, section, BRV_NODE_GROUP);
  brv_node *box = add(kit->arena, plain, BRV_NODE_GROUP);
  box->type = "box";
  brv_node *sum = add(kit->arena, box, BRV_NODE_DATA);
  sum->type = "sum";
  sum->id = "total";
  sum->attrs = &unit;
  sum->value = brv_value_new(kit->arena, BRV_VALUE_LIST, BRV_NO_PLACE);
  brv_value_add(kit->arena, sum->value, brv_value_new_text(kit->arena, "1.5", BRV_NO_PLACE));
  brv_value_add(kit->arena, sum->value, brv_value_new_text(kit->arena, "2", BRV_NO_PLACE));
  g_autofree char *dump = kit_build(kit);
  g_assert_nonnull(strstr(dump, "        text text=\"Written\"\n"
                                "      group role=\"box\"\n"
                                "        para id=\"orders.total\"\n"
                                "          text text=\"3.5\u00A0GB\"\n"));
}

#define ADD(name, test) g_test_add("/trips/" name, plugin_kit, NULL, set_up, test, tear_down)

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  ADD("round-trip", test_round_trip);
  ADD("places-survive", test_places_survive);
  ADD("remarks-have-places", test_remarks_have_places);
  ADD("blocks-are-built-first", test_blocks_are_built_first);
  return g_test_run();
}
