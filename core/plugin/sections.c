#include <string.h>

#include "plugin/internal.h"

/* The order of a briefing's sections.
 *
 * What is written and not listed in the order stays behind what it was written after: each listed
 * section heads a train of the unlisted ones that follow it, and the trains are sorted. What
 * follows the opening waits until all of the opening is there, with what is generated beside it. */

typedef struct {
  GArray *written; /* of brv_section_item, in the order written */
  GArray *ordered;
  GArray *waiting;  /* the unlisted ones that follow the opening */
  GPtrArray *order; /* of const brv_section_info *: the listed types */
  const GPtrArray *types;
} sorter;

static const brv_section_info *type_named(const GPtrArray *types, const char *name)
{
  for (guint i = 0; i < types->len; i++) {
    const brv_section_info *info = types->pdata[i];
    if (strcmp(info->type.name, name) == 0)
      return info;
  }
  return NULL;
}

static const brv_section_info *type_for_opening(const GPtrArray *types, brv_opening opening)
{
  for (guint i = 0; i < types->len; i++) {
    const brv_section_info *info = types->pdata[i];
    if (info->type.opening == opening)
      return info;
  }
  return NULL;
}

static int by_rank(const void *a, const void *b)
{
  const brv_section_info *first = *(const brv_section_info *const *)a;
  const brv_section_info *second = *(const brv_section_info *const *)b;
  if (first->type.rank != second->type.rank)
    return first->type.rank < second->type.rank ? -1 : 1;
  return strcmp(first->type.name, second->type.name);
}

/* The pack's order, or that of the plugins' ranks. */
static void find_order(sorter *s, const GPtrArray *names)
{
  for (guint i = 0; names && i < names->len; i++) {
    const brv_section_info *info = type_named(s->types, names->pdata[i]);
    if (info && !g_ptr_array_find(s->order, info, NULL))
      g_ptr_array_add(s->order, (void *)info);
  }
  if (names && names->len)
    return;
  for (guint i = 0; i < s->types->len; i++) {
    const brv_section_info *info = s->types->pdata[i];
    if (info->type.rank != 0)
      g_ptr_array_add(s->order, (void *)info);
  }
  g_ptr_array_sort(s->order, by_rank);
}

/* --- what is written --- */

static void add_written(sorter *s, const brv_section_info *info, brv_node *node)
{
  if (!info)
    info = type_named(s->types, "prose");
  if (info && node->first)
    g_array_append_val(s->written, ((brv_section_item){info, node}));
}

/* The opening becomes one section of text and one of the first list, where plugins take them. */
static void split_opening(sorter *s, brv_arena *arena, brv_node *body)
{
  const brv_section_info *list_type = type_for_opening(s->types, BRV_OPENING_LIST);
  brv_node *text = brv_node_new(arena, BRV_NODE_SECTION, body->place);
  brv_node *list = brv_node_new(arena, BRV_NODE_SECTION, body->place);
  for (brv_node *node = body->first, *next; node && node->kind != BRV_NODE_SECTION; node = next) {
    next = node->next;
    bool is_first_list = list_type && node->kind == BRV_NODE_LIST && !list->first;
    brv_node *to = is_first_list ? list : text;
    if (!to->first)
      to->place = node->place;
    brv_node_unlink(node);
    brv_node_append(to, node);
  }
  add_written(s, type_for_opening(s->types, BRV_OPENING_TEXT), text);
  add_written(s, list_type, list);
}

static void collect_written(sorter *s, brv_arena *arena, brv_node *body)
{
  split_opening(s, arena, body);
  for (brv_node *node = body->first; node; node = node->next)
    if (node->kind == BRV_NODE_SECTION)
      add_written(s, node->type ? type_named(s->types, node->type) : NULL, node);
}

/* --- sorting --- */

static bool is_opening(const brv_section_info *info)
{
  return info->type.opening != BRV_OPENING_NONE;
}

static bool is_listed_at(const sorter *s, guint index)
{
  const brv_section_item *item = &g_array_index(s->written, brv_section_item, index);
  return g_ptr_array_find(s->order, item->info, NULL);
}

/* Takes the written section at `from` and the unlisted ones behind it. */
static void take_train(sorter *s, guint from)
{
  bool opens = is_opening(g_array_index(s->written, brv_section_item, from).info);
  bool waits = opens || !is_listed_at(s, from);
  for (guint i = from; i < s->written->len; i++) {
    brv_section_item item = g_array_index(s->written, brv_section_item, i);
    if (i > from && is_listed_at(s, i))
      return;
    bool is_train = i > from || !opens;
    g_array_append_val(waits && is_train ? s->waiting : s->ordered, item);
  }
}

static void take_waiting(sorter *s)
{
  g_array_append_vals(s->ordered, s->waiting->data, s->waiting->len);
  g_array_set_size(s->waiting, 0);
}

static bool take_trains_of(sorter *s, const brv_section_info *info)
{
  bool any = false;
  for (guint i = 0; i < s->written->len; i++)
    if (g_array_index(s->written, brv_section_item, i).info == info) {
      take_train(s, i);
      any = true;
    }
  return any;
}

static void take_generated(sorter *s, const brv_section_info *info)
{
  if (info->type.generated)
    g_array_append_val(s->ordered, ((brv_section_item){info, NULL}));
}

static void take_in_order(sorter *s)
{
  for (guint i = 0; i < s->order->len; i++) {
    const brv_section_info *info = s->order->pdata[i];
    if (!is_opening(info) && (info->type.authored || !info->type.generated))
      take_waiting(s);
    if (!take_trains_of(s, info))
      take_generated(s, info);
  }
  take_waiting(s);
}

GArray *brv_sections_in_order(brv_host *host, const brv_edition *edition, brv_node *body)
{
  sorter s = {
      .written = g_array_new(FALSE, FALSE, sizeof(brv_section_item)),
      .ordered = g_array_new(FALSE, FALSE, sizeof(brv_section_item)),
      .waiting = g_array_new(FALSE, FALSE, sizeof(brv_section_item)),
      .order = g_ptr_array_new(),
      .types = host->registry.sections,
  };
  find_order(&s, edition->sections);
  collect_written(&s, edition->arena, body);
  if (s.written->len && !is_listed_at(&s, 0))
    take_train(&s, 0);
  take_in_order(&s);
  for (guint i = 0; i < s.types->len; i++) {
    const brv_section_info *info = s.types->pdata[i];
    if (info->always && !g_ptr_array_find(s.order, info, NULL))
      take_generated(&s, info);
  }
  g_array_unref(s.written);
  g_array_unref(s.waiting);
  g_ptr_array_unref(s.order);
  return s.ordered;
}
