#include <string.h>

#include "document/resolve-private.h"

/* The apparatus of one briefing while it is numbered. */
typedef struct {
  brv_resolver *r;
  brv_node *briefing;
  brv_node *sources; /* the LIST, or NULL */
  GHashTable *items; /* source id -> ITEM */
  GHashTable *notes; /* label -> the NOTE first called by it */
  int last;          /* the last number given */
} apparatus;

static const char *make_id(const apparatus *a, const char *kind, const char *name)
{
  return brv_arena_printf(a->r->arena, "%s.%s-%s", a->briefing->id, kind, name);
}

static void register_id(apparatus *a, brv_node *node, const char *id)
{
  node->id = id;
  g_hash_table_insert(a->r->ids, (char *)id, node);
}

static void find_sources(apparatus *a)
{
  for (brv_node *node = a->briefing->first; node; node = brv_node_next(node, a->briefing)) {
    if (node->kind != BRV_NODE_LIST || g_strcmp0(node->role, "sources") != 0)
      continue;
    a->sources = node;
    for (brv_node *item = node->first; item; item = item->next) {
      g_hash_table_insert(a->items, (char *)item->target, item);
      register_id(a, item, make_id(a, "source", item->target));
    }
    return;
  }
}

static void number_item(apparatus *a, brv_node *item)
{
  if (!item->number)
    item->number = ++a->last;
}

/* "1", or "1, p. 3" where the citation says where. */
static void show_citation(apparatus *a, brv_node *cite)
{
  const char *text = cite->text ? brv_arena_printf(a->r->arena, "%d, %s", cite->number, cite->text)
                                : brv_arena_printf(a->r->arena, "%d", cite->number);
  brv_node_append(cite, brv_node_new_text(a->r->arena, text, cite->place));
}

static const char *nearest_source(const apparatus *a, const char *id)
{
  g_autoptr(GPtrArray) ids = g_ptr_array_new();
  for (const brv_node *item = a->sources->first; item; item = item->next)
    g_ptr_array_add(ids, (void *)item->target);
  g_ptr_array_add(ids, NULL);
  const char *help = brv_did_you_mean(a->r->arena, id, (const char *const *)ids->pdata);
  return help ? help : "list the source in the briefing's front matter, for all who read this";
}

static void number_citation(apparatus *a, brv_node *cite)
{
  brv_node *item = g_hash_table_lookup(a->items, cite->target);
  if (!item) {
    brv_report(a->r->diags, BRV_CITATION_UNLISTED, cite->place,
               a->sources ? nearest_source(a, cite->target)
                          : "add `sources` to the pack's `sections`",
               "no source called \"%s\" is listed in this edition of the briefing", cite->target);
    return;
  }
  number_item(a, item);
  cite->number = item->number;
  cite->target = brv_arena_printf(a->r->arena, "#%s", item->id);
  show_citation(a, cite);
}

static void number_citations(apparatus *a)
{
  for (brv_node *node = a->briefing->first; node; node = brv_node_next(node, a->briefing))
    if (node->kind == BRV_NODE_CITE)
      number_citation(a, node);
  for (brv_node *item = a->sources ? a->sources->first : NULL; item; item = item->next)
    number_item(a, item);
}

static int by_number(const void *one, const void *other)
{
  const brv_node *const *a = one, *const *b = other;
  return (*a)->number - (*b)->number;
}

static void sort_sources(apparatus *a)
{
  if (!a->sources)
    return;
  g_autoptr(GPtrArray) items = g_ptr_array_new();
  while (a->sources->first) {
    g_ptr_array_add(items, a->sources->first);
    brv_node_unlink(a->sources->first);
  }
  g_ptr_array_sort(items, by_number);
  for (guint i = 0; i < items->len; i++) {
    brv_node *item = items->pdata[i];
    item->label = brv_arena_printf(a->r->arena, "%d", item->number);
    brv_node_append(a->sources, item);
  }
}

/* A note called again points at the first call's body and has none of its own. */
static void number_note(apparatus *a, brv_node *note, int *calls)
{
  brv_node *first = note->target ? g_hash_table_lookup(a->notes, note->target) : NULL;
  if (!first && note->target)
    g_hash_table_insert(a->notes, (char *)note->target, note);
  note->number = first ? first->number : ++a->last;
  if (first)
    note->first = note->last = NULL;
  g_autofree char *number = g_strdup_printf("%d", note->number);
  g_autofree char *call = g_strdup_printf("%d", ++*calls);
  register_id(a, note, make_id(a, "call", call));
  note->target = brv_arena_printf(a->r->arena, "#%s", make_id(a, "note", number));
}

static void number_notes(apparatus *a)
{
  int calls = 0;
  for (brv_node *node = a->briefing->first; node; node = brv_node_next(node, a->briefing))
    if (node->kind == BRV_NODE_NOTE)
      number_note(a, node, &calls);
}

void brv_resolve_numbers(brv_resolver *r, brv_node *briefing)
{
  apparatus a = {
      .r = r,
      .briefing = briefing,
      .items = g_hash_table_new(g_str_hash, g_str_equal),
      .notes = g_hash_table_new(g_str_hash, g_str_equal),
  };
  find_sources(&a);
  number_citations(&a);
  sort_sources(&a);
  number_notes(&a);
  brv_resolve_citations(r, briefing);
  g_hash_table_unref(a.items);
  g_hash_table_unref(a.notes);
}
