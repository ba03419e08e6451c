#include "base/letters.h"

#include <string.h>

enum { EIGHT = sizeof(guint64) };

static const guint64 ONES = G_MAXUINT64 / 0xff; /* a one in each byte */

static guint64 eight_at(const char *at)
{
  guint64 eight;
  memcpy(&eight, at, EIGHT);
  return eight;
}

gsize brv_ascii_length(const char *text, gsize length)
{
  gsize i = 0;
  while (i + EIGHT <= length && !(eight_at(text + i) & ONES * 0x80))
    i += EIGHT;
  while (i < length && (guchar)text[i] < 0x80)
    i++;
  return i;
}

/* Behind ASCII a character begins; what validates the rest of them takes no NUL. */
bool brv_is_text(const char *text, gsize length)
{
  gsize ascii = brv_ascii_length(text, length);
  return !memchr(text, '\0', ascii) && g_utf8_validate_len(text + ascii, length - ascii, NULL);
}

static bool is_forbidden(gunichar c)
{
  bool control = (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || (c >= 0x7f && c < 0xa0);
  return control || (c & 0xfffe) == 0xfffe || (c >= 0xfdd0 && c <= 0xfdef);
}

/* Whether eight bytes are printable ASCII: none below 0x20, none is 0x7f or above. A borrow may
 * have one be suspected beside one that is not (Mycroft's test for a zero in a word, 1987). */
static bool are_plain(guint64 eight)
{
  guint64 to_delete = eight ^ ONES * 0x7f;
  guint64 controls = (eight - ONES * 0x20) & ~eight, deletes = (to_delete - ONES) & ~to_delete;
  return !((eight | controls | deletes) & ONES * 0x80);
}

gssize brv_find_forbidden(const char *text, gsize length)
{
  for (const char *at = text, *end = text + length; at < end; at = g_utf8_next_char(at)) {
    while (end - at >= EIGHT && are_plain(eight_at(at)))
      at += EIGHT;
    if (at < end && ((guchar)*at < ' ' || (guchar)*at >= 0x7f) && is_forbidden(g_utf8_get_char(at)))
      return at - text;
  }
  return -1;
}

void brv_check_letters(const brv_value *value, brv_diags *diags)
{
  gssize at = value->text ? brv_find_forbidden(value->text, value->length) : -1;
  if (at >= 0)
    brv_report(diags, BRV_UNPRINTABLE, value->place, "delete it",
               "the control character U+%04X cannot stand in a book",
               g_utf8_get_char(value->text + at));
}

/* Controls of ISO 2022, marks and overrides of direction (UAX 9), line and paragraph separators,
 * and annotations and tags, which have no form. */
bool brv_is_unseen(gunichar c)
{
  static const struct {
    gunichar first, last;
  } ranges[] = {{0, 0x1f},        {0x7f, 0x9f},     {0x61c, 0x61c},
                {0x200e, 0x200f}, {0x2028, 0x202e}, {0x2066, 0x2069},
                {0xfff9, 0xfffb}, {0xfeff, 0xfeff}, {0xe0000, 0xe007f}};
  for (gsize i = 0; i < G_N_ELEMENTS(ranges); i++)
    if (c >= ranges[i].first && c <= ranges[i].last)
      return true;
  return false;
}
