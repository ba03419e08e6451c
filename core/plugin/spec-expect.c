#include <string.h>

#include "base/lines.h"
#include "plugin/libs.h"
#include "plugin/spec-private.h"

/* `expect(value)`: a table with the value at 1; behind `never` is the same with true at 2, which
 * expects the opposite. The methods raise, and give the expectation back, so that they can follow
 * one another. What failed is kept in the example: no pcall swallows it. */

enum { SELF = 1, WANTED = 2, VALUE = 3 }; /* on the stack of a method */

static brv_arena *memory(lua_State *L)
{
  return brv_spec_of(L)->own;
}

/* Puts the value behind the argument; does the expectation stand behind `never`? */
static bool open_expectation(lua_State *L)
{
  if (!memory(L))
    luaL_error(L, "expect is called in an example: write it into an `it`");
  luaL_argexpected(L, lua_istable(L, SELF), SELF, "expectation (write expect(x):has, not .has)");
  lua_settop(L, WANTED);
  lua_rawgeti(L, SELF, 2);
  bool never = lua_toboolean(L, -1);
  lua_pop(L, 1);
  lua_rawgeti(L, SELF, 1);
  return never;
}

static int done(lua_State *L)
{
  lua_settop(L, SELF);
  return 1;
}

/* `what` is what the value should be or do, as in "expected ...". */
static int judge(lua_State *L, bool holds, bool never, const char *what, const char *found)
{
  if (holds != never)
    return done(L);
  return brv_spec_fail(L, brv_arena_printf(memory(L), "expected %s%s\nfound    %s",
                                           never ? "anything but " : "", what, found));
}

/* What the value is as a text to search in; NULL: it is none. */
static const char *value_text(lua_State *L)
{
  const brv_spec_built *built = brv_spec_page_at(L, VALUE);
  if (built)
    return built->page->text;
  return lua_type(L, VALUE) == LUA_TSTRING ? lua_tostring(L, VALUE) : NULL;
}

/* Long texts are shown as they are, line by line. */
static const char *shown(lua_State *L)
{
  const char *text = value_text(L);
  if (!text || !strchr(text, '\n'))
    return brv_spec_show(L, VALUE, memory(L));
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  g_autofree char *joined = g_strjoinv("\n         ", lines);
  return brv_arena_strdup(memory(L), g_strchomp(joined));
}

static const char *quoted(lua_State *L)
{
  return brv_spec_show(L, WANTED, memory(L));
}

/* Says how two texts differ; both live as long as the arena or the stack. */
static int fail_by_lines(lua_State *L, const char *head, const char *wanted, const char *found)
{
  GString *lines = g_string_new(head);
  brv_lines_differ(wanted, found, lines);
  const char *text = brv_arena_strdup(memory(L), g_strchomp(lines->str));
  g_string_free(lines, TRUE);
  return brv_spec_fail(L, text);
}

static int expect_equals(lua_State *L)
{
  bool never = open_expectation(L), same = brv_spec_equal(L, VALUE, WANTED);
  const char *found = value_text(L);
  const char *wanted = lua_type(L, WANTED) == LUA_TSTRING ? lua_tostring(L, WANTED) : NULL;
  if (wanted && brv_spec_page_at(L, VALUE))
    return luaL_error(L, "a page equals no text: expect its text or dump");
  if (!same && !never && found && wanted && (strchr(found, '\n') || strchr(wanted, '\n')))
    return fail_by_lines(L, "the texts differ (- expected, + found)\n", wanted, found);
  return judge(L, same, never, quoted(L), brv_spec_show(L, VALUE, memory(L)));
}

/* A text has what is part of it; a list has what is one of its values, or part of one. */
static bool has(lua_State *L)
{
  const char *text = value_text(L);
  const char *part = lua_type(L, WANTED) == LUA_TSTRING ? lua_tostring(L, WANTED) : NULL;
  if (text)
    return part && strstr(text, part);
  if (!lua_istable(L, VALUE))
    return false;
  for (lua_Integer i = 1; lua_rawgeti(L, VALUE, i) != LUA_TNIL; i++) {
    bool found = brv_spec_equal(L, -1, WANTED) ||
                 (part && lua_type(L, -1) == LUA_TSTRING && strstr(lua_tostring(L, -1), part));
    lua_pop(L, 1);
    if (found)
      return true;
  }
  return false;
}

static int expect_has(lua_State *L)
{
  bool never = open_expectation(L);
  luaL_checkany(L, WANTED);
  if (!value_text(L) && !lua_istable(L, VALUE))
    return luaL_error(L, "has looks into a text, a page or a list, not %s",
                      luaL_typename(L, VALUE));
  const char *what = brv_arena_printf(memory(L), "%s in it", quoted(L));
  return judge(L, has(L), never, never ? quoted(L) : what, shown(L));
}

static int expect_matches(lua_State *L)
{
  bool never = open_expectation(L);
  luaL_checkstring(L, WANTED);
  const char *text = value_text(L);
  if (!text)
    return luaL_error(L, "matches looks into a text or a page, not %s", luaL_typename(L, VALUE));
  lua_pushstring(L, text);
  luaL_getmetafield(L, -1, "__index");
  lua_getfield(L, -1, "find");
  lua_replace(L, -2);
  lua_insert(L, -2);
  lua_pushvalue(L, WANTED);
  lua_call(L, 2, 1);
  bool found = !lua_isnil(L, -1);
  return judge(L, found, never, brv_arena_printf(memory(L), "something that matches %s", quoted(L)),
               shown(L));
}

static const char *golden_text(lua_State *L)
{
  const brv_spec_built *built = brv_spec_page_at(L, VALUE);
  if (built)
    return built->page->dump;
  if (lua_type(L, VALUE) == LUA_TSTRING)
    return lua_tostring(L, VALUE);
  luaL_error(L, "golden takes a page or a text, not %s", luaL_typename(L, VALUE));
  return NULL;
}

/* A page that failed has nothing to compare, and above all nothing to accept. */
static void refuse_failed_page(lua_State *L)
{
  const brv_spec_built *built = brv_spec_page_at(L, VALUE);
  if (built && built->page->errors[0])
    brv_spec_fail(L, "the page was not built, so there is nothing to compare");
}

static int expect_golden(lua_State *L)
{
  brv_spec *spec = brv_spec_of(L);
  if (open_expectation(L))
    return luaL_error(L, "golden cannot stand behind never");
  const char *name = luaL_checkstring(L, WANTED);
  if (!brv_is_id(name))
    return luaL_argerror(L, 1,
                         "the name of a golden is a letter, then letters, digits and hyphens");
  refuse_failed_page(L);
  const char *text = golden_text(L);
  const char *problem = spec->kit->golden(spec->own, name, text, spec->kit->data);
  return problem ? brv_spec_fail(L, problem) : done(L);
}

/* Does one of the messages hold the text (any, where none is asked for)? */
static bool is_told(lua_State *L, const char *const *messages)
{
  const char *part = luaL_optstring(L, WANTED, "");
  for (; *messages; messages++)
    if (strstr(*messages, part))
      return true;
  return false;
}

static int judge_messages(lua_State *L, bool never, const char *const *messages, const char *kind)
{
  brv_arena *arena = memory(L);
  const char *what = lua_isnil(L, WANTED) ? brv_arena_printf(arena, "%s", kind)
                                          : brv_arena_printf(arena, "%s with %s", kind, quoted(L));
  const char *found =
      messages[0] ? brv_arena_printf(arena, "\n%s", brv_spec_list(arena, messages)) : "none";
  return judge(L, is_told(L, messages), never, what, found);
}

static int expect_fails(lua_State *L)
{
  bool never = open_expectation(L);
  brv_spec_built *built = brv_spec_page_at(L, VALUE);
  if (built) {
    built->seen = true;
    return judge_messages(L, never, built->page->errors, "an error");
  }
  if (!lua_isfunction(L, VALUE))
    return luaL_error(L, "fails takes a page or a function, not %s", luaL_typename(L, VALUE));
  luaL_optstring(L, WANTED, "");
  lua_pushvalue(L, VALUE);
  int status = lua_pcall(L, 0, 0, 0);
  if (brv_sandbox_is_killed(L))
    return brv_sandbox_raise_kill(L);
  const char *const none[] = {NULL};
  if (status == LUA_OK)
    return judge_messages(L, never, none, "an error");
  brv_push_plain_text(L, -1);
  const char *const message[] = {brv_arena_strdup(memory(L), lua_tostring(L, -1)), NULL};
  return judge_messages(L, never, message, "an error");
}

static int expect_warns(lua_State *L)
{
  bool never = open_expectation(L);
  const brv_spec_built *built = brv_spec_page_at(L, VALUE);
  if (!built)
    return luaL_error(L, "warns takes a page, not %s", luaL_typename(L, VALUE));
  return judge_messages(L, never, built->page->warnings, "a warning");
}

static const struct {
  const char *name, *parameters;
  lua_CFunction function;
} methods[] = {
    {"equals", "other", expect_equals},     {"fails", "part", expect_fails},
    {"golden", "name", expect_golden},      {"has", "part", expect_has},
    {"matches", "pattern", expect_matches}, {"warns", "part", expect_warns},
};

static void push_expectation(lua_State *L, int value, bool never);

/* Upvalue: whether the expectation stands behind `never`. */
static int index_expectation(lua_State *L)
{
  const char *key = lua_type(L, 2) == LUA_TSTRING ? lua_tostring(L, 2) : "";
  for (gsize i = 0; i < G_N_ELEMENTS(methods); i++)
    if (strcmp(key, methods[i].name) == 0) {
      lua_pushcfunction(L, methods[i].function);
      return 1;
    }
  if (strcmp(key, "never") != 0)
    return luaL_error(L,
                      "expect(x) has equals, has, matches, golden, fails, warns and never, but no "
                      "\"%s\"",
                      key);
  lua_rawgeti(L, 1, 2);
  bool never = lua_toboolean(L, -1);
  lua_rawgeti(L, 1, 1);
  push_expectation(L, lua_gettop(L), !never);
  return 1;
}

static void push_expectation(lua_State *L, int value, bool never)
{
  lua_createtable(L, 2, 0);
  lua_pushvalue(L, value);
  lua_rawseti(L, -2, 1);
  lua_pushboolean(L, never);
  lua_rawseti(L, -2, 2);
  lua_createtable(L, 0, 2);
  lua_pushcfunction(L, index_expectation);
  lua_setfield(L, -2, "__index");
  lua_pushboolean(L, false);
  lua_setfield(L, -2, "__metatable");
  lua_setmetatable(L, -2);
}

int brv_spec_expect(lua_State *L)
{
  luaL_argexpected(L, lua_gettop(L) > 0, 1, "value");
  lua_settop(L, 1);
  push_expectation(L, 1, false);
  return 1;
}

void brv_spec_describe(GString *out)
{
  g_string_append(out, "function before(action)\n"
                       "function build(text, options)\n"
                       "function describe(name, examples)\n"
                       "function expect(value)\n");
  for (gsize i = 0; i < G_N_ELEMENTS(methods); i++)
    g_string_append_printf(out, "function expectation:%s(%s)\n", methods[i].name,
                           methods[i].parameters);
  g_string_append(out, "function it(name, example)\n");
}
