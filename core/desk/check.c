#include <string.h>

#include "desk/desk-private.h"
#include "plugin/inspect.h"

/* What the host does not say by loading a plugin: what its author forgot, as warnings. */

static void doubt(const brv_checker *c, brv_place place, const char *help, const char *format, ...)
    G_GNUC_PRINTF(4, 5);

static void doubt(const brv_checker *c, brv_place place, const char *help, const char *format, ...)
{
  va_list args;
  va_start(args, format);
  g_autofree char *text = g_strdup_vprintf(format, args);
  va_end(args);
  brv_report(c->diags, BRV_PLUGIN_DOUBT, place, help, "plugin \"%s\": %s", c->plugin->id, text);
}

void brv_checker_doubt(const brv_checker *c, brv_place place, const char *help, const char *text)
{
  doubt(c, place, help, "%s", text);
}

static brv_place place_of(const brv_value *map, const char *key)
{
  const brv_value *value = brv_value_member(map, key);
  return value ? value->place : map ? map->place : BRV_NO_PLACE;
}

static const char *format(const brv_checker *c, const char *pattern, ...) G_GNUC_PRINTF(2, 3);

static const char *format(const brv_checker *c, const char *pattern, ...)
{
  va_list args;
  va_start(args, pattern);
  g_autofree char *text = g_strdup_vprintf(pattern, args);
  va_end(args);
  return brv_arena_strdup(c->desk->arena, text);
}

/* --- words --- */

/* Every language has the words that English has, and no others. */
static void compare_words(const brv_checker *c, const char *language)
{
  const brv_value *english = brv_host_words(c->desk->host, c->plugin->id, "en");
  const brv_value *words = brv_host_words(c->desk->host, c->plugin->id, language);
  for (guint i = 0; i < english->count; i++)
    if (!brv_value_member(words, english->members[i].key))
      doubt(c, words->place, "readers of that language will see the English word",
            "locale/%s.yaml has no word \"%s\"", language, english->members[i].key);
  for (guint i = 0; i < words->count; i++)
    if (!brv_value_member(english, words->members[i].key))
      doubt(c, words->members[i].place, "add it to locale/en.yaml, or take it out",
            "locale/en.yaml has no word \"%s\"", words->members[i].key);
}

/* A language that no briefing can have: "german.yaml". */
static bool is_language(const brv_checker *c, const char *language)
{
  const brv_schema schema = {.type = BRV_TYPE_LANGUAGE};
  g_autoptr(brv_diags) unused = brv_diags_new();
  brv_value *value = brv_value_new_text(c->desk->arena, language, BRV_NO_PLACE);
  return brv_schema_check(c->desk->arena, &schema, value, "", unused);
}

static void check_words(const brv_checker *c)
{
  GPtrArray *languages = brv_host_languages(c->desk->host, c->desk->arena, c->plugin->id);
  bool has_english = brv_host_words(c->desk->host, c->plugin->id, "en") != NULL;
  for (guint i = 0; i < languages->len; i++) {
    const char *language = languages->pdata[i];
    const brv_value *words = brv_host_words(c->desk->host, c->plugin->id, language);
    if (!is_language(c, language))
      doubt(c, words->place, "name the file by a tag of BCP 47, such as de.yaml or pt-BR.yaml",
            "locale/%s.yaml is named by no language", language);
    else if (!has_english)
      doubt(c, words->place, "all other languages fall back on it", "there is no locale/en.yaml");
    else if (strcmp(language, "en") != 0)
      compare_words(c, language);
  }
}

/* --- titles --- */

static void check_languages(const brv_checker *c, const brv_section_type *type)
{
  const brv_value *titles = brv_section_titles(type);
  GPtrArray *languages = brv_host_languages(c->desk->host, c->desk->arena, c->plugin->id);
  if (!brv_value_member(titles, "en"))
    doubt(c, c->place, "all other languages fall back on it",
          "section \"%s\" has no title in English", type->name);
  for (guint i = 0; i < languages->len; i++)
    if (is_language(c, languages->pdata[i]) && !brv_value_member(titles, languages->pdata[i]))
      doubt(c, c->place, format(c, "write titles = { %s = { … } }", (char *)languages->pdata[i]),
            "section \"%s\" has no title in \"%s\", for which there are words", type->name,
            (char *)languages->pdata[i]);
}

static bool is_titled(const brv_section_type *type, const char *title)
{
  g_autofree char *wanted = g_utf8_casefold(title, -1);
  for (const char *const *own = type->titles; own && *own; own++) {
    g_autofree char *folded = g_utf8_casefold(*own, -1);
    if (strcmp(folded, wanted) == 0)
      return true;
  }
  return false;
}

/* A heading opens one section: whichever comes first in the registry. */
static void check_clash(const brv_checker *c, const brv_section_type *type, const char *title)
{
  const GPtrArray *sections = brv_host_registry(c->desk->host)->sections;
  for (guint i = 0; i < sections->len; i++) {
    const brv_section_type *other = sections->pdata[i];
    if (other != type && type->authored && other->authored && is_titled(other, title))
      doubt(c, c->place,
            "choose another title; a heading opens the section that comes first by name",
            "the heading \"%s\" is one of the section \"%s\" of plugin \"%s\" too", title,
            other->name, other->plugin);
  }
}

static void check_titles(const brv_checker *c)
{
  const GPtrArray *sections = brv_host_registry(c->desk->host)->sections;
  for (guint i = 0; i < sections->len; i++) {
    const brv_section_type *type = sections->pdata[i];
    if (strcmp(type->plugin, c->plugin->id) != 0)
      continue;
    check_languages(c, type);
    for (const char *const *title = type->titles; title && *title; title++)
      check_clash(c, type, *title);
  }
}

/* --- the manifest --- */

static bool adds(const brv_checker *c, const char *name)
{
  const brv_registry *registry = brv_host_registry(c->desk->host);
  const brv_section_type *section = brv_registry_section(registry, name);
  const brv_block_type *block = brv_registry_block(registry, name);
  const brv_span_type *span = brv_registry_span(registry, name);
  const char *id = c->plugin->id;
  bool found = (section && strcmp(section->plugin, id) == 0) ||
               (block && strcmp(block->plugin, id) == 0) || (span && strcmp(span->plugin, id) == 0);
  for (const char *const *rule = c->plugin->rules; rule && *rule; rule++)
    found = found || strcmp(*rule, name) == 0;
  for (const brv_field *field = c->plugin->front; field && field->name; field++)
    found = found || strcmp(field->name, name) == 0;
  return found;
}

static bool is_told(const brv_value *told, const char *name)
{
  for (guint i = 0; told && i < told->count; i++)
    if (g_strcmp0(told->items[i]->text, name) == 0)
      return true;
  return false;
}

static void miss(const brv_checker *c, const brv_value *told, const char *plugin, const char *kind,
                 const char *name)
{
  if (strcmp(plugin, c->plugin->id) == 0 && !is_told(told, name))
    doubt(c, told->place, NULL, "adds: does not name the %s \"%s\"", kind, name);
}

static void check_adds(const brv_checker *c)
{
  const brv_registry *registry = brv_host_registry(c->desk->host);
  const brv_value *told = brv_value_member(c->manifest, "adds");
  for (guint i = 0; told && i < told->count; i++)
    if (told->items[i]->text && !adds(c, told->items[i]->text))
      doubt(c, told->items[i]->place, NULL, "adds: there is no \"%s\" in it", told->items[i]->text);
  for (guint i = 0; told && i < registry->sections->len; i++) {
    const brv_section_type *type = registry->sections->pdata[i];
    miss(c, told, type->plugin, "section", type->name);
  }
  for (guint i = 0; told && i < registry->blocks->len; i++) {
    const brv_block_type *type = registry->blocks->pdata[i];
    miss(c, told, type->plugin, "block", type->name);
  }
  for (guint i = 0; told && i < registry->spans->len; i++) {
    const brv_span_type *type = registry->spans->pdata[i];
    miss(c, told, type->plugin, "span", type->name);
  }
}

static void check_manifest(const brv_checker *c)
{
  if (!c->plugin->about)
    doubt(c, c->place, "write `about:`, one line for lists of plugins",
          "the manifest does not say what it is about");
  check_adds(c);
  for (const brv_field *field = c->plugin->options; field && field->name; field++)
    if (!field->schema.help)
      doubt(c, place_of(brv_value_member(c->manifest, "options"), field->name),
            "write `help:`; editors read it", "the option \"%s\" has no help", field->name);
  if (!brv_desk_specs(c->desk, c->plugin, ".lua")->len)
    doubt(c, c->place, format(c, "write examples into spec/%s.lua", c->plugin->id),
          "there is no spec");
}

void brv_desk_check(brv_desk *desk, char **names, brv_diags *diags)
{
  GPtrArray *plugins = brv_desk_choose(desk, names, diags);
  brv_styles *styles = plugins ? brv_styles_read(desk) : NULL;
  for (guint i = 0; plugins && i < plugins->len; i++) {
    brv_checker c = {.desk = desk, .plugin = plugins->pdata[i], .styles = styles, .diags = diags};
    c.manifest = brv_host_manifest(desk->host, c.plugin->id);
    c.place = place_of(c.manifest, "id");
    if (!c.plugin->broken) {
      check_manifest(&c);
      check_words(&c);
      check_titles(&c);
      brv_check_sources(&c);
    }
  }
  for (guint i = 0; plugins && i < plugins->len; i++)
    brv_host_check_syntax(desk->host, ((const brv_plugin_info *)plugins->pdata[i])->id, diags);
}
