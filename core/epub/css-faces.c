#include <math.h>

#include "epub/css.h"
#include "epub/faces.h"

/* The faces that a book carries, as its sheet names them. A reader that takes none of them has the
 * generic family behind each name, and a bold face for every weight that it does not know. */

/* No words are set in a family that only rules without use name: the book has no file of it. */
static bool is_there(const brv_book *book, const brv_book_family *family)
{
  for (guint i = 0; i < book->faces->faces->len; i++)
    if (((const brv_book_face *)book->faces->faces->pdata[i])->family == family)
      return true;
  return false;
}

void brv_css_family(const brv_book *book, const brv_style *style, GString *out)
{
  const brv_book_family *family = brv_book_family_of(book, style);
  g_string_append(out, " font-family: ");
  if (is_there(book, family))
    g_string_append_printf(out, "\"%s\", ", family->name);
  g_string_append_printf(out, "%s;", family->generic);
}

void brv_css_weight(double weight, GString *out)
{
  enum { NORMAL = 400 };
  int rounded = (int)lround(weight);
  if (rounded == NORMAL || rounded == BRV_CSS_BOLD)
    g_string_append_printf(out, " font-weight: %s;", rounded == NORMAL ? "normal" : "bold");
  else
    g_string_append_printf(out, " font-weight: %d;", rounded);
}

/* No reader refuses a property that it does not know: it shows the figures that the font has by
 * itself. */
void brv_css_figures(brv_figures figures, GString *out)
{
  static const char *const values[] = {
      [BRV_FIGURES_DEFAULT] = "normal",
      [BRV_FIGURES_OLD] = "oldstyle-nums proportional-nums",
      [BRV_FIGURES_LINING] = "lining-nums proportional-nums",
      [BRV_FIGURES_TABULAR] = "lining-nums tabular-nums",
  };
  g_string_append_printf(out, " font-variant-numeric: %s;", values[figures]);
}

void brv_css_known_faces(const brv_book *book, GString *out)
{
  for (guint i = 0; book->faces && i < book->faces->faces->len; i++) {
    const brv_book_face *face = book->faces->faces->pdata[i];
    if (!face->file)
      continue;
    g_string_append_printf(out, "@font-face { font-family: \"%s\";", face->family->name);
    brv_css_weight(face->weight, out);
    g_string_append_printf(out, " font-style: %s; src: url(%s); }\n",
                           face->italic ? "italic" : "normal", face->file->name);
  }
}

static void write_element(const brv_book *book, const char *selector, const char *role,
                          GString *out)
{
  const brv_style *style = brv_layout_find_style(book->layout, role);
  if (!style)
    return;
  g_string_append_printf(out, "%s {", selector);
  brv_css_weight(style->weight, out);
  g_string_append(out, " }\n");
}

static void write_code(const brv_book *book, const char *selector, const char *role, GString *out)
{
  const brv_style *style = brv_layout_style(book->layout, role, "code");
  g_string_append_printf(out, "%s {", selector);
  brv_css_family(book, style, out);
  brv_css_figures(style->figures, out);
  g_string_append(out, " }\n");
}

/* The text face is the whole page's, where a reader's own choice finds and overrules it. */
void brv_css_element_faces(const brv_book *book, GString *out)
{
  if (!book->faces)
    return;
  const brv_style *plain = brv_layout_style(book->layout, "para", "para");
  g_string_append(out, "body {");
  brv_css_family(book, plain, out);
  brv_css_weight(plain->weight, out);
  brv_css_figures(plain->figures, out);
  g_string_append(out, " }\n");
  write_element(book, "strong", "strong", out);
  write_element(book, "th", "table-head", out);
  write_element(book, "caption", "table-caption", out);
  write_element(book, "tr.marked th, tr.marked td", "table-marked", out);
  write_code(book, "pre", "code", out);
  write_code(book, "code", "code-span", out);
}
