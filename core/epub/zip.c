#include <string.h>
#include <zip.h>

#include "epub/archive.h"

/* A regular file that its owner may write: what unpacking on any system yields. */
static const zip_uint32_t FILE_MODE = 0100644u << 16;

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

/* --- what is packed --- */

/* What libzip reads. */
typedef struct {
  const brv_archive_file *file;
  gsize at;
} reading;

static zip_int64_t read_packed(reading *r, void *to, zip_uint64_t room)
{
  gsize length;
  const guint8 *bytes = g_bytes_get_data(r->file->bytes, &length);
  gsize step = MIN(length - r->at, room);
  memcpy(to, bytes + r->at, step);
  r->at += step;
  return (zip_int64_t)step;
}

static zip_stat_t describe(const brv_archive_file *file)
{
  zip_stat_t stat;
  zip_stat_init(&stat);
  stat.valid = ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_COMP_METHOD | ZIP_STAT_CRC |
               ZIP_STAT_ENCRYPTION_METHOD;
  stat.size = file->size;
  stat.comp_size = g_bytes_get_size(file->bytes);
  stat.comp_method = ZIP_CM_DEFLATE;
  stat.crc = file->crc;
  stat.encryption_method = ZIP_EM_NONE;
  return stat;
}

/* What libzip asks of a source: one that is packed as it wants it, it takes as it is. */
static zip_int64_t serve_packed(void *data, void *to, zip_uint64_t room, zip_source_cmd_t command)
{
  reading *r = data;
  switch (command) {
  case ZIP_SOURCE_SUPPORTS:
    return zip_source_make_command_bitmap(ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE,
                                          ZIP_SOURCE_STAT, ZIP_SOURCE_ERROR, ZIP_SOURCE_FREE, -1);
  case ZIP_SOURCE_OPEN:
    r->at = 0;
    return 0;
  case ZIP_SOURCE_READ:
    return read_packed(r, to, room);
  case ZIP_SOURCE_STAT:
    *(zip_stat_t *)to = describe(r->file);
    return sizeof(zip_stat_t);
  case ZIP_SOURCE_FREE:
    g_free(r);
    return 0;
  default: /* to close it there is nothing to do, and nothing goes wrong */
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

/* A source frees its reading. */
static zip_source_t *source_of(zip_t *zip, const brv_archive_file *file, GBytes *rest)
{
  gsize length;
  const void *bytes = g_bytes_get_data(file->bytes ? file->bytes : rest, &length);
  if (!file->size)
    return zip_source_buffer(zip, bytes, length, 0);
  reading *r = g_new(reading, 1);
  *r = (reading){file, 0};
  zip_source_t *source = zip_source_function(zip, serve_packed, r);
  if (!source)
    g_free(r);
  return source;
}

static bool add_files(const brv_archive *archive, GBytes *rest, zip_t *zip)
{
  zip_uint16_t date = dos_date(archive->date);
  bool good = true;
  for (guint i = 0; good && i < archive->files->len; i++) {
    const brv_archive_file *file = archive->files->pdata[i];
    good = add_source(zip, source_of(zip, file, rest), file->name, file->size > 0, date);
  }
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
static GBytes *pack(const brv_archive *archive, GBytes *rest, zip_source_t *whole,
                    zip_error_t *error)
{
  zip_t *zip = zip_open_from_source(whole, ZIP_CREATE | ZIP_TRUNCATE, error);
  if (!zip)
    return NULL;
  zip_source_keep(whole);
  if (!add_files(archive, rest, zip) || zip_close(zip) != 0) {
    zip_error_set(error, zip_error_code_zip(zip_get_error(zip)),
                  zip_error_code_system(zip_get_error(zip)));
    zip_discard(zip);
    return NULL;
  }
  return read_back(whole);
}

GBytes *brv_archive_pack(const brv_archive *archive, GBytes *rest, brv_diags *diags)
{
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t *whole = zip_source_buffer_create(NULL, 0, 0, &error);
  GBytes *bytes = whole ? pack(archive, rest, whole, &error) : NULL;
  if (!bytes)
    brv_report(diags, BRV_PAGE_UNDRAWABLE, BRV_NO_PLACE, NULL, "the e-book cannot be packed: %s",
               zip_error_strerror(&error));
  if (whole)
    zip_source_free(whole);
  zip_error_fini(&error);
  return bytes;
}
