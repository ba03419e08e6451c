/* What identifies a finished file: the same edition has the same identity in every build. */
#ifndef BRV_DOCUMENT_IDENTITY_H
#define BRV_DOCUMENT_IDENTITY_H

#include "document/document.h"

enum { BRV_UUID_BYTES = 16 };

/* A UUID of version 5 (RFC 4122, 4.3: SHA-1 of a namespace and a name) over slug, number, tier,
 * language and `format` ("pdf", "epub"). */
void brv_document_uuid_bytes(const brv_document *document, const char *format,
                             guint8 bytes[BRV_UUID_BYTES]);

/* The same as "urn:uuid:...". */
char *brv_document_uuid(brv_arena *arena, const brv_document *document, const char *format);

#endif
