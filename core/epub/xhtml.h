/* Writing one XHTML file over the node tree. Private to core/epub.
 *
 * Each kind of node has two callbacks, called when the walk enters and leaves it. Those of blocks
 * are in block.c, of tables in table.c, of inlines in inline.c.
 */
#ifndef BRV_EPUB_XHTML_H
#define BRV_EPUB_XHTML_H

#include "epub/book.h"
#include "epub/xml.h"

typedef struct {
  brv_book *book;
  const brv_book_file *file;
  brv_xml *xml;
  GPtrArray *notes;     /* NOTEs whose bodies stand at the end of the file */
  GArray *pages;        /* indices of pages that begin here and wait for a place to say so */
  bool continued;       /* what is opened began in another file: its id and name are there */
  const brv_node *lead; /* a NOTE or ITEM whose number waits for the first paragraph, or NULL */
} brv_xhtml;

typedef struct {
  /* Starts what the node is; whether the walk goes on to its children. May be NULL: it is nothing
   * itself. */
  bool (*enter)(brv_xhtml *x, const brv_node *node);
  /* Ends it. NULL: nothing to end. */
  void (*leave)(brv_xhtml *x, const brv_node *node);
} brv_writer;

/* The writers of each kind. */
extern const brv_writer brv_block_writers[], brv_table_writers[], brv_inline_writers[];
const brv_writer *brv_xhtml_writer(brv_node_kind kind);

/* Opens an element with the node's id, language and role; `text` and `box` as in brv_use. */
void brv_xhtml_open(brv_xhtml *x, const char *element, const brv_node *node, bool text, bool box);
/* The same with a class of its own in place of the role, or none. */
void brv_xhtml_open_as(brv_xhtml *x, const char *element, const brv_node *node, const char *role,
                       bool text, bool box);
void brv_xhtml_close(brv_xhtml *x, const brv_node *node);

/* Writes the marks of pages that begin here, where inlines may stand. */
void brv_xhtml_page_breaks(brv_xhtml *x);

/* Writes the number that waits: a note's, leading back to its call, or an item's label. */
void brv_xhtml_lead(brv_xhtml *x);

/* Writes a leaf's text, with the marks of pages that begin in it. */
void brv_xhtml_text(brv_xhtml *x, const brv_node *leaf);

/* Writes what a picture says to who cannot see it; one that only adorns is told as such. */
void brv_xhtml_alternative(brv_xhtml *x, const brv_node *picture);

/* What the target of a node is from this file, in the book's arena; NULL where there is none, or
 * where the id is nowhere, which is reported. */
char *brv_xhtml_href(brv_xhtml *x, const brv_node *node);

/* The role whose style a block of text has: its own, or that of the list, table or group around
 * it; NULL: that of plain paragraphs. */
const char *brv_xhtml_style_role(const brv_book *book, const brv_node *block);

/* The style of the block of text that an inline stands in. */
const brv_style *brv_xhtml_style_around(const brv_book *book, const brv_node *inline_node);

/* A PARA that needs no element: the only text of a cell. */
bool brv_xhtml_is_bare(const brv_node *node);

#endif
