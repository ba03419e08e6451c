#include "pack/svg.h"

#include <libxml/parser.h>
#include <librsvg/rsvg.h>
#include <string.h>

static const char *const refused_elements[] = {"script", "foreignObject", "iframe", "handler",
                                               NULL};

static bool names_itself_only(const char *reference)
{
  return reference[0] == '#' || g_str_has_prefix(reference, "data:image/");
}

/* `url(...)` in a style or attribute may only name a part of the image itself. */
static bool styles_itself_only(const char *style)
{
  if (strstr(style, "@import"))
    return false;
  for (const char *at = style; (at = strstr(at, "url("));) {
    at += strlen("url(");
    at += strspn(at, " \t\n'\"");
    if (*at != '#')
      return false;
  }
  return true;
}

/* What is wrong with an attribute, or NULL. */
static const char *fault_of_attribute(const xmlAttr *attribute, const char *value)
{
  const char *name = (const char *)attribute->name;
  if (g_str_has_prefix(name, "on"))
    return "it has an event handler";
  if (strcmp(name, "systemLanguage") == 0)
    return "it shows other words on other machines (systemLanguage)";
  if ((strcmp(name, "href") == 0 || strcmp(name, "src") == 0) && !names_itself_only(value))
    return "it refers to another file";
  return styles_itself_only(value) ? NULL : "its style refers to another file";
}

static const char *fault_of_element(const xmlNode *node)
{
  if (g_strv_contains(refused_elements, (const char *)node->name))
    return "it holds a script or foreign content";
  for (const xmlAttr *a = node->properties; a; a = a->next) {
    xmlChar *value = xmlNodeGetContent((const xmlNode *)a);
    const char *fault = value ? fault_of_attribute(a, (const char *)value) : NULL;
    xmlFree(value);
    if (fault)
      return fault;
  }
  return NULL;
}

static const char *fault_of_style(const xmlNode *node)
{
  if (strcmp((const char *)node->name, "style") != 0)
    return NULL;
  xmlChar *text = xmlNodeGetContent(node);
  bool fits = !text || styles_itself_only((const char *)text);
  xmlFree(text);
  return fits ? NULL : "its style refers to another file";
}

/* The parser bounds depth, so the walk needs no stack of its own. */
static const char *fault_within(const xmlNode *root)
{
  for (const xmlNode *node = root; node;) {
    if (node->type == XML_ENTITY_REF_NODE)
      return "it uses entities";
    const char *fault = node->type == XML_ELEMENT_NODE ? fault_of_element(node) : NULL;
    if (!fault && node->type == XML_ELEMENT_NODE)
      fault = fault_of_style(node);
    if (fault)
      return fault;
    if (node->children) {
      node = node->children;
      continue;
    }
    while (node && node != root && !node->next)
      node = node->parent;
    node = node == root ? NULL : node->next;
  }
  return NULL;
}

static const char *find_fault(const brv_asset *asset)
{
  xmlDoc *document = xmlReadMemory((const char *)asset->bytes, (int)asset->length, NULL, NULL,
                                   XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
  if (!document)
    return "it is not well-formed XML";
  const xmlNode *root = xmlDocGetRootElement(document);
  const char *fault = NULL;
  if (!root || strcmp((const char *)root->name, "svg") != 0)
    fault = "its root is no svg element";
  else if (document->intSubset && document->intSubset->children)
    fault = "it declares entities";
  else
    fault = fault_within(root);
  xmlFreeDoc(document);
  return fault;
}

/* The size in its own units: width and height if they are absolute, else the view box. */
static bool measure(brv_asset *asset, GError **error)
{
  g_autoptr(GInputStream) stream =
      g_memory_input_stream_new_from_data(asset->bytes, (gssize)asset->length, NULL);
  RsvgHandle *handle =
      rsvg_handle_new_from_stream_sync(stream, NULL, RSVG_HANDLE_FLAGS_NONE, NULL, error);
  if (!handle)
    return false;
  if (!rsvg_handle_get_intrinsic_size_in_pixels(handle, &asset->width, &asset->height)) {
    gboolean has_box = FALSE;
    RsvgRectangle box;
    rsvg_handle_get_intrinsic_dimensions(handle, NULL, NULL, NULL, NULL, &has_box, &box);
    asset->width = has_box ? box.width : 0;
    asset->height = has_box ? box.height : 0;
  }
  g_object_unref(handle);
  return asset->width > 0 && asset->height > 0;
}

bool brv_svg_judge(brv_asset *asset, brv_place place, brv_diags *diags)
{
  const char *fault = find_fault(asset);
  g_autoptr(GError) error = NULL;
  if (!fault && !measure(asset, &error))
    fault = error ? error->message : "it has neither a size nor a view box";
  if (!fault)
    return true;
  brv_report(diags, BRV_IMAGE_FORMAT, place, "export it as plain SVG that holds all it needs",
             "\"%s\" cannot be used: %s", asset->path, fault);
  return false;
}
