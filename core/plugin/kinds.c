#include <string.h>

#include "plugin/internal.h"

#define FIELDS(...)                                                                                \
  (const char *const[])                                                                            \
  {                                                                                                \
    __VA_ARGS__, NULL                                                                              \
  }

static const char *const no_fields[] = {NULL};

/* By kind; those that plugins never see have no name. `drawing` takes what its constructor takes.
 */
static const brv_kind_info kinds[BRV_NODE_KIND_COUNT] = {
#define KIND(symbol, name, holds, fields)                                                          \
  [BRV_NODE_##symbol] = {BRV_NODE_##symbol, name, BRV_HOLDS_##holds, fields}
    KIND(GROUP, "group", BLOCKS, no_fields),
    KIND(HEADING, "heading", INLINES, FIELDS("level")),
    KIND(PARA, "para", INLINES, no_fields),
    KIND(LIST, "list", ITEMS, FIELDS("ordered", "loose", "start")),
    KIND(ITEM, "item", BLOCKS, FIELDS("label", "target")),
    KIND(TABLE, "table", ROWS, FIELDS("align", "widths")),
    KIND(ROW, "row", CELLS, FIELDS("head", "marked")),
    KIND(CELL, "cell", BLOCKS, FIELDS("head", "columns", "rows", "shade")),
    KIND(QUOTE, "quote", BLOCKS, no_fields),
    KIND(CODE, "code", NOTHING, FIELDS("text", "syntax")),
    KIND(FIGURE, "figure", BLOCKS, no_fields),
    KIND(CAPTION, "caption", INLINES, no_fields),
    KIND(DRAWING, "drawing", NOTHING,
         FIELDS("width", "height", "baseline", "alt", "steps", "handle")),
    KIND(BREAK, "break", NOTHING, no_fields),
    KIND(TEXT, "text", NOTHING, FIELDS("text", "literal")),
    KIND(SPACE, "space", NOTHING, no_fields),
    KIND(LINE_BREAK, "line_break", NOTHING, no_fields),
    KIND(EMPH, "emph", INLINES, no_fields),
    KIND(STRONG, "strong", INLINES, no_fields),
    KIND(SPAN, "span", INLINES, no_fields),
    KIND(LINK, "link", INLINES, FIELDS("target")),
    KIND(CODE_SPAN, "code_span", NOTHING, FIELDS("text")),
    KIND(IMAGE, "image", NOTHING, FIELDS("handle", "file", "alt")),
    KIND(NOTE, "note", BLOCKS, FIELDS("target")),
    KIND(CITE, "cite", NOTHING, FIELDS("target", "locator")),
    KIND(PAGE_REF, "page_ref", NOTHING, FIELDS("target")),
#undef KIND
};

const char *const brv_align_names[] = {"start", "centre", "end", "point", NULL};
G_STATIC_ASSERT(BRV_ALIGN_POINT == 3);

const brv_kind_info *brv_kind(brv_node_kind kind)
{
  return kinds[kind].name ? &kinds[kind] : NULL;
}

/* Asked for every node that a plugin gives. */
const brv_kind_info *brv_kind_named(const char *name)
{
  static GHashTable *by_name;
  if (!by_name) {
    by_name = g_hash_table_new(g_str_hash, g_str_equal);
    for (gsize i = 0; i < G_N_ELEMENTS(kinds); i++)
      if (kinds[i].name)
        g_hash_table_insert(by_name, (void *)kinds[i].name, (void *)&kinds[i]);
  }
  return g_hash_table_lookup(by_name, name);
}
