#include "cli/cli.h"

int brv_cli_check(int argc, char **argv)
{
  brv_cli_options options = {0};
  int status;
  if (!brv_cli_parse(&options, "check",
                     "Reports every problem of a pack, down to its pages, and writes nothing.",
                     BRV_CLI_TIERS | BRV_CLI_RELEASE, argc, argv, &status)) {
    brv_cli_options_clear(&options);
    return status;
  }
  g_autoptr(brv_diags) diags = brv_diags_new();
  brv_compilation *compilation = brv_compilation_new(&options.job, diags);
  brv_compile_check(compilation);
  status = brv_cli_finish(&options, diags);
  if (!status && !brv_diags_warnings(diags) && !options.quiet)
    puts("no problems");
  brv_compilation_free(compilation);
  brv_cli_options_clear(&options);
  return status;
}
