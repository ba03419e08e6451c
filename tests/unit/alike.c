/* Copies of what was written are alike until one of them says something else. */
#include "document/alike.h"
#include "tree-kit.h"

typedef struct {
  brv_arena *arena;
  brv_node *one, *other; /* a section, and a copy of it */
} fixture;

static brv_attr *new_attr(brv_arena *arena, const char *key, const char *value)
{
  brv_attr *attr = brv_new(arena, brv_attr);
  attr->key = key;
  attr->value = value;
  return attr;
}

static brv_value *new_data(brv_arena *arena)
{
  brv_value *map = brv_value_new(arena, BRV_VALUE_MAP, BRV_NO_PLACE);
  brv_value *list = brv_value_new(arena, BRV_VALUE_LIST, BRV_NO_PLACE);
  brv_value_add(arena, list, brv_value_new_text(arena, "1.5", BRV_NO_PLACE));
  brv_value_append(arena, map, (brv_member){"costs", BRV_NO_PLACE, list});
  return map;
}

static brv_node *new_section(brv_arena *arena)
{
  brv_node *section = brv_node_new(arena, BRV_NODE_SECTION, BRV_NO_PLACE);
  section->type = "costs";
  brv_node *heading = add(arena, section, BRV_NODE_HEADING);
  heading->level = 2;
  add_text(arena, heading, "Costs");
  brv_node *list = add(arena, section, BRV_NODE_LIST);
  list->list.start = 1;
  brv_node *item = add(arena, list, BRV_NODE_ITEM);
  item->attrs = new_attr(arena, "by", "2026-09-30");
  add_para(arena, item, "item");
  brv_node *data = add(arena, section, BRV_NODE_DATA);
  data->value = new_data(arena);
  return section;
}

static void set_up(fixture *f, gconstpointer unused G_GNUC_UNUSED)
{
  f->arena = brv_arena_new();
  f->one = new_section(f->arena);
  f->other = new_section(f->arena);
}

static void tear_down(fixture *f, gconstpointer unused G_GNUC_UNUSED)
{
  brv_arena_free(f->arena);
}

static void expect_alike(const fixture *f, bool alike)
{
  g_assert_cmpint(brv_node_is_like(f->one, f->other), ==, alike);
  g_assert_cmpint(brv_node_is_like(f->other, f->one), ==, alike);
}

/* Each thing is changed, and put back. */
#define CHANGE(what, to)                                                                           \
  do {                                                                                             \
    __typeof__(what) before = what;                                                                \
    what = to;                                                                                     \
    expect_alike(f, false);                                                                        \
    what = before;                                                                                 \
    expect_alike(f, true);                                                                         \
  } while (0)

static void test_copies(fixture *f, gconstpointer unused G_GNUC_UNUSED)
{
  expect_alike(f, true);
  f->other = brv_node_copy(f->arena, f->one, NULL, NULL);
  expect_alike(f, true);
  g_assert_true(brv_node_is_like(NULL, NULL));
  g_assert_false(brv_node_is_like(f->one, NULL));
}

static void test_nodes(fixture *f, gconstpointer unused G_GNUC_UNUSED)
{
  brv_node *heading = f->other->first, *list = heading->next, *item = list->first;
  brv_node *text = heading->first;
  CHANGE(f->other->type, "prose");
  CHANGE(f->other->place.offset, 1);
  CHANGE(heading->level, 3);
  CHANGE(heading->id, "costs");
  CHANGE(text->text, "Cost");
  CHANGE(text->literal, true);
  CHANGE(text->language, "de");
  CHANGE(list->list.start, 2);
  CHANGE(list->kind, BRV_NODE_QUOTE);
  CHANGE(item->label, "II");
  CHANGE(item->attrs, NULL);
  CHANGE(item->attrs->value, "2026-10-01");
  CHANGE(item->attrs->next, new_attr(f->arena, "for", "all"));
}

static void test_children(fixture *f, gconstpointer unused G_GNUC_UNUSED)
{
  brv_node *more = add_para(f->arena, f->other, "more");
  expect_alike(f, false);
  brv_node_unlink(more);
  expect_alike(f, true);
  brv_node_unlink(f->other->first);
  expect_alike(f, false);
}

static void test_values(fixture *f, gconstpointer unused G_GNUC_UNUSED)
{
  brv_value *map = f->other->last->value, *list = map->members[0].value, *number = list->items[0];
  CHANGE(f->other->last->value, NULL);
  CHANGE(map->members[0].key, "cost");
  CHANGE(map->count, 0);
  CHANGE(list->kind, BRV_VALUE_TEXT);
  CHANGE(list->items[0], map);
  CHANGE(number->text, "1.6");
  CHANGE(number->quoted, !number->quoted);
  CHANGE(number->place.length, 3);
  CHANGE(number->tree, f->one);
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
#define TEST(name, function) g_test_add("/alike/" name, fixture, NULL, set_up, function, tear_down)
  TEST("copies", test_copies);
  TEST("nodes", test_nodes);
  TEST("children", test_children);
  TEST("values", test_values);
  return g_test_run();
}
