#include "base/packer.h"

#include <libdeflate.h>

brv_packer *brv_packer_new(int level)
{
  return libdeflate_alloc_compressor(level);
}

void brv_packer_free(brv_packer *packer)
{
  libdeflate_free_compressor(packer);
}

guint8 *brv_pack_bytes(brv_packer *packer, const void *bytes, gsize *length)
{
  gsize most = libdeflate_zlib_compress_bound(packer, *length);
  guint8 *out = g_malloc(most);
  *length = libdeflate_zlib_compress(packer, bytes, *length, out, most);
  return g_realloc(out, MAX(*length, 1)); /* some are kept: a tenth of the bound is usual */
}
