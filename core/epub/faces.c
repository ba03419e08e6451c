#include "epub/faces.h"

#include <math.h>
#include <string.h>

#include "epub/css.h"
#include "epub/xhtml.h"

/* --- names --- */

static const char *generic_of(const char *family)
{
  return brv_css_is_code(family) ? "monospace" : brv_css_is_sans(family) ? "sans-serif" : "serif";
}

static int compare_names(const void *a, const void *b)
{
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The families that the layout's styles name, that of plain text first. Free it. */
static GPtrArray *names_of(const brv_layout *layout)
{
  GPtrArray *names = g_ptr_array_new();
  const char *plain = brv_layout_style(layout, "para", "para")->family;
  GHashTableIter iter;
  void *style;
  g_hash_table_iter_init(&iter, layout->styles);
  while (g_hash_table_iter_next(&iter, NULL, &style))
    if (!g_ptr_array_find_with_equal_func(names, ((brv_style *)style)->family, g_str_equal, NULL) &&
        !g_str_equal(((brv_style *)style)->family, plain))
      g_ptr_array_add(names, (char *)((brv_style *)style)->family);
  g_ptr_array_sort(names, compare_names);
  g_ptr_array_insert(names, 0, (char *)plain);
  return names;
}

/* A part of a font may not bear a name that its makers reserve, and which those are not all fonts
 * say. So none keeps its own: "Brevier Serif", "Brevier Serif 2". */
static const brv_book_family *new_family(brv_book *book, const char *family, guint number)
{
  brv_book_family *made = brv_new(book->arena, brv_book_family);
  *made = (brv_book_family){.family = family, .generic = generic_of(family)};
  const char *word = g_str_equal(made->generic, "monospace") ? "Code"
                     : g_str_equal(made->generic, "serif")   ? "Serif"
                                                             : "Sans";
  made->name = number > 1 ? brv_arena_printf(book->arena, "Brevier %s %u", word, number)
                          : brv_arena_printf(book->arena, "Brevier %s", word);
  return made;
}

static guint count_alike(const brv_book_faces *faces, const char *generic)
{
  guint count = 0;
  for (guint i = 0; i < faces->families->len; i++)
    count += g_str_equal(((const brv_book_family *)faces->families->pdata[i])->generic, generic);
  return count;
}

brv_book_faces *brv_book_faces_new(brv_book *book)
{
  brv_book_faces *faces = brv_new(book->arena, brv_book_faces);
  faces->families = brv_arena_ptr_array(book->arena);
  faces->faces = brv_arena_ptr_array(book->arena);
  g_autoptr(GPtrArray) names = names_of(book->layout);
  for (guint i = 0; i < names->len; i++) {
    guint number = count_alike(faces, generic_of(names->pdata[i])) + 1;
    g_ptr_array_add(faces->families, (void *)new_family(book, names->pdata[i], number));
  }
  return faces;
}

const brv_book_family *brv_book_family_of(const brv_book *book, const brv_style *style)
{
  const GPtrArray *families = book->faces->families;
  for (guint i = 0; i < families->len; i++)
    if (g_str_equal(((const brv_book_family *)families->pdata[i])->family, style->family))
      return families->pdata[i];
  return families->pdata[0];
}

/* --- which are used --- */

static void destroy_set(void *set)
{
  hb_set_destroy(set);
}

static brv_book_face *find_face(brv_book *book, const brv_style *style)
{
  const brv_book_family *family = brv_book_family_of(book, style);
  int weight = (int)lround(style->weight);
  for (guint i = 0; i < book->faces->faces->len; i++) {
    brv_book_face *f = book->faces->faces->pdata[i];
    if (f->family == family && f->weight == weight && f->italic == style->italic)
      return f;
  }
  brv_book_face *face = brv_new(book->arena, brv_book_face);
  hb_set_t *letters = brv_arena_own(book->arena, hb_set_create(), destroy_set);
  *face = (brv_book_face){family, weight, style->italic, .letters = letters};
  g_ptr_array_add(book->faces->faces, face);
  return face;
}

/* What the sheet has written in capitals has those of its letters, and Turkish ones. */
static void add_words(brv_book *book, const brv_style *style, const char *words)
{
  static const hb_codepoint_t DOTTED = 0x130;
  brv_book_face *face = find_face(book, style);
  brv_face_add_letters(face->letters, words);
  face->small_capitals |= style->letter_case == BRV_CASE_SMALL_CAPS;
  if (style->letter_case == BRV_CASE_NONE)
    return;
  g_autofree char *capitals = g_utf8_strup(words, -1);
  brv_face_add_letters(face->letters, capitals);
  if (strchr(words, 'i'))
    hb_set_add(face->letters, DOTTED);
}

/* Cells that are heads, and rows that are marked, are bolder than their table. */
static void apply_cell(const brv_book *book, const brv_node *leaf, brv_style *style)
{
  const brv_node *cell = leaf;
  while (cell && cell->kind != BRV_NODE_CELL && cell->kind != BRV_NODE_SECTION)
    cell = cell->parent;
  if (!cell || cell->kind != BRV_NODE_CELL)
    return;
  if (cell->cell.head || cell->parent->row.head)
    style->weight = brv_layout_style(book->layout, "table-head", "table")->weight;
  else if (cell->parent->row.marked)
    style->weight = brv_layout_style(book->layout, "table-marked", "table")->weight;
}

static void apply_inline(const brv_book *book, const brv_node *node, bool *emphasised,
                         brv_style *style)
{
  const brv_style *strong = brv_layout_find_style(book->layout, "strong");
  const brv_style *own = brv_layout_find_style(book->layout, node->role);
  const brv_style *code = brv_layout_find_style(book->layout, "code-span");
  if (node->kind == BRV_NODE_EMPH) {
    style->italic = !*emphasised;
    *emphasised = true;
  }
  if (node->kind == BRV_NODE_STRONG)
    style->weight = strong ? strong->weight : BRV_CSS_BOLD;
  if (node->kind == BRV_NODE_CODE_SPAN && code)
    brv_style_apply(style, code);
  if (own)
    brv_style_apply(style, own);
  if (g_strcmp0(node->role, "smallcaps") == 0)
    style->letter_case = BRV_CASE_SMALL_CAPS;
}

void brv_book_note_face(brv_book *book, const brv_node *leaf)
{
  if (!book->faces)
    return;
  g_autoptr(GPtrArray) around = g_ptr_array_new();
  for (const brv_node *n = leaf; n && brv_node_is_inline(n); n = n->parent)
    g_ptr_array_add(around, (void *)n);
  bool is_code = leaf->kind == BRV_NODE_CODE, emphasised = false;
  brv_style style = is_code ? *brv_layout_style(book->layout, "code", "para")
                            : *brv_xhtml_style_around(book, leaf);
  apply_cell(book, leaf, &style);
  for (guint i = around->len; i-- > 0;)
    apply_inline(book, around->pdata[i], &emphasised, &style);
  add_words(book, &style, leaf->text ? leaf->text : "");
}

void brv_book_note_label(brv_book *book, const brv_node *item)
{
  if (!book->faces)
    return;
  brv_style style = *brv_layout_style(book->layout, brv_xhtml_style_role(book, item), "para");
  style.weight = BRV_CSS_BOLD;
  add_words(book, &style, item->label);
}
