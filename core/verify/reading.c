#include "verify/reading.h"

#include <string.h>

#include "base/worker.h"

/* What a process may take: seconds in which it gets nowhere, memory, an answer; and a file. */
enum { SECONDS = 240 };
static const gsize MEMORY = (gsize)3 << 30, ANSWER = (gsize)256 << 20, LARGEST = (gsize)1 << 30;

/* Pages, conditions, faults; those told; what it says: kind, number, text, language, where; the
 * texts in it. */
#define FAULTS "a(uumsms)"
#define SAYINGS "a(uismss)"
#define PASSAGES "a(uss)"
#define ANSWER_TYPE "(uuu" FAULTS "m" SAYINGS "m" PASSAGES ")"

GBytes *brv_verify_open(const char *path, brv_diags *diags)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GMappedFile) file = g_mapped_file_new(path, FALSE, &error);
  if (file && g_mapped_file_get_length(file) <= LARGEST)
    return g_mapped_file_get_bytes(file);
  brv_report(diags, BRV_FILE_UNREADABLE, BRV_NO_PLACE, NULL, "cannot read %s: %s", path,
             file ? "it is too large" : error->message);
  return NULL;
}

static bool is_epub(const char *name)
{
  return g_str_has_suffix(name, ".epub");
}

/* --- in the process --- */

static char *valid(const char *text)
{
  return text ? g_utf8_make_valid(text, -1) : NULL;
}

void brv_findings_add(brv_findings *f, guint condition, guint page, const char *where,
                      const char *detail)
{
  g_autofree char *place = valid(where), *more = valid(detail);
  g_variant_builder_add(&f->faults, "(uumsms)", condition, page, place, more);
}

static GVariant *sayings_of(const brv_account *account)
{
  GVariantBuilder sayings;
  g_variant_builder_init(&sayings, G_VARIANT_TYPE(SAYINGS));
  for (guint i = 0; i < account->sayings->len; i++) {
    const brv_saying *s = account->sayings->pdata[i];
    g_autofree char *text = valid(s->text->str), *language = valid(s->language);
    g_autofree char *where = valid(s->where);
    g_variant_builder_add(&sayings, "(uismss)", s->kind, s->number, text, language,
                          where ? where : "");
  }
  return g_variant_builder_end(&sayings);
}

static void examine(GByteArray *answer, brv_worker_note *note, void *data)
{
  const brv_exhibit *exhibit = data;
  brv_worker_count_steps(note);
  g_autoptr(brv_arena) arena = brv_arena_new();
  GVariantBuilder passages;
  brv_findings f = {.passages = exhibit->listen ? &passages : NULL};
  g_variant_builder_init(&passages, G_VARIANT_TYPE(PASSAGES));
  g_variant_builder_init(&f.faults, G_VARIANT_TYPE(FAULTS));
  (is_epub(exhibit->name) ? brv_read_epub : brv_read_pdf)(arena, exhibit->bytes,
                                                          exhibit->standards, &f);
  GVariant *sayings =
      g_variant_new_maybe(G_VARIANT_TYPE(SAYINGS), f.account ? sayings_of(f.account) : NULL);
  GVariant *texts = g_variant_builder_end(&passages);
  GVariant *said = g_variant_new_maybe(G_VARIANT_TYPE(PASSAGES), f.account ? texts : NULL);
  g_autoptr(GVariant) all = g_variant_ref_sink(g_variant_new(
      "(uuu@" FAULTS "@m" SAYINGS "@m" PASSAGES ")", f.pages, f.checked, f.found,
      g_variant_builder_end(&f.faults), sayings, said));
  g_byte_array_append(answer, g_variant_get_data(all), (guint)g_variant_get_size(all));
}

/* --- in the parent --- */

brv_place brv_reading_place(const brv_reading *r, guint page, const char *what)
{
  const char *where = page && what ? brv_arena_printf(r->arena, "page %u, %s", page, what)
                      : page       ? brv_arena_printf(r->arena, "page %u", page)
                                   : brv_arena_strdup(r->arena, what);
  return (brv_place){.source = brv_source_binary(r->arena, r->name, where), .offset = page};
}

static void take_faults(brv_reading *r, GVariant *faults)
{
  for (gsize i = 0; i < g_variant_n_children(faults); i++) {
    const char *where = NULL, *detail = NULL;
    brv_fault *fault = brv_new(r->arena, brv_fault);
    g_variant_get_child(faults, i, "(uum&sm&s)", &fault->condition, &fault->page, &where, &detail);
    fault->where = brv_arena_strdup(r->arena, where);
    fault->detail = brv_arena_strdup(r->arena, detail);
    g_ptr_array_add(r->faults, fault);
  }
}

static void take_sayings(brv_reading *r, GVariant *sayings)
{
  r->account = brv_account_new(r->arena);
  for (gsize i = 0; i < g_variant_n_children(sayings); i++) {
    const char *text, *language, *where;
    guint kind;
    int number;
    g_variant_get_child(sayings, i, "(ui&sm&s&s)", &kind, &number, &text, &language, &where);
    if (kind >= BRV_SAY_COUNT)
      continue;
    brv_saying *s = brv_account_say(r->account, kind, number, brv_arena_strdup(r->arena, language),
                                    brv_arena_strdup(r->arena, where));
    g_string_append(s->text, text);
  }
}

static void take_passages(brv_reading *r, GVariant *passages)
{
  r->passages = brv_arena_ptr_array(r->arena);
  for (gsize i = 0; i < g_variant_n_children(passages); i++) {
    brv_passage *passage = brv_new(r->arena, brv_passage);
    const char *entry, *text;
    g_variant_get_child(passages, i, "(u&s&s)", &passage->page, &entry, &text);
    passage->entry = *entry ? brv_arena_strdup(r->arena, entry) : NULL;
    passage->text = brv_arena_strdup(r->arena, text);
    g_ptr_array_add(r->passages, passage);
  }
}

static void take_answer(brv_reading *r, GByteArray *answer)
{
  g_autoptr(GBytes) bytes = g_byte_array_free_to_bytes(answer);
  g_autoptr(GVariant) all =
      g_variant_ref_sink(g_variant_new_from_bytes(G_VARIANT_TYPE(ANSWER_TYPE), bytes, FALSE));
  g_autoptr(GVariant) faults = NULL, sayings = NULL, passages = NULL;
  g_variant_get(all, "(uuu@" FAULTS "m@" SAYINGS "m@" PASSAGES ")", &r->pages, &r->checked,
                &r->found, &faults, &sayings, &passages);
  take_faults(r, faults);
  if (sayings)
    take_sayings(r, sayings);
  if (passages)
    take_passages(r, passages);
}

static brv_reading *reading_of(brv_arena *arena, const brv_exhibit *exhibit)
{
  brv_reading *r = brv_new(arena, brv_reading);
  *r = (brv_reading){.arena = arena,
                     .name = brv_arena_strdup(arena, exhibit->name),
                     .is_epub = is_epub(exhibit->name),
                     .standards = exhibit->standards,
                     .is_absent = !exhibit->bytes,
                     .faults = brv_arena_ptr_array(arena)};
  return r;
}

GPtrArray *brv_verify_read(brv_arena *arena, const brv_exhibit *exhibits, guint count)
{
  const brv_worker_limits limits = {.seconds = SECONDS, .memory = MEMORY, .answer = ANSWER};
  GPtrArray *readings = brv_arena_ptr_array(arena);
  g_autofree brv_work *works = g_new0(brv_work, count);
  guint busy = 0;
  for (guint i = 0; i < count; i++) {
    g_ptr_array_add(readings, reading_of(arena, &exhibits[i]));
    if (exhibits[i].bytes)
      works[busy++] = (brv_work){.body = examine, .data = (void *)&exhibits[i]};
  }
  brv_workers_run(works, busy, g_get_num_processors(), &limits);
  for (guint i = 0; i < busy; i++) {
    brv_reading *r = readings->pdata[(const brv_exhibit *)works[i].data - exhibits];
    g_autofree char *how = brv_work_describe_end(&works[i], &limits);
    if (works[i].end == BRV_WORKER_DONE)
      take_answer(r, g_steal_pointer(&works[i].answer));
    else
      r->failure = brv_arena_strdup(arena, how);
    brv_work_clear(&works[i]);
  }
  return readings;
}
