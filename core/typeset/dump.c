#include "base/dump.h"
#include "typeset/pages.h"

enum { DECIMALS = 1 };

static void dump_numbers(GString *out, const double *numbers, gsize count)
{
  for (gsize i = 0; i < count; i++) {
    g_string_append_c(out, ' ');
    brv_dump_number(out, numbers[i], DECIMALS);
  }
}

static void dump_colour(GString *out, brv_colour colour)
{
  g_string_append_printf(out, " #%02x%02x%02x", colour.red, colour.green, colour.blue);
}

static void dump_font(GString *out, PangoFont *font)
{
  PangoFontDescription *desc = pango_font_describe_with_absolute_size(font);
  double size = pango_font_description_get_size(desc) / (double)PANGO_SCALE;
  g_string_append_printf(out, " %s %d%s", pango_font_description_get_family(desc),
                         (int)pango_font_description_get_weight(desc),
                         pango_font_description_get_style(desc) == PANGO_STYLE_NORMAL ? ""
                                                                                      : " italic");
  dump_numbers(out, &size, 1);
  pango_font_description_free(desc);
}

/* Of glyphs that were made wider or narrower. */
static void dump_scale(GString *out, double scale)
{
  if (scale == 1)
    return;
  g_string_append(out, " wide=");
  brv_dump_number(out, scale, 4);
}

static const char *kind_of(const brv_page_item *item)
{
  static const char *const NAMES[] = {"text", "rect", "frame", "image", "drawing"};
  G_STATIC_ASSERT(G_N_ELEMENTS(NAMES) == BRV_ITEM_DRAWING + 1);
  return NAMES[item->kind];
}

static void dump_item(const brv_page_item *item, GString *out)
{
  g_string_append_printf(out, "  %s", kind_of(item));
  dump_numbers(out, (const double[]){item->x, item->y, item->w}, 3);
  if (item->kind != BRV_ITEM_TEXT)
    dump_numbers(out, &item->h, 1);
  if (item->kind == BRV_ITEM_TEXT) {
    dump_font(out, item->text.font);
    dump_scale(out, item->text.scale);
  }
  if (item->kind != BRV_ITEM_IMAGE && item->kind != BRV_ITEM_DRAWING)
    dump_colour(out, item->colour);
  g_string_append_printf(out, " %s",
                         item->node ? brv_node_kind_name(item->node->kind) : "artifact");
  if (item->kind == BRV_ITEM_IMAGE)
    brv_dump_pair(out, "path", item->asset->path);
  if (item->kind == BRV_ITEM_TEXT) {
    g_autofree char *words = g_strndup(item->text.text, (gsize)item->text.length);
    g_string_append_c(out, ' ');
    brv_dump_quoted(out, words);
  }
  g_string_append_c(out, '\n');
}

static void dump_page(const brv_page *page, guint index, GString *out)
{
  g_string_append_printf(out, "page %u", index + 1);
  brv_dump_pair(out, "label", page->label);
  brv_dump_pair(out, "ends", page->why);
  if (page->cost >= 1) {
    g_string_append(out, " cost=");
    brv_dump_number(out, page->cost, 0);
  }
  if (page->starts_at)
    g_string_append_printf(out, " starts=%s+%u", brv_node_kind_name(page->starts_at->kind),
                           page->starts_offset);
  g_string_append_c(out, '\n');
  for (guint i = 0; i < page->anchors->len; i++) {
    const brv_page_anchor *anchor = &g_array_index(page->anchors, brv_page_anchor, i);
    g_string_append_printf(out, "  anchor %s", anchor->id);
    dump_numbers(out, (const double[]){anchor->x, anchor->y}, 2);
    g_string_append_c(out, '\n');
  }
  for (guint i = 0; i < page->items->len; i++)
    dump_item(&g_array_index(page->items, brv_page_item, i), out);
  for (guint i = 0; i < page->links->len; i++) {
    const brv_page_link *link = &g_array_index(page->links, brv_page_link, i);
    g_string_append(out, "  link");
    dump_numbers(out, (const double[]){link->x, link->y, link->w, link->h}, 4);
    g_string_append_printf(out, " %s\n", link->target);
  }
}

void brv_pages_dump(const brv_pages *pages, GString *out)
{
  g_string_append_printf(out, "pages %u words %u\n", pages->pages->len,
                         brv_pages_words(pages));
  for (guint i = 0; i < pages->outline->len; i++) {
    const brv_outline_entry *entry = &g_array_index(pages->outline, brv_outline_entry, i);
    g_string_append_printf(out, "%*soutline %u", 2 * entry->level, "", entry->page + 1);
    dump_numbers(out, &entry->y, 1);
    g_string_append_c(out, ' ');
    brv_dump_quoted(out, entry->title);
    g_string_append_c(out, '\n');
  }
  for (guint i = 0; i < pages->pages->len; i++) {
    brv_page_open(pages->pages->pdata[i]);
    dump_page(pages->pages->pdata[i], i, out);
    brv_page_close(pages->pages->pdata[i]);
  }
}
