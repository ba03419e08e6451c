#include <string.h>

#include "cli/plugin.h"

static void add_entries(GOptionGroup *group, brv_plugin_options *o, int takes)
{
  const GOptionEntry in[] = {{"in", 0, 0, G_OPTION_ARG_FILENAME, &o->in,
                              "the pack (the folder you stand in when it is one)", "PACK"},
                             {0}};
  const GOptionEntry test[] = {
      {"accept", 0, 0, G_OPTION_ARG_NONE, &o->accept, "write the goldens anew, and say which",
       NULL},
      {"filter", 0, 0, G_OPTION_ARG_STRING, &o->filter, "only examples whose names hold this text",
       "TEXT"},
      {"tap", 0, 0, G_OPTION_ARG_NONE, &o->tap, "print as TAP, for test runners", NULL},
      {"verbose", 'v', 0, G_OPTION_ARG_NONE, &o->verbose, "name every example", NULL},
      {0}};
  const GOptionEntry fresh[] = {{"replace", 0, 0, G_OPTION_ARG_NONE, &o->replace,
                                 "start from a copy of the bundled plugin of that name", NULL},
                                {0}};
  const GOptionEntry check[] = {
      {"strict", 0, 0, G_OPTION_ARG_NONE, &o->strict, "take warnings for errors", NULL},
      {"quiet", 'q', 0, G_OPTION_ARG_NONE, &o->quiet, "print problems only", NULL},
      {0}};
  const GOptionEntry doc[] = {
      {"markdown", 0, 0, G_OPTION_ARG_NONE, &o->markdown, "write a page of Markdown", NULL}, {0}};
  const GOptionEntry form[] = {{"diagnostics", 0, 0, G_OPTION_ARG_STRING, &o->diagnostics,
                                "print as text or json (text when not given)", "FORM"},
                               {0}};
  const GOptionEntry common[] = {
      {"help", 'h', 0, G_OPTION_ARG_NONE, &o->help, "this help", NULL},
      {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &o->rest, NULL, NULL},
      {0}};
  if (takes & BRV_PLUGIN_TEST)
    g_option_group_add_entries(group, test);
  if (takes & BRV_PLUGIN_CHECK)
    g_option_group_add_entries(group, check);
  if (takes & BRV_PLUGIN_DOC)
    g_option_group_add_entries(group, doc);
  if (takes & BRV_PLUGIN_NEW)
    g_option_group_add_entries(group, fresh);
  if (!(takes & BRV_PLUGIN_PACK))
    g_option_group_add_entries(group, in);
  if (takes & BRV_PLUGIN_FORM)
    g_option_group_add_entries(group, form);
  g_option_group_add_entries(group, common);
}

/* Without a pack named, the folder at hand when it is one. */
static const char *find_pack(const brv_plugin_options *o, int takes)
{
  if (takes & BRV_PLUGIN_PACK && o->rest && o->rest[0])
    return o->rest[0];
  if (o->in)
    return o->in;
  return g_file_test("pack.yaml", G_FILE_TEST_EXISTS) ? "." : NULL;
}

bool brv_plugin_parse(brv_plugin_options *o, const char *command, const char *summary,
                      const char *arguments, int takes, int argc, char **argv, int *status)
{
  g_autofree char *name = g_strconcat("plugin ", command, NULL);
  GOptionGroup *group = g_option_group_new("main", "", "", NULL, NULL);
  add_entries(group, o, takes);
  if (!brv_cli_read(group, &o->help, name, summary, arguments, argc, argv, status))
    return false;
  o->pack = find_pack(o, takes);
  return brv_cli_fits(name, o->diagnostics, takes & BRV_PLUGIN_PACK ? o->rest : NULL);
}

void brv_plugin_options_clear(brv_plugin_options *o)
{
  g_strfreev(o->rest);
  g_free(o->in);
  g_free(o->filter);
  g_free(o->diagnostics);
}

bool brv_plugin_wants_json(const brv_plugin_options *o)
{
  return g_strcmp0(o->diagnostics, "json") == 0;
}

int brv_plugin_finish(const brv_plugin_options *o, brv_diags *diags)
{
  if (brv_plugin_wants_json(o) && brv_diags_errors(diags) + brv_diags_warnings(diags))
    brv_diags_print_json(diags, stderr);
  else
    brv_diags_print(diags, stderr);
  return brv_diags_exit(diags);
}
