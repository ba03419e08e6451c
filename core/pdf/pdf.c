#include "pdf/pdf.h"

#include <cairo-pdf.h>

#include "base/worker.h"
#include "pdf/finish.h"

/* Where something cannot stay lines (an SVG's blur), dots per inch. */
static const double FALLBACK_DPI = 300;

static cairo_status_t append(void *data, const unsigned char *bytes, unsigned int length)
{
  g_byte_array_append(data, bytes, length);
  return CAIRO_STATUS_SUCCESS;
}

static bool draw_pages(cairo_surface_t *surface, const brv_pages *pages, brv_fonts *fonts,
                       brv_diags *diags)
{
  bool good = true;
  cairo_t *cr = cairo_create(surface);
  for (guint i = 0; i < pages->pages->len; i++) {
    brv_worker_step();
    const brv_page *page = g_ptr_array_index(pages->pages, i);
    if (page->label)
      cairo_pdf_surface_set_page_label(surface, page->label);
    good &= brv_draw_page(cr, pages, page, fonts, diags);
    cairo_show_page(cr);
  }
  cairo_destroy(cr);
  return good;
}

/* Entries name their level; Cairo asks for the parent's id. */
static void add_outline(cairo_surface_t *surface, const brv_pages *pages)
{
  g_autoptr(GArray) parents = g_array_new(FALSE, FALSE, sizeof(int));
  int id = CAIRO_PDF_OUTLINE_ROOT;
  g_array_append_val(parents, id);
  for (guint i = 0; i < pages->outline->len; i++) {
    const brv_outline_entry *entry = &g_array_index(pages->outline, brv_outline_entry, i);
    guint depth = MIN((guint)MAX(entry->level, 1), parents->len);
    g_array_set_size(parents, depth);
    char y[G_ASCII_DTOSTR_BUF_SIZE];
    g_ascii_formatd(y, sizeof y, "%.2f", entry->y);
    g_autofree char *where = g_strdup_printf("page=%u pos=[0 %s]", entry->page + 1, y);
    id =
        cairo_pdf_surface_add_outline(surface, g_array_index(parents, int, depth - 1), entry->title,
                                      where, depth == 1 ? CAIRO_PDF_OUTLINE_FLAG_OPEN : 0);
    g_array_append_val(parents, id);
  }
}

/* The file as Cairo writes it; NULL after a report. */
static GBytes *draw_file(const brv_pages *pages, brv_fonts *fonts, brv_diags *diags)
{
  g_autoptr(GByteArray) bytes = g_byte_array_new();
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(
      append, bytes, pages->layout->page_width, pages->layout->page_height);
  cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_5);
  cairo_surface_set_fallback_resolution(surface, FALLBACK_DPI, FALLBACK_DPI);
  bool good = draw_pages(surface, pages, fonts, diags);
  add_outline(surface, pages);
  cairo_surface_finish(surface);
  cairo_status_t status = cairo_surface_status(surface);
  cairo_surface_destroy(surface);
  if (status != CAIRO_STATUS_SUCCESS)
    brv_report(diags, BRV_PAGE_UNDRAWABLE, BRV_NO_PLACE, NULL, "the pages cannot be drawn: %s",
               cairo_status_to_string(status));
  if (!good || status != CAIRO_STATUS_SUCCESS)
    return NULL;
  return g_byte_array_free_to_bytes(g_steal_pointer(&bytes));
}

GBytes *brv_pdf_write(const brv_pages *pages, brv_fonts *fonts, brv_diags *diags)
{
  g_autoptr(GBytes) drawn = draw_file(pages, fonts, diags);
  return drawn ? brv_pdf_finish(drawn, pages, diags) : NULL;
}
