/* Whether two copies of what was written say the same in the same places: two editions' copies of a
 * section are, where neither tier withholds any of it. What cannot be told cheaply is not alike. */
#ifndef BRV_DOCUMENT_ALIKE_H
#define BRV_DOCUMENT_ALIKE_H

#include "document/node.h"

/* Trees of a pack or an edition, with their attributes and values; NULL is like NULL. */
bool brv_node_is_like(const brv_node *one, const brv_node *other);
bool brv_value_is_like(const brv_value *one, const brv_value *other);

#endif
