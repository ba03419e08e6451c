#include "pack/markdown/syntax.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>
#include <stddef.h>
#include <string.h>

#include "pack/markdown/attributes.h"

/* Longer citations and labels are mistakes. In bytes. */
enum { BRACKET_LIMIT = 1024 };

static cmark_syntax_extension *extension;
static cmark_node_type fence_type, note_type;

/* Memory. cmark gives its allocator nothing to know whose it is. */

static brv_arena *home; /* of the text that was parsed last, whose tree is looked at */

typedef struct {
  gsize size;
  max_align_t bytes[];
} block;

static void *take_zeroed(size_t count, size_t size)
{
  gsize bytes;
  if (!g_size_checked_mul(&bytes, count, size) || !g_size_checked_add(&bytes, bytes, sizeof(block)))
    g_error("cmark asks for more memory than there is");
  block *b = brv_arena_alloc(home, bytes);
  b->size = bytes - sizeof(block);
  return b->bytes;
}

static void *take_again(void *old, size_t size)
{
  void *bytes = take_zeroed(1, size);
  const block *b = old ? (const block *)((char *)old - offsetof(block, bytes)) : NULL;
  if (b)
    memcpy(bytes, old, MIN(b->size, size));
  return bytes;
}

static void leave(void *old G_GNUC_UNUSED)
{
}

static cmark_mem memory = {take_zeroed, take_again, leave};

/* What hangs on a node of ours. */
typedef struct {
  brv_syntax_kind kind;
  char raw[];
} tag;

static void put_tag(cmark_node *node, brv_syntax_kind kind, const char *raw, gsize length)
{
  tag *t = brv_arena_alloc(home, sizeof(tag) + length + 1);
  t->kind = kind;
  memcpy(t->raw, raw, length);
  cmark_node_set_user_data(node, t);
}

/* Blocks. `line` starts at the parser's first character that is no space. */

static void skip_line(cmark_parser *parser, unsigned char *input, int length)
{
  int end = length;
  while (end > 0 && (input[end - 1] == '\n' || input[end - 1] == '\r'))
    end--;
  cmark_parser_advance_offset(parser, (char *)input, end - cmark_parser_get_offset(parser), 0);
}

static cmark_node *open_fence(cmark_parser *parser, cmark_node *parent, unsigned char *input,
                              int length)
{
  cmark_node *node = cmark_parser_add_child(parser, parent, fence_type,
                                            cmark_parser_get_first_nonspace(parser) + 1);
  cmark_node_set_syntax_extension(node, extension);
  put_tag(node, BRV_SYNTAX_FENCE, "", 0);
  skip_line(parser, input, length);
  return node;
}

/* Bytes of `[^label]:` at the start of a line, or 0. */
static int note_length(const unsigned char *line, int length)
{
  int i = 2;
  if (length < 5 || line[0] != '[' || line[1] != '^')
    return 0;
  while (i < length && i < BRACKET_LIMIT && line[i] > ' ' && line[i] != '[' && line[i] != ']')
    i++;
  return i > 2 && i + 1 < length && line[i] == ']' && line[i + 1] == ':' ? i + 2 : 0;
}

static cmark_node *open_note(cmark_parser *parser, cmark_node *parent, unsigned char *input,
                             int length)
{
  int first = cmark_parser_get_first_nonspace(parser);
  cmark_node *node = cmark_parser_add_child(parser, parent, note_type, first + 1);
  cmark_node_set_syntax_extension(node, extension);
  put_tag(node, BRV_SYNTAX_NOTE, (char *)input + first + 2, (gsize)length - 4);
  cmark_parser_advance_offset(parser, (char *)input,
                              first + length - cmark_parser_get_offset(parser), 0);
  return node;
}

static cmark_node *open_block(cmark_syntax_extension *self G_GNUC_UNUSED, int indented,
                              cmark_parser *parser, cmark_node *parent, unsigned char *input,
                              int length)
{
  int first = cmark_parser_get_first_nonspace(parser);
  const unsigned char *line = input + first;
  if (indented || first >= length)
    return NULL;
  if (length - first >= 3 && memcmp(line, ":::", 3) == 0)
    return open_fence(parser, parent, input, length);
  int note = note_length(line, length - first);
  return note ? open_note(parser, parent, input, note) : NULL;
}

/* Whether a line goes on a block of ours: the paragraphs of a note are indented by four. */
static int continue_block(cmark_syntax_extension *self G_GNUC_UNUSED, cmark_parser *parser,
                          unsigned char *input, int length G_GNUC_UNUSED, cmark_node *node)
{
  if (cmark_node_get_type(node) != note_type)
    return 0;
  if (cmark_parser_get_indent(parser) >= 4)
    cmark_parser_advance_offset(parser, (char *)input, 4, 1);
  else if (!cmark_parser_is_blank(parser))
    return 0;
  return 1;
}

static int can_contain(cmark_syntax_extension *self G_GNUC_UNUSED, cmark_node *node,
                       cmark_node_type child)
{
  return cmark_node_get_type(node) == note_type && child != CMARK_NODE_ITEM &&
         (child & CMARK_NODE_TYPE_MASK) == CMARK_NODE_TYPE_BLOCK;
}

/* Inlines. A block's text ends with NUL and holds none, so peeking needs no length. */

/* A table's cells take no inlines but cmark's own, so ours are raw HTML with a tag on it. */
static cmark_node *make_inline(brv_syntax_kind kind, cmark_inline_parser *parser, int end,
                               const char *raw)
{
  cmark_node *node = cmark_node_new_with_mem(CMARK_NODE_HTML_INLINE, &memory);
  put_tag(node, kind, raw, strlen(raw));
  cmark_inline_parser_set_offset(parser, end);
  return node;
}

/* The text from `at` to the next brace that no quote holds, as far as attributes may reach. */
static char *copy_braces(cmark_inline_parser *parser, int at)
{
  GString *text = g_string_new(NULL);
  char quote = '\0';
  for (char c; (c = (char)cmark_inline_parser_peek_at(parser, at + (int)text->len)) &&
               text->len < BRV_ATTRIBUTES_LIMIT;) {
    char before = text->len ? text->str[text->len - 1] : '\0';
    g_string_append_c(text, c);
    if (quote)
      quote = c == quote && before != '\\' ? '\0' : quote;
    else if ((c == '"' || c == '\'') && before == '=')
      quote = c;
    else if (c == '}' || (c == '{' && text->len > 1))
      break;
  }
  return g_string_free(text, FALSE);
}

static cmark_node *match_braces(cmark_inline_parser *parser)
{
  int at = cmark_inline_parser_get_offset(parser);
  g_autofree char *text = copy_braces(parser, at);
  gsize length = 0;
  if (brv_attributes_scan(text, &length) == BRV_BRACE_TEXT)
    return NULL;
  text[length] = '\0';
  return make_inline(BRV_SYNTAX_ATTRIBUTES, parser, at + (int)length, text);
}

/* Whether the "[" before `at` is one that opens: an odd number of backslashes escapes it. */
static bool is_bracketed(cmark_inline_parser *parser, int at)
{
  int slashes = 0;
  if (at < 1 || cmark_inline_parser_peek_at(parser, at - 1) != '[')
    return false;
  while (at - 2 - slashes >= 0 && cmark_inline_parser_peek_at(parser, at - 2 - slashes) == '\\')
    slashes++;
  return slashes % 2 == 0;
}

/* The end of what the brackets hold, or -1 when they are not closed, or hold others. */
static int bracket_end(cmark_inline_parser *parser, int at)
{
  for (int i = at; i < at + BRACKET_LIMIT; i++) {
    unsigned char c = cmark_inline_parser_peek_at(parser, i);
    if (c == ']')
      return i;
    if (!c || c == '[')
      return -1;
  }
  return -1;
}

static char *copy_raw(cmark_inline_parser *parser, int from, int to)
{
  GString *text = g_string_new(NULL);
  for (int i = from; i < to; i++)
    g_string_append_c(text, (char)cmark_inline_parser_peek_at(parser, i));
  return g_string_free(text, FALSE);
}

/* `@a` or `^a` after an opening bracket. What is never closed is kept as far as its name goes, for
 * a message; `[@name](url)` is the text of a link. */
static cmark_node *match_bracketed(cmark_inline_parser *parser, brv_syntax_kind kind)
{
  int at = cmark_inline_parser_get_offset(parser);
  unsigned char first = cmark_inline_parser_peek_at(parser, at + 1);
  bool citation = kind == BRV_SYNTAX_CITATION;
  if (!is_bracketed(parser, at) || first <= ' ' || first == ']' ||
      (citation && !g_ascii_isalnum(first)))
    return NULL;
  int end = bracket_end(parser, at);
  if (citation && end >= 0 && cmark_inline_parser_peek_at(parser, end + 1) == '(')
    return NULL;
  bool closed = end >= 0;
  for (end = closed ? end : at + 1; !closed; end++) {
    unsigned char c = cmark_inline_parser_peek_at(parser, end);
    if (!g_ascii_isalnum(c) && c != '-' && c != '_')
      break;
  }
  g_autofree char *raw = copy_raw(parser, at, end);
  return make_inline(kind, parser, end, raw);
}

/* `^2^`: superior letters and figures, without spaces. */
static cmark_node *match_raised(cmark_inline_parser *parser)
{
  enum { LONGEST = 40 };
  int at = cmark_inline_parser_get_offset(parser), end = at + 1;
  for (unsigned char c; (c = cmark_inline_parser_peek_at(parser, end)) != '^'; end++)
    if (c <= ' ' || strchr("[]{}\\", c) || end - at > LONGEST)
      return NULL;
  if (end == at + 1)
    return NULL;
  g_autofree char *raw = copy_raw(parser, at, end + 1);
  return make_inline(BRV_SYNTAX_RAISED, parser, end + 1, raw);
}

static cmark_node *match_call_or_raised(cmark_inline_parser *parser)
{
  cmark_node *call = match_bracketed(parser, BRV_SYNTAX_CALL);
  return call ? call : match_raised(parser);
}

static cmark_node *match_inline(cmark_syntax_extension *self G_GNUC_UNUSED,
                                cmark_parser *parser G_GNUC_UNUSED,
                                cmark_node *parent G_GNUC_UNUSED, unsigned char character,
                                cmark_inline_parser *inlines)
{
  int at = cmark_inline_parser_get_offset(inlines);
  if (character == '{')
    return match_braces(inlines);
  if (character == '@')
    return match_bracketed(inlines, BRV_SYNTAX_CITATION);
  if (character == '^' && cmark_inline_parser_peek_at(inlines, at + 1) == '[')
    return make_inline(BRV_SYNTAX_CALL, inlines, at + 1, "^[");
  return character == '^' ? match_call_or_raised(inlines) : NULL;
}

static void teach(void)
{
  cmark_gfm_core_extensions_ensure_registered();
  fence_type = cmark_syntax_extension_add_node(0);
  note_type = cmark_syntax_extension_add_node(0);
  cmark_mem *mem = cmark_get_default_mem_allocator();
  cmark_llist *special = NULL;
  for (const char *c = "{@^"; *c; c++)
    special = cmark_llist_append(mem, special, GINT_TO_POINTER(*c));
  extension = cmark_syntax_extension_new("brevier");
  cmark_syntax_extension_set_open_block_func(extension, open_block);
  cmark_syntax_extension_set_match_block_func(extension, continue_block);
  cmark_syntax_extension_set_can_contain_func(extension, can_contain);
  cmark_syntax_extension_set_match_inline_func(extension, match_inline);
  cmark_syntax_extension_set_special_inline_chars(extension, special);
}

cmark_node *brv_syntax_parse(brv_arena *arena, const char *text, gsize length)
{
  if (!extension)
    teach();
  home = arena;
  cmark_parser *parser = cmark_parser_new_with_mem(CMARK_OPT_DEFAULT, &memory);
  cmark_parser_attach_syntax_extension(parser, extension);
  const char *const others[] = {"table", "strikethrough", "autolink"};
  for (guint i = 0; i < G_N_ELEMENTS(others); i++)
    cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension(others[i]));
  cmark_parser_feed(parser, text, length);
  cmark_node *root = cmark_parser_finish(parser);
  return root;
}

brv_syntax_kind brv_syntax_kind_of(cmark_node *node)
{
  const tag *t = cmark_node_get_user_data(node);
  return t ? t->kind : BRV_SYNTAX_NONE;
}

const char *brv_syntax_raw(cmark_node *node)
{
  const tag *t = cmark_node_get_user_data(node);
  return t->raw;
}
