#include <string.h>

#include "document/resolve-private.h"

/* Superior figures stand close behind the word and, in most languages, behind the punctuation;
 * editors write a citation as Pandoc has it, before the full stop: "word [@wire]." */

static bool sets_before_punctuation(const brv_node *node)
{
  const char *language = brv_node_language(node);
  return language && g_str_has_prefix(language, "fr");
}

/* What is set as a superior figure: a citation or the call of a note. */
static bool is_call(const brv_node *node)
{
  return node && (node->kind == BRV_NODE_CITE || node->kind == BRV_NODE_NOTE);
}

static bool is_empty_text(const brv_node *node)
{
  return node && node->kind == BRV_NODE_TEXT && !*node->text;
}

/* Takes white space off the end of what stands before; true when there was some. */
static bool close_up(brv_resolver *r, brv_node *before)
{
  if (before && before->kind == BRV_NODE_SPACE) {
    brv_node_unlink(before);
    return true;
  }
  if (!before || before->kind != BRV_NODE_TEXT || !g_str_has_suffix(before->text, " "))
    return false;
  char *text = brv_arena_strdup(r->arena, before->text);
  before->text = g_strchomp(text);
  return true;
}

/* Moves a full stop, comma, semicolon or colon that follows to before the citations. */
static void pass_punctuation(brv_resolver *r, brv_node *first, brv_node *after)
{
  if (!after || after->kind != BRV_NODE_TEXT || !*after->text || !strchr(".,;:", after->text[0]))
    return;
  char mark[2] = {after->text[0], '\0'};
  brv_node_insert_before(first, brv_node_new_text(r->arena, mark, after->place));
  after->text++;
}

/* Takes the calls that follow one another out of the tree into `run`: "[@a; @b]" comes as two
 * nodes in a row, "[@a][^n]" with nothing between. */
static void take_run(GPtrArray *run, brv_node *first)
{
  for (brv_node *call = first; is_call(call);) {
    brv_node *next = call->next;
    while (is_empty_text(next))
      next = next->next;
    brv_node_unlink(call);
    g_ptr_array_add(run, call);
    call = next;
  }
}

static int by_number(const void *one, const void *other)
{
  const brv_node *const *a = one, *const *b = other;
  return (*a)->number - (*b)->number;
}

/* The first sibling behind a run of calls. */
static brv_node *behind_run(brv_node *first)
{
  while (is_call(first))
    first = first->next;
  return first;
}

static void join_run(brv_resolver *r, brv_node *first)
{
  brv_node *span = brv_node_new(r->arena, BRV_NODE_SPAN, first->place);
  span->role = "citations";
  brv_node_insert_before(first, span);
  g_autoptr(GPtrArray) run = g_ptr_array_new();
  take_run(run, first);
  g_ptr_array_sort(run, by_number);
  for (guint i = 0; i < run->len; i++) {
    if (i)
      brv_node_append(span, brv_node_new_text(r->arena, ",", first->place));
    brv_node_append(span, run->pdata[i]);
  }
}

static bool is_joined(const brv_node *call)
{
  return g_strcmp0(call->parent->role, "citations") == 0;
}

void brv_resolve_citations(brv_resolver *r, brv_node *briefing)
{
  for (brv_node *node = briefing->first; node;) {
    brv_node *next = brv_node_next(node, briefing);
    if (is_call(node) && !is_joined(node)) {
      if (close_up(r, node->prev) && !sets_before_punctuation(node))
        pass_punctuation(r, node, behind_run(node));
      join_run(r, node);
      next = node; /* in its span now; a note's own text comes next */
    }
    node = next;
  }
}
