/* Building small trees in tests: inline functions that take children as they come. */
#ifndef BRV_TEST_TREE_KIT_H
#define BRV_TEST_TREE_KIT_H

#include "document/node.h"

static inline brv_node *add(brv_arena *arena, brv_node *parent, brv_node_kind kind)
{
  brv_node *node = brv_node_new(arena, kind, BRV_NO_PLACE);
  if (parent)
    brv_node_append(parent, node);
  return node;
}

static inline brv_node *add_text(brv_arena *arena, brv_node *parent, const char *text)
{
  brv_node *node = brv_node_new_text(arena, text, BRV_NO_PLACE);
  brv_node_append(parent, node);
  return node;
}

/* A node that points: CITE, LINK, NOTE. */
static inline brv_node *add_to(brv_arena *arena, brv_node *parent, brv_node_kind kind,
                               const char *target)
{
  brv_node *node = add(arena, parent, kind);
  node->target = target;
  return node;
}

static inline brv_node *add_para(brv_arena *arena, brv_node *parent, const char *text)
{
  brv_node *para = add(arena, parent, BRV_NODE_PARA);
  add_text(arena, para, text);
  return para;
}

static inline brv_node *find_kind(brv_node *root, brv_node_kind kind)
{
  for (brv_node *node = root; node; node = brv_node_next(node, root))
    if (node->kind == kind)
      return node;
  return NULL;
}

#endif
