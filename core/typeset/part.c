/* One part of a document, set by itself. */
#include "typeset/pages-private.h"

GPtrArray *brv_typeset_parts(brv_arena *arena, const brv_document *document)
{
  GPtrArray *parts = brv_arena_ptr_array(arena);
  const brv_node *first = document->unpaged ? NULL : document->root->first;
  for (const brv_node *node = first; node; node = node->next) {
    if (node->kind == BRV_NODE_PART)
      for (const brv_node *briefing = node->first; briefing; briefing = briefing->next)
        g_ptr_array_add(parts, (void *)briefing);
    else if (node->kind != BRV_NODE_COVER && node->kind != BRV_NODE_CONTENTS)
      g_ptr_array_add(parts, (void *)node);
  }
  return parts;
}

brv_setter brv_setter_new(brv_arena *arena, const brv_typesetting *job, brv_diags *diags)
{
  const brv_layout *layout = job->layout;
  brv_setter setter = {arena, job->document, layout, job->fonts, diags};
  setter.labels = brv_arena_table(arena);
  setter.seen = brv_arena_table(arena);
  setter.page_refs = brv_arena_table(arena);
  brv_layout_columns(layout, &setter.text_width, &setter.margin_width, &setter.wide_width);
  setter.text_height = layout->page_height - layout->top - layout->foot;
  return setter;
}

void brv_set_stretch(brv_setter *setter, const brv_node *node, GPtrArray *pages, GArray *headings)
{
  brv_column column = brv_column_new(setter, setter->text_width);
  if (node->id)
    g_ptr_array_add(column.waiting, (void *)node);
  brv_set_blocks(setter, &column, node);
  brv_column_end(setter, &column);
  brv_flow(setter, column.strip, pages, headings);
}

GBytes *brv_set_part(const brv_setter *like, const brv_node *part, const brv_typesetting *job)
{
  g_autoptr(brv_arena) arena = brv_arena_new();
  g_autoptr(brv_diags) diags = brv_diags_new();
  g_autoptr(brv_missing) missing = brv_missing_new();
  g_autoptr(GArray) headings = g_array_new(FALSE, FALSE, sizeof(brv_flow_heading));
  brv_setter setter = *like;
  setter.arena = arena;
  setter.diags = diags;
  setter.missing = missing;
  setter.page_refs = brv_arena_table(arena);
  setter.words = 0;
  setter.work = 0;
  GPtrArray *pages = brv_arena_ptr_array(arena);
  brv_set_stretch(&setter, part, pages, headings);
  if (job && job->seen)
    job->seen(job->data, part, pages);
  return brv_galley_put(&(brv_galley_proof){&setter, part, pages, headings});
}

GBytes *brv_typeset_part(const brv_typesetting *job, const brv_node *part)
{
  g_autoptr(brv_arena) arena = brv_arena_new();
  brv_setter setter = brv_setter_new(arena, job, NULL);
  return brv_set_part(&setter, part, job);
}
