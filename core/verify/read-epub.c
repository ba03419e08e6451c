#include "verify/book.h"
#include "verify/reading.h"

void brv_book_list_conditions(FILE *out)
{
  for (int i = 0; i < BRV_BOOK_CONDITION_COUNT; i++)
    fprintf(out, "%-44s %s\n", brv_book_condition_name(i), brv_book_condition_fault(i));
}

/* What the sheets say comes before what is claimed of them. */
static void judge(brv_book_audit *audit)
{
  brv_book_audit_container(audit);
  brv_book_audit_package(audit);
  brv_book_audit_texts(audit);
  brv_book_audit_notes(audit);
  brv_book_audit_tables(audit);
  brv_book_audit_styles(audit);
  brv_book_audit_fonts(audit);
  brv_book_audit_drawings(audit);
  brv_book_audit_navigation(audit);
  brv_book_audit_claims(audit);
}

void brv_read_epub(brv_arena *arena, GBytes *bytes, int standards, brv_findings *f)
{
  brv_book_audit *audit = brv_book_audit_new(arena, bytes);
  bool is_open = brv_book_open(audit);
  if (is_open && standards)
    judge(audit);
  if (is_open && f->passages) {
    f->account = brv_account_book(audit);
    brv_say_epub(audit, f->passages);
  }
  f->pages = audit->pages;
  f->checked = BRV_BOOK_CONDITION_COUNT;
  for (int i = 0; i < BRV_BOOK_CONDITION_COUNT; i++)
    f->found += audit->counts[i];
  for (guint i = 0; i < audit->findings->len; i++) {
    const brv_book_finding *one = &g_array_index(audit->findings, brv_book_finding, i);
    brv_findings_add(f, one->condition, 0, one->where, one->detail);
  }
}
