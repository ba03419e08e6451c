/* From what is typed to what is printed: quotation marks, apostrophes, dashes, ellipses and spaces
 * that hold together, by the language of the words. The one place that knows of it; both formats
 * are written from what it leaves.
 *
 * What an author escaped ("\""), code, addresses, and all of a briefing or pack that says
 * `typography: literal` stays as typed; so do the marks that were typed as they are printed. */
#ifndef BRV_DOCUMENT_TYPOGRAPHY_H
#define BRV_DOCUMENT_TYPOGRAPHY_H

#include "document/document.h"

/* Sets the words of a briefing, which stands below a DOCUMENT: its blocks, alternative texts and
 * titles. Quotes are paired within a block, whatever stands around or between them. A line that
 * holds the number of a page is left: what will stand for it is not known before links are. */
void brv_typography_set_briefing(brv_arena *arena, brv_node *briefing, const brv_words *words);

/* Sets what stands outside of briefings, and `lines`, the blocks (brv_node *) of briefings that were
 * left, each once. */
void brv_typography_set_document(brv_document *document, const GPtrArray *lines);

/* One line by itself, such as a label: `text` itself where nothing changes. `language` and `words`
 * may be NULL. */
const char *brv_typography_line(brv_arena *arena, const char *text, const char *language,
                                const brv_words *words);

#endif
