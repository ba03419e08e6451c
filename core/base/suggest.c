#include <string.h>

#include "base/diag.h"

/* Words longer than this are never mistyped names; it also bounds the work. */
enum { LONGEST_NAME = 64 };

/* Optimal string alignment: edits and swaps of neighbours (Damerau 1964; the restricted form). */
static guint distance(const char *a, const char *b)
{
  gsize n = strlen(a), m = strlen(b);
  guint row[3][LONGEST_NAME + 1];
  for (gsize j = 0; j <= m; j++)
    row[0][j] = (guint)j;
  for (gsize i = 1; i <= n; i++) {
    guint *now = row[i % 3], *last = row[(i - 1) % 3], *before = row[(i + 1) % 3];
    now[0] = (guint)i;
    for (gsize j = 1; j <= m; j++) {
      guint change = last[j - 1] + (a[i - 1] != b[j - 1]);
      now[j] = MIN(change, MIN(last[j], now[j - 1]) + 1);
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        now[j] = MIN(now[j], before[j - 2] + 1);
    }
  }
  return row[n % 3][m];
}

const char *brv_did_you_mean(brv_arena *arena, const char *word, const char *const *candidates)
{
  if (!word || strlen(word) > LONGEST_NAME)
    return NULL;
  /* Of a word of one letter nothing would be left. */
  guint least = MIN(MAX(1u, (guint)strlen(word) / 3) + 1, (guint)strlen(word));
  const char *nearest = NULL;
  g_autofree char *folded = g_ascii_strdown(word, -1);
  for (; *candidates; candidates++) {
    if (strlen(*candidates) > LONGEST_NAME)
      continue;
    g_autofree char *candidate = g_ascii_strdown(*candidates, -1);
    guint d = distance(folded, candidate);
    if (d < least) {
      least = d;
      nearest = *candidates;
    }
  }
  return nearest ? brv_arena_printf(arena, "did you mean \"%s\"?", nearest) : NULL;
}
