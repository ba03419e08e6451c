#include <stdlib.h>
#include <unistd.h>

#include "cli/plugin.h"

static brv_test_job describe_job(const brv_plugin_options *o)
{
  bool colour = isatty(STDOUT_FILENO) && !getenv("NO_COLOR");
  return (brv_test_job){
      .names = o->rest,
      .filter = o->filter,
      .accept = o->accept,
      .form = o->tap                     ? BRV_TEST_TAP
              : brv_plugin_wants_json(o) ? BRV_TEST_JSON
                                         : BRV_TEST_TEXT,
      .verbose = o->verbose,
      .colour = colour,
  };
}

int brv_cli_plugin_test(int argc, char **argv)
{
  brv_plugin_options options = {0};
  int status;
  if (!brv_plugin_parse(&options, "test",
                        "Runs the specs of the plugins named; of all of a pack's own, or of the\n"
                        "program's where there is no pack, when none is named.",
                        "[NAME…]", BRV_PLUGIN_TEST | BRV_PLUGIN_FORM, argc, argv, &status)) {
    brv_plugin_options_clear(&options);
    return status;
  }
  g_autoptr(brv_diags) diags = brv_diags_new();
  brv_test_job job = describe_job(&options);
  brv_test_counts counts = {0};
  brv_desk *desk = brv_desk_open(options.pack, diags);
  if (desk)
    brv_desk_test(desk, &job, stdout, &counts, diags);
  fflush(stdout);
  status = brv_plugin_finish(&options, diags);
  if (!status && counts.failed)
    status = BRV_CLASS_CONTENT;
  brv_desk_close(desk);
  brv_plugin_options_clear(&options);
  return status;
}
