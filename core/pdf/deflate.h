/* Writing blocks of deflate (RFC 1951): the codes, for whoever finds the matches. Private to
 * core/pdf. */
#ifndef BRV_PDF_DEFLATE_H
#define BRV_PDF_DEFLATE_H

#include <glib.h>
#include <stdbool.h>

enum { BRV_DEFLATE_WINDOW = 32768, BRV_DEFLATE_LEAST = 3, BRV_DEFLATE_MOST = 258 };

/* A byte as it is (`length` 0), or so many bytes as stand `distance` before. */
typedef struct {
  guint16 length; /* BRV_DEFLATE_LEAST to BRV_DEFLATE_MOST */
  guint16 value;  /* the byte, or the distance, at most BRV_DEFLATE_WINDOW */
} brv_deflate_token;

/* Bits that do not make a byte yet. */
typedef struct {
  GByteArray *out;
  guint64 bits;
  guint count;
} brv_deflate;

/* Appends a block with codes of its own (3.2.7); the last one is filled up to a byte. */
void brv_deflate_block(brv_deflate *to, const brv_deflate_token *tokens, gsize count, bool last);

#endif
