#include "verify/audit.h"
#include "verify/reading.h"

static void free_string(void *string)
{
  g_string_free(string, TRUE);
}

/* Wants to know what the file says, mark by mark and page by page. */
static void listen(brv_audit *a)
{
  a->transcript = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)g_hash_table_unref);
  brv_arena_own(a->arena, a->transcript, (GDestroyNotify)g_hash_table_unref);
  a->shows = g_ptr_array_new_with_free_func(free_string);
  brv_arena_own(a->arena, a->shows, (GDestroyNotify)g_ptr_array_unref);
}

void brv_read_pdf(brv_arena *arena, GBytes *bytes, int standards, brv_findings *f)
{
  brv_audit *audit = brv_audit_new(arena, bytes, standards);
  if (f->passages)
    listen(audit);
  brv_audit_run(audit);
  if (f->passages && audit->pdf && audit->leaves->len) {
    f->account = brv_account_pdf(audit);
    brv_say_pdf(audit, f->passages);
  }
  f->pages = audit->leaves->len;
  for (int i = 0; i < BRV_CONDITION_COUNT; i++) {
    f->found += audit->counts[i];
    f->checked += brv_audit_asks(audit, i);
  }
  for (guint i = 0; i < audit->faults->len; i++) {
    const brv_finding *one = &g_array_index(audit->faults, brv_finding, i);
    brv_findings_add(f, one->condition, one->page, one->what, one->detail);
  }
}
