/* Inlines as text with styles: what shaping reads. Private to core/typeset. */
#ifndef BRV_TYPESET_TEXT_H
#define BRV_TYPESET_TEXT_H

#include "typeset/set.h"

/* Bytes [start, end) of the text that look alike and belong to one node. */
typedef struct {
  guint start, end;
  brv_style style;
  double rise;          /* of the baseline, in points */
  const char *features; /* OpenType, as CSS writes them; NULL: the font's own */
  const brv_node *node; /* the nearest of: a link, note, citation, span; else the block */
  const char *target;   /* where a link leads, or NULL */
  const char *language;
  double room;             /* a page's number takes so much, however wide it is; 0: its own width */
  const brv_node *picture; /* an IMAGE or DRAWING: the run is one U+FFFC that stands for it */
} brv_run;

/* Where a leaf's text begins in the whole. */
typedef struct {
  guint start;
  const brv_node *leaf;
} brv_origin;

/* Something that stands at a byte of the text: a note that is called, a target of links. */
typedef struct {
  guint at;
  const brv_node *node;
} brv_mark;

typedef struct brv_text {
  GString *bytes;
  GArray *runs;    /* of brv_run */
  GArray *origins; /* of brv_origin */
  GArray *notes;   /* of brv_mark: NOTEs called for the first time */
  GArray *anchors; /* of brv_mark: nodes with an id */
  GArray *forced;  /* of guint: line breaks asked for; each is a space that ends at this byte */
  const char *language;
  double measure;          /* no picture is wider; 0: as wide as they are */
  struct brv_known *known; /* by brv_known_of, the first time it is asked */
} brv_text;

/* An empty text in the setter's arena. */
brv_text *brv_text_new(brv_setter *setter, const char *language);

/* Puts words of one style at the end, as they are: furniture, markers, numbers, code. `node` NULL:
 * an artifact. */
void brv_text_add(brv_setter *setter, brv_text *text, const char *words, const brv_style *style,
                  const brv_node *node);

/* Puts the inlines of `block` at the end; white space is folded. */
void brv_text_add_inlines(brv_setter *setter, brv_text *text, const brv_node *block,
                          const brv_style *style);

/* The leaf and the byte in it that stand at a byte of the text; NULL where there is none. */
const brv_node *brv_text_origin(const brv_text *text, guint at, guint *offset);

#endif
