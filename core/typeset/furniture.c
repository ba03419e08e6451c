#include <string.h>

#include "typeset/line.h"
#include "typeset/pages-private.h"

/* Between two pieces of one head, in em; between those of the left and of the right. */
static const double GAP = 0.8, CLEAR = 2;

static const char ELLIPSIS[] = "\342\200\246";

typedef struct {
  brv_setter *setter; /* its arena is for the texts, which nobody wants when their glyphs are put */
  brv_page *page;
  const brv_node *briefing;
  brv_arena *lasting; /* for what is put */
} furnisher;

static furnisher begin(brv_setter *setter, brv_page *page, const brv_node *briefing)
{
  furnisher f = {setter, page, briefing, setter->arena};
  setter->furnished = briefing;
  setter->arena = brv_arena_new();
  return f;
}

static void end(furnisher *f)
{
  brv_arena_free(f->setter->arena);
  f->setter->arena = f->lasting;
  f->setter->furnished = NULL;
}

static const char *value_of(const furnisher *f, const char *name, gsize length)
{
  const brv_document *d = f->setter->document;
  const brv_briefing_info *info = f->briefing ? f->briefing->briefing : NULL;
  const struct {
    const char *name, *value;
  } VALUES[] = {
      {"pack", d->title},
      {"number", d->number},
      {"tier", d->tier_name},
      {"address", d->address},
      {"publisher", d->publisher},
      {"folio", f->page->label},
      {"title", info ? info->title : NULL},
      {"short", info ? (info->short_title ? info->short_title : info->title) : NULL},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(VALUES); i++)
    if (strlen(VALUES[i].name) == length && strncmp(VALUES[i].name, name, length) == 0)
      return VALUES[i].value;
  return NULL;
}

/* The pattern with its names replaced; what has no value leaves nothing, nor a space, behind. */
static char *fill_in(const furnisher *f, const char *pattern)
{
  g_autoptr(GString) out = g_string_new(NULL);
  for (const char *p = pattern; *p;) {
    const char *end = *p == '{' ? strchr(p, '}') : NULL;
    if (!end) {
      g_string_append_c(out, *p++);
      continue;
    }
    const char *value = value_of(f, p + 1, (gsize)(end - p - 1));
    g_string_append(out, value ? value : "");
    p = end + 1;
  }
  return brv_arena_strdup(f->setter->arena, g_strstrip(out->str));
}

static const brv_line *set_words(const furnisher *f, const char *words, const brv_style *style)
{
  brv_text *text = brv_text_new(f->setter, NULL);
  brv_text_add(f->setter, text, words, style, NULL);
  return brv_set_line(f->setter, text);
}

/* Drops words at the end until the rest and an ellipsis fit. */
static const brv_line *set_within(const furnisher *f, char *words, const brv_style *style,
                                  double room)
{
  const brv_line *line = set_words(f, words, style);
  while (line->width > room) {
    char *space = strrchr(words, ' ');
    if (!space)
      return line->width > room && room <= 0 ? NULL : line;
    *space = '\0';
    line = set_words(f, brv_arena_printf(f->setter->arena, "%s%s", words, ELLIPSIS), style);
  }
  return line;
}

static void put(const furnisher *f, const brv_line *line, double x, double y)
{
  for (guint i = 0; i < line->items->len; i++) {
    brv_page_item item = g_array_index(line->items, brv_page_item, i);
    if (item.kind == BRV_ITEM_TEXT) {
      item.text.glyphs = brv_arena_own(f->lasting, pango_glyph_string_copy(item.text.glyphs),
                                       (GDestroyNotify)pango_glyph_string_free);
      item.text.text = brv_arena_strndup(f->lasting, item.text.text, (gsize)item.text.length);
    }
    item.x += x;
    item.y += y;
    g_array_append_val(f->page->items, item);
  }
}

/* Pieces from the left; how far they reach. */
static double put_left(const furnisher *f, const GPtrArray *pieces, double x, double room, double y)
{
  double start = x;
  for (guint i = 0; i < pieces->len; i++) {
    const brv_furniture *piece = pieces->pdata[i];
    const brv_style *style = brv_layout_style(f->setter->layout, piece->role, "para");
    char *words = fill_in(f, piece->text);
    const brv_line *line = *words ? set_within(f, words, style, room - (x - start)) : NULL;
    if (!line)
      continue;
    put(f, line, x, y);
    x += line->width + GAP * style->size;
  }
  return x - start;
}

/* Pieces from the right, the last one first, so that it is whole. */
static void put_right(const furnisher *f, const GPtrArray *pieces, double x, double room, double y)
{
  for (guint i = pieces->len; i-- > 0;) {
    const brv_furniture *piece = pieces->pdata[i];
    const brv_style *style = brv_layout_style(f->setter->layout, piece->role, "para");
    char *words = fill_in(f, piece->text);
    const brv_line *line = *words ? set_within(f, words, style, room) : NULL;
    if (!line)
      continue;
    put(f, line, x - line->width, y);
    x -= line->width + GAP * style->size;
    room -= line->width + GAP * style->size;
  }
}

static void put_row(const furnisher *f, const GPtrArray *left, const GPtrArray *right, double y)
{
  const brv_layout *layout = f->setter->layout;
  double width = layout->page_width - layout->left - layout->right;
  double used = put_left(f, left, layout->left, width, y);
  double clear = CLEAR * brv_layout_style(layout, "para", NULL)->size;
  put_right(f, right, layout->left + width, width - used - clear, y);
}

void brv_page_furnish(brv_setter *setter, brv_page *page, const brv_node *briefing, bool first)
{
  const brv_layout *l = setter->layout;
  furnisher f = begin(setter, page, briefing);
  bool own = first && (l->first_left->len > 0 || l->first_right->len > 0);
  if (l->head_at > 0)
    put_row(&f, own ? l->first_left : l->head_left, own ? l->first_right : l->head_right,
            l->head_at);
  if (l->foot_at > 0)
    put_row(&f, l->foot_left, l->foot_right, l->page_height - l->foot_at);
  end(&f);
}

static const brv_node *caption_of(const brv_node *table)
{
  for (const brv_node *node = table->first; node; node = node->next)
    if (node->kind == BRV_NODE_CAPTION)
      return node;
  return NULL;
}

static const char *words_of(const furnisher *f, const brv_page_continued *going, const char *label)
{
  brv_arena *arena = f->setter->arena;
  const brv_words *words = f->setter->document->words;
  const brv_node *caption = caption_of(going->table);
  const char *from = going->from_page && label
                         ? brv_words_format(arena, words, "continued-from", "page", label, NULL)
                         : brv_word(words, "continued");
  return caption ? brv_arena_printf(arena, "%s \302\267 %s", brv_node_plain(arena, caption), from)
                 : from;
}

/* Where the caption is too long the words stand alone. */
void brv_page_continue(brv_setter *setter, brv_page *page, const brv_page *before)
{
  if (!page->continued)
    return;
  furnisher f = begin(setter, page, NULL);
  const brv_style *style = brv_layout_style(setter->layout, "table-continued", "table-caption");
  for (guint i = 0; i < page->continued->len; i++) {
    const brv_page_continued *going = &g_array_index(page->continued, brv_page_continued, i);
    const char *words = words_of(&f, going, before ? before->label : NULL);
    const brv_line *line = set_words(&f, words, style);
    if (line->width > going->w)
      line = set_words(&f, brv_word(setter->document->words, "continued"), style);
    put(&f, line, going->x, going->y);
  }
  end(&f);
}
