#include "base/dump.h"

#include <string.h>

#include "base/letters.h"

void brv_dump_quoted(GString *out, const char *text)
{
  g_string_append_c(out, '"');
  for (const char *at = text; *at; at++) {
    gunichar c = g_utf8_get_char_validated(at, -1);
    if (*at == '\n')
      g_string_append(out, "\\n");
    else if ((guchar)*at < 0x20 || *at == 0x7F)
      g_string_append_printf(out, "\\x%02x", (guchar)*at);
    else if (*at == '"' || *at == '\\')
      g_string_append_printf(out, "\\%c", *at);
    else if ((guchar)*at >= 0xC0 && brv_is_unseen(c)) {
      g_string_append_printf(out, "\\u{%x}", c);
      at = g_utf8_next_char(at) - 1;
    } else
      g_string_append_c(out, *at);
  }
  g_string_append_c(out, '"');
}

void brv_dump_shown(GString *out, const char *text)
{
  g_autofree char *valid = g_utf8_make_valid(text, -1);
  for (const char *at = valid; *at; at = g_utf8_next_char(at)) {
    gunichar c = g_utf8_get_char(at);
    if (c == '\n' || c == '\t')
      g_string_append(out, c == '\n' ? "\\n" : "\\t");
    else if (brv_is_unseen(c))
      g_string_append_printf(out, "\\u{%x}", c);
    else
      g_string_append_unichar(out, c);
  }
}

void brv_dump_json(GString *out, const char *text)
{
  g_autofree char *valid = g_utf8_make_valid(text, -1);
  g_string_append_c(out, '"');
  for (const char *at = valid; *at; at = g_utf8_next_char(at)) {
    gunichar c = g_utf8_get_char(at);
    if (c == '"' || c == '\\')
      g_string_append_printf(out, "\\%c", (char)c);
    else if (brv_is_unseen(c) && c <= 0xffff)
      g_string_append_printf(out, "\\u%04x", c);
    else
      g_string_append_unichar(out, c);
  }
  g_string_append_c(out, '"');
}

void brv_dump_pair(GString *out, const char *key, const char *text)
{
  if (!text)
    return;
  g_string_append_printf(out, " %s=", key);
  brv_dump_quoted(out, text);
}

void brv_dump_number(GString *out, double number, int places)
{
  char format[8], buffer[G_ASCII_DTOSTR_BUF_SIZE];
  g_snprintf(format, sizeof format, "%%.%df", CLAMP(places, 0, 9));
  g_ascii_formatd(buffer, sizeof buffer, format, number);
  if (strchr(buffer, '.')) {
    char *end = buffer + strlen(buffer);
    while (end[-1] == '0')
      *--end = '\0';
    if (end[-1] == '.')
      end[-1] = '\0';
  }
  g_string_append(out, strcmp(buffer, "-0") == 0 ? "0" : buffer);
}
