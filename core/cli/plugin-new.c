#include "cli/plugin.h"

static int make(const brv_plugin_options *o, brv_diags *diags)
{
  brv_desk *desk = brv_desk_open(o->pack, diags);
  const GPtrArray *files =
      desk && !brv_diags_errors(diags) ? brv_desk_new(desk, o->rest[0], o->replace, diags) : NULL;
  for (guint i = 0; files && i < files->len; i++)
    puts(files->pdata[i]);
  if (files)
    printf("try it: brevier plugin test %s\n", o->rest[0]);
  brv_desk_close(desk);
  return brv_plugin_finish(o, diags);
}

int brv_cli_plugin_new(int argc, char **argv)
{
  brv_plugin_options options = {0};
  int status;
  if (brv_plugin_parse(
          &options, "new",
          "Makes a plugin in the pack to start from: a section with a block of data, a\n"
          "table and a chart, with its words and its spec.",
          "NAME", BRV_PLUGIN_NEW, argc, argv, &status)) {
    g_autoptr(brv_diags) diags = brv_diags_new();
    bool one = options.rest && options.rest[0] && !options.rest[1];
    status = BRV_CLASS_USAGE;
    if (one)
      status = make(&options, diags);
    else
      brv_cli_complain("plugin new", "name one plugin to be made");
  }
  brv_plugin_options_clear(&options);
  return status;
}
