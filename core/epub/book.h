/* The e-book while it is made. Private to core/epub. */
#ifndef BRV_EPUB_BOOK_H
#define BRV_EPUB_BOOK_H

#include "typeset/fonts.h"
#include "typeset/pages.h"

/* A file of the book, below its folder. */
typedef struct {
  const char *name, *id, *media_type;
  const char *properties; /* of the manifest, or NULL */
  const brv_node *root;   /* what an XHTML file is written from; NULL: not in the spine */
  const char *root_id;    /* its XML id */
  const char *rights;     /* of a font: what its makers say; or NULL */
  bool continues;         /* it goes on with the root of the file before */
  GBytes *bytes;          /* owned by the book's arena */
} brv_book_file;

/* Where something can be linked to: a file, and in it an XML id or NULL for all of it. */
typedef struct {
  const brv_book_file *file;
  const char *id;
} brv_book_target;

typedef struct brv_book_faces brv_book_faces;

typedef struct {
  brv_arena *arena; /* of all this */
  const brv_pages *pages;
  const brv_document *document;
  const brv_layout *layout;
  brv_fonts *fonts;
  brv_diags *diags;
  bool shows;                       /* a picture that says something */
  bool failed;                      /* something was reported that makes the book worthless */
  GPtrArray *files;                 /* of brv_book_file *, in the order of the manifest */
  brv_book_file *cover;             /* the picture, whose bytes come last; or NULL */
  GHashTable *file_names, *xml_ids; /* taken, in lower case; taken */
  GHashTable *ids;                  /* brv_node * -> its XML id */
  GHashTable *targets;              /* a node's id (also "orders.note-5") -> brv_book_target * */
  GHashTable *breaks;               /* brv_node * -> GArray of page indices that begin in it */
  brv_book_target *page_targets;    /* of each page; file NULL until it is written */
  GHashTable *pieces;            /* brv_node * of a cut briefing -> the brv_book_file * it is in */
  GHashTable *frames;            /* what was cut itself -> that of its first piece */
  GHashTable *pictures;          /* brv_asset *, DRAWING brv_node * -> brv_book_file * */
  struct brv_outlines *outlines; /* of letters in drawings */
  GHashTable *drawn;             /* GBytes * of a drawing -> brv_book_file *: equal ones share it */
  GHashTable *uses;              /* brv_use *: what the style sheet must style */
  brv_book_faces *faces;         /* NULL: it carries none */
  GString *said; /* where it carries some: all text of the briefings and the front */
} brv_book;

/* How an element with a class is used: told by the writer of XHTML to that of the sheet. */
typedef struct {
  const char *element, *role;
  const brv_style *style;  /* the role's, or NULL */
  bool text;               /* holds text itself: font, size and colour apply */
  bool box;                /* space and rules apply */
  const brv_style *within; /* inlines: the style of the block around */
  const brv_style *table;  /* blocks in a cell: the style of their table */
} brv_use;

/* By element and role. (mark.c) */
guint brv_use_hash(gconstpointer use);
gboolean brv_use_equal(gconstpointer one, gconstpointer other);

/* Appends a file with a name near `wish` that no other has; `bytes` (taken) may come later. */
brv_book_file *brv_book_add(brv_book *book, const char *wish, const char *media_type,
                            GBytes *bytes);

/* Gives a file its bytes (taken). */
void brv_book_fill(brv_book *book, brv_book_file *file, GBytes *bytes);

/* An XML id near `wish` that no other element of the book has. */
const char *brv_book_new_id(brv_book *book, const char *wish);

/* A table of what a drawing beside it shows, for those who cannot see it. (names.c) */
bool brv_book_is_data(const brv_node *node);

/* Gives every file of text and every target its name, and finds where pages begin. (names.c) */
void brv_book_name_all(brv_book *book);

/* Cuts a briefing that is too large for one file into pieces: `next` makes a file that goes on with
 * another. Where a node of it is then, `before` being where the node before it in reading order is
 * (at first: the first file); whether a file has a piece of what was cut; and, of a written file, a
 * warning where it is too large all the same. (cut.c) */
void brv_book_cut(brv_book *book, brv_book_file *file,
                  brv_book_file *(*next)(brv_book *book, const brv_book_file *file));
const brv_book_file *brv_book_piece(const brv_book *book, const brv_book_file *before,
                                    const brv_node *node);
bool brv_book_has_piece(const brv_book *book, const brv_book_file *file, const brv_node *frame);
void brv_book_check_size(brv_book *book, const brv_book_file *file);

/* The briefings and the front, in reading order: XHTML. (xhtml.c) */
void brv_book_write_xhtml(brv_book *book, brv_book_file *file);

/* The file of an image or drawing, made at its first use. NULL after a report. (picture.c) */
const brv_book_file *brv_book_asset(brv_book *book, const brv_asset *asset, brv_place place);
const brv_book_file *brv_book_drawing(brv_book *book, const brv_node *node);
/* The white around a drawing in its file, in points on each side. */
double brv_book_drawing_margin(const brv_node *node);

/* The style sheet, and that for night; of what the XHTML used. (css.c) */
GBytes *brv_book_css(brv_book *book);
GBytes *brv_book_night_css(brv_book *book);

/* Navigation and package. (nav.c, ncx.c, package.c) */
GBytes *brv_book_nav(brv_book *book);
GBytes *brv_book_ncx(brv_book *book);
GBytes *brv_book_package(brv_book *book);

/* What navigation lists: GPtrArray of brv_entry *, in reading order. (outline.c) */
typedef struct {
  const char *title;
  const char *language;   /* where it is not the book's, or NULL */
  brv_book_target target; /* file NULL: a part, which has no place of its own */
  GPtrArray *children;    /* of brv_entry * */
} brv_entry;

GPtrArray *brv_book_outline(brv_book *book);

/* "Signal Weekly 17". */
const char *brv_book_title(const brv_book *book);

/* "orders.xhtml#watch". */
char *brv_book_href(const brv_book *book, const brv_book_target *target);

/* The folio of a page. */
const char *brv_book_page_label(const brv_book *book, guint page);

#endif
