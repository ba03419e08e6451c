/* What the two sides of a worker share. Private to core/base. */
#ifndef BRV_PLUGIN_WORKER_PRIVATE_H
#define BRV_PLUGIN_WORKER_PRIVATE_H

#include <signal.h>
#include <sys/types.h>

#include "base/worker.h"

/* Asks a worker for its last words. */
#define BRV_WORKER_QUESTION SIGUSR1

/* Exit status of a worker whose parent no longer listens, and of one that lacked memory. */
enum { BRV_WORKER_EXIT_UNHEARD = 75, BRV_WORKER_EXIT_REFUSED = 76 };

/* All of the child's life: runs the body, writes the answer to `fd` (in parts, each its
 * length as 64 bits, then itself; one of no length ends it), and exits without any of the program's own endings. */
G_NORETURN void brv_worker_child(const brv_work *work, brv_worker_note *note, int fd, pid_t parent,
                                 const brv_worker_limits *limits);

/* A worker that has answered: it goes by itself, and is buried when it is gone. */
void brv_worker_leave(pid_t pid, int fd);
void brv_worker_bury_gone(void);

/* In a worker, to whom its parent's others are nothing. */
void brv_worker_forget_leaving(void);

#endif
