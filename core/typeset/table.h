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
  brv_strip *strip;
  double height;
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
  double least; /* the width that its longest words ask for */
  bool rtl; /* columns go from right to left */
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

/* Measures the cells and chooses widths for a table `measure` wide. */
void brv_table_measure(brv_table *table, double measure);

/* Finds where the point stands in the cells of a column that is set on it, and widens the column's
 * least and greatest width to hold what stands before and behind it. The decimal sign is that of
 * the briefing's language, unless numbers of the column can only be read with the other one. */
void brv_table_set_points(brv_table *table, guint column, double *widest, double *narrowest);

/* Whether a cell's words are nothing but a number. */
bool brv_is_number(const char *words);

#endif
