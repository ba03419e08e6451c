#include <string.h>

#include "plugin/internal.h"
#include "plugin/libs.h"

/* What a plugin is told beside its section: fresh tables for every call, so that nothing one plugin
 * does to them is seen by another. context-pack.c has the briefings and the pack. */

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

/* --- what is made when it is read --- */

/* Upvalues: the maker, the subject, which lives as long as the edition, and the number of the call.
 * What was made is kept in the table, so that a plugin may change it as it may all else. */
static int make_member(lua_State *L)
{
  brv_maker make = (brv_maker)lua_touserdata(L, lua_upvalueindex(1));
  const void *subject = lua_touserdata(L, lua_upvalueindex(2));
  if (lua_tointeger(L, lua_upvalueindex(3)) != brv_call_running(L)->number)
    return luaL_error(L, "a context cannot be used after its call");
  lua_settop(L, 2);
  if (lua_type(L, 2) != LUA_TSTRING || !make(L, subject, lua_tostring(L, 2)))
    return 0;
  lua_pushvalue(L, 2);
  lua_pushvalue(L, -2);
  lua_rawset(L, 1);
  return 1;
}

void brv_set_maker(lua_State *L, brv_maker make, const void *subject)
{
  lua_createtable(L, 0, 2);
  lua_pushlightuserdata(L, (void *)make);
  lua_pushlightuserdata(L, (void *)subject);
  lua_pushinteger(L, brv_call_running(L)->number);
  lua_pushcclosure(L, make_member, 3);
  lua_setfield(L, -2, "__index");
  lua_pushboolean(L, false);
  lua_setfield(L, -2, "__metatable");
  lua_setmetatable(L, -2);
}

/* --- words --- */

static int refuse_word(lua_State *L)
{
  brv_push_plain_text(L, 2);
  return luaL_error(L, "locale/ has no word \"%s\"", lua_tostring(L, -1));
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

static int context_number(lua_State *L)
{
  brv_call *call = brv_call_running(L);
  char text[BRV_NUMBER_SIZE];
  brv_number_argument(L, text);
  lua_pushstring(L, call->words ? brv_words_number(call->edition->arena, call->words, text) : text);
  return 1;
}

/* Widths of the layout's columns, and how high a picture may be; without a layout, as in tests,
 * those of `briefing`. */
static void push_columns(lua_State *L, const brv_looks *looks)
{
  static const brv_looks usual = {.text = 328.8, .margin = 113.4, .wide = 462, .height = 624.8};
  if (!looks)
    looks = &usual;
  lua_createtable(L, 0, 4);
  lua_pushnumber(L, looks->height);
  lua_setfield(L, -2, "height");
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

static void push_options(lua_State *L, const brv_call *call)
{
  brv_push_fields(L, brv_value_member(call->edition->options, call->plugin->id),
                  call->plugin->options);
}

/* Some calls have no title and no briefing; what no call has is a slip of the pen. */
static void refuse_unknown(lua_State *L, const char *key)
{
  static const char *const known[] = {"briefing", "columns", "date",  "error", "language", "number",
                                      "options",  "pack",    "title", "warn",  "words",    NULL};
  if (g_strv_contains(known, key))
    return;
  const char *near = brv_near_name(L, key, known);
  luaL_error(L, "ctx has no \"%s\"%s%s", key, near ? "; " : "", near ? near : "");
}

/* Most plugins ask for little of it, and a briefing is hundreds of calls. */
static bool make_context_member(lua_State *L, const void *unused G_GNUC_UNUSED, const char *key)
{
  brv_call *call = brv_call_running(L);
  if (strcmp(key, "title") == 0 && call->section)
    push_title(L, call);
  else if (strcmp(key, "briefing") == 0 && call->briefing)
    brv_context_push_briefing(L, call);
  else if (strcmp(key, "pack") == 0)
    brv_context_push_pack(L, call);
  else if (strcmp(key, "options") == 0)
    push_options(L, call);
  else if (strcmp(key, "words") == 0)
    push_words(L, call);
  else if (strcmp(key, "columns") == 0)
    push_columns(L, call->host->looks);
  else {
    refuse_unknown(L, key);
    return false;
  }
  return true;
}

void brv_context_push(lua_State *L, brv_call *call)
{
  static const luaL_Reg functions[] = {{"date", context_date},
                                       {"error", brv_remark_error},
                                       {"number", context_number},
                                       {"warn", brv_remark_warning},
                                       {NULL, NULL}};
  luaL_newlib(L, functions);
  set_text(L, "language", call->language);
  brv_set_maker(L, make_context_member, NULL);
}
