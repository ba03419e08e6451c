#include "pdf/glyphs.h"

#include "typeset/label.h"
#include "typeset/missing.h"

static bool has_glyphs(PangoLayout *layout, const char *text, int length)
{
  pango_layout_set_text(layout, text, length);
  return pango_layout_get_unknown_glyphs_count(layout) == 0;
}

static const char *first_unknown(PangoLayout *layout, const char *text)
{
  for (const char *at = text; *at; at = g_utf8_next_char(at))
    if (!has_glyphs(layout, at, (int)(g_utf8_next_char(at) - at)))
      return at;
  return text;
}

/* Most text needs none but the first font. */
static bool first_has(brv_fonts *fonts, const char *text)
{
  g_autoptr(PangoLayout) layout = pango_layout_new(brv_fonts_family_context(fonts));
  return has_glyphs(layout, text, -1);
}

static bool check_text(const char *text, const char *what, brv_fonts *fonts, brv_place place,
                       brv_diags *diags)
{
  if (first_has(fonts, text))
    return true;
  g_autoptr(PangoLayout) layout = pango_layout_new(brv_fonts_context(fonts));
  if (has_glyphs(layout, text, -1))
    return true;
  const char *at = first_unknown(layout, text);
  gunichar c = g_utf8_get_char(at);
  g_autofree char *name = brv_missing_name(c), *help = brv_missing_help(c, 1);
  brv_report(diags, BRV_MISSING_GLYPH, place, help, "%s shows the character %s, which no font has",
             what, name);
  return false;
}

bool brv_check_svg_glyphs(const brv_asset *asset, const char *words, brv_fonts *fonts,
                          brv_place place, brv_diags *diags)
{
  g_autofree char *what = g_strdup_printf("the image \"%s\"", asset->path);
  return check_text(words, what, fonts, place, diags);
}

static bool check_label(const brv_draw_step *step, const char *language, const brv_layout *layout,
                        brv_fonts *fonts, brv_place place, brv_diags *diags)
{
  const brv_style *style = brv_label_style(layout, step->role);
  g_autoptr(PangoLayout) label = brv_label_new(step->text, style, language, fonts);
  return pango_layout_get_unknown_glyphs_count(label) == 0 ||
         check_text(pango_layout_get_text(label), "a drawing", fonts, place, diags);
}

bool brv_check_drawing_glyphs(const brv_drawing *drawing, const char *language,
                              const brv_layout *layout, brv_fonts *fonts, brv_place place,
                              brv_diags *diags)
{
  bool good = true;
  for (const brv_draw_step *step = drawing->first; step; step = step->next)
    if (step->op == BRV_DRAW_TEXT)
      good &= check_label(step, language, layout, fonts, place, diags);
  return good;
}
