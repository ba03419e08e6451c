#include <string.h>

#include "pdf/parts.h"

/* An entry of the outline: which stand before, behind, around and in it; indexes, -1: none. */
typedef struct {
  int parent, prev, next, first, last, count;
  guint id;
} place;

/* Levels that are skipped are closed up. */
static GArray *place_entries(const brv_pdf_parts *parts)
{
  const GArray *outline = parts->pages->outline;
  GArray *places = g_array_new(FALSE, TRUE, sizeof(place));
  g_autoptr(GArray) path = g_array_new(FALSE, FALSE, sizeof(int));
  for (guint i = 0; i < outline->len; i++) {
    guint depth = (guint)MAX(g_array_index(outline, brv_outline_entry, i).level, 1) - 1;
    depth = MIN(depth, path->len);
    place p = {-1, -1, -1, -1, -1, 0, brv_pdf_reserve(parts->file)};
    if (depth > 0)
      p.parent = g_array_index(path, int, depth - 1);
    if (depth < path->len) {
      p.prev = g_array_index(path, int, depth);
      g_array_index(places, place, p.prev).next = (int)i;
    }
    g_array_set_size(path, depth);
    g_array_append_val(path, i);
    if (p.parent >= 0) {
      place *parent = &g_array_index(places, place, p.parent);
      parent->first = parent->first < 0 ? (int)i : parent->first;
      parent->last = (int)i;
      parent->count++;
    }
    g_array_append_val(places, p);
  }
  return places;
}

static void append_named(const GArray *places, const char *key, int index, GString *out)
{
  if (index >= 0)
    g_string_append_printf(out, "/%s %u 0 R", key, g_array_index(places, place, index).id);
}

/* The first level is open, what stands below is not (ISO 32000-1, 12.3.3). */
static void write_entry(const brv_pdf_parts *parts, const GArray *places, guint index, guint root)
{
  const brv_outline_entry *entry =
      &g_array_index(parts->pages->outline, brv_outline_entry, index);
  const place *p = &g_array_index(places, place, index);
  g_autoptr(GString) out = g_string_new("<</Title");
  brv_pdf_text(out, entry->title);
  if (p->parent >= 0)
    append_named(places, "Parent", p->parent, out);
  else
    g_string_append_printf(out, "/Parent %u 0 R", root);
  append_named(places, "Prev", p->prev, out);
  append_named(places, "Next", p->next, out);
  append_named(places, "First", p->first, out);
  append_named(places, "Last", p->last, out);
  if (p->count > 0)
    g_string_append_printf(out, "/Count %d", p->parent >= 0 ? -p->count : p->count);
  g_string_append_printf(out, "/Dest[%u 0 R/XYZ 0 ", parts->page_ids[entry->page]);
  brv_pdf_number(out, parts->pages->layout->page_height - entry->y, 2);
  g_string_append(out, " 0]>>");
  brv_pdf_put(parts->file, p->id, out->str);
}

guint brv_pdf_write_outline(const brv_pdf_parts *parts)
{
  g_autoptr(GArray) places = place_entries(parts);
  int first = -1, last = -1, open = 0;
  if (places->len == 0)
    return 0;
  guint root = brv_pdf_reserve(parts->file);
  for (guint i = 0; i < places->len; i++) {
    const place *p = &g_array_index(places, place, i);
    write_entry(parts, places, i, root);
    if (p->parent >= 0)
      continue;
    first = first < 0 ? (int)i : first;
    last = (int)i;
    open += 1 + p->count;
  }
  g_autoptr(GString) out = g_string_new("<</Type/Outlines");
  append_named(places, "First", first, out);
  append_named(places, "Last", last, out);
  g_string_append_printf(out, "/Count %d>>", open);
  brv_pdf_put(parts->file, root, out->str);
  return root;
}

/* The number that a label is, or 0. */
static guint number_of(const char *label)
{
  guint64 number = 0;
  bool is_number = label && *label >= '1' && *label <= '9' &&
                   g_ascii_string_to_unsigned(label, 10, 1, G_MAXINT32, &number, NULL);
  return is_number ? (guint)number : 0;
}

/* Numbers that follow one another are one range (12.4.2). */
guint brv_pdf_write_labels(const brv_pdf_parts *parts)
{
  g_autoptr(GString) out = g_string_new("<</Nums[");
  guint expected = 0;
  for (guint i = 0; i < parts->pages->pages->len; i++) {
    const brv_page *page = parts->pages->pages->pdata[i];
    guint number = number_of(page->label);
    if (number > 0 && number == expected) {
      expected++;
      continue;
    }
    expected = number > 0 ? number + 1 : 0;
    g_string_append_printf(out, "%u<<", i);
    if (number > 0) {
      g_string_append_printf(out, "/S/D/St %u", number);
    } else if (page->label) {
      g_string_append(out, "/P");
      brv_pdf_text(out, page->label);
    }
    g_string_append(out, ">>");
  }
  g_string_append(out, "]>>");
  return brv_pdf_add(parts->file, out->str);
}
