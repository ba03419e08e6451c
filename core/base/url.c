#include "base/url.h"

#include <string.h>

static gboolean is_escape(const char *at)
{
  return at[0] == '%' && g_ascii_isxdigit(at[1]) && g_ascii_isxdigit(at[2]);
}

/* Brackets stand in hosts only, and one # begins the fragment. */
char *brv_url_ascii(const char *url)
{
  static const char allowed[] = "-._~:/?@!$&'()*+,;=";
  const char *slashes = strstr(url, "://"), *hash = strchr(url, '#');
  const char *host_end = slashes ? slashes + 3 + strcspn(slashes + 3, "/?#") : url;
  GString *out = g_string_new(NULL);
  for (const char *at = url; *at; at++) {
    bool bracket = (*at == '[' || *at == ']') && at < host_end;
    if (g_ascii_isalnum(*at) || strchr(allowed, *at) || bracket || at == hash || is_escape(at))
      g_string_append_c(out, *at);
    else
      g_string_append_printf(out, "%%%02X", (guint)(guchar)*at);
  }
  return g_string_free(out, FALSE);
}

static bool is_port(const char *text)
{
  gsize length = strlen(text);
  return length > 0 && length <= 5 && strspn(text, "0123456789") == length &&
         g_ascii_strtoull(text, NULL, 10) <= G_MAXUINT16;
}

/* A host whose last label is a number is an address of version 4, and a whole one. */
static bool is_host(const char *host)
{
  if (!*host || strlen(host) > 253 || strstr(host, "..") || *host == '.')
    return false;
  for (const char *c = host; *c; c++)
    if ((guchar)*c < 0x80 && !g_ascii_isalnum(*c) && !strchr("-._~", *c))
      return false;
  g_autofree char *ascii = g_hostname_to_ascii(host);
  g_autofree char *unicode = ascii ? g_hostname_to_unicode(ascii) : NULL;
  if (!unicode)
    return false;
  const char *dot = strrchr(ascii, '.'), *last = dot ? dot + 1 : ascii;
  bool is_number = *last && strspn(last, "0123456789") == strlen(last);
  bool is_hexadecimal = g_ascii_strncasecmp(last, "0x", 2) == 0;
  return (!is_number && !is_hexadecimal) || g_hostname_is_ip_address(ascii);
}

static bool is_authority(const char *text, gsize length)
{
  g_autofree char *whole = g_strndup(text, length);
  char *at = strrchr(whole, '@'), *host = at ? at + 1 : whole;
  if (at && strcspn(whole, "[]\\^|<>\"` ") < (gsize)(at - whole))
    return false;
  char *close = *host == '[' ? strchr(host, ']') : NULL;
  char *colon = strchr(close ? close : host, ':');
  if (colon && !is_port(colon + 1))
    return false;
  if (colon)
    *colon = '\0';
  if (*host != '[')
    return is_host(host);
  if (!close || close[1])
    return false;
  *close = '\0';
  return strchr(host, ':') && !strchr(host, '%') && g_hostname_is_ip_address(host + 1);
}

bool brv_url_is_web(const char *url)
{
  return g_ascii_strncasecmp(url, "http://", 7) == 0 ||
         g_ascii_strncasecmp(url, "https://", 8) == 0;
}

bool brv_url_is_address(const char *url)
{
  static const char *const schemes[] = {"http://", "https://"};
  if (strlen(url) > BRV_URL_MOST)
    return false;
  for (gsize i = 0; i < G_N_ELEMENTS(schemes); i++) {
    const char *rest = url + strlen(schemes[i]);
    if (g_ascii_strncasecmp(url, schemes[i], strlen(schemes[i])) == 0)
      return is_authority(rest, strcspn(rest, "/?#"));
  }
  return g_ascii_strncasecmp(url, "mailto:", 7) == 0 && url[7] != '\0';
}
