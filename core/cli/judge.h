/* Finished files before a judge: those that `brevier verify` finds, and those that `brevier build` is
 * about to put in place. */
#ifndef BRV_CLI_JUDGE_H
#define BRV_CLI_JUDGE_H

#include "compile.h"
#include "verify/verify.h"

/* What files are held against when nothing else is said. */
enum {
  BRV_CLI_STANDARDS =
      BRV_STANDARD_UA_1 | BRV_STANDARD_A_2A | BRV_STANDARD_HOUSE | BRV_STANDARD_EPUB
};

typedef struct {
  const char *name, *tier; /* the tier is needed where secrets are */
  GBytes *bytes;           /* NULL: there are none, which was reported */
  bool is_beside;          /* only for another of its edition to be compared with */
} brv_cli_file;

typedef struct {
  brv_arena *arena;
  brv_diags *diags;
  int standards;
  brv_secrets *secrets; /* NULL: nothing is looked for */
  void (*tell)(const brv_verdict *verdict, void *data); /* or NULL */
  void *data;
} brv_cli_judge;

/* Those of the standards that such a file can be held against. */
int brv_cli_standards_for(const char *name, int standards);

/* The name of the EPUB beside a PDF; NULL beside others. Free it. */
char *brv_cli_sibling(const char *name);

/* Judges files (of brv_cli_file): each, those of an edition against each other, and each against
 * what its tier may not read. */
void brv_cli_judge_files(const brv_cli_judge *judge, const GArray *files);

/* The judge of a job (see brv_job), with a brv_cli_proof for its data. */
typedef struct {
  brv_arena *arena; /* for what messages need */
  const char *pack;
} brv_cli_proof;
void brv_cli_judge_outputs(const GPtrArray *outputs, brv_diags *diags, void *proof);

#endif
