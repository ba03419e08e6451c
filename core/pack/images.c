#include "pack/images.h"

#include <string.h>

#include "base/part.h"
#include "pack/pixels.h"
#include "pack/svg.h"

static bool begins_with(const brv_asset *asset, const char *magic, gsize length)
{
  return asset->length > length && memcmp(asset->bytes, magic, length) == 0;
}

/* The kind by what the bytes are; names lie. */
static bool find_kind(brv_asset *asset)
{
  if (begins_with(asset, "\x89PNG\r\n\x1a\n", 8))
    asset->kind = BRV_ASSET_PNG;
  else if (begins_with(asset, "\xFF\xD8\xFF", 3))
    asset->kind = BRV_ASSET_JPEG;
  else if (g_strstr_len((const char *)asset->bytes, (gssize)asset->length, "<svg"))
    asset->kind = BRV_ASSET_SVG;
  else
    return false;
  return true;
}

static bool judge(brv_asset *asset, brv_place place, brv_diags *diags)
{
  if (!find_kind(asset)) {
    brv_report(diags, BRV_IMAGE_FORMAT, place, "use PNG, JPEG or SVG",
               "\"%s\" is no image of a kind that is known", asset->path);
    return false;
  }
  bool is_svg = asset->kind == BRV_ASSET_SVG;
  bool (*judge_kind)(brv_asset *, brv_place, brv_diags *) =
      is_svg ? BRV_PART("svg", brv_svg_judge, diags) : BRV_PART("pixels", brv_pixels_judge, diags);
  return judge_kind && judge_kind(asset, place, diags);
}

const brv_asset *brv_image_read(brv_arena *arena, const brv_folder *folder, const char *name,
                                const char *path, gsize limit, brv_place place, brv_diags *diags)
{
  brv_asset *asset = brv_new(arena, brv_asset);
  asset->path = path;
  asset->bytes =
      (const guint8 *)brv_folder_read(arena, folder, name, limit, &asset->length, place, diags);
  return asset->bytes && judge(asset, place, diags) ? asset : NULL;
}

const brv_asset *brv_pack_image(brv_pack *pack, const char *path, brv_place place, brv_diags *diags)
{
  if (!pack->images)
    pack->images = brv_arena_table(pack->arena);
  void *known;
  if (g_hash_table_lookup_extended(pack->images, path, NULL, &known))
    return known;
  const char *key = brv_arena_strdup(pack->arena, path);
  const brv_asset *asset =
      brv_image_read(pack->arena, pack->folder, key, key, BRV_PACK_IMAGE_LIMIT, place, diags);
  g_hash_table_insert(pack->images, (char *)key, (void *)asset);
  return asset;
}
