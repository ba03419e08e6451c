/* Work in a process of its own, which can be ended.
 *
 * A worker is a forked child that runs one C function and answers with bytes. It sees all that the
 * parent had in memory at that moment and can change none of it. The parent reads the answer over
 * a pipe and ends a worker whose running call takes too long; one that crashes, runs out of memory
 * or answers without end takes nothing with it. What a worker was doing stands in its note, a page
 * that both see. The answer is to be read as if an enemy had written it.
 */
#ifndef BRV_PLUGIN_WORKER_H
#define BRV_PLUGIN_WORKER_H

#include <glib.h>
#include <stdbool.h>

enum { BRV_NOTE_TEXT = 200 };

/* What a worker is doing. `call` counts up with every new call, so that the parent sees progress.
 * The rest is for whoever reads it after the end; texts end with a NUL when the parent reads them.
 */
typedef struct {
  guint32 call;
  gint32 plugin;                  /* whose code is running: its number from 1; 0: nobody's */
  guint32 source, offset, length; /* the place that is being worked on; source: a number from 1 */
  gint32 line;                    /* of Lua, last known, in `file`; 0: not known */
  guint32 is_out_of_memory, is_told;
  char name[BRV_NOTE_TEXT]; /* of the section type, block class or rule */
  char file[BRV_NOTE_TEXT];
} brv_worker_note;

typedef enum {
  BRV_WORKER_DONE,        /* the function came back and the answer is whole */
  BRV_WORKER_LATE,        /* a call took longer than it may; ended */
  BRV_WORKER_DIED,        /* by a signal or an exit of its own */
  BRV_WORKER_MEMORY,      /* it ran out of memory */
  BRV_WORKER_FLOODED,     /* more bytes than an answer may have; ended */
  BRV_WORKER_BROKEN,      /* it went away in the midst of its answer */
  BRV_WORKER_NOT_STARTED, /* no process was to be had */
} brv_worker_end;

typedef struct {
  guint seconds; /* that one call may take, on the wall's clock; time in which the parent itself
                    stood still does not count; 0: as long as it wants */
  gsize memory;  /* bytes that it may map beyond what it starts with (not under AddressSanitizer);
                    0: what the machine has */
  gsize answer;  /* bytes that it may answer with */
} brv_worker_limits;

/* One piece of work, and what came of it. */
typedef struct {
  /* Runs in the worker. Appends to `answer`, keeps the note. */
  void (*body)(GByteArray *answer, brv_worker_note *note, void *data);
  /* Runs in the worker, inside a signal's handler, when it is about to end badly: may do nothing
   * but write the line into the note. NULL: not wanted. */
  void (*last_words)(brv_worker_note *note, void *data);
  /* Called by the parent when the worker has answered, or is gone. May be NULL. */
  void (*finished)(void *data);
  void *data;

  brv_worker_end end;
  int signal;         /* DIED: which, or 0 and `status` */
  int status;         /* DIED: of its exit; NOT_STARTED: errno */
  GByteArray *answer; /* whole when DONE */
  brv_worker_note note;
} brv_work;

/* In a worker whose work is not plugins' code: what is done from here on counts as calls, a step of it
 * each, so that one that stands still is told from one that has much to do. Elsewhere steps are
 * nothing. */
void brv_worker_count_steps(brv_worker_note *note);
void brv_worker_step(void);

/* In a worker: sends home what is in the answer so far, and empties it, where that is much: a worker
 * that makes one thing after another need not hold all of them. */
void brv_worker_send(GByteArray *answer);

/* Does all the work, so many pieces side by side; comes back when every worker is gone. `answer`
 * of each is then the caller's: brv_work_clear. A step of a worker's worker is one of its own. */
void brv_workers_run(brv_work *works, gsize count, guint side_by_side,
                     const brv_worker_limits *limits);

/* The same in two calls, between which the caller does other work beside: the first starts as many
 * workers as may run, the second does what is left and frees it. Works and limits must live until
 * then. It does not wait until workers that have answered are gone, which the third does; it must be
 * called before the process ends. */
typedef struct brv_workers brv_workers;
brv_workers *brv_workers_start(brv_work *works, gsize count, guint side_by_side,
                               const brv_worker_limits *limits);

/* Work of the caller's that is done once, in this process, as soon as fewer workers run than may: now,
 * or before the second call comes back. */
void brv_workers_beside(brv_workers *workers, void (*work)(void *data), void *data);

void brv_workers_finish(brv_workers *workers);
void brv_workers_see_off(void);

void brv_work_clear(brv_work *work);

/* In words, for a message about whose code was running: "it did not come back within 40 seconds,
 * and was ended". Free it. */
char *brv_work_describe_end(const brv_work *work, const brv_worker_limits *limits);

#endif
