#include <hb-ot.h>

#include "typeset/pages-private.h"

static const brv_value *written_family(const brv_layout *layout, const char *role)
{
  const brv_value *styles = brv_value_member(layout->source, "styles");
  return brv_value_member(brv_value_member(styles, role), "family");
}

static bool check_family(const brv_value *family, const brv_fonts *fonts, brv_diags *diags)
{
  bool is_there = brv_fonts_has(fonts, family->text);
  bool varies = is_there && brv_fonts_vary_as_cff(fonts, family->text);
  if (!is_there)
    brv_report(diags, BRV_MISSING_FONT, family->place,
               "put its files into the pack's fonts/, or name another family",
               "no font family \"%s\"", family->text);
  else if (varies)
    brv_report(diags, BRV_MISSING_FONT, family->place,
               "take its files for single weights, or variable ones in TrueType's format",
               "the font family \"%s\" varies in a format (CFF2) that cannot be printed",
               family->text);
  return is_there && !varies;
}

/* Styles that are like another need not be told of again: only where the family was written. */
bool brv_check_families(const brv_layout *layout, const brv_fonts *fonts, brv_diags *diags)
{
  const brv_value *styles = brv_value_member(layout->source, "styles");
  bool all = true;
  for (guint i = 0; styles && i < styles->count; i++) {
    const brv_value *family = written_family(layout, styles->members[i].key);
    all &= !family || check_family(family, fonts, diags);
  }
  return all;
}

/* OS/2's fsType (OpenType 1.9): what its makers let others do. Only what may be installed may be
 * taken out of a file and used; -1: they do not say. */
static int rights_of(hb_face_t *face)
{
  enum { RIGHTS_AT = 8 };
  hb_blob_t *table = hb_face_reference_table(face, HB_TAG('O', 'S', '/', '2'));
  guint length = 0;
  const guint8 *bytes = (const guint8 *)hb_blob_get_data(table, &length);
  int rights = length > RIGHTS_AT + 1 ? bytes[RIGHTS_AT] << 8 | bytes[RIGHTS_AT + 1] : -1;
  hb_blob_destroy(table);
  return rights;
}

/* What keeps a font out of a file from which anyone can take it, for a message; NULL: nothing. */
static const char *refusal_of(PangoFont *font)
{
  enum { INSTALLED, RESTRICTED = 2, USES = 0xe, WHOLE = 0x100, PICTURES = 0x200 };
  hb_face_t *face = hb_font_get_face(pango_font_get_hb_font(font));
  int rights = rights_of(face);
  if (rights < 0)
    return "it does not say what its makers allow";
  if ((rights & USES) == RESTRICTED)
    return "its makers forbid to embed it";
  if ((rights & USES) != INSTALLED)
    return "its makers let it be embedded only where nobody can take it out";
  if (rights & WHOLE)
    return "its makers forbid to cut it down";
  if (rights & PICTURES)
    return "its makers let only pictures of its letters be embedded";
  return hb_ot_var_has_data(face) ? "it is a variable font, which is not cut down" : NULL;
}

/* Where the first style names a family. */
static brv_place family_place(const brv_layout *layout, const char *family)
{
  const brv_value *styles = brv_value_member(layout->source, "styles");
  for (guint i = 0; styles && i < styles->count; i++) {
    const brv_value *written = written_family(layout, styles->members[i].key);
    if (written && g_strcmp0(written->text, family) == 0)
      return written->place;
  }
  return BRV_NO_PLACE;
}

bool brv_check_font_rights(const brv_layout *layout, const brv_style *style, brv_fonts *fonts,
                           brv_diags *diags)
{
  g_autoptr(PangoFont) font = brv_fonts_face(fonts, style->family, style->weight, style->italic);
  const char *refusal = font ? refusal_of(font) : NULL;
  if (refusal)
    brv_report(diags, BRV_FONT_RIGHTS, family_place(layout, style->family),
               "take `fonts: embed` out of pack.yaml, or name another family",
               "the font family \"%s\" cannot go into the e-book: %s", style->family, refusal);
  return !refusal;
}

bool brv_check_rights(const brv_layout *layout, brv_fonts *fonts, brv_diags *diags)
{
  const brv_value *styles = brv_value_member(layout->source, "styles");
  g_autoptr(GHashTable) told = g_hash_table_new(g_str_hash, g_str_equal);
  for (guint i = 0; styles && i < styles->count; i++) {
    const brv_style *style = brv_layout_find_style(layout, styles->members[i].key);
    if (style && !g_hash_table_contains(told, style->family) &&
        !brv_check_font_rights(layout, style, fonts, diags))
      g_hash_table_add(told, (char *)style->family);
  }
  return g_hash_table_size(told) == 0;
}
