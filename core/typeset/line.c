#include "typeset/line.h"

#include <math.h>
#include <string.h>

#include "base/worker.h"
#include "typeset/known.h"

/* Stretch that a ragged line's end gives, in parts of the measure and at least in em. */
static const double RAGGED_PART = 0.2, RAGGED_EM = 2.5;

/* A last line is to be wider: in parts of the measure, and at most in em; of a ragged text. */
static const double RUNT_PART = 0.2, RUNT_EM = 4, RAGGED_RUNT_PART = 0.4;

typedef struct {
  const brv_shaped *shaped;
  const brv_manner *manner;
  guint start, end, words_end; /* characters; spaces stand between words_end and end */
  double indent;
  double scale;       /* of the glyphs' width */
  double left, right; /* what hangs out of the line */
  bool justified, hyphen;
} brv_liner;

static double glyphs_width(const PangoGlyphString *glyphs)
{
  int width = 0;
  for (int i = 0; i < glyphs->num_glyphs; i++)
    width += glyphs->glyphs[i].geometry.width;
  return width / (double)PANGO_SCALE;
}

static void free_part(void *data)
{
  brv_line_part *p = data;
  pango_glyph_string_free(p->glyphs);
  g_free(p);
}

static brv_line_part *new_part(const brv_shaped *s, const brv_piece *piece)
{
  brv_line_part *p = g_new0(brv_line_part, 1);
  p->run_number = piece->run;
  p->run = &g_array_index(s->text->runs, brv_run, piece->run);
  p->font = piece->item->analysis.font;
  p->level = piece->item->analysis.level;
  return p;
}

static brv_line_part *cut(const brv_liner *l, const brv_piece *piece)
{
  const brv_shaped *s = l->shaped;
  guint first = MAX(l->start, piece->first_char);
  guint last = MIN(l->end, piece->first_char + (guint)piece->item->num_chars);
  if (first >= last)
    return NULL;
  brv_line_part *p = new_part(s, piece);
  p->offset = s->byte_of[first];
  p->length = s->byte_of[last] - s->byte_of[first];
  bool whole = last - first == (guint)piece->item->num_chars;
  p->glyphs = whole ? pango_glyph_string_copy(piece->glyphs)
                    : brv_shape_part(s, piece, p->offset, p->length);
  return p;
}

static GPtrArray *cut_parts(const brv_liner *l)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func(free_part);
  const GArray *pieces = l->shaped->pieces;
  guint first =
      (guint)(brv_shaped_piece_at(l->shaped, l->start) - (const brv_piece *)(void *)pieces->data);
  for (guint i = first; i < pieces->len; i++) {
    const brv_piece *piece = &g_array_index(pieces, brv_piece, i);
    if (piece->first_char >= l->end)
      break;
    brv_line_part *p = cut(l, piece);
    if (p)
      g_ptr_array_add(parts, p);
  }
  return parts;
}

static bool is_space(const brv_liner *l, const brv_line_part *p, int glyph)
{
  if (p->is_hyphen) /* it stands for no character of the text */
    return false;
  const char *at = l->shaped->text->bytes->str + p->offset + p->glyphs->log_clusters[glyph];
  return *at == ' ' || strncmp(at, "\302\240", 2) == 0;
}

static bool is_trailing(const brv_liner *l, const brv_line_part *p, int glyph)
{
  guint byte = p->offset + (guint)p->glyphs->log_clusters[glyph];
  return byte >= l->shaped->byte_of[l->words_end];
}

/* The spaces at a line's end are kept as text, for those who copy it, but take no room. */
static void flatten_trailing(const brv_liner *l, const GPtrArray *parts)
{
  for (guint i = 0; i < parts->len; i++) {
    brv_line_part *p = parts->pdata[i];
    for (int g = 0; g < p->glyphs->num_glyphs; g++)
      if (is_trailing(l, p, g))
        p->glyphs->glyphs[g].geometry.width = 0;
  }
}

static double scale_of(const brv_liner *l, const brv_line_part *p)
{
  return p->run->picture ? 1 : l->scale;
}

static double parts_width(const brv_liner *l, const GPtrArray *parts)
{
  double width = 0;
  for (guint i = 0; i < parts->len; i++) {
    const brv_line_part *p = parts->pdata[i];
    width += glyphs_width(p->glyphs) * scale_of(l, p);
  }
  return width;
}

/* What glyphs may be adjusted: neither pictures nor spaces. */
static double glyphs_give(const brv_liner *l, const GPtrArray *parts)
{
  double width = 0;
  for (guint i = 0; i < parts->len; i++) {
    const brv_line_part *p = parts->pdata[i];
    for (int g = 0; !p->run->picture && g < p->glyphs->num_glyphs; g++)
      if (!is_space(l, p, g))
        width += p->glyphs->glyphs[g].geometry.width;
  }
  return BRV_EXPAND * width / PANGO_SCALE;
}

static guint char_of(const brv_shaped *s, guint byte)
{
  guint low = 0, high = s->chars;
  while (low < high) {
    guint middle = (low + high) / 2;
    if (s->byte_of[middle] < byte)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

/* The character after that of a glyph, or the line's end where more glyphs of it follow. */
static guint character_behind(const brv_liner *l, const brv_line_part *p, int glyph)
{
  const int *clusters = p->glyphs->log_clusters;
  if (glyph + 1 < p->glyphs->num_glyphs && clusters[glyph + 1] == clusters[glyph])
    return l->end;
  return char_of(l->shaped, p->offset + (guint)clusters[glyph]) + 1;
}

/* A glyph's part of what a line is short of: two behind a space, or what is one without a
 * character; one at a gap in East Asian text, which takes nothing away. */
static guint parts_to_give(const brv_liner *l, const brv_line_part *p, int glyph, bool widen)
{
  enum { SPACE = 2, GAP = 1 };
  if (is_trailing(l, p, glyph) || is_space(l, p, glyph))
    return is_trailing(l, p, glyph) ? 0 : SPACE;
  guint next = l->shaped->east_asian ? character_behind(l, p, glyph) : l->end;
  if (next >= l->words_end || !brv_shaped_gap(l->shaped, next))
    return 0;
  return brv_shaped_quarter(l->shaped, next) > 0 ? SPACE : widen ? GAP : 0;
}

/* A glyph's part of what a line is too long by, in units of Pango: as much as it has to lose, so
 * that a space that is kerned, and narrower than others, loses less. What narrower glyphs took of
 * it is gone. */
static guint parts_to_take(const brv_liner *l, const brv_line_part *p, int glyph)
{
  if (parts_to_give(l, p, glyph, false) == 0)
    return 0;
  guint character = char_of(l->shaped, p->offset + (guint)p->glyphs->log_clusters[glyph]);
  double gone = (1 - l->scale) * p->glyphs->glyphs[glyph].geometry.width;
  double room = brv_shaped_shrink(l->shaped, character) * PANGO_SCALE;
  return (guint)round(MAX(room - gone, 0));
}

static guint parts_at(const brv_liner *l, const brv_line_part *p, int glyph, bool widen)
{
  return widen ? parts_to_give(l, p, glyph, true) : parts_to_take(l, p, glyph);
}

/* The quarters of an em between scripts, which no shaping knows. */
static void add_quarters(const brv_liner *l, const GPtrArray *parts)
{
  for (guint i = 0; l->shaped->east_asian && i < parts->len; i++) {
    brv_line_part *p = parts->pdata[i];
    for (int g = 0; g < p->glyphs->num_glyphs; g++) {
      guint next = character_behind(l, p, g);
      if (next < l->words_end)
        p->glyphs->glyphs[g].geometry.width +=
            (int)(brv_shaped_quarter(l->shaped, next) * PANGO_SCALE);
    }
  }
}

static gint64 count_parts(const brv_liner *l, const GPtrArray *parts, bool widen)
{
  gint64 count = 0;
  for (guint i = 0; i < parts->len; i++) {
    const brv_line_part *p = parts->pdata[i];
    for (int g = 0; g < p->glyphs->num_glyphs; g++)
      count += parts_at(l, p, g, widen);
  }
  return count;
}

/* Shares `extra` points among the spaces and gaps; what rounding leaves goes to the last. */
static void widen_spaces(const brv_liner *l, const GPtrArray *parts, double extra)
{
  bool widen = extra > 0;
  gint64 count = count_parts(l, parts, widen), left = (gint64)(extra / l->scale * PANGO_SCALE);
  for (guint i = 0; i < parts->len && count > 0; i++) {
    brv_line_part *p = parts->pdata[i];
    for (int g = 0; g < p->glyphs->num_glyphs && count > 0; g++) {
      gint64 behind = parts_at(l, p, g, widen), share = left * behind / count;
      p->glyphs->glyphs[g].geometry.width += (int)share;
      left -= share;
      count -= behind;
    }
  }
}

/* Letter-spacing behind the last letter is no part of the line. */
static double tracking_at_end(const brv_liner *l, const GPtrArray *parts)
{
  if (parts->len == 0 || l->words_end == l->start)
    return 0;
  const brv_run *run = brv_shaped_run_at(l->shaped, l->words_end - 1);
  return run->style.tracking * run->style.size;
}

/* What stands first on the left comes first. */
static GPtrArray *in_visual_order(const GPtrArray *parts)
{
  g_autofree PangoItem *items = g_new0(PangoItem, parts->len);
  GList *list = NULL;
  for (guint i = parts->len; i-- > 0;) {
    items[i].analysis.level = ((const brv_line_part *)parts->pdata[i])->level;
    list = g_list_prepend(list, &items[i]);
  }
  GList *reordered = pango_reorder_items(list);
  GPtrArray *visual = g_ptr_array_sized_new(parts->len);
  for (GList *l = reordered; l; l = l->next)
    g_ptr_array_add(visual, parts->pdata[(PangoItem *)l->data - items]);
  g_list_free(list);
  g_list_free(reordered);
  return visual;
}

/* The hyphen of a divided word. */
static const brv_line_part *add_hyphen(const brv_liner *l, GPtrArray *parts)
{
  const brv_line_part *last = parts->pdata[parts->len - 1];
  brv_line_part *p = new_part(l->shaped, brv_shaped_piece_at(l->shaped, l->end - 1));
  double width = 0;
  p->is_hyphen = true;
  p->offset = last->offset;
  p->length = last->length;
  p->glyphs = pango_glyph_string_new();
  pango_glyph_string_set_size(p->glyphs, 1);
  p->glyphs->glyphs[0] = (PangoGlyphInfo){0};
  p->glyphs->glyphs[0].glyph = brv_hyphen_glyph(p->font, &width);
  p->glyphs->glyphs[0].geometry.width = (int)(width * PANGO_SCALE);
  p->glyphs->glyphs[0].attr.is_cluster_start = 1;
  p->glyphs->log_clusters[0] = 0;
  g_ptr_array_add(parts, p);
  return p;
}

/* From left to right. */
static void place_parts(const brv_liner *l, const GPtrArray *visual)
{
  double x = l->shaped->right_to_left ? -l->right : l->indent - l->left;
  for (guint i = 0; i < visual->len; i++) {
    brv_line_part *p = visual->pdata[i];
    p->x = x;
    p->width = glyphs_width(p->glyphs) * scale_of(l, p);
    x += p->width;
  }
}

/* Of the words from the line's left end, without what hangs. */
static double line_width(const brv_liner *l, const GPtrArray *parts)
{
  return l->indent + parts_width(l, parts) - tracking_at_end(l, parts) - l->left - l->right;
}

static void measure_hanging(brv_liner *l, const brv_line_part *hyphen)
{
  l->left = l->right = 0;
  if (!l->manner->hang)
    return;
  l->left = brv_hang_before(l->shaped, l->start);
  l->right = hyphen ? BRV_HANG_HYPHEN * glyphs_width(hyphen->glyphs)
                    : brv_hang_after(l->shaped, l->words_end);
}

/* Makes the words as wide as the measure: first the glyphs, by steps so that few sizes of a font
 * are needed, then the spaces. */
static void fit(brv_liner *l, const GPtrArray *parts)
{
  static const double STEP = 0.0025;
  double missing = l->manner->measure - line_width(l, parts), give = glyphs_give(l, parts);
  if (l->manner->expand && give > 0) {
    double wished = BRV_EXPAND * brv_para_by_glyphs(missing, give) / give;
    l->scale = 1 + STEP * round(wished / STEP);
  }
  widen_spaces(l, parts, l->manner->measure - line_width(l, parts));
}

static void free_line(void *data)
{
  brv_made_line *line = data;
  g_ptr_array_unref(line->visual);
  g_ptr_array_unref(line->parts);
  g_free(line);
}

/* How far a line that is shorter than the measure stands from where it begins: 0 or more. */
static double move_of(const brv_liner *l, double width)
{
  brv_setting setting = l->manner->setting;
  double room = 0;
  if (setting == BRV_SET_CENTRED)
    room = (l->manner->measure - width) / 2;
  else if ((setting == BRV_SET_RIGHT) != l->shaped->right_to_left) /* at the end of its direction */
    room = l->manner->measure - width;
  return l->manner->unbroken ? 0 : MAX(room, 0);
}

static GPtrArray *make_parts(brv_liner *l)
{
  const brv_shaped *s = l->shaped;
  l->scale = 1;
  l->words_end = l->end;
  while (l->words_end > l->start && s->attrs[l->words_end - 1].is_white)
    l->words_end--;
  GPtrArray *parts = cut_parts(l);
  const brv_line_part *hyphen = l->hyphen && parts->len > 0 ? add_hyphen(l, parts) : NULL;
  flatten_trailing(l, parts);
  add_quarters(l, parts);
  measure_hanging(l, hyphen);
  double measure = l->manner->measure;
  bool too_long = measure > 0 && line_width(l, parts) > measure;
  if (l->justified || too_long)
    fit(l, parts);
  return parts;
}

static brv_made_line *make_line(brv_liner *l)
{
  brv_made_line *line = g_new0(brv_made_line, 1);
  line->parts = make_parts(l);
  line->visual = in_visual_order(line->parts);
  line->scale = l->scale;
  line->width = line_width(l, line->parts);
  line->moved = move_of(l, line->width);
  line->start = l->shaped->byte_of[l->start];
  line->end = l->shaped->byte_of[l->end];
  place_parts(l, line->visual);
  return line;
}

static bool is_hyphenated(const brv_breakables *b, guint item)
{
  const brv_para_item *end = &g_array_index(b->items, brv_para_item, item);
  return end->kind == BRV_PARA_PENALTY && end->divides && end->hyphen;
}

static bool is_forced(const brv_breakables *b, guint item)
{
  return g_array_index(b->items, brv_para_item, item).cost <= BRV_PARA_FORCE;
}

static const brv_para_item *items_of(const brv_breakables *b)
{
  return (const brv_para_item *)(void *)b->items->data;
}

/* Finds the line that is too loose for its style. */
static void find_loose(brv_made *made, const brv_breakables *b, const GArray *breaks)
{
  brv_para_options options = {.measure = made->manner.measure};
  made->is_loose = made->manner.setting == BRV_SET_JUSTIFIED &&
                   brv_find_loose(items_of(b), b->items->len, breaks, &options,
                                  made->manner.loosest, &made->loose);
}

static GArray *choose_breaks(brv_made *made, const brv_breakables *b)
{
  const brv_para_item *items = items_of(b);
  const brv_manner *manner = &made->manner;
  double measure = manner->measure;
  brv_para_options options = {.measure = measure, .tried = &made->work};
  options.runt = MIN(RUNT_PART * measure, RUNT_EM * manner->size);
  if (manner->setting != BRV_SET_JUSTIFIED) {
    options.ragged = MAX(RAGGED_PART * measure, RAGGED_EM * manner->size);
    options.runt = RAGGED_RUNT_PART * measure;
  }
  if (manner->setting == BRV_SET_BALANCED)
    options.measure = brv_para_balance(items, b->items->len, &options);
  return brv_para_break(items, b->items->len, &options);
}

static void make_lines(brv_made *made, const brv_shaped *shaped, const brv_breakables *b,
                       const GArray *breaks)
{
  brv_liner l = {.shaped = shaped, .manner = &made->manner};
  for (guint i = 0; i < breaks->len; i++) {
    guint item = g_array_index(breaks, guint, i);
    l.start = l.end;
    l.end = g_array_index(b->ends, guint, item);
    l.hyphen = is_hyphenated(b, item);
    l.justified = made->manner.setting == BRV_SET_JUSTIFIED && !is_forced(b, item);
    l.indent = i == 0 ? made->manner.indent : 0;
    brv_made_line *line = make_line(&l);
    line->hyphen = g_array_index(b->items, brv_para_item, item).hyphen;
    g_ptr_array_add(made->lines, line);
  }
}

static void make_paragraph(brv_made *made, const brv_shaped *shaped)
{
  const brv_manner *manner = &made->manner;
  brv_fitting fitting = {.measure = manner->measure,
                         .indent = manner->indent,
                         .ragged = manner->setting != BRV_SET_JUSTIFIED,
                         .hang = manner->hang,
                         .expand = manner->expand ? BRV_EXPAND : 0};
  brv_breakables b = brv_shaped_items(shaped, &fitting);
  g_autoptr(GArray) breaks = choose_breaks(made, &b);
  make_lines(made, shaped, &b, breaks);
  find_loose(made, &b, breaks);
  brv_breakables_clear(&b);
}

static bool same_manner(const brv_manner *a, const brv_manner *b)
{
  if (a->unbroken || b->unbroken)
    return a->unbroken == b->unbroken;
  return a->measure == b->measure && a->indent == b->indent && a->size == b->size &&
         a->loosest == b->loosest && a->setting == b->setting && a->hang == b->hang &&
         a->expand == b->expand;
}

/* The text in a manner: as it was made before, or now. */
static const brv_made *made_in(const brv_known *known, const brv_manner *manner)
{
  for (guint i = 0; i < known->made->len; i++) {
    const brv_made *made = known->made->pdata[i];
    if (same_manner(&made->manner, manner))
      return made;
  }
  brv_made *made = g_new0(brv_made, 1);
  made->manner = *manner;
  made->lines = g_ptr_array_new_with_free_func(free_line);
  if (manner->unbroken) {
    brv_liner l = {.shaped = known->shaped, .manner = manner, .end = known->shaped->chars};
    g_ptr_array_add(made->lines, make_line(&l));
  } else {
    make_paragraph(made, known->shaped);
  }
  g_ptr_array_add(known->made, made);
  return made;
}

static GPtrArray *draw(brv_setter *setter, const brv_text *text, const brv_made *made)
{
  GPtrArray *lines = brv_arena_ptr_array(setter->arena);
  for (guint i = 0; i < made->lines->len; i++) {
    brv_line *line = brv_line_draw(setter, text, made->lines->pdata[i]);
    if (made->is_loose && made->loose.line == i)
      line->loose = &made->loose;
    g_ptr_array_add(lines, line);
  }
  return lines;
}

GPtrArray *brv_set_lines(brv_setter *setter, brv_text *text, const brv_style *style, double measure,
                         double indent)
{
  if (text->bytes->len == 0)
    return brv_arena_ptr_array(setter->arena);
  brv_worker_step();
  text->measure = measure;
  bool justified = style->setting == BRV_SET_JUSTIFIED;
  const brv_manner manner = {.measure = measure,
                             .indent = indent,
                             .size = style->size,
                             .loosest = style->loosest,
                             .setting = style->setting,
                             .hang = justified && style->hang,
                             .expand = justified && style->expand};
  const brv_made *made = made_in(brv_known_of(setter, text), &manner);
  setter->work += made->work;
  return draw(setter, text, made);
}

brv_line *brv_set_line(brv_setter *setter, brv_text *text)
{
  const brv_manner manner = {.unbroken = true};
  const brv_made *made = made_in(brv_known_of(setter, text), &manner);
  return brv_line_draw(setter, text, made->lines->pdata[0]);
}

static brv_widths widths_of(const brv_shaped *shaped)
{
  brv_widths widths = {0};
  brv_fitting fitting = {.measure = 1e6, .ragged = true};
  brv_breakables b = brv_shaped_items(shaped, &fitting);
  double line = 0, word = 0, piece = 0;
  for (guint i = 0; i < b.items->len; i++) {
    const brv_para_item *item = &g_array_index(b.items, brv_para_item, i);
    bool box = item->kind == BRV_PARA_BOX;
    if (item->kind == BRV_PARA_PENALTY && item->cost >= BRV_PARA_NEVER)
      continue;
    line += item->kind == BRV_PARA_PENALTY ? 0 : item->width;
    piece = box || item->divides ? piece + item->width : 0;
    if (!item->divides)
      word = box ? word + item->width : 0;
    widths.narrowest = MAX(widths.narrowest, word);
    widths.divided = MAX(widths.divided, piece);
    widths.widest = MAX(widths.widest, line);
    piece = item->divides ? 0 : piece;
    if (item->kind == BRV_PARA_PENALTY && item->cost <= BRV_PARA_FORCE)
      line = 0;
  }
  brv_breakables_clear(&b);
  return widths;
}

brv_widths brv_text_widths(brv_setter *setter, brv_text *text)
{
  if (text->bytes->len == 0)
    return (brv_widths){0};
  brv_known *known = brv_known_of(setter, text);
  if (!known->is_measured)
    known->widths = widths_of(known->shaped);
  known->is_measured = true;
  return known->widths;
}
