#include <string.h>

#include "plugin/internal.h"

/* The briefings and the pack as plugins see them, all of this edition. What few plugins ask for and
 * costs much, sections, scales and other briefings, is made when it is first read. */

/* Category is the core's own key, written as the facets are: plainly, or with a note. */
static const brv_field category_fields[] = {
    {"note", {.type = BRV_TYPE_TEXT}}, {"value", {.type = BRV_TYPE_TEXT}}, {NULL}};
static const brv_schema category = {
    .type = BRV_TYPE_MAP, .fields = category_fields, .shorthand = "value"};

static void set_text(lua_State *L, const char *key, const char *text)
{
  if (!text)
    return;
  lua_pushstring(L, text);
  lua_setfield(L, -2, key);
}

/* --- sections --- */

static void push_block(lua_State *L, brv_host *host, const brv_node *node)
{
  const brv_block_type *type = brv_registry_block(&host->registry, node->type);
  lua_createtable(L, 0, 5);
  set_text(L, "type", node->type);
  set_text(L, "id", node->id);
  brv_push_attributes(L, node->attrs, type ? type->attributes : NULL);
  lua_setfield(L, -2, "attributes");
  if (node->value) {
    brv_push_value(L, node->value, type ? type->data : NULL);
    lua_setfield(L, -2, "data");
  }
  brv_set_place(L, host, node->place);
}

/* The fenced blocks with data, wherever they stand in the section. */
static void push_blocks(lua_State *L, brv_host *host, const brv_node *section)
{
  lua_Integer i = 0;
  lua_newtable(L);
  for (const brv_node *node = section->first; node; node = brv_node_next(node, section)) {
    if (node->kind != BRV_NODE_DATA || !node->type)
      continue;
    push_block(L, host, node);
    lua_rawseti(L, -2, ++i);
  }
}

static const brv_node *heading_of(const brv_node *section)
{
  const brv_node *first = section->first;
  return first && first->kind == BRV_NODE_HEADING && first->level <= 2 ? first : NULL;
}

/* Appends the blocks from `node` on to the list on the top. */
static void append_blocks(lua_State *L, brv_host *host, const brv_node *node,
                          const brv_schema *item)
{
  lua_Integer i = (lua_Integer)lua_rawlen(L, -1);
  for (; node; node = node->next) {
    if (!brv_kind(node->kind))
      continue;
    brv_push_node(L, host, node, node->kind == BRV_NODE_LIST ? item : NULL);
    lua_rawseti(L, -2, ++i);
  }
}

static void push_section(lua_State *L, brv_host *host, const brv_node *node)
{
  const char *name = node->type ? node->type : "prose";
  const brv_section_type *type = brv_registry_section(&host->registry, name);
  const brv_node *heading = heading_of(node);
  lua_createtable(L, 0, 7);
  set_text(L, "type", name);
  set_text(L, "id", node->id ? node->id : heading ? heading->id : NULL);
  if (heading) {
    brv_push_children(L, host, heading, NULL);
    lua_setfield(L, -2, "title");
  }
  brv_push_attributes(L, node->attrs, type ? type->attributes : NULL);
  lua_setfield(L, -2, "attributes");
  lua_newtable(L);
  append_blocks(L, host, heading ? heading->next : node->first, type ? type->item : NULL);
  lua_setfield(L, -2, "content");
  push_blocks(L, host, node);
  lua_setfield(L, -2, "blocks");
  brv_set_place(L, host, node->place);
}

static void push_sections(lua_State *L, brv_host *host, const brv_node *body)
{
  lua_Integer i = 0;
  lua_newtable(L);
  for (const brv_node *node = body->first; node; node = node->next) {
    if (node->kind != BRV_NODE_SECTION)
      continue;
    push_section(L, host, node);
    lua_rawseti(L, -2, ++i);
  }
}

/* What stands before the first heading, whichever sections it became. */
static void push_opening(lua_State *L, brv_host *host, const brv_node *body)
{
  lua_newtable(L);
  append_blocks(L, host, body->first, NULL);
  for (const brv_node *node = body->first; node; node = node->next)
    if (node->kind == BRV_NODE_SECTION && !heading_of(node))
      append_blocks(L, host, node->first, NULL);
}

/* --- briefings --- */

static void push_reference(lua_State *L, const brv_reference *reference)
{
  lua_createtable(L, 0, 10);
  set_text(L, "id", reference->id);
  set_text(L, "title", reference->title);
  set_text(L, "publisher", reference->publisher);
  set_text(L, "author", reference->author);
  set_text(L, "date", reference->date);
  set_text(L, "url", reference->url);
  set_text(L, "grade", reference->grade);
  set_text(L, "derived_from", reference->derived_from);
  set_text(L, "note", reference->note);
  lua_pushboolean(L, reference->pending);
  lua_setfield(L, -2, "pending");
}

static void push_references(lua_State *L, const brv_briefing *briefing)
{
  guint count = briefing->references ? briefing->references->len : 0;
  lua_createtable(L, (int)count, 0);
  for (guint i = 0; i < count; i++) {
    push_reference(L, briefing->references->pdata[i]);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
}

/* The front-matter keys that plugins declare, any of them, as their schemas say. */
static void push_front(lua_State *L, const brv_host *host, const brv_value *front)
{
  lua_newtable(L);
  for (guint i = 0; i < host->plugins->len; i++) {
    const brv_plugin *plugin = host->plugins->pdata[i];
    for (const brv_field *field = plugin->front; field && field->name; field++) {
      const brv_value *value = brv_value_member(front, field->name);
      if (!value)
        continue;
      brv_push_value(L, value, &field->schema);
      lua_setfield(L, -2, field->name);
    }
  }
}

static bool push_teaser(lua_State *L, const brv_teaser *teaser)
{
  if (!teaser)
    return false;
  lua_createtable(L, 0, 3);
  set_text(L, "tier", teaser->tier);
  set_text(L, "about", teaser->about);
  set_text(L, "join", teaser->join);
  return true;
}

/* False when there is none. */
static bool push_known(lua_State *L, const brv_value *value, const brv_schema *schema)
{
  if (value)
    brv_push_value(L, value, schema);
  return value != NULL;
}

/* What a member tells of the briefing. */
static guint seen_in(const char *key)
{
  if (strcmp(key, "category") == 0 || strcmp(key, "front") == 0)
    return BRV_SAW_FRONT;
  return strcmp(key, "references") == 0 ? BRV_SAW_REFERENCES : BRV_SAW_REST;
}

static bool make_briefing_member(lua_State *L, const void *subject, const char *key)
{
  const brv_edition_briefing *e = subject;
  brv_host *host = brv_call_running(L)->host;
  host->saw |= seen_in(key);
  if (strcmp(key, "category") == 0)
    return push_known(L, brv_value_member(e->briefing.front, "category"), &category);
  if (strcmp(key, "teaser") == 0)
    return push_teaser(L, e->teaser);
  if (strcmp(key, "front") == 0)
    push_front(L, host, e->briefing.front);
  else if (strcmp(key, "references") == 0)
    push_references(L, &e->briefing);
  else if (strcmp(key, "sections") == 0)
    push_sections(L, host, e->briefing.body);
  else if (strcmp(key, "opening") == 0)
    push_opening(L, host, e->briefing.body);
  else
    return false;
  return true;
}

static void push_briefing(lua_State *L, const brv_call *call, const brv_edition_briefing *e)
{
  const brv_briefing *briefing = &e->briefing;
  const char *language = briefing->language ? briefing->language : call->edition->language;
  lua_createtable(L, 0, 8);
  set_text(L, "id", briefing->id);
  set_text(L, "title", briefing->title);
  set_text(L, "short", briefing->short_title);
  set_text(L, "kind", briefing->kind);
  set_text(L, "date", briefing->date);
  set_text(L, "language", language ? language : "en");
  brv_set_place(L, call->host, briefing->place);
  brv_set_maker(L, make_briefing_member, e);
}

void brv_context_push_briefing(lua_State *L, brv_call *call)
{
  push_briefing(L, call, call->briefing);
}

/* --- the pack --- */

static void push_bands(lua_State *L, const GArray *bands)
{
  lua_newtable(L);
  for (guint i = 0; bands && i < bands->len; i++) {
    const brv_band *band = &g_array_index(bands, brv_band, i);
    lua_createtable(L, 0, 4);
    lua_pushnumber(L, band->from);
    lua_setfield(L, -2, "from");
    lua_pushnumber(L, band->to);
    lua_setfield(L, -2, "to");
    set_text(L, "grade", band->grade);
    set_text(L, "words", band->words);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
}

static const brv_schema scale_number = {.type = BRV_TYPE_NUMBER};
static const brv_field likelihood_fields[] = {
    {"from", {.type = BRV_TYPE_NUMBER}}, {"words", {.type = BRV_TYPE_TEXT}}, {NULL}};
static const brv_schema likelihood_row = {
    .type = BRV_TYPE_MAP, .fields = likelihood_fields, .item = &scale_number};
static const brv_schema likelihood = {.type = BRV_TYPE_LIST, .item = &likelihood_row};

static bool make_scale(lua_State *L, const void *subject, const char *key)
{
  const brv_edition *edition = subject;
  if (strcmp(key, "likelihood") == 0)
    return push_known(L, edition->likelihood, &likelihood);
  if (strcmp(key, "grades") == 0)
    return push_known(L, edition->grades, NULL);
  if (strcmp(key, "confidence") != 0)
    return false;
  push_bands(L, edition->confidence);
  return true;
}

static void push_briefings(lua_State *L, const brv_call *call)
{
  lua_Integer i = 0;
  lua_newtable(L);
  for (guint p = 0; p < call->edition->parts->len; p++) {
    const brv_edition_part *part = call->edition->parts->pdata[p];
    for (guint j = 0; j < part->briefings->len; j++) {
      push_briefing(L, call, part->briefings->pdata[j]);
      lua_rawseti(L, -2, ++i);
    }
  }
}

static bool make_pack_member(lua_State *L, const void *edition, const char *key)
{
  if (strcmp(key, "scales") == 0) {
    lua_newtable(L);
    brv_set_maker(L, make_scale, edition);
    return true;
  }
  if (strcmp(key, "briefings") != 0)
    return false;
  brv_call *call = brv_call_running(L);
  call->host->saw |= BRV_SAW_BRIEFINGS;
  push_briefings(L, call);
  return true;
}

void brv_context_push_pack(lua_State *L, brv_call *call)
{
  const brv_edition *edition = call->edition;
  lua_createtable(L, 0, 6);
  set_text(L, "title", edition->title);
  set_text(L, "number", edition->number);
  set_text(L, "date", edition->date);
  set_text(L, "language", edition->language);
  brv_set_maker(L, make_pack_member, edition);
}
