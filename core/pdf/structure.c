#include "pdf/structure.h"

#include <string.h>

static brv_tag *new_element(brv_structure *s, const char *type, const brv_node *node,
                            brv_tag *parent)
{
  brv_tag *element = brv_new(s->arena, brv_tag);
  element->type = type;
  element->node = node;
  element->parent = parent;
  return element;
}

static void add_kid(brv_structure *s, brv_kids *kids, brv_kid kid)
{
  brv_kid *last = brv_new(s->arena, brv_kid);
  *last = kid;
  if (kids->last)
    kids->last->next = last;
  else
    kids->first = last;
  kids->last = last;
}

static void attach(brv_structure *s, brv_tag *element)
{
  if (element->attached || !element->parent)
    return;
  attach(s, element->parent);
  add_kid(s, &element->parent->kids, (brv_kid){.kind = BRV_KID_ELEMENT, .element = element});
  element->attached = true;
}

static brv_tag *add(brv_structure *s, const char *type, const brv_node *node, brv_tag *parent)
{
  brv_tag *element = new_element(s, type, node, parent);
  attach(s, element);
  return element;
}

/* The last element in a parent where it is of this type, else a new one. */
static brv_tag *part_of(brv_structure *s, brv_tag *parent, const char *type)
{
  const brv_kid *last = parent->kids.last;
  if (last && last->kind == BRV_KID_ELEMENT && strcmp(last->element->type, type) == 0)
    return last->element;
  return add(s, type, NULL, parent);
}

/* The element that a node's content belongs to: its own, or that of what it stands in. */
static brv_tag *around(const brv_structure *s, const brv_node *node)
{
  for (; node; node = node->parent) {
    brv_tag *element = g_hash_table_lookup(s->inside, node);
    if (element)
      return element;
  }
  return s->root;
}

static bool has_role(const brv_node *node, const char *role)
{
  return g_strcmp0(node->role, role) == 0;
}

/* A paragraph that is all there is of an item, a cell or a note is no element of its own. */
static bool is_bare(const brv_node *para)
{
  const brv_node *parent = para->parent;
  return (parent->kind == BRV_NODE_CELL || parent->kind == BRV_NODE_ITEM ||
          parent->kind == BRV_NODE_NOTE) &&
         !para->prev && !para->next && !para->language;
}

static bool is_in_margin(const brv_structure *s, const brv_node *group)
{
  const brv_style *style = brv_layout_find_style(s->layout, group->role);
  return style && style->place == BRV_PLACE_MARGIN;
}

/* --- blocks --- */

static brv_tag *open_item(brv_structure *s, const brv_node *item, brv_tag *parent)
{
  brv_tag *whole = add(s, "LI", item, parent);
  g_hash_table_insert(s->labels, (void *)item, add(s, "Lbl", NULL, whole));
  return add(s, "LBody", NULL, whole);
}

/* The head of a table is the head rows it opens with. */
static bool is_in_head(const brv_node *row)
{
  for (const brv_node *r = row; r && r->kind == BRV_NODE_ROW; r = r->prev)
    if (!r->row.head)
      return false;
  return true;
}

/* An empty corner names nothing, so it is no head. */
static bool is_head(const brv_node *cell)
{
  return (cell->cell.head || cell->parent->row.head) && cell->first && cell->first->first;
}

static brv_tag *open_group(brv_structure *s, const brv_node *group, brv_tag *parent)
{
  if (has_role(group, "contents-entry"))
    return add(s, "TOCI", group, part_of(s, parent, "TOC"));
  if (is_in_margin(s, group))
    return add(s, "Aside", group, parent);
  return group->language ? add(s, "Div", group, parent) : NULL;
}

static brv_tag *open_para(brv_structure *s, const brv_node *para, brv_tag *parent)
{
  /* The cover has no heading node, yet its page is headed. */
  if (has_role(para, "cover-title"))
    return add(s, "H", para, parent);
  return is_bare(para) ? NULL : add(s, "P", para, parent);
}

static void show(brv_tag *element)
{
  for (; element && !element->shown; element = element->parent)
    element->shown = true;
}

/* Empty cells are part of their table; whatever else is empty is not there. */
static brv_tag *open_cell(brv_structure *s, const brv_node *cell, brv_tag *parent)
{
  brv_tag *element = add(s, is_head(cell) ? "TH" : "TD", cell, parent);
  show(element);
  return element;
}

/* The element of a block, where it has one. */
static brv_tag *open_block(brv_structure *s, const brv_node *node, brv_tag *parent)
{
  switch (node->kind) {
  case BRV_NODE_PART:
    return add(s, "Part", node, parent);
  case BRV_NODE_COVER:
  case BRV_NODE_CONTENTS:
  case BRV_NODE_BRIEFING:
  case BRV_NODE_SECTION:
    return add(s, "Sect", node, parent);
  case BRV_NODE_GROUP:
    return open_group(s, node, parent);
  case BRV_NODE_HEADING:
    return add(s, "H", node, parent);
  case BRV_NODE_PARA:
    return open_para(s, node, parent);
  case BRV_NODE_LIST:
    return add(s, "L", node, parent);
  case BRV_NODE_ITEM:
    return open_item(s, node, parent);
  case BRV_NODE_TABLE:
    return add(s, "Table", node, parent);
  case BRV_NODE_ROW:
    return add(s, "TR", node, part_of(s, parent, is_in_head(node) ? "THead" : "TBody"));
  case BRV_NODE_CELL:
    return open_cell(s, node, parent);
  case BRV_NODE_QUOTE:
    return add(s, "BlockQuote", node, parent);
  case BRV_NODE_CODE:
    return add(s, "Code", NULL, add(s, "P", node, parent));
  case BRV_NODE_FIGURE:
    return add(s, "Div", node, parent);
  case BRV_NODE_CAPTION:
    return add(s, "Caption", node, parent);
  default:
    return NULL;
  }
}

/* --- inlines --- */

static brv_tag *briefing_of(const brv_structure *s, const brv_node *node)
{
  const brv_node *briefing = brv_node_briefing(node);
  return briefing ? around(s, briefing) : s->root;
}

/* The text of a note is an element behind all that calls notes. */
static brv_tag *open_note(brv_structure *s, const brv_node *note, brv_tag *parent)
{
  brv_tag *reference = new_element(s, "Reference", NULL, parent);
  g_hash_table_insert(s->calls, (void *)note, new_element(s, "Link", note, reference));
  if (!note->first)
    return NULL;
  brv_tag *briefing = briefing_of(s, note), *body = new_element(s, "Note", note, briefing);
  if (!briefing->late)
    briefing->late = brv_new(s->arena, brv_kids);
  add_kid(s, briefing->late, (brv_kid){.kind = BRV_KID_ELEMENT, .element = body});
  body->attached = true;
  body->name = note->target ? note->target + (*note->target == '#') : NULL;
  if (body->name)
    g_hash_table_insert(s->ids, (char *)body->name, (void *)note);
  g_hash_table_insert(s->labels, (void *)note, add(s, "Lbl", NULL, body));
  return body;
}

static bool is_picture(const brv_node *node)
{
  return node->kind == BRV_NODE_IMAGE || node->kind == BRV_NODE_DRAWING;
}

/* A picture among blocks stands where it was written; one in a line, where the line comes to it. */
static brv_tag *open_picture(brv_structure *s, const brv_node *node, brv_tag *parent)
{
  bool is_in_line = brv_node_is_inline(node) && node->parent->kind != BRV_NODE_FIGURE;
  if (!node->alt || !node->alt[strspn(node->alt, " ")]) /* it only decorates */
    return NULL;
  return is_in_line ? new_element(s, "Figure", node, parent) : add(s, "Figure", node, parent);
}

static brv_tag *open_inline(brv_structure *s, const brv_node *node, brv_tag *parent)
{
  switch (node->kind) {
  case BRV_NODE_LINK:
    return new_element(s, "Link", node, parent);
  case BRV_NODE_CITE:
  case BRV_NODE_PAGE_REF:
    return new_element(s, "Link", node, new_element(s, "Reference", NULL, parent));
  case BRV_NODE_NOTE:
    return open_note(s, node, parent);
  case BRV_NODE_CODE_SPAN:
    return new_element(s, "Code", node, parent);
  case BRV_NODE_SPAN:
    return node->language ? new_element(s, "Span", node, parent) : NULL;
  case BRV_NODE_IMAGE:
  case BRV_NODE_DRAWING:
    return open_picture(s, node, parent);
  default:
    return NULL;
  }
}

static void open_node(brv_structure *s, const brv_node *node)
{
  brv_tag *parent = around(s, node->parent);
  if (node->id)
    g_hash_table_insert(s->ids, (char *)node->id, (void *)node);
  brv_tag *element = is_picture(node) || brv_node_is_inline(node) ? open_inline(s, node, parent)
                                                                  : open_block(s, node, parent);
  if (element)
    g_hash_table_insert(s->inside, (void *)node, element);
}

static GHashTable *new_table(brv_arena *arena)
{
  return brv_arena_own(arena, g_hash_table_new(NULL, NULL), (GDestroyNotify)g_hash_table_unref);
}

brv_structure *brv_structure_new(brv_arena *arena, const brv_layout *layout, const brv_node *root,
                                 guint pages)
{
  brv_structure *s = brv_new(arena, brv_structure);
  bool is_whole = !root->parent;
  s->arena = arena;
  s->layout = layout;
  s->inside = new_table(arena);
  s->labels = new_table(arena);
  s->calls = new_table(arena);
  s->ids = brv_arena_table(arena);
  s->marks = brv_arena_ptr_array(arena);
  s->links = brv_arena_ptr_array(arena);
  for (guint i = 0; i < pages; i++)
    g_ptr_array_add(s->marks, brv_arena_ptr_array(arena));
  s->root = new_element(s, "Document", is_whole ? root : NULL, NULL);
  if (is_whole)
    g_hash_table_insert(s->inside, (void *)root, s->root);
  for (const brv_node *node = is_whole ? brv_node_next(root, root) : root; node;
       node = brv_node_next(node, root))
    open_node(s, node);
  for (const brv_node *node = root; node; node = brv_node_next(node, root))
    if (node->kind == BRV_NODE_TABLE)
      brv_structure_name_heads(s, node);
  return s;
}

/* --- what is shown --- */

/* What only decorates, or stands for a picture without words, is no part of the document. */
brv_tag *brv_structure_find(brv_structure *s, const brv_page_item *item)
{
  const brv_node *node = item->node;
  if (!node || item->kind == BRV_ITEM_RECT || item->kind == BRV_ITEM_FRAME)
    return NULL;
  if (item->label)
    return g_hash_table_lookup(s->labels, node);
  if (item->kind == BRV_ITEM_IMAGE || item->kind == BRV_ITEM_DRAWING)
    return g_hash_table_lookup(s->inside, node);
  if (node->kind == BRV_NODE_NOTE)
    return g_hash_table_lookup(s->calls, node);
  return around(s, node);
}

guint brv_structure_mark(brv_structure *s, brv_tag *element, guint page)
{
  GPtrArray *marks = s->marks->pdata[page];
  brv_kid kid = {.kind = BRV_KID_MARK, .page = page, .number = marks->len};
  attach(s, element);
  show(element);
  add_kid(s, &element->kids, kid);
  g_ptr_array_add(marks, element);
  return kid.number;
}

/* What makes a link of a piece of text, itself or around it: a piece of another language in a link
 * is no link by itself. NULL: nothing. */
static const brv_node *linking(const brv_node *node)
{
  while (node && brv_node_is_inline(node) && node->kind != BRV_NODE_LINK &&
         node->kind != BRV_NODE_CITE && node->kind != BRV_NODE_PAGE_REF &&
         node->kind != BRV_NODE_NOTE)
    node = node->parent;
  return node;
}

int brv_structure_link(brv_structure *s, const brv_page_link *link, guint page, guint annotation)
{
  const brv_node *node = linking(link->node);
  brv_tag *element =
      node ? g_hash_table_lookup(node->kind == BRV_NODE_NOTE ? s->calls : s->inside, node) : NULL;
  if (!element)
    return -1;
  brv_kid kid = {.kind = BRV_KID_LINK, .page = page, .number = annotation};
  attach(s, element);
  show(element);
  add_kid(s, &element->kids, kid);
  g_ptr_array_add(s->links, element);
  return (int)(s->marks->len + s->links->len - 1);
}

void brv_structure_box(brv_structure *s, brv_tag *element, const brv_page_item *item)
{
  double height = s->layout->page_height;
  const double box[] = {item->x, height - item->y - item->h, item->x + item->w, height - item->y};
  element->box = memcpy(brv_arena_alloc(s->arena, sizeof box), box, sizeof box);
}
