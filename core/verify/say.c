#include "verify/say.h"

#include <string.h>

#include "verify/apart.h"

enum { SECONDS = 120, ANSWER = 256 << 20 };

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
    brv_apart_answer(answer, all);
}

static void take(brv_arena *arena, GBytes *answer, GPtrArray *passages)
{
  g_autoptr(GVariant) all = brv_apart_value(answer, PASSAGES);
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
  g_autoptr(GBytes) bytes = brv_apart_open(path, NULL);
  *why = "it cannot be read";
  if (!bytes)
    return false;
  task t = {bytes, g_str_has_suffix(path, ".epub")};
  g_autofree char *how = NULL;
  g_autoptr(GBytes) answer = brv_apart_run(read_passages, &t, SECONDS, ANSWER, &how);
  bool fine = answer && g_bytes_get_size(answer) > 0;
  if (fine)
    take(arena, answer, passages);
  else
    *why = brv_arena_strdup(arena, how ? how : "it is damaged");
  return fine;
}
