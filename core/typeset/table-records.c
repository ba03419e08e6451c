/* A table whose rows no line holds, as a designer of small pages sets it: each row becomes a list
 * of its values, each with the name of its column before it. Short ones share a line, at the same
 * places in all records; the name of a column is the head's own in the first record, and after
 * that it stands there again like a head that is repeated. */
#include <string.h>

#include "typeset/table.h"

enum { MOST_SLOTS = 4 };

/* Between a name and its value, in em; and the part of a line that names alone may take. */
static const double NAME_GAP = 0.6, NAMES_MOST = 0.4;

/* A record that takes less of a page stays whole. */
static const double WHOLE = 1.0 / 2;

typedef struct {
  brv_table *table;
  brv_column *column;
  double width;
  double *names, *values; /* the widest of each column */
  bool *has_line;         /* of each column: a line of its own */
  bool ends[MOST_SLOTS];  /* what stands in a slot are numbers */
  guint slots;            /* on a line */
  double name_width[MOST_SLOTS], value_width[MOST_SLOTS], x[MOST_SLOTS];
  double line_names; /* the names' width in lines of their own */
  double name_gap;
} records;

bool brv_table_has_records(const brv_table *table)
{
  return table->head_rows == 1 && !table->spans && table->rows->len > 1 && table->columns > 2;
}

static brv_cell *cell_of(const records *r, guint row, guint column)
{
  const brv_table_row *at = &g_array_index(r->table->rows, brv_table_row, row);
  bool has = column < at->cell_count;
  return has ? &g_array_index(r->table->cells, brv_cell, at->first_cell + column) : NULL;
}

/* --- which values share a line --- */

static void measure_columns(records *r)
{
  for (guint i = 0; i < r->table->columns; i++)
    for (guint row = 0; row < r->table->rows->len; row++) {
      const brv_cell *cell = cell_of(r, row, i);
      double *widest = row == 0 ? r->names : r->values;
      if (!cell)
        continue;
      widest[i] = MAX(widest[i], cell->widest);
      r->has_line[i] |= cell->paras > 1;
    }
}

static double asked(const records *r, guint column)
{
  return r->names[column] + r->name_gap + r->values[column];
}

/* Columns that are too wide for one of `slots` get lines of their own; how many lines a record has
 * then, or none if the slots do not fit. */
static guint try_slots(records *r, guint slots)
{
  const brv_table *table = r->table;
  double gap = table->gap, room = (r->width - (slots - 1) * gap) / slots, sum = 0;
  guint at = 0, lines = 0;
  r->slots = slots;
  memset(r->name_width, 0, sizeof r->name_width);
  memset(r->value_width, 0, sizeof r->value_width);
  for (guint i = 0; i < table->columns; i++) {
    bool alone = i == 0 || slots == 1 || r->has_line[i] || asked(r, i) > room;
    at = alone ? 0 : at;
    lines += at == 0;
    if (alone)
      continue;
    r->name_width[at] = MAX(r->name_width[at], r->names[i]);
    r->value_width[at] = MAX(r->value_width[at], r->values[i]);
    at = (at + 1) % slots;
  }
  for (guint i = 0; i < slots; i++)
    sum += r->name_width[i] + r->name_gap + r->value_width[i];
  return sum + (slots - 1) * gap <= r->width + 0.01 ? lines : 0;
}

/* Values under one another are numbers, or begin alike. */
static void align_slots(records *r)
{
  for (guint i = 0; i < MOST_SLOTS; i++)
    r->ends[i] = true;
  for (guint i = 0, at = 0; i < r->table->columns; i++) {
    at = r->has_line[i] ? 0 : at;
    if (r->has_line[i])
      continue;
    r->ends[at] &= r->table->aligns[i] != BRV_ALIGN_START;
    at = (at + 1) % r->slots;
  }
}

static void place_slots(records *r)
{
  double used = 0, x = 0;
  for (guint i = 0; i < r->slots; i++)
    used += r->name_width[i] + r->name_gap + r->value_width[i];
  double gap = r->slots > 1 ? (r->width - used) / (r->slots - 1) : 0;
  for (guint i = 0; i < r->slots; i++) {
    r->x[i] = x;
    x += r->name_width[i] + r->name_gap + r->value_width[i] + MIN(gap, 3 * r->table->gap);
  }
}

static void choose_slots(records *r)
{
  guint best = 1, fewest = try_slots(r, 1);
  for (guint slots = 2; slots <= MOST_SLOTS; slots++) {
    guint lines = try_slots(r, slots);
    if (lines > 0 && lines < fewest) {
      best = slots;
      fewest = lines;
    }
  }
  try_slots(r, best);
  place_slots(r);
  double room = (r->width - (best - 1) * r->table->gap) / best;
  for (guint i = 0; i < r->table->columns; i++) {
    r->has_line[i] |= i == 0 || best == 1 || asked(r, i) > room;
    if (r->has_line[i])
      r->line_names = MAX(r->line_names, r->names[i]);
  }
  r->line_names = MIN(r->line_names, NAMES_MOST * r->width);
  align_slots(r);
}

/* --- lines --- */

/* Where a part of a line stands; tables from right to left have names on the right. */
static double mirrored(const records *r, double x, double width)
{
  return r->column->x + (r->table->rtl ? r->width - x - width : x);
}

/* Copies a box into another; what is no more than a name once more is nothing to a reader. */
static void put_box(const records *r, brv_box *to, const brv_box *from, double x, double y,
                    bool again)
{
  guint first = to->items ? to->items->len : 0;
  brv_box bare = {.items = from->items};
  brv_box_merge(r->table->setter, to, again ? &bare : from, x, y);
  for (guint i = first; again && to->items && i < to->items->len; i++)
    g_array_index(to->items, brv_page_item, i).node = NULL;
}

static brv_strip *set_name(const records *r, guint column, double width)
{
  guint words = r->table->setter->words;
  brv_strip *strip = brv_table_set_cell(r->table, cell_of(r, 0, column), width, 0, BRV_ALIGN_START);
  r->table->setter->words = words;
  return strip;
}

/* One of a line's parts: the lines of a name and those of its value. */
typedef struct {
  const brv_strip *name, *value;
  double name_x, value_x, width;
  int shade;
  bool again;
} part;

static part make_part(const records *r, guint row, guint column, guint slot)
{
  part p = {.again = row > 1};
  bool line = r->has_line[column];
  double names = line ? r->line_names : r->name_width[slot], x = line ? 0 : r->x[slot];
  double width = line ? r->width - names - r->name_gap : r->value_width[slot];
  const brv_cell *cell = cell_of(r, row, column);
  bool end = !line && r->ends[slot];
  if (cell_of(r, 0, column))
    p.name = set_name(r, column, names);
  if (cell) {
    p.value = brv_table_set_cell(r->table, cell, width, 0, end ? BRV_ALIGN_END : BRV_ALIGN_START);
    p.shade = cell->node->cell.shade;
  }
  p.width = width;
  p.name_x = mirrored(r, x, names);
  p.value_x = mirrored(r, x + names + r->name_gap, width);
  return p;
}

static const brv_box *box_at(const brv_strip *strip, guint index)
{
  return strip && index < strip->boxes->len ? strip->boxes->pdata[index] : NULL;
}

/* The height of the line `index` of all parts; nothing when none has so many. */
static double line_height(const part *parts, guint count, guint index, double *space)
{
  double height = 0;
  *space = 0;
  for (guint i = 0; i < count; i++)
    for (guint k = 0; k < 2; k++) {
      const brv_box *box = box_at(k ? parts[i].value : parts[i].name, index);
      height = box ? MAX(height, box->height) : height;
      *space = box && index > 0 ? MAX(*space, box->space) : *space;
    }
  return height;
}

static void put_line(const records *r, brv_box *to, const part *parts, guint count, guint index,
                     double y)
{
  for (guint i = 0; i < count; i++) {
    const brv_box *name = box_at(parts[i].name, index), *value = box_at(parts[i].value, index);
    const brv_box *both = value ? value : name;
    if (both)
      to->ascent = MIN(to->ascent, y + both->ascent);
    if (value && parts[i].shade > 0)
      brv_box_add_rect(r->table->setter, to, parts[i].value_x - r->name_gap / 2, y,
                       parts[i].width + r->name_gap, value->height,
                       brv_layout_shade(r->table->setter->layout, parts[i].shade));
    if (name)
      put_box(r, to, name, parts[i].name_x, y, parts[i].again);
    if (value)
      put_box(r, to, value, parts[i].value_x, y, false);
  }
}

/* The next line of a record: the columns from `column` on that share it; how many. */
static guint take_line(const records *r, guint row, guint column, part *parts)
{
  guint count = 0;
  do {
    parts[count] = make_part(r, row, column + count, count);
    count++;
  } while (column + count < r->table->columns && count < r->slots &&
           !r->has_line[column + count - 1] && !r->has_line[column + count]);
  return count;
}

/* Boxes of a row of the table, without what stands around them. */
static GPtrArray *set_record(const records *r, guint row)
{
  GPtrArray *boxes = g_ptr_array_new();
  part parts[MOST_SLOTS];
  for (guint column = 0; column < r->table->columns;) {
    guint count = take_line(r, row, column, parts);
    double space, height;
    for (guint i = 0; (height = line_height(parts, count, i, &space)) > 0; i++) {
      brv_box *box = brv_box_new(r->table->setter, height + space);
      put_line(r, box, parts, count, i, space);
      g_ptr_array_add(boxes, box);
    }
    column += count;
  }
  return boxes;
}

static brv_box *padded(const records *r, const brv_box *inner, double above, double below)
{
  brv_box *box = brv_box_new(r->table->setter, above + inner->height + below);
  box->ascent = above + inner->ascent;
  return box;
}

/* The rule under a record, as that of a row; over the first one that of a head. */
static void add_record(const records *r, guint row, const brv_strip *head)
{
  brv_table *table = r->table;
  brv_column *column = r->column;
  const brv_node *node = g_array_index(table->rows, brv_table_row, row).node;
  g_autoptr(GPtrArray) boxes = set_record(r, row);
  double height = 0, over = row == 1 ? table->pad_below + table->head_rule : 0;
  for (guint i = 0; i < boxes->len; i++)
    height += ((const brv_box *)boxes->pdata[i])->height;
  bool whole = height < WHOLE * table->setter->text_height;
  for (guint i = 0; i < boxes->len; i++) {
    bool first = i == 0, last = i + 1 == boxes->len;
    const brv_box *inner = boxes->pdata[i];
    double above = first ? over + table->pad_above : 0;
    double below = last ? table->pad_below + table->rule : 0;
    brv_box *box = padded(r, inner, above, below);
    brv_table_draw_ground(table, box, node, column->x, column->width);
    if (first && over > 0)
      brv_box_add_rect(table->setter, box, column->x, table->pad_below, column->width,
                       table->head_rule, brv_layout_colour(table->setter->layout, "ink"));
    brv_box_merge(table->setter, box, inner, 0, above);
    if (last)
      brv_box_add_rect(table->setter, box, column->x, box->height - table->rule, column->width,
                       table->rule, brv_layout_colour(table->setter->layout, "hairline"));
    box->repeated = row == 1 && first ? NULL : head;
    if (!first)
      brv_column_keep(column, 1, whole || i == 1 || last ? BRV_KEEP_WHOLE : BRV_KEEP_NONE);
    brv_column_add(table->setter, column, box);
  }
}

static records begin(brv_table *table, const brv_column *column)
{
  brv_arena *arena = table->setter->arena;
  records r = {.table = table, .width = column->width};
  r.names = brv_new_array(arena, double, table->columns);
  r.values = brv_new_array(arena, double, table->columns);
  r.has_line = brv_new_array(arena, bool, table->columns);
  r.name_gap = NAME_GAP * table->style->size;
  measure_columns(&r);
  choose_slots(&r);
  return r;
}

double brv_table_record_lines(brv_table *table, const brv_column *column)
{
  records r = begin(table, column);
  double lines = 0;
  for (guint row = 1; row < table->rows->len; row++)
    for (guint i = 0, at = 0; i < table->columns; i++) {
      const brv_cell *cell = cell_of(&r, row, i);
      at = r.has_line[i] ? 0 : at;
      if (r.has_line[i] && cell)
        lines += brv_table_cell_lines(cell, r.width - r.line_names - r.name_gap);
      lines += !r.has_line[i] && at == 0;
      at = r.has_line[i] ? 0 : (at + 1) % r.slots;
    }
  return lines;
}

void brv_table_add_records(brv_table *table, brv_column *column)
{
  records r = begin(table, column);
  r.column = column;
  brv_strip *head = brv_table_continued(table, column);
  for (guint row = 1; row < table->rows->len; row++)
    add_record(&r, row, head);
}
