#include <math.h>
#include <string.h>

#include "plugin/internal.h"

/* How plugin authors write a schema: the name of a type, or a map with `type` and what narrows it.
 */

static const char *const type_names[] = {
    "any",      "text",   "integer", "number", "boolean", "date",     "choice", "id",    "url",
    "language", "colour", "length",  "list",   "map",     "markdown", "file",   "image", NULL};
static const brv_type types[] = {
    BRV_TYPE_ANY,    BRV_TYPE_TEXT,   BRV_TYPE_INTEGER, BRV_TYPE_NUMBER, BRV_TYPE_BOOLEAN,
    BRV_TYPE_DATE,   BRV_TYPE_CHOICE, BRV_TYPE_ID,      BRV_TYPE_URL,    BRV_TYPE_LANGUAGE,
    BRV_TYPE_COLOUR, BRV_TYPE_LENGTH, BRV_TYPE_LIST,    BRV_TYPE_MAP,    BRV_TYPE_MARKDOWN,
    BRV_TYPE_FILE,   BRV_TYPE_IMAGE,
};
G_STATIC_ASSERT(G_N_ELEMENTS(types) + 1 == G_N_ELEMENTS(type_names));

static const brv_schema text = {.type = BRV_TYPE_TEXT};

static const brv_field description_fields[] = {
    {"type", {.type = BRV_TYPE_CHOICE, .choices = type_names, .required = true}},
    {"required", {.type = BRV_TYPE_BOOLEAN}},
    {"help", {.type = BRV_TYPE_TEXT}},
    {"default", {.type = BRV_TYPE_TEXT}},
    {"choices", {.type = BRV_TYPE_LIST, .item = &text}},
    {"min", {.type = BRV_TYPE_NUMBER}},
    {"max", {.type = BRV_TYPE_NUMBER}},
    {"item", {.type = BRV_TYPE_MAP, .fields = description_fields, .shorthand = "type"}},
    {"fields", {.type = BRV_TYPE_MAP, .item = &brv_schema_of_schemas}},
    {"shorthand", {.type = BRV_TYPE_TEXT}},
    {"nullable", {.type = BRV_TYPE_BOOLEAN}},
    {"inline", {.type = BRV_TYPE_BOOLEAN}},
    {NULL},
};

const brv_schema brv_schema_of_schemas = {
    .type = BRV_TYPE_MAP, .fields = description_fields, .shorthand = "type"};

static brv_type type_of(const char *name)
{
  for (gsize i = 0; type_names[i]; i++)
    if (g_strcmp0(name, type_names[i]) == 0)
      return types[i];
  return BRV_TYPE_ANY;
}

static const char *const *choices_of(brv_arena *arena, const brv_value *list)
{
  if (!list)
    return NULL;
  const char **choices = brv_new_array(arena, const char *, list->count + 1);
  for (guint i = 0; i < list->count; i++)
    choices[i] = list->items[i]->text;
  return choices;
}

static const brv_schema *kept(brv_arena *arena, brv_schema schema)
{
  brv_schema *copy = brv_new(arena, brv_schema);
  *copy = schema;
  return copy;
}

brv_schema brv_schema_described(brv_arena *arena, const brv_value *description)
{
  if (description->kind != BRV_VALUE_MAP)
    return (brv_schema){.type = type_of(description->text)};
  const brv_value *item = brv_value_member(description, "item");
  const brv_value *fields = brv_value_member(description, "fields");
  return (brv_schema){
      .type = type_of(brv_value_text(description, "type", "any")),
      .required = brv_value_truth(description, "required", false),
      .help = brv_value_text(description, "help", NULL),
      .fallback = brv_value_text(description, "default", NULL),
      .choices = choices_of(arena, brv_value_member(description, "choices")),
      .min = brv_value_number(description, "min",
                              brv_value_member(description, "max") ? -INFINITY : 0),
      .max =
          brv_value_number(description, "max", brv_value_member(description, "min") ? INFINITY : 0),
      .item = item ? kept(arena, brv_schema_described(arena, item)) : NULL,
      .fields = fields ? brv_fields_described(arena, fields) : NULL,
      .shorthand = brv_value_text(description, "shorthand", NULL),
      .nullable = brv_value_truth(description, "nullable", false),
      .in_line = brv_value_truth(description, "inline", false),
  };
}

bool brv_schema_is_plain(const brv_schema *schema)
{
  if (schema->type == BRV_TYPE_MARKDOWN || schema->type == BRV_TYPE_FILE ||
      schema->type == BRV_TYPE_IMAGE)
    return false;
  for (const brv_field *field = schema->fields; field && field->name; field++)
    if (!brv_schema_is_plain(&field->schema))
      return false;
  return !schema->item || brv_schema_is_plain(schema->item);
}

static int by_name(const void *a, const void *b)
{
  return strcmp(((const brv_field *)a)->name, ((const brv_field *)b)->name);
}

const brv_field *brv_fields_described(brv_arena *arena, const brv_value *map)
{
  brv_field *fields = brv_new_array(arena, brv_field, map->count + 1);
  for (guint i = 0; i < map->count; i++)
    fields[i] =
        (brv_field){map->members[i].key, brv_schema_described(arena, map->members[i].value)};
  qsort(fields, map->count, sizeof *fields, by_name);
  return fields;
}
