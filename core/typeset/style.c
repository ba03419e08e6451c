#include "typeset/style.h"

#include <string.h>

#include "document/node.h"
#include "typeset/style-schema.h"

enum { MILLI_PER_INCH = 254 }; /* tenths of a millimetre */
static const double POINTS_PER_MM = 720.0 / MILLI_PER_INCH;
static const double AA = 4.5; /* WCAG 2.2, text of any size */

/* Plain text, of which a layout says nothing. */
static const brv_style PLAIN = {.role = "para",
                                .family = "serif",
                                .weight = 400,
                                .size = 10,
                                .leading = 13,
                                .hang = true,
                                .expand = true,
                                .loosest = 2};

/* How many styles may stand between one and its basis. */
enum { LIKE_DEPTH = 16 };

typedef struct {
  brv_arena *arena;
  brv_layout *layout;
  const brv_value *styles;
  brv_diags *diags;
} reader;

double brv_layout_length(const brv_value *map, const char *key, double em, double fallback)
{
  const char *text = brv_value_text(map, key, NULL);
  if (!text)
    return fallback;
  char *unit = NULL;
  double number = g_ascii_strtod(text, &unit);
  while (*unit == ' ')
    unit++;
  if (g_str_equal(unit, "mm"))
    return number * POINTS_PER_MM;
  if (g_str_equal(unit, "em"))
    return number * em;
  return g_str_equal(unit, "%") ? number / 100 * em : number;
}

static void read_colour(reader *r, const brv_value *map, const char *key, brv_colour *colour)
{
  const char *text = brv_value_text(map, key, NULL);
  const brv_colour *named = text ? g_hash_table_lookup(r->layout->palette, text) : NULL;
  if (!text)
    return;
  if (named)
    *colour = *named;
  else if (!brv_colour_parse(text, colour))
    brv_report(r->diags, BRV_BAD_VALUE, brv_value_member(map, key)->place,
               "name a colour of the layout's palette, or write #rrggbb", "no colour called \"%s\"",
               text);
}

static int choice(const brv_value *map, const char *key, const char *const *names)
{
  const char *text = brv_value_text(map, key, "");
  for (int i = 0; names[i]; i++)
    if (g_str_equal(names[i], text))
      return i;
  return 0;
}

#define READ_TEXT(member, key) style->member = brv_value_text(map, key, NULL)
#define READ_NUMBER(member, key) style->member = brv_value_number(map, key, 0)
#define READ_LENGTH(member, key) style->member = brv_layout_length(map, key, style->size, 0)
#define READ_FLAG(member, key) style->member = brv_value_truth(map, key, false)
#define READ_COLOUR(member, key) read_colour(r, map, key, &style->member)
#define READ_SETTING(member, key) style->member = choice(map, key, brv_setting_names)
#define READ_PLACE(member, key) style->member = choice(map, key, brv_place_names)
#define READ_CASE(member, key) style->member = choice(map, key, brv_case_names)
#define READ_FIGURES(member, key) style->member = choice(map, key, brv_figures_names)

static void read_fields(reader *r, const brv_value *map, brv_style *style)
{
  guint64 bit = 1;
#define FIELD(kind, member, key)                                                                   \
  if (brv_value_member(map, key)) {                                                                \
    READ_##kind(member, key);                                                                      \
    style->fields |= bit;                                                                          \
  }                                                                                                \
  bit <<= 1;
#include "typeset/style-fields.h"
#undef FIELD
}

static const brv_style *read_style(reader *r, const char *role, int depth);

/* What a style starts from: the one it names, else the text of paragraphs. What says where a
 * block stands (space, rules, keeps, column) is not handed on by the latter. */
static brv_style basis_of(reader *r, const char *role, const brv_value *map, int depth)
{
  const char *like = brv_value_text(map, "like", NULL);
  const brv_style *from = NULL;
  if (like)
    from = read_style(r, like, depth + 1);
  if (like && !from)
    brv_report(r->diags, BRV_BAD_VALUE, brv_value_member(map, "like")->place,
               "name a role that has a style and does not lead back here",
               "the style of \"%s\" cannot be like \"%s\"", role, like);
  if (from)
    return *from;
  if (g_str_equal(role, "para"))
    return PLAIN;
  const brv_style *para = read_style(r, "para", depth + 1);
  brv_style style = {0};
  if (para)
    style = *para;
  style.fields = 0;
  style.indent_first = style.space_before = style.space_after = 0;
  return style;
}

static const brv_style *read_style(reader *r, const char *role, int depth)
{
  const brv_style *known = g_hash_table_lookup(r->layout->styles, role);
  const brv_value *map = brv_value_member(r->styles, role);
  if (known || !map || depth > LIKE_DEPTH)
    return known;
  brv_style *style = brv_new(r->arena, brv_style);
  *style = basis_of(r, role, map, depth);
  style->role = role;
  read_fields(r, map, style);
  g_hash_table_insert(r->layout->styles, (char *)role, style);
  return style;
}

/* How many members a value has that should be a map. */
static guint count_members(const brv_value *map)
{
  return map && map->kind == BRV_VALUE_MAP ? map->count : 0;
}

static void read_styles(reader *r)
{
  for (guint i = 0; i < count_members(r->styles); i++)
    read_style(r, r->styles->members[i].key, 0);
  if (!g_hash_table_contains(r->layout->styles, "para")) {
    brv_style *style = brv_new(r->arena, brv_style);
    *style = PLAIN;
    style->leading = r->layout->baseline;
    g_hash_table_insert(r->layout->styles, (char *)"para", style);
  }
}

static void read_palette(reader *r, const brv_value *palette)
{
  for (guint i = 0; i < count_members(palette); i++) {
    brv_colour *colour = brv_new(r->arena, brv_colour);
    brv_colour_parse(palette->members[i].value->text, colour);
    g_hash_table_insert(r->layout->palette, (char *)palette->members[i].key, colour);
  }
}

static void put_colour(reader *r, const char *name, brv_colour colour)
{
  brv_colour *slot = brv_new(r->arena, brv_colour);
  *slot = colour;
  g_hash_table_insert(r->layout->palette, (char *)name, slot);
}

/* What plugins draw with is there in every layout: greys as parts of ink, the rest after them. */
static void complete_palette(reader *r)
{
  static const struct {
    const char *name, *of;
    double strength;
  } usual[] = {
      {"paper", NULL, 0},       {"ink", NULL, 1},          {"accent", "ink", 1},
      {"tint", "accent", 0.08}, {"soft", "ink", 0.88},     {"grey", "ink", 0.68},
      {"mid", "ink", 0.52},     {"hairline", "ink", 0.24}, {"wash", "ink", 0.06},
  };
  static const brv_colour white = {255, 255, 255}, black = {0, 0, 0};
  for (gsize i = 0; i < G_N_ELEMENTS(usual); i++) {
    if (g_hash_table_contains(r->layout->palette, usual[i].name))
      continue;
    brv_colour plain = usual[i].strength > 0 ? black : white;
    put_colour(r, usual[i].name,
               usual[i].of ? brv_layout_tone(r->layout, usual[i].of, usual[i].strength) : plain);
  }
}

/* The pack's accent must be read on paper and on its own tint; what is too light is darkened. */
static void apply_accent(reader *r, const char *accent)
{
  static const brv_colour paper = {255, 255, 255};
  static const double TINT = 0.08; /* how much accent is in the tint */
  brv_colour colour;
  if (!accent || !brv_colour_parse(accent, &colour))
    return;
  brv_colour tint = brv_colour_mix(colour, paper, TINT);
  put_colour(r, "tint", tint);
  put_colour(r, "accent", brv_colour_darken(colour, tint, AA));
}

static void set_size(brv_layout *layout, const brv_value *page, const char *size)
{
  static const struct {
    const char *name;
    double width, height;
  } SHEETS[] = {{"a4", 595.276, 841.89}, {"a5", 419.528, 595.276}, {"letter", 612, 792}};
  layout->page_width = brv_layout_length(page, "width", 0, SHEETS[0].width);
  layout->page_height = brv_layout_length(page, "height", 0, SHEETS[0].height);
  for (guint i = 0; size && i < G_N_ELEMENTS(SHEETS); i++)
    if (g_str_equal(size, SHEETS[i].name)) {
      layout->page_width = SHEETS[i].width;
      layout->page_height = SHEETS[i].height;
    }
}

static void read_page(brv_layout *layout, const brv_value *page, const char *wish)
{
  const char *size = brv_value_text(page, "size", "a4");
  set_size(layout, page, size);
  layout->left = brv_layout_length(page, "left", 0, 0);
  layout->right = brv_layout_length(page, "right", 0, 0);
  layout->top = brv_layout_length(page, "top", 0, 0);
  layout->foot = brv_layout_length(page, "foot", 0, 0);
  layout->margin_column = brv_layout_length(page, "margin_column", 0, 0);
  layout->gutter = brv_layout_length(page, "gutter", 0, 0);
  layout->columns = (int)brv_value_number(page, "columns", 1);
  layout->baseline = brv_layout_length(page, "baseline", 0, 12);
  if (layout->columns > 1 && layout->gutter <= 0)
    layout->gutter = layout->baseline;
  layout->head_at = brv_layout_length(page, "head_at", 0, 0);
  layout->foot_at = brv_layout_length(page, "foot_at", 0, 0);
  if (!wish || g_str_equal(wish, size) || g_str_equal(size, "custom"))
    return;
  /* Another sheet keeps the measure; the outer white takes the difference. */
  double before = layout->page_width;
  set_size(layout, NULL, wish);
  layout->left += (layout->page_width - before) / 2;
  layout->right += (layout->page_width - before) / 2;
}

static GPtrArray *read_furniture(reader *r, const brv_value *furniture, const char *key)
{
  GPtrArray *pieces = brv_arena_ptr_array(r->arena);
  const brv_value *list = brv_value_member(furniture, key);
  for (guint i = 0; list && list->kind == BRV_VALUE_LIST && i < list->count; i++) {
    brv_furniture *piece = brv_new(r->arena, brv_furniture);
    piece->text = brv_value_text(list->items[i], "text", "");
    piece->role = brv_value_text(list->items[i], "role", "");
    g_ptr_array_add(pieces, piece);
  }
  return pieces;
}

static void read_all_furniture(reader *r, const brv_value *furniture)
{
  brv_layout *layout = r->layout;
  layout->head_left = read_furniture(r, furniture, "head_left");
  layout->head_right = read_furniture(r, furniture, "head_right");
  layout->foot_left = read_furniture(r, furniture, "foot_left");
  layout->foot_right = read_furniture(r, furniture, "foot_right");
  layout->first_left = read_furniture(r, furniture, "first_left");
  layout->first_right = read_furniture(r, furniture, "first_right");
}

static bool is_page(brv_arena *arena, const brv_value *page)
{
  g_autoptr(brv_diags) unheard = brv_diags_new();
  return page && brv_schema_check(arena, &brv_page_schema, page, "", unheard);
}

/* A page without room for text would never be full. */
static void check_page(const brv_layout *layout, const brv_value *page, brv_diags *diags)
{
  double text, margin, wide, height = layout->page_height - layout->top - layout->foot;
  brv_layout_columns(layout, &text, &margin, &wide);
  if (layout->columns > 1 && layout->margin_column > 0) {
    brv_report(diags, BRV_BAD_VALUE, page->place, "leave out one of margin_column and columns",
               "a page of %d columns has no margin column", layout->columns);
  } else if (text < 36 || layout->baseline < 4 || height < 4 * layout->baseline) {
    brv_report(diags, BRV_BAD_VALUE, page->place, "make margins, columns or baseline smaller",
               "the page leaves no room for text");
  }
}

/* A table that does not fit its schema is read all the same, so that what is wrong besides is told
 * in the same run: the readers take what has another kind than it should for absent. */
brv_layout *brv_layout_new(brv_arena *arena, const brv_value *table, const char *page,
                           const char *accent, brv_diags *diags)
{
  guint errors = brv_diags_errors(diags);
  brv_schema_check(arena, &brv_layout_schema, table, "", diags);
  brv_layout *layout = brv_new(arena, brv_layout);
  reader r = {arena, layout, brv_value_member(table, "styles"), diags};
  layout->source = table;
  layout->title = brv_value_text(table, "title", NULL);
  layout->palette = brv_arena_table(arena);
  layout->styles = brv_arena_table(arena);
  read_page(layout, brv_value_member(table, "page"), page);
  read_palette(&r, brv_value_member(table, "palette"));
  complete_palette(&r);
  apply_accent(&r, accent);
  read_styles(&r);
  read_all_furniture(&r, brv_value_member(table, "furniture"));
  if (is_page(arena, brv_value_member(table, "page")))
    check_page(layout, brv_value_member(table, "page"), diags);
  return brv_diags_errors(diags) > errors ? NULL : layout;
}

const brv_style *brv_layout_find_style(const brv_layout *layout, const char *role)
{
  return role ? g_hash_table_lookup(layout->styles, role) : NULL;
}

const brv_style *brv_layout_style(const brv_layout *layout, const char *role, const char *fallback)
{
  const brv_style *style = brv_layout_find_style(layout, role);
  if (!style)
    style = brv_layout_find_style(layout, fallback);
  return style ? style : g_hash_table_lookup(layout->styles, "para");
}

brv_colour brv_layout_shade(const brv_layout *layout, int shade)
{
  brv_colour paper = brv_layout_colour(layout, "paper");
  brv_colour accent = brv_layout_colour(layout, "accent"), ink = brv_layout_colour(layout, "ink");
  for (int most = 75; most > 0; most -= 5) {
    brv_colour strongest = brv_colour_mix(accent, paper, most / 100.0);
    if (brv_colour_contrast(ink, strongest) >= AA)
      return brv_colour_mix(strongest, paper, (double)shade / BRV_SHADE_MOST);
  }
  return paper;
}

void brv_style_apply(brv_style *style, const brv_style *written)
{
  guint64 bit = 1;
#define FIELD(kind, member, key)                                                                   \
  if (written->fields & bit)                                                                       \
    style->member = written->member;                                                               \
  bit <<= 1;
#include "typeset/style-fields.h"
#undef FIELD
}

const char *brv_style_features(const brv_style *style)
{
  bool spaced = style->tracking != 0; /* ligatures would stand closer than other letters */
  if (style->letter_case == BRV_CASE_SMALL_CAPS)
    return spaced ? "smcp=1,onum=1,liga=0,clig=0" : "smcp=1,onum=1";
  switch (style->figures) {
  case BRV_FIGURES_OLD:
    return spaced ? "onum=1,pnum=1,liga=0,clig=0" : "onum=1,pnum=1";
  case BRV_FIGURES_LINING:
    return spaced ? "lnum=1,pnum=1,liga=0,clig=0" : "lnum=1,pnum=1";
  case BRV_FIGURES_TABULAR:
    return spaced ? "lnum=1,tnum=1,liga=0,clig=0" : "lnum=1,tnum=1";
  case BRV_FIGURES_DEFAULT:
    break;
  }
  return spaced ? "liga=0,clig=0" : NULL;
}

gunichar brv_style_letter(const brv_style *style, gunichar letter, const char *language)
{
  if (style->letter_case != BRV_CASE_UPPER)
    return letter;
  if (letter == 'i' && language &&
      (g_str_has_prefix(language, "tr") || g_str_has_prefix(language, "az")))
    return 0x130;
  return g_unichar_toupper(letter);
}

static brv_style *scaled_style(brv_arena *arena, const brv_style *style, double scale)
{
  brv_style *copy = brv_new(arena, brv_style);
  *copy = *style;
#define SCALE_TEXT(member)
#define SCALE_NUMBER(member)
#define SCALE_FLAG(member)
#define SCALE_COLOUR(member)
#define SCALE_SETTING(member)
#define SCALE_PLACE(member)
#define SCALE_CASE(member)
#define SCALE_FIGURES(member)
#define SCALE_LENGTH(member) copy->member *= scale;
#define FIELD(kind, member, key) SCALE_##kind(member)
#include "typeset/style-fields.h"
#undef FIELD
  return copy;
}

brv_layout *brv_layout_scaled(brv_arena *arena, const brv_layout *layout, double scale)
{
  brv_layout *copy = brv_new(arena, brv_layout);
  GHashTableIter iter;
  gpointer role, style;
  *copy = *layout;
  copy->styles = brv_arena_table(arena);
  g_hash_table_iter_init(&iter, layout->styles);
  while (g_hash_table_iter_next(&iter, &role, &style))
    g_hash_table_insert(copy->styles, role, scaled_style(arena, style, scale));
  return copy;
}

void brv_layout_columns(const brv_layout *layout, double *text, double *margin, double *wide)
{
  *margin = layout->columns > 1 ? 0 : layout->margin_column;
  *wide = layout->page_width - layout->left - layout->right;
  if (layout->columns > 1)
    *text = (*wide - (layout->columns - 1) * layout->gutter) / layout->columns;
  else
    *text = *wide - (*margin > 0 ? *margin + layout->gutter : 0);
}

double brv_layout_picture_height(const brv_layout *layout)
{
  enum { CAPTION_LINES = 6 };
  double page = layout->page_height - layout->top - layout->foot;
  return MAX(page - CAPTION_LINES * layout->baseline, layout->baseline);
}
