/* Setting blocks: from nodes to strips of boxes, which flow then puts on pages. Private to
 * core/typeset.
 *
 * A box is a band of a column that is never divided: a line of text, a row of a table, an image.
 * What is drawn in it is placed relative to the box's top left. Text lines know where their
 * baseline is, so that flow can stand it on the grid. */
#ifndef BRV_TYPESET_SET_H
#define BRV_TYPESET_SET_H

#include "typeset/fonts.h"
#include "typeset/missing.h"
#include "typeset/pages.h"

typedef struct brv_hyphens brv_hyphens;

/* What keeps a box from beginning a page, the weakest first. */
typedef enum {
  BRV_KEEP_NONE,
  BRV_KEEP_FIRST,     /* the first item of a list would stand alone, under what leads to it */
  BRV_KEEP_SHORT,     /* a short table would be parted */
  BRV_KEEP_ITEM,      /* a short item of a list would stand alone */
  BRV_KEEP_ROWS,      /* a row of a table would */
  BRV_KEEP_HEAD,      /* the head of a briefing would, which may fill a page as a title does */
  BRV_KEEP_PARAGRAPH, /* a line of a paragraph would */
  BRV_KEEP_HEADING,   /* a heading would, or with one line only */
  BRV_KEEP_WHOLE,     /* what must not be parted */
  BRV_KEEP_COUNT
} brv_keep;

/* Costs of ending a page before a box: from FREE on; those of what must not be parted are NEVER and
 * more, and paid only where a page cannot hold it. */
enum { BRV_BREAK_FREE = 0, BRV_BREAK_NEVER = 10000, BRV_BREAK_ALWAYS = -10000 };

/* What it costs, in the flow's measure: a page one line short costs 10. */
int brv_keep_cost(brv_keep keep);

typedef struct brv_strip brv_strip;
struct brv_text;

typedef struct {
  double height, ascent; /* ascent: from the top to the baseline, of lines of text */
  bool on_grid;          /* the baseline stands on the page's grid */
  bool wide;             /* over all columns */
  double space;          /* above; dropped at the top of a page */
  double space_away;     /* the same where what floats before it stands elsewhere */
  int break_before;
  brv_keep keep;     /* what break_before is for */
  bool hyphenated;   /* its line ends in a hyphen */
  guint floats;      /* so many boxes from this on may move together to the next top of a column */
  bool goes_on;      /* it is a paragraph's line, but not the first */
  GArray *items;     /* of brv_page_item, relative; or NULL */
  GArray *links;     /* of brv_page_link, relative; or NULL */
  GArray *anchors;   /* of brv_page_anchor, relative; or NULL */
  GArray *loose;     /* of brv_page_loose; or NULL */
  GPtrArray *notes;  /* of brv_strip *: notes called here; or NULL */
  GPtrArray *beside; /* of brv_strip *: what goes to the margin beside this box; or NULL */
  const brv_strip *repeated; /* set again above this box when it begins a page: a table's head */
  const brv_node *starts_at; /* for the page list: what text begins here */
  guint starts_offset;
  const brv_node *continued; /* of a table's head: the table, whose words of going on stand here */
  double inset, measure;     /* where such words stand */
  const brv_node *outline;   /* a part, briefing or heading that the outline names; or NULL */
} brv_box;

struct brv_strip {
  GPtrArray *boxes; /* of brv_box * */
  double lift;      /* of a margin's strip: its style's */
};

/* How the cells of a table that would else not fit are set. */
typedef struct {
  double smaller; /* by this part of their size; 0: as large as their styles say */
  bool divides;   /* words are divided, whatever their styles say */
} brv_in_table;

/* What setting needs all along. */
typedef struct {
  brv_arena *arena;
  const brv_document *document;
  const brv_layout *layout;
  brv_fonts *fonts;
  brv_diags *diags;
  GHashTable *page_refs; /* target -> the label that was set for it */
  GHashTable *labels;    /* id -> the page label found in the round before */
  GHashTable *seen;      /* id -> GPtrArray of all labels found so far */
  bool roomy;            /* a page's number takes the room of the widest that was seen */
  double text_width, margin_width, wide_width, text_height; /* wide: over all columns */
  brv_missing *missing;                                     /* characters that no font has */
  guint words;
  brv_in_table in_table;
  guint64 work; /* lines weighed and boxes tried, so that tests can see what grows with what */
  const brv_node *furnished; /* the briefing whose running heads are set; or NULL */
} brv_setter;

/* Whether the boxes to come may begin a page. */
typedef enum { BRV_APART, BRV_TOGETHER_FROM_NEXT, BRV_TOGETHER } brv_together;

/* A column that blocks are set into. */
typedef struct {
  brv_strip *strip;
  double x, width;
  const char *role; /* the style of paragraphs that have none of their own, or NULL */
  bool flat;        /* inside a cell, a note or the margin: nothing goes to the margin from here */
  bool wide;        /* boxes go over all columns */
  brv_together together;
  guint kept, kept_of; /* how many of the next boxes must not begin a page, and did at first */
  brv_keep kept_as;    /* and why */
  bool new_page;       /* the next box must */
  bool under_heading;  /* what comes stands directly under a section's heading */
  double space;        /* above the next box */
  double space_away;   /* and where what floats before it stands elsewhere */
  brv_align align;     /* of paragraphs in a cell */
  guint para_start;    /* the first box of the paragraph before */
  const char *before;  /* the role of the paragraph just before, for indents; else NULL */
  GPtrArray *beside;   /* of brv_strip *: margin blocks that wait for the next box */
  GPtrArray *lifted;   /* of brv_strip *: those that go beside the column's first box of text */
  GPtrArray *waiting;  /* of const brv_node *: targets of links that wait for it */
} brv_column;

brv_strip *brv_strip_new(brv_setter *setter);
brv_box *brv_box_new(brv_setter *setter, double height);
double brv_strip_height(const brv_strip *strip); /* without what is dropped at its top */

/* A column of `width` over a new strip, with nothing waiting. */
brv_column brv_column_new(brv_setter *setter, double width);

/* Puts a box at the end of a column: gives it the space above, the breaks that keeps forbid, and
 * whatever waits for it. */
void brv_column_add(brv_setter *setter, brv_column *column, brv_box *box);

/* Asks for at least so much space above the next box; spaces do not add up. */
void brv_column_space(brv_column *column, double space);

/* Lets none of the next `count` boxes begin a page. */
void brv_column_keep(brv_column *column, guint count, brv_keep keep);

/* Makes it dearer to begin a page with a box. */
void brv_box_keep(brv_box *box, brv_keep keep);

/* The end of a column: what still waits gets an empty box, and what is lifted goes to the first box
 * of text, in the order of `lift`. */
void brv_column_end(brv_setter *setter, brv_column *column);

/* Puts an item or link into a box, moved by x and y. */
void brv_box_add_item(brv_setter *setter, brv_box *box, const brv_page_item *item, double x,
                      double y);
void brv_box_add_rect(brv_setter *setter, brv_box *box, double x, double y, double w, double h,
                      brv_colour colour);
void brv_box_add_link(brv_setter *setter, brv_box *box, const brv_page_link *link, double x,
                      double y);
void brv_box_add_anchor(brv_setter *setter, brv_box *box, const char *id, double x, double y);

void brv_box_add_loose(brv_setter *setter, brv_box *box, const brv_page_loose *loose);

/* Copies all that `from` holds into `to`, x and y away. */
void brv_box_merge(brv_setter *setter, brv_box *to, const brv_box *from, double x, double y);

/* Words between white space. */
guint brv_count_words(const char *text);

/* Where the baseline stands in a line `leading` high. */
double brv_line_ascent(const brv_layout *layout, double size, double leading);

/* Sets the children of `parent`, or one block. */
void brv_set_blocks(brv_setter *setter, brv_column *column, const brv_node *parent);
void brv_set_block(brv_setter *setter, brv_column *column, const brv_node *node);

/* The style of a block: its role's, else that of its kind; of a paragraph without a role, that of
 * what it stands in. */
const brv_style *brv_block_style(const brv_setter *setter, const brv_column *column,
                                 const brv_node *node);

/* A style as it is used where the setter stands: smaller, perhaps, in a table. */
const brv_style *brv_style_here(const brv_setter *setter, const brv_style *style);

/* Sets inlines of `block` as a paragraph of a style. */
void brv_set_para(brv_setter *setter, brv_column *column, const brv_node *block,
                  const brv_style *style);

/* Sets a text as a paragraph. */
void brv_set_text(brv_setter *setter, brv_column *column, struct brv_text *text,
                  const brv_style *style, double indent);

/* What the styled blocks have inside; each in the file of its name. */
void brv_set_list(brv_setter *setter, brv_column *column, const brv_node *list,
                  const brv_style *style);
void brv_set_table(brv_setter *setter, brv_column *column, const brv_node *table,
                   const brv_style *style);
void brv_set_figure(brv_setter *setter, brv_column *column, const brv_node *figure);
void brv_set_picture(brv_setter *setter, brv_column *column, const brv_node *picture);
void brv_set_code(brv_setter *setter, brv_column *column, const brv_node *code,
                  const brv_style *style);

/* What stands between text and the first note at a column's foot: space, rule, and what is under
 * it. */
double brv_note_gap(const brv_layout *layout);

/* A note's text for the foot of the page, its number before it. */
brv_strip *brv_set_note(brv_setter *setter, const brv_node *note);

#endif
