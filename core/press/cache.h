/* What was set before: galleys and plates in a file beside the output, found by all that they
 * depend on.
 *
 * The file may be deleted at any time, and is never trusted: what is cut short or damaged is as if
 * it were not there, and a galley is read as if an enemy had written it. Nothing that is made
 * depends on whether there is one. */
#ifndef BRV_PRESS_CACHE_H
#define BRV_PRESS_CACHE_H

#include "document/document.h"
#include "typeset/fonts.h"
#include "typeset/style.h"

/* Of MD5, which is quick: it need not withstand whoever writes packs, who may write the cache too.
 */
enum { BRV_CACHE_KEY = 16 };

typedef struct brv_cache brv_cache;

/* The cache in a file, which need not be there. NULL where the program cannot tell itself from
 * another, which may set otherwise. */
brv_cache *brv_cache_open(const char *path);
void brv_cache_free(brv_cache *cache);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(brv_cache, brv_cache_free)

/* What was kept by a key, the caller's; or NULL. */
GBytes *brv_cache_find(brv_cache *cache, const guint8 *key);

/* Keeps bytes for the next time, unless this run found or kept one of the key already. */
void brv_cache_keep(brv_cache *cache, const guint8 *key, GBytes *bytes);

/* Writes the file anew where something was kept: what this run used, and as much again of what it
 * did not. A file that cannot be written is not. `cache` may be NULL. */
void brv_cache_save(const brv_cache *cache);

/* --- cache-key.c --- */

/* A checksum over all that the galleys of a document depend on beside their parts: the program, the
 * layout, the files of fonts, the words. */
GChecksum *brv_cache_base(const brv_document *document, const brv_layout *layout,
                          const brv_font_files *fonts);

/* The keys of what a part becomes. */
typedef struct {
  guint8 galley[BRV_CACHE_KEY], plates[BRV_CACHE_KEY];
} brv_cache_keys;

brv_cache_keys brv_cache_key(const GChecksum *base, const brv_node *part);

#endif
