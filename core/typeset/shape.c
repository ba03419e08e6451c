#include "typeset/shape.h"

#include <hb.h>
#include <string.h>

#include "document/direction.h"
#include "typeset/breaks.h"
#include "typeset/items.h"
#include "typeset/label.h"

static void check_glyphs(brv_shaped *shaped, const brv_piece *piece)
{
  for (int i = 0; i < piece->glyphs->num_glyphs; i++) {
    guint byte = (guint)(piece->item->offset + piece->glyphs->log_clusters[i]);
    if (piece->glyphs->glyphs[i].glyph & PANGO_GLYPH_UNKNOWN_FLAG)
      g_array_append_val(shaped->missing, byte);
  }
}

/* What Pango leaves to its callers: the letters' distance, and room for a frame at both ends. */
static void space_letters(const brv_run *run, PangoGlyphString *glyphs, bool starts, bool ends)
{
  int tracking = (int)(run->style.tracking * run->style.size * PANGO_SCALE);
  int pad = run->style.frame > 0 ? (int)(BRV_FRAME_PAD * PANGO_SCALE) : 0;
  int gap = run->style.frame > 0 ? (int)(BRV_FRAME_GAP * PANGO_SCALE) : 0;
  int last = glyphs->num_glyphs - 1;
  for (int i = 0; i <= last && tracking != 0; i++)
    if (i == last || glyphs->log_clusters[i] != glyphs->log_clusters[i + 1])
      glyphs->glyphs[i].geometry.width += tracking;
  if (last < 0 || pad == 0)
    return;
  if (starts) {
    glyphs->glyphs[0].geometry.width += gap + pad;
    glyphs->glyphs[0].geometry.x_offset += gap + pad;
  }
  if (ends)
    glyphs->glyphs[last].geometry.width += pad + gap;
}

/* A number takes its room: behind it, or where it is set to the right before it. */
static void give_room(const brv_run *run, PangoGlyphString *glyphs)
{
  int missing = (int)(run->room * PANGO_SCALE) - pango_glyph_string_get_width(glyphs);
  bool before = run->style.setting == BRV_SET_RIGHT;
  if (run->room <= 0 || glyphs->num_glyphs == 0)
    return;
  PangoGlyphGeometry *at = &glyphs->glyphs[before ? 0 : glyphs->num_glyphs - 1].geometry;
  at->width += missing;
  at->x_offset += before ? missing : 0;
}

static PangoGlyphString *shape_picture(const brv_shaped *shaped, const brv_run *run)
{
  PangoGlyphString *glyphs = pango_glyph_string_new();
  pango_glyph_string_set_size(glyphs, 1);
  brv_extents extents = brv_picture_extents(shaped->layout, run->picture, &run->style);
  double most = shaped->text->measure > 0 ? shaped->text->measure : extents.width;
  glyphs->glyphs[0] = (PangoGlyphInfo){.glyph = PANGO_GLYPH_EMPTY};
  glyphs->glyphs[0].geometry.width = (int)(MIN(extents.width, most) * PANGO_SCALE);
  glyphs->log_clusters[0] = 0;
  return glyphs;
}

PangoGlyphString *brv_shape_part(const brv_shaped *shaped, const brv_piece *piece, guint start,
                                 guint length)
{
  const brv_run *run = &g_array_index(shaped->text->runs, brv_run, piece->run);
  const GString *bytes = shaped->text->bytes;
  if (run->picture)
    return shape_picture(shaped, run);
  PangoGlyphString *glyphs =
      brv_word_cache_shape(shaped->words, bytes, start, length, &piece->item->analysis);
  space_letters(run, glyphs, start == run->start, start + length == run->end);
  if (start == run->start && start + length == run->end)
    give_room(run, glyphs);
  return glyphs;
}

/* Advances of a piece's characters, added to those before. */
static void add_widths(brv_shaped *shaped, const brv_piece *piece)
{
  guint count = (guint)piece->item->num_chars;
  g_autofree int *widths = g_new(int, count + 1);
  PangoGlyphItem glyph_item = {.item = piece->item, .glyphs = piece->glyphs};
  pango_glyph_item_get_logical_widths(&glyph_item, shaped->text->bytes->str, widths);
  for (guint i = 0; i < count; i++)
    shaped->x[piece->first_char + i + 1] =
        shaped->x[piece->first_char + i] + widths[i] / (double)PANGO_SCALE;
}

static void free_piece(void *data)
{
  brv_piece *piece = data;
  pango_item_free(piece->item);
  pango_glyph_string_free(piece->glyphs);
}

static void add_pieces(brv_setter *setter, brv_shaped *shaped)
{
  GList *items = brv_items_find(setter, shaped->text);
  guint character = 0;
  for (GList *l = items; l; l = l->next) {
    brv_piece piece = {.item = l->data, .run = brv_item_run(l->data), .first_char = character};
    piece.glyphs =
        brv_shape_part(shaped, &piece, (guint)piece.item->offset, (guint)piece.item->length);
    g_array_append_val(shaped->pieces, piece);
    check_glyphs(shaped, &piece);
    add_widths(shaped, &piece);
    character += (guint)piece.item->num_chars;
  }
  g_list_free(items);
}

static void index_characters(brv_shaped *shaped)
{
  const GString *bytes = shaped->text->bytes;
  const GArray *forced = shaped->text->forced;
  shaped->chars = (guint)g_utf8_strlen(bytes->str, (gssize)bytes->len);
  shaped->byte_of = g_new0(guint, shaped->chars + 1);
  shaped->x = g_new0(double, shaped->chars + 1);
  shaped->forced = g_new0(guint8, shaped->chars + 1);
  shaped->attrs = g_new0(PangoLogAttr, shaped->chars + 1);
  const char *p = bytes->str;
  for (guint i = 0, f = 0; i <= shaped->chars; i++) {
    shaped->byte_of[i] = (guint)(p - bytes->str);
    if (f < forced->len && g_array_index(forced, guint, f) == shaped->byte_of[i]) {
      shaped->forced[i] = i < shaped->chars;
      while (f < forced->len && g_array_index(forced, guint, f) == shaped->byte_of[i])
        f++;
    }
    p = g_utf8_next_char(p);
  }
}

/* A superior figure stands with the word that it follows, and with its neighbours: UAX 14 would
 * allow a line to end between a full stop and a figure. */
static void keep_superiors(brv_shaped *shaped)
{
  for (guint i = 0; i < shaped->pieces->len; i++) {
    const brv_piece *piece = &g_array_index(shaped->pieces, brv_piece, i);
    const brv_run *run = &g_array_index(shaped->text->runs, brv_run, piece->run);
    guint last = piece->first_char + (guint)piece->item->num_chars;
    for (guint c = piece->first_char; run->style.superior && c < last; c++)
      if (c > 0 && !shaped->attrs[c - 1].is_white)
        shaped->attrs[c].is_line_break = 0;
  }
}

/* UAX 14 holds full stops, slashes and colons to what stands before them even over a space (LB13),
 * but
 * ".gitignore" and "/etc" are words. */
static void free_prefixes(brv_shaped *shaped)
{
  for (guint c = 1; c + 1 < shaped->chars; c++) {
    const char *at = shaped->text->bytes->str + shaped->byte_of[c];
    if (at[-1] == ' ' && strchr("./:", *at) && g_ascii_isalnum(at[1]))
      shaped->attrs[c].is_line_break = 1;
  }
}

/* What begins no line, and ends none, in East Asian text: JIS X 4051, GB/T 15834. UAX 14 lets small
 * kana and the marks of length and repetition begin one, and quotes that other scripts have too. */
static const char NO_START[] = "、。，．・：；？！ー々〻ゝゞヽヾ）］｝」』】〉》〕〟’”…‥"
                               "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ゛゜";
static const char NO_END[] = "（［｛「『【〈《〔〝‘“";

static bool is_east_asian(gunichar c)
{
  enum { CJK_MARKS = 0x2e80, PRIVATE = 0xe000, FORMS = 0xff00, END = 0xffef };
  return (c >= CJK_MARKS && c < PRIVATE) || (c >= FORMS && c <= END);
}

static bool is_hangul(gunichar c)
{
  return g_unichar_get_script(c) == G_UNICODE_SCRIPT_HANGUL;
}

static gunichar char_at(const brv_shaped *shaped, guint c)
{
  return g_utf8_get_char(shaped->text->bytes->str + shaped->byte_of[c]);
}

static bool is_chinese_or_japanese(const brv_shaped *shaped, guint c)
{
  const char *language = brv_shaped_run_at(shaped, c)->language;
  return g_str_has_prefix(language, "zh") || g_str_has_prefix(language, "ja");
}

/* Beside a character of East Asia; and behind an opening mark not even at a space. */
static void keep_east_asian(brv_shaped *shaped)
{
  gunichar before = 0;
  for (guint c = 0; c < shaped->chars; c++) {
    gunichar here = char_at(shaped, c);
    bool beside = is_east_asian(before) || is_east_asian(here);
    bool spaced = shaped->east_asian && c > 0 && shaped->attrs[c - 1].is_white;
    shaped->east_asian |= beside;
    if (before && ((beside && g_utf8_strchr(NO_START, -1, here)) ||
                   ((beside || (spaced && is_chinese_or_japanese(shaped, c))) &&
                    g_utf8_strchr(NO_END, -1, before))))
      shaped->attrs[c].is_line_break = 0;
    before = shaped->attrs[c].is_white ? before : here;
  }
}

/* Where a line may end with no space to end it. */
static bool may_part(const brv_shaped *shaped, guint character)
{
  return shaped->east_asian && character > 0 && character < shaped->chars &&
         shaped->attrs[character].is_line_break && !shaped->attrs[character - 1].is_white;
}

bool brv_shaped_in_korean(const brv_shaped *shaped, guint character)
{
  if (!may_part(shaped, character))
    return false;
  gunichar before = char_at(shaped, character - 1), here = char_at(shaped, character);
  return (is_hangul(before) && g_unichar_isalnum(here)) ||
         (is_hangul(here) && g_unichar_isalnum(before));
}

/* Han characters and kana, without the marks that bring their own white. */
static bool is_ideograph(gunichar c)
{
  GUnicodeScript script = g_unichar_get_script(c);
  return g_unichar_isalpha(c) &&
         (script == G_UNICODE_SCRIPT_HAN || script == G_UNICODE_SCRIPT_HIRAGANA ||
          script == G_UNICODE_SCRIPT_KATAKANA);
}

static bool is_other_letter(gunichar c)
{
  return g_unichar_isalnum(c) && !is_east_asian(c);
}

static bool is_raised(const brv_shaped *shaped, guint character)
{
  return brv_shaped_run_at(shaped, character)->style.superior;
}

double brv_shaped_quarter(const brv_shaped *shaped, guint character)
{
  if (!may_part(shaped, character))
    return 0;
  gunichar before = char_at(shaped, character - 1), here = char_at(shaped, character);
  bool enters = is_ideograph(here) && is_other_letter(before);
  if (!enters && !(is_ideograph(before) && is_other_letter(here)))
    return 0;
  if (is_raised(shaped, character - 1) || is_raised(shaped, character))
    return 0;
  const brv_run *run = brv_shaped_run_at(shaped, enters ? character : character - 1);
  return g_str_has_prefix(run->language, "ko") ? 0 : run->style.size / 4;
}

bool brv_shaped_gap(const brv_shaped *shaped, guint character)
{
  if (!may_part(shaped, character))
    return false;
  gunichar before = char_at(shaped, character - 1), here = char_at(shaped, character);
  return (is_east_asian(before) || is_east_asian(here)) && !is_hangul(before) && !is_hangul(here);
}

brv_shaped *brv_shape(brv_setter *setter, const brv_text *text)
{
  brv_shaped *shaped = g_new0(brv_shaped, 1);
  shaped->text = text;
  shaped->layout = setter->layout;
  shaped->words = brv_fonts_words(setter->fonts);
  shaped->right_to_left = brv_language_is_rtl(text->language);
  shaped->pieces = g_array_new(FALSE, TRUE, sizeof(brv_piece));
  g_array_set_clear_func(shaped->pieces, free_piece);
  shaped->missing = g_array_new(FALSE, FALSE, sizeof(guint));
  index_characters(shaped);
  if (shaped->chars == 0)
    return shaped;
  brv_breaks_find(text->bytes, shaped->chars, text->language, shaped->attrs);
  add_pieces(setter, shaped);
  free_prefixes(shaped);
  keep_east_asian(shaped);
  keep_superiors(shaped);
  return shaped;
}

void brv_shaped_free(brv_shaped *shaped)
{
  g_array_unref(shaped->pieces);
  g_array_unref(shaped->missing);
  g_free(shaped->attrs);
  g_free(shaped->byte_of);
  g_free(shaped->x);
  g_free(shaped->forced);
  g_free(shaped);
}

const brv_piece *brv_shaped_piece_at(const brv_shaped *shaped, guint character)
{
  guint low = 0, high = shaped->pieces->len;
  while (low < high) {
    guint middle = (low + high) / 2;
    if (g_array_index(shaped->pieces, brv_piece, middle).first_char <= character)
      low = middle + 1;
    else
      high = middle;
  }
  return &g_array_index(shaped->pieces, brv_piece, MAX(low, 1) - 1);
}

const brv_run *brv_shaped_run_at(const brv_shaped *shaped, guint character)
{
  const brv_piece *piece = brv_shaped_piece_at(shaped, character);
  return &g_array_index(shaped->text->runs, brv_run, piece->run);
}

PangoGlyph brv_hyphen_glyph(PangoFont *font, double *width)
{
  enum { HYPHEN = 0x2010, HYPHEN_MINUS = '-' };
  hb_font_t *hb = pango_font_get_hb_font(font);
  hb_codepoint_t glyph = 0;
  if (!hb_font_get_nominal_glyph(hb, HYPHEN, &glyph) &&
      !hb_font_get_nominal_glyph(hb, HYPHEN_MINUS, &glyph)) {
    *width = 0;
    return 0;
  }
  PangoRectangle logical;
  pango_font_get_glyph_extents(font, glyph, NULL, &logical);
  *width = logical.width / (double)PANGO_SCALE;
  return glyph;
}
