#include "document/document.h"

/* Words that begin in a text; `*open`: whether it goes on with one. */
static guint count_in(const char *text, bool *open)
{
  guint count = 0;
  for (; text && *text; text++) {
    bool space = *text == ' ' || *text == '\n' || *text == '\t' || *text == '\r';
    count += !space && !*open;
    *open = !space;
  }
  return count;
}

static guint words_in(const brv_node *part)
{
  guint count = 0;
  bool open = false;
  for (const brv_node *node = part; node; node = brv_node_next(node, part)) {
    bool goes_on = brv_node_is_inline(node) && node->kind != BRV_NODE_NOTE &&
                   node->kind != BRV_NODE_SPACE && node->kind != BRV_NODE_LINE_BREAK;
    open = open && goes_on;
    count += count_in(node->text, &open);
  }
  return count;
}

guint brv_document_count_words(const brv_document *document)
{
  guint count = 0;
  for (const brv_node *node = document->root->first; node; node = node->next)
    if (node->kind != BRV_NODE_COVER)
      count += words_in(node);
  return count;
}
