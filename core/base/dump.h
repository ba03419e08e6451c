/* Small helpers for the text dumps that tests read. */
#ifndef BRV_BASE_DUMP_H
#define BRV_BASE_DUMP_H

#include <glib.h>

/* `text` in double quotes; quotes, backslashes and what is unseen escaped, all else as it is. */
void brv_dump_quoted(GString *out, const char *text);

/* `text` as a JSON string; what is no UTF-8 is replaced. */
void brv_dump_json(GString *out, const char *text);

/* `text` for a terminal, in one line: control characters and those that order, hide or break lines
 * are written out, "\\n" and "\\u{202e}". What is no UTF-8 is replaced. */
void brv_dump_shown(GString *out, const char *text);

/* ` key="text"`, or nothing when text is NULL. */
void brv_dump_pair(GString *out, const char *key, const char *text);

/* A number with at most `places` decimals and no trailing zeroes, whatever the locale. */
void brv_dump_number(GString *out, double number, int places);

#endif
