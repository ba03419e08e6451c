/* What a process of its own found in one finished file, as it came back from there: faults, what the
 * file says, and the texts in it. Whatever the file is made to do, the program goes on: the process
 * is ended when it takes too long or too much. Private to core/verify. */
#ifndef BRV_VERIFY_READING_H
#define BRV_VERIFY_READING_H

#include "verify/account.h"
#include "verify/say.h"

typedef struct {
  guint condition; /* a brv_condition, or of an EPUB a brv_book_condition */
  guint page;      /* from 1; 0: none */
  const char *where, *detail; /* or NULL */
} brv_fault;

struct brv_reading {
  brv_arena *arena;
  const char *name; /* as messages name it */
  bool is_epub;
  int standards;       /* that it was held against */
  const char *failure; /* how the process ended, or NULL */
  bool is_absent;      /* there were no bytes, which was reported */
  guint pages, checked, found; /* conditions looked at; all faults, also those not in `faults` */
  GPtrArray *faults;           /* of brv_fault * */
  brv_account *account;        /* what it says; NULL: not wanted, or it cannot be read */
  GPtrArray *passages;         /* of brv_passage *; likewise */
};

/* A place in the file, for a message: a page (0: none) and what is there (NULL: nothing). */
brv_place brv_reading_place(const brv_reading *reading, guint page, const char *where);

/* --- in the process --- */

/* What is put together there. `faults` is a builder of "a(uumsms)". */
typedef struct {
  guint pages, checked, found;
  GVariantBuilder faults;
  const brv_account *account; /* or NULL */
  GVariantBuilder *passages;  /* of "a(uss)"; NULL: not wanted */
} brv_findings;

void brv_findings_add(brv_findings *findings, guint condition, guint page, const char *where,
                      const char *detail);

/* Opens, judges and, where passages are wanted, listens. */
void brv_read_pdf(brv_arena *arena, GBytes *bytes, int standards, brv_findings *findings);
void brv_read_epub(brv_arena *arena, GBytes *bytes, int standards, brv_findings *findings);

#endif
