/* The command line: one file a command. */
#ifndef BRV_CLI_CLI_H
#define BRV_CLI_CLI_H

#include "compile.h"

/* Runs the command that `argv` names; the exit status: 0 clean, 1 problems in the content,
 * 2 usage or files, 3 a plugin failed, 4 a finished file is not as it must be. */
int brv_cli_run(int argc, char **argv);

/* A program of several commands. */
typedef struct {
  const char *name, *about;
  int (*run)(int argc, char **argv); /* argv[0] is the name; gives the exit status */
} brv_cli_command;

typedef struct {
  const char *program;             /* "brevier", or "brevier" and a command of it */
  const char *arguments;           /* what may stand behind a command */
  const char *about;               /* one line or two */
  const char *options, *status;    /* of its own, lines; what its exit status tells */
  const brv_cli_command *commands; /* ended by one without a name */
} brv_cli_menu;

/* Runs the command that argv[1] names, or prints the help; the exit status. */
int brv_cli_choose(const brv_cli_menu *menu, int argc, char **argv);

/* The options of a command, as parsed, and the job that they describe. */
typedef struct {
  brv_job job;
  char **tiers, **formats, **rest;
  char *output, *layout, *diagnostics, *stage;
  gboolean release, verify, quiet, help, times;
  int workers;
} brv_cli_options;

/* Which of the options a command takes. */
typedef enum {
  BRV_CLI_TIERS = 1 << 0,
  BRV_CLI_FILES = 1 << 1, /* --format, --output */
  BRV_CLI_RELEASE = 1 << 2,
  BRV_CLI_STAGE = 1 << 3,
  BRV_CLI_VERIFY = 1 << 4,
} brv_cli_takes;

/* Parses the arguments of `command`, argv[0] being its name. What is wrong is printed; then, and
 * after --help, false with the exit status in `status`. */
bool brv_cli_parse(brv_cli_options *options, const char *command, const char *summary, int takes,
                   int argc, char **argv, int *status);
void brv_cli_options_clear(brv_cli_options *options);

/* For parsers: prints what is wrong with the command line; false. */
bool brv_cli_complain(const char *command, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* What the parsers of all commands do: reads the arguments of `command` ("plugin test") into the
 * entries of `group`, which it takes; `arguments`: what may stand behind the options, or NULL. With
 * `help` set by them it prints that. False, with the exit status, when there is nothing to run. */
bool brv_cli_read(GOptionGroup *group, const gboolean *help, const char *command,
                  const char *summary, const char *arguments, int argc, char **argv, int *status);

/* Whether the form of the diagnostics is one, and no second pack is named; complains. */
bool brv_cli_fits(const char *command, const char *form, char **packs);

/* Prints the diagnostics to the standard error as the options ask; gives the exit status. */
int brv_cli_finish(const brv_cli_options *options, brv_diags *diags);

/* Shows progress on a terminal once work takes longer than a moment; goes into job.progress. */
void brv_cli_progress(const char *what, guint done, guint total, void *options);

int brv_cli_build(int argc, char **argv);
int brv_cli_check(int argc, char **argv);
int brv_cli_inspect(int argc, char **argv);
int brv_cli_plugin(int argc, char **argv);
int brv_cli_verify(int argc, char **argv); /* in the part "verify" */

#endif
