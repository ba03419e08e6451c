/* Compressing bytes as zlib does (RFC 1950), by libdeflate. */
#ifndef BRV_BASE_PACKER_H
#define BRV_BASE_PACKER_H

#include <glib.h>

typedef struct libdeflate_compressor brv_packer;

/* `level`: of libdeflate's 12, from quick to small. */
brv_packer *brv_packer_new(int level);
void brv_packer_free(brv_packer *packer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(brv_packer, brv_packer_free)

/* The compressed bytes, the caller's; `*length` is theirs then. */
guint8 *brv_pack_bytes(brv_packer *packer, const void *bytes, gsize *length);

#endif
