#include "document/drawing.h"

#include "base/dump.h"

enum { DECIMALS = 2 };

static void dump_numbers(GString *out, const double *numbers, int count)
{
  for (int i = 0; i < count; i++) {
    g_string_append_c(out, ' ');
    brv_dump_number(out, numbers[i], DECIMALS);
  }
}

/* Letters as in SVG's paths. */
static void dump_segment(const brv_draw_step *step, GString *path)
{
  static const char letters[] = {
      [BRV_DRAW_MOVE] = 'M', [BRV_DRAW_LINE] = 'L', [BRV_DRAW_CURVE] = 'C', [BRV_DRAW_CLOSE] = 'Z'};
  g_string_append_printf(path, " %c", letters[step->op]);
  if (step->op == BRV_DRAW_CURVE)
    dump_numbers(path, (const double[]){step->x1, step->y1, step->x2, step->y2}, 4);
  if (step->op != BRV_DRAW_CLOSE)
    dump_numbers(path, (const double[]){step->x, step->y}, 2);
}

static void dump_paint(const brv_draw_step *step, GString *out)
{
  g_string_append_printf(out, " %s", step->colour);
  if (step->strength != 1)
    dump_numbers(out, &step->strength, 1);
}

static void dump_pen(const brv_pen *pen, GString *out)
{
  static const char *const caps[] = {"", " round-cap", " square-cap"};
  static const char *const joins[] = {"", " round-join", " bevel-join"};
  g_string_append(out, " width");
  dump_numbers(out, &pen->width, 1);
  if (pen->dash_count) {
    g_string_append(out, " dashes");
    dump_numbers(out, pen->dashes, pen->dash_count);
  }
  g_string_append_printf(out, "%s%s", caps[pen->cap], joins[pen->join]);
}

static void dump_words(const brv_draw_step *step, GString *out)
{
  static const char *const anchors[] = {"", " middle", " end"};
  dump_numbers(out, (const double[]){step->x, step->y}, 2);
  g_string_append_printf(out, "%s %s ", anchors[step->anchor], step->role);
  if (step->colour)
    g_string_append_printf(out, "%s ", step->colour);
  brv_dump_quoted(out, step->text);
}

void brv_drawing_dump(const brv_drawing *drawing, int indent, GString *out)
{
  static const char *const names[] = {
      [BRV_DRAW_SAVE] = "save", [BRV_DRAW_RESTORE] = "restore", [BRV_DRAW_CLIP] = "clip",
      [BRV_DRAW_FILL] = "fill", [BRV_DRAW_STROKE] = "stroke",   [BRV_DRAW_TEXT] = "text"};
  g_autoptr(GString) path = g_string_new(NULL);
  for (const brv_draw_step *step = drawing->first; step; step = step->next) {
    if (step->op <= BRV_DRAW_CLOSE) {
      dump_segment(step, path);
      continue;
    }
    g_string_append_printf(out, "%*s%s", indent, "", names[step->op]);
    if (step->op == BRV_DRAW_FILL || step->op == BRV_DRAW_STROKE)
      dump_paint(step, out);
    if (step->op == BRV_DRAW_STROKE)
      dump_pen(step->pen, out);
    if (step->op == BRV_DRAW_TEXT)
      dump_words(step, out);
    g_string_append_printf(out, "%s\n", path->str);
    g_string_truncate(path, 0);
  }
}
