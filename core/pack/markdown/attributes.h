/* Attributes: `{#id .class key=value}`. Private to core/pack.
 *
 *   attributes = "{" { space | "#" name | "." name | key "=" value } "}"
 *   name, key  = a letter, then letters, digits, "-", "_", "."
 *   value      = bare (no space, quote or brace) | "…" | '…' ; in quotes, \ takes the next
 * character
 */
#ifndef BRV_PACK_MARKDOWN_ATTRIBUTES_H
#define BRV_PACK_MARKDOWN_ATTRIBUTES_H

#include "document/node.h"

/* What is written between two braces. Places of what is absent have no source. */
typedef struct {
  const char *id, *class, *tier, *language; /* or NULL */
  brv_place id_place, class_place, tier_place, language_place;
  brv_attr *others; /* in the order written */
  brv_place place;  /* of the braces and all between */
} brv_attributes;

typedef enum {
  BRV_BRACE_TEXT,       /* an ordinary brace */
  BRV_BRACE_ATTRIBUTES, /* closed; brv_attributes_read says whether well formed */
  BRV_BRACE_BROKEN,     /* meant as attributes (or names a tier), but never closed */
} brv_brace;

/* More than this is never one pair of braces; it bounds the work. In bytes. */
enum { BRV_ATTRIBUTES_LIMIT = 8192 };

/* Judges `text`, which begins with "{" and ends with NUL. `length` is set to the bytes that are
 * taken when it is no ordinary brace. Braces that only look odd, such as {see below}, are text;
 * but whatever says "tier" is never taken for text, so that no mark is printed and lost. */
brv_brace brv_attributes_scan(const char *text, gsize *length);

/* Reads the attributes at `place`, reporting what is wrong; false when anything was. */
bool brv_attributes_read(brv_arena *arena, brv_place place, brv_attributes *out, brv_diags *diags);

/* The value of an attribute with the place of every byte of it. */
brv_value *brv_attribute_value(brv_arena *arena, const brv_attr *attr);

/* Where the key of an attribute stands: before the "=" before its value. */
brv_place brv_attribute_key(const brv_attr *attr);

#endif
