/* Galleys: the pages of one part of a document as bytes. Private to core/typeset.
 *
 * A part (a briefing) is set with memory of its own, put into bytes and forgotten, in this process
 * or in another; what is said of its pages is read at once, what stands on them when they are
 * opened. So a volume takes the memory of its largest briefing while it is set, and that of a page
 * while it is drawn. */
#ifndef BRV_TYPESET_GALLEY_H
#define BRV_TYPESET_GALLEY_H

#include "document/wire.h"
#include "typeset/flow.h"

/* A page's number that was set: of a target (an id), as `label`. */
typedef struct {
  const char *id, *label;
} brv_page_said;

struct brv_galley {
  const brv_node *part;
  GPtrArray
      *nodes;    /* const brv_node *: the part's, in reading order; those of the wire are from 1 */
  GArray *names; /* of brv_font_name: of the fonts of its items, by number */
  GPtrArray *fonts; /* PangoFont *: those fonts, once a page was opened; they belong to `known` */
  brv_fonts *known;
  GPtrArray *pages; /* brv_page *, without furniture and labels */
  GArray *headings; /* brv_flow_heading; pages counted in `pages` */
  GArray *said;     /* brv_page_said */
  guint words;
  guint64 work;
  const char *messages; /* where in the bytes messages and missing characters stand, ... */
  gsize messages_length;
};

/* What is put into a galley; the setter has the diags, characters and numbers of this part only. */
typedef struct {
  const brv_setter *setter;
  const brv_node *part;
  const GPtrArray *pages;
  const GArray *headings;
} brv_galley_proof;

/* Of brv_font_name, on the wire. */
extern const brv_wire_field brv_font_name_fields[];

/* The same whatever other parts there are, and whatever this process made before. */
GBytes *brv_galley_put(const brv_galley_proof *proof);

/* Reads a galley; the bytes go to the arena. NULL where the bytes are no galley of the
 * part, or name files of fonts that are not here: then the part is to be set. */
brv_galley *brv_galley_take(brv_arena *arena, const brv_node *part, brv_fonts *fonts,
                            GBytes *bytes);

/* Reports what there was to report when the part was set; a setter gathers missing characters. */
void brv_galley_report(const brv_galley *galley, const brv_setter *setter);

#endif
