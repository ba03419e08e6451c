/* What was made before: bytes in a file beside the output, found by a key of all that they depend on.
 *
 * The file may be deleted at any time, and is never trusted: what is cut short or damaged is as if
 * it were not there, and what is found is read as if an enemy had written it. Nothing that is made
 * depends on whether there is one. */
#ifndef BRV_BASE_CACHE_H
#define BRV_BASE_CACHE_H

#include <glib.h>
#include <stdbool.h>

/* A key: the kind of thing, filled up with zeroes, and an MD5 of what it is made of, which is quick:
 * it need not withstand whoever writes packs, who may write the cache too. */
enum { BRV_CACHE_KIND = 8, BRV_CACHE_SUM = 16, BRV_CACHE_KEY = BRV_CACHE_KIND + BRV_CACHE_SUM };

typedef struct brv_cache brv_cache;

/* The cache in a file, which need not be there. NULL where the program cannot tell itself from
 * another, which may make other things. */
brv_cache *brv_cache_open(const char *path);
void brv_cache_free(brv_cache *cache);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(brv_cache, brv_cache_free)

/* Makes a key. `kind`: a word of the caller's; `sum` is closed. */
void brv_cache_name(const char *kind, GChecksum *sum, guint8 key[BRV_CACHE_KEY]);

/* What was kept by a key, the caller's; or NULL. */
GBytes *brv_cache_find(brv_cache *cache, const guint8 *key);

/* Keeps bytes for the next time, unless this run found or kept one of the key already. */
void brv_cache_keep(brv_cache *cache, const guint8 *key, GBytes *bytes);

/* Appends what was kept to the file. Where that has more than this run used and as much again of what
 * it did not, or is damaged, it is written anew. A file that cannot be written is not. `cache` may be
 * NULL. */
void brv_cache_save(const brv_cache *cache);

/* --- workers: what one finds and keeps is known to its parent once it was told --- */

/* In the worker, before it uses the cache. */
void brv_cache_watch(brv_cache *cache);

/* Appends what it found and kept since. */
void brv_cache_put_news(const brv_cache *cache, GByteArray *out);

/* In the parent; false where the bytes are no news, of which those before the fault are taken. */
bool brv_cache_take_news(brv_cache *cache, const void *news, gsize length);

/* --- memo.c: things that are made of bytes --- */

/* A cache, and what all that is made with it depends on. A memo that is NULL, or has no cache, knows
 * nothing and keeps nothing. */
typedef struct {
  brv_cache *cache;
  const GChecksum *base; /* MD5 */
} brv_memo;

/* The key of the thing of a kind that is made of so many bytes. */
void brv_memo_key(const brv_memo *memo, const char *kind, const void *bytes, gsize length,
                  guint8 key[BRV_CACHE_KEY]);

/* As for the cache. */
GBytes *brv_memo_find(const brv_memo *memo, const guint8 *key);
void brv_memo_keep(const brv_memo *memo, const guint8 *key, GBytes *bytes);

#endif
