#include "typeset/line.h"

#include <math.h>
#include <string.h>

#include "base/worker.h"
#include "typeset/label.h"
#include "typeset/shape.h"

/* Stretch that a ragged line's end gives, in parts of the measure and at least in em. */
static const double RAGGED_PART = 0.2, RAGGED_EM = 2.5;

/* A last line is to be wider: in parts of the measure, and at most in em; of a ragged text. */
static const double RUNT_PART = 0.2, RUNT_EM = 4, RAGGED_RUNT_PART = 0.4;

static const char SOFT_HYPHEN[] = "\302\255";

/* A part of a piece on a line. */
typedef struct {
  PangoItem *item; /* for reordering; a copy */
  PangoGlyphString *glyphs;
  const brv_run *run;
  double x, width; /* on the line */
} part;

typedef struct {
  brv_setter *setter;
  const brv_shaped *shaped;
  brv_line *line;
  guint start, end, words_end; /* characters; spaces stand between words_end and end */
  double measure, indent;
  double scale;       /* of the glyphs' width */
  double left, right; /* what hangs out of the line */
  bool justified, hyphen;
  bool hangs, expands; /* the style lets them */
} liner;

static double glyphs_width(const PangoGlyphString *glyphs)
{
  int width = 0;
  for (int i = 0; i < glyphs->num_glyphs; i++)
    width += glyphs->glyphs[i].geometry.width;
  return width / (double)PANGO_SCALE;
}

static void free_part(void *data)
{
  part *p = data;
  pango_item_free(p->item);
  g_free(p);
}

static void own_glyphs(const liner *l, PangoGlyphString *glyphs)
{
  brv_arena_own(l->setter->arena, glyphs, (GDestroyNotify)pango_glyph_string_free);
}

static part *cut(const liner *l, const brv_piece *piece)
{
  const brv_shaped *s = l->shaped;
  guint first = MAX(l->start, piece->first_char);
  guint last = MIN(l->end, piece->first_char + (guint)piece->item->num_chars);
  if (first >= last)
    return NULL;
  part *p = g_new0(part, 1);
  p->run = &g_array_index(s->text->runs, brv_run, piece->run);
  p->item = pango_item_copy(piece->item);
  p->item->offset = (int)s->byte_of[first];
  p->item->length = (int)(s->byte_of[last] - s->byte_of[first]);
  p->item->num_chars = (int)(last - first);
  bool whole = p->item->num_chars == piece->item->num_chars;
  p->glyphs = whole ? pango_glyph_string_copy(piece->glyphs)
                    : brv_shape_part(s, piece, (guint)p->item->offset, (guint)p->item->length);
  own_glyphs(l, p->glyphs);
  return p;
}

static GPtrArray *cut_parts(const liner *l)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func(free_part);
  const GArray *pieces = l->shaped->pieces;
  guint first =
      (guint)(brv_shaped_piece_at(l->shaped, l->start) - (const brv_piece *)(void *)pieces->data);
  for (guint i = first; i < pieces->len; i++) {
    const brv_piece *piece = &g_array_index(pieces, brv_piece, i);
    if (piece->first_char >= l->end)
      break;
    part *p = cut(l, piece);
    if (p)
      g_ptr_array_add(parts, p);
  }
  return parts;
}

static bool is_space(const liner *l, const part *p, int glyph)
{
  const char *at = l->shaped->text->bytes->str + p->item->offset + p->glyphs->log_clusters[glyph];
  return *at == ' ' || strncmp(at, "\302\240", 2) == 0;
}

static bool is_trailing(const liner *l, const part *p, int glyph)
{
  guint byte = (guint)(p->item->offset + p->glyphs->log_clusters[glyph]);
  return byte >= l->shaped->byte_of[l->words_end];
}

/* The spaces at a line's end are kept as text, for those who copy it, but take no room. */
static void flatten_trailing(const liner *l, const GPtrArray *parts)
{
  for (guint i = 0; i < parts->len; i++) {
    part *p = parts->pdata[i];
    for (int g = 0; g < p->glyphs->num_glyphs; g++)
      if (is_trailing(l, p, g))
        p->glyphs->glyphs[g].geometry.width = 0;
  }
}

static double scale_of(const liner *l, const part *p)
{
  return p->run->picture ? 1 : l->scale;
}

static double parts_width(const liner *l, const GPtrArray *parts)
{
  double width = 0;
  for (guint i = 0; i < parts->len; i++) {
    const part *p = parts->pdata[i];
    width += glyphs_width(p->glyphs) * scale_of(l, p);
  }
  return width;
}

/* What glyphs may be adjusted: neither pictures nor spaces. */
static double glyphs_give(const liner *l, const GPtrArray *parts)
{
  double width = 0;
  for (guint i = 0; i < parts->len; i++) {
    const part *p = parts->pdata[i];
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
static guint character_behind(const liner *l, const part *p, int glyph)
{
  const int *clusters = p->glyphs->log_clusters;
  if (glyph + 1 < p->glyphs->num_glyphs && clusters[glyph + 1] == clusters[glyph])
    return l->end;
  return char_of(l->shaped, (guint)(p->item->offset + clusters[glyph])) + 1;
}

/* What a glyph takes of that which a line is short of: two parts behind a space, or what is one
 * without a character; one at a gap in East Asian text, which takes nothing away. */
static guint parts_behind(const liner *l, const part *p, int glyph, bool widen)
{
  enum { SPACE = 2, GAP = 1 };
  if (is_trailing(l, p, glyph) || is_space(l, p, glyph))
    return is_trailing(l, p, glyph) ? 0 : SPACE;
  guint next = l->shaped->east_asian ? character_behind(l, p, glyph) : l->end;
  if (next >= l->words_end || !brv_shaped_gap(l->shaped, next))
    return 0;
  return brv_shaped_quarter(l->shaped, next) > 0 ? SPACE : widen ? GAP : 0;
}

/* The quarters of an em between scripts, which no shaping knows. */
static void add_quarters(const liner *l, const GPtrArray *parts)
{
  for (guint i = 0; l->shaped->east_asian && i < parts->len; i++) {
    part *p = parts->pdata[i];
    for (int g = 0; g < p->glyphs->num_glyphs; g++) {
      guint next = character_behind(l, p, g);
      if (next < l->words_end)
        p->glyphs->glyphs[g].geometry.width +=
            (int)(brv_shaped_quarter(l->shaped, next) * PANGO_SCALE);
    }
  }
}

static guint count_parts(const liner *l, const GPtrArray *parts, bool widen)
{
  guint count = 0;
  for (guint i = 0; i < parts->len; i++) {
    const part *p = parts->pdata[i];
    for (int g = 0; g < p->glyphs->num_glyphs; g++)
      count += parts_behind(l, p, g, widen);
  }
  return count;
}

/* Shares `extra` points among the spaces and gaps; what rounding leaves goes to the last. */
static void widen_spaces(const liner *l, const GPtrArray *parts, double extra)
{
  bool widen = extra > 0;
  int count = (int)count_parts(l, parts, widen), left = (int)(extra / l->scale * PANGO_SCALE);
  for (guint i = 0; i < parts->len && count > 0; i++) {
    part *p = parts->pdata[i];
    for (int g = 0; g < p->glyphs->num_glyphs && count > 0; g++) {
      int behind = (int)parts_behind(l, p, g, widen), share = left * behind / count;
      p->glyphs->glyphs[g].geometry.width += share;
      left -= share;
      count -= behind;
    }
  }
}

/* Letter-spacing behind the last letter is no part of the line. */
static double tracking_at_end(const liner *l, const GPtrArray *parts)
{
  if (parts->len == 0 || l->words_end == l->start)
    return 0;
  const brv_run *run = brv_shaped_run_at(l->shaped, l->words_end - 1);
  return run->style.tracking * run->style.size;
}

static GPtrArray *in_visual_order(const GPtrArray *parts)
{
  g_autoptr(GHashTable) by_item = g_hash_table_new(NULL, NULL);
  GList *items = NULL;
  for (guint i = parts->len; i-- > 0;) {
    part *p = parts->pdata[i];
    g_hash_table_insert(by_item, p->item, p);
    items = g_list_prepend(items, p->item);
  }
  GList *reordered = pango_reorder_items(items);
  GPtrArray *visual = g_ptr_array_new();
  for (GList *l = reordered; l; l = l->next)
    g_ptr_array_add(visual, g_hash_table_lookup(by_item, l->data));
  g_list_free(items);
  g_list_free(reordered);
  return visual;
}

static PangoFont *own_font(const liner *l, PangoFont *font)
{
  return brv_arena_own(l->setter->arena, g_object_ref(font), g_object_unref);
}

static void add_frame(liner *l, const part *p, double x, double width)
{
  const brv_style *style = &p->run->style;
  brv_page_item frame = {.kind = BRV_ITEM_FRAME,
                         .x = x + BRV_FRAME_GAP,
                         .y = -0.95 * style->size - p->run->rise,
                         .w = width - 2 * BRV_FRAME_GAP,
                         .h = 1.35 * style->size,
                         .colour = style->rule_colour,
                         .frame = {.radius = 1.5, .stroke = style->frame}};
  g_array_append_val(l->line->items, frame);
}

static void add_picture(liner *l, const part *p, double x, double width)
{
  const brv_node *picture = p->run->picture;
  brv_extents extents = brv_picture_extents(l->setter->layout, picture, &p->run->style);
  double scale = extents.width > 0 ? width / extents.width : 1;
  brv_page_item item = {.kind = BRV_ITEM_IMAGE,
                        .x = x,
                        .y = -extents.ascent * scale,
                        .w = width,
                        .h = (extents.ascent + extents.descent) * scale,
                        .node = picture};
  if (picture->kind == BRV_NODE_DRAWING) {
    item.kind = BRV_ITEM_DRAWING;
    item.drawing = picture->drawing;
  } else {
    item.asset = picture->asset;
  }
  g_array_append_val(l->line->items, item);
}

static void add_link(liner *l, const part *p, double x, double width)
{
  GArray *links = l->line->links;
  const brv_style *style = &p->run->style;
  if (links->len > 0) {
    brv_page_link *last = &g_array_index(links, brv_page_link, links->len - 1);
    if (last->node == p->run->node && x - (last->x + last->w) < 1) {
      last->w = x + width - last->x;
      return;
    }
  }
  brv_page_link link = {.x = x,
                        .y = -0.85 * style->size - p->run->rise,
                        .w = width,
                        .h = 1.15 * style->size,
                        .target = p->run->target,
                        .node = p->run->node};
  g_array_append_val(links, link);
}

/* The number before a note's text; where it is called it is a link. */
static bool is_note_label(const brv_run *run)
{
  return run->node && run->node->kind == BRV_NODE_NOTE && !run->target;
}

static void add_glyphs(const liner *l, const part *p, double x, double width)
{
  brv_page_item item = {.kind = BRV_ITEM_TEXT,
                        .x = x,
                        .y = -p->run->rise,
                        .w = width,
                        .node = p->run->node,
                        .label = is_note_label(p->run),
                        .colour = p->run->style.colour};
  item.text.font = own_font(l, p->item->analysis.font);
  item.text.glyphs = p->glyphs;
  item.text.text = l->shaped->text->bytes->str + p->item->offset;
  item.text.length = p->item->length;
  item.text.level = p->item->analysis.level;
  item.text.scale = l->scale;
  g_array_append_val(l->line->items, item);
}

static void add_part(liner *l, const part *p)
{
  if (p->run->picture) {
    add_picture(l, p, p->x, p->width);
  } else {
    if (p->run->style.frame > 0)
      add_frame(l, p, p->x, p->width);
    add_glyphs(l, p, p->x, p->width);
  }
}

/* The hyphen of a divided word: U+2010 to see, U+00AD as text. */
static part *hyphen_part(const liner *l, const GPtrArray *parts)
{
  const part *last = parts->pdata[parts->len - 1];
  part *p = g_new0(part, 1);
  double width = 0;
  p->run = last->run;
  p->item = pango_item_copy(last->item);
  p->glyphs = pango_glyph_string_new();
  own_glyphs(l, p->glyphs);
  pango_glyph_string_set_size(p->glyphs, 1);
  p->glyphs->glyphs[0] = (PangoGlyphInfo){0};
  p->glyphs->glyphs[0].glyph = brv_hyphen_glyph(last->item->analysis.font, &width);
  p->glyphs->glyphs[0].geometry.width = (int)(width * PANGO_SCALE);
  p->glyphs->glyphs[0].attr.is_cluster_start = 1;
  p->glyphs->log_clusters[0] = 0;
  return p;
}

/* From left to right; the items of the line come in the order in which they are read. */
static void place_parts(liner *l, const GPtrArray *parts, const GPtrArray *visual,
                        const part *hyphen)
{
  double x = l->shaped->right_to_left ? -l->right : l->indent - l->left;
  for (guint i = 0; i < visual->len; i++) {
    part *p = visual->pdata[i];
    p->x = x;
    p->width = glyphs_width(p->glyphs) * scale_of(l, p);
    if (p->run->target)
      add_link(l, p, p->x, p->width);
    x += p->width;
  }
  for (guint i = 0; i < parts->len; i++)
    add_part(l, parts->pdata[i]);
  if (hyphen) {
    brv_page_item *item = &g_array_index(l->line->items, brv_page_item, l->line->items->len - 1);
    item->text.text = SOFT_HYPHEN;
    item->text.length = (int)strlen(SOFT_HYPHEN);
  }
}

static brv_line *new_line(const liner *l)
{
  brv_arena *arena = l->setter->arena;
  brv_line *line = brv_new(arena, brv_line);
  line->items = brv_arena_own(arena, g_array_new(FALSE, TRUE, sizeof(brv_page_item)),
                              (GDestroyNotify)g_array_unref);
  line->links = brv_arena_own(arena, g_array_new(FALSE, TRUE, sizeof(brv_page_link)),
                              (GDestroyNotify)g_array_unref);
  line->start = l->shaped->byte_of[l->start];
  line->end = l->shaped->byte_of[l->end];
  return line;
}

/* Of the words from the line's left end, without what hangs. */
static double line_width(const liner *l, const GPtrArray *parts)
{
  return l->indent + parts_width(l, parts) - tracking_at_end(l, parts) - l->left - l->right;
}

static void measure_hanging(liner *l, const part *hyphen)
{
  l->left = l->right = 0;
  if (!l->hangs)
    return;
  l->left = brv_hang_before(l->shaped, l->start);
  l->right = hyphen ? BRV_HANG_HYPHEN * glyphs_width(hyphen->glyphs)
                    : brv_hang_after(l->shaped, l->words_end);
}

/* Makes the words as wide as the measure: first the glyphs, by steps so that few sizes of a font
 * are needed, then the spaces. */
static void fit(liner *l, const GPtrArray *parts)
{
  static const double STEP = 0.0025;
  double missing = l->measure - line_width(l, parts), give = glyphs_give(l, parts);
  if (l->expands && give > 0) {
    double wished = BRV_EXPAND * brv_para_by_glyphs(missing, give) / give;
    l->scale = 1 + STEP * round(wished / STEP);
  }
  widen_spaces(l, parts, l->measure - line_width(l, parts));
}

static brv_line *make_line(liner *l)
{
  const brv_shaped *s = l->shaped;
  l->line = new_line(l);
  l->scale = 1;
  l->words_end = l->end;
  while (l->words_end > l->start && s->attrs[l->words_end - 1].is_white)
    l->words_end--;
  g_autoptr(GPtrArray) parts = cut_parts(l);
  part *hyphen = l->hyphen && parts->len > 0 ? hyphen_part(l, parts) : NULL;
  if (hyphen)
    g_ptr_array_add(parts, hyphen);
  flatten_trailing(l, parts);
  add_quarters(l, parts);
  measure_hanging(l, hyphen);
  bool too_long = l->measure > 0 && line_width(l, parts) > l->measure;
  if (l->justified || too_long)
    fit(l, parts);
  l->line->width = line_width(l, parts);
  g_autoptr(GPtrArray) visual = in_visual_order(parts);
  place_parts(l, parts, visual, hyphen);
  return l->line;
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

/* Moves a line that is shorter than the measure to where its setting wants it. */
static void align(brv_line *line, double measure, brv_setting setting, bool right_to_left)
{
  double x = 0;
  if (setting == BRV_SET_CENTRED)
    x = (measure - line->width) / 2;
  else if ((setting == BRV_SET_RIGHT) != right_to_left) /* set at the end of its direction */
    x = measure - line->width;
  if (x <= 0)
    return;
  for (guint i = 0; i < line->items->len; i++)
    g_array_index(line->items, brv_page_item, i).x += x;
  for (guint i = 0; i < line->links->len; i++)
    g_array_index(line->links, brv_page_link, i).x += x;
}

static const brv_para_item *items_of(const brv_breakables *b)
{
  return (const brv_para_item *)(void *)b->items->data;
}

/* Tells the line that is too loose for its style. */
static void mark_loose(const brv_setter *setter, const brv_breakables *b, const GArray *breaks,
                       const brv_style *style, double measure, const GPtrArray *lines)
{
  brv_para_options options = {.measure = measure};
  brv_loose found;
  if (style->setting != BRV_SET_JUSTIFIED ||
      !brv_find_loose(items_of(b), b->items->len, breaks, &options, style->loosest, &found))
    return;
  brv_line *line = lines->pdata[found.line];
  line->loose = brv_new(setter->arena, brv_loose);
  *line->loose = found;
}

static GArray *choose_breaks(brv_setter *setter, const brv_breakables *b, const brv_style *style,
                             double measure)
{
  const brv_para_item *items = items_of(b);
  brv_para_options options = {.measure = measure, .tried = &setter->work};
  options.runt = MIN(RUNT_PART * measure, RUNT_EM * style->size);
  if (style->setting != BRV_SET_JUSTIFIED) {
    options.ragged = MAX(RAGGED_PART * measure, RAGGED_EM * style->size);
    options.runt = RAGGED_RUNT_PART * measure;
  }
  if (style->setting == BRV_SET_BALANCED)
    options.measure = brv_para_balance(items, b->items->len, &options);
  return brv_para_break(items, b->items->len, &options);
}

static GPtrArray *make_lines(liner *l, const brv_breakables *b, const GArray *breaks,
                             const brv_style *style)
{
  GPtrArray *lines = brv_arena_ptr_array(l->setter->arena);
  double indent = l->indent;
  guint start = 0;
  for (guint i = 0; i < breaks->len; i++) {
    guint item = g_array_index(breaks, guint, i);
    l->start = start;
    l->end = g_array_index(b->ends, guint, item);
    l->hyphen = is_hyphenated(b, item);
    l->justified = style->setting == BRV_SET_JUSTIFIED && !is_forced(b, item);
    l->indent = i == 0 ? indent : 0;
    brv_line *line = make_line(l);
    line->hyphen = g_array_index(b->items, brv_para_item, item).hyphen;
    align(line, l->measure, style->setting, l->shaped->right_to_left);
    g_ptr_array_add(lines, line);
    start = l->end;
  }
  return lines;
}

static brv_fitting fitting_of(const brv_style *style, double measure, double indent)
{
  bool justified = style->setting == BRV_SET_JUSTIFIED;
  return (brv_fitting){.measure = measure,
                       .indent = indent,
                       .ragged = !justified,
                       .hang = justified && style->hang,
                       .expand = justified && style->expand ? BRV_EXPAND : 0};
}

GPtrArray *brv_set_lines(brv_setter *setter, brv_text *text, const brv_style *style, double measure,
                         double indent)
{
  if (text->bytes->len == 0)
    return brv_arena_ptr_array(setter->arena);
  brv_worker_step();
  text->measure = measure;
  const brv_shaped *shaped = brv_shape(setter, text);
  brv_fitting fitting = fitting_of(style, measure, indent);
  brv_breakables b = brv_shaped_items(shaped, &fitting);
  g_autoptr(GArray) breaks = choose_breaks(setter, &b, style, measure);
  liner l = {.setter = setter,
             .shaped = shaped,
             .measure = measure,
             .indent = indent,
             .hangs = fitting.hang,
             .expands = fitting.expand > 0};
  GPtrArray *lines = make_lines(&l, &b, breaks, style);
  mark_loose(setter, &b, breaks, style, measure, lines);
  brv_breakables_clear(&b);
  return lines;
}

brv_line *brv_set_line(brv_setter *setter, brv_text *text)
{
  const brv_shaped *shaped = brv_shape(setter, text);
  liner l = {.setter = setter, .shaped = shaped, .end = shaped->chars};
  return make_line(&l);
}

brv_widths brv_text_widths(brv_setter *setter, brv_text *text)
{
  brv_widths widths = {0};
  if (text->bytes->len == 0)
    return widths;
  brv_fitting fitting = {.measure = 1e6, .ragged = true};
  brv_breakables b = brv_shaped_items(brv_shape(setter, text), &fitting);
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
