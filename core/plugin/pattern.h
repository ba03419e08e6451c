/* Lua's patterns, matched by a matcher that pays for every step. Private to core/plugin.
 *
 * The stock matcher cannot be interrupted, and a pattern of a few `.-` over a few thousand letters
 * keeps it for hours. This one follows the reference manual (5.4, section 6.4.1) and charges the
 * sandbox as it goes, so that such a call is killed like any other.
 */
#ifndef BRV_PLUGIN_PATTERN_H
#define BRV_PLUGIN_PATTERN_H

#include "plugin/sandbox.h"

enum { BRV_PATTERN_CAPTURES = 32 };

typedef struct {
  const char *start;
  ptrdiff_t length; /* or one of the two below */
} brv_capture;

enum { BRV_CAPTURE_OPEN = -1, BRV_CAPTURE_POSITION = -2 };

typedef struct {
  lua_State *L;
  const char *text, *text_end;
  const char *pattern, *pattern_end;
  int count; /* of captures */
  brv_capture captures[BRV_PATTERN_CAPTURES];
  int depth;
  guint unpaid;
} brv_matcher;

/* The end of the match of the whole pattern that starts at `at`, or NULL. Raises on malformed
 * patterns and when the work is used up. */
const char *brv_pattern_match(brv_matcher *matcher, const char *at);

/* Pushes capture `index` (0 and no captures: the whole match [start, end)). */
void brv_pattern_push(brv_matcher *matcher, int index, const char *start, const char *end);

/* Pushes all captures, or the whole match where there are none and `whole` says so; how many. */
int brv_pattern_push_all(brv_matcher *matcher, const char *start, const char *end, bool whole);

/* Pushes a table of find, match, gmatch and gsub. */
void brv_push_patterns(lua_State *L);

#endif
