#include <string.h>

#include "pack/images.h"
#include "pack/load-private.h"

/* Values that are more than text: Markdown, files and images. They are read when the schemas are
 * known, and stay with their values from then on. */

/* Markdown that holds data that holds Markdown... */
enum { NESTING_LIMIT = 3 };

static bool is_one_para(const brv_node *tree)
{
  return !tree->first || (tree->first == tree->last && tree->first->kind == BRV_NODE_PARA);
}

static void read_markdown(brv_binding *b, const brv_schema *schema, brv_value *value)
{
  if (b->depth >= NESTING_LIMIT) {
    brv_report(b->diags, BRV_TOO_DEEP, value->place, "put less inside one another",
               "data inside of Markdown inside of data nests deeper than %d", NESTING_LIMIT);
    return;
  }
  value->tree = brv_markdown_read(b->pack, b->briefing->file, value, b->diags);
  if (schema->in_line && !is_one_para(value->tree))
    brv_report(b->diags, BRV_BAD_VALUE, value->place, schema->help,
               "expected one paragraph, found more");
  b->depth++;
  brv_bind_tree(b, value->tree);
  b->depth--;
}

static const char *resolve(brv_binding *b, const brv_value *value)
{
  return brv_folder_resolve(b->pack->arena, b->briefing->file, value->text, value->place, b->diags);
}

static void read_image(brv_binding *b, brv_value *value)
{
  const char *path = resolve(b, value);
  const brv_asset *asset = path ? brv_pack_image(b->pack, path, value->place, b->diags) : NULL;
  if (!asset)
    return;
  value->tree = brv_node_new(b->pack->bodies, BRV_NODE_IMAGE, value->place);
  value->tree->asset = asset;
}

/* Each file is read once; a mark of a tier in it is told once. */
static const brv_source *load_file(brv_binding *b, const char *path, brv_place place)
{
  brv_pack *pack = b->pack;
  void *known;
  if (!pack->files)
    pack->files = brv_arena_table(pack->arena);
  if (g_hash_table_lookup_extended(pack->files, path, NULL, &known))
    return known;
  brv_source *source =
      brv_folder_read_text(pack->arena, pack->folder, path, BRV_PACK_TEXT_LIMIT, place, b->diags);
  if (source)
    brv_bind_check_raw_marks((brv_place){source, 0, (guint32)brv_source_length(source)},
                             "mark what names the file, and keep the rest in another", b->diags);
  g_hash_table_insert(pack->files, (char *)path, source);
  return source;
}

/* A briefing has text for some readers only, which would go out with the file. */
static void read_file(brv_binding *b, brv_value *value)
{
  const char *path = resolve(b, value);
  if (path && (strcmp(path, "pack.yaml") == 0 || brv_pack_briefing(b->pack, path)))
    brv_report(b->diags, BRV_BAD_VALUE, value->place, "name a file that holds nothing but the data",
               "\"%s\" is a part of the pack itself", path);
  else if (path)
    value->file = load_file(b, path, value->place);
}

static void read_scalar(brv_binding *b, const brv_schema *schema, brv_value *value)
{
  if (!value->text || value->tree || value->file)
    return;
  if (schema->type == BRV_TYPE_MARKDOWN)
    read_markdown(b, schema, value);
  else if (schema->type == BRV_TYPE_IMAGE)
    read_image(b, value);
  else if (schema->type == BRV_TYPE_FILE)
    read_file(b, value);
}

static const brv_schema *member_schema(const brv_schema *map, const char *key)
{
  for (const brv_field *field = map->fields; field && field->name; field++)
    if (strcmp(field->name, key) == 0)
      return &field->schema;
  return map->item;
}

static void read_member(brv_binding *b, const brv_schema *map, const brv_member *member)
{
  const brv_schema *schema = member_schema(map, member->key);
  if (!schema || strcmp(member->key, "tier") == 0)
    return;
  member->value->needed = schema->required;
  brv_bind_read(b, schema, member->value);
}

void brv_bind_read(brv_binding *b, const brv_schema *schema, brv_value *value)
{
  bool is_tree = value->kind == BRV_VALUE_MAP || value->kind == BRV_VALUE_LIST;
  if (schema->type == BRV_TYPE_MAP && schema->shorthand && !is_tree)
    schema = member_schema(schema, schema->shorthand);
  if (!schema)
    return;
  for (guint i = 0; i < value->count; i++)
    if (value->kind == BRV_VALUE_MAP && schema->type == BRV_TYPE_MAP)
      read_member(b, schema, &value->members[i]);
    else if (value->kind == BRV_VALUE_LIST && schema->type == BRV_TYPE_LIST && schema->item)
      brv_bind_read(b, schema->item, value->items[i]);
  if (!is_tree)
    read_scalar(b, schema, value);
}
