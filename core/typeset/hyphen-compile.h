/* Hyphenation patterns, compiled when the program is built: for hyphen-tool.c and tests. Private to
 * core/typeset.
 *
 * A pattern file begins with its character set; then come options (LEFTHYPHENMIN n) and patterns
 * (".ab4i"), which NEXTLEVEL may part in two: those that part compounds, and those for their parts.
 * Where a pattern changes letters at the break (with '/') the word is not divided. */
#ifndef BRV_TYPESET_HYPHEN_COMPILE_H
#define BRV_TYPESET_HYPHEN_COMPILE_H

#include <glib.h>

/* The table of a file's text, as hyphen-data.h says, to be unreferenced; NULL when it is no pattern
 * file. */
GByteArray *brv_hyphens_compile(const char *text);

#endif
