/* One EPUB under examination. Private to core/verify. */
#ifndef BRV_VERIFY_BOOK_H
#define BRV_VERIFY_BOOK_H

#include <libxml/tree.h>
#include <stdbool.h>

#include "base/arena.h"
#include "verify/verify.h"

typedef enum {
#define BRV_BOOK_CONDITION(symbol, name, fault) BRV_BOOK_##symbol,
#include "verify/book-conditions.h"
#undef BRV_BOOK_CONDITION
  BRV_BOOK_CONDITION_COUNT
} brv_book_condition;

void brv_book_list_conditions(FILE *out);
const char *brv_book_condition_name(brv_book_condition condition);
const char *brv_book_condition_fault(brv_book_condition condition);

/* A file of the archive, and its place in the package. */
typedef struct {
  const char *name;  /* from the archive's top */
  const char *bytes; /* ends with a NUL that `length` does not count */
  gsize length;
  int method;                               /* of ZIP: 0 stored, 8 deflated */
  guint32 moment;                           /* its date and time; compared only */
  bool is_xml;                              /* by its name */
  xmlDocPtr doc;                            /* of XML; NULL: it is none, or cannot be read */
  const char *id, *media_type, *properties; /* in the manifest; NULL: it is not there */
  guint spine;                              /* its place in the reading order from 1; 0: none */
  GHashTable *ids;                          /* of XML: id to element, the first of each */
} brv_book_entry;

typedef struct {
  brv_book_condition condition;
  char *where, *detail; /* or NULL */
} brv_book_finding;

typedef struct {
  brv_arena *arena;
  const char *bytes;
  gsize length;
  GPtrArray *entries;                         /* of brv_book_entry, as in the archive */
  GHashTable *by_name;                        /* name to brv_book_entry */
  GPtrArray *spine;                           /* of brv_book_entry, in reading order */
  brv_book_entry *package, *navigation, *ncx; /* or NULL */
  GArray *findings;                           /* of brv_book_finding; in the arena are its texts */
  guint counts[BRV_BOOK_CONDITION_COUNT];
  guint pages; /* of the page list */
} brv_book_audit;

/* An audit of a file whose bytes outlive it; lives in the arena. */
brv_book_audit *brv_book_audit_new(brv_arena *arena, GBytes *bytes);

/* Notes a fault at a node (NULL: at the file as a whole) of an entry (NULL: of the book). `format`
 * (NULL: nothing to add) says more. Only the first few of a condition are kept; all are counted. */
void brv_book_fault(brv_book_audit *audit, brv_book_condition condition,
                    const brv_book_entry *entry, const xmlNode *node, const char *format, ...)
    G_GNUC_PRINTF(5, 6);

/* Reads the archive and its XML; false, after a fault, when there is nothing to look at. */
bool brv_book_open(brv_book_audit *audit);

/* --- reading --- */

/* The file that a reference in another leads to, NULL: none in the book; `fragment` (or NULL) is
 * what stands behind its "#", or NULL. */
brv_book_entry *brv_book_target(const brv_book_audit *audit, const brv_book_entry *from,
                                const char *reference, const char **fragment);

/* The nodes that an XPath finds, in document order, of xmlNodePtr; with the prefixes h, epub, opf,
 * dc, ncx, svg, c (container), from `node` on, or from the document where it is NULL. Free it. */
GPtrArray *brv_book_find(const brv_book_entry *entry, xmlNode *node, const char *xpath);
/* The first of them, or NULL. */
xmlNode *brv_book_first(const brv_book_entry *entry, xmlNode *node, const char *xpath);

/* The element with an id, or NULL. */
xmlNode *brv_book_element(const brv_book_entry *entry, const char *id);

/* An attribute without a namespace, one of the epub namespace, one of XML's own ("lang"); lives in
 * the arena; NULL: absent. */
const char *brv_book_attribute(const brv_book_audit *audit, const xmlNode *node, const char *name);
const char *brv_book_epub_type(const brv_book_audit *audit, const xmlNode *node);
const char *brv_book_xml_lang(const brv_book_audit *audit, const xmlNode *node);
/* A text with white space made single; the words under a node so; live in the arena. */
const char *brv_book_single_spaced(const brv_book_audit *audit, const char *text);
const char *brv_book_words(const brv_book_audit *audit, const xmlNode *node);
/* Whether a list of words, separated by spaces, has one. */
bool brv_book_lists(const char *list, const char *word);
bool brv_book_is(const xmlNode *node, const char *element);
/* Whether it looks like a language tag of BCP 47. */
bool brv_book_is_language(const char *tag);
/* Whether a text goes on with the chapter of one before it, whose name it bears: a long one is cut. */
bool brv_book_continues(const brv_book_audit *audit, const brv_book_entry *entry);
/* Whether the entry is a text of the book: XHTML. */
bool brv_book_is_text(const brv_book_entry *entry);

/* --- style sheets (book-style.c) --- */

/* Told each declaration of a sheet: its selector, property and value, all in small letters but for
 * what stands between quotation marks, without comments. */
typedef void (*brv_css_visitor)(const char *selector, const char *property, const char *value,
                                void *data);
/* False: its braces do not match; what stands before is told. */
bool brv_book_each_declaration(const char *css, brv_css_visitor visit, void *data);

/* --- the areas, each in a file of its own --- */
void brv_book_audit_container(brv_book_audit *audit);
void brv_book_audit_package(brv_book_audit *audit);
void brv_book_audit_claims(brv_book_audit *audit);
void brv_book_audit_navigation(brv_book_audit *audit);
void brv_book_audit_texts(brv_book_audit *audit);
void brv_book_audit_notes(brv_book_audit *audit);
void brv_book_audit_tables(brv_book_audit *audit);
void brv_book_audit_styles(brv_book_audit *audit);
void brv_book_audit_fonts(brv_book_audit *audit);
void brv_book_audit_drawings(brv_book_audit *audit);

#endif
