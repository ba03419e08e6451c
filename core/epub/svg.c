#include "epub/svg.h"

#include <cairo-svg.h>
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "epub/css.h"

/* A picture whose sides are no whole numbers is drawn this much larger in its own units. */
static const double FINE = 10;

static cairo_status_t append(void *data, const unsigned char *bytes, unsigned int length)
{
  g_byte_array_append(data, bytes, length);
  return CAIRO_STATUS_SUCCESS;
}

static bool is_name_byte(char c)
{
  return g_ascii_isalnum(c) || c == '_' || c == '-';
}

/* `value` with every "#name" that `names` knows renamed. */
static char *rename_references(const char *value, GHashTable *names)
{
  GString *out = g_string_new(NULL);
  while (*value) {
    g_string_append_c(out, *value);
    if (*value++ != '#')
      continue;
    gsize length = 0;
    while (is_name_byte(value[length]))
      length++;
    g_autofree char *old = g_strndup(value, length);
    const char *renamed = g_hash_table_lookup(names, old);
    g_string_append(out, renamed ? renamed : old);
    value += length;
  }
  return g_string_free(out, FALSE);
}

static xmlNodePtr next_node(xmlNodePtr node, xmlNodePtr root)
{
  if (node->children)
    return node->children;
  while (node != root && !node->next)
    node = node->parent;
  return node == root ? NULL : node->next;
}

/* Cairo numbers surfaces over the life of the process; here they are numbered over the picture. */
static GHashTable *number_ids(xmlNodePtr root)
{
  GHashTable *names = g_hash_table_new_full(g_str_hash, g_str_equal, xmlFree, g_free);
  for (xmlNodePtr node = root; node; node = next_node(node, root)) {
    xmlChar *id = node->type == XML_ELEMENT_NODE ? xmlGetNoNsProp(node, BAD_CAST "id") : NULL;
    if (!id)
      continue;
    char *name = g_strdup_printf("g%u", g_hash_table_size(names) + 1);
    xmlSetProp(node, BAD_CAST "id", BAD_CAST name);
    g_hash_table_replace(names, id, name);
  }
  return names;
}

static void point_at_numbers(xmlNodePtr root, GHashTable *names)
{
  for (xmlNodePtr node = root; node; node = next_node(node, root)) {
    for (xmlAttrPtr a = node->type == XML_ELEMENT_NODE ? node->properties : NULL; a; a = a->next) {
      xmlChar *value = xmlNodeListGetString(node->doc, a->children, 1);
      if (value && strchr((const char *)value, '#')) {
        g_autofree char *renamed = rename_references((const char *)value, names);
        xmlSetNsProp(node, a->ns, a->name, BAD_CAST renamed);
      }
      xmlFree(value);
    }
  }
}

/* Numbers of a path, rounded; Cairo writes six decimals, which no screen shows. */
static char *round_numbers(const char *path, int decimals)
{
  g_autofree char *format = g_strdup_printf("%%.%df", decimals);
  GString *out = g_string_new(NULL);
  while (*path) {
    char *end = NULL;
    double number = g_ascii_strtod(path, &end);
    if (end == path || !(*path == '-' || g_ascii_isdigit(*path))) {
      g_string_append_c(out, *path++);
      continue;
    }
    char text[G_ASCII_DTOSTR_BUF_SIZE];
    brv_css_trim(g_ascii_formatd(text, sizeof text, format, number));
    g_string_append(out, text);
    path = end;
  }
  return g_string_free(out, FALSE);
}

/* As fine as a twenty-thousandth of the picture. */
static void round_paths(xmlNodePtr root, double size)
{
  int decimals = CLAMP((int)ceil(log10(20000 / size)), 0, 6);
  for (xmlNodePtr node = root; node; node = next_node(node, root)) {
    xmlChar *path = node->type == XML_ELEMENT_NODE ? xmlGetNoNsProp(node, BAD_CAST "d") : NULL;
    if (!path)
      continue;
    g_autofree char *rounded = round_numbers((const char *)path, decimals);
    xmlSetProp(node, BAD_CAST "d", BAD_CAST rounded);
    xmlFree(path);
  }
}

static void set_number(xmlNodePtr node, const char *name, double number)
{
  g_autofree char *text = g_strdup_printf("%ld", lround(number));
  xmlSetProp(node, BAD_CAST name, BAD_CAST text);
}

/* White behind everything: a reader's night would swallow dark lines. */
static void add_ground(xmlNodePtr root, double width, double height)
{
  xmlNodePtr ground = xmlNewDocNode(root->doc, root->ns, BAD_CAST "rect", NULL);
  set_number(ground, "width", width);
  set_number(ground, "height", height);
  xmlSetProp(ground, BAD_CAST "fill", BAD_CAST "#ffffff");
  if (root->children)
    xmlAddPrevSibling(root->children, ground);
  else
    xmlAddChild(root, ground);
}

static void settle(xmlNodePtr root, double width, double height, double scale)
{
  GHashTable *names = number_ids(root);
  point_at_numbers(root, names);
  g_hash_table_unref(names);
  g_autofree char *box =
      g_strdup_printf("0 0 %ld %ld", lround(width * scale), lround(height * scale));
  xmlSetProp(root, BAD_CAST "viewBox", BAD_CAST box);
  set_number(root, "width", width);
  set_number(root, "height", height);
  round_paths(root, MAX(width, height) * scale);
  add_ground(root, width * scale, height * scale);
}

static GBytes *rewrite(const GByteArray *drawn, double width, double height, double scale)
{
  xmlDocPtr doc = xmlReadMemory((const char *)drawn->data, (int)drawn->len, NULL, NULL,
                                XML_PARSE_NONET | XML_PARSE_NOBLANKS | XML_PARSE_HUGE);
  if (!doc)
    return NULL;
  settle(xmlDocGetRootElement(doc), width, height, scale);
  xmlChar *text = NULL;
  int length = 0;
  xmlDocDumpMemoryEnc(doc, &text, &length, "UTF-8");
  GBytes *bytes = g_bytes_new(text, (gsize)length);
  xmlFree(text);
  xmlFreeDoc(doc);
  return bytes;
}

GBytes *brv_svg_record(double width, double height, double margin,
                       void (*draw)(cairo_t *cr, void *data), void *data)
{
  width += 2 * margin;
  height += 2 * margin;
  double scale = width == floor(width) && height == floor(height) ? 1 : FINE;
  g_autoptr(GByteArray) drawn = g_byte_array_new();
  cairo_surface_t *surface =
      cairo_svg_surface_create_for_stream(append, drawn, width * scale, height * scale);
  cairo_t *cr = cairo_create(surface);
  cairo_scale(cr, scale, scale);
  cairo_translate(cr, margin, margin);
  draw(cr, data);
  cairo_destroy(cr);
  cairo_surface_finish(surface);
  bool good = cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS;
  cairo_surface_destroy(surface);
  return good ? rewrite(drawn, width, height, scale) : NULL;
}
