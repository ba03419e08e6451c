#include <string.h>
#include <unistd.h>

#include "cli/cli.h"

/* Microseconds before progress shows, so that quick builds stay silent. */
enum { MOMENT = 400 * 1000 };

void brv_cli_progress(const char *what, guint done, guint total, void *unused G_GNUC_UNUSED)
{
  static gint64 start;
  static bool shown;
  gint64 now = g_get_monotonic_time();
  start = start ? start : now;
  if (!isatty(STDERR_FILENO) || now - start < MOMENT)
    return;
  if (done < total)
    fprintf(stderr, "\r\033[K%u of %u: %s", done, total, what);
  else if (shown)
    fputs("\r\033[K", stderr);
  shown = done < total;
  fflush(stderr);
}

static void print_count(guint errors, guint warnings)
{
  if (errors)
    fprintf(stderr, "%u error%s", errors, errors == 1 ? "" : "s");
  if (errors && warnings)
    fputs(", ", stderr);
  if (warnings)
    fprintf(stderr, "%u warning%s", warnings, warnings == 1 ? "" : "s");
  if (errors || warnings)
    fputs(errors ? "; nothing was written\n" : "\n", stderr);
}

int brv_cli_finish(const brv_cli_options *o, brv_diags *diags)
{
  if (isatty(STDERR_FILENO) && o->job.progress)
    fputs("\r\033[K", stderr);
  if (o->diagnostics && strcmp(o->diagnostics, "json") == 0) {
    brv_diags_print_json(diags, stderr);
  } else {
    brv_diags_print(diags, stderr);
    print_count(brv_diags_errors(diags), brv_diags_warnings(diags));
  }
  return brv_diags_exit(diags);
}
