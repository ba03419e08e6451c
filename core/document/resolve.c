#include <string.h>

#include "document/resolve-private.h"
#include "document/typography.h"

/* --- one briefing --- */

/* Every node with an id gets the briefing's name before it: "watch" may stand in each briefing. */
static void qualify_ids(brv_resolver *r, brv_node *briefing)
{
  briefing->id = briefing->briefing->file;
  for (brv_node *node = briefing->first; node; node = brv_node_next(node, briefing)) {
    if (!node->id)
      continue;
    node->id = brv_arena_printf(r->arena, "%s.%s", briefing->id, node->id);
    brv_node *other = g_hash_table_lookup(r->ids, node->id);
    if (other)
      brv_report(r->diags, BRV_DUPLICATE_ID, node->place, "give one of them another {#id}",
                 "the id \"%s\" stands twice in this briefing", strchr(node->id, '.') + 1);
    g_hash_table_insert(r->ids, (char *)node->id, node);
  }
}

/* Readers go by the levels of headings, and lose their way where one is left out. */
static void settle_levels(brv_node *briefing)
{
  int level = 0;
  for (brv_node *node = briefing->first; node; node = brv_node_next(node, briefing))
    if (node->kind == BRV_NODE_HEADING)
      level = node->level = CLAMP(node->level, 1, level + 1);
}

void brv_document_resolve_briefing(brv_arena *arena, brv_node *briefing, const brv_words *words,
                                   brv_diags *diags)
{
  brv_resolver r = {
      .arena = arena, .diags = diags, .ids = g_hash_table_new(g_str_hash, g_str_equal)};
  brv_resolve_whitespace(arena, briefing);
  settle_levels(briefing);
  qualify_ids(&r, briefing);
  brv_resolve_numbers(&r, briefing);
  brv_typography_set_briefing(arena, briefing, words);
  g_hash_table_unref(r.ids);
}

/* --- the document --- */

/* "b.c" in a briefing called "a" is "c" in one called "a.b". */
static void add_id(brv_resolver *r, brv_node *node)
{
  brv_node *other = g_hash_table_lookup(r->ids, node->id);
  if (other && brv_node_briefing(other) != brv_node_briefing(node))
    brv_report(r->diags, BRV_DUPLICATE_ID, node->place, "give one of them another {#id}",
               "the id \"%s\" stands in another briefing too", node->id);
  g_hash_table_insert(r->ids, (char *)node->id, node);
}

static void list_ids(brv_resolver *r)
{
  brv_node *root = r->document->root;
  for (brv_node *node = root->first; node; node = brv_node_next(node, root))
    if (node->id)
      add_id(r, node);
}

/* What a target leads to, as an id of this document, or NULL: "#watch" is in the briefing at hand,
 * "pack:orders#watch" in another. */
static const char *find_target(brv_resolver *r, const brv_node *from, const char *target)
{
  if (*target == '#') {
    g_autofree char *own = from ? g_strconcat(from->id, ".", target + 1, NULL) : g_strdup("");
    const brv_node *node = g_hash_table_lookup(r->ids, own);
    return node ? brv_arena_printf(r->arena, "#%s", node->id) : NULL;
  }
  g_auto(GStrv) parts = g_strsplit(target + strlen("pack:"), "#", 2);
  const brv_node *briefing = parts[0] ? g_hash_table_lookup(r->ids, parts[0]) : NULL;
  if (!briefing) /* of "pack:" alone there are no parts */
    return NULL;
  g_autofree char *id = g_strconcat(parts[0], ".", parts[1], NULL);
  const brv_node *node = parts[1] ? g_hash_table_lookup(r->ids, id) : briefing;
  return node ? brv_arena_printf(r->arena, "#%s", node->id) : NULL;
}

static bool is_within(const char *target)
{
  return *target == '#' || g_str_has_prefix(target, "pack:");
}

/* The heading of the section that something stands in, or of its briefing. */
static char *title_over(brv_resolver *r, const brv_node *node)
{
  for (; node && node->kind != BRV_NODE_BRIEFING; node = node->parent) {
    if (node->kind == BRV_NODE_HEADING)
      return brv_node_plain(r->arena, node);
    if (node->kind == BRV_NODE_SECTION && node->first && node->first->kind == BRV_NODE_HEADING)
      return brv_node_plain(r->arena, node->first);
  }
  return brv_arena_strdup(r->arena, node ? node->briefing->title : "");
}

/* Where nothing has a page, its number is a link that says to what it leads. */
static void say_title(brv_resolver *r, brv_node *ref)
{
  const brv_node *target = g_hash_table_lookup(r->ids, ref->target + 1);
  const char *language = brv_node_language(target);
  if (g_strcmp0(language, brv_node_language(ref)) != 0)
    ref->language = language ? language : r->document->language;
  ref->kind = BRV_NODE_LINK;
  brv_node_append(ref, brv_node_new_text(r->arena, title_over(r, target), ref->place));
}

/* What leads to something absent is its text; the number of its page has none. */
static void resolve_link(brv_resolver *r, brv_node *link)
{
  if (!link->target || !is_within(link->target))
    return;
  link->target = find_target(r, brv_node_briefing(link), link->target);
  if (link->kind == BRV_NODE_PAGE_REF && link->target && r->document->unpaged)
    say_title(r, link);
  else if (!link->target && link->kind == BRV_NODE_PAGE_REF)
    brv_node_unlink(link);
  else if (!link->target)
    link->kind = BRV_NODE_SPAN;
}

static void add_asset(brv_resolver *r, const brv_asset *asset)
{
  if (asset && g_hash_table_add(r->assets, (void *)asset))
    g_ptr_array_add(r->document->assets, (void *)asset);
}

/* What of it is printed is known when its links are. */
static void add_line(brv_resolver *r, brv_node *ref)
{
  brv_node *line = ref->parent;
  while (brv_node_is_inline(line))
    line = line->parent;
  if (g_hash_table_add(r->known, line))
    g_ptr_array_add(r->lines, line);
}

static void resolve_links_and_assets(brv_resolver *r)
{
  brv_node *root = r->document->root;
  for (brv_node *node = root, *next; node; node = next) {
    next = brv_node_next(node, root);
    if (node->kind == BRV_NODE_PAGE_REF)
      add_line(r, node);
    if (node->kind == BRV_NODE_LINK || node->kind == BRV_NODE_PAGE_REF)
      resolve_link(r, node);
    else if (node->kind == BRV_NODE_IMAGE)
      add_asset(r, node->asset);
  }
}

/* The line under a briefing's title in lists is taken from its words as they are printed. */
static void summarise(brv_arena *arena, brv_node *briefing)
{
  const char *summary = brv_resolve_summary(arena, briefing);
  if (!summary)
    return;
  brv_briefing_info *info = brv_new(arena, brv_briefing_info);
  *info = *briefing->briefing;
  info->summary = summary;
  briefing->briefing = info;
}

static void summarise_all(brv_document *document)
{
  brv_node *root = document->root;
  for (brv_node *node = root->first; node;) {
    bool is_briefing = node->kind == BRV_NODE_BRIEFING;
    if (is_briefing)
      summarise(document->arena, node);
    node = is_briefing ? brv_node_skip(node, root) : brv_node_next(node, root);
  }
}

void brv_document_resolve(brv_document *document, brv_diags *diags)
{
  brv_resolver r = {
      .arena = document->arena,
      .document = document,
      .diags = diags,
      .ids = g_hash_table_new(g_str_hash, g_str_equal),
      .assets = g_hash_table_new(NULL, NULL),
      .lines = g_ptr_array_new(),
      .known = g_hash_table_new(NULL, NULL),
  };
  document->assets = brv_arena_ptr_array(document->arena);
  brv_resolve_frame_whitespace(document);
  list_ids(&r);
  resolve_links_and_assets(&r);
  brv_typography_set_document(document, r.lines);
  summarise_all(document);
  g_hash_table_unref(r.ids);
  g_hash_table_unref(r.assets);
  g_hash_table_unref(r.known);
  g_ptr_array_unref(r.lines);
}
