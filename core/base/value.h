/* Values that people write: YAML, JSON or a Lua table, with the place of every one.
 *
 * YAML scalars are text until a schema says what they are: `NO`, `1.10` and `2026-04-26` are
 * never guessed. JSON and Lua know numbers and booleans; these keep their written text too.
 */
#ifndef BRV_BASE_VALUE_H
#define BRV_BASE_VALUE_H

#include <string.h>

#include "base/diag.h"

typedef enum {
  BRV_VALUE_NULL,    /* nothing written after the key, or JSON's null */
  BRV_VALUE_TEXT,    /* any YAML scalar, a JSON or Lua string */
  BRV_VALUE_NUMBER,  /* JSON and Lua only */
  BRV_VALUE_BOOLEAN, /* JSON and Lua only */
  BRV_VALUE_LIST,
  BRV_VALUE_MAP,
} brv_value_kind;

typedef struct brv_value brv_value;

typedef struct {
  const char *key;
  brv_place place; /* of the key */
  brv_value *value;
} brv_member;

struct brv_value {
  brv_value_kind kind;
  bool either;      /* MAP: an empty Lua table, which may as well be a list */
  bool quoted;      /* YAML: written in quotes or as a block, so that it can only be text */
  bool verbatim;    /* the text stands at `place` as it is, between its quotes */
  const char *text; /* TEXT, NUMBER ("0.72"), BOOLEAN ("true"); else NULL */
  gsize length;     /* of text, in bytes */
  double number;    /* NUMBER */
  bool truth;       /* BOOLEAN */
  guint count;      /* LIST, MAP */
  brv_value **items;
  brv_member *members;     /* in the order written */
  const brv_source *inner; /* see brv_value_source */
  /* What binding read because the schema asks for more than text; else NULL. */
  struct brv_node *tree;  /* Markdown: a GROUP; an image: an IMAGE without its alternative */
  const brv_source *file; /* the text file that is named */
  bool needed;            /* its schema requires it: a map that loses it says nothing */
  brv_place place;
};

/* Depth of nesting that readers accept. */
enum { BRV_VALUE_DEPTH = 32 };

/* Reads a whole YAML or JSON document at `place` (all of it when length is that of the source).
 * Aliases, tags, several documents and repeated keys are errors. NULL after a report; an empty
 * document is an empty map. */
brv_value *brv_yaml_read(brv_arena *arena, brv_place place, brv_diags *diags);
brv_value *brv_json_read(brv_arena *arena, brv_place place, brv_diags *diags);

/* Whether two texts are the same, where most differ in their first letter: keys and names. */
static inline bool brv_same_text(const char *one, const char *other)
{
  return *one == *other && strcmp(one, other) == 0;
}

/* The member's value or NULL; `map` may be NULL or no map. */
brv_value *brv_value_member(const brv_value *map, const char *key);

/* The text as a source of its own, so that Markdown inside it knows its places; NULL where they are
 * not known. Made when it is first asked for. */
const brv_source *brv_value_source(brv_arena *arena, brv_value *value);

/* Readers for values that a schema has accepted; `fallback` where the key is absent or null. */
const char *brv_value_text(const brv_value *map, const char *key, const char *fallback);
double brv_value_number(const brv_value *map, const char *key, double fallback);
bool brv_value_truth(const brv_value *map, const char *key, bool fallback);

/* A scalar's number (C locale); false when it is none. */
bool brv_value_to_number(const brv_value *value, double *number);

/* Building values in C (and from Lua). */
brv_value *brv_value_new(brv_arena *arena, brv_value_kind kind, brv_place place);
brv_value *brv_value_new_text(brv_arena *arena, const char *text, brv_place place);
void brv_value_add(brv_arena *arena, brv_value *list, brv_value *item);
void brv_value_set(brv_arena *arena, brv_value *map, const char *key, brv_value *value);
/* Takes the member out, if there is one. */
void brv_value_unset(brv_value *map, const char *key);
/* Adds a member whose key is known to be new; the key is not copied. */
void brv_value_append(brv_arena *arena, brv_value *map, brv_member member);

/* A deep copy. `keep` (may be NULL: all) is asked of every map and list item; what it refuses is
 * left out, with the member that holds it. */
brv_value *brv_value_copy(brv_arena *arena, const brv_value *value,
                          bool (*keep)(const brv_value *, void *), void *data);

/* Writes a value as text for dumps: one line a scalar, indented, in the order written. */
void brv_value_dump(const brv_value *value, int indent, GString *out);

#endif
