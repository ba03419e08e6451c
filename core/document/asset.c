#include "document/asset.h"

static const struct {
  const char *media_type, *extension;
} kinds[] = {
    [BRV_ASSET_PNG] = {"image/png", ".png"},
    [BRV_ASSET_JPEG] = {"image/jpeg", ".jpg"},
    [BRV_ASSET_SVG] = {"image/svg+xml", ".svg"},
};

const char *brv_asset_media_type(brv_asset_kind kind)
{
  return kinds[kind].media_type;
}

const char *brv_asset_extension(brv_asset_kind kind)
{
  return kinds[kind].extension;
}
