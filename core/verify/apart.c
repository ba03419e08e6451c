#include "verify/apart.h"

static const gsize MEMORY = (gsize)3 << 30, LARGEST = (gsize)1 << 30;

GBytes *brv_apart_open(const char *path, brv_diags *diags)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GMappedFile) file = g_mapped_file_new(path, FALSE, &error);
  if (file && g_mapped_file_get_length(file) <= LARGEST)
    return g_mapped_file_get_bytes(file);
  if (diags)
    brv_report(diags, BRV_FILE_UNREADABLE, BRV_NO_PLACE, NULL, "cannot read %s: %s", path,
               file ? "it is too large" : error->message);
  return NULL;
}

GBytes *brv_apart_run(void (*body)(GByteArray *answer, brv_worker_note *note, void *data),
                      void *data, guint seconds, gsize most, char **how)
{
  brv_worker_limits limits = {.seconds = seconds, .memory = MEMORY, .answer = most};
  brv_work work = {.body = body, .data = data};
  brv_workers_run(&work, 1, 1, &limits);
  if (work.end == BRV_WORKER_DONE)
    return g_byte_array_free_to_bytes(work.answer);
  *how = brv_work_describe_end(&work, &limits);
  brv_work_clear(&work);
  return NULL;
}

GVariant *brv_apart_value(GBytes *answer, const char *type)
{
  return g_variant_ref_sink(g_variant_new_from_bytes(G_VARIANT_TYPE(type), answer, FALSE));
}

void brv_apart_answer(GByteArray *answer, GVariant *value)
{
  g_byte_array_append(answer, g_variant_get_data(value), (guint)g_variant_get_size(value));
}
