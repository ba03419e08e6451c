#include <string.h>

#include "cli/cli.h"
#include "cli/judge.h"

typedef struct {
  char **standards, **rest;
  char *diagnostics;
  gboolean list, speech, quiet, help;
  int asked; /* brv_standard, or-ed */
} options;

/* A file that can be judged. */
static bool is_finished(const char *name)
{
  return g_str_has_suffix(name, ".epub") || g_str_has_suffix(name, ".pdf");
}

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
  if (o->speech && !(o->rest && o->rest[0] && is_finished(o->rest[0])))
    return brv_cli_complain("verify", "%s", "--speech needs the names of PDFs or EPUBs");
  if (!o->asked)
    o->asked = BRV_CLI_STANDARDS;
  return brv_cli_fits("verify", o->diagnostics, NULL);
}

static bool parse(options *o, int argc, char **argv, int *status)
{
  const GOptionEntry entries[] = {
      {"standard", 0, 0, G_OPTION_ARG_STRING_ARRAY, &o->standards,
       "hold PDFs against ua-1, a-2b, a-2u, a-2a or house, EPUBs against epub (may be repeated; "
       "ua-1, a-2a, house and epub when not given)",
       "NAME"},
      {"speech", 0, 0, G_OPTION_ARG_NONE, &o->speech,
       "print what a screen reader says of the files named, and check nothing", NULL},
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

static void print_verdict(const brv_verdict *verdict, void *data)
{
  const options *o = data;
  if (o->quiet)
    return;
  printf("%s: %s, ", verdict->name, verdict->checked ? verdict->checked : "not examined");
  if (verdict->found)
    printf("%u finding%s\n", verdict->found, verdict->found == 1 ? "" : "s");
  else
    puts("nothing found");
}

/* The folder of the finished files: the second argument, or the pack's `out`. */
static char *folder_of(const options *o)
{
  const char *pack = o->rest && o->rest[0] ? o->rest[0] : ".";
  if (o->rest && o->rest[0] && o->rest[1])
    return g_strdup(o->rest[1]);
  return strcmp(pack, ".") == 0 ? g_strdup("out") : g_build_filename(pack, "out", NULL);
}

static void judge_folder(brv_cli_judge *judge, const options *o)
{
  g_autofree char *folder = folder_of(o);
  g_autoptr(GPtrArray) listed = g_ptr_array_new();
  g_autoptr(GArray) files = g_array_new(FALSE, TRUE, sizeof(brv_cli_file));
  brv_verdict *verdict = brv_verify_hashes(judge->arena, folder, listed, judge->diags);
  if (!verdict)
    return;
  print_verdict(verdict, (void *)o);
  brv_verdict_free(verdict);
  judge->secrets =
      brv_secrets_new(judge->arena, o->rest && o->rest[0] ? o->rest[0] : ".", judge->diags);
  for (guint i = 0; i < listed->len; i++) {
    const brv_finished *one = listed->pdata[i];
    brv_cli_file file = {.name = brv_arena_printf(judge->arena, "%s/%s", folder, one->name),
                         .tier = one->tier,
                         .bytes = one->bytes};
    if (one->bytes)
      g_array_append_val(files, file);
  }
  brv_cli_judge_files(judge, files);
}

static void clear_file(void *data)
{
  g_clear_pointer(&((brv_cli_file *)data)->bytes, g_bytes_unref);
}

static bool is_named(const options *o, const char *name)
{
  return g_strv_contains((const char *const *)o->rest, name);
}

/* A file that is named, and the EPUB beside it when that is not. */
static void add_named(const options *o, const char *name, GArray *files, brv_diags *diags)
{
  g_autofree char *sibling = brv_cli_sibling(name);
  brv_cli_file file = {.name = name, .bytes = brv_verify_open(name, diags)};
  g_array_append_val(files, file);
  if (!sibling || is_named(o, sibling) || !g_file_test(sibling, G_FILE_TEST_IS_REGULAR))
    return;
  brv_cli_file other = {.name = g_intern_string(sibling),
                        .bytes = brv_verify_open(sibling, diags),
                        .is_beside = true};
  g_array_append_val(files, other);
}

static GArray *named_files(const options *o, brv_diags *diags)
{
  GArray *files = g_array_new(FALSE, TRUE, sizeof(brv_cli_file));
  g_array_set_clear_func(files, clear_file);
  for (char **name = o->rest; *name; name++)
    if (brv_cli_standards_for(*name, o->asked))
      add_named(o, *name, files, diags);
    else
      brv_report(diags, BRV_USAGE, BRV_NO_PLACE, NULL, "none of the standards named is for %s",
                 *name);
  return files;
}

static void speak(const brv_cli_judge *judge, const char *name)
{
  g_autoptr(GBytes) bytes = brv_verify_open(name, judge->diags);
  const brv_exhibit exhibit = {.name = name, .bytes = bytes, .listen = true};
  const GPtrArray *readings = brv_verify_read(judge->arena, &exhibit, 1);
  g_autofree char *speech = brv_verify_speech(readings->pdata[0], judge->diags);
  if (speech)
    fputs(speech, stdout);
}

static void judge(const options *o, brv_arena *arena, brv_diags *diags)
{
  brv_cli_judge judge = {.arena = arena,
                         .diags = diags,
                         .standards = o->asked,
                         .tell = print_verdict,
                         .data = (void *)o};
  if (!o->rest || !o->rest[0] || !is_finished(o->rest[0])) {
    judge_folder(&judge, o);
    return;
  }
  for (char **name = o->speech ? o->rest : NULL; name && *name; name++)
    speak(&judge, *name);
  g_autoptr(GArray) files = o->speech ? NULL : named_files(o, diags);
  if (files)
    brv_cli_judge_files(&judge, files);
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
  judge(&o, arena, diags);
  status = finish(&o, diags);
  clear(&o);
  return status;
}
