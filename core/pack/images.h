/* Images of a pack. Private to core/pack. */
#ifndef BRV_PACK_IMAGES_H
#define BRV_PACK_IMAGES_H

#include "pack/pack.h"

/* Reads and judges an image, each path once. NULL after a report at `place`. */
const brv_asset *brv_pack_image(brv_pack *pack, const char *path, brv_place place,
                                brv_diags *diags);

#endif
