/* Images: read and judged once, by what their bytes are. */
#ifndef BRV_PACK_IMAGES_H
#define BRV_PACK_IMAGES_H

#include "pack/pack.h"

/* Reads and judges the image `name` of a folder, at most `limit` bytes; `path` is what messages and
 * the e-book call it. NULL after a report at `place`. */
const brv_asset *brv_image_read(brv_arena *arena, const brv_folder *folder, const char *name,
                                const char *path, gsize limit, brv_place place, brv_diags *diags);

/* The same for an image of the pack, each path once. */
const brv_asset *brv_pack_image(brv_pack *pack, const char *path, brv_place place,
                                brv_diags *diags);

#endif
