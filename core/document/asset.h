/* Images: bytes that were read and judged once, when the pack was loaded. */
#ifndef BRV_DOCUMENT_ASSET_H
#define BRV_DOCUMENT_ASSET_H

#include "base/arena.h"

typedef enum { BRV_ASSET_PNG, BRV_ASSET_JPEG, BRV_ASSET_SVG } brv_asset_kind;

typedef struct {
  brv_asset_kind kind;
  const char *path; /* relative to the pack folder; its last part names the file in the e-book */
  const guint8 *bytes;
  gsize length;
  int orientation;      /* JPEG: how EXIF has it turned, 1 to 8; 0: as it is */
  double width, height; /* natural size: pixels, or the SVG's own units */
} brv_asset;

/* "image/png" and so on. */
const char *brv_asset_media_type(brv_asset_kind kind);
/* ".png" and so on. */
const char *brv_asset_extension(brv_asset_kind kind);

#endif
