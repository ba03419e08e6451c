#include "plugin/spec.h"

#include <string.h>

#include "plugin/libs.h"
#include "plugin/spec-private.h"

typedef struct {
  brv_spec_example example;
  int function;       /* references */
  const int *befores; /* ended by LUA_NOREF */
} entry;

static const char spec_key = 0;

brv_spec *brv_spec_of(lua_State *L)
{
  lua_rawgetp(L, LUA_REGISTRYINDEX, &spec_key);
  brv_spec *spec = lua_touserdata(L, -1);
  lua_pop(L, 1);
  return spec;
}

/* --- where --- */

/* The innermost Lua function's file and line. */
static void locate(lua_State *L, brv_arena *arena, const char **file, int *line)
{
  lua_Debug frame;
  for (int level = 0; lua_getstack(L, level, &frame); level++) {
    lua_getinfo(L, "Sl", &frame);
    if (frame.source[0] != '@' || frame.currentline <= 0)
      continue;
    *file = brv_arena_strdup(arena, frame.source + 1);
    *line = frame.currentline;
    return;
  }
}

int brv_spec_fail(lua_State *L, const char *text)
{
  brv_spec *spec = brv_spec_of(L);
  brv_spec_example *now = spec->now;
  if (now && !now->failure) {
    now->failure = text;
    locate(L, spec->own, &now->failed_file, &now->failed_line);
  }
  return luaL_error(L, "the example has failed");
}

/* --- telling the examples --- */

static const char *check_name(lua_State *L)
{
  brv_spec *spec = brv_spec_of(L);
  size_t length;
  const char *name = luaL_checklstring(L, 1, &length);
  luaL_checktype(L, 2, LUA_TFUNCTION);
  if (!length || !g_utf8_validate_len(name, length, NULL) || strpbrk(name, "\n\r"))
    luaL_argerror(L, 1, "a name is one line of text");
  if (spec->own)
    luaL_error(L, "an example holds no others: write it beside, not inside");
  return brv_arena_strdup(spec->arena, name);
}

static int describe(lua_State *L)
{
  brv_spec *spec = brv_spec_of(L);
  g_ptr_array_add(spec->groups, (void *)check_name(L));
  g_ptr_array_add(spec->befores, NULL);
  lua_settop(L, 2);
  lua_call(L, 0, 0);
  g_ptr_array_set_size(spec->groups, (int)spec->groups->len - 1);
  guint i = spec->befores->len;
  while (spec->befores->pdata[--i])
    ;
  g_ptr_array_set_size(spec->befores, (int)i);
  return 0;
}

static int before(lua_State *L)
{
  brv_spec *spec = brv_spec_of(L);
  luaL_checktype(L, 1, LUA_TFUNCTION);
  if (spec->own)
    return luaL_error(L, "before stands in a describe, not in an example");
  lua_settop(L, 1);
  int *reference = brv_new(spec->arena, int);
  *reference = luaL_ref(L, LUA_REGISTRYINDEX);
  g_ptr_array_add(spec->befores, reference);
  return 0;
}

static const char *const *open_groups(const brv_spec *spec)
{
  const char **groups = brv_new_array(spec->arena, const char *, spec->groups->len + 1);
  for (guint i = 0; i < spec->groups->len; i++)
    groups[i] = spec->groups->pdata[i];
  return groups;
}

static const int *open_befores(const brv_spec *spec)
{
  int *all = brv_new_array(spec->arena, int, spec->befores->len + 1), *at = all;
  for (guint i = 0; i < spec->befores->len; i++)
    if (spec->befores->pdata[i])
      *at++ = *(int *)spec->befores->pdata[i];
  *at = LUA_NOREF;
  return all;
}

static int it(lua_State *L)
{
  brv_spec *spec = brv_spec_of(L);
  const char *name = check_name(L);
  lua_settop(L, 2);
  entry *e = brv_new(spec->arena, entry);
  e->example.name = name;
  e->example.groups = open_groups(spec);
  locate(L, spec->arena, &e->example.file, &e->example.line);
  e->function = luaL_ref(L, LUA_REGISTRYINDEX);
  e->befores = open_befores(spec);
  g_ptr_array_add(spec->examples, e);
  return 0;
}

static const luaL_Reg functions[] = {
    {"before", before},
    {"build", brv_spec_build},
    {"describe", describe},
    {"expect", brv_spec_expect},
    {"it", it},
    {NULL, NULL},
};

/* The spec's own environment: a plugin's, with the kit's functions beside `require`. */
static void push_environment(lua_State *L, brv_spec *spec)
{
  brv_environment_push(L, spec->plugin);
  lua_getmetatable(L, -1);
  lua_pushliteral(L, "__index");
  lua_rawget(L, -2);
  luaL_setfuncs(L, functions, 0);
  lua_pop(L, 2);
}

static int run_file(lua_State *L)
{
  brv_spec *spec = lua_touserdata(L, 1);
  lua_pushlightuserdata(L, spec);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &spec_key);
  push_environment(L, spec);
  brv_environment_compile(L, spec->source);
  lua_call(L, 0, 0);
  return 0;
}

/* --- running them --- */

typedef struct {
  brv_spec *spec;
  entry *entry;
} running;

static int run_example(lua_State *L)
{
  const running *r = lua_touserdata(L, 1);
  brv_reseed(L);
  for (const int *reference = r->entry->befores; *reference != LUA_NOREF; reference++) {
    lua_rawgeti(L, LUA_REGISTRYINDEX, *reference);
    lua_call(L, 0, 0);
  }
  lua_rawgeti(L, LUA_REGISTRYINDEX, r->entry->function);
  lua_call(L, 0, 0);
  return 0;
}

static void fail_by_fault(const brv_spec *spec, const brv_fault *fault)
{
  brv_spec_example *now = spec->now;
  if (now->failure)
    return;
  now->failure = brv_arena_strdup(spec->own, fault->text);
  now->failed_file = fault->file[0] ? brv_arena_strdup(spec->own, fault->file) : now->file;
  now->failed_line = fault->file[0] ? fault->line : now->line;
}

/* A build that failed is a failure of the example that did not look why. */
static void fail_by_errors(const brv_spec *spec)
{
  brv_spec_example *now = spec->now;
  for (guint i = 0; i < spec->built->len && !now->failure; i++) {
    const brv_spec_built *built = spec->built->pdata[i];
    if (built->seen || !built->page->errors[0])
      continue;
    now->failure = brv_arena_printf(spec->own, "nothing here expects the errors of this build:\n%s",
                                    brv_spec_list(spec->own, built->page->errors));
    now->failed_file = now->file;
    now->failed_line = built->line ? built->line : now->line;
  }
}

/* What was built is told beside the first failure: mostly it is the reason. */
static void add_errors(const brv_spec *spec)
{
  brv_spec_example *now = spec->now;
  for (guint i = 0; i < spec->built->len; i++) {
    const brv_spec_built *built = spec->built->pdata[i];
    if (built->page->errors[0] && !built->seen)
      now->failure = brv_arena_printf(spec->own, "%s\nthe build of line %d said:\n%s", now->failure,
                                      built->line, brv_spec_list(spec->own, built->page->errors));
  }
}

static void run_one(brv_spec *spec, entry *e, brv_call *call)
{
  if (!spec->kit->starts(&e->example, spec->kit->data))
    return;
  running r = {spec, e};
  brv_fault fault;
  spec->own = brv_arena_new();
  spec->built = brv_arena_ptr_array(spec->own);
  spec->now = &e->example;
  spec->host->call = call;
  if (!brv_sandbox_run(spec->host->sandbox, run_example, &r, spec->plugin->work, &fault))
    fail_by_fault(spec, &fault);
  spec->host->call = NULL;
  if (spec->now->failure)
    add_errors(spec);
  else
    fail_by_errors(spec);
  spec->kit->ends(&e->example, spec->kit->data);
  g_clear_pointer(&spec->own, brv_arena_free);
  spec->now = NULL;
}

static void report_fault(const brv_spec *spec, const brv_fault *fault, brv_diags *diags)
{
  brv_place place = brv_host_fault_place(spec->host, spec->plugin, fault);
  brv_report(diags, fault->kind == BRV_FAULT_ERROR ? BRV_PLUGIN_FAILED : BRV_PLUGIN_LIMIT, place,
             NULL, "plugin \"%s\": its spec cannot be run: %s", spec->plugin->id, fault->text);
}

static brv_plugin *plugin_named(const brv_host *host, const char *id)
{
  for (guint i = 0; i < host->plugins->len; i++) {
    brv_plugin *plugin = host->plugins->pdata[i];
    if (strcmp(plugin->id, id) == 0)
      return plugin;
  }
  return NULL;
}

bool brv_spec_run(brv_host *host, const char *plugin, const char *name, const brv_spec_kit *kit,
                  brv_diags *diags)
{
  brv_spec spec = {.host = host, .plugin = plugin_named(host, plugin), .kit = kit};
  spec.source = spec.plugin ? brv_plugin_source(host, spec.plugin, name, diags) : NULL;
  if (!spec.source || !brv_host_open_state(host, diags))
    return false;
  brv_call call = {.host = host, .plugin = spec.plugin, .name = plugin, .diags = diags};
  brv_fault fault;
  spec.arena = host->arena;
  spec.groups = brv_arena_ptr_array(spec.arena);
  spec.befores = brv_arena_ptr_array(spec.arena);
  spec.examples = brv_arena_ptr_array(spec.arena);
  host->call = &call;
  bool fine = brv_sandbox_run(host->sandbox, run_file, &spec, spec.plugin->work, &fault);
  host->call = NULL;
  if (!fine)
    report_fault(&spec, &fault, diags);
  for (guint i = 0; fine && i < spec.examples->len; i++)
    run_one(&spec, spec.examples->pdata[i], &call);
  return fine;
}
