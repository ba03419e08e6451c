#include <math.h>
#include <string.h>

#include "base/dump.h"
#include "desk/doc-private.h"

enum { DEPTH = 4, NAME_WIDTH = 22, TYPE_WIDTH = 30 };

/* --- heads and lines --- */

void brv_sheet_plugin(brv_sheet *s)
{
  const brv_plugin_info *p = s->plugin;
  const char *about = p->about ? p->about : "";
  if (s->markdown)
    g_string_append_printf(s->out, "\n## %s\n\n%s%s", p->id, about, *about ? ".\n" : "");
  else
    g_string_append_printf(s->out, "%s%s %s, %s\n%s%s", s->out->len ? "\n" : "", p->id, p->version,
                           p->origin, about, *about ? ".\n" : "");
}

void brv_sheet_title(brv_sheet *s, const char *kind, const char *name)
{
  const char *capital = brv_arena_printf(s->arena, "%c%s", g_ascii_toupper(kind[0]), kind + 1);
  if (s->markdown && name)
    g_string_append_printf(s->out, "\n### %s `%s`\n", capital, name);
  else if (s->markdown)
    g_string_append_printf(s->out, "\n### %s\n", capital);
  else
    g_string_append_printf(s->out, "\n  %s%s%s\n", kind, name ? " " : "", name ? name : "");
}

void brv_sheet_line(brv_sheet *s, const char *text)
{
  g_string_append_printf(s->out, "%s%c%s\n", s->markdown ? "\n" : "    ", g_ascii_toupper(text[0]),
                         text + 1);
}

void brv_sheet_example(brv_sheet *s, const char *syntax, const char *text)
{
  if (s->markdown) {
    g_string_append_printf(s->out, "\n````%s\n%s````\n", syntax, text);
    return;
  }
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  for (char **line = lines; *line; line++)
    if (**line)
      g_string_append_printf(s->out, "      | %s\n", *line);
}

/* --- types in words --- */

/* A range may be open at one end. */
static const char *number_words(brv_sheet *s, const brv_schema *schema, const char *name)
{
  if (schema->min >= schema->max)
    return name;
  g_autoptr(GString) text = g_string_new(name);
  g_string_append(text, isinf(schema->min)   ? ", at most "
                        : isinf(schema->max) ? ", at least "
                                             : ", ");
  brv_dump_number(text, isinf(schema->min) ? schema->max : schema->min, 6);
  if (isfinite(schema->min) && isfinite(schema->max)) {
    g_string_append(text, " to ");
    brv_dump_number(text, schema->max, 6);
  }
  return brv_arena_strdup(s->arena, text->str);
}

static const char *choice_words(brv_sheet *s, const brv_schema *schema)
{
  const char *text = "";
  for (const char *const *choice = schema->choices; choice && *choice; choice++)
    text = brv_arena_printf(s->arena, "%s%s%s", text,
                            !*text      ? ""
                            : choice[1] ? ", "
                                        : " or ",
                            *choice);
  return text;
}

static const char *type_words(brv_sheet *s, const brv_schema *schema)
{
  static const char *const names[] = {
      [BRV_TYPE_ANY] = "anything",      [BRV_TYPE_TEXT] = "text",
      [BRV_TYPE_MARKDOWN] = "Markdown", [BRV_TYPE_FILE] = "file",
      [BRV_TYPE_IMAGE] = "image",       [BRV_TYPE_RAW] = "text as it is",
      [BRV_TYPE_INTEGER] = "integer",   [BRV_TYPE_NUMBER] = "number",
      [BRV_TYPE_BOOLEAN] = "boolean",   [BRV_TYPE_DATE] = "date",
      [BRV_TYPE_CHOICE] = "choice",     [BRV_TYPE_ID] = "id",
      [BRV_TYPE_URL] = "URL",           [BRV_TYPE_LANGUAGE] = "language",
      [BRV_TYPE_COLOUR] = "colour",     [BRV_TYPE_LENGTH] = "length",
      [BRV_TYPE_LIST] = "list",         [BRV_TYPE_MAP] = "map"};
  G_STATIC_ASSERT(G_N_ELEMENTS(names) == BRV_TYPE_MAP + 1);
  const char *name = names[schema->type];
  switch (schema->type) {
  case BRV_TYPE_INTEGER:
  case BRV_TYPE_NUMBER:
    return number_words(s, schema, name);
  case BRV_TYPE_CHOICE:
    return choice_words(s, schema);
  case BRV_TYPE_LIST:
    return schema->item ? brv_arena_printf(s->arena, "list of %s", type_words(s, schema->item))
                        : name;
  case BRV_TYPE_MAP:
    return schema->shorthand ? brv_arena_printf(s->arena, "map, or its %s alone", schema->shorthand)
                             : name;
  default:
    return name;
  }
}

/* --- what may be written --- */

static const char *must(brv_sheet *s, const brv_schema *schema)
{
  if (schema->required)
    return "required";
  return schema->fallback ? brv_arena_printf(s->arena, "default %s", schema->fallback) : "";
}

/* A bar would end the cell. */
static const char *cell(brv_sheet *s, const char *text)
{
  g_autoptr(GString) safe = g_string_new(text);
  g_string_replace(safe, "|", "\\|", 0);
  return brv_arena_strdup(s->arena, safe->str);
}

static void add_row(brv_sheet *s, const char *name, const brv_schema *schema)
{
  const char *type = type_words(s, schema), *help = schema->help ? schema->help : "";
  if (s->markdown) {
    g_string_append_printf(s->out, "| `%s` | %s | %s | %s |\n", name, type,
                           cell(s, must(s, schema)), cell(s, help));
    return;
  }
  const char *kind =
      *must(s, schema) ? brv_arena_printf(s->arena, "%s (%s)", type, must(s, schema)) : type;
  g_string_append_printf(s->out, "      %-*s %-*s %s", NAME_WIDTH, name, TYPE_WIDTH, kind, help);
  g_strchomp(s->out->str);
  s->out->len = strlen(s->out->str);
  g_string_append_c(s->out, '\n');
}

static void add_rows(brv_sheet *s, const char *name, const brv_schema *schema, int depth);

static void add_fields(brv_sheet *s, const char *name, const brv_schema *schema, int depth)
{
  const char *dot = *name ? "." : "";
  for (const brv_field *field = schema->fields; field && field->name; field++) {
    const char *path = brv_arena_printf(s->arena, "%s%s%s", name, dot, field->name);
    add_row(s, path, &field->schema);
    add_rows(s, path, &field->schema, depth + 1);
  }
  if (schema->item) {
    const char *path = brv_arena_printf(s->arena, "%s%s…", name, dot);
    add_row(s, path, schema->item);
    add_rows(s, path, schema->item, depth + 1);
  }
}

/* The rows of what is inside. */
static void add_rows(brv_sheet *s, const char *name, const brv_schema *schema, int depth)
{
  if (depth > DEPTH)
    return;
  if (schema->type == BRV_TYPE_MAP)
    add_fields(s, name, schema, depth);
  else if (schema->type == BRV_TYPE_LIST && schema->item)
    add_rows(s, *name ? brv_arena_printf(s->arena, "%s[]", name) : "", schema->item, depth + 1);
}

static bool has_rows(const brv_schema *schema)
{
  while (schema && schema->type == BRV_TYPE_LIST)
    schema = schema->item;
  return schema && schema->type == BRV_TYPE_MAP &&
         ((schema->fields && schema->fields->name) || schema->item);
}

void brv_sheet_schema(brv_sheet *s, const char *where, const brv_schema *schema)
{
  if (!schema)
    return;
  const char *kind = schema->type == BRV_TYPE_MAP ? "" : type_words(s, schema);
  const char *head = brv_arena_printf(s->arena, "%s%s%s", where, *kind ? ": " : "", kind);
  if (!has_rows(schema)) {
    if (schema->type != BRV_TYPE_MAP)
      brv_sheet_line(s, brv_arena_printf(s->arena, "%s.", head));
    return;
  }
  if (s->markdown)
    g_string_append_printf(s->out, "\n| %s | | | |\n|---|---|---|---|\n", head);
  else
    g_string_append_printf(s->out, "    %s:\n", head);
  add_rows(s, "", schema, 0);
}

/* --- examples --- */

static const char *sample(brv_sheet *s, const brv_schema *schema, int depth);

static const char *number_sample(brv_sheet *s, const brv_schema *schema)
{
  double number = schema->type == BRV_TYPE_INTEGER ? 3 : 12.5;
  if (schema->min < schema->max && (number < schema->min || number > schema->max))
    number = isinf(schema->min)   ? schema->max
             : isinf(schema->max) ? schema->min
                                  : schema->min + (schema->max - schema->min) / 2;
  if (schema->type == BRV_TYPE_INTEGER)
    number = floor(number);
  g_autoptr(GString) text = g_string_new(NULL);
  brv_dump_number(text, number, 2);
  return brv_arena_strdup(s->arena, text->str);
}

/* The fields that must be there; all where none must, or the first three of many. */
static const char *map_sample(brv_sheet *s, const brv_schema *schema, const char *between,
                              int depth)
{
  const char *text = "";
  guint count = 0, required = 0;
  for (const brv_field *field = schema->fields; field && field->name; field++)
    required += field->schema.required;
  for (const brv_field *field = schema->fields; field && field->name; field++) {
    if (required ? !field->schema.required : count >= 3)
      continue;
    text = brv_arena_printf(s->arena, "%s%s%s: %s", text, count++ ? between : "", field->name,
                            sample(s, &field->schema, depth + 1));
  }
  if (!count && schema->item)
    text = brv_arena_printf(s->arena, "…: %s", sample(s, schema->item, depth + 1));
  return text;
}

static const char *sample(brv_sheet *s, const brv_schema *schema, int depth)
{
  static const char *const plain[] = {[BRV_TYPE_ANY] = "…",
                                      [BRV_TYPE_TEXT] = "…",
                                      [BRV_TYPE_MARKDOWN] = "…",
                                      [BRV_TYPE_FILE] = "data/file.csv",
                                      [BRV_TYPE_IMAGE] = "img/file.png",
                                      [BRV_TYPE_RAW] = "…",
                                      [BRV_TYPE_BOOLEAN] = "true",
                                      [BRV_TYPE_DATE] = "2026-12-31",
                                      [BRV_TYPE_ID] = "name",
                                      [BRV_TYPE_URL] = "https://example.org/",
                                      [BRV_TYPE_LANGUAGE] = "de",
                                      [BRV_TYPE_COLOUR] = "\"#00529b\"",
                                      [BRV_TYPE_LENGTH] = "40mm"};
  if (depth > DEPTH)
    return "…";
  switch (schema->type) {
  case BRV_TYPE_INTEGER:
  case BRV_TYPE_NUMBER:
    return number_sample(s, schema);
  case BRV_TYPE_CHOICE:
    return schema->choices && *schema->choices ? *schema->choices : "…";
  case BRV_TYPE_LIST:
    return schema->item ? brv_arena_printf(s->arena, "[%s]", sample(s, schema->item, depth + 1))
                        : "[…]";
  case BRV_TYPE_MAP:
    return schema->shorthand
               ? "…"
               : brv_arena_printf(s->arena, "{%s}", map_sample(s, schema, ", ", depth));
  default:
    return plain[schema->type];
  }
}

const char *brv_sheet_sample(brv_sheet *s, const brv_schema *schema)
{
  return schema->fallback ? schema->fallback : sample(s, schema, 0);
}

const char *brv_sheet_attributes(brv_sheet *s, const brv_schema *schema)
{
  const char *text = "";
  for (const brv_field *field = schema ? schema->fields : NULL; field && field->name; field++) {
    const char *value = brv_sheet_sample(s, &field->schema);
    const char *quote = strcmp(value, "…") == 0 ? "\"" : "";
    text = brv_arena_printf(s->arena, "%s%s%s=%s%s%s", text, *text ? " " : "", field->name, quote,
                            value, quote);
  }
  return text;
}

const char *brv_sheet_data(brv_sheet *s, const brv_schema *schema)
{
  if (!schema)
    return "…\n";
  if (schema->type == BRV_TYPE_LIST && schema->item)
    return brv_arena_printf(s->arena, "- %s\n", sample(s, schema->item, 0));
  if (schema->type == BRV_TYPE_MAP)
    return brv_arena_printf(s->arena, "%s\n", map_sample(s, schema, "\n", 0));
  return brv_arena_printf(s->arena, "%s\n", sample(s, schema, 0));
}
