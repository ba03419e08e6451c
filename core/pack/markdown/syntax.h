/* What cmark-gfm does not know, taught to it as one extension. Private to core/pack.
 *
 * Div fences (`:::`) are leaf blocks; the loader pairs them afterwards, so that fences inside code
 * stay code and lists end where they should. Notes are containers of their own rather than
 * cmark's, which forgets those never called. Attributes, citations and calls of notes are inlines
 * that hold their raw text. cmark decides what is code, escaped or part of a link.
 */
#ifndef BRV_PACK_MARKDOWN_SYNTAX_H
#define BRV_PACK_MARKDOWN_SYNTAX_H

#include <cmark-gfm.h>

#include "base/arena.h"

typedef enum {
  BRV_SYNTAX_NONE,       /* cmark's own */
  BRV_SYNTAX_FENCE,      /* a line that begins with `:::` */
  BRV_SYNTAX_NOTE,       /* `[^label]:` and its blocks */
  BRV_SYNTAX_ATTRIBUTES, /* raw: `{...}`, or what was never closed */
  BRV_SYNTAX_CITATION,   /* raw: `@a, p. 3; @b`; the brackets stand around it as text */
  BRV_SYNTAX_RAISED,     /* raw: `^2^` */
  BRV_SYNTAX_CALL,       /* raw: `^label`; likewise. `^[`: an inline note, which there is not */
} brv_syntax_kind;

/* Parses `length` bytes. The tree, and all that cmark takes on the way, lives in the arena: nothing of
 * it is freed alone. Done with before another text is parsed. */
cmark_node *brv_syntax_parse(brv_arena *arena, const char *text, gsize length);

brv_syntax_kind brv_syntax_kind_of(cmark_node *node);

/* The raw text of an inline of ours; the label of a NOTE. */
const char *brv_syntax_raw(cmark_node *node);

#endif
