/* The compiler: a pack folder in, finished files out. compile.c is the map of the program. */
#ifndef BRV_COMPILE_H
#define BRV_COMPILE_H

#include "base/diag.h"

typedef enum { BRV_FORMAT_PDF = 1, BRV_FORMAT_EPUB = 2 } brv_format;

typedef enum { BRV_STAGE_PACK, BRV_STAGE_EDITION, BRV_STAGE_DOCUMENT, BRV_STAGE_PAGES } brv_stage;

typedef struct {
  const char *pack;         /* the folder */
  const char *const *tiers; /* ids, NULL-ended; NULL: all */
  int formats;              /* brv_format, or-ed; 0: both */
  const char *output;       /* the folder for the files; NULL: "out" in the pack */
  const char *layout;       /* overrides the pack's; or NULL */
  int workers;              /* 0: one a processor */
  bool release;             /* warnings and pending sources are errors */
  void (*progress)(const char *what, guint done, guint total, void *data); /* or NULL */
  void *progress_data;
} brv_job;

/* A finished file. */
typedef struct {
  char *path; /* as the user would name it: under the output folder */
  char *tier, *format, *sha256;
  gsize size;
  guint pages, words;
} brv_output;

void brv_output_free(brv_output *output);

/* Compiles and writes every file of the job and build.json, or, after any error, none. The files are
 * appended to `outputs` (of brv_output *), in the order of tiers and formats. */
bool brv_compile(const brv_job *job, GPtrArray *outputs, brv_diags *diags);

/* Everything but the outputs: all stages run for all tiers, nothing is written. */
bool brv_compile_check(const brv_job *job, brv_diags *diags);

/* Appends a text dump of a stage, for one tier (not used for the pack). */
bool brv_compile_inspect(const brv_job *job, brv_stage stage, GString *out, brv_diags *diags);

#endif
