#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "desk/desk-private.h"

/* Each spec file runs in a process of its own, which tells what happens through a pipe. When
 * nothing comes for too long the process is ended: neither a spec that hangs nor one that brings
 * its process down stops the rest. */

enum { PATIENCE = 60 * 1000 }; /* milliseconds */

/* --- in the process --- */

typedef struct {
  const brv_test_job *job;
  brv_goldens goldens;
  brv_bench bench;
} runner;

static bool is_wanted(const runner *r, const brv_spec_example *example)
{
  const char *filter = r->job->filter;
  bool wanted = !filter || strstr(example->name, filter);
  for (const char *const *group = example->groups; *group; group++)
    wanted = wanted || strstr(*group, filter);
  return wanted;
}

static void tell(const runner *r, brv_record_kind kind, const char *file, int line,
                 const char *text)
{
  g_autofree char *number = g_strdup_printf("%d", line);
  const char *const fields[] = {file, number, text, NULL};
  brv_record_write(r->goldens.fd, kind, fields);
}

static bool starts(const brv_spec_example *example, void *data)
{
  const runner *r = data;
  const char *fields[BRV_RECORD_FIELDS + 1] = {NULL};
  g_autofree char *number = g_strdup_printf("%d", example->line);
  if (!is_wanted(r, example))
    return false;
  fields[0] = example->file;
  fields[1] = number;
  fields[2] = example->name;
  for (gsize i = 0; example->groups[i] && i + 3 < BRV_RECORD_FIELDS; i++)
    fields[i + 3] = example->groups[i];
  return brv_record_write(r->goldens.fd, BRV_RECORD_STARTS, fields);
}

static void ends(const brv_spec_example *example, void *data)
{
  const char *const none[] = {NULL};
  const runner *r = data;
  if (example->failure)
    tell(r, BRV_RECORD_FAILED, example->failed_file, example->failed_line, example->failure);
  else
    brv_record_write(r->goldens.fd, BRV_RECORD_PASSED, none);
}

static const brv_spec_page *build(brv_arena *arena, const char *text, const brv_value *options,
                                  void *data)
{
  runner *r = data;
  return brv_bench_build(&r->bench, arena, text, options);
}

static const char *golden(brv_arena *arena, const char *name, const char *text, void *data)
{
  const runner *r = data;
  return brv_golden_compare(&r->goldens, arena, name, text);
}

static void tell_remark(const brv_remark *remark, void *data)
{
  brv_position at = brv_place_position(remark->place);
  if (remark->severity == BRV_SEVERITY_ERROR)
    tell(data, BRV_RECORD_BROKEN, at.name ? at.name : "plugin", at.name ? at.line : 0,
         remark->text);
}

static void run_spec(brv_desk *desk, const brv_test_job *job, const brv_plugin_info *plugin,
                     const char *file, int fd)
{
  runner r = {.job = job, .goldens = {desk, plugin, fd, job->accept}};
  r.bench = (brv_bench){.desk = desk, .plugin = plugin->id};
  brv_spec_kit kit = {starts, ends, build, golden, &r};
  g_autoptr(brv_diags) diags = brv_diags_new();
  brv_spec_run(desk->host, plugin->id, file, &kit, diags);
  brv_diags_each(diags, tell_remark, &r);
  brv_bench_clear(&r.bench);
}

/* --- in the process that waits --- */

typedef struct {
  brv_desk *desk;
  const brv_test_job *job;
  const brv_plugin_info *plugin;
  brv_reporter *reporter;
  brv_diags *diags;
  GHashTable *used;         /* the goldens that were asked for */
  bool cut_short;           /* an example or a spec stopped before its end */
  char *file, *line, *name; /* of the example that runs; NULL: none does */
  char **groups;
  guint examples; /* of the file */
} watcher;

static void forget_example(watcher *w)
{
  g_clear_pointer(&w->file, g_free);
  g_clear_pointer(&w->line, g_free);
  g_clear_pointer(&w->name, g_free);
  g_clear_pointer(&w->groups, g_strfreev);
}

static void end_example(watcher *w, const char *file, const char *line, const char *failure)
{
  if (!w->name)
    return;
  w->cut_short |= failure != NULL;
  brv_reporter_example(w->reporter, w->plugin->id, w->groups, w->name, file ? file : w->file,
                       line ? line : w->line, failure);
  forget_example(w);
}

/* Something that is no example's fault alone; it counts as one that failed. */
static void fail_spec(watcher *w, const char *spec, const char *line, const char *failure)
{
  char *none[] = {NULL};
  w->cut_short = true;
  brv_reporter_example(w->reporter, w->plugin->id, none, spec, spec, line, failure);
}

static void accept_golden(watcher *w, const char *name, const char *text)
{
  g_autofree char *file = g_strdup_printf("spec/%s.golden", name);
  g_autofree char *path = brv_desk_path(w->desk, w->plugin, file);
  g_autofree char *folder = g_path_get_dirname(path);
  g_autoptr(GString) said = g_string_new(NULL);
  brv_file golden = {path, g_bytes_new(text, strlen(text))};
  if (brv_files_write(folder, &golden, 1, w->diags))
    g_string_printf(said, "renewed plugins/%s/%s", w->plugin->id, file);
  else
    g_string_printf(said, "plugins/%s/%s cannot be written", w->plugin->id, file);
  g_bytes_unref(golden.bytes);
  brv_reporter_remark(w->reporter, said->str);
}

static void start_example(watcher *w, char *const *fields)
{
  forget_example(w);
  w->file = g_strdup(fields[0]);
  w->line = g_strdup(fields[1]);
  w->name = g_strdup(fields[2]);
  w->groups = g_strdupv((char **)fields + 3);
  w->examples++;
}

/* False when the record is none that a runner writes. */
static bool follow(watcher *w, const brv_record *record)
{
  static const guint least[] = {3, 0, 3, 1, 2, 3};
  G_STATIC_ASSERT(G_N_ELEMENTS(least) == BRV_RECORD_COUNT);
  char *const *fields = record->fields;
  if (g_strv_length((char **)fields) < least[record->kind])
    return false;
  switch (record->kind) {
  case BRV_RECORD_STARTS:
    start_example(w, fields);
    break;
  case BRV_RECORD_PASSED:
    end_example(w, NULL, NULL, NULL);
    break;
  case BRV_RECORD_FAILED:
    end_example(w, fields[0], fields[1], fields[2]);
    break;
  case BRV_RECORD_GOLDEN:
    g_hash_table_add(w->used, g_strdup(fields[0]));
    break;
  case BRV_RECORD_ACCEPTS:
    if (!brv_is_id(fields[0]))
      return false;
    accept_golden(w, fields[0], fields[1]);
    break;
  default:
    w->examples++;
    fail_spec(w, fields[0], fields[1], fields[2]);
  }
  return true;
}

/* What comes within the time that there is; 0 at the end, -1 when nothing came. */
static gssize read_some(int fd, GByteArray *buffer, guint patience)
{
  struct pollfd waiting = {.fd = fd, .events = POLLIN};
  gint64 deadline = g_get_monotonic_time() + (gint64)patience * 1000;
  for (;;) {
    gint64 left = (deadline - g_get_monotonic_time()) / 1000;
    int ready = poll(&waiting, 1, (int)CLAMP(left, 0, (gint64)G_MAXINT));
    if (ready < 0 && errno == EINTR)
      continue;
    if (ready <= 0)
      return -1;
    guint8 bytes[4096];
    gssize n = read(fd, bytes, sizeof bytes);
    if (n < 0 && errno == EINTR)
      continue;
    if (n > 0)
      g_byte_array_append(buffer, bytes, (guint)n);
    return MAX(n, 0);
  }
}

/* Follows a runner to its end; why it had to be ended, or NULL. */
static const char *listen(watcher *w, int fd)
{
  g_autoptr(GByteArray) buffer = g_byte_array_new();
  g_autoptr(GByteArray) held = g_byte_array_new();
  guint patience = w->job->patience ? w->job->patience : PATIENCE;
  for (;;) {
    brv_record record;
    bool broken = false;
    while (brv_record_take(buffer, held, &record, &broken))
      if (!follow(w, &record))
        return "what its process told cannot be read";
    if (broken)
      return "what its process told cannot be read";
    gssize n = read_some(fd, buffer, patience);
    if (n < 0)
      return "it took too long and was ended";
    if (n == 0)
      return NULL;
  }
}

static int finish(pid_t child, bool end)
{
  int status = 0;
  if (end)
    kill(-child, SIGKILL);
  while (waitpid(child, &status, 0) < 0 && errno == EINTR)
    ;
  return status;
}

static void watch(watcher *w, const char *spec, pid_t child, int fd)
{
  w->examples = 0;
  const char *failure = listen(w, fd);
  int status = finish(child, failure != NULL);
  if (!failure && (!WIFEXITED(status) || WEXITSTATUS(status) != 0))
    failure = "its process came to grief";
  g_autofree char *label = g_strdup_printf("plugins/%s/%s", w->plugin->id, spec);
  if (failure && w->name)
    end_example(w, NULL, NULL, failure);
  else if (failure)
    fail_spec(w, label, "1", failure);
  else if (!w->examples && !w->job->filter)
    fail_spec(w, label, "1",
              "there is no example in it; write it(\"does something\", function() … end)");
  forget_example(w);
}

G_GNUC_NORETURN static void be_runner(watcher *w, const char *spec, const int *ends)
{
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  setpgid(0, 0);
  close(ends[0]);
  run_spec(w->desk, w->job, w->plugin, spec, ends[1]);
  _exit(0);
}

static bool run_file(watcher *w, const char *spec)
{
  int ends[2];
  fflush(NULL);
  pid_t child = pipe2(ends, O_CLOEXEC) == 0 ? fork() : -1;
  if (child < 0) {
    brv_report(w->diags, BRV_FILE_UNREADABLE, BRV_NO_PLACE, NULL, "cannot start a process: %s",
               g_strerror(errno));
    return false;
  }
  if (child == 0)
    be_runner(w, spec, ends);
  setpgid(child, child);
  close(ends[1]);
  watch(w, spec, child, ends[0]);
  close(ends[0]);
  return true;
}

/* Goldens that no example asks for; only a whole run can know, in which no example stopped on its
 * way to one. */
static void tell_unused(watcher *w)
{
  GPtrArray *goldens = brv_desk_specs(w->desk, w->plugin, ".golden");
  for (guint i = 0; i < goldens->len && !w->job->filter && !w->cut_short; i++) {
    const char *file = goldens->pdata[i];
    g_autofree char *base = g_path_get_basename(file);
    base[strlen(base) - strlen(".golden")] = '\0';
    if (g_hash_table_contains(w->used, base))
      continue;
    g_autofree char *text =
        g_strdup_printf("plugins/%s/%s is used by no example", w->plugin->id, file);
    brv_reporter_remark(w->reporter, text);
  }
}

static bool run_plugin(watcher *w)
{
  GPtrArray *specs = brv_desk_specs(w->desk, w->plugin, ".lua");
  bool fine = true;
  for (guint i = 0; fine && i < specs->len; i++)
    fine = run_file(w, specs->pdata[i]);
  if (!specs->len) {
    g_autofree char *text = g_strdup_printf("plugins/%s has no spec", w->plugin->id);
    brv_reporter_remark(w->reporter, text);
  }
  tell_unused(w);
  brv_reporter_plugin(w->reporter, w->plugin->id);
  return fine;
}

bool brv_desk_test(brv_desk *desk, const brv_test_job *job, FILE *out, brv_test_counts *counts,
                   brv_diags *diags)
{
  GPtrArray *plugins = brv_desk_choose(desk, job->names, diags);
  bool fine = plugins && !brv_diags_errors(diags);
  brv_reporter *reporter = fine ? brv_reporter_new(job, out) : NULL;
  for (guint i = 0; fine && i < plugins->len; i++) {
    watcher w = {.desk = desk, .job = job, .plugin = plugins->pdata[i]};
    w.reporter = reporter;
    w.diags = diags;
    w.used = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    fine = run_plugin(&w);
    g_hash_table_unref(w.used);
  }
  if (reporter) {
    brv_reporter_end(reporter);
    *counts = brv_reporter_counts(reporter);
  }
  brv_reporter_free(reporter);
  return fine;
}
