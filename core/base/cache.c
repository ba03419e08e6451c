#include "base/cache.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <libdeflate.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/part.h"

/* The first line of the file. */
static const char HEAD[] = "brevier: what was made before, 3\n";

/* A cache of more is not read: a volume of 400 briefings in three tiers takes a tenth. */
enum { LARGEST = 1 << 30 };

/* So much may be appended to a file of what a run used and as much again. */
enum { SPARE = 1 << 20 };

/* Before the bytes of each thing, in the file and in news. */
typedef struct {
  guint8 key[BRV_CACHE_KEY];
  guint32 length, sum; /* CRC-32 of the bytes */
} heading;

typedef struct {
  heading head;
  GBytes *bytes;
  bool used, is_new; /* in this run; is_new: it was made in it */
} entry;

struct brv_cache {
  char *path;
  GPtrArray *entries; /* of entry *, in the file's order, then what was kept */
  GHashTable *by_key; /* of entry *, by its key */
  GPtrArray *news;    /* of entry *: those that were used since it was forked; or NULL */
  bool is_new;        /* something was kept */
  gsize length;       /* of the file, all of which could be read; 0: it is to be written anew */
};

void brv_cache_name(const char *kind, GChecksum *sum, guint8 key[BRV_CACHE_KEY])
{
  gsize length = BRV_CACHE_SUM;
  memset(key, 0, BRV_CACHE_KIND);
  memcpy(key, kind, MIN(strlen(kind), BRV_CACHE_KIND));
  g_checksum_get_digest(sum, key + BRV_CACHE_KIND, &length);
}

static guint hash_key(const void *key)
{
  guint hash;
  memcpy(&hash, (const guint8 *)key + BRV_CACHE_KIND, sizeof hash);
  return hash;
}

static gboolean same_key(const void *one, const void *other)
{
  return memcmp(one, other, BRV_CACHE_KEY) == 0;
}

static void free_entry(void *data)
{
  entry *e = data;
  g_bytes_unref(e->bytes);
  g_free(e);
}

static entry *add(brv_cache *cache, const heading *head, GBytes *bytes)
{
  entry *e = g_new0(entry, 1);
  *e = (entry){*head, bytes, false};
  g_ptr_array_add(cache->entries, e);
  g_hash_table_replace(cache->by_key, e->head.key, e);
  return e;
}

static void use(brv_cache *cache, entry *e)
{
  if (cache->news && !e->used)
    g_ptr_array_add(cache->news, e);
  e->used = true;
}

/* --- reading --- */

static bool read_all(int file, guint8 *at, gsize left)
{
  while (left > 0) {
    gssize n = TEMP_FAILURE_RETRY(read(file, at, left));
    if (n <= 0)
      return false;
    at += n;
    left -= (gsize)n;
  }
  return true;
}

/* All of a plain file; what is no plain file may have no end. */
static GBytes *read_file(const char *path)
{
  int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW);
  struct stat about;
  if (file < 0)
    return NULL;
  guint8 *bytes = NULL;
  if (fstat(file, &about) == 0 && S_ISREG(about.st_mode) && about.st_size <= LARGEST)
    bytes = g_try_malloc((gsize)about.st_size + 1);
  bool good = bytes && read_all(file, bytes, (gsize)about.st_size);
  close(file);
  if (good)
    return g_bytes_new_take(bytes, (gsize)about.st_size);
  g_free(bytes);
  return NULL;
}

static void index_file(brv_cache *cache, GBytes *all)
{
  gsize length, at = sizeof HEAD - 1;
  const guint8 *bytes = g_bytes_get_data(all, &length);
  if (length < at || memcmp(bytes, HEAD, at) != 0)
    return;
  for (heading head; length - at >= sizeof head; at += head.length) {
    memcpy(&head, bytes + at, sizeof head);
    at += sizeof head;
    if (head.length > length - at)
      return;
    add(cache, &head, g_bytes_new_from_bytes(all, at, head.length));
  }
  cache->length = at == length ? length : 0;
}

brv_cache *brv_cache_open(const char *path)
{
  gsize length;
  if (!brv_core_identity(&length))
    return NULL;
  brv_cache *cache = g_new0(brv_cache, 1);
  cache->path = g_strdup(path);
  cache->entries = g_ptr_array_new_with_free_func(free_entry);
  cache->by_key = g_hash_table_new(hash_key, same_key);
  g_autoptr(GBytes) all = read_file(path);
  if (all)
    index_file(cache, all);
  return cache;
}

void brv_cache_free(brv_cache *cache)
{
  if (!cache)
    return;
  g_clear_pointer(&cache->news, g_ptr_array_unref);
  g_hash_table_unref(cache->by_key);
  g_ptr_array_unref(cache->entries);
  g_free(cache->path);
  g_free(cache);
}

static guint32 sum_of(GBytes *bytes)
{
  gsize length;
  const void *start = g_bytes_get_data(bytes, &length);
  return libdeflate_crc32(0, start, length);
}

GBytes *brv_cache_find(brv_cache *cache, const guint8 *key)
{
  entry *e = g_hash_table_lookup(cache->by_key, key);
  if (!e || sum_of(e->bytes) != e->head.sum)
    return NULL;
  use(cache, e);
  return g_bytes_ref(e->bytes);
}

void brv_cache_keep(brv_cache *cache, const guint8 *key, GBytes *bytes)
{
  const entry *known = g_hash_table_lookup(cache->by_key, key);
  if (known && known->used)
    return;
  heading head = {.length = (guint32)g_bytes_get_size(bytes), .sum = sum_of(bytes)};
  memcpy(head.key, key, sizeof head.key);
  entry *e = add(cache, &head, g_bytes_ref(bytes));
  e->is_new = cache->is_new = true;
  use(cache, e);
}

static void put(GByteArray *out, const entry *e)
{
  gsize length;
  const void *bytes = g_bytes_get_data(e->bytes, &length);
  g_byte_array_append(out, (const guint8 *)&e->head, sizeof e->head);
  g_byte_array_append(out, bytes, (guint)length);
}

/* --- workers --- */

void brv_cache_watch(brv_cache *cache)
{
  g_clear_pointer(&cache->news, g_ptr_array_unref);
  cache->news = g_ptr_array_new();
}

/* What was found is there already: its key is enough. */
void brv_cache_put_news(const brv_cache *cache, GByteArray *out)
{
  for (guint i = 0; i < cache->news->len; i++) {
    const entry *e = cache->news->pdata[i];
    guint8 is_new = e->is_new;
    g_byte_array_append(out, &is_new, sizeof is_new);
    if (is_new)
      put(out, e);
    else
      g_byte_array_append(out, e->head.key, sizeof e->head.key);
  }
}

static bool take(const guint8 **at, gsize *left, void *to, gsize length)
{
  if (*left < length)
    return false;
  memcpy(to, *at, length);
  *at += length;
  *left -= length;
  return true;
}

static bool hear_found(brv_cache *cache, const guint8 **at, gsize *left)
{
  guint8 key[BRV_CACHE_KEY];
  if (!take(at, left, key, sizeof key))
    return false;
  entry *e = g_hash_table_lookup(cache->by_key, key);
  if (e)
    use(cache, e);
  return true;
}

static bool hear_new(brv_cache *cache, const guint8 **at, gsize *left)
{
  heading head;
  if (!take(at, left, &head, sizeof head) || head.length > *left)
    return false;
  g_autoptr(GBytes) bytes = g_bytes_new(*at, head.length);
  brv_cache_keep(cache, head.key, bytes);
  *at += head.length;
  *left -= head.length;
  return true;
}

bool brv_cache_take_news(brv_cache *cache, const void *news, gsize left)
{
  const guint8 *at = news;
  guint8 is_new;
  while (take(&at, &left, &is_new, sizeof is_new))
    if (!(is_new ? hear_new : hear_found)(cache, &at, &left))
      return false;
  return true;
}

/* --- writing --- */

/* Of two with one key the later counts. */
static bool is_current(const brv_cache *cache, const entry *e)
{
  return g_hash_table_lookup(cache->by_key, e->head.key) == e;
}

static void put_all(const brv_cache *cache, GByteArray *out)
{
  g_byte_array_append(out, (const guint8 *)HEAD, sizeof HEAD - 1);
  for (guint i = 0; i < cache->entries->len; i++) {
    const entry *e = cache->entries->pdata[i];
    if (e->used && is_current(cache, e) && out->len < LARGEST / 2)
      put(out, e);
  }
  gsize most = 2 * (gsize)out->len;
  for (guint i = 0; i < cache->entries->len; i++) {
    const entry *e = cache->entries->pdata[i];
    if (!e->used && is_current(cache, e) && out->len + e->head.length < most)
      put(out, e);
  }
}

static bool write_all(int file, const GByteArray *bytes)
{
  gsize done = 0;
  while (done < bytes->len) {
    gssize n = TEMP_FAILURE_RETRY(write(file, bytes->data + done, bytes->len - done));
    if (n < 0)
      break;
    done += (gsize)n;
  }
  return close(file) == 0 && done == bytes->len;
}

/* A cache that is lost costs time only, so nothing waits for the disk. It holds what every tier may
 * read, so nobody else reads it. */
static bool write_file(const char *path, const GByteArray *bytes)
{
  int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  return file >= 0 && write_all(file, bytes);
}

static gsize size_of(const entry *e)
{
  return sizeof e->head + e->head.length;
}

/* What is new, where the file has not too much already that this run did not use: most is as it was.
 * NULL: it is to be written anew. */
static GByteArray *new_entries(const brv_cache *cache)
{
  GByteArray *out = g_byte_array_new();
  gsize used = 0;
  for (guint i = 0; cache->length > 0 && i < cache->entries->len; i++) {
    const entry *e = cache->entries->pdata[i];
    used += e->used ? size_of(e) : 0;
    if (e->is_new)
      put(out, e);
  }
  if (cache->length > 0 && cache->length + out->len <= 2 * used + SPARE)
    return out;
  g_byte_array_unref(out);
  return NULL;
}

/* Only to the file that was read: another process may have written it anew. An end that is cut short
 * is not read. */
static bool append_to(const brv_cache *cache, const GByteArray *bytes)
{
  int file = open(cache->path, O_WRONLY | O_APPEND | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW);
  struct stat about;
  if (file < 0)
    return false;
  if (fstat(file, &about) == 0 && S_ISREG(about.st_mode) && (gsize)about.st_size == cache->length)
    return write_all(file, bytes);
  close(file);
  return false;
}

void brv_cache_save(const brv_cache *cache)
{
  if (!cache || !cache->is_new)
    return;
  g_autoptr(GByteArray) news = new_entries(cache);
  if (news && append_to(cache, news))
    return;
  g_autoptr(GByteArray) out = g_byte_array_new();
  g_autofree char *path = g_strconcat(cache->path, ".new", NULL);
  put_all(cache, out);
  g_unlink(path);
  if (!write_file(path, out) || g_rename(path, cache->path) != 0)
    g_unlink(path);
}
