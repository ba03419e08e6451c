#include "writers-specimen.h"

static brv_node *add_heading(kit *k, brv_node *parent, int level, const char *text)
{
  brv_node *heading = kit_add(k, parent, BRV_NODE_HEADING, NULL);
  heading->level = level;
  kit_words(k, heading, text);
  return heading;
}

static brv_node *add_section(kit *k, brv_node *briefing, const char *type, const char *id,
                             const char *title)
{
  brv_node *section = kit_add(k, briefing, BRV_NODE_SECTION, type);
  section->type = type;
  section->id = id;
  add_heading(k, section, 2, title);
  return section;
}

static brv_node *add_wrapped(kit *k, brv_node *parent, brv_node_kind kind, const char *role,
                             const char *text)
{
  brv_node *node = kit_add(k, parent, kind, role);
  kit_words(k, node, text);
  return node;
}

static void add_link(kit *k, brv_node *parent, const char *target, const char *text)
{
  add_wrapped(k, parent, BRV_NODE_LINK, NULL, text)->target = target;
}

static brv_node *add_note(kit *k, brv_node *parent, int number, const char *call, const char *body)
{
  brv_node *note = kit_add(k, parent, BRV_NODE_NOTE, NULL);
  note->number = number;
  note->id = call;
  note->target = brv_arena_printf(k->arena, "#orders.note-%d", number);
  if (body)
    kit_para(k, note, NULL, body);
  return note;
}

static void add_cites(kit *k, brv_node *parent)
{
  brv_node *span = kit_add(k, parent, BRV_NODE_SPAN, "citations");
  brv_node *one = add_wrapped(k, span, BRV_NODE_CITE, NULL, "1");
  one->target = "#orders.source-wire";
  one->number = 1;
  kit_words(k, span, ",");
  brv_node *two = add_wrapped(k, span, BRV_NODE_CITE, NULL, "2, p. 3");
  two->target = "#orders.source-desk";
  two->number = 2;
}

static void add_front(kit *k)
{
  brv_node *cover = kit_add(k, k->document->root, BRV_NODE_COVER, NULL);
  cover->id = "cover";
  kit_para(k, cover, "cover-title", "Trial & Weekly");
  brv_node *more = kit_para(k, cover, "cover-more", "and one more, from page ");
  kit_add(k, more, BRV_NODE_PAGE_REF, NULL)->target = "#orders";
  brv_node *contents = kit_add(k, k->document->root, BRV_NODE_CONTENTS, NULL);
  contents->id = "contents";
  brv_node *title = add_heading(k, contents, 1, "Contents");
  title->role = "contents-title";
  brv_node *entry = kit_add(k, contents, BRV_NODE_GROUP, "contents-entry");
  add_link(k, kit_para(k, entry, "contents-entry-title", NULL), "#orders", "Orders");
  brv_node *page = kit_para(k, entry, "contents-page", NULL);
  kit_add(k, page, BRV_NODE_PAGE_REF, NULL)->target = "#orders";
}

static void add_facets(kit *k, brv_node *briefing)
{
  brv_node *section = kit_add(k, briefing, BRV_NODE_SECTION, "facets");
  section->type = "facets";
  brv_node *facets = kit_add(k, section, BRV_NODE_GROUP, "facets");
  static const char *const pairs[][2] = {{"Region", "Asia Pacific"}, {"Impact", "Medium"}};
  for (guint i = 0; i < G_N_ELEMENTS(pairs); i++) {
    brv_node *facet = kit_add(k, facets, BRV_NODE_GROUP, "facet");
    kit_para(k, facet, "facet-label", pairs[i][0]);
    brv_node *value = kit_para(k, facet, "facet-value", NULL);
    add_wrapped(k, value, BRV_NODE_STRONG, NULL, pairs[i][1]);
    kit_words(k, value, " ");
    add_wrapped(k, value, BRV_NODE_SPAN, "facet-note", "for the whole market");
  }
}

static void add_keypoints(kit *k, brv_node *briefing)
{
  brv_node *section = kit_add(k, briefing, BRV_NODE_SECTION, "keypoints");
  section->type = "keypoints";
  brv_node *list = kit_add(k, section, BRV_NODE_LIST, "keypoints");
  for (int i = 0; i < 2; i++)
    kit_para(k, kit_add(k, list, BRV_NODE_ITEM, NULL), NULL,
             i ? "Huawei says that Ascend chips did part of the training"
               : "V4 handles contexts of more than a million tokens, and leaves images out");
}

static void add_inlines(kit *k, brv_node *section)
{
  brv_node *para = kit_para(k, section, NULL, "Fish & <chips> were ");
  add_wrapped(k, para, BRV_NODE_EMPH, NULL, "very");
  kit_add(k, para, BRV_NODE_SPACE, NULL);
  add_wrapped(k, para, BRV_NODE_STRONG, NULL, "good");
  add_cites(k, para);
  kit_words(k, para, " and a call");
  add_note(k, para, 3, "orders.call-1", "The body of the note.");
  kit_add(k, para, BRV_NODE_LINE_BREAK, NULL);
  kit_add(k, para, BRV_NODE_CODE_SPAN, NULL)->text = "a < b";
  kit_words(k, para, " then ");
  add_wrapped(k, para, BRV_NODE_SPAN, NULL, "Grüße")->language = "de";
  kit_words(k, para, " ");
  add_wrapped(k, para, BRV_NODE_SPAN, NULL, "שלום")->language = "he";
  kit_words(k, para, ". See ");
  add_link(k, para, "#2026/über.watch", "what to watch");
  kit_words(k, para, ", ");
  add_link(k, para, "#orders.fact", "the fact");
  kit_words(k, para, " and ");
  add_link(k, para, "https://example.org/päth?a=1&b={2}", "the web");
  kit_words(k, para, ". Again");
  add_note(k, para, 3, "orders.call-2", NULL);
  brv_node *image = kit_add(k, para, BRV_NODE_IMAGE, NULL);
  image->asset = kit_bitmap(k, BRV_ASSET_PNG, "img/dot.png", 0x336699);
  image->alt = "a dot";
  kit_para(k, section, NULL,
           "A second paragraph follows the first, and is long enough to be broken "
           "over two lines of a telephone.");
}

static brv_node *add_row(kit *k, brv_node *table, bool head, const char *const *cells)
{
  brv_node *row = kit_add(k, table, BRV_NODE_ROW, NULL);
  row->row.head = head;
  for (; *cells; cells++) {
    brv_node *cell = kit_add(k, row, BRV_NODE_CELL, NULL);
    kit_para(k, cell, NULL, **cells ? *cells : NULL);
  }
  row->first->cell.head = !head;
  return row;
}

static void add_table(kit *k, brv_node *section)
{
  static const brv_align aligns[] = {BRV_ALIGN_START, BRV_ALIGN_CENTRE, BRV_ALIGN_POINT};
  brv_node *table = kit_add(k, section, BRV_NODE_TABLE, NULL);
  table->table.columns = 3;
  table->table.aligns = aligns;
  table->id = "orders.tab-who";
  add_wrapped(k, table, BRV_NODE_CAPTION, NULL, "Who is said to have ordered");
  add_row(k, table, true, (const char *const[]){"Company", "Use", "Source", NULL});
  add_row(k, table, false, (const char *const[]){"Alibaba", "Cloud and enterprise", "3.25", NULL});
  brv_node *marked =
      add_row(k, table, false, (const char *const[]){"ByteDance", "Cloud", "14", NULL});
  marked->row.marked = true;
  brv_node *last = add_row(k, table, false, (const char *const[]){"Tencent", "Both", NULL});
  last->last->cell.columns_wide = 2;
}

static const brv_drawing *make_bar(kit *k)
{
  brv_drawing *drawing = brv_new(k->arena, brv_drawing);
  drawing->width = 113.4;
  drawing->height = 20;
  const brv_draw_step steps[] = {
      {.op = BRV_DRAW_MOVE, .x = 0, .y = 4},
      {.op = BRV_DRAW_LINE, .x = 113.4, .y = 4},
      {.op = BRV_DRAW_LINE, .x = 113.4, .y = 8},
      {.op = BRV_DRAW_LINE, .x = 0, .y = 8},
      {.op = BRV_DRAW_FILL, .colour = "hairline", .strength = 1},
      {.op = BRV_DRAW_MOVE, .x = 62, .y = 4},
      {.op = BRV_DRAW_LINE, .x = 85, .y = 4},
      {.op = BRV_DRAW_LINE, .x = 85, .y = 8},
      {.op = BRV_DRAW_LINE, .x = 62, .y = 8},
      {.op = BRV_DRAW_FILL, .colour = "accent", .strength = 1},
      {.op = BRV_DRAW_TEXT, .x = 62, .y = 17, .text = "0.55", .anchor = BRV_ANCHOR_MIDDLE},
  };
  for (guint i = 0; i < G_N_ELEMENTS(steps); i++) {
    brv_draw_step *s = brv_new(k->arena, brv_draw_step);
    *s = steps[i];
    *(drawing->last ? &drawing->last->next : &drawing->first) = s;
    drawing->last = s;
  }
  return drawing;
}

static void add_figures(kit *k, brv_node *section)
{
  brv_node *figure = kit_add(k, section, BRV_NODE_FIGURE, NULL);
  figure->id = "orders.fig-x";
  brv_node *image = kit_add(k, figure, BRV_NODE_IMAGE, NULL);
  image->asset = kit_svg(k, "img/größe x.svg",
                         "<svg xmlns='http://www.w3.org/2000/svg' width='40' height='20'>"
                         "<rect id='r' width='40' height='20' fill='#c02040'/>"
                         "<text x='2' y='12' font-family=\"'Source Sans 3'\" font-size='8'>"
                         "words</text></svg>");
  image->alt = "A red field";
  add_wrapped(k, figure, BRV_NODE_CAPTION, NULL, "What the figure shows");
  kit_para(k, figure, "credit", "Chart: Desk");
  brv_node *second = kit_add(k, section, BRV_NODE_FIGURE, NULL);
  brv_node *photo = kit_add(k, second, BRV_NODE_IMAGE, NULL);
  photo->asset = kit_bitmap(k, BRV_ASSET_JPEG, "photos/dot.jpg", 0x996633);
  photo->alt = "";
  brv_node *drawing = kit_add(k, section, BRV_NODE_DRAWING, "confidence-bar");
  drawing->drawing = make_bar(k);
  drawing->alt = "0.72 on a scale from 0 to 1";
}

static void add_lists(kit *k, brv_node *section)
{
  brv_node *list = kit_add(k, section, BRV_NODE_LIST, NULL);
  list->list.ordered = true;
  list->list.start = 4;
  brv_node *item = kit_add(k, list, BRV_NODE_ITEM, NULL);
  kit_para(k, item, NULL, "Four");
  brv_node *inner = kit_add(k, item, BRV_NODE_LIST, NULL);
  kit_para(k, kit_add(k, inner, BRV_NODE_ITEM, NULL), NULL, "Within four");
  kit_para(k, kit_add(k, list, BRV_NODE_ITEM, NULL), NULL, "Five");
  brv_node *quote = kit_add(k, section, BRV_NODE_QUOTE, NULL);
  kit_para(k, quote, NULL, "It was said.");
  kit_para(k, quote, "attribution", "— A. Speaker, director");
  kit_add(k, section, BRV_NODE_BREAK, NULL);
  brv_node *code = kit_add(k, section, BRV_NODE_CODE, NULL);
  code->text = "if (a < b)\n  return \"&\";\n";
  brv_node *callout = kit_add(k, section, BRV_NODE_GROUP, "callout");
  kit_para(k, callout, NULL, "Called out.");
}

static void add_sources(kit *k, brv_node *briefing)
{
  brv_node *section = add_section(k, briefing, "sources", "orders.sources", "Sources");
  brv_node *list = kit_add(k, section, BRV_NODE_LIST, "sources");
  static const char *const sources[][2] = {{"orders.source-wire", "Preview of V4."},
                                           {"orders.source-desk", "Scramble for Ascend."}};
  for (int i = 0; i < 2; i++) {
    brv_node *item = kit_add(k, list, BRV_NODE_ITEM, NULL);
    item->id = sources[i][0];
    item->number = i + 1;
    item->label = i ? "2" : "1";
    brv_node *para = kit_para(k, item, NULL, NULL);
    add_wrapped(k, para, BRV_NODE_EMPH, "source-title", sources[i][1]);
    kit_words(k, para, " Explainer, April 2026. ");
    add_wrapped(k, para, BRV_NODE_SPAN, "grade", "B2");
  }
}

static void begin_page(kit *k, const char *label, const brv_node *node, guint offset)
{
  brv_page *page = kit_page(k, label);
  page->starts_at = node;
  page->starts_offset = offset;
}

static brv_node *add_first_briefing(kit *k, brv_node *part)
{
  brv_node *briefing = kit_briefing(k, part, "orders", "Orders before & after");
  kit_para(k, briefing->first, "standfirst", "Orders came before the benchmarks.");
  add_facets(k, briefing);
  add_keypoints(k, briefing);
  brv_node *fact = add_section(k, briefing, "fact", "orders.fact", "The fact");
  add_inlines(k, fact);
  add_heading(k, fact, 3, "A heading below");
  add_table(k, fact);
  add_figures(k, fact);
  add_lists(k, fact);
  add_sources(k, briefing);
  return fact;
}

void kit_fill_specimen(kit *k)
{
  add_front(k);
  brv_node *part = kit_add(k, k->document->root, BRV_NODE_PART, NULL);
  part->text = "Cloud";
  brv_node *fact = add_first_briefing(k, part);
  brv_node *other = kit_briefing(k, k->document->root, "2026/über", "Übersicht");
  add_section(k, other, "watch", "2026/über.watch", "What to watch");
  kit_para(k, other->last, NULL, "Whether it holds.");
  const brv_node *first_para = fact->first->next;
  begin_page(k, "Cover", k->document->root->first->first, 0);
  begin_page(k, "i", k->document->root->first->next->first, 0);
  begin_page(k, "1", part->first->first->first, 0);
  kit_set_anchor(k->pages->pages->pdata[2], "orders", 56, 80);
  begin_page(k, "2", first_para->first, 10);
  begin_page(k, "3", NULL, 0);
  const brv_node *table = first_para->next->next->next;
  begin_page(k, "4", table->last->prev, 0);
  begin_page(k, "5", other, 0);
}
