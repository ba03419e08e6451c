#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/sanitized.h"
#include "base/worker-private.h"

/* The worker's side. GLib's locks may have been held by a thread that is not here: nothing below
 * uses more of GLib than arrays and memory. */

enum {
  HANDLER_STACK = 64 * 1024,
  MUCH = 1 << 20, /* bytes that are worth sending before the answer ends */
};

static const brv_work *running; /* in the child only, as are those below */
static brv_worker_note *page;
static char handler_stack[HANDLER_STACK];
static brv_worker_note *stepping; /* where steps are counted; or NULL */
static gsize memory_most;         /* bytes of address space; 0: not limited */
static int home;                  /* where the answer goes */

void brv_worker_count_steps(brv_worker_note *note)
{
  stepping = note;
}

void brv_worker_step(void)
{
  if (stepping)
    __atomic_store_n(&stepping->call, stepping->call + 1, __ATOMIC_RELEASE);
}

/* Bytes of address space in use; 0: not known. A signal's handler may ask. */
static gsize mapped(void)
{
  char text[32] = {0};
  int file = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
  gssize n = file < 0 ? -1 : read(file, text, sizeof text - 1);
  if (file >= 0)
    close(file);
  return n > 0 ? strtoul(text, NULL, 10) * (gsize)sysconf(_SC_PAGESIZE) : 0;
}

/* Libraries take a refusal of memory in many ways: they end the program, follow a null pointer, or
 * go on without what they wanted. Whoever came so near the limit was refused some. */
static bool was_refused_memory(void)
{
  return memory_most && mapped() > memory_most - memory_most / 16;
}

static void tell_last_words(void)
{
  const brv_work *work = running;
  running = NULL;
  if (work && work->last_words)
    work->last_words(page, work->data);
  page->is_told = 1;
}

static void on_question(int signal_number G_GNUC_UNUSED)
{
  tell_last_words();
}

/* The signal comes again, with nobody to catch it, when this returns. */
static void on_crash(int signal_number)
{
  signal(signal_number, SIG_DFL);
  if (was_refused_memory())
    page->is_out_of_memory = 1;
  tell_last_words();
  raise(signal_number);
}

static void catch (int signal_number, void (*handler)(int))
{
  struct sigaction action = {.sa_handler = handler, .sa_flags = SA_ONSTACK};
  sigfillset(&action.sa_mask);
  sigaction(signal_number, &action, NULL);
}

/* A key pressed to end the run is for the parent, with whom a worker dies. */
static void set_signals(void)
{
  static const int crashes[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGTRAP};
  stack_t stack = {.ss_sp = handler_stack, .ss_size = sizeof handler_stack};
  sigaltstack(&stack, NULL);
  for (int i = 1; i < NSIG; i++)
    signal(i, i == SIGINT || i == SIGQUIT || i == SIGHUP ? SIG_IGN : SIG_DFL);
  for (gsize i = 0; i < G_N_ELEMENTS(crashes); i++)
    catch (crashes[i], on_crash);
  catch (BRV_WORKER_QUESTION, on_question);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
}

/* The limit that holds: that of the surroundings may be lower. */
static gsize limit(int resource, gsize most)
{
  struct rlimit limits;
  if (getrlimit((__rlimit_resource_t)resource, &limits) != 0)
    return 0;
  if (most < limits.rlim_cur) {
    limits.rlim_cur = most;
    limits.rlim_max = MIN(limits.rlim_max, most);
    setrlimit((__rlimit_resource_t)resource, &limits);
  }
  return limits.rlim_cur;
}

static void set_limits(gsize memory)
{
  limit(RLIMIT_CORE, 0);
  prctl(PR_SET_DUMPABLE, 0);
  gsize now = mapped();
  if (!memory || !now || BRV_IS_SANITIZED)
    return;
  memory_most = limit(RLIMIT_AS, now + memory);
}

/* GLib aborts when memory is refused; the parent is to know why. */
static void hear_log(const char *domain, GLogLevelFlags level, const char *text,
                     void *note G_GNUC_UNUSED)
{
  if ((level & G_LOG_LEVEL_ERROR) && strstr(text, "failed to allocate"))
    page->is_out_of_memory = 1;
  else
    g_log_default_handler(domain, level, text, NULL);
}

static void write_all(int fd, const void *bytes, gsize length)
{
  for (const char *at = bytes; length;) {
    gssize n = TEMP_FAILURE_RETRY(write(fd, at, length));
    if (n < 0)
      _exit(BRV_WORKER_EXIT_UNHEARD);
    at += n;
    length -= (gsize)n;
  }
}

static void send_part(const GByteArray *answer)
{
  guint64 length = answer->len;
  write_all(home, &length, sizeof length);
  write_all(home, answer->data, answer->len);
}

void brv_worker_send(GByteArray *answer)
{
  if (answer->len < MUCH)
    return;
  send_part(answer);
  g_byte_array_set_size(answer, 0);
}

void brv_worker_child(const brv_work *work, brv_worker_note *note, int fd, pid_t parent,
                      const brv_worker_limits *limits)
{
  running = work;
  page = note;
  home = fd;
  stepping = NULL; /* that of a worker whose worker this is */
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != parent)
    _exit(BRV_WORKER_EXIT_UNHEARD);
  set_signals();
  set_limits(limits->memory);
  g_log_set_default_handler(hear_log, NULL);
  GByteArray *answer = g_byte_array_new();
  work->body(answer, note, work->data);
  if (was_refused_memory()) {
    note->is_out_of_memory = 1;
    _exit(BRV_WORKER_EXIT_REFUSED);
  }
  note->call++;
  const guint64 end = 0;
  if (answer->len > 0)
    send_part(answer);
  write_all(fd, &end, sizeof end);
  brv_workers_see_off();
  _exit(0);
}
