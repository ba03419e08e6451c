#include <string.h>

#include "cli/cli.h"

static void print_help(const brv_cli_menu *menu, FILE *out)
{
  fprintf(out, "Usage: %s COMMAND %s\n\n%s\nCommands:\n", menu->program, menu->arguments,
          menu->about);
  for (const brv_cli_command *command = menu->commands; command->name; command++)
    fprintf(out, "  %-10s %s\n", command->name, command->about);
  fprintf(out, "\n  --help     this help; `%s COMMAND --help` tells a command's options\n%s\n%s",
          menu->program, menu->options, menu->status);
}

/* "plugin test" of `brevier plugin`, "build" of `brevier`. */
static int refuse(const brv_cli_menu *menu, const char *name)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  for (const brv_cli_command *command = menu->commands; command->name; command++)
    g_ptr_array_add(names, (void *)command->name);
  g_ptr_array_add(names, NULL);
  g_autoptr(brv_arena) arena = brv_arena_new();
  const char *near = brv_did_you_mean(arena, name, (const char *const *)names->pdata);
  const char *within = menu->program + strlen("brevier");
  g_autofree char *help = g_strdup_printf("`%s --help` lists the commands", menu->program);
  fprintf(stderr, "brevier: error: there is no command \"%s%s%s\" [usage]\n  help: %s\n",
          *within ? within + 1 : "", *within ? " " : "", name, near ? near : help);
  return BRV_CLASS_USAGE;
}

int brv_cli_choose(const brv_cli_menu *menu, int argc, char **argv)
{
  const char *name = argc > 1 ? argv[1] : NULL;
  if (!name) {
    print_help(menu, stderr);
    return BRV_CLASS_USAGE;
  }
  if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0 || strcmp(name, "help") == 0) {
    print_help(menu, stdout);
    return 0;
  }
  for (const brv_cli_command *command = menu->commands; command->name; command++)
    if (strcmp(command->name, name) == 0)
      return command->run(argc - 1, argv + 1);
  return refuse(menu, name);
}
