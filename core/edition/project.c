#include <string.h>

#include "edition/project-private.h"

static brv_value *project_front(brv_projection *p, const brv_briefing *briefing)
{
  if (!briefing->front)
    return NULL;
  brv_value *front = brv_value_copy(p->arena, briefing->front, NULL, NULL);
  guint kept = 0;
  for (guint i = 0; i < front->count; i++) {
    const char *key = front->members[i].key;
    if (strcmp(key, "sources") != 0 && strcmp(key, "tier") != 0 && strcmp(key, "body") != 0)
      front->members[kept++] = front->members[i];
  }
  front->count = kept;
  return brv_projection_front(p, front);
}

/* Offers the first tier, in the pack's order, that reads something this briefing withholds. */
static const brv_teaser *make_teaser(brv_projection *p)
{
  if (!p->pack->teaser || !p->withheld)
    return NULL;
  const brv_tier *tier = p->pack->tiers->pdata[g_bit_nth_lsf(p->withheld, -1)];
  brv_teaser *teaser = brv_new(p->arena, brv_teaser);
  *teaser = (brv_teaser){.tier = tier->name, .about = tier->about, .join = tier->join};
  return teaser;
}

static brv_edition_briefing *project_briefing(brv_projection *p, const brv_briefing *whole)
{
  guint32 before = p->withheld;
  if (!brv_projection_admits(p, whole->tier)) {
    p->withheld = before; /* a briefing that is absent leaves no teaser, in no other one either */
    return NULL;
  }
  p->withheld = 0;
  brv_edition_briefing *e = brv_new(p->arena, brv_edition_briefing);
  e->briefing = *whole;
  e->briefing.tier = -1;
  e->briefing.body = brv_projection_node(p, whole->body);
  e->briefing.front = project_front(p, whole);
  e->briefing.references = brv_projection_references(p, whole, &e->briefing);
  e->teaser = make_teaser(p);
  p->withheld = before;
  return e;
}

static brv_edition_part *project_part(brv_projection *p, const brv_part *whole)
{
  brv_edition_part *part = brv_new(p->arena, brv_edition_part);
  part->title = whole->title;
  part->briefings = brv_arena_ptr_array(p->arena);
  for (guint i = 0; i < whole->briefings->len; i++) {
    brv_edition_briefing *e = project_briefing(p, whole->briefings->pdata[i]);
    if (e)
      g_ptr_array_add(part->briefings, e);
  }
  return part;
}

static GPtrArray *project_parts(brv_projection *p)
{
  GPtrArray *parts = brv_arena_ptr_array(p->arena);
  for (guint i = 0; i < p->pack->parts->len; i++) {
    const brv_part *whole = p->pack->parts->pdata[i];
    if (!brv_projection_admits(p, whole->tier))
      continue;
    brv_edition_part *part = project_part(p, whole);
    if (part->briefings->len)
      g_ptr_array_add(parts, part);
  }
  return parts;
}

brv_edition *brv_edition_project(brv_arena *arena, const brv_pack *pack, int tier)
{
  const brv_tier *reader = pack->tiers->pdata[tier];
  const brv_value *title = brv_value_member(pack->source, "title");
  brv_projection p = {.arena = arena, .pack = pack, .reads = reader->reads};
  brv_edition *edition = brv_new(arena, brv_edition);
  *edition = (brv_edition){
      .arena = arena,
      .slug = pack->slug,
      .title = pack->title,
      .strapline = pack->strapline,
      .number = pack->number,
      .date = pack->date,
      .language = pack->language,
      .publisher = pack->publisher,
      .address = pack->address,
      .about = pack->about,
      .rights = pack->rights,
      .certificate = pack->certificate,
      .accent = pack->accent,
      .literal = pack->literal,
      .book_fonts = pack->book_fonts,
      .unpaged = !(pack->formats & BRV_FORMAT_PDF),
      .tier = reader->id,
      .tier_name = reader->name,
      .edition_name = reader->edition,
      .sections = pack->sections,
      .confidence = pack->confidence,
      .likelihood = brv_projection_value(&p, pack->likelihood),
      .grades = brv_projection_value(&p, pack->grades),
      .options = brv_projection_value(&p, pack->options),
      .place = title ? title->place : BRV_NO_PLACE,
      .parts = project_parts(&p),
  };
  brv_projection_links(&p, edition);
  return edition;
}
