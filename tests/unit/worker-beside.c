/* Workers beside other work, and workers of workers. */
#include "worker-kit.h"

#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void say(GByteArray *answer, brv_worker_note *note G_GNUC_UNUSED, void *data)
{
  append(answer, data);
}

static void say_much(GByteArray *answer, brv_worker_note *note G_GNUC_UNUSED, void *data)
{
  g_byte_array_set_size(answer, *(guint *)data);
  memset(answer->data, 'x', answer->len);
}

static void sleep_a_little(GByteArray *answer, brv_worker_note *note G_GNUC_UNUSED,
                           void *data G_GNUC_UNUSED)
{
  g_usleep(G_USEC_PER_SEC / 20);
  append(answer, "x");
}

static void test_beside(void)
{
  enum { SIZE = 4 << 20 }; /* more than may wait in a pipe */
  guint size = SIZE;
  brv_work works[] = {{.body = say, .data = "one"},
                      {.body = say_much, .data = &size},
                      {.body = say, .data = "three"}};
  brv_workers *workers = brv_workers_start(works, G_N_ELEMENTS(works), 2, &worker_limits);
  g_usleep(G_USEC_PER_SEC / 10);
  brv_workers_finish(workers);
  g_assert_cmpmem(works[0].answer->data, works[0].answer->len, "one", 3);
  g_assert_cmpuint(works[1].answer->len, ==, SIZE);
  g_assert_cmpmem(works[2].answer->data, works[2].answer->len, "three", 5);
  for (guint i = 0; i < G_N_ELEMENTS(works); i++)
    expect_end(works[i], BRV_WORKER_DONE, "");
  brv_workers_see_off();
  expect_nobody();
}

static void count_up(void *count)
{
  ++*(int *)count;
}

static void see_count(void *count)
{
  g_assert_cmpint(*(int *)count, ==, 0);
}

/* The caller's own work waits until a core is free, and is done once. */
static void test_own_work(void)
{
  int count = 0;
  brv_work works[] = {{.body = say, .data = "one"}, {.body = say, .data = "two"}};
  brv_workers *workers = brv_workers_start(works, G_N_ELEMENTS(works), 3, &worker_limits);
  brv_workers_beside(workers, count_up, &count);
  g_assert_cmpint(count, ==, 1);
  brv_workers_finish(workers);
  g_assert_cmpint(count, ==, 1);
  for (guint i = 0; i < G_N_ELEMENTS(works); i++)
    brv_work_clear(&works[i]);
  count = 0;
  brv_work last = {.body = sleep_a_little, .finished = see_count, .data = &count};
  workers = brv_workers_start(&last, 1, 1, &worker_limits);
  brv_workers_beside(workers, count_up, &count);
  brv_workers_finish(workers);
  g_assert_cmpint(count, ==, 1);
  brv_work_clear(&last);
  brv_workers_see_off();
}

/* Has a worker of its own, and tells how that one ended. */
static void have_one(GByteArray *answer, brv_worker_note *note, void *inner)
{
  brv_work work = {.body = ((brv_work *)inner)->body, .data = ((brv_work *)inner)->data};
  brv_worker_count_steps(note);
  brv_workers_run(&work, 1, 1, &worker_limits);
  g_autofree char *how = brv_work_describe_end(&work, &worker_limits);
  append(answer, work.end == BRV_WORKER_DONE ? "done" : how);
  brv_work_clear(&work);
}

/* A pipe whose two ends the test holds: who lingers does so until it is closed. */
static int held[2];

/* Answers, and has a child that holds its pipe open: to its parent it is not gone. */
static void linger(GByteArray *answer, brv_worker_note *note G_GNUC_UNUSED, void *data)
{
  char end;
  if (fork() == 0) {
    close(held[1]);
    _exit((int)read(held[0], &end, 1));
  }
  append(answer, data);
}

/* Who has answered may take its time: nobody waits for it before the end, and to the workers of
 * others it is nothing. */
static void test_lingering(void)
{
  brv_work slow = {.body = linger, .data = "slow"}, inner = {.body = say, .data = "x"};
  brv_work next = {.body = have_one, .data = &inner};
  g_assert_cmpint(pipe2(held, O_CLOEXEC), ==, 0);
  brv_workers_finish(brv_workers_start(&slow, 1, 1, &worker_limits));
  brv_workers_finish(brv_workers_start(&next, 1, 1, &worker_limits));
  siginfo_t gone;
  g_assert_cmpint(waitid(P_ALL, 0, &gone, WEXITED | WNOHANG | WNOWAIT), ==, 0);
  g_assert_cmpmem(slow.answer->data, slow.answer->len, "slow", 4);
  g_assert_cmpmem(next.answer->data, next.answer->len, "done", 4);
  expect_end(slow, BRV_WORKER_DONE, "");
  expect_end(next, BRV_WORKER_DONE, "");
  close(held[0]);
  close(held[1]);
  brv_workers_see_off();
  expect_nobody();
}

static void expect_inner(void (*body)(GByteArray *, brv_worker_note *, void *), void *data,
                         const char *told)
{
  brv_work inner = {.body = body, .data = data};
  brv_work work = run(have_one, &inner);
  g_assert_cmpint(work.end, ==, BRV_WORKER_DONE);
  g_assert_cmpmem(work.answer->data, work.answer->len, told, strlen(told));
  brv_work_clear(&work);
}

static void step_on(GByteArray *answer, brv_worker_note *note, void *steps)
{
  brv_worker_count_steps(note);
  for (int i = 0; i < GPOINTER_TO_INT(steps); i++) {
    g_usleep(G_USEC_PER_SEC / 2);
    brv_worker_step();
  }
  append(answer, "done");
}

static void crash(GByteArray *answer G_GNUC_UNUSED, brv_worker_note *note G_GNUC_UNUSED,
                  void *data G_GNUC_UNUSED)
{
  raise(SIGSEGV);
}

/* Who waits for a worker that goes on is not late. */
static void test_inner(void)
{
  enum { STEPS = 5 };
  worker_limits.seconds = 1;
  expect_inner(say, "x", "done");
  expect_inner(step_on, GINT_TO_POINTER(STEPS), "done");
  expect_inner(crash, NULL, "it crashed (signal 11)");
  worker_limits.seconds = PATIENCE;
}

static void sleep_on(GByteArray *answer G_GNUC_UNUSED, brv_worker_note *note G_GNUC_UNUSED,
                     void *data G_GNUC_UNUSED)
{
  for (;;)
    pause();
}

/* Nobody is left behind when a worker dies that has one. */
static void die_first(GByteArray *answer G_GNUC_UNUSED, brv_worker_note *note G_GNUC_UNUSED,
                      void *data G_GNUC_UNUSED)
{
  brv_work inner = {.body = sleep_on};
  brv_workers_start(&inner, 1, 1, &worker_limits);
  raise(SIGKILL);
}

static void test_outer_dies(void)
{
  expect_end(run(die_first, NULL), BRV_WORKER_DIED, "signal 9");
}

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/worker/beside", test_beside);
  g_test_add_func("/worker/own-work", test_own_work);
  g_test_add_func("/worker/lingering", test_lingering);
  g_test_add_func("/worker/inner", test_inner);
  g_test_add_func("/worker/outer-dies", test_outer_dies);
  return g_test_run();
}
