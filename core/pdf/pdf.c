#include "pdf/pdf.h"

#include <string.h>

#include "base/worker.h"
#include "document/identity.h"
#include "pdf/page-stream.h"
#include "pdf/draw.h"
#include "pdf/parts.h"

typedef struct {
  const brv_pages *pages;
  brv_fonts *fonts;
  brv_diags *diags;
  brv_pdf_file *file;
  brv_faces *faces;
  brv_pictures *pictures;
  brv_structure *structure;
  guint *content_ids, *page_ids;
  guint resources;
} writer;

static const brv_page *page_at(const writer *w, guint index)
{
  return g_ptr_array_index(w->pages->pages, index);
}

/* What is no part of the document says what it is instead: heads and folios, or ornament. */
static const char *artifact(const writer *w, const brv_page_item *item)
{
  const brv_layout *layout = w->pages->layout;
  if (item->kind != BRV_ITEM_TEXT)
    return "/Artifact<</Type/Layout>>";
  if (item->y < layout->top)
    return "/Artifact<</Type/Pagination/Subtype/Header>>";
  if (item->y > layout->page_height - layout->foot)
    return "/Artifact<</Type/Pagination/Subtype/Footer>>";
  return "/Artifact<</Type/Pagination>>";
}

/* What items have in common that share a mark. */
typedef struct {
  brv_tag *element;
  const char *artifact;
  bool text;
} belonging;

static belonging belongs(const writer *w, const brv_page_item *item)
{
  belonging b = {.element = brv_structure_find(w->structure, item),
                 .text = item->kind == BRV_ITEM_TEXT};
  if (!b.element)
    b.artifact = artifact(w, item);
  return b;
}

static void open_mark(const writer *w, brv_page_stream *content, const belonging *b, guint page)
{
  g_autofree char *mark =
      b->element ? g_strdup_printf("/%s<</MCID %u>>", b->element->type,
                                   brv_structure_mark(w->structure, b->element, page))
                 : g_strdup(b->artifact);
  brv_page_stream_mark(content, mark, b->text);
}

static bool draw_items(const writer *w, brv_page_stream *content, guint index)
{
  const brv_page *page = page_at(w, index);
  belonging last = {0};
  bool good = true;
  for (guint i = 0; i < page->items->len; i++) {
    const brv_page_item *item = &g_array_index(page->items, brv_page_item, i);
    belonging b = belongs(w, item);
    if (i == 0 || memcmp(&b.element, &last.element, sizeof b.element) != 0 ||
        b.artifact != last.artifact || b.text != last.text) {
      if (i > 0)
        brv_page_stream_close(content);
      open_mark(w, content, &b, index);
    }
    if (b.element && !b.text)
      brv_structure_box(w->structure, b.element, item);
    good &= brv_draw_item(brv_page_stream_canvas(content), w->pages, item, w->fonts, w->diags);
    last = b;
  }
  if (page->items->len > 0)
    brv_page_stream_close(content);
  return good;
}

static bool write_contents(writer *w)
{
  bool good = true;
  for (guint i = 0; i < w->pages->pages->len; i++) {
    brv_page *page = g_ptr_array_index(w->pages->pages, i);
    brv_worker_step();
    brv_page_open(page);
    g_autoptr(brv_page_stream) content =
        brv_page_stream_new(w->pages->layout->page_height, w->faces, w->pictures);
    good &= draw_items(w, content, i);
    brv_page_close(page);
    const GString *stream = brv_page_stream_end(content);
    w->content_ids[i] =
        brv_pdf_add_stream(w->file, "", stream->str, stream->len, BRV_PDF_DEFLATE);
  }
  return good;
}

static bool write_resources(writer *w)
{
  g_autofree char *name = NULL, *fonts = brv_faces_write(w->faces, w->file, &name);
  g_autofree char *pictures = brv_pictures_write(w->pictures, w->fonts, w->diags);
  g_autofree char *text =
      g_strdup_printf("<</Font<<%s>>/XObject<<%s>>>>", fonts ? fonts : "", pictures ? pictures : "");
  w->resources = brv_pdf_add(w->file, text);
  if (!fonts)
    brv_report(w->diags, BRV_PAGE_UNDRAWABLE, BRV_NO_PLACE, "take another copy of the font",
               "the font \"%s\" cannot be put into the PDF", name);
  return fonts && pictures;
}

static void write_page(const writer *w, const brv_pdf_parts *parts, guint index, guint parent)
{
  g_autofree char *links = brv_pdf_write_links(parts, index);
  g_autoptr(GString) out = g_string_new("<</Type/Page");
  g_string_append_printf(out, "/Parent %u 0 R/MediaBox[0 0 ", parent);
  brv_pdf_numbers(out,
                  (const double[]){w->pages->layout->page_width, w->pages->layout->page_height}, 2,
                  2);
  g_string_append_printf(out, "]/Resources %u 0 R/Contents %u 0 R/StructParents %u/Tabs/S",
                         w->resources, w->content_ids[index], index);
  if (links)
    g_string_append_printf(out, "/Annots%s", links);
  g_string_append(out, ">>");
  brv_pdf_put(w->file, w->page_ids[index], out->str);
}

static guint write_pages(const writer *w, const brv_pdf_parts *parts)
{
  guint count = w->pages->pages->len, parent = brv_pdf_reserve(w->file);
  g_autoptr(GString) out = g_string_new("<</Type/Pages/Kids[");
  for (guint i = 0; i < count; i++) {
    write_page(w, parts, i, parent);
    g_string_append_printf(out, "%s%u 0 R", i > 0 ? " " : "", w->page_ids[i]);
  }
  g_string_append_printf(out, "]/Count %u>>", count);
  brv_pdf_put(w->file, parent, out->str);
  return parent;
}

static void append_reference(GString *out, const char *key, guint id)
{
  if (id)
    g_string_append_printf(out, "/%s %u 0 R", key, id);
}

static guint write_catalog(const writer *w, const brv_pdf_parts *parts)
{
  guint pages = write_pages(w, parts), names = brv_pdf_write_destinations(parts);
  guint outline = brv_pdf_write_outline(parts);
  g_autoptr(GString) out = g_string_new("<</Type/Catalog/MarkInfo<</Marked true>>"
                                        "/ViewerPreferences<</DisplayDocTitle true>>/Lang");
  brv_pdf_text(out, w->pages->document->language);
  append_reference(out, "Pages", pages);
  if (names)
    g_string_append_printf(out, "/Names<</Dests %u 0 R>>", names);
  append_reference(out, "Outlines", outline);
  if (outline)
    g_string_append(out, "/PageMode/UseOutlines");
  append_reference(out, "PageLabels", brv_pdf_write_labels(parts));
  append_reference(out, "StructTreeRoot",
                   brv_structure_write(w->structure, w->file, w->page_ids));
  append_reference(out, "Metadata", brv_pdf_write_metadata(parts));
  g_string_append_printf(out, "/OutputIntents[%u 0 R]>>", brv_pdf_write_intent(w->file));
  return brv_pdf_add(w->file, out->str);
}

/* Where links may lead to: id -> the label of its page. */
static GHashTable *list_anchors(const brv_pages *pages)
{
  GHashTable *anchors = brv_arena_table(pages->arena);
  for (guint i = 0; i < pages->pages->len; i++) {
    const brv_page *page = g_ptr_array_index(pages->pages, i);
    for (guint k = 0; k < page->anchors->len; k++) {
      const brv_page_anchor *anchor = &g_array_index(page->anchors, brv_page_anchor, k);
      if (!g_hash_table_contains(anchors, anchor->id))
        g_hash_table_insert(anchors, (char *)anchor->id, (char *)page->label);
    }
  }
  return anchors;
}

static GBytes *write_file(writer *w)
{
  guint8 identity[BRV_UUID_BYTES];
  brv_document_uuid_bytes(w->pages->document, "pdf", identity);
  const brv_pdf_parts parts = {.pages = w->pages,
                               .file = w->file,
                               .structure = w->structure,
                               .page_ids = w->page_ids,
                               .anchors = list_anchors(w->pages),
                               .diags = w->diags};
  guint root = write_catalog(w, &parts), info = brv_pdf_write_info(&parts);
  return brv_pdf_file_finish(w->file, root, info, identity);
}

GBytes *brv_pdf_write(const brv_pages *pages, brv_fonts *fonts, brv_diags *diags)
{
  guint count = pages->pages->len;
  g_autoptr(brv_pdf_file) file = brv_pdf_file_new();
  g_autoptr(brv_faces) faces = brv_faces_new();
  g_autoptr(brv_pictures) pictures = brv_pictures_new(file);
  g_autofree guint *content_ids = g_new0(guint, count), *page_ids = g_new0(guint, count);
  writer w = {.pages = pages,
              .fonts = fonts,
              .diags = diags,
              .file = file,
              .faces = faces,
              .pictures = pictures,
              .structure = brv_structure_new(pages),
              .content_ids = content_ids,
              .page_ids = page_ids};
  for (guint i = 0; i < count; i++)
    page_ids[i] = brv_pdf_reserve(file);
  bool good = write_contents(&w);
  return write_resources(&w) && good ? write_file(&w) : NULL;
}
