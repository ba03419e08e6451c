/* Characters that no font has: what they are called and where a font for them is to be had. */
#ifndef BRV_TYPESET_MISSING_H
#define BRV_TYPESET_MISSING_H

#include "document/node.h"

/* "U+12000 (𒀀, Cuneiform)"; the caller frees it. */
char *brv_missing_name(gunichar c);

/* The way out: which Debian package has a font, and where to put it; the caller frees it. `count`:
 * in how many places it stands. */
char *brv_missing_help(gunichar c, guint count);

/* What is missing in a document, each character once, at the first place where it stands. */
typedef struct brv_missing brv_missing;

brv_missing *brv_missing_new(void);
void brv_missing_free(brv_missing *missing);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(brv_missing, brv_missing_free)

/* Notes a character at a byte of a leaf's text; the same once more changes nothing. `leaf` may be
 * a block or NULL: then it is looked for where the block was written. */
void brv_missing_add(brv_missing *missing, gunichar c, const brv_node *leaf, guint offset);

/* Which of two blocks has the character in the file where it was written; `one` may be NULL. What
 * neither has is the other's. */
const brv_node *brv_missing_block(const brv_node *one, const brv_node *other, gunichar c);

/* Calls `visit` for each that was noted, in that order. */
void brv_missing_each(const brv_missing *missing,
                      void (*visit)(gunichar c, const brv_node *leaf, guint offset, void *data),
                      void *data);

/* Reports them in the order of their places. */
void brv_missing_report(brv_missing *missing, brv_diags *diags);

#endif
