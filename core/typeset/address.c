#include <string.h>

#include "typeset/shape.h"

static char mark_at(const brv_shaped *s, guint character)
{
  return s->text->bytes->str[s->byte_of[character]];
}

static bool has(const char *bytes, gsize length, const char *part)
{
  return g_strstr_len(bytes, (gssize)length, part) != NULL;
}

/* name@host.org, but neither "@name" nor a lone mark. */
static bool is_mail(const char *bytes, gsize length)
{
  const char *at = memchr(bytes, '@', length);
  return at && at > bytes && memchr(at, '.', length - (gsize)(at - bytes));
}

/* Every address has one of these; most words have none, but for a full stop at their end. */
static bool has_mark(const char *bytes, gsize length)
{
  for (gsize i = 0; i < length; i++)
    switch (bytes[i]) {
    case '@':
    case '/':
    case '_':
    case ':':
      return true;
    case '.':
      if (i + 1 < length)
        return true;
      break;
    default:
      break;
    }
  return false;
}

bool brv_is_address(const brv_shaped *shaped, guint start, guint end)
{
  enum { LONG = 16 };
  const char *bytes = shaped->text->bytes->str + shaped->byte_of[start];
  gsize length = shaped->byte_of[end] - shaped->byte_of[start];
  while (length > 0 && strchr("(<[\"'", *bytes)) {
    bytes++;
    length--;
  }
  if (!has_mark(bytes, length))
    return false;
  if (has(bytes, length, "://") || is_mail(bytes, length))
    return true;
  if ((g_str_has_prefix(bytes, "www.") || g_str_has_prefix(bytes, "doi:")) && length > 4)
    return true;
  bool doi = g_str_has_prefix(bytes, "10.") && memchr(bytes, '/', length);
  return doi || (length >= LONG && (memchr(bytes, '_', length) || has(bytes, length, "::") ||
                                    (memchr(bytes, '/', length) && memchr(bytes, '.', length))));
}

/* Behind a hyphen it would look like one that was put there, so the line ends before it; between
 * two digits a point is part of a number. */
bool brv_address_chance(const brv_shaped *shaped, guint start, guint at, guint end)
{
  enum { LEAST = 3 };
  char before = mark_at(shaped, at - 1), after = mark_at(shaped, at);
  if (at - start < LEAST || end - at < LEAST)
    return false;
  if (after == '-' && g_ascii_isalnum(before))
    return true;
  if (before <= 0 || !strchr("/?&=._~:,;#%+@", before) || strchr("/?&=._~:,;#%+@-)>]", after))
    return false;
  bool number = before != '/' && g_ascii_isdigit(after) && g_ascii_isdigit(mark_at(shaped, at - 2));
  bool escape = before == '%';
  return !number && !escape;
}
