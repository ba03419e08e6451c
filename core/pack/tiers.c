#include <string.h>

#include "pack/load-private.h"
#include "pack/readers.h"

int brv_pack_tier(const brv_pack *pack, const char *id)
{
  for (guint i = 0; i < pack->tiers->len; i++)
    if (strcmp(((const brv_tier *)pack->tiers->pdata[i])->id, id) == 0)
      return (int)i;
  return -1;
}

static const char *nearest_tier(const brv_pack *pack, const char *id)
{
  g_autoptr(GPtrArray) ids = g_ptr_array_new();
  for (guint i = 0; i < pack->tiers->len; i++)
    g_ptr_array_add(ids, (void *)((const brv_tier *)pack->tiers->pdata[i])->id);
  g_ptr_array_add(ids, NULL);
  const char *help = brv_did_you_mean(pack->arena, id, (const char *const *)ids->pdata);
  g_autofree char *all = g_strjoinv(", ", (char **)ids->pdata);
  return help ? help : brv_arena_printf(pack->arena, "the tiers are %s", all);
}

void brv_pack_report_tier(const brv_pack *pack, const char *id, brv_place place, brv_diags *diags)
{
  brv_report(diags, BRV_UNKNOWN_TIER, place, nearest_tier(pack, id), "no tier called \"%s\"", id);
}

guint32 brv_pack_tier_readers(const brv_pack *pack, int tier)
{
  guint32 readers = 0;
  for (guint i = 0; i < pack->tiers->len; i++) {
    const brv_tier *reader = pack->tiers->pdata[i];
    if (tier < 0 || (reader->reads >> tier & 1))
      readers |= 1u << i;
  }
  return readers;
}

guint32 brv_pack_readers(const brv_pack *pack, const brv_node *node)
{
  guint32 readers = G_MAXUINT32;
  for (; node; node = node->parent)
    readers &= brv_pack_tier_readers(pack, node->tier);
  return readers;
}

int brv_pack_load_tier(const brv_pack *pack, const brv_value *value, brv_diags *diags)
{
  if (!value)
    return -1;
  int tier = value->text ? brv_pack_tier(pack, value->text) : -1;
  if (tier < 0 && value->text)
    brv_pack_report_tier(pack, value->text, value->place, diags);
  else if (tier < 0)
    brv_report(diags, BRV_BAD_VALUE, value->place, "write one tier's id, or leave the key out",
               "tier: expected the id of a tier");
  return tier;
}

static void add_tier(brv_pack *pack, const brv_value *map, brv_diags *diags)
{
  const char *id = brv_value_text(map, "id", NULL);
  if (!id)
    return;
  if (brv_pack_tier(pack, id) >= 0) {
    brv_report(diags, BRV_DUPLICATE_ID, brv_value_member(map, "id")->place, NULL,
               "the tier \"%s\" stands twice", id);
    return;
  }
  brv_tier *tier = brv_new(pack->arena, brv_tier);
  *tier = (brv_tier){
      .id = id,
      .name = brv_value_text(map, "name", id),
      .edition = brv_value_text(map, "edition", NULL),
      .about = brv_value_text(map, "about", NULL),
      .join = brv_value_text(map, "join", NULL),
      .place = map->place,
  };
  g_ptr_array_add(pack->tiers, tier);
}

/* What the tier names itself, or all above it where it names nothing. */
static guint32 direct_reads(const brv_pack *pack, guint index, const brv_value *includes,
                            brv_diags *diags)
{
  if (!includes || includes->kind != BRV_VALUE_LIST)
    return (1u << index) - 1;
  guint32 reads = 0;
  for (guint i = 0; i < includes->count; i++) {
    int tier = brv_pack_load_tier(pack, includes->items[i], diags);
    reads |= tier >= 0 ? 1u << tier : 0;
  }
  return reads;
}

/* Adds what the included tiers read until nothing changes (Warshall's closure, by rows). */
static void close_over(const brv_pack *pack, brv_diags *diags)
{
  for (guint round = 0; round < pack->tiers->len; round++)
    for (guint i = 0; i < pack->tiers->len; i++) {
      brv_tier *tier = pack->tiers->pdata[i];
      for (guint j = 0; j < pack->tiers->len; j++)
        if (tier->reads >> j & 1)
          tier->reads |= ((const brv_tier *)pack->tiers->pdata[j])->reads;
    }
  for (guint i = 0; i < pack->tiers->len; i++) {
    brv_tier *tier = pack->tiers->pdata[i];
    if (tier->reads >> i & 1)
      brv_report(diags, BRV_TIER_CYCLE, tier->place, "take one tier out of `includes`",
                 "the tier \"%s\" includes itself", tier->id);
    tier->reads |= 1u << i;
  }
}

static void add_only_tier(brv_pack *pack)
{
  brv_tier *tier = brv_new(pack->arena, brv_tier);
  *tier = (brv_tier){.id = "all", .name = "All readers"};
  g_ptr_array_add(pack->tiers, tier);
}

void brv_pack_load_tiers(brv_pack *pack, const brv_value *tiers, brv_diags *diags)
{
  pack->tiers = brv_arena_ptr_array(pack->arena);
  guint count = tiers && tiers->kind == BRV_VALUE_LIST ? tiers->count : 0;
  if (count > BRV_TIER_LIMIT)
    brv_report(diags, BRV_TOO_MANY, tiers->place, NULL, "tiers: more than %d", BRV_TIER_LIMIT);
  for (guint i = 0; i < MIN(count, (guint)BRV_TIER_LIMIT); i++)
    add_tier(pack, tiers->items[i], diags);
  if (!pack->tiers->len)
    add_only_tier(pack);
  for (guint i = 0; i < MIN(count, (guint)BRV_TIER_LIMIT); i++) {
    const char *id = brv_value_text(tiers->items[i], "id", NULL);
    int index = id ? brv_pack_tier(pack, id) : -1;
    if (index >= 0)
      ((brv_tier *)pack->tiers->pdata[index])->reads |=
          direct_reads(pack, (guint)index, brv_value_member(tiers->items[i], "includes"), diags);
  }
  close_over(pack, diags);
}
