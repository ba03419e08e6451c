#include "verify/xmp.h"

#include <libxml/parser.h>
#include <libxml/xmlerror.h>
#include <string.h>

#define NS_RDF "http://www.w3.org/1999/02/22-rdf-syntax-ns#"

/* Deeper values than this are read as texts. */
enum { DEPTH = 30 };

static bool is_rdf(const xmlNode *node, const char *name)
{
  return node->type == XML_ELEMENT_NODE && node->ns &&
         strcmp((const char *)node->ns->href, NS_RDF) == 0 &&
         strcmp((const char *)node->name, name) == 0;
}

static xmlNode *first_element(const xmlNode *parent)
{
  xmlNode *node = parent->children;
  while (node && node->type != XML_ELEMENT_NODE)
    node = node->next;
  return node;
}

static xmlNode *next_element(const xmlNode *node)
{
  node = node->next;
  while (node && node->type != XML_ELEMENT_NODE)
    node = node->next;
  return (xmlNode *)node;
}

static const char *attribute(brv_arena *arena, xmlNode *node, const char *name, const char *space)
{
  xmlChar *value = xmlGetNsProp(node, (const xmlChar *)name, (const xmlChar *)space);
  const char *copy = brv_arena_strdup(arena, (const char *)value);
  xmlFree(value);
  return copy;
}

static void read_value(brv_arena *arena, xmlNode *node, brv_xmp_value *value, int depth);

static brv_xmp_value *new_value(brv_arena *arena, const xmlNs *ns, const xmlChar *name)
{
  brv_xmp_value *value = brv_new(arena, brv_xmp_value);
  value->space = ns ? brv_arena_strdup(arena, (const char *)ns->href) : "";
  value->prefix = ns && ns->prefix ? brv_arena_strdup(arena, (const char *)ns->prefix) : "";
  value->name = brv_arena_strdup(arena, (const char *)name);
  value->text = "";
  value->parts = brv_arena_ptr_array(arena);
  return value;
}

/* Attributes that are properties: those of RDF and XML say how values are written. */
static void read_attributes(brv_arena *arena, const xmlNode *node, GPtrArray *into)
{
  for (const xmlAttr *a = node->properties; a; a = a->next) {
    bool is_syntax = !a->ns || strcmp((const char *)a->ns->href, NS_RDF) == 0 ||
                     strcmp((const char *)a->ns->href, (const char *)XML_XML_NAMESPACE) == 0;
    if (is_syntax)
      continue;
    brv_xmp_value *value = new_value(arena, a->ns, a->name);
    xmlChar *text = xmlNodeGetContent((const xmlNode *)a);
    value->text = brv_arena_strdup(arena, (const char *)text);
    xmlFree(text);
    g_ptr_array_add(into, value);
  }
}

static void read_fields(brv_arena *arena, const xmlNode *node, GPtrArray *into, int depth)
{
  read_attributes(arena, node, into);
  for (xmlNode *child = first_element(node); child; child = next_element(child)) {
    brv_xmp_value *field = new_value(arena, child->ns, child->name);
    read_value(arena, child, field, depth + 1);
    g_ptr_array_add(into, field);
  }
}

static void read_items(brv_arena *arena, const xmlNode *node, brv_xmp_value *value, int depth)
{
  for (xmlNode *child = first_element(node); child; child = next_element(child)) {
    if (!is_rdf(child, "li"))
      continue;
    brv_xmp_value *item = new_value(arena, NULL, (const xmlChar *)"li");
    read_value(arena, child, item, depth + 1);
    item->language = attribute(arena, child, "lang", (const char *)XML_XML_NAMESPACE);
    g_ptr_array_add(value->parts, item);
  }
}

static void read_text(brv_arena *arena, xmlNode *node, brv_xmp_value *value)
{
  const char *resource = attribute(arena, node, "resource", NS_RDF);
  xmlChar *text = xmlNodeGetContent(node);
  char *copy = brv_arena_strdup(arena, resource ? resource : text ? (const char *)text : "");
  value->text = g_strstrip(copy);
  xmlFree(text);
}

static void read_value(brv_arena *arena, xmlNode *node, brv_xmp_value *value, int depth)
{
  static const char *const arrays[] = {"Bag", "Seq", "Alt"};
  xmlNode *child = first_element(node);
  const char *kind = attribute(arena, node, "parseType", NS_RDF);
  for (int i = 0; child && i < 3 && depth < DEPTH; i++)
    if (is_rdf(child, arrays[i])) {
      value->form = BRV_XMP_BAG + i;
      read_items(arena, child, value, depth);
      return;
    }
  g_autoptr(GPtrArray) attributes = g_ptr_array_new();
  read_attributes(arena, node, attributes);
  if (child && depth < DEPTH &&
      (is_rdf(child, "Description") || g_strcmp0(kind, "Resource") == 0)) {
    value->form = BRV_XMP_STRUCT;
    read_fields(arena, is_rdf(child, "Description") ? child : node, value->parts, depth);
  } else if (attributes->len) {
    value->form = BRV_XMP_STRUCT;
    read_attributes(arena, node, value->parts);
  } else if (g_strcmp0(kind, "Resource") == 0) {
    value->form = BRV_XMP_STRUCT;
  } else {
    read_text(arena, node, value);
  }
}

static xmlNode *find_rdf(xmlNode *node)
{
  for (int depth = 0; node && depth < 3; depth++) {
    for (xmlNode *n = node; n; n = next_element(n))
      if (is_rdf(n, "RDF"))
        return n;
    node = first_element(node);
  }
  return NULL;
}

static xmlDoc *parse(brv_arena *arena, const char *bytes, gsize length, const char **why)
{
  xmlResetLastError();
  xmlDoc *doc = xmlReadMemory(bytes, (int)MIN(length, (gsize)G_MAXINT), "xmp", NULL,
                              XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
  const xmlError *error = xmlGetLastError();
  if (!doc) {
    char *text = brv_arena_strdup(arena, error && error->message ? error->message : "not XML");
    *why = g_strchomp(text);
  }
  return doc;
}

static void free_doc(void *doc)
{
  xmlFreeDoc(doc);
}

brv_xmp *brv_xmp_read(brv_arena *arena, const char *bytes, gsize length, const char **why)
{
  xmlDoc *doc = parse(arena, bytes, length, why);
  if (!doc)
    return NULL;
  brv_arena_own(arena, doc, free_doc);
  xmlNode *rdf = find_rdf(xmlDocGetRootElement(doc));
  if (!rdf) {
    *why = "no rdf:RDF";
    return NULL;
  }
  brv_xmp *xmp = brv_new(arena, brv_xmp);
  xmp->properties = brv_arena_ptr_array(arena);
  for (xmlNode *n = first_element(rdf); n; n = next_element(n))
    if (is_rdf(n, "Description"))
      read_fields(arena, n, xmp->properties, 0);
  return xmp;
}

static const brv_xmp_value *find(const GPtrArray *values, const char *space, const char *name)
{
  for (guint i = 0; i < values->len; i++) {
    const brv_xmp_value *value = values->pdata[i];
    if (strcmp(value->space, space) == 0 && strcmp(value->name, name) == 0)
      return value;
  }
  return NULL;
}

const brv_xmp_value *brv_xmp_property(const brv_xmp *xmp, const char *space, const char *name)
{
  return xmp ? find(xmp->properties, space, name) : NULL;
}

const brv_xmp_value *brv_xmp_field(const brv_xmp_value *value, const char *space, const char *name)
{
  return find(value->parts, space, name);
}

const char *brv_xmp_text(const brv_xmp_value *value)
{
  if (!value || value->form == BRV_XMP_STRUCT)
    return NULL;
  if (value->form == BRV_XMP_TEXT)
    return value->text;
  const brv_xmp_value *chosen = value->parts->len ? value->parts->pdata[0] : NULL;
  for (guint i = 0; i < value->parts->len; i++) {
    const brv_xmp_value *item = value->parts->pdata[i];
    if (g_strcmp0(item->language, "x-default") == 0)
      chosen = item;
  }
  return chosen && chosen->form == BRV_XMP_TEXT ? chosen->text : NULL;
}
