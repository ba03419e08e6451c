#include <string.h>

#include "document/resolve-private.h"

/* Is the stop at `at` the end of a sentence? An initial ("U.S.") is none, nor is what a small
 * letter follows. */
static bool ends_sentence(const char *text, const char *at)
{
  if (!strchr(".!?", *at) || (at[1] && at[1] != ' '))
    return false;
  bool after_initial = at - text >= 2 && g_ascii_isupper(at[-1]) && !g_ascii_isalnum(at[-2]);
  if (*at == '.' && (at == text || (after_initial && at[1])))
    return false;
  return !at[1] || !g_unichar_islower(g_utf8_get_char(at + 2));
}

static const char *first_sentence(brv_arena *arena, const char *text)
{
  for (const char *at = text; *at; at++)
    if (ends_sentence(text, at))
      return brv_arena_strndup(arena, text, (gsize)(at - text) + 1);
  return text;
}

const char *brv_resolve_summary(brv_arena *arena, const brv_node *briefing)
{
  const brv_node *header = briefing->first;
  if (!header || header->kind != BRV_NODE_HEADER)
    return NULL;
  for (const brv_node *node = header->first; node; node = node->next) {
    if (node->kind != BRV_NODE_PARA || g_strcmp0(node->role, "kicker") == 0)
      continue;
    const char *text = brv_node_plain(arena, node);
    if (*text)
      return first_sentence(arena, text);
  }
  return NULL;
}
