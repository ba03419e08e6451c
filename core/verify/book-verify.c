#include "verify/apart.h"
#include "verify/book.h"

/* What a checker's process may take; see verify.c. */
enum { SECONDS = 120, ANSWER = 8 << 20 };

/* The pages, all faults counted; those told: condition, where, what. */
#define ANSWER_TYPE "(uua(umsms))"

void brv_book_list_conditions(FILE *out)
{
  for (int i = 0; i < BRV_BOOK_CONDITION_COUNT; i++)
    fprintf(out, "%-44s %s\n", brv_book_condition_name(i), brv_book_condition_fault(i));
}

/* In the checker's process. What the sheets say comes before what is claimed of them. */

static void look(brv_book_audit *audit)
{
  if (!brv_book_open(audit))
    return;
  brv_book_audit_container(audit);
  brv_book_audit_package(audit);
  brv_book_audit_texts(audit);
  brv_book_audit_notes(audit);
  brv_book_audit_tables(audit);
  brv_book_audit_styles(audit);
  brv_book_audit_drawings(audit);
  brv_book_audit_navigation(audit);
  brv_book_audit_claims(audit);
}

static GVariant *answer_of(const brv_book_audit *audit)
{
  guint found = 0;
  GVariantBuilder faults;
  g_variant_builder_init(&faults, G_VARIANT_TYPE("a(umsms)"));
  for (int i = 0; i < BRV_BOOK_CONDITION_COUNT; i++)
    found += audit->counts[i];
  for (guint i = 0; i < audit->findings->len; i++) {
    const brv_book_finding *one = &g_array_index(audit->findings, brv_book_finding, i);
    g_autofree char *where = one->where ? g_utf8_make_valid(one->where, -1) : NULL;
    g_autofree char *detail = one->detail ? g_utf8_make_valid(one->detail, -1) : NULL;
    g_variant_builder_add(&faults, "(umsms)", one->condition, where, detail);
  }
  return g_variant_ref_sink(g_variant_new(ANSWER_TYPE, audit->pages, found, &faults));
}

static void examine(GByteArray *answer, brv_worker_note *note, void *data)
{
  brv_worker_count_steps(note);
  g_autoptr(brv_arena) arena = brv_arena_new();
  brv_book_audit *audit = brv_book_audit_new(arena, data);
  look(audit);
  g_autoptr(GVariant) all = answer_of(audit);
  brv_apart_answer(answer, all);
}

/* In the parent. */

static brv_place place_of(brv_arena *arena, const char *name, const char *where)
{
  return (brv_place){.source = brv_source_binary(arena, name, brv_arena_strdup(arena, where))};
}

static void report(brv_arena *arena, const char *name, GVariant *fault, brv_diags *diags)
{
  guint32 condition = 0;
  g_autofree char *where = NULL, *detail = NULL;
  g_variant_get(fault, "(umsms)", &condition, &where, &detail);
  if (condition < BRV_BOOK_CONDITION_COUNT)
    brv_report(diags, BRV_EPUB_LINT, place_of(arena, name, where), NULL, "%s: %s%s%s",
               brv_book_condition_name(condition), brv_book_condition_fault(condition),
               detail && *detail ? ": " : "", detail ? detail : "");
}

static void take_answer(brv_arena *arena, brv_verdict *verdict, GBytes *answer, brv_diags *diags)
{
  g_autoptr(GVariant) all = brv_apart_value(answer, ANSWER_TYPE);
  g_autoptr(GVariantIter) faults = NULL;
  guint pages = 0;
  g_variant_get(all, ANSWER_TYPE, &pages, &verdict->found, &faults);
  verdict->checked = g_strdup_printf("%u page%s, %d conditions", pages, pages == 1 ? "" : "s",
                                     (int)BRV_BOOK_CONDITION_COUNT);
  for (GVariant *fault; (fault = g_variant_iter_next_value(faults));) {
    report(arena, verdict->name, fault, diags);
    g_variant_unref(fault);
  }
}

static void run(brv_arena *arena, brv_verdict *verdict, GBytes *bytes, brv_diags *diags)
{
  g_autofree char *how = NULL;
  g_autoptr(GBytes) answer = brv_apart_run(examine, bytes, SECONDS, ANSWER, &how);
  if (answer) {
    take_answer(arena, verdict, answer, diags);
    return;
  }
  verdict->found++;
  brv_report(diags, BRV_EPUB_LINT, place_of(arena, verdict->name, NULL), NULL,
             "%s: the file cannot be examined: %s", brv_book_condition_name(BRV_BOOK_ARCHIVE), how);
}

brv_verdict *brv_verify_epub(brv_arena *arena, const char *path, brv_diags *diags)
{
  brv_verdict *verdict = g_new0(brv_verdict, 1);
  verdict->name = g_strdup(path);
  g_autoptr(GBytes) bytes = brv_apart_open(path, diags);
  if (bytes)
    run(arena, verdict, bytes, diags);
  else
    verdict->found++;
  return verdict;
}
