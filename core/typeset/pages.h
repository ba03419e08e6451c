/* Pages as data: everything placed, nothing drawn. The PDF writer, PNG sheets and tests read this.
 *
 * Units are points, x from the page's left edge, y downwards from its top. Text stands on its
 * baseline. Items are in reading order; furniture (running heads, folios, rules) is marked as
 * artifact and has no node.
 *
 * Pages of text are kept as bytes: what stands on one is there while it is open.
 */
#ifndef BRV_TYPESET_PAGES_H
#define BRV_TYPESET_PAGES_H

#include <pango/pangocairo.h>

#include "base/cache.h"
#include "document/document.h"
#include "document/wire.h"
#include "typeset/fonts.h"
#include "typeset/style.h"

typedef enum {
  BRV_ITEM_TEXT,    /* text */
  BRV_ITEM_RECT,    /* filled with colour: rules are thin ones */
  BRV_ITEM_FRAME,   /* a rounded outline, `radius`, `stroke` wide */
  BRV_ITEM_IMAGE,   /* asset, scaled into w x h */
  BRV_ITEM_DRAWING, /* drawing, scaled into w x h */
} brv_item_kind;

typedef struct {
  brv_item_kind kind;
  double x, y, w, h;    /* TEXT: the start of its baseline, and its advance width; else a box */
  const brv_node *node; /* what it shows: a leaf or the block it belongs to; NULL: an artifact */
  bool label;           /* the marker of an ITEM or the number before a NOTE's text */
  brv_colour colour;
  union {
    struct {
      PangoFont *font;          /* owned by the fonts */
      PangoGlyphString *glyphs; /* widths settled: spaces widened, letters spaced */
      const char *text;         /* what the glyphs say, `length` bytes; clusters index into it. A
                                   hyphen that breaking added says U+00AD. */
      int length;
      int level;    /* bidi embedding level: odd runs right to left */
      double scale; /* of the glyphs' width, with all advances: 1 where nothing is adjusted */
    } text;
    struct {
      double radius, stroke;
    } frame;
    const brv_asset *asset;
    const brv_drawing *drawing;
  };
} brv_page_item;

/* A link's area on a page: to a URL, or "#id". `node` is the LINK, CITE, NOTE or PAGE_REF. */
typedef struct {
  double x, y, w, h;
  const char *target;
  const brv_node *node;
} brv_page_link;

/* Where a node with an id stands. */
typedef struct {
  const char *id;
  double x, y;
} brv_page_anchor;

/* Where the words stand that a table goes on; `from_page`: from the page before, not from the
 * column before. */
typedef struct {
  double x, y, w; /* y: of the baseline */
  const brv_node *table;
  bool from_page;
} brv_page_continued;

/* A line whose spaces are too wide. `node`: what it begins with, at the byte `offset`. */
typedef struct {
  const brv_node *node;
  guint offset;
  double spaces;     /* how many times as wide as by themselves */
  guint fewer, more; /* so many words cut from it, or added to it, mend it; 0: no few do */
} brv_page_loose;

typedef struct brv_galley brv_galley;

typedef struct {
  const char *label; /* the folio: "i", "1" ... ; "Cover" */
  GArray *items;     /* of brv_page_item; see brv_page_open */
  GArray *links;     /* of brv_page_link */
  GArray *anchors;   /* of brv_page_anchor */
  GArray *continued; /* of brv_page_continued; or NULL */
  GArray *loose;     /* of brv_page_loose */
  bool hyphenated;   /* it ends in a hyphen, and the paragraph goes on over the page */
  const char *why;   /* why the page ends where it does, for inspect */
  double cost;       /* what is wrong with it, in the flow's measure: 10 is one line short */
  double short_by;   /* lines that it might hold more, of the grid; of a last page all of them */
  double lines;      /* that it holds, with its notes */
  guint words;       /* of its text */
  bool last;         /* of a briefing, or before a page that is asked for */
  /* Where the page begins in the text, for the e-book's page list: the node, and for text the byte
   * in it at which the page starts. NULL: no text begins here. */
  const brv_node *starts_at;
  guint starts_offset;
  const brv_node *part; /* that it is a page of; NULL: of none, as cover and contents */
  bool again;           /* the part was set again, for a page's number that it says */
  /* Where its items come from, if not from memory; private to core/typeset. */
  const brv_galley *galley;
  const char *body; /* packed */
  gsize body_length, plain_length;
  guint opened;
  brv_arena *scratch; /* what is open lives here */
  GArray *closed;     /* its furniture, meanwhile */
} brv_page;

/* Brings what stands on a page to `items`, and lets it go again; the two may be nested. Nothing is
 * added to a page while it is open. Fonts and texts of its items live as long. */
void brv_page_open(brv_page *page);
void brv_page_close(brv_page *page);

typedef struct {
  const char *title;
  int level;  /* from 1 */
  guint page; /* index */
  double y;
} brv_outline_entry;

typedef struct {
  brv_arena *arena;
  const brv_document *document;
  const brv_layout *layout;
  GPtrArray *pages; /* of brv_page * */
  GArray *outline;  /* of brv_outline_entry */
  guint words;      /* set in the text, furniture apart */
  guint64 work;     /* lines that were weighed and boxes that were tried, of all rounds */
  guint rounds;     /* of setting, until the numbers of pages were true */
} brv_pages;

/* How many of a page's items, the last of those that are there, are furniture; of the cover all
 * belong together, and none is. */
guint brv_page_furniture(const brv_page *page);

/* Is shown the pages of a part (brv_page *) that was set for the first time, while all that stands on
 * them is there. */
typedef void brv_part_seen(void *data, const brv_node *part, const GPtrArray *pages);

/* What is to be set, and with what. */
typedef struct {
  const brv_document *document; /* resolved */
  const brv_layout *layout;
  brv_fonts *fonts;
  brv_part_seen *seen; /* or NULL */
  void *data;
  const brv_memo *memo; /* of what the contents of this document were set as, by the numbers that
                           they say: its base has all else that they depend on; or NULL */
} brv_typesetting;

/* The parts of a document that are set each by itself, in order: its briefings. (const brv_node *,
 * in the arena.) An unpaged document has none. */
GPtrArray *brv_typeset_parts(brv_arena *arena, const brv_document *document);

/* Sets a part as long as no page has a number: a galley, for brv_typeset in this process or another
 * that has the same part, layout and files of fonts. The caller frees it. */
GBytes *brv_typeset_part(const brv_typesetting *job, const brv_node *part);

/* Sets a document; of one that is unpaged the cover alone. `galleys` (NULL: none): of its parts, those that are set already (GBytes * or
 * NULL), which are taken over; for the others it has what brv_typeset_part gives afterwards, the
 * caller's. Reports what cannot be set (a character that no font has). NULL only after errors. The
 * job's fonts must outlive the pages. */
brv_pages *brv_typeset(brv_arena *arena, const brv_typesetting *job, GBytes **galleys,
                       brv_diags *diags);

/* Of an unpaged document all but its cover: no page. */
brv_pages *brv_unset_pages(brv_arena *arena, const brv_document *document, const brv_layout *layout);

/* Whether the face of a style may go into a file from which anyone can take it, as an e-book is: by
 * its makers' word in OS/2's fsType (OpenType 1.9). Else reports it where the layout names the
 * family, in the same words as brv_typeset does. */
bool brv_check_font_rights(const brv_layout *layout, const brv_style *style, brv_fonts *fonts,
                           brv_diags *diags);

/* How many words the document has: those that were set, or of an unpaged one those of its text, which
 * are counted now. */
guint brv_pages_words(const brv_pages *pages);

/* The page (index) on which the node called `id` stands, or -1. */
int brv_pages_find(const brv_pages *pages, const char *id);

void brv_pages_dump(const brv_pages *pages, GString *out);

#endif
