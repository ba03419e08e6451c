/* Memory for a Lua state, which makes and drops many small blocks: by size out of chunks, which go
 * back all together. Private to core/plugin. */
#ifndef BRV_PLUGIN_POOL_H
#define BRV_PLUGIN_POOL_H

#include <glib.h>

typedef struct brv_pool brv_pool;

brv_pool *brv_pool_new(void);
/* With all blocks that are not large; those have gone back one by one. */
void brv_pool_free(brv_pool *pool);

/* A block of `old` bytes (0: none, and `block` is NULL) becomes one of `wanted`, which holds what
 * it held; 0: it goes back. NULL when there is no memory, and the old block stays. */
void *brv_pool_resize(brv_pool *pool, void *block, gsize old, gsize wanted);

#endif
