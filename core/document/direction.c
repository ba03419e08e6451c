#include "document/direction.h"

#include <glib.h>
#include <string.h>

bool brv_language_is_rtl(const char *language)
{
  static const char *const languages[] = {"ar", "arc", "ckb", "dv", "fa", "he", "ps",
                                          "sd", "syr", "ug",  "ur", "yi", NULL};
  static const char *const scripts[] = {"arab", "hebr", "syrc", "thaa", "nkoo", "adlm", NULL};
  enum { SCRIPT = 4 };
  g_autofree char *folded = g_ascii_strdown(language ? language : "", -1);
  g_auto(GStrv) tags = g_strsplit(folded, "-", 3);
  if (tags[0] && tags[1] && strlen(tags[1]) == SCRIPT)
    return g_strv_contains(scripts, tags[1]);
  return tags[0] && g_strv_contains(languages, tags[0]);
}
