#include <string.h>

#include "cli/cli.h"

static const char *const stages[] = {
    [BRV_STAGE_PACK] = "pack",
    [BRV_STAGE_EDITION] = "edition",
    [BRV_STAGE_DOCUMENT] = "document",
    [BRV_STAGE_PAGES] = "pages",
    NULL,
};

/* The stage's number, or -1 after a report. */
static int find_stage(const char *name, brv_diags *diags)
{
  for (int i = 0; stages[i]; i++)
    if (strcmp(stages[i], name) == 0)
      return i;
  g_autoptr(brv_arena) arena = brv_arena_new();
  const char *help = brv_did_you_mean(arena, name, stages);
  brv_report(diags, BRV_USAGE, BRV_NO_PLACE,
             help ? help : "the stages are pack, edition, document and pages",
             "there is no stage \"%s\"", name);
  return -1;
}

int brv_cli_inspect(int argc, char **argv)
{
  brv_cli_options options = {0};
  int status;
  if (!brv_cli_parse(&options, "inspect",
                     "Prints a stage of the compilation as text: the pack as loaded, an edition\n"
                     "as projected, its document as built, its pages as set.",
                     BRV_CLI_TIERS | BRV_CLI_STAGE, argc, argv, &status)) {
    brv_cli_options_clear(&options);
    return status;
  }
  g_autoptr(brv_diags) diags = brv_diags_new();
  g_autoptr(GString) out = g_string_new(NULL);
  brv_compilation *compilation = brv_compilation_new(&options.job, diags);
  int stage = find_stage(options.stage ? options.stage : "document", diags);
  if (stage >= 0 && brv_compile_inspect(compilation, (brv_stage)stage, out))
    fputs(out->str, stdout);
  status = brv_cli_finish(&options, diags);
  brv_compilation_free(compilation);
  brv_cli_options_clear(&options);
  return status;
}
