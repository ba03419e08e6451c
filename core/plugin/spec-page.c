#include <string.h>

#include "plugin/spec-private.h"

/* `build` and the page that it gives: a table with `text` and `dump`, whose `errors`, `warnings`
 * and `blocks` are made when they are first asked for. */

enum { BUILD_WORK = 50000 };

static const char built_key = 0;

static void push_list(lua_State *L, const char *const *texts)
{
  lua_newtable(L);
  for (lua_Integer i = 0; texts[i]; i++) {
    lua_pushstring(L, texts[i]);
    lua_rawseti(L, -2, i + 1);
  }
}

/* __index(page, key) with the brv_spec_built as upvalue. Keeps what it makes. */
static int index_page(lua_State *L)
{
  brv_spec_built *built = lua_touserdata(L, lua_upvalueindex(1));
  const char *key = lua_type(L, 2) == LUA_TSTRING ? lua_tostring(L, 2) : "";
  lua_settop(L, 2);
  if (strcmp(key, "errors") == 0) {
    built->seen = true;
    push_list(L, built->page->errors);
  } else if (strcmp(key, "warnings") == 0) {
    push_list(L, built->page->warnings);
  } else if (strcmp(key, "blocks") == 0) {
    brv_push_children(L, brv_spec_of(L)->host, built->page->blocks, NULL);
  } else {
    return luaL_error(L, "a page has text, dump, blocks, errors and warnings, but no \"%s\"", key);
  }
  lua_pushvalue(L, 2);
  lua_pushvalue(L, 3);
  lua_rawset(L, 1);
  return 1;
}

static void push_page(lua_State *L, brv_spec_built *built)
{
  lua_createtable(L, 0, 5);
  lua_pushstring(L, built->page->text);
  lua_setfield(L, -2, "text");
  lua_pushstring(L, built->page->dump);
  lua_setfield(L, -2, "dump");
  lua_createtable(L, 0, 3);
  lua_pushlightuserdata(L, built);
  lua_pushcclosure(L, index_page, 1);
  lua_setfield(L, -2, "__index");
  lua_pushboolean(L, false);
  lua_setfield(L, -2, "__metatable");
  lua_pushlightuserdata(L, built);
  lua_rawsetp(L, -2, &built_key);
  lua_setmetatable(L, -2);
}

/* Texts cannot get at the key by which a page is known. */
brv_spec_built *brv_spec_page_at(lua_State *L, int index)
{
  if (!lua_istable(L, index) || !lua_getmetatable(L, index))
    return NULL;
  lua_rawgetp(L, -1, &built_key);
  brv_spec_built *built = lua_touserdata(L, -1);
  lua_pop(L, 2);
  return built;
}

char *brv_spec_list(brv_arena *arena, const char *const *messages)
{
  char *list = brv_arena_strdup(arena, "");
  for (; *messages; messages++)
    list = brv_arena_printf(arena, "%s%s  %s", list, *list ? "\n" : "", *messages);
  return list;
}

static int line_of_caller(lua_State *L)
{
  lua_Debug frame;
  if (!lua_getstack(L, 1, &frame))
    return 0;
  lua_getinfo(L, "l", &frame);
  return frame.currentline;
}

static const char *check_text(lua_State *L)
{
  size_t length;
  const char *text = luaL_checklstring(L, 1, &length);
  if (!g_utf8_validate_len(text, length, NULL) || strlen(text) != length)
    luaL_argerror(L, 1, "a text that is not valid UTF-8");
  return text;
}

int brv_spec_build(lua_State *L)
{
  brv_spec *spec = brv_spec_of(L);
  const char *text = check_text(L);
  const brv_value *options = NULL;
  if (!spec->own)
    return luaL_error(L, "build is called in an example: write it into an `it`");
  lua_settop(L, 2);
  if (!lua_isnil(L, 2)) {
    luaL_checktype(L, 2, LUA_TTABLE);
    options = brv_value_from_lua(L, 2, spec->own, BRV_NO_PLACE, false);
  }
  brv_sandbox_charge(L, BUILD_WORK);
  brv_spec_built *built = brv_new(spec->own, brv_spec_built);
  built->line = line_of_caller(L);
  built->page = spec->kit->build(spec->own, text, options, spec->kit->data);
  if (built->page->complaint)
    return luaL_error(L, "build: %s", built->page->complaint);
  g_ptr_array_add(spec->built, built);
  if (built->page->uneven)
    return brv_spec_fail(L, built->page->uneven);
  push_page(L, built);
  return 1;
}
