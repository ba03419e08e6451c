#include <string.h>

#include "base/files.h"
#include "cli/cli.h"
#include "verify/verify.h"

typedef struct {
  char **standards, **rest;
  char *diagnostics;
  gboolean list, quiet, help;
  int asked; /* brv_standard, or-ed */
} options;

static bool read_standards(options *o)
{
  for (char **name = o->standards; name && *name; name++) {
    int standard = brv_standard_named(*name);
    if (!standard)
      return brv_cli_complain(
          "verify", "there is no standard \"%s\", only ua-1, a-2a, a-2u, a-2b, house and epub",
          *name);
    o->asked |= standard;
  }
  if (!o->asked)
    o->asked = BRV_STANDARD_UA_1 | BRV_STANDARD_A_2A | BRV_STANDARD_HOUSE | BRV_STANDARD_EPUB;
  return brv_cli_fits("verify", o->diagnostics, NULL);
}

static bool parse(options *o, int argc, char **argv, int *status)
{
  const GOptionEntry entries[] = {
      {"standard", 0, 0, G_OPTION_ARG_STRING_ARRAY, &o->standards,
       "hold PDFs against ua-1, a-2b, a-2u, a-2a or house, EPUBs against epub (may be repeated; "
       "ua-1, a-2a, house and epub when not given)",
       "NAME"},
      {"list", 0, 0, G_OPTION_ARG_NONE, &o->list, "print the conditions, and check nothing", NULL},
      {"diagnostics", 0, 0, G_OPTION_ARG_STRING, &o->diagnostics,
       "print problems as text or json (text when not given)", "FORM"},
      {"quiet", 'q', 0, G_OPTION_ARG_NONE, &o->quiet, "print problems only", NULL},
      {"help", 'h', 0, G_OPTION_ARG_NONE, &o->help, "this help", NULL},
      {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &o->rest, NULL, NULL},
      {0}};
  GOptionGroup *group = g_option_group_new("main", "", "", NULL, NULL);
  g_option_group_add_entries(group, entries);
  return brv_cli_read(
             group, &o->help, "verify",
             "Opens the finished files of a pack anew, in DIR (PACK/out when not given), and\n"
             "judges them; or the files that are named.",
             "[PACK] [DIR] | FILE…", argc, argv, status) &&
         read_standards(o);
}

static void clear(options *o)
{
  g_strfreev(o->standards);
  g_strfreev(o->rest);
  g_free(o->diagnostics);
}

static bool is_epub(const char *name)
{
  return g_str_has_suffix(name, ".epub");
}

/* A file that can be judged. */
static bool is_finished(const char *name)
{
  return is_epub(name) || g_str_has_suffix(name, ".pdf");
}

/* Whether any of the standards asked for is one for such a file. */
static bool is_asked(const options *o, const char *name)
{
  return o->asked & (is_epub(name) ? BRV_STANDARD_EPUB : ~BRV_STANDARD_EPUB);
}

/* The files to be judged: those named, or those in the folder. */
static bool find_files(const options *o, GPtrArray *files, brv_diags *diags)
{
  char **rest = o->rest;
  bool named = rest && rest[0] && is_finished(rest[0]);
  for (char **name = rest; named && *name; name++)
    g_ptr_array_add(files, g_strdup(*name));
  if (named)
    return true;
  const char *pack = rest && rest[0] ? rest[0] : ".";
  g_autofree char *folder = rest && rest[0] && rest[1] ? g_strdup(rest[1])
                            : strcmp(pack, ".") == 0   ? g_strdup("out")
                                                       : g_build_filename(pack, "out", NULL);
  g_autoptr(brv_arena) arena = brv_arena_new();
  const brv_folder *out = brv_folder_open(arena, folder, diags);
  const GPtrArray *names = out ? brv_folder_list(arena, out, NULL) : NULL;
  for (guint i = 0; names && i < names->len; i++)
    if (is_finished(names->pdata[i]) && is_asked(o, names->pdata[i]))
      g_ptr_array_add(files, g_build_filename(folder, names->pdata[i], NULL));
  return out;
}

static void print_verdict(const brv_verdict *verdict)
{
  printf("%s: %u page%s, %u conditions, ", verdict->name, verdict->pages,
         verdict->pages == 1 ? "" : "s", verdict->checked);
  if (verdict->found)
    printf("%u finding%s\n", verdict->found, verdict->found == 1 ? "" : "s");
  else
    puts("nothing found");
}

static void judge_file(const options *o, const char *name, brv_arena *arena, brv_diags *diags)
{
  if (!is_asked(o, name)) {
    brv_report(diags, BRV_USAGE, BRV_NO_PLACE, NULL, "none of the standards named is for %s", name);
    return;
  }
  brv_verdict *verdict = is_epub(name) ? brv_verify_epub(arena, name, diags)
                                       : brv_verify_pdf(arena, name, o->asked, diags);
  if (!o->quiet)
    print_verdict(verdict);
  brv_verdict_free(verdict);
}

static void judge(const options *o, const GPtrArray *files, brv_arena *arena, brv_diags *diags)
{
  for (guint i = 0; i < files->len; i++)
    judge_file(o, files->pdata[i], arena, diags);
}

static int finish(const options *o, brv_diags *diags)
{
  fflush(stdout);
  if (g_strcmp0(o->diagnostics, "json") == 0)
    brv_diags_print_json(diags, stderr);
  else
    brv_diags_print(diags, stderr);
  return brv_diags_exit(diags);
}

int brv_cli_verify(int argc, char **argv)
{
  options o = {0};
  int status = BRV_CLASS_USAGE;
  if (!parse(&o, argc, argv, &status)) {
    clear(&o);
    return status;
  }
  if (o.list) {
    brv_verify_list(o.asked, stdout);
    clear(&o);
    return 0;
  }
  g_autoptr(brv_diags) diags = brv_diags_new();
  g_autoptr(brv_arena) arena = brv_arena_new();
  g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func(g_free);
  if (find_files(&o, files, diags))
    judge(&o, files, arena, diags);
  status = finish(&o, diags);
  clear(&o);
  return status;
}
