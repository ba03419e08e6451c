#include "base/url.h"

#include <string.h>

static gboolean is_escape(const char *at)
{
  return at[0] == '%' && g_ascii_isxdigit(at[1]) && g_ascii_isxdigit(at[2]);
}

char *brv_url_ascii(const char *url)
{
  static const char allowed[] = "-._~:/?#[]@!$&'()*+,;=";
  GString *out = g_string_new(NULL);
  for (const char *at = url; *at; at++)
    if (g_ascii_isalnum(*at) || strchr(allowed, *at) || is_escape(at))
      g_string_append_c(out, *at);
    else
      g_string_append_printf(out, "%%%02X", (guint)(guchar)*at);
  return g_string_free(out, FALSE);
}

bool brv_url_is_address(const char *url)
{
  static const char *const schemes[] = {"http://", "https://", "mailto:"};
  for (gsize i = 0; i < G_N_ELEMENTS(schemes); i++)
    if (g_ascii_strncasecmp(url, schemes[i], strlen(schemes[i])) == 0)
      return url[strlen(schemes[i])] != '\0';
  return false;
}
