/* What the parts of resolve share. Private to core/document. */
#ifndef BRV_DOCUMENT_RESOLVE_PRIVATE_H
#define BRV_DOCUMENT_RESOLVE_PRIVATE_H

#include "document/document.h"

typedef struct {
  brv_arena *arena;
  brv_document *document; /* NULL: one briefing alone is resolved */
  brv_diags *diags;
  GHashTable *ids;    /* id -> brv_node * */
  GHashTable *assets; /* those listed already */
  GPtrArray *lines;   /* blocks (brv_node *) that hold, or held, the number of a page */
  GHashTable *known;  /* the same */
} brv_resolver;

/* Numbers the sources, citations and notes of one briefing and joins its citations. */
void brv_resolve_numbers(brv_resolver *r, brv_node *briefing);

/* Wraps runs of neighbouring citations and sets them behind the punctuation that follows. */
void brv_resolve_citations(brv_resolver *r, brv_node *briefing);

/* Turns tabs and ends of lines into spaces: in code, tabs into those up to the next stop. In a
 * briefing; in what stands outside of briefings. */
void brv_resolve_whitespace(brv_arena *arena, brv_node *briefing);
void brv_resolve_frame_whitespace(brv_document *document);

/* The first sentence under a briefing's title, in its arena, or NULL. */
const char *brv_resolve_summary(brv_arena *arena, const brv_node *briefing);

#endif
