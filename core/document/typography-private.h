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
  gunichar c;        /* what is printed */
  guint leaf : 31;   /* which piece it stands in */
  guint literal : 1; /* escaped, or part of an address */
} brv_cell;

/* A piece of the line: the text of one node. */
typedef struct {
  struct brv_node *node; /* NULL for what is no text of ours */
  const brv_tongue *tongue;
  bool is_set; /* some of its cells are not what was typed */
} brv_leaf;

/* What is set around a cell, in the same node; 0: nothing. */
typedef struct {
  gunichar before, after;
} brv_around;

/* Kinds of characters, or-ed. */
enum {
  BRV_SEEN_QUOTE = 1,   /* a straight one */
  BRV_SEEN_ADDRESS = 2, /* what each address has: a colon, "@" or "ww" */
};

typedef struct {
  GArray *cells;  /* of brv_cell */
  GArray *leaves; /* of brv_leaf */
  GArray *around; /* of brv_around, by cell; empty where nothing is set: in most languages */
  guint seen;     /* among the cells */
  gunichar last;  /* of the cells */
  bool has_page;  /* the number of one is among them */
  bool has_marks; /* a tongue is among the leaves that sets spaces at marks */
  const brv_words *words;
  brv_arena *arena;
} brv_line_of_cells;

static inline brv_cell *brv_cell_at(const brv_line_of_cells *line, gsize i)
{
  return &g_array_index(line->cells, brv_cell, i);
}

static inline brv_leaf *brv_leaf_at(const brv_line_of_cells *line, gsize i)
{
  return &g_array_index(line->leaves, brv_leaf, brv_cell_at(line, i)->leaf);
}

static inline const brv_tongue *brv_tongue_at(const brv_line_of_cells *line, gsize i)
{
  return brv_leaf_at(line, i)->tongue;
}

static inline brv_around brv_around_at(const brv_line_of_cells *line, gsize i)
{
  return line->around->len ? g_array_index(line->around, brv_around, i) : (brv_around){0};
}

/* Sets what is printed; and what around it. When the latter is done no cell goes any more. */
void brv_cell_set(brv_line_of_cells *line, gsize i, gunichar c);
void brv_cell_set_before(brv_line_of_cells *line, gsize i, gunichar space);
void brv_cell_set_after(brv_line_of_cells *line, gsize i, gunichar space);

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

static inline bool brv_char_is_digit(gunichar c)
{
  return c < 0x80 ? g_ascii_isdigit((char)c) : g_unichar_isdigit(c);
}

static inline bool brv_char_is_upper(gunichar c)
{
  return c < 0x80 ? g_ascii_isupper((char)c) : g_unichar_isupper(c);
}

/* Each pass over a line. */
void brv_typography_spare_addresses(brv_line_of_cells *line);
void brv_typography_dashes(brv_line_of_cells *line);
void brv_typography_quotes(brv_line_of_cells *line);
void brv_typography_spaces(brv_line_of_cells *line);

#endif
