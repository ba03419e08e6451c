/* Judging SVG images: the part "svg". Private to core/pack. */
#ifndef BRV_PACK_SVG_H
#define BRV_PACK_SVG_H

#include "base/diag.h"
#include "document/asset.h"

/* Finds the size and refuses what cannot stand in a page or an e-book: scripts, foreign content,
 * references to other files, entities. False after a report at `place`. */
bool brv_svg_judge(brv_asset *asset, brv_place place, brv_diags *diags);

#endif
