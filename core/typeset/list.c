#include "document/direction.h"
#include "typeset/line.h"
#include "typeset/set.h"

/* Lines of an item that would look lost on a page of its own. */
enum { SHORT_ITEM = 2, SHORT_FIRST = 3 };

static const brv_style *style_for(const brv_setter *setter, const brv_style *list,
                                  const char *ending)
{
  g_autofree char *role = g_strconcat(list->role, ending, NULL);
  const brv_style *style = brv_layout_find_style(setter->layout, role);
  return style ? brv_style_here(setter, style) : NULL;
}

static const char *marker_of(brv_setter *setter, const brv_node *list, const brv_node *item,
                             const brv_style *style, int index)
{
  if (item->label)
    return item->label;
  if (list->list.ordered)
    return brv_arena_printf(setter->arena, "%d.", list->list.start + index);
  return style->marker ? style->marker : "\342\200\223"; /* an en dash */
}

static brv_style marker_style(const brv_setter *setter, const brv_style *list)
{
  const brv_style *own = style_for(setter, list, "-marker");
  brv_style style = own ? *own : *list;
  if (!own)
    style.colour = list->marker_colour;
  return style;
}

/* Hangs the marker before the item's first line; an item without text gets a line for it. */
static void add_marker(brv_setter *setter, brv_column *column, guint first, const brv_node *item,
                       const char *marker, const brv_style *list)
{
  brv_style style = marker_style(setter, list);
  brv_text *text = brv_text_new(setter, brv_node_language(item));
  brv_text_add(setter, text, marker, &style, item);
  const brv_line *line = brv_set_line(setter, text);
  if (column->strip->boxes->len == first) {
    brv_box *empty = brv_box_new(setter, list->leading);
    empty->ascent = brv_line_ascent(setter->layout, list->size, list->leading);
    brv_column_add(setter, column, empty);
  }
  brv_box *box = column->strip->boxes->pdata[first];
  double x = column->x - list->marker_width;
  if (brv_language_is_rtl(text->language))
    x = column->x + column->width + list->marker_width - line->width;
  for (guint i = 0; i < line->items->len; i++) {
    brv_page_item glyphs = g_array_index(line->items, brv_page_item, i);
    glyphs.x += x;
    glyphs.y += box->ascent;
    glyphs.label = true;
    /* Before the words, in reading order. */
    if (box->items)
      g_array_insert_val(box->items, i, glyphs);
    else
      brv_box_add_item(setter, box, &glyphs, 0, 0);
  }
}

/* A short last item does not stand alone on a page, nor if it can be helped a short first one. */
static void keep_short(const brv_strip *strip, const brv_node *item, guint before, guint first)
{
  if (!item->prev || first >= strip->boxes->len)
    return;
  if (!item->next && strip->boxes->len - first <= SHORT_ITEM)
    brv_box_keep(strip->boxes->pdata[first], BRV_KEEP_ITEM);
  else if (!item->prev->prev && first - before <= SHORT_FIRST)
    brv_box_keep(strip->boxes->pdata[first], BRV_KEEP_FIRST);
}

static guint set_item(brv_setter *setter, brv_column *column, const brv_node *item,
                      const char *marker, const brv_style *style)
{
  const brv_style *own = style_for(setter, style, "-item");
  guint first = column->strip->boxes->len;
  column->before = NULL;
  if (own && item->prev)
    brv_column_space(column, own->space_before);
  if (item->id)
    g_ptr_array_add(column->waiting, (void *)item);
  brv_set_blocks(setter, column, item);
  add_marker(setter, column, first, item, marker, style);
  if (own)
    brv_column_space(column, own->space_after);
  return first;
}

void brv_set_list(brv_setter *setter, brv_column *column, const brv_node *list,
                  const brv_style *style)
{
  const char *role = column->role, *language = brv_node_language(list);
  double room = brv_language_is_rtl(language ? language : setter->document->language)
                    ? 0
                    : style->marker_width;
  int index = 0;
  column->role = style->role;
  column->x += room;
  column->width -= style->marker_width;
  guint before = 0;
  for (const brv_node *item = list->first; item; item = item->next) {
    guint first =
        set_item(setter, column, item, marker_of(setter, list, item, style, index++), style);
    keep_short(column->strip, item, before, first);
    before = first;
  }
  column->x -= room;
  column->width += style->marker_width;
  column->role = role;
}
