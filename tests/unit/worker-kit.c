#include "worker-kit.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/wait.h>

brv_worker_limits worker_limits = {.seconds = PATIENCE, .memory = 64 << 20, .answer = 8 << 20};

bool was_open[WATCHED_FILES];

void append(GByteArray *answer, const char *text)
{
  g_byte_array_append(answer, (const guint8 *)text, (guint)strlen(text));
}

static guint open_files(void)
{
  guint count = 0;
  for (int fd = 0; fd < WATCHED_FILES; fd++)
    count += was_open[fd] = fcntl(fd, F_GETFD) >= 0;
  return count;
}

void expect_nobody(void)
{
  g_assert_cmpint(waitpid(-1, NULL, WNOHANG), ==, -1);
  g_assert_cmpint(errno, ==, ECHILD);
}

brv_work run_with(brv_work work)
{
  guint before = open_files();
  brv_workers_run(&work, 1, 1, &worker_limits);
  g_assert_cmpuint(open_files(), ==, before);
  expect_nobody();
  return work;
}

brv_work run(void (*body)(GByteArray *, brv_worker_note *, void *), void *data)
{
  return run_with((brv_work){.body = body, .data = data});
}

void expect_end(brv_work work, brv_worker_end end, const char *words)
{
  g_autofree char *text = brv_work_describe_end(&work, &worker_limits);
  g_assert_cmpint(work.end, ==, end);
  g_assert_nonnull(strstr(text, words));
  brv_work_clear(&work);
}
