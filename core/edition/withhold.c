#include <string.h>

#include "edition/project-private.h"

bool brv_projection_admits(brv_projection *p, int tier)
{
  if (tier < 0 || (p->reads >> tier & 1))
    return true;
  p->withheld |= 1u << tier;
  return false;
}

static bool refuse(const brv_node *node G_GNUC_UNUSED, void *data G_GNUC_UNUSED)
{
  return false;
}

static bool has_body_row(const brv_node *table)
{
  for (const brv_node *row = table->first; row; row = row->next)
    if (row->kind == BRV_NODE_ROW && !row->row.head)
      return true;
  return false;
}

static bool has_more_than(const brv_node *node, brv_node_kind kind)
{
  for (const brv_node *child = node->first; child; child = child->next)
    if (child->kind != kind)
      return true;
  return false;
}

/* A row keeps all its cells, so that columns stay what they were; it goes when none says anything.
 */
static bool is_empty_row(const brv_node *row)
{
  for (const brv_node *cell = row->first; cell; cell = cell->next)
    if (cell->first)
      return false;
  return !row->row.head;
}

/* Whether a node that lost something has nothing left that would stand for itself: a section of
 * which only the heading remains, a figure without its picture, a list without items. */
static bool is_hollow(const brv_node *node)
{
  switch (node->kind) {
  case BRV_NODE_BRIEFING:
  case BRV_NODE_CELL:
    return false;
  case BRV_NODE_ROW:
    return is_empty_row(node);
  case BRV_NODE_SECTION:
    return !has_more_than(node, BRV_NODE_HEADING);
  case BRV_NODE_FIGURE:
    return !node->first || node->first->kind == BRV_NODE_CAPTION ||
           node->first->kind == BRV_NODE_PARA;
  case BRV_NODE_TABLE:
    return !has_body_row(node);
  default:
    return !node->first;
  }
}

/* A div that only marked a tier says nothing once the tier is gone. */
static bool is_bare(const brv_node *node)
{
  return node->kind == BRV_NODE_GROUP && !node->type && !node->role && !node->id && !node->attrs &&
         !node->language;
}

static void take_in(brv_node *parent, brv_node *child)
{
  if (is_bare(child))
    brv_node_adopt(parent, child);
  else
    brv_node_append(parent, child);
}

brv_node *brv_projection_node(brv_projection *p, const brv_node *node)
{
  if (!brv_projection_admits(p, node->tier))
    return NULL;
  brv_node *copy = brv_node_copy(p->arena, node, refuse, NULL);
  copy->tier = -1;
  bool lost = false;
  for (const brv_node *child = node->first; child; child = child->next) {
    brv_node *kept = brv_projection_node(p, child);
    if (kept)
      take_in(copy, kept);
    lost = lost || !kept || (kept->kind == BRV_NODE_CELL && child->first && !kept->first);
  }
  if (node->value)
    copy->value = brv_projection_value(p, node->value);
  bool lost_value = node->value && node->value->count && !(copy->value && copy->value->count);
  return (lost && is_hollow(copy)) || lost_value ? NULL : copy;
}

/* The tier that a map is marked for: -1 when it is not; what is no tier's name admits nobody. */
static bool admits_value(const brv_value *value, void *data)
{
  brv_projection *p = data;
  const brv_value *mark = brv_value_member(value, "tier");
  if (!mark)
    return true;
  int tier = mark->text ? brv_pack_tier(p->pack, mark->text) : -1;
  return tier >= 0 && brv_projection_admits(p, tier);
}

static void strip_marks(brv_value *value)
{
  guint kept = 0;
  for (guint i = 0; i < value->count; i++) {
    if (value->kind == BRV_VALUE_LIST) {
      strip_marks(value->items[i]);
      kept++;
    } else if (strcmp(value->members[i].key, "tier") != 0) {
      strip_marks(value->members[i].value);
      value->members[kept++] = value->members[i];
    }
  }
  value->count = kept;
}

brv_value *brv_projection_value(brv_projection *p, const brv_value *value)
{
  if (!value || !admits_value(value, p))
    return NULL;
  brv_value *copy = brv_value_copy(p->arena, value, admits_value, p);
  strip_marks(copy);
  return copy;
}
