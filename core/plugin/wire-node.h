/* Trees of nodes as bytes, as documents have them: no attributes, values or tiers. */
#ifndef BRV_PLUGIN_WIRE_NODE_H
#define BRV_PLUGIN_WIRE_NODE_H

#include "document/wire.h"

/* All that a tree says, and where in the sources it stands. Images go by their names' numbers. */
void brv_wire_put_tree(brv_wire_writer *w, const brv_node *root);

/* A document as plugins built it, checked to have the shape that the stages after them rely on; NULL
 * when bad. */
brv_node *brv_wire_take_tree(brv_wire_reader *r);

#endif
