#include "pdf/file.h"

#include <math.h>
#include <string.h>

#include "base/packer.h"

/* Objects of one stream: more pack better, fewer are found faster. */
enum { PACKED_MOST = 1000, PACKED_ENOUGH = 200 };

enum { INDEX_WIDTH = 7, IDENTITY = 16 };

/* Where an object is: at a byte of the file, or as which of an object stream. */
typedef struct {
  guint8 kind; /* as the index has it: 1 and 2; 0: not written */
  guint32 at;
  guint16 index;
} place;

struct brv_pdf_file {
  GByteArray *out;
  GArray *places;          /* of place; [0] is none */
  GString *heads, *bodies; /* of the object stream that is being filled */
  guint packed, pack;      /* how many objects it has, and its number */
  brv_packer *packer;
  const brv_memo *memo;
  GChecksum *sum; /* of the prints of all streams, and what stands before them */
};

static void append(brv_pdf_file *file, const char *text)
{
  g_byte_array_append(file->out, (const guint8 *)text, (guint)strlen(text));
}

brv_pdf_file *brv_pdf_file_new(const brv_memo *memo)
{
  brv_pdf_file *file = g_new0(brv_pdf_file, 1);
  file->out = g_byte_array_new();
  file->places = g_array_new(FALSE, TRUE, sizeof(place));
  file->heads = g_string_new(NULL);
  file->bodies = g_string_new(NULL);
  file->packer = brv_packer_new(BRV_PDF_PACKING);
  file->memo = memo;
  file->sum = g_checksum_new(G_CHECKSUM_MD5);
  g_array_set_size(file->places, 1);
  append(file, "%PDF-1.7\n%\342\343\317\323\n");
  return file;
}

void brv_pdf_file_free(brv_pdf_file *file)
{
  if (!file)
    return;
  g_byte_array_unref(file->out);
  g_array_unref(file->places);
  g_string_free(file->heads, TRUE);
  g_string_free(file->bodies, TRUE);
  brv_packer_free(file->packer);
  g_checksum_free(file->sum);
  g_free(file);
}

guint brv_pdf_reserve(brv_pdf_file *file)
{
  g_array_set_size(file->places, file->places->len + 1);
  return file->places->len - 1;
}

static place *place_of(brv_pdf_file *file, guint id)
{
  return &g_array_index(file->places, place, id);
}

const brv_memo *brv_pdf_memo(const brv_pdf_file *file)
{
  return file->memo;
}

GBytes *brv_pdf_pack(brv_pdf_file *file, const void *bytes, gsize length)
{
  guint8 *packed = brv_pack_bytes(file->packer, bytes, &length);
  return g_bytes_new_take(packed, length);
}

/* Bytes that were packed before are found by their print, and unpacked to see whether they are
 * these: both together take less than to hash them well. */
static GBytes *pack_once(brv_pdf_file *file, const void *bytes, gsize length)
{
  guint8 key[BRV_CACHE_KEY];
  const brv_print print = brv_print_of(bytes, length);
  brv_memo_key(file->memo, "packed", &print, sizeof print, key);
  GBytes *packed = brv_memo_find(file->memo, key);
  if (packed && brv_unpacks_to(packed, bytes, length))
    return packed;
  g_clear_pointer(&packed, g_bytes_unref);
  packed = brv_pdf_pack(file, bytes, length);
  brv_memo_keep(file->memo, key, packed);
  return packed;
}

void brv_pdf_put_stream(brv_pdf_file *file, guint id, const char *entries, const void *bytes,
                        gsize length, brv_pdf_packing packing)
{
  g_autoptr(GBytes) packed =
      packing == BRV_PDF_DEFLATE ? pack_once(file, bytes, length) : NULL;
  if (packed)
    bytes = g_bytes_get_data(packed, &length);
  *place_of(file, id) = (place){1, file->out->len, 0};
  g_autofree char *head = g_strdup_printf("%u 0 obj\n<<%s%s/Length %" G_GSIZE_FORMAT ">>stream\n",
                                          id, entries, packed ? "/Filter/FlateDecode" : "", length);
  const brv_print print = brv_print_of(bytes, length);
  g_checksum_update(file->sum, (const guint8 *)head, (gssize)strlen(head));
  g_checksum_update(file->sum, (const guint8 *)&print, sizeof print);
  append(file, head);
  g_byte_array_append(file->out, bytes, (guint)length);
  append(file, "\nendstream\nendobj\n");
}

guint brv_pdf_add_stream(brv_pdf_file *file, const char *entries, const void *bytes, gsize length,
                         brv_pdf_packing packing)
{
  guint id = brv_pdf_reserve(file);
  brv_pdf_put_stream(file, id, entries, bytes, length, packing);
  return id;
}

static void flush_pack(brv_pdf_file *file)
{
  if (file->packed == 0)
    return;
  g_autofree char *entries =
      g_strdup_printf("/Type/ObjStm/N %u/First %" G_GSIZE_FORMAT, file->packed, file->heads->len);
  g_string_append_len(file->heads, file->bodies->str, (gssize)file->bodies->len);
  brv_pdf_put_stream(file, file->pack, entries, file->heads->str, file->heads->len,
                     BRV_PDF_DEFLATE);
  g_string_truncate(file->heads, 0);
  g_string_truncate(file->bodies, 0);
  file->packed = 0;
}

void brv_pdf_put(brv_pdf_file *file, guint id, const char *text)
{
  if (file->packed == 0)
    file->pack = brv_pdf_reserve(file);
  brv_pdf_count(file->heads, id);
  g_string_append_c(file->heads, ' ');
  brv_pdf_count(file->heads, (guint)file->bodies->len);
  g_string_append_c(file->heads, ' ');
  g_string_append(file->bodies, text);
  g_string_append_c(file->bodies, '\n');
  *place_of(file, id) = (place){2, file->pack, (guint16)file->packed++};
  if (file->packed == PACKED_MOST)
    flush_pack(file);
}

void brv_pdf_part(brv_pdf_file *file)
{
  if (file->packed >= PACKED_ENOUGH)
    flush_pack(file);
}

guint brv_pdf_add(brv_pdf_file *file, const char *text)
{
  guint id = brv_pdf_reserve(file);
  brv_pdf_put(file, id, text);
  return id;
}

/* The index's rows, each as the difference to the one above it (PNG's filter 2), which packs. */
static GByteArray *index_rows(brv_pdf_file *file)
{
  GByteArray *rows = g_byte_array_new();
  guint8 above[INDEX_WIDTH] = {0};
  for (guint i = 0; i < file->places->len; i++) {
    const place *p = place_of(file, i);
    guint index = i == 0 ? 0xffff : p->index;
    const guint8 row[INDEX_WIDTH] = {
        p->kind,       (guint8)(p->at >> 24), (guint8)(p->at >> 16), (guint8)(p->at >> 8),
        (guint8)p->at, (guint8)(index >> 8),  (guint8)index};
    guint8 filtered[INDEX_WIDTH + 1] = {2};
    for (guint k = 0; k < INDEX_WIDTH; k++)
      filtered[k + 1] = (guint8)(row[k] - above[k]);
    memcpy(above, row, sizeof row);
    g_byte_array_append(rows, filtered, sizeof filtered);
  }
  return rows;
}

/* Both halves of the file's identifier; the second says what it holds. */
static void add_identity(const brv_pdf_file *file, const guint8 *identity, GString *out)
{
  g_autoptr(GChecksum) sum = g_checksum_copy(file->sum);
  guint8 digest[IDENTITY];
  gsize length = sizeof digest;
  g_checksum_get_digest(sum, digest, &length);
  const guint8 *const halves[] = {identity, digest};
  g_string_append(out, "/ID[");
  for (guint i = 0; i < G_N_ELEMENTS(halves); i++) {
    g_string_append_c(out, '<');
    for (guint k = 0; k < IDENTITY; k++)
      g_string_append_printf(out, "%02x", halves[i][k]);
    g_string_append_c(out, '>');
  }
  g_string_append_c(out, ']');
}

GBytes *brv_pdf_file_finish(brv_pdf_file *file, guint root, guint info, const guint8 identity[16])
{
  flush_pack(file);
  guint id = brv_pdf_reserve(file), start = file->out->len;
  *place_of(file, id) = (place){1, start, 0};
  g_autoptr(GString) entries = g_string_new(NULL);
  g_string_append_printf(entries, "/Type/XRef/W[1 4 2]/Size %u/Root %u 0 R/Info %u 0 R", id + 1,
                         root, info);
  g_string_append_printf(entries, "/DecodeParms<</Predictor 12/Columns %d>>", INDEX_WIDTH);
  add_identity(file, identity, entries);
  g_autoptr(GByteArray) rows = index_rows(file);
  brv_pdf_put_stream(file, id, entries->str, rows->data, rows->len, BRV_PDF_DEFLATE);
  g_autofree char *end = g_strdup_printf("startxref\n%u\n%%%%EOF\n", start);
  append(file, end);
  GBytes *bytes = g_byte_array_free_to_bytes(file->out);
  file->out = g_byte_array_new();
  return bytes;
}

void brv_pdf_number(GString *out, double number, int decimals)
{
  static const double POWERS[] = {1, 10, 100, 1000, 10000, 100000, 1000000};
  decimals = CLAMP(decimals, 0, (int)G_N_ELEMENTS(POWERS) - 1);
  double shifted = round(number * POWERS[decimals]);
  gint64 whole = fabs(shifted) < 9e15 ? (gint64)shifted : 0;
  char digits[32], *at = digits + sizeof digits;
  guint64 left = (guint64)(whole < 0 ? -whole : whole);
  *--at = '\0';
  bool some = false;
  for (int i = 0; i < decimals; i++, left /= 10) {
    some |= left % 10 != 0;
    if (some)
      *--at = (char)('0' + left % 10);
  }
  if (some)
    *--at = '.';
  for (bool first = true; left > 0 || (first && !some); left /= 10, first = false)
    *--at = (char)('0' + left % 10);
  if (whole < 0)
    *--at = '-';
  g_string_append(out, at);
}

void brv_pdf_count(GString *out, guint number)
{
  char digits[16], *at = digits + sizeof digits;
  *--at = '\0';
  do
    *--at = (char)('0' + number % 10);
  while ((number /= 10) > 0);
  g_string_append(out, at);
}

void brv_pdf_reference(GString *out, guint id)
{
  brv_pdf_count(out, id);
  g_string_append(out, " 0 R");
}

void brv_pdf_numbers(GString *out, const double *numbers, gsize count, int decimals)
{
  for (gsize i = 0; i < count; i++) {
    if (i > 0)
      g_string_append_c(out, ' ');
    brv_pdf_number(out, numbers[i], decimals);
  }
}

void brv_pdf_bytes(GString *out, const void *data, gsize length)
{
  const char *bytes = data;
  g_string_append_c(out, '(');
  for (gsize i = 0; i < length; i++) {
    if (bytes[i] == '(' || bytes[i] == ')' || bytes[i] == '\\' || bytes[i] == '\r')
      g_string_append_c(out, '\\');
    g_string_append_c(out, bytes[i] == '\r' ? 'r' : bytes[i]);
  }
  g_string_append_c(out, ')');
}

void brv_pdf_text(GString *out, const char *text)
{
  if (g_str_is_ascii(text)) {
    brv_pdf_bytes(out, text, strlen(text));
    return;
  }
  glong count = 0;
  g_autofree gunichar2 *units = g_utf8_to_utf16(text, -1, NULL, &count, NULL);
  g_string_append(out, "<feff");
  gsize start = out->len;
  g_string_set_size(out, start + (gsize)count * 4);
  char *at = out->str + start;
  for (glong i = 0; i < count; i++)
    for (int shift = 12; shift >= 0; shift -= 4)
      *at++ = "0123456789abcdef"[units[i] >> shift & 0xf];
  g_string_append_c(out, '>');
}

void brv_pdf_name(GString *out, const char *name)
{
  g_string_append_c(out, '/');
  for (; *name; name++)
    if (g_ascii_isalnum(*name) || strchr("-_.+", *name))
      g_string_append_c(out, *name);
    else
      g_string_append_printf(out, "#%02x", (guint8)*name);
}
