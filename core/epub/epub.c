#include "epub/epub.h"

#include <string.h>

#include "base/letters.h"
#include "base/part.h"
#include "base/worker.h"
#include "epub/faces.h"
#include "epub/sketch.h"
#include "epub/xml.h"

static const char container_xml[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<container version=\"1.0\" xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\">\n"
    "  <rootfiles>\n"
    "    <rootfile full-path=\"EPUB/package.opf\" "
    "media-type=\"application/oebps-package+xml\"/>\n"
    "  </rootfiles>\n"
    "</container>\n";

const char *brv_book_title(const brv_book *book)
{
  const brv_document *d = book->document;
  return d->number ? brv_arena_printf(book->arena, "%s %s", d->title, d->number) : d->title;
}

char *brv_book_href(const brv_book *book, const brv_book_target *target)
{
  return target->id ? brv_arena_printf(book->arena, "%s#%s", target->file->name, target->id)
                    : brv_arena_strdup(book->arena, target->file->name);
}

const char *brv_book_page_label(const brv_book *book, guint page)
{
  const brv_page *p = book->pages->pages->pdata[page];
  return p->label && *p->label ? p->label : brv_arena_printf(book->arena, "%u", page + 1);
}

static void check_string(brv_book *book, const char *text, brv_place place)
{
  gssize at = text ? brv_find_forbidden(text, strlen(text)) : -1;
  if (at < 0)
    return;
  book->failed = true;
  brv_report(book->diags, BRV_UNPRINTABLE, place, "delete it",
             "the control character U+%04X cannot stand in a book", g_utf8_get_char(text + at));
}

static void check_text(brv_book *book)
{
  const brv_document *d = book->document;
  const char *const words[] = {d->title, d->number, d->publisher, d->about, d->rights};
  for (guint i = 0; i < G_N_ELEMENTS(words); i++)
    check_string(book, words[i], BRV_NO_PLACE);
  check_string(book, d->certificate ? d->certificate->certified_by : NULL, BRV_NO_PLACE);
  check_string(book, d->certificate ? d->certificate->credential : NULL, BRV_NO_PLACE);
  for (const brv_node *n = d->root; n; n = brv_node_next(n, d->root)) {
    check_string(book, n->text, n->place);
    check_string(book, n->alt, n->place);
    check_string(book, n->kind == BRV_NODE_ITEM ? n->label : NULL, n->place);
    check_string(book, n->kind == BRV_NODE_BRIEFING ? n->briefing->title : NULL, n->place);
  }
}

/* What stands between a reader and the text comes first in the archive, so that readers that
 * stream a book can show it early. */
static void make_files(brv_book *book)
{
  brv_book_file *package = brv_book_add(book, "package.opf", "application/oebps-package+xml", NULL);
  brv_book_file *nav = brv_book_add(book, "nav.xhtml", "application/xhtml+xml", NULL);
  brv_book_file *ncx = brv_book_add(book, "toc.ncx", "application/x-dtbncx+xml", NULL);
  brv_book_file *day = brv_book_add(book, "style.css", "text/css", NULL);
  brv_book_file *night = brv_book_add(book, "night.css", "text/css", NULL);
  nav->properties = "nav";
  book->cover = brv_book_add(book, "cover.png", "image/png", NULL);
  book->cover->properties = "cover-image";
  brv_book_name_all(book);
  guint last_text = book->files->len;
  for (guint i = 0; i < last_text; i++) {
    brv_worker_step();
    if (((brv_book_file *)book->files->pdata[i])->root)
      brv_book_write_xhtml(book, book->files->pdata[i]);
  }
  if (book->faces)
    brv_book_cut_faces(book);
  brv_book_fill(book, day, brv_book_css(book));
  brv_book_fill(book, night, brv_book_night_css(book));
  brv_book_fill(book, nav, brv_book_nav(book));
  brv_book_fill(book, ncx, brv_book_ncx(book));
  g_ptr_array_remove(book->files, package);
  brv_book_fill(book, package, brv_book_package(book));
  g_ptr_array_insert(book->files, 0, package);
}

static void free_string(void *string)
{
  g_string_free(string, TRUE);
}

static GHashTable *new_table(brv_arena *arena, GHashFunc hash, GEqualFunc equal)
{
  return brv_arena_own(arena, g_hash_table_new(hash, equal), (GDestroyNotify)g_hash_table_unref);
}

static brv_book *new_book(const brv_pages *pages, brv_fonts *fonts, brv_diags *diags)
{
  brv_arena *arena = brv_arena_new();
  brv_book *book = brv_new(arena, brv_book);
  *book = (brv_book){
      .arena = arena,
      .pages = pages,
      .document = pages->document,
      .layout = pages->layout,
      .fonts = fonts,
      .diags = diags,
      .files = brv_arena_ptr_array(arena),
      .file_names = brv_arena_table(arena),
      .xml_ids = brv_arena_table(arena),
      .ids = new_table(arena, NULL, NULL),
      .targets = brv_arena_table(arena),
      .breaks = new_table(arena, NULL, NULL),
      .pieces = new_table(arena, NULL, NULL),
      .frames = new_table(arena, NULL, NULL),
      .pictures = new_table(arena, NULL, NULL),
      .outlines = brv_arena_own(arena, brv_outlines_new(), (GDestroyNotify)brv_outlines_free),
      .drawn = new_table(arena, g_bytes_hash, g_bytes_equal),
      .uses = new_table(arena, brv_use_hash, brv_use_equal),
  };
  if (book->document->book_fonts) {
    book->faces = brv_book_faces_new(book);
    book->said = brv_arena_own(arena, g_string_new(NULL), free_string);
  }
  return book;
}

static bool is_packed_already(const char *media_type)
{
  return g_str_equal(media_type, "image/png") || g_str_equal(media_type, "image/jpeg");
}

static brv_archive *pack(const brv_book *book)
{
  static const char mimetype[] = "application/epub+zip";
  brv_archive *archive = brv_archive_new(book->document->date);
  brv_archive_add_plain(archive, "mimetype", g_bytes_new_static(mimetype, strlen(mimetype)));
  brv_archive_add(archive, "META-INF/container.xml",
                  g_bytes_new_static(container_xml, strlen(container_xml)));
  for (guint i = 0; i < book->files->len; i++) {
    const brv_book_file *file = book->files->pdata[i];
    g_autofree char *name = g_strconcat("EPUB/", file->name, NULL);
    if (file == book->cover)
      brv_archive_add_plain(archive, name, NULL);
    else if (is_packed_already(file->media_type))
      brv_archive_add_plain(archive, name, g_bytes_ref(file->bytes));
    else
      brv_archive_add(archive, name, g_bytes_ref(file->bytes));
  }
  return archive;
}

brv_archive *brv_epub_write(const brv_pages *pages, brv_fonts *fonts, brv_diags *diags)
{
  brv_book *book = new_book(pages, fonts, diags);
  check_text(book);
  if (!book->failed)
    make_files(book);
  brv_archive *archive = book->failed ? NULL : pack(book);
  brv_arena_free(book->arena);
  return archive;
}

#define PACKER(diags) BRV_PART("zip", brv_archive_pack, diags)

void brv_epub_open_packer(brv_diags *diags)
{
  PACKER(diags);
}

GBytes *brv_epub_finish(const brv_archive *archive, GBytes *cover, brv_diags *diags)
{
  __typeof__(&brv_archive_pack) pack_all = PACKER(diags);
  return pack_all ? pack_all(archive, cover, diags) : NULL;
}
