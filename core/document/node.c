#include "document/node.h"

#include <string.h>

brv_node *brv_node_new(brv_arena *arena, brv_node_kind kind, brv_place place)
{
  brv_node *node = brv_new(arena, brv_node);
  node->kind = kind;
  node->place = place;
  node->tier = -1;
  if (kind == BRV_NODE_CELL)
    node->cell.columns_wide = node->cell.rows_high = 1;
  if (kind == BRV_NODE_LIST)
    node->list.start = 1;
  return node;
}

brv_node *brv_node_new_text(brv_arena *arena, const char *text, brv_place place)
{
  brv_node *node = brv_node_new(arena, BRV_NODE_TEXT, place);
  node->text = brv_arena_strdup(arena, text);
  return node;
}

void brv_node_append(brv_node *parent, brv_node *child)
{
  child->parent = parent;
  child->prev = parent->last;
  child->next = NULL;
  *(parent->last ? &parent->last->next : &parent->first) = child;
  parent->last = child;
}

void brv_node_insert_before(brv_node *sibling, brv_node *node)
{
  node->parent = sibling->parent;
  node->prev = sibling->prev;
  node->next = sibling;
  *(sibling->prev ? &sibling->prev->next : &sibling->parent->first) = node;
  sibling->prev = node;
}

void brv_node_unlink(brv_node *node)
{
  if (!node->parent)
    return;
  *(node->prev ? &node->prev->next : &node->parent->first) = node->next;
  *(node->next ? &node->next->prev : &node->parent->last) = node->prev;
  node->parent = node->next = node->prev = NULL;
}

void brv_node_adopt(brv_node *to, brv_node *from)
{
  for (brv_node *child = from->first, *next; child; child = next) {
    next = child->next;
    brv_node_append(to, child);
  }
  from->first = from->last = NULL;
}

static brv_node *copy_one(brv_arena *arena, const brv_node *node)
{
  brv_node *copy = brv_new(arena, brv_node);
  *copy = *node;
  copy->parent = copy->first = copy->last = copy->next = copy->prev = NULL;
  return copy;
}

brv_node *brv_node_copy(brv_arena *arena, const brv_node *node,
                        bool (*keep)(const brv_node *, void *), void *data)
{
  brv_node *copy = copy_one(arena, node);
  for (const brv_node *child = node->first; child; child = child->next)
    if (!keep || keep(child, data))
      brv_node_append(copy, brv_node_copy(arena, child, keep, data));
  return copy;
}

brv_node *brv_node_skip(const brv_node *node, const brv_node *root)
{
  for (; node && node != root; node = node->parent)
    if (node->next)
      return node->next;
  return NULL;
}

brv_node *brv_node_next(const brv_node *node, const brv_node *root)
{
  return node->first ? node->first : brv_node_skip(node, root);
}

GPtrArray *brv_node_list(brv_arena *arena, const brv_node *root)
{
  GPtrArray *list = brv_arena_ptr_array(arena);
  for (const brv_node *node = root; node; node = brv_node_next(node, root))
    g_ptr_array_add(list, (void *)node);
  return list;
}

GHashTable *brv_node_numbers(const brv_node *root)
{
  GHashTable *numbers = g_hash_table_new(NULL, NULL);
  guint number = 0;
  for (const brv_node *node = root; node; node = brv_node_next(node, root))
    g_hash_table_insert(numbers, (void *)node, GUINT_TO_POINTER(++number));
  return numbers;
}

/* Whether what stands in a node stands in its lines. */
static bool holds_inlines(const brv_node *node)
{
  return node->kind == BRV_NODE_PARA || node->kind == BRV_NODE_HEADING ||
         node->kind == BRV_NODE_CAPTION ||
         (node->kind >= BRV_NODE_TEXT && node->kind != BRV_NODE_NOTE);
}

bool brv_node_is_inline(const brv_node *node)
{
  if (node->kind == BRV_NODE_DRAWING)
    return node->parent && holds_inlines(node->parent);
  return node->kind >= BRV_NODE_TEXT;
}

brv_node *brv_node_briefing(const brv_node *node)
{
  while (node && node->kind != BRV_NODE_BRIEFING)
    node = node->parent;
  return (brv_node *)node;
}

const char *brv_node_attr(const brv_node *node, const char *key)
{
  for (const brv_attr *attr = node->attrs; attr; attr = attr->next)
    if (strcmp(attr->key, key) == 0)
      return attr->value;
  return NULL;
}

/* Notes and citations are about the text, not in it. */
static bool is_apparatus(const brv_node *node)
{
  return node->kind == BRV_NODE_NOTE || node->kind == BRV_NODE_CITE ||
         node->kind == BRV_NODE_PAGE_REF;
}

/* A picture between words leaves one space, not those on both of its sides. */
static void append_words(const brv_node *node, GString *out)
{
  bool spaced = out->len && out->str[out->len - 1] == ' ';
  bool starts_block = !brv_node_is_inline(node) && out->len && !spaced;
  if (node->kind == BRV_NODE_SPACE || node->kind == BRV_NODE_LINE_BREAK || starts_block)
    g_string_append_c(out, ' ');
  if (node->kind == BRV_NODE_TEXT || node->kind == BRV_NODE_CODE_SPAN ||
      node->kind == BRV_NODE_CODE)
    g_string_append(out, node->text + (spaced && node->prev && node->text[0] == ' '));
}

void brv_node_plain_text(const brv_node *node, GString *out)
{
  const brv_node *at = node;
  while (at) {
    bool skipped = is_apparatus(at);
    if (!skipped)
      append_words(at, out);
    at = skipped ? brv_node_skip(at, node) : brv_node_next(at, node);
  }
}

char *brv_node_plain(brv_arena *arena, const brv_node *node)
{
  g_autoptr(GString) out = g_string_new(NULL);
  brv_node_plain_text(node, out);
  return brv_arena_strdup(arena, g_strstrip(out->str));
}

static bool is_for_all(const brv_node *node, void *unused G_GNUC_UNUSED)
{
  return node->tier < 0;
}

char *brv_node_common_words(brv_arena *arena, const brv_node *node)
{
  return brv_node_plain(arena, brv_node_copy(arena, node, is_for_all, NULL));
}

const char *brv_node_language(const brv_node *node)
{
  for (; node; node = node->parent)
    if (node->language)
      return node->language;
  return NULL;
}
