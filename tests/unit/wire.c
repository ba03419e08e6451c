/* The bytes of a worker's answer: what is written comes back the same, and nothing that is read
 * can harm the reader. */
#include "plugin/internal.h"

#include <string.h>

typedef struct {
  brv_arena *arena;
  brv_diags *diags;
  brv_wire_names *names;
  const brv_source *source, *inner;
  const brv_asset *asset;
} wire_kit;

static void set_up(wire_kit *kit, gconstpointer unused G_GNUC_UNUSED)
{
  static const char text[] = "one line\nanother\n";
  static const brv_source_run run = {.from = 4};
  static const brv_asset picture = {.path = "a.png", .width = 20, .height = 10};
  *kit = (wire_kit){brv_arena_new(), brv_diags_new(), brv_wire_names_new()};
  kit->source = brv_source_new(kit->arena, "a.md", text, strlen(text));
  kit->inner = brv_source_derived(kit->arena, kit->source, "line", 4, &run, 1, 8);
  kit->asset = &picture;
  brv_wire_name_source(kit->names, kit->inner);
  brv_wire_name_asset(kit->names, kit->asset);
}

static void tear_down(wire_kit *kit, gconstpointer unused G_GNUC_UNUSED)
{
  brv_wire_names_free(kit->names);
  brv_diags_free(kit->diags);
  brv_arena_free(kit->arena);
}

/* --- a document with everything in it --- */

static brv_node *add(wire_kit *kit, brv_node *parent, brv_node_kind kind)
{
  brv_node *node = brv_node_new(kit->arena, kind, (brv_place){kit->source, 3, 2});
  brv_node_append(parent, node);
  return node;
}

static brv_node *add_text(wire_kit *kit, brv_node *parent, brv_node_kind kind, const char *text)
{
  brv_node *node = add(kit, parent, kind);
  node->text = text;
  return node;
}

static brv_node *add_para(wire_kit *kit, brv_node *parent, const char *text)
{
  brv_node *para = add(kit, parent, BRV_NODE_PARA);
  add_text(kit, para, BRV_NODE_TEXT, text);
  return para;
}

static void add_pieces(wire_kit *kit, brv_node *para)
{
  static const brv_node_kind spans[] = {BRV_NODE_EMPH, BRV_NODE_STRONG, BRV_NODE_SPAN};
  for (gsize i = 0; i < G_N_ELEMENTS(spans); i++) {
    brv_node *span = add(kit, para, spans[i]);
    span->role = "role";
    span->language = "fr";
    add_text(kit, span, BRV_NODE_TEXT, "");
  }
  add(kit, para, BRV_NODE_SPACE);
  add(kit, para, BRV_NODE_LINE_BREAK);
  add_text(kit, para, BRV_NODE_CODE_SPAN, "code ü");
  brv_node *link = add(kit, para, BRV_NODE_LINK);
  link->target = "pack:orders#watch";
  add_text(kit, link, BRV_NODE_TEXT, "link");
  brv_node *cite = add_text(kit, para, BRV_NODE_CITE, "p. 3");
  cite->target = "wire";
  add(kit, para, BRV_NODE_PAGE_REF)->target = "#here";
  brv_node *note = add(kit, para, BRV_NODE_NOTE);
  note->target = "1";
  add_para(kit, note, "a note");
  brv_node *image = add(kit, para, BRV_NODE_IMAGE);
  image->asset = kit->asset;
  image->alt = "";
}

static void add_cells(wire_kit *kit, brv_node *table, bool head, int first, int second, int high)
{
  brv_node *row = add(kit, table, BRV_NODE_ROW);
  row->row.head = head;
  row->row.marked = !head;
  const int wide[] = {first, second};
  for (gsize i = 0; i < G_N_ELEMENTS(wide); i++) {
    if (!wide[i])
      continue;
    brv_node *cell = add(kit, row, BRV_NODE_CELL);
    cell->cell.columns_wide = wide[i];
    cell->cell.rows_high = high;
    cell->cell.shade = i ? BRV_SHADE_MOST : 0;
    cell->cell.head = i == 0;
    add_para(kit, cell, "cell");
  }
}

static void add_table(wire_kit *kit, brv_node *parent)
{
  static const brv_align aligns[] = {BRV_ALIGN_START, BRV_ALIGN_POINT, BRV_ALIGN_END};
  static const double widths[] = {0.25, 0.25, 0.5};
  brv_node *table = add(kit, parent, BRV_NODE_TABLE);
  table->table.columns = 3;
  table->table.aligns = aligns;
  table->table.widths = widths;
  add_text(kit, add(kit, table, BRV_NODE_CAPTION), BRV_NODE_TEXT, "caption");
  add_cells(kit, table, true, 1, 2, 1);
  add_cells(kit, table, false, 1, 2, 2);
  add(kit, table, BRV_NODE_ROW);
}

static void add_drawing(wire_kit *kit, brv_node *parent)
{
  static const brv_pen pen = {.width = 0.5,
                              .dashes = {2, 1, 0, 3},
                              .dash_count = 4,
                              .cap = BRV_CAP_ROUND,
                              .join = BRV_JOIN_BEVEL};
  static brv_draw_step steps[] = {
      {.op = BRV_DRAW_SAVE},
      {.op = BRV_DRAW_MOVE, .x = 1, .y = 2.5},
      {.op = BRV_DRAW_CURVE, .x1 = 1, .y1 = 2, .x2 = 3, .y2 = 4, .x = -5, .y = 1e-3},
      {.op = BRV_DRAW_CLOSE},
      {.op = BRV_DRAW_CLIP},
      {.op = BRV_DRAW_STROKE, .colour = "accent", .strength = 0.5, .pen = &pen},
      {.op = BRV_DRAW_RESTORE},
      {.op = BRV_DRAW_FILL, .colour = "ink", .strength = 1},
      {.op = BRV_DRAW_TEXT, .text = "x", .colour = "ink", .role = "r", .anchor = BRV_ANCHOR_END},
      {.op = BRV_DRAW_TEXT, .text = "y", .role = "r"},
  };
  brv_drawing *drawing = brv_new(kit->arena, brv_drawing);
  for (gsize i = 0; i < G_N_ELEMENTS(steps); i++)
    steps[i].next = i + 1 < G_N_ELEMENTS(steps) ? &steps[i + 1] : NULL;
  *drawing = (brv_drawing){.width = 100,
                           .height = 50,
                           .baseline = 40,
                           .first = steps,
                           .last = &steps[G_N_ELEMENTS(steps) - 1]};
  brv_node *node = add(kit, parent, BRV_NODE_DRAWING);
  node->drawing = drawing;
  node->alt = "a drawing";
}

static void add_blocks(wire_kit *kit, brv_node *section)
{
  brv_node *heading = add(kit, section, BRV_NODE_HEADING);
  heading->level = 2;
  heading->id = "here";
  add_text(kit, heading, BRV_NODE_TEXT, "Heading");
  add_pieces(kit, add(kit, section, BRV_NODE_PARA));
  brv_node *list = add(kit, section, BRV_NODE_LIST);
  list->list.ordered = list->list.loose = true;
  list->list.start = 7;
  brv_node *item = add(kit, list, BRV_NODE_ITEM);
  item->label = "7.";
  item->number = 7;
  add_para(kit, item, "item")->place = (brv_place){kit->inner, 1, 2};
  add_table(kit, section);
  add_para(kit, add(kit, section, BRV_NODE_QUOTE), "quote")->place = BRV_NO_PLACE;
  add_text(kit, section, BRV_NODE_CODE, "a\n  b")->target = "lua";
  brv_node *figure = add(kit, section, BRV_NODE_FIGURE);
  figure->role = "chart";
  add_drawing(kit, figure);
  add_text(kit, add(kit, figure, BRV_NODE_CAPTION), BRV_NODE_TEXT, "caption");
  add(kit, section, BRV_NODE_BREAK);
  add_para(kit, add(kit, section, BRV_NODE_GROUP), "in a group");
}

static brv_node *document(wire_kit *kit)
{
  static const brv_briefing_info info = {"Orders", "orders",  "Short",     "Kicker",
                                         "Cloud",  "Summary", "2026-04-26"};
  brv_node *root = brv_node_new(kit->arena, BRV_NODE_DOCUMENT, BRV_NO_PLACE);
  root->language = "en-GB";
  brv_node *briefing = add(kit, root, BRV_NODE_BRIEFING);
  briefing->briefing = &info;
  add_para(kit, add(kit, briefing, BRV_NODE_HEADER), "kicker");
  brv_node *section = add(kit, briefing, BRV_NODE_SECTION);
  section->type = section->role = "watch";
  add_blocks(kit, section);
  return root;
}

/* --- there and back --- */

static GByteArray *written(wire_kit *kit, const brv_node *root)
{
  brv_wire_writer w = {g_byte_array_new(), kit->names};
  brv_wire_put_tree(&w, root);
  return w.out;
}

static void expect_same_steps(const brv_drawing *a, const brv_drawing *b)
{
  const brv_draw_step *s = a->first, *t = b->first;
  g_assert_cmpfloat(a->width, ==, b->width);
  g_assert_cmpfloat(a->height, ==, b->height);
  g_assert_cmpfloat(a->baseline, ==, b->baseline);
  for (; s && t; s = s->next, t = t->next) {
    g_assert_cmpint(s->op, ==, t->op);
    g_assert_cmpint(s->anchor, ==, t->anchor);
    g_assert_cmpmem(&s->x1, 6 * sizeof s->x1, &t->x1, 6 * sizeof t->x1);
    g_assert_cmpfloat(s->strength, ==, t->strength);
    g_assert_true(!s->pen == !t->pen);
    if (s->pen)
      g_assert_cmpmem(s->pen, sizeof *s->pen, t->pen, sizeof *t->pen);
    g_assert_cmpstr(s->colour, ==, t->colour);
    g_assert_cmpstr(s->text, ==, t->text);
    g_assert_cmpstr(s->role, ==, t->role);
  }
  g_assert_true(!s && !t);
}

static void expect_same(const brv_node *root, const brv_node *back)
{
  g_autoptr(GString) before = g_string_new(NULL), after = g_string_new(NULL);
  brv_node_dump(root, before);
  brv_node_dump(back, after);
  g_assert_cmpstr(before->str, ==, after->str);
  const brv_node *a = root, *b = back;
  for (; a && b; a = brv_node_next(a, root), b = brv_node_next(b, back)) {
    const brv_place sent = brv_place_outermost(a->place);
    g_assert_true(sent.source == b->place.source);
    g_assert_cmpuint(sent.offset, ==, b->place.offset);
    g_assert_cmpuint(sent.length, ==, b->place.length);
    if (a->kind == BRV_NODE_DRAWING)
      expect_same_steps(a->drawing, b->drawing);
    if (a->kind == BRV_NODE_TABLE)
      g_assert_cmpmem(a->table.widths, 3 * sizeof(double), b->table.widths, 3 * sizeof(double));
    if (a->kind == BRV_NODE_IMAGE)
      g_assert_true(a->asset == b->asset);
    if (a->kind == BRV_NODE_BRIEFING) {
      g_assert_cmpstr(a->briefing->category, ==, b->briefing->category);
      g_assert_cmpstr(a->briefing->date, ==, b->briefing->date);
    }
  }
}

static void test_tree(wire_kit *kit, gconstpointer unused G_GNUC_UNUSED)
{
  brv_node *root = document(kit);
  brv_wire_reader r = brv_wire_read(kit->arena, kit->names, written(kit, root));
  brv_node *back = brv_wire_take_tree(&r);
  g_assert_nonnull(back);
  g_assert_true(brv_wire_is_done(&r));
  expect_same(root, back);
}

/* What was derived from a text has no number, the text has one; what the child made has none. */
static void test_unknown_source(wire_kit *kit, gconstpointer unused G_GNUC_UNUSED)
{
  brv_wire_writer w = {g_byte_array_new(), kit->names};
  brv_wire_put_place(&w, (brv_place){kit->inner, 1, 2});
  brv_wire_put_place(&w, (brv_place){brv_source_new(kit->arena, "b", "b", 1), 0, 1});
  brv_wire_reader r = brv_wire_read(kit->arena, kit->names, w.out);
  brv_place place = brv_wire_take_place(&r);
  g_assert_true(place.source == kit->source);
  g_assert_cmpuint(place.offset, ==, 5);
  g_assert_cmpuint(place.length, ==, 2);
  g_assert_null(brv_wire_take_place(&r).source);
  g_assert_true(brv_wire_is_done(&r));
}

static brv_value *value(wire_kit *kit)
{
  static const char json[] =
      "{\"a\": [1, 2.5, -1e300, true, false, \"\", \"ü\"], \"b\": {\"c\": [], \"d\": {}}}";
  brv_source *source = brv_source_new(kit->arena, "v.json", json, strlen(json));
  return brv_json_read(kit->arena, (brv_place){source, 0, (guint32)strlen(json)}, kit->diags);
}

static void test_value(wire_kit *kit, gconstpointer unused G_GNUC_UNUSED)
{
  brv_value *there = value(kit);
  there->members[1].value->members[1].value->either = true;
  brv_wire_writer w = {g_byte_array_new(), kit->names};
  brv_wire_put_value(&w, there);
  brv_wire_reader r = brv_wire_read(kit->arena, kit->names, w.out);
  brv_value *back = brv_wire_take_value(&r, (brv_place){kit->source, 0, 0});
  g_assert_true(back && brv_wire_is_done(&r));
  g_autoptr(GString) before = g_string_new(NULL), after = g_string_new(NULL);
  brv_value_dump(there, 0, before);
  brv_value_dump(back, 0, after);
  g_assert_cmpstr(before->str, ==, after->str);
  g_assert_true(back->members[1].value->members[1].value->either);
  g_assert_true(back->members[0].value->place.source == kit->source);
}

static void report_some(wire_kit *kit, brv_diags *diags)
{
  brv_place place = {kit->source, 9, 7}, via = {kit->source, 0, 3};
  brv_report(diags, BRV_EDITORIAL_WARNING, place, NULL, "%s", "a warning");
  brv_report_via(diags, BRV_PLUGIN_FAILED, place, via, "a way out", "%s", "an error");
  brv_report(diags, BRV_PLUGIN_LIMIT, BRV_NO_PLACE, NULL, "%s", "nowhere");
  for (int i = 0; i < 1200; i++)
    brv_report(diags, BRV_EDITORIAL_WARNING, place, NULL, "warning %d", i);
}

static char *printed(brv_diags *diags)
{
  char *text = NULL;
  size_t length;
  FILE *out = open_memstream(&text, &length);
  brv_diags_print(diags, out);
  fclose(out);
  return text;
}

static void test_messages(wire_kit *kit, gconstpointer unused G_GNUC_UNUSED)
{
  g_autoptr(brv_diags) there = brv_diags_new();
  report_some(kit, there);
  brv_wire_writer w = {g_byte_array_new(), kit->names};
  brv_wire_put_messages(&w, there);
  brv_wire_reader r = brv_wire_read(kit->arena, kit->names, w.out);
  brv_wire_take_messages(&r, kit->diags);
  g_assert_true(brv_wire_is_done(&r));
  char *before = printed(there), *after = printed(kit->diags);
  g_assert_cmpstr(before, ==, after);
  g_assert_cmpuint(brv_diags_errors(kit->diags), ==, 2);
  g_assert_cmpuint(brv_diags_warnings(kit->diags), ==, 1201);
  free(before);
  free(after);
}

/* --- answers that an enemy wrote --- */

/* Reads all three kinds out of the bytes; whatever comes of it is walked through. */
static void read_all(wire_kit *kit, const guint8 *bytes, gsize length)
{
  g_autoptr(brv_arena) arena = brv_arena_new();
  g_autoptr(brv_diags) diags = brv_diags_new();
  g_autoptr(GString) dump = g_string_new(NULL);
  for (int kind = 0; kind < 3; kind++) {
    GByteArray *copy = g_byte_array_new();
    g_byte_array_append(copy, bytes, (guint)length);
    brv_wire_reader r = brv_wire_read(arena, kit->names, copy);
    if (kind == 0) {
      brv_node *root = brv_wire_take_tree(&r);
      if (root)
        brv_node_dump(root, dump);
    } else if (kind == 1) {
      brv_value *back = brv_wire_take_value(&r, BRV_NO_PLACE);
      if (back)
        brv_value_dump(back, 0, dump);
    } else {
      brv_wire_take_messages(&r, diags);
      free(printed(diags));
    }
  }
}

static GByteArray *good_answer(wire_kit *kit, int kind)
{
  brv_wire_writer w = {g_byte_array_new(), kit->names};
  g_autoptr(brv_diags) diags = brv_diags_new();
  brv_report(diags, BRV_PLUGIN_FAILED, (brv_place){kit->source, 1, 2}, "help", "%s", "text");
  if (kind == 0)
    brv_wire_put_tree(&w, document(kit));
  else if (kind == 1)
    brv_wire_put_value(&w, value(kit));
  else
    brv_wire_put_messages(&w, diags);
  return w.out;
}

/* --- counts --- */

static void test_counts(wire_kit *kit, gconstpointer unused G_GNUC_UNUSED)
{
  static const guint32 counts[] = {0, 1, 127, 128, 16383, 16384, G_MAXINT32, G_MAXUINT32};
  brv_wire_writer w = {g_byte_array_new(), kit->names};
  guint begun = brv_wire_begin(&w);
  for (gsize i = 0; i < G_N_ELEMENTS(counts); i++)
    brv_wire_put_count(&w, counts[i]);
  brv_wire_end(&w, begun);
  brv_wire_reader r = brv_wire_read(kit->arena, kit->names, w.out);
  g_assert_cmpuint(brv_wire_take_measure(&r), ==, 1 + 1 + 1 + 2 + 2 + 3 + 5 + 5);
  for (gsize i = 0; i < G_N_ELEMENTS(counts); i++)
    g_assert_cmpuint(brv_wire_take_count(&r, G_MAXUINT32), ==, counts[i]);
  g_assert_true(brv_wire_is_done(&r));
}

/* One that never ends, one that ends too late, and one that is more than 32 bits hold. */
static void test_counts_too_long(wire_kit *kit, gconstpointer unused G_GNUC_UNUSED)
{
  static const guint8 wrong[][6] = {
      {0x80}, {0x80, 0x80, 0x80, 0x80, 0x80, 0x00}, {0xff, 0xff, 0xff, 0xff, 0x1f}};
  static const guint lengths[] = {1, 6, 5};
  for (gsize i = 0; i < G_N_ELEMENTS(wrong); i++) {
    GByteArray *bytes = g_byte_array_new();
    g_byte_array_append(bytes, wrong[i], lengths[i]);
    brv_wire_reader r = brv_wire_read(kit->arena, kit->names, bytes);
    g_assert_cmpuint(brv_wire_take_count(&r, G_MAXUINT32), ==, 0);
    g_assert_true(r.bad);
  }
}

static void test_cut_short(wire_kit *kit, gconstpointer unused G_GNUC_UNUSED)
{
  for (int kind = 0; kind < 3; kind++) {
    g_autoptr(GByteArray) good = good_answer(kit, kind);
    for (gsize length = 0; length < good->len; length++)
      read_all(kit, good->data, length);
  }
  g_autoptr(GByteArray) tree = good_answer(kit, 0);
  for (guint length = 0; length < tree->len; length++) {
    g_autoptr(brv_arena) arena = brv_arena_new();
    GByteArray *part = g_byte_array_new();
    g_byte_array_append(part, tree->data, length);
    brv_wire_reader r = brv_wire_read(arena, kit->names, part);
    g_assert_true(!brv_wire_take_tree(&r) && !brv_wire_is_done(&r));
  }
}

/* Every byte gets values that hurt, one at a time; then many at once, by a generator of our own so
 * that a failure comes again. */
static void test_bytes_turned(wire_kit *kit, gconstpointer unused G_GNUC_UNUSED)
{
  static const guint8 hurts[] = {0x00, 0x01, 0x7f, 0x80, 0xff};
  for (int kind = 0; kind < 3; kind++) {
    g_autoptr(GByteArray) good = good_answer(kit, kind);
    for (guint at = 0; at < good->len; at++) {
      guint8 kept = good->data[at];
      for (gsize i = 0; i < G_N_ELEMENTS(hurts); i++) {
        good->data[at] = hurts[i];
        read_all(kit, good->data, good->len);
      }
      good->data[at] = kept;
    }
  }
}

static guint32 next_of(guint32 *state)
{
  return *state = *state * 1664525u + 1013904223u; /* Knuth's, as in Numerical Recipes */
}

static void test_bytes_mixed(wire_kit *kit, gconstpointer unused G_GNUC_UNUSED)
{
  guint32 state = 3;
  for (int round = 0; round < 4000; round++) {
    g_autoptr(GByteArray) bytes = good_answer(kit, round % 3);
    for (guint i = 0; i < 1 + next_of(&state) % 8; i++) {
      guint at = (next_of(&state) >> 8) % bytes->len;
      bytes->data[at] = (guint8)(next_of(&state) >> 16);
    }
    read_all(kit, bytes->data, bytes->len);
  }
}

static void test_noise(wire_kit *kit, gconstpointer unused G_GNUC_UNUSED)
{
  guint32 state = 5;
  guint8 noise[512];
  for (int round = 0; round < 4000; round++) {
    for (gsize i = 0; i < sizeof noise; i++)
      noise[i] = (guint8)(next_of(&state) >> (round % 2 ? 24 : 30)); /* the second: small numbers */
    read_all(kit, noise, sizeof noise);
  }
}

/* A wrong shape is refused even where every byte can be read. */
static void test_wrong_shapes(wire_kit *kit, gconstpointer unused G_GNUC_UNUSED)
{
  static const struct {
    brv_node_kind parent, child;
  } wrong[] = {
      {BRV_NODE_DOCUMENT, BRV_NODE_PARA},   {BRV_NODE_DOCUMENT, BRV_NODE_PART},
      {BRV_NODE_BRIEFING, BRV_NODE_PARA},   {BRV_NODE_SECTION, BRV_NODE_TEXT},
      {BRV_NODE_SECTION, BRV_NODE_SECTION}, {BRV_NODE_SECTION, BRV_NODE_CAPTION},
      {BRV_NODE_SECTION, BRV_NODE_DATA},    {BRV_NODE_SECTION, BRV_NODE_COVER},
      {BRV_NODE_LIST, BRV_NODE_PARA},       {BRV_NODE_TABLE, BRV_NODE_CELL},
      {BRV_NODE_PARA, BRV_NODE_PARA},       {BRV_NODE_ROW, BRV_NODE_ROW},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(wrong); i++) {
    brv_node *root = document(kit), *parent = root;
    while (parent->kind != wrong[i].parent)
      parent = brv_node_next(parent, root);
    brv_node *child = add(kit, parent, wrong[i].child);
    child->text = child->target = "x";
    brv_wire_reader r = brv_wire_read(kit->arena, kit->names, written(kit, root));
    g_assert_null(brv_wire_take_tree(&r));
  }
}

/* What Cairo would stumble over. */
static void test_wrong_drawings(wire_kit *kit, gconstpointer unused G_GNUC_UNUSED)
{
  static const brv_pen empty = {.width = 1, .dash_count = 2}, many = {.width = 1, .dash_count = 9};
  static brv_draw_step wrong[] = {
      {.op = BRV_DRAW_SAVE},
      {.op = BRV_DRAW_RESTORE},
      {.op = BRV_DRAW_CLIP},
      {.op = BRV_DRAW_OPS},
      {.op = BRV_DRAW_FILL},
      {.op = BRV_DRAW_TEXT, .text = "x"},
      {.op = BRV_DRAW_FILL, .colour = "ink", .strength = 1.5},
      {.op = BRV_DRAW_MOVE, .x = 1e9},
      {.op = BRV_DRAW_STROKE, .colour = "ink", .pen = &empty},
      {.op = BRV_DRAW_STROKE, .colour = "ink", .pen = &many},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(wrong); i++) {
    brv_node *root = document(kit), *node = root;
    while (node->kind != BRV_NODE_DRAWING)
      node = brv_node_next(node, root);
    brv_drawing *drawing = brv_new(kit->arena, brv_drawing);
    *drawing = (brv_drawing){.width = 1, .height = 1, .first = &wrong[i], .last = &wrong[i]};
    node->drawing = drawing;
    brv_wire_reader r = brv_wire_read(kit->arena, kit->names, written(kit, root));
    g_assert_null(brv_wire_take_tree(&r));
  }
}

static void test_wrong_tables(wire_kit *kit, gconstpointer unused G_GNUC_UNUSED)
{
  for (int way = 0; way < 3; way++) {
    brv_node *root = document(kit), *table = root;
    while (table->kind != BRV_NODE_TABLE)
      table = brv_node_next(table, root);
    if (way == 0)
      table->first->next->first->cell.columns_wide = 2;
    else if (way == 1)
      table->last->prev->first->cell.rows_high = 1;
    else
      table->last->prev->first->cell.rows_high = 1000000;
    brv_wire_reader r = brv_wire_read(kit->arena, kit->names, written(kit, root));
    g_assert_null(brv_wire_take_tree(&r));
  }
}

#define ADD(name, test) g_test_add("/wire/" name, wire_kit, NULL, set_up, test, tear_down)

int main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  ADD("tree", test_tree);
  ADD("unknown-source", test_unknown_source);
  ADD("value", test_value);
  ADD("messages", test_messages);
  ADD("counts", test_counts);
  ADD("counts-too-long", test_counts_too_long);
  ADD("cut-short", test_cut_short);
  ADD("bytes-turned", test_bytes_turned);
  ADD("bytes-mixed", test_bytes_mixed);
  ADD("noise", test_noise);
  ADD("wrong-shapes", test_wrong_shapes);
  ADD("wrong-drawings", test_wrong_drawings);
  ADD("wrong-tables", test_wrong_tables);
  return g_test_run();
}
