#include "cli/plugin.h"

#include <string.h>

static const struct {
  const char *name, *about;
  int (*run)(int argc, char **argv);
} commands[] = {
    {"check", "report what is wrong with plugins, and what they lack", brv_cli_plugin_check},
    {"doc", "tell what an editor can write", brv_cli_plugin_doc},
    {"list", "every plugin: version, origin, what it adds", brv_cli_plugin_list},
    {"new", "make a plugin to start from", brv_cli_plugin_new},
    {"test", "run the specs of plugins", brv_cli_plugin_test},
};

static void print_help(FILE *out)
{
  fputs("Usage: brevier plugin COMMAND [OPTION…]\n\n"
        "The plugin author's desk. How a plugin is written: plugins/README.md.\n\n"
        "Commands:\n",
        out);
  for (guint i = 0; i < G_N_ELEMENTS(commands); i++)
    fprintf(out, "  %-10s %s\n", commands[i].name, commands[i].about);
  fputs("\n  --help     this help; `brevier plugin COMMAND --help` tells a command's options\n\n"
        "Exit status: 0 clean, 1 problems or examples that failed, 2 usage or files, 3 a plugin\n"
        "that cannot be loaded.\n",
        out);
}

static int refuse(const char *name)
{
  const char *names[G_N_ELEMENTS(commands) + 1] = {0};
  for (guint i = 0; i < G_N_ELEMENTS(commands); i++)
    names[i] = commands[i].name;
  g_autoptr(brv_arena) arena = brv_arena_new();
  const char *help = brv_did_you_mean(arena, name, names);
  fprintf(stderr, "brevier: error: there is no command \"plugin %s\" [usage]\n  help: %s\n", name,
          help ? help : "`brevier plugin --help` lists the commands");
  return BRV_CLASS_USAGE;
}

int brv_cli_plugin(int argc, char **argv)
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
  for (guint i = 0; i < G_N_ELEMENTS(commands); i++)
    if (strcmp(commands[i].name, name) == 0)
      return commands[i].run(argc - 1, argv + 1);
  return refuse(name);
}
