#include <string.h>

#include "edition/project-private.h"

/* Headings come with the slug of their text, which may repeat. Counting happens here, among what
 * is left, so that no number tells of a heading that is withheld. */
static void make_ids_unique(brv_projection *p, brv_node *body, GHashTable *anchors,
                            const char *briefing)
{
  for (brv_node *node = body->first; node; node = brv_node_next(node, body)) {
    const char *wish = node->id;
    for (int n = 1; wish; n++) {
      const char *anchor = brv_arena_printf(p->arena, "pack:%s#%s", briefing, wish);
      if (g_hash_table_add(anchors, (char *)anchor))
        break;
      wish = brv_arena_printf(p->arena, "%s-%d", node->id, n);
    }
    node->id = wish;
  }
}

static void unwrap(brv_node *link)
{
  while (link->first) {
    brv_node *child = link->first;
    brv_node_unlink(child);
    brv_node_insert_before(link, child);
  }
  brv_node_unlink(link);
}

static void drop_dead_links(brv_node *body, GHashTable *anchors)
{
  for (brv_node *node = body->first; node;) {
    bool is_dead = node->kind == BRV_NODE_LINK && g_str_has_prefix(node->target, "pack:") &&
                   !g_hash_table_contains(anchors, node->target);
    brv_node *next = brv_node_next(node, body);
    if (is_dead)
      unwrap(node);
    node = next;
  }
}

typedef void (*visitor)(brv_projection *p, const brv_briefing *briefing, GHashTable *anchors);

static void each_briefing(brv_projection *p, const brv_edition *edition, GHashTable *anchors,
                          visitor visit)
{
  for (guint i = 0; i < edition->parts->len; i++) {
    const brv_edition_part *part = edition->parts->pdata[i];
    for (guint j = 0; j < part->briefings->len; j++) {
      const brv_edition_briefing *e = part->briefings->pdata[j];
      visit(p, &e->briefing, anchors);
    }
  }
}

static void collect(brv_projection *p, const brv_briefing *briefing, GHashTable *anchors)
{
  g_hash_table_add(anchors, brv_arena_printf(p->arena, "pack:%s", briefing->id));
  make_ids_unique(p, briefing->body, anchors, briefing->id);
}

static void mend(brv_projection *p G_GNUC_UNUSED, const brv_briefing *briefing, GHashTable *anchors)
{
  drop_dead_links(briefing->body, anchors);
}

void brv_projection_links(brv_projection *p, const brv_edition *edition)
{
  GHashTable *anchors = g_hash_table_new(g_str_hash, g_str_equal);
  each_briefing(p, edition, anchors, collect);
  each_briefing(p, edition, anchors, mend);
  g_hash_table_unref(anchors);
}
