/* Tables while they are set. Private to core/typeset. */
#ifndef BRV_TYPESET_TABLE_H
#define BRV_TYPESET_TABLE_H

#include "typeset/set.h"

typedef struct {
  const brv_node *node;
  guint row, column, columns_wide, rows_high;
  const char *role;         /* the style of its paragraphs */
  double narrowest, widest; /* of its content */
  double length;            /* of all its text on one line */
  guint paras;              /* of which there are so many */
  double before_point;      /* of a number set on the point: what stands before it */
  double after_point;
  double x, width; /* where it stands in the table */
  brv_strip *strip;
  double height;
  guint next;  /* its first line that stands in no box yet */
  bool parted; /* it goes over rows that no page holds, and on with them */
} brv_cell;

typedef struct {
  const brv_node *node;
  guint first_cell, cell_count;
  double height;
} brv_table_row;

typedef struct {
  brv_setter *setter;
  const brv_node *node;
  const brv_style *style;
  guint columns, head_rows;
  GArray *cells; /* of brv_cell, row by row */
  GArray *rows;  /* of brv_table_row */
  brv_align *aligns;
  double *widths, *x; /* of the columns, without the gaps between them */
  bool *numeric;      /* of columns: they hold numbers only */
  double least;       /* the width that its longest words ask for */
  bool tight;         /* gaps are narrow */
  bool rtl;           /* columns go from right to left */
  bool spans;         /* some cell goes over columns or rows */
  double gap, pad_above, pad_below, rule, head_rule, end;
} brv_table;

/* Widths of columns by content, as CSS 2.1 (17.5.2.2) suggests: with room to spare each gets its
 * widest and a share of the rest; else its narrowest and a share by what it would still like; with
 * less than that all shrink alike. The sum is `room`. `wishes` (parts of 1, or NULL) come first;
 * what they give too much of goes where lines would break for want of it. */
void brv_table_share(const double *narrowest, const double *widest, const double *wishes,
                     guint columns, double room, double *widths);

/* Changes widths so that the table becomes lower, as far as its words let them: cells' lines are
 * counted by their length, and what lowers the rows most is done first. */
void brv_table_lower(const brv_table *table, const double *narrowest);

/* How a table came to fit its measure. */
typedef enum {
  BRV_FIT_ROWS,    /* in rows, perhaps in smaller letters and with its words divided */
  BRV_FIT_RECORDS, /* as one list of names and values for each row */
} brv_table_fitted;

/* About how many lines the cell's text takes, and the rows of a measured table; and the same as
 * records. */
double brv_table_cell_lines(const brv_cell *cell, double width);
double brv_table_lines(const brv_table *table);
double brv_table_record_lines(brv_table *table, const brv_column *column);

/* Measures a table for its column and finds how its words fit in it: over all columns of the page
 * where there are several, then in smaller letters down to the layout's `least_size`, then with
 * narrower gaps and words divided as their language has it, at last as records. What fits in none
 * of these is reported. Leaves the setter's `in_table` and the column as the table is to be set. */
brv_table_fitted brv_table_fit(brv_table *table, brv_column *column);

/* Puts the rows of a table whose cells are set into a column, as one box each; a row higher than a
 * page as several. */
void brv_table_add_rows(brv_table *table, brv_column *column);

/* Whether a table can be set as records: one row of names, and no cell over several of them. */
bool brv_table_has_records(const brv_table *table);

/* Puts the rows of a measured table into a column as records: each value with the name of its
 * column, several on a line where they are short. */
void brv_table_add_records(brv_table *table, brv_column *column);

/* What is set again over the rows on a further page: the words that the table goes on. */
brv_strip *brv_table_continued(const brv_table *table, const brv_column *column);

/* The ground of a row in force. */
void brv_table_draw_ground(const brv_table *table, brv_box *box, const brv_node *row, double x,
                           double width);

/* The blocks of a cell. */
brv_strip *brv_table_set_cell(brv_table *table, const brv_cell *cell, double width, double x,
                              brv_align align);

/* Measures the cells, as large as they are set now, and chooses widths for a table `measure` wide.
 * Columns of numbers stay as wide as those are, also where there is too little room. */
void brv_table_measure(brv_table *table, double measure);

/* Finds where the point stands in the cells of a column that is set on it, and widens the column's
 * least and greatest width to hold what stands before and behind it. The decimal sign is that of
 * the briefing's language, unless numbers of the column can only be read with the other one. */
void brv_table_set_points(brv_table *table, guint column, double *widest, double *narrowest);

/* Whether a cell's words are nothing but a number. */
bool brv_is_number(const char *words);

#endif
