/* Diagnostics: what a run has to say to the editor or the plugin author.
 *
 * Each kind has a name (`unknown-source`) and a severity, declared once in diag-codes.h; a case
 * in tests/cases shows each. All problems of a run are collected, sorted by place and printed at
 * once; stages look at brv_diags_errors() before the next one starts.
 *
 *   briefings/orders.md:14:30: error: no source called "techwyre" [unknown-source]
 *     14 | Orders tripled within days [@techwyre].
 *        |                              ^~~~~~~~
 *     help: did you mean "techwire"?
 */
#ifndef BRV_BASE_DIAG_H
#define BRV_BASE_DIAG_H

#include <stdio.h>

#include "base/source.h"

typedef enum { BRV_SEVERITY_ERROR, BRV_SEVERITY_WARNING } brv_severity;

/* What an error means for the exit status. */
typedef enum {
  BRV_CLASS_CONTENT = 1, /* exit 1: the pack has a problem */
  BRV_CLASS_USAGE = 2,   /* exit 2: the command line, or a file that cannot be read or written */
  BRV_CLASS_PLUGIN = 3,  /* exit 3: a plugin or layout failed */
  BRV_CLASS_VERIFY = 4,  /* exit 4: a finished file is not as it must be */
} brv_class;

typedef enum {
#define BRV_CODE(symbol, name, severity, class, help) BRV_##symbol,
#include "base/diag-codes.h"
#undef BRV_CODE
  BRV_CODE_COUNT
} brv_code;

typedef struct brv_diags brv_diags;

brv_diags *brv_diags_new(void);
void brv_diags_free(brv_diags *diags);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(brv_diags, brv_diags_free)

/* Adds one message. `help` is the way out, or NULL. The text of `format` has no full stop.
 * An exact repeat (code, place, text) is kept once. */
void brv_report(brv_diags *diags, brv_code code, brv_place place, const char *help,
                const char *format, ...) G_GNUC_PRINTF(5, 6);

/* As brv_report, naming a second place: the plugin's line beside the briefing's. */
void brv_report_via(brv_diags *diags, brv_code code, brv_place place, brv_place via,
                    const char *help, const char *format, ...) G_GNUC_PRINTF(6, 7);

guint brv_diags_errors(const brv_diags *diags);
guint brv_diags_warnings(const brv_diags *diags);

/* The exit status that the errors so far ask for: 0, or the highest brv_class among them. */
int brv_diags_exit(const brv_diags *diags);

/* From now on warnings count and print as errors (a release build). */
void brv_diags_strict(brv_diags *diags);

/* Prints all messages, sorted by place, as text for people or as one JSON array for machines. */
void brv_diags_print(brv_diags *diags, FILE *out);
void brv_diags_print_json(brv_diags *diags, FILE *out);

/* Visits all messages in the order in which they are printed. */
typedef struct {
  brv_code code;
  brv_severity severity;
  brv_place place, via;
  const char *text, *help; /* help may be NULL */
} brv_remark;
void brv_diags_each(brv_diags *diags, void (*visit)(const brv_remark *remark, void *data),
                    void *data);

/* How many messages of a kind were counted but not kept, there being too many; and more of them. */
guint brv_diags_beyond(const brv_diags *diags, brv_code code);
void brv_diags_add_beyond(brv_diags *diags, brv_code code, guint count);

const char *brv_code_name(brv_code code);

/* `did you mean "x"?` for the candidate nearest to `word` in edit distance, or NULL when none is
 * near enough (a third of the letters, at least one). Candidates end with NULL. Lives in the
 * arena. Damerau's distance with adjacent transpositions (optimal string alignment). */
const char *brv_did_you_mean(brv_arena *arena, const char *word, const char *const *candidates);

#endif
