#include <string.h>

#include "cli/cli.h"

static const char *const format_names[] = {"pdf", "epub", NULL};

static void add_entries(GOptionGroup *group, brv_cli_options *o, int takes)
{
  const GOptionEntry tiers[] = {{"tier", 0, 0, G_OPTION_ARG_STRING_ARRAY, &o->tiers,
                                 "compile only this tier (may be repeated)", "TIER"},
                                {0}};
  const GOptionEntry files[] = {{"format", 0, 0, G_OPTION_ARG_STRING_ARRAY, &o->formats,
                                 "write only pdf or epub (may be repeated)", "FORMAT"},
                                {"output", 'o', 0, G_OPTION_ARG_FILENAME, &o->output,
                                 "write to this folder (PACK/out when not given)", "DIR"},
                                {"times", 0, 0, G_OPTION_ARG_NONE, &o->times,
                                 "print how many milliseconds each stage took", NULL},
                                {0}};
  const GOptionEntry verify[] = {
      {"verify", 0, 0, G_OPTION_ARG_NONE, &o->verify,
       "judge the finished files before any is put in place (--release does so too)", NULL},
      {0}};
  const GOptionEntry stage[] = {{"stage", 0, 0, G_OPTION_ARG_STRING, &o->stage,
                                 "pack, edition, document or pages (document when not given)",
                                 "STAGE"},
                                {0}};
  const GOptionEntry release[] = {{"release", 0, 0, G_OPTION_ARG_NONE, &o->release,
                                   "refuse warnings and pending sources", NULL},
                                  {0}};
  const GOptionEntry common[] = {
      {"layout", 0, 0, G_OPTION_ARG_STRING, &o->layout, "use this layout, not the pack's", "NAME"},
      {"jobs", 'j', 0, G_OPTION_ARG_INT, &o->workers,
       "work on so many tiers at once (one a processor when not given)", "N"},
      {"diagnostics", 0, 0, G_OPTION_ARG_STRING, &o->diagnostics,
       "print problems as text or json (text when not given)", "FORM"},
      {"quiet", 'q', 0, G_OPTION_ARG_NONE, &o->quiet, "print problems only", NULL},
      {"help", 'h', 0, G_OPTION_ARG_NONE, &o->help, "this help", NULL},
      {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &o->rest, NULL, "[PACK]"},
      {0}};
  if (takes & BRV_CLI_STAGE)
    g_option_group_add_entries(group, stage);
  if (takes & BRV_CLI_TIERS)
    g_option_group_add_entries(group, tiers);
  if (takes & BRV_CLI_FILES)
    g_option_group_add_entries(group, files);
  if (takes & BRV_CLI_VERIFY)
    g_option_group_add_entries(group, verify);
  if (takes & BRV_CLI_RELEASE)
    g_option_group_add_entries(group, release);
  g_option_group_add_entries(group, common);
}

bool brv_cli_complain(const char *command, const char *format, ...)
{
  va_list args;
  va_start(args, format);
  g_autofree char *text = g_strdup_vprintf(format, args);
  va_end(args);
  fprintf(stderr, "brevier: error: %s [usage]\n  help: see `brevier %s --help`\n", text, command);
  return false;
}

static bool fits_formats(brv_cli_options *o, const char *command)
{
  for (char **name = o->formats; name && *name; name++) {
    if (!g_strv_contains(format_names, *name))
      return brv_cli_complain(command, "there is no format \"%s\", only pdf and epub", *name);
    o->job.formats |= strcmp(*name, "pdf") == 0 ? BRV_FORMAT_PDF : BRV_FORMAT_EPUB;
  }
  return true;
}

bool brv_cli_fits(const char *command, const char *form, char **packs)
{
  if (packs && packs[0] && packs[1])
    return brv_cli_complain(command, "only one pack can be named, \"%s\" is too many", packs[1]);
  if (form && strcmp(form, "text") != 0 && strcmp(form, "json") != 0)
    return brv_cli_complain(command, "there is no form \"%s\", only text and json", form);
  return true;
}

static bool fits(brv_cli_options *o, const char *command)
{
  if (!brv_cli_fits(command, o->diagnostics, o->rest))
    return false;
  if (o->workers < 0 || o->workers > 1024)
    return brv_cli_complain(command, "%d is no number of jobs", o->workers);
  return fits_formats(o, command);
}

static void describe_job(brv_cli_options *o)
{
  o->job.pack = o->rest && o->rest[0] ? o->rest[0] : ".";
  o->job.tiers = (const char *const *)o->tiers;
  o->job.output = o->output;
  o->job.layout = o->layout;
  o->job.workers = o->workers;
  o->job.release = o->release;
  o->job.progress = o->quiet ? NULL : brv_cli_progress;
}

/* GLib itself would send the help through the locale's character set. */
static void print_help(GOptionContext *context)
{
  g_autofree char *help = g_option_context_get_help(context, TRUE, NULL);
  fputs(help, stdout);
}

bool brv_cli_read(GOptionGroup *group, const gboolean *help, const char *command,
                  const char *summary, const char *arguments, int argc, char **argv, int *status)
{
  g_autofree char *program = g_strconcat("brevier ", command, NULL);
  g_set_prgname(program);
  g_autoptr(GOptionContext) context = g_option_context_new(arguments);
  g_option_context_set_summary(context, summary);
  g_option_context_set_help_enabled(context, FALSE);
  g_option_context_set_main_group(context, group);
  g_autoptr(GError) error = NULL;
  *status = BRV_CLASS_USAGE;
  if (!g_option_context_parse(context, &argc, &argv, &error))
    return brv_cli_complain(command, "%s", error->message);
  if (!*help)
    return true;
  print_help(context);
  *status = 0;
  return false;
}

bool brv_cli_parse(brv_cli_options *o, const char *command, const char *summary, int takes,
                   int argc, char **argv, int *status)
{
  GOptionGroup *group = g_option_group_new("main", "", "", NULL, NULL);
  add_entries(group, o, takes);
  if (!brv_cli_read(group, &o->help, command, summary, NULL, argc, argv, status) ||
      !fits(o, command))
    return false;
  describe_job(o);
  return true;
}

void brv_cli_options_clear(brv_cli_options *o)
{
  g_strfreev(o->tiers);
  g_strfreev(o->formats);
  g_strfreev(o->rest);
  g_free(o->output);
  g_free(o->layout);
  g_free(o->diagnostics);
  g_free(o->stage);
}
