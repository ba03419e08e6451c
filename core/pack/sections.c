#include <string.h>

#include "pack/load-private.h"
#include "pack/markdown/attributes.h"

/* What a heading that no plugin claims opens. */
static const char fallback_type[] = "prose";

static const brv_schema no_attributes = {.type = BRV_TYPE_MAP};

static void read_attribute(brv_binding *b, const brv_node *node, const brv_field *field)
{
  brv_type type = field->schema.type;
  if (type != BRV_TYPE_MARKDOWN && type != BRV_TYPE_FILE && type != BRV_TYPE_IMAGE)
    return;
  for (brv_attr *attr = node->attrs; attr; attr = attr->next) {
    if (attr->read || strcmp(attr->key, field->name) != 0)
      continue;
    attr->read = brv_attribute_value(b->pack->bodies, attr);
    attr->read->needed = field->schema.required;
    brv_bind_read(b, &field->schema, attr->read);
  }
}

/* The attributes of a node as a map, so that one engine checks all values. */
static void check_attributes(brv_binding *b, const brv_node *node, const brv_schema *schema,
                             const char *what)
{
  if (!schema && !node->attrs)
    return;
  brv_value *map = brv_value_new(b->pack->bodies, BRV_VALUE_MAP, node->place);
  for (const brv_attr *attr = node->attrs; attr; attr = attr->next)
    brv_value_append(b->pack->bodies, map,
                     (brv_member){attr->key, brv_attribute_key(attr),
                                  brv_value_new_text(b->pack->bodies, attr->value, attr->place)});
  brv_schema_check(b->pack->bodies, schema ? schema : &no_attributes, map, what, b->diags);
  for (const brv_field *field = schema ? schema->fields : NULL; field && field->name; field++)
    read_attribute(b, node, field);
}

static const char *nearest_section(brv_binding *b, const char *name)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  for (guint i = 0; i < b->registry->sections->len; i++) {
    const brv_section_type *type = b->registry->sections->pdata[i];
    if (type->authored)
      g_ptr_array_add(names, (void *)type->name);
  }
  g_ptr_array_add(names, NULL);
  return brv_did_you_mean(b->pack->bodies, name, (const char *const *)names->pdata);
}

static const brv_section_type *type_by_class(brv_binding *b, const brv_node *section)
{
  const brv_section_type *type = brv_registry_section(b->registry, section->type);
  if (type && type->authored)
    return type;
  const char *format = type ? "a section \"%s\" is made by its plugin and cannot be written"
                            : "no plugin builds a section \"%s\"";
  const char *help = type ? "name it in the pack's `sections`; take the class off the heading"
                          : nearest_section(b, section->type);
  g_autofree char *text = g_strdup_printf(format, section->type);
  if (type || !b->registry->lacking)
    brv_report(b->diags, BRV_UNKNOWN_SECTION, section->place, help, "%s", text);
  return NULL;
}

static const brv_section_type *type_by_title(brv_binding *b, const brv_node *section)
{
  const brv_node *heading = section->first;
  if (!heading || heading->kind != BRV_NODE_HEADING)
    return NULL;
  const brv_section_type *type =
      brv_registry_titled(b->registry, brv_node_common_words(b->pack->bodies, heading));
  return type && type->authored ? type : NULL;
}

/* Whether an item's list stands in the section itself; divs that only mark a tier do not count. */
static bool is_direct(const brv_node *item, const brv_node *section)
{
  const brv_node *around = item->parent->parent;
  while (around && around->kind == BRV_NODE_GROUP && !around->type)
    around = around->parent;
  return around == section;
}

/* Prose for want of a better one, while the plugin that knows better may be missing. */
static bool is_guess(const brv_binding *b, const brv_section_type *type)
{
  return b->registry->lacking && strcmp(type->name, fallback_type) == 0;
}

static void check_items(brv_binding *b, const brv_node *section)
{
  const brv_section_type *type = brv_registry_section(b->registry, section->type);
  if (!type || is_guess(b, type))
    return; /* what its items may have is known once the type is */
  for (const brv_node *node = section->first; node; node = brv_node_next(node, section)) {
    if (node->kind != BRV_NODE_ITEM)
      continue;
    check_attributes(b, node, is_direct(node, section) ? type->item : NULL, "item");
  }
}

static const char *nearest_block(brv_binding *b, const brv_node *node)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  for (guint i = 0; i < b->registry->blocks->len; i++) {
    const brv_block_type *type = b->registry->blocks->pdata[i];
    if (type->div == (node->kind == BRV_NODE_GROUP))
      g_ptr_array_add(names, (void *)type->name);
  }
  g_ptr_array_add(names, NULL);
  return brv_did_you_mean(b->pack->bodies, node->type, (const char *const *)names->pdata);
}

/* The lines as one text, without the end of the last. */
static brv_value *raw_value(brv_binding *b, brv_place lines)
{
  const char *text = brv_source_text(lines.source) + lines.offset;
  if (lines.length && text[lines.length - 1] == '\n')
    lines.length--;
  if (lines.length && text[lines.length - 1] == '\r')
    lines.length--;
  brv_value *value = brv_value_new(b->pack->bodies, BRV_VALUE_TEXT, lines);
  value->quoted = true;
  value->text = brv_arena_strndup(b->pack->bodies, text, lines.length);
  value->length = lines.length;
  return value;
}

/* What a fenced block says is known only now: one that no plugin knows is read as YAML too, so that
 * one run tells all. */
static void read_data(brv_binding *b, brv_node *node, const brv_block_type *type)
{
  bool is_raw = type && type->data && type->data->type == BRV_TYPE_RAW;
  node->value =
      is_raw ? raw_value(b, node->lines) : brv_yaml_read(b->pack->bodies, node->lines, b->diags);
}

static void bind_block(brv_binding *b, brv_node *node)
{
  bool is_div = node->kind == BRV_NODE_GROUP;
  const brv_block_type *type = node->type ? brv_registry_block(b->registry, node->type) : NULL;
  if (!is_div)
    read_data(b, node, type);
  if (!type || type->div != is_div) {
    if (node->type && b->registry->lacking)
      return;
    if (node->type)
      brv_report(b->diags, BRV_UNKNOWN_CLASS, node->place, nearest_block(b, node),
                 "no plugin builds a %s \"%s\"", is_div ? "div" : "fenced block", node->type);
    else
      check_attributes(b, node, NULL, "div");
    return;
  }
  check_attributes(b, node, type->attributes, node->type);
  if (type->data && type->data->type == BRV_TYPE_RAW)
    brv_bind_check_raw_marks(node->value->place,
                             "make a block of its own of it: ```{.class tier=...}", b->diags);
  else if (type->data && node->value) {
    brv_bind_read(b, type->data, node->value);
    brv_bind_check_value(b->pack, type->data, node->value, node->type, b->diags);
  }
}

static const char *nearest_span(brv_binding *b, const char *name)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  for (guint i = 0; i < b->registry->spans->len; i++)
    g_ptr_array_add(names, (void *)((const brv_span_type *)b->registry->spans->pdata[i])->name);
  g_ptr_array_add(names, NULL);
  return brv_did_you_mean(b->pack->bodies, name, (const char *const *)names->pdata);
}

static void bind_span(brv_binding *b, const brv_node *node)
{
  const brv_span_type *type = brv_registry_span(b->registry, node->type);
  if (type)
    check_attributes(b, node, type->attributes, node->type);
  else if (!b->registry->lacking)
    brv_report(b->diags, BRV_UNKNOWN_CLASS, node->place, nearest_span(b, node->type),
               "no plugin builds a span \"%s\"", node->type);
}

static void bind_section(brv_binding *b, brv_node *section)
{
  const brv_section_type *type =
      section->type ? type_by_class(b, section) : type_by_title(b, section);
  if (!type && !section->type)
    type = brv_registry_section(b->registry, fallback_type);
  if (type) {
    section->type = type->name;
    if (!is_guess(b, type))
      check_attributes(b, section, type->attributes, type->name);
  }
}

static const brv_section_type *claimant(brv_binding *b, brv_opening opening)
{
  for (guint i = 0; i < b->registry->sections->len; i++) {
    const brv_section_type *type = b->registry->sections->pdata[i];
    if (type->opening == opening)
      return type;
  }
  return brv_registry_section(b->registry, fallback_type);
}

static brv_node *opening_section(brv_binding *b, brv_node *before, brv_node *body,
                                 brv_opening opening)
{
  brv_node *section = brv_node_new(b->pack->bodies, BRV_NODE_SECTION, body->place);
  const brv_section_type *type = claimant(b, opening);
  section->type = type ? type->name : fallback_type;
  if (before)
    brv_node_insert_before(before, section);
  else
    brv_node_append(body, section);
  return section;
}

static void move(brv_node *node, brv_node *section)
{
  if (!section->first)
    section->place = node->place;
  brv_node_unlink(node);
  brv_node_append(section, node);
}

/* A list, also one in a div that only marks its tier. */
static bool is_list(const brv_node *node)
{
  if (node->kind == BRV_NODE_GROUP && !node->type && node->first && node->first == node->last)
    return node->first->kind == BRV_NODE_LIST;
  return node->kind == BRV_NODE_LIST;
}

/* What stands before the first heading becomes sections of the types that claim it, so that all
 * later stages know sections only. */
static void bind_opening(brv_binding *b, brv_node *body)
{
  brv_node *first = body->first;
  while (first && first->kind != BRV_NODE_SECTION)
    first = first->next;
  brv_node *text = NULL, *list = NULL;
  for (brv_node *node = body->first, *next; node && node != first; node = next) {
    next = node->next;
    if (node == text || node == list)
      continue;
    bool opens_list = is_list(node) && !list;
    brv_node **section = opens_list ? &list : &text;
    if (!*section)
      *section = opening_section(b, first, body, opens_list ? BRV_OPENING_LIST : BRV_OPENING_TEXT);
    move(node, *section);
  }
}

static void bind_nodes(brv_binding *b, brv_node *root)
{
  for (brv_node *node = root; node; node = brv_node_next(node, root))
    if ((node->kind == BRV_NODE_GROUP && node != root) || node->kind == BRV_NODE_DATA)
      bind_block(b, node);
    else if (node->kind == BRV_NODE_SPAN && node->type)
      bind_span(b, node);
}

void brv_bind_tree(brv_binding *b, brv_node *tree)
{
  for (const brv_node *node = tree; node; node = brv_node_next(node, tree))
    if (node->kind == BRV_NODE_ITEM)
      check_attributes(b, node, NULL, "item");
  bind_nodes(b, tree);
}

void brv_bind_sections(brv_pack *pack, brv_briefing *briefing, const brv_registry *registry,
                       brv_diags *diags)
{
  brv_binding b = {pack, briefing, registry, diags, 0};
  brv_node *body = briefing->body;
  if (!body)
    return;
  for (brv_node *node = body->first; node; node = node->next)
    if (node->kind == BRV_NODE_SECTION)
      bind_section(&b, node);
  bind_opening(&b, body);
  for (brv_node *node = body->first; node; node = node->next)
    if (node->type)
      check_items(&b, node);
  bind_nodes(&b, body);
}
