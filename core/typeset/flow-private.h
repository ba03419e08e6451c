/* What the parts of the flow share: placing boxes in a column, choosing where columns end, and
 * making pages of it. Private to flow*.c.
 *
 * Heights are points from the top of the text area. A page has one column or several; over several,
 * bands of columns stand between blocks that go over all of them. */
#ifndef BRV_TYPESET_FLOW_PRIVATE_H
#define BRV_TYPESET_FLOW_PRIVATE_H

#include "typeset/flow.h"

enum { BRV_COLUMNS_MOST = 4 };

/* So many floats of a column have a place that is chosen; more stand where they find room. */
enum { BRV_PLANNED = 2 };

#define BRV_NO_BOX G_MAXUINT

typedef enum {
  BRV_IN_TEXT,
  BRV_IN_MARGIN,
  BRV_IN_NOTES,
  BRV_IN_FOOT,      /* what floats, between the column's text and its notes */
  BRV_IN_FOOT_WIDE, /* over all columns, under their notes */
} brv_region;

/* A box that has its place on the page. Boxes of the margin and notes belong to the box of the
 * strip that asked for them. In notes and feet, y counts from the top of the column's notes, of
 * what floats at its foot, or of what does at the page's. */
typedef struct {
  const brv_box *box;
  double y;
  brv_region where;
  guint owner;            /* index into the strip */
  const brv_strip *strip; /* of the margin: where the box is from, */
  guint at;               /* and which of it */
  guint column;
  bool repeated; /* a table's head, once more */
  guint order;   /* in which it was placed */
} brv_placed;

/* A strip of the margin or of notes that waits for room, from one of its boxes on. */
typedef struct {
  const brv_strip *strip;
  guint from, owner;
} brv_waiting;

/* A run of the strip's boxes that may stand away from its place in the text. */
typedef struct {
  guint from, end;
  guint called;  /* the first box that links to it, from its place on; else its place */
  bool wide;     /* over all columns */
  bool beside;   /* something in the margin belongs beside it */
  bool noted;    /* it calls notes */
  double height; /* without the space above it */
} brv_float;

/* Where a float goes; in one column no later float goes to an earlier place. */
typedef enum {
  BRV_AT_TOP,  /* over its place in the text, if it does not wait */
  BRV_AT_TEXT, /* where it stands in the text; where it waits, at the top */
  BRV_AT_FOOT,
  BRV_AT_WAIT, /* in a later column */
} brv_spot;

/* A place at which a column may begin: everything that placing it depends on. */
typedef struct {
  guint index;                    /* of the first box */
  guint column;                   /* 0: the first of a band */
  double top;                     /* of the band; 0: of the page */
  double notes[BRV_COLUMNS_MOST]; /* how high the notes at each column's foot are */
  const GArray *margins, *rest;   /* of brv_waiting: what the column before could not hold of the
                                     margin and of notes; NULL: nothing */
  guint next_float;               /* the first float that has no place yet */
  double foot;                    /* how high what floats over all columns at the page's foot is */
} brv_flow_state;

typedef struct {
  brv_setter *setter;
  const brv_layout *layout;
  const brv_strip *strip;
  double page_height; /* of the text area */
  double height;      /* of it without what floats over all columns at its foot */
  double first_line;  /* from its top to the first line of the grid */
  double note_gap;    /* above the first note: space, rule and what is under it */
  guint columns;
  /* how the column is filled */
  bool tight;                 /* spaces give up more than they do by themselves */
  guint stretch, stretch_of;  /* how many of so many spaces get a line of the grid more */
  bool stretch_sections;      /* only spaces over heads of sections do */
  bool parting;               /* the last note of the box that is put goes on over the page */
  bool no_text;               /* only what waits: notes may take all of it */
  double limit;               /* where columns end, when they are balanced; else not reached */
  brv_spot plan[BRV_PLANNED]; /* for the first floats that have no place when the column begins */
  /* the column being filled */
  guint start, column;
  bool on_top;        /* of a page */
  double band;        /* where it begins */
  double y, margin_y; /* the bottoms of what stands in it and in the margin */
  double notes[BRV_COLUMNS_MOST];
  double white;                  /* what blocks over all columns left free above them */
  guint spaces;                  /* that may get a line more */
  guint sections;                /* of them over heads of sections */
  guint order;                   /* of the next box that is placed */
  GArray *placed;                /* of brv_placed */
  GArray *margins;               /* of brv_waiting */
  GArray *rest;                  /* of brv_waiting */
  GArray *floats;                /* of brv_float: all of the strip's, in their order */
  guint first_float, next_float; /* without a place: when the column began, and now */
  brv_spot spot;                 /* that of the last float, or the next one that it can have */
  double feet[BRV_COLUMNS_MOST]; /* how high what floats at each column's foot is */
  guint floated_to;              /* the box behind the last float that stands in the text */
  bool footed;                   /* something floats over all columns at the page's foot */
  guint page_start;              /* the first box of the page */
  brv_waiting open; /* the note of which a part stands at the foot, and more may; or no strip */
} brv_filler;

/* The column's state before a box was tried. */
typedef struct {
  double y, margin_y, notes, white, height, feet;
  guint spaces, sections, placed, margins, rest, next_float;
  brv_spot spot;
  bool footed;
  brv_waiting open;
} brv_flow_mark;

void brv_filler_init(brv_filler *f, brv_setter *setter, const brv_strip *strip);
void brv_filler_finish(brv_filler *f);

/* Begins a column; `page`: with nothing on the page yet, else it goes on. */
void brv_filler_begin(brv_filler *f, const brv_flow_state *state, bool page);

/* The same, but puts nothing of what waits, which waits on. */
void brv_filler_begin_empty(brv_filler *f, const brv_flow_state *state, bool page);

brv_flow_mark brv_filler_mark(const brv_filler *f);
void brv_filler_back(brv_filler *f, const brv_flow_mark *mark);

/* How a box may be put into a column. */
typedef enum {
  BRV_PUT_WHOLE, /* only with all its notes */
  BRV_PUT_SPLIT, /* with the last of them parted, two lines on each side */
} brv_put;

/* The column ends: a note that is parted takes the room that is left, and its rest waits. */
void brv_filler_close(brv_filler *f);

/* Tries to put the strip's box `index` under what is there. The first box of a page always finds
 * room, unless notes or margins that the page before left stand in its way. */
bool brv_filler_put(brv_filler *f, guint index, brv_put how);

/* The same for the box and all that floats with it, which goes where it is planned to, or has to
 * wait; how many boxes are done with: none when there is no room. */
guint brv_filler_take(brv_filler *f, guint index, brv_put how);

/* Puts a box that floats under what waited at the column's top; `always`: whatever the room. */
bool brv_filler_put_on_top(brv_filler *f, guint index, bool always);

/* The notes that a box calls. */
void brv_filler_put_notes(brv_filler *f, const brv_box *box, guint owner);

/* The bottom of the column's text and notes: what floats is under it. */
static inline double brv_filler_foot(const brv_filler *f)
{
  return f->height - f->feet[f->column];
}

/* Finds what floats in the strip, and what calls it. */
void brv_floats_find(brv_filler *f);

/* The float of this number, or NULL. */
const brv_float *brv_flow_float(const brv_filler *f, guint ordinal);

/* How many floats have their place in the text before a box, and how many of them wait when `next`
 * is the first without a place. */
guint brv_floats_before(const brv_filler *f, guint index);
guint brv_floats_waiting(const brv_filler *f, guint index, guint next);

/* Puts at the column's top and foot what waits, and what is planned to stand over its place. */
void brv_floats_begin(brv_filler *f);

/* The text comes to a float: it goes where it is planned to, or waits. */
void brv_float_meet(brv_filler *f, guint index);

/* Whether a block over all columns ends the column that is being filled: it does not float, or is
 * planned to stand where it is. */
bool brv_floats_stop(const brv_filler *f, guint index);

/* Puts the next float at the top, under what is there, or at the foot. False when it finds no
 * room. */
bool brv_float_to_top(brv_filler *f);
bool brv_float_to_foot(brv_filler *f);

/* The same for a block over all columns, at the top of a band. */
bool brv_filler_put_wide(brv_filler *f, guint index);

void brv_filler_place(brv_filler *f, const brv_box *box, double y, brv_region where, guint owner,
                      bool repeated);

/* Puts a strip into the margin beside a box at `y`; what finds no room waits in `margins`. */
void brv_margin_put(brv_filler *f, const brv_strip *strip, const brv_box *beside, double y,
                    guint owner);

/* Puts what waited (of brv_waiting), in its order, under what stands in the margin. */
void brv_margin_refill(brv_filler *f, const GArray *waiting);

/* Takes what reaches below `y` out of the margin; it waits, before what waits already. */
void brv_margin_clear(brv_filler *f, double y);

static inline const brv_box *brv_strip_box(const brv_strip *strip, guint index)
{
  return strip->boxes->pdata[index];
}

/* How a column came to end where it does. */
typedef enum {
  BRV_WAY_FILL,    /* filled */
  BRV_WAY_BALANCE, /* all columns of a band, made even */
  BRV_WAY_WIDE,    /* a block over all columns */
  BRV_WAY_TURN,    /* the page ends here */
  BRV_WAY_FLOAT,   /* what floats over all columns, before anything else of the page */
  BRV_WAY_SKIP,    /* it waits, or has its place */
} brv_way;

/* A state that was reached, by the cheapest way to it. */
typedef struct brv_flow_node brv_flow_node;
struct brv_flow_node {
  brv_flow_state state;
  const brv_flow_node *before;
  brv_way way;
  bool opening; /* nothing of the briefing, or since a forced break, stands before it */
  bool turned;  /* a page begins here */
  bool done;    /* what it leads to was tried */
  guint split;  /* the box that was put with a note parted, or BRV_NO_BOX */
  brv_spot plan[BRV_PLANNED];
  bool tight;
  bool stretch_sections;
  guint stretch, stretch_of;
  guint ends[BRV_COLUMNS_MOST]; /* BALANCE: where each column ends */
  double limit;                 /* BALANCE: their height */
  double cost, short_by;        /* cost: of all the way; short_by: lines of the column before */
  double bottom;
};

/* In the measure of `brv_keep_cost`: what waits for a page of its own; a page for nothing else; a
 * page that ends in a hyphen; a float at the top or foot of where it is said, between columns
 * there, and waiting, for each column. */
enum {
  BRV_COST_PAGE = 500,
  BRV_COST_STUCK = 100,
  BRV_COST_HYPHEN = 400,
  BRV_COST_MOVED = 10,
  BRV_COST_PARTS = 60,
  BRV_COST_WAITS = 60
};

/* Whether a page must begin with a box. */
bool brv_flow_is_forced(const brv_filler *f, guint index);

/* Lines that the column is short, and what so many cost. */
double brv_flow_lines_short(const brv_filler *f);
double brv_flow_cost_of_lines(double lines);

/* What the end of a briefing costs on a page of so many lines, when so many floats wait.
 * `opening`: it is the first page. */
double brv_flow_cost_of_end(const brv_filler *f, bool opening, double lines, guint afloat);

/* Gives a node its cost and what its column is short of; `final`: no page follows that must go on
 * from it. */
void brv_flow_add_costs(const brv_filler *f, brv_flow_node *next, bool final);

/* The cheapest way through the strip, from its first node to that of its end; the nodes belong to
 * the arena `nodes`. */
GPtrArray *brv_flow_choose(brv_filler *f, brv_arena *nodes);

/* The least height at which the boxes from the filler's state on, up to `end`, stand in all columns
 * of a band; fills in the ends of the columns. Returns the cost, or a negative number when they
 * do not fit. */
double brv_flow_balance(brv_filler *f, const brv_flow_state *state, guint end, guint *ends,
                        double *limit, double *bottom);

/* Where the run of boxes ends that stand in columns: before a block over all columns, a forced
 * break, or the strip's end. `over_floats`: what floats does not end it. */
guint brv_flow_run_end(const brv_filler *f, const brv_flow_state *state, bool over_floats);

/* Moves what stands off the grid into the middle of the space that it has between lines on it. */
void brv_flow_centre(brv_filler *f);

/* Puts `placed` on a new page. */
void brv_flow_emit(brv_filler *f, GPtrArray *pages, GArray *headings, const char *why, double cost);

/* Why the column that ends before box `end` does so, in words. `full`: the first box that did not
 * fit. */
const char *brv_flow_why(const brv_filler *f, guint end, guint full, double short_by);

#endif
