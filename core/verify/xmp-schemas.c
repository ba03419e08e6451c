/* Every property of the metadata is of a predefined schema or of an extension schema that the
 * packet itself describes. ISO 19005-2, 6.6.2.3. */
#include <string.h>

#include "verify/xmp.h"

#define NS_SCHEMA "http://www.aiim.org/pdfa/ns/schema#"
#define NS_PROPERTY "http://www.aiim.org/pdfa/ns/property#"
#define NS_TYPE "http://www.aiim.org/pdfa/ns/type#"
#define NS_FIELD "http://www.aiim.org/pdfa/ns/field#"

/* The fields of a description: its letter is that of xmp-types.c, "?" behind: may be absent. */
typedef struct {
  const char *space, *prefix;
  struct {
    const char *name, *type;
    bool is_optional;
  } fields[6];
} form;

static const form schema_form = {NS_SCHEMA,
                                 "pdfaSchema",
                                 {{"schema", "T", false},
                                  {"namespaceURI", "T", false},
                                  {"prefix", "T", false},
                                  {"property", "sS", true},
                                  {"valueType", "sS", true},
                                  {NULL}}};
static const form property_form = {NS_PROPERTY,
                                   "pdfaProperty",
                                   {{"name", "T", false},
                                    {"valueType", "T", false},
                                    {"category", "T", false},
                                    {"description", "T", false},
                                    {NULL}}};
static const form type_form = {NS_TYPE,
                               "pdfaType",
                               {{"type", "T", false},
                                {"namespaceURI", "T", false},
                                {"prefix", "T", false},
                                {"description", "T", false},
                                {"field", "sS", true},
                                {NULL}}};
static const form field_form = {
    NS_FIELD,
    "pdfaField",
    {{"name", "T", false}, {"valueType", "T", false}, {"description", "T", false}, {NULL}}};

typedef struct {
  brv_audit *audit;
  GHashTable *types;      /* names of value types that are described, lower case, to their letter:
                             a structure, or a text where no fields are described */
  GHashTable *properties; /* "namespace name" to the letters of its type */
} schemas;

static void fault(const schemas *s, const char *what, const char *name)
{
  brv_audit_fault(s->audit, BRV_EXTENSION_SCHEMA_FAULT, BRV_NO_SPOT, "%s %s", what, name);
}

static void check_form(const schemas *s, const brv_xmp_value *value, const form *f)
{
  for (guint i = 0; f->fields[i].name; i++) {
    const brv_xmp_value *field = brv_xmp_field(value, f->space, f->fields[i].name);
    if (!field && !f->fields[i].is_optional)
      fault(s, "without", f->fields[i].name);
    else if (field &&
             (!brv_xmp_fits(field, f->fields[i].type) || strcmp(field->prefix, f->prefix) != 0))
      fault(s, "a wrong", f->fields[i].name);
  }
  for (guint i = 0; i < value->parts->len; i++) {
    const brv_xmp_value *field = value->parts->pdata[i];
    bool is_known = false;
    for (guint k = 0; f->fields[k].name; k++)
      is_known |=
          strcmp(field->space, f->space) == 0 && strcmp(field->name, f->fields[k].name) == 0;
    if (!is_known)
      brv_audit_fault(s->audit, BRV_EXTENSION_FIELD_FAULT, BRV_NO_SPOT, "%s:%s", field->prefix,
                      field->name);
  }
}

static const char *field_text(const brv_xmp_value *value, const char *space, const char *name)
{
  const char *text = brv_xmp_text(brv_xmp_field(value, space, name));
  return text ? text : "";
}

/* Value types. */

static const struct {
  const char *name;
  char letter;
} basic_types[] = {
    {"text", 'T'},
    {"integer", 'I'},
    {"real", 'R'},
    {"boolean", 'B'},
    {"date", 'D'},
    {"rational", 'X'},
    {"uri", 'T'},
    {"url", 'T'},
    {"xpath", 'T'},
    {"locale", 'T'},
    {"guid", 'T'},
    {"mimetype", 'T'},
    {"propername", 'T'},
    {"agentname", 'T'},
    {"renditionclass", 'T'},
    {"lang alt", 'L'},
    {"choice", 'T'},
    {"gpscoordinate", 'T'},
    {"framerate", 'T'},
    {"any", '*'},
    {"resourceevent", 'S'},
    {"resourceref", 'S'},
    {"version", 'S'},
    {"job", 'S'},
    {"dimensions", 'S'},
    {"thumbnail", 'S'},
    {"font", 'S'},
    {"colorant", 'S'},
    {"oecf/sfr", 'S'},
    {"cfapattern", 'S'},
    {"devicesettings", 'S'},
    {"flash", 'S'},
    {"time", 'S'},
    {"timecode", 'S'},
    {"marker", 'S'},
    {"media", 'S'},
    {"projectlink", 'S'},
    {"beatsplicestretch", 'S'},
    {"resamplestretch", 'S'},
    {"timescalestretch", 'S'},
    {"field", 'S'},
};

/* "open Choice of Integer" is an Integer; "Seq Text" a Seq of Text. */
static const char *base_of(const char *type, char *array)
{
  static const struct {
    const char *prefix;
    char array;
  } prefixes[] = {{"bag ", 'b'},
                  {"seq ", 's'},
                  {"alt ", 'a'},
                  {"open choice of ", 0},
                  {"closed choice of ", 0},
                  {"choice of ", 0},
                  {"open choice", 0},
                  {"closed choice", 0},
                  {"unordered ", 0},
                  {"ordered ", 0}};
  *array = 0;
  for (guint i = 0; i < G_N_ELEMENTS(prefixes); i++)
    if (g_str_has_prefix(type, prefixes[i].prefix)) {
      *array = prefixes[i].array ? prefixes[i].array : *array;
      type += strlen(prefixes[i].prefix);
      i = 0;
    }
  return *type ? type : "text";
}

/* The letters of a type's name, in the arena; NULL when it is none. */
static const char *letters_of(const schemas *s, const char *name)
{
  g_autofree char *lower = g_ascii_strdown(name, -1);
  char array = 0, letter = 0;
  const char *base = base_of(g_strstrip(lower), &array);
  for (guint i = 0; i < G_N_ELEMENTS(basic_types) && !letter; i++)
    if (strcmp(basic_types[i].name, base) == 0)
      letter = basic_types[i].letter;
  if (!letter)
    letter = (char)GPOINTER_TO_INT(g_hash_table_lookup(s->types, base));
  if (!letter)
    return NULL;
  return array ? brv_arena_printf(s->audit->arena, "%c%c", array, letter)
               : brv_arena_printf(s->audit->arena, "%c", letter);
}

static void check_type_name(const schemas *s, const char *name)
{
  if (*name && !letters_of(s, name))
    fault(s, "an unknown type", name);
}

static void read_types(schemas *s, const brv_xmp_value *schema)
{
  const brv_xmp_value *types = brv_xmp_field(schema, NS_SCHEMA, "valueType");
  for (guint i = 0; types && i < types->parts->len; i++) {
    const brv_xmp_value *type = types->parts->pdata[i];
    const brv_xmp_value *fields = brv_xmp_field(type, NS_TYPE, "field");
    int letter = fields && fields->parts->len ? 'S' : 'T';
    g_hash_table_insert(s->types, g_ascii_strdown(field_text(type, NS_TYPE, "type"), -1),
                        GINT_TO_POINTER(letter));
  }
}

static void check_types(const schemas *s, const brv_xmp_value *schema)
{
  const brv_xmp_value *types = brv_xmp_field(schema, NS_SCHEMA, "valueType");
  for (guint i = 0; types && i < types->parts->len; i++) {
    const brv_xmp_value *type = types->parts->pdata[i];
    const brv_xmp_value *fields = brv_xmp_field(type, NS_TYPE, "field");
    check_form(s, type, &type_form);
    for (guint k = 0; fields && k < fields->parts->len; k++) {
      check_form(s, fields->parts->pdata[k], &field_form);
      check_type_name(s, field_text(fields->parts->pdata[k], NS_FIELD, "valueType"));
    }
  }
}

static void check_properties(schemas *s, const brv_xmp_value *schema)
{
  const brv_xmp_value *properties = brv_xmp_field(schema, NS_SCHEMA, "property");
  const char *space = field_text(schema, NS_SCHEMA, "namespaceURI");
  for (guint i = 0; properties && i < properties->parts->len; i++) {
    const brv_xmp_value *property = properties->parts->pdata[i];
    const char *category = field_text(property, NS_PROPERTY, "category");
    const char *type = field_text(property, NS_PROPERTY, "valueType");
    check_form(s, property, &property_form);
    check_type_name(s, type);
    if (*category && strcmp(category, "internal") != 0 && strcmp(category, "external") != 0)
      fault(s, "an unknown category", category);
    const char *letters = letters_of(s, type);
    g_hash_table_insert(s->properties,
                        g_strdup_printf("%s %s", space, field_text(property, NS_PROPERTY, "name")),
                        (void *)(letters ? letters : "*"));
  }
}

static void read_extension(schemas *s, const brv_xmp_value *extension)
{
  if (extension->form != BRV_XMP_BAG || strcmp(extension->prefix, "pdfaExtension") != 0)
    fault(s, "no Bag of", "schemas");
  for (guint i = 0; i < extension->parts->len; i++)
    read_types(s, extension->parts->pdata[i]);
  for (guint i = 0; i < extension->parts->len; i++) {
    const brv_xmp_value *schema = extension->parts->pdata[i];
    check_form(s, schema, &schema_form);
    check_types(s, schema);
    check_properties(s, schema);
  }
}

static void check_property(const schemas *s, const brv_xmp_value *value)
{
  bool is_known = false;
  g_autofree char *key = g_strdup_printf("%s %s", value->space, value->name);
  const char *type = brv_xmp_predefined(value->space, value->name, &is_known);
  if (!type)
    type = g_hash_table_lookup(s->properties, key);
  if (!type)
    brv_audit_fault(s->audit, BRV_XMP_PROPERTY_FAULT, BRV_NO_SPOT, "%s:%s", value->prefix,
                    value->name);
  else if (!strchr(type, '*') && !brv_xmp_fits(value, type))
    brv_audit_fault(s->audit, BRV_XMP_VALUE_FAULT, BRV_NO_SPOT, "%s:%s", value->prefix,
                    value->name);
}

void brv_audit_schemas(brv_audit *a, const brv_xmp *xmp)
{
  schemas s = {.audit = a};
  s.types = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  s.properties = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  const brv_xmp_value *extension = brv_xmp_property(xmp, BRV_NS_EXTENSION, "schemas");
  if (extension)
    read_extension(&s, extension);
  for (guint i = 0; i < xmp->properties->len; i++)
    check_property(&s, xmp->properties->pdata[i]);
  g_hash_table_unref(s.types);
  g_hash_table_unref(s.properties);
}
