#include "document/direction.h"

#include <glib.h>
#include <string.h>

static bool is_one_of(const char *tag, gsize length, const char *const *list)
{
  for (; *list; list++)
    if (strlen(*list) == length && g_ascii_strncasecmp(tag, *list, length) == 0)
      return true;
  return false;
}

bool brv_language_is_rtl(const char *language)
{
  static const char *const LANGUAGES[] = {"ar", "arc", "ckb", "dv", "fa", "he", "ps",
                                          "sd", "syr", "ug",  "ur", "yi", NULL};
  static const char *const SCRIPTS[] = {"arab", "hebr", "syrc", "thaa", "nkoo", "adlm", NULL};
  enum { SCRIPT = 4 };
  const char *first = language ? language : "";
  gsize length = strcspn(first, "-");
  const char *second = first + length + (first[length] == '-');
  gsize second_length = strcspn(second, "-");
  return second_length == SCRIPT ? is_one_of(second, second_length, SCRIPTS)
                                 : is_one_of(first, length, LANGUAGES);
}
