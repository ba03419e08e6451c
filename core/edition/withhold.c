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

/* Attributes with Markdown in them are copied as values are; `lost` is set when one that must be
 * there goes. */
static brv_attr *project_attributes(brv_projection *p, brv_attr *attrs, bool *lost)
{
  brv_attr *first = NULL, **tail = &first;
  bool any = false;
  for (const brv_attr *attr = attrs; attr; attr = attr->next)
    any = any || attr->read;
  for (const brv_attr *attr = any ? attrs : NULL; attr; attr = attr->next) {
    brv_value *kept = attr->read ? brv_projection_value(p, attr->read) : NULL;
    *lost = *lost || (attr->read && !kept && attr->read->needed);
    if (attr->read && !kept)
      continue;
    brv_attr *copy = brv_new(p->arena, brv_attr);
    *copy = *attr;
    copy->next = NULL;
    copy->read = kept;
    copy->value = kept ? kept->text : attr->value;
    *tail = copy;
    tail = &copy->next;
  }
  return any ? first : attrs;
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
  bool lost_attribute = false;
  copy->attrs = project_attributes(p, node->attrs, &lost_attribute);
  return (lost && is_hollow(copy)) || lost_value || lost_attribute ? NULL : copy;
}

/* Whether the reader may read a map by its own mark; what is no tier's name admits nobody. */
static bool admits_value(brv_projection *p, const brv_value *value)
{
  const brv_value *mark = brv_value_member(value, "tier");
  if (!mark)
    return true;
  int tier = mark->text ? brv_pack_tier(p->pack, mark->text) : -1;
  return tier >= 0 && brv_projection_admits(p, tier);
}

/* The tree that was read from a text, and what is left of its words; false when nothing is. What
 * was written is not to be seen again: it holds what is withheld. */
static bool project_tree(brv_projection *p, brv_value *copy)
{
  const brv_node *whole = copy->tree;
  if (!whole || whole->kind == BRV_NODE_IMAGE)
    return true;
  copy->tree = brv_projection_node(p, whole);
  if (!copy->tree)
    return false;
  copy->text = brv_node_plain(p->arena, copy->tree);
  copy->length = strlen(copy->text);
  copy->inner = NULL;
  return true;
}

/* The children that are left go into `copy`; false when one is missed that must be there. */
static bool project_children(brv_projection *p, const brv_value *value, brv_value *copy)
{
  bool whole = true;
  for (guint i = 0; i < value->count; i++) {
    bool is_map = value->kind == BRV_VALUE_MAP;
    if (is_map && strcmp(value->members[i].key, "tier") == 0)
      continue;
    const brv_value *child = is_map ? value->members[i].value : value->items[i];
    brv_value *kept = brv_projection_value(p, child);
    if (kept && is_map)
      brv_value_append(p->arena, copy,
                       (brv_member){value->members[i].key, value->members[i].place, kept});
    else if (kept)
      brv_value_add(p->arena, copy, kept);
    whole = whole && (kept || !child->needed || !is_map);
  }
  return whole;
}

static brv_value *empty_copy(brv_projection *p, const brv_value *value)
{
  brv_value *copy = brv_new(p->arena, brv_value);
  *copy = *value;
  copy->count = 0;
  copy->items = NULL;
  copy->members = NULL;
  return copy;
}

brv_value *brv_projection_value(brv_projection *p, const brv_value *value)
{
  if (!value || !admits_value(p, value))
    return NULL;
  brv_value *copy = empty_copy(p, value);
  bool whole = project_children(p, value, copy);
  return project_tree(p, copy) && whole ? copy : NULL;
}

brv_value *brv_projection_front(brv_projection *p, const brv_value *front)
{
  brv_value *copy = empty_copy(p, front);
  project_children(p, front, copy);
  return copy;
}
