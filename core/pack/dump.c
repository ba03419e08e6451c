#include "base/dump.h"
#include "pack/pack.h"

static void dump_tier_mark(const brv_pack *pack, int tier, GString *out)
{
  if (tier >= 0)
    brv_dump_pair(out, "tier", ((const brv_tier *)pack->tiers->pdata[tier])->id);
}

static void dump_tier(const brv_pack *pack, const brv_tier *tier, GString *out)
{
  g_string_append(out, "tier");
  brv_dump_pair(out, "id", tier->id);
  brv_dump_pair(out, "name", tier->name);
  g_string_append(out, " reads=");
  const char *separator = "";
  for (guint i = 0; i < pack->tiers->len; i++)
    if (tier->reads >> i & 1) {
      const brv_tier *other = pack->tiers->pdata[i];
      g_string_append_printf(out, "%s%s", separator, other->id);
      separator = ",";
    }
  g_string_append_c(out, '\n');
}

static void dump_reference(const brv_pack *pack, const brv_reference *r, GString *out)
{
  g_string_append(out, "  source");
  brv_dump_pair(out, "id", r->id);
  brv_dump_pair(out, "title", r->title);
  brv_dump_pair(out, "grade", r->grade);
  brv_dump_pair(out, "derived-from", r->derived_from);
  dump_tier_mark(pack, r->tier, out);
  g_string_append(out, r->pending ? " pending\n" : "\n");
}

static void dump_briefing(const brv_pack *pack, const brv_briefing *briefing, GString *out)
{
  g_string_append(out, "briefing");
  brv_dump_pair(out, "id", briefing->id);
  brv_dump_pair(out, "file", briefing->file);
  brv_dump_pair(out, "title", briefing->title);
  brv_dump_pair(out, "short", briefing->short_title);
  brv_dump_pair(out, "kind", briefing->kind);
  brv_dump_pair(out, "date", briefing->date);
  dump_tier_mark(pack, briefing->tier, out);
  g_string_append_c(out, '\n');
  for (guint i = 0; i < briefing->references->len; i++)
    dump_reference(pack, briefing->references->pdata[i], out);
  if (briefing->body)
    brv_node_dump(briefing->body, out);
}

static void dump_head(const brv_pack *pack, GString *out)
{
  g_string_append(out, "pack");
  brv_dump_pair(out, "slug", pack->slug);
  brv_dump_pair(out, "title", pack->title);
  brv_dump_pair(out, "number", pack->number);
  brv_dump_pair(out, "date", pack->date);
  brv_dump_pair(out, "language", pack->language);
  brv_dump_pair(out, "layout", pack->layout);
  brv_dump_pair(out, "page", pack->page);
  g_string_append(out, pack->book_fonts ? " book-fonts" : "");
  g_string_append(out, pack->teaser ? " teaser\n" : "\n");
}

void brv_pack_dump(const brv_pack *pack, GString *out)
{
  dump_head(pack, out);
  for (guint i = 0; i < pack->tiers->len; i++)
    dump_tier(pack, pack->tiers->pdata[i], out);
  for (guint i = 0; i < pack->parts->len; i++) {
    const brv_part *part = pack->parts->pdata[i];
    g_string_append(out, "part");
    brv_dump_pair(out, "title", part->title);
    dump_tier_mark(pack, part->tier, out);
    g_string_append_c(out, '\n');
    for (guint j = 0; j < part->briefings->len; j++)
      dump_briefing(pack, part->briefings->pdata[j], out);
  }
}
