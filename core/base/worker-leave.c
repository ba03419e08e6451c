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

static GArray *leaving; /* of leaver; or NULL: nobody is */

void brv_worker_leave(pid_t pid, int fd)
{
  const leaver one = {pid, fd};
  if (!leaving)
    leaving = g_array_new(FALSE, FALSE, sizeof(leaver));
  g_array_append_val(leaving, one);
}

static const leaver *leaver_at(guint index)
{
  return &g_array_index(leaving, leaver, index);
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
  for (guint i = leaving ? leaving->len : 0; i-- > 0;)
    if (is_gone(leaver_at(i), 0)) {
      bury(leaver_at(i));
      g_array_remove_index_fast(leaving, i);
    }
}

void brv_workers_see_off(void)
{
  for (guint i = leaving ? leaving->len : 0; i-- > 0;) {
    is_gone(leaver_at(i), FAREWELL);
    bury(leaver_at(i));
  }
  g_clear_pointer(&leaving, g_array_unref);
}

void brv_worker_forget_leaving(void)
{
  for (guint i = leaving ? leaving->len : 0; i-- > 0;)
    close(leaver_at(i)->fd);
  g_clear_pointer(&leaving, g_array_unref);
}
