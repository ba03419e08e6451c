#include "document/sound.h"

static bool has_letters(const char *text)
{
  for (; text && *text; text = g_utf8_next_char(text))
    if (!g_unichar_isspace(g_utf8_get_char(text)) && !g_unichar_iszerowidth(g_utf8_get_char(text)))
      return true;
  return false;
}

/* Words or, where pictures count, something to see. */
static bool has_content(const brv_node *root, bool pictures)
{
  for (const brv_node *node = root->first; node; node = brv_node_next(node, root)) {
    if (node->kind == BRV_NODE_DATA || has_letters(node->text))
      return true;
    bool is_seen = node->kind == BRV_NODE_IMAGE || node->kind == BRV_NODE_DRAWING ||
                   node->kind == BRV_NODE_CITE || node->kind == BRV_NODE_PAGE_REF ||
                   (node->kind == BRV_NODE_SPAN && node->type);
    if (pictures && is_seen)
      return true;
  }
  return false;
}

/* As contents, bookmarks and catalogues show it: no notes, no citations, no pictures. */
static bool has_words(const brv_node *heading)
{
  g_autoptr(GString) words = g_string_new(NULL);
  for (const brv_node *node = heading->first; node; node = brv_node_next(node, heading))
    if (node->kind == BRV_NODE_SPAN && node->type) /* what a plugin makes of it is not known yet */
      return true;
  brv_node_plain_text(heading, words);
  return has_letters(words->str);
}

static bool is_within(const brv_node *node, const brv_node *root, const brv_node *outer,
                      brv_node_kind kind)
{
  for (; node != root; node = node->parent)
    if (node->parent->kind == kind)
      return true;
  for (; outer; outer = outer->parent)
    if (outer->kind == kind)
      return true;
  return false;
}

static guint count_of(const brv_node *parent, brv_node_kind kind)
{
  guint count = 0;
  for (const brv_node *child = parent->first; child; child = child->next)
    count += child->kind == kind;
  return count;
}

static bool holds_only_captions(const brv_node *figure)
{
  for (const brv_node *child = figure->first; child; child = child->next)
    if (child->kind != BRV_NODE_CAPTION && g_strcmp0(child->role, "credit") != 0)
      return false;
  return true;
}

static brv_unsound within_link(const brv_node *node)
{
  if (node->kind == BRV_NODE_LINK)
    return (brv_unsound){node, BRV_BAD_LINK, "a link within a link", "end one before the other"};
  if (node->kind == BRV_NODE_CITE)
    return (brv_unsound){node, BRV_BAD_CITATION, "a citation within a link",
                         "cite outside of the link"};
  return (brv_unsound){node, BRV_BAD_NOTE, "the call of a note within a link",
                       "call the note outside of the link"};
}

static brv_unsound alone(const brv_node *node)
{
  switch (node->kind) {
  case BRV_NODE_LINK:
    if (!has_content(node, true))
      return (brv_unsound){node, BRV_BAD_LINK, "a link without words", "say where it leads"};
    break;
  case BRV_NODE_NOTE:
    if (!node->target && !has_content(node, true))
      return (brv_unsound){node, BRV_BAD_NOTE, "a note without words", "write it, or leave it out"};
    break;
  case BRV_NODE_HEADING:
    if (!has_words(node))
      return (brv_unsound){node, BRV_BAD_HEADING, "a heading without words",
                           "contents and bookmarks show a heading's words"};
    break;
  case BRV_NODE_LIST:
    if (!count_of(node, BRV_NODE_ITEM))
      return (brv_unsound){node, BRV_BAD_VALUE, "a list without items", "leave it out"};
    break;
  case BRV_NODE_FIGURE:
    if (holds_only_captions(node))
      return (brv_unsound){node, BRV_BAD_VALUE, "a figure without contents",
                           "it holds a picture, a drawing or blocks"};
    break;
  case BRV_NODE_TABLE:
    if (count_of(node, BRV_NODE_CAPTION) > 1)
      return (brv_unsound){node, BRV_BAD_TABLE, "a table with two captions", "a table has one"};
    break;
  default:
    break;
  }
  return (brv_unsound){.node = node};
}

void brv_find_unsound(const brv_node *root, const brv_node *outer,
                      void (*tell)(const brv_unsound *found, void *data), void *data)
{
  for (const brv_node *node = root; node; node = brv_node_next(node, root)) {
    brv_unsound found = {0};
    bool leads =
        node->kind == BRV_NODE_LINK || node->kind == BRV_NODE_CITE || node->kind == BRV_NODE_NOTE;
    if (leads && is_within(node, root, outer, BRV_NODE_LINK))
      found = within_link(node);
    else if (node->kind == BRV_NODE_NOTE && is_within(node, root, outer, BRV_NODE_NOTE))
      found =
          (brv_unsound){node, BRV_BAD_NOTE, "a note within a note", "say it in the note itself"};
    else
      found = alone(node);
    if (found.what)
      tell(&found, data);
  }
}
