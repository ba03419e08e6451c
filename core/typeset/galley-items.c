/* What stands on a galley's pages: put into bytes, and read when a page is opened. */
#include <string.h>

#include "typeset/galley-private.h"

/* --- glyphs --- */

enum { MOST_LEVELS = 127 };

/* A volume has millions of glyphs. Most have small numbers, and stand where their advance puts
 * them; strings of such take less room. */
typedef enum { PLAIN, WITH_OFFSETS } glyph_form;

typedef struct {
  guint16 glyph, width, cluster;
} plain_glyph;

typedef struct {
  guint32 glyph;
  gint32 width, cluster, x_offset, y_offset;
  guint32 starts, coloured; /* of Pango's attributes, whose other bits nobody sets */
} full_glyph;

/* Where a cluster starts is told by its number; what else an attribute says, glyphs in colours, is
 * not plain. */
static PangoGlyphVisAttr usual_attr(const PangoGlyphString *glyphs, int i)
{
  bool starts = i == 0 || glyphs->log_clusters[i] != glyphs->log_clusters[i - 1];
  return (PangoGlyphVisAttr){.is_cluster_start = starts};
}

static bool is_plain(const PangoGlyphString *glyphs, int i)
{
  const PangoGlyphInfo *g = &glyphs->glyphs[i];
  return g->glyph <= G_MAXUINT16 && g->geometry.width >= 0 && g->geometry.width <= G_MAXUINT16 &&
         glyphs->log_clusters[i] <= G_MAXUINT16 && !g->geometry.x_offset && !g->geometry.y_offset &&
         g->attr.is_cluster_start == usual_attr(glyphs, i).is_cluster_start && !g->attr.is_color;
}

static glyph_form form_of(const PangoGlyphString *glyphs)
{
  for (int i = 0; i < glyphs->num_glyphs; i++)
    if (!is_plain(glyphs, i))
      return WITH_OFFSETS;
  return PLAIN;
}

static void put_glyph(brv_galley_writer *w, const PangoGlyphInfo *g, int cluster, glyph_form form)
{
  const PangoGlyphGeometry *at = &g->geometry;
  const plain_glyph plain = {(guint16)g->glyph, (guint16)at->width, (guint16)cluster};
  const full_glyph full = {g->glyph,        at->width,    cluster,
                           at->x_offset,    at->y_offset, g->attr.is_cluster_start,
                           g->attr.is_color};
  if (form == PLAIN)
    brv_wire_put_block(&w->wire, &plain, sizeof plain);
  else
    brv_wire_put_block(&w->wire, &full, sizeof full);
}

static void put_glyphs(brv_galley_writer *w, const PangoGlyphString *glyphs)
{
  glyph_form form = form_of(glyphs);
  brv_wire_put_count(&w->wire, (guint32)glyphs->num_glyphs);
  brv_wire_put_count(&w->wire, form);
  for (int i = 0; i < glyphs->num_glyphs; i++)
    put_glyph(w, &glyphs->glyphs[i], glyphs->log_clusters[i], form);
}

static void take_plain(const char *at, PangoGlyphString *glyphs, int i)
{
  plain_glyph plain;
  memcpy(&plain, at, sizeof plain);
  glyphs->log_clusters[i] = plain.cluster;
  glyphs->glyphs[i] = (PangoGlyphInfo){plain.glyph, {plain.width, 0, 0}, usual_attr(glyphs, i)};
}

static void take_full(const char *at, PangoGlyphString *glyphs, int i)
{
  full_glyph full;
  memcpy(&full, at, sizeof full);
  glyphs->log_clusters[i] = full.cluster;
  glyphs->glyphs[i] =
      (PangoGlyphInfo){full.glyph,
                       {full.width, full.x_offset, full.y_offset},
                       {.is_cluster_start = full.starts & 1, .is_color = full.coloured & 1}};
}

/* `length`: of the text; no cluster begins beyond it. */
static PangoGlyphString *take_glyphs(brv_wire_reader *r, int length)
{
  guint32 count = brv_wire_take_length(r);
  glyph_form form = (glyph_form)brv_wire_take_count(r, WITH_OFFSETS);
  gsize each = form == PLAIN ? sizeof(plain_glyph) : sizeof(full_glyph);
  const char *at = brv_wire_take_block(r, each * count);
  if (r->bad)
    return NULL;
  PangoGlyphString *glyphs = brv_new(r->arena, PangoGlyphString);
  glyphs->num_glyphs = (int)count;
  glyphs->glyphs = brv_new_array(r->arena, PangoGlyphInfo, count);
  glyphs->log_clusters = brv_new_array(r->arena, int, count);
  for (int i = 0; i < glyphs->num_glyphs; i++, at += each) {
    (form == PLAIN ? take_plain : take_full)(at, glyphs, i);
    r->bad = r->bad || glyphs->log_clusters[i] < 0 || glyphs->log_clusters[i] > length;
  }
  return glyphs;
}

/* --- text --- */

static guint32 font_number(brv_galley_writer *w, PangoFont *font)
{
  gpointer known = g_hash_table_lookup(w->font_numbers, font);
  if (known)
    return GPOINTER_TO_UINT(known);
  g_ptr_array_add(w->fonts, font);
  g_hash_table_insert(w->font_numbers, font, GUINT_TO_POINTER(w->fonts->len));
  return w->fonts->len;
}

static void put_text(brv_galley_writer *w, const brv_page_item *item)
{
  g_autofree char *text = g_strndup(item->text.text, (gsize)item->text.length);
  brv_wire_put_text(&w->wire, text);
  brv_wire_put_count(&w->wire, font_number(w, item->text.font));
  brv_wire_put_count(&w->wire, (guint32)item->text.level);
  brv_wire_put_number(&w->wire, item->text.scale);
  put_glyphs(w, item->text.glyphs);
}

static void take_text(brv_wire_reader *r, const brv_galley *galley, brv_page_item *item)
{
  item->text.text = brv_wire_take_text(r);
  guint32 font = brv_wire_take_count(r, galley->fonts->len);
  r->bad = r->bad || !item->text.text || font == 0;
  if (r->bad)
    return;
  item->text.length = (int)strlen(item->text.text);
  item->text.font = galley->fonts->pdata[font - 1];
  r->bad = !item->text.font;
  item->text.level = (int)brv_wire_take_count(r, MOST_LEVELS);
  item->text.scale = brv_wire_take_number(r, 0, BRV_GALLEY_FAR);
  item->text.glyphs = take_glyphs(r, item->text.length);
}

/* --- items --- */

static void put_numbers(brv_galley_writer *w, const double *numbers, gsize count)
{
  for (gsize i = 0; i < count; i++)
    brv_wire_put_number(&w->wire, numbers[i]);
}

void brv_galley_put_item(brv_galley_writer *w, const brv_page_item *item)
{
  const double box[] = {item->x, item->y, item->w, item->h};
  brv_wire_put_count(&w->wire, item->kind);
  brv_wire_put_count(&w->wire, item->label);
  brv_galley_put_node(w, item->node);
  brv_wire_put_block(&w->wire, &item->colour, sizeof item->colour);
  put_numbers(w, box, G_N_ELEMENTS(box));
  if (item->kind == BRV_ITEM_TEXT)
    put_text(w, item);
  else if (item->kind == BRV_ITEM_FRAME)
    put_numbers(w, (const double[]){item->frame.radius, item->frame.stroke}, 2);
}

/* A picture's item is of the picture's node. */
static void take_picture(brv_wire_reader *r, brv_page_item *item)
{
  const brv_node *node = item->node;
  bool is_drawing = item->kind == BRV_ITEM_DRAWING;
  r->bad = r->bad || !node || node->kind != (is_drawing ? BRV_NODE_DRAWING : BRV_NODE_IMAGE);
  if (r->bad)
    return;
  if (is_drawing)
    item->drawing = node->drawing;
  else
    item->asset = node->asset;
  r->bad = is_drawing ? !item->drawing : !item->asset;
}

static double take_position(brv_wire_reader *r)
{
  return brv_wire_take_number(r, -BRV_GALLEY_FAR, BRV_GALLEY_FAR);
}

bool brv_galley_take_item(brv_wire_reader *r, const brv_galley *galley, brv_page_item *item)
{
  item->kind = (brv_item_kind)brv_wire_take_count(r, BRV_ITEM_DRAWING);
  item->label = brv_wire_take_count(r, true);
  item->node = brv_galley_take_node(r, galley);
  const void *colour = brv_wire_take_block(r, sizeof item->colour);
  if (colour)
    memcpy(&item->colour, colour, sizeof item->colour);
  double *const box[] = {&item->x, &item->y, &item->w, &item->h};
  for (gsize i = 0; i < G_N_ELEMENTS(box); i++)
    *box[i] = take_position(r);
  if (item->kind == BRV_ITEM_TEXT) {
    take_text(r, galley, item);
  } else if (item->kind == BRV_ITEM_FRAME) {
    item->frame.radius = take_position(r);
    item->frame.stroke = take_position(r);
  } else if (item->kind != BRV_ITEM_RECT) {
    take_picture(r, item);
  }
  return !r->bad;
}

/* --- opening --- */

guint brv_page_furniture(const brv_page *page)
{
  const GArray *furniture = page->opened > 0 ? page->closed : page->items;
  return page->galley ? furniture->len : 0;
}

/* The items' bytes, in the page's memory; NULL where they were packed otherwise. */
static const char *unpack(const brv_page *page)
{
  char *plain = brv_arena_alloc(page->scratch, page->plain_length + 1);
  return brv_unpack_bytes(page->body, page->body_length, plain, page->plain_length) ? plain : NULL;
}

/* The first page that is opened needs them for all. */
static void find_fonts(const brv_galley *g)
{
  for (guint i = g->fonts->len; i < g->names->len; i++)
    g_ptr_array_add(g->fonts, brv_fonts_find(g->known, &g_array_index(g->names, brv_font_name, i)));
}

/* What is wrong with the bytes, of a galley that an enemy wrote, is not there. */
void brv_page_open(brv_page *page)
{
  if (page->opened++ > 0 || !page->galley)
    return;
  find_fonts(page->galley);
  page->scratch = brv_arena_new();
  GArray *items = brv_arena_own(page->scratch, g_array_new(FALSE, TRUE, sizeof(brv_page_item)),
                                (GDestroyNotify)g_array_unref);
  const char *plain = unpack(page);
  brv_wire_reader r = {plain, plain ? plain + page->plain_length : NULL, page->scratch, NULL,
                       false};
  brv_page_item item;
  while (r.at < r.end &&
         (memset(&item, 0, sizeof item), brv_galley_take_item(&r, page->galley, &item)))
    g_array_append_val(items, item);
  g_array_append_vals(items, page->items->data, page->items->len);
  page->closed = page->items;
  page->items = items;
}

void brv_page_close(brv_page *page)
{
  if (--page->opened > 0 || !page->galley)
    return;
  page->items = page->closed;
  g_clear_pointer(&page->scratch, brv_arena_free);
}
