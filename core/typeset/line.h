/* Lines: from a text and a measure to placed glyphs. Private to core/typeset. */
#ifndef BRV_TYPESET_LINE_H
#define BRV_TYPESET_LINE_H

#include "typeset/loose.h"
#include "typeset/text.h"

/* A line: what is drawn relative to its left end and its baseline. */
typedef struct {
  GArray *items;          /* of brv_page_item; y 0 is the baseline */
  GArray *links;          /* of brv_page_link */
  double width;           /* of the words, without the space at the end and what hangs out */
  bool hyphen;            /* it ends in one */
  guint start, end;       /* bytes of the text */
  const brv_loose *loose; /* it is the paragraph's loosest, and too loose; or NULL */
} brv_line;

/* Sets a text on lines of `measure`, the first one indented. An empty text has no lines. */
GPtrArray *brv_set_lines(brv_setter *setter, brv_text *text, const brv_style *style, double measure,
                         double indent);

/* A text on one line, however long. */
brv_line *brv_set_line(brv_setter *setter, brv_text *text);

/* How wide a text is: with no break but the forced, at its narrowest, and at its narrowest when
 * its words are divided where their language and style allow it. */
typedef struct {
  double widest, narrowest, divided;
} brv_widths;

brv_widths brv_text_widths(brv_setter *setter, brv_text *text);

#endif
