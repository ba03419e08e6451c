/* What galley.c and galley-items.c share. Private to both. */
#ifndef BRV_TYPESET_GALLEY_PRIVATE_H
#define BRV_TYPESET_GALLEY_PRIVATE_H

#include "base/packer.h"
#include "typeset/galley.h"

typedef struct {
  brv_wire_writer wire;
  brv_arena *arena;
  GHashTable *numbers; /* const brv_node * -> its number */
  GPtrArray *fonts;    /* PangoFont *, by number */
  GHashTable *font_numbers;
  brv_packer *packer;
} brv_galley_writer;

/* 0: no node. */
void brv_galley_put_node(brv_galley_writer *w, const brv_node *node);
const brv_node *brv_galley_take_node(brv_wire_reader *r, const brv_galley *galley);

/* Positions on a page, in points: what is beyond is no position. */
#define BRV_GALLEY_FAR 1e9

/* Bytes of the items of one page, unpacked: thousands of times what a page has. */
enum { BRV_GALLEY_PAGE = 1 << 28 };

void brv_galley_put_item(brv_galley_writer *w, const brv_page_item *item);

/* Whether an item was read. Its glyphs live in the reader's arena. */
bool brv_galley_take_item(brv_wire_reader *r, const brv_galley *galley, brv_page_item *item);

#endif
