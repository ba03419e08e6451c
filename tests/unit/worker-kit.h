/* Running workers, for their tests. */
#ifndef BRV_TESTS_WORKER_KIT_H
#define BRV_TESTS_WORKER_KIT_H

#include "base/worker.h"

enum { PATIENCE = 60, WATCHED_FILES = 256 };

/* Those of every worker below; PATIENCE seconds unless a test changes that. */
extern brv_worker_limits worker_limits;

/* Which of the first file descriptors were open before the worker started. */
extern bool was_open[WATCHED_FILES];

void append(GByteArray *answer, const char *text);

/* No process is left behind. */
void expect_nobody(void);

/* Runs one body; no process and no open file is left behind. */
brv_work run_with(brv_work work);
brv_work run(void (*body)(GByteArray *, brv_worker_note *, void *), void *data);

/* How it ended, and in what words that is told; the end of it. */
void expect_end(brv_work work, brv_worker_end end, const char *words);

#endif
