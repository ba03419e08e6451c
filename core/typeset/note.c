#include "typeset/text.h"

/* The number stands before the words of the note's first paragraph. */
static void set_first(brv_setter *setter, brv_column *column, const brv_node *note,
                      const brv_style *style)
{
  const brv_style *call = brv_layout_find_style(setter->layout, "note-number");
  brv_style number = *style;
  if (call)
    brv_style_apply(&number, call);
  brv_text *text = brv_text_new(setter, brv_node_language(note));
  g_autofree char *label = g_strdup_printf("%d", note->number);
  brv_text_add(setter, text, label, &number, note);
  brv_text_add(setter, text, "\302\240", style, note);
  if (note->first->kind == BRV_NODE_PARA)
    brv_text_add_inlines(setter, text, note->first, style);
  brv_set_text(setter, column, text, style, 0);
}

double brv_note_gap(const brv_layout *layout)
{
  const brv_style *notes = brv_layout_find_style(layout, "notes");
  return notes ? notes->space_before + notes->rule_before + notes->pad_before : layout->baseline;
}

brv_strip *brv_set_note(brv_setter *setter, const brv_node *note)
{
  const brv_style *style = brv_layout_style(setter->layout, "note", "para");
  brv_column column = brv_column_new(setter, setter->text_width);
  brv_in_table in = setter->in_table; /* where it is called; it stands elsewhere */
  setter->in_table = (brv_in_table){0};
  column.flat = true;
  column.role = style->role;
  if (note->first)
    set_first(setter, &column, note, style);
  for (const brv_node *node = note->first; node; node = node->next)
    if (node != note->first || node->kind != BRV_NODE_PARA)
      brv_set_block(setter, &column, node);
  if (column.strip->boxes->len > 0 && note->target) {
    const char *id = note->target + (*note->target == '#');
    brv_box_add_anchor(setter, column.strip->boxes->pdata[0], id, 0, 0);
  }
  setter->in_table = in;
  return column.strip;
}
