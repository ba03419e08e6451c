#include "verify/lex.h"

#include <string.h>

void brv_lex_init(brv_lex *lex, const guint8 *bytes, gsize length)
{
  *lex = (brv_lex){.bytes = bytes, .length = length, .text = g_string_new(NULL)};
}

void brv_lex_clear(brv_lex *lex)
{
  g_string_free(lex->text, TRUE);
}

bool brv_lex_is_space(guint8 byte)
{
  return byte == 0 || byte == '\t' || byte == '\n' || byte == '\f' || byte == '\r' || byte == ' ';
}

static bool is_delimiter(guint8 byte)
{
  return byte && strchr("()<>[]{}/%", byte);
}

static bool is_regular(const brv_lex *lex, gsize at)
{
  return at < lex->length && !brv_lex_is_space(lex->bytes[at]) && !is_delimiter(lex->bytes[at]);
}

static void skip_space(brv_lex *lex)
{
  for (; lex->at < lex->length; lex->at++) {
    guint8 byte = lex->bytes[lex->at];
    if (byte == '%')
      while (lex->at + 1 < lex->length && lex->bytes[lex->at + 1] != '\n' &&
             lex->bytes[lex->at + 1] != '\r')
        lex->at++;
    else if (!brv_lex_is_space(byte))
      return;
  }
}

static void read_name(brv_lex *lex)
{
  for (lex->at++; is_regular(lex, lex->at); lex->at++) {
    const guint8 *c = lex->bytes + lex->at;
    bool escaped =
        *c == '#' && lex->at + 2 < lex->length && g_ascii_isxdigit(c[1]) && g_ascii_isxdigit(c[2]);
    int value = escaped ? g_ascii_xdigit_value(c[1]) * 16 + g_ascii_xdigit_value(c[2]) : *c;
    g_string_append_c(lex->text, (char)value);
    lex->at += escaped ? 2 : 0;
  }
}

static void read_hex(brv_lex *lex)
{
  int high = -1;
  for (lex->at++; lex->at < lex->length && lex->bytes[lex->at] != '>'; lex->at++) {
    guint8 byte = lex->bytes[lex->at];
    int digit = g_ascii_xdigit_value((char)byte);
    if (brv_lex_is_space(byte))
      continue;
    lex->hex_digits++;
    lex->hex_other |= digit < 0;
    if (digit < 0)
      continue;
    if (high >= 0)
      g_string_append_c(lex->text, (char)(high * 16 + digit));
    high = high >= 0 ? -1 : digit;
  }
  if (high >= 0)
    g_string_append_c(lex->text, (char)(high * 16));
  lex->met_odd |= lex->hex_digits % 2;
  lex->met_other |= lex->hex_other;
  lex->at += lex->at < lex->length;
}

/* The byte that stands for a backslash and what follows it; `at` is left on its last byte. -1:
 * none. */
static int read_escape(brv_lex *lex)
{
  if (++lex->at >= lex->length)
    return -1;
  guint8 byte = lex->bytes[lex->at];
  if (byte >= '0' && byte <= '7') {
    int value = byte - '0';
    for (int i = 0; i < 2 && lex->at + 1 < lex->length; i++) {
      guint8 next = lex->bytes[lex->at + 1];
      if (next < '0' || next > '7')
        break;
      value = value * 8 + next - '0';
      lex->at++;
    }
    return value & 255;
  }
  if (byte == '\r') {
    lex->at += lex->at + 1 < lex->length && lex->bytes[lex->at + 1] == '\n';
    return -1;
  }
  const char *from = "nrtbf", *to = "\n\r\t\b\f", *found = byte ? strchr(from, byte) : NULL;
  return byte == '\n' ? -1 : found ? to[found - from] : byte;
}

static void read_string(brv_lex *lex)
{
  int depth = 1;
  for (lex->at++; lex->at < lex->length; lex->at++) {
    int byte = lex->bytes[lex->at];
    depth += byte == '(' ? 1 : byte == ')' ? -1 : 0;
    if (!depth)
      break;
    if (byte == '\\')
      byte = read_escape(lex);
    if (byte >= 0)
      g_string_append_c(lex->text, (char)byte);
  }
  lex->at += lex->at < lex->length;
}

/* Numbers have no exponent; two signs or points make a word. */
static brv_lex_type number_type(const char *text)
{
  const char *c = text + (*text == '+' || *text == '-');
  gsize digits = strspn(c, "0123456789");
  c += digits;
  if (!*c)
    return digits ? BRV_LEX_INT : BRV_LEX_WORD;
  if (*c != '.')
    return BRV_LEX_WORD;
  gsize decimals = strspn(c + 1, "0123456789");
  return c[1 + decimals] || !(digits + decimals) ? BRV_LEX_WORD : BRV_LEX_REAL;
}

static void read_word(brv_lex *lex)
{
  while (is_regular(lex, lex->at))
    g_string_append_c(lex->text, (char)lex->bytes[lex->at++]);
  lex->type = number_type(lex->text->str);
  if (lex->type != BRV_LEX_WORD)
    lex->number = g_ascii_strtod(lex->text->str, NULL);
}

static brv_lex_type read_delimiter(brv_lex *lex)
{
  guint8 byte = lex->bytes[lex->at];
  guint8 next = lex->at + 1 < lex->length ? lex->bytes[lex->at + 1] : 0;
  bool is_double = next == byte && (byte == '<' || byte == '>');
  lex->at += is_double ? 2 : 1;
  g_string_append_c(lex->text, (char)byte);
  if (is_double)
    return byte == '<' ? BRV_LEX_DICT : BRV_LEX_DICT_END;
  return byte == '[' ? BRV_LEX_ARRAY : byte == ']' ? BRV_LEX_ARRAY_END : BRV_LEX_WORD;
}

bool brv_lex_next(brv_lex *lex)
{
  skip_space(lex);
  g_string_truncate(lex->text, 0);
  lex->hex_digits = 0;
  lex->hex_other = false;
  lex->start = lex->at;
  lex->type = BRV_LEX_END;
  if (lex->at >= lex->length)
    return false;
  guint8 byte = lex->bytes[lex->at];
  bool is_hex = byte == '<' && !(lex->at + 1 < lex->length && lex->bytes[lex->at + 1] == '<');
  if (byte == '/') {
    lex->type = BRV_LEX_NAME;
    read_name(lex);
  } else if (byte == '(') {
    lex->type = BRV_LEX_STRING;
    read_string(lex);
  } else if (is_hex) {
    lex->type = BRV_LEX_HEX;
    read_hex(lex);
  } else if (is_delimiter(byte)) {
    lex->type = read_delimiter(lex);
  } else {
    read_word(lex);
  }
  return true;
}

bool brv_lex_is_word(const brv_lex *lex, const char *word)
{
  return lex->type == BRV_LEX_WORD && strcmp(lex->text->str, word) == 0;
}
