#include "document/typography.h"

#include <string.h>

#include "document/resolve-private.h"
#include "document/typography-private.h"

/* One block, or one string, on its way. */
typedef brv_line_of_cells setting;

/* The next piece of the line; `node` may be NULL. */
static guint add_leaf(setting *s, brv_node *node, const brv_tongue *tongue)
{
  brv_leaf leaf = {.node = node, .tongue = tongue};
  g_array_append_val(s->leaves, leaf);
  s->has_marks = s->has_marks || tongue->colon_space || tongue->mark_space || tongue->quote_space ||
                 tongue->dotted;
  return s->leaves->len - 1;
}

static void add_cell(setting *s, gunichar c, bool literal, brv_node *node, const brv_tongue *tongue)
{
  brv_cell cell = {.c = c, .leaf = add_leaf(s, node, tongue), .literal = literal};
  g_array_append_val(s->cells, cell);
}

static inline guint kind_of(gunichar c, gunichar before)
{
  static const guint8 kinds[0x80] = {['"'] = BRV_SEEN_QUOTE,
                                     ['\''] = BRV_SEEN_QUOTE,
                                     [':'] = BRV_SEEN_ADDRESS,
                                     ['@'] = BRV_SEEN_ADDRESS};
  if (c == 'w')
    return before == 'w' ? BRV_SEEN_ADDRESS : 0;
  return c < 0x80 ? kinds[c] : 0;
}

static void add_text(setting *s, const char *text, bool literal, brv_node *node,
                     const brv_tongue *tongue)
{
  brv_cell cell = {.leaf = add_leaf(s, node, tongue), .literal = literal};
  guint start = s->cells->len;
  g_array_set_size(s->cells, start + (guint)strlen(text)); /* a character has a byte or more */
  brv_cell *out = brv_cell_at(s, start);
  guint seen = s->seen;
  gunichar last = s->last;
  for (; *text; text = g_utf8_next_char(text), *out++ = cell) {
    cell.c = (guchar)*text < 0x80 ? (guchar)*text : g_utf8_get_char(text);
    seen |= kind_of(cell.c, last);
    last = cell.c;
  }
  s->seen = seen;
  s->last = last;
  g_array_set_size(s->cells, (guint)(out - brv_cell_at(s, 0)));
}

/* What is set. */

void brv_cell_set(brv_line_of_cells *line, gsize i, gunichar c)
{
  brv_cell_at(line, i)->c = c;
  brv_leaf_at(line, i)->is_set = true;
}

/* A cell's surroundings, to be changed. */
static brv_around *around(brv_line_of_cells *line, gsize i)
{
  if (!line->around->len)
    g_array_set_size(line->around, line->cells->len);
  brv_leaf_at(line, i)->is_set = true;
  return &g_array_index(line->around, brv_around, i);
}

void brv_cell_set_before(brv_line_of_cells *line, gsize i, gunichar space)
{
  if (space)
    around(line, i)->before = space;
}

void brv_cell_set_after(brv_line_of_cells *line, gsize i, gunichar space)
{
  if (space)
    around(line, i)->after = space;
}

/* Whether nothing of a line could change: most lines are so, and cost no more than this. */
static bool is_plain(const char *text)
{
  return !strpbrk(text, "\"'-. ;:!?");
}

static void begin(setting *s, brv_arena *arena)
{
  *s = (setting){.cells = g_array_new(FALSE, FALSE, sizeof(brv_cell)),
                 .leaves = g_array_new(FALSE, FALSE, sizeof(brv_leaf)),
                 .around = g_array_new(FALSE, TRUE, sizeof(brv_around)),
                 .arena = arena};
}

/* For another block or string: what was taken for the one before serves again. */
static void begin_again(setting *s, const brv_words *words)
{
  s->words = words;
  s->has_page = false;
  s->has_marks = false;
  s->seen = 0;
  s->last = 0;
  g_array_set_size(s->cells, 0);
  g_array_set_size(s->leaves, 0);
  g_array_set_size(s->around, 0);
}

static void finish(setting *s)
{
  g_array_unref(s->cells);
  g_array_unref(s->leaves);
  g_array_unref(s->around);
}

static void run_passes(setting *s)
{
  brv_typography_spare_addresses(s);
  brv_typography_dashes(s);
  brv_typography_quotes(s);
  brv_typography_spaces(s);
}

static void append_character(GString *out, gunichar c)
{
  if (c < 0x80)
    g_string_append_c(out, (char)c);
  else
    g_string_append_unichar(out, c);
}

/* What cells [from, to) print. */
static char *printed(const setting *s, guint from, guint to)
{
  g_autoptr(GString) out = g_string_sized_new(to - from + 1);
  for (guint i = from; i < to; i++) {
    brv_around spaces = brv_around_at(s, i);
    if (spaces.before)
      g_string_append_unichar(out, spaces.before);
    append_character(out, brv_cell_at(s, i)->c);
    if (spaces.after)
      g_string_append_unichar(out, spaces.after);
  }
  return brv_arena_strndup(s->arena, out->str, out->len);
}

const char *brv_typography_line(brv_arena *arena, const char *text, const char *language,
                                const brv_words *words)
{
  if (!text || is_plain(text))
    return text;
  setting s;
  begin(&s, arena);
  s.words = words;
  add_text(&s, text, false, NULL, brv_tongue_for(language));
  run_passes(&s);
  bool is_set = g_array_index(s.leaves, brv_leaf, 0).is_set;
  const char *set = is_set ? printed(&s, 0, s.cells->len) : text;
  finish(&s);
  return strcmp(set, text) == 0 ? text : set;
}

/* Blocks. */

/* The pieces of a block. Notes and citations stand beside the text, which goes on behind them. */
static void gather(setting *s, brv_node *parent, const brv_tongue *tongue)
{
  for (brv_node *node = parent->first; node; node = node->next) {
    const brv_tongue *own = node->language ? brv_tongue_for(node->language) : tongue;
    switch (node->kind) {
    case BRV_NODE_TEXT:
      add_text(s, node->text, node->literal, node, own);
      break;
    case BRV_NODE_SPACE:
      add_cell(s, ' ', false, node, own);
      break;
    case BRV_NODE_LINE_BREAK:
      add_cell(s, '\n', true, NULL, own);
      break;
    case BRV_NODE_NOTE:
    case BRV_NODE_CITE:
      break;
    case BRV_NODE_PAGE_REF:
      s->has_page = true;
      G_GNUC_FALLTHROUGH;
    case BRV_NODE_CODE_SPAN:
    case BRV_NODE_IMAGE:
    case BRV_NODE_DRAWING:
      add_cell(s, BRV_THING, true, NULL, own);
      break;
    default:
      if (g_strcmp0(node->role, "citations") != 0)
        gather(s, node, own);
      break;
    }
  }
}

/* The first cell of a leaf or of one behind it. */
static guint first_cell(const setting *s, guint leaf)
{
  guint low = 0, high = s->cells->len;
  while (low < high) {
    guint middle = low + (high - low) / 2;
    if (brv_cell_at(s, middle)->leaf < leaf)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

/* A soft line break that must not end a line becomes the space that it is. */
static void put_back(setting *s)
{
  for (guint i = 0; i < s->leaves->len; i++) {
    const brv_leaf *leaf = &g_array_index(s->leaves, brv_leaf, i);
    if (!leaf->node || !leaf->is_set)
      continue;
    leaf->node->kind = BRV_NODE_TEXT;
    leaf->node->text = printed(s, first_cell(s, i), first_cell(s, i + 1));
  }
}

/* The words and habits of the language that was last asked for. */
typedef struct {
  brv_arena *arena;
  const brv_words *all_words; /* of every language; or NULL */
  const char *usual;          /* language, where nothing says another */
  const char *language;
  const brv_words *words;
  const brv_tongue *tongue;
  setting setting;
} setter;

static setter new_setter(brv_arena *arena, const brv_words *words, const char *language)
{
  setter t = {.arena = arena,
              .all_words = words,
              .usual = language,
              .language = language,
              .words = words,
              .tongue = brv_tongue_for(language)};
  begin(&t.setting, arena);
  return t;
}

static const char *language_at(setter *t, const brv_node *node)
{
  const char *language = node ? brv_node_language(node) : NULL;
  language = language ? language : t->usual;
  if (g_strcmp0(language, t->language) == 0)
    return language;
  if (t->all_words && language)
    t->words = brv_words_for(t->arena, t->all_words, language);
  t->tongue = brv_tongue_for(language);
  t->language = language;
  return language;
}

/* What there is of a block; false when it holds the number of a page. */
static bool gather_block(setter *t, brv_node *block)
{
  language_at(t, block);
  begin_again(&t->setting, t->words);
  gather(&t->setting, block, t->tongue);
  return !t->setting.has_page;
}

static void set_block(setter *t)
{
  run_passes(&t->setting);
  put_back(&t->setting);
}

static bool holds_a_line(const brv_node *node)
{
  return node->first && !brv_node_is_inline(node) && brv_node_is_inline(node->first);
}

static void set_string(setter *t, const char **text, const brv_node *node)
{
  const char *language = language_at(t, node);
  *text = brv_typography_line(t->arena, *text, language, t->words);
}

static void set_briefing_info(setter *t, brv_node *briefing)
{
  brv_briefing_info *info = brv_new(t->arena, brv_briefing_info);
  *info = *briefing->briefing;
  const char **const texts[] = {&info->title, &info->short_title, &info->kicker, &info->category};
  for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
    set_string(t, texts[i], briefing);
  briefing->briefing = info;
}

static void set_node(setter *t, brv_node *node)
{
  if (node->kind == BRV_NODE_CITE)
    for (brv_node *child = node->first; child; child = child->next)
      set_string(t, &child->text, node);
  if (node->alt)
    set_string(t, &node->alt, node);
  if (holds_a_line(node) && gather_block(t, node))
    set_block(t);
}

static bool is_literal(const brv_node *briefing)
{
  return briefing && briefing->briefing->literal;
}

void brv_typography_set_briefing(brv_arena *arena, brv_node *briefing, const brv_words *words)
{
  if (is_literal(briefing))
    return;
  setter t = new_setter(arena, words, brv_node_language(briefing));
  set_briefing_info(&t, briefing);
  for (brv_node *node = briefing->first; node; node = brv_node_next(node, briefing))
    set_node(&t, node);
  finish(&t.setting);
}

/* --- outside of briefings --- */

static void set_metadata(setter *t, brv_document *d)
{
  const char **const texts[] = {&d->title,  &d->strapline, &d->publisher,   &d->about,
                                &d->rights, &d->tier_name, &d->edition_name};
  for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
    set_string(t, texts[i], NULL);
  for (brv_node *node = d->root->first; node; node = node->next)
    if (node->kind == BRV_NODE_PART)
      set_string(t, &node->text, node);
}

void brv_typography_set_document(brv_document *document, const GPtrArray *lines)
{
  setter t = new_setter(document->arena, document->words, document->language);
  if (!document->literal)
    set_metadata(&t, document);
  for (guint i = 0; i < lines->len; i++) {
    brv_node *block = lines->pdata[i];
    if (is_literal(brv_node_briefing(block)))
      continue;
    gather_block(&t, block);
    set_block(&t);
  }
  finish(&t.setting);
}
