#include <string.h>

#include "desk/doc-private.h"
#include "plugin/inspect.h"

/* The page for editors: what each plugin reads, made from the registry. */

static bool is_of(const brv_sheet *s, const char *plugin)
{
  return strcmp(plugin, s->plugin->id) == 0;
}

/* --- sections --- */

static const char *language_titles(brv_sheet *s, const brv_member *language)
{
  const char *text = "";
  for (guint i = 0; i < language->value->count; i++)
    text = brv_arena_printf(s->arena, "%s%s\"%s\"", text, i ? ", " : "",
                            language->value->items[i]->text);
  return strcmp(language->key, "en") == 0
             ? text
             : brv_arena_printf(s->arena, "%s (%s)", text, language->key);
}

/* English first, then the others by their tags. */
static const char *all_titles(brv_sheet *s, const brv_section_type *type)
{
  const brv_value *titles = brv_section_titles(type);
  const char *text = "";
  for (int round = 0; round < 2; round++)
    for (guint i = 0; titles && i < titles->count; i++) {
      const brv_member *language = &titles->members[i];
      if ((strcmp(language->key, "en") == 0) == (round == 0))
        text = brv_arena_printf(s->arena, "%s%s%s", text, *text ? "; " : "",
                                language_titles(s, language));
    }
  return text;
}

static const char *how_it_comes(const brv_section_type *type)
{
  if (type->opening == BRV_OPENING_TEXT)
    return "what stands before the first heading, but for its first list";
  if (type->opening == BRV_OPENING_LIST)
    return "the first list before the first heading";
  if (type->generated)
    return type->authored ? "made where the pack's order lists it, or written under its heading"
                          : "made where the pack's order lists it";
  return "written under its heading";
}

static void tell_section(brv_sheet *s, const brv_section_type *type)
{
  brv_sheet_title(s, "section", type->name);
  brv_sheet_line(s, brv_arena_printf(s->arena, "%s.", how_it_comes(type)));
  brv_sheet_line(s, brv_arena_printf(s->arena, "Titles: %s.", all_titles(s, type)));
  brv_sheet_schema(s, "behind the heading", type->attributes);
  brv_sheet_schema(s, "behind an item of its list", type->item);
  if (!type->authored)
    return;
  const brv_value *titles = brv_section_titles(type);
  const brv_value *english = brv_value_member(titles, "en");
  const char *title = english && english->count ? english->items[0]->text : type->name;
  const char *attributes = brv_sheet_attributes(s, type->attributes);
  const char *heading = *attributes ? brv_arena_printf(s->arena, "## %s {%s}\n", title, attributes)
                                    : brv_arena_printf(s->arena, "## %s\n", title);
  const char *item = brv_sheet_attributes(s, type->item);
  brv_sheet_example(s, "markdown",
                    *item ? brv_arena_printf(s->arena, "%s- … {%s}\n", heading, item)
                          : brv_arena_printf(s->arena, "%s…\n", heading));
}

/* --- blocks and spans --- */

static const char *class_of(brv_sheet *s, const char *name, const brv_schema *schema)
{
  const char *attributes = brv_sheet_attributes(s, schema);
  return brv_arena_printf(s->arena, "{.%s%s%s}", name, *attributes ? " " : "", attributes);
}

static void tell_block(brv_sheet *s, const brv_block_type *type)
{
  const char *class = class_of(s, type->name, type->attributes);
  brv_sheet_title(s, "block", type->name);
  brv_sheet_line(s, type->div ? "A div around text." : "A fenced block of data.");
  brv_sheet_schema(s, "in the braces", type->attributes);
  if (type->div) {
    brv_sheet_example(s, "markdown", brv_arena_printf(s->arena, "::: %s\n…\n:::\n", class));
    return;
  }
  brv_sheet_schema(s, "data", type->data);
  brv_sheet_example(
      s, "markdown",
      brv_arena_printf(s->arena, "```%s\n%s```\n", class, brv_sheet_data(s, type->data)));
}

static void tell_span(brv_sheet *s, const brv_span_type *type)
{
  brv_sheet_title(s, "span", type->name);
  brv_sheet_line(s, "A bracketed span in a line of text.");
  brv_sheet_schema(s, "in the braces", type->attributes);
  brv_sheet_example(s, "markdown",
                    brv_arena_printf(s->arena, "Text with […]%s in it.\n",
                                     class_of(s, type->name, type->attributes)));
}

/* --- the plugin --- */

/* The keys with samples, a line each, so far to the right. */
static const char *yaml(brv_sheet *s, const brv_field *fields, const char *before)
{
  const char *text = "";
  for (; fields && fields->name; fields++)
    text = brv_arena_printf(s->arena, "%s%s%s: %s\n", text, before, fields->name,
                            brv_sheet_sample(s, &fields->schema));
  return text;
}

static void tell_front(brv_sheet *s)
{
  const brv_schema map = {.type = BRV_TYPE_MAP, .fields = s->plugin->front};
  if (!map.fields || !map.fields->name)
    return;
  brv_sheet_title(s, "front matter", NULL);
  brv_sheet_schema(s, "at the top of a briefing", &map);
  brv_sheet_example(s, "yaml", yaml(s, map.fields, ""));
}

static void tell_options(brv_sheet *s)
{
  const brv_schema map = {.type = BRV_TYPE_MAP, .fields = s->plugin->options};
  if (!map.fields || !map.fields->name)
    return;
  brv_sheet_title(s, "options", NULL);
  brv_sheet_schema(s, "in pack.yaml", &map);
  brv_sheet_example(s, "yaml",
                    brv_arena_printf(s->arena, "options:\n  %s:\n%s", s->plugin->id,
                                     yaml(s, map.fields, "    ")));
}

static void tell_rules(brv_sheet *s)
{
  if (!s->plugin->rules || !*s->plugin->rules)
    return;
  const char *names = "";
  for (const char *const *rule = s->plugin->rules; *rule; rule++)
    names = brv_arena_printf(s->arena, "%s%s%s", names, *names ? ", " : "", *rule);
  brv_sheet_title(s, "editorial rules", NULL);
  brv_sheet_line(s, brv_arena_printf(s->arena, "Checks: %s.", names));
}

static void tell_plugin(brv_sheet *s)
{
  const brv_registry *registry = brv_host_registry(s->desk->host);
  brv_sheet_plugin(s);
  for (guint i = 0; i < registry->sections->len; i++)
    if (is_of(s, ((const brv_section_type *)registry->sections->pdata[i])->plugin))
      tell_section(s, registry->sections->pdata[i]);
  for (guint i = 0; i < registry->blocks->len; i++)
    if (is_of(s, ((const brv_block_type *)registry->blocks->pdata[i])->plugin))
      tell_block(s, registry->blocks->pdata[i]);
  for (guint i = 0; i < registry->spans->len; i++)
    if (is_of(s, ((const brv_span_type *)registry->spans->pdata[i])->plugin))
      tell_span(s, registry->spans->pdata[i]);
  tell_front(s);
  tell_options(s);
  tell_rules(s);
}

bool brv_desk_doc(brv_desk *desk, char **names, bool markdown, GString *out, brv_diags *diags)
{
  GPtrArray *plugins = names && *names ? brv_desk_choose(desk, names, diags)
                                       : brv_host_registry(desk->host)->plugins;
  if (markdown && plugins)
    g_string_append(out, "# What an editor can write\n\n"
                         "Plugin by plugin, made from what they declare by `brevier plugin doc "
                         "--markdown`.\n");
  for (guint i = 0; plugins && i < plugins->len; i++) {
    brv_sheet sheet = {.desk = desk, .plugin = plugins->pdata[i], .markdown = markdown, .out = out};
    sheet.arena = desk->arena;
    if (!sheet.plugin->broken)
      tell_plugin(&sheet);
  }
  return plugins != NULL;
}
