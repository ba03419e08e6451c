#include "typeset/items.h"

#include <hb.h>
#include <string.h>

#include "document/direction.h"
#include "typeset/breaks.h"

/* Styles that are remembered before all are forgotten. */
enum { MOST = 512 };

/* What decides about the font of a run of plain text: zeroed, its texts interned. */
typedef struct {
  const char *family, *language;
  double size, weight;
  bool italic, letters; /* letters: the text has some; else it is of no script */
} look;

/* Characters before this one are noted: most. */
enum { NOTED = 0x180 };

typedef struct {
  look look;
  PangoItem *item; /* of a letter or figure; NULL: not to be had in the family that is asked for */
  guint8 has[NOTED];
} look_font;

struct brv_item_fonts {
  GHashTable *known; /* a set of look_font *, by their looks */
};

/* --- by Pango --- */

static PangoFontDescription *description(const char *families, const brv_run *run)
{
  PangoFontDescription *desc = pango_font_description_new();
  pango_font_description_set_family_static(desc, families);
  pango_font_description_set_absolute_size(desc, run->style.size * PANGO_SCALE);
  pango_font_description_set_weight(desc, (PangoWeight)run->style.weight);
  pango_font_description_set_style(desc,
                                   run->style.italic ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL);
  return desc;
}

/* The colour says which run an item belongs to, so that runs which differ only in what Pango does
 * not draw are kept apart. */
static PangoAttribute *name_of_run(guint run)
{
  return pango_attr_foreground_new((guint16)(run & 0xffff), (guint16)(run >> 16), 0);
}

static PangoAttribute *over(PangoAttribute *attribute, const brv_run *run)
{
  attribute->start_index = run->start;
  attribute->end_index = run->end;
  return attribute;
}

static PangoAttrList *attributes(brv_setter *setter, const brv_text *text, bool alone)
{
  PangoAttrList *list = pango_attr_list_new();
  for (guint i = 0; i < text->runs->len; i++) {
    const brv_run *run = &g_array_index(text->runs, brv_run, i);
    const char *family = run->style.family;
    PangoFontDescription *desc =
        description(alone ? family : brv_fonts_families(setter->fonts, family, run->language), run);
    PangoLanguage *language = pango_language_from_string(run->language);
    pango_attr_list_insert(list, over(pango_attr_font_desc_new(desc), run));
    pango_font_description_free(desc);
    pango_attr_list_insert(list, over(pango_attr_language_new(language), run));
    pango_attr_list_insert(list, over(name_of_run(i), run));
    if (run->features)
      pango_attr_list_insert(list, over(pango_attr_font_features_new(run->features), run));
  }
  return list;
}

guint brv_item_run(const PangoItem *item)
{
  for (GSList *l = item->analysis.extra_attrs; l; l = l->next) {
    const PangoAttribute *attribute = l->data;
    if (attribute->klass->type == PANGO_ATTR_FOREGROUND) {
      const PangoColor *colour = &((const PangoAttrColor *)l->data)->color;
      return (guint)colour->red | (guint)colour->green << 16;
    }
  }
  return 0;
}

/* Whether an item has the family that its run asks for first, and that has all its characters. */
static bool is_as_asked(const brv_text *text, const PangoItem *item)
{
  const brv_run *run = &g_array_index(text->runs, brv_run, brv_item_run(item));
  PangoFont *font = item->analysis.font;
  if (run->picture)
    return true;
  if (!font || !brv_font_is_of(font, run->style.family))
    return false;
  hb_font_t *face = pango_font_get_hb_font(font);
  hb_codepoint_t glyph;
  const char *at = text->bytes->str + item->offset;
  for (int i = 0; i < item->num_chars; i++, at = g_utf8_next_char(at))
    if (!hb_font_get_nominal_glyph(face, g_utf8_get_char(at), &glyph))
      return false;
  return true;
}

/* In the families that are asked for alone; or in any. */
static GList *itemize(brv_setter *setter, const brv_text *text, bool alone)
{
  PangoAttrList *list = attributes(setter, text, alone);
  GList *items = pango_itemize_with_base_dir(
      alone ? brv_fonts_family_context(setter->fonts) : brv_fonts_context(setter->fonts),
      brv_language_is_rtl(text->language) ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR,
      text->bytes->str, 0, (int)text->bytes->len, list, NULL);
  pango_attr_list_unref(list);
  return items;
}

static void free_item(void *item)
{
  pango_item_free(item);
}

GList *brv_items_of_pango(brv_setter *setter, const brv_text *text)
{
  GList *items = itemize(setter, text, true), *l = items;
  while (l && is_as_asked(text, l->data))
    l = l->next;
  if (!l)
    return items;
  g_list_free_full(items, free_item);
  return itemize(setter, text, false);
}

/* --- the fonts of styles --- */

static guint hash_of_look(gconstpointer key)
{
  const look *l = key;
  guint size = (guint)(l->size * PANGO_SCALE), weight = (guint)l->weight;
  return g_direct_hash(l->family) ^ g_direct_hash(l->language) * 7 ^ size * 31 ^ weight * 131 ^
         (guint)l->italic * 1031 ^ (guint)l->letters * 4099;
}

static gboolean same_look(gconstpointer a, gconstpointer b)
{
  return memcmp(a, b, sizeof(look)) == 0;
}

static void free_font(void *data)
{
  look_font *font = data;
  if (font->item)
    pango_item_free(font->item);
  g_free(font);
}

brv_item_fonts *brv_item_fonts_new(void)
{
  brv_item_fonts *fonts = g_new0(brv_item_fonts, 1);
  fonts->known = g_hash_table_new_full(hash_of_look, same_look, NULL, free_font);
  return fonts;
}

void brv_item_fonts_free(brv_item_fonts *fonts)
{
  g_hash_table_unref(fonts->known);
  g_free(fonts);
}

/* What Pango makes of a letter, or a figure, in a run's style; NULL where it is not as asked. */
static PangoItem *ask(brv_setter *setter, const brv_run *run, bool letters)
{
  brv_text sample = {0}; /* from left to right */
  brv_run whole = *run;
  whole.start = 0;
  whole.end = 1;
  whole.features = NULL;
  sample.bytes = g_string_new(letters ? "a" : "1");
  sample.runs = g_array_new(FALSE, FALSE, sizeof whole);
  g_array_append_val(sample.runs, whole);
  GList *items = itemize(setter, &sample, true);
  PangoItem *item = NULL;
  if (items && !items->next && is_as_asked(&sample, items->data))
    item = pango_item_copy(items->data);
  g_list_free_full(items, free_item);
  g_array_unref(sample.runs);
  g_string_free(sample.bytes, TRUE);
  return item;
}

static look_font *font_of(brv_setter *setter, const brv_run *run, bool letters)
{
  GHashTable *known = brv_fonts_items(setter->fonts)->known;
  look l;
  memset(&l, 0, sizeof l);
  l.family = g_intern_string(run->style.family);
  l.language = g_intern_string(run->language);
  l.size = run->style.size;
  l.weight = run->style.weight;
  l.italic = run->style.italic;
  l.letters = letters;
  look_font *font = g_hash_table_lookup(known, &l);
  if (font)
    return font;
  if (g_hash_table_size(known) >= MOST)
    g_hash_table_remove_all(known);
  font = g_new0(look_font, 1);
  memcpy(&font->look, &l, sizeof l);
  font->item = ask(setter, run, letters);
  g_hash_table_insert(known, &font->look, font);
  return font;
}

static bool has_character(look_font *font, gunichar c)
{
  enum { UNKNOWN, NO, YES };
  hb_codepoint_t glyph;
  if (c < NOTED && font->has[c] != UNKNOWN)
    return font->has[c] == YES;
  bool has =
      hb_font_get_nominal_glyph(pango_font_get_hb_font(font->item->analysis.font), c, &glyph);
  if (c < NOTED)
    font->has[c] = has ? YES : NO;
  return has;
}

/* --- plain text --- */

static bool is_plain(const brv_text *text, bool *letters)
{
  const char *p = text->bytes->str, *end = p + text->bytes->len;
  *letters = false;
  if (brv_language_is_rtl(text->language))
    return false;
  for (; p < end; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    if (!brv_breaks_is_plain(c))
      return false;
    *letters = *letters || g_unichar_isalpha(c);
  }
  return true;
}

/* How many characters a run has; -1 where its font lacks one. */
static int count_characters(const brv_text *text, const brv_run *run, look_font *font)
{
  const char *p = text->bytes->str + run->start, *end = text->bytes->str + run->end;
  int count = 0;
  for (; p < end; p = g_utf8_next_char(p), count++)
    if (!has_character(font, g_utf8_get_char(p)))
      return -1;
  return count;
}

/* NULL where the run's own family does not do. */
static PangoItem *plain_item(brv_setter *setter, const brv_text *text, guint number, bool letters)
{
  const brv_run *run = &g_array_index(text->runs, brv_run, number);
  look_font *font = run->picture ? NULL : font_of(setter, run, letters);
  int count = font && font->item ? count_characters(text, run, font) : -1;
  if (count < 0)
    return NULL;
  PangoItem *item = pango_item_new();
  item->offset = (int)run->start;
  item->length = (int)(run->end - run->start);
  item->num_chars = count;
  item->analysis = font->item->analysis;
  g_object_ref(item->analysis.font);
  item->analysis.extra_attrs = g_slist_prepend(NULL, over(name_of_run(number), run));
  if (run->features)
    item->analysis.extra_attrs = g_slist_prepend(
        item->analysis.extra_attrs, over(pango_attr_font_features_new(run->features), run));
  return item;
}

/* NULL where Pango has to part it. */
static GList *plain_items(brv_setter *setter, const brv_text *text)
{
  GList *items = NULL;
  bool letters;
  if (!is_plain(text, &letters))
    return NULL;
  for (guint i = text->runs->len; i-- > 0;) {
    PangoItem *item = plain_item(setter, text, i, letters);
    if (!item) {
      g_list_free_full(items, free_item);
      return NULL;
    }
    items = g_list_prepend(items, item);
  }
  return items;
}

GList *brv_items_find(brv_setter *setter, const brv_text *text)
{
  GList *items = plain_items(setter, text);
  return items ? items : brv_items_of_pango(setter, text);
}
