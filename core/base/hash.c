#include "base/hash.h"

#include <nettle/sha2.h>

char *brv_sha256(GBytes *bytes)
{
  static const char figures[] = "0123456789abcdef";
  guint8 digest[SHA256_DIGEST_SIZE];
  struct sha256_ctx hash;
  gsize length;
  const guint8 *start = g_bytes_get_data(bytes, &length);
  sha256_init(&hash);
  sha256_update(&hash, length, start);
  sha256_digest(&hash, sizeof digest, digest);
  char *text = g_malloc0(2 * sizeof digest + 1);
  for (gsize i = 0; i < sizeof digest; i++) {
    text[2 * i] = figures[digest[i] >> 4];
    text[2 * i + 1] = figures[digest[i] & 15];
  }
  return text;
}
