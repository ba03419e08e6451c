/* What the commands under `brevier plugin` share. Private to core/cli. */
#ifndef BRV_CLI_PLUGIN_H
#define BRV_CLI_PLUGIN_H

#include "cli/cli.h"
#include "desk/desk.h"

typedef struct {
  const char *pack; /* the folder of the pack at hand; NULL: there is none */
  char **rest;      /* what stands behind the options; may be NULL */
  char *in, *filter, *diagnostics;
  gboolean strict, accept, tap, verbose, replace, markdown, quiet, help;
} brv_plugin_options;

typedef enum {
  BRV_PLUGIN_PACK = 1 << 0,  /* [PACK] stands behind the options; else --in names it */
  BRV_PLUGIN_TEST = 1 << 1,  /* --accept, --filter, --tap, --verbose */
  BRV_PLUGIN_FORM = 1 << 2,  /* --diagnostics */
  BRV_PLUGIN_NEW = 1 << 3,   /* --replace */
  BRV_PLUGIN_CHECK = 1 << 4, /* --strict, --quiet */
  BRV_PLUGIN_DOC = 1 << 5,   /* --markdown */
} brv_plugin_takes;

/* As brv_cli_parse, for `brevier plugin COMMAND`. `arguments` is what stands behind the options in
 * the help. */
bool brv_plugin_parse(brv_plugin_options *options, const char *command, const char *summary,
                      const char *arguments, int takes, int argc, char **argv, int *status);
void brv_plugin_options_clear(brv_plugin_options *options);

bool brv_plugin_wants_json(const brv_plugin_options *options);
/* Prints the diagnostics; the exit status that they ask for. */
int brv_plugin_finish(const brv_plugin_options *options, brv_diags *diags);

int brv_cli_plugin_check(int argc, char **argv);
int brv_cli_plugin_doc(int argc, char **argv);
int brv_cli_plugin_list(int argc, char **argv);
int brv_cli_plugin_new(int argc, char **argv);
int brv_cli_plugin_test(int argc, char **argv);

#endif
