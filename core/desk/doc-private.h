/* How the page for editors is written: as text for a terminal or as Markdown. Private to core/desk.
 */
#ifndef BRV_DESK_DOC_PRIVATE_H
#define BRV_DESK_DOC_PRIVATE_H

#include "desk/desk-private.h"

typedef struct {
  brv_desk *desk;
  brv_arena *arena;
  const brv_plugin_info *plugin; /* the one that is told of */
  bool markdown;
  GString *out;
} brv_sheet;

/* The head of a plugin: its name, version and what it is about. */
void brv_sheet_plugin(brv_sheet *sheet);
/* The head of one thing: "section", "watch"; the name may be NULL. */
void brv_sheet_title(brv_sheet *sheet, const char *kind, const char *name);
/* A sentence; its first letter becomes a capital. */
void brv_sheet_line(brv_sheet *sheet, const char *text);
/* What may be written, key by key. Nothing for NULL. */
void brv_sheet_schema(brv_sheet *sheet, const char *where, const brv_schema *schema);
/* Lines to be copied, in a syntax: "markdown" or "yaml". */
void brv_sheet_example(brv_sheet *sheet, const char *syntax, const char *text);

/* A value that fits: a default, else the least that is right. */
const char *brv_sheet_sample(brv_sheet *sheet, const brv_schema *schema);
/* Examples: "by=2026-12-31 likelihood=0.5", and data as YAML, with a newline at the end; "" for
 * NULL. */
const char *brv_sheet_attributes(brv_sheet *sheet, const brv_schema *schema);
const char *brv_sheet_data(brv_sheet *sheet, const brv_schema *schema);

#endif
