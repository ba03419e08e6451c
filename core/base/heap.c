#include "base/heap.h"

#include <malloc.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#ifdef __GLIBC__

enum {
  LARGE_PAGE = 2 << 20,
  ROOM = 128 << 20,  /* of addresses: what is not used takes no memory */
  MAPPED = 16 << 20, /* blocks from this size on are mapped by themselves */
  STEP = 1 << 20,    /* by which the heap grows beyond its room */
};

void brv_heap_prepare(void)
{
  char *before = sbrk(0);
  mallopt(M_MMAP_THRESHOLD, MAPPED);
  mallopt(M_TRIM_THRESHOLD, INT32_MAX);
  mallopt(M_TOP_PAD, ROOM);
  void *volatile step = malloc(STEP); /* a compiler may leave out what nobody reads */
  free(step);
  mallopt(M_TOP_PAD, STEP);
  char *after = sbrk(0);
  uintptr_t start = ((uintptr_t)before + LARGE_PAGE - 1) / LARGE_PAGE * LARGE_PAGE;
  if (after - before >= ROOM)
    madvise((void *)start, (uintptr_t)after - start, MADV_HUGEPAGE);
}

void brv_heap_give_back(void)
{
  malloc_trim(ROOM);
}

#else

void brv_heap_prepare(void)
{
}

void brv_heap_give_back(void)
{
}

#endif
