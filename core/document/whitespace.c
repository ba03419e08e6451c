#include <string.h>

#include "document/resolve-private.h"

/* Fonts have no tabs and no ends of lines. In code a tab leads to the next stop, as Markdown has it
 * (CommonMark 0.30, 2.2); elsewhere it is a space, as a line's end in a value is. */
enum { STOP = 4 };

static const char *without_tabs(brv_arena *arena, const char *code)
{
  g_autoptr(GString) out = g_string_new(NULL);
  glong column = 0;
  for (const char *at = code; *at; at = g_utf8_next_char(at)) {
    glong width = *at == '\t' ? STOP - column % STOP : 1;
    if (*at == '\t')
      g_string_append_printf(out, "%*s", (int)width, "");
    else
      g_string_append_unichar(out, g_utf8_get_char(at));
    column = *at == '\n' ? 0 : column + width;
  }
  return brv_arena_strdup(arena, out->str);
}

static void fold(brv_arena *arena, const char **text)
{
  if (*text && strpbrk(*text, "\t\n\r"))
    *text = g_strdelimit(brv_arena_strdup(arena, *text), "\t\n\r", ' ');
}

static void fold_info(brv_arena *arena, brv_node *briefing)
{
  brv_briefing_info *info = brv_new(arena, brv_briefing_info);
  *info = *briefing->briefing;
  const char **const texts[] = {&info->title, &info->short_title, &info->kicker, &info->category};
  for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
    fold(arena, texts[i]);
  briefing->briefing = info;
}

void brv_resolve_frame_whitespace(brv_document *document)
{
  brv_arena *arena = document->arena;
  const char **const texts[] = {
      &document->title,     &document->strapline, &document->number,
      &document->publisher, &document->address,   &document->about,
      &document->rights,    &document->tier_name, &document->edition_name};
  for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
    fold(arena, texts[i]);
  for (brv_node *node = document->root->first; node; node = node->next)
    if (node->kind == BRV_NODE_PART)
      fold(arena, &node->text);
}

void brv_resolve_whitespace(brv_arena *arena, brv_node *briefing)
{
  fold_info(arena, briefing);
  for (brv_node *node = briefing->first; node; node = brv_node_next(node, briefing)) {
    bool is_code = node->kind == BRV_NODE_CODE && node->text;
    if (is_code && strchr(node->text, '\t'))
      node->text = without_tabs(arena, node->text);
    if (!is_code)
      fold(arena, &node->text);
    fold(arena, &node->alt);
    if (node->kind == BRV_NODE_ITEM)
      fold(arena, &node->label);
  }
}
