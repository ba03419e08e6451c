#include <string.h>

#include "pack/load-private.h"
#include "pack/readers.h"

/* What the whole pack offers to links, while they are checked. */
typedef struct {
  brv_pack *pack;
  brv_diags *diags;
  GHashTable *anchors; /* "id#anchor" */
  guint32 readers;     /* the tiers that read the briefing, or the value of it, at hand */
  const brv_briefing *briefing;
} checker;

static const brv_reference *find_reference(const brv_briefing *briefing, const char *id)
{
  for (guint i = 0; i < briefing->references->len; i++) {
    const brv_reference *r = briefing->references->pdata[i];
    if (strcmp(r->id, id) == 0)
      return r;
  }
  return NULL;
}

static const char *nearest_source(checker *c, const brv_briefing *briefing, const char *id)
{
  g_autoptr(GPtrArray) ids = g_ptr_array_new();
  for (guint i = 0; i < briefing->references->len; i++)
    g_ptr_array_add(ids, (void *)((const brv_reference *)briefing->references->pdata[i])->id);
  g_ptr_array_add(ids, NULL);
  const char *help = brv_did_you_mean(c->pack->bodies, id, (const char *const *)ids->pdata);
  return help ? help : "list it under `sources:` in the front matter";
}

static void check_citation(checker *c, const brv_briefing *briefing, const brv_node *cite)
{
  const brv_reference *r = find_reference(briefing, cite->target);
  if (!r) {
    brv_report(c->diags, BRV_UNKNOWN_SOURCE, cite->place, nearest_source(c, briefing, cite->target),
               "no source called \"%s\"", cite->target);
    return;
  }
  guint32 readers = c->readers & brv_pack_readers(c->pack, cite);
  if (readers & ~brv_pack_tier_readers(c->pack, r->tier))
    brv_report_via(c->diags, BRV_SOURCE_WITHHELD, cite->place, r->place,
                   "mark what cites it for the same tier, or open the source",
                   "the source \"%s\" is withheld from some who read this", cite->target);
}

static int by_name(const void *a, const void *b)
{
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The nearest of the ids in the briefing called `id`, written as a link has it. */
static const char *nearest_anchor(checker *c, const char *id, const char *anchor)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  GHashTableIter iter;
  void *key;
  g_hash_table_iter_init(&iter, c->anchors);
  while (g_hash_table_iter_next(&iter, &key, NULL))
    if (g_str_has_prefix(key, id) && ((const char *)key)[strlen(id)] == '#')
      g_ptr_array_add(names, (char *)key + strlen(id));
  g_ptr_array_sort(names, by_name);
  g_ptr_array_add(names, NULL);
  const char *wanted = brv_arena_printf(c->pack->bodies, "#%s", anchor);
  return brv_did_you_mean(c->pack->bodies, wanted, (const char *const *)names->pdata);
}

static const char *file_of(const brv_pack *pack, const char *id)
{
  for (guint i = 0; i < pack->briefings->len; i++) {
    const brv_briefing *briefing = pack->briefings->pdata[i];
    if (strcmp(briefing->id, id) == 0)
      return briefing->file;
  }
  return id;
}

/* The reader of Markdown has seen to the briefing; whether it holds the anchor is known now. */
static void check_link(checker *c, const brv_node *link)
{
  if (!link->target || !g_str_has_prefix(link->target, "pack:") || !strchr(link->target, '#'))
    return;
  const char *anchor = link->target + strlen("pack:");
  if (g_hash_table_contains(c->anchors, anchor))
    return;
  g_auto(GStrv) parts = g_strsplit(anchor, "#", 2);
  brv_report(c->diags, BRV_BAD_LINK, link->place, nearest_anchor(c, parts[0], parts[1]),
             "nothing in \"%s\" has the id \"%s\"", file_of(c->pack, parts[0]), parts[1]);
}

/* `@id` in running text: Pandoc would cite it, here it would be printed. */
static void check_text(checker *c, const brv_briefing *briefing, const brv_node *node)
{
  for (const char *at = node->text; (at = strchr(at, '@')); at++) {
    gsize length =
        strspn(at + 1, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_");
    g_autofree char *id = g_strndup(at + 1, length);
    if ((at > node->text && g_ascii_isalnum(at[-1])) || !find_reference(briefing, id))
      continue;
    brv_report(c->diags, BRV_CITATION_BARE,
               brv_place_part(node->place, (guint32)(at - node->text), (guint32)length + 1),
               brv_arena_printf(c->pack->bodies, "to cite the source, write [@%s]", id),
               "\"@%s\" is printed as it stands", id);
  }
}

static void check_tree(checker *c, const brv_briefing *briefing, const brv_node *root);

/* Markdown inside a value is read by those who read the value: `readers` of what it stands in, and
 * of the maps around it that are marked. */
static void check_value(checker *c, const brv_briefing *briefing, const brv_value *value,
                        guint32 readers)
{
  const brv_value *mark = brv_value_member(value, "tier");
  if (mark && mark->text)
    readers &= brv_pack_tier_readers(c->pack, brv_pack_tier(c->pack, mark->text));
  if (value->tree) {
    guint32 before = c->readers;
    c->readers = readers;
    check_tree(c, briefing, value->tree);
    c->readers = before;
  }
  for (guint i = 0; i < value->count; i++)
    check_value(c, briefing,
                value->kind == BRV_VALUE_MAP ? value->members[i].value : value->items[i], readers);
}

static void check_values(checker *c, const brv_briefing *briefing, const brv_node *node)
{
  if (!node->value && !node->attrs)
    return;
  guint32 readers = c->readers & brv_pack_readers(c->pack, node);
  for (const brv_attr *attr = node->attrs; attr; attr = attr->next)
    if (attr->read)
      check_value(c, briefing, attr->read, readers);
  if (node->value)
    check_value(c, briefing, node->value, readers);
}

static void check_tree(checker *c, const brv_briefing *briefing, const brv_node *root)
{
  for (const brv_node *node = root; node; node = brv_node_next(node, root)) {
    check_values(c, briefing, node);
    if (node->kind == BRV_NODE_CITE)
      check_citation(c, briefing, node);
    else if (node->kind == BRV_NODE_LINK)
      check_link(c, node);
    else if (node->kind == BRV_NODE_TEXT)
      check_text(c, briefing, node);
  }
}

/* Following origins from any source ends, or comes back to a source that it passed. */
static void check_origins(checker *c, const brv_briefing *briefing)
{
  for (guint i = 0; i < briefing->references->len; i++) {
    const brv_reference *first = briefing->references->pdata[i], *r = first;
    for (guint steps = 0; r && steps <= briefing->references->len; steps++) {
      r = r->derived_from ? find_reference(briefing, r->derived_from) : NULL;
      if (r != first)
        continue;
      brv_report(c->diags, BRV_ORIGIN_CYCLE, first->place, "say which of them came first",
                 "the source \"%s\" derives from itself", first->id);
      break;
    }
  }
}

typedef void (*visitor)(checker *c, const brv_briefing *briefing);

static void each_briefing(checker *c, visitor visit)
{
  for (guint i = 0; i < c->pack->parts->len; i++) {
    const brv_part *part = c->pack->parts->pdata[i];
    for (guint j = 0; j < part->briefings->len; j++) {
      const brv_briefing *briefing = part->briefings->pdata[j];
      c->readers = brv_pack_tier_readers(c->pack, part->tier) &
                   brv_pack_tier_readers(c->pack, briefing->tier);
      visit(c, briefing);
    }
  }
}

/* Ids in values are all written by hand, so that none may stand twice; in a body, headings of the
 * same words share one until the projection. */
static void collect_in_value(brv_node *tree, void *data)
{
  checker *c = data;
  for (const brv_node *node = tree; node; node = brv_node_next(node, tree)) {
    if (!node->id)
      continue;
    char *anchor = brv_arena_printf(c->pack->bodies, "%s#%s", c->briefing->id, node->id);
    if (!g_hash_table_add(c->anchors, anchor))
      brv_report(c->diags, BRV_DUPLICATE_ID, node->place, "give one of them another id",
                 "the id \"%s\" stands twice in this briefing", node->id);
  }
}

static void collect(checker *c, const brv_briefing *briefing)
{
  const brv_node *body = briefing->body;
  for (const brv_node *node = body; node; node = brv_node_next(node, body))
    if (node->id)
      g_hash_table_add(c->anchors,
                       brv_arena_printf(c->pack->bodies, "%s#%s", briefing->id, node->id));
  c->briefing = briefing;
  brv_value_each_tree(briefing->front, collect_in_value, c);
  if (body)
    brv_node_each_tree(body, collect_in_value, c);
}

static void check(checker *c, const brv_briefing *briefing)
{
  check_value(c, briefing, briefing->front, c->readers);
  if (briefing->body)
    check_tree(c, briefing, briefing->body);
  check_origins(c, briefing);
}

void brv_bind_references(brv_pack *pack, brv_diags *diags)
{
  checker c = {
      .pack = pack,
      .diags = diags,
      .anchors = g_hash_table_new(g_str_hash, g_str_equal),
  };
  each_briefing(&c, collect);
  each_briefing(&c, check);
  g_hash_table_unref(c.anchors);
}
