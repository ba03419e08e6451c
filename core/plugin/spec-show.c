#include <stdlib.h>
#include <string.h>

#include "plugin/spec-private.h"

/* Both look at what tables hold themselves, whatever their metatables say. */

enum { SHOWN = 400, DEPTH = 24, KEYS = 64 };

/* --- as text --- */

typedef struct {
  lua_State *L;
  char text[SHOWN + 8];
  gsize length;
  bool full;
} shower;

static void put(shower *s, const char *text, gsize length)
{
  gsize room = SHOWN - s->length;
  if (s->full)
    return;
  s->full = length > room;
  length = MIN(length, room);
  memcpy(s->text + s->length, text, length);
  s->length += length;
}

static void put_text(shower *s, const char *text)
{
  put(s, text, strlen(text));
}

static void put_quoted(shower *s, const char *text, size_t length)
{
  put_text(s, "\"");
  for (size_t i = 0; i < length && !s->full; i++) {
    if (text[i] == '\n')
      put_text(s, "\\n");
    else if (text[i] == '"' || text[i] == '\\')
      put(s, (const char[]){'\\', text[i]}, 2);
    else
      put(s, text + i, 1);
  }
  put_text(s, "\"");
}

static void show(shower *s, int index, int depth);

static int by_text(const void *a, const void *b)
{
  return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The text keys, sorted; those beyond the first KEYS and keys of other types are left out. The
 * texts live as long as the keys are in the table. */
static gsize text_keys(lua_State *L, int index, const char **keys, bool *more)
{
  gsize count = 0;
  lua_Unsigned list = lua_rawlen(L, index);
  for (lua_pushnil(L); lua_next(L, index); lua_pop(L, 1)) {
    if (lua_type(L, -2) == LUA_TSTRING && count < KEYS)
      keys[count++] = lua_tostring(L, -2);
    else if (!lua_isinteger(L, -2) || (lua_Unsigned)lua_tointeger(L, -2) - 1 >= list)
      *more = true;
  }
  qsort(keys, count, sizeof *keys, by_text);
  return count;
}

static void show_table(shower *s, int index, int depth)
{
  lua_State *L = s->L;
  const char *keys[KEYS], *comma = "";
  bool more = false;
  luaL_checkstack(L, 6, "nested tables");
  put_text(s, "{");
  for (lua_Unsigned i = 1; i <= lua_rawlen(L, index) && !s->full; i++, comma = ", ") {
    put_text(s, comma);
    lua_rawgeti(L, index, (lua_Integer)i);
    show(s, lua_gettop(L), depth + 1);
    lua_pop(L, 1);
  }
  gsize count = text_keys(L, index, keys, &more);
  for (gsize i = 0; i < count && !s->full; i++, comma = ", ") {
    put_text(s, comma);
    put_text(s, keys[i]);
    put_text(s, " = ");
    lua_pushstring(L, keys[i]);
    lua_rawget(L, index);
    show(s, lua_gettop(L), depth + 1);
    lua_pop(L, 1);
  }
  put_text(s, more ? ", …}" : "}");
}

static void show(shower *s, int index, int depth)
{
  size_t length;
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  switch (lua_type(s->L, index)) {
  case LUA_TTABLE:
    if (depth > DEPTH)
      put_text(s, "{…}");
    else
      show_table(s, index, depth);
    return;
  case LUA_TSTRING: {
    const char *text = lua_tolstring(s->L, index, &length);
    put_quoted(s, text, length);
    return;
  }
  case LUA_TNUMBER:
    brv_format_number(lua_tonumber(s->L, index), number, sizeof number);
    put_text(s, number);
    return;
  case LUA_TBOOLEAN:
    put_text(s, lua_toboolean(s->L, index) ? "true" : "false");
    return;
  default:
    put_text(s, luaL_typename(s->L, index));
  }
}

char *brv_spec_show(lua_State *L, int index, brv_arena *arena)
{
  shower s = {.L = L};
  show(&s, lua_absindex(L, index), 0);
  const char *end;
  if (!g_utf8_validate_len(s.text, s.length, &end) && s.full)
    s.length = (gsize)(end - s.text);
  s.text[s.length] = '\0';
  return brv_arena_printf(arena, "%s%s", s.text, s.full ? "…" : "");
}

/* --- equality --- */

static bool equal(lua_State *L, int a, int b, int depth);

/* Does every key of the one hold in the other what it holds in the one? */
static bool is_within(lua_State *L, int a, int b, int depth)
{
  for (lua_pushnil(L); lua_next(L, a); lua_pop(L, 1)) {
    lua_pushvalue(L, -2);
    lua_rawget(L, b);
    bool same = equal(L, lua_gettop(L) - 1, lua_gettop(L), depth);
    lua_pop(L, 1);
    if (!same) {
      lua_pop(L, 2);
      return false;
    }
  }
  return true;
}

static bool equal(lua_State *L, int a, int b, int depth)
{
  luaL_checkstack(L, 8, "nested tables");
  brv_sandbox_charge(L, 10);
  if (lua_rawequal(L, a, b))
    return true;
  if (!lua_istable(L, a) || !lua_istable(L, b))
    return false;
  if (depth > DEPTH)
    luaL_error(L, "tables nested too deeply to compare, or that hold themselves");
  return is_within(L, a, b, depth + 1) && is_within(L, b, a, depth + 1);
}

bool brv_spec_equal(lua_State *L, int a, int b)
{
  return equal(L, lua_absindex(L, a), lua_absindex(L, b), 0);
}
