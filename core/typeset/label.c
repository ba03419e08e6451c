#include "typeset/label.h"

#include <string.h>

#include "typeset/set.h"

/* How many extents and labels are remembered before all are forgotten. */
enum { REMEMBERED = 4096, REMEMBERED_LABELS = 256 };

struct brv_ruler {
  const brv_layout *layout;
  brv_fonts *fonts;
  brv_fonts *own;    /* the same where nobody else frees them */
  GHashTable *known; /* "role\nlanguage\ntext" -> brv_extents * */
};

const brv_style *brv_label_style(const brv_layout *layout, const char *role)
{
  return brv_layout_style(layout, role, BRV_LABEL_ROLE);
}

static PangoFontDescription *description(const char *families, const brv_style *style)
{
  PangoFontDescription *font = pango_font_description_new();
  pango_font_description_set_family(font, families);
  pango_font_description_set_weight(font, (PangoWeight)style->weight);
  pango_font_description_set_style(font, style->italic ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL);
  pango_font_description_set_absolute_size(font, style->size * PANGO_SCALE);
  return font;
}

static PangoAttrList *attributes(const brv_style *style, const char *language)
{
  PangoAttrList *list = pango_attr_list_new();
  const char *features = brv_style_features(style);
  int spacing = (int)(style->tracking * style->size * PANGO_SCALE);
  if (spacing)
    pango_attr_list_insert(list, pango_attr_letter_spacing_new(spacing));
  if (features)
    pango_attr_list_insert(list, pango_attr_font_features_new(features));
  if (language)
    pango_attr_list_insert(list, pango_attr_language_new(pango_language_from_string(language)));
  return list;
}

static char *in_case(const char *text, const brv_style *style, const char *language)
{
  GString *out = g_string_new(NULL);
  for (; *text; text = g_utf8_next_char(text))
    g_string_append_unichar(out, brv_style_letter(style, g_utf8_get_char(text), language));
  return g_string_free(out, FALSE);
}

static PangoLayout *set_label(const char *words, const brv_style *style, const char *language,
                              const char *families, PangoContext *context)
{
  PangoLayout *label = pango_layout_new(context);
  g_autoptr(PangoFontDescription) font = description(families, style);
  g_autoptr(PangoAttrList) list = attributes(style, language);
  pango_layout_set_font_description(label, font);
  pango_layout_set_single_paragraph_mode(label, TRUE);
  pango_layout_set_attributes(label, list);
  pango_layout_set_text(label, words, -1);
  return label;
}

static bool is_of_family(PangoLayout *label, const char *family)
{
  const PangoLayoutLine *line = pango_layout_get_line_readonly(label, 0);
  for (const GSList *r = line->runs; r; r = r->next)
    if (!brv_font_is_of(((const PangoGlyphItem *)r->data)->item->analysis.font, family))
      return false;
  return pango_layout_get_unknown_glyphs_count(label) == 0;
}

/* In the family that is asked for, where it has all of it: to look through one takes a fraction of
 * what the list for all scripts takes. */
static PangoLayout *make_label(const char *text, const brv_style *style, const char *language,
                               brv_fonts *fonts)
{
  g_autofree char *words = in_case(text, style, language);
  PangoLayout *label =
      set_label(words, style, language, style->family, brv_fonts_family_context(fonts));
  if (is_of_family(label, style->family))
    return label;
  g_object_unref(label);
  return set_label(words, style, language, brv_fonts_families(fonts, style->family, language),
                   brv_fonts_context(fonts));
}

/* All that a label depends on: numbers, then texts with their ends. */
static GBytes *key_of(const char *text, const brv_style *style, const char *language)
{
  const double numbers[] = {style->weight, style->size, style->tracking, style->italic,
                            style->letter_case};
  const char *features = brv_style_features(style);
  const char *const texts[] = {style->family, features ? features : "", language ? language : "",
                               text};
  GByteArray *key = g_byte_array_new();
  g_byte_array_append(key, (const guint8 *)numbers, sizeof numbers);
  for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
    g_byte_array_append(key, (const guint8 *)texts[i], (guint)strlen(texts[i]) + 1);
  return g_byte_array_free_to_bytes(key);
}

/* A scale says the same in every briefing. */
PangoLayout *brv_label_new(const char *text, const brv_style *style, const char *language,
                           brv_fonts *fonts)
{
  GHashTable *known = brv_fonts_labels(fonts);
  g_autoptr(GBytes) key = key_of(text, style, language);
  PangoLayout *label = g_hash_table_lookup(known, key);
  if (label)
    return g_object_ref(label);
  if (g_hash_table_size(known) >= REMEMBERED_LABELS)
    g_hash_table_remove_all(known);
  label = make_label(text, style, language, fonts);
  g_hash_table_insert(known, g_steal_pointer(&key), g_object_ref(label));
  return label;
}

brv_extents brv_label_extents(PangoLayout *label)
{
  PangoRectangle box;
  pango_layout_line_get_extents(pango_layout_get_line_readonly(label, 0), NULL, &box);
  return (brv_extents){.width = (double)box.width / PANGO_SCALE,
                       .ascent = (double)PANGO_ASCENT(box) / PANGO_SCALE,
                       .descent = (double)PANGO_DESCENT(box) / PANGO_SCALE};
}

static brv_extents image_extents(const brv_asset *asset, const brv_style *style)
{
  static const double ASCENT = 0.8, DESCENT = 0.1; /* of the size */
  double ratio = asset->height > 0 ? asset->width / asset->height : 1;
  return (brv_extents){.width = (ASCENT + DESCENT) * style->size * ratio,
                       .ascent = ASCENT * style->size,
                       .descent = DESCENT * style->size};
}

/* The lines above and below keep their distance, whatever stands in this one. */
static brv_extents drawing_extents(const brv_layout *layout, const brv_drawing *drawing,
                                   const brv_style *style)
{
  double room = brv_line_ascent(layout, style->size, style->leading), scale = 1;
  double below = drawing->height - drawing->baseline;
  if (drawing->baseline > room)
    scale = room / drawing->baseline;
  if (below * scale > style->leading - room)
    scale = (style->leading - room) / below;
  return (brv_extents){.width = drawing->width * scale,
                       .ascent = drawing->baseline * scale,
                       .descent = below * scale};
}

brv_extents brv_picture_extents(const brv_layout *layout, const brv_node *picture,
                                const brv_style *style)
{
  return picture->kind == BRV_NODE_DRAWING ? drawing_extents(layout, picture->drawing, style)
                                           : image_extents(picture->asset, style);
}

brv_ruler *brv_ruler_new(const brv_layout *layout, brv_fonts *fonts)
{
  brv_ruler *ruler = g_new0(brv_ruler, 1);
  ruler->layout = layout;
  ruler->fonts = fonts;
  ruler->known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  return ruler;
}

brv_ruler *brv_ruler_open(const brv_layout *layout, brv_font_files *files)
{
  brv_fonts *fonts = brv_fonts_new(files);
  brv_ruler *ruler = brv_ruler_new(layout, fonts);
  ruler->own = fonts;
  return ruler;
}

void brv_ruler_free(brv_ruler *ruler)
{
  if (!ruler)
    return;
  brv_fonts_free(ruler->own);
  g_hash_table_unref(ruler->known);
  g_free(ruler);
}

static brv_extents measure(brv_ruler *ruler, const char *text, const char *role,
                           const char *language)
{
  const brv_style *style = brv_label_style(ruler->layout, role);
  PangoLayout *label = brv_label_new(text, style, language, ruler->fonts);
  brv_extents extents = brv_label_extents(label);
  g_object_unref(label);
  return extents;
}

brv_extents brv_ruler_measure(brv_ruler *ruler, const char *text, const char *role,
                              const char *language)
{
  g_autofree char *key = g_strjoin("\n", role, language ? language : "", text, NULL);
  const brv_extents *known = g_hash_table_lookup(ruler->known, key);
  if (known)
    return *known;
  if (g_hash_table_size(ruler->known) >= REMEMBERED)
    g_hash_table_remove_all(ruler->known);
  brv_extents extents = measure(ruler, text, role, language);
  g_hash_table_insert(ruler->known, g_steal_pointer(&key), g_memdup2(&extents, sizeof extents));
  return extents;
}
