/* The compiler: a pack folder in, finished files out. compile.c is the map of the program. */
#ifndef BRV_COMPILE_H
#define BRV_COMPILE_H

#include "base/diag.h"
#include "document/format.h"

typedef enum { BRV_STAGE_PACK, BRV_STAGE_EDITION, BRV_STAGE_DOCUMENT, BRV_STAGE_PAGES } brv_stage;

/* A finished file. */
typedef struct {
  char *path; /* as the user would name it: under the output folder */
  char *tier, *format, *sha256;
  GBytes *bytes;
  gsize size;
  guint pages; /* 0: of an edition that has none */
  guint words;
} brv_output;

typedef struct {
  const char *pack;         /* the folder */
  const char *const *tiers; /* ids, NULL-ended; NULL: all */
  int formats;              /* brv_format, or-ed; 0: those that the pack has */
  const char *output;       /* the folder for the files; NULL: "out" in the pack */
  const char *layout;       /* overrides the pack's; or NULL */
  int workers;              /* 0: one a processor */
  bool release;             /* warnings and pending sources are errors */
  void (*progress)(const char *what, guint done, guint total, void *data); /* or NULL */
  void *progress_data;
  /* Judges the finished files (of brv_output *) before any is put in place: an error that it reports
   * keeps all of them back; or NULL. */
  void (*judge)(const GPtrArray *outputs, brv_diags *diags, void *data);
  void *judge_data;
  void (*timed)(const char *stage, guint milliseconds, void *data); /* of brv_compile; or NULL */
  void *timed_data;
} brv_job;

void brv_output_free(brv_output *output);

/* Of what pages are set and drawn with. */
typedef struct {
  const char *cairo, *harfbuzz, *pango;
} brv_versions;

/* One compilation. Messages in the diagnostics point into it: free it after they are printed. */
typedef struct brv_compilation brv_compilation;

/* `job` and `diags` must outlive it. */
brv_compilation *brv_compilation_new(const brv_job *job, brv_diags *diags);
void brv_compilation_free(brv_compilation *compilation);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(brv_compilation, brv_compilation_free)

/* One of the three is called, once. Each reports what is wrong; false after any error. */

/* Writes every file of the job and build.json, or none. Appends the files to `outputs` (of
 * brv_output *), in the order of tiers and formats. */
bool brv_compile(brv_compilation *compilation, GPtrArray *outputs);

/* Everything but the files: all stages run for all tiers, nothing is written. */
bool brv_compile_check(brv_compilation *compilation);

/* Appends a text dump of a stage for the tiers of the job (a pack has no tier yet). */
bool brv_compile_inspect(brv_compilation *compilation, brv_stage stage, GString *out);

#endif
