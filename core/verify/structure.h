/* The structure tree as elements. Private to core/verify. */
#ifndef BRV_VERIFY_STRUCTURE_H
#define BRV_VERIFY_STRUCTURE_H

#include "verify/audit.h"

typedef struct brv_element brv_element;
struct brv_element {
  const brv_obj *dict;
  const char *type;     /* as it is written */
  const char *standard; /* the standard type it is mapped to, or "" */
  brv_element *parent;  /* NULL under the root */
  GPtrArray *kids;      /* of brv_element, in order */
  guint place;          /* among those of its type in its parent, from 1 */
  GHashTable *types;    /* its kids' types to how many there are; NULL: no kids */
  guint page;           /* the first that it names, or its parent does; 0: none */
  guint contents;       /* marked content and objects that it claims itself */
  GPtrArray *objects;   /* of brv_obj: those it claims */
  const char *language, *alt, *actual, *expansion, *id; /* its own, or NULL */
};

struct brv_tree {
  const brv_obj *root;
  GPtrArray *elements; /* of brv_element, parents before their kids, in order */
  GHashTable *by_dict; /* brv_obj to brv_element */
  GHashTable *claims;  /* page or stream to a table of MCID (as pointer) to brv_element */
  GHashTable *objects; /* brv_obj (annotations, XObjects) to brv_element */
  GHashTable *parents; /* the parent tree: its key (as pointer) to brv_obj */
  GHashTable *ids;     /* the text to brv_element */
};

/* The element that claims marked content of a page or stream, or NULL. */
brv_element *brv_tree_claim(const brv_tree *tree, const brv_obj *container, gint64 mcid);

/* The element that the parent tree gives for a StructParent, or NULL. */
brv_element *brv_tree_parent_of(const brv_tree *tree, const brv_obj *struct_parent);

/* The language that holds for an element, its own or one from above (not the catalog's); or NULL.
 */
const char *brv_element_language(const brv_element *element);

/* "page 3, Document/Sect[2]/P[4]". */
brv_spot brv_element_spot(brv_audit *audit, const brv_element *element);

bool brv_element_is(const brv_element *element, const char *standard);
/* Whether the element's standard type is one of a NULL-ended list. */
bool brv_element_is_one(const brv_element *element, const char *const *types);

/* An attribute of an element, of the owner ("Table"), from its A and C; null when there is none. */
const brv_obj *brv_element_attribute(brv_audit *audit, const brv_element *element,
                                     const char *owner, const char *key);

/* The standard type of a type, "" when none; faults are noted once a type. */
const char *brv_role(brv_audit *audit, const char *type);
bool brv_role_is_standard(const char *type);
/* Checks the role map as a whole. */
void brv_audit_roles(brv_audit *audit);

/* Whether a text is a language tag as RFC 3066 (which PDF/UA-1 and PDF/A-2 name) has it. */
bool brv_is_language_tag(const char *text);

/* Parts of brv_audit_structure. */
void brv_audit_nesting(brv_audit *audit);
void brv_audit_headings(brv_audit *audit);
void brv_audit_tables(brv_audit *audit);
void brv_audit_texts(brv_audit *audit);

#endif
