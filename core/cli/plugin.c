#include "cli/plugin.h"

static const brv_cli_command commands[] = {
    {"check", "report what is wrong with plugins, and what they lack", brv_cli_plugin_check},
    {"doc", "tell what an editor can write", brv_cli_plugin_doc},
    {"list", "every plugin: version, origin, what it adds", brv_cli_plugin_list},
    {"new", "make a plugin to start from", brv_cli_plugin_new},
    {"test", "run the specs of plugins", brv_cli_plugin_test},
    {NULL},
};

static const brv_cli_menu menu = {
    .program = "brevier plugin",
    .arguments = "[OPTION…]",
    .about = "The plugin author's desk. How a plugin is written: plugins/README.md.\n",
    .options = "",
    .status =
        "Exit status: 0 clean, 1 problems or examples that failed, 2 usage or files, 3 a plugin\n"
        "that cannot be loaded.\n",
    .commands = commands,
};

int brv_cli_plugin(int argc, char **argv)
{
  return brv_cli_choose(&menu, argc, argv);
}
