#include <string.h>

#include "base/dump.h"
#include "desk/desk-private.h"

/* A line of the list. */
typedef struct {
  const char *id, *version, *api, *about, *origin;
  const char *replaces; /* NULL: none */
  const char *reason;   /* why it cannot be used; NULL: it can */
  GPtrArray *adds;      /* of GPtrArray *: a kind's name, then those of what is added */
} row;

/* --- why not --- */

typedef struct {
  const char *id;
  char *label, *reason;
} search;

/* The first thing said of a plugin's files, without the plugin's name before it. */
static void find_reason(const brv_remark *remark, void *data)
{
  search *s = data;
  brv_position at = brv_place_position(remark->place);
  if (s->reason || remark->severity != BRV_SEVERITY_ERROR || !at.name ||
      !g_str_has_prefix(at.name, s->label))
    return;
  g_autofree char *subject = g_strdup_printf("plugin \"%s\"", s->id);
  const char *text = remark->text;
  if (g_str_has_prefix(text, subject))
    text += strlen(subject);
  s->reason = g_strdup(text + strspn(text, ": "));
}

static const char *reason_for(brv_desk *desk, const char *id, brv_diags *diags)
{
  search s = {.id = id, .label = g_strdup_printf("plugins/%s/", id)};
  brv_diags_each(diags, find_reason, &s);
  const char *reason = brv_arena_strdup(desk->arena, s.reason ? s.reason : "it cannot be loaded");
  g_free(s.label);
  g_free(s.reason);
  return reason;
}

/* --- what is there --- */

static void add_name(row *r, brv_arena *arena, const char *kind, const char *name)
{
  GPtrArray *last = r->adds->len ? r->adds->pdata[r->adds->len - 1] : NULL;
  if (!last || strcmp(last->pdata[0], kind) != 0) {
    last = brv_arena_ptr_array(arena);
    g_ptr_array_add(last, (void *)kind);
    g_ptr_array_add(r->adds, last);
  }
  g_ptr_array_add(last, (void *)name);
}

static void fill_adds(row *r, brv_desk *desk, const brv_plugin_info *plugin)
{
  const brv_registry *registry = brv_host_registry(desk->host);
  for (guint i = 0; i < registry->sections->len; i++) {
    const brv_section_type *type = registry->sections->pdata[i];
    if (strcmp(type->plugin, plugin->id) == 0)
      add_name(r, desk->arena, "sections", type->name);
  }
  for (guint i = 0; i < registry->blocks->len; i++) {
    const brv_block_type *type = registry->blocks->pdata[i];
    if (strcmp(type->plugin, plugin->id) == 0)
      add_name(r, desk->arena, "blocks", type->name);
  }
  for (guint i = 0; i < registry->spans->len; i++) {
    const brv_span_type *type = registry->spans->pdata[i];
    if (strcmp(type->plugin, plugin->id) == 0)
      add_name(r, desk->arena, "spans", type->name);
  }
  for (const char *const *rule = plugin->rules; rule && *rule; rule++)
    add_name(r, desk->arena, "rules", *rule);
  for (const brv_field *field = plugin->front; field && field->name; field++)
    add_name(r, desk->arena, "front", field->name);
}

static row *row_of(brv_desk *desk, const brv_plugin_info *plugin, brv_diags *diags)
{
  row *r = brv_new(desk->arena, row);
  *r = (row){plugin->id, plugin->version, plugin->api, plugin->about, plugin->origin};
  r->replaces = plugin->replaces;
  r->reason = plugin->broken ? reason_for(desk, plugin->id, diags) : NULL;
  r->adds = brv_arena_ptr_array(desk->arena);
  fill_adds(r, desk, plugin);
  return r;
}

/* Folders with a manifest that the host has not taken. */
static void add_refused(brv_desk *desk, GPtrArray *rows, const brv_folder *folder,
                        const char *origin, brv_diags *diags)
{
  GPtrArray *names = folder ? brv_folder_list(desk->arena, folder, NULL) : NULL;
  for (guint i = 0; names && i < names->len; i++) {
    const char *id = names->pdata[i];
    const brv_plugin_info *taken = brv_desk_plugin(desk, id);
    bool is_taken = taken && (strcmp(taken->origin, origin) == 0 || taken->replaces);
    if (is_taken || !brv_folder_has(folder, brv_arena_printf(desk->arena, "%s/plugin.yaml", id)))
      continue;
    row *r = brv_new(desk->arena, row);
    *r = (row){.id = id, .version = "", .api = "", .origin = origin};
    r->reason = reason_for(desk, id, diags);
    r->adds = brv_arena_ptr_array(desk->arena);
    g_ptr_array_add(rows, r);
  }
}

static int by_id(const void *a, const void *b)
{
  const row *first = *(row *const *)a, *second = *(row *const *)b;
  int order = strcmp(first->id, second->id);
  return order ? order : strcmp(first->origin, second->origin);
}

static GPtrArray *all_rows(brv_desk *desk, brv_diags *diags)
{
  GPtrArray *rows = brv_arena_ptr_array(desk->arena);
  const GPtrArray *plugins = brv_host_registry(desk->host)->plugins;
  for (guint i = 0; i < plugins->len; i++)
    g_ptr_array_add(rows, row_of(desk, plugins->pdata[i], diags));
  add_refused(desk, rows, desk->bundled, "bundled", diags);
  add_refused(desk, rows, desk->own, "pack", diags);
  g_ptr_array_sort(rows, by_id);
  return rows;
}

/* --- text --- */

static const char *from(brv_desk *desk, const row *r)
{
  if (r->replaces)
    return brv_arena_printf(desk->arena, "%s, replaces the bundled %s", r->origin, r->replaces);
  return r->origin;
}

static void append_adds(const row *r, GString *out)
{
  for (guint i = 0; i < r->adds->len; i++) {
    const GPtrArray *names = r->adds->pdata[i];
    for (guint n = 0; n < names->len; n++)
      g_string_append_printf(out, "%s%s%s", n == 0 && i ? "; " : "",
                             n > 1 ? ", "
                             : n   ? " "
                                   : "",
                             (const char *)names->pdata[n]);
  }
  g_string_append(out, r->adds->len ? "" : "nothing");
}

static void append_text(brv_desk *desk, const GPtrArray *rows, GString *out)
{
  int id = 0, version = 0, origin = 0;
  for (guint i = 0; i < rows->len; i++) {
    const row *r = rows->pdata[i];
    id = MAX(id, (int)strlen(r->id));
    version = MAX(version, (int)strlen(r->version));
    origin = MAX(origin, (int)strlen(from(desk, r)));
  }
  for (guint i = 0; i < rows->len; i++) {
    const row *r = rows->pdata[i];
    g_autoptr(GString) line = g_string_new(NULL);
    g_string_append_printf(line, "%-*s  %-*s  %s%-3s  %-*s  ", id, r->id, version, r->version,
                           *r->api ? "API " : "    ", r->api, origin, from(desk, r));
    if (r->reason)
      g_string_append_printf(line, "not usable: %s", r->reason);
    else
      append_adds(r, line);
    brv_dump_shown(out, line->str);
    g_string_append_c(out, '\n');
  }
}

/* --- JSON --- */

static void append_pair(GString *out, const char *key, const char *text)
{
  if (!text || !*text)
    return;
  g_string_append_printf(out, ",\"%s\":", key);
  brv_dump_json(out, text);
}

static void append_json(const GPtrArray *rows, GString *out)
{
  g_string_append_c(out, '[');
  for (guint i = 0; i < rows->len; i++) {
    const row *r = rows->pdata[i];
    g_string_append_printf(out, "%s\n{\"id\":", i ? "," : "");
    brv_dump_json(out, r->id);
    append_pair(out, "version", r->version);
    append_pair(out, "api", r->api);
    append_pair(out, "about", r->about);
    append_pair(out, "from", r->origin);
    append_pair(out, "replaces", r->replaces);
    append_pair(out, "problem", r->reason);
    for (guint k = 0; k < r->adds->len; k++) {
      const GPtrArray *names = r->adds->pdata[k];
      g_string_append_printf(out, ",\"%s\":[", (const char *)names->pdata[0]);
      for (guint n = 1; n < names->len; n++) {
        g_string_append(out, n > 1 ? "," : "");
        brv_dump_json(out, names->pdata[n]);
      }
      g_string_append_c(out, ']');
    }
    g_string_append_c(out, '}');
  }
  g_string_append(out, "\n]\n");
}

void brv_desk_list(brv_desk *desk, brv_diags *diags, bool json, GString *out)
{
  GPtrArray *rows = all_rows(desk, diags);
  if (json)
    append_json(rows, out);
  else
    append_text(desk, rows, out);
}
