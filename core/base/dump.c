#include "base/dump.h"

#include <string.h>

void brv_dump_quoted(GString *out, const char *text)
{
  g_string_append_c(out, '"');
  for (; *text; text++) {
    if (*text == '\n')
      g_string_append(out, "\\n");
    else if ((guchar)*text < 0x20 || *text == 0x7F)
      g_string_append_printf(out, "\\x%02x", (guchar)*text);
    else if (*text == '"' || *text == '\\')
      g_string_append_printf(out, "\\%c", *text);
    else
      g_string_append_c(out, *text);
  }
  g_string_append_c(out, '"');
}

void brv_dump_json(GString *out, const char *text)
{
  g_autofree char *valid = g_utf8_make_valid(text, -1);
  g_string_append_c(out, '"');
  for (const char *c = valid; *c; c++) {
    if (*c == '"' || *c == '\\')
      g_string_append_printf(out, "\\%c", *c);
    else if ((guchar)*c < 0x20)
      g_string_append_printf(out, "\\u%04x", (guchar)*c);
    else
      g_string_append_c(out, *c);
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
