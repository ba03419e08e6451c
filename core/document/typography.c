#include "document/typography.h"

#include <string.h>

#include "document/resolve-private.h"
#include "document/typography-private.h"

/* One block, or one string, on its way. */
typedef struct {
  brv_line_of_cells line;
  GPtrArray *leaves; /* of brv_node *; NULL for what is no text of ours */
} setting;

static void add_cell(setting *s, gunichar c, guint leaf, bool literal, const brv_tongue *tongue)
{
  brv_cell cell = {.c = c, .leaf = leaf, .literal = literal, .tongue = tongue};
  g_array_append_val(s->line.cells, cell);
}

static void add_text(setting *s, const char *text, guint leaf, bool literal,
                     const brv_tongue *tongue)
{
  guint count = s->line.cells->len;
  g_array_set_size(s->line.cells, count + (guint)strlen(text)); /* a character has a byte or more */
  for (brv_cell *cell = brv_cell_at(&s->line, count); *text; text = g_utf8_next_char(text), count++)
    *cell++ =
        (brv_cell){.c = g_utf8_get_char(text), .leaf = leaf, .literal = literal, .tongue = tongue};
  g_array_set_size(s->line.cells, count);
}

/* Whether nothing of a line could change: most lines are so, and cost no more than this. */
static bool is_plain(const char *text)
{
  return !strpbrk(text, "\"'-. ;:!?");
}

static void begin(setting *s, brv_arena *arena)
{
  s->line =
      (brv_line_of_cells){.cells = g_array_new(FALSE, FALSE, sizeof(brv_cell)), .arena = arena};
  s->leaves = g_ptr_array_new();
}

/* For another block or string: what was taken for the one before serves again. */
static void begin_again(setting *s, const brv_words *words)
{
  s->line.words = words;
  g_array_set_size(s->line.cells, 0);
  g_ptr_array_set_size(s->leaves, 0);
}

static void finish(setting *s)
{
  g_array_unref(s->line.cells);
  g_ptr_array_unref(s->leaves);
}

static void run_passes(setting *s)
{
  brv_typography_spare_addresses(&s->line);
  brv_typography_dashes(&s->line);
  brv_typography_quotes(&s->line);
  brv_typography_spaces(&s->line);
}

static void append_cell(GString *out, const brv_cell *cell)
{
  if (cell->before)
    g_string_append_unichar(out, cell->before);
  g_string_append_unichar(out, cell->c);
  if (cell->after)
    g_string_append_unichar(out, cell->after);
}

const char *brv_typography_line(brv_arena *arena, const char *text, const char *language,
                                const brv_words *words)
{
  if (!text || is_plain(text))
    return text;
  setting s;
  begin(&s, arena);
  s.line.words = words;
  add_text(&s, text, 0, false, brv_tongue_for(language));
  run_passes(&s);
  g_autoptr(GString) out = g_string_new(NULL);
  for (guint i = 0; i < s.line.cells->len; i++)
    append_cell(out, brv_cell_at(&s.line, i));
  finish(&s);
  return strcmp(out->str, text) == 0 ? text : brv_arena_strdup(arena, out->str);
}

/* Blocks. */

static guint add_leaf(setting *s, brv_node *node)
{
  g_ptr_array_add(s->leaves, node);
  return s->leaves->len - 1;
}

/* The pieces of a block. Notes and citations stand beside the text, which goes on behind them. */
static void gather(setting *s, brv_node *parent, const brv_tongue *tongue)
{
  for (brv_node *node = parent->first; node; node = node->next) {
    const brv_tongue *own = node->language ? brv_tongue_for(node->language) : tongue;
    switch (node->kind) {
    case BRV_NODE_TEXT:
      add_text(s, node->text, add_leaf(s, node), node->literal, own);
      break;
    case BRV_NODE_SPACE:
      add_cell(s, ' ', add_leaf(s, node), false, own);
      break;
    case BRV_NODE_LINE_BREAK:
      add_cell(s, '\n', add_leaf(s, NULL), true, own);
      break;
    case BRV_NODE_NOTE:
    case BRV_NODE_CITE:
      break;
    case BRV_NODE_CODE_SPAN:
    case BRV_NODE_IMAGE:
    case BRV_NODE_DRAWING:
    case BRV_NODE_PAGE_REF:
      add_cell(s, BRV_THING, add_leaf(s, NULL), true, own);
      break;
    default:
      if (g_strcmp0(node->role, "citations") != 0)
        gather(s, node, own);
      break;
    }
  }
}

/* Whether the cells from `i` on are what the leaf already has. */
static bool stays(const setting *s, const brv_node *leaf, guint i, guint end)
{
  const char *text = leaf->kind == BRV_NODE_SPACE ? " " : leaf->text;
  for (; i < end && *text; i++, text = g_utf8_next_char(text)) {
    const brv_cell *cell = brv_cell_at(&s->line, i);
    if (cell->before || cell->after || cell->c != g_utf8_get_char(text))
      return false;
  }
  return i == end && !*text;
}

/* A soft line break that must not end a line becomes the space that it is. */
static void put_back(setting *s, brv_node *leaf, guint i, guint end)
{
  if (!leaf || stays(s, leaf, i, end))
    return;
  g_autoptr(GString) out = g_string_new(NULL);
  for (; i < end; i++)
    append_cell(out, brv_cell_at(&s->line, i));
  leaf->kind = BRV_NODE_TEXT;
  leaf->text = brv_arena_strdup(s->line.arena, out->str);
}

static void put_all_back(setting *s)
{
  guint i = 0, count = s->line.cells->len;
  for (guint leaf = 0; leaf < s->leaves->len; leaf++) {
    guint start = i;
    while (i < count && brv_cell_at(&s->line, i)->leaf == leaf)
      i++;
    put_back(s, s->leaves->pdata[leaf], start, i);
  }
}

/* A document, and the words and habits of the language that was last asked for. */
typedef struct {
  brv_document *document;
  const char *language;
  const brv_words *words;
  const brv_tongue *tongue;
  setting setting;
} setter;

static const char *language_at(setter *t, const brv_node *node)
{
  const char *language = node ? brv_node_language(node) : NULL;
  language = language ? language : t->document->language;
  if (g_strcmp0(language, t->language) == 0)
    return language;
  if (t->document->words && language)
    t->words = brv_words_for(t->document->arena, t->document->words, language);
  t->tongue = brv_tongue_for(language);
  t->language = language;
  return language;
}

static void set_block(setter *t, brv_node *block)
{
  setting *s = &t->setting;
  language_at(t, block);
  begin_again(s, t->words);
  gather(s, block, t->tongue);
  run_passes(s);
  put_all_back(s);
}

static bool holds_a_line(const brv_node *node)
{
  return node->first && !brv_node_is_inline(node) && brv_node_is_inline(node->first);
}

static void set_string(setter *t, const char **text, const brv_node *node)
{
  const char *language = language_at(t, node);
  *text = brv_typography_line(t->document->arena, *text, language, t->words);
}

static void set_briefing_info(setter *t, brv_node *briefing)
{
  brv_briefing_info *info = brv_new(t->document->arena, brv_briefing_info);
  *info = *briefing->briefing;
  const char **const texts[] = {&info->title, &info->short_title, &info->kicker, &info->category};
  for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
    set_string(t, texts[i], briefing);
  briefing->briefing = info;
}

static void set_node(setter *t, brv_node *node)
{
  if (node->kind == BRV_NODE_BRIEFING && node->briefing)
    set_briefing_info(t, node);
  else if (node->kind == BRV_NODE_PART && !t->document->literal)
    set_string(t, &node->text, node);
  else if (node->kind == BRV_NODE_CITE)
    for (brv_node *child = node->first; child; child = child->next)
      set_string(t, &child->text, node);
  if (node->alt)
    set_string(t, &node->alt, node);
  if (holds_a_line(node))
    set_block(t, node);
}

static void set_metadata(setter *t)
{
  brv_document *d = t->document;
  const char **const texts[] = {&d->title,  &d->strapline, &d->publisher,   &d->about,
                                &d->rights, &d->tier_name, &d->edition_name};
  for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
    set_string(t, texts[i], NULL);
}

static bool is_literal(const brv_node *node)
{
  return node->kind == BRV_NODE_BRIEFING && node->briefing && node->briefing->literal;
}

/* The line under a briefing's title in lists is taken from its words as they are printed. */
static void summarise(brv_document *document, brv_node *briefing)
{
  const char *summary = brv_resolve_summary(document->arena, briefing);
  if (!summary || !briefing->briefing)
    return;
  brv_briefing_info *info = brv_new(document->arena, brv_briefing_info);
  *info = *briefing->briefing;
  info->summary = summary;
  briefing->briefing = info;
}

void brv_typography_set(brv_document *document)
{
  brv_node *root = document->root;
  setter t = {.document = document,
              .language = document->language,
              .words = document->words,
              .tongue = brv_tongue_for(document->language)};
  begin(&t.setting, document->arena);
  if (!document->literal)
    set_metadata(&t);
  for (brv_node *node = root; node;) {
    bool literal = is_literal(node);
    if (!literal)
      set_node(&t, node);
    node = literal ? brv_node_skip(node, root) : brv_node_next(node, root);
  }
  finish(&t.setting);
  for (brv_node *node = root; node; node = brv_node_next(node, root))
    if (node->kind == BRV_NODE_BRIEFING)
      summarise(document, node);
}
