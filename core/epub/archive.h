/* The files of an e-book as its archive has them: who writes the book packs each, and who has them
 * all puts them into one archive.
 */
#ifndef BRV_EPUB_ARCHIVE_H
#define BRV_EPUB_ARCHIVE_H

#include "document/wire.h"

typedef struct {
  const char *name; /* in the archive */
  GBytes *bytes;    /* as they stand there; owned by the arena; NULL: they are still to come */
  guint32 size; /* of what they were packed from, by deflate (RFC 1951); 0: they are not packed */
  guint32 crc;  /* of that: CRC-32 */
} brv_archive_file;

typedef struct {
  brv_arena *arena;                     /* of all this; NULL: of whoever took it off the wire */
  const char *date;                     /* ISO: all files have it */
  GPtrArray *files;                     /* of brv_archive_file *, in their order */
  struct libdeflate_compressor *packer; /* while it is made */
} brv_archive;

brv_archive *brv_archive_new(const char *date);
void brv_archive_free(brv_archive *archive);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(brv_archive, brv_archive_free)

/* Appends a file: packed, as it is, or one whose bytes are still to come. The bytes are taken. */
void brv_archive_add(brv_archive *archive, const char *name, GBytes *bytes);
void brv_archive_add_plain(brv_archive *archive, const char *name, GBytes *bytes);

/* NULL is fine. What is taken lives in the reader's arena; NULL also where the reader is bad. */
void brv_archive_put(brv_wire_writer *w, const brv_archive *archive);
brv_archive *brv_archive_take(brv_wire_reader *r);

/* Of the part "zip" (zip.c): all in one archive (PKWARE's APPNOTE 6.3.9), which is the caller's;
 * `rest` are the bytes that were still to come. NULL after a report. */
GBytes *brv_archive_pack(const brv_archive *archive, GBytes *rest, brv_diags *diags);

#endif
