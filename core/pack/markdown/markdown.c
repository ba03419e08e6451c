#include "pack/markdown/markdown.h"

#include <string.h>

#include "base/letters.h"
#include "document/sound.h"
#include "pack/markdown/reader.h"

/* More bars in one line would make cmark's tables slow, and are no table. */
enum { BARS_LIMIT = 512 };

static void report_character(brv_md *md, guint32 at)
{
  brv_report(md->diags, BRV_UNPRINTABLE, brv_md_place(md, at, at + 1),
             md->text[at] == '\r' ? "end lines with LF or CR LF" : "remove it",
             "the control character 0x%02x stands in the text", (guchar)md->text[at]);
}

/* In UTF-8 those are of more than one byte. */
static bool check_character(brv_md *md, guint32 at)
{
  gunichar c = g_utf8_get_char(md->text + at);
  guint32 length = (guint32)g_utf8_skip[(guchar)md->text[at]];
  if (brv_find_forbidden(md->text + at, length) < 0)
    return true;
  brv_report(md->diags, BRV_UNPRINTABLE, brv_md_place(md, at, at + length), "remove it",
             "the control character U+%04X stands in the text", c);
  return false;
}

/* Finds the lines; false when there is what cmark would count or copy otherwise than we do. */
static bool index_text(brv_md *md)
{
  bool fine = true;
  int bars = 0;
  guint32 start = md->from;
  g_array_append_val(md->lines, start);
  for (guint32 i = md->from; i < md->to; i++) {
    guchar c = (guchar)md->text[i];
    if (c >= 0x20 && c < 0x7F && c != '|')
      continue;
    bool line_end = c == '\n' || (c == '\r' && i + 1 < md->to && md->text[i + 1] == '\n');
    if ((c < 0x20 && c != '\t' && !line_end) || c == 0x7F) {
      report_character(md, i);
      fine = false;
    } else if (c >= 0xC2 && !check_character(md, i))
      fine = false;
    bars = c == '\n' ? 0 : bars + (c == '|');
    if (bars == BARS_LIMIT) {
      brv_report(md->diags, BRV_TOO_MANY, brv_md_place(md, i, i + 1), NULL,
                 "a line with more than %d bars is no table", BARS_LIMIT);
      fine = false;
    }
    if (c == '\n') {
      start = i + 1;
      g_array_append_val(md->lines, start);
    }
  }
  return fine;
}

static void report_unsound(const brv_unsound *found, void *data)
{
  brv_md *md = data;
  const brv_node *heading = found->node;
  brv_place place = heading->kind == BRV_NODE_HEADING && !heading->place.length && heading->parent
                        ? heading->parent->place
                        : heading->place;
  brv_report(md->diags, found->code, place, found->help, "%s", found->what);
}

static void read_all(brv_md *md, brv_node *root, bool sections)
{
  g_autoptr(brv_arena) arena = brv_arena_new();
  cmark_node *tree = brv_syntax_parse(arena, md->text + md->from, md->to - md->from);
  brv_md_find_notes(md, tree);
  brv_md_blocks(md, tree, root, sections);
  brv_md_check_notes(md);
  brv_md_finish_images(md, root);
  if (sections)
    brv_md_give_ids(md, root);
  else
    brv_md_forget_ids(root);
  brv_find_unsound(root, NULL, report_unsound, md);
}

static brv_node *read_at(brv_pack *pack, const char *file, const char *briefing, brv_place place,
                         bool sections, brv_diags *diags)
{
  brv_node *root = brv_node_new(pack->bodies, sections ? BRV_NODE_BRIEFING : BRV_NODE_GROUP, place);
  g_autoptr(GArray) lines = g_array_new(FALSE, FALSE, sizeof(guint32));
  g_autoptr(GHashTable) notes = g_hash_table_new(g_str_hash, g_str_equal);
  g_autoptr(GPtrArray) calls = g_ptr_array_new();
  g_autoptr(GPtrArray) homes = g_ptr_array_new();
  brv_md md = {.pack = pack,
               .arena = pack->bodies,
               .diags = diags,
               .file = file,
               .briefing = briefing,
               .source = place.source,
               .text = brv_source_text(place.source),
               .from = place.offset,
               .to = place.offset + place.length,
               .lines = lines,
               .notes = notes,
               .calls = calls,
               .homes = homes};
  if (index_text(&md))
    read_all(&md, root, sections);
  return root;
}

brv_node *brv_markdown_body(brv_pack *pack, const brv_briefing *briefing, brv_place place,
                            brv_diags *diags)
{
  return read_at(pack, briefing->file, briefing->id, place, true, diags);
}

brv_node *brv_markdown_read(brv_pack *pack, const char *file, brv_value *text, brv_diags *diags)
{
  brv_place place = {.source = brv_value_source(pack->arena, text),
                     .length = (guint32)text->length};
  if (!place.source) {
    const char *words = text->text ? text->text : "";
    gsize length = strlen(words);
    place.source =
        brv_source_new(pack->arena, file, brv_arena_strdup(pack->arena, words), length);
    place.length = (guint32)length;
  }
  const brv_briefing *briefing = brv_pack_briefing(pack, file);
  return read_at(pack, file, briefing ? briefing->id : NULL, place, false, diags);
}
