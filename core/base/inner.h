/* Decoded scalars as sources of their own. */
#ifndef BRV_BASE_INNER_H
#define BRV_BASE_INNER_H

#include "base/value.h"

/* Grows the decoded text of one scalar together with the place every byte was written at. */
typedef struct {
  GString *text;
  GArray *map; /* of guint32: offsets in the outer source */
} brv_inner;

brv_inner brv_inner_new(gsize expected);
/* `bytes` were all written from `offset` on: one by one (`run`), or as one escape. */
void brv_inner_run(brv_inner *inner, const char *bytes, gsize length, guint32 offset);
void brv_inner_escape(brv_inner *inner, const char *bytes, gsize length, guint32 offset);
/* Gives text, length and `inner` to `value`; `end` is where the scalar's last byte was. Ends
 * `inner`. */
void brv_inner_finish(brv_arena *arena, brv_inner *inner, const brv_source *outer, guint32 end,
                      brv_value *value);
void brv_inner_drop(brv_inner *inner);

#endif
