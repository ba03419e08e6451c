#include "cli/cli.h"

#include <string.h>

#include "base/part.h"

/* The command "verify" and what it uses are a part of their own. */
static int verify(int argc, char **argv)
{
  g_autoptr(brv_diags) diags = brv_diags_new();
  __typeof__(&brv_cli_verify) run = BRV_PART("verify", brv_cli_verify, diags);
  if (run)
    return run(argc, argv);
  brv_diags_print(diags, stderr);
  return brv_diags_exit(diags);
}

static const brv_cli_command commands[] = {
    {"build", "compile a pack: a PDF and an EPUB for each tier", brv_cli_build},
    {"check", "report every problem of a pack, and write nothing", brv_cli_check},
    {"inspect", "print a stage of the compilation as text", brv_cli_inspect},
    {"plugin", "list, make, check, test and explain plugins", brv_cli_plugin},
    {"verify", "open the finished files anew and judge them", verify},
    {NULL},
};

static const brv_cli_menu menu = {
    .program = "brevier",
    .arguments = "[OPTION…] [PACK]",
    .about = "Brevier compiles a pack of member briefings to a PDF and an EPUB for each tier.\n"
             "PACK is a folder with a pack.yaml; the folder you stand in when not given.\n",
    .options = "  --version  the version\n",
    .status =
        "Exit status: 0 clean, 1 problems in the content, 2 usage or files, 3 a plugin failed,\n"
        "             4 a finished file is not as it must be.\n",
    .commands = commands,
};

int brv_cli_run(int argc, char **argv)
{
  if (argc > 1 && strcmp(argv[1], "--version") == 0) {
    fputs("brevier " BRV_VERSION "\n", stdout);
    return 0;
  }
  return brv_cli_choose(&menu, argc, argv);
}
