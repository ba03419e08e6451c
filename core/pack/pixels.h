/* Judging images of pixels: the part "pixels". Private to core/pack. */
#ifndef BRV_PACK_PIXELS_H
#define BRV_PACK_PIXELS_H

#include "base/diag.h"
#include "document/asset.h"

/* Finds the size of a PNG or JPEG and how it is to be turned, and whether it is whole. False after a
 * report at `place`. */
bool brv_pixels_judge(brv_asset *asset, brv_place place, brv_diags *diags);

#endif
