#include "base/schema.h"

#include <string.h>

#include "base/schema-scalar.h"

typedef struct {
  brv_arena *arena;
  brv_diags *diags;
  bool fits;
} checker;

/* Where a value stands, for messages: written out only when there is one. */
typedef struct path {
  const struct path *around;
  const char *key; /* NULL: an item of a list */
  guint index;
} path;

static void check(checker *c, const brv_schema *schema, const brv_value *value, const path *at);

/* "x", then "map.x", then "map.list[2]": lists count from 1, as people do. */
static const char *path_text(const checker *c, const path *at)
{
  if (!at->around)
    return at->key;
  const char *around = path_text(c, at->around);
  if (!at->key)
    return brv_arena_printf(c->arena, "%s[%u]", around, at->index + 1);
  return *around ? brv_arena_printf(c->arena, "%s.%s", around, at->key) : at->key;
}

static void report_unknown(checker *c, const brv_schema *schema, const brv_member *member,
                           const path *map)
{
  const char *text = path_text(c, map);
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  for (const brv_field *f = schema->fields; f && f->name; f++)
    g_ptr_array_add(names, (void *)f->name);
  g_ptr_array_add(names, NULL);
  const char *help = brv_did_you_mean(c->arena, member->key, (const char *const *)names->pdata);
  if (!help && names->len > 1 && names->len <= 9) {
    g_autofree char *list = g_strjoinv(", ", (char **)names->pdata);
    help = brv_arena_printf(c->arena, "known here: %s", list);
  }
  brv_report(c->diags, BRV_UNKNOWN_KEY, member->place, help, "no key \"%s\" is known%s%s",
             member->key, *text ? " in " : "", text);
}

static const brv_field *field_called(const brv_schema *schema, const char *name)
{
  for (const brv_field *f = schema->fields; f && f->name; f++)
    if (brv_same_text(f->name, name))
      return f;
  return NULL;
}

static void check_required(checker *c, const brv_schema *schema, const brv_value *map,
                           const path *at)
{
  for (const brv_field *f = schema->fields; f && f->name; f++) {
    if (!f->schema.required || brv_value_member(map, f->name))
      continue;
    const char *text = path_text(c, at);
    brv_report(c->diags, BRV_MISSING_KEY, map->place, f->schema.help, "%s%s\"%s\" is missing", text,
               *text ? ": " : "", f->name);
    c->fits = false;
  }
}

static void check_map(checker *c, const brv_schema *schema, const brv_value *map, const path *at)
{
  for (guint i = 0; i < map->count; i++) {
    const brv_member *member = &map->members[i];
    const brv_field *field = field_called(schema, member->key);
    const brv_schema *inner = field ? &field->schema : schema->item;
    if (inner) {
      check(c, inner, member->value, &(path){at, member->key});
    } else {
      report_unknown(c, schema, member, at);
      c->fits = false;
    }
  }
  check_required(c, schema, map, at);
}

static void check_list(checker *c, const brv_schema *schema, const brv_value *list, const path *at)
{
  for (guint i = 0; schema->item && i < list->count; i++)
    check(c, schema->item, list->items[i], &(path){at, NULL, i});
}

static void report_bad(checker *c, const brv_schema *schema, const brv_value *value, const path *at)
{
  const char *text = path_text(c, at);
  g_autofree char *expected = brv_schema_expected(schema);
  g_autofree char *found = brv_schema_found(value);
  const char *help = brv_schema_help(c->arena, schema, value);
  brv_report(c->diags, BRV_BAD_VALUE, value->place, help, "%s%sexpected %s, found %s", text,
             *text ? ": " : "", expected, found);
  c->fits = false;
}

/* A bare scalar where a map with shorthand stands: it is checked as that member. */
static const brv_schema *shorthand_schema(const brv_schema *schema, const brv_value *value)
{
  if (schema->type != BRV_TYPE_MAP || !schema->shorthand || value->kind == BRV_VALUE_MAP ||
      value->kind == BRV_VALUE_LIST)
    return NULL;
  const brv_field *field = field_called(schema, schema->shorthand);
  return field ? &field->schema : NULL;
}

static void check(checker *c, const brv_schema *schema, const brv_value *value, const path *at)
{
  const brv_schema *bare = shorthand_schema(schema, value);
  if (bare)
    schema = bare;
  if (schema->type == BRV_TYPE_ANY || (value->kind == BRV_VALUE_NULL && schema->nullable))
    return;
  if (schema->type == BRV_TYPE_MAP && value->kind == BRV_VALUE_MAP)
    check_map(c, schema, value, at);
  else if (schema->type == BRV_TYPE_LIST && (value->kind == BRV_VALUE_LIST || value->either))
    check_list(c, schema, value, at);
  else if (!brv_schema_fits_scalar(schema, value))
    report_bad(c, schema, value, at);
}

bool brv_schema_check(brv_arena *arena, const brv_schema *schema, const brv_value *value,
                      const char *name, brv_diags *diags)
{
  checker c = {.arena = arena, .diags = diags, .fits = true};
  check(&c, schema, value, &(path){.key = name});
  return c.fits;
}

const brv_value *brv_schema_unfold(const brv_value *value, const char *shorthand)
{
  if (!value || value->kind != BRV_VALUE_MAP)
    return value;
  return brv_value_member(value, shorthand);
}
