/* What galleys and plates are found by in the cache (base/cache.h). Private to core/press. */
#ifndef BRV_PRESS_CACHE_KEY_H
#define BRV_PRESS_CACHE_KEY_H

#include "base/cache.h"
#include "document/document.h"
#include "typeset/fonts.h"
#include "typeset/style.h"

/* A checksum over all that the pages of a document and their files depend on beside its parts: the
 * program, the layout, the files of fonts, the words. */
GChecksum *brv_cache_base(const brv_document *document, const brv_layout *layout,
                          const brv_font_files *fonts);

/* The keys of what a part becomes. */
typedef struct {
  guint8 galley[BRV_CACHE_KEY], plates[BRV_CACHE_KEY];
} brv_cache_keys;

brv_cache_keys brv_cache_key(const GChecksum *base, const brv_node *part);

#endif
