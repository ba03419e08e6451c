/* From what is typed to what is printed: quotation marks, apostrophes, dashes, ellipses and spaces
 * that hold together, by the language of the words. The one place that knows of it; both formats
 * are written from what it leaves.
 *
 * What an author escaped ("\""), code, addresses, and all of a briefing or pack that says
 * `typography: literal` stays as typed; so do the marks that were typed as they are printed. */
#ifndef BRV_DOCUMENT_TYPOGRAPHY_H
#define BRV_DOCUMENT_TYPOGRAPHY_H

#include "document/document.h"

/* Sets the words of a whole document: its blocks, alternative texts, titles and metadata. Quotes
 * are paired within a block, whatever stands around or between them. */
void brv_typography_set(brv_document *document);

/* One line by itself, such as a label: `text` itself where nothing changes. `language` and `words`
 * may be NULL. */
const char *brv_typography_line(brv_arena *arena, const char *text, const char *language,
                                const brv_words *words);

#endif
