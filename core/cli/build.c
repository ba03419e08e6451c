#include <string.h>

#include "base/part.h"
#include "cli/cli.h"
#include "cli/judge.h"

static void free_output(void *output)
{
  brv_output_free(output);
}

static int longest_path(const GPtrArray *outputs)
{
  int longest = 0;
  for (guint i = 0; i < outputs->len; i++)
    longest = MAX(longest, (int)strlen(((const brv_output *)outputs->pdata[i])->path));
  return longest;
}

static void print_outputs(const GPtrArray *outputs)
{
  int width = longest_path(outputs);
  for (guint i = 0; i < outputs->len; i++) {
    const brv_output *output = outputs->pdata[i];
    printf("%-*s  ", width, output->path);
    if (output->pages)
      printf("%4u pages  ", output->pages);
    printf("%6" G_GSIZE_FORMAT " kB\n", (output->size + 500) / 1000);
  }
}

static void print_time(const char *stage, guint milliseconds, void *unused G_GNUC_UNUSED)
{
  fprintf(stderr, "%6u ms  %s\n", milliseconds, stage);
}

/* The checker is a part of its own. */
static void judge(const GPtrArray *outputs, brv_diags *diags, void *proof)
{
  __typeof__(&brv_cli_judge_outputs) run = BRV_PART("verify", brv_cli_judge_outputs, diags);
  if (run)
    run(outputs, diags, proof);
}

int brv_cli_build(int argc, char **argv)
{
  brv_cli_options options = {0};
  int status, takes = BRV_CLI_TIERS | BRV_CLI_FILES | BRV_CLI_VERIFY | BRV_CLI_RELEASE;
  if (!brv_cli_parse(&options, "build",
                     "Compiles a pack: a PDF and an EPUB for each tier, and build.json.\n"
                     "After any error no file is touched.",
                     takes, argc, argv, &status)) {
    brv_cli_options_clear(&options);
    return status;
  }
  g_autoptr(brv_diags) diags = brv_diags_new();
  g_autoptr(GPtrArray) outputs = g_ptr_array_new_with_free_func(free_output);
  g_autoptr(brv_arena) arena = brv_arena_new();
  brv_cli_proof proof = {arena, options.job.pack};
  options.job.timed = options.times ? print_time : NULL;
  options.job.judge = options.verify || options.release ? judge : NULL;
  options.job.judge_data = &proof;
  brv_compilation *compilation = brv_compilation_new(&options.job, diags);
  bool done = brv_compile(compilation, outputs);
  status = brv_cli_finish(&options, diags);
  if (done && !options.quiet)
    print_outputs(outputs);
  brv_compilation_free(compilation);
  brv_cli_options_clear(&options);
  return status;
}
