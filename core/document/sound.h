/* Trees that are well formed by kind and still no book can hold, or lose something in print. */
#ifndef BRV_DOCUMENT_SOUND_H
#define BRV_DOCUMENT_SOUND_H

#include "base/diag.h"
#include "document/node.h"

/* What is wrong with a node. Both texts are static. */
typedef struct {
  const brv_node *node;
  brv_code code;
  const char *what, *help;
} brv_unsound;

/* Looks at `root` and all in it: links, citations and calls of notes within links; notes within
 * notes or without words; headings and links without words; lists without items; figures without
 * contents; tables with two captions. The ancestors of `outer` (NULL: none), and itself, count as
 * standing around `root`. Calls `tell` for each. A note with a target and nothing in it is one
 * whose words are withheld. */
void brv_find_unsound(const brv_node *root, const brv_node *outer,
                      void (*tell)(const brv_unsound *found, void *data), void *data);

#endif
