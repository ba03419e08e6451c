#include <libdeflate.h>
#include <string.h>
#include <zip.h>

#include "epub/book.h"

/* A regular file that its owner may write: what unpacking on any system yields. */
static const zip_uint32_t FILE_MODE = 0100644u << 16;

/* Of libdeflate's 12: half the time of the next, for a fortieth more room. */
enum { PACKING_LEVEL = 1 };

static const char container_xml[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<container version=\"1.0\" xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\">\n"
    "  <rootfiles>\n"
    "    <rootfile full-path=\"EPUB/package.opf\" "
    "media-type=\"application/oebps-package+xml\"/>\n"
    "  </rootfiles>\n"
    "</container>\n";

/* The pack's date in the archive's form: years from 1980 in 7 bits, month, day (APPNOTE 4.4.6). */
static zip_uint16_t dos_date(const char *iso)
{
  g_auto(GStrv) parts = g_strsplit(iso, "-", 3);
  guint64 numbers[3] = {1980, 1, 1};
  for (guint i = 0; i < 3 && parts[i]; i++)
    numbers[i] = g_ascii_strtoull(parts[i], NULL, 10);
  guint64 year = CLAMP(numbers[0], 1980, 2107) - 1980;
  return (zip_uint16_t)(year << 9 | (numbers[1] & 15) << 5 | (numbers[2] & 31));
}

static bool is_packed_already(const char *media_type)
{
  return g_str_equal(media_type, "image/png") || g_str_equal(media_type, "image/jpeg");
}

/* --- packing --- */

/* By libdeflate: zlib, which libzip would use, takes twice as long for larger files. */

typedef struct brv_packed {
  guint8 *bytes;
  gsize length, at;
  zip_stat_t stat;
} packed;

static void free_packed(void *data)
{
  packed *p = data;
  g_free(p->bytes);
  g_free(p);
}

static packed *pack_bytes(brv_arena *arena, struct libdeflate_compressor *packer, const void *bytes,
                          gsize length)
{
  packed *p = brv_arena_own(arena, g_new0(packed, 1), free_packed);
  gsize room = libdeflate_deflate_compress_bound(packer, length);
  p->bytes = g_malloc(room);
  p->length = libdeflate_deflate_compress(packer, bytes, length, p->bytes, room);
  zip_stat_init(&p->stat);
  p->stat.valid = ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_COMP_METHOD | ZIP_STAT_CRC |
                  ZIP_STAT_ENCRYPTION_METHOD;
  p->stat.size = length;
  p->stat.comp_size = p->length;
  p->stat.comp_method = ZIP_CM_DEFLATE;
  p->stat.crc = libdeflate_crc32(0, bytes, length);
  p->stat.encryption_method = ZIP_EM_NONE;
  return p;
}

void brv_book_pack_files(brv_book *book)
{
  struct libdeflate_compressor *packer = libdeflate_alloc_compressor(PACKING_LEVEL);
  book->container = pack_bytes(book->arena, packer, container_xml, strlen(container_xml));
  for (guint i = 0; i < book->files->len; i++) {
    brv_book_file *file = book->files->pdata[i];
    gsize length = 0;
    const void *bytes = file->bytes ? g_bytes_get_data(file->bytes, &length) : NULL;
    if (bytes && !is_packed_already(file->media_type))
      file->packed = pack_bytes(book->arena, packer, bytes, length);
  }
  libdeflate_free_compressor(packer);
}

static zip_int64_t read_packed(packed *p, void *to, zip_uint64_t room)
{
  gsize length = MIN(p->length - p->at, room);
  memcpy(to, p->bytes + p->at, length);
  p->at += length;
  return (zip_int64_t)length;
}

/* What libzip asks of a source: one that is packed as it wants it, it takes as it is. */
static zip_int64_t serve_packed(void *data, void *to, zip_uint64_t room, zip_source_cmd_t command)
{
  packed *p = data;
  switch (command) {
  case ZIP_SOURCE_SUPPORTS:
    return zip_source_make_command_bitmap(ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE,
                                          ZIP_SOURCE_STAT, ZIP_SOURCE_ERROR, ZIP_SOURCE_FREE, -1);
  case ZIP_SOURCE_OPEN:
    p->at = 0;
    return 0;
  case ZIP_SOURCE_READ:
    return read_packed(p, to, room);
  case ZIP_SOURCE_STAT:
    *(zip_stat_t *)to = p->stat;
    return sizeof p->stat;
  default: /* to close or free it there is nothing to do, and nothing goes wrong */
    return 0;
  }
}

/* --- the archive --- */

static bool add_source(zip_t *zip, zip_source_t *source, const char *name, bool is_packed,
                       zip_uint16_t date)
{
  zip_int64_t index = source ? zip_file_add(zip, name, source, ZIP_FL_ENC_UTF_8) : -1;
  if (index < 0) {
    zip_source_free(source);
    return false;
  }
  zip_uint64_t at = (zip_uint64_t)index;
  return zip_set_file_compression(zip, at, is_packed ? ZIP_CM_DEFLATE : ZIP_CM_STORE, 0) == 0 &&
         zip_file_set_dostime(zip, at, 0, date, 0) == 0 &&
         zip_file_set_external_attributes(zip, at, 0, ZIP_OPSYS_UNIX, FILE_MODE) == 0;
}

static bool add_packed(zip_t *zip, packed *p, const char *name, zip_uint16_t date)
{
  return add_source(zip, zip_source_function(zip, serve_packed, p), name, true, date);
}

static bool add_plain(zip_t *zip, const void *bytes, gsize length, const char *name,
                      zip_uint16_t date)
{
  return add_source(zip, zip_source_buffer(zip, bytes, length, 0), name, false, date);
}

static bool add_file(zip_t *zip, const brv_book_file *file, zip_uint16_t date)
{
  g_autofree char *name = g_strconcat("EPUB/", file->name, NULL);
  gsize length = 0;
  const void *bytes = g_bytes_get_data(file->bytes, &length);
  return file->packed ? add_packed(zip, file->packed, name, date)
                      : add_plain(zip, bytes, length, name, date);
}

static bool add_files(const brv_book *book, zip_t *zip)
{
  static const char mimetype[] = "application/epub+zip";
  zip_uint16_t date = dos_date(book->document->date);
  bool good = add_plain(zip, mimetype, strlen(mimetype), "mimetype", date) &&
              add_packed(zip, book->container, "META-INF/container.xml", date);
  for (guint i = 0; good && i < book->files->len; i++)
    good = add_file(zip, book->files->pdata[i], date);
  return good;
}

static GBytes *read_back(zip_source_t *archive)
{
  zip_stat_t stat;
  if (zip_source_stat(archive, &stat) != 0 || zip_source_open(archive) != 0)
    return NULL;
  guint8 *bytes = g_malloc(stat.size);
  zip_int64_t read = zip_source_read(archive, bytes, stat.size);
  zip_source_close(archive);
  GBytes *whole = g_bytes_new_take(bytes, stat.size);
  if (read == (zip_int64_t)stat.size)
    return whole;
  g_bytes_unref(whole);
  return NULL;
}

/* libzip frees a source with its archive unless one more hold is kept on it. */
static GBytes *pack(brv_book *book, zip_source_t *archive, zip_error_t *error)
{
  zip_t *zip = zip_open_from_source(archive, ZIP_CREATE | ZIP_TRUNCATE, error);
  if (!zip)
    return NULL;
  zip_source_keep(archive);
  if (!add_files(book, zip) || zip_close(zip) != 0) {
    zip_error_set(error, zip_error_code_zip(zip_get_error(zip)),
                  zip_error_code_system(zip_get_error(zip)));
    zip_discard(zip);
    return NULL;
  }
  return read_back(archive);
}

GBytes *brv_book_pack(brv_book *book)
{
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t *archive = zip_source_buffer_create(NULL, 0, 0, &error);
  GBytes *bytes = archive ? pack(book, archive, &error) : NULL;
  if (!bytes)
    brv_report(book->diags, BRV_PAGE_UNDRAWABLE, BRV_NO_PLACE, NULL,
               "the e-book cannot be packed: %s", zip_error_strerror(&error));
  if (archive)
    zip_source_free(archive);
  zip_error_fini(&error);
  return bytes;
}
