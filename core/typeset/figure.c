#include "typeset/set.h"

/* A pixel of an image, in points, where it is smaller than the column: 96 to the inch. */
static const double PIXEL = 0.75;

/* Images of points and vectors fill the column; small bitmaps keep their size; none is higher than
 * a page with room for words under it. */
static void picture_size(const brv_setter *setter, const brv_node *picture, double measure,
                         double *width, double *height)
{
  bool is_drawing = picture->kind == BRV_NODE_DRAWING;
  double w = is_drawing ? picture->drawing->width : picture->asset->width;
  double h = is_drawing ? picture->drawing->height : picture->asset->height;
  w = MAX(w, 1);
  h = MAX(h, 1);
  double natural = is_drawing ? w * (1 - setter->in_table.smaller) : w * PIXEL;
  if (!is_drawing && picture->asset->kind == BRV_ASSET_SVG)
    natural = measure;
  double scale = MIN(natural, measure) / w;
  scale = MIN(scale, brv_layout_picture_height(setter->layout) / h);
  *width = w * scale;
  *height = h * scale;
}

void brv_set_picture(brv_setter *setter, brv_column *column, const brv_node *picture)
{
  brv_page_item item = {.kind = BRV_ITEM_IMAGE, .x = column->x, .node = picture};
  if (picture->kind == BRV_NODE_DRAWING ? !picture->drawing : !picture->asset)
    return;
  picture_size(setter, picture, column->width, &item.w, &item.h);
  if (picture->kind == BRV_NODE_DRAWING) {
    item.kind = BRV_ITEM_DRAWING;
    item.drawing = picture->drawing;
  } else {
    item.asset = picture->asset;
  }
  brv_box *box = brv_box_new(setter, item.h);
  brv_box_add_item(setter, box, &item, 0, 0);
  box->starts_at = picture;
  brv_column_add(setter, column, box);
}

static double height_from(const brv_strip *strip, guint first)
{
  double height = 0;
  for (guint i = first; i < strip->boxes->len; i++) {
    const brv_box *box = strip->boxes->pdata[i];
    height += box->height + (i > first ? box->space : 0);
  }
  return height;
}

/* A figure stays on one page if a page holds it. In one that is higher its parts follow closely on
 * one another, and a table in it may go on over the page. */
void brv_set_figure(brv_setter *setter, brv_column *column, const brv_node *figure)
{
  guint first = column->strip->boxes->len;
  for (const brv_node *part = figure->first; part; part = part->next) {
    if (part->prev)
      brv_column_keep(column, 1, BRV_KEEP_HEADING);
    brv_set_block(setter, column, part);
  }
  if (height_from(column->strip, first) > setter->text_height)
    return;
  for (guint i = first + 1; i < column->strip->boxes->len; i++)
    brv_box_keep(column->strip->boxes->pdata[i], BRV_KEEP_WHOLE);
}
