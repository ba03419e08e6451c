/* The command line: one file a command. */
#ifndef BRV_CLI_CLI_H
#define BRV_CLI_CLI_H

#include "compile.h"

/* Runs the command that `argv` names; the exit status: 0 clean, 1 problems in the content,
 * 2 usage or files, 3 a plugin failed. */
int brv_cli_run(int argc, char **argv);

/* The options of a command, as parsed, and the job that they describe. */
typedef struct {
  brv_job job;
  char **tiers, **formats, **rest;
  char *output, *layout, *diagnostics, *stage;
  gboolean release, quiet, help, times;
  int workers;
} brv_cli_options;

/* Which of the options a command takes. */
typedef enum {
  BRV_CLI_TIERS = 1 << 0,
  BRV_CLI_FILES = 1 << 1, /* --format, --output */
  BRV_CLI_RELEASE = 1 << 2,
  BRV_CLI_STAGE = 1 << 3,
} brv_cli_takes;

/* Parses the arguments of `command`, argv[0] being its name. What is wrong is printed; then, and
 * after --help, false with the exit status in `status`. */
bool brv_cli_parse(brv_cli_options *options, const char *command, const char *summary, int takes,
                   int argc, char **argv, int *status);
void brv_cli_options_clear(brv_cli_options *options);

/* For parsers: prints what is wrong with the command line; false. Prints the help, which GLib
 * itself would send through the locale's character set; false. */
bool brv_cli_complain(const char *command, const char *format, ...) G_GNUC_PRINTF(2, 3);
bool brv_cli_print_help(GOptionContext *context);

/* Prints the diagnostics to the standard error as the options ask; gives the exit status. */
int brv_cli_finish(const brv_cli_options *options, brv_diags *diags);

/* Shows progress on a terminal once work takes longer than a moment; goes into job.progress. */
void brv_cli_progress(const char *what, guint done, guint total, void *options);

int brv_cli_build(int argc, char **argv);
int brv_cli_check(int argc, char **argv);
int brv_cli_inspect(int argc, char **argv);
int brv_cli_plugin(int argc, char **argv);

#endif
