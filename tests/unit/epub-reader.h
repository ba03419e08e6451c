/* Reading a finished EPUB back, with libzip and libxml2's XPath. */
#ifndef BRV_TESTS_EPUB_READER_H
#define BRV_TESTS_EPUB_READER_H

#include <glib.h>
#include <libxml/tree.h>
#include <stdbool.h>

typedef struct {
  GPtrArray *names;  /* of char *, in the order of the archive */
  GHashTable *files; /* name -> GBytes * */
  GHashTable *docs;  /* name -> xmlDocPtr, parsed at first use */
} book;

/* Asserts that the bytes are an archive. */
book *book_open(GBytes *bytes);
void book_free(book *b);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(book, book_free)

/* A file's text, NUL-terminated; owned by the caller. Asserts that it is there. */
char *book_text(book *b, const char *name);

/* A file as XML; asserts that it is well-formed. Owned by the book. */
xmlDocPtr book_doc(book *b, const char *name);

/* XPath over a file, with the prefixes h, epub, opf, dc, ncx, svg, xlink. */
guint book_count(book *b, const char *name, const char *xpath);
/* The string value of the expression; owned by the caller. */
char *book_string(book *b, const char *name, const char *xpath);
/* The string values of the nodes found; of char *. */
GPtrArray *book_strings(book *b, const char *name, const char *xpath);

#endif
