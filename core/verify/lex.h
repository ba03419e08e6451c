/* Tokens of PDF syntax: of content streams, CMaps, and the file itself. Private to core/verify.
 *
 * The syntax is ISO 32000-1, 7.2 and 7.3. Any bytes give tokens and an end. */
#ifndef BRV_VERIFY_LEX_H
#define BRV_VERIFY_LEX_H

#include "verify/object.h"

typedef enum {
  BRV_LEX_END,
  BRV_LEX_INT,
  BRV_LEX_REAL,
  BRV_LEX_NAME,
  BRV_LEX_STRING, /* (…) */
  BRV_LEX_HEX,    /* <…> */
  BRV_LEX_ARRAY,
  BRV_LEX_ARRAY_END,
  BRV_LEX_DICT,
  BRV_LEX_DICT_END,
  BRV_LEX_WORD, /* an operator or keyword; a stray bracket or brace too */
} brv_lex_type;

typedef struct {
  const guint8 *bytes;
  gsize length, at; /* where the next token is looked for */

  brv_lex_type type;
  gsize start;      /* of the token; it ends at `at` */
  GString *text;    /* of names, strings and words, decoded */
  double number;    /* of numbers */
  guint hex_digits; /* of a hexadecimal string; and whether it holds anything else */
  bool hex_other;
  bool met_odd, met_other; /* whether any hexadecimal string so far was one of these */
} brv_lex;

/* `bytes` must outlive it. */
void brv_lex_init(brv_lex *lex, const guint8 *bytes, gsize length);
void brv_lex_clear(brv_lex *lex);

/* The next token; false at the end. */
bool brv_lex_next(brv_lex *lex);
bool brv_lex_is_word(const brv_lex *lex, const char *word);

/* Whether a byte is white space in PDF. */
bool brv_lex_is_space(guint8 byte);

/* Reads operands up to an operator, whose name is left in `operator`; an inline image is one
 * operator "BI" with its dictionary. Dictionaries and arrays are nested values, in `arena`. False
 * at the end; operands may be left. */
bool brv_lex_operation(brv_lex *lex, brv_arena *arena, GPtrArray *operands, GString *operator);

#endif
