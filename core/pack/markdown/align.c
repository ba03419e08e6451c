#include <string.h>

#include "base/inner.h"
#include "pack/markdown/reader.h"

/* How far ahead a lost text is looked for, and how much of it must fit. In bytes. */
enum { SEARCH = 4096, ENOUGH = 24, LONGEST_ENTITY = 40 };

guint32 brv_md_offset(const brv_md *md, int line, int column)
{
  if (line < 1 || (guint)line > md->lines->len)
    return line < 1 ? md->from : md->to;
  guint32 start = g_array_index(md->lines, guint32, line - 1);
  return MIN(start + (guint32)MAX(column - 1, 0), md->to);
}

brv_place brv_md_place(const brv_md *md, guint32 from, guint32 to)
{
  return (brv_place){.source = md->source, .offset = from, .length = to > from ? to - from : 0};
}

/* One character of a literal and what it was written as. */
typedef struct {
  gsize written, literal;
  bool escaped;
} step;

/* The length of `&name;` or `&#1;` at `text`, or 0. */
static gsize entity_length(const char *text, gsize left)
{
  gsize i = 1;
  while (i < left && i < LONGEST_ENTITY && (g_ascii_isalnum(text[i]) || text[i] == '#'))
    i++;
  return i > 1 && i < left && text[i] == ';' ? i + 1 : 0;
}

/* False when `literal` does not begin with what stands at `text`. */
static bool take(const char *text, gsize left, const char *literal, step *s)
{
  if (!left)
    return false;
  if (*text == '\\' && left > 1 && g_ascii_ispunct(text[1]) && text[1] == *literal) {
    *s = (step){2, 1, true};
    return true;
  }
  gsize entity = *text == '&' ? entity_length(text, left) : 0;
  if (entity && strncmp(text, literal, entity) != 0) {
    *s = (step){entity, (gsize)(g_utf8_next_char(literal) - literal), true};
    return true;
  }
  *s = (step){1, 1, false};
  return *text == *literal;
}

static bool fits(const brv_md *md, guint32 at, const char *literal)
{
  gsize done = 0;
  for (step s; literal[done] && done < ENOUGH; at += (guint32)s.written, done += s.literal)
    if (!take(md->text + at, md->end - at, literal + done, &s))
      return false;
  return true;
}

/* Where `literal` begins; md->at itself, but for what no rule here passed over. */
static guint32 find(const brv_md *md, const char *literal)
{
  guint32 last = MIN(md->end, md->at + SEARCH);
  for (guint32 at = md->at; at < last; at++)
    if (fits(md, at, literal))
      return at;
  return md->at;
}

static void append(brv_md *md, brv_node *out, const char *text, gsize length, guint32 from,
                   bool escaped)
{
  if (!length)
    return;
  brv_node *node = brv_node_new(md->arena, BRV_NODE_TEXT, brv_md_place(md, from, md->at));
  node->text = brv_arena_strndup(md->arena, text, length);
  node->number = escaped;
  brv_node_append(out, node);
}

/* How much of `literal` stands here as it is, with nothing in it that could be an escape. */
static gsize plain_length(const brv_md *md, const char *literal)
{
  enum { STEP = 16 };
  const char *text = md->text + md->at;
  gsize length = 0, most = MIN(strcspn(literal, "\\&"), md->end - md->at);
  while (length + STEP <= most && memcmp(text + length, literal + length, STEP) == 0)
    length += STEP;
  while (length < most && text[length] == literal[length])
    length++;
  return length;
}

void brv_md_text(brv_md *md, const char *literal, brv_node *out)
{
  md->at = find(md, literal);
  guint32 from = md->at;
  const char *start = literal;
  for (step s; *literal; literal += s.literal) {
    gsize plain = plain_length(md, literal);
    md->at += (guint32)plain;
    s = (step){0, plain, false};
    if (plain)
      continue;
    if (!take(md->text + md->at, md->end - md->at, literal, &s))
      s = (step){0, (gsize)(g_utf8_next_char(literal) - literal), false};
    if (s.escaped) {
      append(md, out, start, (gsize)(literal - start), from, false);
      from = md->at;
      md->at += (guint32)s.written;
      append(md, out, literal, s.literal, from, true);
      from = md->at;
      start = literal + s.literal;
    } else {
      md->at += (guint32)s.written;
    }
  }
  append(md, out, start, (gsize)(literal - start), from, false);
}

void brv_md_pass(brv_md *md, const char *set, int count)
{
  while (count-- > 0 && md->at < md->end && strchr(set, md->text[md->at]))
    md->at++;
}

void brv_md_pass_line(brv_md *md)
{
  while (md->at < md->end && md->text[md->at] != '\n')
    md->at++;
  brv_md_pass(md, "\n", 1);
  brv_md_pass(md, " \t", G_MAXINT);
  for (int i = 0; i < md->quotes && md->at < md->end && md->text[md->at] == '>'; i++) {
    md->at++;
    brv_md_pass(md, " \t", G_MAXINT);
  }
}

static brv_place inner_place(const brv_md *md, const brv_inner *inner, const char *text,
                             guint32 end)
{
  const char *copy = brv_arena_strndup(md->arena, text, inner->length);
  return (brv_place){.source = brv_inner_source(inner, md->source, copy, end),
                     .length = inner->length};
}

brv_place brv_md_pass_raw(brv_md *md, const char *raw)
{
  gsize length = strlen(raw);
  brv_inner inner = brv_inner_new(md->arena);
  while (md->at < md->end && md->text[md->at] != raw[0])
    md->at++;
  for (gsize i = 0; i < length; i++) {
    guint32 at = md->at;
    if (raw[i] == '\n')
      brv_md_pass_line(md);
    else
      md->at = MIN(md->at + 1, md->end);
    brv_inner_run(&inner, 1, at);
  }
  return inner_place(md, &inner, raw, md->at);
}

static guint32 run_length(const brv_md *md, guint32 at)
{
  guint32 length = 0;
  while (at + length < md->end && md->text[at + length] == '`')
    length++;
  return length;
}

brv_place brv_md_pass_code(brv_md *md)
{
  while (md->at < md->end && md->text[md->at] != '`')
    md->at++;
  guint32 from = md->at, fence = run_length(md, from);
  for (guint32 at = from + fence; at < md->end;) {
    guint32 length = run_length(md, at);
    if (length == fence) {
      md->at = at + length;
      break;
    }
    at += MAX(length, 1);
  }
  return brv_md_place(md, from, md->at);
}

/* Passes to after the first `close` that no backslash precedes; pairs of `open` nest. */
static void pass_to(brv_md *md, char open, char close)
{
  int depth = 1;
  for (guint32 at = md->at; at < md->end; at++) {
    char c = md->text[at];
    if (c == '\\')
      at++;
    else if (c == open && open != close)
      depth++;
    else if (c == close && --depth == 0) {
      md->at = at + 1;
      return;
    }
  }
}

/* The quotes of a title may hold brackets. */
static void pass_destination(brv_md *md)
{
  md->at++;
  brv_md_pass(md, " \t\r\n", G_MAXINT);
  if (md->at < md->end && md->text[md->at] == '<')
    pass_to(md, '<', '>');
  for (guint32 at = md->at; at < md->end && md->text[at] != ')'; at++) {
    char quote = md->text[at];
    if ((quote != '"' && quote != '\'') || !strchr(" \t\r\n", md->text[at - 1]))
      continue;
    md->at = at + 1;
    pass_to(md, quote, quote);
    break;
  }
  pass_to(md, '(', ')');
}

void brv_md_pass_link_end(brv_md *md)
{
  if (md->at >= md->end || md->text[md->at] != ']')
    return;
  md->at++;
  if (md->at >= md->end)
    return;
  if (md->text[md->at] == '(') {
    pass_destination(md);
  } else if (md->text[md->at] == '[') {
    md->at++;
    pass_to(md, ']', ']');
  }
}

/* Where `line` of a literal, `length` bytes, stands in a written line: at its end. */
static guint32 line_start(const brv_md *md, guint32 from, gsize length)
{
  const char *text = md->text + from;
  gsize whole = strcspn(text, "\n");
  whole = MIN(whole, md->to - from);
  if (whole && text[whole - 1] == '\r')
    whole--;
  return from + (guint32)(whole > length ? whole - length : 0);
}

brv_place brv_md_lines(brv_md *md, const char *literal, int line)
{
  brv_inner inner = brv_inner_new(md->arena);
  guint32 end = brv_md_offset(md, line, 1);
  for (const char *at = literal; *at; line++) {
    gsize length = strcspn(at, "\n"), taken = length + (at[length] == '\n');
    gsize shown = length && at[length - 1] == '\r' ? length - 1 : length;
    end = line_start(md, brv_md_offset(md, line, 1), shown);
    brv_inner_run(&inner, taken, end);
    end += (guint32)taken;
    at += taken;
  }
  return inner_place(md, &inner, literal, MIN(end, md->to));
}
