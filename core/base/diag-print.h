/* How one message looks. Private to core/base. */
#ifndef BRV_BASE_DIAG_PRINT_H
#define BRV_BASE_DIAG_PRINT_H

#include "base/diag.h"

typedef struct {
  brv_code code;
  brv_severity severity;
  brv_place place, via;
  char *text, *help;
} brv_message;

/* `index` counts the messages of a run from 0. */
void brv_message_print(const brv_message *message, FILE *out, guint index);
void brv_message_print_json(const brv_message *message, FILE *out, guint index);

#endif
