/* A document: what one edition's readers hold, as one tree. Both formats are written from it. */
#ifndef BRV_DOCUMENT_DOCUMENT_H
#define BRV_DOCUMENT_DOCUMENT_H

#include "document/certificate.h"
#include "document/node.h"
#include "document/words.h"

typedef struct {
  brv_arena *arena;
  const char *slug;                                 /* names the files: "signal-weekly" */
  const char *title, *strapline, *number;           /* strapline and number may be NULL */
  const char *date;                                 /* ISO; every timestamp of the output */
  const char *language;                             /* BCP 47 */
  const char *publisher, *address, *about, *rights; /* may be NULL */
  const brv_certificate *certificate;               /* of the e-book; or NULL */
  const char *tier;                                 /* id of the edition's tier */
  const char *tier_name, *edition_name; /* edition_name: on the cover; NULL: made from tier_name */
  bool literal;                         /* what is typed stays as it is: `typography: literal` */
  bool book_fonts;                      /* the e-book carries the layout's faces */
  bool unpaged;                         /* no PDF is made of the edition: nothing has a page */
  const char *accent;                   /* #rrggbb of the pack, or NULL: the layout's */
  const brv_words *words;
  brv_node *root;    /* DOCUMENT */
  GPtrArray *assets; /* of const brv_asset *, in order of first use; by resolve */
} brv_document;

/* Settles what concerns one briefing alone, a BRIEFING below a DOCUMENT; it is done where the briefing
 * is built, and kept with it:
 * - numbers, one series a briefing: sources in the order of their first citation, those never cited
 *   behind them as listed, then notes (so that no two superior figures on a page are the same);
 * - LISTs of role "sources": items (target: the source's id) sorted and labelled by these numbers;
 * - citations: neighbours joined in a SPAN of role "citations", set behind the punctuation;
 * - ids: made unique over the document ("orders.watch", "orders.source-wire", "orders.note-5");
 *   citations point at them;
 * - levels of headings: none is left out on the way down from a briefing's title;
 * - white space: tabs and ends of lines become spaces, in code tabs those up to the next stop;
 * - typography, as typography.h says, unless the briefing is literal.
 * Reports what cannot be resolved. */
void brv_document_resolve_briefing(brv_arena *arena, brv_node *briefing, const brv_words *words,
                                   brv_diags *diags);

/* Settles what needs the whole document, whose briefings are resolved:
 * - links, which point at ids; one to what is not here becomes its text, the number of its page
 *   goes; where nothing has a page, a number of one becomes a link, and says the title;
 * - white space and typography of what stands outside of briefings, and of lines that hold the
 *   number of a page;
 * - lines under the titles of briefings in lists, from their words as they are printed;
 * - assets, listed in the order of first use. */
void brv_document_resolve(brv_document *document, brv_diags *diags);

/* Builds COVER and CONTENTS from the parts and briefings of a resolved document and puts them
 * first. The roles are listed in layouts/README.md. */
void brv_document_add_front(brv_document *document);

/* The words of its text, those of the cover apart. */
guint brv_document_count_words(const brv_document *document);

void brv_document_dump(const brv_document *document, GString *out);

#endif
