#include <math.h>
#include <string.h>

#include "pdf/structure.h"

/* Entries of a leaf of the tree that leads from content to elements. */
enum { LEAF = 64, DEEPEST = 6 };

typedef struct {
  brv_structure *s;
  brv_pdf_file *file;
  const guint *page_ids;
  GPtrArray *named; /* of brv_tag * that have a name */
  guint root_id;
  int level; /* of the heading before */
} writer;

static bool is_type(const brv_tag *element, const char *type)
{
  return strcmp(element->type, type) == 0;
}

static void reserve(writer *w, brv_tag *element);

static void reserve_kids(writer *w, const brv_kids *kids)
{
  for (const brv_kid *kid = kids ? kids->first : NULL; kid; kid = kid->next) {
    if (kid->kind == BRV_KID_ELEMENT)
      reserve(w, kid->element);
  }
}

/* Numbers first: elements name their parents and kids. */
static void reserve(writer *w, brv_tag *element)
{
  if (!element->shown)
    return;
  element->id = brv_pdf_reserve(w->file);
  if (element->name)
    g_ptr_array_add(w->named, element);
  reserve_kids(w, &element->kids);
  reserve_kids(w, element->late);
}

/* --- one element --- */

static bool has_link(const brv_tag *element)
{
  for (const brv_kid *kid = element->kids.first; kid; kid = kid->next)
    if (kid->kind == BRV_KID_LINK)
      return true;
  return false;
}

/* Levels of headings have no gaps, going down. */
static int heading_level(writer *w, const brv_tag *element)
{
  int level = element->node->kind == BRV_NODE_HEADING ? MAX(element->node->level, 1) : 1;
  w->level = MIN(MIN(level, w->level + 1), DEEPEST);
  return w->level;
}

static void append_type(writer *w, const brv_tag *element, GString *out)
{
  if (is_type(element, "H"))
    g_string_append_printf(out, "/S/H%d", heading_level(w, element));
  else if (is_type(element, "Link") && !has_link(element)) /* it leads nowhere */
    g_string_append(out, "/S/Span");
  else
    g_string_append(g_string_append(out, "/S/"), element->type);
}

static void append_kid(const writer *w, const brv_kid *kid, guint own_page, GString *out)
{
  guint page = w->page_ids[kid->page];
  if (kid->kind == BRV_KID_ELEMENT)
    brv_pdf_reference(out, kid->element->id);
  else if (kid->kind == BRV_KID_LINK)
    g_string_append_printf(out, "<</Type/OBJR/Obj %u 0 R/Pg %u 0 R>>", kid->number, page);
  else if (kid->page == own_page)
    brv_pdf_count(out, kid->number);
  else
    g_string_append_printf(out, "<</Type/MCR/Pg %u 0 R/MCID %u>>", page, kid->number);
}

static guint append_some_kids(const writer *w, const brv_kids *kids, guint own_page, guint count,
                              GString *out)
{
  for (const brv_kid *kid = kids ? kids->first : NULL; kid; kid = kid->next) {
    if (kid->kind == BRV_KID_ELEMENT && !kid->element->id)
      continue;
    if (count++ > 0)
      g_string_append_c(out, ' ');
    append_kid(w, kid, own_page, out);
  }
  return count;
}

/* The page of the first mark stands with the element, so that the numbers of its marks do. */
static void append_kids(const writer *w, const brv_tag *element, GString *out)
{
  guint own_page = G_MAXUINT;
  for (const brv_kid *kid = element->kids.first; kid && own_page == G_MAXUINT; kid = kid->next)
    if (kid->kind == BRV_KID_MARK)
      own_page = kid->page;
  if (own_page != G_MAXUINT)
    brv_pdf_reference(g_string_append(out, "/Pg "), w->page_ids[own_page]);
  gsize start = out->len;
  g_string_append(out, "/K[");
  guint count = append_some_kids(w, &element->kids, own_page, 0, out);
  count = append_some_kids(w, element->late, own_page, count, out);
  g_string_append_c(out, ']');
  if (count == 0)
    g_string_truncate(out, start);
}

static void append_list(const brv_tag *element, GString *out)
{
  const brv_node *list = element->node;
  bool numbered = list->list.ordered || (list->first && list->first->label);
  g_string_append_printf(out, "/A<</O/List/ListNumbering/%s>>", numbered ? "Decimal" : "Disc");
}

static void append_cell(const brv_tag *element, GString *out)
{
  const brv_node *cell = element->node;
  bool head = is_type(element, "TH");
  int wide = MAX(cell->cell.columns_wide, 1), high = MAX(cell->cell.rows_high, 1);
  if (!head && wide == 1 && high == 1 && !element->headers)
    return;
  g_string_append(out, "/A<</O/Table");
  if (head)
    g_string_append_printf(out, "/Scope/%s", cell->parent->row.head ? "Column" : "Row");
  if (wide > 1)
    g_string_append_printf(out, "/ColSpan %d", wide);
  if (high > 1)
    g_string_append_printf(out, "/RowSpan %d", high);
  if (element->headers)
    g_string_append_printf(out, "/Headers[%s]", element->headers);
  g_string_append(out, ">>");
}

static void append_figure(const brv_tag *element, GString *out)
{
  static const double nowhere[4];
  g_string_append(out, "/A<</O/Layout");
  if (!brv_node_is_inline(element->node))
    g_string_append(out, "/Placement/Block");
  g_string_append(out, "/BBox[");
  brv_pdf_numbers(out, element->box ? element->box : nowhere, G_N_ELEMENTS(nowhere), 2);
  g_string_append(out, "]>>/Alt");
  brv_pdf_text(out, element->node->alt);
}

static void append_attributes(const brv_tag *element, GString *out)
{
  if (is_type(element, "L"))
    append_list(element, out);
  else if (is_type(element, "TH") || is_type(element, "TD"))
    append_cell(element, out);
  else if (is_type(element, "Figure"))
    append_figure(element, out);
  if (is_type(element, "Part") && element->node->text) {
    g_string_append(out, "/T");
    brv_pdf_text(out, element->node->text);
  }
  if (element->name) {
    g_string_append(out, "/ID");
    brv_pdf_bytes(out, element->name, strlen(element->name));
  }
  if (element->node && element->node->language && element->parent) {
    g_string_append(out, "/Lang");
    brv_pdf_text(out, element->node->language);
  }
}

static void write_element(writer *w, brv_tag *element);

static void write_kids(writer *w, const brv_kids *kids)
{
  for (const brv_kid *kid = kids ? kids->first : NULL; kid; kid = kid->next) {
    if (kid->kind == BRV_KID_ELEMENT && kid->element->id)
      write_element(w, kid->element);
  }
}

static bool is_briefing(const brv_tag *element)
{
  return element->node && element->node->kind == BRV_NODE_BRIEFING;
}

static void write_element(writer *w, brv_tag *element)
{
  if (is_briefing(element))
    brv_pdf_part(w->file);
  g_autoptr(GString) out = g_string_new("<<");
  append_type(w, element, out);
  brv_pdf_reference(g_string_append(out, "/P "),
                    element->parent ? element->parent->id : w->root_id);
  append_attributes(element, out);
  append_kids(w, element, out);
  g_string_append(out, ">>");
  brv_pdf_put(w->file, element->id, out->str);
  write_kids(w, &element->kids);
  write_kids(w, element->late);
}

/* --- from content to elements --- */

/* The elements of a page's marks in their order, or the element of a link. */
static void append_parent(const writer *w, guint key, GString *out)
{
  const GPtrArray *pages = w->s->marks;
  g_string_append_c(out, ' ');
  brv_pdf_count(out, key);
  if (key >= pages->len) {
    const brv_tag *link = w->s->links->pdata[key - pages->len];
    g_string_append_c(out, ' ');
    brv_pdf_reference(out, link->id);
    return;
  }
  const GPtrArray *marks = pages->pdata[key];
  g_string_append_c(out, '[');
  for (guint i = 0; i < marks->len; i++) {
    if (i > 0)
      g_string_append_c(out, ' ');
    brv_pdf_reference(out, ((const brv_tag *)marks->pdata[i])->id);
  }
  g_string_append_c(out, ']');
}

static guint write_parents(const writer *w)
{
  guint count = w->s->marks->len + w->s->links->len;
  g_autoptr(GString) tree = g_string_new("<</Kids[");
  for (guint first = 0; first < count; first += LEAF) {
    guint end = MIN(first + LEAF, count);
    g_autoptr(GString) leaf = g_string_new("<<");
    g_string_append_printf(leaf, "/Limits[%u %u]/Nums[", first, end - 1);
    for (guint key = first; key < end; key++)
      append_parent(w, key, leaf);
    g_string_append(leaf, "]>>");
    g_string_append_printf(tree, " %u 0 R", brv_pdf_add(w->file, leaf->str));
  }
  g_string_append(tree, "]>>");
  return brv_pdf_add(w->file, tree->str);
}

static int by_name(const void *one, const void *other)
{
  const brv_tag *const *a = one, *const *b = other;
  return strcmp((*a)->name, (*b)->name);
}

static guint write_names(const writer *w)
{
  g_autoptr(GString) out = g_string_new("<</Names[");
  g_ptr_array_sort(w->named, by_name);
  for (guint i = 0; i < w->named->len; i++) {
    const brv_tag *element = w->named->pdata[i];
    brv_pdf_bytes(out, element->name, strlen(element->name));
    g_string_append_printf(out, "%u 0 R", element->id);
  }
  g_string_append(out, "]>>");
  return brv_pdf_add(w->file, out->str);
}

guint brv_structure_write(brv_structure *s, brv_pdf_file *file, const guint *page_ids)
{
  g_autoptr(GPtrArray) named = g_ptr_array_new();
  writer w = {.s = s, .file = file, .page_ids = page_ids, .named = named};
  w.root_id = brv_pdf_reserve(file);
  s->root->shown = true;
  reserve(&w, s->root);
  write_element(&w, s->root);
  brv_pdf_part(file);
  guint parents = write_parents(&w);
  g_autoptr(GString) out = g_string_new("<</Type/StructTreeRoot/RoleMap<</Aside/Div>>");
  g_string_append_printf(out, "/K %u 0 R/ParentTree %u 0 R/ParentTreeNextKey %u", s->root->id,
                         parents, s->marks->len + s->links->len);
  if (named->len > 0)
    g_string_append_printf(out, "/IDTree %u 0 R", write_names(&w));
  g_string_append(out, ">>");
  brv_pdf_put(file, w.root_id, out->str);
  return w.root_id;
}
