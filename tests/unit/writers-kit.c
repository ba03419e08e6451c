#include "writers-kit.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <string.h>

enum { PICTURE_WIDTH = 40, PICTURE_HEIGHT = 20 };

static void add_colour(kit *k, const char *name, guint rgb)
{
  brv_colour *colour = brv_new(k->arena, brv_colour);
  *colour = (brv_colour){(guint8)(rgb >> 16), (guint8)(rgb >> 8), (guint8)rgb};
  g_hash_table_insert(k->layout->palette, (char *)name, colour);
}

static void add_style(kit *k, const char *role, const char *family, int weight, double size)
{
  brv_style *style = brv_new(k->arena, brv_style);
  *style = (brv_style){.role = role,
                       .family = family,
                       .weight = weight,
                       .size = size,
                       .leading = size * 1.32,
                       .fields = G_MAXUINT64,
                       .colour = {0x14, 0x17, 0x1a},
                       .rule_colour = {0xc5, 0xcb, 0xd1},
                       .marker_colour = {0xb3, 0x30, 0x1b}};
  g_hash_table_insert(k->layout->styles, (char *)role, style);
}

static void make_layout(kit *k)
{
  k->layout = brv_new(k->arena, brv_layout);
  k->layout->page_width = 595;
  k->layout->page_height = 842;
  k->layout->baseline = 13.5;
  k->layout->palette = brv_arena_table(k->arena);
  k->layout->styles = brv_arena_table(k->arena);
  add_colour(k, "ink", 0x14171a);
  add_colour(k, "soft", 0x2c3338);
  add_colour(k, "grey", 0x5b6670);
  add_colour(k, "hairline", 0xc5cbd1);
  add_colour(k, "accent", 0xb3301b);
  add_colour(k, "tint", 0xfaeeea);
  add_style(k, "para", "Source Serif 4", 400, 10.2);
  add_style(k, "title", "Source Serif 4 Display", 600, 29);
  add_style(k, "standfirst", "Source Serif 4 Display", 400, 13.2);
  add_style(k, "kicker", "Source Sans 3", 600, 8.6);
  add_style(k, "heading-2", "Source Sans 3", 700, 10.8);
  add_style(k, "table", "Source Sans 3", 400, 8.6);
  add_style(k, "drawing", "Source Sans 3", 400, 8);
}

static brv_fonts *make_fonts(brv_diags *diags)
{
  g_autofree char *folder = g_build_filename(g_getenv("BRV_TEST_TOP"), "fonts", NULL);
  const char *const folders[] = {folder, NULL};
  g_autoptr(brv_font_files) files = brv_font_files_new(folders, diags);
  g_assert_nonnull(files);
  return brv_fonts_new(files);
}

static void make_document(kit *k)
{
  k->document = brv_new(k->arena, brv_document);
  *k->document = (brv_document){.arena = k->arena,
                                .slug = "trial-weekly",
                                .title = "Trial & Weekly",
                                .number = "17",
                                .strapline = "Trials",
                                .date = "2026-04-26",
                                .language = "en-GB",
                                .publisher = "Desk",
                                .about = "What is tried",
                                .tier = "open",
                                .tier_name = "Open to all readers",
                                .assets = brv_arena_ptr_array(k->arena)};
  k->document->root = brv_node_new(k->arena, BRV_NODE_DOCUMENT, BRV_NO_PLACE);
}

static void release_array(void *array)
{
  g_array_unref(array);
}

static GArray *new_array(kit *k, guint size)
{
  return brv_arena_own(k->arena, g_array_new(FALSE, TRUE, size), release_array);
}

static void make_words(kit *k)
{
  g_autofree char *folder = g_build_filename(g_getenv("BRV_TEST_TOP"), "layouts", NULL);
  brv_folder *layouts = brv_folder_open(k->arena, folder, k->diags);
  k->document->words = brv_words_load(k->arena, layouts, "en-GB", k->diags);
  g_assert_nonnull(k->document->words);
}

kit *kit_new(void)
{
  kit *k = g_new0(kit, 1);
  k->arena = brv_arena_new();
  k->diags = brv_diags_new();
  k->fonts = make_fonts(k->diags);
  make_layout(k);
  make_document(k);
  make_words(k);
  k->pages = brv_new(k->arena, brv_pages);
  *k->pages = (brv_pages){.arena = k->arena,
                          .document = k->document,
                          .layout = k->layout,
                          .pages = brv_arena_ptr_array(k->arena),
                          .outline = new_array(k, sizeof(brv_outline_entry))};
  return k;
}

void kit_free(kit *k)
{
  if (!k)
    return;
  brv_fonts_free(k->fonts);
  brv_diags_free(k->diags);
  brv_arena_free(k->arena);
  g_free(k);
}

brv_node *kit_add(kit *k, brv_node *parent, brv_node_kind kind, const char *role)
{
  brv_node *node = brv_node_new(k->arena, kind, BRV_NO_PLACE);
  node->role = role;
  if (parent)
    brv_node_append(parent, node);
  return node;
}

brv_node *kit_words(kit *k, brv_node *parent, const char *text)
{
  brv_node *node = brv_node_new_text(k->arena, text, BRV_NO_PLACE);
  brv_node_append(parent, node);
  return node;
}

brv_node *kit_para(kit *k, brv_node *parent, const char *role, const char *text)
{
  brv_node *para = kit_add(k, parent, BRV_NODE_PARA, role);
  if (text)
    kit_words(k, para, text);
  return para;
}

brv_node *kit_briefing(kit *k, brv_node *parent, const char *file, const char *title)
{
  brv_briefing_info *info = brv_new(k->arena, brv_briefing_info);
  *info = (brv_briefing_info){.title = title, .file = file, .kicker = "Trial", .category = "Trial"};
  brv_node *briefing = kit_add(k, parent, BRV_NODE_BRIEFING, NULL);
  briefing->briefing = info;
  briefing->id = file;
  brv_node *header = kit_add(k, briefing, BRV_NODE_HEADER, NULL);
  kit_para(k, header, "kicker", info->kicker);
  brv_node *heading = kit_add(k, header, BRV_NODE_HEADING, "title");
  heading->level = 1;
  kit_words(k, heading, title);
  return briefing;
}

brv_page *kit_page(kit *k, const char *label)
{
  brv_page *page = brv_new(k->arena, brv_page);
  *page = (brv_page){.label = label,
                     .items = new_array(k, sizeof(brv_page_item)),
                     .links = new_array(k, sizeof(brv_page_link)),
                     .anchors = new_array(k, sizeof(brv_page_anchor))};
  g_ptr_array_add(k->pages->pages, page);
  return page;
}

static void release_glyphs(void *glyphs)
{
  pango_glyph_string_free(glyphs);
}

static brv_page_item text_item(kit *k, const PangoGlyphItem *run, const char *text)
{
  brv_page_item item = {.kind = BRV_ITEM_TEXT};
  item.w = pango_glyph_string_get_width(run->glyphs) / (double)PANGO_SCALE;
  item.text.font = brv_arena_own(k->arena, g_object_ref(run->item->analysis.font), g_object_unref);
  item.text.glyphs = brv_arena_own(k->arena, pango_glyph_string_copy(run->glyphs), release_glyphs);
  item.text.text = brv_arena_strndup(k->arena, text + run->item->offset, (gsize)run->item->length);
  item.text.length = run->item->length;
  item.text.level = run->item->analysis.level;
  item.text.scale = 1;
  return item;
}

void kit_set_text(kit *k, brv_page *page, double x, double y, const char *role, const char *text,
                  const brv_node *node)
{
  const brv_style *style = brv_layout_style(k->layout, role, "para");
  g_autoptr(PangoLayout) layout = pango_layout_new(brv_fonts_context(k->fonts));
  g_autoptr(PangoFontDescription) font = pango_font_description_from_string(style->family);
  pango_font_description_set_weight(font, (PangoWeight)style->weight);
  pango_font_description_set_absolute_size(font, style->size * PANGO_SCALE);
  pango_layout_set_font_description(layout, font);
  pango_layout_set_text(layout, text, -1);
  for (GSList *r = pango_layout_get_line_readonly(layout, 0)->runs; r; r = r->next) {
    brv_page_item item = text_item(k, r->data, text);
    item.x = x;
    item.y = y;
    item.node = node;
    item.colour = style->colour;
    g_array_append_val(page->items, item);
    x += item.w;
  }
}

void kit_set_link(brv_page *page, double x, double y, double w, double h, const char *target)
{
  brv_page_link link = {.x = x, .y = y, .w = w, .h = h, .target = target};
  g_array_append_val(page->links, link);
}

void kit_set_anchor(brv_page *page, const char *id, double x, double y)
{
  brv_page_anchor anchor = {id, x, y};
  g_array_append_val(page->anchors, anchor);
}

void kit_set_outline(kit *k, const char *title, int level, guint page, double y)
{
  brv_outline_entry entry = {title, level, page, y};
  g_array_append_val(k->pages->outline, entry);
}

const brv_asset *kit_bitmap(kit *k, brv_asset_kind kind, const char *path, guint colour)
{
  g_autoptr(GdkPixbuf) pixels =
      gdk_pixbuf_new(GDK_COLORSPACE_RGB, FALSE, 8, PICTURE_WIDTH, PICTURE_HEIGHT);
  gdk_pixbuf_fill(pixels, colour << 8 | 0xff);
  char *bytes = NULL;
  gsize length = 0;
  g_assert_true(gdk_pixbuf_save_to_buffer(pixels, &bytes, &length,
                                          kind == BRV_ASSET_PNG ? "png" : "jpeg", NULL, NULL));
  brv_asset *asset = brv_new(k->arena, brv_asset);
  *asset = (brv_asset){.kind = kind,
                       .path = path,
                       .bytes = brv_arena_own(k->arena, bytes, g_free),
                       .length = length,
                       .width = PICTURE_WIDTH,
                       .height = PICTURE_HEIGHT};
  return asset;
}

const brv_asset *kit_svg(kit *k, const char *path, const char *text)
{
  brv_asset *asset = brv_new(k->arena, brv_asset);
  *asset = (brv_asset){.kind = BRV_ASSET_SVG,
                       .path = path,
                       .bytes = (const guint8 *)text,
                       .length = strlen(text),
                       .width = PICTURE_WIDTH,
                       .height = PICTURE_HEIGHT};
  return asset;
}
