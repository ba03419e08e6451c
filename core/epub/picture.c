#include <string.h>

#include "base/part.h"
#include "epub/book.h"
#include "epub/sketch.h"
#include "epub/svg.h"
#include "pdf/draw.h"
#include "pdf/glyphs.h"
#include "pdf/image.h"

typedef struct {
  brv_book *book;
  const brv_asset *asset;
  brv_place place;
  bool good;
} picture;

static void draw_asset(cairo_t *cr, void *data)
{
  picture *p = data;
  p->good = brv_draw_asset(cr, p->asset, p->asset->width, p->asset->height, p->book->fonts,
                           p->place, p->book->diags);
}

/* An SVG is drawn anew: with the layout's fonts as outlines, with nothing that could run or load,
 * and the same as in the PDF. */
static GBytes *asset_bytes(brv_book *book, const brv_asset *asset, brv_place place)
{
  if (asset->kind != BRV_ASSET_SVG)
    return g_bytes_new(asset->bytes, asset->length);
  picture p = {.book = book, .asset = asset, .place = place};
  __typeof__(&brv_svg_record) record = BRV_PART("svg", brv_svg_record, book->diags);
  GBytes *bytes = record ? record(asset->width, asset->height, 0, draw_asset, &p) : NULL;
  if (p.good && bytes)
    return bytes;
  g_clear_pointer(&bytes, g_bytes_unref);
  return NULL;
}

static const brv_book_file *add_picture(brv_book *book, const void *of, const char *wish,
                                        const char *media_type, GBytes *bytes)
{
  if (!bytes) {
    book->failed = true;
    return NULL;
  }
  g_autofree char *name = g_strconcat("images/", wish, NULL);
  brv_book_file *file = brv_book_add(book, name, media_type, bytes);
  g_hash_table_insert(book->pictures, (void *)of, file);
  return file;
}

const brv_book_file *brv_book_asset(brv_book *book, const brv_asset *asset, brv_place place)
{
  const brv_book_file *known = g_hash_table_lookup(book->pictures, asset);
  if (known)
    return known;
  g_autofree char *base = g_path_get_basename(asset->path);
  char *dot = strrchr(base, '.');
  if (dot)
    *dot = '\0';
  g_autofree char *wish = g_strconcat(base, brv_asset_extension(asset->kind), NULL);
  return add_picture(book, asset, wish, brv_asset_media_type(asset->kind),
                     asset_bytes(book, asset, place));
}

/* At night a drawing is a white field on a dark page: a margin keeps it from looking cut out. */
double brv_book_drawing_margin(const brv_node *node)
{
  static const double AMONG_WORDS = 1, APART = 4; /* points */
  bool among_words = brv_node_is_inline(node) || node->parent->kind == BRV_NODE_CELL;
  return among_words ? AMONG_WORDS : APART;
}

const brv_book_file *brv_book_drawing(brv_book *book, const brv_node *node)
{
  const brv_drawing *drawing = node->drawing;
  const char *language = brv_node_language(node);
  book->failed |= !brv_check_drawing_glyphs(drawing, language, book->layout, book->fonts,
                                            node->place, book->diags);
  brv_sketch *sketch = brv_sketch_new(drawing->width, drawing->height,
                                      brv_book_drawing_margin(node), book->outlines);
  brv_draw_drawing(brv_sketch_canvas(sketch), drawing, drawing->width, drawing->height, language,
                   book->layout, book->fonts);
  GBytes *bytes = brv_sketch_finish(sketch);
  const brv_book_file *same = g_hash_table_lookup(book->drawn, bytes);
  if (same) {
    g_bytes_unref(bytes);
    return same;
  }
  const brv_book_file *file =
      add_picture(book, node, "drawing.svg", brv_asset_media_type(BRV_ASSET_SVG), bytes);
  if (file)
    g_hash_table_insert(book->drawn, file->bytes, (void *)file);
  return file;
}
