/* A finished file in the hands of a process of its own, which is ended when it takes too long or
 * too much: whatever the file is made to do, the program goes on. Private to core/verify. */
#ifndef BRV_VERIFY_APART_H
#define BRV_VERIFY_APART_H

#include "base/diag.h"
#include "base/worker.h"

/* A file's bytes. NULL when it cannot be read or is larger than a gigabyte; that is reported,
 * unless `diags` is NULL. */
GBytes *brv_apart_open(const char *path, brv_diags *diags);

/* Runs the body (as of brv_work) for so many seconds without a step, and for an answer of so many
 * bytes at the most. Its answer, or NULL and in `how`, to be freed, how it ended. */
GBytes *brv_apart_run(void (*body)(GByteArray *answer, brv_worker_note *note, void *data),
                      void *data, guint seconds, gsize most, char **how);

/* An answer as a value of a GVariant type, and a value as an answer. */
GVariant *brv_apart_value(GBytes *answer, const char *type);
void brv_apart_answer(GByteArray *answer, GVariant *value);

#endif
