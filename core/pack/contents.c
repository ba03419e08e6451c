#include <string.h>

#include "pack/load-private.h"
#include "pack/markdown/markdown.h"

static const brv_schema any_schema = {.type = BRV_TYPE_ANY};

static const brv_field part_fields[] = {
    {"part", {.type = BRV_TYPE_TEXT, .required = true}},
    {"briefings", {.type = BRV_TYPE_LIST, .required = true, .item = &any_schema}},
    {"tier", {.type = BRV_TYPE_TEXT}},
    {0}};
static const brv_schema part_schema = {.type = BRV_TYPE_MAP, .fields = part_fields};

static const brv_field entry_fields[] = {
    {"path", {.type = BRV_TYPE_TEXT, .required = true}}, {"tier", {.type = BRV_TYPE_TEXT}}, {0}};
static const brv_schema entry_schema = {
    .type = BRV_TYPE_MAP, .fields = entry_fields, .shorthand = "path"};

typedef struct {
  brv_pack *pack;
  brv_diags *diags;
  brv_part *loose;   /* the part that gathers briefings which stand in none, or NULL */
  GHashTable *files; /* loaded so far */
  GHashTable *ids;
  guint count;
} loader;

static bool reads(const brv_pack *pack, int tier, int other)
{
  return ((const brv_tier *)pack->tiers->pdata[tier])->reads >> other & 1;
}

/* A briefing marked in `contents` and in its front matter is for those who read both marks. */
static int stricter(loader *l, int listed, int own, brv_place place)
{
  if (listed < 0 || own < 0)
    return MAX(listed, own);
  if (reads(l->pack, own, listed))
    return own;
  if (!reads(l->pack, listed, own))
    brv_report(l->diags, BRV_STRAY_TIER, place, "mark it in one place only",
               "the briefing is marked for another tier in its front matter, and neither tier "
               "includes the other");
  return listed;
}

static bool is_new(loader *l, const char *file, brv_place place)
{
  if (g_hash_table_add(l->files, (char *)file))
    return true;
  brv_report(l->diags, BRV_BRIEFING_TWICE, place, "a briefing stands once in a pack",
             "\"%s\" is listed twice", file);
  return false;
}

static void check_id(loader *l, const brv_briefing *briefing, brv_place place)
{
  if (!g_hash_table_add(l->ids, (char *)briefing->id))
    brv_report(l->diags, BRV_DUPLICATE_ID, place, "give one of them another `id:`",
               "two briefings have the id \"%s\"", briefing->id);
}

static void load_entry(loader *l, brv_part *part, const brv_value *entry, const char *path)
{
  if (!brv_schema_check(l->pack->arena, &entry_schema, entry, path, l->diags))
    return;
  const brv_value *name = brv_schema_unfold(entry, "path");
  const char *file = brv_folder_resolve(l->pack->arena, NULL, name->text, name->place, l->diags);
  if (!file || !is_new(l, file, name->place) || l->count++ >= BRV_PACK_BRIEFING_LIMIT)
    return;
  brv_briefing *briefing = brv_briefing_load(l->pack, file, name->place, l->diags);
  if (!briefing)
    return;
  check_id(l, briefing, name->place);
  int listed = brv_pack_load_tier(l->pack, brv_value_member(entry, "tier"), l->diags);
  briefing->tier = stricter(l, listed, briefing->tier, entry->place);
  g_ptr_array_add(part->briefings, briefing);
  g_ptr_array_add(l->pack->briefings, briefing);
}

static brv_part *add_part(loader *l, const char *title, int tier, brv_place place)
{
  brv_part *part = brv_new(l->pack->arena, brv_part);
  *part = (brv_part){title, brv_arena_ptr_array(l->pack->arena), tier, place};
  g_ptr_array_add(l->pack->parts, part);
  return part;
}

static void load_part(loader *l, const brv_value *map, const char *path)
{
  l->loose = NULL;
  if (!brv_schema_check(l->pack->arena, &part_schema, map, path, l->diags))
    return;
  int tier = brv_pack_load_tier(l->pack, brv_value_member(map, "tier"), l->diags);
  brv_part *part = add_part(l, brv_value_text(map, "part", ""), tier, map->place);
  const brv_value *entries = brv_value_member(map, "briefings");
  for (guint i = 0; i < entries->count; i++) {
    const char *inner = brv_arena_printf(l->pack->arena, "%s.briefings[%u]", path, i + 1);
    load_entry(l, part, entries->items[i], inner);
  }
}

static void load_one(loader *l, const brv_value *entry, guint index)
{
  const char *path = brv_arena_printf(l->pack->arena, "contents[%u]", index + 1);
  if (brv_value_member(entry, "part") || brv_value_member(entry, "briefings")) {
    load_part(l, entry, path);
    return;
  }
  if (!l->loose)
    l->loose = add_part(l, NULL, -1, entry->place);
  load_entry(l, l->loose, entry, path);
}

/* Links name briefings by file; by now every file has its id. */
static void read_bodies(brv_pack *pack, brv_diags *diags)
{
  for (guint i = 0; i < pack->briefings->len; i++) {
    brv_briefing *briefing = pack->briefings->pdata[i];
    briefing->body = brv_markdown_body(pack, briefing, briefing->text, diags);
  }
}

const brv_briefing *brv_pack_briefing(const brv_pack *pack, const char *file)
{
  for (guint i = 0; i < pack->briefings->len; i++) {
    const brv_briefing *briefing = pack->briefings->pdata[i];
    if (strcmp(briefing->file, file) == 0)
      return briefing;
  }
  return NULL;
}

void brv_pack_load_contents(brv_pack *pack, const brv_value *contents, brv_diags *diags)
{
  pack->parts = brv_arena_ptr_array(pack->arena);
  pack->briefings = brv_arena_ptr_array(pack->arena);
  if (!contents || contents->kind != BRV_VALUE_LIST)
    return;
  loader l = {.pack = pack,
              .diags = diags,
              .files = g_hash_table_new(g_str_hash, g_str_equal),
              .ids = g_hash_table_new(g_str_hash, g_str_equal)};
  for (guint i = 0; i < contents->count; i++)
    load_one(&l, contents->items[i], i);
  if (l.count > BRV_PACK_BRIEFING_LIMIT)
    brv_report(diags, BRV_TOO_MANY, contents->place, "split the pack",
               "contents: more than %d briefings", BRV_PACK_BRIEFING_LIMIT);
  if (!l.count)
    brv_report(diags, BRV_NO_CONTENTS, contents->place, "list a briefing",
               "contents: a pack needs at least one briefing");
  read_bodies(pack, diags);
  g_hash_table_unref(l.files);
  g_hash_table_unref(l.ids);
}
