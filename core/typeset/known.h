/* Texts that were set before. The editions of a briefing have most paragraphs in common, a running
 * head comes again on every page, the cells of a table are measured and then set: each is shaped
 * once, and broken once for a measure. Private to core/typeset.
 *
 * What is known of a text follows from its bytes, its runs, its language and the line breaks that
 * are asked for, in the fonts that the table belongs to, and from nothing else: shaping and
 * breaking see a copy (`like`) whose runs say only what they may look at, and two texts with equal
 * copies are one. Nodes, links and colours come from the text that is drawn (line-draw.c). A text
 * with a picture is known to nobody else, for pictures belong to nodes.
 *
 * What a process knows never leaves it but as lines of a text that has the same letters. */
#ifndef BRV_TYPESET_KNOWN_H
#define BRV_TYPESET_KNOWN_H

#include "typeset/line-private.h"

/* What of a paragraph's style, and of where it is set, decides about its lines. */
typedef struct {
  double measure, indent, size, loosest;
  brv_setting setting;
  bool hang, expand;
  bool unbroken; /* on one line, however long; the rest is not looked at */
} brv_manner;

/* A text in one manner. */
typedef struct {
  brv_manner manner;
  GPtrArray *lines; /* of brv_made_line * */
  bool is_loose;
  brv_loose loose; /* where it is */
  guint64 work;    /* lines that were weighed */
} brv_made;

typedef struct brv_known {
  guint users;
  guint hash;
  brv_text like;      /* bytes, runs, forced, language and measure only */
  brv_shaped *shaped; /* of `like` */
  GPtrArray *made;    /* of brv_made * */
  bool is_measured;
  brv_widths widths;
} brv_known;

/* What is known of a text, at least its shape; characters that no font has are reported, once a
 * text. It lives as long as the setter's arena. The text must not change any more. */
brv_known *brv_known_of(brv_setter *setter, brv_text *text);

/* Empty. As much is remembered as the texts of a large briefing; what was not asked for in the
 * longest time is forgotten. */
brv_known_texts *brv_known_texts_new(void);
void brv_known_texts_free(brv_known_texts *known);

#endif
