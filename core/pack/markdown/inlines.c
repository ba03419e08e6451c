#include <string.h>

#include "pack/markdown/reader.h"

static void inlines(brv_md *md, cmark_node *parent, brv_node *out, bool top);

static brv_node *append(brv_md *md, brv_node *out, brv_node_kind kind, guint32 from)
{
  brv_node *node = brv_node_new(md->arena, kind, brv_md_place(md, from, md->at));
  brv_node_append(out, node);
  return node;
}

static void read_text(brv_md *md, cmark_node *node, brv_node *out)
{
  const char *literal = cmark_node_get_literal(node);
  if (md->swallow && *literal == ']') {
    brv_md_pass(md, "]", 1);
    literal++;
  }
  md->swallow = false;
  brv_md_text(md, literal, out);
}

static void read_break(brv_md *md, brv_node_kind kind, brv_node *out)
{
  guint32 from = md->at;
  brv_md_pass_line(md);
  append(md, out, kind, from)->place.length = 1;
}

static void read_code(brv_md *md, cmark_node *node, brv_node *out)
{
  brv_place place = brv_md_pass_code(md);
  brv_node *code = append(md, out, BRV_NODE_CODE_SPAN, md->at);
  code->text = brv_arena_strdup(md->arena, cmark_node_get_literal(node));
  code->place = place;
}

static void read_html(brv_md *md, cmark_node *node)
{
  const char *literal = cmark_node_get_literal(node);
  brv_place place = brv_md_pass_raw(md, literal);
  if (!g_str_has_prefix(literal, "<!--"))
    brv_report(md->diags, BRV_RAW_HTML, place,
               "use Markdown and attributes; write \\< for the character itself",
               "HTML cannot be set: %s", literal);
}

/* Styles: `width` marks before and after what is styled. */
static void read_styled(brv_md *md, cmark_node *node, brv_node *out, brv_node_kind kind, int width)
{
  guint32 from = md->at;
  brv_node *styled = append(md, out, kind, from);
  if (!brv_md_enter(md, brv_md_place(md, from, from + 1)))
    return;
  brv_md_pass(md, "*_", width);
  inlines(md, node, styled, false);
  brv_md_pass(md, "*_", width);
  styled->place = brv_md_place(md, from, md->at);
  brv_md_leave(md);
}

/* `^2^` */
static void read_raised(brv_md *md, const char *raw, brv_node *out)
{
  brv_place place = brv_md_pass_raw(md, raw);
  brv_node *span = brv_node_new(md->arena, BRV_NODE_SPAN, place);
  char *words = brv_arena_strndup(md->arena, raw + 1, strlen(raw) - 2);
  span->role = "superscript";
  brv_node_append(
      span, brv_node_new_text(md->arena, words, brv_place_part(place, 1, (guint32)strlen(words))));
  brv_node_append(out, span);
}

static bool has_space(cmark_node *parent)
{
  cmark_node *child = cmark_node_first_child(parent);
  return !child || cmark_node_next(child) || cmark_node_get_type(child) != CMARK_NODE_TEXT ||
         strpbrk(cmark_node_get_literal(child), " \t");
}

/* `~2~`: inferior; false for what is struck out, as two tildes have it. */
static bool read_lowered(brv_md *md, cmark_node *node, brv_node *out)
{
  guint32 from = md->at;
  bool single = from + 1 < md->end && md->text[from] == '~' && md->text[from + 1] != '~';
  if (!single || has_space(node))
    return false;
  brv_node *span = append(md, out, BRV_NODE_SPAN, from);
  span->role = "subscript";
  brv_md_pass(md, "~", 1);
  inlines(md, node, span, false);
  brv_md_pass(md, "~", 1);
  span->place = brv_md_place(md, from, md->at);
  return true;
}

static void read_struck(brv_md *md, cmark_node *node, brv_node *out)
{
  guint32 from = md->at;
  if (read_lowered(md, node, out))
    return;
  brv_md_pass(md, "~", 2);
  if (!brv_md_enter(md, brv_md_place(md, from, from + 1)))
    return;
  inlines(md, node, out, false);
  brv_md_leave(md);
  brv_md_pass(md, "~", 2);
  brv_report(md->diags, BRV_STRUCK_OUT, brv_md_place(md, from, md->at),
             "leave out what no longer holds; write \\~ for the character itself",
             "text cannot be struck out");
}

static void read_link_text(brv_md *md, cmark_node *node, brv_node *link)
{
  char first = md->at < md->end ? md->text[md->at] : '\0';
  if (!brv_md_enter(md, brv_md_place(md, md->at, md->at + 1)))
    return;
  if (first == '!' || first == '[' || first == '<')
    md->at += first == '!' ? 2 : 1;
  inlines(md, node, link, false);
  if (first == '<')
    brv_md_pass(md, ">", 1);
  else if (first == '[' || first == '!')
    brv_md_pass_link_end(md);
  brv_md_leave(md);
}

/* Links and images; an image's brackets stay its children until its block is known. */
static void read_link(brv_md *md, cmark_node *node, brv_node *out)
{
  bool is_image = cmark_node_get_type(node) == CMARK_NODE_IMAGE;
  guint32 from = md->at;
  brv_node *link = append(md, out, is_image ? BRV_NODE_IMAGE : BRV_NODE_LINK, from);
  read_link_text(md, node, link);
  link->place = brv_md_place(md, from, md->at);
  const char *url = cmark_node_get_url(node), *title = cmark_node_get_title(node);
  if (is_image)
    link->asset = brv_md_image(md, url, link->place);
  else
    link->target = brv_md_link_target(md, url, link->place);
  if (title && *title)
    brv_report(md->diags, BRV_LINK_TITLE, link->place,
               is_image ? "say it in the caption, or in alt=\"...\"" : "say it in the text",
               "the title \"%s\" is not printed", title);
}

static bool is_blank(const char *text)
{
  return text && text[strspn(text, " \t")] == '\0';
}

static bool is_last(cmark_node *node)
{
  while ((node = cmark_node_next(node)))
    if (cmark_node_get_type(node) != CMARK_NODE_TEXT || !is_blank(cmark_node_get_literal(node)))
      return false;
  return true;
}

static bool follows_link(cmark_node *node)
{
  cmark_node *before = cmark_node_previous(node);
  cmark_node_type type = before ? cmark_node_get_type(before) : CMARK_NODE_NONE;
  return type == CMARK_NODE_LINK || type == CMARK_NODE_IMAGE;
}

static void attach(brv_md *md, cmark_node *node, brv_node *out, bool top,
                   const brv_attributes *attributes)
{
  brv_node *last = out->last;
  if (follows_link(node) && last && (last->kind == BRV_NODE_LINK || last->kind == BRV_NODE_IMAGE)) {
    int keys = last->kind == BRV_NODE_IMAGE ? BRV_MD_KEYS : 0;
    brv_md_apply(md, attributes, last, BRV_MD_ID | BRV_MD_TIER | keys);
  } else if (brv_md_wrap_span(md, out, attributes)) {
    return;
  } else if (top && is_last(node)) {
    brv_md_trim(out);
    md->trailing = attributes;
  } else {
    brv_md_refuse(md, attributes);
  }
}

static void read_attributes(brv_md *md, cmark_node *node, brv_node *out, bool top)
{
  const char *raw = brv_syntax_raw(node);
  brv_place place = brv_md_pass_raw(md, raw);
  gsize length = strlen(raw);
  if (length < 2 || raw[length - 1] != '}') {
    place.length = (guint32)strcspn(raw, "\n");
    brv_report(md->diags, BRV_BAD_ATTRIBUTE, place, "close them with }, or write \\{ for a brace",
               "these attributes are never closed");
    return;
  }
  brv_attributes *attributes = brv_new(md->arena, brv_attributes);
  if (brv_attributes_read(md->arena, place, attributes, md->diags))
    attach(md, node, out, top, attributes);
}

static void read_ours(brv_md *md, cmark_node *node, brv_node *out, bool top)
{
  switch (brv_syntax_kind_of(node)) {
  case BRV_SYNTAX_ATTRIBUTES:
    read_attributes(md, node, out, top);
    break;
  case BRV_SYNTAX_CITATION:
    brv_md_citation(md, brv_syntax_raw(node), out);
    break;
  case BRV_SYNTAX_RAISED:
    read_raised(md, brv_syntax_raw(node), out);
    break;
  case BRV_SYNTAX_CALL:
    brv_md_call(md, brv_syntax_raw(node), out);
    break;
  default:
    read_html(md, node);
    break;
  }
}

static void read_inline(brv_md *md, cmark_node *node, brv_node *out, bool top)
{
  switch (cmark_node_get_type(node)) {
  case CMARK_NODE_TEXT:
    read_text(md, node, out);
    break;
  case CMARK_NODE_SOFTBREAK:
    read_break(md, BRV_NODE_SPACE, out);
    break;
  case CMARK_NODE_LINEBREAK:
    read_break(md, BRV_NODE_LINE_BREAK, out);
    break;
  case CMARK_NODE_CODE:
    read_code(md, node, out);
    break;
  case CMARK_NODE_HTML_INLINE:
    read_ours(md, node, out, top);
    break;
  case CMARK_NODE_EMPH:
    read_styled(md, node, out, BRV_NODE_EMPH, 1);
    break;
  case CMARK_NODE_STRONG:
    read_styled(md, node, out, BRV_NODE_STRONG, 2);
    break;
  case CMARK_NODE_LINK:
  case CMARK_NODE_IMAGE:
    read_link(md, node, out);
    break;
  default: /* the one that is left is the strikethrough extension's */
    read_struck(md, node, out);
    break;
  }
}

static void inlines(brv_md *md, cmark_node *parent, brv_node *out, bool top)
{
  for (cmark_node *node = cmark_node_first_child(parent); node; node = cmark_node_next(node))
    read_inline(md, node, out, top);
}

/* What would be set otherwise than it is typed, had it not been escaped. */
static bool is_typed_mark(const char *text)
{
  return text[0] && !text[1] && strchr("\"'-.:;!?", text[0]);
}

void brv_md_inlines(brv_md *md, cmark_node *block, brv_node *out, guint32 at, guint32 end)
{
  md->at = at;
  md->end = end;
  md->swallow = false;
  md->trailing = NULL;
  inlines(md, block, out, true);
  for (brv_node *node = out->first; node; node = brv_node_next(node, out))
    if (node->kind == BRV_NODE_TEXT) {
      node->literal = node->number && is_typed_mark(node->text);
      node->number = 0;
    }
}
