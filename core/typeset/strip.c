#include "typeset/set.h"

brv_strip *brv_strip_new(brv_setter *setter)
{
  brv_strip *strip = brv_new(setter->arena, brv_strip);
  strip->boxes = brv_arena_ptr_array(setter->arena);
  return strip;
}

brv_box *brv_box_new(brv_setter *setter, double height)
{
  brv_box *box = brv_new(setter->arena, brv_box);
  box->height = box->ascent = height;
  return box;
}

double brv_strip_height(const brv_strip *strip)
{
  double height = 0;
  for (guint i = 0; i < strip->boxes->len; i++) {
    const brv_box *box = strip->boxes->pdata[i];
    height += box->height + (i > 0 ? box->space : 0);
  }
  return height;
}

brv_column brv_column_new(brv_setter *setter, double width)
{
  return (brv_column){.strip = brv_strip_new(setter),
                      .width = width,
                      .beside = brv_arena_ptr_array(setter->arena),
                      .lifted = brv_arena_ptr_array(setter->arena),
                      .waiting = brv_arena_ptr_array(setter->arena)};
}

void brv_column_space(brv_column *column, double space)
{
  column->space = MAX(column->space, space);
  column->space_away = MAX(column->space_away, space);
}

int brv_keep_cost(brv_keep keep)
{
  static const int COSTS[] = {0, 350, 800, 900, 2500, 2700, 3000, 6000, BRV_BREAK_NEVER};
  G_STATIC_ASSERT(G_N_ELEMENTS(COSTS) == BRV_KEEP_COUNT);
  return COSTS[keep];
}

/* A line that two reasons keep is worse to part than one of them says. */
static int both(int one, int other)
{
  enum { SHARE = 4 };
  return MAX(one, other) + MIN(one, other) / SHARE;
}

void brv_box_keep(brv_box *box, brv_keep keep)
{
  if (box->break_before <= BRV_BREAK_ALWAYS)
    return;
  /* Where a whole is parted after all, it is parted where that does least harm. */
  if (keep == BRV_KEEP_WHOLE)
    box->break_before += box->break_before < BRV_BREAK_NEVER ? BRV_BREAK_NEVER : 0;
  else if (keep != box->keep)
    box->break_before = both(box->break_before, brv_keep_cost(keep));
  box->keep = MAX(box->keep, keep);
}

void brv_column_keep(brv_column *column, guint count, brv_keep keep)
{
  column->kept_as = column->kept > 0 ? MAX(column->kept_as, keep) : keep;
  column->kept = column->kept_of = MAX(column->kept, count);
}

static void give_keeps(brv_column *column, brv_box *box)
{
  if (column->new_page) {
    box->break_before = BRV_BREAK_ALWAYS;
    return;
  }
  /* A line and then a picture: the picture may go to the next page, though it had better not. */
  bool picture = column->kept < column->kept_of && box->ascent >= box->height;
  if (column->kept > 0)
    brv_box_keep(box, picture ? BRV_KEEP_FIRST : column->kept_as);
  if (column->together == BRV_TOGETHER)
    brv_box_keep(box, BRV_KEEP_WHOLE);
}

static void give_waiting(brv_setter *setter, brv_column *column, brv_box *box)
{
  for (guint i = 0; i < column->waiting->len; i++) {
    const brv_node *node = column->waiting->pdata[i];
    brv_box_add_anchor(setter, box, node->id, column->x, 0);
  }
  g_ptr_array_set_size(column->waiting, 0);
  if (column->beside->len == 0)
    return;
  box->beside = brv_arena_ptr_array(setter->arena);
  g_ptr_array_extend(box->beside, column->beside, NULL, NULL);
  g_ptr_array_set_size(column->beside, 0);
}

void brv_column_add(brv_setter *setter, brv_column *column, brv_box *box)
{
  give_keeps(column, box);
  box->space = column->space;
  box->space_away = column->space_away;
  box->wide = column->wide;
  give_waiting(setter, column, box);
  column->new_page = false;
  column->space = column->space_away = 0;
  if (column->kept > 0)
    column->kept--;
  if (column->together == BRV_TOGETHER_FROM_NEXT)
    column->together = BRV_TOGETHER;
  g_ptr_array_add(column->strip->boxes, box);
}

/* Among equals the order of the text holds: the sort is by insertion. */
static void sort_lifted(GPtrArray *strips)
{
  for (guint i = 1; i < strips->len; i++)
    for (guint k = i; k > 0; k--) {
      brv_strip *above = strips->pdata[k - 1], *below = strips->pdata[k];
      if (above->lift <= below->lift)
        break;
      strips->pdata[k - 1] = below;
      strips->pdata[k] = above;
    }
}

static brv_box *first_of_text(const brv_column *column)
{
  for (guint i = 0; i < column->strip->boxes->len; i++) {
    brv_box *box = column->strip->boxes->pdata[i];
    if (!box->wide)
      return box;
  }
  return NULL;
}

static void lift(brv_setter *setter, brv_column *column)
{
  brv_box *box = first_of_text(column);
  if (!box) {
    box = brv_box_new(setter, 0);
    brv_column_add(setter, column, box);
  }
  sort_lifted(column->lifted);
  if (box->beside)
    g_ptr_array_extend(column->lifted, box->beside, NULL, NULL);
  box->beside = brv_arena_ptr_array(setter->arena);
  g_ptr_array_extend(box->beside, column->lifted, NULL, NULL);
  g_ptr_array_set_size(column->lifted, 0);
}

void brv_column_end(brv_setter *setter, brv_column *column)
{
  if (column->beside->len > 0 || column->waiting->len > 0)
    brv_column_add(setter, column, brv_box_new(setter, 0));
  if (column->lifted->len > 0)
    lift(setter, column);
}

static GArray *array_of(brv_setter *setter, GArray **array, guint size)
{
  if (!*array)
    *array =
        brv_arena_own(setter->arena, g_array_new(FALSE, TRUE, size), (GDestroyNotify)g_array_unref);
  return *array;
}

void brv_box_add_item(brv_setter *setter, brv_box *box, const brv_page_item *item, double x,
                      double y)
{
  brv_page_item moved = *item;
  moved.x += x;
  moved.y += y;
  g_array_append_val(array_of(setter, &box->items, sizeof moved), moved);
}

void brv_box_add_rect(brv_setter *setter, brv_box *box, double x, double y, double w, double h,
                      brv_colour colour)
{
  brv_page_item rect = {.kind = BRV_ITEM_RECT, .x = x, .y = y, .w = w, .h = h, .colour = colour};
  brv_box_add_item(setter, box, &rect, 0, 0);
}

void brv_box_add_link(brv_setter *setter, brv_box *box, const brv_page_link *link, double x,
                      double y)
{
  brv_page_link moved = *link;
  moved.x += x;
  moved.y += y;
  g_array_append_val(array_of(setter, &box->links, sizeof moved), moved);
}

void brv_box_add_anchor(brv_setter *setter, brv_box *box, const char *id, double x, double y)
{
  brv_page_anchor anchor = {id, x, y};
  if (id)
    g_array_append_val(array_of(setter, &box->anchors, sizeof anchor), anchor);
}

void brv_box_add_loose(brv_setter *setter, brv_box *box, const brv_page_loose *loose)
{
  g_array_append_val(array_of(setter, &box->loose, sizeof *loose), *loose);
}

static void merge_notes(brv_setter *setter, brv_box *to, const brv_box *from)
{
  if (!from->notes)
    return;
  if (!to->notes)
    to->notes = brv_arena_ptr_array(setter->arena);
  g_ptr_array_extend(to->notes, from->notes, NULL, NULL);
}

void brv_box_merge(brv_setter *setter, brv_box *to, const brv_box *from, double x, double y)
{
  for (guint i = 0; from->items && i < from->items->len; i++)
    brv_box_add_item(setter, to, &g_array_index(from->items, brv_page_item, i), x, y);
  for (guint i = 0; from->links && i < from->links->len; i++)
    brv_box_add_link(setter, to, &g_array_index(from->links, brv_page_link, i), x, y);
  for (guint i = 0; from->anchors && i < from->anchors->len; i++) {
    const brv_page_anchor *anchor = &g_array_index(from->anchors, brv_page_anchor, i);
    brv_box_add_anchor(setter, to, anchor->id, anchor->x + x, anchor->y + y);
  }
  for (guint i = 0; from->loose && i < from->loose->len; i++)
    brv_box_add_loose(setter, to, &g_array_index(from->loose, brv_page_loose, i));
  merge_notes(setter, to, from);
  if (!to->starts_at) {
    to->starts_at = from->starts_at;
    to->starts_offset = from->starts_offset;
  }
}

/* The middle of a letter's ascent and descent stands in the middle of the line: a letter's middle
 * is about 0.35 of the size above its baseline. All lines as high as the grid's step stand alike.
 */
double brv_line_ascent(const brv_layout *layout, double size, double leading)
{
  static const double MIDDLE = 0.35;
  const brv_style *para = brv_layout_style(layout, "para", NULL);
  if (leading == layout->baseline)
    size = para->size;
  return leading / 2 + MIDDLE * size;
}
