/* Reading Markdown: cmark's tree becomes ours. Private to core/pack.
 *
 * cmark says what everything is; where it stands is worked out again, since its columns are wrong
 * after line breaks, in tables and around links: each block's inlines are walked beside the text
 * that they came from (align.c).
 */
#ifndef BRV_PACK_MARKDOWN_READER_H
#define BRV_PACK_MARKDOWN_READER_H

#include <cmark-gfm.h>

#include "pack/markdown/attributes.h"
#include "pack/markdown/syntax.h"
#include "pack/pack.h"

typedef struct {
  const char *label;
  cmark_node *written;
  brv_place place;      /* of the label */
  const brv_node *home; /* the div or list it was written in, NULL: none. Not a section: notes
                           gather at the end of a file, whatever section is the last */
  const brv_node *body; /* a GROUP, once called */
  bool called;
} brv_note;

typedef struct {
  brv_pack *pack;
  brv_arena *arena;
  brv_diags *diags;
  const char *file;     /* that paths are relative to */
  const char *briefing; /* id of the briefing that `#anchor` means; or NULL */
  const brv_source *source;
  const char *text;  /* the source's */
  guint32 from, to;  /* the Markdown: a part of the source */
  GArray *lines;     /* of guint32: where each line of it starts, in the source */
  GHashTable *notes; /* label -> brv_note; NULL inside a note */
  GPtrArray *calls;  /* of brv_node *: NOTEs made; `homes` beside them */
  GPtrArray *homes;  /* of const brv_note * */
  gsize copied;      /* nodes in copies of notes */
  int depth, quotes; /* containers around; how many of them are quotes */
  bool too_deep;     /* said so already */
  /* Of the block at hand: */
  guint32 at, end;                /* the text not yet passed */
  bool swallow;                   /* the next text begins with a citation's closing bracket */
  const brv_attributes *trailing; /* found at the block's end, for whoever reads it */
  brv_node *caption;              /* of the table that follows, until it comes */
  const brv_attributes *caption_attributes;
} brv_md;

/* align.c: passing over the written form. */
guint32 brv_md_offset(const brv_md *md, int line, int column);
brv_place brv_md_place(const brv_md *md, guint32 from, guint32 to);
/* Appends TEXTs for `literal`. What was escaped stands alone, with number = 1 for the time being.
 */
void brv_md_text(brv_md *md, const char *literal, brv_node *out);
/* Passes up to `count` of the characters in `set`. */
void brv_md_pass(brv_md *md, const char *set, int count);
/* Passes a line end and what stands before the text of the next line. */
void brv_md_pass_line(brv_md *md);
/* Passes `raw` and gives it as a place of its own, whose text is `raw`. */
brv_place brv_md_pass_raw(brv_md *md, const char *raw);
brv_place brv_md_pass_code(brv_md *md);
/* What follows a link's text: `](...)`, `][...]`, `]`. */
void brv_md_pass_link_end(brv_md *md);
/* Lines of a block, the first of which is at `line`, as a source of their own. */
brv_place brv_md_lines(brv_md *md, const char *literal, int line);

/* inlines.c */
/* All inlines of a block, from `at` on; sets md->trailing. */
void brv_md_inlines(brv_md *md, cmark_node *block, brv_node *out, guint32 at, guint32 end);

/* spans.c: attributes meet what they belong to. */
enum { BRV_MD_ID = 1, BRV_MD_TIER = 2, BRV_MD_CLASS = 4, BRV_MD_KEYS = 8 };
/* Gives a node what `allowed` lets it have and reports the rest. */
void brv_md_apply(brv_md *md, const brv_attributes *attributes, brv_node *node, int allowed);
/* Reports attributes that nothing takes. */
void brv_md_refuse(brv_md *md, const brv_attributes *attributes);
/* Wraps the `[text]` that `out` ends with; false when it does not end so. */
bool brv_md_wrap_span(brv_md *md, brv_node *out, const brv_attributes *attributes);
void brv_md_trim(brv_node *out);

/* citations.c */
void brv_md_citation(brv_md *md, const char *raw, brv_node *out);
void brv_md_call(brv_md *md, const char *raw, brv_node *out);
/* Finds all notes that are written, before anything calls them. */
void brv_md_find_notes(brv_md *md, cmark_node *root);
/* Reports notes never called, and those written where some readers of a call cannot see. */
void brv_md_check_notes(brv_md *md);

/* links.c */
const char *brv_md_link_target(brv_md *md, const char *url, brv_place place);
const brv_asset *brv_md_image(brv_md *md, const char *url, brv_place place);

/* blocks.c */
/* False, after one report, when the nesting is over the limit. Pairs with brv_md_leave. */
bool brv_md_enter(brv_md *md, brv_place place);
void brv_md_leave(brv_md *md);
brv_place brv_md_block_place(const brv_md *md, cmark_node *node);
/* All children of a container of cmark's, divs paired. With `sections`, headings open them. */
void brv_md_blocks(brv_md *md, cmark_node *container, brv_node *out, bool sections);
/* A block with inlines; gives its trailing attributes or NULL. */
const brv_attributes *brv_md_para(brv_md *md, cmark_node *node, brv_node *out);

/* figures.c: what paragraphs, quotes and code mean. */
void brv_md_paragraph(brv_md *md, cmark_node *node, brv_node *out);
void brv_md_quote(brv_md *md, cmark_node *node, brv_node *out);
void brv_md_code(brv_md *md, cmark_node *node, brv_node *out);
/* Gives images inside of text their alternative; figures have theirs. */
void brv_md_finish_images(brv_md *md, brv_node *root);

/* tables.c */
void brv_md_table(brv_md *md, cmark_node *node, brv_node *out);
/* Whether a paragraph is the caption of the table beside it; and reading it. */
bool brv_md_is_caption(const brv_md *md, cmark_node *node);
void brv_md_caption(brv_md *md, cmark_node *node, brv_node *out);

/* ids.c: ids of headings from their words; no id twice. */
void brv_md_give_ids(brv_md *md, brv_node *root);
/* Takes the ids off what is in notes, which each call has a copy of. */
void brv_md_forget_ids(brv_node *root);

#endif
