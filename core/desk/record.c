#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "desk/desk-private.h"

/* A record is its kind, the number of its fields, then each field's length and bytes with a NUL.
 * Numbers are four bytes, as the machine has them: both ends are the same program. */

enum { RECORD_LIMIT = 64 << 20 };

static void add_number(GByteArray *bytes, gsize number)
{
  guint32 four = (guint32)number;
  g_byte_array_append(bytes, (const guint8 *)&four, sizeof four);
}

static bool write_all(int fd, const guint8 *bytes, gsize length)
{
  while (length) {
    gssize n = write(fd, bytes, length);
    if (n < 0 && errno == EINTR)
      continue;
    if (n <= 0)
      return false;
    bytes += n;
    length -= (gsize)n;
  }
  return true;
}

bool brv_record_write(int fd, brv_record_kind kind, const char *const *fields)
{
  g_autoptr(GByteArray) bytes = g_byte_array_new();
  gsize count = MIN(g_strv_length((char **)fields), (guint)BRV_RECORD_FIELDS);
  add_number(bytes, 0); /* the length of the rest */
  add_number(bytes, kind);
  add_number(bytes, count);
  for (gsize i = 0; i < count; i++) {
    gsize length = strlen(fields[i]) + 1;
    add_number(bytes, length);
    g_byte_array_append(bytes, (const guint8 *)fields[i], (guint)length);
  }
  guint32 rest = bytes->len - 4;
  memcpy(bytes->data, &rest, sizeof rest);
  return write_all(fd, bytes->data, bytes->len);
}

static guint32 number_at(const guint8 *bytes)
{
  guint32 four;
  memcpy(&four, bytes, sizeof four);
  return four;
}

/* Reads the record of `length` bytes; false when it is none. */
static bool read_fields(guint8 *bytes, gsize length, brv_record *record)
{
  gsize count = length >= 8 ? number_at(bytes + 4) : G_MAXUINT32, at = 8;
  if (count > BRV_RECORD_FIELDS || number_at(bytes) >= BRV_RECORD_COUNT)
    return false;
  record->kind = (brv_record_kind)number_at(bytes);
  for (gsize i = 0; i < count; i++) {
    gsize size = length - at >= 4 ? number_at(bytes + at) : 0;
    at += 4;
    if (!size || at > length || size > length - at || bytes[at + size - 1])
      return false;
    record->fields[i] = (char *)bytes + at;
    at += size;
  }
  record->fields[count] = NULL;
  return at == length;
}

bool brv_record_take(GByteArray *buffer, GByteArray *held, brv_record *record, bool *broken)
{
  if (buffer->len < 4)
    return false;
  guint32 length = number_at(buffer->data);
  *broken = length > RECORD_LIMIT;
  if (*broken || buffer->len - 4 < length)
    return false;
  g_byte_array_set_size(held, 0);
  g_byte_array_append(held, buffer->data + 4, length);
  g_byte_array_remove_range(buffer, 0, length + 4);
  *broken = !read_fields(held->data, held->len, record);
  return !*broken;
}
