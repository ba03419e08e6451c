#include "base/arena.h"

#include <stddef.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum {
  FIRST_CHUNK = 16 * 1024,
  LARGEST_CHUNK = 256 * 1024, /* of the last one a half is never used, and has its pages */
  PREPARED = 64 * 1024,       /* chunks from this size on get their pages at once */
};

typedef struct chunk {
  struct chunk *older;
  gsize size, used;
  max_align_t bytes[];
} chunk;

typedef struct owned {
  struct owned *older;
  void *object;
  GDestroyNotify release;
} owned;

struct brv_arena {
  chunk *newest;
  owned *objects;
};

brv_arena *brv_arena_new(void)
{
  return g_new0(brv_arena, 1);
}

void brv_arena_free(brv_arena *arena)
{
  if (!arena)
    return;
  for (owned *o = arena->objects; o; o = o->older)
    o->release(o->object);
  for (chunk *c = arena->newest, *older; c; c = older) {
    older = c->older;
    g_free(c);
  }
  g_free(arena);
}

/* An arena fills its chunks: all their pages in one call cost a tenth of a fault for each. Where
 * the system cannot do that, nothing is lost. */
static void prepare(chunk *c, gsize size)
{
#ifdef MADV_POPULATE_WRITE
  const gsize page = (gsize)sysconf(_SC_PAGESIZE);
  gsize start = ((gsize)c + page - 1) / page * page, end = ((gsize)c + size) / page * page;
  if (size >= PREPARED && size <= LARGEST_CHUNK + sizeof(chunk) && end > start)
    madvise((void *)start, end - start, MADV_POPULATE_WRITE);
#endif
}

static void add_chunk(brv_arena *arena, gsize at_least)
{
  gsize size = arena->newest ? MIN(arena->newest->size * 2, LARGEST_CHUNK) : FIRST_CHUNK;
  size = MAX(size, at_least);
  chunk *c = g_malloc(sizeof(chunk) + size);
  prepare(c, sizeof(chunk) + size);
  c->size = size;
  c->used = 0;
  c->older = arena->newest;
  arena->newest = c;
}

void *brv_arena_alloc(brv_arena *arena, gsize size)
{
  const gsize align = sizeof(max_align_t);
  if (size > G_MAXSIZE / 2)
    g_error("an allocation of %" G_GSIZE_FORMAT " bytes was asked for", size);
  size = (size + align - 1) / align * align;
  if (!arena->newest || arena->newest->size - arena->newest->used < size)
    add_chunk(arena, size);
  chunk *c = arena->newest;
  char *at = (char *)c->bytes + c->used;
  c->used += size;
  return memset(at, 0, size);
}

char *brv_arena_strndup(brv_arena *arena, const char *text, gsize length)
{
  if (!text)
    return NULL;
  char *copy = brv_arena_alloc(arena, length + 1);
  memcpy(copy, text, length);
  return copy;
}

char *brv_arena_strdup(brv_arena *arena, const char *text)
{
  return text ? brv_arena_strndup(arena, text, strlen(text)) : NULL;
}

char *brv_arena_printf(brv_arena *arena, const char *format, ...)
{
  va_list args;
  va_start(args, format);
  g_autofree char *text = g_strdup_vprintf(format, args);
  va_end(args);
  return brv_arena_strdup(arena, text);
}

void *brv_arena_own(brv_arena *arena, void *object, GDestroyNotify release)
{
  owned *o = brv_new(arena, owned);
  *o = (owned){.older = arena->objects, .object = object, .release = release};
  arena->objects = o;
  return object;
}

static void unref_ptr_array(void *array)
{
  g_ptr_array_unref(array);
}

GPtrArray *brv_arena_ptr_array(brv_arena *arena)
{
  return brv_arena_own(arena, g_ptr_array_new(), unref_ptr_array);
}

static void unref_table(void *table)
{
  g_hash_table_unref(table);
}

GHashTable *brv_arena_table(brv_arena *arena)
{
  return brv_arena_own(arena, g_hash_table_new(g_str_hash, g_str_equal), unref_table);
}
