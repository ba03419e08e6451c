#include <string.h>

#include "plugin/internal.h"

/* Plugin code in workers: the note that a worker keeps of what it does, and what the parent says
 * when one ended badly. */

/* Of a worker, so that C that runs wild is bounded too: the plugins' own cap is far below. */
static const gsize memory_limit = (gsize)1 << 30, answer_limit = (gsize)256 << 20;

/* --- in the worker --- */

bool brv_crew_begin(brv_host *host, const brv_plugin *plugin, const char *name, brv_place place)
{
  brv_worker_note *note = host->note;
  place = brv_wire_known_place(host->names, place);
  note->plugin = plugin ? (gint32)plugin->number : 0;
  note->source = brv_wire_number(host->names, place.source);
  note->offset = place.offset;
  note->length = place.length;
  note->line = 0;
  g_strlcpy(note->name, name ? name : "", sizeof note->name);
  __atomic_store_n(&note->call, note->call + 1, __ATOMIC_RELEASE);
  guint32 stop = plugin && host->stops ? host->stops[plugin->number] : 0;
  return !stop || note->call < stop;
}

void brv_crew_at(brv_host *host, const char *file, int line)
{
  g_strlcpy(host->note->file, file, sizeof host->note->file);
  host->note->line = line;
}

void brv_crew_end(brv_host *host)
{
  host->note->plugin = 0;
  __atomic_store_n(&host->note->call, host->note->call + 1, __ATOMIC_RELEASE);
}

/* In a signal's handler: Lua's stack is looked at where it stands. */
static void last_words(brv_worker_note *note, void *data)
{
  const brv_crew_task *task = data;
  if (task->host->sandbox)
    brv_sandbox_position(task->host->sandbox, note->file, sizeof note->file, &note->line);
}

static void run_task(GByteArray *answer, brv_worker_note *note, void *data)
{
  brv_crew_task *task = data;
  brv_host *host = task->host;
  g_autoptr(brv_diags) diags = brv_diags_new();
  brv_wire_writer writer = {answer, task->names};
  host->note = note;
  host->names = task->names;
  host->stops = task->stops;
  guint begun = brv_wire_begin(&writer);
  if (brv_host_open_state(host, diags))
    task->body(task, &writer, diags);
  brv_wire_end(&writer, begun);
  brv_wire_put_messages(&writer, diags);
}

/* --- in the parent --- */

brv_wire_names *brv_crew_names(const brv_host *host)
{
  brv_wire_names *names = brv_wire_names_new();
  GHashTableIter iter;
  gpointer source;
  for (guint i = 0; i < host->plugins->len; i++) {
    const brv_plugin *plugin = host->plugins->pdata[i];
    g_hash_table_iter_init(&iter, plugin->sources);
    while (g_hash_table_iter_next(&iter, NULL, &source))
      brv_wire_name_source(names, source);
    g_hash_table_iter_init(&iter, plugin->assets);
    while (g_hash_table_iter_next(&iter, NULL, &source))
      brv_wire_name_asset(names, source);
  }
  g_hash_table_iter_init(&iter, host->library);
  while (g_hash_table_iter_next(&iter, NULL, &source))
    brv_wire_name_source(names, source);
  return names;
}

static brv_worker_limits limits_of(const brv_host *host)
{
  return (brv_worker_limits){
      .seconds = host->limits.seconds, .memory = memory_limit, .answer = answer_limit};
}

static brv_place noted_place(const brv_crew_task *task, const brv_worker_note *note)
{
  const brv_source *source = brv_wire_source(task->names, note->source);
  if (!source)
    return BRV_NO_PLACE;
  if (!note->plugin && note->line > 0) /* a layout's own */
    return brv_line_place(source, note->line);
  guint32 whole = (guint32)brv_source_length(source), offset = MIN(note->offset, whole);
  return (brv_place){source, offset, MIN(note->length, whole - offset)};
}

static brv_place noted_line(const brv_crew_task *task, const brv_plugin *plugin,
                            const brv_worker_note *note)
{
  brv_fault fault = {.line = note->line};
  g_strlcpy(fault.file, note->file, sizeof fault.file);
  return note->line > 0 ? brv_host_fault_place(task->host, plugin, &fault) : BRV_NO_PLACE;
}

/* Says how a worker ended, and returns the plugin whose code was running; NULL: nobody's. */
static brv_plugin *report_end(const brv_crew_task *task, const brv_work *work, brv_diags *diags)
{
  brv_host *host = task->host;
  const brv_worker_note *note = &work->note;
  brv_worker_limits limits = limits_of(host);
  bool over = work->end == BRV_WORKER_LATE || work->end == BRV_WORKER_MEMORY;
  brv_code code = over ? BRV_PLUGIN_LIMIT : task->failed_code;
  bool is_plugin = note->plugin > 0 && (guint)note->plugin <= host->plugins->len;
  brv_plugin *plugin = is_plugin ? host->plugins->pdata[note->plugin - 1] : NULL;
  brv_place place = noted_place(task, note), line = noted_line(task, plugin, note);
  g_autofree char *how = brv_work_describe_end(work, &limits);
  g_autofree char *valid = g_utf8_make_valid(note->name, -1);
  g_autofree char *loading = g_strdup_printf("plugin \"%s\"", plugin ? plugin->id : "");
  const char *who = *valid ? valid : plugin ? loading : "the plugin worker";
  if (place.source)
    brv_report_via(diags, code, place, line, NULL, "%s: %s", who, how);
  else
    brv_report(diags, code, line, NULL, "%s: %s", who, how);
  return plugin;
}

/* An answer is the length of its result, the result, and the messages; these are told only when all
 * of it can be read. */
static void read_answer(void *data)
{
  brv_crew_task *task = data;
  if (task->work->end != BRV_WORKER_DONE)
    return;
  g_autoptr(brv_diags) unheard = brv_diags_new();
  brv_wire_reader result = brv_wire_read(task->arena, task->names, task->work->answer), messages;
  task->work->answer = NULL;
  guint32 length = brv_wire_take_measure(&result);
  messages = result;
  messages.at += length;
  result.end = messages.at;
  task->messages = messages;
  brv_wire_take_messages(&messages, unheard);
  bool has_result = length > 0;
  if (has_result && !messages.bad)
    task->read(task, &result);
  task->is_read = brv_wire_is_done(&result) && brv_wire_is_done(&messages);
  task->is_done = task->is_read && has_result && !task->failed;
}

static void tell_messages(brv_crew_task *task, brv_diags *diags)
{
  if (task->is_read)
    brv_wire_take_messages(&task->messages, diags);
  else
    brv_report(diags, BRV_PLUGIN_FAILED, BRV_NO_PLACE, NULL,
               "the plugin worker's answer cannot be read");
}

/* False when the task is to be tried again without the plugin that ended the worker. */
static bool settle(brv_crew_task *task, brv_diags *diags)
{
  const brv_work *work = task->work;
  if (work->end == BRV_WORKER_DONE) {
    tell_messages(task, diags);
    return true;
  }
  brv_plugin *plugin = report_end(task, work, diags);
  task->failed = true;
  if (!plugin || task->stops[plugin->number])
    return true;
  task->stops[plugin->number] = work->note.call;
  return false;
}

void brv_crew_run(brv_crew_task *tasks, gsize count, guint side_by_side, brv_diags *diags)
{
  if (!count)
    return;
  brv_host *host = tasks[0].host;
  brv_worker_limits limits = limits_of(host);
  g_autofree brv_work *works = g_new0(brv_work, count);
  g_autofree brv_crew_task **waiting = g_new0(brv_crew_task *, count);
  gsize left = 0;
  for (; left < count; left++) {
    waiting[left] = &tasks[left];
    tasks[left].stops = brv_new_array(tasks[left].arena, guint32, host->plugins->len + 1);
  }
  while (left) {
    for (gsize i = 0; i < left; i++) {
      works[i] = (brv_work){
          .body = run_task, .last_words = last_words, .finished = read_answer, .data = waiting[i]};
      waiting[i]->work = &works[i];
    }
    brv_workers *workers = brv_workers_start(works, left, side_by_side, &limits);
    if (host->meanwhile)
      brv_workers_beside(workers, host->meanwhile, host->meanwhile_data);
    host->meanwhile = NULL;
    brv_workers_finish(workers);
    gsize again = 0;
    for (gsize i = 0; i < left; i++) {
      brv_work_clear(&works[i]);
      if (!settle(waiting[i], diags))
        waiting[again++] = waiting[i];
    }
    left = again;
  }
}
