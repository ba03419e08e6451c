/* What the parts of the projection share. Private to core/edition. */
#ifndef BRV_EDITION_PROJECT_PRIVATE_H
#define BRV_EDITION_PROJECT_PRIVATE_H

#include "edition/edition.h"

typedef struct {
  brv_arena *arena;
  const brv_pack *pack;
  guint32 reads;    /* bit i: this edition's reader may read what is marked for tier i */
  guint32 withheld; /* bit i: something marked for tier i was left out, since last cleared */
} brv_projection;

/* Whether the reader may read what is marked for `tier` (-1: everyone); notes it when not. */
bool brv_projection_admits(brv_projection *p, int tier);

/* A copy of what may be read, without any mark of a tier; NULL when nothing is left. */
brv_node *brv_projection_node(brv_projection *p, const brv_node *node);
brv_value *brv_projection_value(brv_projection *p, const brv_value *value);
/* The same of front matter, which stays whatever it loses. */
brv_value *brv_projection_front(brv_projection *p, const brv_value *front);

/* The references that stay: readable ones that are named in what is left, or were named nowhere. */
GPtrArray *brv_projection_references(brv_projection *p, const brv_briefing *whole,
                                     const brv_briefing *left);

/* Makes heading ids unique in each briefing, keeps the notes of values apart from those of the body,
 * and turns links to what is absent into their text. */
void brv_projection_links(brv_projection *p, const brv_edition *edition);

#endif
