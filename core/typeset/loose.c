/* Lines that are too loose, and how many words would mend them. */
#include "typeset/loose.h"

enum { MOST_WORDS = 6 };

typedef struct {
  const brv_para_item *items;
  guint count;
  const brv_para_options *options;
  double limit;
  guint start, end; /* items of the loosest line; end: where it ends */
} paragraph;

static double loosest(const paragraph *p, const GArray *items)
{
  const brv_para_item *first = (const brv_para_item *)(void *)items->data;
  g_autoptr(GArray) breaks = brv_para_break(first, items->len, p->options);
  return brv_para_loosest(first, items->len, breaks, p->options, NULL);
}

/* The mean width of the paragraph's words and of its spaces. */
static void mean_word(const paragraph *p, brv_para_item *word, brv_para_item *space)
{
  double letters = 0, spaces = 0;
  *word = (brv_para_item){.kind = BRV_PARA_BOX};
  *space = (brv_para_item){.kind = BRV_PARA_GLUE};
  for (guint i = 0; i < p->count; i++) {
    const brv_para_item *item = &p->items[i];
    letters += item->kind == BRV_PARA_BOX ? item->width : 0;
    word->give += item->kind == BRV_PARA_BOX ? item->give : 0;
    if (item->kind != BRV_PARA_GLUE || item->width <= 0)
      continue;
    spaces++;
    *space = *item;
    space->hang = 0;
  }
  word->width = letters / (spaces + 1);
  word->give /= spaces + 1;
}

/* The paragraph with so many words more in front of the loosest line's second. */
static GArray *with_more(const paragraph *p, guint words)
{
  GArray *items = g_array_new(FALSE, FALSE, sizeof(brv_para_item));
  brv_para_item word, space;
  mean_word(p, &word, &space);
  guint at = p->start;
  while (at < p->end && p->items[at].kind != BRV_PARA_GLUE)
    at++;
  g_array_append_vals(items, p->items, at);
  for (guint i = 0; i < words; i++) {
    g_array_append_val(items, space);
    g_array_append_val(items, word);
  }
  g_array_append_vals(items, p->items + at, p->count - at);
  return items;
}

/* The paragraph without so many words of the loosest line, or NULL where it has not as many. */
static GArray *with_fewer(const paragraph *p, guint words)
{
  guint at = p->start, spaces = 0;
  for (; at < p->end && spaces < words; at++)
    spaces += p->items[at].kind == BRV_PARA_GLUE;
  if (spaces < words || at >= p->end)
    return NULL;
  GArray *items = g_array_new(FALSE, FALSE, sizeof(brv_para_item));
  g_array_append_vals(items, p->items, p->start);
  g_array_append_vals(items, p->items + at, p->count - at);
  return items;
}

static guint enough(const paragraph *p, GArray *(*change)(const paragraph *, guint))
{
  for (guint words = 1; words <= MOST_WORDS; words++) {
    g_autoptr(GArray) items = change(p, words);
    if (items && loosest(p, items) <= p->limit)
      return words;
  }
  return 0;
}

bool brv_find_loose(const brv_para_item *items, guint count, const GArray *breaks,
                    const brv_para_options *options, double limit, brv_loose *loose)
{
  loose->spaces = brv_para_loosest(items, count, breaks, options, &loose->line);
  if (limit <= 0 || loose->spaces <= limit)
    return false;
  paragraph p = {.items = items, .count = count, .options = options, .limit = limit};
  guint before = loose->line > 0 ? g_array_index(breaks, guint, loose->line - 1) : 0;
  p.start = loose->line > 0 ? brv_para_line_start(items, count, before) : 0;
  p.end = g_array_index(breaks, guint, loose->line);
  loose->more = enough(&p, with_more);
  loose->fewer = enough(&p, with_fewer);
  return true;
}
