#include "typeset/flow.h"
#include "typeset/pages-private.h"
#include "typeset/text.h"
#include "typeset/line.h"

/* How much of the measure the longest word of a title may take that is set smaller for it. */
static const double ALMOST = 0.99;

/* Lines of the grid between the parts, at least. */
static const double GAP = 2;

/* By how much a cover that is too full is set smaller at a time, and how small it may become. */
static const double STEP = 0.05, SMALLEST = 0.4;

/* A cover has three parts: what stands at its top, the list in the text column, and its foot. */
typedef enum { AT_TOP, IN_LIST, AT_FOOT } part_of_cover;

static part_of_cover part_of(const brv_node *node)
{
  static const struct {
    const char *role;
    part_of_cover part;
  } PARTS[] = {
      {"cover-list", IN_LIST},
      {"cover-more", IN_LIST},
      {"cover-edition", AT_FOOT},
      {"cover-publisher", AT_FOOT},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(PARTS); i++)
    if (g_strcmp0(node->role, PARTS[i].role) == 0)
      return PARTS[i].part;
  return AT_TOP;
}

/* A long word in the title would be divided; the whole title is set smaller instead. */
static void fit_title(brv_setter *setter, brv_column *column, const brv_node *title)
{
  brv_style style = *brv_layout_style(setter->layout, "cover-title", "heading-1");
  guint words = setter->words;
  brv_text *text = brv_text_new(setter, brv_node_language(title));
  brv_text_add_inlines(setter, text, title, &style);
  double whole = column->width - style.indent;
  double narrowest = brv_text_widths(setter, text).narrowest;
  setter->words = words;
  if (narrowest > whole - style.indent_end)
    style.indent_end = 0;
  if (narrowest > whole) {
    style.leading *= ALMOST * whole / narrowest;
    style.size *= ALMOST * whole / narrowest;
  }
  brv_column_space(column, style.space_before);
  column->width = whole - style.indent_end;
  column->x += style.indent;
  brv_set_para(setter, column, title, &style);
  column->x -= style.indent;
  column->width = whole + style.indent;
  brv_column_space(column, style.space_after);
}

/* The rule across the top of the cover. */
static void add_rule(brv_setter *setter, brv_column *column)
{
  const brv_value *map = brv_value_member(setter->layout->source, "cover");
  double rule = brv_layout_length(map, "rule", 0, 0);
  brv_box *box = brv_box_new(setter, rule + brv_layout_length(map, "rule_gap", 0, 0));
  if (rule <= 0)
    return;
  brv_box_add_rect(setter, box, 0, 0, column->width, rule,
                   brv_layout_colour(setter->layout, "accent"));
  brv_column_add(setter, column, box);
  column->para_start = G_MAXUINT;
}

static brv_column set_part(brv_setter *setter, const brv_node *cover, part_of_cover part)
{
  bool in_column = part == IN_LIST && setter->layout->columns <= 1;
  double full = in_column ? setter->text_width : setter->wide_width;
  brv_column column = brv_column_new(setter, full);
  column.flat = true;
  if (part == AT_TOP)
    add_rule(setter, &column);
  for (const brv_node *node = cover->first; node; node = node->next) {
    if (part_of(node) != part)
      continue;
    if (g_strcmp0(node->role, "cover-title") == 0)
      fit_title(setter, &column, node);
    else
      brv_set_block(setter, &column, node);
  }
  brv_column_end(setter, &column);
  return column;
}

static void put_strip(brv_page *page, const brv_strip *strip, double x, double y)
{
  for (guint i = 0; i < strip->boxes->len; i++) {
    const brv_box *box = strip->boxes->pdata[i];
    y += i > 0 ? box->space : 0;
    brv_page_put(page, box, x, y, false);
    y += box->height;
  }
}

/* The three parts, and from where on each stands; the list as near as it can to where it should. */
typedef struct {
  brv_column top, list, foot;
  double list_at, foot_at;
  bool fits;
} cover_parts;

static cover_parts set_parts(brv_setter *setter, const brv_node *cover)
{
  const brv_layout *l = setter->layout;
  const brv_value *map = brv_value_member(l->source, "cover");
  cover_parts p = {.top = set_part(setter, cover, AT_TOP),
                   .list = set_part(setter, cover, IN_LIST),
                   .foot = set_part(setter, cover, AT_FOOT)};
  p.foot_at = l->page_height - brv_layout_length(map, "foot_at", 0, l->foot) -
              brv_strip_height(p.foot.strip);
  double top_end = l->top + brv_strip_height(p.top.strip) + GAP * l->baseline;
  double highest = p.foot_at - GAP * l->baseline - brv_strip_height(p.list.strip);
  p.list_at = brv_layout_length(map, "list_at", 0, l->page_height / 2);
  p.list_at = MAX(MIN(MAX(p.list_at, top_end), highest), top_end);
  p.fits = top_end <= highest;
  return p;
}

/* What does not fit is set smaller, all of it, step by step. */
static cover_parts fit_parts(brv_setter *setter, const brv_node *cover)
{
  const brv_layout *layout = setter->layout;
  guint words = setter->words;
  cover_parts parts = set_parts(setter, cover);
  for (double scale = 1 - STEP; !parts.fits && scale >= SMALLEST; scale -= STEP) {
    setter->words = words;
    setter->layout = brv_layout_scaled(setter->arena, layout, scale);
    parts = set_parts(setter, cover);
  }
  setter->layout = layout;
  return parts;
}

brv_page *brv_set_cover(brv_setter *setter, const brv_node *cover)
{
  const brv_layout *l = setter->layout;
  brv_page *page = brv_page_new(setter->arena);
  cover_parts p = fit_parts(setter, cover);
  double list_left = l->left + (setter->margin_width > 0 ? setter->margin_width + l->gutter : 0);
  put_strip(page, p.top.strip, l->left, l->top);
  put_strip(page, p.list.strip, list_left, p.list_at);
  put_strip(page, p.foot.strip, l->left, p.foot_at);
  page->why = "the cover";
  page->starts_at = cover;
  return page;
}
