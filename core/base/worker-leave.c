/* Workers that have answered and are on their way out: a process that held much takes a while to
 * end, in which nobody need wait. */
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/worker-private.h"

enum { FAREWELL = 5000 /* milliseconds that a worker has to go when its answer is out */ };

typedef struct {
  pid_t pid;
  int fd; /* of its pipe, whose other end is the last that it lets go of */
} leaver;

static leaver *leaving;
static guint count;

void brv_worker_leave(pid_t pid, int fd)
{
  leaving = g_renew(leaver, leaving, count + 1);
  leaving[count++] = (leaver){pid, fd};
}

static bool is_gone(const leaver *one, int patience)
{
  struct pollfd end = {.fd = one->fd, .events = POLLIN};
  return TEMP_FAILURE_RETRY(poll(&end, 1, patience)) > 0;
}

static void bury(const leaver *one)
{
  close(one->fd);
  kill(one->pid, SIGKILL);
  TEMP_FAILURE_RETRY(waitpid(one->pid, NULL, 0));
}

void brv_worker_bury_gone(void)
{
  for (guint i = count; i-- > 0;)
    if (is_gone(&leaving[i], 0)) {
      bury(&leaving[i]);
      leaving[i] = leaving[--count];
    }
}

void brv_workers_see_off(void)
{
  for (; count > 0; count--) {
    is_gone(&leaving[count - 1], FAREWELL);
    bury(&leaving[count - 1]);
  }
  g_clear_pointer(&leaving, g_free);
}

void brv_worker_forget_leaving(void)
{
  for (; count > 0; count--)
    close(leaving[count - 1].fd);
  g_clear_pointer(&leaving, g_free);
}
