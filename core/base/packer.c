#include "base/packer.h"

#include <libdeflate.h>
#include <string.h>

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

bool brv_unpack_bytes(const void *packed, gsize size, void *plain, gsize length)
{
  struct libdeflate_decompressor *unpacker = libdeflate_alloc_decompressor();
  enum libdeflate_result result =
      libdeflate_zlib_decompress(unpacker, packed, size, plain, length, NULL);
  libdeflate_free_decompressor(unpacker);
  return result == LIBDEFLATE_SUCCESS;
}

bool brv_unpacks_to(GBytes *packed, const void *bytes, gsize length)
{
  gsize size;
  const void *start = g_bytes_get_data(packed, &size);
  g_autofree guint8 *plain = g_malloc(length + 1);
  return brv_unpack_bytes(start, size, plain, length) && memcmp(plain, bytes, length) == 0;
}

brv_print brv_print_of(const void *bytes, gsize length)
{
  return (brv_print){libdeflate_crc32(0, bytes, length), libdeflate_adler32(1, bytes, length),
                     length};
}
