/* Compressing bytes as zlib does (RFC 1950), by libdeflate. */
#ifndef BRV_BASE_PACKER_H
#define BRV_BASE_PACKER_H

#include <glib.h>
#include <stdbool.h>

typedef struct libdeflate_compressor brv_packer;

/* `level`: of libdeflate's 12, from quick to small. */
brv_packer *brv_packer_new(int level);
void brv_packer_free(brv_packer *packer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(brv_packer, brv_packer_free)

/* The compressed bytes, the caller's; `*length` is theirs then. */
guint8 *brv_pack_bytes(brv_packer *packer, const void *bytes, gsize *length);

/* Exactly `length` bytes into `plain`; false where it is not so many that were compressed, or they
 * are damaged. */
bool brv_unpack_bytes(const void *packed, gsize size, void *plain, gsize length);

/* Whether bytes that someone else compressed are these. */
bool brv_unpacks_to(GBytes *packed, const void *bytes, gsize length);

/* What tells bytes from others, but for accidents: CRC-32 and Adler-32. */
typedef struct {
  guint32 crc, adler;
  guint64 length;
} brv_print;

brv_print brv_print_of(const void *bytes, gsize length);

#endif
