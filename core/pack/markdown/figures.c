#include <string.h>

#include "pack/markdown/reader.h"

static const char *const image_keys[] = {"alt", "credit", "tier", "lang", NULL};

static void check_keys(brv_md *md, const brv_node *image, bool figure)
{
  for (const brv_attr *attr = image->attrs; attr; attr = attr->next)
    if (strcmp(attr->key, "alt") != 0 && !(figure && strcmp(attr->key, "credit") == 0))
      brv_report(md->diags, BRV_UNKNOWN_KEY, brv_attribute_key(attr),
                 brv_did_you_mean(md->arena, attr->key, image_keys), "an image %shas no key \"%s\"",
                 figure ? "" : "inside of text ", attr->key);
}

static const brv_attr *find(const brv_node *node, const char *key)
{
  const brv_attr *attr = node->attrs;
  while (attr && strcmp(attr->key, key) != 0)
    attr = attr->next;
  return attr;
}

/* `alt="..."`, else the words of the brackets. */
static void give_alt(brv_md *md, brv_node *image, bool figure)
{
  const char *alt = brv_node_attr(image, "alt");
  const char *words = brv_node_plain(md->arena, image);
  if (!alt && (figure || !*words))
    brv_report(md->diags, BRV_MISSING_ALT, image->place,
               "say what is to be seen: {alt=\"...\"}, or alt=\"\" where it only adorns",
               *words ? "the caption stands in for the image's missing alternative text"
                      : "an image without alternative text");
  image->alt = alt ? alt : words;
  check_keys(md, image, figure);
}

static void give_credit(brv_md *md, const brv_node *image, brv_node *figure)
{
  const brv_attr *credit = find(image, "credit");
  if (!credit)
    return;
  brv_node *para = brv_node_new(md->arena, BRV_NODE_PARA, credit->place);
  para->role = "credit";
  brv_node_append(para, brv_node_new_text(md->arena, credit->value, credit->place));
  brv_node_append(figure, para);
}

/* An image alone in its paragraph: what its brackets hold is the caption. */
static void make_figure(brv_md *md, brv_node *para)
{
  brv_node *image = para->first;
  brv_node *figure = brv_node_new(md->arena, BRV_NODE_FIGURE, image->place);
  figure->id = image->id;
  figure->tier = image->tier;
  figure->language = image->language;
  image->id = image->language = NULL;
  image->tier = -1;
  give_alt(md, image, true);
  brv_node_insert_before(para, figure);
  brv_node_unlink(para);
  brv_node_unlink(image);
  brv_node_append(figure, image);
  if (image->first) {
    brv_node *caption = brv_node_new(md->arena, BRV_NODE_CAPTION, image->first->place);
    brv_node_adopt(caption, image);
    brv_node_append(figure, caption);
  }
  give_credit(md, image, figure);
  image->attrs = NULL;
}

void brv_md_finish_images(brv_md *md, brv_node *root)
{
  for (brv_node *node = root; node; node = brv_node_next(node, root)) {
    if (node->kind != BRV_NODE_IMAGE || node->parent->kind == BRV_NODE_FIGURE)
      continue;
    give_alt(md, node, false);
    while (node->first)
      brv_node_unlink(node->first);
    node->attrs = NULL;
  }
}

/* Attributes at a paragraph's end are those of the list item that it stands in. */
static void give_item(brv_md *md, const brv_attributes *attributes, brv_node *out)
{
  if (!attributes)
    return;
  bool fresh = out->kind == BRV_NODE_ITEM && !out->attrs && !out->id && out->tier < 0;
  if (fresh)
    brv_md_apply(md, attributes, out, BRV_MD_ID | BRV_MD_TIER | BRV_MD_KEYS);
  else
    brv_md_refuse(md, attributes);
}

void brv_md_paragraph(brv_md *md, cmark_node *node, brv_node *out)
{
  if (brv_md_is_caption(md, node)) {
    brv_md_caption(md, node, out);
    return;
  }
  brv_node *para = brv_node_new(md->arena, BRV_NODE_PARA, brv_md_block_place(md, node));
  brv_node_append(out, para);
  give_item(md, brv_md_para(md, node, para), out);
  if (!para->first)
    brv_node_unlink(para);
  else if (para->first == para->last && para->first->kind == BRV_NODE_IMAGE)
    make_figure(md, para);
}

static bool begins_with_dash(const brv_node *node)
{
  return node && node->kind == BRV_NODE_TEXT &&
         (g_str_has_prefix(node->text, "— ") || g_str_has_prefix(node->text, "-- "));
}

/* The last line of a paragraph, when it says who spoke, as a paragraph of its own. */
static brv_node *split_attribution(brv_md *md, brv_node *para)
{
  brv_node *space = para->last;
  while (space && space->kind != BRV_NODE_SPACE && space->kind != BRV_NODE_LINE_BREAK)
    space = space->prev;
  if (!space || !begins_with_dash(space->next))
    return NULL;
  brv_node *own = brv_node_new(md->arena, BRV_NODE_PARA, space->next->place);
  for (brv_node *node = space->next, *next; node; node = next) {
    next = node->next;
    brv_node_unlink(node);
    brv_node_append(own, node);
  }
  brv_node_unlink(space);
  brv_node_append(para->parent, own);
  return own;
}

void brv_md_quote(brv_md *md, cmark_node *node, brv_node *out)
{
  brv_node *quote = brv_node_new(md->arena, BRV_NODE_QUOTE, brv_md_block_place(md, node));
  brv_node_append(out, quote);
  if (!brv_md_enter(md, quote->place))
    return;
  md->quotes++;
  brv_md_blocks(md, node, quote, false);
  md->quotes--;
  brv_md_leave(md);
  brv_node *last = quote->last;
  if (!last || last->kind != BRV_NODE_PARA)
    return;
  brv_node *attribution =
      last->prev && begins_with_dash(last->first) ? last : split_attribution(md, last);
  if (attribution)
    attribution->role = "attribution";
}

/* Fenced blocks */

/* What stands after the fence: a word, attributes, or both. False after a report. */
static bool read_info(brv_md *md, brv_place line, brv_place *word, brv_attributes *attributes)
{
  const char *text = md->text + line.offset;
  guint32 from = 0, brace;
  while (from < line.length && strchr("`~ \t", text[from]))
    from++;
  for (brace = from; brace < line.length && text[brace] != '{';)
    brace++;
  *word = brv_place_part(line, from, brace - from);
  *attributes = (brv_attributes){0};
  if (brace == line.length)
    return true;
  brv_place braces = brv_place_part(line, brace, line.length - brace);
  g_autofree char *copy = g_strndup(text + brace, braces.length);
  gsize length = 0;
  if (brv_attributes_scan(copy, &length) == BRV_BRACE_ATTRIBUTES && length == braces.length)
    return brv_attributes_read(md->arena, braces, attributes, md->diags);
  brv_report(md->diags, BRV_BAD_ATTRIBUTE, braces, "write {.class key=value} or nothing",
             "what follows the fence cannot be read");
  return false;
}

static void read_fenced(brv_md *md, cmark_node *node, brv_node *block)
{
  brv_place word;
  brv_attributes attributes;
  if (!read_info(md, block->place, &word, &attributes))
    return;
  bool data = attributes.class != NULL;
  g_autofree char *language = g_strstrip(g_strndup(md->text + word.offset, word.length));
  int more = data ? BRV_MD_CLASS | BRV_MD_KEYS : 0;
  brv_md_apply(md, &attributes, block, BRV_MD_ID | BRV_MD_TIER | more);
  if (!data) {
    block->target = *language ? brv_arena_strdup(md->arena, language) : NULL;
    return;
  }
  block->kind = BRV_NODE_DATA;
  block->lines =
      brv_md_lines(md, cmark_node_get_literal(node), cmark_node_get_start_line(node) + 1);
}

/* All to the end of its container is code when a fence is not closed: also what was meant for
 * some readers only. */
static void check_closed(brv_md *md, cmark_node *node, int fence, char character,
                         const brv_node *block)
{
  int line = cmark_node_get_end_line(node);
  const char *text = md->text + brv_md_offset(md, line, 1);
  text += strspn(text, " \t>");
  int count = 0;
  while (text[count] == character)
    count++;
  text += count;
  text += strspn(text, " \t\r");
  bool closed = count >= fence && line > cmark_node_get_start_line(node);
  if (!closed || (*text && *text != '\n'))
    brv_report(md->diags, BRV_UNCLOSED_FENCE, block->place,
               "close it with a line that holds only the fence, indented as this one",
               "this block is never closed, so all that follows is part of it");
}

/* Code by indentation is easily made by chance, and would print a mark instead of heeding it. */
static void check_indented(brv_md *md, cmark_node *node, const brv_node *block)
{
  const char *text = cmark_node_get_literal(node);
  if (strstr(text, ":::") || strstr(text, "{tier") || strstr(text, "tier="))
    brv_report(md->diags, BRV_STRAY_TIER, block->place,
               "indent it less; or, to show it to readers, put it in a fenced block",
               "four spaces before it make this code, so that its mark would be printed");
}

void brv_md_code(brv_md *md, cmark_node *node, brv_node *out)
{
  int length, offset;
  char character;
  brv_node *block = brv_node_new(md->arena, BRV_NODE_CODE, brv_md_block_place(md, node));
  brv_node_append(out, block);
  if (cmark_node_get_fenced(node, &length, &offset, &character)) {
    check_closed(md, node, length, character, block);
    read_fenced(md, node, block);
  } else {
    check_indented(md, node, block);
  }
  if (block->kind == BRV_NODE_DATA)
    return;
  g_autofree char *text = g_strdup(cmark_node_get_literal(node));
  gsize end = strlen(text);
  if (end && text[end - 1] == '\n')
    text[end - 1] = '\0';
  block->text = brv_arena_strdup(md->arena, text);
}
