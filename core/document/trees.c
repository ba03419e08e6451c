#include "document/node.h"

void brv_value_each_tree(const brv_value *value, void (*visit)(brv_node *tree, void *data),
                         void *data)
{
  if (value->tree) {
    visit(value->tree, data);
    brv_node_each_tree(value->tree, visit, data);
  }
  for (guint i = 0; i < value->count; i++)
    brv_value_each_tree(value->kind == BRV_VALUE_MAP ? value->members[i].value : value->items[i],
                        visit, data);
}

void brv_node_each_tree(const brv_node *root, void (*visit)(brv_node *tree, void *data), void *data)
{
  for (const brv_node *node = root; node; node = brv_node_next(node, root)) {
    for (const brv_attr *attr = node->attrs; attr; attr = attr->next)
      if (attr->read)
        brv_value_each_tree(attr->read, visit, data);
    if (node->value)
      brv_value_each_tree(node->value, visit, data);
  }
}
