#include <string.h>

#include "base/cache.h"

static bool is_open(const brv_memo *memo)
{
  return memo && memo->cache;
}

void brv_memo_key(const brv_memo *memo, const char *kind, const void *bytes, gsize length,
                  guint8 key[BRV_CACHE_KEY])
{
  memset(key, 0, BRV_CACHE_KEY);
  if (!is_open(memo))
    return;
  g_autoptr(GChecksum) sum = g_checksum_copy(memo->base);
  g_checksum_update(sum, bytes, (gssize)length);
  brv_cache_name(kind, sum, key);
}

GBytes *brv_memo_find(const brv_memo *memo, const guint8 *key)
{
  return is_open(memo) ? brv_cache_find(memo->cache, key) : NULL;
}

void brv_memo_keep(const brv_memo *memo, const guint8 *key, GBytes *bytes)
{
  if (is_open(memo))
    brv_cache_keep(memo->cache, key, bytes);
}
