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

/* What the trees in one briefing's values need while they are gone through. */
typedef struct {
  brv_projection *p;
  GHashTable *anchors;
  const char *briefing;
  guint count; /* of trees so far */
} values;

static void each_value_tree(const brv_briefing *briefing, void (*visit)(brv_node *, void *),
                            values *v)
{
  if (briefing->front)
    brv_value_each_tree(briefing->front, visit, v);
  brv_node_each_tree(briefing->body, visit, v);
}

/* The notes of each tree have labels of their own: "1" may be called in the body too. The trees are
 * counted among what is left. */
static void collect_in_value(brv_node *tree, void *data)
{
  values *v = data;
  v->count++;
  for (brv_node *node = tree; node; node = brv_node_next(node, tree))
    if (node->kind == BRV_NODE_NOTE && node->target)
      node->target = brv_arena_printf(v->p->arena, "%u %s", v->count, node->target);
  make_ids_unique(v->p, tree, v->anchors, v->briefing);
}

static void collect(brv_projection *p, const brv_briefing *briefing, GHashTable *anchors)
{
  values v = {p, anchors, briefing->id, 0};
  g_hash_table_add(anchors, brv_arena_printf(p->arena, "pack:%s", briefing->id));
  make_ids_unique(p, briefing->body, anchors, briefing->id);
  each_value_tree(briefing, collect_in_value, &v);
}

static void mend_value(brv_node *tree, void *data)
{
  drop_dead_links(tree, ((values *)data)->anchors);
}

static void mend(brv_projection *p, const brv_briefing *briefing, GHashTable *anchors)
{
  drop_dead_links(briefing->body, anchors);
  each_value_tree(briefing, mend_value, &(values){p, anchors, briefing->id, 0});
}

void brv_projection_links(brv_projection *p, const brv_edition *edition)
{
  GHashTable *anchors = g_hash_table_new(g_str_hash, g_str_equal);
  each_briefing(p, edition, anchors, collect);
  each_briefing(p, edition, anchors, mend);
  g_hash_table_unref(anchors);
}
