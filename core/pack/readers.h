/* Who reads what, as bit sets of tiers. Private to core/pack: used to check a pack, never to
 * build an edition. */
#ifndef BRV_PACK_READERS_H
#define BRV_PACK_READERS_H

#include "pack/pack.h"

/* The tiers that may read what is marked for `tier`; all of them for -1. */
guint32 brv_pack_tier_readers(const brv_pack *pack, int tier);

/* The tiers that may read a node, going by its own mark and those of all around it. */
guint32 brv_pack_readers(const brv_pack *pack, const brv_node *node);

/* Says that there is no tier called `id`, and which is near. */
void brv_pack_report_tier(const brv_pack *pack, const char *id, brv_place place, brv_diags *diags);

#endif
