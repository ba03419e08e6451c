#include "cli/plugin.h"

int brv_cli_plugin_list(int argc, char **argv)
{
  brv_plugin_options options = {0};
  int status;
  if (!brv_plugin_parse(
          &options, "list",
          "Lists the plugins that a pack is compiled with, the program's and its own;\n"
          "without a pack, the program's.",
          "[PACK]", BRV_PLUGIN_PACK | BRV_PLUGIN_FORM, argc, argv, &status)) {
    brv_plugin_options_clear(&options);
    return status;
  }
  g_autoptr(brv_diags) diags = brv_diags_new();
  g_autoptr(GString) out = g_string_new(NULL);
  brv_desk *desk = brv_desk_open(options.pack, diags);
  if (desk)
    brv_desk_list(desk, diags, brv_plugin_wants_json(&options), out);
  fputs(out->str, stdout);
  status = desk ? 0 : brv_plugin_finish(&options, diags);
  brv_desk_close(desk);
  brv_plugin_options_clear(&options);
  return status;
}
