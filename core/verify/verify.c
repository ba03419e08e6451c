#include "verify/verify.h"

#include <string.h>

#include "verify/apart.h"
#include "verify/audit.h"
#include "verify/book.h"

/* What a checker's process may take: seconds in which it gets nowhere, an answer. */
enum { SECONDS = 120, ANSWER = 8 << 20 };

/* The pages, the conditions looked at, all faults counted; those told: condition, page, where,
 * what. */
#define ANSWER_TYPE "(uuua(uumsms))"

static const struct {
  const char *name;
  int standard;
} standards[] = {
    {"ua-1", BRV_STANDARD_UA_1}, {"a-2b", BRV_STANDARD_A_2B},   {"a-2u", BRV_STANDARD_A_2U},
    {"a-2a", BRV_STANDARD_A_2A}, {"house", BRV_STANDARD_HOUSE}, {"epub", BRV_STANDARD_EPUB},
};

int brv_standard_named(const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS(standards); i++)
    if (strcmp(standards[i].name, name) == 0)
      return standards[i].standard;
  return 0;
}

void brv_verify_list(int asked, FILE *out)
{
  for (int i = 0; i < BRV_CONDITION_COUNT; i++) {
    g_autofree char *label = brv_condition_label(i, asked);
    if (*label)
      fprintf(out, "%-44s %s\n", label, brv_condition_fault(i));
  }
  if (asked & BRV_STANDARD_EPUB)
    brv_book_list_conditions(out);
}

void brv_verdict_free(brv_verdict *verdict)
{
  if (!verdict)
    return;
  g_free(verdict->name);
  g_free(verdict->checked);
  g_free(verdict);
}

/* In the checker's process. */

typedef struct {
  GBytes *bytes;
  int standards;
} task;

static GVariant *answer_of(const brv_audit *a)
{
  guint found = 0, checked = 0;
  for (int i = 0; i < BRV_CONDITION_COUNT; i++) {
    found += a->counts[i];
    checked += brv_audit_asks(a, i);
  }
  GVariantBuilder faults;
  g_variant_builder_init(&faults, G_VARIANT_TYPE("a(uumsms)"));
  for (guint i = 0; i < a->faults->len; i++) {
    const brv_finding *fault = &g_array_index(a->faults, brv_finding, i);
    g_autofree char *what = fault->what ? g_utf8_make_valid(fault->what, -1) : NULL;
    g_autofree char *detail = fault->detail ? g_utf8_make_valid(fault->detail, -1) : NULL;
    g_variant_builder_add(&faults, "(uumsms)", fault->condition, fault->page, what, detail);
  }
  return g_variant_ref_sink(g_variant_new(ANSWER_TYPE, a->leaves->len, checked, found, &faults));
}

static void examine(GByteArray *answer, brv_worker_note *note, void *data)
{
  const task *t = data;
  brv_worker_count_steps(note);
  g_autoptr(brv_arena) arena = brv_arena_new();
  brv_audit *audit = brv_audit_new(arena, t->bytes, t->standards);
  brv_audit_run(audit);
  g_autoptr(GVariant) all = answer_of(audit);
  brv_apart_answer(answer, all);
}

/* In the parent. */

static brv_place place_of(brv_arena *arena, const char *name, guint page, const char *what)
{
  const char *where = page && what ? brv_arena_printf(arena, "page %u, %s", page, what)
                      : page       ? brv_arena_printf(arena, "page %u", page)
                                   : brv_arena_strdup(arena, what);
  return (brv_place){.source = brv_source_binary(arena, name, where), .offset = page};
}

static brv_code code_of(brv_condition condition, int asked)
{
  g_autofree char *ua = brv_condition_label(condition, asked & BRV_STANDARD_UA_1);
  return *ua ? BRV_PDF_UA : BRV_PDF_A;
}

static void report(brv_arena *arena, const char *name, int asked, GVariant *fault, brv_diags *diags)
{
  guint32 condition = 0, page = 0;
  g_autofree char *what = NULL, *detail = NULL;
  g_variant_get(fault, "(uumsms)", &condition, &page, &what, &detail);
  if (condition >= BRV_CONDITION_COUNT)
    return;
  g_autofree char *label = brv_condition_label((brv_condition)condition, asked);
  brv_report(diags, code_of((brv_condition)condition, asked), place_of(arena, name, page, what),
             NULL, "%s: %s%s%s", label, brv_condition_fault((brv_condition)condition),
             detail ? ": " : "", detail ? detail : "");
}

static void take_answer(brv_arena *arena, brv_verdict *verdict, int asked, GBytes *answer,
                        brv_diags *diags)
{
  g_autoptr(GVariant) all = brv_apart_value(answer, ANSWER_TYPE);
  g_autoptr(GVariantIter) faults = NULL;
  guint pages = 0, checked = 0;
  g_variant_get(all, ANSWER_TYPE, &pages, &checked, &verdict->found, &faults);
  verdict->checked =
      g_strdup_printf("%u page%s, %u conditions", pages, pages == 1 ? "" : "s", checked);
  for (GVariant *fault; (fault = g_variant_iter_next_value(faults));) {
    report(arena, verdict->name, asked, fault, diags);
    g_variant_unref(fault);
  }
}

static void run(brv_arena *arena, brv_verdict *verdict, GBytes *bytes, int asked, brv_diags *diags)
{
  task t = {bytes, asked};
  g_autofree char *how = NULL;
  g_autoptr(GBytes) answer = brv_apart_run(examine, &t, SECONDS, ANSWER, &how);
  if (answer) {
    take_answer(arena, verdict, asked, answer, diags);
    return;
  }
  g_autofree char *label = brv_condition_label(BRV_UNREADABLE_FAULT, asked);
  verdict->found++;
  brv_report(diags, code_of(BRV_UNREADABLE_FAULT, asked), place_of(arena, verdict->name, 0, NULL),
             NULL, "%s: the file cannot be examined: %s", label, how);
}

brv_verdict *brv_verify_pdf(brv_arena *arena, const char *path, int asked, brv_diags *diags)
{
  brv_verdict *verdict = g_new0(brv_verdict, 1);
  verdict->name = g_strdup(path);
  g_autoptr(GBytes) bytes = brv_apart_open(path, diags);
  if (bytes)
    run(arena, verdict, bytes, asked, diags);
  else
    verdict->found++;
  return verdict;
}
