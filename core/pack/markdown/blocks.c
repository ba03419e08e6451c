#include <string.h>

#include "pack/markdown/reader.h"

/* The children of one container, while divs among them open and close. */
typedef struct {
  brv_md *md;
  brv_node *out;     /* what the divs and sections stand in */
  brv_node *current; /* where the next block goes */
  GPtrArray *divs;   /* of brv_node *: those open, outermost first */
  bool sections;
} children;

bool brv_md_enter(brv_md *md, brv_place place)
{
  if (md->depth < BRV_PACK_DEPTH_LIMIT) {
    md->depth++;
    return true;
  }
  if (!md->too_deep)
    brv_report(md->diags, BRV_TOO_DEEP, place, "put less inside one another",
               "blocks and styles nest deeper than %d", BRV_PACK_DEPTH_LIMIT);
  md->too_deep = true;
  return false;
}

void brv_md_leave(brv_md *md)
{
  md->depth--;
}

/* Only the first line of a block: messages show no more, and cmark's ends are not to be trusted. A
 * paragraph that a table was cut off from has no place of its own; the table has kept it. */
brv_place brv_md_block_place(const brv_md *md, cmark_node *node)
{
  cmark_node *known = node;
  while (known && !cmark_node_get_start_line(known))
    known = cmark_node_next(known);
  if (!known)
    return brv_md_place(md, md->from, md->from);
  int line = cmark_node_get_start_line(known);
  guint32 from = brv_md_offset(md, line, cmark_node_get_start_column(known));
  guint32 next = brv_md_offset(md, line + 1, 1);
  while (next > from && strchr(" \t\r\n", md->text[next - 1]))
    next--;
  return brv_md_place(md, from, next);
}

const brv_attributes *brv_md_para(brv_md *md, cmark_node *node, brv_node *out)
{
  brv_place place = brv_md_block_place(md, node);
  cmark_node *after = cmark_node_next(node);
  int last = cmark_node_get_end_line(node);
  if (cmark_node_get_start_line(node) == 0 && after)
    last = cmark_node_get_end_line(after);
  brv_md_inlines(md, node, out, place.offset, brv_md_offset(md, last + 1, 1));
  return md->trailing;
}

static brv_node *add(children *c, brv_node_kind kind, cmark_node *node)
{
  brv_node *block = brv_node_new(c->md->arena, kind, brv_md_block_place(c->md, node));
  brv_node_append(c->current, block);
  return block;
}

static void read_inside(brv_md *md, cmark_node *node, brv_node *out)
{
  if (!brv_md_enter(md, out->place))
    return;
  brv_md_blocks(md, node, out, false);
  brv_md_leave(md);
}

static void read_list(children *c, cmark_node *node)
{
  brv_node *list = add(c, BRV_NODE_LIST, node);
  list->list.ordered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST;
  list->list.start = list->list.ordered ? cmark_node_get_list_start(node) : 1;
  list->list.loose = !cmark_node_get_list_tight(node);
  for (cmark_node *i = cmark_node_first_child(node); i; i = cmark_node_next(i)) {
    brv_node *item = brv_node_new(c->md->arena, BRV_NODE_ITEM, brv_md_block_place(c->md, i));
    brv_node_append(list, item);
    read_inside(c->md, i, item);
  }
}

/* Divs */

static void report_unclosed(brv_md *md, const brv_node *div, const char *before)
{
  brv_report(md->diags, BRV_UNCLOSED_DIV, div->place,
             "close it with a line that holds only :::", "this div is never closed%s", before);
}

static void close_all(children *c, const char *before)
{
  for (guint i = 0; i < c->divs->len; i++)
    report_unclosed(c->md, c->divs->pdata[i], before);
  for (; c->divs->len; g_ptr_array_set_size(c->divs, (int)c->divs->len - 1)) {
    const brv_node *div = c->divs->pdata[c->divs->len - 1];
    c->current = div->parent;
    brv_md_leave(c->md);
  }
}

static void close_div(children *c, brv_place place)
{
  if (!c->divs->len) {
    brv_report(c->md->diags, BRV_STRAY_FENCE, place,
               "open a div with ::: {.class} or ::: {tier=...}", "this closes no div");
    return;
  }
  const brv_node *div = c->divs->pdata[c->divs->len - 1];
  g_ptr_array_set_size(c->divs, (int)c->divs->len - 1);
  c->current = div->parent;
  brv_md_leave(c->md);
}

/* What follows the colons: attributes, or the word that stands for {.word}. False after a report.
 */
static bool read_fence(brv_md *md, brv_place rest, brv_attributes *attributes)
{
  const char *text = brv_source_text(rest.source) + rest.offset;
  g_autofree char *copy = g_strndup(text, rest.length);
  gsize length = 0;
  if (*copy != '{') {
    *attributes = (brv_attributes){
        .class = brv_arena_strdup(md->arena, copy), .class_place = rest, .place = rest};
    if (brv_is_id(copy))
      return true;
  } else if (brv_attributes_scan(copy, &length) == BRV_BRACE_ATTRIBUTES && length == rest.length) {
    return brv_attributes_read(md->arena, rest, attributes, md->diags);
  }
  brv_report(md->diags, BRV_STRAY_FENCE, rest,
             "a div opens with ::: {.class key=value} and closes with :::",
             "this line of colons cannot be read");
  return false;
}

static void open_div(children *c, cmark_node *node, brv_place rest)
{
  brv_md *md = c->md;
  brv_attributes attributes;
  bool fine = read_fence(md, rest, &attributes);
  if (!brv_md_enter(md, rest))
    return;
  brv_node *div = add(c, BRV_NODE_GROUP, node);
  if (fine)
    brv_md_apply(md, &attributes, div, BRV_MD_ID | BRV_MD_TIER | BRV_MD_CLASS | BRV_MD_KEYS);
  g_ptr_array_add(c->divs, div);
  c->current = div;
}

/* A line of three colons or more; those that end it are for the eye. */
static void read_fence_line(children *c, cmark_node *node)
{
  brv_place place = brv_md_block_place(c->md, node);
  const char *text = c->md->text + place.offset;
  guint32 from = 0, to = place.length;
  while (from < to && text[from] == ':')
    from++;
  while (from < to && strchr(" \t", text[from]))
    from++;
  while (to > from && strchr(": \t", text[to - 1]))
    to--;
  if (from == to)
    close_div(c, place);
  else
    open_div(c, node, brv_place_part(place, from, to - from));
}

/* Headings */

static void read_heading_text(brv_md *md, cmark_node *node, brv_node *heading, brv_node *owner)
{
  const brv_attributes *attributes;
  if (md->text[heading->place.offset] == '#') {
    brv_place place = heading->place;
    md->at = place.offset;
    md->end = place.offset + place.length;
    brv_md_pass(md, "#", 6);
    brv_md_pass(md, " \t", G_MAXINT);
    brv_md_inlines(md, node, heading, md->at, md->end);
    attributes = md->trailing;
  } else {
    attributes = brv_md_para(md, node, heading);
  }
  int more = owner == heading ? 0 : BRV_MD_TIER | BRV_MD_CLASS | BRV_MD_KEYS;
  if (attributes)
    brv_md_apply(md, attributes, owner, BRV_MD_ID | more);
}

static void open_section(children *c, cmark_node *node)
{
  close_all(c, " before the next section");
  c->current = c->out;
  brv_node *section = add(c, BRV_NODE_SECTION, node);
  c->current = section;
  brv_node *heading = add(c, BRV_NODE_HEADING, node);
  heading->level = 2;
  read_heading_text(c->md, node, heading, section);
}

static int level_before(const brv_node *node)
{
  for (const brv_node *before = node->prev; before; before = before->prev)
    if (before->kind == BRV_NODE_HEADING)
      return before->level;
  return 2;
}

static void read_heading(children *c, cmark_node *node)
{
  int level = cmark_node_get_heading_level(node);
  if (level == 2 && c->sections) {
    open_section(c, node);
    return;
  }
  brv_node *heading = add(c, BRV_NODE_HEADING, node);
  heading->level = level;
  if (level == 1)
    brv_report(c->md->diags, BRV_BAD_HEADING, heading->place,
               "the title is in the front matter; sections begin with ##",
               "a heading of the first level inside a briefing");
  else if (level == 2)
    brv_report(c->md->diags, BRV_BAD_HEADING, heading->place,
               "use ### here, or begin the section outside", "a section cannot begin inside this");
  else if (level > level_before(heading) + 1)
    brv_report(c->md->diags, BRV_HEADING_SKIPPED, heading->place, NULL,
               "a heading of level %d follows one of level %d", level, level_before(heading));
  read_heading_text(c->md, node, heading, heading);
}

/* All else */

/* A block of HTML is allowed where it is nothing but comments. */
static void read_html(children *c, cmark_node *node)
{
  const char *text = cmark_node_get_literal(node);
  brv_place place = brv_md_block_place(c->md, node);
  for (const char *end; g_str_has_prefix(text += strspn(text, " \t\r\n"), "<!--"); text = end + 3) {
    end = strstr(text + 4, "-->");
    if (!end) {
      brv_report(c->md->diags, BRV_RAW_HTML, place, "close it with -->",
                 "this comment is never closed, so all that follows is lost");
      return;
    }
  }
  if (text[strspn(text, " \t\r\n")])
    brv_report(c->md->diags, BRV_RAW_HTML, place,
               "use Markdown and attributes; write \\< for the character itself",
               "HTML cannot be set");
}

static void note_home(children *c, cmark_node *node)
{
  brv_note *note = c->md->notes ? g_hash_table_lookup(c->md->notes, brv_syntax_raw(node)) : NULL;
  if (note && note->written == node)
    note->home = c->current->kind == BRV_NODE_SECTION ? NULL : c->current;
  else if (!c->md->notes)
    brv_report(c->md->diags, BRV_BAD_NOTE, brv_md_block_place(c->md, node), NULL,
               "a note cannot be written inside a note");
}

static void read_block(children *c, cmark_node *node)
{
  switch (cmark_node_get_type(node)) {
  case CMARK_NODE_HEADING:
    read_heading(c, node);
    break;
  case CMARK_NODE_PARAGRAPH:
    brv_md_paragraph(c->md, node, c->current);
    break;
  case CMARK_NODE_LIST:
    read_list(c, node);
    break;
  case CMARK_NODE_BLOCK_QUOTE:
    brv_md_quote(c->md, node, c->current);
    break;
  case CMARK_NODE_CODE_BLOCK:
    brv_md_code(c->md, node, c->current);
    break;
  case CMARK_NODE_THEMATIC_BREAK:
    add(c, BRV_NODE_BREAK, node);
    break;
  case CMARK_NODE_HTML_BLOCK:
    read_html(c, node);
    break;
  default: /* the one that is left is the table extension's */
    brv_md_table(c->md, node, c->current);
    break;
  }
}

void brv_md_blocks(brv_md *md, cmark_node *container, brv_node *out, bool sections)
{
  g_autoptr(GPtrArray) divs = g_ptr_array_new();
  children c = {.md = md, .out = out, .current = out, .divs = divs, .sections = sections};
  for (cmark_node *node = cmark_node_first_child(container); node; node = cmark_node_next(node)) {
    brv_syntax_kind kind = brv_syntax_kind_of(node);
    if (kind == BRV_SYNTAX_FENCE)
      read_fence_line(&c, node);
    else if (kind == BRV_SYNTAX_NOTE)
      note_home(&c, node);
    else
      read_block(&c, node);
  }
  close_all(&c, "");
}
