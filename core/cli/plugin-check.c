#include "cli/plugin.h"

int brv_cli_plugin_check(int argc, char **argv)
{
  brv_plugin_options options = {0};
  int status;
  if (!brv_plugin_parse(
          &options, "check",
          "Reports what is wrong with the plugins named, and what they lack: words,\n"
          "titles, styles, examples; of all of a pack's own, or of the program's where\n"
          "there is no pack, when none is named.",
          "[NAME…]", BRV_PLUGIN_CHECK | BRV_PLUGIN_FORM, argc, argv, &status)) {
    brv_plugin_options_clear(&options);
    return status;
  }
  g_autoptr(brv_diags) diags = brv_diags_new();
  if (options.strict)
    brv_diags_strict(diags);
  brv_desk *desk = brv_desk_open(options.pack, diags);
  if (desk)
    brv_desk_check(desk, options.rest, diags);
  status = brv_plugin_finish(&options, diags);
  if (!status && !brv_diags_warnings(diags) && !options.quiet && !brv_plugin_wants_json(&options))
    puts("no problems");
  brv_desk_close(desk);
  brv_plugin_options_clear(&options);
  return status;
}
