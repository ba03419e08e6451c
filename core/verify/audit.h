/* One PDF under examination: what is asked of it, what was read of it, what was found.
 * Private to core/verify. */
#ifndef BRV_VERIFY_AUDIT_H
#define BRV_VERIFY_AUDIT_H

#include "verify/object.h"
#include "verify/verify.h"

typedef enum {
#define BRV_CONDITION(symbol, level, a, ua, matterhorn, fault) BRV_##symbol##_FAULT,
#include "verify/conditions.h"
#undef BRV_CONDITION
  BRV_CONDITION_COUNT
} brv_condition;

/* Where in a file: a page from 1 (0: none), and in words what it is there ("Document/P[2]"), or
 * NULL. */
typedef struct {
  guint page;
  const char *what;
} brv_spot;

#define BRV_NO_SPOT ((brv_spot){0})

typedef struct {
  brv_condition condition;
  guint page;
  char *what, *detail; /* or NULL */
} brv_finding;

typedef struct {
  guint number; /* from 1 */
  const brv_obj *dict;
  const brv_obj *resources; /* inherited or its own */
  bool owns_resources;
} brv_leaf;

typedef struct brv_tree brv_tree;             /* structure.h */
typedef struct brv_xmp brv_xmp;               /* xmp.h */
typedef struct brv_fonts_seen brv_fonts_seen; /* font.h */
typedef struct brv_paint brv_paint;           /* colour.h */

typedef struct {
  brv_arena *arena;
  brv_pdf *pdf;
  const guint8 *bytes;
  gsize length;
  int standards;  /* brv_standard, or-ed */
  GArray *faults; /* of brv_finding */
  guint counts[BRV_CONDITION_COUNT];
  const brv_obj *trailer, *catalog;
  GPtrArray *leaves;        /* of brv_leaf: the pages */
  GHashTable *page_numbers; /* page dictionaries to brv_leaf */
  const char *language;     /* the catalog's Lang, or NULL */
  GPtrArray *shows;     /* of GString: what each page shows, from 0 (none); or NULL: not wanted */
  GString *strings;     /* those of the objects, while they are gathered */
  brv_tree *tree;           /* NULL: none */
  brv_fonts_seen *fonts;
  brv_paint *paint;
  GHashTable *runs;       /* streams that were run, to the kinds of marks they were run under */
  GHashTable *met;        /* pages and streams to the MCIDs in them */
  GHashTable *idle;       /* elements that claim what is not there */
  GHashTable *transcript; /* NULL: not wanted; pages and streams to a table of MCID (as pointer) to
                             the GString of the text that is marked so */
  GHashTable *shown;      /* forms with marked content that were shown */
} brv_audit;

/* Whether the condition is one of the standards asked for. */
bool brv_audit_asks(const brv_audit *audit, brv_condition condition);

/* Notes a fault, when its condition is asked for. `format` (NULL: nothing to add) says more than
 * the condition's name. Only the first few of a condition are kept; all are counted. */
void brv_audit_fault(brv_audit *audit, brv_condition condition, brv_spot spot, const char *format,
                     ...) G_GNUC_PRINTF(4, 5);

/* A spot in words, "page 3, P[2]"; lives in the arena. */
brv_spot brv_audit_spot(brv_audit *audit, guint page, const char *format, ...) G_GNUC_PRINTF(3, 4);

/* The number of the indirect object that a thing is, "object 12", or "a direct object". */
const char *brv_audit_object(brv_audit *audit, const brv_obj *object);

/* A set of pointers that ends with the audit. */
GHashTable *brv_audit_set(brv_audit *audit);

/* The conditions' texts. */
const char *brv_condition_fault(brv_condition condition);
/* "UA 7.18.5-2 / Matterhorn 28-012 / A 6.3.2-1" for what is asked for; to be freed. */
char *brv_condition_label(brv_condition condition, int standards);

/* The areas, each in a file of its own. They run in this order; later ones use what earlier ones
 * left in the audit. */
void brv_audit_bytes(brv_audit *audit);
void brv_audit_catalog(brv_audit *audit);
void brv_audit_metadata(brv_audit *audit);
void brv_audit_pages(brv_audit *audit);
void brv_audit_structure(brv_audit *audit);
void brv_audit_objects(brv_audit *audit);
void brv_audit_output(brv_audit *audit); /* makes audit->paint */
void brv_audit_contents(brv_audit *audit);
void brv_audit_fonts(brv_audit *audit);
void brv_audit_claims(brv_audit *audit);
void brv_audit_annotations(brv_audit *audit);

/* An audit of a file, whose bytes outlive it, against standards (brv_standard, or-ed); lives in the
 * arena. */
brv_audit *brv_audit_new(brv_arena *arena, GBytes *bytes, int standards);

/* The whole; the file's bytes must outlive the audit. */
void brv_audit_run(brv_audit *audit);

#endif
