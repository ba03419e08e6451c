/* A document: what one edition's readers hold, as one tree. Both formats are written from it. */
#ifndef BRV_DOCUMENT_DOCUMENT_H
#define BRV_DOCUMENT_DOCUMENT_H

#include "document/node.h"
#include "document/words.h"

typedef struct {
  brv_arena *arena;
  const char *slug;     /* names the files: "signal-weekly" */
  const char *title, *strapline, *number; /* strapline and number may be NULL */
  const char *date;     /* ISO; every timestamp of the output */
  const char *language; /* BCP 47 */
  const char *publisher, *address, *about, *rights; /* may be NULL */
  const char *tier;     /* id of the edition's tier */
  const char *tier_name;
  const char *accent;   /* #rrggbb of the pack, or NULL: the layout's */
  const brv_words *words;
  brv_node *root;       /* DOCUMENT */
  GPtrArray *assets;    /* of const brv_asset *, in order of first use; by resolve */
} brv_document;

/* Numbers notes and citations (one series a briefing: sources in order of first citation, sources never cited after them in the order
 * listed, then notes), sorts and labels the items of lists whose role is "sources", joins
 * neighbouring citations, gives every link target an id unique in the document and points links
 * at it, and lists the assets. Reports what cannot be resolved. */
void brv_document_resolve(brv_document *document, brv_diags *diags);

/* Builds the COVER and CONTENTS from the parts and briefings of a resolved document and puts them first. */
void brv_document_add_front(brv_document *document);

void brv_document_dump(const brv_document *document, GString *out);

#endif
