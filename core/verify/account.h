/* What a finished file says, in the order in which it says it: the same of a PDF, by its structure
 * tree, and of an EPUB, by its texts. Two files of an edition are compared by it, and a screen
 * reader's way through one is written out. Private to core/verify. */
#ifndef BRV_VERIFY_ACCOUNT_H
#define BRV_VERIFY_ACCOUNT_H

#include "verify/audit.h"
#include "verify/book.h"

typedef enum {
  BRV_SAY_TEXT,
  BRV_SAY_HEADING,
  BRV_SAY_LIST, /* `number`: of items */
  BRV_SAY_ITEM,
  BRV_SAY_TABLE, /* `number`: of rows */
  BRV_SAY_ROW,
  BRV_SAY_HEAD,
  BRV_SAY_CELL,
  BRV_SAY_CAPTION,
  BRV_SAY_FIGURE, /* its alternative text */
  BRV_SAY_NOTE,
  BRV_SAY_LINK, /* an address outside; said of the text before it */
  BRV_SAY_COUNT
} brv_say;

typedef struct {
  brv_say kind;
  int number;           /* of a heading: its level */
  GString *text;        /* freed with the account */
  const char *language; /* or NULL: that of the file */
  const char *where;    /* in the file: "page 3", "EPUB/a.xhtml:12" */
} brv_saying;

typedef struct {
  brv_arena *arena;
  GPtrArray *sayings; /* of brv_saying */
  brv_saying *open;   /* that text is added to, or NULL */
  guint held;         /* blocks within the open one belong to it */
} brv_account;

brv_account *brv_account_new(brv_arena *arena);

/* Something new is said. */
brv_saying *brv_account_say(brv_account *account, brv_say kind, int number, const char *language,
                            const char *where);
/* A block begins: text of its own, or, within one that holds its blocks, more of that. */
void brv_account_block(brv_account *account, const char *language, const char *where);
void brv_account_add(brv_account *account, const char *text, const char *language,
                     const char *where);

/* What a PDF says, of an audit that has run and has a transcript. */
brv_account *brv_account_pdf(brv_audit *audit);
/* What an EPUB says, of an audit that is open. */
brv_account *brv_account_book(brv_book_audit *audit);

/* The words, numbers and marks of a kind of saying, and where each is. */
typedef struct {
  const char *word;
  const brv_saying *saying;
} brv_token;

/* Cuts up texts: letters and figures together, each other character by itself; small letters,
 * composed as NFKC has them; no soft hyphens. Headings, cells, notes and figures have a word before
 * them, "[h2]". `kinds`: bits of brv_say. An array of brv_token. */
GArray *brv_account_tokens(const brv_account *account, guint kinds);

/* A screen reader's way through it. */
char *brv_account_speech(const brv_account *account);

#endif
