#include "base/inner.h"

#include <string.h>

brv_inner brv_inner_new(brv_arena *arena)
{
  return (brv_inner){.arena = arena};
}

/* Room grows at powers of two, so that `count` alone says when it is full. */
static void add(brv_inner *inner, brv_source_run run)
{
  guint count = inner->count;
  if ((count & (count - 1)) == 0) {
    brv_source_run *room = brv_new_array(inner->arena, brv_source_run, MAX(1, count * 2));
    if (count)
      memcpy(room, inner->runs, count * sizeof *room);
    inner->runs = room;
  }
  inner->runs[inner->count++] = run;
}

static bool goes_on(const brv_inner *inner, guint32 offset)
{
  const brv_source_run *last = inner->count ? &inner->runs[inner->count - 1] : NULL;
  return last && !last->escaped && offset == last->from + (inner->length - last->at);
}

void brv_inner_run(brv_inner *inner, gsize length, guint32 offset)
{
  if (length && !goes_on(inner, offset))
    add(inner, (brv_source_run){.at = inner->length, .from = offset});
  inner->length += (guint32)length;
}

void brv_inner_escape(brv_inner *inner, gsize length, guint32 offset)
{
  if (length)
    add(inner, (brv_source_run){.at = inner->length, .from = offset, .escaped = true});
  inner->length += (guint32)length;
}

brv_source *brv_inner_source(const brv_inner *inner, const brv_source *outer, const char *text,
                             guint32 end)
{
  return brv_source_derived(inner->arena, outer, text, inner->length, inner->runs, inner->count,
                            end);
}
