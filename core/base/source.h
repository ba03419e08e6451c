/* Source text and places in it.
 *
 * A place is a file and a range of bytes in it; line and column are worked out only when a person
 * is to read them. Every value and every node of a pack carries the place it was written at.
 */
#ifndef BRV_BASE_SOURCE_H
#define BRV_BASE_SOURCE_H

#include <stdbool.h>

#include "base/arena.h"

typedef struct brv_source brv_source;

/* Where something was written: bytes [offset, offset + length) of `source`.
 * `source` is NULL where there is no place (a default, a command line). */
typedef struct {
  const brv_source *source;
  guint32 offset, length;
} brv_place;

#define BRV_NO_PLACE ((brv_place){0})

/* `text` (not copied, `length` bytes, NUL after it) under the name that messages print: the path
 * relative to the pack folder, with '/'. Lives in the arena. */
brv_source *brv_source_new(brv_arena *arena, const char *name, const char *text, gsize length);

/* Bytes of a decoded text from `at` on: the first was written at `from` of the outer source, the
 * next one byte on, and so forth; or all at `from`, where they come from one escape. */
typedef struct {
  guint32 at, from;
  bool escaped;
} brv_source_run;

/* Text that was decoded out of another (a Markdown body inside a JSON string), by runs in their
 * order, the first at 0; what follows its last byte was written at `end`. Runs are not copied.
 * Places in the new source are printed as places in the outer one. */
brv_source *brv_source_derived(brv_arena *arena, const brv_source *outer, const char *text,
                               gsize length, const brv_source_run *runs, guint count, guint32 end);

/* A spot in a file that is no text (a finished PDF): `where` tells it in words, "page 3", and may
 * be NULL. The offset of a place in it is what messages are sorted by. */
brv_source *brv_source_binary(brv_arena *arena, const char *name, const char *where);

const char *brv_source_name(const brv_source *source);
const char *brv_source_text(const brv_source *source);
gsize brv_source_length(const brv_source *source);

/* The offset of a line (counted from 1) and column (bytes, from 1), clamped to the text. */
guint32 brv_source_offset(const brv_source *source, int line, int column);

/* `place` in the outermost source, where a person finds it. */
brv_place brv_place_outermost(brv_place place);

/* A place as a person reads it: line and column from 1, the column in characters; the line's text
 * (not NUL-terminated) and how many characters of it are meant. Zeroes when there is no source. */
typedef struct {
  const char *name, *where; /* line 0 in a file that is no text: where, in words or NULL */
  int line, column, width;
  const char *line_text;
  gsize line_length;
} brv_position;

brv_position brv_place_position(brv_place place);

/* The part [from, from + length) of a place. */
brv_place brv_place_part(brv_place place, guint32 from, guint32 length);

/* Order of places for sorting messages: by name, then offset. Places without source come first. */
int brv_place_compare(brv_place a, brv_place b);

#endif
