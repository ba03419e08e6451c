#include "pdf/pdf.h"

#include <string.h>

#include "base/worker.h"
#include "document/identity.h"
#include "pdf/content.h"
#include "pdf/parts.h"
#include "pdf/plates.h"

/* The streams of a page; 0: there is none. */
typedef struct {
  guint text, furniture;
} contents;

typedef struct {
  const brv_pages *pages;
  brv_fonts *fonts;
  brv_diags *diags;
  brv_pdf_file *file;
  brv_faces *faces;
  brv_pictures *pictures;
  brv_structure *structure;
  GHashTable *plates;
  contents *contents; /* by page */
  guint *page_ids;
  guint resources;
} writer;

static brv_page_stream *new_stream(const writer *w)
{
  return brv_page_stream_new(w->pages->layout->page_height, w->faces, w->pictures);
}

static const brv_page *page_at(const writer *w, guint index)
{
  return g_ptr_array_index(w->pages->pages, index);
}

static guint add_content(const writer *w, brv_page_stream *content)
{
  const GString *stream = brv_page_stream_end(content);
  return brv_pdf_add_stream(w->file, "", stream->str, stream->len, BRV_PDF_DEFLATE);
}

static brv_content_job content_job(const writer *w)
{
  return (brv_content_job){w->pages->layout, w->fonts,     w->faces,
                           w->pictures,      w->structure, w->diags};
}

/* All items that are there from one on; those before it are drawn elsewhere. */
static bool draw_from(const writer *w, guint from, guint index, guint *id)
{
  const GArray *items = page_at(w, index)->items;
  const brv_content_job job = content_job(w);
  g_autoptr(brv_page_stream) content = new_stream(w);
  bool good = brv_content_draw(&job, content, &g_array_index(items, brv_page_item, from),
                               items->len - from, index, NULL);
  *id = add_content(w, content);
  return good;
}

/* Cover and contents. */
static bool write_whole(writer *w, guint index)
{
  brv_page *page = w->pages->pages->pdata[index];
  brv_page_open(page);
  bool good = draw_from(w, 0, index, &w->contents[index].text);
  brv_page_close(page);
  return good;
}

/* Furniture comes behind what a part has on a page, in a stream of its own: it says the page's
 * number. */
static bool write_furniture(writer *w, guint index)
{
  const brv_page *page = page_at(w, index);
  guint furniture = brv_page_furniture(page);
  return furniture == 0 ||
         draw_from(w, page->items->len - furniture, index, &w->contents[index].furniture);
}

/* What no plate has. */
static bool write_text(writer *w, guint index)
{
  brv_page *page = w->pages->pages->pdata[index];
  const brv_content_job job = content_job(w);
  g_autoptr(brv_page_stream) content = new_stream(w);
  brv_page_open(page);
  bool good = brv_content_draw_apart(&job, content, &g_array_index(page->items, brv_page_item, 0),
                                     page->items->len - brv_page_furniture(page), index, NULL);
  brv_page_close(page);
  w->contents[index].text = add_content(w, content);
  return good;
}

/* False where a mark is of nothing: then it is no plate of the page. */
static bool write_plate(writer *w, const brv_plate *plate, guint index)
{
  const GArray *marks = plate->marks;
  for (guint i = 0; i < marks->len; i++)
    if (!brv_content_find(w->structure, &g_array_index(marks, brv_content_mark, i)))
      return false;
  for (guint i = 0; i < marks->len; i++)
    brv_content_tie(w->structure, &g_array_index(marks, brv_content_mark, i), index);
  w->contents[index].text = brv_pdf_add_stream(w->file, "/Filter/FlateDecode", plate->bytes,
                                               plate->length, BRV_PDF_AS_IS);
  return true;
}

/* The plates of the part that a page belongs to, and which of them is the page's. */
typedef struct {
  const brv_node *part;
  const brv_plates *plates;
  brv_arena *arena; /* theirs */
  guint sheet;
} bundle;

static void turn_to(const writer *w, const brv_page *page, bundle *b)
{
  GBytes *bytes = w->plates ? g_hash_table_lookup(w->plates, page->part) : NULL;
  if (page->part == b->part) {
    b->sheet++;
    return;
  }
  g_clear_pointer(&b->arena, brv_arena_free);
  *b = (bundle){.part = page->part, .arena = brv_arena_new()};
  if (bytes && page->part && !page->again)
    b->plates = brv_plates_open(b->arena, page->part, w->faces, w->fonts, bytes);
}

static bool write_contents(writer *w)
{
  bool good = true;
  bundle b = {0};
  for (guint i = 0; i < w->pages->pages->len; i++) {
    const brv_page *page = page_at(w, i);
    brv_worker_step();
    turn_to(w, page, &b);
    const brv_plate *plate = b.plates ? brv_plates_at(b.plates, b.sheet) : NULL;
    if (!page->part) {
      good &= write_whole(w, i);
      continue;
    }
    good &= (plate && write_plate(w, plate, i)) || write_text(w, i);
    good &= write_furniture(w, i);
  }
  g_clear_pointer(&b.arena, brv_arena_free);
  return good;
}

static bool write_resources(writer *w)
{
  g_autofree char *name = NULL, *fonts = brv_faces_write(w->faces, w->file, &name);
  g_autofree char *pictures = brv_pictures_write(w->pictures, w->fonts, w->diags);
  g_autofree char *text = g_strdup_printf("<</Font<<%s>>/XObject<<%s>>>>", fonts ? fonts : "",
                                          pictures ? pictures : "");
  w->resources = brv_pdf_add(w->file, text);
  if (!fonts)
    brv_report(w->diags, BRV_PAGE_UNDRAWABLE, BRV_NO_PLACE, "take another copy of the font",
               "the font \"%s\" cannot be put into the PDF", name);
  return fonts && pictures;
}

static void append_contents(GString *out, const contents *c)
{
  if (c->furniture)
    g_string_append_printf(out, "[%u 0 R %u 0 R]", c->text, c->furniture);
  else
    g_string_append_printf(out, " %u 0 R", c->text);
}

static void write_page(const writer *w, const brv_pdf_parts *parts, guint index, guint parent)
{
  g_autofree char *links = brv_pdf_write_links(parts, index);
  g_autoptr(GString) out = g_string_new("<</Type/Page");
  g_string_append_printf(out, "/Parent %u 0 R/MediaBox[0 0 ", parent);
  brv_pdf_numbers(
      out, (const double[]){w->pages->layout->page_width, w->pages->layout->page_height}, 2, 2);
  g_string_append_printf(out, "]/Resources %u 0 R/Contents", w->resources);
  append_contents(out, &w->contents[index]);
  g_string_append_printf(out, "/StructParents %u/Tabs/S", index);
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
    if (i == 0 || page_at(w, i)->part != page_at(w, i - 1)->part)
      brv_pdf_part(w->file);
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
  guint pages = write_pages(w, parts);
  brv_pdf_part(w->file);
  guint names = brv_pdf_write_destinations(parts), outline = brv_pdf_write_outline(parts);
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
  append_reference(out, "StructTreeRoot", brv_structure_write(w->structure, w->file, w->page_ids));
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

GBytes *brv_pdf_write(const brv_pages *pages, GHashTable *plates, brv_fonts *fonts,
                      const brv_memo *memo, brv_diags *diags)
{
  guint count = pages->pages->len;
  g_autoptr(brv_arena) arena = brv_arena_new();
  g_autoptr(brv_pdf_file) file = brv_pdf_file_new(memo);
  g_autoptr(brv_faces) faces = brv_faces_new();
  g_autoptr(brv_pictures) pictures = brv_pictures_new(file);
  g_autofree guint *page_ids = g_new0(guint, count);
  g_autofree contents *streams = g_new0(contents, count);
  writer w = {.pages = pages,
              .fonts = fonts,
              .diags = diags,
              .file = file,
              .faces = faces,
              .pictures = pictures,
              .structure = brv_structure_new(arena, pages->layout, pages->document->root, count),
              .plates = plates,
              .contents = streams,
              .page_ids = page_ids};
  for (guint i = 0; i < count; i++)
    page_ids[i] = brv_pdf_reserve(file);
  bool good = write_contents(&w);
  return write_resources(&w) && good ? write_file(&w) : NULL;
}
