#include <string.h>

#include "plugin/internal.h"
#include "plugin/libs.h"

static const char globals_key = 0, module_key = 0;

/* The key of a refused access. A plugin may catch the message, so no address stands in it. */
static const char *plain_key(lua_State *L)
{
  brv_push_plain_text(L, 2);
  return lua_tostring(L, -1);
}

static int refuse_unknown(lua_State *L)
{
  static const char *const withheld[] = {"collectgarbage", "debug", "dofile",  "io",    "load",
                                         "loadfile",       "os",    "package", "print", NULL};
  const char *name = plain_key(L);
  if (g_strv_contains(withheld, name))
    return luaL_error(L, "plugins have no '%s'", name);
  return luaL_error(L, "there is no global called '%s'; is a 'local' missing?", name);
}

static int refuse_global(lua_State *L)
{
  const char *name = plain_key(L);
  return luaL_error(L, "'%s' is not declared; write 'local %s'", name, name);
}

/* Adds the pairs of the table on the top to the one below and pops it. */
static void merge(lua_State *L)
{
  lua_pushnil(L);
  while (lua_next(L, -2)) {
    lua_pushvalue(L, -2);
    lua_insert(L, -2);
    lua_settable(L, -5);
  }
  lua_pop(L, 1);
}

static void add_library(lua_State *L, const char *name, void (*push)(lua_State *))
{
  push(L);
  brv_seal(L, name);
  lua_setfield(L, -2, name);
}

void brv_environment_open(lua_State *L)
{
  lua_newtable(L);
  brv_push_base(L);
  merge(L);
  brv_push_iteration(L);
  merge(L);
  add_library(L, "string", brv_push_string);
  add_library(L, "table", brv_push_table);
  add_library(L, "math", brv_push_math);
  add_library(L, "utf8", brv_push_utf8);
  add_library(L, "coroutine", brv_push_coroutine);
  lua_createtable(L, 0, 1);
  lua_pushcfunction(L, refuse_unknown);
  lua_setfield(L, -2, "__index");
  lua_setmetatable(L, -2);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &globals_key);
  brv_module_push(L);
  brv_guard(L, "brevier");
  brv_seal(L, "brevier");
  lua_rawsetp(L, LUA_REGISTRYINDEX, &module_key);
}

static int append_code(lua_State *L G_GNUC_UNUSED, const void *bytes, size_t length, void *code)
{
  g_byte_array_append(code, bytes, (guint)length);
  return 0;
}

/* What was compiled before, here or when the plugins were defined, loads several times faster than
 * its text. Only workers load code, and what comes of one is no safer from a plugin than another:
 * whoever could have forged it runs there as well. */
static void keep_code(lua_State *L, GHashTable *compiled, const brv_source *source)
{
  GByteArray *code = g_byte_array_new();
  lua_dump(L, append_code, code, false);
  g_hash_table_insert(compiled, (void *)source, g_byte_array_free_to_bytes(code));
}

void brv_environment_compile(lua_State *L, const brv_source *source)
{
  GHashTable *compiled = (*(brv_host **)lua_getextraspace(L))->compiled;
  GBytes *code = g_hash_table_lookup(compiled, source);
  gsize length = brv_source_length(source);
  const char *bytes = code ? g_bytes_get_data(code, &length) : brv_source_text(source);
  lua_pushfstring(L, "@%s", brv_source_name(source));
  if (luaL_loadbufferx(L, bytes, length, lua_tostring(L, -1), code ? "b" : "t") != LUA_OK) {
    brv_sandbox_vouch(L);
    lua_error(L);
  }
  lua_remove(L, -2);
  if (!code)
    keep_code(L, compiled, source);
  lua_insert(L, -2);
  lua_setupvalue(L, -2, 1);
}

/* "charts.bar" is charts/bar.lua in the plugin's own folder, "brevier.scale" is one of the library;
 * nothing else is a module's name. */
static const char *module_file(lua_State *L, const char *name)
{
  const char *letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.";
  gsize length = strlen(name);
  if (!length || strspn(name, letters) != length || name[0] == '.' || name[length - 1] == '.' ||
      strstr(name, ".."))
    luaL_error(L,
               "'%s' is no module's name: write names in the plugin's folder, as in 'charts.bar'",
               name);
  lua_pushfstring(L, "%s.lua", luaL_gsub(L, name, ".", "/"));
  lua_remove(L, -2);
  return lua_tostring(L, -1);
}

static int refuse_module(lua_State *L, const brv_host *host, const brv_plugin *plugin,
                         const char *name, const char *file)
{
  const char *near = brv_plugin_near_module(host, plugin, name);
  const char *colon = near ? "; " : "";
  near = near ? near : "";
  if (g_str_has_prefix(name, "brevier."))
    return luaL_error(L, "brevier has no module '%s'%s%s", name, colon, near);
  return luaL_error(L, "the plugin has no module '%s' (%s/%s)%s%s", name, plugin->label, file,
                    colon, near);
}

/* Runs a module's file in the plugin's environment, also where it is one of the library: each
 * plugin has its own copy. Stack: name at 1, modules at 2. */
static void run_module(lua_State *L, brv_plugin *plugin, const char *name)
{
  const brv_host *host = lua_touserdata(L, lua_upvalueindex(3));
  const char *file = module_file(L, name);
  const brv_source *source = brv_plugin_module(host, plugin, file);
  if (!source)
    refuse_module(L, host, plugin, name, file);
  lua_pushboolean(L, false);
  lua_setfield(L, 2, name);
  lua_pushvalue(L, lua_upvalueindex(4));
  brv_environment_compile(L, source);
  lua_call(L, 0, 1);
  if (lua_isnil(L, -1)) {
    lua_pop(L, 1);
    lua_pushboolean(L, true);
  }
}

/* Is it the library that requires? It sees its modules as they are. */
static bool is_within_library(lua_State *L)
{
  lua_Debug frame;
  return lua_getstack(L, 1, &frame) && lua_getinfo(L, "S", &frame) &&
         g_str_has_prefix(frame.source, "@" BRV_LIBRARY_LABEL);
}

/* The module on the top as the plugin sees it, made once: no module's name begins so. */
static int give_entries(lua_State *L, const char *name)
{
  const char *key = lua_pushfstring(L, "=%s", name);
  lua_insert(L, -2);
  if (lua_getfield(L, 2, key) != LUA_TNIL)
    return 1;
  lua_pop(L, 1);
  brv_push_entries(L, -1, name);
  lua_pushvalue(L, -1);
  lua_setfield(L, 2, key);
  return 1;
}

/* Pushes what the module at 2, by name, returned; loads it where that was not done. */
static void push_module(lua_State *L, brv_plugin *plugin, const char *name)
{
  int type = lua_getfield(L, 2, name);
  if (type == LUA_TBOOLEAN && !lua_toboolean(L, -1))
    luaL_error(L, "module '%s' requires itself", name);
  if (type != LUA_TNIL)
    return;
  run_module(L, plugin, name);
  lua_pushvalue(L, -1);
  lua_setfield(L, 2, name);
}

/* Upvalues: the plugin, its modules by name (false: being loaded), the host, its environment. */
static int require(lua_State *L)
{
  const char *name = luaL_checkstring(L, 1);
  bool is_inside = is_within_library(L);
  lua_settop(L, 1);
  brv_plugin *plugin = lua_touserdata(L, lua_upvalueindex(1));
  if (strcmp(name, "brevier") == 0) {
    lua_rawgetp(L, LUA_REGISTRYINDEX, &module_key);
    return 1;
  }
  if (!plugin)
    return luaL_error(L, "a layout can require only 'brevier'");
  lua_pushvalue(L, lua_upvalueindex(2));
  push_module(L, plugin, name);
  return g_str_has_prefix(name, "brevier.") && !is_inside ? give_entries(L, name) : 1;
}

static void push_require(lua_State *L, brv_plugin *plugin, int environment)
{
  lua_pushlightuserdata(L, plugin);
  lua_newtable(L);
  lua_pushlightuserdata(L, *(brv_host **)lua_getextraspace(L));
  lua_pushvalue(L, environment);
  lua_pushcclosure(L, require, 4);
}

/* The environment itself stays empty, so that every write is seen; reads go to the plugin's own
 * table, which holds `require`, and from there to the globals that all share. */
void brv_environment_push(lua_State *L, brv_plugin *plugin)
{
  lua_newtable(L);
  int environment = lua_gettop(L);
  lua_createtable(L, 0, 3);
  lua_createtable(L, 0, 1);
  push_require(L, plugin, environment);
  lua_setfield(L, -2, "require");
  lua_createtable(L, 0, 1);
  lua_rawgetp(L, LUA_REGISTRYINDEX, &globals_key);
  lua_setfield(L, -2, "__index");
  lua_setmetatable(L, -2);
  lua_setfield(L, -2, "__index");
  lua_pushcfunction(L, refuse_global);
  lua_setfield(L, -2, "__newindex");
  lua_pushboolean(L, false);
  lua_setfield(L, -2, "__metatable");
  lua_setmetatable(L, -2);
}
