#include <string.h>

#include "base/dump.h"
#include "desk/desk-private.h"

/* How a run of specs reads: as text for people, as TAP, or as JSON. */

struct brv_reporter {
  const brv_test_job *job;
  FILE *out;
  brv_test_counts all, plugin; /* of the whole run, of the plugin that runs */
  GPtrArray *groups;           /* TEXT: of char *, those printed last */
};

brv_reporter *brv_reporter_new(const brv_test_job *job, FILE *out)
{
  brv_reporter *r = g_new0(brv_reporter, 1);
  r->job = job;
  r->out = out;
  r->groups = g_ptr_array_new_with_free_func(g_free);
  if (job->form == BRV_TEST_TAP)
    fputs("TAP version 13\n", out);
  if (job->form == BRV_TEST_JSON)
    fputs("{\"examples\":[", out);
  return r;
}

void brv_reporter_free(brv_reporter *r)
{
  if (!r)
    return;
  g_ptr_array_unref(r->groups);
  g_free(r);
}

brv_test_counts brv_reporter_counts(const brv_reporter *r)
{
  return r->all;
}

static const char *paint(const brv_reporter *r, const char *code)
{
  return r->job->colour ? code : "";
}

#define RED "\033[31m"
#define GREEN "\033[32m"
#define FAINT "\033[2m"
#define PLAIN "\033[0m"

/* --- text --- */

/* Prints the describes that are new since the last example; gives how deep the example stands. */
static int print_groups(brv_reporter *r, const char *plugin, char *const *groups)
{
  guint same = 0, depth = 0;
  while (same < r->groups->len && (same == 0 ? plugin : groups[same - 1]) &&
         strcmp(r->groups->pdata[same], same == 0 ? plugin : groups[same - 1]) == 0)
    same++;
  g_ptr_array_set_size(r->groups, (int)same);
  for (;; depth++) {
    const char *name = depth == 0 ? plugin : groups[depth - 1];
    if (!name)
      break;
    if (depth < same)
      continue;
    g_ptr_array_add(r->groups, g_strdup(name));
    fprintf(r->out, "%*s%s\n", (int)depth * 2, "", name);
  }
  return (int)depth;
}

static void print_lines(FILE *out, const char *before, const char *text)
{
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  for (char **line = lines; *line; line++)
    if (**line || line[1])
      fprintf(out, "%s%s\n", **line ? before : "", *line);
}

static void print_painted(const brv_reporter *r, const char *before, const char *text)
{
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  for (char **line = lines; *line; line++) {
    const char *code = g_str_has_prefix(*line, "- ")   ? paint(r, RED)
                       : g_str_has_prefix(*line, "+ ") ? paint(r, GREEN)
                                                       : "";
    if (**line)
      fprintf(r->out, "%s%s%s%s\n", before, code, *line, *code ? PLAIN : "");
  }
}

static void print_text(brv_reporter *r, const char *plugin, char *const *groups, const char *name,
                       const char *file, const char *line, const char *failure)
{
  if (!failure && !r->job->verbose)
    return;
  int depth = print_groups(r, plugin, groups);
  fprintf(r->out, "%*s%s%s%s %s\n", depth * 2, "", paint(r, failure ? RED : GREEN),
          failure ? "✗" : "✓", paint(r, PLAIN), name);
  if (!failure)
    return;
  g_autofree char *before = g_strnfill((gsize)depth * 2 + 2, ' ');
  fprintf(r->out, "%s%s%s:%s%s\n", before, paint(r, FAINT), file, line, paint(r, PLAIN));
  print_painted(r, before, failure);
}

/* --- TAP --- */

/* One line in which "#" opens no directive. */
static char *tap_name(const char *plugin, char *const *groups, const char *name)
{
  g_autoptr(GString) all = g_string_new(plugin);
  for (; *groups; groups++)
    g_string_append_printf(all, ": %s", *groups);
  g_string_append_printf(all, ": %s", name);
  g_string_replace(all, "\\", "\\\\", 0);
  g_string_replace(all, "#", "\\#", 0);
  return g_strdup(all->str);
}

static void print_tap(brv_reporter *r, const char *plugin, char *const *groups, const char *name,
                      const char *file, const char *line, const char *failure)
{
  g_autofree char *all = tap_name(plugin, groups, name);
  guint number = r->all.passed + r->all.failed;
  fprintf(r->out, "%sok %u - %s\n", failure ? "not " : "", number, all);
  if (!failure)
    return;
  fprintf(r->out, "# %s:%s\n", file, line);
  print_lines(r->out, "#   ", failure);
}

/* --- JSON --- */

static void print_json_text(FILE *out, const char *text)
{
  g_autoptr(GString) quoted = g_string_new(NULL);
  brv_dump_json(quoted, text);
  fputs(quoted->str, out);
}

static void print_json(brv_reporter *r, const char *plugin, char *const *groups, const char *name,
                       const char *file, const char *line, const char *failure)
{
  bool first = r->all.passed + r->all.failed == 1;
  fprintf(r->out, "%s\n{\"plugin\":", first ? "" : ",");
  print_json_text(r->out, plugin);
  fputs(",\"name\":[", r->out);
  for (; *groups; groups++) {
    print_json_text(r->out, *groups);
    fputc(',', r->out);
  }
  print_json_text(r->out, name);
  fputs("],\"file\":", r->out);
  print_json_text(r->out, file);
  fprintf(r->out, ",\"line\":%s,\"passed\":%s", line, failure ? "false" : "true");
  if (failure) {
    fputs(",\"message\":", r->out);
    print_json_text(r->out, failure);
  }
  fputc('}', r->out);
}

/* --- all of them --- */

/* What specs and plugins say makes no lines of its own in the output. */
static char *shown(const char *text)
{
  GString *out = g_string_new(NULL);
  brv_dump_shown(out, text);
  return g_string_free(out, FALSE);
}

/* A failure has lines, between which nothing is hidden. */
static char *shown_lines(const char *text)
{
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  for (char **line = lines; *line; line++) {
    char *plain = *line;
    *line = shown(plain);
    g_free(plain);
  }
  return g_strjoinv("\n", lines);
}

static void print_example(brv_reporter *r, const char *plugin, char *const *groups,
                          const char *name, const char *file, const char *line, const char *failure)
{
  g_autofree char *seen = shown(name), *where = shown(file);
  g_autofree char *why = failure ? shown_lines(failure) : NULL;
  g_auto(GStrv) around = g_new0(char *, g_strv_length((char **)groups) + 1);
  for (guint i = 0; groups[i]; i++)
    around[i] = shown(groups[i]);
  if (r->job->form == BRV_TEST_TAP)
    print_tap(r, plugin, around, seen, where, line, why);
  else
    print_text(r, plugin, around, seen, where, line, why);
}

void brv_reporter_example(brv_reporter *r, const char *plugin, char *const *groups,
                          const char *name, const char *file, const char *line, const char *failure)
{
  r->all.passed += !failure;
  r->all.failed += failure != NULL;
  r->plugin.passed += !failure;
  r->plugin.failed += failure != NULL;
  if (r->job->form == BRV_TEST_JSON)
    print_json(r, plugin, groups, name, file, line, failure);
  else
    print_example(r, plugin, groups, name, file, line, failure);
  fflush(r->out);
}

void brv_reporter_plugin(brv_reporter *r, const char *plugin)
{
  brv_test_counts counts = r->plugin;
  r->plugin = (brv_test_counts){0};
  if (r->job->form != BRV_TEST_TEXT || r->job->verbose || counts.failed || !counts.passed)
    return;
  fprintf(r->out, "%s✓%s %-24s %u\n", paint(r, GREEN), paint(r, PLAIN), plugin, counts.passed);
}

void brv_reporter_remark(brv_reporter *r, const char *text)
{
  g_autofree char *seen = shown(text);
  if (r->job->form == BRV_TEST_TEXT)
    fprintf(r->out, "%s\n", seen);
  if (r->job->form == BRV_TEST_TAP)
    fprintf(r->out, "# %s\n", seen);
}

void brv_reporter_end(brv_reporter *r)
{
  brv_test_counts all = r->all;
  if (r->job->form == BRV_TEST_TAP) {
    fprintf(r->out, "1..%u\n", all.passed + all.failed);
  } else if (r->job->form == BRV_TEST_JSON) {
    fprintf(r->out, "\n],\"passed\":%u,\"failed\":%u}\n", all.passed, all.failed);
  } else {
    fprintf(r->out, "%s%u passed, %u failed%s\n", paint(r, all.failed ? RED : GREEN), all.passed,
            all.failed, paint(r, PLAIN));
  }
}
