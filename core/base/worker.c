#include "base/worker.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/worker-private.h"

enum {
  TICK = 200,          /* milliseconds between two looks at what the workers do */
  STANDSTILL = 1000,   /* a tick that took longer is the parent's own standing still */
  LAST_WORDS = 200,    /* milliseconds that a worker has to tell its line */
  PIPE_SIZE = 1 << 20, /* bytes that may wait for the parent, so that a worker need not */
};

/* A worker seen from the parent. */
typedef struct {
  brv_work *work;
  brv_worker_note *page;
  pid_t pid;
  int fd;
  guint taken;    /* bytes of the answer that have come, before the next part's length */
  guint64 coming; /* that are still to come of this part */
  bool is_whole;
  guint32 call; /* that was running at the last look, and for how many milliseconds */
  gint64 waited;
} worker;

/* --- starting --- */

static bool fail_to_start(worker *w)
{
  w->work->end = BRV_WORKER_NOT_STARTED;
  w->work->status = errno;
  return false;
}

/* The parent's handlers must not run in the child, not even for a moment. */
static pid_t fork_quietly(worker *w, int to, const brv_worker_limits *limits)
{
  sigset_t all, before;
  pid_t parent = getpid();
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  pid_t pid = fork();
  if (pid == 0) {
    close(w->fd);
    brv_worker_forget_leaving();
    brv_worker_child(w->work, w->page, to, parent, limits);
  }
  int error = errno;
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  errno = error;
  return pid;
}

static bool start(worker *w, const brv_worker_limits *limits)
{
  int ends[2];
  w->work->answer = g_byte_array_new();
  w->page = mmap(NULL, sizeof *w->page, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (w->page == MAP_FAILED)
    return fail_to_start(w);
  if (pipe2(ends, O_CLOEXEC) != 0) {
    fail_to_start(w);
    munmap(w->page, sizeof *w->page);
    return false;
  }
  w->fd = ends[0];
  fcntl(w->fd, F_SETPIPE_SZ, PIPE_SIZE);
  w->pid = fork_quietly(w, ends[1], limits);
  if (w->pid < 0) {
    fail_to_start(w);
    close(w->fd);
    munmap(w->page, sizeof *w->page);
  }
  close(ends[1]);
  return w->pid >= 0;
}

/* --- ending --- */

static void keep_note(worker *w)
{
  w->work->note = *w->page;
  w->work->note.name[BRV_NOTE_TEXT - 1] = w->work->note.file[BRV_NOTE_TEXT - 1] = '\0';
  munmap(w->page, sizeof *w->page);
}

static void bury(worker *w, int status)
{
  brv_work *work = w->work;
  close(w->fd);
  keep_note(w);
  if (work->end != BRV_WORKER_DIED)
    return;
  work->signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
  work->status = WIFEXITED(status) ? WEXITSTATUS(status) : 0;
  if (work->note.is_out_of_memory)
    work->end = BRV_WORKER_MEMORY;
  else if (!work->signal && !work->status)
    work->end = BRV_WORKER_BROKEN;
}

static void end(worker *w, brv_worker_end how)
{
  int status = 0;
  w->work->end = how;
  kill(w->pid, SIGKILL);
  TEMP_FAILURE_RETRY(waitpid(w->pid, &status, 0));
  bury(w, status);
}

/* A worker that has answered goes by itself, and with it what watches it from inside writes what it
 * saw (a profiler, a counter of covered lines). */
static void end_answered(worker *w)
{
  w->work->end = BRV_WORKER_DONE;
  keep_note(w);
  brv_worker_leave(w->pid, w->fd);
}

/* A crashed worker's pipe closes a moment before it can be waited for; one that closed its pipe
 * and lives on is ended. */
static void end_without_answer(worker *w)
{
  int status = 0;
  for (int i = 0; i < LAST_WORDS; i++) {
    pid_t gone = TEMP_FAILURE_RETRY(waitpid(w->pid, &status, WNOHANG));
    if (gone != 0) {
      w->work->end = gone < 0 ? BRV_WORKER_BROKEN : BRV_WORKER_DIED;
      bury(w, status);
      return;
    }
    g_usleep(1000);
  }
  end(w, BRV_WORKER_BROKEN);
}

static void end_late(worker *w)
{
  if (w->work->last_words) {
    kill(w->pid, BRV_WORKER_QUESTION);
    for (int i = 0; i < LAST_WORDS && !__atomic_load_n(&w->page->is_told, __ATOMIC_ACQUIRE); i++)
      g_usleep(1000);
  }
  end(w, BRV_WORKER_LATE);
}

/* --- listening --- */

/* Takes the lengths of parts out of what has come. */
static void take_parts(worker *w)
{
  GByteArray *answer = w->work->answer;
  while (!w->is_whole) {
    guint here = (guint)MIN(w->coming, answer->len - w->taken);
    w->taken += here;
    w->coming -= here;
    if (w->coming || answer->len - w->taken < sizeof w->coming)
      return;
    memcpy(&w->coming, answer->data + w->taken, sizeof w->coming);
    g_byte_array_remove_range(answer, w->taken, sizeof w->coming);
    w->is_whole = w->coming == 0;
  }
}

/* Reads on into the answer what has come, for which alone it is made larger; as read(2). */
static gssize read_on(worker *w)
{
  GByteArray *answer = w->work->answer;
  guint length = answer->len;
  int here = 0;
  if (ioctl(w->fd, FIONREAD, &here) != 0)
    return -1;
  here = MAX(here, 1); /* at the end there is nothing, which is read too */
  g_byte_array_set_size(answer, length + (guint)here);
  gssize n = TEMP_FAILURE_RETRY(read(w->fd, answer->data + length, (gsize)here));
  g_byte_array_set_size(answer, length + (guint)MAX(n, 0));
  return n;
}

/* Reads what there is; false when the worker is gone. */
static bool listen_to(worker *w, const brv_worker_limits *limits)
{
  if (read_on(w) <= 0) {
    end_without_answer(w);
    return false;
  }
  take_parts(w);
  bool is_flooded = w->coming > limits->answer || w->coming + w->taken > limits->answer ||
                    (w->is_whole && w->work->answer->len > w->taken);
  if (!is_flooded && !w->is_whole)
    return true;
  if (is_flooded)
    end(w, BRV_WORKER_FLOODED);
  else
    end_answered(w);
  return false;
}

/* False when the worker was ended because its call takes too long. */
static bool is_in_time(worker *w, gint64 passed, const brv_worker_limits *limits)
{
  guint32 call = __atomic_load_n(&w->page->call, __ATOMIC_ACQUIRE);
  if (call != w->call)
    brv_worker_step();
  w->waited = call == w->call ? w->waited + passed : 0;
  w->call = call;
  if (!limits->seconds || w->waited <= (gint64)limits->seconds * 1000)
    return true;
  end_late(w);
  return false;
}

/* --- all of them --- */

struct brv_workers {
  GArray *running; /* of worker */
  brv_work *works; /* all of them, and how many are begun */
  gsize count, next;
  guint side_by_side;
  const brv_worker_limits *limits;
  gint64 last_look;           /* milliseconds */
  void (*beside)(void *data); /* the caller's own work; NULL: none, or it is done */
  void *beside_data;
};

static gint64 milliseconds(void)
{
  return g_get_monotonic_time() / 1000;
}

static void look_at(brv_workers *all, const struct pollfd *ready)
{
  gint64 now = milliseconds(), passed = MIN(now - all->last_look, STANDSTILL);
  all->last_look = now;
  for (guint i = all->running->len; i-- > 0;) {
    worker *w = &g_array_index(all->running, worker, i);
    bool lives = !ready[i].revents || listen_to(w, all->limits);
    if (lives && is_in_time(w, passed, all->limits))
      continue;
    const brv_work *work = w->work;
    g_array_remove_index(all->running, i);
    if (work->finished)
      work->finished(work->data);
  }
}

static void wait_for_some(brv_workers *all)
{
  guint count = all->running->len;
  g_autofree struct pollfd *ready = g_new0(struct pollfd, count);
  for (guint i = 0; i < count; i++)
    ready[i] = (struct pollfd){.fd = g_array_index(all->running, worker, i).fd, .events = POLLIN};
  if (poll(ready, count, TICK) < 0)
    memset(ready, 0, sizeof *ready * count);
  look_at(all, ready);
}

static void start_some(brv_workers *all)
{
  while (all->next < all->count && all->running->len < all->side_by_side) {
    worker w = {.work = &all->works[all->next++]};
    if (start(&w, all->limits))
      g_array_append_val(all->running, w);
  }
}

brv_workers *brv_workers_start(brv_work *works, gsize count, guint side_by_side,
                               const brv_worker_limits *limits)
{
  brv_worker_bury_gone();
  brv_workers *all = g_new0(brv_workers, 1);
  *all = (brv_workers){
      .running = g_array_new(FALSE, TRUE, sizeof(worker)),
      .works = works,
      .count = count,
      .side_by_side = MAX(side_by_side, 1),
      .limits = limits,
      .last_look = milliseconds(),
  };
  start_some(all);
  return all;
}

static void do_beside(brv_workers *all)
{
  void (*beside)(void *data) = all->beside;
  all->beside = NULL;
  if (beside)
    beside(all->beside_data);
}

/* Where every core has a worker, the caller would take one from those that are waited for. */
static void do_beside_if_free(brv_workers *all)
{
  if (all->running->len < all->side_by_side)
    do_beside(all);
}

void brv_workers_beside(brv_workers *all, void (*work)(void *data), void *data)
{
  all->beside = work;
  all->beside_data = data;
  do_beside_if_free(all);
}

void brv_workers_finish(brv_workers *all)
{
  while (all->running->len) {
    wait_for_some(all);
    start_some(all);
    do_beside_if_free(all);
  }
  do_beside(all);
  g_array_unref(all->running);
  g_free(all);
}

void brv_workers_run(brv_work *works, gsize count, guint side_by_side,
                     const brv_worker_limits *limits)
{
  brv_workers_finish(brv_workers_start(works, count, side_by_side, limits));
  brv_workers_see_off();
}

void brv_work_clear(brv_work *work)
{
  g_clear_pointer(&work->answer, g_byte_array_unref);
}

char *brv_work_describe_end(const brv_work *work, const brv_worker_limits *limits)
{
  switch (work->end) {
  case BRV_WORKER_LATE:
    return g_strdup_printf("it did not come back within %u seconds, and was ended",
                           limits->seconds);
  case BRV_WORKER_MEMORY:
    return g_strdup("it took more memory than a worker may hold");
  case BRV_WORKER_FLOODED:
    return g_strdup("its answer is too long");
  case BRV_WORKER_NOT_STARTED:
    return g_strdup_printf("it cannot start: %s", g_strerror(work->status));
  case BRV_WORKER_DIED:
    return work->signal ? g_strdup_printf("it crashed (signal %d)", work->signal)
                        : g_strdup_printf("it ended by itself (status %d)", work->status);
  case BRV_WORKER_BROKEN:
  case BRV_WORKER_DONE:
    break;
  }
  return g_strdup("it ended in the midst of its answer");
}
