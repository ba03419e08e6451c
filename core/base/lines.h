/* What differs between two texts, line by line, for people to read. */
#ifndef BRV_BASE_LINES_H
#define BRV_BASE_LINES_H

#include <glib.h>
#include <stdbool.h>

/* Appends how `found` differs from `expected`: lines only expected after "- ", lines only found
 * after "+ ", up to two equal ones around them after "  ", and "@ line N" where lines are passed
 * over. False, with nothing appended, when the texts are equal but for a newline at the end. */
bool brv_lines_differ(const char *expected, const char *found, GString *out);

#endif
