#include <math.h>
#include <string.h>

#include "base/letters.h"
#include "plugin/internal.h"

enum { PATH_LENGTH = 200, VALUE_LIMIT = 50000 };

/* --- from Lua --- */

typedef struct {
  lua_State *L;
  brv_arena *arena;
  brv_place place;
  bool functions;
  guint count, depth;
  gsize bytes;
  char path[PATH_LENGTH];
} taker;

void brv_format_number(double number, char *text, gsize size)
{
  if (number == floor(number) && fabs(number) < 1e15) {
    g_snprintf(text, (gulong)size, "%" G_GINT64_FORMAT, (gint64)number);
    return;
  }
  for (int digits = 6; digits <= 17; digits++) {
    char format[8];
    g_snprintf(format, sizeof format, "%%.%dg", digits);
    g_ascii_formatd(text, (int)size, format, number);
    if (g_ascii_strtod(text, NULL) == number)
      return;
  }
}

static brv_value *take(taker *t, int index);

static const char *where(const taker *t)
{
  return t->path[0] ? t->path : "the table";
}

static brv_value *take_scalar(taker *t, int index)
{
  lua_State *L = t->L;
  int type = lua_type(L, index);
  brv_value *value = brv_value_new(t->arena, BRV_VALUE_TEXT, t->place);
  if (type == LUA_TSTRING) {
    size_t length;
    const char *text = lua_tolstring(L, index, &length);
    if (!brv_is_text(text, length))
      luaL_error(L, "%s: a text that is not valid UTF-8", where(t));
    if ((t->bytes += length) > BRV_PLUGIN_TEXT_LIMIT)
      luaL_error(L, "%s: more text than any table here needs", where(t));
    value->text = brv_arena_strndup(t->arena, text, length);
    value->quoted = true;
  } else if (type == LUA_TNUMBER) {
    char text[G_ASCII_DTOSTR_BUF_SIZE];
    value->kind = BRV_VALUE_NUMBER;
    value->number = lua_tonumber(L, index);
    if (!isfinite(value->number))
      luaL_error(L, "%s: not a finite number", where(t));
    brv_format_number(value->number, text, sizeof text);
    value->text = brv_arena_strdup(t->arena, text);
  } else if (type == LUA_TBOOLEAN) {
    value->kind = BRV_VALUE_BOOLEAN;
    value->truth = lua_toboolean(L, index);
    value->text = value->truth ? "true" : "false";
  } else if (type == LUA_TFUNCTION && t->functions) {
    value->text = "function";
  } else {
    luaL_error(L, "%s: expected a value, got %s", where(t), lua_typename(L, type));
  }
  value->length = value->text ? strlen(value->text) : 0;
  return value;
}

static gsize extend_path(taker *t, int key)
{
  gsize length = strlen(t->path);
  if (lua_type(t->L, key) == LUA_TNUMBER)
    g_snprintf(t->path + length, PATH_LENGTH - length, "[%d]", (int)lua_tointeger(t->L, key));
  else
    g_snprintf(t->path + length, PATH_LENGTH - length, "%s%s", length ? "." : "",
               lua_tostring(t->L, key));
  return length;
}

static brv_value *take_child(taker *t)
{
  gsize length = extend_path(t, lua_gettop(t->L) - 1);
  brv_value *child = take(t, lua_gettop(t->L));
  t->path[length] = '\0';
  return child;
}

static brv_value *take_list(taker *t, int index, guint count)
{
  brv_value *list = brv_value_new(t->arena, BRV_VALUE_LIST, t->place);
  for (guint i = 1; i <= count; i++) {
    lua_pushinteger(t->L, i);
    lua_rawgeti(t->L, index, i);
    brv_value_add(t->arena, list, take_child(t));
    lua_pop(t->L, 2);
  }
  return list;
}

static int by_text(const void *a, const void *b)
{
  return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The members sorted by key: the order in a Lua table is no one's intention. */
static brv_value *take_map(taker *t, int index, guint count)
{
  lua_State *L = t->L;
  const char **keys = brv_new_array(t->arena, const char *, count + 1);
  guint i = 0;
  lua_pushnil(L);
  for (; lua_next(L, index); lua_pop(L, 1)) {
    if (lua_type(L, -2) != LUA_TSTRING)
      luaL_error(L, "%s: a table must be a list or have only text keys", where(t));
    keys[i++] = brv_arena_strdup(t->arena, lua_tostring(L, -2));
  }
  qsort(keys, count, sizeof *keys, by_text);
  brv_value *map = brv_value_new(t->arena, BRV_VALUE_MAP, t->place);
  for (i = 0; i < count; i++) {
    lua_pushstring(L, keys[i]);
    lua_pushstring(L, keys[i]);
    lua_rawget(L, index);
    brv_value_set(t->arena, map, keys[i], take_child(t));
    lua_pop(L, 2);
  }
  return map;
}

static brv_value *take_table(taker *t, int index)
{
  lua_State *L = t->L;
  guint count = 0;
  bool is_list = true;
  if (++t->depth > BRV_VALUE_DEPTH)
    luaL_error(L, "%s: nested too deeply, or a table that holds itself", where(t));
  luaL_checkstack(L, 8, "nested tables");
  lua_pushnil(L);
  for (; lua_next(L, index); lua_pop(L, 1)) {
    is_list = is_list && lua_isinteger(L, -2);
    count++;
  }
  is_list = is_list && lua_rawlen(L, index) == count;
  brv_value *value = is_list && count ? take_list(t, index, count) : take_map(t, index, count);
  value->either = count == 0;
  t->depth--;
  return value;
}

static brv_value *take(taker *t, int index)
{
  if (++t->count > VALUE_LIMIT)
    luaL_error(t->L, "%s: more values than any table here needs", where(t));
  return lua_istable(t->L, index) ? take_table(t, index) : take_scalar(t, index);
}

brv_value *brv_value_from_lua(lua_State *L, int index, brv_arena *arena, brv_place place,
                              bool functions)
{
  taker t = {.L = L, .arena = arena, .place = place, .functions = functions};
  return take(&t, lua_absindex(L, index));
}

/* --- to Lua --- */

static void push_as_it_is(lua_State *L, const brv_value *value)
{
  switch (value->kind) {
  case BRV_VALUE_NULL:
    lua_pushnil(L);
    return;
  case BRV_VALUE_TEXT:
    lua_pushlstring(L, value->text, value->length);
    return;
  case BRV_VALUE_NUMBER:
    lua_pushnumber(L, value->number);
    return;
  case BRV_VALUE_BOOLEAN:
    lua_pushboolean(L, value->truth);
    return;
  case BRV_VALUE_LIST:
  case BRV_VALUE_MAP:
    return;
  }
}

static void push_list(lua_State *L, const brv_value *value, const brv_schema *item)
{
  lua_createtable(L, (int)value->count, 0);
  for (guint i = 0; i < value->count; i++) {
    brv_push_value(L, value->items[i], item);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  brv_remark_note_place(L, value->place);
}

static const brv_schema *field_schema(const brv_schema *map, const char *key)
{
  for (const brv_field *field = map ? map->fields : NULL; field && field->name; field++)
    if (strcmp(field->name, key) == 0)
      return &field->schema;
  return map ? map->item : NULL;
}

static void push_file(lua_State *L, brv_host *host, const brv_source *file)
{
  lua_createtable(L, 0, 3);
  lua_pushstring(L, brv_source_name(file));
  lua_setfield(L, -2, "name");
  lua_pushlstring(L, brv_source_text(file), brv_source_length(file));
  lua_setfield(L, -2, "text");
  brv_set_place(L, host, (brv_place){file, 0, (guint32)brv_source_length(file)});
}

/* Markdown of one paragraph comes as its pieces, all else as blocks. */
static void push_markdown(lua_State *L, brv_host *host, const brv_node *tree)
{
  const brv_node *first = tree->first;
  bool is_line = first && first == tree->last && first->kind == BRV_NODE_PARA && !first->role;
  brv_push_children(L, host, is_line ? first : tree, NULL);
}

/* What binding made of a value; false when the schema asks for text. */
static bool push_read(lua_State *L, const brv_value *value, const brv_schema *schema)
{
  brv_host *host = *(brv_host **)lua_getextraspace(L);
  if (schema->type == BRV_TYPE_MARKDOWN && value->tree)
    push_markdown(L, host, value->tree);
  else if (schema->type == BRV_TYPE_IMAGE && value->tree)
    brv_push_node(L, host, value->tree, NULL);
  else if (schema->type == BRV_TYPE_FILE && value->file)
    push_file(L, host, value->file);
  else
    return false;
  return true;
}

static void push_text(lua_State *L, const char *text, const brv_schema *schema)
{
  if (schema->type == BRV_TYPE_MARKDOWN) {
    lua_createtable(L, 1, 0);
    lua_pushstring(L, text);
    lua_rawseti(L, -2, 1);
  } else if (schema->type == BRV_TYPE_BOOLEAN)
    lua_pushboolean(L, strcmp(text, "true") == 0);
  else if (schema->type == BRV_TYPE_INTEGER)
    lua_pushinteger(L, (lua_Integer)g_ascii_strtoll(text, NULL, 10));
  else if (schema->type == BRV_TYPE_NUMBER)
    lua_pushnumber(L, g_ascii_strtod(text, NULL));
  else
    lua_pushstring(L, text);
}

static void set_default(lua_State *L, const brv_field *field)
{
  if (!field->schema.fallback || field->schema.type == BRV_TYPE_FILE ||
      field->schema.type == BRV_TYPE_IMAGE)
    return;
  lua_pushstring(L, field->name);
  if (lua_rawget(L, -2) == LUA_TNIL) {
    push_text(L, field->schema.fallback, &field->schema);
    lua_setfield(L, -3, field->name);
  }
  lua_pop(L, 1);
}

static void set_defaults(lua_State *L, const brv_field *fields)
{
  for (; fields && fields->name; fields++)
    set_default(L, fields);
}

static void push_map(lua_State *L, const brv_value *value, const brv_schema *schema)
{
  lua_createtable(L, 0, (int)value->count);
  for (guint i = 0; i < value->count; i++) {
    const brv_member *member = &value->members[i];
    brv_push_value(L, member->value, field_schema(schema, member->key));
    lua_setfield(L, -2, member->key);
  }
  if (schema)
    set_defaults(L, schema->fields);
  brv_remark_note_place(L, value->place);
}

/* A scalar that stands for a map with one member. */
static void push_unfolded(lua_State *L, const brv_value *value, const brv_schema *schema)
{
  lua_createtable(L, 0, 1);
  brv_push_value(L, value, field_schema(schema, schema->shorthand));
  lua_setfield(L, -2, schema->shorthand);
  set_defaults(L, schema->fields);
  brv_remark_note_place(L, value->place);
}

void brv_push_value(lua_State *L, const brv_value *value, const brv_schema *schema)
{
  luaL_checkstack(L, 6, "nested values");
  if (value->kind == BRV_VALUE_LIST)
    push_list(L, value, schema ? schema->item : NULL);
  else if (value->kind == BRV_VALUE_MAP)
    push_map(L, value, schema);
  else if (value->kind == BRV_VALUE_NULL || !schema || schema->type == BRV_TYPE_ANY)
    push_as_it_is(L, value);
  else if (schema->type == BRV_TYPE_MAP && schema->shorthand)
    push_unfolded(L, value, schema);
  else if (!push_read(L, value, schema))
    push_text(L, value->text, schema);
}

void brv_push_fields(lua_State *L, const brv_value *map, const brv_field *fields)
{
  lua_newtable(L);
  for (const brv_field *field = fields; field && field->name; field++) {
    const brv_value *value = brv_value_member(map, field->name);
    if (!value)
      continue;
    brv_push_value(L, value, &field->schema);
    lua_setfield(L, -2, field->name);
  }
  set_defaults(L, fields);
}

void brv_push_attributes(lua_State *L, const brv_attr *attrs, const brv_schema *map)
{
  lua_newtable(L);
  for (; attrs; attrs = attrs->next) {
    const brv_schema *schema = field_schema(map, attrs->key);
    if (schema && attrs->read)
      brv_push_value(L, attrs->read, schema);
    else if (schema)
      push_text(L, attrs->value, schema);
    else
      lua_pushstring(L, attrs->value);
    lua_setfield(L, -2, attrs->key);
  }
  if (map)
    set_defaults(L, map->fields);
}
