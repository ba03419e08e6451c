/* What a worker answers, as bytes: values, trees of nodes, messages.
 *
 * Counts take seven bits a byte, the lowest first, and the eighth says that more follow. Both ends
 * are the same program on the same machine, so other numbers stand as they are in memory. What was
 * there before the fork (a source, an image) is named by a number that both know. A reader
 * trusts nothing: what is cut short, out of range or of the wrong shape makes it bad, and it stays
 * so; whoever reads goes on with zeroes and asks at the end.
 */
#ifndef BRV_DOCUMENT_WIRE_H
#define BRV_DOCUMENT_WIRE_H

#include "document/node.h"

/* --- wire-names.c: what both sides had before the fork --- */

typedef struct brv_wire_names brv_wire_names;

brv_wire_names *brv_wire_names_new(void);
void brv_wire_names_free(brv_wire_names *names);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(brv_wire_names, brv_wire_names_free)

/* Each gives numbers to what it is handed and all that this holds, files and no sources derived
 * from their text; NULL is fine. */
void brv_wire_name_source(brv_wire_names *names, const brv_source *source);
void brv_wire_name_asset(brv_wire_names *names, const brv_asset *asset);
void brv_wire_name_value(brv_wire_names *names, const brv_value *value);
void brv_wire_name_tree(brv_wire_names *names, const brv_node *root);

/* The number of a thing, from 1; 0: it has none. And back; NULL: there is no such number. */
guint32 brv_wire_number(const brv_wire_names *names, const void *object);
const brv_source *brv_wire_source(const brv_wire_names *names, guint32 number);
const brv_asset *brv_wire_asset(const brv_wire_names *names, guint32 number);

/* The place as both sides know it: in a file, for what was derived from its text is not sent. */
brv_place brv_wire_known_place(const brv_wire_names *names, brv_place place);

/* --- wire.c: bytes and structs --- */

typedef struct {
  GByteArray *out;
  const brv_wire_names *names;
  const brv_source *source; /* the last that a place was in, and its number */
  guint32 number;
  bool with_places; /* of values, all in the source that the reader names */
} brv_wire_writer;

typedef struct {
  const char *at, *end;
  brv_arena *arena; /* for what is read */
  const brv_wire_names *names;
  bool bad;
  bool in_any_order; /* maps need not be sorted: not for what an enemy may have written */
  bool with_places;  /* as they were written */
  GBytes *all;       /* what is read; NULL: bytes are copied out of it */
} brv_wire_reader;

/* A reader of bytes, which the arena takes over: texts are not copied out of them. */
brv_wire_reader brv_wire_read(brv_arena *arena, const brv_wire_names *names, GByteArray *bytes);
/* The same of bytes that may be part of others. */
brv_wire_reader brv_wire_read_bytes(brv_arena *arena, const brv_wire_names *names, GBytes *bytes);
/* Everything was read and all of it was good. */
bool brv_wire_is_done(const brv_wire_reader *r);

void brv_wire_put_count(brv_wire_writer *w, guint32 count);
void brv_wire_put_text(brv_wire_writer *w, const char *text); /* may be NULL */
void brv_wire_put_number(brv_wire_writer *w, double number);
void brv_wire_put_place(brv_wire_writer *w, brv_place place);

void brv_wire_put_bytes(brv_wire_writer *w, GBytes *bytes); /* may be NULL */
/* So many bytes, as they are: both sides know how many. */
void brv_wire_put_block(brv_wire_writer *w, const void *bytes, gsize length);

/* What is put between the two is measured: its length stands before it. `begin` gives what `end`
 * wants. */
guint brv_wire_begin(brv_wire_writer *w);
void brv_wire_end(brv_wire_writer *w, guint begun);

/* Whether so many bytes are left; bad when they are not. */
bool brv_wire_has(brv_wire_reader *r, gsize bytes);
/* A count of at most `most`. */
guint32 brv_wire_take_count(brv_wire_reader *r, guint32 most);
/* The same of things that each need at least one byte more, so that nothing is made of nothing. */
guint32 brv_wire_take_length(brv_wire_reader *r);
/* The length of what was measured; so many bytes are left. */
guint32 brv_wire_take_measure(brv_wire_reader *r);
const char *brv_wire_take_text(brv_wire_reader *r);
/* A new reference to a part of them, which keeps all alive; or NULL. */
GBytes *brv_wire_take_bytes(brv_wire_reader *r);
/* The next bytes, where they stand; NULL when there are not so many. They may be aligned to
 * nothing. */
const void *brv_wire_take_block(brv_wire_reader *r, gsize length);
double brv_wire_take_number(brv_wire_reader *r, double least, double most);
brv_place brv_wire_take_place(brv_wire_reader *r);

/* A struct goes over the wire by a table of its fields: a mask of those that are not zero, then
 * those. To send a new field, add a line to its table. */
typedef enum {
  BRV_WIRE_END,
  BRV_WIRE_TEXT,   /* const char * */
  BRV_WIRE_INT,    /* int or enum, from `least` to `most` */
  BRV_WIRE_TRUTH,  /* bool */
  BRV_WIRE_NUMBER, /* double, from `least` to `most` */
  BRV_WIRE_PLACE,  /* brv_place */
  BRV_WIRE_ASSET,  /* const brv_asset * */
} brv_wire_type;

enum { BRV_WIRE_FIELDS = 32 };

typedef struct {
  brv_wire_type type;
  gsize offset;
  double least, most;
  bool required; /* zero is no value of it; TEXT, ASSET: it is not NULL */
} brv_wire_field;

#define BRV_WIRE_TEXT_FIELD(type, member)                                                          \
  {                                                                                                \
    BRV_WIRE_TEXT, G_STRUCT_OFFSET(type, member)                                                   \
  }
#define BRV_WIRE_NEEDED_TEXT(type, member)                                                         \
  {                                                                                                \
    BRV_WIRE_TEXT, G_STRUCT_OFFSET(type, member), .required = true                                 \
  }
#define BRV_WIRE_INT_FIELD(type, member, least, most)                                              \
  {                                                                                                \
    BRV_WIRE_INT, G_STRUCT_OFFSET(type, member), least, most, (least) > 0                          \
  }
#define BRV_WIRE_TRUTH_FIELD(type, member)                                                         \
  {                                                                                                \
    BRV_WIRE_TRUTH, G_STRUCT_OFFSET(type, member)                                                  \
  }
#define BRV_WIRE_NUMBER_FIELD(type, member, least, most)                                           \
  {                                                                                                \
    BRV_WIRE_NUMBER, G_STRUCT_OFFSET(type, member), least, most, (least) > 0                       \
  }
#define BRV_WIRE_PLACE_FIELD(type, member)                                                         \
  {                                                                                                \
    BRV_WIRE_PLACE, G_STRUCT_OFFSET(type, member)                                                  \
  }
#define BRV_WIRE_ASSET_FIELD(type, member)                                                         \
  {                                                                                                \
    BRV_WIRE_ASSET, G_STRUCT_OFFSET(type, member), .required = true                                \
  }

void brv_wire_put_fields(brv_wire_writer *w, const brv_wire_field *fields, const void *object);
void brv_wire_take_fields(brv_wire_reader *r, const brv_wire_field *fields, void *object);

/* --- wire-value.c --- */
/* A value made from Lua: its maps are sorted by key. */
void brv_wire_put_value(brv_wire_writer *w, const brv_value *value);
/* Every value has the place `place`, or was put with its own in that source; NULL when the reader is
 * bad. */
brv_value *brv_wire_take_value(brv_wire_reader *r, brv_place place);

/* --- wire-message.c --- */
void brv_wire_put_messages(brv_wire_writer *w, brv_diags *diags);
/* Reports them anew. */
void brv_wire_take_messages(brv_wire_reader *r, brv_diags *diags);

#endif
