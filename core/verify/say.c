#include "verify/say.h"

#include <string.h>

#include "base/worker.h"

enum { SECONDS = 120, ANSWER = 256 << 20 };
static const gsize MEMORY = (gsize)3 << 30, LARGEST = (gsize)1 << 30;

#define PASSAGES "a(uss)"

typedef struct {
  GBytes *bytes;
  bool is_epub;
} task;

static void read_passages(GByteArray *answer, brv_worker_note *note, void *data)
{
  const task *t = data;
  brv_worker_count_steps(note);
  GVariantBuilder passages;
  g_variant_builder_init(&passages, G_VARIANT_TYPE(PASSAGES));
  bool fine = t->is_epub ? brv_say_epub(t->bytes, &passages) : brv_say_pdf(t->bytes, &passages);
  g_autoptr(GVariant) all = g_variant_ref_sink(g_variant_builder_end(&passages));
  if (fine)
    g_byte_array_append(answer, g_variant_get_data(all), (guint)g_variant_get_size(all));
}

static void take(brv_arena *arena, const GByteArray *answer, GPtrArray *passages)
{
  g_autoptr(GBytes) copy = g_bytes_new(answer->data, answer->len);
  g_autoptr(GVariant) all =
      g_variant_ref_sink(g_variant_new_from_bytes(G_VARIANT_TYPE(PASSAGES), copy, FALSE));
  for (gsize i = 0; i < g_variant_n_children(all); i++) {
    brv_passage *passage = brv_new(arena, brv_passage);
    const char *entry = NULL, *text = NULL;
    g_autoptr(GVariant) one = g_variant_get_child_value(all, i);
    g_variant_get(one, "(u&s&s)", &passage->page, &entry, &text);
    passage->entry = *entry ? brv_arena_strdup(arena, entry) : NULL;
    passage->text = brv_arena_strdup(arena, text);
    g_ptr_array_add(passages, passage);
  }
}

bool brv_say_file(brv_arena *arena, const char *path, GPtrArray *passages, const char **why)
{
  g_autoptr(GMappedFile) file = g_mapped_file_new(path, FALSE, NULL);
  *why = "it cannot be read";
  if (!file || g_mapped_file_get_length(file) > LARGEST)
    return false;
  g_autoptr(GBytes) bytes = g_mapped_file_get_bytes(file);
  task t = {bytes, g_str_has_suffix(path, ".epub")};
  brv_worker_limits limits = {.seconds = SECONDS, .memory = MEMORY, .answer = ANSWER};
  brv_work work = {.body = read_passages, .data = &t};
  brv_workers_run(&work, 1, 1, &limits);
  bool fine = work.end == BRV_WORKER_DONE && work.answer->len;
  g_autofree char *end = work.end == BRV_WORKER_DONE ? g_strdup("it is damaged")
                                                     : brv_work_describe_end(&work, &limits);
  if (fine)
    take(arena, work.answer, passages);
  else
    *why = brv_arena_strdup(arena, end);
  brv_work_clear(&work);
  return fine;
}
