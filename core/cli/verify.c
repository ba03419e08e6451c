#include <string.h>

#include "cli/cli.h"
#include "verify/verify.h"

typedef struct {
  char **standards, **rest;
  char *diagnostics;
  gboolean list, speech, quiet, help;
  int asked; /* brv_standard, or-ed */
} options;

static bool is_epub(const char *name)
{
  return g_str_has_suffix(name, ".epub");
}

/* A file that can be judged. */
static bool is_finished(const char *name)
{
  return is_epub(name) || g_str_has_suffix(name, ".pdf");
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

/* Whether any of the standards asked for is one for such a file. */
static bool is_asked(const options *o, const char *name)
{
  return o->asked & (is_epub(name) ? BRV_STANDARD_EPUB : ~BRV_STANDARD_EPUB);
}

static void print_verdict(const options *o, const brv_verdict *verdict)
{
  if (o->quiet)
    return;
  printf("%s: %s, ", verdict->name, verdict->checked ? verdict->checked : "not examined");
  if (verdict->found)
    printf("%u finding%s\n", verdict->found, verdict->found == 1 ? "" : "s");
  else
    puts("nothing found");
}

static void judge_file(const options *o, const char *name, brv_arena *arena, brv_diags *diags)
{
  brv_verdict *verdict = is_epub(name) ? brv_verify_epub(arena, name, diags)
                                       : brv_verify_pdf(arena, name, o->asked, diags);
  print_verdict(o, verdict);
  brv_verdict_free(verdict);
}

static void judge_tier(const options *o, brv_secrets *secrets, const char *path, const char *tier,
                       brv_diags *diags)
{
  brv_verdict *verdict = brv_verify_tier(secrets, path, tier, diags);
  print_verdict(o, verdict);
  brv_verdict_free(verdict);
}

/* The EPUB of the same name and tier beside a PDF, or NULL; free it. */
static char *sibling(const char *pdf)
{
  g_autofree char *stem = g_strndup(pdf, strlen(pdf) - strlen(".pdf"));
  g_autofree char *epub = g_strconcat(stem, ".epub", NULL);
  return g_file_test(epub, G_FILE_TEST_IS_REGULAR) ? g_steal_pointer(&epub) : NULL;
}

/* The two files of an edition say the same. */
static void judge_parity(const options *o, const char *pdf, brv_arena *arena, brv_diags *diags)
{
  g_autofree char *epub = is_epub(pdf) ? NULL : sibling(pdf);
  if (!epub)
    return;
  brv_verdict *verdict = brv_verify_parity(arena, pdf, epub, diags);
  print_verdict(o, verdict);
  brv_verdict_free(verdict);
}

/* The folder of the finished files: the second argument, or the pack's `out`. */
static char *folder_of(const options *o)
{
  const char *pack = o->rest && o->rest[0] ? o->rest[0] : ".";
  if (o->rest && o->rest[0] && o->rest[1])
    return g_strdup(o->rest[1]);
  return strcmp(pack, ".") == 0 ? g_strdup("out") : g_build_filename(pack, "out", NULL);
}

static void judge_folder(const options *o, brv_arena *arena, brv_diags *diags)
{
  g_autofree char *folder = folder_of(o);
  g_autoptr(GPtrArray) files = g_ptr_array_new();
  brv_verdict *verdict = brv_verify_hashes(arena, folder, files, diags);
  if (!verdict)
    return;
  print_verdict(o, verdict);
  brv_verdict_free(verdict);
  brv_secrets *secrets = brv_secrets_new(arena, o->rest && o->rest[0] ? o->rest[0] : ".", diags);
  for (guint i = 0; i < files->len; i++) {
    const brv_finished *file = files->pdata[i];
    g_autofree char *path = g_build_filename(folder, file->name, NULL);
    if (!g_file_test(path, G_FILE_TEST_IS_REGULAR))
      continue;
    if (is_asked(o, path))
      judge_file(o, path, arena, diags);
    judge_parity(o, path, arena, diags);
    if (secrets)
      judge_tier(o, secrets, path, file->tier, diags);
  }
}

static void judge_named(const options *o, const char *name, brv_arena *arena, brv_diags *diags)
{
  if (is_asked(o, name)) {
    judge_file(o, name, arena, diags);
    judge_parity(o, name, arena, diags);
  } else
    brv_report(diags, BRV_USAGE, BRV_NO_PLACE, NULL, "none of the standards named is for %s", name);
}

static void speak(const options *o, brv_diags *diags)
{
  for (char **name = o->rest; name && *name; name++) {
    g_autofree char *speech = brv_verify_speech(*name, diags);
    if (speech)
      fputs(speech, stdout);
  }
}

static void judge(const options *o, brv_arena *arena, brv_diags *diags)
{
  bool named = o->rest && o->rest[0] && is_finished(o->rest[0]);
  if (o->speech && named) {
    speak(o, diags);
    return;
  }
  for (char **name = o->rest; named && *name; name++)
    judge_named(o, *name, arena, diags);
  if (!named)
    judge_folder(o, arena, diags);
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
