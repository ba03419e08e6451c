#include <string.h>

#include "plugin/internal.h"
#include "document/wire.h"

/* Deeper than any document is: a plugin's blocks, in those of another, in a section. */
enum { DEPTH = 200 };

/* Any coordinate or size, in points. */
#define FAR 1e6

/* --- the fields of every node --- */

static const brv_wire_field common[] = {
    BRV_WIRE_INT_FIELD(brv_node, kind, 0, BRV_NODE_KIND_COUNT - 1),
    BRV_WIRE_TEXT_FIELD(brv_node, role),
    BRV_WIRE_TEXT_FIELD(brv_node, id),
    BRV_WIRE_TEXT_FIELD(brv_node, text),
    BRV_WIRE_TEXT_FIELD(brv_node, target),
    BRV_WIRE_TEXT_FIELD(brv_node, alt),
    BRV_WIRE_TEXT_FIELD(brv_node, language),
    BRV_WIRE_TEXT_FIELD(brv_node, type),
    BRV_WIRE_INT_FIELD(brv_node, number, 0, G_MAXINT32),
    BRV_WIRE_PLACE_FIELD(brv_node, place),
    {BRV_WIRE_END},
};
G_STATIC_ASSERT(sizeof(brv_node_kind) == sizeof(int));

/* --- what the kind alone has --- */

static const brv_wire_field none[] = {{BRV_WIRE_END}};

#define TABLE(name, ...) static const brv_wire_field name[] = {__VA_ARGS__, {BRV_WIRE_END}}

TABLE(heading, BRV_WIRE_INT_FIELD(brv_node, level, 1, 6));
TABLE(list, BRV_WIRE_TRUTH_FIELD(brv_node, list.ordered),
      BRV_WIRE_TRUTH_FIELD(brv_node, list.loose),
      BRV_WIRE_INT_FIELD(brv_node, list.start, 1, 999999));
TABLE(item, BRV_WIRE_TEXT_FIELD(brv_node, label));
TABLE(table, BRV_WIRE_INT_FIELD(brv_node, table.columns, 1, BRV_PLUGIN_BLOCK_LIMIT));
TABLE(row, BRV_WIRE_TRUTH_FIELD(brv_node, row.head), BRV_WIRE_TRUTH_FIELD(brv_node, row.marked));
TABLE(cell, BRV_WIRE_TRUTH_FIELD(brv_node, cell.head),
      BRV_WIRE_INT_FIELD(brv_node, cell.columns_wide, 1, 100),
      BRV_WIRE_INT_FIELD(brv_node, cell.rows_high, 1, 1000),
      BRV_WIRE_INT_FIELD(brv_node, cell.shade, 0, BRV_SHADE_MOST));
TABLE(text, BRV_WIRE_NEEDED_TEXT(brv_node, text), BRV_WIRE_TRUTH_FIELD(brv_node, literal));
TABLE(with_text, BRV_WIRE_NEEDED_TEXT(brv_node, text));
TABLE(with_target, BRV_WIRE_NEEDED_TEXT(brv_node, target));
TABLE(image, BRV_WIRE_ASSET_FIELD(brv_node, asset));
TABLE(picture, BRV_WIRE_NEEDED_TEXT(brv_node, alt));

static const brv_wire_field *const own[BRV_NODE_KIND_COUNT] = {
    [BRV_NODE_HEADING] = heading,  [BRV_NODE_LIST] = list,        [BRV_NODE_ITEM] = item,
    [BRV_NODE_TABLE] = table,      [BRV_NODE_ROW] = row,          [BRV_NODE_CELL] = cell,
    [BRV_NODE_CODE] = with_text,   [BRV_NODE_TEXT] = text,        [BRV_NODE_CODE_SPAN] = with_text,
    [BRV_NODE_LINK] = with_target, [BRV_NODE_CITE] = with_target, [BRV_NODE_PAGE_REF] = with_target,
    [BRV_NODE_IMAGE] = image,      [BRV_NODE_DRAWING] = picture,
};

static const brv_wire_field *own_fields(brv_node_kind kind)
{
  return own[kind] ? own[kind] : none;
}

/* --- drawings --- */

TABLE(drawing, BRV_WIRE_NUMBER_FIELD(brv_drawing, width, 0, FAR),
      BRV_WIRE_NUMBER_FIELD(brv_drawing, height, 0, FAR),
      BRV_WIRE_NUMBER_FIELD(brv_drawing, baseline, -FAR, FAR));

TABLE(step, BRV_WIRE_INT_FIELD(brv_draw_step, op, 0, BRV_DRAW_OPS - 1),
      BRV_WIRE_INT_FIELD(brv_draw_step, anchor, 0, BRV_ANCHOR_END),
      BRV_WIRE_NUMBER_FIELD(brv_draw_step, x1, -FAR, FAR),
      BRV_WIRE_NUMBER_FIELD(brv_draw_step, y1, -FAR, FAR),
      BRV_WIRE_NUMBER_FIELD(brv_draw_step, x2, -FAR, FAR),
      BRV_WIRE_NUMBER_FIELD(brv_draw_step, y2, -FAR, FAR),
      BRV_WIRE_NUMBER_FIELD(brv_draw_step, x, -FAR, FAR),
      BRV_WIRE_NUMBER_FIELD(brv_draw_step, y, -FAR, FAR),
      BRV_WIRE_NUMBER_FIELD(brv_draw_step, strength, 0, 1),
      BRV_WIRE_TEXT_FIELD(brv_draw_step, colour), BRV_WIRE_TEXT_FIELD(brv_draw_step, text),
      BRV_WIRE_TEXT_FIELD(brv_draw_step, role));
G_STATIC_ASSERT(sizeof(brv_draw_op) == sizeof(int) && sizeof(brv_anchor) == sizeof(int));

#define DASH(i) BRV_WIRE_NUMBER_FIELD(brv_pen, dashes[i], 0, FAR)
TABLE(pen, BRV_WIRE_NUMBER_FIELD(brv_pen, width, 0, FAR),
      BRV_WIRE_INT_FIELD(brv_pen, dash_count, 0, BRV_DRAW_DASHES),
      BRV_WIRE_INT_FIELD(brv_pen, cap, 0, BRV_CAP_SQUARE),
      BRV_WIRE_INT_FIELD(brv_pen, join, 0, BRV_JOIN_BEVEL), DASH(0), DASH(1), DASH(2), DASH(3),
      DASH(4), DASH(5), DASH(6), DASH(7));
G_STATIC_ASSERT(BRV_DRAW_DASHES == 8);
G_STATIC_ASSERT(sizeof(brv_cap) == sizeof(int) && sizeof(brv_join) == sizeof(int));

static void put_drawing(brv_wire_writer *w, const brv_drawing *d)
{
  guint32 count = 0;
  for (const brv_draw_step *s = d->first; s; s = s->next)
    count++;
  brv_wire_put_fields(w, drawing, d);
  brv_wire_put_count(w, count);
  for (const brv_draw_step *s = d->first; s; s = s->next) {
    brv_wire_put_fields(w, step, s);
    if (s->op == BRV_DRAW_STROKE)
      brv_wire_put_fields(w, pen, s->pen);
  }
}

/* Cairo takes no dashes that are all without length. */
static const brv_pen *take_pen(brv_wire_reader *r)
{
  brv_pen *p = brv_new(r->arena, brv_pen);
  double sum = 0;
  brv_wire_take_fields(r, pen, p);
  for (int i = 0; i < p->dash_count && i < BRV_DRAW_DASHES; i++)
    sum += p->dashes[i];
  r->bad = r->bad || (p->dash_count && sum == 0);
  return p;
}

static bool is_whole(const brv_draw_step *s)
{
  if (s->op == BRV_DRAW_TEXT)
    return s->text && s->role;
  return s->colour || (s->op != BRV_DRAW_FILL && s->op != BRV_DRAW_STROKE);
}

static brv_draw_step *take_step(brv_wire_reader *r, int *depth)
{
  brv_draw_step *s = brv_new(r->arena, brv_draw_step);
  brv_wire_take_fields(r, step, s);
  if (s->op == BRV_DRAW_STROKE && !r->bad)
    s->pen = take_pen(r);
  *depth += (s->op == BRV_DRAW_SAVE) - (s->op == BRV_DRAW_RESTORE);
  r->bad = r->bad || !is_whole(s) || *depth < (s->op == BRV_DRAW_CLIP) || *depth > BRV_DRAW_DEPTH;
  return s;
}

static brv_drawing *take_drawing(brv_wire_reader *r)
{
  brv_drawing *d = brv_new(r->arena, brv_drawing);
  int depth = 0;
  brv_wire_take_fields(r, drawing, d);
  guint32 count = brv_wire_take_length(r);
  for (guint32 i = 0; i < count && !r->bad; i++) {
    brv_draw_step *s = take_step(r, &depth);
    *(d->last ? &d->last->next : &d->first) = s;
    d->last = s;
  }
  r->bad = r->bad || depth != 0;
  return d;
}

/* --- briefings --- */

TABLE(briefing, BRV_WIRE_NEEDED_TEXT(brv_briefing_info, title),
      BRV_WIRE_NEEDED_TEXT(brv_briefing_info, file),
      BRV_WIRE_TEXT_FIELD(brv_briefing_info, short_title),
      BRV_WIRE_TEXT_FIELD(brv_briefing_info, kicker),
      BRV_WIRE_TEXT_FIELD(brv_briefing_info, category),
      BRV_WIRE_TEXT_FIELD(brv_briefing_info, summary), BRV_WIRE_TEXT_FIELD(brv_briefing_info, date),
      BRV_WIRE_TRUTH_FIELD(brv_briefing_info, literal));

static brv_briefing_info *take_briefing(brv_wire_reader *r)
{
  brv_briefing_info *info = brv_new(r->arena, brv_briefing_info);
  brv_wire_take_fields(r, briefing, info);
  return info;
}

/* --- tables --- */

static void put_columns(brv_wire_writer *w, const brv_node *node)
{
  brv_wire_put_count(w, node->table.aligns != NULL);
  brv_wire_put_count(w, node->table.widths != NULL);
  for (int i = 0; node->table.aligns && i < node->table.columns; i++)
    brv_wire_put_count(w, node->table.aligns[i]);
  for (int i = 0; node->table.widths && i < node->table.columns; i++)
    brv_wire_put_number(w, node->table.widths[i]);
}

static const brv_align *take_aligns(brv_wire_reader *r, int columns)
{
  if (!brv_wire_has(r, (gsize)columns)) /* a byte each, or more */
    return NULL;
  brv_align *aligns = brv_new_array(r->arena, brv_align, columns);
  for (int i = 0; i < columns; i++)
    aligns[i] = brv_wire_take_count(r, BRV_ALIGN_POINT);
  return aligns;
}

static const double *take_widths(brv_wire_reader *r, int columns)
{
  if (!brv_wire_has(r, (gsize)columns * sizeof(double)))
    return NULL;
  double *widths = brv_new_array(r->arena, double, columns);
  for (int i = 0; i < columns; i++)
    widths[i] = brv_wire_take_number(r, 0, 1);
  return widths;
}

static void take_columns(brv_wire_reader *r, brv_node *node)
{
  bool has_aligns = brv_wire_take_count(r, 1), has_widths = brv_wire_take_count(r, 1);
  node->table.aligns = has_aligns ? take_aligns(r, node->table.columns) : NULL;
  node->table.widths = has_widths ? take_widths(r, node->table.columns) : NULL;
}

/* Every row fills all columns, its own cells and those that hang into it from above. */
static bool is_table_whole(const brv_node *node)
{
  guint rows = 0, at = 0;
  for (const brv_node *one = node->first; one; one = one->next)
    rows += one->kind == BRV_NODE_ROW;
  g_autofree gint64 *ends = g_new0(gint64, rows + 1); /* columns that hang no further, by row */
  gint64 hanging = 0;
  for (const brv_node *one = node->first; one; one = one->next) {
    if (one->kind != BRV_NODE_ROW)
      continue;
    gint64 columns = hanging -= ends[at];
    for (const brv_node *c = one->first; c; c = c->next) {
      columns += c->cell.columns_wide;
      hanging += c->cell.rows_high > 1 ? c->cell.columns_wide : 0;
      if (c->cell.rows_high > 1)
        ends[MIN(at + (guint)c->cell.rows_high, rows)] += c->cell.columns_wide;
    }
    if (columns != node->table.columns)
      return false;
    at++;
  }
  return rows > 0;
}

/* --- shape --- */

static bool is_block(brv_node_kind kind)
{
  return brv_kind(kind) && kind < BRV_NODE_TEXT && kind != BRV_NODE_ITEM && kind != BRV_NODE_ROW &&
         kind != BRV_NODE_CELL;
}

static bool may_hold_blocks(brv_node_kind parent, brv_node_kind kind)
{
  if (kind == BRV_NODE_IMAGE || kind == BRV_NODE_CAPTION)
    return parent == BRV_NODE_FIGURE;
  return is_block(kind);
}

static bool may_hold_as_plugins_do(brv_node_kind parent, brv_node_kind kind)
{
  const brv_kind_info *info = brv_kind(parent);
  switch (info ? info->holds : BRV_HOLDS_NOTHING) {
  case BRV_HOLDS_INLINES:
    return kind >= BRV_NODE_TEXT || kind == BRV_NODE_DRAWING;
  case BRV_HOLDS_BLOCKS:
    return may_hold_blocks(parent, kind);
  case BRV_HOLDS_ITEMS:
    return kind == BRV_NODE_ITEM;
  case BRV_HOLDS_ROWS:
    return kind == BRV_NODE_ROW || kind == BRV_NODE_CAPTION;
  case BRV_HOLDS_CELLS:
    return kind == BRV_NODE_CELL;
  case BRV_HOLDS_NOTHING:
    break;
  }
  return false;
}

static bool may_hold(brv_node_kind parent, brv_node_kind kind)
{
  switch (parent) {
  case BRV_NODE_DOCUMENT:
    return kind == BRV_NODE_BRIEFING;
  case BRV_NODE_BRIEFING:
    return kind == BRV_NODE_HEADER || kind == BRV_NODE_SECTION;
  case BRV_NODE_HEADER:
  case BRV_NODE_SECTION:
    return may_hold_blocks(parent, kind);
  case BRV_NODE_CITE:
    return kind == BRV_NODE_TEXT;
  default:
    return may_hold_as_plugins_do(parent, kind);
  }
}

/* --- trees --- */

void brv_wire_put_tree(brv_wire_writer *w, const brv_node *node)
{
  guint32 count = 0;
  for (const brv_node *child = node->first; child; child = child->next)
    count++;
  brv_wire_put_fields(w, common, node);
  brv_wire_put_fields(w, own_fields(node->kind), node);
  if (node->kind == BRV_NODE_DRAWING)
    put_drawing(w, node->drawing);
  else if (node->kind == BRV_NODE_BRIEFING)
    brv_wire_put_fields(w, briefing, node->briefing);
  else if (node->kind == BRV_NODE_TABLE)
    put_columns(w, node);
  brv_wire_put_count(w, count);
  for (const brv_node *child = node->first; child; child = child->next)
    brv_wire_put_tree(w, child);
}

static void take_own(brv_wire_reader *r, brv_node *node)
{
  if (!r->bad)
    brv_wire_take_fields(r, own_fields(node->kind), node);
  if (r->bad)
    return;
  if (node->kind == BRV_NODE_DRAWING)
    node->drawing = take_drawing(r);
  else if (node->kind == BRV_NODE_BRIEFING)
    node->briefing = take_briefing(r);
  else if (node->kind == BRV_NODE_TABLE)
    take_columns(r, node);
}

static void take_node(brv_wire_reader *r, brv_node *parent, int depth)
{
  brv_node *node = brv_new(r->arena, brv_node);
  node->tier = -1;
  brv_wire_take_fields(r, common, node);
  r->bad = r->bad || depth > DEPTH || !may_hold(parent->kind, node->kind);
  take_own(r, node);
  guint32 count = brv_wire_take_length(r);
  for (guint32 i = 0; i < count && !r->bad; i++)
    take_node(r, node, depth + 1);
  r->bad = r->bad || (node->kind == BRV_NODE_TABLE && !is_table_whole(node));
  brv_node_append(parent, node);
}

brv_node *brv_wire_take_tree(brv_wire_reader *r)
{
  brv_node *root = brv_new(r->arena, brv_node);
  root->tier = -1;
  brv_wire_take_fields(r, common, root);
  r->bad = r->bad || root->kind != BRV_NODE_DOCUMENT;
  take_own(r, root);
  guint32 count = brv_wire_take_length(r);
  for (guint32 i = 0; i < count && !r->bad; i++)
    take_node(r, root, 1);
  return r->bad ? NULL : root;
}
