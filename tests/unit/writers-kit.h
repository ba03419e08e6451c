/* Documents and pages made by hand, for the tests of the writers. */
#ifndef BRV_TESTS_WRITERS_KIT_H
#define BRV_TESTS_WRITERS_KIT_H

#include "typeset/fonts.h"
#include "typeset/pages.h"

typedef struct {
  brv_arena *arena;
  brv_diags *diags;
  brv_fonts *fonts;
  brv_layout *layout;
  brv_document *document;
  brv_pages *pages;
} kit;

/* A kit with the program's fonts, an A4 layout of a few styles and an empty document. */
kit *kit_new(void);
void kit_free(kit *k);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(kit, kit_free)

/* Nodes: appended to `parent` where it is not NULL. */
brv_node *kit_add(kit *k, brv_node *parent, brv_node_kind kind, const char *role);
brv_node *kit_words(kit *k, brv_node *parent, const char *text);
brv_node *kit_para(kit *k, brv_node *parent, const char *role, const char *text);
brv_node *kit_briefing(kit *k, brv_node *parent, const char *file, const char *title);

/* Pages and what stands on them. */
brv_page *kit_page(kit *k, const char *label);
void kit_set_text(kit *k, brv_page *page, double x, double y, const char *role, const char *text,
                  const brv_node *node);
void kit_set_link(brv_page *page, double x, double y, double w, double h, const char *target);
void kit_set_anchor(brv_page *page, const char *id, double x, double y);
void kit_set_outline(kit *k, const char *title, int level, guint page, double y);

/* A picture of 40 by 20 in one colour (0xrrggbb) as PNG or JPEG. */
const brv_asset *kit_bitmap(kit *k, brv_asset_kind kind, const char *path, guint colour);
/* An asset from the text of an SVG, 40 by 20. */
const brv_asset *kit_svg(kit *k, const char *path, const char *text);

#endif
