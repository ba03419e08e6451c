#include "document/alike.h"

#include <string.h>

static bool are_texts_alike(const char *one, const char *other)
{
  return one == other || (one && other && strcmp(one, other) == 0);
}

static bool are_places_alike(brv_place one, brv_place other)
{
  return one.source == other.source && one.offset == other.offset && one.length == other.length;
}

/* --- values --- */

static bool are_members_alike(const brv_value *one, const brv_value *other)
{
  for (guint i = 0; i < one->count; i++) {
    const brv_member *a = &one->members[i], *b = &other->members[i];
    if (!are_texts_alike(a->key, b->key) || !brv_value_is_like(a->value, b->value))
      return false;
  }
  return true;
}

static bool are_items_alike(const brv_value *one, const brv_value *other)
{
  for (guint i = 0; i < one->count; i++)
    if (!brv_value_is_like(one->items[i], other->items[i]))
      return false;
  return true;
}

static bool is_scalar_alike(const brv_value *one, const brv_value *other)
{
  return are_texts_alike(one->text, other->text) && one->length == other->length &&
         one->quoted == other->quoted && one->verbatim == other->verbatim &&
         one->either == other->either && one->truth == other->truth &&
         memcmp(&one->number, &other->number, sizeof one->number) == 0;
}

bool brv_value_is_like(const brv_value *one, const brv_value *other)
{
  if (one == other || !one || !other)
    return one == other;
  bool alike = one->kind == other->kind && one->count == other->count &&
               one->inner == other->inner && one->file == other->file &&
               are_places_alike(one->place, other->place) && is_scalar_alike(one, other) &&
               brv_node_is_like(one->tree, other->tree);
  return alike &&
         (one->kind == BRV_VALUE_MAP ? are_members_alike(one, other) : are_items_alike(one, other));
}

/* --- trees --- */

static bool are_attributes_alike(const brv_attr *one, const brv_attr *other)
{
  for (; one != other && one && other; one = one->next, other = other->next)
    if (!are_texts_alike(one->key, other->key) || !are_texts_alike(one->value, other->value) ||
        !are_places_alike(one->place, other->place) || !brv_value_is_like(one->read, other->read))
      return false;
  return one == other;
}

/* What the kind alone has: of what is pointed at, that it is the same. */
static bool is_rest_alike(const brv_node *one, const brv_node *other)
{
  switch (one->kind) {
  case BRV_NODE_HEADING:
    return one->level == other->level;
  case BRV_NODE_TEXT:
    return one->literal == other->literal;
  case BRV_NODE_LIST:
    return one->list.ordered == other->list.ordered && one->list.loose == other->list.loose &&
           one->list.start == other->list.start;
  case BRV_NODE_TABLE:
    return one->table.columns == other->table.columns && one->table.aligns == other->table.aligns &&
           one->table.widths == other->table.widths;
  case BRV_NODE_ROW:
    return one->row.head == other->row.head && one->row.marked == other->row.marked;
  case BRV_NODE_CELL:
    return one->cell.head == other->cell.head && one->cell.shade == other->cell.shade &&
           one->cell.columns_wide == other->cell.columns_wide &&
           one->cell.rows_high == other->cell.rows_high;
  case BRV_NODE_IMAGE:
    return one->asset == other->asset;
  case BRV_NODE_DRAWING:
    return one->drawing == other->drawing;
  case BRV_NODE_BRIEFING:
    return one->briefing == other->briefing;
  case BRV_NODE_ITEM:
    return are_texts_alike(one->label, other->label);
  case BRV_NODE_DATA:
    return are_places_alike(one->lines, other->lines);
  default:
    return true;
  }
}

static bool is_own_alike(const brv_node *one, const brv_node *other)
{
  const char *const a[] = {one->role, one->id,       one->text, one->target,
                           one->alt,  one->language, one->type};
  const char *const b[] = {other->role, other->id,       other->text, other->target,
                           other->alt,  other->language, other->type};
  for (gsize i = 0; i < G_N_ELEMENTS(a); i++)
    if (!are_texts_alike(a[i], b[i]))
      return false;
  return one->kind == other->kind && one->number == other->number && one->tier == other->tier &&
         are_places_alike(one->place, other->place) && is_rest_alike(one, other) &&
         are_attributes_alike(one->attrs, other->attrs) &&
         brv_value_is_like(one->value, other->value);
}

bool brv_node_is_like(const brv_node *one, const brv_node *other)
{
  if (!one || !other)
    return one == other;
  if (!is_own_alike(one, other))
    return false;
  const brv_node *a = one->first, *b = other->first;
  for (; a && b; a = a->next, b = b->next)
    if (!brv_node_is_like(a, b))
      return false;
  return a == b;
}
