#include "verify/verify.h"

#include <string.h>

#include "verify/reading.h"

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

static brv_code code_of(const brv_reading *r, guint condition)
{
  if (r->is_epub)
    return BRV_EPUB_LINT;
  g_autofree char *ua = brv_condition_label(condition, r->standards & BRV_STANDARD_UA_1);
  return *ua ? BRV_PDF_UA : BRV_PDF_A;
}

static char *label_of(const brv_reading *r, guint condition)
{
  return r->is_epub ? g_strdup(brv_book_condition_name(condition))
                    : brv_condition_label(condition, r->standards);
}

static void report(const brv_reading *r, const brv_fault *fault, brv_diags *diags)
{
  guint count = r->is_epub ? (guint)BRV_BOOK_CONDITION_COUNT : (guint)BRV_CONDITION_COUNT;
  if (fault->condition >= count)
    return;
  g_autofree char *label = label_of(r, fault->condition);
  const char *name = r->is_epub ? brv_book_condition_fault(fault->condition)
                                : brv_condition_fault(fault->condition);
  bool says_more = fault->detail && *fault->detail;
  brv_report(diags, code_of(r, fault->condition),
             brv_reading_place(r, fault->page, fault->where), NULL, "%s: %s%s%s", label, name,
             says_more ? ": " : "", says_more ? fault->detail : "");
}

static void report_failure(const brv_reading *r, brv_diags *diags)
{
  guint condition = r->is_epub ? (guint)BRV_BOOK_ARCHIVE : (guint)BRV_UNREADABLE_FAULT;
  g_autofree char *label = label_of(r, condition);
  brv_report(diags, code_of(r, condition), brv_reading_place(r, 0, NULL), NULL,
             "%s: the file cannot be examined: %s", label, r->failure);
}

brv_verdict *brv_verify_file(const brv_reading *r, brv_diags *diags)
{
  brv_verdict *verdict = g_new0(brv_verdict, 1);
  verdict->name = g_strdup(r->name);
  verdict->found = r->is_absent || r->failure ? 1 : r->found;
  if (r->failure)
    report_failure(r, diags);
  bool has_pages = r->pages || !r->is_epub; /* of an e-book there need be no PDF */
  g_autofree char *pages =
      has_pages ? g_strdup_printf("%u page%s, ", r->pages, r->pages == 1 ? "" : "s") : NULL;
  if (!r->is_absent && !r->failure)
    verdict->checked = g_strdup_printf("%s%u conditions", pages ? pages : "", r->checked);
  for (guint i = 0; i < r->faults->len; i++)
    report(r, r->faults->pdata[i], diags);
  return verdict;
}
