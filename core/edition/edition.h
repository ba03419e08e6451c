/* An edition: what one tier may read, copied out of the pack before anything else sees it.
 *
 * This is the only place that knows tiers. What is withheld is absent: sections, divs, blocks,
 * items, data, front matter, sources, images; and what only withheld content names goes with it:
 * notes, sources never named in what remains but named in what was withheld, link targets. Links to
 * what is absent become their text.
 */
#ifndef BRV_EDITION_EDITION_H
#define BRV_EDITION_EDITION_H

#include "pack/pack.h"

typedef struct {
  const char *tier, *about, *join; /* of the tier that would unlock more: its name, and its own
                                      words; the last two may be NULL */
} brv_teaser;

/* A briefing as this edition has it; `briefing.tier` and every node's tier are -1. */
typedef struct {
  brv_briefing briefing;
  const brv_teaser *teaser; /* NULL: nothing withheld, or the pack asks for none */
} brv_edition_briefing;

typedef struct {
  const char *title;    /* NULL: in no part */
  GPtrArray *briefings; /* of brv_edition_briefing * */
} brv_edition_part;

typedef struct {
  brv_arena *arena;
  const char *slug, *title, *strapline, *number, *date, *language;
  const char *publisher, *address, *about, *rights, *accent;
  const brv_certificate *certificate;          /* or NULL */
  bool literal;                                /* `typography: literal` */
  bool book_fonts;                             /* `epub: {fonts: embed}` */
  bool unpaged;                                /* no PDF is made: nothing has a page */
  const char *tier, *tier_name, *edition_name; /* the last may be NULL */
  GPtrArray *sections;                         /* of const char * */
  GPtrArray *parts; /* of brv_edition_part *; parts left empty are absent */
  const GArray *confidence;
  const brv_value *likelihood, *grades, *options;
  brv_place place; /* of the pack's title: where to speak of the whole */
} brv_edition;

/* Copies into `arena`; `tier` indexes pack->tiers. */
brv_edition *brv_edition_project(brv_arena *arena, const brv_pack *pack, int tier);

void brv_edition_dump(const brv_edition *edition, GString *out);

#endif
