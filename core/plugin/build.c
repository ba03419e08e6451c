#include <string.h>

#include "plugin/internal.h"

typedef struct {
  brv_host *host;
  const brv_edition *edition;
  const brv_words *words;
  brv_arena *arena;
  brv_diags *diags;
  const brv_briefing *source; /* the briefing at hand, before its values are built */
  bool failed;                /* a plugin did */
} builder;

static void count_one(const brv_remark *remark G_GNUC_UNUSED, void *count)
{
  ++*(guint *)count;
}

guint brv_count_remarks(brv_diags *diags)
{
  guint count = 0;
  brv_diags_each(diags, count_one, &count);
  return count;
}

/* --- calls --- */

static brv_call call_for(const builder *b, const brv_edition_briefing *briefing, const char *name,
                         brv_plugin *plugin)
{
  const char *own = b->words ? briefing->briefing.language : NULL;
  const char *language =
      briefing->briefing.language ? briefing->briefing.language : b->edition->language;
  return (brv_call){
      .host = b->host,
      .plugin = plugin,
      .edition = b->edition,
      .briefing = briefing,
      .words = own ? brv_words_for(b->arena, b->words, own) : b->words,
      .language = language ? language : "en",
      .name = name,
      .place = briefing->briefing.place,
      .diags = b->diags,
  };
}

/* Checks, then builds; the blocks in a GROUP, the pieces of a span in a SPAN, which is empty when
 * the plugin failed half-way. */
static brv_node *check_and_build(builder *b, brv_call *call)
{
  call->function = "check";
  bool fine = brv_call_run(call);
  call->function = "build";
  brv_node_kind kind = call->span ? BRV_NODE_SPAN : BRV_NODE_GROUP;
  call->result = brv_node_new(b->arena, kind, call->place);
  if (!brv_call_run(call)) {
    call->result = brv_node_new(b->arena, kind, call->place);
    fine = false;
  }
  b->failed = b->failed || !fine;
  return call->result;
}

/* Checks; the blocks are those written, heading and content. A heading alone is nothing. */
static brv_node *check_and_keep(builder *b, brv_call *call, brv_node *written)
{
  brv_node *kept = brv_node_new(b->arena, BRV_NODE_GROUP, call->place);
  call->function = "check";
  b->failed = !brv_call_run(call) || b->failed;
  if (!written || !written->first ||
      (written->first == written->last && written->first->kind == BRV_NODE_HEADING))
    return kept;
  for (brv_node *node = written->first; node; node = brv_node_next(node, written))
    node->attrs = NULL;
  brv_node_adopt(kept, written);
  return kept;
}

static void run_rules(builder *b, const brv_edition_briefing *briefing)
{
  for (guint i = 0; i < b->host->plugins->len; i++) {
    brv_plugin *plugin = b->host->plugins->pdata[i];
    for (const char *const *rule = (const char *const *)plugin->rules; rule && *rule; rule++) {
      brv_call call = call_for(b, briefing, *rule, plugin);
      call.part = "rules";
      call.function = "briefing";
      call.authored = briefing->briefing.body;
      b->failed = !brv_call_run(&call) || b->failed;
    }
  }
}

/* Rules over the whole pack, each once. */
static void run_pack_rules(builder *b)
{
  for (guint i = 0; i < b->host->plugins->len; i++) {
    brv_plugin *plugin = b->host->plugins->pdata[i];
    for (const char *const *rule = (const char *const *)plugin->rules; rule && *rule; rule++) {
      brv_call call = {
          .host = b->host,
          .plugin = plugin,
          .edition = b->edition,
          .words = b->words,
          .language = b->edition->language ? b->edition->language : "en",
          .name = *rule,
          .part = "rules",
          .function = "pack",
          .place = b->edition->place,
          .diags = b->diags,
      };
      b->failed = !brv_call_run(&call) || b->failed;
    }
  }
}

/* --- blocks inside sections --- */

static void replace_by_children(brv_node *node, brv_node *group)
{
  for (brv_node *child; (child = group->first);) {
    brv_node_unlink(child);
    brv_node_insert_before(node, child);
  }
  brv_node_unlink(node);
}

/* What stood around the blocks goes: its id stays with the first, its language with each, where
 * they have none of their own. */
static void hand_on(const brv_node *node, brv_node *group)
{
  if (node->id && group->first && !group->first->id)
    group->first->id = node->id;
  for (brv_node *child = node->language ? group->first : NULL; child; child = child->next)
    child->language = child->language ? child->language : node->language;
}

static const brv_block_info *block_named(const brv_host *host, const char *name)
{
  for (guint i = 0; i < host->registry.blocks->len; i++) {
    const brv_block_info *info = host->registry.blocks->pdata[i];
    if (g_strcmp0(info->type.name, name) == 0)
      return info;
  }
  return NULL;
}

static void build_block(builder *b, const brv_edition_briefing *briefing, brv_node *node)
{
  const brv_block_info *info = block_named(b->host, node->type);
  if (!info) {
    hand_on(node, node);
    replace_by_children(node, node);
    return;
  }
  brv_call call = call_for(b, briefing, info->type.name, info->owner);
  call.block = info;
  call.part = "blocks";
  call.authored = node;
  call.place = node->place;
  brv_node *built = check_and_build(b, &call);
  hand_on(node, built);
  replace_by_children(node, built);
}

static const brv_span_info *span_named(const brv_host *host, const char *name)
{
  for (guint i = 0; i < host->registry.spans->len; i++) {
    const brv_span_info *info = host->registry.spans->pdata[i];
    if (strcmp(info->type.name, name) == 0)
      return info;
  }
  return NULL;
}

/* The pieces take the span's place, in a span of their own where it has an id or a language. */
static void build_span(builder *b, const brv_edition_briefing *briefing, brv_node *node)
{
  const brv_span_info *info = span_named(b->host, node->type);
  if (!info) {
    replace_by_children(node, node);
    return;
  }
  brv_call call = call_for(b, briefing, info->type.name, info->owner);
  call.span = info;
  call.part = "spans";
  call.authored = node;
  call.place = node->place;
  brv_node *built = check_and_build(b, &call);
  if (!node->id && !node->language) {
    replace_by_children(node, built);
    return;
  }
  node->first = node->last = NULL;
  node->type = NULL;
  node->attrs = NULL;
  brv_node_adopt(node, built);
}

/* --- Markdown in values --- */

static void build_blocks(builder *b, const brv_edition_briefing *briefing, brv_node *parent);

static void note_tree(brv_node *tree G_GNUC_UNUSED, void *data)
{
  *(bool *)data = true;
}

static void build_trees(builder *b, const brv_edition_briefing *briefing, brv_value *value)
{
  if (value->tree && value->tree->kind == BRV_NODE_GROUP) {
    value->tree = brv_node_copy(b->arena, value->tree, NULL, NULL);
    build_blocks(b, briefing, value->tree);
  }
  for (guint i = 0; i < value->count; i++)
    build_trees(b, briefing,
                value->kind == BRV_VALUE_MAP ? value->members[i].value : value->items[i]);
}

/* A copy of the value in which plugins have built the blocks and spans of its Markdown. */
static brv_value *built_value(builder *b, const brv_edition_briefing *briefing, brv_value *value)
{
  bool any = false;
  if (value)
    brv_value_each_tree(value, note_tree, &any);
  if (!any)
    return value;
  brv_value *copy = brv_value_copy(b->arena, value, NULL, NULL);
  build_trees(b, briefing, copy);
  return copy;
}

/* The values that a node holds, before its own plugin gets them. */
static void build_values(builder *b, const brv_edition_briefing *briefing, brv_node *node)
{
  brv_attr **link = &node->attrs;
  bool any = false;
  for (const brv_attr *attr = node->attrs; attr; attr = attr->next)
    any = any || attr->read;
  for (const brv_attr *attr = any ? node->attrs : NULL; attr; attr = attr->next) {
    brv_attr *copy = brv_new(b->arena, brv_attr);
    *copy = *attr;
    copy->read = built_value(b, briefing, attr->read);
    *link = copy;
    link = &copy->next;
  }
  node->value = built_value(b, briefing, node->value);
}

/* Innermost first, so that a div's plugin finds finished blocks in it. A div without a class was
 * there for its tier, its id or its language. */
static void build_blocks(builder *b, const brv_edition_briefing *briefing, brv_node *parent)
{
  for (brv_node *node = parent->first, *next; node; node = next) {
    next = node->next;
    build_values(b, briefing, node);
    build_blocks(b, briefing, node);
    if (node->kind == BRV_NODE_DATA || (node->kind == BRV_NODE_GROUP && !node->role))
      build_block(b, briefing, node);
    else if (node->kind == BRV_NODE_SPAN && node->type)
      build_span(b, briefing, node);
  }
}

/* --- sections --- */

static brv_node *first_heading(brv_node *root)
{
  for (brv_node *node = root->first; node; node = node->next)
    if (node->kind == BRV_NODE_HEADING)
      return node;
  return NULL;
}

/* Links point at the id of the heading as written; it goes to the heading that was built. */
static void keep_id(const brv_node *written, brv_node *section)
{
  if (!written)
    return;
  const brv_node *heading =
      written->first && written->first->kind == BRV_NODE_HEADING ? written->first : NULL;
  const char *id = heading && heading->id ? heading->id : written->id;
  brv_node *built = first_heading(section);
  if (!built)
    section->id = id;
  else if (!built->id)
    built->id = id;
}

static brv_node *build_anew(builder *b, const brv_edition_briefing *briefing,
                            const brv_section_item *item)
{
  const brv_section_info *info = item->info;
  brv_call call = call_for(b, briefing, info->type.name, info->owner);
  if (item->node) {
    build_values(b, briefing, item->node);
    build_blocks(b, briefing, item->node);
    call.place = item->node->place;
  }
  call.section = info;
  call.part = "sections";
  call.authored = item->node;
  return info->plain ? check_and_keep(b, &call, item->node) : check_and_build(b, &call);
}

/* What an edition before this built, as if it had been built here. */
static brv_node *take_shared(builder *b, const brv_shared_section *known)
{
  brv_host *host = b->host;
  host->saw |= known->saw;
  host->yielded += known->yielded;
  host->yielded_bytes += known->yielded_bytes;
  return brv_node_copy(b->arena, known->result, NULL, NULL);
}

static bool has_room(const brv_host *host, const brv_shared_section *known)
{
  return host->yielded + known->yielded <= BRV_PLUGIN_EDITION_BLOCKS &&
         host->yielded_bytes + known->yielded_bytes <= BRV_PLUGIN_EDITION_TEXT;
}

/* Builds it, and keeps what came of it, where nothing went wrong and nothing was said. */
static brv_node *build_and_share(builder *b, const brv_edition_briefing *briefing,
                                 const brv_section_item *item)
{
  brv_host *host = b->host;
  brv_shared_section *s = brv_new(b->arena, brv_shared_section);
  guint remarks = brv_count_remarks(b->diags), saw = host->saw, yielded = host->yielded;
  gsize bytes = host->yielded_bytes;
  host->saw = 0;
  *s = (brv_shared_section){.info = item->info, .briefing = b->source};
  s->authored = item->node ? brv_node_copy(b->arena, item->node, NULL, NULL) : NULL;
  brv_node *built = build_anew(b, briefing, item);
  s->saw = host->saw;
  s->yielded = host->yielded - yielded;
  s->yielded_bytes = host->yielded_bytes - bytes;
  host->saw |= saw;
  if (b->failed || brv_count_remarks(b->diags) != remarks)
    return built;
  s->result = brv_node_copy(b->arena, built, NULL, NULL);
  brv_shared_keep(host->shared, s);
  return built;
}

static brv_node *build_or_take(builder *b, const brv_edition_briefing *briefing,
                               const brv_section_item *item)
{
  brv_shared *shared = item->info->plain ? NULL : b->host->shared;
  if (!shared)
    return build_anew(b, briefing, item);
  const brv_shared_section *known = brv_shared_find(shared, item->info, b->source, item->node);
  return known && has_room(b->host, known) ? take_shared(b, known)
                                           : build_and_share(b, briefing, item);
}

static void build_section(builder *b, const brv_edition_briefing *briefing,
                          const brv_section_item *item, brv_node *parent, brv_node *header)
{
  const brv_section_info *info = item->info;
  brv_place place = item->node ? item->node->place : briefing->briefing.place;
  brv_node *built = build_or_take(b, briefing, item);
  if (!built->first)
    return;
  if (info->header) {
    brv_node_adopt(header, built);
    return;
  }
  brv_node *section = brv_node_new(b->arena, BRV_NODE_SECTION, place);
  section->type = section->role = info->type.name;
  brv_node_adopt(section, built);
  keep_id(item->node, section);
  brv_node_append(parent, section);
}

/* --- briefings --- */

static const char *category(const brv_briefing *briefing)
{
  const brv_value *written = brv_value_member(briefing->front, "category");
  const brv_value *value = brv_schema_unfold(written, "value");
  return value ? value->text : NULL;
}

static const char *kicker(builder *b, const brv_briefing *briefing)
{
  const char *name = category(briefing);
  if (briefing->kind && name)
    return brv_arena_printf(b->arena, "%s · %s", briefing->kind, name);
  return briefing->kind ? briefing->kind : name;
}

static void append_line(builder *b, brv_node *parent, brv_node_kind kind, const char *role,
                        const char *text, brv_place place)
{
  brv_node *line = brv_node_new(b->arena, kind, place);
  line->role = role;
  if (kind == BRV_NODE_HEADING)
    line->level = 1;
  brv_node_append(line, brv_node_new_text(b->arena, text, place));
  brv_node_append(parent, line);
}

static void fill_header(builder *b, const brv_briefing *briefing, brv_node *header,
                        brv_briefing_info *info)
{
  *info = (brv_briefing_info){
      .title = briefing->title,
      .short_title = briefing->short_title,
      .kicker = kicker(b, briefing),
      .category = category(briefing),
      .file = briefing->id,
      .date = briefing->date,
      .literal = briefing->literal,
  };
  if (info->kicker)
    append_line(b, header, BRV_NODE_PARA, "kicker", info->kicker, briefing->place);
  append_line(b, header, BRV_NODE_HEADING, "title", briefing->title, briefing->place);
}

static void build_briefing(builder *b, const brv_edition_briefing *source, brv_node *root)
{
  const brv_briefing *briefing = &source->briefing;
  brv_node *node = brv_node_new(b->arena, BRV_NODE_BRIEFING, briefing->place);
  brv_node *header = brv_node_new(b->arena, BRV_NODE_HEADER, briefing->place);
  brv_briefing_info *info = brv_new(b->arena, brv_briefing_info);
  node->id = briefing->id;
  node->briefing = info;
  if (g_strcmp0(briefing->language, b->edition->language) != 0)
    node->language = briefing->language;
  brv_node_append(root, node);
  brv_node_append(node, header);
  fill_header(b, briefing, header, info);
  run_rules(b, source);
  b->source = briefing;
  brv_edition_briefing *own = brv_new(b->arena, brv_edition_briefing);
  *own = *source;
  own->briefing.front = built_value(b, source, source->briefing.front);
  brv_node *body = brv_node_copy(b->arena, briefing->body, NULL, NULL);
  g_autoptr(GArray) items = brv_sections_in_order(b->host, b->edition, body);
  for (guint i = 0; i < items->len; i++)
    build_section(b, own, &g_array_index(items, brv_section_item, i), node, header);
}

/* --- the document --- */

bool brv_build_pack_rules(brv_host *host, const brv_edition *edition, const brv_words *words,
                          brv_diags *diags)
{
  builder b = {
      .host = host, .edition = edition, .words = words, .arena = edition->arena, .diags = diags};
  run_pack_rules(&b);
  return !b.failed;
}

brv_node *brv_build_briefing(brv_host *host, const brv_edition *edition,
                             const brv_edition_briefing *briefing, const brv_words *words,
                             brv_diags *diags)
{
  builder b = {
      .host = host, .edition = edition, .words = words, .arena = edition->arena, .diags = diags};
  brv_node *root = brv_node_new(edition->arena, BRV_NODE_DOCUMENT, edition->place);
  root->language = edition->language;
  host->saw = 0;
  build_briefing(&b, briefing, root);
  if (b.failed)
    return NULL;
  brv_document_resolve_briefing(b.arena, root->first, words, diags);
  return root;
}
