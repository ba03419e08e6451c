#include <string.h>

#include "base/schema.h"
#include "pack/markdown/reader.h"
#include "pack/readers.h"

/* Texts looked through for the bracket that opens a span; more is no span. */
enum { SPAN_LIMIT = 2000 };

static void apply_tier(brv_md *md, const brv_attributes *attributes, brv_node *node)
{
  node->tier = brv_pack_tier(md->pack, attributes->tier);
  if (node->tier < 0)
    brv_pack_report_tier(md->pack, attributes->tier, attributes->tier_place, md->diags);
}

static void apply_language(brv_md *md, const brv_attributes *attributes, brv_node *node)
{
  static const brv_schema language = {.type = BRV_TYPE_LANGUAGE};
  brv_value *value =
      brv_value_new_text(md->arena, attributes->language, attributes->language_place);
  if (brv_schema_check(md->arena, &language, value, "lang", md->diags))
    node->language = attributes->language;
}

static void refuse_keys(brv_md *md, const brv_attributes *attributes)
{
  static const char *const known[] = {"tier", "lang", NULL};
  for (const brv_attr *attr = attributes->others; attr; attr = attr->next)
    brv_report(md->diags, BRV_UNKNOWN_KEY, brv_attribute_key(attr),
               brv_did_you_mean(md->arena, attr->key, known), "nothing here reads the key \"%s\"",
               attr->key);
}

void brv_md_apply(brv_md *md, const brv_attributes *attributes, brv_node *node, int allowed)
{
  if (attributes->language)
    apply_language(md, attributes, node);
  if (attributes->id)
    node->id = attributes->id;
  if (attributes->tier && (allowed & BRV_MD_TIER))
    apply_tier(md, attributes, node);
  else if (attributes->tier)
    brv_report(md->diags, BRV_STRAY_ATTRIBUTE, attributes->tier_place,
               "put it on the section's ## heading, or put a div around: ::: {tier=...}",
               "a tier cannot be marked on this");
  if (attributes->class && (allowed & BRV_MD_CLASS))
    node->type = attributes->class;
  else if (attributes->class)
    brv_report(md->diags, BRV_UNKNOWN_CLASS, attributes->class_place,
               "classes stand on ## headings, divs, fenced blocks and [text]",
               "nothing here reads the class \"%s\"", attributes->class);
  if (allowed & BRV_MD_KEYS)
    node->attrs = attributes->others;
  else
    refuse_keys(md, attributes);
}

void brv_md_refuse(brv_md *md, const brv_attributes *attributes)
{
  brv_report(
      md->diags, BRV_STRAY_ATTRIBUTE, attributes->place,
      "they stand at the end of a heading or a list item, directly after a link, an image or "
      "[text], or on a div; write \\{ for a brace",
      "attributes cannot stand here");
}

static bool is_open_text(const brv_node *node)
{
  return node->kind == BRV_NODE_TEXT && !node->number;
}

/* The text that holds the "[" of the last "]"; `*index` is where. */
static brv_node *find_opening(brv_node *out, gsize *index)
{
  int depth = 0, looked = 0;
  for (brv_node *node = out->last; node && looked < SPAN_LIMIT; node = node->prev, looked++) {
    if (!is_open_text(node))
      continue;
    for (gsize i = strlen(node->text); i-- > 0;) {
      depth += node->text[i] == ']' ? 1 : node->text[i] == '[' ? -1 : 0;
      if (depth == 0 && node->text[i] == '[') {
        *index = i;
        return node;
      }
    }
  }
  return NULL;
}

/* Shortens a text to its bytes [from, to); takes it out when nothing is left. */
static void cut(brv_md *md, brv_node *node, gsize from, gsize to)
{
  node->text = brv_arena_strndup(md->arena, node->text + from, to - from);
  node->place = brv_place_part(node->place, (guint32)from, (guint32)(to - from));
  if (from == to)
    brv_node_unlink(node);
}

bool brv_md_wrap_span(brv_md *md, brv_node *out, const brv_attributes *attributes)
{
  brv_node *last = out->last;
  gsize index = 0;
  if (!last || !is_open_text(last) || !g_str_has_suffix(last->text, "]"))
    return false;
  brv_node *opening = find_opening(out, &index);
  if (!opening)
    return false;
  brv_node *span = brv_node_new(md->arena, BRV_NODE_SPAN, opening->place);
  brv_node *inside = brv_node_new_text(md->arena, opening->text, opening->place);
  gsize length = strlen(opening->text);
  brv_node *next = opening->next;
  brv_node_append(span, inside);
  while (next) {
    brv_node *after = next->next;
    brv_node_unlink(next);
    brv_node_append(span, next);
    next = after;
  }
  brv_node_append(out, span);
  span->place = brv_md_place(md, opening->place.offset + (guint32)index, md->at);
  cut(md, opening, 0, index);
  cut(md, inside, index + 1, length);
  last = span->last;
  if (last)
    cut(md, last, 0, strlen(last->text) - 1);
  if (g_strcmp0(attributes->class, "smallcaps") == 0) {
    brv_attributes own = *attributes;
    own.class = NULL;
    span->role = "smallcaps";
    brv_md_apply(md, &own, span, BRV_MD_ID | BRV_MD_TIER);
    return true;
  }
  int more = attributes->class ? BRV_MD_CLASS | BRV_MD_KEYS : 0;
  brv_md_apply(md, attributes, span, BRV_MD_ID | BRV_MD_TIER | more);
  return true;
}

void brv_md_trim(brv_node *out)
{
  while (out->last) {
    brv_node *last = out->last;
    bool is_break = last->kind == BRV_NODE_SPACE || last->kind == BRV_NODE_LINE_BREAK;
    if (is_open_text(last))
      last->text = g_strchomp((char *)last->text);
    if (!is_break && !(last->kind == BRV_NODE_TEXT && !*last->text))
      return;
    brv_node_unlink(last);
  }
}
