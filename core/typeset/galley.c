#include "typeset/galley.h"

#include <string.h>

#include "typeset/galley-private.h"

/* Of libdeflate's 12: the quickest. Most pages are never opened. */
enum { PACKING_LEVEL = 1 };

/* --- nodes: numbered in reading order within the part --- */

void brv_galley_put_node(brv_galley_writer *w, const brv_node *node)
{
  guint32 number = node ? GPOINTER_TO_UINT(g_hash_table_lookup(w->numbers, node)) : 0;
  g_assert(!node || number > 0); /* what stands on a part's pages belongs to the part */
  brv_wire_put_count(&w->wire, number);
}

const brv_node *brv_galley_take_node(brv_wire_reader *r, const brv_galley *galley)
{
  guint32 number = brv_wire_take_count(r, galley->nodes->len);
  return number > 0 ? galley->nodes->pdata[number - 1] : NULL;
}

/* --- fields of structs --- */

static const brv_wire_field PAGE[] = {
    BRV_WIRE_NEEDED_TEXT(brv_page, why),
    BRV_WIRE_TRUTH_FIELD(brv_page, hyphenated),
    BRV_WIRE_NUMBER_FIELD(brv_page, cost, -G_MAXDOUBLE, G_MAXDOUBLE),
    BRV_WIRE_NUMBER_FIELD(brv_page, short_by, -G_MAXDOUBLE, G_MAXDOUBLE),
    BRV_WIRE_NUMBER_FIELD(brv_page, lines, -G_MAXDOUBLE, G_MAXDOUBLE),
    BRV_WIRE_TRUTH_FIELD(brv_page, last),
    {BRV_WIRE_END},
};

#define FAR_FIELD(type, member) BRV_WIRE_NUMBER_FIELD(type, member, -BRV_GALLEY_FAR, BRV_GALLEY_FAR)

static const brv_wire_field LINK[] = {
    FAR_FIELD(brv_page_link, x),
    FAR_FIELD(brv_page_link, y),
    FAR_FIELD(brv_page_link, w),
    FAR_FIELD(brv_page_link, h),
    BRV_WIRE_TEXT_FIELD(brv_page_link, target),
    {BRV_WIRE_END},
};

static const brv_wire_field ANCHOR[] = {
    FAR_FIELD(brv_page_anchor, x),
    FAR_FIELD(brv_page_anchor, y),
    BRV_WIRE_NEEDED_TEXT(brv_page_anchor, id),
    {BRV_WIRE_END},
};

static const brv_wire_field CONTINUED[] = {
    FAR_FIELD(brv_page_continued, x),
    FAR_FIELD(brv_page_continued, y),
    FAR_FIELD(brv_page_continued, w),
    BRV_WIRE_TRUTH_FIELD(brv_page_continued, from_page),
    {BRV_WIRE_END},
};

static const brv_wire_field LOOSE[] = {
    FAR_FIELD(brv_page_loose, spaces),
    {BRV_WIRE_END},
};

static const brv_wire_field SAID[] = {
    BRV_WIRE_NEEDED_TEXT(brv_page_said, id),
    BRV_WIRE_NEEDED_TEXT(brv_page_said, label),
    {BRV_WIRE_END},
};

const brv_wire_field brv_font_name_fields[] = {
    BRV_WIRE_NEEDED_TEXT(brv_font_name, family),
    BRV_WIRE_TEXT_FIELD(brv_font_name, variations),
    BRV_WIRE_INT_FIELD(brv_font_name, size, 0, G_MAXINT),
    BRV_WIRE_INT_FIELD(brv_font_name, weight, 0, 1000),
    BRV_WIRE_INT_FIELD(brv_font_name, slant, PANGO_STYLE_NORMAL, PANGO_STYLE_ITALIC),
    BRV_WIRE_INT_FIELD(brv_font_name, width, PANGO_STRETCH_ULTRA_CONDENSED,
                       PANGO_STRETCH_ULTRA_EXPANDED),
    BRV_WIRE_NEEDED_TEXT(brv_font_name, file),
    BRV_WIRE_INT_FIELD(brv_font_name, index, 0, G_MAXINT),
    {BRV_WIRE_END},
};

/* --- writing --- */

static void put_links(brv_galley_writer *w, const GArray *links)
{
  brv_wire_put_count(&w->wire, links->len);
  for (guint i = 0; i < links->len; i++) {
    const brv_page_link *link = &g_array_index(links, brv_page_link, i);
    brv_galley_put_node(w, link->node);
    brv_wire_put_fields(&w->wire, LINK, link);
  }
}

static void put_anchors(brv_galley_writer *w, const GArray *anchors)
{
  brv_wire_put_count(&w->wire, anchors->len);
  for (guint i = 0; i < anchors->len; i++)
    brv_wire_put_fields(&w->wire, ANCHOR, &g_array_index(anchors, brv_page_anchor, i));
}

static void put_continued(brv_galley_writer *w, const GArray *continued)
{
  brv_wire_put_count(&w->wire, continued ? continued->len : 0);
  for (guint i = 0; continued && i < continued->len; i++) {
    const brv_page_continued *going = &g_array_index(continued, brv_page_continued, i);
    brv_galley_put_node(w, going->table);
    brv_wire_put_fields(&w->wire, CONTINUED, going);
  }
}

static void put_loose(brv_galley_writer *w, const GArray *lines)
{
  brv_wire_put_count(&w->wire, lines->len);
  for (guint i = 0; i < lines->len; i++) {
    const brv_page_loose *loose = &g_array_index(lines, brv_page_loose, i);
    brv_galley_put_node(w, loose->node);
    brv_wire_put_count(&w->wire, loose->offset);
    brv_wire_put_count(&w->wire, loose->fewer);
    brv_wire_put_count(&w->wire, loose->more);
    brv_wire_put_fields(&w->wire, LOOSE, loose);
  }
}

static guint words_on(const brv_page *page)
{
  guint words = 0;
  for (guint i = 0; i < page->items->len; i++) {
    const brv_page_item *item = &g_array_index(page->items, brv_page_item, i);
    if (item->kind != BRV_ITEM_TEXT || !item->node)
      continue;
    g_autofree char *text = g_strndup(item->text.text, (gsize)item->text.length);
    words += brv_count_words(text);
  }
  return words;
}

/* The items, packed: a third of the room that they took, until the page is opened. */
static void put_items(brv_galley_writer *w, const GArray *items)
{
  g_autoptr(GByteArray) plain = g_byte_array_new();
  brv_galley_writer to = *w;
  to.wire.out = plain;
  for (guint i = 0; i < items->len; i++)
    brv_galley_put_item(&to, &g_array_index(items, brv_page_item, i));
  gsize length = plain->len;
  g_autofree guint8 *packed = brv_pack_bytes(w->packer, plain->data, &length);
  brv_wire_put_count(&w->wire, plain->len);
  brv_wire_put_count(&w->wire, (guint32)length);
  brv_wire_put_block(&w->wire, packed, length);
}

static void put_page(brv_galley_writer *w, const brv_page *page)
{
  brv_wire_put_fields(&w->wire, PAGE, page);
  brv_galley_put_node(w, page->starts_at);
  brv_wire_put_count(&w->wire, page->starts_offset);
  brv_wire_put_count(&w->wire, words_on(page));
  put_links(w, page->links);
  put_anchors(w, page->anchors);
  put_continued(w, page->continued);
  put_loose(w, page->loose);
  put_items(w, page->items);
}

static void put_headings(brv_galley_writer *w, const GArray *headings)
{
  brv_wire_put_count(&w->wire, headings->len);
  for (guint i = 0; i < headings->len; i++) {
    const brv_flow_heading *heading = &g_array_index(headings, brv_flow_heading, i);
    brv_galley_put_node(w, heading->node);
    brv_wire_put_count(&w->wire, heading->page);
    brv_wire_put_number(&w->wire, heading->y);
  }
}

static void put_said(brv_galley_writer *w, GHashTable *refs)
{
  GHashTableIter iter;
  gpointer id, label;
  brv_wire_put_count(&w->wire, g_hash_table_size(refs));
  g_hash_table_iter_init(&iter, refs);
  while (g_hash_table_iter_next(&iter, &id, &label)) {
    const brv_page_said said = {id, label};
    brv_wire_put_fields(&w->wire, SAID, &said);
  }
}

static void put_missing(gunichar c, const brv_node *leaf, guint offset, void *data)
{
  brv_galley_writer *w = data;
  brv_wire_put_count(&w->wire, c);
  brv_galley_put_node(w, leaf);
  brv_wire_put_count(&w->wire, offset);
}

/* Behind their length, as items are; missing characters go on to the end. */
static void put_messages(brv_galley_writer *w, const brv_setter *setter)
{
  guint begun = brv_wire_begin(&w->wire);
  brv_wire_put_messages(&w->wire, setter->diags);
  brv_missing_each(setter->missing, put_missing, w);
  brv_wire_end(&w->wire, begun);
}

static void put_fonts(brv_galley_writer *w)
{
  brv_wire_put_count(&w->wire, w->fonts->len);
  for (guint i = 0; i < w->fonts->len; i++) {
    brv_font_name name = brv_fonts_name(w->arena, w->fonts->pdata[i]);
    brv_wire_put_fields(&w->wire, brv_font_name_fields, &name);
  }
}

static void count_one(const brv_remark *remark, void *count)
{
  (void)remark;
  ++*(guint *)count;
}

static guint count_messages(brv_diags *diags)
{
  guint count = 0;
  brv_diags_each(diags, count_one, &count);
  return count;
}

/* What messages about a part can point at, by numbers that no other part has to do with. Most parts
 * have no messages, and need none. */
static brv_wire_names *names_of(const brv_layout *layout, const brv_node *part)
{
  brv_wire_names *names = brv_wire_names_new();
  brv_wire_name_value(names, layout->source);
  brv_wire_name_tree(names, part);
  return names;
}

/* Fonts come first, but are known last. */
GBytes *brv_galley_put(const brv_galley_proof *proof)
{
  const brv_setter *setter = proof->setter;
  bool tells = count_messages(setter->diags) > 0;
  g_autoptr(brv_wire_names) names = tells ? names_of(setter->layout, proof->part) : NULL;
  g_autoptr(GHashTable) numbers = brv_node_numbers(proof->part);
  g_autoptr(GHashTable) font_numbers = g_hash_table_new(NULL, NULL);
  g_autoptr(GPtrArray) fonts = g_ptr_array_new();
  g_autoptr(GByteArray) pages = g_byte_array_new();
  g_autoptr(brv_packer) packer = brv_packer_new(PACKING_LEVEL);
  brv_galley_writer w = {{pages, names}, setter->arena, numbers, fonts, font_numbers, packer};
  for (guint i = 0; i < proof->pages->len; i++)
    put_page(&w, proof->pages->pdata[i]);
  w.wire.out = g_byte_array_new();
  put_fonts(&w);
  brv_wire_put_count(&w.wire, setter->words);
  brv_wire_put_block(&w.wire, &setter->work, sizeof setter->work);
  put_said(&w, setter->page_refs);
  put_messages(&w, setter);
  brv_wire_put_count(&w.wire, proof->pages->len);
  put_headings(&w, proof->headings);
  brv_wire_put_block(&w.wire, pages->data, pages->len);
  return g_byte_array_free_to_bytes(w.wire.out);
}

/* --- reading --- */

#define NEW_ARRAY(arena, type)                                                                     \
  brv_arena_own((arena), g_array_new(FALSE, TRUE, sizeof(type)), (GDestroyNotify)g_array_unref)

static void take_links(brv_wire_reader *r, const brv_galley *g, GArray *links)
{
  for (guint32 left = brv_wire_take_length(r); left > 0 && !r->bad; left--) {
    brv_page_link link = {.node = brv_galley_take_node(r, g)};
    brv_wire_take_fields(r, LINK, &link);
    g_array_append_val(links, link);
  }
}

static void take_anchors(brv_wire_reader *r, GArray *anchors)
{
  for (guint32 left = brv_wire_take_length(r); left > 0 && !r->bad; left--) {
    brv_page_anchor anchor = {0};
    brv_wire_take_fields(r, ANCHOR, &anchor);
    g_array_append_val(anchors, anchor);
  }
}

static void take_continued(brv_wire_reader *r, const brv_galley *g, brv_page *page)
{
  guint32 left = brv_wire_take_length(r);
  if (left > 0)
    page->continued = NEW_ARRAY(r->arena, brv_page_continued);
  for (; left > 0 && !r->bad; left--) {
    brv_page_continued going = {.table = brv_galley_take_node(r, g)};
    brv_wire_take_fields(r, CONTINUED, &going);
    r->bad = r->bad || !going.table;
    g_array_append_val(page->continued, going);
  }
}

static void take_loose(brv_wire_reader *r, const brv_galley *g, GArray *lines)
{
  for (guint32 left = brv_wire_take_length(r); left > 0 && !r->bad; left--) {
    brv_page_loose loose = {.node = brv_galley_take_node(r, g)};
    loose.offset = brv_wire_take_count(r, G_MAXINT32);
    loose.fewer = brv_wire_take_count(r, G_MAXINT32);
    loose.more = brv_wire_take_count(r, G_MAXINT32);
    brv_wire_take_fields(r, LOOSE, &loose);
    g_array_append_val(lines, loose);
  }
}

/* They are read when the page is opened. */
static void take_items(brv_wire_reader *r, brv_page *page)
{
  page->plain_length = brv_wire_take_count(r, BRV_GALLEY_PAGE);
  page->body_length = brv_wire_take_length(r);
  page->body = brv_wire_take_block(r, page->body_length);
}

static void take_page(brv_wire_reader *r, const brv_galley *g)
{
  brv_page *page = brv_page_new(r->arena);
  brv_wire_take_fields(r, PAGE, page);
  page->starts_at = brv_galley_take_node(r, g);
  page->starts_offset = brv_wire_take_count(r, G_MAXINT32);
  page->words = brv_wire_take_count(r, G_MAXINT32);
  page->galley = g;
  page->part = g->part;
  take_links(r, g, page->links);
  take_anchors(r, page->anchors);
  take_continued(r, g, page);
  take_loose(r, g, page->loose);
  take_items(r, page);
  g_ptr_array_add(g->pages, page);
}

static void take_headings(brv_wire_reader *r, brv_galley *g, guint pages)
{
  for (guint32 left = brv_wire_take_length(r); left > 0 && !r->bad; left--) {
    brv_flow_heading heading = {.node = brv_galley_take_node(r, g)};
    heading.page = brv_wire_take_count(r, pages);
    heading.y = brv_wire_take_number(r, -BRV_GALLEY_FAR, BRV_GALLEY_FAR);
    r->bad = r->bad || !heading.node || heading.page >= pages;
    g_array_append_val(g->headings, heading);
  }
}

/* They are looked for when a page is opened, which takes long; that they are there says their file.
 */
static void take_fonts(brv_wire_reader *r, brv_galley *g)
{
  for (guint32 left = brv_wire_take_length(r); left > 0 && !r->bad; left--) {
    brv_font_name name = {0};
    brv_wire_take_fields(r, brv_font_name_fields, &name);
    r->bad = r->bad || !brv_fonts_are_from(g->known, name.file);
    g_array_append_val(g->names, name);
  }
}

static void take_said(brv_wire_reader *r, brv_galley *g)
{
  for (guint32 left = brv_wire_take_length(r); left > 0 && !r->bad; left--) {
    brv_page_said said = {0};
    brv_wire_take_fields(r, SAID, &said);
    g_array_append_val(g->said, said);
  }
}

static brv_galley *new_galley(brv_arena *arena, const brv_node *part, brv_fonts *fonts)
{
  brv_galley *g = brv_new(arena, brv_galley);
  g->part = part;
  g->nodes = brv_node_list(arena, part);
  g->known = fonts;
  g->names = NEW_ARRAY(arena, brv_font_name);
  g->fonts = brv_arena_ptr_array(arena);
  g->pages = brv_arena_ptr_array(arena);
  g->headings = NEW_ARRAY(arena, brv_flow_heading);
  g->said = NEW_ARRAY(arena, brv_page_said);
  return g;
}

static void take_work(brv_wire_reader *r, brv_galley *g)
{
  const void *work = brv_wire_take_block(r, sizeof g->work);
  if (work)
    memcpy(&g->work, work, sizeof g->work);
}

brv_galley *brv_galley_take(brv_arena *arena, const brv_node *part, brv_fonts *fonts, GBytes *bytes)
{
  brv_galley *g = new_galley(arena, part, fonts);
  brv_wire_reader r = brv_wire_read_bytes(arena, NULL, bytes);
  take_fonts(&r, g);
  g->words = brv_wire_take_count(&r, G_MAXINT32);
  take_work(&r, g);
  take_said(&r, g);
  g->messages_length = brv_wire_take_measure(&r);
  g->messages = brv_wire_take_block(&r, g->messages_length);
  guint pages = brv_wire_take_count(&r, G_MAXINT32);
  take_headings(&r, g, pages);
  for (guint i = 0; i < pages && !r.bad; i++)
    take_page(&r, g);
  return brv_wire_is_done(&r) ? g : NULL;
}

static bool has_messages(const brv_galley *galley)
{
  brv_wire_reader r = {galley->messages, galley->messages + galley->messages_length, NULL, NULL,
                       false};
  return brv_wire_take_length(&r) > 0;
}

void brv_galley_report(const brv_galley *galley, const brv_setter *setter)
{
  g_autoptr(brv_wire_names) names =
      has_messages(galley) ? names_of(setter->layout, galley->part) : NULL;
  g_autoptr(brv_arena) arena = brv_arena_new();
  brv_wire_reader r = {galley->messages, galley->messages + galley->messages_length, arena, names,
                       false};
  brv_wire_take_messages(&r, setter->diags);
  while (r.at < r.end && !r.bad) {
    gunichar c = brv_wire_take_count(&r, G_MAXUINT32);
    const brv_node *leaf = brv_galley_take_node(&r, galley);
    brv_missing_add(setter->missing, c, leaf, brv_wire_take_count(&r, G_MAXINT32));
  }
}
