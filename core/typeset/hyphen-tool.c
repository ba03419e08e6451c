/* Run by the build: hyphen-tool OUT FILE…, pattern files to one file of compiled patterns. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "typeset/hyphen-compile.h"
#include "typeset/hyphen-data.h"

/* A file's table; one that another file has too is there once. */
typedef struct {
  GByteArray *out;
  GHashTable *known; /* text -> offset of its table */
} binding;

static guint32 add_table(binding *b, const char *path)
{
  char *text = NULL;
  gpointer at;
  if (!g_file_get_contents(path, &text, NULL, NULL))
    return 0;
  if (g_hash_table_lookup_extended(b->known, text, NULL, &at)) {
    g_free(text);
    return GPOINTER_TO_UINT(at);
  }
  g_autoptr(GByteArray) table = brv_hyphens_compile(text);
  guint32 offset = table ? b->out->len : 0;
  g_hash_table_insert(b->known, text, GUINT_TO_POINTER(offset));
  if (table)
    g_byte_array_append(b->out, table->data, table->len);
  return offset;
}

static int by_name(const void *a, const void *b)
{
  return strcmp(*(char *const *)a, *(char *const *)b);
}

static bool name_entry(brv_hyphen_entry *entry, const char *path)
{
  g_autofree char *file = g_path_get_basename(path);
  gsize length = strlen(file), around = strlen("hyph_") + strlen(".dic");
  if (length <= around || length - around >= sizeof entry->name)
    return false;
  memcpy(entry->name, file + strlen("hyph_"), length - around);
  return true;
}

int main(int argc, char **argv)
{
  if (argc < 2)
    return EXIT_FAILURE;
  guint files = (guint)argc - 2, count = 0;
  binding b = {g_byte_array_new(), g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL)};
  g_autofree brv_hyphen_entry *entries = g_new0(brv_hyphen_entry, files + 1);
  gsize start = sizeof(brv_hyphen_head) + files * sizeof *entries;
  g_byte_array_set_size(b.out, (guint)start);
  memset(b.out->data, 0, start);
  qsort(argv + 2, files, sizeof *argv, by_name);
  for (guint i = 0; i < files; i++) {
    brv_hyphen_entry *entry = &entries[count];
    if (name_entry(entry, argv[i + 2]) && (entry->table = add_table(&b, argv[i + 2])))
      count++;
    else
      fprintf(stderr, "%s: left out: no pattern file\n", argv[i + 2]);
  }
  brv_hyphen_head head = {BRV_HYPHEN_MAGIC, b.out->len, count};
  memcpy(b.out->data, &head, sizeof head);
  memcpy(b.out->data + sizeof head, entries, count * sizeof *entries);
  g_hash_table_unref(b.known);
  bool done = g_file_set_contents(argv[1], (char *)b.out->data, b.out->len, NULL);
  g_byte_array_unref(b.out);
  return done ? EXIT_SUCCESS : EXIT_FAILURE;
}
