/* Compiled patterns, as they lie in the file "hyphens" and are read where they lie. Private to
 * core/typeset.
 *
 * Numbers are the machine's own: the file is made by the build that uses it. It is a head, an entry
 * for each pattern file sorted by name, and tables. A table's patterns are a tree of bytes: node 0
 * is its root, `labels[n]` the byte that leads to node n, and the children of n are the nodes from
 * first[n] up to first[n + 1], sorted by their labels. */
#ifndef BRV_TYPESET_HYPHEN_DATA_H
#define BRV_TYPESET_HYPHEN_DATA_H

#include <glib.h>

#define BRV_HYPHEN_MAGIC "brv-hyph"

/* The first may part compounds, the second divides their parts. */
enum { BRV_HYPHEN_LEVELS = 2 };

typedef struct {
  char magic[8];
  guint32 size;  /* of the file */
  guint32 count; /* of entries */
} brv_hyphen_head;

typedef struct {
  char name[12]; /* "en_GB" */
  guint32 table; /* its offset in the file, a multiple of 4 */
} brv_hyphen_entry;

/* Offsets, counted in bytes from the table's own start. */
typedef struct {
  guint32 nodes;  /* 0: there is no such level */
  guint32 first;  /* of guint32, one more than nodes */
  guint32 digits; /* of guint32: where in the pool the digits of the pattern are that ends here */
  guint32 labels; /* of bytes */
} brv_hyphen_level;

typedef struct {
  gint32 left, right;           /* letters that stay together at a word's ends */
  gint32 part_left, part_right; /* and at those of a compound's parts */
  brv_hyphen_level levels[BRV_HYPHEN_LEVELS];
  guint32 pool; /* of texts: one digit more than the pattern has letters; the first is empty */
} brv_hyphen_table;

#endif
