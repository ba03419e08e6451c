#include <string.h>

#include "typeset/line.h"
#include "typeset/table.h"

static double sum(const double *values, guint count)
{
  double total = 0;
  for (guint i = 0; i < count; i++)
    total += values[i];
  return total;
}

static void share_by(const double *base, const double *weights, guint columns, double rest,
                     double *widths)
{
  double total = sum(weights, columns);
  for (guint i = 0; i < columns; i++)
    widths[i] = base[i] + (total > 0 ? rest * weights[i] / total : rest / columns);
}

/* The column that wants the least more to hold its lines whole, or -1. */
static int least_needy(const double *widest, const double *widths, guint columns)
{
  int found = -1;
  for (guint i = 0; i < columns; i++) {
    double need = widest[i] - widths[i];
    if (need > 0.01 && (found < 0 || need < widest[found] - widths[found]))
      found = (int)i;
  }
  return found;
}

/* Takes `amount` from what columns have beyond `floor`, from each in proportion. */
static double take(const double *floor, double *widths, guint columns, double amount)
{
  double spare = 0;
  for (guint i = 0; i < columns; i++)
    spare += MAX(widths[i] - floor[i], 0);
  double part = spare > 0 ? MIN(amount / spare, 1) : 0;
  for (guint i = 0; i < columns; i++)
    widths[i] -= part * MAX(widths[i] - floor[i], 0);
  return part * spare;
}

/* What a wish gives a column beyond its widest line goes to those that must break theirs, the
 * nearest to holding them first; and none is narrower than its longest word if there is room. */
static void mend_wishes(const double *narrowest, const double *widest, guint columns,
                        double *widths)
{
  for (guint i = 0; i < columns; i++)
    if (widths[i] < narrowest[i])
      widths[i] += take(narrowest, widths, columns, narrowest[i] - widths[i]);
  for (guint round = 0; round < columns; round++) {
    int needy = least_needy(widest, widths, columns);
    if (needy < 0)
      return;
    widths[needy] += take(widest, widths, columns, widest[needy] - widths[needy]);
  }
}

void brv_table_share(const double *narrowest, const double *widest, const double *wishes,
                     guint columns, double room, double *widths)
{
  double least = sum(narrowest, columns), most = sum(widest, columns);
  double wished = wishes ? sum(wishes, columns) : 0;
  g_autofree double *zeroes = g_new0(double, columns);
  g_autofree double *wants = g_new0(double, columns);
  for (guint i = 0; i < columns; i++)
    wants[i] = MAX(widest[i] - narrowest[i], 0);
  if (wished > 0) {
    share_by(zeroes, wishes, columns, room, widths);
    mend_wishes(narrowest, widest, columns, widths);
  } else if (most <= room)
    share_by(widest, widest, columns, room - most, widths);
  else if (least <= room)
    share_by(narrowest, wants, columns, room - least, widths);
  else
    share_by(zeroes, narrowest, columns, room, widths);
}

/* Words are divided in columns at least so wide. */
static const double DIVIDED_EM = 3.5;

static void measure_para(brv_table *table, brv_cell *cell, const brv_node *para)
{
  brv_setter *setter = table->setter;
  brv_column column = {.role = cell->role};
  const brv_style *style = brv_block_style(setter, &column, para);
  if (!style)
    return;
  guint words = setter->words;
  brv_text *text = brv_text_new(setter, brv_node_language(para));
  brv_text_add_inlines(setter, text, para, style);
  brv_widths widths = brv_text_widths(setter, text);
  double narrowest = widths.narrowest;
  if (setter->in_table.divides)
    narrowest = MAX(widths.divided, MIN(narrowest, DIVIDED_EM * style->size));
  cell->widest = MAX(cell->widest, widths.widest);
  cell->narrowest = MAX(cell->narrowest, narrowest);
  cell->length += widths.widest;
  cell->paras++;
  setter->words = words;
}

/* A drawing is as wide as it asks to be, its words at their size. */
static void measure_drawings(const brv_setter *setter, brv_cell *cell)
{
  double scale = 1 - setter->in_table.smaller;
  for (const brv_node *node = cell->node->first; node; node = node->next)
    if (node->kind == BRV_NODE_DRAWING && node->drawing) {
      cell->widest = MAX(cell->widest, scale * node->drawing->width);
      cell->narrowest = MAX(cell->narrowest, scale * node->drawing->width);
    }
}

/* Running text is not read word by word: it gets three lines, or a column of some words. */
static double comfort(const brv_table *table, const brv_cell *cell)
{
  static const double LINES = 3, WORDS_EM = 7.5;
  return MIN(cell->length / LINES, WORDS_EM * table->style->size);
}

static void measure_cell(brv_table *table, brv_cell *cell)
{
  cell->length = cell->paras = 0;
  cell->narrowest = cell->widest = cell->before_point = cell->after_point = 0;
  measure_drawings(table->setter, cell);
  for (const brv_node *node = cell->node->first; node; node = brv_node_skip(node, cell->node)) {
    const brv_node *para = node;
    while (para && !brv_node_is_inline(para) && para->kind != BRV_NODE_PARA)
      para = brv_node_next(para, node);
    for (; para && para->kind == BRV_NODE_PARA; para = brv_node_skip(para, node))
      measure_para(table, cell, para);
  }
  cell->narrowest = MAX(cell->narrowest, MIN(comfort(table, cell), cell->widest));
}

bool brv_is_number(const char *words)
{
  static const char *const SIGNS[] = {"\342\210\222",
                                      "\342\202\254",
                                      "\302\243",
                                      "\302\245",
                                      "\302\240",
                                      "\342\200\257",
                                      "\302\261",
                                      "\342\211\210",
                                      "\342\200\260",
                                      "-",
                                      "+",
                                      "$",
                                      "%",
                                      "<",
                                      ">",
                                      "~",
                                      ",",
                                      ".",
                                      " "};
  bool digits = false;
  for (const char *p = words; *p;) {
    gsize step = g_ascii_isdigit(*p);
    digits |= step > 0;
    for (gsize i = 0; step == 0 && i < G_N_ELEMENTS(SIGNS); i++)
      if (g_str_has_prefix(p, SIGNS[i]))
        step = strlen(SIGNS[i]);
    if (step == 0)
      return false;
    p += step;
  }
  return digits;
}

/* A dash alone says that there is nothing to say. */
static bool is_empty(const char *words)
{
  return !*words || g_str_equal(words, "-") || g_str_equal(words, "\342\200\223") ||
         g_str_equal(words, "\342\200\224") || g_str_equal(words, "\342\210\222");
}

/* Numbers stand under one another even where the editor did not say so: on their point, so that
 * percent signs and the marks of notes stand beside them. */
static void find_number_columns(brv_table *table)
{
  g_autofree bool *words = g_new0(bool, table->columns);
  bool *numbers = table->numeric;
  for (guint i = 0; i < table->cells->len; i++) {
    const brv_cell *cell = &g_array_index(table->cells, brv_cell, i);
    g_autoptr(GString) plain = g_string_new(NULL);
    brv_node_plain_text(cell->node, plain);
    if (cell->row < table->head_rows || is_empty(plain->str))
      continue;
    bool number = brv_is_number(plain->str);
    numbers[cell->column] |= number;
    words[cell->column] |= !number;
  }
  for (guint i = 0; i < table->columns; i++) {
    numbers[i] &= !words[i];
    if (numbers[i] && table->aligns[i] != BRV_ALIGN_CENTRE)
      table->aligns[i] = table->rtl ? BRV_ALIGN_END : BRV_ALIGN_POINT;
  }
}

/* A cell over several columns asks each for an equal part. */
static void gather(const brv_table *table, double *narrowest, double *widest)
{
  for (guint i = 0; i < table->cells->len; i++) {
    const brv_cell *cell = &g_array_index(table->cells, brv_cell, i);
    double gaps = table->gap * (cell->columns_wide - 1);
    for (guint k = 0; k < cell->columns_wide; k++) {
      guint column = cell->column + k;
      narrowest[column] =
          MAX(narrowest[column], MAX(cell->narrowest - gaps, 0) / cell->columns_wide);
      widest[column] = MAX(widest[column], MAX(cell->widest - gaps, 0) / cell->columns_wide);
    }
  }
}

/* Labels with a value each: the same share for all such tables, or what the labels need. */
static bool is_pairs(const brv_table *table)
{
  bool pairs = table->columns == 2 && table->head_rows == 0 && !table->node->table.widths;
  for (guint i = 0; pairs && i < table->cells->len; i++) {
    const brv_cell *cell = &g_array_index(table->cells, brv_cell, i);
    pairs = cell->column > 0 || cell->node->cell.head;
  }
  return pairs;
}

static void share_pairs(const double *widest, double room, double *widths)
{
  static const double LABELS = 0.24, MOST = 0.5;
  widths[0] = MAX(LABELS * room, MIN(widest[0], MOST * room));
  widths[1] = room - widths[0];
}

static void read_metrics(brv_table *table)
{
  static const double TIGHT = 0.6;
  const brv_value *map = brv_value_member(table->setter->layout->source, "table");
  const brv_style *style = table->style;
  double em = style->size, scale = 1 - table->setter->in_table.smaller;
  table->gap = scale * (table->tight ? TIGHT : 1) * brv_layout_length(map, "gap", em, 12);
  table->pad_above = brv_layout_length(map, "pad_above", em, 3);
  table->pad_below = brv_layout_length(map, "pad_below", em, 3);
  table->rule = brv_layout_length(map, "rule", em, 0.5);
  table->head_rule = brv_layout_length(map, "head_rule", em, 0.75);
  table->end = brv_layout_length(map, "end", em, 0);
  if (style->rule_before <= 0 && style->pad_before > 0)
    table->pad_above = style->pad_before;
  if (style->rule_after <= 0 && style->pad_after > 0)
    table->pad_below = style->pad_after;
}

/* With less room than words need, theirs is made less, but not that of numbers. */
static void share_short(const brv_table *table, const double *narrowest, double room)
{
  double numbers = 0, words = 0;
  for (guint i = 0; i < table->columns; i++)
    *(table->numeric[i] ? &numbers : &words) += narrowest[i];
  double part = words > 0 ? MAX(room - numbers, 0) / words : 1;
  for (guint i = 0; i < table->columns; i++)
    table->widths[i] = table->numeric[i] ? narrowest[i] : part * narrowest[i];
}

void brv_table_measure(brv_table *table, double measure)
{
  read_metrics(table);
  g_autofree double *narrowest = g_new0(double, table->columns);
  g_autofree double *widest = g_new0(double, table->columns);
  for (guint i = 0; i < table->cells->len; i++)
    measure_cell(table, &g_array_index(table->cells, brv_cell, i));
  find_number_columns(table);
  gather(table, narrowest, widest);
  for (guint i = 0; i < table->columns; i++)
    if (table->aligns[i] == BRV_ALIGN_POINT)
      brv_table_set_points(table, i, &widest[i], &narrowest[i]);
  double room = MAX(measure - table->gap * (table->columns - 1) - table->end, table->columns);
  const double *wishes = table->node->table.widths;
  if (is_pairs(table))
    share_pairs(widest, room, table->widths);
  else if (sum(narrowest, table->columns) > room && !wishes)
    share_short(table, narrowest, room);
  else
    brv_table_share(narrowest, widest, wishes, table->columns, room, table->widths);
  table->least = sum(narrowest, table->columns) + measure - room;
  if (!wishes && !is_pairs(table) && sum(widest, table->columns) > room)
    brv_table_lower(table, narrowest);
  double x = 0;
  for (guint i = 0; i < table->columns; i++) {
    table->x[i] = x;
    x += table->widths[i] + table->gap;
  }
  for (guint i = 0; table->rtl && i < table->columns; i++)
    table->x[i] = measure - table->x[i] - table->widths[i];
}
