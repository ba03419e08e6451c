/* What any object of the file must not be: actions, embedded files, media clips, streams' filters,
 * names that are no UTF-8. */
#include <string.h>

#include "verify/audit.h"
#include "verify/walk.h"

static brv_spot spot_of(brv_audit *a, const brv_obj *object)
{
  return brv_audit_spot(a, 0, "%s", brv_audit_object(a, object));
}

/* Streams. */

static bool is_allowed_filter(brv_audit *a, const brv_obj *name, const brv_obj *parameters)
{
  static const char *const filters[] = {"ASCIIHexDecode",  "ASCII85Decode",  "FlateDecode",
                                        "RunLengthDecode", "CCITTFaxDecode", "JBIG2Decode",
                                        "DCTDecode",       "JPXDecode",      NULL};
  if (brv_obj_is_name(name, "Crypt"))
    return brv_obj_is_name(brv_obj_get(a->pdf, parameters, "Name"), "Identity");
  return g_strv_contains(filters, brv_obj_name(name));
}

static void check_stream(brv_audit *a, const brv_obj *stream)
{
  const brv_obj *filters = brv_obj_get(a->pdf, stream, "Filter");
  const brv_obj *parameters = brv_obj_get(a->pdf, stream, "DecodeParms");
  if (brv_obj_has(stream, "F") || brv_obj_has(stream, "FFilter") ||
      brv_obj_has(stream, "FDecodeParms"))
    brv_audit_fault(a, BRV_STREAM_FILE_FAULT, spot_of(a, stream), NULL);
  if (filters->type == BRV_OBJ_NAME && !is_allowed_filter(a, filters, parameters))
    brv_audit_fault(a, BRV_FILTER_FAULT, spot_of(a, stream), "%s", filters->text);
  for (guint i = 0; filters->type == BRV_OBJ_ARRAY && i < filters->count; i++) {
    const brv_obj *filter = brv_obj_item(a->pdf, filters, i);
    if (!is_allowed_filter(a, filter, brv_obj_item(a->pdf, parameters, i)))
      brv_audit_fault(a, BRV_FILTER_FAULT, spot_of(a, stream), "%s", brv_obj_name(filter));
  }
}

/* Actions: dictionaries under the keys that hold one. */

static void check_action(brv_audit *a, const brv_obj *action, brv_spot spot)
{
  static const char *const allowed[] = {"GoTo", "GoToR", "GoToE",      "Thread",
                                        "URI",  "Named", "SubmitForm", NULL};
  static const char *const named[] = {"NextPage", "PrevPage", "FirstPage", "LastPage", NULL};
  const char *type = brv_obj_name(brv_obj_get(a->pdf, action, "S"));
  const char *name = brv_obj_name(brv_obj_get(a->pdf, action, "N"));
  if (!g_strv_contains(allowed, type))
    brv_audit_fault(a, BRV_ACTION_FAULT, spot, "%s", type);
  else if (strcmp(type, "Named") == 0 && !g_strv_contains(named, name))
    brv_audit_fault(a, BRV_NAMED_ACTION_FAULT, spot, "%s", name);
}

static void check_actions(brv_audit *a, const brv_obj *dict)
{
  static const char *const keys[] = {"A", "OpenAction", "Next", "PA"};
  for (guint i = 0; i < G_N_ELEMENTS(keys); i++) {
    const brv_obj *value = brv_obj_get(a->pdf, dict, keys[i]);
    bool is_many = value->type == BRV_OBJ_ARRAY;
    for (guint k = 0; k < (is_many ? value->count : 1); k++) {
      const brv_obj *one = is_many ? brv_obj_item(a->pdf, value, k) : value;
      if (one->type == BRV_OBJ_DICT && brv_obj_get(a->pdf, one, "S")->type == BRV_OBJ_NAME)
        check_action(a, one, spot_of(a, dict));
    }
  }
  const brv_obj *more = brv_obj_get(a->pdf, dict, "AA");
  for (guint i = 0; more->type == BRV_OBJ_DICT && i < more->count; i++)
    if (brv_obj_is_dict(brv_obj_resolve(a->pdf, more->items[i])))
      check_action(a, brv_obj_resolve(a->pdf, more->items[i]), spot_of(a, dict));
}

static void visit_script(const brv_obj *key G_GNUC_UNUSED, const brv_obj *value, void *audit)
{
  if (brv_obj_is_dict(value))
    check_action(audit, value, brv_audit_spot(audit, 0, "the names of scripts"));
}

/* Embedded files and media. */

static bool has_name(brv_audit *a, const brv_obj *file, const char *key, bool filled)
{
  const char *text = brv_obj_string(brv_obj_get(a->pdf, file, key));
  return text && (*text || !filled);
}

/* Whether a file says of itself that it is PDF/A-1 or PDF/A-2: more would be to examine it. */
static bool is_pdfa(brv_audit *a, const brv_obj *stream)
{
  g_autoptr(GBytes) data = brv_obj_data(a->pdf, stream);
  gsize length = 0;
  const char *bytes = data ? g_bytes_get_data(data, &length) : NULL;
  return bytes && length > 5 && memcmp(bytes, "%PDF-", 5) == 0;
}

static void check_file(brv_audit *a, const brv_obj *file)
{
  const brv_obj *embedded = brv_obj_get(a->pdf, file, "EF");
  if (!brv_obj_is_dict(embedded))
    return;
  if (!has_name(a, file, "F", true) || !has_name(a, file, "UF", true))
    brv_audit_fault(a, BRV_FILE_NAMES_FAULT, spot_of(a, file), NULL);
  if (!is_pdfa(a, brv_obj_get(a->pdf, embedded, "F")))
    brv_audit_fault(a, BRV_FILE_KIND_FAULT, spot_of(a, file), NULL);
}

/* An Alt of a media clip: languages and texts by turns, each text for every language filled. */
static bool is_media_alt(brv_audit *a, const brv_obj *alt)
{
  bool fine = alt->type == BRV_OBJ_ARRAY && alt->count && alt->count % 2 == 0;
  for (guint i = 0; fine && i < alt->count; i += 2) {
    const char *text = brv_obj_string(brv_obj_item(a->pdf, alt, i + 1));
    fine = brv_obj_item(a->pdf, alt, i)->type == BRV_OBJ_STRING && text && *text;
  }
  return fine;
}

static void check_clip(brv_audit *a, const brv_obj *clip)
{
  if (!brv_obj_has(clip, "CT"))
    brv_audit_fault(a, BRV_MEDIA_CT_FAULT, spot_of(a, clip), NULL);
  if (!is_media_alt(a, brv_obj_get(a->pdf, clip, "Alt")))
    brv_audit_fault(a, BRV_MEDIA_ALT_FAULT, spot_of(a, clip), NULL);
}

static void check_utf8(brv_audit *a, const brv_obj *holder, const brv_obj *name)
{
  if (name->type == BRV_OBJ_NAME && !g_utf8_validate(name->text, -1, NULL))
    brv_audit_fault(a, BRV_NAME_UTF8_FAULT, spot_of(a, holder), NULL);
}

static bool is_font(brv_audit *a, const brv_obj *dict)
{
  return brv_obj_is_name(brv_obj_get(a->pdf, dict, "Type"), "Font");
}

/* Names of fonts, structure types, and colourants where a dictionary holds colour spaces. */
static void check_names(brv_audit *a, const brv_obj *dict)
{
  if (is_font(a, dict))
    check_utf8(a, dict, brv_obj_get(a->pdf, dict, "BaseFont"));
  if (brv_obj_is_name(brv_obj_get(a->pdf, dict, "Type"), "StructElem"))
    check_utf8(a, dict, brv_obj_get(a->pdf, dict, "S"));
  for (guint i = 0; i < dict->count; i++) {
    const brv_obj *space = brv_obj_resolve(a->pdf, dict->items[i]);
    const char *kind = brv_obj_name(brv_obj_item(a->pdf, space, 0));
    const brv_obj *names = brv_obj_item(a->pdf, space, 1);
    if (strcmp(kind, "Separation") == 0)
      check_utf8(a, dict, names);
    for (guint k = 0; strcmp(kind, "DeviceN") == 0 && k < names->count; k++)
      check_utf8(a, dict, brv_obj_item(a->pdf, names, k));
  }
}

static void visit(const brv_obj *object, void *audit)
{
  brv_audit *a = audit;
  const brv_obj *type = brv_obj_get(a->pdf, object, "Type");
  const brv_obj *kind = brv_obj_get(a->pdf, object, "S");
  if (object->type == BRV_OBJ_STREAM)
    check_stream(a, object);
  check_actions(a, object);
  check_names(a, object);
  if (brv_obj_has(object, "EF"))
    check_file(a, object);
  bool is_rendition = brv_obj_is_name(type, "MediaClip") ||
                      (brv_obj_is_name(kind, "MCD") && brv_obj_has(object, "D"));
  if (is_rendition && brv_obj_is_name(kind, "MCD"))
    check_clip(a, object);
}

void brv_audit_objects(brv_audit *a)
{
  const brv_obj *names = brv_obj_get(a->pdf, a->catalog, "Names");
  brv_walk(a, a->trailer, visit);
  brv_walk_tree(a, brv_obj_get(a->pdf, names, "JavaScript"), "Names", visit_script, a);
}
