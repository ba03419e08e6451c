/* Reading tables back, in four files: read.c the nodes, read-fields.c their fields, read-table.c
 * what only tables have, recorder-read.c drawings. Private to core/plugin.
 *
 * Everything a plugin returns is checked: kinds, fields, types, UTF-8, shape, size. Errors are
 * raised with the path of what is wrong. Only raw access, so that no metamethod of the plugin runs
 * in between.
 */
#ifndef BRV_PLUGIN_READ_H
#define BRV_PLUGIN_READ_H

#include "plugin/internal.h"

enum { BRV_PATH_LENGTH = 240 };

/* Where the reader is: "block 1 (list), item 3". Steps live on the stack of the functions that
 * walk. Rows are counted under the head of their table, as those who write tables do. */
typedef struct brv_step {
  const struct brv_step *outer;
  const char *word;
  int index;        /* from 1; 0: there is only one */
  const char *kind; /* what stands there, where the word does not say it; else NULL */
} brv_step;

/* How many rows of a table came by: those of the head, and those under it. */
typedef struct {
  int heads, rows;
} brv_row_count;
/* Counts one more, and names it in the step. */
void brv_row_step(brv_row_count *count, bool head, brv_step *step);

typedef struct {
  lua_State *L;
  brv_call *call;
  brv_arena *arena;
  guint count; /* of nodes so far */
  gsize bytes; /* of text so far */
  guint steps; /* of drawings so far */
} brv_reader;

/* --- read-fields.c --- */
/* Writes "in what build returned, block 1 (list), item 3" into `path`, which has BRV_PATH_LENGTH
 * bytes. */
void brv_step_path(const brv_step *at, char *path);
/* Raises "path: message". */
G_NORETURN void brv_reader_fail(brv_reader *r, const brv_step *at, const char *format, ...)
    G_GNUC_PRINTF(3, 4);
/* Pushes a field of the table; its type. */
int brv_reader_push(brv_reader *r, int table, const char *key);
/* The text at `index` as the document holds it. */
const char *brv_reader_text(brv_reader *r, int index, const brv_step *at, bool preformatted);
/* A text field, or NULL; one that must be there; one that is a name. */
const char *brv_reader_text_field(brv_reader *r, int table, const char *key, const brv_step *at);
const char *brv_reader_required(brv_reader *r, int table, const char *key, const brv_step *at);
/* Where a link leads: an address, or a place in this edition. */
const char *brv_reader_target(brv_reader *r, int table, const brv_step *at);
const char *brv_reader_language(brv_reader *r, int table, const brv_step *at);
const char *brv_reader_name(brv_reader *r, int table, const char *key, const brv_step *at);
bool brv_reader_truth(brv_reader *r, int table, const char *key, const brv_step *at);
int brv_reader_integer(brv_reader *r, int table, const char *key, int fallback, int most,
                       const brv_step *at);
/* A number from 0 to 1; 0 when there is none. */
double brv_reader_part(brv_reader *r, int table, const char *key, const brv_step *at);
/* The picture or place that a number stands for. */
const void *brv_reader_handle(brv_reader *r, int table, brv_node_kind kind, const brv_step *at);
brv_place brv_reader_place(brv_reader *r, int table, brv_place outer, const brv_step *at);
/* Reports fields that the kind does not have. */
void brv_reader_check_fields(brv_reader *r, int table, const brv_kind_info *kind,
                             const brv_step *at);

/* --- read-table.c --- */
/* Counts columns, checks that all rows have them, reads alignments and widths. */
void brv_reader_finish_table(brv_reader *r, int table, brv_node *node, const brv_step *at);

/* --- recorder-read.c --- */
/* The display list in the field "steps" of the drawing at `table`. Raises naming `path`. */
const brv_drawing *brv_reader_drawing(brv_reader *r, int table, const char *path);

#endif
