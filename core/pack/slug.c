#include "pack/slug.h"

#include <stdbool.h>

char *brv_slug(brv_arena *arena, const char *words)
{
  /* Apostrophes join: "DeepSeek's" is "deepseeks". */
  g_auto(GStrv) parts = g_strsplit(words, "’", -1);
  g_autofree char *joined = g_strjoinv("", parts);
  g_autofree char *plain = g_str_to_ascii(joined, "C");
  GString *slug = g_string_new(NULL);
  for (const char *c = plain; *c; c++) {
    bool wanted = slug->len ? g_ascii_isalnum(*c) : g_ascii_isalpha(*c);
    if (wanted)
      g_string_append_c(slug, g_ascii_tolower(*c));
    else if (slug->len && *c != '\'' && slug->str[slug->len - 1] != '-')
      g_string_append_c(slug, '-');
  }
  if (g_str_has_suffix(slug->str, "-"))
    g_string_truncate(slug, slug->len - 1);
  char *result = brv_arena_strdup(arena, slug->str);
  g_string_free(slug, TRUE);
  return result;
}
