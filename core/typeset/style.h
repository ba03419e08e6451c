/* A layout as typesetting and the e-book's style sheet read it: page, grid, palette, and a style
 * for every role. Lengths are points. It is read from the table that a layout file returns;
 * layouts/README.md is its manual, and style-schema.c its schema. */
#ifndef BRV_TYPESET_STYLE_H
#define BRV_TYPESET_STYLE_H

#include "base/value.h"

typedef struct {
  guint8 red, green, blue;
} brv_colour;

typedef enum {
  BRV_SET_JUSTIFIED,
  BRV_SET_RAGGED,
  BRV_SET_BALANCED,
  BRV_SET_CENTRED,
  BRV_SET_RIGHT
} brv_setting;
typedef enum {
  BRV_PLACE_TEXT,
  BRV_PLACE_MARGIN,
  BRV_PLACE_WIDE
} brv_place_in; /* which column(s) */
typedef enum { BRV_CASE_NONE, BRV_CASE_UPPER, BRV_CASE_SMALL_CAPS } brv_case;
typedef enum {
  BRV_FIGURES_DEFAULT,
  BRV_FIGURES_OLD,
  BRV_FIGURES_LINING,
  BRV_FIGURES_TABULAR
} brv_figures;

/* How a role looks. A role without a style has that of its kind ("para", "heading-2", "table"). */
typedef struct {
  const char *role;
  const char *family; /* "Source Serif 4" */
  double weight;      /* 400 */
  bool italic;
  double size, leading;
  brv_colour colour;
  double tracking; /* in em */
  brv_case letter_case;
  brv_figures figures;
  brv_setting setting;
  bool hyphenate;
  bool hang;                 /* punctuation into the margins, where lines are justified */
  bool expand;               /* glyphs by up to BRV_EXPAND, where lines are justified */
  double loosest;            /* how many times as wide as by itself a space may be; 0: any */
  double indent_first;       /* of paragraphs that follow one of the same role */
  double indent, indent_end; /* of the whole block */
  double space_before, space_after;
  brv_place_in place;
  bool keep_with_next, keep_together, new_page;
  bool floats;                    /* may stand at a top or a foot while the text goes on */
  double rule_before, rule_after; /* thickness of a line over or under the block; 0: none */
  double pad_before, pad_after;   /* between such a line and the text */
  brv_colour rule_colour;
  const char *marker; /* of list items: "–", "—", "•"; NULL: numbers where ordered */
  brv_colour marker_colour;
  double marker_width; /* how far items hang */
  const char *label;   /* words put before the text, or NULL */
  bool superior;       /* inline: superior figures of the font; other letters small and raised */
  double frame;        /* inline: thickness of a rounded frame around the words; 0: none */
  bool off_grid;       /* lines keep their own distance instead of standing on the grid */
  bool same_line;      /* set on the lines of the paragraph before, not under it */
  double lift;         /* in the margin: 0 stays beside its place in the text, else goes to the
                          briefing's first page, the lowest number first */
  guint64 fields;      /* which of the above the layout wrote, by the order in style-fields.h;
                          an inline role changes only those */
} brv_style;

typedef struct {
  const char *text; /* a pattern: "{pack} {number}", "{short}", "{tier}", "{address}", "{folio}" */
  const char *role;
} brv_furniture;

typedef struct {
  const char *title;
  double page_width, page_height;
  double left, right, top, foot; /* margins of the page */
  double margin_column, gutter;  /* 0: one column */
  int columns;                   /* of the text area, beside the margin column */
  double baseline;               /* the grid's step */
  double head_at,
      foot_at; /* baselines of running head and folio, from the page's top and bottom edges */
  GHashTable *palette;                                        /* name -> brv_colour * */
  GHashTable *styles;                                         /* role -> brv_style * */
  GPtrArray *head_left, *head_right, *foot_left, *foot_right; /* of brv_furniture * */
  GPtrArray *first_left, *first_right; /* the running head where a briefing begins */
  const brv_value *source; /* the table, for the e-book's sheet and for what is not above */
} brv_layout;

/* Reads a layout's table. `page` ("a4", "letter" or NULL) and `accent` ("#rrggbb" or NULL) are the
 * pack's wishes: an accent also turns tint after it, darkened until its contrast with the ground is
 * AA. NULL after a report. */
brv_layout *brv_layout_new(brv_arena *arena, const brv_value *table, const char *page,
                           const char *accent, brv_diags *diags);

/* The style of a role, never NULL: its own, else `fallback`'s, else that of plain paragraphs. */
const brv_style *brv_layout_style(const brv_layout *layout, const char *role, const char *fallback);

/* The style that the layout wrote for a role, or NULL. */
const brv_style *brv_layout_find_style(const brv_layout *layout, const char *role);

/* Lets the fields that the layout wrote for an inline role change the style around it. */
void brv_style_apply(brv_style *style, const brv_style *written);

/* The OpenType features that a style asks for, as CSS writes them; NULL: the font's own. */
const char *brv_style_features(const brv_style *style);

/* A letter in the style's case; `language` (BCP 47 or NULL) may have capitals of its own. */
gunichar brv_style_letter(const brv_style *style, gunichar letter, const char *language);

/* A length of the layout's table, in points: `12`, "12pt", "20mm", "1.5em" (of `em` points);
 * `fallback` when the key is absent. The schema has accepted it. */
double brv_layout_length(const brv_value *map, const char *key, double em, double fallback);

/* "#rrggbb"; false when it is none. */
bool brv_colour_parse(const char *text, brv_colour *colour);

/* Contrast of two colours, from 1 to 21 (WCAG 2.2, relative luminance). */
double brv_colour_contrast(brv_colour one, brv_colour other);

/* `colour` mixed into `ground`: 0 is the ground, 1 the colour. */
brv_colour brv_colour_mix(brv_colour colour, brv_colour ground, double part);

/* The ground of a table's cell that is shaded by `shade` (1 to BRV_SHADE_MOST): the accent mixed
 * into the paper, never so strong that ink on it falls under AA. */
brv_colour brv_layout_shade(const brv_layout *layout, int shade);

/* `colour`, darkened in small steps until its contrast with `ground` is at least `contrast`. */
brv_colour brv_colour_darken(brv_colour colour, brv_colour ground, double contrast);

/* A palette colour by name; ink when there is none of the name. */
brv_colour brv_layout_colour(const brv_layout *layout, const char *name);

/* The same mixed with the paper: at strength 0 the paper, at 1 the colour. */
brv_colour brv_layout_tone(const brv_layout *layout, const char *name, double strength);

/* The names of the palette in the order of the alphabet, NULL-ended, in the arena. */
const char *const *brv_layout_colours(brv_arena *arena, const brv_layout *layout);

/* A copy, in the arena, whose styles are so much larger or smaller; page and grid stay. */
brv_layout *brv_layout_scaled(brv_arena *arena, const brv_layout *layout, double scale);

/* How wide the text column, the margin column (0: there is none) and both together are. */
void brv_layout_columns(const brv_layout *layout, double *text, double *margin, double *wide);

/* How high a picture may be: a page with room for its caption. What is higher is made smaller. */
double brv_layout_picture_height(const brv_layout *layout);

#endif
