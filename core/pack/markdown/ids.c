#include <string.h>

#include "pack/markdown/reader.h"
#include "pack/slug.h"

static void claim(brv_md *md, GHashTable *ids, brv_node *node)
{
  if (g_hash_table_contains(ids, node->id))
    brv_report(md->diags, BRV_DUPLICATE_ID, node->place, "give one of them another id",
               "the id \"%s\" stands twice in this briefing", node->id);
  else
    g_hash_table_insert(ids, (void *)node->id, node);
}

/* Words with a tier of their own are in no id. Headings of the same words have the same id here: the projection, which knows who reads what,
 * counts them. To let one go without, or to count here, would tell of headings that are withheld.
 */
static void name_after_words(brv_md *md, GHashTable *given, brv_node *node)
{
  const brv_node *heading = node->kind == BRV_NODE_SECTION ? node->first : node;
  if (node->id || !heading || (node->kind == BRV_NODE_HEADING && node->level == 2))
    return;
  char *slug = brv_slug(md->arena, brv_node_common_words(md->arena, heading));
  if (g_hash_table_contains(given, slug))
    brv_report(md->diags, BRV_DUPLICATE_ID, heading->place, "give one of them another {#id}",
               "the heading's words make the id \"%s\", which something else has", slug);
  else if (*slug)
    node->id = slug;
}

/* Copies of a note would all have the same id. */
static void forget_ids(brv_node *note)
{
  for (brv_node *node = note; node; node = brv_node_next(node, note))
    node->id = NULL;
}

void brv_md_forget_ids(brv_node *root)
{
  for (brv_node *node = root; node; node = brv_node_next(node, root))
    if (node->kind == BRV_NODE_NOTE)
      forget_ids(node);
}

void brv_md_give_ids(brv_md *md, brv_node *root)
{
  g_autoptr(GHashTable) given = g_hash_table_new(g_str_hash, g_str_equal);
  brv_md_forget_ids(root);
  for (brv_node *node = root; node; node = brv_node_next(node, root))
    if (node->id)
      claim(md, given, node);
  for (brv_node *node = root; node; node = brv_node_next(node, root))
    if (node->kind == BRV_NODE_SECTION || node->kind == BRV_NODE_HEADING)
      name_after_words(md, given, node);
}
