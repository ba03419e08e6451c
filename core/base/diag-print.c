#include "base/diag-print.h"

#include <string.h>

#include "base/dump.h"
#include "base/letters.h"

/* Longer lines are shown in part, around the place. In characters. */
enum { EXCERPT_WIDTH = 96 };

static const char *severity_name(brv_severity severity)
{
  return severity == BRV_SEVERITY_ERROR ? "error" : "warning";
}

/* The line as valid UTF-8 with tabs as single spaces and one sign for each character that a
 * terminal would obey, so that the caret stands under its word. */
static char *printable_line(const brv_position *at)
{
  g_autofree char *valid = g_utf8_make_valid(at->line_text, (gssize)at->line_length);
  GString *line = g_string_new(NULL);
  for (const char *c = valid; *c; c = g_utf8_next_char(c)) {
    gunichar seen = g_utf8_get_char(c);
    g_string_append_unichar(line, seen == '\t' ? ' ' : brv_is_unseen(seen) ? 0xfffd : seen);
  }
  return g_string_free(line, FALSE);
}

/* Names of files, texts of plugins, words of briefings: none of them makes lines of its own. */
static char *shown(const char *text)
{
  GString *out = g_string_new(NULL);
  brv_dump_shown(out, text);
  return g_string_free(out, FALSE);
}

static void print_caret(FILE *out, int gutter, int before, int width)
{
  fprintf(out, "  %*s | %*s^", gutter, "", before, "");
  for (int i = 1; i < width; i++)
    fputc('~', out);
  fputc('\n', out);
}

static void print_excerpt(const brv_position *at, FILE *out)
{
  g_autofree char *line = printable_line(at);
  int length = (int)g_utf8_strlen(line, -1);
  int from = 0;
  if (at->column - 1 > EXCERPT_WIDTH / 2 && length > EXCERPT_WIDTH)
    from = MIN(at->column - 1 - EXCERPT_WIDTH / 2, length - EXCERPT_WIDTH);
  int to = MIN(length, from + EXCERPT_WIDTH);
  g_autofree char *part = g_utf8_substring(line, from, to);
  g_autofree char *number = g_strdup_printf("%d", at->line);
  const char *head = from ? "…" : "", *tail = to < length ? "…" : "";
  int gutter = (int)strlen(number);
  fprintf(out, "  %s | %s%s%s\n", number, head, part, tail);
  int before = at->column - 1 - from + (from ? 1 : 0);
  print_caret(out, gutter, before, MIN(at->width, MAX(1, to - (at->column - 1))));
}

/* "briefings/orders.md:14:9: ", "out/weekly-17-open.pdf: page 3: ". */
static void print_place(const brv_position *at, FILE *out)
{
  g_autofree char *name = at->name ? shown(at->name) : g_strdup("brevier");
  g_autofree char *where = at->where ? shown(at->where) : NULL;
  fputs(name, out);
  if (at->line)
    fprintf(out, ":%d:%d", at->line, at->column);
  else if (where)
    fprintf(out, ": %s", where);
  fputs(": ", out);
}

void brv_message_print(const brv_message *message, FILE *out, guint index G_GNUC_UNUSED)
{
  brv_position at = brv_place_position(message->place), via = brv_place_position(message->via);
  g_autofree char *text = shown(message->text);
  print_place(&at, out);
  fprintf(out, "%s: %s [%s]\n", severity_name(message->severity), text,
          brv_code_name(message->code));
  if (at.line)
    print_excerpt(&at, out);
  g_autofree char *from = via.name ? shown(via.name) : NULL;
  if (from)
    fprintf(out, "  from: %s:%d\n", from, via.line);
  g_autofree char *help = message->help ? shown(message->help) : NULL;
  if (help)
    fprintf(out, "  help: %s\n", help);
}

static void print_json_string(FILE *out, const char *key, const char *text)
{
  g_autoptr(GString) quoted = g_string_new(NULL);
  brv_dump_json(quoted, text);
  fprintf(out, ",\"%s\":%s", key, quoted->str);
}

void brv_message_print_json(const brv_message *message, FILE *out, guint index)
{
  brv_position at = brv_place_position(message->place), via = brv_place_position(message->via);
  fprintf(out, "%s\n{\"severity\":\"%s\"", index ? "," : "", severity_name(message->severity));
  print_json_string(out, "code", brv_code_name(message->code));
  if (at.name) {
    print_json_string(out, "file", at.name);
    if (at.where)
      print_json_string(out, "where", at.where);
  }
  if (at.line) {
    fprintf(out, ",\"line\":%d,\"column\":%d,\"width\":%d", at.line, at.column, at.width);
  }
  print_json_string(out, "message", message->text);
  if (via.name) {
    print_json_string(out, "from", via.name);
    fprintf(out, ",\"from-line\":%d", via.line);
  }
  if (message->help)
    print_json_string(out, "help", message->help);
  fputc('}', out);
}
