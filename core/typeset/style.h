/* A layout as typesetting and the e-book's style sheet read it: page, grid, palette, and a style
 * for every role. Lengths are points. It is read from the table that a layout file returns;
 * layouts/README.md is its manual, and style-schema.c its schema. */
#ifndef BRV_TYPESET_STYLE_H
#define BRV_TYPESET_STYLE_H

#include "base/value.h"

typedef struct {
  guint8 red, green, blue;
} brv_colour;

typedef enum { BRV_SET_JUSTIFIED, BRV_SET_RAGGED, BRV_SET_BALANCED, BRV_SET_CENTRED, BRV_SET_RIGHT } brv_setting;
typedef enum { BRV_PLACE_TEXT, BRV_PLACE_MARGIN, BRV_PLACE_WIDE } brv_place_in; /* which column(s) */
typedef enum { BRV_CASE_NONE, BRV_CASE_UPPER, BRV_CASE_SMALL_CAPS } brv_case;
typedef enum { BRV_FIGURES_DEFAULT, BRV_FIGURES_OLD, BRV_FIGURES_LINING, BRV_FIGURES_TABULAR } brv_figures;

/* How a role looks. A role without a style has that of its kind ("para", "heading-2", "table"). */
typedef struct {
  const char *role;
  const char *family;  /* "Source Serif 4" */
  int weight;          /* 400 */
  bool italic;
  double size, leading;
  brv_colour colour;
  double tracking;     /* in em */
  brv_case letter_case;
  brv_figures figures;
  brv_setting setting;
  bool hyphenate;
  double indent_first;       /* of paragraphs that follow one of the same role */
  double indent, indent_end; /* of the whole block */
  double space_before, space_after;
  brv_place_in place;
  bool keep_with_next, keep_together, new_page;
  double rule_before, rule_after;        /* thickness of a line over or under the block; 0: none */
  double pad_before, pad_after;          /* between such a line and the text */
  brv_colour rule_colour;
  const char *marker;        /* of list items: "–", "—", "•"; NULL: numbers where ordered */
  brv_colour marker_colour;
  double marker_width;       /* how far items hang */
  const char *label;         /* words put before the text, or NULL */
} brv_style;

typedef struct {
  const char *text; /* a pattern: "{pack} {number}", "{short}", "{tier}", "{address}", "{folio}" */
  const char *role;
} brv_furniture;

typedef struct {
  const char *name, *title;
  double page_width, page_height;
  double left, right, top, foot;      /* margins of the page */
  double margin_column, gutter;       /* 0: one column */
  int columns;                        /* of the text area, beside the margin column */
  double baseline;                    /* the grid's step */
  double head_at, foot_at;            /* baselines of running head and folio, from the page's top and bottom edges */
  GHashTable *palette;                /* name -> brv_colour * */
  GHashTable *styles;                 /* role -> brv_style * */
  GPtrArray *head_left, *head_right, *foot_left, *foot_right; /* of brv_furniture * */
  const brv_value *source;            /* the table, for the e-book's sheet and for what is not above */
} brv_layout;

/* Reads a layout's table. `page` ("a4", "letter" or NULL) and `accent` ("#rrggbb" or NULL) are the
 * pack's wishes: an accent also turns tint after it, darkened until its contrast with the ground is AA. NULL after a report. */
brv_layout *brv_layout_new(brv_arena *arena, const brv_value *table, const char *page,
                           const char *accent, brv_diags *diags);

/* The style of a role, never NULL: its own, else `fallback`'s, else that of plain paragraphs. */
const brv_style *brv_layout_style(const brv_layout *layout, const char *role, const char *fallback);

/* A palette colour by name; ink when there is none of the name. */
brv_colour brv_layout_colour(const brv_layout *layout, const char *name);

#endif
