#include "document/direction.h"
#include "typeset/set.h"

/* How many boxes behind a heading stay with it: never fewer than two lines. */
enum { KEPT_WITH_HEADING = 2 };

/* How far a rule over all columns stands below the grid's line, in parts of its step. */
static const double WIDE_RULE_DROP = 1.0 / 3;

static const char *const HEADINGS[] = {"heading-1", "heading-2", "heading-3",
                                       "heading-4", "heading-5", "heading-6"};

static const char *kind_role(const brv_node *node)
{
  switch (node->kind) {
  case BRV_NODE_HEADING:
    return HEADINGS[CLAMP(node->level, 1, (int)G_N_ELEMENTS(HEADINGS)) - 1];
  case BRV_NODE_LIST:
    return node->list.ordered ? "ordered-list" : "list";
  case BRV_NODE_TABLE:
    return "table";
  case BRV_NODE_QUOTE:
    return "quote";
  case BRV_NODE_CODE:
    return "code";
  case BRV_NODE_FIGURE:
    return "figure";
  case BRV_NODE_CAPTION:
    return "caption";
  case BRV_NODE_HEADER:
    return "header";
  case BRV_NODE_BREAK:
    return "break";
  default:
    return NULL;
  }
}

/* Frames of the document hand on what is around them; a section's role is its type, which may be
 * that of a block inside it. */
static bool has_style(const brv_node *node)
{
  return node->kind != BRV_NODE_SECTION && node->kind != BRV_NODE_BRIEFING &&
         node->kind != BRV_NODE_PART && node->kind != BRV_NODE_COVER &&
         node->kind != BRV_NODE_CONTENTS;
}

const brv_style *brv_style_here(const brv_setter *setter, const brv_style *style)
{
  const brv_in_table *in = &setter->in_table;
  if (in->smaller <= 0 && !in->divides)
    return style;
  brv_style *here = brv_new(setter->arena, brv_style);
  *here = *style;
  here->size *= 1 - in->smaller;
  here->leading *= 1 - in->smaller;
  here->hyphenate |= in->divides;
  return here;
}

/* A list without a look of its own in a cell, a note or the margin. */
static bool is_guest(const brv_setter *setter, const brv_column *column, const brv_node *node)
{
  return column->flat && column->role && !brv_layout_find_style(setter->layout, node->role);
}

/* It has the letters of what it stands in, and is a list for the rest. */
static const brv_style *guest_list(const brv_setter *setter, const brv_style *list,
                                   const brv_style *letters)
{
  brv_style *style = brv_new(setter->arena, brv_style);
  *style = *letters;
  style->marker = list->marker;
  style->marker_colour = list->marker_colour;
  style->marker_width = list->marker_width * letters->size / list->size;
  style->rule_before = style->rule_after = style->space_before = style->space_after = 0;
  style->indent = style->indent_end = 0;
  style->setting = BRV_SET_RAGGED;
  return style;
}

const brv_style *brv_block_style(const brv_setter *setter, const brv_column *column,
                                 const brv_node *node)
{
  const brv_layout *layout = setter->layout;
  const brv_style *style = has_style(node) ? brv_layout_find_style(layout, node->role) : NULL;
  if (!style && kind_role(node))
    style = brv_layout_find_style(layout, kind_role(node));
  if (!style && node->kind == BRV_NODE_LIST)
    style = brv_layout_find_style(layout, "list");
  if (style && node->kind == BRV_NODE_LIST && is_guest(setter, column, node))
    style = guest_list(setter, style, brv_layout_style(layout, column->role, "para"));
  if (!style && node->kind == BRV_NODE_PARA)
    style = brv_layout_style(layout, column->role, "para");
  return style ? brv_style_here(setter, style) : NULL;
}

static void add_rule(brv_setter *setter, brv_column *column, double thickness,
                     const brv_style *style, double above, double below)
{
  brv_box *box = brv_box_new(setter, above + thickness + below);
  brv_box_add_rect(setter, box, column->x, above, column->width, thickness, style->rule_colour);
  if (column->wide && above > 0) {
    box->on_grid = true;
    box->ascent = above - WIDE_RULE_DROP * setter->layout->baseline;
  }
  brv_column_add(setter, column, box);
}

static void set_break(brv_setter *setter, brv_column *column, const brv_style *style)
{
  double height = style ? style->leading : setter->layout->baseline, width = 3 * height;
  brv_box *box = brv_box_new(setter, height);
  brv_box_add_rect(setter, box, column->x + (column->width - width) / 2, height / 2, width, 0.5,
                   brv_layout_colour(setter->layout, "hairline"));
  brv_column_add(setter, column, box);
}

static void set_inside(brv_setter *setter, brv_column *column, const brv_node *node,
                       const brv_style *style)
{
  switch (node->kind) {
  case BRV_NODE_PARA:
  case BRV_NODE_HEADING:
  case BRV_NODE_CAPTION:
    brv_set_para(setter, column, node,
                 style ? style : brv_layout_style(setter->layout, "para", NULL));
    break;
  case BRV_NODE_LIST:
    brv_set_list(setter, column, node,
                 style ? style : brv_layout_style(setter->layout, "para", NULL));
    break;
  case BRV_NODE_TABLE:
    brv_set_table(setter, column, node,
                  style ? style : brv_layout_style(setter->layout, "para", NULL));
    break;
  case BRV_NODE_CODE:
    brv_set_code(setter, column, node,
                 style ? style : brv_layout_style(setter->layout, "para", NULL));
    break;
  case BRV_NODE_FIGURE:
    brv_set_figure(setter, column, node);
    break;
  case BRV_NODE_IMAGE:
  case BRV_NODE_DRAWING:
    brv_set_picture(setter, column, node);
    break;
  case BRV_NODE_BREAK:
    set_break(setter, column, style);
    break;
  default:
    brv_set_blocks(setter, column, node);
  }
}

static bool hands_on_its_role(const brv_node *node)
{
  return node->kind == BRV_NODE_GROUP || node->kind == BRV_NODE_QUOTE ||
         node->kind == BRV_NODE_HEADER;
}

static bool is_rtl(const brv_setter *setter, const brv_node *node)
{
  const char *language = brv_node_language(node);
  return brv_language_is_rtl(language ? language : setter->document->language);
}

/* What stands around the block's content, by its style. */
static void set_styled(brv_setter *setter, brv_column *column, const brv_node *node,
                       const brv_style *style)
{
  brv_column outer = *column;
  bool is_para = node->kind == BRV_NODE_PARA;
  if (!is_para)
    column->before = NULL;
  column->new_page |= style->new_page;
  if (style->keep_together && column->together == BRV_APART)
    column->together = BRV_TOGETHER_FROM_NEXT;
  if (!column->under_heading || style->rule_before > 0)
    brv_column_space(column, style->space_before);
  column->under_heading = false;
  column->x += is_rtl(setter, node) ? style->indent_end : style->indent;
  column->width -= style->indent + style->indent_end;
  if (hands_on_its_role(node))
    column->role = style->role;
  if (style->rule_before > 0) {
    add_rule(setter, column, style->rule_before, style, 0, style->pad_before);
    brv_column_keep(column, 1, BRV_KEEP_WHOLE);
  }
  set_inside(setter, column, node, style);
  if (style->rule_after > 0) {
    brv_column_keep(column, 1, BRV_KEEP_WHOLE);
    add_rule(setter, column, style->rule_after, style, style->pad_after, 0);
  }
  column->x = outer.x;
  column->width = outer.width;
  column->role = outer.role;
  column->together = outer.together == BRV_APART ? BRV_APART : column->together;
  if (!is_para)
    column->before = NULL;
  brv_column_space(column, style->space_after);
  if (style->keep_with_next)
    brv_column_keep(column, KEPT_WITH_HEADING,
                    node->kind == BRV_NODE_HEADER ? BRV_KEEP_HEAD : BRV_KEEP_HEADING);
  column->under_heading = node->kind == BRV_NODE_HEADING && node->level > 1;
}

static void set_beside(brv_setter *setter, brv_column *column, const brv_node *node,
                       const brv_style *style)
{
  brv_column margin = brv_column_new(setter, setter->margin_width);
  margin.flat = true;
  g_ptr_array_extend(margin.waiting, column->waiting, NULL, NULL);
  g_ptr_array_set_size(column->waiting, 0);
  set_styled(setter, &margin, node, style);
  brv_column_end(setter, &margin);
  margin.strip->lift = style->lift;
  if (margin.strip->boxes->len == 0)
    return;
  g_ptr_array_add(style->lift > 0 ? column->lifted : column->beside, margin.strip);
}

static void set_wide(brv_setter *setter, brv_column *column, const brv_node *node,
                     const brv_style *style)
{
  double x = column->x, width = column->width;
  column->wide = true;
  column->x = 0;
  column->width = setter->wide_width;
  set_styled(setter, column, node, style);
  column->wide = false;
  column->x = x;
  column->width = width;
}

/* A paragraph that looks like what it stands in has its letters, not its rules and spaces. */
static bool only_inherits(const brv_setter *setter, const brv_column *column, const brv_node *node)
{
  return node->kind == BRV_NODE_PARA && column->role &&
         !brv_layout_find_style(setter->layout, node->role);
}

/* How high a box is with its notes. */
static double height_with_notes(const brv_box *box)
{
  double height = box->space + box->height;
  for (guint i = 0; box->notes && i < box->notes->len; i++)
    height += brv_strip_height(box->notes->pdata[i]);
  return height;
}

/* Lines that a float may need more than its boxes are high, to stand on the grid. */
enum { GRID_LINES = 2 };

/* A group that floats stays whole, and one that no page holds with its notes does not float, nor
 * one of which a part only goes over all columns. */
static bool may_float(const brv_setter *setter, const brv_column *column, guint first,
                      const brv_style *style)
{
  guint count = column->strip->boxes->len;
  if (!style || !style->floats || column->flat || first >= count)
    return false;
  double height = GRID_LINES * setter->layout->baseline;
  bool notes = false, wide = ((brv_box *)column->strip->boxes->pdata[first])->wide;
  for (guint i = first; i < count; i++) {
    const brv_box *box = column->strip->boxes->pdata[i];
    height += height_with_notes(box);
    notes |= box->notes != NULL;
    if (box->wide != wide)
      return false;
  }
  return height + (notes ? brv_note_gap(setter->layout) : 0) <= setter->text_height;
}

/* The text goes on behind what floats as if nothing stood between: `before` is the column as it was
 * then. */
static void mark_float(const brv_setter *setter, brv_column *column, const brv_column *before,
                       guint first, const brv_style *style)
{
  GPtrArray *boxes = column->strip->boxes;
  if (!may_float(setter, column, first, style))
    return;
  for (guint i = first + 1; i < boxes->len; i++)
    brv_box_keep(boxes->pdata[i], BRV_KEEP_WHOLE);
  ((brv_box *)boxes->pdata[first])->floats = boxes->len - first;
  column->space_away = before->space_away;
  column->before = before->before;
  column->under_heading = before->under_heading;
  column->kept = before->kept;
  column->kept_of = before->kept_of;
  column->kept_as = before->kept_as;
}

/* A heading is named by the outline, and its lines stay together. */
static void mark_heading(const brv_column *column, guint first, const brv_node *node)
{
  const GPtrArray *boxes = column->strip->boxes;
  if (node->kind != BRV_NODE_HEADING || boxes->len <= first)
    return;
  ((brv_box *)boxes->pdata[first])->outline = node;
  for (guint i = first + 1; i < boxes->len; i++)
    brv_box_keep(boxes->pdata[i], BRV_KEEP_HEADING);
}

/* Who said it stays with what was said. */
static void keep_attribution(brv_column *column, const brv_node *node)
{
  if (node->prev && g_strcmp0(node->role, "attribution") == 0)
    brv_column_keep(column, 1, BRV_KEEP_HEADING);
}

void brv_set_block(brv_setter *setter, brv_column *column, const brv_node *node)
{
  keep_attribution(column, node);
  const brv_style *style = brv_block_style(setter, column, node);
  guint first = column->strip->boxes->len;
  brv_column before = *column;
  if (node->id)
    g_ptr_array_add(column->waiting, (void *)node);
  if (!style || only_inherits(setter, column, node))
    set_inside(setter, column, node, style);
  else if (style->place == BRV_PLACE_MARGIN && !column->flat && setter->margin_width > 0)
    set_beside(setter, column, node, style);
  else if (style->place == BRV_PLACE_WIDE && !column->flat && !column->wide)
    set_wide(setter, column, node, style);
  else
    set_styled(setter, column, node, style);
  mark_heading(column, first, node);
  mark_float(setter, column, &before, first, style);
}

void brv_set_blocks(brv_setter *setter, brv_column *column, const brv_node *parent)
{
  for (const brv_node *node = parent->first; node; node = node->next)
    brv_set_block(setter, column, node);
}
