#include "cli/cli.h"

#include <string.h>

static const struct {
  const char *name, *about;
  int (*run)(int argc, char **argv);
} commands[] = {
    {"build", "compile a pack: a PDF and an EPUB for each tier", brv_cli_build},
    {"check", "report every problem of a pack, and write nothing", brv_cli_check},
    {"inspect", "print a stage of the compilation as text", brv_cli_inspect},
    {"plugin", "list, make, check, test and explain plugins", brv_cli_plugin},
};

static void print_help(FILE *out)
{
  fputs("Usage: brevier COMMAND [OPTION…] [PACK]\n\n"
        "Brevier compiles a pack of member briefings to a PDF and an EPUB for each tier.\n"
        "PACK is a folder with a pack.yaml; the folder you stand in when not given.\n\n"
        "Commands:\n",
        out);
  for (guint i = 0; i < G_N_ELEMENTS(commands); i++)
    fprintf(out, "  %-10s %s\n", commands[i].name, commands[i].about);
  fputs("\n  --help     this help; `brevier COMMAND --help` tells a command's options\n"
        "  --version  the version\n\n"
        "Exit status: 0 clean, 1 problems in the content, 2 usage or files, 3 a plugin failed.\n",
        out);
}

static int refuse(const char *name)
{
  const char *names[G_N_ELEMENTS(commands) + 1] = {0};
  for (guint i = 0; i < G_N_ELEMENTS(commands); i++)
    names[i] = commands[i].name;
  g_autoptr(brv_arena) arena = brv_arena_new();
  const char *help = brv_did_you_mean(arena, name, names);
  fprintf(stderr, "brevier: error: there is no command \"%s\" [usage]\n  help: %s\n", name,
          help ? help : "`brevier --help` lists the commands");
  return BRV_CLASS_USAGE;
}

int brv_cli_run(int argc, char **argv)
{
  const char *name = argc > 1 ? argv[1] : NULL;
  if (!name) {
    print_help(stderr);
    return BRV_CLASS_USAGE;
  }
  if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0 || strcmp(name, "help") == 0) {
    print_help(stdout);
    return 0;
  }
  if (strcmp(name, "--version") == 0) {
    fputs("brevier " BRV_VERSION "\n", stdout);
    return 0;
  }
  for (guint i = 0; i < G_N_ELEMENTS(commands); i++)
    if (strcmp(commands[i].name, name) == 0)
      return commands[i].run(argc - 1, argv + 1);
  return refuse(name);
}
