/* Documents made by hand and the bundled layout, for the tests of typesetting. */
#ifndef BRV_TESTS_TYPESET_KIT_H
#define BRV_TESTS_TYPESET_KIT_H

#include "typeset/fonts.h"
#include "typeset/pages.h"

typedef struct {
  brv_arena *arena;
  brv_diags *diags;
  brv_fonts *fonts;
  brv_layout *layout;
  brv_document *document;
  brv_node *briefing; /* the last one begun */
  int last_note;
} set_kit;

/* A bundled layout on `page` (NULL: its own), and a document without a page; `briefing`. */
set_kit *set_kit_new_in(const char *layout, const char *page);
set_kit *set_kit_new(const char *page);
void set_kit_free(set_kit *k);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(set_kit, set_kit_free)

/* A node under `parent` (NULL: nowhere). */
brv_node *set_add(set_kit *k, brv_node *parent, brv_node_kind kind, const char *role);

/* Words with a little markup, as inlines: `*emphasis*`, `**strong**`, `[1,2]` citations,
 * `{a note's text}`, `|` a forced break. */
void set_words(set_kit *k, brv_node *parent, const char *words);

/* A block with such words. */
brv_node *set_para(set_kit *k, brv_node *parent, const char *role, const char *words);
brv_node *set_heading(set_kit *k, brv_node *parent, int level, const char *words);

/* Items separated by newlines. */
brv_node *set_list(set_kit *k, brv_node *parent, const char *role, const char *items);

/* Rows separated by newlines, cells by `|`; the first row is the head where `head` says so. A row
 * that begins with `!` is in force. */
brv_node *set_table(set_kit *k, brv_node *parent, const char *caption, bool head, const char *rows);

/* A briefing in a part of its own name, with title and standfirst; returns where blocks go. */
brv_node *set_briefing(set_kit *k, const char *title, const char *standfirst);

/* The document with what it is set with. */
brv_typesetting set_job(set_kit *k);

/* The pages, all of them open; fails the test after a report. */
brv_pages *set_pages(set_kit *k);

/* All words of the pages but of artifacts, in order, with divided words joined. */
char *set_words_of_pages(const brv_pages *pages);
/* All words of the document in reading order, as pages would show them. */
char *set_words_of_document(const brv_document *document);

/* Values from a Lua file that returns a table. */
brv_value *set_lua_value(brv_arena *arena, const char *path);

#endif
