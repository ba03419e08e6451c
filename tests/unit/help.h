/* What several unit tests share: text as a source, messages as text, places as "line:column". */
#ifndef BRV_TESTS_UNIT_HELP_H
#define BRV_TESTS_UNIT_HELP_H

#include <stdlib.h>
#include <string.h>

#include "base/value.h"

static inline brv_place help_whole(brv_arena *arena, const char *name, const char *text)
{
  brv_source *source = brv_source_new(arena, name, text, strlen(text));
  return (brv_place){.source = source, .length = (guint32)strlen(text)};
}

/* "2:5" or, with the width, "2:5+3"; static, so good until the next call. */
static inline const char *help_where(brv_place place)
{
  static char where[64];
  brv_position at = brv_place_position(place);
  g_snprintf(where, sizeof where, "%d:%d+%d", at.line, at.column, at.width);
  return where;
}

/* All messages as printed; free with free(). */
static inline char *help_messages(brv_diags *diags)
{
  char *text = NULL;
  size_t length = 0;
  FILE *out = open_memstream(&text, &length);
  brv_diags_print(diags, out);
  fclose(out);
  return text;
}

static inline void help_assert_has(brv_diags *diags, const char *part)
{
  char *text = help_messages(diags);
  if (!strstr(text, part))
    g_error("expected \"%s\" in the messages:\n%s", part, text);
  free(text);
}

static inline void help_assert_clean(brv_diags *diags)
{
  char *text = help_messages(diags);
  if (*text)
    g_error("unexpected messages:\n%s", text);
  free(text);
}

#endif
