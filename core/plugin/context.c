#include <string.h>

#include "plugin/internal.h"

/* What a plugin is told beside its section: fresh tables for every call, so that nothing one plugin
 * does to them is seen by another. */

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

brv_call *brv_call_running(lua_State *L)
{
  brv_call *call = (*(brv_host **)lua_getextraspace(L))->call;
  if (!call)
    luaL_error(L, "a context cannot be used after its call");
  return call;
}

const brv_value *brv_by_language(const brv_value *map, const char *language)
{
  const brv_value *found = language ? brv_value_member(map, language) : NULL;
  if (!found && language && strchr(language, '-')) {
    char primary[16];
    gsize length = MIN(sizeof primary - 1, strcspn(language, "-"));
    g_strlcpy(primary, language, length + 1);
    found = brv_value_member(map, primary);
  }
  return found ? found : brv_value_member(map, "en");
}

/* --- the briefing and the pack --- */

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

static void push_teaser(lua_State *L, const brv_teaser *teaser)
{
  lua_createtable(L, 0, 3);
  set_text(L, "tier", teaser->tier);
  set_text(L, "about", teaser->about);
  set_text(L, "join", teaser->join);
}

void brv_context_push_briefing(lua_State *L, brv_call *call)
{
  const brv_briefing *briefing = &call->briefing->briefing;
  lua_createtable(L, 0, 10);
  set_text(L, "id", briefing->id);
  set_text(L, "title", briefing->title);
  set_text(L, "short", briefing->short_title);
  set_text(L, "kind", briefing->kind);
  set_text(L, "date", briefing->date);
  set_text(L, "language", call->language);
  const brv_value *value = brv_value_member(briefing->front, "category");
  if (value) {
    brv_push_value(L, value, &category);
    lua_setfield(L, -2, "category");
  }
  push_front(L, call->host, briefing->front);
  lua_setfield(L, -2, "front");
  push_references(L, briefing);
  lua_setfield(L, -2, "references");
  if (call->briefing->teaser) {
    push_teaser(L, call->briefing->teaser);
    lua_setfield(L, -2, "teaser");
  }
}

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

static void push_scales(lua_State *L, const brv_edition *edition)
{
  lua_createtable(L, 0, 3);
  push_bands(L, edition->confidence);
  lua_setfield(L, -2, "confidence");
  if (edition->likelihood) {
    brv_push_value(L, edition->likelihood, &likelihood);
    lua_setfield(L, -2, "likelihood");
  }
  if (edition->grades) {
    brv_push_value(L, edition->grades, NULL);
    lua_setfield(L, -2, "grades");
  }
}

static void push_pack(lua_State *L, const brv_edition *edition)
{
  lua_createtable(L, 0, 5);
  set_text(L, "title", edition->title);
  set_text(L, "number", edition->number);
  set_text(L, "date", edition->date);
  set_text(L, "language", edition->language);
  push_scales(L, edition);
  lua_setfield(L, -2, "scales");
}

/* --- words --- */

static int refuse_word(lua_State *L)
{
  return luaL_error(L, "locale/ has no word \"%s\"", luaL_tolstring(L, 2, NULL));
}

static void add_words(lua_State *L, const brv_value *words)
{
  for (guint i = 0; words && i < words->count; i++)
    set_text(L, words->members[i].key, words->members[i].value->text);
}

/* English first, then what the language's own file says over it. A word in neither is an error. */
static void push_words(lua_State *L, const brv_call *call)
{
  GHashTable *locales = call->plugin->locales;
  lua_newtable(L);
  add_words(L, g_hash_table_lookup(locales, "en"));
  char primary[16];
  g_strlcpy(primary, call->language, MIN(sizeof primary, strcspn(call->language, "-") + 1));
  add_words(L, g_hash_table_lookup(locales, primary));
  add_words(L, g_hash_table_lookup(locales, call->language));
  lua_createtable(L, 0, 1);
  lua_pushcfunction(L, refuse_word);
  lua_setfield(L, -2, "__index");
  lua_setmetatable(L, -2);
}

/* --- functions --- */

static int context_date(lua_State *L)
{
  brv_call *call = brv_call_running(L);
  const char *iso = luaL_checkstring(L, 1);
  lua_pushstring(L, call->words ? brv_words_date(call->edition->arena, call->words, iso) : iso);
  return 1;
}

/* Widths of the layout's columns; without a layout, as in tests, those of `briefing`. */
static void push_columns(lua_State *L, const brv_looks *looks)
{
  static const brv_looks usual = {.text = 328.8, .margin = 113.4, .wide = 462};
  if (!looks)
    looks = &usual;
  lua_createtable(L, 0, 3);
  lua_pushnumber(L, looks->text);
  lua_setfield(L, -2, "text");
  lua_pushnumber(L, looks->wide);
  lua_setfield(L, -2, "wide");
  if (looks->margin <= 0)
    return;
  lua_pushnumber(L, looks->margin);
  lua_setfield(L, -2, "margin");
}

/* The heading as written, or the plugin's own title in the language of the briefing. */
static void push_title(lua_State *L, const brv_call *call)
{
  const brv_node *heading = call->authored ? call->authored->first : NULL;
  if (heading && heading->kind == BRV_NODE_HEADING && heading->level <= 2) {
    brv_push_children(L, call->host, heading, NULL);
    return;
  }
  const brv_value *titles = brv_by_language(call->section->titles, call->language);
  lua_pushstring(L, titles && titles->count ? titles->items[0]->text : call->section->type.name);
}

void brv_context_push(lua_State *L, brv_call *call)
{
  static const luaL_Reg functions[] = {{"date", context_date},
                                       {"error", brv_remark_error},
                                       {"warn", brv_remark_warning},
                                       {NULL, NULL}};
  luaL_newlib(L, functions);
  if (call->section) {
    push_title(L, call);
    lua_setfield(L, -2, "title");
  }
  set_text(L, "language", call->language);
  brv_context_push_briefing(L, call);
  lua_setfield(L, -2, "briefing");
  push_pack(L, call->edition);
  lua_setfield(L, -2, "pack");
  brv_push_fields(L, brv_value_member(call->edition->options, call->plugin->id),
                  call->plugin->options);
  lua_setfield(L, -2, "options");
  push_words(L, call);
  lua_setfield(L, -2, "words");
  push_columns(L, call->host->looks);
  lua_setfield(L, -2, "columns");
}
