#include "pdf/content.h"

/* What is no part of the document says what it is instead: heads and folios, or ornament. */
static const char *artifact(const brv_layout *layout, const brv_page_item *item)
{
  if (item->kind != BRV_ITEM_TEXT)
    return "/Artifact<</Type/Layout>>";
  if (item->y < layout->top)
    return "/Artifact<</Type/Pagination/Subtype/Header>>";
  if (item->y > layout->page_height - layout->foot)
    return "/Artifact<</Type/Pagination/Subtype/Footer>>";
  return "/Artifact<</Type/Pagination>>";
}

/* What items have in common that share a mark. */
typedef struct {
  brv_tag *element;
  const char *artifact;
  bool text;
} belonging;

static belonging belongs(const brv_content_job *job, const brv_page_item *item)
{
  belonging b = {.element = brv_structure_find(job->structure, item),
                 .text = item->kind == BRV_ITEM_TEXT};
  if (!b.element)
    b.artifact = artifact(job->layout, item);
  return b;
}

static void open_mark(const brv_content_job *job, brv_page_stream *content, const belonging *b,
                      guint page)
{
  g_autofree char *mark =
      b->element ? g_strdup_printf("/%s<</MCID %u>>", b->element->type,
                                   brv_structure_mark(job->structure, b->element, page))
                 : g_strdup(b->artifact);
  brv_page_stream_mark(content, mark, b->text);
}

static void note_mark(const brv_page_item *item, GArray *marks)
{
  const brv_content_mark mark = {
      item->node, item->label, item->kind == BRV_ITEM_DRAWING, item->x, item->y, item->w, item->h};
  g_array_append_val(marks, mark);
}

static bool share_a_mark(const belonging *a, const belonging *b)
{
  return a->element == b->element && a->artifact == b->artifact && a->text == b->text;
}

bool brv_content_draw(const brv_content_job *job, brv_page_stream *content,
                      const brv_page_item *items, guint count, guint index, GArray *marks)
{
  belonging last = {0};
  bool good = true;
  for (guint i = 0; i < count; i++) {
    const brv_page_item *item = &items[i];
    belonging b = belongs(job, item);
    if (i == 0 || !share_a_mark(&b, &last)) {
      if (i > 0)
        brv_page_stream_close(content);
      open_mark(job, content, &b, index);
      if (marks && b.element)
        note_mark(item, marks);
    }
    if (b.element && !b.text)
      brv_structure_box(job->structure, b.element, item);
    good &=
        brv_draw_item(brv_page_stream_canvas(content), job->layout, item, job->fonts, job->diags);
    last = b;
  }
  if (count > 0)
    brv_page_stream_close(content);
  return good;
}

bool brv_content_draw_apart(const brv_content_job *job, brv_page_stream *content,
                            const brv_page_item *items, guint count, guint index, GArray *marks)
{
  brv_canvas *canvas = brv_page_stream_canvas(content);
  canvas->save(canvas);
  bool good = brv_content_draw(job, content, items, count, index, marks);
  canvas->restore(canvas);
  return good;
}

static brv_page_item item_of(const brv_content_mark *mark)
{
  return (brv_page_item){.kind = mark->drawing ? BRV_ITEM_DRAWING : BRV_ITEM_TEXT,
                         .node = mark->node,
                         .label = mark->label,
                         .x = mark->x,
                         .y = mark->y,
                         .w = mark->w,
                         .h = mark->h};
}

brv_tag *brv_content_find(brv_structure *structure, const brv_content_mark *mark)
{
  const brv_page_item item = item_of(mark);
  return brv_structure_find(structure, &item);
}

void brv_content_tie(brv_structure *structure, const brv_content_mark *mark, guint index)
{
  const brv_page_item item = item_of(mark);
  brv_tag *element = brv_structure_find(structure, &item);
  brv_structure_mark(structure, element, index);
  if (mark->drawing)
    brv_structure_box(structure, element, &item);
}
