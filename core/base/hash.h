/* SHA-256 (FIPS 180-4), by Nettle, which uses the processor's own instructions where it has them.
 *
 * What formats and keys are hashed with otherwise is GLib's. */
#ifndef BRV_BASE_HASH_H
#define BRV_BASE_HASH_H

#include <glib.h>

/* The digest of `bytes` in hexadecimal figures; free it. */
char *brv_sha256(GBytes *bytes);

#endif
