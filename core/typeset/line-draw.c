/* From lines that are made to what stands on pages: whose they are, in which colours, and where
 * their links lead. */
#include <string.h>

#include "typeset/label.h"
#include "typeset/line-private.h"

static const char SOFT_HYPHEN[] = "\302\255";

typedef struct {
  brv_setter *setter;
  const brv_text *text;
  const brv_made_line *made;
  brv_line *line;
} drawer;

static const brv_run *run_of(const drawer *d, const brv_line_part *p)
{
  return &g_array_index(d->text->runs, brv_run, p->run_number);
}

static void add_frame(const drawer *d, const brv_line_part *p, const brv_run *run)
{
  const brv_style *style = &run->style;
  brv_page_item frame = {.kind = BRV_ITEM_FRAME,
                         .x = p->x + BRV_FRAME_GAP,
                         .y = -0.95 * style->size - run->rise,
                         .w = p->width - 2 * BRV_FRAME_GAP,
                         .h = 1.35 * style->size,
                         .colour = style->rule_colour,
                         .frame = {.radius = 1.5, .stroke = style->frame}};
  g_array_append_val(d->line->items, frame);
}

static void add_picture(const drawer *d, const brv_line_part *p, const brv_run *run)
{
  const brv_node *picture = run->picture;
  brv_extents extents = brv_picture_extents(d->setter->layout, picture, &run->style);
  double scale = extents.width > 0 ? p->width / extents.width : 1;
  brv_page_item item = {.kind = BRV_ITEM_IMAGE,
                        .x = p->x,
                        .y = -extents.ascent * scale,
                        .w = p->width,
                        .h = (extents.ascent + extents.descent) * scale,
                        .node = picture};
  if (picture->kind == BRV_NODE_DRAWING) {
    item.kind = BRV_ITEM_DRAWING;
    item.drawing = picture->drawing;
  } else {
    item.asset = picture->asset;
  }
  g_array_append_val(d->line->items, item);
}

/* The number before a note's text; where it is called it is a link. */
static bool is_note_label(const brv_run *run)
{
  return run->node && run->node->kind == BRV_NODE_NOTE && !run->target;
}

/* A hyphen is U+2010 to see, U+00AD as text. */
static void add_glyphs(const drawer *d, const brv_line_part *p, const brv_run *run)
{
  brv_page_item item = {.kind = BRV_ITEM_TEXT,
                        .x = p->x,
                        .y = -run->rise,
                        .w = p->width,
                        .node = run->node,
                        .label = is_note_label(run),
                        .colour = run->style.colour};
  item.text.font = p->font;
  item.text.glyphs = p->glyphs;
  item.text.text = p->is_hyphen ? SOFT_HYPHEN : d->text->bytes->str + p->offset;
  item.text.length = p->is_hyphen ? (int)strlen(SOFT_HYPHEN) : (int)p->length;
  item.text.level = p->level;
  item.text.scale = d->made->scale;
  g_array_append_val(d->line->items, item);
}

static void add_part(const drawer *d, const brv_line_part *p)
{
  const brv_run *run = run_of(d, p);
  if (run->picture) {
    add_picture(d, p, run);
  } else {
    if (run->style.frame > 0)
      add_frame(d, p, run);
    add_glyphs(d, p, run);
  }
}

static void add_link(const drawer *d, const brv_line_part *p)
{
  GArray *links = d->line->links;
  const brv_run *run = run_of(d, p);
  if (!run->target)
    return;
  if (links->len > 0) {
    brv_page_link *last = &g_array_index(links, brv_page_link, links->len - 1);
    if (last->node == run->node && p->x - (last->x + last->w) < 1) {
      last->w = p->x + p->width - last->x;
      return;
    }
  }
  brv_page_link link = {.x = p->x,
                        .y = -0.85 * run->style.size - run->rise,
                        .w = p->width,
                        .h = 1.15 * run->style.size,
                        .target = run->target,
                        .node = run->node};
  g_array_append_val(links, link);
}

static void move(brv_line *line, double by)
{
  for (guint i = 0; i < line->items->len; i++)
    g_array_index(line->items, brv_page_item, i).x += by;
  for (guint i = 0; i < line->links->len; i++)
    g_array_index(line->links, brv_page_link, i).x += by;
}

static brv_line *new_line(brv_arena *arena, const brv_made_line *made)
{
  brv_line *line = brv_new(arena, brv_line);
  line->items = brv_arena_own(arena, g_array_new(FALSE, TRUE, sizeof(brv_page_item)),
                              (GDestroyNotify)g_array_unref);
  line->links = brv_arena_own(arena, g_array_new(FALSE, TRUE, sizeof(brv_page_link)),
                              (GDestroyNotify)g_array_unref);
  line->width = made->width;
  line->hyphen = made->hyphen;
  line->start = made->start;
  line->end = made->end;
  return line;
}

/* The items come in the order in which they are read. */
brv_line *brv_line_draw(brv_setter *setter, const brv_text *text, const brv_made_line *made)
{
  drawer d = {setter, text, made, new_line(setter->arena, made)};
  for (guint i = 0; i < made->visual->len; i++)
    add_link(&d, made->visual->pdata[i]);
  for (guint i = 0; i < made->parts->len; i++)
    add_part(&d, made->parts->pdata[i]);
  if (made->moved > 0)
    move(d.line, made->moved);
  return d.line;
}
