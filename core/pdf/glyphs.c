#include "pdf/glyphs.h"

#include <libxml/parser.h>
#include <libxml/tree.h>
#include <string.h>

#include "typeset/missing.h"

static bool has_glyphs(PangoLayout *layout, const char *text, int length)
{
  pango_layout_set_text(layout, text, length);
  return pango_layout_get_unknown_glyphs_count(layout) == 0;
}

static const char *first_unknown(PangoLayout *layout, const char *text)
{
  for (const char *at = text; *at; at = g_utf8_next_char(at))
    if (!has_glyphs(layout, at, (int)(g_utf8_next_char(at) - at)))
      return at;
  return text;
}

static bool check_text(const char *text, const char *what, brv_fonts *fonts, brv_place place,
                       brv_diags *diags)
{
  g_autoptr(PangoLayout) layout = pango_layout_new(brv_fonts_context(fonts));
  if (has_glyphs(layout, text, -1))
    return true;
  const char *at = first_unknown(layout, text);
  gunichar c = g_utf8_get_char(at);
  g_autofree char *name = brv_missing_name(c), *help = brv_missing_help(c, 1);
  brv_report(diags, BRV_MISSING_GLYPH, place, help, "%s shows the character %s, which no font has",
             what, name);
  return false;
}

static xmlNodePtr next_node(xmlNodePtr node, xmlNodePtr root)
{
  if (node->children && node->type == XML_ELEMENT_NODE)
    return node->children;
  while (node != root && !node->next)
    node = node->parent;
  return node == root ? NULL : node->next;
}

static bool is_shown(const xmlNode *text)
{
  for (const xmlNode *n = text->parent; n; n = n->parent)
    if (n->type == XML_ELEMENT_NODE && strcmp((const char *)n->name, "text") == 0)
      return true;
  return false;
}

bool brv_check_svg_glyphs(const brv_asset *asset, brv_fonts *fonts, brv_place place,
                          brv_diags *diags)
{
  xmlDocPtr doc = xmlReadMemory((const char *)asset->bytes, (int)asset->length, NULL, NULL,
                                XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
  xmlNodePtr root = doc ? xmlDocGetRootElement(doc) : NULL;
  g_autoptr(GString) words = g_string_new(NULL);
  for (xmlNodePtr n = root; n; n = next_node(n, root))
    if ((n->type == XML_TEXT_NODE || n->type == XML_CDATA_SECTION_NODE) && is_shown(n))
      g_string_append(words, (const char *)n->content);
  xmlFreeDoc(doc);
  g_autofree char *what = g_strdup_printf("the image \"%s\"", asset->path);
  return check_text(words->str, what, fonts, place, diags);
}

bool brv_check_drawing_glyphs(const brv_drawing *drawing, brv_fonts *fonts, brv_place place,
                              brv_diags *diags)
{
  bool good = true;
  for (const brv_draw_step *step = drawing->first; step; step = step->next)
    if (step->op == BRV_DRAW_TEXT)
      good &= check_text(step->text, "a drawing", fonts, place, diags);
  return good;
}
