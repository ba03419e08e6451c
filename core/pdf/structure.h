/* What a PDF's content means: a tree of elements made from the document, to which marked content
 * and links are tied (ISO 32000-1, 14.7 and 14.8; ISO 14289-1). Private to core/pdf.
 *
 * The order is the document's, and so the e-book's: what stands in the margin comes where it was
 * written, and notes behind the briefing that calls them. */
#ifndef BRV_PDF_STRUCTURE_H
#define BRV_PDF_STRUCTURE_H

#include "pdf/file.h"
#include "typeset/pages.h"

typedef struct brv_tag brv_tag;

/* What an element has inside, in order. */
typedef struct brv_kid {
  enum { BRV_KID_ELEMENT, BRV_KID_MARK, BRV_KID_LINK } kind;
  brv_tag *element;
  guint page, number; /* MARK: of the page's content; LINK: the annotation's object */
  struct brv_kid *next;
} brv_kid;

typedef struct {
  brv_kid *first, *last;
} brv_kids;

struct brv_tag {
  const char *type;
  const brv_node *node;
  brv_tag *parent;
  brv_kids kids;
  brv_kids *late;      /* notes, which come last; or NULL */
  bool attached;       /* the parent has it among its kids; inlines come there when they are met */
  bool shown;          /* something of it is in the file */
  guint id;            /* of its object, once it is written */
  const double *box;   /* of a figure, in the PDF's units: four sides; or NULL */
  const char *headers; /* of a cell: names of its heads, or NULL */
  const char *name;    /* by which others name it, or NULL */
};

typedef struct {
  brv_arena *arena;
  const brv_layout *layout;
  brv_tag *root;
  GHashTable *inside; /* const brv_node * -> the element of its content */
  GHashTable *labels; /* ITEM, NOTE -> of its label */
  GHashTable *calls;  /* NOTE -> of its call */
  GHashTable *ids;    /* id -> const brv_node *; of notes: the NOTE that has the text */
  GPtrArray *marks;   /* by page: GPtrArray of brv_tag * by mark */
  GPtrArray *links;   /* of brv_tag *: by annotation, numbered behind the pages */
} brv_structure;

/* The tree for a document, or for a part of one that is drawn by itself; on so many pages. */
brv_structure *brv_structure_new(brv_arena *arena, const brv_layout *layout, const brv_node *root,
                                 guint pages);

/* The element that an item belongs to; NULL: to none. */
brv_tag *brv_structure_find(brv_structure *structure, const brv_page_item *item);

/* Ties the next marked content of a page to an element; its number on the page. */
guint brv_structure_mark(brv_structure *structure, brv_tag *element, guint page);

/* Ties a link's annotation, an object of the file, to the element of its node; the key by which
 * the annotation names it, or -1 where the node has none. */
int brv_structure_link(brv_structure *structure, const brv_page_link *link, guint page,
                       guint annotation);

/* The box of a picture on its page, in points from its top left. */
void brv_structure_box(brv_structure *structure, brv_tag *element, const brv_page_item *item);

/* Writes the tree; `page_ids` are the pages' objects. Returns its root's object. */
guint brv_structure_write(brv_structure *structure, brv_pdf_file *file, const guint *page_ids);

/* Names the heads of cells where the position does not tell them. Private to structure*.c. */
void brv_structure_name_heads(brv_structure *structure, const brv_node *table);

#endif
