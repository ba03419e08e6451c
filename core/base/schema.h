/* Schemas: what a value must be. One engine for pack files, front matter, plugin attributes and
 * data, plugin options and layouts.
 *
 * A schema never changes a value; it says whether the readers of value.h may be trusted. Messages
 * name the path (`sources[2].grade`, counted from 1), what was expected, what is there, and the
 * nearest name.
 */
#ifndef BRV_BASE_SCHEMA_H
#define BRV_BASE_SCHEMA_H

#include "base/value.h"

typedef enum {
  BRV_TYPE_ANY,
  BRV_TYPE_TEXT,     /* any scalar, as written */
  BRV_TYPE_MARKDOWN, /* a scalar with Markdown in it */
  BRV_TYPE_FILE,     /* the name of a text file */
  BRV_TYPE_IMAGE,    /* the name of an image */
  BRV_TYPE_RAW,      /* the text of a fenced block as it is, in no syntax of ours */
  BRV_TYPE_INTEGER,
  BRV_TYPE_NUMBER,
  BRV_TYPE_BOOLEAN,  /* true or false; YAML's yes, no, on and off are refused with a word */
  BRV_TYPE_DATE,     /* YYYY-MM-DD, a real day */
  BRV_TYPE_CHOICE,   /* one of `choices` */
  BRV_TYPE_ID,       /* a letter, then letters, digits, '-', '_' or '.' */
  BRV_TYPE_URL,      /* absolute, http, https or mailto */
  BRV_TYPE_LANGUAGE, /* BCP 47, well-formed */
  BRV_TYPE_COLOUR,   /* #rrggbb */
  BRV_TYPE_LENGTH,   /* number with pt, mm, em or %; a bare number is pt */
  BRV_TYPE_LIST,     /* of `item` */
  BRV_TYPE_MAP,      /* of `fields`, and of `item` for other keys if it is set */
} brv_type;

typedef struct brv_schema brv_schema;
typedef struct brv_field brv_field;

struct brv_schema {
  brv_type type;
  bool required;
  const char *help;           /* what it is, for messages and manuals; may be NULL */
  const char *fallback;       /* the default, as it would be written; may be NULL */
  const char *const *choices; /* CHOICE: NULL-terminated */
  double min, max;            /* INTEGER, NUMBER: a range when min < max */
  const brv_schema *item;     /* LIST; MAP: what keys outside `fields` hold, NULL: no others */
  const brv_field *fields;    /* MAP: ended by a NULL name */
  const char *shorthand;      /* MAP: a bare scalar `x` stands for `{shorthand: x}` */
  bool nullable;              /* an empty value is as good as an absent key */
  bool in_line;               /* MARKDOWN: one paragraph, for a place in a line */
};

struct brv_field {
  const char *name;
  brv_schema schema;
};

/* Reports every way in which `value` does not fit; true when there is none. `path` names the
 * value in messages ("" for the whole file). */
bool brv_schema_check(brv_arena *arena, const brv_schema *schema, const brv_value *value,
                      const char *path, brv_diags *diags);

/* The value that a MAP with shorthand means: its `shorthand` member, or the scalar itself. */
const brv_value *brv_schema_unfold(const brv_value *value, const char *shorthand);

/* A real day as YYYY-MM-DD; a letter, then letters, digits, '-', '_' or '.'; a language by its shape
 * in BCP 47. */
bool brv_is_date(const char *text);
bool brv_is_id(const char *text);
bool brv_is_language(const char *text);

#endif
