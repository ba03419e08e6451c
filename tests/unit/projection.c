/* What a tier may not read is absent from its edition, and so is what only that names. */
#include <string.h>

#include "edition/edition.h"
#include "tree-kit.h"

/* Four tiers in a diamond: open; left and right each with open; top with all. */
enum { OPEN, LEFT, RIGHT, TOP, TIERS };

typedef struct {
  brv_arena *arena;
  brv_pack pack;
  brv_briefing *briefing, *other;
  brv_node *section;
} fixture;

static brv_briefing *add_briefing(fixture *f, brv_part *part, const char *id)
{
  brv_briefing *briefing = brv_new(f->arena, brv_briefing);
  briefing->id = briefing->title = id;
  briefing->tier = -1;
  briefing->front = brv_value_new(f->arena, BRV_VALUE_MAP, BRV_NO_PLACE);
  briefing->references = brv_arena_ptr_array(f->arena);
  briefing->body = brv_node_new(f->arena, BRV_NODE_BRIEFING, BRV_NO_PLACE);
  g_ptr_array_add(part->briefings, briefing);
  return briefing;
}

static void add_tiers(fixture *f)
{
  static const char *const ids[] = {"open", "left", "right", "top"};
  static const guint32 reads[] = {0x1, 0x3, 0x5, 0xF};
  f->pack.tiers = brv_arena_ptr_array(f->arena);
  for (int i = 0; i < TIERS; i++) {
    brv_tier *tier = brv_new(f->arena, brv_tier);
    *tier = (brv_tier){.id = ids[i], .name = ids[i], .reads = reads[i]};
    g_ptr_array_add(f->pack.tiers, tier);
  }
}

static void set_up(fixture *f, gconstpointer unused G_GNUC_UNUSED)
{
  f->arena = brv_arena_new();
  f->pack = (brv_pack){.arena = f->arena, .title = "Pack", .teaser = true};
  f->pack.parts = brv_arena_ptr_array(f->arena);
  f->pack.sections = brv_arena_ptr_array(f->arena);
  add_tiers(f);
  brv_part *part = brv_new(f->arena, brv_part);
  *part = (brv_part){.briefings = brv_arena_ptr_array(f->arena), .tier = -1};
  g_ptr_array_add(f->pack.parts, part);
  f->briefing = add_briefing(f, part, "one");
  f->other = add_briefing(f, part, "two");
  f->section = add(f->arena, f->briefing->body, BRV_NODE_SECTION);
  brv_node *heading = add(f->arena, f->section, BRV_NODE_HEADING);
  heading->id = "why";
  add_text(f->arena, heading, "Why");
}

static void tear_down(fixture *f, gconstpointer unused G_GNUC_UNUSED)
{
  brv_arena_free(f->arena);
}

static char *dump_for(fixture *f, int tier)
{
  g_autoptr(brv_arena) arena = brv_arena_new();
  g_autoptr(GString) out = g_string_new(NULL);
  brv_edition_dump(brv_edition_project(arena, &f->pack, tier), out);
  return g_strdup(out->str);
}

/* Whether `word` is in the edition of each tier: a string such as "-x-x". */
static void assert_seen(fixture *f, const char *word, const char *pattern)
{
  for (int tier = 0; tier < TIERS; tier++) {
    g_autofree char *dump = dump_for(f, tier);
    if ((strstr(dump, word) != NULL) != (pattern[tier] == 'x'))
      g_error("tier %d, \"%s\", wanted %s:\n%s", tier, word, pattern, dump);
  }
}

static void test_diamond(fixture *f, gconstpointer unused G_GNUC_UNUSED)
{
  add_para(f->arena, f->section, "everyone");
  add_para(f->arena, f->section, "sinister")->tier = LEFT;
  add_para(f->arena, f->section, "dexter")->tier = RIGHT;
  add_para(f->arena, f->section, "summit")->tier = TOP;
  assert_seen(f, "everyone", "xxxx");
  assert_seen(f, "sinister", "-x-x");
  assert_seen(f, "dexter", "--xx");
  assert_seen(f, "summit", "---x");
  assert_seen(f, "tier=0", "----");
  assert_seen(f, "tier=1", "----");
  assert_seen(f, "tier=3", "----");
}

static void test_hollow_section_goes(fixture *f, gconstpointer unused G_GNUC_UNUSED)
{
  brv_node *group = add(f->arena, f->section, BRV_NODE_GROUP);
  group->tier = TOP;
  add_para(f->arena, group, "all of it");
  assert_seen(f, "Why", "---x");
  assert_seen(f, "group", "----"); /* a div that only marked a tier leaves no trace */
}

static brv_reference *add_reference(fixture *f, const char *id, int tier)
{
  brv_reference *r = brv_new(f->arena, brv_reference);
  *r = (brv_reference){.id = id, .title = id, .tier = tier};
  g_ptr_array_add(f->briefing->references, r);
  return r;
}

static void test_sources(fixture *f, gconstpointer unused G_GNUC_UNUSED)
{
  brv_node *open = add_para(f->arena, f->section, "open");
  brv_node *gated = add_para(f->arena, f->section, "gated");
  gated->tier = LEFT;
  add_to(f->arena, open, BRV_NODE_CITE, "named-openly");
  add_to(f->arena, gated, BRV_NODE_CITE, "named-inside");
  add_to(f->arena, gated, BRV_NODE_CITE, "named-openly");
  add_reference(f, "named-openly", -1)->derived_from = "the-origin";
  add_reference(f, "named-inside", -1);
  add_reference(f, "named-nowhere", -1);
  add_reference(f, "marked", RIGHT);
  add_reference(f, "the-origin", -1);
  add_to(f->arena, gated, BRV_NODE_CITE, "the-origin");
  assert_seen(f, "source id=\"named-openly\"", "xxxx");
  assert_seen(f, "named-inside", "-x-x");
  assert_seen(f, "named-nowhere", "xxxx");
  assert_seen(f, "marked", "--xx");
  assert_seen(f, "source id=\"the-origin\"", "xxxx"); /* an open source says it derives from it */
}

static void test_withheld_origin(fixture *f, gconstpointer unused G_GNUC_UNUSED)
{
  add_para(f->arena, f->section, "open");
  add_reference(f, "open-source", -1)->derived_from = "deep-source";
  add_reference(f, "deep-source", TOP);
  assert_seen(f, "open-source", "xxxx");
  assert_seen(f, "deep-source", "---x");
}

static void test_notes_go_with_their_call(fixture *f, gconstpointer unused G_GNUC_UNUSED)
{
  brv_node *gated = add_para(f->arena, f->section, "gated");
  gated->tier = LEFT;
  add_para(f->arena, add_to(f->arena, gated, BRV_NODE_NOTE, "n"), "whispered");
  add_para(f->arena, f->section, "open");
  assert_seen(f, "whispered", "-x-x");
}

static void test_links_to_absent_places(fixture *f, gconstpointer unused G_GNUC_UNUSED)
{
  f->other->tier = TOP;
  brv_node *para = add_para(f->arena, f->section, "see ");
  brv_node *link = add_to(f->arena, para, BRV_NODE_LINK, "pack:two");
  add_text(f->arena, link, "the other one");
  assert_seen(f, "the other one", "xxxx");
  assert_seen(f, "link", "---x");
  assert_seen(f, "pack:two", "---x");
}

static void test_ids_tell_nothing(fixture *f, gconstpointer unused G_GNUC_UNUSED)
{
  f->section->tier = LEFT;
  add_para(f->arena, f->section, "gated");
  brv_node *second = add(f->arena, f->briefing->body, BRV_NODE_SECTION);
  add(f->arena, second, BRV_NODE_HEADING)->id = "why";
  add_para(f->arena, second, "open");
  assert_seen(f, "id=\"why\"", "xxxx");
  assert_seen(f, "why-1", "-x-x");
}

static brv_value *marked_map(fixture *f, const char *text, const char *tier)
{
  brv_value *map = brv_value_new(f->arena, BRV_VALUE_MAP, BRV_NO_PLACE);
  brv_value_set(f->arena, map, "value", brv_value_new_text(f->arena, text, BRV_NO_PLACE));
  brv_value_set(f->arena, map, "tier", brv_value_new_text(f->arena, tier, BRV_NO_PLACE));
  return map;
}

static void test_values(fixture *f, gconstpointer unused G_GNUC_UNUSED)
{
  add_para(f->arena, f->section, "open");
  brv_value *rows = brv_value_new(f->arena, BRV_VALUE_LIST, BRV_NO_PLACE);
  brv_value_add(f->arena, rows, marked_map(f, "left row", "left"));
  brv_value_add(f->arena, rows, marked_map(f, "odd row", "no such tier"));
  brv_value_add(f->arena, rows, brv_value_new_text(f->arena, "plain row", BRV_NO_PLACE));
  add(f->arena, f->section, BRV_NODE_DATA)->value = rows;
  brv_value_set(f->arena, f->briefing->front, "region", marked_map(f, "Moon", "right"));
  assert_seen(f, "left row", "-x-x");
  assert_seen(f, "odd row", "----");
  assert_seen(f, "plain row", "xxxx");
  assert_seen(f, "Moon", "--xx");
  assert_seen(f, "region", "--xx");
  assert_seen(f, "tier:", "----");
}

static void test_teaser(fixture *f, gconstpointer unused G_GNUC_UNUSED)
{
  add_para(f->arena, f->section, "open");
  add_para(f->arena, f->section, "gated")->tier = RIGHT;
  assert_seen(f, "teaser tier=\"right\"", "xx--");
  f->pack.teaser = false;
  assert_seen(f, "teaser", "----");
}

static void test_absent_briefing_leaves_no_teaser(fixture *f, gconstpointer unused G_GNUC_UNUSED)
{
  f->other->tier = TOP;
  assert_seen(f, "teaser", "----");
  assert_seen(f, "two", "---x");
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
#define TEST(name, function)                                                                       \
  g_test_add("/projection/" name, fixture, NULL, set_up, function, tear_down)
  TEST("diamond", test_diamond);
  TEST("hollow-section", test_hollow_section_goes);
  TEST("sources", test_sources);
  TEST("withheld-origin", test_withheld_origin);
  TEST("notes", test_notes_go_with_their_call);
  TEST("links", test_links_to_absent_places);
  TEST("ids", test_ids_tell_nothing);
  TEST("values", test_values);
  TEST("teaser", test_teaser);
  TEST("absent-briefing", test_absent_briefing_leaves_no_teaser);
  return g_test_run();
}
