#include "cli/plugin.h"

int brv_cli_plugin_doc(int argc, char **argv)
{
  brv_plugin_options options = {0};
  int status;
  if (!brv_plugin_parse(
          &options, "doc",
          "Tells an editor what can be written: every section, block, span, key of the\n"
          "front matter and option of the plugins named, or of all at hand.",
          "[NAME…]", BRV_PLUGIN_DOC, argc, argv, &status)) {
    brv_plugin_options_clear(&options);
    return status;
  }
  g_autoptr(brv_diags) diags = brv_diags_new();
  g_autoptr(GString) out = g_string_new(NULL);
  brv_desk *desk = brv_desk_open(options.pack, diags);
  if (desk)
    brv_desk_doc(desk, options.rest, options.markdown, out, diags);
  fputs(out->str, stdout);
  fflush(stdout);
  status = brv_plugin_finish(&options, diags);
  brv_desk_close(desk);
  brv_plugin_options_clear(&options);
  return status;
}
