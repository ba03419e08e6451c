/* What editions.c and pieces.c share: editions on their way through plugins. */
#ifndef BRV_PLUGIN_EDITIONS_PRIVATE_H
#define BRV_PLUGIN_EDITIONS_PRIVATE_H

#include "plugin/internal.h"

/* A briefing on its way. */
typedef struct {
  const brv_edition_briefing *source;
  guint order;           /* the same for a briefing in all editions, from 0 */
  brv_wire_names *names; /* of what it holds, where it may be kept; or NULL */
  guint8 key[BRV_CACHE_KEY];
  brv_node *root;               /* DOCUMENT: what came of it; NULL: nothing yet */
  guint yielded, yielded_bytes; /* by its calls, as the host counts them */
  GBytes *made;                 /* the same as bytes, where it was built and is to be kept */
} brv_sheet;

/* An edition. */
typedef struct {
  const brv_edition *edition;
  const brv_words *words;
  const brv_wire_names *names; /* of all that a plugin can point at */
  brv_arena *arena;            /* the document's */
  GArray *sheets;              /* of brv_sheet; those with a root are known */
  bool failed;                 /* in the parent: a piece of it did */
} brv_plan;

typedef struct {
  brv_plan *plans;
  gsize count;
  guint from, to; /* which briefings, by their order */
} brv_piece;

static inline brv_sheet *brv_sheet_at(const brv_plan *p, guint index)
{
  return &g_array_index(p->sheets, brv_sheet, index);
}

/* --- pieces.c --- */

/* Whether a worker has anything to do for an edition of a piece: what is not known of it, or rules
 * over the pack, which are asked each time. */
bool brv_piece_asks(const brv_host *host, const brv_piece *p, const brv_plan *of);

/* In the worker: builds a piece, whose task's data it is. In the parent: what came of it goes to
 * the sheets. */
void brv_piece_build(brv_crew_task *task, brv_wire_writer *result, brv_diags *diags);
void brv_piece_read(brv_crew_task *task, brv_wire_reader *result);

/* What was yielded, and a DOCUMENT with one BRIEFING, from all of the bytes. */
void brv_sheet_take(brv_wire_reader *r, brv_sheet *s);

#endif
