#include "random-kit.h"

typedef struct {
  set_kit *k;
  GRand *rand;
  guint serial;
  bool inside; /* a cell, a note, the margin: nothing floats or goes wide from here */
  bool tall;   /* cells may reach into rows below, and so are short: rows that hang together are not
                  parted within */
  GPtrArray *targets; /* of const char *: ids to refer to */
} maker;

static int dice(maker *m, int sides)
{
  return g_rand_int_range(m->rand, 0, sides);
}

/* A language's stock; what has no spaces is taken by the character. */
typedef struct {
  const char *language, *words;
  bool spaced;
} tongue;

static const tongue TONGUES[] = {
    {"de",
     "Auftragseingang Bundesnetzagentur und Lieferkettensorgfaltspflichtengesetz die der in "
     "Wettbewerbsfähigkeit „so“ Straße größer",
     true},
    {"fr", "l’intelligence « ainsi » développement des à où d’approvisionnement naïf cœur", true},
    {"ru", "достопримечательность и в производство заказов микропроцессоров было", true},
    {"he", "הזמנות שבבים חברה של בינה מלאכותית (2026) גדול", true},
    {"ar", "الطلبات على الرقائق شركة و الذكاء الاصطناعي 2026 كبيرة", true},
    {"ko", "주문이 벤치마크보다 먼저 나왔다. 칩은 수요가 늘었다, 회사의", true},
    {"ja", "注文は、評価より先に来た。「三社」が数十万個（推定）のチップを求めたという・ー々っゃ！",
     false},
    {"zh-Hans",
     "订单先于评测。“三家”公司据称要求数十万枚芯片，（推测）需求再次上升；独立实验室：沉默！",
     false},
    {"th", "คำสั่งซื้อมาก่อนการทดสอบมาตรฐานและความต้องการเพิ่มขึ้นอีกครั้งในวันต่อมา", false},
};

/* A word that no other has, and now and then what is hard to set. */
static void add_word(maker *m, GString *out)
{
  static const char *const SYLLABLES[] = {"con",  "sid", "er",  "a",   "ble", "in", "ter",  "na",
                                          "tion", "al",  "pro", "ces", "sor", "re", "port", "ing"};
  static const char *const ENDS[] = {",", ".", ";", ")", "”", "–", "-based", "…"};
  int count = 1 + dice(m, 4);
  for (int i = 0; i < count; i++)
    g_string_append(out, SYLLABLES[dice(m, G_N_ELEMENTS(SYLLABLES))]);
  g_string_append_printf(out, "q%u", m->serial++);
  if (dice(m, 5) == 0)
    g_string_append(out, ENDS[dice(m, G_N_ELEMENTS(ENDS))]);
  if (dice(m, 150) == 0)
    g_string_append_printf(out, " https://example.org/%u/%s/index.html?a=b", m->serial++,
                           "on-the-long-way-home/and-on-and-on-and-on");
}

static char *latin(maker *m, int count)
{
  GString *out = g_string_new(NULL);
  for (int i = 0; i < count; i++) {
    if (i > 0)
      g_string_append_c(out, ' ');
    add_word(m, out);
  }
  return g_string_free(out, FALSE);
}

static char *foreign(maker *m, const tongue *t, int count)
{
  GString *out = g_string_new(NULL);
  if (!t->spaced) {
    for (int i = 0; i < 1 + count / 12; i++)
      g_string_append(out, t->words);
    return g_string_free(out, FALSE);
  }
  g_auto(GStrv) words = g_strsplit(t->words, " ", -1);
  for (int i = 0; i < count; i++)
    g_string_append_printf(out, "%s%s", i ? " " : "", words[dice(m, (int)g_strv_length(words))]);
  return g_string_free(out, FALSE);
}

static void add_blocks(maker *m, brv_node *parent, int depth, int count);

static void add_page_ref(maker *m, brv_node *parent)
{
  if (m->targets->len == 0)
    return;
  set_words(m->k, parent, " see page ");
  brv_node *ref = set_add(m->k, parent, BRV_NODE_PAGE_REF, NULL);
  const char *id = m->targets->pdata[dice(m, (int)m->targets->len)];
  ref->target = brv_arena_printf(m->k->arena, "#%s", id);
}

static void add_note(maker *m, brv_node *parent)
{
  if (m->inside)
    return;
  brv_node *note = set_add(m->k, parent, BRV_NODE_NOTE, NULL);
  note->number = ++m->k->last_note;
  note->id = brv_arena_printf(m->k->arena, "call-%d", note->number);
  note->target = brv_arena_printf(m->k->arena, "#note-%d", note->number);
  m->inside = true;
  g_autofree char *words = latin(m, 1 + dice(m, dice(m, 12) == 0 ? 400 : 40));
  set_words(m->k, set_add(m->k, note, BRV_NODE_PARA, NULL), words);
  if (dice(m, 6) == 0)
    add_blocks(m, note, 0, 1 + dice(m, 2));
  m->inside = false;
}

static void add_inlines(maker *m, brv_node *parent, int count)
{
  while (count > 0) {
    int part = 1 + dice(m, 30), kind = dice(m, 24);
    g_autofree char *words = latin(m, MIN(part, count));
    brv_node *inside = parent;
    if (kind == 0)
      inside = set_add(m->k, parent, BRV_NODE_EMPH, NULL);
    else if (kind == 1)
      inside = set_add(m->k, parent, BRV_NODE_STRONG, NULL);
    if (kind == 2)
      set_add(m->k, parent, BRV_NODE_CODE_SPAN, NULL)->text = brv_arena_strdup(m->k->arena, words);
    else
      set_words(m->k, inside, words);
    if (kind == 3 || kind == 4)
      add_note(m, parent);
    if (kind == 5)
      add_page_ref(m, parent);
    if (kind == 6)
      set_add(m->k, parent, BRV_NODE_LINE_BREAK, NULL);
    if (kind == 7) {
      const tongue *t = &TONGUES[dice(m, G_N_ELEMENTS(TONGUES))];
      g_autofree char *island = foreign(m, t, 1 + dice(m, 6));
      brv_node *span = set_add(m->k, parent, BRV_NODE_SPAN, NULL);
      span->language = t->language;
      set_words(m->k, span, " ");
      set_words(m->k, span, island);
    }
    set_words(m->k, parent, " ");
    count -= part;
  }
}

static brv_node *add_para(maker *m, brv_node *parent, int most)
{
  brv_node *para = set_add(m->k, parent, BRV_NODE_PARA, NULL);
  if (dice(m, 6) == 0) {
    para->id = brv_arena_printf(m->k->arena, "p-%u", m->serial++);
    g_ptr_array_add(m->targets, (char *)para->id);
  }
  add_inlines(m, para, 1 + dice(m, most));
  return para;
}

static void add_foreign_para(maker *m, brv_node *parent)
{
  const tongue *t = &TONGUES[dice(m, G_N_ELEMENTS(TONGUES))];
  brv_node *para = set_add(m->k, parent, BRV_NODE_PARA, NULL);
  g_autofree char *words = foreign(m, t, 1 + dice(m, 120));
  para->language = t->language;
  set_words(m->k, para, words);
}

static void add_list(maker *m, brv_node *parent, int depth)
{
  brv_node *list = set_add(m->k, parent, BRV_NODE_LIST, NULL);
  list->list.ordered = dice(m, 2);
  list->list.start = 1 + dice(m, 9);
  for (int i = 1 + dice(m, 7); i > 0; i--) {
    brv_node *item = set_add(m->k, list, BRV_NODE_ITEM, NULL);
    add_para(m, item, dice(m, 3) == 0 ? 60 : 12);
    if (depth > 0 && dice(m, 5) == 0)
      add_blocks(m, item, depth - 1, 1);
  }
}

static void add_cell(maker *m, brv_node *row, int wide, int high)
{
  brv_node *cell = set_add(m->k, row, BRV_NODE_CELL, NULL);
  cell->cell.columns_wide = wide;
  cell->cell.rows_high = high;
  cell->cell.head = row->row.head;
  bool outer = m->inside;
  m->inside |= m->tall || dice(m, 8) > 0; /* else a note may be called here */
  add_para(m, cell, !m->tall && dice(m, 9) == 0 ? 120 : 8);
  if (!m->tall && dice(m, 10) == 0)
    add_para(m, cell, 20);
  m->inside = outer;
}

/* One row, but for cells that those of rows above reach into (`taken`, by column). */
static void add_row(maker *m, brv_node *table, int *taken, int columns, int left)
{
  brv_node *row = set_add(m->k, table, BRV_NODE_ROW, NULL);
  row->row.head = !row->prev || row->prev->kind == BRV_NODE_CAPTION ? dice(m, 3) > 0 : false;
  for (int c = 0; c < columns;) {
    if (taken[c] > 0) {
      taken[c++]--;
      continue;
    }
    int free = 1;
    while (c + free < columns && taken[c + free] == 0)
      free++;
    int wide = dice(m, 8) == 0 ? 1 + dice(m, free) : 1;
    int high = m->tall && dice(m, 6) == 0 && !row->row.head ? 1 + dice(m, MIN(left, 4)) : 1;
    add_cell(m, row, wide, high);
    for (int i = 0; i < wide; i++)
      taken[c++] = high - 1;
  }
}

static void add_table(maker *m, brv_node *parent)
{
  enum { MOST_COLUMNS = 5 };
  int taken[MOST_COLUMNS] = {0}, columns = 1 + dice(m, MOST_COLUMNS);
  int rows = 1 + dice(m, dice(m, 8) == 0 ? 60 : 8);
  brv_node *table = set_add(m->k, parent, BRV_NODE_TABLE, NULL);
  table->table.columns = columns;
  m->tall = dice(m, 3) == 0;
  if (dice(m, 2))
    add_inlines(m, set_add(m->k, table, BRV_NODE_CAPTION, NULL), 1 + dice(m, 12));
  for (int i = rows; i > 0; i--)
    add_row(m, table, taken, columns, i);
}

static void add_figure(maker *m, brv_node *parent)
{
  brv_asset *asset = brv_new(m->k->arena, brv_asset);
  *asset = (brv_asset){.kind = BRV_ASSET_SVG, .path = "picture.svg"};
  asset->width = 300;
  asset->height = 20 + dice(m, 400);
  const char *role = !m->inside && dice(m, 4) == 0 ? "figure-wide" : NULL;
  brv_node *figure = set_add(m->k, parent, BRV_NODE_FIGURE, role);
  set_add(m->k, figure, BRV_NODE_IMAGE, NULL)->asset = asset;
  if (dice(m, 3))
    add_inlines(m, set_add(m->k, figure, BRV_NODE_CAPTION, NULL), 1 + dice(m, 30));
}

/* What floats most: a picture, over all columns or not, that may be linked to. */
static void add_float(maker *m, brv_node *group)
{
  group->id = brv_arena_printf(m->k->arena, "f-%u", m->serial++);
  g_ptr_array_add(m->targets, (char *)group->id);
  add_figure(m, group);
}

/* Blocks with a role that stands, floats, or is kept in a manner of its own. */
static void add_group(maker *m, brv_node *parent, int depth)
{
  static const char *const ROLES[] = {"margin-note", "float",   "keep",
                                      "csv-wide",    "callout", "new-page"};
  const char *role = ROLES[dice(m, G_N_ELEMENTS(ROLES))];
  bool away = dice(m, 6) < 4, outer = m->inside;
  if (m->inside)
    role = "callout";
  brv_node *group = set_add(m->k, parent, BRV_NODE_GROUP, role);
  bool margin = g_str_equal(role, "margin-note");
  m->inside |= margin || (away && dice(m, 2));
  if (g_str_equal(role, "float") && dice(m, 2))
    add_float(m, group);
  else if (g_str_equal(role, "csv-wide"))
    add_table(m, group);
  else
    add_blocks(m, group, margin ? 0 : depth - 1, 1 + dice(m, 3));
  m->inside = outer;
}

static void add_code(maker *m, brv_node *parent)
{
  GString *lines = g_string_new(NULL);
  for (int i = 1 + dice(m, 12); i > 0; i--) {
    g_autofree char *words = latin(m, dice(m, 8));
    g_string_append_printf(lines, "  %s\n", words);
  }
  set_add(m->k, parent, BRV_NODE_CODE, NULL)->text = brv_arena_strdup(m->k->arena, lines->str);
  g_string_free(lines, TRUE);
}

static void add_heading(maker *m, brv_node *parent)
{
  g_autofree char *words = latin(m, 1 + dice(m, 9));
  brv_node *heading = set_heading(m->k, parent, 2 + dice(m, 3), words);
  heading->id = brv_arena_printf(m->k->arena, "h-%u", m->serial++);
  g_ptr_array_add(m->targets, (char *)heading->id);
}

static void add_block(maker *m, brv_node *parent, int depth)
{
  int kind = dice(m, depth > 0 ? 22 : 12);
  if (kind == 0)
    add_foreign_para(m, parent);
  else if (kind < 12)
    add_para(m, parent, dice(m, 8) == 0 ? 400 : 110);
  else if (kind < 14)
    add_heading(m, parent);
  else if (kind < 16)
    add_list(m, parent, depth - 1);
  else if (kind == 16)
    add_table(m, parent);
  else if (kind == 17)
    add_figure(m, parent);
  else if (kind == 18)
    add_code(m, parent);
  else if (kind == 19)
    add_blocks(m, set_add(m->k, parent, BRV_NODE_QUOTE, NULL), depth - 1, 1 + dice(m, 3));
  else
    add_group(m, parent, depth);
}

static void add_blocks(maker *m, brv_node *parent, int depth, int count)
{
  for (; count > 0; count--)
    add_block(m, parent, depth);
}

void set_random_document(set_kit *k, guint32 seed)
{
  maker m = {.k = k, .rand = g_rand_new_with_seed(seed), .targets = g_ptr_array_new()};
  for (int i = 1 + dice(&m, 2); i > 0; i--) {
    g_autofree char *title = latin(&m, 1 + dice(&m, 9));
    g_autofree char *standfirst = latin(&m, 1 + dice(&m, 40));
    brv_node *briefing = set_briefing(k, brv_arena_strdup(k->arena, title), NULL);
    set_words(k, set_add(k, briefing->first, BRV_NODE_PARA, "standfirst"), standfirst);
    add_blocks(&m, briefing, 3, 1 + dice(&m, 16));
    add_para(&m, briefing, 40);
  }
  g_rand_free(m.rand);
  g_ptr_array_unref(m.targets);
}
