#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/worker-private.h"

/* The worker's side. GLib's locks may have been held by a thread that is not here: nothing below
 * uses more of GLib than arrays and memory. */

enum { HANDLER_STACK = 64 * 1024 };

static const brv_work *running; /* in the child only, as are the two below */
static brv_worker_note *page;
static char handler_stack[HANDLER_STACK];

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

/* Bytes of address space in use. */
static gsize mapped(void)
{
  unsigned long pages = 0;
  FILE *file = fopen("/proc/self/statm", "re");
  bool known = file && fscanf(file, "%lu", &pages) == 1;
  if (file)
    fclose(file);
  return known ? (gsize)pages * (gsize)sysconf(_SC_PAGESIZE) : 0;
}

static void limit(int resource, gsize most)
{
  struct rlimit limits;
  if (getrlimit((__rlimit_resource_t)resource, &limits) == 0 && most < limits.rlim_cur) {
    limits.rlim_cur = most;
    limits.rlim_max = MIN(limits.rlim_max, most);
    setrlimit((__rlimit_resource_t)resource, &limits);
  }
}

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define HAS_SHADOW_MEMORY true
#endif
#endif
#ifdef __SANITIZE_ADDRESS__
#define HAS_SHADOW_MEMORY true
#endif
#ifndef HAS_SHADOW_MEMORY
#define HAS_SHADOW_MEMORY false
#endif

static void set_limits(gsize memory)
{
  limit(RLIMIT_CORE, 0);
  prctl(PR_SET_DUMPABLE, 0);
  gsize now = mapped();
  if (memory && now && !HAS_SHADOW_MEMORY)
    limit(RLIMIT_AS, now + memory);
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

void brv_worker_child(const brv_work *work, brv_worker_note *note, int fd, pid_t parent,
                      const brv_worker_limits *limits)
{
  running = work;
  page = note;
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != parent)
    _exit(BRV_WORKER_EXIT_UNHEARD);
  set_signals();
  set_limits(limits->memory);
  g_log_set_default_handler(hear_log, NULL);
  GByteArray *answer = g_byte_array_new();
  work->body(answer, note, work->data);
  note->call++;
  guint64 length = answer->len;
  write_all(fd, &length, sizeof length);
  write_all(fd, answer->data, answer->len);
  _exit(0);
}
