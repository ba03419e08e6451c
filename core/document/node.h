/* The block tree: one kind of node for what editors write and for what readers see.
 *
 * The loader makes nodes from Markdown, the projection copies them, plugins turn them into other
 * nodes, resolve numbers them, typesetting and the e-book read them. Nodes live in an arena; they
 * are linked both ways and belong to one tree at a time.
 *
 * Roles say what a node means ("standfirst", "kicker", "source"); layouts say how a role looks.
 */
#ifndef BRV_DOCUMENT_NODE_H
#define BRV_DOCUMENT_NODE_H

#include "base/value.h"
#include "document/asset.h"
#include "document/drawing.h"

typedef enum {
  /* the frame of a document */
  BRV_NODE_DOCUMENT, /* COVER?, CONTENTS?, then PART or BRIEFING */
  BRV_NODE_COVER,    /* blocks with cover roles */
  BRV_NODE_CONTENTS, /* blocks with contents roles */
  BRV_NODE_PART,     /* text: its title; children: BRIEFING */
  BRV_NODE_BRIEFING, /* briefing; children: HEADER, SECTION (a pack: opening blocks, SECTION) */
  BRV_NODE_HEADER,   /* a briefing's kicker, title and standfirst, set over all columns */
  BRV_NODE_SECTION,  /* type; children: blocks, the first often a HEADING */
  /* blocks */
  BRV_NODE_GROUP,   /* blocks that share a role; a pack: a div `:::` */
  BRV_NODE_HEADING, /* level 1 (title) to 6; children: inlines */
  BRV_NODE_PARA,    /* children: inlines */
  BRV_NODE_LIST,    /* list; children: ITEM */
  BRV_NODE_ITEM,    /* label; children: blocks */
  BRV_NODE_TABLE,   /* table; children: CAPTION?, ROW */
  BRV_NODE_ROW,     /* row; children: CELL */
  BRV_NODE_CELL,    /* cell; children: blocks (PARA) */
  BRV_NODE_QUOTE,   /* children: blocks; the last may be a PARA with role "attribution" */
  BRV_NODE_CODE,    /* text: preformatted; language of the code in `target` */
  BRV_NODE_FIGURE, /* children: IMAGE or DRAWING or any block, then CAPTION?, PARA role "credit"? */
  BRV_NODE_CAPTION, /* children: inlines */
  BRV_NODE_DRAWING, /* drawing, alt; an inline among inlines */
  BRV_NODE_BREAK,   /* a thematic break */
  BRV_NODE_DATA,    /* a pack: a fenced block for a block plugin; lines, value once bound */
  /* inlines */
  BRV_NODE_TEXT,       /* text */
  BRV_NODE_SPACE,      /* a soft line break of the source: a space between words */
  BRV_NODE_LINE_BREAK, /* a forced one */
  BRV_NODE_EMPH,       /* children: inlines, and so for the next three */
  BRV_NODE_STRONG,
  BRV_NODE_SPAN,      /* role or language; a pack: type */
  BRV_NODE_LINK,      /* target: a URL; "#id" of a node in a resolved document; before that
                         "#anchor" in the briefing, "pack:briefing", "pack:briefing#anchor" */
  BRV_NODE_CODE_SPAN, /* text */
  BRV_NODE_IMAGE,     /* asset, alt; a block when its parent is a FIGURE */
  BRV_NODE_NOTE,      /* a call with its note. target: the label; children: blocks. Resolved:
                         number; id of the call; target "#id" of the note's body; no children
                         where the note was called before */
  BRV_NODE_CITE,      /* target: the source's id; text: a locator ("p. 3") or NULL. Resolved:
                         number; target "#id" of the source; children: TEXT, what to show */
  BRV_NODE_PAGE_REF,  /* target: as a link's; the number of its page, in both formats */
  BRV_NODE_KIND_COUNT
} brv_node_kind;

typedef enum { BRV_ALIGN_START, BRV_ALIGN_CENTRE, BRV_ALIGN_END, BRV_ALIGN_POINT } brv_align;

/* A key and value written in `{...}`. */
typedef struct brv_attr {
  const char *key, *value;
  brv_value *read; /* what binding made of it, where the schema asks for more than text; or NULL */
  brv_place place; /* of the value */
  struct brv_attr *next;
} brv_attr;

/* What the frame of a briefing says of it; set on BRIEFING nodes of a document. */
typedef struct {
  const char *title, *file;         /* file ("orders") names its XHTML file and is its id */
  const char *short_title, *kicker; /* plain text; these and the following may be NULL */
  const char *category, *summary;   /* the kicker and the line under the title in lists */
  const char *date;                 /* ISO */
  bool literal;                     /* `typography: literal` */
} brv_briefing_info;

typedef struct brv_node brv_node;

/* Shades of cells are steps, so that those of both formats are the same. */
enum { BRV_SHADE_MOST = 10 };

struct brv_node {
  brv_node_kind kind;
  brv_node *parent, *first, *last, *next, *prev;
  const char *role; /* NULL: what the kind says */
  const char *id;   /* what links point at; unique in a resolved document; or NULL */
  const char *text;
  const char *target;
  const char *alt;      /* IMAGE, DRAWING: alternative text; "" is decorative */
  const char *language; /* BCP 47 where it differs from what surrounds it; or NULL */
  const char *type;     /* SECTION: its section type; GROUP, DATA and SPAN of a pack: the class */
  brv_attr *attrs;      /* a pack's own attributes, for plugins; without id, class and tier */
  brv_value *value;     /* DATA */
  int tier;             /* a pack only: index of the tier that may read it, -1: as its parent.
                           Always -1 outside core/pack and core/edition. */
  int number;           /* NOTE, CITE, ITEM of ordered lists, table and figure numbers; 0: none */
  brv_place place;
  union {
    int level;    /* HEADING */
    bool literal; /* TEXT: stays as typed; it was escaped */
    struct {
      bool ordered, loose; /* loose: items apart */
      int start;
    } list;
    struct {
      int columns;
      const brv_align *aligns; /* of columns */
      const double *widths;    /* wishes in parts of 1, or NULL: from content */
    } table;
    struct {
      bool head;   /* repeated over pages */
      bool marked; /* the row in force */
    } row;
    struct {
      bool head; /* a head of its row (the first cell, when so written) or column */
      int columns_wide, rows_high;
      int shade; /* how strong the accent is behind it: 0 (not) to BRV_SHADE_MOST */
    } cell;
    const brv_asset *asset;            /* IMAGE */
    const brv_drawing *drawing;        /* DRAWING */
    const brv_briefing_info *briefing; /* BRIEFING */
    const char *label;                 /* ITEM: its marker where the list has none; or NULL */
    brv_place lines;                   /* DATA of a pack: what stands between the fences */
  };
};

brv_node *brv_node_new(brv_arena *arena, brv_node_kind kind, brv_place place);
brv_node *brv_node_new_text(brv_arena *arena, const char *text, brv_place place);

void brv_node_append(brv_node *parent, brv_node *child);
void brv_node_insert_before(brv_node *sibling, brv_node *node);
/* Takes a node out of its tree; it may then be put elsewhere. */
void brv_node_unlink(brv_node *node);
/* Moves all children of `from` to the end of `to`. */
void brv_node_adopt(brv_node *to, brv_node *from);

/* A deep copy. `keep` (NULL: all) is asked of every node; what it refuses is left out whole.
 * Values of DATA nodes and attribute lists are shared, not copied. */
brv_node *brv_node_copy(brv_arena *arena, const brv_node *node,
                        bool (*keep)(const brv_node *, void *), void *data);

/* The next node in reading order: first child, else next sibling, else that of an ancestor, all
 * within `root`. NULL at the end. `brv_node_skip` passes over the children. */
brv_node *brv_node_next(const brv_node *node, const brv_node *root);
brv_node *brv_node_skip(const brv_node *node, const brv_node *root);

/* The nodes of a tree in reading order, in the arena; and the same the other way: const brv_node * ->
 * its place in that list, from 1. The caller frees the table. */
GPtrArray *brv_node_list(brv_arena *arena, const brv_node *root);
GHashTable *brv_node_numbers(const brv_node *root);

bool brv_node_is_inline(const brv_node *node);

/* The BRIEFING that a node is or stands in, or NULL. */
brv_node *brv_node_briefing(const brv_node *node);

/* The attribute's value or NULL. */
const char *brv_node_attr(const brv_node *node, const char *key);

/* The words of a node without styles, notes and citations; spaces for breaks. */
void brv_node_plain_text(const brv_node *node, GString *out);
char *brv_node_plain(brv_arena *arena, const brv_node *node);
/* Of a pack's node: the words that all of its readers read, without parts that have a tier of their
 * own. What is named or chosen by words for every edition goes by these. */
char *brv_node_common_words(brv_arena *arena, const brv_node *node);

/* The language in force at a node, or NULL. */
const char *brv_node_language(const brv_node *node);

/* Calls `visit` for each tree in the values of the nodes within `root` (Markdown in data and in
 * attributes), and in a value; for those inside of trees too, after the one around. */
void brv_node_each_tree(const brv_node *root, void (*visit)(brv_node *tree, void *data),
                        void *data);
void brv_value_each_tree(const brv_value *value, void (*visit)(brv_node *tree, void *data),
                         void *data);

const char *brv_node_kind_name(brv_node_kind kind);

/* One line a node, indented, with what it holds; stable, for goldens. */
void brv_node_dump(const brv_node *node, GString *out);

#endif
