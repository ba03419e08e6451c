#include "base/dump.h"
#include "document/node.h"

static const char *const names[] = {
    "document", "cover",     "contents", "part",       "briefing", "header",   "section",
    "group",    "heading",   "para",     "list",       "item",     "table",    "row",
    "cell",     "quote",     "code",     "figure",     "caption",  "drawing",  "break",
    "data",     "text",      "space",    "line-break", "emph",     "strong",   "span",
    "link",     "code-span", "image",    "note",       "cite",     "page-ref",
};
G_STATIC_ASSERT(G_N_ELEMENTS(names) == BRV_NODE_KIND_COUNT);

const char *brv_node_kind_name(brv_node_kind kind)
{
  return names[kind];
}

static void dump_number(GString *out, const char *key, int number, int usual)
{
  if (number != usual)
    g_string_append_printf(out, " %s=%d", key, number);
}

static void dump_flag(GString *out, const char *name, bool set)
{
  if (set)
    g_string_append_printf(out, " %s", name);
}

static void dump_columns(const brv_node *node, GString *out)
{
  static const char *const aligns[] = {"start", "centre", "end", "point"};
  g_string_append_printf(out, " columns=%d", node->table.columns);
  for (int i = 0; node->table.aligns && i < node->table.columns; i++)
    g_string_append_printf(out, "%s%s", i ? "," : " aligns=", aligns[node->table.aligns[i]]);
}

static void dump_asset(const brv_asset *asset, GString *out)
{
  if (!asset)
    return;
  brv_dump_pair(out, "asset", asset->path);
  g_string_append(out, " size=");
  brv_dump_number(out, asset->width, 2);
  g_string_append_c(out, 'x');
  brv_dump_number(out, asset->height, 2);
}

static void dump_drawing(const brv_drawing *drawing, GString *out)
{
  if (!drawing)
    return;
  g_string_append(out, " size=");
  brv_dump_number(out, drawing->width, 2);
  g_string_append_c(out, 'x');
  brv_dump_number(out, drawing->height, 2);
  if (drawing->baseline != drawing->height) {
    g_string_append(out, " baseline=");
    brv_dump_number(out, drawing->baseline, 2);
  }
}

/* What the kind alone has. */
static void dump_particulars(const brv_node *node, GString *out)
{
  switch (node->kind) {
  case BRV_NODE_HEADING:
    dump_number(out, "level", node->level, 0);
    break;
  case BRV_NODE_TEXT:
    dump_flag(out, "literal", node->literal);
    break;
  case BRV_NODE_LIST:
    dump_flag(out, "ordered", node->list.ordered);
    dump_flag(out, "loose", node->list.loose);
    dump_number(out, "start", node->list.start, 1);
    break;
  case BRV_NODE_ITEM:
    brv_dump_pair(out, "label", node->label);
    break;
  case BRV_NODE_TABLE:
    dump_columns(node, out);
    break;
  case BRV_NODE_ROW:
    dump_flag(out, "head", node->row.head);
    dump_flag(out, "marked", node->row.marked);
    break;
  case BRV_NODE_CELL:
    dump_flag(out, "head", node->cell.head);
    dump_number(out, "wide", node->cell.columns_wide, 1);
    dump_number(out, "shade", node->cell.shade, 0);
    dump_number(out, "high", node->cell.rows_high, 1);
    break;
  case BRV_NODE_IMAGE:
    dump_asset(node->asset, out);
    break;
  case BRV_NODE_DRAWING:
    dump_drawing(node->drawing, out);
    break;
  case BRV_NODE_BRIEFING:
    if (node->briefing) {
      brv_dump_pair(out, "title", node->briefing->title);
      brv_dump_pair(out, "short", node->briefing->short_title);
      brv_dump_pair(out, "kicker", node->briefing->kicker);
      brv_dump_pair(out, "summary", node->briefing->summary);
      brv_dump_pair(out, "file", node->briefing->file);
    }
    break;
  default:
    break;
  }
}

static void dump_one(const brv_node *node, int depth, GString *out)
{
  g_string_append_printf(out, "%*s%s", depth * 2, "", names[node->kind]);
  brv_dump_pair(out, "role", node->role);
  brv_dump_pair(out, "type", node->type);
  brv_dump_pair(out, "id", node->id);
  dump_particulars(node, out);
  dump_number(out, "number", node->number, 0);
  dump_number(out, "tier", node->tier, -1);
  brv_dump_pair(out, "target", node->target);
  brv_dump_pair(out, "language", node->language);
  brv_dump_pair(out, "alt", node->alt);
  for (const brv_attr *attr = node->attrs; attr; attr = attr->next)
    brv_dump_pair(out, attr->key, attr->value);
  brv_dump_pair(out, "text", node->text);
  g_string_append_c(out, '\n');
  if (node->value)
    brv_value_dump(node->value, depth * 2 + 2, out);
  if (node->kind == BRV_NODE_DRAWING && node->drawing)
    brv_drawing_dump(node->drawing, depth * 2 + 2, out);
}

void brv_node_dump(const brv_node *node, GString *out)
{
  int depth = 0;
  for (const brv_node *at = node; at;) {
    dump_one(at, depth, out);
    if (at->first) {
      at = at->first;
      depth++;
      continue;
    }
    while (at != node && !at->next) {
      at = at->parent;
      depth--;
    }
    at = at == node ? NULL : at->next;
  }
}
