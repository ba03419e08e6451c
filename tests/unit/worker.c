/* Work in a process of its own: whatever the child does, the parent goes on and knows how it ended.
 */
#include "worker-kit.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

/* --- what goes well --- */

static void say(GByteArray *answer, brv_worker_note *note, void *data)
{
  g_strlcpy(note->name, "costs", sizeof note->name);
  note->plugin = 3;
  append(answer, data);
}

static void test_answer(void)
{
  brv_work work = run(say, "hello");
  g_assert_cmpint(work.end, ==, BRV_WORKER_DONE);
  g_assert_cmpmem(work.answer->data, work.answer->len, "hello", 5);
  g_assert_cmpstr(work.note.name, ==, "costs");
  g_assert_cmpint(work.note.plugin, ==, 3);
  brv_work_clear(&work);
}

static void test_empty_answer(void)
{
  brv_work work = run(say, "");
  g_assert_cmpint(work.end, ==, BRV_WORKER_DONE);
  g_assert_cmpuint(work.answer->len, ==, 0);
  brv_work_clear(&work);
}

static void say_much(GByteArray *answer, brv_worker_note *note G_GNUC_UNUSED, void *data)
{
  g_byte_array_set_size(answer, *(guint *)data);
  for (guint i = 0; i < answer->len; i++)
    answer->data[i] = (guint8)(i % 251);
}

/* Sent home whenever it is much, in pieces that no part fits evenly. */
static void say_in_parts(GByteArray *answer, brv_worker_note *note G_GNUC_UNUSED, void *data)
{
  guint8 piece[70001];
  guint said = 0;
  for (guint left = *(guint *)data, now; left > 0; left -= now) {
    now = MIN(left, (guint)sizeof piece);
    for (guint i = 0; i < now; i++)
      piece[i] = (guint8)(said++ % 251);
    g_byte_array_append(answer, piece, now);
    brv_worker_send(answer);
  }
}

static void test_answer_in_parts(void)
{
  static const guint sizes[] = {1, 70001, 1 << 20, 3500000, 7 << 20};
  for (gsize k = 0; k < G_N_ELEMENTS(sizes); k++) {
    guint size = sizes[k];
    brv_work work = run(say_in_parts, &size);
    g_assert_cmpint(work.end, ==, BRV_WORKER_DONE);
    g_assert_cmpuint(work.answer->len, ==, size);
    for (guint i = 0; i < size; i++)
      g_assert_cmpuint(work.answer->data[i], ==, i % 251);
    brv_work_clear(&work);
  }
}

static void test_long_answer(void)
{
  guint size = (guint)worker_limits.answer;
  brv_work work = run(say_much, &size);
  g_assert_cmpint(work.end, ==, BRV_WORKER_DONE);
  g_assert_cmpuint(work.answer->len, ==, size);
  for (guint i = 0; i < size; i++)
    g_assert_true(work.answer->data[i] == i % 251);
  brv_work_clear(&work);
}

/* The parent's memory is the child's to read, not to change. */
static void change(GByteArray *answer, brv_worker_note *note G_GNUC_UNUSED, void *data)
{
  append(answer, data);
  strcpy(data, "changed");
}

static void test_memory_is_apart(void)
{
  char text[] = "as it was";
  brv_work work = run(change, text);
  g_assert_cmpmem(work.answer->data, work.answer->len, "as it was", 9);
  g_assert_cmpstr(text, ==, "as it was");
  brv_work_clear(&work);
}

static void say_number(GByteArray *answer, brv_worker_note *note G_GNUC_UNUSED, void *data)
{
  g_usleep(1000 * (gulong)(GPOINTER_TO_UINT(data) * 7 % 20));
  g_autofree char *text = g_strdup_printf("%u", GPOINTER_TO_UINT(data));
  append(answer, text);
}

static void test_side_by_side(void)
{
  brv_work works[40] = {0};
  for (guint i = 0; i < G_N_ELEMENTS(works); i++)
    works[i] = (brv_work){.body = say_number, .data = GUINT_TO_POINTER(i)};
  brv_workers_run(works, G_N_ELEMENTS(works), 7, &worker_limits);
  for (guint i = 0; i < G_N_ELEMENTS(works); i++) {
    g_autofree char *text = g_strdup_printf("%u", i);
    g_assert_cmpint(works[i].end, ==, BRV_WORKER_DONE);
    g_assert_cmpmem(works[i].answer->data, works[i].answer->len, text, strlen(text));
    brv_work_clear(&works[i]);
  }
  g_assert_cmpint(waitpid(-1, NULL, WNOHANG), ==, -1);
}

/* Many calls, none of them long, may take as long as they like. */
static void go_on(GByteArray *answer, brv_worker_note *note, void *data G_GNUC_UNUSED)
{
  for (int i = 0; i < 8; i++) {
    note->call++;
    g_usleep(300 * 1000);
  }
  append(answer, "fine");
}

static void test_progress(void)
{
  worker_limits.seconds = 1;
  expect_end(run(go_on, NULL), BRV_WORKER_DONE, "");
  worker_limits.seconds = PATIENCE;
}

static void nothing(int signal_number G_GNUC_UNUSED)
{
}

static void test_interrupted(void)
{
  guint size = (guint)worker_limits.answer;
  struct sigaction action = {.sa_handler = nothing}, before;
  struct itimerval often = {{0, 500}, {0, 500}}, never = {0};
  sigaction(SIGALRM, &action, &before);
  setitimer(ITIMER_REAL, &often, NULL);
  brv_work work = run(say_much, &size);
  setitimer(ITIMER_REAL, &never, NULL);
  sigaction(SIGALRM, &before, NULL);
  g_assert_cmpuint(work.answer->len, ==, size);
  expect_end(work, BRV_WORKER_DONE, "");
}

static void say_handlers(GByteArray *answer, brv_worker_note *note G_GNUC_UNUSED,
                         void *data G_GNUC_UNUSED)
{
  struct sigaction action;
  sigset_t blocked;
  sigaction(SIGUSR2, NULL, &action);
  sigprocmask(SIG_SETMASK, NULL, &blocked);
  append(answer, action.sa_handler == SIG_DFL && sigisemptyset(&blocked) ? "default" : "kept");
}

static void test_signals_are_default(void)
{
  struct sigaction action = {.sa_handler = nothing}, before;
  sigaction(SIGUSR2, &action, &before);
  brv_work work = run(say_handlers, NULL);
  sigaction(SIGUSR2, &before, NULL);
  g_assert_cmpmem(work.answer->data, work.answer->len, "default", 7);
  brv_work_clear(&work);
}

/* --- what does not end --- */

static void loop(GByteArray *answer G_GNUC_UNUSED, brv_worker_note *note, void *data)
{
  note->call++;
  g_strlcpy(note->name, "costs", sizeof note->name);
  for (volatile int *forever = data; !*forever;)
    ;
}

static void line_twelve(brv_worker_note *note, void *data G_GNUC_UNUSED)
{
  note->line = 12;
}

static void test_loop(void)
{
  static int never;
  worker_limits.seconds = 1;
  brv_work work = run_with((brv_work){.body = loop, .last_words = line_twelve, .data = &never});
  g_assert_cmpint(work.note.line, ==, 12);
  g_assert_cmpstr(work.note.name, ==, "costs");
  expect_end(work, BRV_WORKER_LATE, "it did not come back within 1 seconds, and was ended");
  worker_limits.seconds = PATIENCE;
}

static void sleep_deaf(GByteArray *answer G_GNUC_UNUSED, brv_worker_note *note G_GNUC_UNUSED,
                       void *data G_GNUC_UNUSED)
{
  sigset_t all;
  sigfillset(&all);
  sigprocmask(SIG_SETMASK, &all, NULL);
  for (;;)
    pause();
}

static void test_deaf(void)
{
  worker_limits.seconds = 1;
  expect_end(run_with((brv_work){.body = sleep_deaf, .last_words = line_twelve}), BRV_WORKER_LATE,
             "it did not come back");
  worker_limits.seconds = PATIENCE;
}

static void loop_in_last_words(brv_worker_note *note G_GNUC_UNUSED, void *data)
{
  loop(NULL, note, data);
}

static void test_loop_in_last_words(void)
{
  static int never;
  worker_limits.seconds = 1;
  expect_end(run_with((brv_work){.body = loop, .last_words = loop_in_last_words, .data = &never}),
             BRV_WORKER_LATE, "it did not come back");
  worker_limits.seconds = PATIENCE;
}

/* --- what crashes --- */

static void fall(GByteArray *answer, brv_worker_note *note G_GNUC_UNUSED, void *data)
{
  append(answer, "half");
  int how = GPOINTER_TO_INT(data);
  if (how)
    raise(how);
  _exit(9);
}

static void test_crashes(void)
{
  static const int ways[] = {SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGKILL, SIGTERM, SIGPIPE};
  for (gsize i = 0; i < G_N_ELEMENTS(ways); i++) {
    brv_work work = run_with(
        (brv_work){.body = fall, .last_words = line_twelve, .data = GINT_TO_POINTER(ways[i])});
    bool can_speak = ways[i] != SIGKILL && ways[i] != SIGTERM && ways[i] != SIGPIPE;
    g_assert_cmpint(work.signal, ==, ways[i]);
    g_assert_cmpint(work.note.line, ==, can_speak ? 12 : 0);
    expect_end(work, BRV_WORKER_DIED, "it crashed (signal ");
  }
  expect_end(run(fall, NULL), BRV_WORKER_DIED, "it ended by itself (status 9)");
}

static void crash_in_last_words(brv_worker_note *note G_GNUC_UNUSED, void *data G_GNUC_UNUSED)
{
  raise(SIGSEGV);
}

static void test_crash_in_last_words(void)
{
  expect_end(run_with((brv_work){.body = fall,
                                 .last_words = crash_in_last_words,
                                 .data = GINT_TO_POINTER(SIGSEGV)}),
             BRV_WORKER_DIED, "signal 11");
}

static int deepen(volatile char *above, int depth)
{
  volatile char here[4096];
  here[0] = above ? above[0] : 0;
  return depth > 1 << 30 ? here[0] : deepen(here, depth + 1) + here[0];
}

static void fall_deep(GByteArray *answer, brv_worker_note *note G_GNUC_UNUSED,
                      void *data G_GNUC_UNUSED)
{
  append(answer, deepen(NULL, 0) ? "a" : "b");
}

static void test_deep(void)
{
  brv_work work = run_with((brv_work){.body = fall_deep, .last_words = line_twelve});
  g_assert_cmpint(work.note.line, ==, 12);
  expect_end(work, BRV_WORKER_DIED, "signal 11");
}

/* What takes long in small steps is not late; one step that takes long is. */
static void step_on(GByteArray *answer, brv_worker_note *note, void *steps)
{
  brv_worker_count_steps(note);
  for (int i = 0; i < GPOINTER_TO_INT(steps); i++) {
    g_usleep(G_USEC_PER_SEC / 2);
    brv_worker_step();
  }
  if (!steps)
    g_usleep(30 * G_USEC_PER_SEC);
  append(answer, "done");
}

static void test_steps(void)
{
  worker_limits.seconds = 1;
  brv_work work = run(step_on, GINT_TO_POINTER(6));
  g_assert_cmpint(work.end, ==, BRV_WORKER_DONE);
  brv_work_clear(&work);
  expect_end(run(step_on, NULL), BRV_WORKER_LATE, "it did not come back within 1 seconds");
  worker_limits.seconds = PATIENCE;
}

#ifdef __SANITIZE_ADDRESS__
static void test_memory(void)
{
  g_test_skip("AddressSanitizer maps what it likes");
}
#else
static void eat(GByteArray *answer, brv_worker_note *note G_GNUC_UNUSED, void *data G_GNUC_UNUSED)
{
  for (gsize size = 1 << 20;; size *= 2)
    append(answer, memset(g_malloc(size), 'x', size) ? "x" : "");
}

/* A library that goes on without the memory it was refused. */
static void eat_and_go_on(GByteArray *answer, brv_worker_note *note G_GNUC_UNUSED,
                          void *data G_GNUC_UNUSED)
{
  void *block;
  while ((block = malloc(1 << 20)))
    memset(block, 'x', 16);
  append(answer, "looks fine");
}

static void crash_without_memory(GByteArray *answer G_GNUC_UNUSED,
                                 brv_worker_note *note G_GNUC_UNUSED, void *data G_GNUC_UNUSED)
{
  for (;;)
    *(volatile char *)malloc(1 << 20) = 'x';
}

static void test_memory(void)
{
  expect_end(run(eat_and_go_on, NULL), BRV_WORKER_MEMORY, "it took more memory than a worker may");
  expect_end(run(crash_without_memory, NULL), BRV_WORKER_MEMORY,
             "it took more memory than a worker may");
  expect_end(run(eat, NULL), BRV_WORKER_MEMORY, "it took more memory than a worker may");
}
#endif

/* --- what answers badly --- */

static void test_flood(void)
{
  guint size = (guint)worker_limits.answer + 1;
  expect_end(run(say_much, &size), BRV_WORKER_FLOODED, "its answer is too long");
  expect_end(run(say_in_parts, &size), BRV_WORKER_FLOODED, "its answer is too long");
}

/* The end of the pipe that a worker writes to. */
static int own_pipe(void)
{
  for (int fd = 0; fd < WATCHED_FILES; fd++)
    if (!was_open[fd] && fcntl(fd, F_GETFD) >= 0)
      return fd;
  g_assert_not_reached();
}

static void flood_raw(GByteArray *answer G_GNUC_UNUSED, brv_worker_note *note G_GNUC_UNUSED,
                      void *data G_GNUC_UNUSED)
{
  static const char bytes[4096] = "\1\0\0\0\0\0\0\0";
  for (int fd = own_pipe();;)
    g_assert_cmpint(write(fd, bytes, sizeof bytes), >, 0);
}

static void test_flood_raw(void)
{
  expect_end(run(flood_raw, NULL), BRV_WORKER_FLOODED, "too long");
}

static void close_pipe(GByteArray *answer, brv_worker_note *note G_GNUC_UNUSED, void *data)
{
  append(answer, "unheard");
  close(own_pipe());
  for (volatile int *forever = data; forever && !*forever;)
    ;
}

static void test_closed_pipe(void)
{
  static int never;
  expect_end(run(close_pipe, NULL), BRV_WORKER_DIED, "status 75");
  expect_end(run(close_pipe, &never), BRV_WORKER_BROKEN, "in the midst of its answer");
}

static void say_half(GByteArray *answer G_GNUC_UNUSED, brv_worker_note *note G_GNUC_UNUSED,
                     void *data)
{
  static const char bytes[] = "\x40\0\0\0\0\0\0\0half";
  g_assert_cmpint(write(own_pipe(), bytes, GPOINTER_TO_SIZE(data)), >, 0);
  _exit(0);
}

static void test_half_an_answer(void)
{
  for (gsize length = 1; length < 12; length++)
    expect_end(run(say_half, GSIZE_TO_POINTER(length)), BRV_WORKER_BROKEN,
               "it ended in the midst of its answer");
}

/* --- the parent --- */

static void say_process(GByteArray *answer G_GNUC_UNUSED, brv_worker_note *note, void *data)
{
  pid_t pid = getpid();
  g_assert_cmpint(write(GPOINTER_TO_INT(data), &pid, sizeof pid), ==, sizeof pid);
  sleep_deaf(NULL, note, NULL);
}

/* A worker dies with its parent: the pipe that both hold closes. */
static void test_parent_dies(void)
{
  int ends[2];
  pid_t worker = 0;
  g_assert_cmpint(pipe(ends), ==, 0);
  pid_t parent = fork();
  if (parent == 0) {
    brv_work work = {.body = say_process, .data = GINT_TO_POINTER(ends[1])};
    static const brv_worker_limits patient = {.seconds = 60, .answer = 1};
    brv_workers_run(&work, 1, 1, &patient);
    _exit(0);
  }
  close(ends[1]);
  g_assert_cmpint(read(ends[0], &worker, sizeof worker), ==, sizeof worker);
  kill(parent, SIGKILL);
  waitpid(parent, NULL, 0);
  g_assert_cmpint(read(ends[0], &worker, 1), ==, 0);
  close(ends[0]);
}

static void *wait_idle(void *data)
{
  g_async_queue_pop(data);
  return NULL;
}

static void test_other_threads(void)
{
  GAsyncQueue *queue = g_async_queue_new();
  GThread *thread = g_thread_new("idle", wait_idle, queue);
  for (int i = 0; i < 20; i++)
    expect_end(run(say, "x"), BRV_WORKER_DONE, "");
  g_async_queue_push(queue, queue);
  g_thread_join(thread);
  g_async_queue_unref(queue);
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/worker/answer", test_answer);
  g_test_add_func("/worker/empty-answer", test_empty_answer);
  g_test_add_func("/worker/long-answer", test_long_answer);
  g_test_add_func("/worker/answer-in-parts", test_answer_in_parts);
  g_test_add_func("/worker/memory-is-apart", test_memory_is_apart);
  g_test_add_func("/worker/side-by-side", test_side_by_side);
  g_test_add_func("/worker/progress", test_progress);
  g_test_add_func("/worker/interrupted", test_interrupted);
  g_test_add_func("/worker/signals-are-default", test_signals_are_default);
  g_test_add_func("/worker/loop", test_loop);
  g_test_add_func("/worker/deaf", test_deaf);
  g_test_add_func("/worker/loop-in-last-words", test_loop_in_last_words);
  g_test_add_func("/worker/crashes", test_crashes);
  g_test_add_func("/worker/crash-in-last-words", test_crash_in_last_words);
  g_test_add_func("/worker/deep", test_deep);
  g_test_add_func("/worker/memory", test_memory);
  g_test_add_func("/worker/steps", test_steps);
  g_test_add_func("/worker/flood", test_flood);
  g_test_add_func("/worker/flood-raw", test_flood_raw);
  g_test_add_func("/worker/closed-pipe", test_closed_pipe);
  g_test_add_func("/worker/half-an-answer", test_half_an_answer);
  g_test_add_func("/worker/parent-dies", test_parent_dies);
  g_test_add_func("/worker/other-threads", test_other_threads);
  return g_test_run();
}
