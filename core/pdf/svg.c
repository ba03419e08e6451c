#include "pdf/svg.h"

#include <librsvg/rsvg.h>
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <string.h>

/* Without an explicit one an SVG's millimetres are of CSS's inch: 96 units. */
static const double SVG_DPI = 96;

/* librsvg asks Pango's default map of the thread for fonts: lend it ours. Nothing else here uses a
 * default map, so none is put back; making one would read the system's configuration. */
bool brv_svg_draw(cairo_t *cr, const brv_asset *asset, double width, double height,
                  brv_fonts *fonts, GError **error)
{
  RsvgHandle *svg = rsvg_handle_new_from_data(asset->bytes, asset->length, error);
  if (!svg)
    return false;
  rsvg_handle_set_dpi(svg, SVG_DPI);
  pango_cairo_font_map_set_default(PANGO_CAIRO_FONT_MAP(brv_fonts_cairo_map(fonts)));
  RsvgRectangle box = {.width = width, .height = height};
  bool good = rsvg_handle_render_document(svg, cr, &box, error);
  pango_cairo_font_map_set_default(NULL);
  g_object_unref(svg);
  return good;
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

char *brv_svg_words(const brv_asset *asset)
{
  xmlDocPtr doc = xmlReadMemory((const char *)asset->bytes, (int)asset->length, NULL, NULL,
                                XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
  xmlNodePtr root = doc ? xmlDocGetRootElement(doc) : NULL;
  GString *words = g_string_new(NULL);
  for (xmlNodePtr n = root; n; n = next_node(n, root))
    if ((n->type == XML_TEXT_NODE || n->type == XML_CDATA_SECTION_NODE) && is_shown(n))
      g_string_append(words, (const char *)n->content);
  xmlFreeDoc(doc);
  return g_string_free(words, FALSE);
}
