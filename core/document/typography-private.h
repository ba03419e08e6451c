/* What the parts of typography share. Private to core/document.
 *
 * The text of a block is a row of cells, one a character, whichever nodes they stand in: quotes
 * meet across emphasis, links and notes. */
#ifndef BRV_DOCUMENT_TYPOGRAPHY_PRIVATE_H
#define BRV_DOCUMENT_TYPOGRAPHY_PRIVATE_H

#include "document/words.h"

enum {
  BRV_NBSP = 0xA0,
  BRV_NARROW_NBSP = 0x202F,
  BRV_EN_DASH = 0x2013,
  BRV_EM_DASH = 0x2014,
  BRV_ELLIPSIS = 0x2026,
  BRV_APOSTROPHE = 0x2019,
  BRV_THING = 0xFFFC, /* code, a picture, a page's number: a word, whatever it is */
};

/* How a language sets its text; a row of the table in typography-tongues.c. */
typedef struct {
  const char *tag;                                    /* BCP 47, in small letters */
  gunichar open, close;                               /* for what is typed " */
  gunichar inner_open, inner_close;                   /* for what is typed ' */
  gunichar quote_space;                               /* inside the outer ones; 0: none */
  gunichar colon_space, mark_space;                   /* before a colon; before ; ! ?; 0: none */
  bool groups;                                        /* digits are grouped by a space */
  bool dotted;                                        /* "z. B.": abbreviations of many words */
  bool dense;                                         /* no spaces between words */
  const char *before_number, *before_name, *clinging; /* words that hold to what follows: "|p.|" */
  const char *elided;                                 /* words that begin with an apostrophe */
} brv_tongue;

/* The row for a language, else of its primary language, else one that does no harm. Never NULL. */
const brv_tongue *brv_tongue_for(const char *language);

typedef struct {
  gunichar c;             /* what is printed */
  gunichar before, after; /* around it, in the same node; 0: nothing */
  guint leaf;             /* which piece it stands in */
  bool literal;           /* escaped, or part of an address */
  const brv_tongue *tongue;
} brv_cell;

typedef struct {
  GArray *cells; /* of brv_cell */
  const brv_words *words;
  brv_arena *arena;
} brv_line_of_cells;

static inline brv_cell *brv_cell_at(const brv_line_of_cells *line, gsize i)
{
  return &g_array_index(line->cells, brv_cell, i);
}

/* The character at `i`, 0 outside of the line; unsigned numbers wrap. */
static inline gunichar brv_char_at(const brv_line_of_cells *line, gsize i)
{
  return i < line->cells->len ? brv_cell_at(line, i)->c : 0;
}

static inline bool brv_char_is_space(gunichar c)
{
  return c == ' ' || c == '\t' || c == '\n' || c == BRV_NBSP || c == BRV_NARROW_NBSP;
}

/* A letter, a figure, or what stands for a word. */
static inline bool brv_char_is_word(gunichar c)
{
  return c == BRV_THING || g_unichar_isalnum(c) || g_unichar_ismark(c);
}

/* Each pass over a line. */
void brv_typography_spare_addresses(brv_line_of_cells *line);
void brv_typography_dashes(brv_line_of_cells *line);
void brv_typography_quotes(brv_line_of_cells *line);
void brv_typography_spaces(brv_line_of_cells *line);

#endif
