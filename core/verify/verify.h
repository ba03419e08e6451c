/* Verification: finished files opened anew, without trust in what wrote them.
 *
 * A PDF is held against the machine-checkable conditions of PDF/UA-1 (ISO 14289-1, numbered by the
 * Matterhorn Protocol 1.1) and of PDF/A-2 (ISO 19005-2, by clause). It is read with libqpdf in a
 * process of its own, which is ended when it takes too long or too much: a file that is damaged or
 * hostile gives findings. Nothing of the stages that write files is used here.
 */
#ifndef BRV_VERIFY_VERIFY_H
#define BRV_VERIFY_VERIFY_H

#include <stdio.h>

#include "base/diag.h"

/* What a file is held against. Level U of PDF/A asks all of level B too, and level A all of U. */
typedef enum {
  BRV_STANDARD_UA_1 = 1,
  BRV_STANDARD_A_2B = 2,
  BRV_STANDARD_A_2U = 4,
  BRV_STANDARD_A_2A = 8,
  BRV_STANDARD_HOUSE = 16, /* what Brevier promises beyond them */
  BRV_STANDARD_EPUB = 32,  /* of an EPUB: what EPUBCheck and Ace do not look at */
} brv_standard;

/* The standard of that name ("ua-1", "a-2b", "a-2u", "a-2a", "house", "epub"), or 0. */
int brv_standard_named(const char *name);

/* Every condition: a line each, its numbers and its fault. */
void brv_verify_list(int standards, FILE *out);

/* What was checked of one file. */
typedef struct {
  char *name;    /* as it was given */
  guint pages;   /* of a PDF; of an EPUB, those of its page list */
  guint checked; /* conditions looked at */
  guint found;   /* all faults, also those that are not told */
} brv_verdict;

void brv_verdict_free(brv_verdict *verdict);

/* Checks a PDF. What is found is reported, a few places a condition; the names and places that the
 * messages need live in the arena. The verdict is to be freed. */
brv_verdict *brv_verify_pdf(brv_arena *arena, const char *path, int standards, brv_diags *diags);

/* Checks an EPUB, in the same way: its archive, package, claims of accessibility, navigation,
 * texts, notes, tables, style sheets and drawings. Read with libzip and libxml2. */
brv_verdict *brv_verify_epub(brv_arena *arena, const char *path, brv_diags *diags);

#endif
