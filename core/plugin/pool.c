#include "plugin/pool.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/sanitized.h"

enum {
  STEP = 16,     /* sizes of small blocks are multiples of it */
  LARGEST = 512, /* larger ones are the C library's */
  CHUNK = 64 * 1024,
};

typedef struct chunk {
  struct chunk *older;
  max_align_t bytes[];
} chunk;

/* One that went back holds the next that did. */
typedef struct spare {
  struct spare *next;
} spare;

struct brv_pool {
  spare *spares[LARGEST / STEP + 1]; /* by size in steps */
  chunk *chunks;
  char *at, *end; /* of the newest chunk: what was never given */
};

brv_pool *brv_pool_new(void)
{
  return g_new0(brv_pool, 1);
}

void brv_pool_free(brv_pool *pool)
{
  for (chunk *c = pool->chunks, *older; c; c = older) {
    older = c->older;
    free(c);
  }
  g_free(pool);
}

/* Where memory is watched every block is watched by itself. */
static bool is_small(gsize size)
{
  return size <= LARGEST && !BRV_IS_SANITIZED;
}

static gsize steps(gsize size)
{
  return (size + STEP - 1) / STEP;
}

static void *cut(brv_pool *pool, gsize size)
{
  if ((gsize)(pool->end - pool->at) < size) {
    chunk *c = malloc(sizeof(chunk) + CHUNK);
    if (!c)
      return NULL;
    c->older = pool->chunks;
    pool->chunks = c;
    pool->at = (char *)c->bytes;
    pool->end = pool->at + CHUNK;
  }
  char *block = pool->at;
  pool->at += size;
  return block;
}

static void *take(brv_pool *pool, gsize size)
{
  if (!is_small(size))
    return malloc(size);
  spare **first = &pool->spares[steps(size)], *block = *first;
  if (!block)
    return cut(pool, steps(size) * STEP);
  *first = block->next;
  return block;
}

static void give_back(brv_pool *pool, void *block, gsize size)
{
  if (!is_small(size)) {
    free(block);
    return;
  }
  spare **first = &pool->spares[steps(size)], *one = block;
  one->next = *first;
  *first = one;
}

void *brv_pool_resize(brv_pool *pool, void *block, gsize old, gsize wanted)
{
  if (wanted && !is_small(wanted) && (!block || !is_small(old)))
    return realloc(block, wanted);
  if (block && is_small(old) && is_small(wanted) && steps(old) == steps(wanted))
    return block;
  void *other = wanted ? take(pool, wanted) : NULL;
  if (wanted && !other)
    return NULL;
  if (block && other)
    memcpy(other, block, MIN(old, wanted));
  if (block)
    give_back(pool, block, old);
  return other;
}
