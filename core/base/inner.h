/* Where decoded texts were written. */
#ifndef BRV_BASE_INNER_H
#define BRV_BASE_INNER_H

#include "base/source.h"

/* Grows beside the decoded text of one scalar. */
typedef struct {
  brv_arena *arena;
  brv_source_run *runs;
  guint count;
  guint32 length; /* of the text so far */
} brv_inner;

brv_inner brv_inner_new(brv_arena *arena);
/* The next `length` bytes were written from `offset` on: one by one (`run`), or as one escape. */
void brv_inner_run(brv_inner *inner, gsize length, guint32 offset);
void brv_inner_escape(brv_inner *inner, gsize length, guint32 offset);
/* The whole as a source; `text`, as long as all runs, lives in the arena, and what follows it was
 * written at `end`. */
brv_source *brv_inner_source(const brv_inner *inner, const brv_source *outer, const char *text,
                             guint32 end);

#endif
