#include "base/diag-print.h"

#include <string.h>

#include "base/dump.h"

/* Longer lines are shown in part, around the place. In characters. */
enum { EXCERPT_WIDTH = 96 };

static const char *severity_name(brv_severity severity)
{
  return severity == BRV_SEVERITY_ERROR ? "error" : "warning";
}

/* The line as valid UTF-8 with tabs as single spaces, so that the caret stands under its word. */
static char *printable_line(const brv_position *at)
{
  char *line = g_utf8_make_valid(at->line_text, (gssize)at->line_length);
  for (char *c = line; *c; c++)
    if ((guchar)*c < 0x20)
      *c = ' ';
  return line;
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
  g_autofree char *shown = g_utf8_substring(line, from, to);
  g_autofree char *number = g_strdup_printf("%d", at->line);
  const char *head = from ? "…" : "", *tail = to < length ? "…" : "";
  int gutter = (int)strlen(number);
  fprintf(out, "  %s | %s%s%s\n", number, head, shown, tail);
  int before = at->column - 1 - from + (from ? 1 : 0);
  print_caret(out, gutter, before, MIN(at->width, MAX(1, to - (at->column - 1))));
}

void brv_message_print(const brv_message *message, FILE *out, guint index G_GNUC_UNUSED)
{
  brv_position at = brv_place_position(message->place);
  if (at.name)
    fprintf(out, "%s:%d:%d: ", at.name, at.line, at.column);
  else
    fputs("brevier: ", out);
  fprintf(out, "%s: %s [%s]\n", severity_name(message->severity), message->text,
          brv_code_name(message->code));
  if (at.name)
    print_excerpt(&at, out);
  brv_position via = brv_place_position(message->via);
  if (via.name)
    fprintf(out, "  from: %s:%d\n", via.name, via.line);
  if (message->help)
    fprintf(out, "  help: %s\n", message->help);
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
