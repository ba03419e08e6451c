/* A PDF file as it is written: numbered objects, packed into object streams, and their index (ISO
 * 32000-1, 7.5.7 and 7.5.8). Private to core/pdf.
 *
 * Objects may name others that are written later. What is written depends on the calls alone, so
 * that the same calls give the same bytes. */
#ifndef BRV_PDF_FILE_H
#define BRV_PDF_FILE_H

#include "base/cache.h"

/* How streams are packed: as small as zlib's own wish makes them, in half the time. */
enum { BRV_PDF_PACKING = 6 };

typedef struct brv_pdf_file brv_pdf_file;

/* What `memo` (or NULL) knows packed is not packed again; it outlives the file. */
brv_pdf_file *brv_pdf_file_new(const brv_memo *memo);
void brv_pdf_file_free(brv_pdf_file *file);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(brv_pdf_file, brv_pdf_file_free)

/* The number of an object that is to be written once. */
guint brv_pdf_reserve(brv_pdf_file *file);

/* Writes an object: its text, `<< ... >>` or another value. */
void brv_pdf_put(brv_pdf_file *file, guint id, const char *text);
guint brv_pdf_add(brv_pdf_file *file, const char *text);

/* What is written from here on may stay as it is where that before it changes: the two are packed
 * apart, unless that makes streams of too few objects, so that less is packed anew. */
void brv_pdf_part(brv_pdf_file *file);

typedef enum {
  BRV_PDF_DEFLATE, /* the bytes are compressed here */
  BRV_PDF_AS_IS    /* they are what the dictionary says, or plain */
} brv_pdf_packing;

/* Writes a stream. `entries`: those of its dictionary, without brackets, length and, where it is
 * compressed here, filter. */
void brv_pdf_put_stream(brv_pdf_file *file, guint id, const char *entries, const void *bytes,
                        gsize length, brv_pdf_packing packing);
guint brv_pdf_add_stream(brv_pdf_file *file, const char *entries, const void *bytes, gsize length,
                         brv_pdf_packing packing);

/* Bytes as they are compressed here, the caller's. */
GBytes *brv_pdf_pack(brv_pdf_file *file, const void *bytes, gsize length);

const brv_memo *brv_pdf_memo(const brv_pdf_file *file);

/* Ends the file with its index. `identity`: the first half of its identifier, 16 bytes; the second
 * is made from the content. */
GBytes *brv_pdf_file_finish(brv_pdf_file *file, guint root, guint info, const guint8 identity[16]);

/* A number with at most so many decimals, without needless ones. */
void brv_pdf_number(GString *out, double number, int decimals);

/* A whole number; and "12 0 R", which names the object of that number. */
void brv_pdf_count(GString *out, guint number);
void brv_pdf_reference(GString *out, guint id);

/* A space and a number, for each. */
void brv_pdf_numbers(GString *out, const double *numbers, gsize count, int decimals);

/* A text string: in ASCII where it can be, else UTF-16 (7.9.2.2). */
void brv_pdf_text(GString *out, const char *text);

/* Bytes as a string in brackets. */
void brv_pdf_bytes(GString *out, const void *bytes, gsize length);

/* A name, with its slash. */
void brv_pdf_name(GString *out, const char *name);

#endif
