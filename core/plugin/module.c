#include <math.h>
#include <string.h>

#include "plugin/internal.h"

/* The module `brevier`: constructors of blocks and pieces, and a few helpers. They only build plain
 * tables; what these hold is judged when the plugin returns them. plugins/api/brevier.lua says the
 * same for editors, and a test compares the two. */

static bool has_kind(lua_State *L, int index)
{
  if (!lua_istable(L, index))
    return false;
  index = lua_absindex(L, index);
  lua_pushliteral(L, "kind");
  bool has = lua_rawget(L, index) != LUA_TNIL;
  lua_pop(L, 1);
  return has;
}

static void copy_raw(lua_State *L, int from, int to, bool texts)
{
  guint64 passed = 0;
  lua_pushnil(L);
  for (; lua_next(L, from); passed++) {
    bool is_text = lua_type(L, -2) == LUA_TSTRING;
    if (is_text != texts) {
      lua_pop(L, 1);
      continue;
    }
    lua_pushvalue(L, -2);
    lua_insert(L, -2);
    lua_rawset(L, to);
  }
  brv_sandbox_charge(L, passed);
}

/* Puts the content at `index`, a text, a block or piece, or a list of them, into the table at `to`.
 */
static void add_content(lua_State *L, int index, int to)
{
  int type = lua_type(L, index);
  if (type != LUA_TSTRING && type != LUA_TNUMBER && type != LUA_TTABLE)
    luaL_argerror(L, index,
                  lua_pushfstring(L, "expected text or a list, got %s", luaL_typename(L, index)));
  if (type == LUA_TTABLE && !has_kind(L, index)) {
    copy_raw(L, index, to, false);
    return;
  }
  lua_pushvalue(L, index);
  lua_rawseti(L, to, 1);
}

static int push_node(lua_State *L, const char *kind)
{
  lua_createtable(L, 4, 4);
  lua_pushstring(L, kind);
  lua_setfield(L, -2, "kind");
  return lua_gettop(L);
}

/* The options are fields of the block, beside `others` that become something else. */
static void add_options_of(lua_State *L, int index, int to, const char *const *others)
{
  if (lua_isnoneornil(L, index))
    return;
  luaL_checktype(L, index, LUA_TTABLE);
  lua_getfield(L, to, "kind");
  brv_check_fields(L, index, lua_tostring(L, -1), others);
  lua_pop(L, 1);
  copy_raw(L, index, to, true);
}

static void add_options(lua_State *L, int index, int to)
{
  add_options_of(L, index, to, NULL);
}

/* Most constructors: (content, options). The kind is the first upvalue. */
static int construct(lua_State *L)
{
  lua_settop(L, 2);
  int node = push_node(L, lua_tostring(L, lua_upvalueindex(1)));
  add_content(L, 1, node);
  add_options(L, 2, node);
  return 1;
}

/* Those whose first argument is a field, the second upvalue, and no content. */
static int construct_with_field(lua_State *L)
{
  luaL_checkstring(L, 1);
  lua_settop(L, 2);
  int node = push_node(L, lua_tostring(L, lua_upvalueindex(1)));
  lua_pushvalue(L, 1);
  lua_setfield(L, node, lua_tostring(L, lua_upvalueindex(2)));
  add_options(L, 2, node);
  return 1;
}

static int construct_empty(lua_State *L)
{
  push_node(L, lua_tostring(L, lua_upvalueindex(1)));
  return 1;
}

static int module_link(lua_State *L)
{
  luaL_checkstring(L, 2);
  lua_settop(L, 3);
  int node = push_node(L, "link");
  add_content(L, 1, node);
  lua_pushvalue(L, 2);
  lua_setfield(L, node, "target");
  add_options(L, 3, node);
  return 1;
}

static const char *nearest_asset(lua_State *L, const brv_plugin *plugin, const char *file)
{
  brv_host *host = *(brv_host **)lua_getextraspace(L);
  g_autoptr(GList) names = g_list_sort(g_hash_table_get_keys(plugin->assets), (GCompareFunc)strcmp);
  const char **list = brv_new_array(host->arena, const char *, g_list_length(names) + 1);
  gsize i = 0;
  for (const GList *name = names; name; name = name->next)
    list[i++] = name->data;
  return brv_did_you_mean(host->arena, file, list);
}

/* Told at once when there is no such picture, so that the message has the line. */
static int module_image(lua_State *L)
{
  const char *file = luaL_checkstring(L, 1);
  lua_settop(L, 2);
  const brv_plugin *plugin = brv_call_running(L)->plugin;
  if (!g_hash_table_contains(plugin->assets, file)) {
    const char *near = nearest_asset(L, plugin, file);
    return luaL_error(L, "image: the plugin has no picture \"%s\"%s%s", file, near ? "; " : "",
                      near ? near : "");
  }
  luaL_checktype(L, 2, LUA_TTABLE);
  if (lua_getfield(L, 2, "alt") != LUA_TSTRING)
    return luaL_error(L, "image: alt: expected text (\"\" where it only adorns), got %s",
                      luaL_typename(L, -1));
  int node = push_node(L, "image");
  lua_pushvalue(L, 1);
  lua_setfield(L, node, "file");
  add_options(L, 2, node);
  return 1;
}

static int module_callout(lua_State *L)
{
  lua_settop(L, 2);
  int node = push_node(L, "group");
  lua_pushliteral(L, "callout");
  lua_setfield(L, node, "role");
  add_content(L, 1, node);
  add_options(L, 2, node);
  return 1;
}

static void append(lua_State *L, int to)
{
  lua_rawseti(L, to, (lua_Integer)lua_rawlen(L, to) + 1);
}

/* Pushes a field of the options; false, and nothing pushed, when there is none. */
static bool take_option(lua_State *L, int options, const char *key)
{
  if (lua_isnoneornil(L, options))
    return false;
  if (lua_getfield(L, options, key) != LUA_TNIL)
    return true;
  lua_pop(L, 1);
  return false;
}

/* Wraps the value on the top in a node of the kind and appends that to the table at `to`. */
static void append_wrapped(lua_State *L, int to, const char *kind, const char *role)
{
  int content = lua_gettop(L);
  int node = push_node(L, kind);
  if (role) {
    lua_pushstring(L, role);
    lua_setfield(L, node, "role");
  }
  if (lua_istable(L, content) && !has_kind(L, content)) {
    copy_raw(L, content, node, false);
  } else {
    lua_pushvalue(L, content);
    lua_rawseti(L, node, 1);
  }
  append(L, to);
  lua_settop(L, content - 1);
}

static void drop_field(lua_State *L, int node, const char *key)
{
  lua_pushnil(L);
  lua_setfield(L, node, key);
}

static int module_quote(lua_State *L)
{
  static const char *const own[] = {"attribution", NULL};
  lua_settop(L, 2);
  int node = push_node(L, "quote");
  add_content(L, 1, node);
  add_options_of(L, 2, node, own);
  drop_field(L, node, "attribution");
  if (take_option(L, 2, "attribution"))
    append_wrapped(L, node, "para", "attribution");
  return 1;
}

static int module_figure(lua_State *L)
{
  static const char *const own[] = {"caption", "credit", NULL};
  lua_settop(L, 2);
  int node = push_node(L, "figure");
  add_content(L, 1, node);
  add_options_of(L, 2, node, own);
  drop_field(L, node, "caption");
  drop_field(L, node, "credit");
  if (take_option(L, 2, "caption"))
    append_wrapped(L, node, "caption", NULL);
  if (take_option(L, 2, "credit"))
    append_wrapped(L, node, "para", "credit");
  return 1;
}

/* --- tables --- */

/* The cell on the top becomes a head cell. */
static void make_head(lua_State *L)
{
  if (!has_kind(L, -1)) {
    int content = lua_gettop(L);
    int node = push_node(L, "cell");
    add_content(L, content, node);
    lua_remove(L, content);
  }
  lua_pushboolean(L, true);
  lua_setfield(L, -2, "head");
}

/* Pushes the row that the value at `index` (a row, or a list of cells) is; `heads`: how many of its
 * cells are heads. */
static void push_row(lua_State *L, int index, int heads)
{
  luaL_argexpected(L, lua_istable(L, index), 1, "a row");
  int row = push_node(L, "row");
  copy_raw(L, index, row, false);
  if (has_kind(L, index))
    copy_raw(L, index, row, true);
  for (int i = 1; i <= heads; i++) {
    if (lua_rawgeti(L, row, i) == LUA_TNIL) {
      lua_pop(L, 1);
      continue;
    }
    make_head(L);
    lua_rawseti(L, row, i);
  }
}

static void append_head(lua_State *L, int node)
{
  if (!take_option(L, 1, "head"))
    return;
  int head = lua_gettop(L);
  luaL_argexpected(L, lua_istable(L, head), 1, "head: a list of cells");
  push_row(L, head, (int)lua_rawlen(L, head));
  lua_pushboolean(L, true);
  lua_setfield(L, -2, "head");
  append(L, node);
  lua_settop(L, head - 1);
}

static void append_rows(lua_State *L, int node)
{
  lua_getfield(L, 1, "row_heads");
  int heads = lua_toboolean(L, -1);
  if (lua_getfield(L, 1, "rows") != LUA_TTABLE)
    luaL_error(L, "table: rows: expected a list, got %s", luaL_typename(L, -1));
  int rows = lua_gettop(L);
  lua_Integer count = (lua_Integer)lua_rawlen(L, rows);
  for (lua_Integer i = 1; i <= count; i++) {
    if (lua_rawgeti(L, rows, i) != LUA_TTABLE)
      luaL_error(L, "table: row %d: expected a row, got %s", (int)i, luaL_typename(L, -1));
    push_row(L, rows + 1, heads);
    append(L, node);
    lua_settop(L, rows);
  }
  lua_settop(L, rows - 2);
}

static int module_table(lua_State *L)
{
  static const char *const own[] = {"caption", "head", "rows", "row_heads", NULL};
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_settop(L, 1);
  int node = push_node(L, "table");
  add_options_of(L, 1, node, own);
  for (gsize i = 0; own[i]; i++)
    drop_field(L, node, own[i]);
  if (take_option(L, 1, "caption"))
    append_wrapped(L, node, "caption", NULL);
  lua_Unsigned above = lua_rawlen(L, node);
  append_head(L, node);
  append_rows(L, node);
  if (lua_rawlen(L, node) == above)
    return luaL_error(L, "table: rows: the list is empty");
  return 1;
}

/* --- helpers --- */

static void collect_words(lua_State *L, int index, int words, int depth)
{
  if (depth > BRV_PLUGIN_DEPTH)
    luaL_error(L, "plain: nested too deeply, or a table that holds itself");
  luaL_checkstack(L, 6, "nested blocks");
  brv_sandbox_charge(L, 4); /* a table may be in others many times over */
  if (lua_type(L, index) == LUA_TSTRING || lua_type(L, index) == LUA_TNUMBER) {
    lua_pushvalue(L, index);
    append(L, words);
    return;
  }
  if (!lua_istable(L, index))
    return;
  lua_pushliteral(L, "kind");
  lua_rawget(L, index);
  const char *kind = lua_type(L, -1) == LUA_TSTRING ? lua_tostring(L, -1) : "";
  if (strcmp(kind, "note") == 0 || strcmp(kind, "cite") == 0)
    return;
  bool is_space = strcmp(kind, "space") == 0 || strcmp(kind, "line_break") == 0;
  lua_pushstring(L, is_space ? "" : "text");
  if (is_space)
    lua_pushliteral(L, " ");
  else
    lua_rawget(L, index);
  if (lua_type(L, -1) == LUA_TSTRING)
    append(L, words);
  lua_Integer count = (lua_Integer)lua_rawlen(L, index);
  for (lua_Integer i = 1; i <= count; i++) {
    int top = lua_gettop(L);
    lua_rawgeti(L, index, i);
    collect_words(L, top + 1, words, depth + 1);
    lua_settop(L, top);
  }
}

static int module_plain(lua_State *L)
{
  luaL_checkany(L, 1);
  lua_settop(L, 1);
  lua_newtable(L);
  collect_words(L, 1, 2, 0);
  lua_settop(L, 2);
  lua_Integer count = (lua_Integer)lua_rawlen(L, 2);
  luaL_Buffer buffer;
  luaL_buffinit(L, &buffer);
  for (lua_Integer i = 1; i <= count; i++) {
    lua_rawgeti(L, 2, i);
    luaL_addvalue(&buffer);
  }
  luaL_pushresult(&buffer);
  return 1;
}

void brv_number_argument(lua_State *L, char text[BRV_NUMBER_SIZE])
{
  lua_Number number = luaL_checknumber(L, 1);
  luaL_argcheck(L, isfinite(number) && fabs(number) < 1e15, 1, "not a number that can be written");
  if (lua_isnoneornil(L, 2)) {
    brv_format_number(number, text, BRV_NUMBER_SIZE);
    return;
  }
  char format[8] = "";
  lua_Integer digits = luaL_checkinteger(L, 2);
  luaL_argcheck(L, digits >= 0 && digits <= 9, 2, "expected 0 to 9 decimals");
  g_snprintf(format, sizeof format, "%%.%df", (int)digits);
  g_ascii_formatd(text, BRV_NUMBER_SIZE, format, number);
}

static int module_number(lua_State *L)
{
  char text[BRV_NUMBER_SIZE];
  brv_number_argument(L, text);
  lua_pushstring(L, text);
  return 1;
}

/* `fill("For the {tier}", {tier = "Circle"})`: every name in braces by its value. */
static int module_fill(lua_State *L)
{
  const char *at = luaL_checkstring(L, 1);
  luaL_checktype(L, 2, LUA_TTABLE);
  luaL_Buffer buffer;
  luaL_buffinit(L, &buffer);
  for (const char *open = strchr(at, '{'); open; open = strchr(at, '{')) {
    const char *shut = strchr(open, '}');
    if (!shut)
      break;
    luaL_addlstring(&buffer, at, (size_t)(open - at));
    lua_pushlstring(L, open + 1, (size_t)(shut - open - 1));
    lua_gettable(L, 2);
    if (!lua_isstring(L, -1))
      return luaL_error(L, "fill: no value for {%s}",
                        lua_pushlstring(L, open + 1, (size_t)(shut - open - 1)));
    luaL_addvalue(&buffer);
    at = shut + 1;
  }
  luaL_addstring(&buffer, at);
  luaL_pushresult(&buffer);
  return 1;
}

/* --- the table --- */

typedef struct {
  const char *name, *parameters;
  lua_CFunction function;
  const char *kind, *field; /* upvalues of the shared constructors */
} entry;

/* Sorted by name. */
static const entry entries[] = {
    {"callout", "content, options", module_callout},
    {"caption", "content, options", construct, "caption"},
    {"cell", "content, options", construct, "cell"},
    {"cite", "target, options", construct_with_field, "cite", "target"},
    {"code", "text, options", construct_with_field, "code", "text"},
    {"code_span", "text, options", construct_with_field, "code_span", "text"},
    {"did_you_mean", "word, candidates", brv_module_did_you_mean},
    {"drawing", "drawing", brv_recorder_drawing},
    {"emph", "content, options", construct, "emph"},
    {"extents", "text, options", brv_recorder_extents},
    {"figure", "content, options", module_figure},
    {"fill", "pattern, values", module_fill},
    {"group", "content, options", construct, "group"},
    {"heading", "content, options", construct, "heading"},
    {"image", "file, options", module_image},
    {"item", "content, options", construct, "item"},
    {"line_break", "", construct_empty, "line_break"},
    {"link", "content, target, options", module_link},
    {"list", "items, options", construct, "list"},
    {"note", "content, options", construct, "note"},
    {"number", "number, decimals", module_number},
    {"page_ref", "target, options", construct_with_field, "page_ref", "target"},
    {"para", "content, options", construct, "para"},
    {"plain", "node", module_plain},
    {"quote", "content, options", module_quote},
    {"row", "cells, options", construct, "row"},
    {"rule", "", construct_empty, "break"},
    {"span", "content, options", construct, "span"},
    {"strong", "content, options", construct, "strong"},
    {"table", "table", module_table},
    {"text", "text, options", construct_with_field, "text", "text"},
};

void brv_module_describe(GString *out)
{
  for (gsize i = 0; i < G_N_ELEMENTS(entries); i++)
    g_string_append_printf(out, "function b.%s(%s)\n", entries[i].name, entries[i].parameters);
}

void brv_module_push(lua_State *L)
{
  lua_createtable(L, 0, G_N_ELEMENTS(entries) + 1);
  for (gsize i = 0; i < G_N_ELEMENTS(entries); i++) {
    lua_pushstring(L, entries[i].kind);
    lua_pushstring(L, entries[i].field);
    lua_pushcclosure(L, entries[i].function, 2);
    lua_setfield(L, -2, entries[i].name);
  }
  lua_pushinteger(L, BRV_PLUGIN_API);
  lua_setfield(L, -2, "api");
}
