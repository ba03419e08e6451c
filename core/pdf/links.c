#include <string.h>

#include "base/url.h"
#include "pdf/draw.h"
#include "pdf/finish.h"

void brv_report_lost_link(brv_diags *diags, brv_place place, const char *target)
{
  brv_report(diags, BRV_LINK_LOST, place,
             "link to \"#\" and an id that this edition holds, or to an address with https://",
             "the link to \"%s\" leads nowhere", target);
}

/* Names stay ASCII: readers differ in how they compare others. */
static char *destination_name(const char *id)
{
  return g_uri_escape_string(id, "._~-", FALSE);
}

typedef struct {
  char *name;
  double x, y;
  guint page;
} destination;

static void free_destination(void *data)
{
  destination *d = data;
  g_free(d->name);
  g_free(d);
}

static int compare_names(gconstpointer a, gconstpointer b)
{
  const destination *const *left = a, *const *right = b;
  return strcmp((*left)->name, (*right)->name);
}

static GPtrArray *list_destinations(const brv_pages *pages)
{
  GPtrArray *list = g_ptr_array_new_with_free_func(free_destination);
  for (guint p = 0; p < pages->pages->len; p++) {
    const brv_page *page = g_ptr_array_index(pages->pages, p);
    for (guint i = 0; i < page->anchors->len; i++) {
      const brv_page_anchor *anchor = &g_array_index(page->anchors, brv_page_anchor, i);
      destination *d = g_new(destination, 1);
      *d = (destination){destination_name(anchor->id), anchor->x, anchor->y, p};
      g_ptr_array_add(list, d);
    }
  }
  g_ptr_array_sort(list, compare_names);
  return list;
}

static void append_number(qpdf_data pdf, qpdf_oh array, double number)
{
  qpdf_oh_append_item(pdf, array, qpdf_oh_new_real_from_double(pdf, number, 2));
}

/* qpdf parses no references, so what names a page is put together by hand. */
static qpdf_oh destination_array(qpdf_data pdf, const destination *d, double page_height)
{
  qpdf_oh array = qpdf_oh_new_array(pdf);
  qpdf_oh_append_item(pdf, array, qpdf_get_page_n(pdf, d->page));
  qpdf_oh_append_item(pdf, array, qpdf_oh_new_name(pdf, "/XYZ"));
  append_number(pdf, array, d->x);
  append_number(pdf, array, page_height - d->y);
  append_number(pdf, array, 0);
  return array;
}

/* A name tree of one leaf, sorted by bytes, as PDF asks for. */
static void add_destinations(qpdf_data pdf, const brv_pages *pages)
{
  g_autoptr(GPtrArray) list = list_destinations(pages);
  qpdf_oh names = qpdf_oh_new_array(pdf);
  for (guint i = 0; i < list->len; i++) {
    const destination *d = g_ptr_array_index(list, i);
    if (i && !compare_names(&list->pdata[i - 1], &list->pdata[i]))
      continue;
    qpdf_oh_append_item(pdf, names, qpdf_oh_new_string(pdf, d->name));
    qpdf_oh_append_item(pdf, names, destination_array(pdf, d, pages->layout->page_height));
  }
  qpdf_oh leaf = qpdf_oh_new_dictionary(pdf), tree = qpdf_oh_new_dictionary(pdf);
  qpdf_oh_replace_key(pdf, leaf, "/Names", names);
  qpdf_oh_replace_key(pdf, tree, "/Dests", leaf);
  if (list->len)
    qpdf_oh_replace_key(pdf, qpdf_get_root(pdf), "/Names", tree);
}

static void set_target(qpdf_data pdf, qpdf_oh annotation, const char *target)
{
  if (target[0] == '#') {
    g_autofree char *name = destination_name(target + 1);
    qpdf_oh_replace_key(pdf, annotation, "/Dest", qpdf_oh_new_string(pdf, name));
    return;
  }
  g_autofree char *url = brv_url_ascii(target);
  qpdf_oh action = qpdf_oh_parse(pdf, "<< /Type /Action /S /URI >>");
  qpdf_oh_replace_key(pdf, action, "/URI", qpdf_oh_new_string(pdf, url));
  qpdf_oh_replace_key(pdf, annotation, "/A", action);
}

static qpdf_oh link_annotation(qpdf_data pdf, const brv_page_link *link, double page_height)
{
  qpdf_oh annotation = qpdf_oh_parse(pdf, "<< /Type /Annot /Subtype /Link /F 4 /Border [0 0 0] >>");
  qpdf_oh box = qpdf_oh_new_array(pdf);
  append_number(pdf, box, link->x);
  append_number(pdf, box, page_height - link->y - link->h);
  append_number(pdf, box, link->x + link->w);
  append_number(pdf, box, page_height - link->y);
  qpdf_oh_replace_key(pdf, annotation, "/Rect", box);
  set_target(pdf, annotation, link->target);
  return qpdf_make_indirect_object(pdf, annotation);
}

static bool has_target(const brv_pages *pages, const brv_page_link *link, brv_diags *diags)
{
  bool inside = link->target[0] == '#';
  if (inside ? brv_pages_find(pages, link->target + 1) >= 0
             : g_uri_peek_scheme(link->target) != NULL)
    return true;
  brv_report_lost_link(diags, link->node ? link->node->place : BRV_NO_PLACE, link->target);
  return false;
}

static void add_page_links(qpdf_data pdf, const brv_pages *pages, guint index, brv_diags *diags)
{
  const brv_page *page = g_ptr_array_index(pages->pages, index);
  qpdf_oh annotations = qpdf_oh_new_array(pdf);
  for (guint i = 0; i < page->links->len; i++) {
    const brv_page_link *link = &g_array_index(page->links, brv_page_link, i);
    if (has_target(pages, link, diags))
      qpdf_oh_append_item(pdf, annotations, link_annotation(pdf, link, pages->layout->page_height));
  }
  if (qpdf_oh_get_array_n_items(pdf, annotations) > 0)
    qpdf_oh_replace_key(pdf, qpdf_get_page_n(pdf, index), "/Annots", annotations);
}

void brv_pdf_add_links(qpdf_data pdf, const brv_pages *pages, brv_diags *diags)
{
  add_destinations(pdf, pages);
  for (guint i = 0; i < pages->pages->len; i++)
    add_page_links(pdf, pages, i, diags);
}
