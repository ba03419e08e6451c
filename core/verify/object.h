/* The objects of a finished PDF, read with libqpdf and kept as plain values.
 *
 * Objects are read when they are asked for and live in the file's arena; an indirect object is one
 * value, so that pointers tell whether two things are the same. Nothing here trusts the file: what
 * is absent or of another type is the null object, never NULL, and chains of references end.
 * Whoever follows references from object to object keeps a set of those seen. Private to
 * core/verify.
 */
#ifndef BRV_VERIFY_OBJECT_H
#define BRV_VERIFY_OBJECT_H

#include <stdbool.h>

#include "base/arena.h"

typedef enum {
  BRV_OBJ_NULL,
  BRV_OBJ_BOOL,
  BRV_OBJ_INT,
  BRV_OBJ_REAL,
  BRV_OBJ_NAME,
  BRV_OBJ_STRING,
  BRV_OBJ_ARRAY,
  BRV_OBJ_DICT,
  BRV_OBJ_STREAM, /* its dictionary; the data is read with brv_obj_data */
  BRV_OBJ_REF,
} brv_obj_type;

typedef struct brv_obj brv_obj;
struct brv_obj {
  brv_obj_type type;
  int number, generation; /* of the indirect object that it is, or that a reference names; else 0 */
  bool truth;
  gint64 integer;
  double real;      /* of both kinds of numbers */
  const char *text; /* a name without its slash; the bytes of a string, with a NUL behind */
  gsize length;
  const char *utf8;  /* of a text string */
  const char **keys; /* of a dictionary or stream, sorted by bytes */
  const brv_obj **items;
  guint count;
};

typedef struct brv_pdf brv_pdf;

/* Opens the bytes of a file, which must outlive it. NULL when no reader could, with the reason in
 * `why`, which lives in the arena. */
brv_pdf *brv_pdf_open(brv_arena *arena, const guint8 *bytes, gsize length, const char **why);
bool brv_pdf_is_encrypted(const brv_pdf *pdf);

/* What libqpdf found to repair so far, once; NULL when there is no more. Lives in the arena. */
const char *brv_pdf_next_warning(brv_pdf *pdf);

const brv_obj *brv_pdf_trailer(brv_pdf *pdf);
const brv_obj *brv_pdf_at(brv_pdf *pdf, int number, int generation);

extern const brv_obj brv_obj_null;

/* What a reference names; anything else as it is. */
const brv_obj *brv_obj_resolve(brv_pdf *pdf, const brv_obj *object);

/* The value of a key of a dictionary or stream, resolved; as it is written. */
const brv_obj *brv_obj_get(brv_pdf *pdf, const brv_obj *dictionary, const char *key);
const brv_obj *brv_obj_get_raw(const brv_obj *dictionary, const char *key);
bool brv_obj_has(const brv_obj *dictionary, const char *key);

/* An item of an array, resolved. */
const brv_obj *brv_obj_item(brv_pdf *pdf, const brv_obj *array, guint index);

bool brv_obj_is_dict(const brv_obj *object); /* or a stream */
bool brv_obj_is_number(const brv_obj *object);
bool brv_obj_is_name(const brv_obj *object, const char *name);
bool brv_obj_is_true(const brv_obj *object);

/* A name's text, or "". */
const char *brv_obj_name(const brv_obj *object);
/* A string's text as UTF-8, or NULL when it is no string. */
const char *brv_obj_string(const brv_obj *object);
gint64 brv_obj_int(const brv_obj *object, gint64 otherwise);
double brv_obj_number(const brv_obj *object, double otherwise);

/* A stream's decoded bytes, without those of pictures; NULL when it cannot be decoded. To be
 * unreferenced. */
GBytes *brv_obj_data(brv_pdf *pdf, const brv_obj *stream);
/* As they stand in the file. */
GBytes *brv_obj_raw_data(brv_pdf *pdf, const brv_obj *stream);

/* Whether two objects say the same, references followed; streams by their raw bytes. What is nested
 * too deep is taken for equal. */
bool brv_obj_equal(brv_pdf *pdf, const brv_obj *a, const brv_obj *b);

/* Values of a content stream. */
brv_obj *brv_obj_new(brv_arena *arena, brv_obj_type type);
brv_obj *brv_obj_new_array(brv_arena *arena, GPtrArray *items);
/* Of keys and values by turns; a later value of a key counts. */
brv_obj *brv_obj_new_dict(brv_arena *arena, GPtrArray *pairs);

#endif
