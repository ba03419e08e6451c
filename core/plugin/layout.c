#include <string.h>

#include "plugin/internal.h"
#include "plugin/libs.h"

/* Layouts are Lua tables that extend one another. They run in the sandbox like plugins, with no
 * modules of their own. */

enum { EXTENDS_LIMIT = 8 };

typedef struct {
  brv_host *host;
  brv_arena *arena;
  const brv_folder *const *folders;
  gsize folder_count;
  brv_diags *diags;
} finder;

/* One layout's file, in a worker and out of it. */
typedef struct {
  brv_arena *arena;
  const brv_source *source;
  brv_value *value; /* what it returned */
} layout_run;

static int run(lua_State *L)
{
  layout_run *r = lua_touserdata(L, 1);
  brv_reseed(L);
  brv_environment_push(L, NULL);
  brv_environment_compile(L, r->source);
  lua_call(L, 0, 1);
  if (!lua_istable(L, -1))
    return luaL_error(L, "a layout must return a table, not %s", luaL_typename(L, -1));
  r->value = brv_value_from_lua(L, -1, r->arena, (brv_place){r->source, 0, 0}, false);
  return 0;
}

static const brv_source *find_source(const finder *f, const char *name, brv_place place)
{
  const char *const files[] = {brv_arena_printf(f->arena, "%s.lua", name),
                               brv_arena_printf(f->arena, "%s/layout.lua", name)};
  for (gsize i = 0; i < f->folder_count; i++)
    for (gsize p = 0; p < G_N_ELEMENTS(files); p++) {
      const char *file = files[p];
      if (!brv_folder_has(f->folders[i], file))
        continue;
      const brv_source *read = brv_folder_read_text(f->arena, f->folders[i], file,
                                                    BRV_PLUGIN_FILE_LIMIT, place, f->diags);
      if (!read)
        return NULL;
      return brv_source_new(f->arena, brv_arena_printf(f->arena, "layouts/%s", file),
                            brv_source_text(read), brv_source_length(read));
    }
  return NULL;
}

static const char *const *layout_names(const finder *f)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  for (gsize i = 0; i < f->folder_count; i++) {
    GPtrArray *entries = brv_folder_list(f->arena, f->folders[i], NULL);
    for (guint e = 0; e < entries->len; e++) {
      const char *entry = entries->pdata[e];
      if (g_str_has_suffix(entry, ".lua"))
        g_ptr_array_add(names, brv_arena_strndup(f->arena, entry, strlen(entry) - 4));
    }
  }
  const char **list = brv_new_array(f->arena, const char *, names->len + 1);
  for (guint i = 0; i < names->len; i++)
    list[i] = names->pdata[i];
  return list;
}

static void report_missing(const finder *f, const char *name, brv_place place)
{
  brv_report(f->diags, BRV_MISSING_FILE, place, brv_did_you_mean(f->arena, name, layout_names(f)),
             "there is no layout called \"%s\"", name);
}

static void report_fault(const brv_source *source, const brv_fault *fault, brv_diags *diags)
{
  brv_place place = {source, brv_source_offset(source, MAX(fault->line, 1), 1), 0};
  place.length = (guint32)strcspn(brv_source_text(source) + place.offset, "\r\n");
  brv_report(diags, fault->kind == BRV_FAULT_ERROR ? BRV_LAYOUT_FAILED : BRV_PLUGIN_LIMIT, place,
             NULL, "%s", fault->text);
}

static void run_in_worker(brv_crew_task *task, brv_wire_writer *result, brv_diags *diags)
{
  layout_run *r = task->data;
  brv_host *host = task->host;
  brv_fault fault;
  brv_crew_begin(host, NULL, "the layout", (brv_place){r->source, 0, 0});
  if (brv_sandbox_run(host->sandbox, run, r, host->limits.instructions, &fault))
    brv_wire_put_value(result, r->value);
  else
    report_fault(r->source, &fault, diags);
  brv_crew_end(host);
}

static void read_value(brv_crew_task *task, brv_wire_reader *result)
{
  layout_run *r = task->data;
  r->value = brv_wire_take_value(result, (brv_place){r->source, 0, 0});
  if (r->value)
    brv_place_written(r->source, r->value);
}

brv_value *brv_layout_run(brv_host *host, brv_arena *arena, const brv_source *source,
                          brv_diags *diags)
{
  layout_run r = {.arena = arena, .source = source};
  g_autoptr(brv_wire_names) names = brv_wire_names_new();
  brv_wire_name_source(names, source);
  brv_crew_task task = {
      .host = host,
      .arena = arena,
      .names = names,
      .failed_code = BRV_LAYOUT_FAILED,
      .data = &r,
      .body = run_in_worker,
      .read = read_value,
  };
  brv_crew_run(&task, 1, 1, diags);
  return task.is_done ? r.value : NULL;
}

static brv_value *value_of(const finder *f, const brv_source *source)
{
  brv_value *value = brv_host_known_value(f->host, f->arena, source);
  return value ? value : brv_layout_run(f->host, f->arena, source, f->diags);
}

/* Maps are merged key by key, all else of the upper replaces that of the base. */
static void merge(brv_arena *arena, brv_value *base, const brv_value *upper)
{
  for (guint i = 0; i < upper->count; i++) {
    const brv_member *member = &upper->members[i];
    brv_value *old = brv_value_member(base, member->key);
    if (old && old->kind == BRV_VALUE_MAP && member->value->kind == BRV_VALUE_MAP)
      merge(arena, old, member->value);
    else
      brv_value_set(arena, base, member->key, member->value);
  }
}

/* A tint of the base goes with its accent: under another one, that is made anew. */
static void drop_tint(brv_value *base, const brv_value *upper)
{
  const brv_value *palette = brv_value_member(upper, "palette");
  brv_value *old = brv_value_member(base, "palette");
  if (old && old->kind == BRV_VALUE_MAP && brv_value_member(palette, "accent"))
    brv_value_unset(old, "tint");
}

static brv_value *load(const finder *f, const char *name, brv_place place, int depth)
{
  if (depth > EXTENDS_LIMIT) {
    brv_report(f->diags, BRV_LAYOUT_FAILED, place, NULL,
               "layouts extend one another more than %d deep, or in a circle", EXTENDS_LIMIT);
    return NULL;
  }
  const brv_source *source = find_source(f, name, place);
  if (!source) {
    report_missing(f, name, place);
    return NULL;
  }
  brv_value *value = value_of(f, source);
  const brv_value *extends = brv_value_member(value, "extends");
  if (!extends || !extends->text)
    return value;
  brv_value *base = load(f, extends->text, extends->place, depth + 1);
  if (!base)
    return NULL;
  drop_tint(base, value);
  merge(f->arena, base, value);
  return base;
}

brv_value *brv_host_layout(brv_host *host, brv_arena *arena, const brv_folder *const *folders,
                           gsize folder_count, const char *name, brv_place place, brv_diags *diags)
{
  finder f = {host, arena, folders, folder_count, diags};
  return host->dead ? NULL : load(&f, name, place, 0);
}
