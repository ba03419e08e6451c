/* What the parts of loading share. Private to core/pack. */
#ifndef BRV_PACK_LOAD_PRIVATE_H
#define BRV_PACK_LOAD_PRIVATE_H

#include "pack/pack.h"

/* Reads one briefing, Markdown or JSON, named by `place`. NULL after a report when there is none
 * to be had; a briefing with faults is still returned. */
brv_briefing *brv_briefing_load(brv_pack *pack, const char *file, brv_place place,
                                brv_diags *diags);

/* Reads and judges an image, each path once. NULL after a report at `place`. */
const brv_asset *brv_image_load(brv_pack *pack, const char *path, brv_place place,
                                brv_diags *diags);

/* Fills tiers from `tiers:`; a pack without has one, "all". */
void brv_pack_load_tiers(brv_pack *pack, const brv_value *tiers, brv_diags *diags);

/* The index of the tier that `value` names; -1 when it is NULL, and after a report. */
int brv_pack_load_tier(const brv_pack *pack, const brv_value *value, brv_diags *diags);

/* Fills parts from `contents:`, loading every briefing. */
void brv_pack_load_contents(brv_pack *pack, const brv_value *contents, brv_diags *diags);

/* Fills confidence, likelihood and grades from `scales:` and the built-in ones. */
void brv_pack_load_scales(brv_pack *pack, const brv_value *scales, brv_diags *diags);
extern const brv_field brv_scales_fields[];

/* A name for files: small ASCII letters, digits and hyphens; `fallback` when nothing is left. */
const char *brv_pack_slug(brv_arena *arena, const char *text, const char *fallback);

#endif
