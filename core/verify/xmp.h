/* XMP metadata as properties. Private to core/verify.
 *
 * Read with libxml2 from RDF/XML as the XMP specification (part 1, clause 7) restricts it. */
#ifndef BRV_VERIFY_XMP_H
#define BRV_VERIFY_XMP_H

#include <libxml/tree.h>

#include "verify/audit.h"

typedef enum {
  BRV_XMP_TEXT,
  BRV_XMP_BAG,
  BRV_XMP_SEQ,
  BRV_XMP_ALT,
  BRV_XMP_STRUCT,
} brv_xmp_form;

typedef struct brv_xmp_value brv_xmp_value;
struct brv_xmp_value {
  const char *space, *prefix, *name; /* of a property or a struct's field; namespaces as URIs */
  const char *language;              /* of an item of an Alt, or NULL */
  brv_xmp_form form;
  const char *text; /* of a text, white space around it dropped */
  GPtrArray *parts; /* of brv_xmp_value: items of an array, fields of a struct */
};

struct brv_xmp {
  GPtrArray *properties; /* of brv_xmp_value */
};

/* Reads a packet. NULL, with the reason, when it is not well-formed or no RDF. In the arena. */
brv_xmp *brv_xmp_read(brv_arena *arena, const char *bytes, gsize length, const char **why);

/* The property, or NULL. */
const brv_xmp_value *brv_xmp_property(const brv_xmp *xmp, const char *space, const char *name);
const brv_xmp_value *brv_xmp_field(const brv_xmp_value *value, const char *space, const char *name);

/* A text's text; of an array its first item's (of an Alt the x-default's); or NULL. */
const char *brv_xmp_text(const brv_xmp_value *value);

/* Whether a value is of a type, in the letters of xmp-types.c. */
bool brv_xmp_fits(const brv_xmp_value *value, const char *type);

/* The type of a property of the predefined schemas, in those letters (up to a space), or NULL;
 * `is_known` tells whether the namespace is one of them. */
const char *brv_xmp_predefined(const char *space, const char *name, bool *is_known);

/* Checks the properties against the predefined and the packet's own extension schemas. */
void brv_audit_schemas(brv_audit *audit, const brv_xmp *xmp);

#define BRV_NS_DC "http://purl.org/dc/elements/1.1/"
#define BRV_NS_XMP "http://ns.adobe.com/xap/1.0/"
#define BRV_NS_PDF "http://ns.adobe.com/pdf/1.3/"
#define BRV_NS_PDFA "http://www.aiim.org/pdfa/ns/id/"
#define BRV_NS_PDFUA "http://www.aiim.org/pdfua/ns/id/"
#define BRV_NS_EXTENSION "http://www.aiim.org/pdfa/ns/extension/"

#endif
