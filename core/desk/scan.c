#include <string.h>

#include "desk/desk-private.h"
#include "plugin/inspect.h"

/* What can be read off the Lua of a plugin without running it: words, options and roles that it
 * names. It finds names that are written out; those that are put together it cannot see. */

struct brv_styles {
  GHashTable *roles; /* that a layout has a style for */
};

/* Calls `visit` for every match's first group that took part, with its place. */
static void each_match(const brv_checker *c, const brv_source *source, const char *pattern,
                       void (*visit)(const brv_checker *, brv_place, const char *))
{
  g_autoptr(GRegex) regex = g_regex_new(pattern, 0, 0, NULL);
  g_autoptr(GMatchInfo) match = NULL;
  g_regex_match(regex, brv_source_text(source), 0, &match);
  for (; g_match_info_matches(match); g_match_info_next(match, NULL))
    for (int group = 1; group < g_match_info_get_match_count(match); group++) {
      int from, to;
      g_autofree char *name = g_match_info_fetch(match, group);
      if (!g_match_info_fetch_pos(match, group, &from, &to) || from < 0 || from == to)
        continue;
      visit(c, (brv_place){source, (guint32)from, (guint32)(to - from)}, name);
    }
}

static bool is_spec(const brv_checker *c, const brv_source *source)
{
  const char *folder = brv_arena_printf(c->desk->arena, "plugins/%s/spec/", c->plugin->id);
  return g_str_has_prefix(brv_source_name(source), folder);
}

/* --- words --- */

static void visit_word(const brv_checker *c, brv_place place, const char *name)
{
  const brv_value *english = brv_host_words(c->desk->host, c->plugin->id, "en");
  g_autofree char *text = g_strdup_printf("locale/en.yaml has no word \"%s\"", name);
  if (!brv_value_member(english, name))
    brv_checker_doubt(c, place, "the plugin fails where it asks for it", text);
}

/* --- options --- */

static const brv_field *option_named(const brv_checker *c, const char *name)
{
  for (const brv_field *field = c->plugin->options; field && field->name; field++)
    if (strcmp(field->name, name) == 0)
      return field;
  return NULL;
}

static void visit_option(const brv_checker *c, brv_place place, const char *name)
{
  g_autofree char *text = g_strdup_printf("plugin.yaml declares no option \"%s\"", name);
  if (!option_named(c, name))
    brv_checker_doubt(c, place, "it is always nil", text);
}

static bool names_anywhere(const brv_checker *c, const GPtrArray *sources, const char *name)
{
  g_autofree char *quoted = g_regex_escape_string(name, -1);
  g_autofree char *pattern = g_strdup_printf("(?<![\\w-])%s(?![\\w-])", quoted);
  for (guint i = 0; i < sources->len; i++)
    if (!is_spec(c, sources->pdata[i]) &&
        g_regex_match_simple(pattern, brv_source_text(sources->pdata[i]), 0, 0))
      return true;
  return false;
}

static void check_unused(const brv_checker *c, const GPtrArray *sources)
{
  const brv_value *options = brv_value_member(c->manifest, "options");
  for (guint i = 0; options && i < options->count; i++) {
    const brv_member *option = &options->members[i];
    g_autofree char *text = g_strdup_printf("nothing reads the option \"%s\"", option->key);
    if (!names_anywhere(c, sources, option->key))
      brv_checker_doubt(c, option->place, NULL, text);
  }
}

/* --- roles --- */

static void add_styles(brv_styles *styles, const brv_value *layout)
{
  const brv_value *map = brv_value_member(layout, "styles");
  for (guint i = 0; map && i < map->count; i++)
    g_hash_table_add(styles->roles, g_strdup(map->members[i].key));
}

static void add_layouts(brv_styles *styles, brv_desk *desk, const brv_folder *folder)
{
  const brv_folder *folders[] = {folder, desk->layouts};
  GPtrArray *names = folder ? brv_folder_list(desk->arena, folder, NULL) : NULL;
  g_autoptr(brv_diags) unused = brv_diags_new();
  for (guint i = 0; names && i < names->len; i++) {
    const char *file = names->pdata[i];
    if (!g_str_has_suffix(file, ".lua"))
      continue;
    g_autofree char *name = g_strndup(file, strlen(file) - strlen(".lua"));
    add_styles(styles,
               brv_host_layout(desk->host, desk->arena, folders, 2, name, BRV_NO_PLACE, unused));
  }
}

brv_styles *brv_styles_read(brv_desk *desk)
{
  brv_styles *styles = brv_new(desk->arena, brv_styles);
  GHashTable *roles = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  styles->roles = brv_arena_own(desk->arena, roles, (GDestroyNotify)g_hash_table_unref);
  add_layouts(styles, desk, desk->layouts);
  add_layouts(styles, desk, desk->own_layouts);
  return styles;
}

/* The name that ends before `at`: "b.para" of "b.para(". */
static char *name_before(const char *text, gsize at)
{
  while (at > 0 && text[at - 1] == ' ')
    at--;
  gsize end = at;
  while (at > 0 && (g_ascii_isalnum(text[at - 1]) || strchr("_.:", text[at - 1])))
    at--;
  return g_strndup(text + at, end - at);
}

/* The function in whose arguments the place stands, however deep in tables: "b.para". */
static char *call_around(brv_place place)
{
  const char *text = brv_source_text(place.source);
  int closed = 0;
  for (gsize at = place.offset; at-- > 0;) {
    closed += strchr(")}]", text[at]) != NULL;
    if (!strchr("({[", text[at]) || closed-- > 0)
      continue;
    closed = 0;
    g_autofree char *name = name_before(text, at);
    if (*name && strcmp(name, "return") != 0)
      return g_steal_pointer(&name);
  }
  return g_strdup("");
}

/* Tables, their parts and drawings look as their kind does when their role has no style; of what
 * the plugin's own functions make of a role nothing is known. */
static void visit_role(const brv_checker *c, brv_place place, const char *name)
{
  static const char *const calls[] = {"b.callout", "b.code", "b.code_span", "b.emph", "b.group",
                                      "b.heading", "b.item", "b.link",      "b.list", "b.para",
                                      "b.quote",   "b.span", "b.strong",    NULL};
  g_autofree char *call = call_around(place);
  g_autofree char *text = g_strdup_printf("no layout has a style for the role \"%s\"", name);
  if (!g_hash_table_contains(c->styles->roles, name) && g_strv_contains(calls, call))
    brv_checker_doubt(c, place, "it will look like what has no role", text);
}

void brv_check_sources(const brv_checker *c)
{
  GPtrArray *sources = brv_host_sources(c->desk->host, c->desk->arena, c->plugin->id);
  for (guint i = 0; i < sources->len; i++) {
    const brv_source *source = sources->pdata[i];
    if (is_spec(c, source))
      continue;
    each_match(c, source, "(?<![\\w.:])(?:ctx\\.)?words(?:\\.([A-Za-z_]\\w*)|\\[\"([^\"]+)\"\\])",
               visit_word);
    each_match(c, source, "(?<![\\w.:])ctx\\.options(?:\\.([A-Za-z_]\\w*)|\\[\"([^\"]+)\"\\])",
               visit_option);
    each_match(c, source, "(?<!\\w)role = \"([^\"]+)\"", visit_role);
  }
  check_unused(c, sources);
}
