/* Verification: finished files opened anew, without trust in what wrote them.
 *
 * A PDF is held against the machine-checkable conditions of PDF/UA-1 (ISO 14289-1, numbered by the
 * Matterhorn Protocol 1.1) and of PDF/A-2 (ISO 19005-2, by clause). Each file is read once, PDFs with
 * libqpdf, EPUBs with libzip and libxml2, in a process of its own, which is ended when it takes too
 * long or too much: a file that is damaged or hostile gives findings. Nothing of the stages that
 * write files is used here.
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

/* What was looked at, and what came of it. */
typedef struct {
  char *name;    /* of the file, as it was given */
  char *checked; /* in words: "24 pages, 199 conditions" */
  guint found;   /* all faults, also those that are not told */
} brv_verdict;

void brv_verdict_free(brv_verdict *verdict);

/* A file that build.json tells of. */
typedef struct {
  const char *name, *tier, *format; /* the name without its folder */
  GBytes *bytes;                    /* NULL: they cannot be had */
} brv_finished;

/* Compares the files of a folder with its build.json, and appends what that tells of to `files` (of
 * brv_finished *, in the arena): a file that is absent, has other bytes, or is not told of is
 * reported. NULL after a report when there is no such folder. */
brv_verdict *brv_verify_hashes(brv_arena *arena, const char *folder, GPtrArray *files,
                               brv_diags *diags);

/* The bytes of a file that is to be read; to be freed. NULL after a report: it cannot be opened, or
 * is larger than a gigabyte. */
GBytes *brv_verify_open(const char *path, brv_diags *diags);

/* A file to be read. */
typedef struct {
  const char *name; /* as messages name it; by its ending it is an EPUB or a PDF */
  GBytes *bytes;    /* NULL: there are none, which was reported */
  int standards;    /* to hold it against; 0: none */
  bool listen;      /* what it says is wanted, for all but brv_verify_file */
} brv_exhibit;

/* What came of it. */
typedef struct brv_reading brv_reading;

/* Reads files side by side; an array of brv_reading *, in the arena, one for each. The names and places
 * that messages need live there too. */
GPtrArray *brv_verify_read(brv_arena *arena, const brv_exhibit *exhibits, guint count);

/* The verdicts on what was read; each is to be freed. What is found is reported, a few places a
 * condition.
 *
 * Of one file: a PDF against the standards; an EPUB's archive, package, claims of accessibility,
 * navigation, texts, notes, tables, style sheets and drawings. */
brv_verdict *brv_verify_file(const brv_reading *reading, brv_diags *diags);

/* Of the PDF and the EPUB of an edition: words, numbers and marks in order, headings, cells of
 * tables, notes, alternative texts, links. The first difference of each is reported. */
brv_verdict *brv_verify_parity(const brv_reading *pdf, const brv_reading *epub, brv_diags *diags);

/* What a screen reader says of a file, in lines: headings with their level, lists with their
 * length, cells, notes, alternative texts, languages other than the file's. NULL after a report;
 * free it. */
char *brv_verify_speech(const brv_reading *reading, brv_diags *diags);

/* What each tier of a pack may not read. */
typedef struct brv_secrets brv_secrets;

/* Loads the pack. NULL after a report. Lives in the arena. */
brv_secrets *brv_secrets_new(brv_arena *arena, const char *pack, brv_diags *diags);

/* Looks in a finished PDF or EPUB of a tier for the words, names, numbers of four digits, ids,
 * addresses and runs of five words that stand only in what is withheld from it. */
brv_verdict *brv_verify_tier(brv_secrets *secrets, const brv_reading *reading, const char *tier,
                             brv_diags *diags);

#endif
