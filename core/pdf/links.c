#include <string.h>

#include "base/url.h"
#include "pdf/draw.h"
#include "pdf/parts.h"

/* Bytes of what is said of a link, at most. */
enum { SAID_MOST = 160 };

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

/* A name tree of one leaf, sorted by bytes, as PDF asks for. */
guint brv_pdf_write_destinations(const brv_pdf_parts *parts)
{
  g_autoptr(GPtrArray) list = list_destinations(parts->pages);
  g_autoptr(GString) out = g_string_new("<</Names[");
  for (guint i = 0; i < list->len; i++) {
    const destination *d = g_ptr_array_index(list, i);
    if (i && !compare_names(&list->pdata[i - 1], &list->pdata[i]))
      continue;
    brv_pdf_bytes(out, d->name, strlen(d->name));
    g_string_append_printf(out, "[%u 0 R/XYZ ", parts->page_ids[d->page]);
    brv_pdf_numbers(out, (const double[]){d->x, parts->pages->layout->page_height - d->y}, 2, 2);
    g_string_append(out, " 0]");
  }
  g_string_append(out, "]>>");
  return list->len > 0 ? brv_pdf_add(parts->file, out->str) : 0;
}

/* --- what is said of a link to those who do not see it --- */

static void shorten(GString *text)
{
  if (text->len <= SAID_MOST)
    return;
  const char *end = g_utf8_find_prev_char(text->str, text->str + SAID_MOST);
  while (end && end > text->str && *end != ' ')
    end--;
  g_string_truncate(text, end && end > text->str ? (gsize)(end - text->str) : SAID_MOST / 2);
  g_string_append(text, "\342\200\246");
}

/* A page's number, the words of a note or source, else the words of the link itself. */
static void append_said(const brv_pdf_parts *parts, const brv_page_link *link, GString *said)
{
  const brv_node *node = link->node;
  const brv_node *to = g_hash_table_lookup(parts->structure->ids, link->target + 1);
  const char *label = g_hash_table_lookup(parts->anchors, link->target + 1);
  if (node && node->kind == BRV_NODE_PAGE_REF && label && parts->pages->document->words)
    g_string_append_printf(said, "%s %s", brv_word(parts->pages->document->words, "page"), label);
  else if (node && to && (node->kind == BRV_NODE_CITE || node->kind == BRV_NODE_NOTE))
    for (const brv_node *n = to->first; n; n = n->next)
      brv_node_plain_text(n, said);
  else if (node)
    brv_node_plain_text(node, said);
  g_autofree char *clean = g_utf8_make_valid(said->str, (gssize)said->len);
  g_string_assign(said, g_strstrip(clean));
  if (said->len == 0)
    g_string_assign(said, link->target);
  shorten(said);
}

static void append_target(const char *target, GString *out)
{
  if (target[0] == '#') {
    g_autofree char *name = destination_name(target + 1);
    g_string_append(out, "/Dest");
    brv_pdf_bytes(out, name, strlen(name));
    return;
  }
  g_autofree char *url = brv_url_ascii(target);
  g_string_append(out, "/A<</S/URI/URI");
  brv_pdf_bytes(out, url, strlen(url));
  g_string_append(out, ">>");
}

static guint write_link(const brv_pdf_parts *parts, const brv_page_link *link, guint page)
{
  double height = parts->pages->layout->page_height;
  const double box[] = {link->x, height - link->y - link->h, link->x + link->w, height - link->y};
  guint id = brv_pdf_reserve(parts->file);
  int key = brv_structure_link(parts->structure, link, page, id);
  g_autoptr(GString) said = g_string_new(NULL);
  g_autoptr(GString) out = g_string_new("<</Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Rect[");
  brv_pdf_numbers(out, box, G_N_ELEMENTS(box), 2);
  g_string_append_c(out, ']');
  append_target(link->target, out);
  append_said(parts, link, said);
  g_string_append(out, "/Contents");
  brv_pdf_text(out, said->str);
  if (key >= 0)
    g_string_append_printf(out, "/StructParent %d", key);
  g_string_append(out, ">>");
  brv_pdf_put(parts->file, id, out->str);
  return id;
}

static bool has_target(const brv_pdf_parts *parts, const brv_page_link *link)
{
  bool inside = link->target[0] == '#';
  if (inside ? g_hash_table_contains(parts->anchors, link->target + 1)
             : g_uri_peek_scheme(link->target) != NULL)
    return true;
  brv_report_lost_link(parts->diags, link->node ? link->node->place : BRV_NO_PLACE, link->target);
  return false;
}

char *brv_pdf_write_links(const brv_pdf_parts *parts, guint index)
{
  const brv_page *page = g_ptr_array_index(parts->pages->pages, index);
  g_autoptr(GString) out = g_string_new("[");
  for (guint i = 0; i < page->links->len; i++) {
    const brv_page_link *link = &g_array_index(page->links, brv_page_link, i);
    if (has_target(parts, link))
      g_string_append_printf(out, "%s%u 0 R", out->len > 1 ? " " : "",
                             write_link(parts, link, index));
  }
  g_string_append_c(out, ']');
  return out->len > 2 ? g_string_free(g_steal_pointer(&out), FALSE) : NULL;
}
