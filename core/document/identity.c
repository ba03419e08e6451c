#include "document/identity.h"

#include <string.h>

/* The namespace of Brevier's editions, drawn once. */
static const guint8 namespace_uuid[BRV_UUID_BYTES] = {
    0x6c, 0x1f, 0x0e, 0x52, 0x93, 0xd7, 0x4b, 0x3a, 0xa4, 0x08, 0x5d, 0x2e, 0xf1, 0x97, 0x60, 0xb4};

/* Fields are parted by a NUL, which none can hold, so that no two editions make one name. */
static void hash_field(GChecksum *sum, const char *field)
{
  const char *text = field ? field : "";
  g_checksum_update(sum, (const guchar *)text, (gssize)strlen(text) + 1);
}

void brv_document_uuid_bytes(const brv_document *document, const char *format,
                             guint8 bytes[BRV_UUID_BYTES])
{
  g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA1);
  g_checksum_update(sum, namespace_uuid, BRV_UUID_BYTES);
  hash_field(sum, document->slug);
  hash_field(sum, document->number);
  hash_field(sum, document->tier);
  hash_field(sum, document->language);
  hash_field(sum, format);
  guint8 digest[20];
  gsize length = sizeof digest;
  g_checksum_get_digest(sum, digest, &length);
  memcpy(bytes, digest, BRV_UUID_BYTES);
  bytes[6] = (bytes[6] & 0x0f) | 0x50;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
}

char *brv_document_uuid(brv_arena *arena, const brv_document *document, const char *format)
{
  guint8 bytes[BRV_UUID_BYTES];
  brv_document_uuid_bytes(document, format, bytes);
  g_autoptr(GString) text = g_string_new("urn:uuid:");
  for (guint i = 0; i < BRV_UUID_BYTES; i++) {
    if (i == 4 || i == 6 || i == 8 || i == 10)
      g_string_append_c(text, '-');
    g_string_append_printf(text, "%02x", bytes[i]);
  }
  return brv_arena_strdup(arena, text->str);
}
